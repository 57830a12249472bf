"""Files into the archive: each is read and parsed, kept whole, and written into the event log.

Reading and parsing (:func:`prepare`) need nothing of the archive, so workers can do them; one
writer keeps what they give, under the archive's write lock. One bad file never ends the work: what
is wrong with it goes into the report, and the next file is taken.

A bundle (a ZIP, a mail with attachments) becomes as many documents as there are files in it. It is
not kept itself: they are, byte for byte, and the event of each names the bundle, its SHA-256 and,
for what came with a mail, who sent that.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import UNSET, Struct

from thaidoc.archive import events, journal, removal
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.sources import Received, Source, collect, unpacked
from thaidoc.archive.store import Archive
from thaidoc.archive.versions import watched
from thaidoc.errors import ThaidocError, UnreadableFileError
from thaidoc.reading.child.confined import read_confined
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition, Told
from thaidoc.record import Record, RecordWarning, ThaiDate

#: called before each file with the number of files done, of files in all as far as they are known
#: (a bundle counts as one until it is open), and the file's name; again before each page that is
#: read from its picture, with which page that is behind the name
Progress = Callable[[int, int, str], None]
Outcome = Literal["added", "already-there", "failed"]


class FileReport(Struct, frozen=True, kw_only=True):
    """What became of one file.

    ``same_letter`` lists the documents that are the same letter in another form, the surest first;
    ``needs_ocr`` lists the pages (from 1) whose text has still to be read by OCR; ``doubtful`` is
    what the parser warns of; ``reason`` says why a file failed and what to do next.
    """

    file: str
    outcome: Outcome
    id: str | None = None
    kind: str | None = None
    number: str | None = None
    date: ThaiDate | None = None
    subject: str | None = None
    same_letter: list[str] = []
    doubtful: list[RecordWarning] = []
    needs_ocr: list[int] = []
    reason: str | None = None


class IngestReport(Struct, frozen=True, kw_only=True):
    """What became of all files; ``not_tried`` names those that an interrupt left for later.

    A bundle of which only a part was taken is among them: run again, the rest of it is.
    """

    version: int = 1
    files: list[FileReport]
    not_tried: list[str] = []
    interrupted: bool = False

    def count(self, outcome: Outcome) -> int:
        """How many files ended like this."""
        return sum(file.outcome == outcome for file in self.files)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file read and parsed, ready to be kept."""

    original: bytes
    document: Document
    record: Record


def add(
    archive: Archive,
    sources: Iterable[Path | Received],
    *,
    actor: str | None = None,
    progress: Progress | None = None,
    passwords: Passwords | None = None,
    recognition: Recognition | None = None,
) -> IngestReport:
    """Put files, and the files of folders, into the archive.

    A file that holds others becomes a document for each of them, reported under its path inside:
    ``box.zip/2562/ที่01.pdf``.

    :param actor: who does it, for the event log; the user of this process where not given.
    :param passwords: what opens locked files; they are neither kept nor logged.
    :param recognition: when pages are read from their pictures: by default those without good text.
    :raises ArchiveLockedError: where another process is writing.
    """
    with archive.writing(), watched(archive) as same_letter:
        archive.sweep()
        journal.recover(archive)
        removal.settle(archive)
        writer = _Writer(archive, actor or events.actor(), same_letter)
        waiting = deque(collect(sources))
        keys = passwords or Passwords()
        done: list[FileReport] = []
        try:
            while waiting:
                for part, is_last in _with_last(unpacked(waiting[0], keys)):
                    step = _Step(progress, len(done), len(done) + len(waiting), part.name)
                    step.begin()
                    found = _find_out(archive, part, keys, recognition, step.page)
                    with interrupt_later():
                        done.append(writer.settle(part, found))
                        if is_last:
                            waiting.popleft()
        except KeyboardInterrupt:
            rest = [source.name for source in waiting]
            return IngestReport(files=done, not_tried=rest, interrupted=True)
    return IngestReport(files=done)


def prepare(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    recognition: Recognition | None = None,
    told: Told | None = None,
) -> Prepared:
    """Read and parse the bytes of a file, which a password opens if it is locked.

    :param recognition: when pages are read from their pictures; what is in force where not given.
    :param told: is told of each page before it is read so.
    :raises UnreadableFileError: where they give no document; also for a fault of thaidoc itself,
        which must not keep the other files out.
    """
    from thaidoc.parsing.parser import parse

    try:
        document = read_confined(data, name, password=password, recognition=recognition, told=told)
        return Prepared(data, document, parse(document))
    except ThaidocError:
        raise
    except Exception as fault:
        raise UnreadableFileError(
            f"thaidoc itself failed on this file ({type(fault).__name__}: {fault})",
            where=name,
            hint="Please report it, with what `thaidoc parse --debug` says of the file",
        ) from fault


def suffix_of(media_type: str) -> str:
    """What the name of an original of this type ends in, whatever its sender called it.

    >>> suffix_of("application/pdf"), suffix_of("application/x-unheard-of")
    ('.pdf', '')
    """
    known = FORMATS.get(media_type)
    return known.extensions[0] if known and known.extensions else ""


@dataclass(frozen=True, slots=True)
class _Step:
    """The place of one file in the whole, for who watches."""

    progress: Progress | None
    done: int
    total: int
    name: str

    def begin(self) -> None:
        """The file is taken up."""
        if self.progress:
            self.progress(self.done, self.total, self.name)

    def page(self, page: int, pages: int) -> None:
        """A page of it is read from its picture."""
        if self.progress:
            self.progress(self.done, self.total, f"{self.name}: page {page} of {pages}")


@dataclass(frozen=True, slots=True)
class _Known:
    """Bytes that the archive holds already."""

    sha256: str


def _with_last(parts: Iterator[Source]) -> Iterator[tuple[Source, bool]]:
    """Each part with whether it is the last of its bundle."""
    before: Source | None = None
    for part in parts:
        if before is not None:
            yield before, False
        before = part
    if before is not None:
        yield before, True


def _find_out(
    archive: Archive,
    source: Source,
    passwords: Passwords,
    recognition: Recognition | None,
    told: Told,
) -> Prepared | _Known | ThaidocError:
    """A worker's part: everything that can be done with a file without writing."""
    try:
        data = source.load()
        sha256 = sha256_of(data)
        if sha256[:16] in archive:
            return _Known(sha256)
        read = partial(prepare, data, source.title, recognition=recognition, told=told)
        return passwords.open(source.name, read)
    except ThaidocError as fault:
        return fault


class _Writer:
    """The one who writes: keeps documents, appends events, says what became of each file."""

    def __init__(self, archive: Archive, actor: str, same_letter: Callable[[str], list[str]]):
        self.archive = archive
        self.actor = actor
        self._same_letter = same_letter
        self._logged: set[str | None] | None = None

    def settle(self, source: Source, found: Prepared | _Known | ThaidocError) -> FileReport:
        """Keep what was found, and report."""
        try:
            match found:
                case Prepared():
                    return self._keep(source, found)
                case _Known():
                    return self._already_there(source, found.sha256)
                case _:
                    raise found
        except ThaidocError as fault:
            reason = _reason(fault, source)
        except OSError as fault:
            reason = f"The archive cannot be written to: {fault.strerror or fault}."
        return FileReport(file=source.name, outcome="failed", reason=reason)

    def _keep(self, source: Source, found: Prepared) -> FileReport:
        document, record = found.document, found.record
        suffix = suffix_of(document.media_type)
        if not self.archive.keep(found.original, suffix, record, document.text):
            return self._already_there(source, document.sha256)
        self._log(record.id, source)
        left = [page.number for page in document.pages if page.decision == "needs-ocr"]
        return _report(source, "added", record, left, self._same_letter(record.id))

    def _already_there(self, source: Source, sha256: str) -> FileReport:
        identity = sha256[:16]
        record = self.archive.record(identity)
        if record.source is not UNSET and record.source.sha256 != sha256:
            raise UnreadableFileError(
                f"another document has the identity {identity}, so this one cannot be kept"
            )
        if self._logged is None:
            log = events.read(self.archive.events)
            self._logged = {event.id for event, _ in log if event.act == "added"}
        if identity not in self._logged:  # killed after keeping, before logging
            self._log(identity, source)
        return _report(source, "already-there", record, [])

    def _log(self, identity: str, source: Source) -> None:
        detail = {"file": source.name}
        if source.origin:
            detail |= {"bundle": source.origin.bundle, "bundle_sha256": source.origin.sha256}
            detail |= {"mail": source.origin.mail} if source.origin.mail else {}
        event = events.Event(
            at=events.now(), act="added", id=identity, actor=self.actor, detail=detail
        )
        events.append(self.archive.events, [event])
        if self._logged is not None:
            self._logged.add(identity)


def _report(
    source: Source,
    outcome: Outcome,
    record: Record,
    needs_ocr: list[int],
    same_letter: list[str] | None = None,
) -> FileReport:
    return FileReport(
        file=source.name,
        outcome=outcome,
        id=record.id,
        kind=record.kind,
        number=record.reference.normal if record.reference else None,
        date=record.date,
        subject=record.subject,
        same_letter=same_letter or [],
        doubtful=record.warnings,
        needs_ocr=needs_ocr,
    )


def _reason(fault: ThaidocError, source: Source) -> str:
    """What is wrong, with the place only where it is not the file itself."""
    itself = (source.name, source.title, str(source.path))
    at_file = fault.where is None or str(fault.where) in itself
    return fault.reason if at_file else str(fault)
