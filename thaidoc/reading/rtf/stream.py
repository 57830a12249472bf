"""One stream of an RTF text (body, header, note, text box): its paragraphs and tables as rows."""

import re
from dataclasses import dataclass, field, replace

from thaidoc.reading.paragraphs import (
    PAGE,
    TWIPS,
    Layout,
    Row,
    TextBox,
    Typed,
    boxed,
    labelled,
    placed,
    table_row,
)

#: tables in tables deeper than this are taken as of this depth
_DEEPEST = 8
_SURROGATES = re.compile("[\ud800-\udfff]+")


@dataclass(slots=True)
class Place:
    """Where a paragraph stands: indents and tab stops in twips, the depth of its table."""

    left: int = 0
    first: int = 0
    alignment: str = "left"
    stops: tuple[int, ...] = ()
    depth: int = 0
    page_before: bool = False

    @property
    def layout(self) -> Layout:
        """The same in columns."""
        left, first = self.left // TWIPS, (self.left + self.first) // TWIPS
        stops = [stop // TWIPS for stop in self.stops]
        if first < left:
            stops.append(left)
        return Layout(max(0, left), max(0, first), self.alignment, sorted(stops))


@dataclass(slots=True)
class _Table:
    """The row of a table that is being read: its cells so far and the paragraphs of this one."""

    cells: list[list[Row | Typed]] = field(default_factory=list)
    cell: list[Row | Typed] = field(default_factory=list)


@dataclass(slots=True)
class Stream:
    """What has been read of one part of the text.

    ``words`` are the pieces of the paragraph that is open, ``label`` is its number in a list,
    ``boxes`` are the text boxes tied to it; ``edges`` the cell edges, in twips, of the table row
    that was defined last.
    """

    words: list[str] = field(default_factory=list)
    boxes: list[TextBox] = field(default_factory=list)
    label: str = ""
    new_page: bool = False
    edges: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    _tables: list[_Table] = field(default_factory=list)

    def paragraph(self, place: Place) -> None:
        """End the paragraph that is open."""
        text = labelled(self._text(), self.label)
        if self.new_page or place.page_before:
            text = PAGE + text
        self.new_page, self.label = False, ""
        if place.depth:
            self._table(place.depth).cell.append((text, place.layout))
            self._table(place.depth).cell.extend(boxed(self.boxes))
        else:
            self._leave_tables()
            self.rows += placed(text, place.layout)
            self.rows += boxed(self.boxes)
        self.boxes = []

    def cell(self, place: Place, depth: int) -> None:
        """End the cell that is open in the table of this depth, with its last paragraph."""
        self.paragraph(replace(place, depth=depth))
        self._inner_tables(depth)
        table = self._table(depth)
        table.cells.append(table.cell)
        table.cell = []

    def row(self, depth: int) -> None:
        """End the row that is open in the table of this depth."""
        self._inner_tables(depth)
        self._close_row(min(depth, _DEEPEST), self.edges)

    def end(self, place: Place) -> list[Row]:
        """All rows, after the last paragraph and the last table have been ended."""
        if "".join(self.words).strip() or self.boxes:
            self.paragraph(place)
        self._leave_tables()
        return self.rows

    def take(self) -> str:
        """The text of the open paragraph, which is empty afterwards."""
        return self._text()

    def _text(self) -> str:
        text = "".join(self.words)
        self.words.clear()
        # \u writes what lies beyond U+FFFF as two surrogates
        return _SURROGATES.sub(_joined, text)

    def _table(self, depth: int) -> _Table:
        depth = min(depth, _DEEPEST)
        while len(self._tables) < depth:
            self._tables.append(_Table())
        return self._tables[depth - 1]

    def _inner_tables(self, depth: int) -> None:
        """End the rows of tables deeper than this, which their file left open."""
        for inner in range(len(self._tables), depth, -1):
            self._close_row(inner, [])

    def _close_row(self, depth: int, edges: list[int]) -> None:
        table = self._table(depth)
        if not table.cells and not table.cell:
            return
        if table.cell:
            table.cells.append(table.cell)
        here = edges[: len(table.cells) + 1]  # edges are defined once for many rows, or for none
        rows = list(table_row(table.cells, [edge // TWIPS for edge in here]))
        table.cells, table.cell = [], []
        if depth > 1:
            self._table(depth - 1).cell.extend(rows)
        else:
            self.rows += rows

    def _leave_tables(self) -> None:
        self._inner_tables(0)


def _joined(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
