"""A few processes that do tasks side by side for one run, each replaced when it dies or is worn.

A task that ends its process costs only itself: it is tried once more in a new process, if that had
done other tasks before, and then given up with a sentence. No more tasks are taken on than the
processes can soon do, so that memory stays flat however many are to come.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import thaidoc
from thaidoc.archive.worker_messages import ANSWERS, Failed, Note, Result, Spent, Task
from thaidoc.errors import ThaidocError, UnreadableFileError
from thaidoc.messages import sentence
from thaidoc.reading.child.messages import SMALL, packed, receive, send
from thaidoc.reading.limits import Limits, current

#: tasks that are taken on for each process, so that none waits for the run
_AHEAD = 3
#: bytes of tasks that are taken on, beyond the first of them
_MOST_BYTES = 64 * 1024 * 1024
#: tasks after which a process is replaced, so that nothing that one left in it lasts
_RENEW_AFTER = 5_000
#: seconds after which a run that waits for a result may do something else
_PAUSE = 0.25
_HINT = "Please report it, with what `thaidoc parse --debug` says of the file"


@dataclass(frozen=True, slots=True)
class Errand:
    """A task for a worker: what it is told, the bytes it works on, and whose it is."""

    body: bytes
    data: bytes
    tag: object = None


#: what came of an errand: the worker's result, or why there is none
Done = tuple[Errand, bytes | ThaidocError]


class Workers:
    """So many processes that do one kind of task. Use it in a ``with``; they end with it.

    :param function: what does a task, as ``module:function``; see ``worker.Work``.
    :param told: is given an errand and what its worker passes on, in another thread.
    """

    def __init__(
        self,
        jobs: int,
        function: str,
        *,
        told: Callable[[Errand, bytes], None] | None = None,
        limits: Limits | None = None,
    ):
        self._todo: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[Done] = queue.SimpleQueue()
        self._ahead = max(1, jobs) * _AHEAD
        limits = limits or current()
        self._hands = [
            _Hand(function, self._todo, self._done, told, limits) for _ in range(max(1, jobs))
        ]

    def __enter__(self) -> "Workers":
        for hand in self._hands:
            hand.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        for _ in self._hands:
            self._todo.put(None)
        for hand in self._hands:
            hand.end()

    @property
    def processes(self) -> Sequence[int]:
        """The processes that work now."""
        return [hand.process_id for hand in self._hands if hand.process_id]

    def run(self, take: Callable[[], Errand | None]) -> Iterator[Done | None]:
        """Do errands until there are none left and all are done; each as soon as it is.

        None is given when nothing was done for a moment.

        :param take: gives the next errand, or None where there is none just now.
        """
        waiting = size = 0
        while True:
            while waiting < self._ahead and (not waiting or size < _MOST_BYTES):
                errand = take()
                if errand is None:
                    break
                self._todo.put(errand)
                waiting, size = waiting + 1, size + len(errand.data)
            if not waiting:
                return
            try:
                done = self._done.get(timeout=_PAUSE)
            except queue.Empty:
                yield None
                continue
            waiting, size = waiting - 1, size - len(done[0].data)
            yield done


class _LostError(Exception):
    """The process ended over a task; the sentence says how."""


class _Hand(threading.Thread):
    """Hands tasks to one process after the other and takes what they give."""

    def __init__(
        self,
        function: str,
        todo: "queue.SimpleQueue[Errand | None]",
        done: "queue.SimpleQueue[Done]",
        told: Callable[[Errand, bytes], None] | None,
        limits: Limits,
    ):
        super().__init__(daemon=True)
        self._function = function
        self._todo = todo
        self._done = done
        self._told = told
        self._limits = limits
        self._ended = False
        self._process: subprocess.Popen[bytes] | None = None
        self._tasks = 0

    @property
    def process_id(self) -> int | None:
        """The process that works now, if there is one."""
        return self._process.pid if self._process else None

    def run(self) -> None:
        """Work until there is nothing more to do."""
        while not self._ended and (errand := self._todo.get()) is not None:
            try:
                result = self._result(errand)
            except Exception as error:
                if self._ended:
                    break
                fault = f"thaidoc itself failed ({type(error).__name__}: {error})"
                result = UnreadableFileError(fault, hint=_HINT)
            self._done.put((errand, result))
        self._drop()

    def end(self) -> None:
        """End the process at once, whatever it does."""
        self._ended = True
        process = self._process
        if process:
            process.kill()
        self.join()

    def _result(self, errand: Errand) -> bytes | ThaidocError:
        used = self._process is not None and self._tasks > 0
        try:
            return self._asked(errand)
        except _LostError as lost:
            self._drop()
            if self._ended or not used:
                return UnreadableFileError(str(lost), hint=_HINT)
        try:  # perhaps of what other tasks had left behind
            return self._asked(errand)
        except _LostError as lost:
            self._drop()
            return UnreadableFileError(str(lost), hint=_HINT)

    def _asked(self, errand: Errand) -> bytes | ThaidocError:
        """What the process gives for a task.

        :raises _LostError: where it ends before.
        """
        process = self._ready()
        self._tasks += 1
        try:
            task = Task(errand.body, len(errand.data), self._limits)
            send(cast(BinaryIO, process.stdin), packed(task), errand.data)
            result, worn = self._answer(errand, cast(BinaryIO, process.stdout))
        except (EOFError, OSError, ValueError) as fault:
            raise _LostError(self._end_of(process)) from fault
        if worn or self._tasks >= _RENEW_AFTER:
            self._drop()
        return result

    def _answer(self, errand: Errand, answers: BinaryIO) -> tuple[bytes | ThaidocError, bool]:
        """The result of a task, and whether the process is worn; notes are passed on."""
        result: bytes | ThaidocError = UnreadableFileError("Nothing came of this file", hint=_HINT)
        while True:
            match receive(answers, ANSWERS, 2 * self._limits.result + SMALL):
                case Note(note):
                    if self._told:
                        self._told(errand, note)
                case Result(body):
                    result = body
                case Failed(refused):
                    result = refused.fault()
                case Spent(worn):
                    return result, worn

    def _end_of(self, process: "subprocess.Popen[bytes]") -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
        ended_by = -(process.poll() or 0)
        if ended_by == getattr(signal, "SIGXCPU", None):
            return sentence(
                f"Reading and parsing took longer than {self._limits.seconds:g} seconds"
            )
        if ended_by == getattr(signal, "SIGKILL", None):
            return sentence("The process that read this file was killed: perhaps memory ran out")
        return sentence(f"The process that read this file crashed ({ended_by or process.poll()})")

    def _ready(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is not None:
            self._drop()
        if self._process is None:
            self._tasks = 0
            try:
                self._process = subprocess.Popen(  # noqa: S603  # the program is this Python itself
                    [sys.executable, "-P", "-m", "thaidoc.archive.worker", self._function],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment(),
                )
            except OSError as fault:
                raise _LostError("The process that reads files cannot be started") from fault
        return self._process

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                cast(BinaryIO, pipe).close()


def cores() -> int:
    """How many processes can work at the same time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def environment() -> dict[str, str]:
    """The run's environment; thaidoc is found where the run found it."""
    own = str(Path(thaidoc.__file__).resolve().parents[1])
    paths = [own, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
