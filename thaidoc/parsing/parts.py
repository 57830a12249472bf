"""The letters in one file: a covering letter often carries another agency's letter behind it.

A letter begins where the head of one stands, complete with number or day, salutation and subject.
A form for letters to come has blanks instead and is no letter; announcements, orders, forms and
tables behind a letter belong to it and are no records of their own.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from thaidoc.parsing import reference
from thaidoc.parsing.labels import label_of
from thaidoc.parsing.layouts.extent import is_signed
from thaidoc.parsing.passage import Piece
from thaidoc.parsing.rows import Row, rows_of
from thaidoc.reading.document import Document, Line, Page
from thaidoc.thai import calendar

#: how many rows from its first one a letter's head may take: stamps and specks included
_HEAD_ROWS = 28
#: how far down the head its number stands at most
_NUMBER_ROWS = 14
#: how many rows above a letter may lie between it and the closing of the one before
_REACH = 80
_BLANKS = ("....", "……", "____")


@dataclass(frozen=True, slots=True)
class Part:
    """One letter of a file: the document cut to its lines, and its first and last page.

    ``rows`` and ``running`` are what :func:`thaidoc.parsing.rows.rows_of` gives for it.
    """

    document: Document
    first: int
    last: int
    rows: list[Row]
    running: list[Piece]


def parts_of(document: Document) -> list[Part]:
    """The file's letters in order; the first is the one that the file is known by.

    Pages before the second letter belong to the first, whatever they are.
    """
    rows, running = rows_of(document)
    borders: list[tuple[int, int]] = []
    since = 0
    for index in range(1, len(rows)):
        if _may_begin(rows[index - 1], rows[index]) and _begins_letter(rows, index, since):
            borders.append(_border(rows, index))
            since = index
    numbers = [page.number for page in document.pages] or [1]
    if not borders:
        return [Part(document, numbers[0], numbers[-1], rows, running)]
    beginnings = [(0, 0), *borders]
    ends = [*borders, (numbers[-1] + 1, 0)]
    cuts = [_cut(document, begin, end) for begin, end in zip(beginnings, ends, strict=True)]
    return [
        Part(cut, cut.pages[0].number, cut.pages[-1].number, *rows_of(cut))
        for cut in cuts
        if cut.pages
    ]


def _border(rows: Sequence[Row], index: int) -> tuple[int, int]:
    """Page and line where a letter begins; a page's first row takes what is above it along."""
    page = rows[index].page.number
    first = rows[index - 1].page.number != page
    return page, 0 if first else rows[index].pieces[0].line.number


def _may_begin(above: Row, row: Row) -> bool:
    """Whether a row is the first of its page, or has the label of a letter's number."""
    return row.page.number != above.page.number or _is_number(row.text)


def _begins_letter(rows: Sequence[Row], index: int, since: int) -> bool:
    """Whether a complete head begins at a row that may: on a new page, or below an ending.

    :param since: where the letter above began.
    """
    page = rows[index].page.number
    turned = rows[index - 1].page.number != page
    if not turned and not is_signed(rows[max(since, index - _REACH) : index]):
        return False
    head: list[Row] = []
    for row in rows[index : index + _HEAD_ROWS]:
        if row.page.number != page:
            break
        head.append(row)
    return _is_head(head)


def _is_head(rows: Sequence[Row]) -> bool:
    seen: list[str] = []
    dated = False
    for position, row in enumerate(rows):
        for piece in row.pieces:
            label = label_of(piece.text)
            if label is None:
                dated = dated or ("salutation" not in seen and _is_day(piece.text))
                continue
            if label.label == "number" and "salutation" not in seen:
                if position >= _NUMBER_ROWS or any(dots in piece.text for dots in _BLANKS):
                    return False
                match = reference.read(piece.text)
                dated = dated or (match is not None and match.reference.number is not None)
                seen.append("number" if match else "blank")
            elif label.label in ("subject", "salutation") and ("number" in seen or dated):
                seen.append(label.label if label.word != "ถึง" else "to")
    addressed = "to" in seen or ("salutation" in seen and "subject" in seen)
    return "number" in seen and dated and addressed


def _is_number(text: str) -> bool:
    label = label_of(text)
    return label is not None and label.label == "number"


def _is_day(text: str) -> bool:
    date = calendar.read(text)
    return date is not None and date.precision == "day"


def _cut(document: Document, begin: tuple[int, int], end: tuple[int, int]) -> Document:
    """The document from one line to before another, each given as page and line."""
    pages = [_cut_page(page, begin, end) for page in document.pages]
    return replace(document, pages=tuple(page for page in pages if page is not None))


def _cut_page(page: Page, begin: tuple[int, int], end: tuple[int, int]) -> Page | None:
    if not begin[0] <= page.number <= end[0]:
        return None

    def place(line: Line) -> tuple[int, int]:
        return page.number, line.number

    first, last = (bisect_left(page.lines, border, key=place) for border in (begin, end))
    lines = page.lines[first:last]
    if not lines and not begin < (page.number, 1) < end:
        return None
    return replace(page, lines=lines)
