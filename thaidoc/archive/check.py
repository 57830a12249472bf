"""Whether everything is as it was handed in and as it was left: documents, places, event log.

A check reads and writes nothing but its own events. It needs no lock while it looks, so that
others can go on adding; what it found is looked at once more under the lock, for what another
writer was doing at that moment is no damage.
"""

import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, structs

from thaidoc.archive import chain, events
from thaidoc.archive.acknowledging import acknowledged, break_of
from thaidoc.archive.events import Event
from thaidoc.archive.findings import CODES, Finding, finding
from thaidoc.archive.fixity import HALF, examine
from thaidoc.archive.history import Story
from thaidoc.archive.removal import REMOVING
from thaidoc.archive.store import STAGING, Archive
from thaidoc.errors import ArchiveLockedError, ThaidocError

#: told how many documents are done, of how many, and the document looked at now
Progress = Callable[[int, int, str], None]
#: how files that other commands leave in corpus/ for a moment begin
PASSING = (STAGING, ".unlogged-")
_DRAWN = 1 << 32


class CheckReport(Struct, kw_only=True):
    """What a check found, and how much it looked at.

    ``seed`` draws the same documents again where only a sample was looked at. ``head`` is the
    digest of the event log's last line: noted elsewhere, it shows whether lines were cut off.
    ``settled`` is false where another thaidoc was writing and what it may explain was left out;
    ``logged`` is false where the archive could not be written to.
    """

    version: int = 1
    documents: int = 0
    checked: int = 0
    bytes: int = 0
    events: int = 0
    head: str = ""
    sample: float = 100.0
    seed: int | None = None
    seconds: float = 0.0
    settled: bool = True
    logged: bool = True
    findings: list[Finding] = []

    @property
    def damaged(self) -> bool:
        """Whether anything is damaged that was not mended."""
        return any(found.counts for found in self.findings)


def check(
    archive: Archive,
    *,
    sample: float = 100.0,
    seed: int | None = None,
    actor: str | None = None,
    beyond: Callable[[], list[Finding]] = list,
    progress: Progress | None = None,
) -> CheckReport:
    """Look at everything in the archive.

    :param sample: how many of the documents are looked into, in percent, drawn at random; places
        and the event log are always looked at as a whole.
    :param seed: draws the same sample again.
    :param beyond: looks at what is made from the archive and gives what it finds there.
    :raises ThaidocError: where ``corpus`` cannot be read at all.
    """
    began = time.monotonic()
    every = list(_ids(archive))
    drawn, seed = _draw(every, sample, seed)
    report = CheckReport(documents=len(every), checked=len(drawn), sample=sample, seed=seed)
    found: list[Finding] = []
    for done, identity in enumerate(drawn):
        if progress:
            progress(done, len(drawn), identity)
        seen = examine(archive, identity)
        report.bytes += seen.bytes
        found += seen.findings
    found += around(archive, every)
    _settle(archive, report, found, beyond)
    report.seconds = time.monotonic() - began
    _log(archive, report, actor or events.actor())
    return report


def around(archive: Archive, every: Sequence[str]) -> list[Finding]:
    """What is wrong with the places, and with what the log says of the documents."""
    return [*_places(archive), *_log_findings(archive), *_told(archive, set(every))]


def _draw(every: list[str], sample: float, seed: int | None) -> tuple[list[str], int | None]:
    """The documents to look into, in their order, and what drew them; at least one of them."""
    if sample >= 100 or not every:
        return every, None
    seed = random.SystemRandom().randrange(_DRAWN) if seed is None else seed
    count = min(len(every), max(1, round(len(every) * sample / 100)))
    return sorted(random.Random(seed).sample(every, count)), seed  # noqa: S311 -- no secret


def _ids(archive: Archive) -> Iterator[str]:
    """The documents that lie where they should."""
    try:
        for identity in archive.ids():
            folder = archive.folder(identity)
            if folder.is_dir() and not folder.is_symlink():
                yield identity
    except OSError as error:
        raise ThaidocError(
            f"the documents cannot be read ({error.strerror})",
            where=error.filename or archive.corpus,
            hint="Look at the permissions of the folder",
        ) from error


def _settle(
    archive: Archive,
    report: CheckReport,
    found: list[Finding],
    beyond: Callable[[], list[Finding]],
) -> None:
    """Look again, with nobody writing, at what was found; then at what lies beyond."""
    try:
        with archive.writing():
            again = [f for i in sorted({f.id for f in found if f.id}) for f in _again(archive, i)]
            found = again + around(archive, list(_ids(archive))) if found else found
            link = chain.verify(archive.events)
            found += beyond()
    except ArchiveLockedError:
        report.settled = False
        link = chain.verify(archive.events)
        found = [f for f in [*found, *beyond()] if not CODES[f.code].passes]
    except ThaidocError:  # nobody may write here, so nobody is writing
        link = chain.verify(archive.events)
        found += beyond()
    report.events, report.head, report.findings = link.events, link.head, found


def _again(archive: Archive, identity: str) -> list[Finding]:
    return examine(archive, identity).findings if archive.folder(identity).is_dir() else []


def _log(archive: Archive, report: CheckReport, actor: str) -> None:
    """Put into the log that there was a check, and which documents it found damaged."""
    damaged = sorted({f.id: f for f in report.findings if f.damage and f.id}.items())
    made = [
        Event(
            at=events.now(),
            act="checked",
            id=identity,
            actor=actor,
            outcome="failure",
            detail={"code": found.code, "path": found.path},
        )
        for identity, found in damaged
    ]
    detail = {"documents": str(report.checked), "of": str(report.documents)}
    detail |= {"findings": str(len(report.findings))}
    detail |= {"seed": str(report.seed)} if report.seed is not None else {}
    made.append(
        Event(
            at=events.now(),
            act="checked",
            id=None,
            actor=actor,
            outcome="failure" if report.damaged else "success",
            detail=detail,
        )
    )
    try:
        with archive.writing():
            events.append(archive.events, made)
    except (ThaidocError, OSError):  # read-only, full or in use: what was found counts
        report.logged = False


def _places(archive: Archive) -> Iterator[Finding]:
    """What lies where only documents and the log should."""
    try:
        top = sorted(os.scandir(archive.corpus), key=lambda entry: entry.name)
    except OSError as error:
        yield finding("unreadable", "corpus", f"it cannot be read ({error.strerror})")
        return
    for entry in top:
        path = _shown(archive, Path(entry.path))
        if entry.is_symlink():
            yield finding("link", path, "this is a link, and not the documents themselves")
        elif entry.name.startswith(REMOVING):
            yield finding("half-removed", path, "a removal did not end")
        elif entry.name.startswith(PASSING) or entry.name.endswith(HALF):
            yield finding("half-written", path, "this was never finished")
        elif entry.name == archive.events.name and entry.is_file():
            continue
        elif is_shelf(entry.name) and entry.is_dir():
            yield from _shelf(archive, Path(entry.path))
        else:
            yield finding("stray", path, "this does not belong among documents")


def _shelf(archive: Archive, shelf: Path) -> Iterator[Finding]:
    try:
        entries = sorted(os.scandir(shelf), key=lambda entry: entry.name)
    except OSError as error:
        path = _shown(archive, shelf)
        yield finding("unreadable", path, f"it cannot be read ({error.strerror})")
        return
    for entry in entries:
        path = _shown(archive, Path(entry.path))
        if entry.is_symlink():
            yield finding("link", path, "this is a link, and not a document")
        elif not (is_identity(entry.name) and entry.is_dir()):
            yield finding("stray", path, "this is no document")
        elif entry.name[:2] != shelf.name:
            yield finding("stray", path, "this document lies where nobody finds it")


def _log_findings(archive: Archive) -> Iterator[Finding]:
    """Where the chain of the log does not hold."""
    path = _shown(archive, archive.events)
    try:
        link = chain.verify(archive.events)
    except OSError as error:
        yield finding("unreadable", path, f"it cannot be read ({error.strerror})")
        return
    seen = acknowledged(archive)
    for line in link.broken:
        said = "what stands before this line is not what stood there when it was written"
        told = finding("log-broken", f"{path}:{line.number}", said)
        yield structs.replace(told, acknowledged=seen.get(break_of(line)))
    for line in link.torn:
        yield finding("log-torn", f"{path}:{line.number}", "this line was cut short")
    for line in link.unchained:
        said = f"this line ({line.about}) was written by an older thaidoc or by hand"
        yield finding("log-unchained", f"{path}:{line.number}", said)
    for line in link.back:
        said = f"its time, {line.about}, is before that of the line above: the clock was set back"
        yield finding("log-clock", f"{path}:{line.number}", said)


def _told(archive: Archive, present: set[str]) -> Iterator[Finding]:
    """Where log and documents tell different stories."""
    if present and not archive.events.exists():
        yield finding("log-missing", _shown(archive, archive.events), "the event log is missing")
    try:
        there = Story.read(archive).there
    except OSError:
        return  # said already
    leaving = {p.name.removeprefix(REMOVING) for p in archive.corpus.glob(f"{REMOVING}*")}
    lost = {identity for identity, is_there in there.items() if is_there} - present - leaving
    for identity in sorted(lost):
        yield finding(
            "document-gone",
            _shown(archive, archive.folder(identity)),
            "the log says that this document was added, and it is gone",
            id=identity,
        )
    for identity in sorted(present):
        if not there.get(identity):
            said = (
                "the log says that it was removed" if identity in there else "it is not in the log"
            )
            path = _shown(archive, archive.folder(identity))
            yield finding(
                "document-unlogged", path, f"the document is there, and {said}", id=identity
            )


def is_shelf(name: str) -> bool:
    """Whether a folder of this name in corpus/ holds documents."""
    return len(name) == 2 and set("0123456789abcdef").issuperset(name)


def is_identity(name: str) -> bool:
    """Whether a folder of this name is a document's."""
    return len(name) == 16 and set("0123456789abcdef").issuperset(name)


def _shown(archive: Archive, path: Path) -> str:
    return os.fsencode(path.relative_to(archive.root)).decode("utf-8", "replace")
