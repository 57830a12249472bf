"""Bringing the index up to the archive: the index pulls, the archive never pushes.

What changed since is read from the event log and from comparing which documents there are. The
place in the log is committed with the entries, so an update that was interrupted is simply run
again. The archive needs nothing of all this: the index can be thrown away at any time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from thaidoc.archive import doubts, events
from thaidoc.archive.feed import Place, continues, place_at
from thaidoc.archive.store import Archive
from thaidoc.errors import (
    ArchiveDamagedError,
    ArchiveLockedError,
    NoIndexError,
    ThaidocError,
)
from thaidoc.messages import sentence
from thaidoc.search.codes import codes_of
from thaidoc.search.contents import labels_of
from thaidoc.search.engine import Engine, Entry, Feed
from thaidoc.search.fields import TEXT_FIELDS, days_of
from thaidoc.search.local import LocalEngine

#: told how many documents are done, of how many
Progress = Callable[[int, int], None]

#: documents in one commit: one costs a fixed time, and a crash loses at most this many
_BATCH = 20_000
#: acts after which a document is read again; ``added`` is seen by comparing what there is
CHANGES = frozenset({"reparsed", "corrected", "mended", "removed"})


@dataclass(slots=True)
class UpdateReport:
    """What an update did: documents new, changed and removed in the index.

    ``failed`` holds those of which a part could not be read, each with its fault; what could be
    read of them is in the index. ``rebuilt`` says why the index was made anew, if it was;
    ``advice`` what a person should do now, if anything.
    """

    new: int = 0
    changed: int = 0
    removed: int = 0
    failed: list[tuple[str, ThaidocError]] = field(default_factory=list)
    rebuilt: str | None = None
    advice: str | None = None


def is_behind(archive: Archive) -> bool:
    """Whether :func:`catch_up` has something to do, as far as that can be told at once.

    Looks at the index's manifest and the end of the event log only; also true where there is no
    index that can be read.
    """
    try:
        engine = LocalEngine.open(archive.index)
    except NoIndexError:
        return True
    feed = engine.feed
    read = feed.size == _size(archive.events) and log_continues(archive, feed)
    return not (engine.sound and read)


def catch_up(archive: Archive, progress: Progress | None = None, *, jobs: int = 1) -> UpdateReport:
    """Put into the index what happened in the archive since it was last brought up.

    An index that is missing or cannot be read, or whose event log is another one, is made anew.

    :param jobs: so many processes cut texts into words where there are many.
    :raises ArchiveLockedError: where another process is updating the index.
    """
    with writing(archive.index):
        try:
            engine = LocalEngine.open(archive.index, jobs)
            if log_continues(archive, engine.feed):
                report = _update(archive, engine, progress)
                if len(engine.segmenters) > 1 and report.new + report.changed:
                    cutters = ", ".join(engine.segmenters)
                    report.advice = sentence(
                        f"the index's words were cut by {cutters}, which do not always cut alike: "
                        "`thaidoc reindex` cuts all of them anew"
                    )
                return report
            why = sentence("the event log is another one than the index was made from")
        except NoIndexError as error:
            why = error.what
        return _rebuild(archive, progress, why, jobs)


def reindex(archive: Archive, progress: Progress | None = None, *, jobs: int = 1) -> UpdateReport:
    """Make the index anew from the archive; the old one serves until the new one is there.

    :raises ArchiveLockedError: where another process is updating the index.
    """
    with writing(archive.index):
        return _rebuild(archive, progress, sentence("it was asked for"), jobs)


def _rebuild(archive: Archive, progress: Progress | None, why: str, jobs: int) -> UpdateReport:
    engine = LocalEngine.fresh(archive.index, jobs)
    report = UpdateReport(rebuilt=why)
    feed, _ = read_feed(archive, Feed())
    every = list(archive.ids())
    engine.apply((), _Entries(archive, every, report, progress).all(), feed)
    report.new = len(engine.ids())
    engine.close()
    return report


def _update(archive: Archive, engine: Engine, progress: Progress | None) -> UpdateReport:
    report = UpdateReport()
    feed, touched = read_feed(archive, engine.feed)
    known, present = engine.ids(), set(archive.ids())
    removed = sorted(known - present)
    new = sorted(present - known)
    changed = sorted((touched | engine.incomplete()) & present & known)
    if not (new or changed or removed) and engine.sound and feed == engine.feed:
        engine.close()
        return report
    todo = new + changed
    entries = _Entries(archive, todo, report, progress)
    for start in range(0, max(len(todo), 1), _BATCH):
        last = start + _BATCH >= len(todo)
        batch = entries.of(todo[start : start + _BATCH])
        engine.apply([] if start else removed, batch, feed if last else engine.feed)
    report.removed = len(removed)
    report.new = len(entries.done.intersection(new))
    report.changed = len(entries.done.intersection(changed))
    engine.close()
    return report


class _Entries:
    """Reads documents as entries, one by one; a damaged one does not stop the others."""

    def __init__(
        self,
        archive: Archive,
        todo: Sequence[str],
        report: UpdateReport,
        progress: Progress | None,
    ):
        self._archive = archive
        self._todo = todo
        self._report = report
        self._progress = progress
        self._seen = 0
        self.done: set[str] = set()

    def all(self) -> Iterator[Entry]:
        """Everything there is to do."""
        return self.of(self._todo)

    def of(self, identities: Sequence[str]) -> Iterator[Entry]:
        """The entries of these documents, as far as they can be read."""
        for identity in identities:
            entry, fault = entry_of(self._archive, identity)
            if fault is not None:
                self._report.failed.append((identity, fault))
            if entry is not None:
                self.done.add(identity)
                yield entry
            self._seen += 1
            if self._progress:
                self._progress(self._seen, len(self._todo))


def entry_of(archive: Archive, identity: str) -> tuple[Entry | None, ThaidocError | None]:
    """What the index keeps of a document, and what is wrong with it.

    A damaged record leaves its text to be found, a missing text its record; only where both are
    gone there is no entry.
    """
    record = text = fault = None
    try:
        record = archive.record(identity)
    except (ThaidocError, OSError, ValueError) as error:
        fault = _told(archive, identity, error)
    try:
        text = archive.text(identity)
    except (ThaidocError, OSError, ValueError) as error:
        fault = fault or _told(archive, identity, error)
    if record is None and text is None:
        return None, fault
    if record is None:
        return Entry(identity, text or "", {}), fault
    first, last = days_of(record)
    fields = {f.key: tuple(f.values(record)) for f in TEXT_FIELDS}
    codes = codes_of(record, **_looked_at(archive, identity))
    return Entry(identity, text or "", fields, first, last, codes, labels_of(record)), fault


def _looked_at(archive: Archive, identity: str) -> dict[str, bool]:
    """Whether something in a record is in doubt, and whether a person decided any of it."""
    decided = archive.corrections(identity).fields
    known = doubts.known(archive.folder(identity) / "record.json")
    return {
        "doubtful": bool(doubts.doubts_of(known, decided.keys())),
        "reviewed": bool(decided),
    }


def _told(archive: Archive, identity: str, error: Exception) -> ThaidocError:
    if isinstance(error, ThaidocError):
        return error
    told = ArchiveDamagedError(f"it cannot be read ({error})", where=archive.folder(identity))
    told.__cause__ = error
    return told


def read_feed(archive: Archive, feed: Feed) -> tuple[Feed, set[str]]:
    """How far the log reaches now, and the documents that changed since ``feed``.

    The size is looked at first, so that what is written meanwhile leaves the index behind.
    """
    size, offset = _size(archive.events), feed.offset
    touched = set()
    for event, behind in events.read(archive.events, feed.offset):
        offset = behind
        if event.act in CHANGES and event.id:
            touched.add(event.id)
    return Feed(offset=offset, size=size, tail=place_at(archive.events, offset).tail), touched


def log_continues(archive: Archive, feed: Feed) -> bool:
    """Whether the log still begins with what the index has read."""
    return continues(archive.events, Place(offset=feed.offset, tail=feed.tail))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Hold the index's write lock; searching needs none."""
    from filelock import FileLock, Timeout

    try:
        index.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index / ".lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise ArchiveLockedError(
            "another thaidoc is updating the search index",
            where=index,
            hint="Try again when it is done",
        ) from error
    except OSError as error:
        raise _unwritable(index, error) from error
    try:
        yield
    except OSError as error:
        raise _unwritable(index, error) from error
    finally:
        lock.release()


def _unwritable(index: Path, error: OSError) -> ThaidocError:
    return ThaidocError(
        f"the search index cannot be brought up to date ({error.strerror or error})",
        where=error.filename or index,
        hint="Look at the permissions and the space that is left; nothing in the archive changed",
    )
