"""The rows of a document: its lines as pieces, without what only the page needs.

Page numbers (``- ๒ -``), catchwords (``/ทั้งนี้ ...``, the first words of the next page at the foot
of this one), the Royal Gazette's head and the secrecy stamped over every page belong to the paper;
here they are set apart.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from thaidoc.parsing.passage import Passage, Piece, join
from thaidoc.reading.document import Document, Page

_PAGE_NUMBER = re.compile(
    r"[-–—(\s]*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{1,3}(?:\s*/\s*[0-9๐-๙]{1,3})?[-–—)\s]*"
)
_BARE_NUMBER = re.compile(r"[0-9๐-๙]{1,3}")
_CATCHWORD = re.compile(r"/\s*[^\s/].{0,50}?(?:\.{2,}|…|\s\.)?\s*")
_SECRECY = re.compile(r"(?:ลับที่สุด|ลับมาก|ลับ)")
_GAZETTE = re.compile(
    r"(?:หน้า\s*[0-9๐-๙]+\s*)?เล่ม(?:ที่)?\s*[0-9๐-๙]+\s*ตอน.{2,30}ราชกิจจานุเบกษา.{0,40}"
)
_RULE = re.compile(r"[-_=.…*~\s–—]{5,}")
#: how much of a document is read for its record: about a hundred and fifty dense pages
MOST_ROWS, MOST_CHARACTERS = 6_000, 250_000
#: how many rows at a page's head and foot may be page numbers and catchwords
_EDGE = 3


@dataclass(frozen=True)
class Row:
    """One line of a page as pieces, from left to right."""  # no slots: its text is asked for often

    pieces: tuple[Piece, ...]

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.pieces[0].page

    @cached_property
    def passage(self) -> Passage:
        """Its pieces as one text, a blank between two."""
        return join(self.pieces)

    @property
    def text(self) -> str:
        """The text of :attr:`passage`."""
        return self.passage.text

    @property
    def indent(self) -> float:
        """Where it begins, in text columns."""
        return self.pieces[0].indent

    @property
    def end(self) -> float:
        """Where it ends, in text columns."""
        return self.pieces[-1].end

    @property
    def gap(self) -> float:
        """The empty space above it, in lines."""
        return self.pieces[0].line.gap

    @property
    def hard(self) -> bool:
        """Whether the author ended the line here."""
        return self.pieces[0].line.hard


def rows_of(document: Document) -> tuple[list[Row], list[Piece]]:
    """The rows of all pages in order, and the pieces that only number or link the pages.

    A letter with its annexes is never so long as :data:`MOST_ROWS` and :data:`MOST_CHARACTERS`;
    of anything longer the rest is left out.
    """
    kept: list[Row] = []
    running: list[Piece] = []
    characters = 0
    for page in document.pages:
        rows: list[Row] = []
        for index in range(len(page.lines)):
            row = _row(page, index)
            characters += sum(len(piece.text) for piece in row.pieces)
            if row.pieces and characters <= MOST_CHARACTERS and len(kept) < MOST_ROWS - len(rows):
                rows.append(row)
            elif row.pieces:
                break
        for position, row in enumerate(rows):
            if _is_running(row, position, len(rows)):
                running.extend(row.pieces)
            else:
                kept.append(row)
        if len(kept) >= MOST_ROWS or characters > MOST_CHARACTERS:
            break
    return kept, running


def is_too_long(document: Document) -> bool:
    """Whether :func:`rows_of` leaves some of a document out."""
    lines = [line for page in document.pages for line in page.lines]
    characters = sum(len(segment.text) for line in lines for segment in line.segments)
    return len(lines) > MOST_ROWS or characters > MOST_CHARACTERS


def _row(page: Page, index: int) -> Row:
    line = page.lines[index]
    pieces = (Piece.of(page, line, segment) for segment in line.segments)
    return Row(tuple(piece for piece in pieces if piece.text))


def _is_running(row: Row, position: int, count: int) -> bool:
    text = row.text
    if _RULE.fullmatch(text):
        return True
    if position < _EDGE or position >= count - _EDGE:
        bare = _BARE_NUMBER.fullmatch(text) is not None
        if _SECRECY.fullmatch(text) or _GAZETTE.fullmatch(text):
            return True
        if _PAGE_NUMBER.fullmatch(text) and (not bare or position in (0, count - 1)):
            return True
    return position >= count - _EDGE and _CATCHWORD.fullmatch(text) is not None
