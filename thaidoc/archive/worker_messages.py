"""What a run and the processes that work for it say to each other: frames of msgpack."""

from msgspec import Struct
from msgspec.msgpack import Decoder

from thaidoc.reading.child.messages import Refused
from thaidoc.reading.limits import Limits


class Task(Struct, frozen=True, tag="task"):
    """What to do, as the function that does it understands it, with the ``size`` bytes behind."""

    body: bytes
    size: int
    limits: Limits


class Note(Struct, frozen=True, tag="note"):
    """Something to pass on before the result is there."""

    body: bytes


class Result(Struct, frozen=True, tag="result"):
    """What came of a task."""

    body: bytes


class Failed(Struct, frozen=True, tag="failed"):
    """Why nothing came of it."""

    fault: Refused


class Spent(Struct, frozen=True, tag="spent"):
    """The task is done; ``worn``: so much memory was not given back that the process should go."""

    worn: bool


Answer = Note | Result | Failed | Spent

TASKS: Decoder[Task] = Decoder(Task)
ANSWERS: Decoder[Answer] = Decoder(Answer)
