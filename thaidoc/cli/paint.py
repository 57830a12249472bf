"""Lines in colour for what has to be there at once: loading rich takes longer than searching.

A line is its characters, each with the name of a style. It is measured and broken by its plain
text and coloured when it is printed, and then only where the terminal and the person want it.
"""

import os
import shutil
import sys
from collections.abc import Iterable
from itertools import groupby

import click

from thaidoc.cli.options import Settings
from thaidoc.cli.output import printable

#: what a terminal is told (ECMA-48, SGR) for a style: bold, faint, red, yellow, blue
STYLES: dict[str, str] = {
    "bold": "1",
    "dim": "2",
    "hit": "1;31",
    "alarm": "1;31",
    "warning": "33",
    "bar": "34",
}
_NO_COLOURS = ("dumb", "unknown")


class Line:
    """A line of text, each of its characters in a style of :data:`STYLES`."""

    def __init__(self, plain: str = "", style: str = ""):
        self.plain = ""
        self._styles: list[str] = []
        self.add(plain, style)

    def add(self, plain: str, style: str = "") -> "Line":
        """Put text behind it; what a terminal would obey is left out."""
        plain = printable(plain)
        self.plain += plain
        self._styles += [style] * len(plain)
        return self

    def join(self, other: "Line") -> "Line":
        """Put another line behind it."""
        self.plain += other.plain
        self._styles += other._styles
        return self

    def mark(self, start: int, end: int, style: str) -> None:
        """Give the characters from ``start`` to ``end`` a style."""
        end = min(end, len(self.plain))
        self._styles[start:end] = [style] * max(0, end - start)

    def cut(self, start: int, end: int | None = None) -> "Line":
        """A piece of it, without the blanks at its end."""
        piece = Line()
        piece.plain = self.plain[start:end].rstrip(" ")
        piece._styles = self._styles[start:end][: len(piece.plain)]
        return piece

    def divided(self, offsets: Iterable[int]) -> list["Line"]:
        """Its pieces from each offset to the next, the first from its beginning."""
        places = [0, *offsets]
        ends = [*places[1:], None]
        return [self.cut(start, end) for start, end in zip(places, ends, strict=True)]

    def print(self, settings: Settings) -> None:
        """Print it on stdout, coloured where that is wanted."""
        if not coloured(settings):
            click.echo(self.plain, color=False)
            return
        runs = groupby(zip(self.plain, self._styles, strict=True), key=lambda pair: pair[1])
        parts = ((style, "".join(char for char, _ in run)) for style, run in runs)
        shown = (f"\x1b[{STYLES[style]}m{part}\x1b[0m" if style else part for style, part in parts)
        click.echo("".join(shown), color=True)


def coloured(settings: Settings) -> bool:
    """Whether stdout is to have colours: as set, else on a terminal that can; NO_COLOR wins."""
    if settings.color != "auto":
        return settings.color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM", "").lower() not in _NO_COLOURS


def room() -> int | None:
    """How many cells a line on stdout may have; None where it is no terminal: lines stay whole."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
