"""One process that reads, as the run sees it: started, asked, timed, and told apart when it ends.

Whatever goes wrong with it is a :class:`LostError` with the sentence for the person: time was up,
memory ran out, it crashed, or what it says makes no sense.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import thaidoc
from thaidoc.messages import sentence
from thaidoc.reading.child.messages import (
    ANSWERS,
    READY,
    SMALL,
    Answer,
    Done,
    Given,
    Key,
    Pictured,
    Printed,
    Recognising,
    Request,
    exactly,
    packed,
    receive,
    send,
)
from thaidoc.reading.limits import Limits, sized
from thaidoc.reading.recognition import Told, run

#: a machine may be busy, a disk cold; beyond this the process does not come
_START_SECONDS = 60.0
_HINT = sentence("Print it to a new PDF in the program that opens it, and add that")
#: what the process sees of the environment: no language, no secrets of other programs
_ENVIRONMENT = (
    *("PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "TEMP"),
    *("TMP", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX"),
)


#: files are read side by side; libraries that calculate would each start a thread for every core
_THREADS = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class LostError(Exception):
    """The process is gone, or talks nonsense. ``in_time``: it was ended because time was up."""

    def __init__(self, what: str, *, hint: str = _HINT, in_time: bool = False):
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.in_time = in_time


class _Clock:
    """Does something when time is up, unless stopped before; ``seconds`` is the time given."""

    def __init__(self, seconds: float, then: Callable[[], None]):
        self.seconds = seconds
        self._then = then
        self._begun = time.monotonic()
        self._timer = self._started()

    def extend(self, seconds: float) -> None:
        """Give so much more time."""
        self.stop()
        self.seconds += seconds
        self._timer = self._started()

    def stop(self) -> None:
        """Do nothing any more; where it is just being done, wait for that."""
        self._timer.cancel()
        self._timer.join()

    def _started(self) -> threading.Timer:
        left = self._begun + self.seconds - time.monotonic()
        timer = threading.Timer(max(0.0, left), self._then)
        timer.daemon = True
        timer.start()
        return timer


class ReaderProcess:
    """A process of :mod:`thaidoc.reading.child.worker` and the pipes to it.

    ``files`` counts what it was asked to read; ``enforced`` is what the system keeps it from.

    :raises LostError: where no process can be started.
    """

    def __init__(self, preload: Sequence[str] = ()):
        self.files = 0
        self.enforced: tuple[str, ...] = ()
        self._is_ready = False
        self._time_is_up = False
        self._clock: _Clock | None = None
        self._run = os.getpid()
        try:
            self._process = subprocess.Popen(  # noqa: S603  # the program is this Python itself
                # -P: a struct.py among the letters of the current folder must not be imported
                [sys.executable, "-P", "-m", "thaidoc.reading.child.worker", *preload],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except OSError as fault:
            raise _not_started() from fault
        self._requests = cast(BinaryIO, self._process.stdin)
        self._answers = cast(BinaryIO, self._process.stdout)

    @property
    def id(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def is_gone(self) -> bool:
        """Whether it ended, or is another run's (this one being a fork of that)."""
        return self._run != os.getpid() or self._process.poll() is not None

    def wait(self) -> None:
        """Wait until it can read.

        :raises LostError: where it never can.
        """
        if self._is_ready:
            return
        try:
            with self._killed_after(_START_SECONDS, None):
                self.enforced = receive(self._answers, READY, SMALL).enforced
        except LostError as fault:
            raise _not_started() from fault
        self._is_ready = True

    def ask(self, request: Request, data: bytes, told: Told | None = None) -> Answer:
        """The first, or only, answer to a request about these bytes.

        :param told: is told of each page that is read from its picture, which gives the process
            more time.
        :raises LostError: where none comes in time, or none at all.
        """
        self.files += 1
        limits = request.limits
        with self._killed_after(limits.seconds, limits):
            send(self._requests, packed(request), data)
            answer = receive(self._answers, ANSWERS, limits.result + SMALL)
            seen = pictures = 0
            while isinstance(answer, Recognising | Pictured):
                if isinstance(answer, Recognising):
                    seen += 1
                    self._extend(limits.recognising)
                    if told:
                        told(answer.page, answer.pages)
                else:
                    pictures += 1
                    self._run_program(answer, request)
                if seen > limits.pages or pictures > seen:
                    raise ValueError("more pages than the process may read")
                answer = receive(self._answers, ANSWERS, limits.result + SMALL)
            if isinstance(answer, Done) and len(answer.document.pages) > limits.pages:
                raise ValueError("more pages than the process may give")
        return answer

    def next(self, limits: Limits) -> Answer:
        """The next answer to the same request.

        :raises LostError: as :meth:`ask` does.
        """
        with self._killed_after(limits.seconds, limits):
            return receive(self._answers, ANSWERS, SMALL)

    def tell(self, key: Key, limits: Limits) -> None:
        """Answer the process's question for a password.

        :raises LostError: as :meth:`ask` does.
        """
        with self._killed_after(limits.seconds, limits):
            send(self._requests, packed(key))

    def bytes_of(self, given: Given, limits: Limits) -> bytes:
        """The bytes that follow a member.

        :raises LostError: as :meth:`ask` does.
        """
        with self._killed_after(limits.seconds, limits):
            if given.size > limits.bytes:
                raise ValueError("a larger member than the process may give")
            return exactly(self._answers, given.size)

    def end(self) -> None:
        """End the process, at once; in a fork of its run, only let go of it."""
        if self._run == os.getpid():
            self._process.kill()
            self._process.wait()
        else:
            self._process.returncode = 0  # it is not our child, so nobody here waits for it
        for pipe in (self._requests, self._answers):
            with contextlib.suppress(OSError):  # half a request may still wait in the buffer
                pipe.close()

    @contextlib.contextmanager
    def _killed_after(self, seconds: float, limits: Limits | None) -> Iterator[None]:
        """Kill the process when the block takes longer; what that or another end of it means."""
        clock = self._clock = _Clock(seconds, self._kill)
        try:
            yield
        except (EOFError, OSError, ValueError) as fault:
            raise self._loss(fault, limits) from fault
        finally:
            clock.stop()
            if self._time_is_up:  # perhaps just after the answer: not to be taken for alive
                self._process.wait()

    def _run_program(self, asked: Pictured, request: Request) -> None:
        """Have the recogniser's program read the picture that follows, and hand on what it says."""
        if asked.size > request.limits.part:
            raise ValueError("a larger picture than the process may give")
        picture = exactly(self._answers, asked.size)
        printed = run(request.recognition, picture, request.limits)
        send(self._requests, packed(Printed(printed)))

    def _extend(self, seconds: float) -> None:
        """Let the block that is under way take longer."""
        if self._clock:
            self._clock.extend(seconds)

    def _kill(self) -> None:
        self._time_is_up = True
        self._process.kill()

    def _loss(self, fault: Exception, limits: Limits | None) -> LostError:
        if isinstance(fault, ValueError):
            return LostError("The reader gave nonsense for this file")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # its pipe closes a moment before it is gone
        ended_by = -(self._process.poll() or 0)
        if limits and (self._time_is_up or ended_by == getattr(signal, "SIGXCPU", None)):
            seconds = self._clock.seconds if self._clock else limits.seconds
            most = sentence(f"{seconds:g} {'second' if seconds == 1 else 'seconds'}")
            return LostError(f"Reading took longer than {most}", in_time=True)
        if limits and ended_by == signal.SIGABRT:
            # this is how C libraries end when they get no memory, and hardly ever else
            most = sized(limits.memory)
            return LostError(f"The reader gave up on this file: it may need more than {most}"
                             " of memory")  # fmt: skip
        if ended_by == getattr(signal, "SIGKILL", None):
            # not by us: Linux does so to the largest process when memory runs out
            return LostError("Reading needed more memory than this machine has")
        return LostError("The reader crashed on this file")


def too_much_memory(limits: Limits) -> LostError:
    """What is said where the process itself saw that memory ran out."""
    return LostError(f"Reading needed more than {sized(limits.memory)} of memory")


def _not_started() -> LostError:
    return LostError(
        "The process that reads files cannot be started",
        hint="See what `python -m thaidoc.reading.child.worker` says",
    )


def _environment() -> dict[str, str]:
    """What the process may know: where things are, thaidoc's own settings, no language."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _ENVIRONMENT or name.startswith("THAIDOC_")
    }
    # the run may have found thaidoc in its current folder, which -P keeps the process from
    own = str(Path(thaidoc.__file__).resolve().parents[1])
    paths = [own, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    path = {"PYTHONPATH": os.pathsep.join(paths)}
    return {**kept, **path, **_THREADS, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}
