"""Reading in a process of its own, which may crash, hang or run out of memory without harm here.

PDF, image and XML libraries are large and written in C; a letter that came by mail is all it takes
to end a run with them. So :func:`read_confined` has :mod:`thaidoc.reading.child.worker` read the
bytes, under :class:`~thaidoc.reading.limits.Limits`, and :func:`members_confined` has it open
bundles. One process reads many files, since starting one and loading pdfium takes longer than
reading a letter; it is replaced when a file ends it.

Measured on two cores: 0.1 s for a new process, 1 to 2 ms for a file through it besides the reading,
0.6 s for one of 500 MB (as fast as a temporary file or shared memory). A small plain text is read
here (``Format.own_code``): nothing but thaidoc's own Python touches it, and ``thaidoc parse
letter.txt`` would take a quarter to a half longer.
"""

import atexit
import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Literal

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.bundles.member import Member
from thaidoc.reading.child.messages import Answer, Done, Given, OutOfMemory, Refused, Request
from thaidoc.reading.child.reader_process import LostError, ReaderProcess, too_much_memory
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.limits import DEFAULT, Limits, in_force

#: a text of more bytes than this is no letter's, and slow rules could take long over it
_SMALL_TEXT = 64 * 1024


def read_confined(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT,
    *,
    where: Path | str | None = None,
    password: str | None = None,
) -> Document:
    """The document in the bytes of a file that is called ``name``, read in another process.

    :param where: the file's place, for what is said of it; its name where not given.
    :raises UnreadableFileError: as :func:`thaidoc.reading.read_bytes` does, and for a file that
        needs more time or memory than it may have, or at which the reader crashes.
    """
    limits.allow_size(len(data), where=where or name)
    if _is_own(data):
        with in_force(limits):
            return read_bytes(data, name, where=where)
    with _waiting() as confinement:
        return confinement.read(data, name, limits, where=where, password=password)


def members_confined(data: bytes, name: str, limits: Limits = DEFAULT) -> Iterator[Member]:
    """As :func:`thaidoc.reading.bundles.bundle.members`, with the bundle opened in another process.

    What it gave before time or memory were up or the opener crashed stays given; the rest is one
    member with the bundle's name and the fault.
    """
    with _waiting() as confinement:
        yield from confinement.members(data, name, limits)


def expect(data: bytes) -> None:
    """Start the process that these bytes will be read in, beside what is done until then."""
    if not _is_own(data):
        with _waiting() as confinement:
            confinement.start()


class Confinement:
    """A process that reads files, started when first needed and replaced when it is lost or old.

    Threads may share one and wait for each other; :func:`read_confined` gives each its own.

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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
        self,
        data: bytes,
        name: str,
        limits: Limits = DEFAULT,
        *,
        where: Path | str | None = None,
        password: str | None = None,
    ) -> Document:
        """As :func:`read_confined`, always in the process."""
        place = where or name
        limits.allow_size(len(data), where=place)
        request = _request("document", data, name, limits, password)
        with self._lock:
            try:
                answer = self._answer(request, data)
            except LostError as lost:
                raise UnreadableFileError(lost.what, where=place, hint=lost.hint) from lost
        if isinstance(answer, Refused):
            fault = answer.fault()
            fault.where = fault.where or place
            raise fault
        # whatever the process says: these bytes have this name and this identity
        return replace(answer.document, name=name, sha256=sha256_of(data), bytes=len(data))

    def members(self, data: bytes, name: str, limits: Limits = DEFAULT) -> Iterator[Member]:
        """As :func:`members_confined`; until the last, this process can read nothing else."""
        request = _request("members", data, name, limits)
        with self._lock:
            try:
                with self._dropped_on_error():
                    process, answer = self._asked(request, data)
                    while isinstance(answer, Given):
                        yield _member(answer, process.bytes_of(answer, limits))
                        answer = process.next(limits)
                    if isinstance(answer, OutOfMemory):
                        raise too_much_memory(limits)
                self._renew()
            except LostError as lost:
                fault = UnreadableFileError(lost.what, where=name, hint=lost.hint)
                yield Member(name, fault=fault)
                return
        if isinstance(answer, Refused):  # no bundle at all
            fault = answer.fault()
            fault.where = fault.where or name
            raise fault

    def close(self) -> None:
        """End the process; another file would start a new one."""
        with self._lock:
            self._drop()

    def _answer(self, request: Request, data: bytes) -> Done | Refused:
        """What the process says of a file, wherever it says anything."""
        with self._dropped_on_error():
            _, answer = self._asked(request, data)
            if isinstance(answer, OutOfMemory):
                raise too_much_memory(request.limits)
            if not isinstance(answer, Done | Refused):
                raise LostError("The reader gave nonsense for this file")
        self._renew(worn=isinstance(answer, Done) and answer.worn)
        return answer

    def _asked(self, request: Request, data: bytes) -> tuple[ReaderProcess, Answer]:
        """The answer and who gives it.

        What ends a process that read other files before is asked of a new one.
        """
        process = self._ready()
        used = process.files > 0
        try:
            answer = process.ask(request, data)
        except LostError as lost:
            if not used or lost.in_time:
                raise
        else:
            if not (used and isinstance(answer, OutOfMemory)):
                return process, answer
        self._drop()
        process = self._ready()
        return process, process.ask(request, data)

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


def _request(
    job: Literal["document", "members"],
    data: bytes,
    name: str,
    limits: Limits,
    password: str | None = None,
) -> Request:
    return Request(job, name.encode("utf-8", "surrogatepass"), len(data), limits, password)


def _member(given: Given, data: bytes) -> Member:
    fault = given.fault.fault() if given.fault else None
    return replace(given.member, data=data, fault=fault)


def _is_own(data: bytes) -> bool:
    """Whether this is a small file that only thaidoc's own code reads."""
    found = FORMATS.get(media_type_of(data)) if len(data) <= _SMALL_TEXT else None
    return not data or (found is not None and found.own_code)


#: those that wait for a file
_idle: list[Confinement] = []


@contextlib.contextmanager
def _waiting() -> Iterator[Confinement]:
    """One that nobody uses: another thread, or a bundle that is open, has its own."""
    try:
        confinement = _idle.pop()
    except IndexError:
        confinement = Confinement()
    try:
        yield confinement
    finally:
        _idle.append(confinement)


@atexit.register
def _end_idle() -> None:
    while _idle:
        _idle.pop().close()
