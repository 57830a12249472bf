"""Paragraphs of a word processor to lines of pages: what DOCX, DOC, ODT, RTF and HTML share.

A word processor knows indents, alignment and tab stops but not where its lines will wrap, so a
paragraph is one line, placed in text columns as a typist would have typed it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from thaidoc.reading.columns import blank_ended, typed_segments, width
from thaidoc.reading.document import Line, Page, Segment
from thaidoc.reading.triage import settled

#: twips to one text column: Word's default tab of 720 twips is 8 columns
TWIPS = 90
#: columns from margin to margin of an A4 letter
LINE = 90
#: stands for a page break in a paragraph's text; no text of Word's can hold it
PAGE = "\f"
_LINE_END = re.compile("\r\n?|[\n\x0b\x85\u2028\u2029]")
#: text boxes whose tops differ by less columns than this stand beside each other
_SAME_HEIGHT = 300 / TWIPS
#: page numbers are no text of the letter: a header or footer of digits and dashes says nothing
_SAYS_SOMETHING = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Row:
    """One line of a paragraph: its segments, how it ended, and whether a new page comes first."""

    segments: tuple[Segment, ...]
    hard: bool = False
    blank_end: bool = False
    new_page: bool = False


@dataclass(slots=True)
class Layout:
    """Where a paragraph's lines begin, in columns from its container's left.

    ``first`` is for its first line, ``left`` for the others; ``alignment`` is ``left``,
    ``center`` or ``right``. ``aligned`` says of tab stops what text after the tab does there:
    ``center`` or ``right``; it begins at the others.
    """

    left: int = 0
    first: int = 0
    alignment: str = "left"
    stops: list[int] = field(default_factory=list)
    aligned: dict[int, str] = field(default_factory=dict)


#: a paragraph's text and its layout, before it is placed
Typed = tuple[str, Layout]


def placed(text: str, layout: Layout, left: int = 0, line: int = LINE) -> Iterator[Row]:
    """A paragraph's rows in a container that begins at column ``left`` and is ``line`` wide.

    A line end in the text is a line break inside the paragraph, :data:`PAGE` a page break.
    """
    # a no-break hyphen is an ordinary one that was only kept from the line's end
    rows = _LINE_END.split(text.replace("\u2011", "-"))
    for index, row in enumerate(rows):
        indent = layout.left if index else layout.first
        pieces = row.split(PAGE)
        for part, piece in enumerate(pieces):
            shift = 0
            if layout.alignment in ("center", "right"):
                room = max(0, line - indent - width(piece.strip()))
                shift = room // 2 if layout.alignment == "center" else room
            stops = [left + at for at in layout.stops]
            aligned = {left + at: how for at, how in layout.aligned.items()}
            yield Row(
                typed_segments(piece, left + indent + shift, stops, aligned),
                hard=index == len(rows) - 1 and part == len(pieces) - 1,
                blank_end=blank_ended(piece),
                new_page=part > 0,
            )


def labelled(text: str, label: str) -> str:
    """The label before the paragraph's first words, after its page breaks and leading tabs."""
    words = text.lstrip("\f\t ")
    return text[: len(text) - len(words)] + (f"{label} {words}" if label else words)


def beside(cells: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """A table row's lines: the k-th lines of all its cells stand beside each other."""
    for index in range(max((len(cell) for cell in cells), default=0)):
        here = [cell[index] for cell in cells if index < len(cell)]
        segments = tuple(segment for row in here for segment in row.segments)
        yield Row(segments, hard=True, new_page=any(row.new_page for row in here))


def table_row(cells: Sequence[Sequence[Row | Typed]], edges: Sequence[int]) -> Iterator[Row]:
    """A table row's lines from its cells' paragraphs, or rows already placed in their cell.

    ``edges`` are the columns between which the cells stand, one more than cells; where there are
    fewer, the cells share the line.
    """
    if len(edges) <= len(cells):
        edges = [LINE * index // max(1, len(cells)) for index in range(len(cells) + 1)]
    base = min(0, edges[0]) if edges else 0
    placed_cells = []
    for cell, left, right in zip(cells, edges, edges[1:], strict=False):
        rows: list[Row] = []
        for part in cell:
            if isinstance(part, Row):
                rows.append(shifted(part, left - base))
            else:
                rows += placed(*part, left - base, max(1, right - left))
        placed_cells.append(rows)
    yield from beside(placed_cells)


@dataclass(slots=True)
class TextBox:
    """A text box: where it lies from the text's left and its paragraph's top, and its rows."""

    left: float
    top: float
    rows: list[Row]


def boxed(boxes: Iterable[TextBox]) -> Iterator[Row]:
    """The rows of the text boxes of one paragraph; boxes at one height stand beside each other."""
    left = sorted(boxes, key=lambda box: box.top)
    while left:
        level = [box for box in left if box.top <= left[0].top + _SAME_HEIGHT]
        left = left[len(level) :]
        level.sort(key=lambda box: box.left)
        if len(level) == 1:
            yield from (shifted(row, max(0.0, level[0].left)) for row in level[0].rows)
            continue
        yield from beside(
            [
                [shifted(row, max(0.0, box.left)) for row in box.rows if row.segments]
                for box in level
            ]
        )


def said_once(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows of headers or footers: each text once, page numbers and empty rows left out."""
    seen: set[str] = set()
    for row in rows:
        text = "\t".join(segment.text for segment in row.segments)
        if _SAYS_SOMETHING.search(text) and text not in seen:
            seen.add(text)
            yield row


def shifted(row: Row, columns: float) -> Row:
    """The row so many columns further right."""
    segments = tuple(
        replace(segment, left=segment.left + columns, right=segment.right + columns)
        for segment in row.segments
    )
    return replace(row, segments=segments)


def paged(rows: Iterable[Row]) -> tuple[Page, ...]:
    """Rows to pages; a break where the page has no text yet breaks nothing."""
    pages: list[list[Line]] = [[]]
    number = empty = 0
    for row in rows:
        if row.new_page and pages[-1]:
            pages.append([])
            number = empty = 0
        number += 1
        if not row.segments:
            empty += 1
            continue
        pages[-1].append(Line(number, row.segments, float(empty), row.hard, row.blank_end))
        empty = 0
    return tuple(settled(place, lines) for place, lines in enumerate(pages, 1))
