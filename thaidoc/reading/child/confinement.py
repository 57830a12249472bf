"""The process that reads, seen from here: started when needed, asked, believed only so far.

A :class:`Confinement` has one process at a time. It puts a request to it, takes the answers, checks
that they answer it, and replaces the process when a file ends it, when an answer is nonsense, or
when it has read enough files that what they left in it should go.
"""

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Member
from thaidoc.reading.child.keys import Keys
from thaidoc.reading.child.messages import (
    Answer,
    Done,
    Given,
    Kind,
    Locked,
    OutOfMemory,
    Refused,
    Request,
    Shown,
)
from thaidoc.reading.child.reader_process import LostError, ReaderProcess, too_much_memory
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.limits import DEFAULT, Limits
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition, Told

_UNPACK = "Unpack it and add the files in it"
#: members of a bundle that are no files but tell what is wrong with it
_TOLD_BESIDES = 1000
_NONSENSE = "The reader gave nonsense for this file"
_A = TypeVar("_A", Done, Kind, Shown)


class Opened(TypedDict, total=False):
    """What may be told of a file: its place, for what is said of it, and what opens it."""

    where: Path | str | None
    password: str | None


class Asked(Opened, total=False):
    """What may be told of a file that is read.

    ``recognition`` says when pages are read from their pictures; what is in force where not given.
    ``told`` is told of each page before it is read so.
    """

    recognition: Recognition | None
    told: Told | None


class Confinement:
    """A process that reads files, started when first needed and replaced when it is lost or old.

    Threads may share one and wait for each other;
    :func:`~thaidoc.reading.child.confined.read_confined` gives each its own.

    :param renew_after: files after which a new process takes over, so that nothing that a file
        left in it (leaks, damage, worse) lasts.
    :param preload: modules that the process imports before it reads, such as those that register
        further formats.
    """

    def __init__(self, *, renew_after: int = 200, preload: Sequence[str] = ()):
        self._renew_after = renew_after
        self._preload = tuple(preload)
        self._process: ReaderProcess | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> "Confinement":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The process that reads now, if there is one."""
        return self._process.id if self._process else None

    @property
    def enforced(self) -> tuple[str, ...]:
        """What the system keeps the process from, by the names of ``jail.confine``.

        Nothing before the first file: only the process itself knows.
        """
        return self._process.enforced if self._process else ()

    def start(self) -> None:
        """Start the process without waiting for it, so that it comes up beside other work."""
        with self._lock, contextlib.suppress(LostError):  # the first file will tell
            self._started()

    def read(
        self, data: bytes, name: str, limits: Limits = DEFAULT, **asked: Unpack[Asked]
    ) -> Document:
        """As :func:`~thaidoc.reading.child.confined.read_confined`, always in the process."""
        password, recognition = asked.get("password"), asked.get("recognition")
        request = Request.of("document", data, name, limits, password, recognition)
        answer = self._answer(Done, request, data, asked.get("where"), asked.get("told"))
        # whatever the process says: these bytes have this name and this identity
        return replace(answer.document, name=name, sha256=sha256_of(data), bytes=len(data))

    def kind(
        self, data: bytes, name: str, limits: Limits = DEFAULT, *, where: Path | str | None = None
    ) -> str:
        """The media type of the bytes, found out in the process."""
        request = Request.of("kind", data, name, limits)
        return self._answer(Kind, request, data, where).media_type

    def picture(self, data: bytes, name: str, page: int, **opened: Unpack[Opened]) -> Shown | None:
        """As :func:`~thaidoc.reading.child.confined.picture_confined`."""
        where = opened.get("where")
        request = Request.of("picture", data, name, DEFAULT, opened.get("password"), page=page)
        answer = self._answer(Shown, request, data, where)
        if len(answer.pixels) != answer.across * answer.down:
            raise UnreadableFileError(_NONSENSE, where=where or name)
        return answer if answer.pixels else None

    def members(
        self, data: bytes, name: str, limits: Limits = DEFAULT, passwords: Passwords | None = None
    ) -> Iterator[Member]:
        """As :func:`~thaidoc.reading.child.confined.members_confined`.

        Until the last, this process can read nothing else.
        """
        request = Request.of("members", data, name, limits)
        keys = Keys(passwords or Passwords())
        given = 0
        with self._lock:
            try:
                with self._dropped_on_error():
                    process, answer = self._asked(request, data)
                    while isinstance(answer, Given | Locked):
                        if isinstance(answer, Locked):
                            process.tell(keys.answer(answer), limits)
                        else:
                            keys.settle()
                            given += 1
                            if given > limits.members + _TOLD_BESIDES:
                                raise LostError(_NONSENSE)
                            yield answer.whole(process.bytes_of(answer, limits))
                        answer = process.next(limits)
                    if isinstance(answer, OutOfMemory):
                        raise too_much_memory(limits)
                self._renew()
            except LostError as lost:
                fault = UnreadableFileError(lost.what, where=name, hint=_UNPACK)
                yield Member(name, fault=fault)
                return
        if isinstance(answer, Refused):  # no bundle at all
            raise answer.fault(name)

    def close(self) -> None:
        """End the process; another file would start a new one."""
        with self._lock:
            self._drop()

    def _answer(
        self,
        wanted: type[_A],
        request: Request,
        data: bytes,
        where: Path | str | None,
        told: Told | None = None,
    ) -> _A:
        """The only answer to a request.

        :raises UnreadableFileError: for what is refused, and where there is no such answer.
        """
        place = where or request.name.decode("utf-8", "surrogatepass")
        request.limits.allow_size(len(data), where=place)
        try:
            with self._lock, self._dropped_on_error():
                _, answer = self._asked(request, data, told)
                if isinstance(answer, OutOfMemory):
                    raise too_much_memory(request.limits)
                if not isinstance(answer, Done | Kind | Shown | Refused):
                    raise LostError(_NONSENSE)
                self._renew(worn=isinstance(answer, Done) and answer.worn)
        except LostError as lost:
            raise UnreadableFileError(lost.what, where=place, hint=lost.hint) from lost
        if isinstance(answer, Refused):
            raise answer.fault(place)
        if not isinstance(answer, wanted):
            raise UnreadableFileError(_NONSENSE, where=place)
        return answer

    def _asked(
        self, request: Request, data: bytes, told: Told | None = None
    ) -> tuple[ReaderProcess, Answer]:
        """The answer and who gives it.

        What ends a process that read other files before is asked of a new one.
        """
        process = self._ready()
        used = process.files > 0
        try:
            answer = process.ask(request, data, told)
        except LostError as lost:
            if not used or lost.in_time:
                raise
        else:
            if not (used and isinstance(answer, OutOfMemory)):
                return process, answer
        self._drop()
        process = self._ready()
        return process, process.ask(request, data, told)

    def _started(self) -> ReaderProcess:
        if self._process is not None and self._process.is_gone:
            self._drop()  # it ended between two files
        if self._process is None:
            self._process = ReaderProcess(self._preload)
        return self._process

    def _ready(self) -> ReaderProcess:
        process = self._started()
        process.wait()
        return process

    @contextlib.contextmanager
    def _dropped_on_error(self) -> Iterator[None]:
        """End the process on any way out but the good one.

        An answer that is still to come, after an interrupt, would be taken for the next file's.
        """
        try:
            yield
        except BaseException:
            self._drop()
            raise

    def _renew(self, *, worn: bool = False) -> None:
        if self._process and (worn or self._process.files >= self._renew_after):
            self._drop()

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.end()
