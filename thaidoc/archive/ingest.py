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

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path

from thaidoc.archive import events, journal, removal
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.preparing import Prepared as Prepared
from thaidoc.archive.preparing import prepare as prepare
from thaidoc.archive.reports import FileReport as FileReport
from thaidoc.archive.reports import IngestReport as IngestReport
from thaidoc.archive.reports import Outcome as Outcome
from thaidoc.archive.run import Count, Progress, Run, Step
from thaidoc.archive.side_by_side import SideBySide
from thaidoc.archive.sources import Received, Source, collect, unpacked
from thaidoc.archive.store import Archive
from thaidoc.archive.versions import watched
from thaidoc.archive.writer import Known, StoppedError, Writer
from thaidoc.errors import ThaidocError
from thaidoc.reading.document import sha256_of
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition, Told

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
    Where nothing more can be written to the archive the rest is not tried.

    :raises ArchiveLockedError: where another process is writing.
    """
    done: list[FileReport] = []
    given = list(sources)
    with archive.writing(), watched(archive) as watch:
        archive.sweep()
        journal.recover(archive)
        removal.settle(archive)
        count = Count(on_file or done.append)
        writer = Writer(archive, actor or events.actor(), watch, count)
        coming = collect(given)
        first = list(islice(coming, _FEW + 1))
        many = jobs > 1 and _is_worth_it(first)
        kind: Callable[..., Run] = partial(SideBySide, jobs=jobs) if many else _OneByOne
        run = kind(
            writer,
            chain(first, coming),
            Step(progress, count, len(first) if len(first) <= _FEW else _size(given)),
            passwords or Passwords(),
            recognition or Recognition(),
        )
        try:
            run.go()
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


class _OneByOne(Run):
    """A run that reads here."""

    def go(self) -> None:
        """Read each file here, keep it, take the next."""
        while (source := self.taken()) is not None:
            before = self.step.count.done
            for part, is_last in _with_last(unpacked(source, self.passwords)):
                self.step.begin(part.name)
                sha256, found = self._find_out(part)
                with interrupt_later():
                    self.writer.settle(part, found, sha256)
                    if is_last:
                        self.current.pop(id(source), None)
            self.step.total += self.step.count.done - before - 1

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
