"""Statistics for a terminal: figures under each other, tables with a bar for each value."""

from collections.abc import Iterator

from rich.cells import cell_len

from thaidoc.cli.options import Settings
from thaidoc.cli.output import printable
from thaidoc.cli.paint import Line
from thaidoc.cli.wrapping import break_offsets, clipped
from thaidoc.statistics.figures import TABLES, Statistics
from thaidoc.statistics.labels import Row, figures, heading, percent, rows

#: cells of a line where there is no terminal; a bar has so many at most, a value's name this share
_ROOM, _LONGEST_BAR, _NAME_SHARE = 100, 60, 0.5
#: in fewer cells a note does not stand beside its figure
_NARROWEST = 20
#: an eighth of a cell to a whole one
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_INDENT, _GAP = "  ", "  "


def lines(
    settings: Settings, found: Statistics, room: int | None, most: int | None
) -> Iterator[Line]:
    """The page line by line.

    :param most: so many agencies and ministries, the rest of them in one line; None: all.
    """
    yield from _figures(settings, found, room or _ROOM)
    for by in TABLES:
        counts = found.table(by)
        if counts:
            yield Line()
            yield Line(heading(by, settings.era), "bold")
            yield from _bars(rows(by, counts, settings.era, most), room or _ROOM)


def _figures(settings: Settings, found: Statistics, room: int) -> Iterator[Line]:
    rows = figures(found, settings.era)
    names = max(cell_len(name) for name, _, _ in rows)
    for name, value, note in rows:
        line = Line(_padded(name, names) + _GAP, "bold")
        if cell_len(line.plain + value) > room:
            yield Line(name, "bold")
            line = Line(_INDENT)
        yield from _noted(line.add(value), note, room)


def _noted(line: Line, note: str, room: int) -> Iterator[Line]:
    """A figure with its note beside it, or below it where there is no room."""
    gap = _GAP
    left = room - cell_len(line.plain) - len(gap)
    if note and cell_len(note) > left and left < _NARROWEST:
        yield line
        line, gap, left = Line(_INDENT), "", room - len(_INDENT)
    if not note:
        yield line
    elif cell_len(note) <= left:
        yield line.add(f"{gap}{note}", "dim")
    else:
        pieces = Line(note, "dim").divided(break_offsets(note, left))
        yield line.add(gap).join(pieces[0])
        indent = " " * (room - left)
        yield from (Line(indent).join(piece) for piece in pieces[1:])


def _bars(rows: list[Row], room: int) -> Iterator[Line]:
    """A line for each row: name, how many, share of all, and a bar, all of one scale."""
    every = sum(row.documents for row in rows)
    largest = max(row.documents for row in rows if not row.rest)
    widest = int(room * _NAME_SHARE)
    rows = [row._replace(name=clipped(printable(row.name), widest)) for row in rows]
    names = max(cell_len(row.name) for row in rows)
    digits = max(len(f"{row.documents:,}") for row in rows)
    left = room - len(_INDENT) - names - digits - len("  100%") - 2 * len(_GAP)
    for row in rows:
        line = Line(_INDENT + _padded(row.name, names))
        line.add(f"{_GAP}{row.documents:>{digits},}")
        line.add(f"{_GAP}{percent(row.documents, every):>4}", "dim")
        if not row.rest:
            line.add(_GAP).add(bar(row.documents / largest, min(left, _LONGEST_BAR)), "bar")
        yield line.cut(0)


def bar(share: float, cells: int) -> str:
    """A bar of a share (0 to 1) of so many cells, told to an eighth of one; never nothing.

    >>> bar(1, 3), bar(0.5, 3), bar(0.0001, 3)
    ('███', '█▌', '▏')
    """
    eighths = max(1, round(share * cells * 8)) if share else 0
    whole, part = divmod(eighths, 8)
    return (_EIGHTHS[8] * whole + _EIGHTHS[part]).rstrip()


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
