"""Files into the archive: each is read and parsed, kept whole, and written into the event log.

Reading and parsing (:mod:`~thaidoc.archive.preparing`) need nothing of the archive, so processes on
all cores do them; one writer keeps what they give, under the archive's write lock, in batches. One
bad file never ends the work: what is wrong with it goes into the report, and the next file is
taken. What is in the archive already is known by its SHA-256 and not read again, so an add that was
interrupted is simply run again.

A bundle (a ZIP, a mail with attachments) becomes as many documents as there are files in it. It is
not kept itself: they are, byte for byte, and the event of each names the bundle, its SHA-256 and,
for what came with a mail, who sent that.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from time import monotonic
from typing import cast

import msgspec

from thaidoc.archive import events, journal, removal
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.preparing import IN_WORKER as IN_WORKER
from thaidoc.archive.preparing import Job, Parcel
from thaidoc.archive.preparing import Prepared as Prepared
from thaidoc.archive.preparing import prepare as prepare
from thaidoc.archive.reports import FileReport as FileReport
from thaidoc.archive.reports import IngestReport as IngestReport
from thaidoc.archive.reports import Outcome as Outcome
from thaidoc.archive.sources import Received, Source, collect, unpacked
from thaidoc.archive.store import Archive
from thaidoc.archive.versions import watched
from thaidoc.archive.workers import Errand, Workers
from thaidoc.archive.writer import Known, StoppedError, Writer
from thaidoc.errors import LockedFileError, ThaidocError
from thaidoc.reading.document import sha256_of
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition, Told

#: called before each file with the number of files done, of files in all as far as they are known
#: (a bundle counts as one until it is open), and the file's name; again before each page that is
#: read from its picture, with which page that is behind the name
Progress = Callable[[int, int, str], None]
#: documents that are kept together, and how many seconds the first of them waits for the others
_BATCH, _WAIT = 64, 1.0
#: so few small files are read here sooner than processes for them have started
_FEW, _SMALL = 16, 64 * 1024


def add(
    archive: Archive,
    sources: Iterable[Path | Received],
    *,
    actor: str | None = None,
    progress: Progress | None = None,
    passwords: Passwords | None = None,
    recognition: Recognition | None = None,
    jobs: int = 1,
    on_file: Callable[[FileReport], None] | None = None,
    between: Callable[[], None] | None = None,
) -> IngestReport:
    """Put files, and the files of folders, into the archive.

    A file that holds others becomes a document for each of them, reported under its path inside:
    ``box.zip/2562/ที่01.pdf``. With more than one job files are reported as they are done.

    :param actor: who does it, for the event log; the user of this process where not given.
    :param passwords: what opens locked files; they are neither kept nor logged.
    :param recognition: when pages are read from their pictures: by default those without good text.
    :param jobs: so many processes read side by side, where there is enough to read.
    :param on_file: is given what became of each file as soon as that is on the disk; the report at
        the end then lists none, so that memory stays flat.
    :param between: is called now and then between two documents, when all before are on the disk.
    Where nothing more can be written to the archive the rest is not tried.

    :raises ArchiveLockedError: where another process is writing.
    """
    done: list[FileReport] = []
    given = list(sources)
    with archive.writing(), watched(archive) as watch:
        archive.sweep()
        journal.recover(archive)
        removal.settle(archive)
        count = _Count(on_file or done.append)
        writer = Writer(archive, actor or events.actor(), watch, count)
        coming = collect(given)
        first = list(islice(coming, _FEW + 1))
        run = _Run(
            writer,
            chain(first, coming),
            _Step(progress, count, len(first) if len(first) <= _FEW else _size(given)),
            passwords or Passwords(),
            recognition or Recognition(),
            between or (lambda: None),
        )
        try:
            if jobs > 1 and _is_worth_it(first):
                run.side_by_side(jobs)
            else:
                run.one_by_one()
        except KeyboardInterrupt:
            return IngestReport(files=done, not_tried=run.left(), interrupted=True)
        except StoppedError as stop:
            return IngestReport(files=done, not_tried=run.left(stop.left), stopped=stop.reason)
    return IngestReport(files=done)


def _size(given: Iterable[Path | Received]) -> int:
    """How many files there are; some more or fewer may be there when their turn comes."""
    return sum(1 for _ in collect(given))


def _is_worth_it(first: list[Source]) -> bool:
    """Whether processes that read side by side would be there before all is read."""
    if len(first) > _FEW:
        return True
    return len(first) > 1 and any(_is_large(source) for source in first)


def _is_large(source: Source) -> bool:
    try:
        return source.path is not None and source.path.stat().st_size > _SMALL
    except OSError:
        return False


def _with_last(parts: Iterator[Source]) -> Iterator[tuple[Source, bool]]:
    """Each part with whether it is the last of its bundle."""
    before: Source | None = None
    for part in parts:
        if before is not None:
            yield before, False
        before = part
    if before is not None:
        yield before, True


@dataclass(slots=True)
class _Count:
    """Counts the reports that it passes on."""

    report: Callable[[FileReport], None]
    done: int = 0

    def __call__(self, one: FileReport) -> None:
        self.done += 1
        self.report(one)


@dataclass(slots=True)
class _Step:
    """How far the work is, for who watches."""

    progress: Progress | None
    count: _Count
    total: int
    name: str = ""

    def begin(self, name: str) -> None:
        """A file is taken up."""
        self.name = name
        self.tell(name)

    def page(self, page: int, pages: int) -> None:
        """A page of it is read from its picture."""
        self.tell(f"{self.name}: page {page} of {pages}")

    def tell(self, name: str) -> None:
        """What is done now."""
        if self.progress:
            self.progress(self.count.done, max(self.total, self.count.done + 1), name)


@dataclass(slots=True)
class _Task:
    """A file that a worker reads, and the passwords that may still open it."""

    source: Source
    data: bytes
    sha256: str
    is_member: bool
    passwords: Iterator[str] | None = None
    password: str | None = None

    @property
    def identity(self) -> str:
        """What a document of these bytes is called; empty where nothing is to be read."""
        return self.sha256[:16]


@dataclass(slots=True)
class _Run:
    """One run over all files."""

    writer: Writer
    sources: Iterator[Source]
    step: _Step
    passwords: Passwords
    recognition: Recognition
    between: Callable[[], None]
    #: what is open: a bundle, or files that came while the same bytes were being read
    opened: deque[Iterator[Source]] = field(default_factory=deque)
    waiting: deque[_Task] = field(default_factory=deque)
    flying: dict[str, list[tuple[Source, bool]]] = field(default_factory=dict)
    current: dict[int, Source] = field(default_factory=dict)
    flushed: float = 0.0

    def one_by_one(self) -> None:
        """Read each file here, keep it, take the next."""
        while (source := self._taken()) is not None:
            before = self.step.count.done
            for part, is_last in _with_last(unpacked(source, self.passwords)):
                self.step.begin(part.name)
                sha256, found = self._find_out(part)
                with interrupt_later():
                    self.writer.settle(part, found, sha256)
                    if is_last:
                        self.current.pop(id(source), None)
            self.step.total += self.step.count.done - before - 1
            self.between()

    def _find_out(self, source: Source) -> tuple[str, Prepared | Known | ThaidocError]:
        sha256 = ""
        try:
            data = source.load()
            sha256 = sha256_of(data)
            if sha256[:16] in self.writer.archive:
                return sha256, Known(sha256)
            told: Told = self.step.page
            read = partial(prepare, data, source.title, recognition=self.recognition, told=told)
            return sha256, self.passwords.open(source.name, read)
        except ThaidocError as fault:
            return sha256, fault

    def left(self, besides: Sequence[str] = ()) -> list[str]:
        """Keep what was read where that can be (nothing ``besides``); the files that were not."""
        unkept = [*besides, *self.writer.waiting()] if besides else self._unkept()
        begun = [source.name for source in self.current.values()]
        return [*dict.fromkeys([*unkept, *begun]), *(source.name for source in self.sources)]

    def _unkept(self) -> list[str]:
        try:
            with interrupt_later():
                self.writer.flush()
        except StoppedError as stop:
            return stop.left
        return []

    # --- side by side ---------------------------------------------------------------------------

    def side_by_side(self, jobs: int) -> None:
        """Have files read by processes, and keep what they give in batches."""
        self.flushed = monotonic()
        with Workers(jobs, IN_WORKER, told=self._told) as workers:
            while True:
                for done in workers.run(self._errand):
                    if done is not None:
                        errand, result = done
                        with interrupt_later():
                            self._settle(cast(_Task, errand.tag), result)
                    self._flush_if_due()
                held = self.writer.held
                with interrupt_later():
                    self._flush()
                if not held:  # else files with the same bytes may have waited for that
                    return

    def _told(self, errand: Errand, note: bytes) -> None:
        page, pages = msgspec.msgpack.decode(note, type=tuple[int, int])
        name = cast(_Task, errand.tag).source.name
        self.step.tell(f"{name}: page {page} of {pages}")

    def _errand(self) -> Errand | None:
        """The next file to be read by a worker; what needs no reading is settled on the way."""
        while True:
            task = self.waiting.popleft() if self.waiting else self._next()
            if task is None:
                return None
            if task.identity:
                job = Job(
                    name=task.source.title,
                    password=task.password,
                    recognition=self.recognition,
                    may_be_bundle=not task.is_member,
                )
                return Errand(msgspec.msgpack.encode(job), task.data, task)
            self._flush_if_due()

    def _next(self) -> _Task | None:
        """The next file; one without an identity is settled already."""
        found = self._next_source()
        if found is None:
            return None
        source, is_member = found
        nothing = _Task(source, b"", "", is_member)
        sha256 = ""
        try:
            data = source.load()
            sha256 = sha256_of(data)
        except ThaidocError as fault:
            with interrupt_later():
                self._end(source, fault)
            return nothing
        identity = sha256[:16]
        if identity in self.flying:
            self.flying[identity].append((source, is_member))
            return nothing
        if identity in self.writer.archive:
            with interrupt_later():
                self._end(source, Known(sha256))
            return nothing
        self.flying[identity] = []
        return _Task(source, data, sha256, is_member)

    def _next_source(self) -> tuple[Source, bool] | None:
        while self.opened:
            member = next(self.opened[0], None)
            if member is not None:
                self.current[id(member)] = member
                return member, True
            self.opened.popleft()
        source = self._taken()
        if source is None:
            return None
        self.step.begin(source.name)
        return source, False

    def _taken(self) -> Source | None:
        """The next of what was given; Ctrl-C waits until it is accounted for."""
        with interrupt_later():
            source = next(self.sources, None)
            if source is not None:
                self.current[id(source)] = source
        return source

    def _settle(self, task: _Task, result: bytes | ThaidocError) -> None:
        """What a worker gave for a file: keep it, open it, or try another password."""
        if isinstance(result, LockedFileError):
            if task.passwords is None:
                task.passwords = self.passwords.candidates(task.source.name)
            task.password = next(task.passwords, None)
            if task.password is not None:
                self.waiting.append(task)
                return
        if isinstance(result, bytes) and not result:
            self._release(task.identity)
            members = self._members(task)
            self.opened.append(members)
            return
        if isinstance(result, bytes):
            if task.password is not None:
                self.passwords.remember(task.password)
            self.writer.hold(task.source, task.data, msgspec.msgpack.decode(result, type=Parcel))
            self.current.pop(id(task.source), None)
            return
        self._end(task.source, result, task.sha256)
        self._release(task.identity)

    def _members(self, task: _Task) -> Iterator[Source]:
        """What is in a bundle; it is done when all of that is taken up."""
        source = task.source
        yield from unpacked(replace(source, data=task.data), self.passwords)
        self.current.pop(id(source), None)

    def _end(self, source: Source, found: Known | ThaidocError, sha256: str = "") -> None:
        self.writer.settle(source, found, sha256)
        self.current.pop(id(source), None)

    def _release(self, identity: str) -> None:
        """Take up again the files that have the same bytes as one that is settled."""
        again = self.flying.pop(identity, [])
        for is_member in (True, False):
            same = [source for source, member in again if member is is_member]
            if same and is_member:
                self.opened.append(iter(same))
            elif same:
                for source in same:  # they count among those to come again
                    self.current.pop(id(source), None)
                self.sources = chain(same, self.sources)

    def _flush_if_due(self) -> None:
        due = self.writer.held >= _BATCH or monotonic() - self.flushed > _WAIT
        if due and self.writer.held:
            with interrupt_later():
                self._flush()
        elif due:
            self.flushed = monotonic()

    def _flush(self) -> None:
        identities = self.writer.flush()
        for identity in identities:
            self._release(identity)
        self.flushed = monotonic()
        self.step.tell(self.step.name)
        self.between()
