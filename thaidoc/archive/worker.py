"""A process that works for a run: ``python -m thaidoc.archive.worker MODULE:FUNCTION``.

It does one task after the other, under limits of memory and processor time, and may die of one
without taking the run along: :mod:`thaidoc.archive.workers` starts it and sees to that. Files of
formats that need libraries it has read by a confined process of its own, as any run does.
"""

import contextlib
import ctypes
import importlib
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from thaidoc.archive.worker_messages import TASKS, Failed, Note, Result, Spent
from thaidoc.errors import ThaidocError, UnreadableFileError
from thaidoc.reading.child import jail
from thaidoc.reading.child.messages import (
    Refused,
    channels,
    exactly,
    legible,
    packed,
    receive,
    send,
)
from thaidoc.reading.limits import in_force, sized

#: does a task: its body and its bytes, and what passes a note on to the run; gives the result
Work = Callable[[bytes, bytes, Callable[[bytes], None]], bytes]
#: memory that tasks have left behind, after which a new process is cheaper
_WORN = 256 * 1024 * 1024
_PR_SET_PDEATHSIG = 1
#: bodies of tasks: a name, a few settings
_BODY = 1 << 26


def main(wanted: str) -> None:
    """Do tasks until there are none; ``wanted`` names the function that does them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides what its Ctrl-C means
    tasks, answers = channels()
    die_with_run()
    module, _, name = wanted.partition(":")
    work: Work = getattr(importlib.import_module(module), name)
    at_start = jail.memory_in_use()
    try:
        while True:
            task = receive(tasks, TASKS, _BODY)
            data = exactly(tasks, task.size)
            jail.allow(task.limits, task.size)
            with in_force(task.limits):
                message = _done(work, task.body, data, answers)
            worn = jail.memory_in_use() > at_start + _WORN
            send(answers, message)
            send(answers, packed(Spent(worn)))
    except (EOFError, BrokenPipeError):  # the run has ended
        return


def _done(work: Work, body: bytes, data: bytes, answers: BinaryIO) -> bytes:
    """The packed result of a task, or what it failed of."""

    def tell(note: bytes) -> None:
        send(answers, packed(Note(note)))

    try:
        return packed(Result(work(body, data, tell)))
    except MemoryError:
        from thaidoc.reading.limits import current

        most = sized(current().memory)
        fault = UnreadableFileError(f"Reading needed more than {most} of memory")
    except ThaidocError as error:
        # what is no fault of a file still must not end the others
        fault = UnreadableFileError(error.what, where=error.where, hint=error.hint)
        if isinstance(error, UnreadableFileError):
            fault = error
    except Exception as error:
        told = legible(f"{type(error).__name__}: {error}")
        fault = UnreadableFileError(f"thaidoc itself failed on this file ({told})")
    return packed(Failed(Refused.of(fault)))


def die_with_run() -> None:
    """Have Linux end this process when the run is killed; elsewhere it ends with its task."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1])
