"""The grid of an HTML table: which cell stands in which column, and how wide the columns are."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from thaidoc.reading.office_xml import Element

_GROUPS = ("thead", "tbody", "tfoot")
#: cells that say they span more columns or rows than this do not
_MAX_SPAN = 100
#: and none does beyond so many columns: browsers give up there too
_MOST_COLUMNS = 1000


@dataclass(slots=True)
class GridRow:
    """A row of a table: its cells, each with its first column and how many it spans."""

    element: Element
    cells: list[tuple[Element, int, int]] = field(default_factory=list)


def rows_of(table: Element) -> Iterator[GridRow]:
    """The rows of a table, not those of tables in it."""
    #: the row in which each column that a cell above reached into is free again
    free: dict[int, int] = {}
    number = -1
    for part in table:
        for element in part.iterchildren("tr") if part.tag in _GROUPS else (part,):
            if element.tag != "tr":
                continue
            row = GridRow(element)
            number += 1
            at = 0
            for cell in element.iterchildren("td", "th"):
                while free.get(at, 0) > number:
                    at += 1
                within = at < _MOST_COLUMNS
                span = _span(cell, "colspan") if within else 1
                row.cells.append((cell, at, span))
                below = _span(cell, "rowspan")
                if within and below > 1:
                    free.update(dict.fromkeys(range(at, at + span), number + below))
                at += span
            yield row


def widths_of(rows: Sequence[GridRow], width: Callable[[Element], int], line: int) -> list[int]:
    """How wide each column is, in columns of text; those that say nothing share what is left.

    ``width`` gives what a cell says of itself, 0 where it says nothing; ``line`` is the whole.
    """
    count = max((at + span for row in rows for _, at, span in row.cells), default=0)
    widths = [0] * count
    for row in rows:
        for cell, at, span in row.cells:
            if span == 1 and not widths[at]:
                widths[at] = width(cell)
    unsaid = widths.count(0)
    share = max(1, (line - sum(widths)) // unsaid) if unsaid else 0
    return [width or share for width in widths]


def cells_of(box: Element) -> list[Element]:
    """The elements of a box in a row; text that stands in it by itself becomes an element too."""
    for element in [*box]:
        if (element.tail or "").strip():
            element.addnext(_span_of(element.tail))
        element.tail = None
    if (box.text or "").strip():
        box.insert(0, _span_of(box.text))
    box.text = None
    return [element for element in box if isinstance(element.tag, str)]


def _span_of(text: str) -> Element:
    element = etree.Element("span")
    element.text = text
    return element


def _span(cell: Element, name: str) -> int:
    value = (cell.get(name) or "").strip()
    return min(max(1, int(value)), _MAX_SPAN) if value.isdecimal() and len(value) < 9 else 1
