"""Paragraphs of a word processor to lines of pages: what DOCX and DOC have in common.

A word processor knows indents, alignment and tab stops but not where its lines will wrap, so a
paragraph is one line, placed in text columns as a typist would have typed it.
"""

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
    ``center`` or ``right``.
    """

    left: int = 0
    first: int = 0
    alignment: str = "left"
    stops: list[int] = field(default_factory=list)


def placed(text: str, layout: Layout, left: int = 0, line: int = LINE) -> Iterator[Row]:
    """A paragraph's rows in a container that begins at column ``left`` and is ``line`` wide.

    A line end in the text is a line break inside the paragraph, :data:`PAGE` a page break.
    """
    rows = text.split("\n")
    for index, row in enumerate(rows):
        indent = layout.left if index else layout.first
        pieces = row.split(PAGE)
        for part, piece in enumerate(pieces):
            room = max(0, line - indent - width(piece.strip()))
            shift = {"center": room // 2, "right": room}.get(layout.alignment, 0)
            yield Row(
                typed_segments(piece, left + indent + shift, [left + at for at in layout.stops]),
                hard=index == len(rows) - 1 and part == len(pieces) - 1,
                blank_end=blank_ended(piece),
                new_page=part > 0,
            )


def beside(cells: Sequence[Sequence[Row]]) -> Iterator[Row]:
    """A table row's lines: the k-th lines of all its cells stand beside each other."""
    for index in range(max((len(cell) for cell in cells), default=0)):
        here = [cell[index] for cell in cells if index < len(cell)]
        segments = tuple(segment for row in here for segment in row.segments)
        yield Row(segments, hard=True, new_page=any(row.new_page for row in here))


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
