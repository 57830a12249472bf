"""What the run and the process that reads for it say to each other.

A message is a frame: its length in eight bytes, then msgpack. A file's bytes follow their message
raw, since packing half a gigabyte would only copy it. The run decodes what comes back into these
types and nothing else: a process that a hostile file has taken over can send a wrong document, but
no code (as a pickle could), no endless frame, and no other file's name or identity.
"""

import os
import struct
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

import msgspec
from msgspec import Struct
from msgspec.msgpack import Decoder

from thaidoc import errors
from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Member
from thaidoc.reading.document import Document
from thaidoc.reading.limits import Limits
from thaidoc.reading.recognition import Recognition, current

_LENGTH = struct.Struct(">Q")
#: messages about a file, without its document
SMALL = 1 << 20

Message = TypeVar("Message")
Job = Literal["kind", "document", "members", "picture"]


class Ready(Struct, frozen=True, tag="ready"):
    """The process can read; ``enforced`` names what it may not do (see ``jail.confine``)."""

    enforced: tuple[str, ...]


class Request(Struct, frozen=True, tag="request"):
    """What to do with the ``size`` bytes that follow: say what they are, read, open or show them.

    ``page`` is the one to show, from 1. ``name`` is UTF-8 with the half surrogate pairs that names
    of old systems hold.
    """

    job: Job
    name: bytes
    size: int
    limits: Limits
    password: str | None = None
    recognition: Recognition = Recognition()
    page: int = 0

    @classmethod
    def of(
        cls,
        job: Job,
        data: bytes,
        name: str,
        limits: Limits,
        password: str | None = None,
        recognition: Recognition | None = None,
        *,
        page: int = 0,
    ) -> "Request":
        """What is asked about these bytes; with the recognition in force where none is given."""
        known = name.encode("utf-8", "surrogatepass")
        return cls(job, known, len(data), limits, password, recognition or current(), page)


class Key(Struct, frozen=True, tag="key"):
    """The answer to :class:`Locked`: a password to try, or that nobody knows another."""

    password: str | None = None


class Kind(Struct, frozen=True, tag="kind"):
    """What the bytes are."""

    media_type: str


class Recognising(Struct, frozen=True, tag="recognising"):
    """A page is about to be read from its picture: which, and of how many. More answers follow."""

    page: int
    pages: int


class Pictured(Struct, frozen=True, tag="pictured"):
    """Asks what the recogniser's program makes of a page's picture, ``size`` bytes that follow."""

    size: int


class Printed(Struct, frozen=True, tag="printed"):
    """The answer to :class:`Pictured`; None where the program failed."""

    output: bytes | None


class Shown(Struct, frozen=True, tag="shown"):
    """A page's picture: rows of grey bytes, no others; none where the page has none.

    ``across`` and ``down`` count pixels, ``width`` and ``height`` are the page's, in points.
    """

    across: int
    down: int
    width: float
    height: float
    pixels: bytes


class Done(Struct, frozen=True, tag="done"):
    """The document. ``worn``: so much memory is not given back that the process should go."""

    document: Document
    worn: bool


class Refused(Struct, frozen=True, tag="refused"):
    """Why a file gives no document: an :class:`UnreadableFileError` with its class's name.

    ``detail`` is the traceback, for ``--debug``.
    """

    kind: str
    what: str
    hint: str | None
    where: str | None
    detail: str = ""

    @classmethod
    def of(cls, fault: UnreadableFileError, *, detail: str = "") -> "Refused":
        """The fault as a message."""
        where = None if fault.where is None else legible(str(fault.where))
        return cls(type(fault).__name__, legible(fault.what), fault.hint, where, legible(detail))

    def fault(self, place: Path | str | None = None) -> UnreadableFileError:
        """The error that this was; of a class of :mod:`thaidoc.errors`, whatever the name says.

        :param place: where it was, if the error itself does not say.
        """
        named = getattr(errors, self.kind, None)
        kind = named if isinstance(named, type) else UnreadableFileError
        if not issubclass(kind, UnreadableFileError):
            kind = UnreadableFileError
        fault = kind(self.what, where=self.where or place, hint=self.hint)
        if self.detail:
            fault.add_note(f"In the process that read the file:\n{self.detail}")
        return fault


class OutOfMemory(Struct, frozen=True, tag="out-of-memory"):
    """The file needed more memory than its limits allow."""


class Given(Struct, frozen=True, tag="given"):
    """A member of a bundle, without its fault and its bytes, of which ``size`` follow."""

    member: Member
    fault: Refused | None
    size: int

    def whole(self, data: bytes) -> Member:
        """The member with its bytes and its fault."""
        return replace(self.member, data=data, fault=self.fault.fault() if self.fault else None)


class Locked(Struct, frozen=True, tag="locked"):
    """Asks what opens the bundle of this name, or a file in it.

    ``tried`` counts the answers to the same question that did not.
    """

    name: str
    tried: int


class End(Struct, frozen=True, tag="end"):
    """There are no more members."""


Answer = Kind | Recognising | Pictured | Shown | Done | Refused | OutOfMemory | Given | Locked | End

READY: Decoder[Ready] = Decoder(Ready)
REQUESTS: Decoder[Request] = Decoder(Request)
KEYS: Decoder[Key] = Decoder(Key)
PRINTED: Decoder[Printed] = Decoder(Printed)
ANSWERS: Decoder[Answer] = Decoder(Answer)


def channels() -> tuple[BinaryIO, BinaryIO]:
    """A process's standard input and output under new numbers, the usual ones put to nothing."""
    coming, going = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    os.close(nothing)
    return coming, going


def packed(message: Struct) -> bytes:
    """A message as msgpack.

    :raises UnicodeEncodeError: for text that is no Unicode (half a surrogate pair).
    """
    return msgspec.msgpack.encode(message)


def legible(words: str) -> str:
    """The words with half surrogate pairs, which names of old systems bring, as ``?``."""
    return words.encode("utf-8", "replace").decode("utf-8")


def send(stream: BinaryIO, message: bytes, data: bytes = b"") -> None:
    """Write a packed message as a frame, and the bytes that belong to it."""
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO, decoder: Decoder[Message], most: int) -> Message:
    """The next message, which must be of the decoder's type and at most so many bytes long.

    :raises EOFError: where the other side has gone.
    :raises ValueError: for a longer one or one of another shape (msgspec's errors are these).
    """
    (length,) = _LENGTH.unpack(exactly(stream, _LENGTH.size))
    if length > most:
        raise ValueError(f"a message of {length} bytes")
    return decoder.decode(exactly(stream, length))


def exactly(stream: BinaryIO, size: int) -> bytes:
    """So many bytes.

    :raises EOFError: where the stream ends before.
    """
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
