"""What found letters are counted by, as small tables beside each other."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from thaidoc.cli.labels import FACETS, KINDS
from thaidoc.cli.options import Settings
from thaidoc.cli.paint import Line
from thaidoc.cli.wrapping import clipped
from thaidoc.search.results import Facet
from thaidoc.thai.calendar import to_gregorian_year

_GAP = 4
#: a value is given so many cells at most, and a table so many where there is no terminal
_WIDEST, _ROOM = 44, 100


def lines(settings: Settings, facets: Sequence[Facet], room: int | None) -> Iterator[Line]:
    """The tables line by line, as many beside each other as there is room for."""
    waiting = [_table(settings, facet) for facet in facets]
    while waiting:
        row = [waiting.pop(0)]
        while waiting and _width([*row, waiting[0]]) <= (room or _ROOM):
            row.append(waiting.pop(0))
        yield from _beside(row)
        if waiting:
            yield Line()


def _beside(tables: list[list[Line]]) -> Iterator[Line]:
    widths = [_width([table]) for table in tables]
    for number in range(max(map(len, tables))):
        line = Line()
        for table, width in zip(tables, widths, strict=True):
            cell = table[number] if number < len(table) else Line()
            line.join(cell).add(" " * (width - cell_len(cell.plain) + _GAP))
        yield line.cut(0)


def _table(settings: Settings, facet: Facet) -> list[Line]:
    """A facet's heading and a line for each value: how many, and which."""
    label = FACETS[facet.field]
    if facet.field == "year":
        label += " ค.ศ." if settings.era == "ce" else " พ.ศ."
    digits = max((len(str(one.count)) for one in facet.values), default=1)
    rows = [Line(" " * digits).add(f"  {label}", "bold")]
    for one in facet.values:
        count = f"{one.count:>{digits}}  "
        rows.append(Line(count).add(clipped(_shown(settings, facet.field, one.value), _WIDEST)))
    if facet.more:
        rows.append(Line(" " * digits).add("  …", "dim"))
    if not facet.values:
        rows.append(Line(" " * digits).add("  -", "dim"))
    return rows


def _shown(settings: Settings, field: str, value: str) -> str:
    if field == "year" and settings.era == "ce":
        return str(to_gregorian_year(int(value)))
    return KINDS.get(value, value) if field == "kind" else value


def _width(tables: list[list[Line]]) -> int:
    widths = [max(cell_len(line.plain) for line in table) for table in tables]
    return sum(widths) + _GAP * (len(tables) - 1)
