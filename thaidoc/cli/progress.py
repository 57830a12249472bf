"""A progress bar: on stderr, where that is a terminal and nobody wants quiet."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from thaidoc.cli.options import Settings

#: told how much is done, of how much, and the file that is being done
Advance = Callable[[int, int, str], None]


@contextmanager
def progress_bar(settings: Settings) -> Iterator[Advance | None]:
    """A function that moves a bar, which is gone at the end; None where none is to be shown."""
    if settings.quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    from thaidoc.cli.output import console, printable

    columns = (BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=console(settings, err=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int, now: str) -> None:
            bar.update(task, completed=done, total=total, description=printable(Path(now).name))

        yield advance
