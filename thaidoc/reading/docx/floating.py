"""Where among a Word document's lines the text of its floating boxes belongs.

A box is read where it is seen: before the paragraph above which it stands, beside the one at whose
side it stands, and after the one on which it hangs only where it stands below. How high on the
page a paragraph is, Word does not say; its type size and spacing tell it nearly enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from thaidoc.reading.docx.boxes import Place, Sheet
from thaidoc.reading.paragraphs import TWIPS, Row, TextBox, beside, boxed, shifted


@dataclass(slots=True)
class Spacing:
    """How much of a page a paragraph takes: a line, and the room before and after, in twips."""

    line: float = 400.0
    before: float = 0.0
    after: float = 0.0


@dataclass(slots=True)
class Afloat:
    """A box that hangs on a paragraph: its place and its rows, as in a column of its own."""

    place: Place
    rows: list[Row]


@dataclass(slots=True)
class _Block:
    """A paragraph or table: its rows, the boxes that hang on it, and its page and top on it."""

    rows: list[Row]
    spacing: Spacing
    boxes: list[Afloat]
    page: int = 0
    top: float = 0.0


@dataclass(slots=True)
class Flow:
    """The paragraphs and tables of a text in their order, then its rows with the boxes' among."""

    sheet: Sheet
    blocks: list[_Block] = field(default_factory=list)

    def add(self, rows: Iterable[Row], spacing: Spacing, boxes: Sequence[Afloat]) -> None:
        """The next paragraph or table."""
        self.blocks.append(_Block(list(rows), spacing, list(boxes)))

    def rows(self) -> Iterator[Row]:
        """All rows, each box's where it is seen."""
        self._measure()
        before: dict[int, list[TextBox]] = defaultdict(list)
        after: dict[int, list[TextBox]] = defaultdict(list)
        for index, block in enumerate(self.blocks):
            for box in block.boxes:
                top = box.place.top(self.sheet, block.top)
                text_box = TextBox(box.place.left(self.sheet), top / TWIPS, box.rows)
                if abs(top - block.top) < 0.75 * block.spacing.line:
                    after[index].append(text_box)
                else:
                    before[self._below(index, top)].append(text_box)
        for index, block in enumerate(self.blocks):
            yield from _inserted(block.rows, before[index], after[index])
        yield from boxed(before[len(self.blocks)])

    def _measure(self) -> None:
        """Each block's page and top: those of its first row with text, or of its last."""
        page, y = 0, float(self.sheet.top)
        for block in self.blocks:
            y += block.spacing.before
            found = False
            for row in block.rows:
                if row.new_page:
                    page, y = page + 1, float(self.sheet.top)
                if not found:
                    block.page, block.top, found = page, y, bool(row.segments)
                y += block.spacing.line
            y += block.spacing.after

    def _below(self, anchor: int, top: float) -> int:
        """The first block on the anchor's page that stands below a height, or the one after it."""
        here = [i for i, block in enumerate(self.blocks) if block.page == self.blocks[anchor].page]
        if top > self.blocks[anchor].top:
            here = [index for index in here if index > anchor]
        for index in here:
            block = self.blocks[index]
            if block.rows and block.top >= top - 0.5 * block.spacing.line:
                return index
        return (here[-1] if here else anchor) + 1


def _inserted(rows: list[Row], before: list[TextBox], after: list[TextBox]) -> Iterator[Row]:
    """A block's rows, those of boxes above it first, of boxes at its side beside, others behind.

    Where a page begins with or in the block, the boxes above it come on that page.
    """
    start = next((index for index, row in enumerate(rows) if row.new_page), 0) if before else 0
    yield from rows[:start]
    rest = rows[start:]
    for index, row in enumerate(boxed(before)):
        opens = not index and bool(rest) and rest[0].new_page
        yield replace(row, new_page=row.new_page or opens)
    if before and rest:
        rest[0] = replace(rest[0], new_page=False)
    aside = [box for box in after if _is_aside(box, rest)]
    cells = [(_left(rest), rest)]
    cells += [(box.left, [shifted(row, max(0.0, box.left)) for row in box.rows]) for box in aside]
    cells.sort(key=lambda cell: cell[0])
    yield from beside([cell for _, cell in cells]) if aside else rest
    yield from boxed(box for box in after if box not in aside)


def _left(rows: Sequence[Row]) -> float:
    return min((row.segments[0].left for row in rows if row.segments), default=0.0)


def _is_aside(box: TextBox, rows: Sequence[Row]) -> bool:
    """Whether a box has its room at the left or right of the rows, none of which is in its way."""
    edges = [(row.segments[0].left, row.segments[-1].right) for row in rows if row.segments]
    ends = [row.segments[-1].right for row in box.rows if row.segments]
    if not edges or not ends:
        return False
    return box.left >= max(right for _, right in edges) or box.left + max(ends) <= min(
        left for left, _ in edges
    )
