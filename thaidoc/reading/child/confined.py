"""Reading in a process of its own, which may crash, hang or run out of memory without harm here.

PDF, image and XML libraries are large and written in C; a letter that came by mail is all it takes
to end a run with them. So :func:`read_confined` has :mod:`thaidoc.reading.child.worker` read the
bytes, under :class:`~thaidoc.reading.limits.Limits`, and :func:`members_confined` has it open
bundles. One process reads many files, since starting one and loading pdfium takes longer than
reading a letter; it is replaced when a file ends it.

Measured on two cores: 0.1 s for a new process, 1 to 2 ms for a file through it besides the reading,
0.6 s for one of 500 MB (as fast as a temporary file or shared memory). A small plain text is read
here (:func:`is_plain_text`): hardly more than thaidoc's own Python touches it, and ``thaidoc parse
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
from thaidoc.reading.detect import is_plain_text, known_at_sight
from thaidoc.reading.doc.converters import second_opinion
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.limits import DEFAULT, Limits, in_force
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition, Told, current

_UNPACK = "Unpack it and add the files in it"
#: members of a bundle that are no files but tell what is wrong with it
_TOLD_BESIDES = 1000
_NONSENSE = "The reader gave nonsense for this file"
#: a text of more bytes than this is no letter's, and slow rules could take long over it
_SMALL_TEXT = 64 * 1024


def read_confined(
    data: bytes,
    name: str,
    limits: Limits = DEFAULT,
    *,
    where: Path | str | None = None,
    password: str | None = None,
    recognition: Recognition | None = None,
    told: Told | None = None,
) -> Document:
    """The document in the bytes of a file that is called ``name``, read in another process.

    :param where: the file's place, for what is said of it; its name where not given.
    :param recognition: when pages are read from their pictures; what is in force where not given.
    :param told: is told of each page before it is read so.
    :raises UnreadableFileError: as :func:`thaidoc.reading.read_bytes` does, and for a file that
        needs more time or memory than it may have, or at which the reader crashes.
    """
    limits.allow_size(len(data), where=where or name)
    if _is_own(data):
        with in_force(limits):
            return read_bytes(data, name, where=where)
    with _waiting() as confinement:
        try:
            own = confinement.read(
                data,
                name,
                limits,
                where=where,
                password=password,
                recognition=recognition,
                told=told,
            )
        except UnreadableFileError as fault:
            other = second_opinion(data, name, fault, confinement, limits)
            if other is None:
                raise
            return other
        return second_opinion(data, name, own, confinement, limits) or own


def picture_confined(
    data: bytes,
    name: str,
    page: int,
    limits: Limits = DEFAULT,
    *,
    where: Path | str | None = None,
    password: str | None = None,
) -> Shown | None:
    """The picture of a page (from 1) of a file, drawn or decoded in another process.

    None where the page has none: its format has no pages, or it cannot be drawn.

    :raises UnreadableFileError: as :func:`read_confined` does.
    """
    if _is_own(data):
        return None
    with _waiting() as confinement:
        return confinement.picture(data, name, page, limits, where=where, password=password)


def holds_files(
    data: bytes, name: str, limits: Limits = DEFAULT, *, where: Path | str | None = None
) -> bool:
    """Whether these bytes are of a bundle, which gives members instead of, or besides, pages.

    What the first bytes do not tell is found out in another process: to tell a DOCX from a ZIP
    takes reading its directory.

    :raises UnreadableFileError: where that process is lost over it.
    """
    if not data or _is_own(data):
        return False
    media_type = known_at_sight(data)
    if media_type is None:
        with _waiting() as confinement:
            media_type = confinement.kind(data, name, limits, where=where)
    known = FORMATS.get(media_type)
    return known is not None and known.bundle is not None


def members_confined(
    data: bytes, name: str, limits: Limits = DEFAULT, passwords: Passwords | None = None
) -> Iterator[Member]:
    """As :func:`thaidoc.reading.bundles.bundle.members`, with the bundle opened in another process.

    What it gave before time or memory were up or the opener crashed stays given; the rest is one
    member with the bundle's name and the fault.
    """
    with _waiting() as confinement:
        yield from confinement.members(data, name, limits, passwords)


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
        recognition: Recognition | None = None,
        told: Told | None = None,
    ) -> Document:
        """As :func:`read_confined`, always in the process."""
        request = _request("document", data, name, limits, password, recognition)
        answer = self._answer(request, data, where, told)
        if not isinstance(answer, Done):
            raise UnreadableFileError(_NONSENSE, where=where or name)
        # whatever the process says: these bytes have this name and this identity
        return replace(answer.document, name=name, sha256=sha256_of(data), bytes=len(data))

    def kind(
        self,
        data: bytes,
        name: str,
        limits: Limits = DEFAULT,
        *,
        where: Path | str | None = None,
    ) -> str:
        """The media type of the bytes, found out in the process."""
        answer = self._answer(_request("kind", data, name, limits), data, where)
        if not isinstance(answer, Kind):
            raise UnreadableFileError(_NONSENSE, where=where or name)
        return answer.media_type

    def picture(
        self,
        data: bytes,
        name: str,
        page: int,
        limits: Limits = DEFAULT,
        *,
        where: Path | str | None = None,
        password: str | None = None,
    ) -> Shown | None:
        """As :func:`picture_confined`."""
        request = _request("picture", data, name, limits, password, page=page)
        answer = self._answer(request, data, where)
        if not isinstance(answer, Shown) or len(answer.pixels) != answer.across * answer.down:
            raise UnreadableFileError(_NONSENSE, where=where or name)
        return answer if answer.pixels else None

    def members(
        self,
        data: bytes,
        name: str,
        limits: Limits = DEFAULT,
        passwords: Passwords | None = None,
    ) -> Iterator[Member]:
        """As :func:`members_confined`; until the last, this process can read nothing else."""
        request = _request("members", data, name, limits)
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
                            yield _member(answer, process.bytes_of(answer, limits))
                        answer = process.next(limits)
                    if isinstance(answer, OutOfMemory):
                        raise too_much_memory(limits)
                self._renew()
            except LostError as lost:
                fault = UnreadableFileError(lost.what, where=name, hint=_UNPACK)
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

    def _answer(
        self, request: Request, data: bytes, where: Path | str | None, told: Told | None = None
    ) -> Done | Kind | Shown:
        """The only answer to a request.

        :raises UnreadableFileError: for what is refused, and where there is no answer.
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
            fault = answer.fault()
            fault.where = fault.where or place
            raise fault
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


def _request(
    job: Literal["kind", "document", "members", "picture"],
    data: bytes,
    name: str,
    limits: Limits,
    password: str | None = None,
    recognition: Recognition | None = None,
    *,
    page: int = 0,
) -> Request:
    known = name.encode("utf-8", "surrogatepass")
    return Request(job, known, len(data), limits, password, recognition or current(), page)


def _member(given: Given, data: bytes) -> Member:
    fault = given.fault.fault() if given.fault else None
    return replace(given.member, data=data, fault=fault)


def _is_own(data: bytes) -> bool:
    """Whether this is a small text, which only thaidoc's own code reads."""
    return not data or (len(data) <= _SMALL_TEXT and is_plain_text(data))


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
