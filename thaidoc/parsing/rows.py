"""The rows of a document: its lines as pieces, without what only the page needs.

Page numbers (``- ๒ -``), catchwords (``/ทั้งนี้ ...``, the first words of the next page at the foot
of this one), the Royal Gazette's head and the secrecy stamped over every page belong to the paper;
here they are set apart.
"""

import re
from collections.abc import Iterator

from thaidoc.parsing.passage import Passage, Piece, join
from thaidoc.reading.document import Document, Page
from thaidoc.thai.text import normal_form

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
#: what any of these begins with: most rows are told apart by it
_INITIALS = frozenset("-–—_=.…*~( /หลเ0123456789๐๑๒๓๔๕๖๗๘๙")
#: how much of a document is read for its record: about a hundred and fifty dense pages
MOST_ROWS, MOST_CHARACTERS = 6_000, 250_000
#: how many rows at a page's head and foot may be page numbers and catchwords
_EDGE = 3


class Row:
    """One line of a page as pieces, from left to right; ``text`` is that of :attr:`passage`."""

    __slots__ = ("_passage", "pieces", "text")

    def __init__(self, pieces: tuple[Piece, ...]):
        self.pieces = pieces
        self._passage: Passage | None = None
        # every rule asks for the text, few for the passage
        self.text: str = pieces[0].text if len(pieces) == 1 else self.passage.text

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.pieces[0].page

    @property
    def passage(self) -> Passage:
        """Its pieces as one text, a blank between two."""
        if self._passage is None:
            self._passage = join(self.pieces)
        return self._passage

    @property
    def indent(self) -> float:
        """Where it begins, in text columns."""
        first = self.pieces[0]
        return first.segment.left / first.page.em

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
        texts = _normal_forms(page)
        for line in page.lines:
            pieces = []
            for segment in line.segments:
                text = next(texts)
                if text:
                    pieces.append(Piece.of(page, line, segment, text))
                    characters += len(text)
            if not pieces:
                continue
            if characters > MOST_CHARACTERS or len(kept) + len(rows) >= MOST_ROWS:
                break
            rows.append(Row(tuple(pieces)))
        for position, row in enumerate(rows):
            if _is_running(row, position, len(rows)):
                running.extend(row.pieces)
            else:
                kept.append(row)
        if len(kept) >= MOST_ROWS or characters > MOST_CHARACTERS:
            break
    return kept, running


def _normal_forms(page: Page) -> Iterator[str]:
    """The normal form of each segment of a page, down the page.

    Nearly every page is in that form, which is told at once of all its segments.
    """
    texts = [segment.text.strip(" ") for line in page.lines for segment in line.segments]
    whole = "|".join(texts)
    return iter(texts) if normal_form(whole) == whole else map(normal_form, texts)


def is_too_long(document: Document) -> bool:
    """Whether :func:`rows_of` leaves some of a document out."""
    lines = [line for page in document.pages for line in page.lines]
    characters = sum(len(segment.text) for line in lines for segment in line.segments)
    return len(lines) > MOST_ROWS or characters > MOST_CHARACTERS


def _is_running(row: Row, position: int, count: int) -> bool:
    text = row.text
    if text[0] not in _INITIALS:
        return False
    if _RULE.fullmatch(text):
        return True
    if position < _EDGE or position >= count - _EDGE:
        bare = _BARE_NUMBER.fullmatch(text) is not None
        if _SECRECY.fullmatch(text) or _GAZETTE.fullmatch(text):
            return True
        if _PAGE_NUMBER.fullmatch(text) and (not bare or position in (0, count - 1)):
            return True
    return position >= count - _EDGE and _CATCHWORD.fullmatch(text) is not None
