"""How far the work is: a bar on stderr where that is a terminal, else a line now and then."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar:
    """A bar that moves when it is called: with how much is done, of how much, and the file now."""

    def __init__(self, progress: "Progress"):
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def __call__(self, done: int, total: int, now: str) -> None:
        """Move the bar."""
        from thaidoc.cli.output import printable

        shown = printable(Path(now).name)
        self._progress.update(self._task, completed=done, total=total, description=shown)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Without the bar, for as long as a person types."""
        self._progress.stop()
        try:
            yield
        finally:
            self._progress.start()


class Lines:
    """A line on stderr now and then: how much is done, of how much, how fast, how long it takes.

    :param every: seconds between two lines, and before the first.
    """

    def __init__(self, settings: Settings, every: float = 10.0):
        self._settings = settings
        self._every = every
        self._begun = self._last = monotonic()

    def __call__(self, done: int, total: int, now: str) -> None:
        """Tell, where it is time to."""
        from thaidoc.cli.output import note

        at = monotonic()
        if at - self._last < self._every or not done:
            return
        self._last = at
        rate = done / (at - self._begun)
        left = lasting((total - done) / rate)
        note(
            self._settings,
            plural(
                "{done:,} of {total:,} file, {rate:.1f} a second, {left} left",
                "{done:,} of {total:,} files, {rate:.1f} a second, {left} left",
                total,
            ).format(done=done, total=total, rate=rate, left=left),
        )

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Lines need no pause."""
        yield


def lasting(seconds: float) -> str:
    """A time as people say it.

    >>> lasting(59.6), lasting(61), lasting(7261)
    ('1 min', '1 min', '2 h 1 min')
    """
    minutes = round(seconds / 60)
    if seconds < 59.5:
        return _("{seconds:.0f} s").format(seconds=seconds)
    if minutes < 60:
        return _("{minutes} min").format(minutes=minutes)
    return _("{hours} h {minutes} min").format(hours=minutes // 60, minutes=minutes % 60)


@contextmanager
def adding_progress(settings: Settings) -> Iterator[Bar | Lines | None]:
    """What tells how far an ``add`` is: a bar with rate and time left, or lines; None if quiet."""
    if settings.quiet:
        yield None
    elif not sys.stderr.isatty():
        yield Lines(settings)
    else:
        with progress_bar(settings) as bar:
            yield bar


@contextmanager
def page_progress(settings: Settings, name: str) -> Iterator[Callable[[int, int], None]]:
    """What shows, while one file is read, which page is read from its picture.

    No bar is made for a file without such pages.
    """
    with ExitStack() as stack:
        bars: list[Bar | None] = []

        def told(page: int, pages: int) -> None:
            if not bars:
                bars.append(stack.enter_context(progress_bar(settings)))
            if bars[0]:
                told = _("{name}: page {page} of {pages}")
                bars[0](page - 1, pages, told.format(name=name, page=page, pages=pages))

        yield told


def counting(bar: Bar | None, name: str) -> Callable[[int, int], None] | None:
    """What tells a bar, if there is one, how many are done, of how many."""
    return (lambda done, total: bar(done, total, name)) if bar else None


@contextmanager
def progress_bar(settings: Settings) -> Iterator[Bar | None]:
    """A bar that is gone at the end; None where none is to be shown."""
    if settings.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    from thaidoc.cli.output import console

    class Rate(ProgressColumn):
        """How many are done in a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console(settings, err=True), transient=True) as bar:
        yield Bar(bar)
