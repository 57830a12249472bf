"""The one who writes: keeps documents, appends events, says what became of each file.

Whatever a file did before, here it ends in exactly one report. A file is reported as added when its
document and its event are on the disk, not before. Where the disk takes nothing more it is no use
to read on: :class:`StoppedError` ends the work, and what is left is not reported as failed.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from msgspec import UNSET, structs

from thaidoc.archive import durable, events, retries
from thaidoc.archive.batch import Incoming, keep_all
from thaidoc.archive.events import Event
from thaidoc.archive.preparing import Parcel, Prepared, parcel, summary_of
from thaidoc.archive.reports import FileReport, Outcome
from thaidoc.archive.sources import Source
from thaidoc.archive.store import STAGING, Archive
from thaidoc.archive.versions import Watch
from thaidoc.errors import ThaidocError, UnreadableFileError
from thaidoc.messages import sentence
from thaidoc.record import from_json

#: bytes that a disk has room for, or else it is full: a letter and what belongs to it
_ROOM = 256 * 1024


class StoppedError(Exception):
    """The archive can no longer be written to.

    :param reason: why, as a sentence without its full stop.
    :param left: the files that were about to be kept.
    """

    def __init__(self, reason: str, left: list[str]):
        super().__init__(reason)
        self.reason = reason
        self.left = left


@dataclass(frozen=True, slots=True)
class Known:
    """Bytes that the archive holds already."""

    sha256: str


@dataclass(frozen=True, slots=True)
class _Held:
    """A document that waits for the next batch."""

    source: Source
    original: bytes
    parcel: Parcel


class Writer:
    """Puts into the archive what was read. Its user holds the archive's write lock.

    Whatever writes raises :class:`StoppedError` where nothing can be written any more.

    :param report: is given what became of each file, once that is on the disk.
    """

    def __init__(
        self, archive: Archive, actor: str, watch: Watch, report: Callable[[FileReport], None]
    ):
        self.archive = archive
        self.actor = actor
        self._watch = watch
        self._report = report
        self._held: dict[str, _Held] = {}
        self._logged: set[str | None] | None = None
        self._refused: dict[retries.Place, retries.Refused] | None = None

    @property
    def held(self) -> int:
        """How many documents wait to be kept."""
        return len(self._held)

    def waiting(self) -> list[str]:
        """The names of the files that wait to be kept."""
        return [one.source.name for one in self._held.values()]

    def settle(
        self, source: Source, found: Prepared | Known | ThaidocError, sha256: str = ""
    ) -> None:
        """Keep at once what was found, or tell why there is nothing to keep.

        :param sha256: of the bytes, as far as they could be had.
        """
        try:
            match found:
                case Prepared():
                    self._keep(source, found)
                case Known():
                    self._already_there(source, found.sha256)
                case _:
                    raise found
        except ThaidocError as fault:
            self._fail(source, reason_of(fault, source), sha256)
        except OSError as fault:
            self._cannot_write(source, fault)

    def hold(self, source: Source, original: bytes, found: Parcel) -> None:
        """Keep a document with the next :meth:`flush`."""
        self._held[found.id] = _Held(source, original, found)

    def flush(self) -> list[str]:
        """Keep what is held: when this returns it is on the disk and reported; what that was."""
        held, self._held = list(self._held.values()), {}
        if held:
            self._keep_all(held)
        return [one.parcel.id for one in held]

    def _keep_all(self, held: list[_Held]) -> None:
        names = [one.source.name for one in held]
        try:
            keep_all(self.archive, [_incoming(one) for one in held])
        except OSError as fault:  # so each for itself: some may be too large for what room is left
            self._stop_if_full(names, fault)
            held = [one for one in held if self._kept_alone(one)]
        try:
            self._log([self._added(one.parcel.id, one.source) for one in held])
        except OSError as fault:  # they are logged when they are added again
            self._stop_if_full(names, fault)
            for one in held:
                self._cannot_write(one.source, fault)
            return
        for one in held:
            self._watch.expect(one.parcel.id, one.parcel.look)
        same = self._watch.same_letter([one.parcel.id for one in held])
        for one, others in zip(held, same, strict=True):
            self._tell(one.source, "added", one.parcel, others)

    def _kept_alone(self, one: _Held) -> bool:
        if one.parcel.id in self.archive:  # before the others failed
            return True
        record = from_json(one.parcel.record)
        try:
            self.archive.keep(one.original, one.parcel.suffix, record, one.parcel.text)
        except ThaidocError as fault:
            self._fail(one.source, reason_of(fault, one.source))
            return False
        except OSError as fault:
            self._cannot_write(one.source, fault)
            return False
        return True

    def _keep(self, source: Source, found: Prepared) -> None:
        ready = parcel(found)
        if not self.archive.keep(found.original, ready.suffix, found.record, ready.text):
            self._already_there(source, found.document.sha256)
            return
        self._log([self._added(ready.id, source)])
        self._watch.expect(ready.id, ready.look)
        (others,) = self._watch.same_letter([ready.id])
        self._tell(source, "added", ready, others)

    def _already_there(self, source: Source, sha256: str) -> None:
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
            self._log([self._added(identity, source)])
        told = structs.asdict(summary_of(record))
        self._give(
            source, FileReport(file=source.name, outcome="already-there", id=identity, **told)
        )

    def _tell(self, source: Source, outcome: Outcome, found: Parcel, others: list[str]) -> None:
        told = structs.asdict(found.summary)
        report = FileReport(
            file=source.name,
            outcome=outcome,
            id=found.id,
            same_letter=others,
            needs_ocr=found.needs_ocr,
            **told,
        )
        self._give(source, report)

    def _give(self, source: Source, report: FileReport) -> None:
        """Report a file that is in the archive; one that failed before is settled."""
        if self._was_refused(source) and report.id:
            self._log([retries.settlement(source, report.id, self.actor)])
            self._open().pop(retries.place_of(source) or ("", ""), None)
        self._report(report)

    def _fail(self, source: Source, reason: str, sha256: str = "") -> None:
        """Report a file that failed, and remember it unless that is remembered already."""
        event = retries.refusal(source, reason, sha256, self.actor)
        place = retries.place_of(source)
        before = self._open().get(place) if place else None
        known = before is not None and (before.reason, before.sha256) == (reason, sha256)
        was_there = source.path is not None and (source.path.exists() or before is not None)
        if event and place and was_there and not known:
            try:
                self._log([event])
            except OSError as fault:
                self._cannot_write(source, fault)
                return
            self._open()[place] = retries.Refused(
                file=source.name,
                path=place[0],
                inside=place[1],
                sha256=sha256,
                reason=reason,
                at=event.at,
            )
        self._report(FileReport(file=source.name, outcome="failed", reason=reason))

    def _cannot_write(self, source: Source, fault: OSError) -> None:
        """Report a file that could not be kept where another still could."""
        self._stop_if_full([source.name], fault)
        reason = sentence(f"The archive cannot be written to: {fault.strerror or fault}.")
        self._report(FileReport(file=source.name, outcome="failed", reason=reason))

    def _stop_if_full(self, names: list[str], fault: OSError) -> None:
        """Find out whether a small document could still be written.

        :raises StoppedError: where none could.
        """
        try:
            with tempfile.TemporaryDirectory(prefix=STAGING, dir=self.archive.corpus) as folder:
                durable.write(Path(folder, "room"), bytes(_ROOM))
        except OSError:
            reason = f"the archive cannot be written to: {fault.strerror or fault}"
            raise StoppedError(reason, names) from fault

    def _was_refused(self, source: Source) -> bool:
        place = retries.place_of(source)
        return place is not None and place in self._open()

    def _open(self) -> dict[retries.Place, retries.Refused]:
        if self._refused is None:
            self._refused = retries.refused(self.archive)
        return self._refused

    def _added(self, identity: str, source: Source) -> Event:
        detail = {"file": source.name}
        if source.origin:
            detail |= {"bundle": source.origin.bundle, "bundle_sha256": source.origin.sha256}
            detail |= {"mail": source.origin.mail} if source.origin.mail else {}
        return Event(at=events.now(), act="added", id=identity, actor=self.actor, detail=detail)

    def _log(self, made: list[Event]) -> None:
        events.append(self.archive.events, made)
        if self._logged is not None:
            self._logged.update(event.id for event in made if event.act == "added")


def reason_of(fault: ThaidocError, source: Source) -> str:
    """What is wrong, with the place only where it is not the file itself."""
    itself = (source.name, source.title, str(source.path))
    at_file = fault.where is None or str(fault.where) in itself
    return fault.reason if at_file else str(fault)


def _incoming(one: _Held) -> Incoming:
    found = one.parcel
    return Incoming(found.id, one.original, found.suffix, found.record, found.text)
