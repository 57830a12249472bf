"""A progress bar: on stderr, where that is a terminal and nobody wants quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings

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
                bars[0](page - 1, pages, f"{name}: page {page} of {pages}")

        yield told


@contextmanager
def progress_bar(settings: Settings) -> Iterator[Bar | None]:
    """A bar that is gone at the end; None where none is to be shown."""
    if settings.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from thaidoc.cli.output import console

    columns = (BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(settings, err=True), transient=True) as bar:
        yield Bar(bar)
