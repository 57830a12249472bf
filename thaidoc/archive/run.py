"""A run over all files that are to be added: what comes next, how far it is, and what is left.

Every file that was taken up is remembered until it is accounted for, so that a run that ends early
can name the files that it did not come to.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.reports import FileReport
from thaidoc.archive.sources import Source
from thaidoc.archive.writer import Known, StoppedError, Writer
from thaidoc.errors import ThaidocError
from thaidoc.reading.passwords import Passwords
from thaidoc.reading.recognition import Recognition

#: called before each file with the number of files done, of files in all as far as they are known
#: (a bundle counts as one until it is open), and the file's name; again before each page that is
#: read from its picture, with which page that is behind the name
Progress = Callable[[int, int, str], None]


@dataclass(slots=True)
class Count:
    """Counts the reports that it passes on."""

    report: Callable[[FileReport], None]
    done: int = 0

    def __call__(self, one: FileReport) -> None:
        """Count a report and pass it on."""
        self.done += 1
        self.report(one)


@dataclass(slots=True)
class Step:
    """How far the work is, for who watches."""

    progress: Progress | None
    count: Count
    total: int
    name: str = ""

    def begin(self, name: str) -> None:
        """A file is taken up."""
        self.name = name
        self.tell(name)

    def page(self, page: int, pages: int, name: str = "") -> None:
        """A page of it, or of the file of that name, is read from its picture."""
        self.tell(f"{name or self.name}: page {page} of {pages}")

    def tell(self, name: str) -> None:
        """What is done now."""
        if self.progress:
            self.progress(self.count.done, max(self.total, self.count.done + 1), name)


@dataclass(slots=True)
class Run(ABC):
    """What reading one by one and reading side by side have in common."""

    writer: Writer
    sources: Iterator[Source]
    step: Step
    passwords: Passwords
    recognition: Recognition
    current: dict[int, Source] = field(default_factory=dict)

    @abstractmethod
    def go(self) -> None:
        """Read all files and keep them.

        :raises KeyboardInterrupt: at Ctrl-C, between two documents.
        :raises StoppedError: where nothing can be written any more.
        """

    def taken(self) -> Source | None:
        """The next of what was given; Ctrl-C waits until it is accounted for."""
        with interrupt_later():
            source = next(self.sources, None)
            if source is not None:
                self.current[id(source)] = source
        return source

    def end(self, source: Source, found: Known | ThaidocError, sha256: str = "") -> None:
        """A file is accounted for; :meth:`Writer.settle` says how."""
        self.writer.settle(source, found, sha256)
        self.current.pop(id(source), None)

    def left(self, besides: Sequence[str] = ()) -> list[str]:
        """Keep what was read where that can be (nothing ``besides``); the files that were not."""
        unkept = [*besides, *self.writer.waiting()] if besides else self._unkept()
        begun = [source.name for source in self.current.values()]
        return [*dict.fromkeys([*unkept, *begun]), *(source.name for source in self.sources)]

    def _unkept(self) -> list[str]:
        try:
            with suppress(KeyboardInterrupt), interrupt_later():  # it is ending already
                self.writer.flush()
        except StoppedError as stop:
            return stop.left
        return []
