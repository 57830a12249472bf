"""Pieces of a page joined to one text the Thai way, with the way back to the page.

A field may run over several lines. Its text is joined so that nothing comes between two Thai
letters where a line was merely full, and every character still knows its line and box, which is
what the evidence of a field is made from.
"""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from msgspec import Struct

from thaidoc.reading.document import Line, Page, Segment
from thaidoc.record import BBox
from thaidoc.thai.text import normal_form

_THAI = frozenset(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))))
#: words that never stand glued to the one before: พ.ศ., ที่ before a number, ครั้งที่, ฉบับที่
_APART = re.compile(r"พ\.\s?ศ\.|ที่\s(?:[ก-ฮ]{2,4}[\s.(]*)?[0-9๐-๙]|(?:ครั้ง|ฉบับ)ที่\s?[0-9๐-๙]")
_APART_INITIALS = frozenset("พทคฉ")
_BROKEN_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*[-/._=&?]$")
_URL_BREAKS = frozenset("-/._=&?")
_NO_BLANK_BEFORE = frozenset(")]}”’,;:!?%/ๆฯ-–")
_NO_BLANK_AFTER = frozenset("([{“‘/-–")
#: no part of a recognised segment is surer than this, and its characters' doubts count at least so
#: much, however little a segment full of doubts lets them count
_SUREST, _LEAST_DOUBT = 0.99, 0.5


class Piece(Struct, frozen=True):
    """A segment on its page, its text in normal form."""

    page: Page
    line: Line
    segment: Segment
    text: str
    #: how surely each character was read; empty where that is not known
    letters: tuple[float, ...] = ()
    #: where the text begins in its segment's
    at: int = 0

    @classmethod
    def of(cls, page: Page, line: Line, segment: Segment, normal: str | None = None) -> "Piece":
        """The piece for a segment.

        :param normal: its text in normal form, where the caller has that.
        """
        text = normal_form(segment.text) if normal is None else normal
        letters = segment.letters if len(segment.letters) == len(text) else ()
        return cls(page, line, segment, text, letters)

    @property
    def indent(self) -> float:
        """How far its left edge is from the page's zero, in text columns."""
        return self.segment.left / self.page.em

    @property
    def end(self) -> float:
        """How far its right edge is from the page's zero, in text columns."""
        return self.segment.right / self.page.em

    @property
    def column(self) -> float | None:
        """Where its text begins, in text columns; None for a part whose place is not known."""
        if not self.at:
            return self.indent
        if self.segment.turns or len(self.segment.places) != len(self.segment.text):
            return None
        box = self.segment.box_of(self.at, self.at + 1)
        return box[0] / self.page.em if box else None

    def cut(self, start: int, end: int | None = None) -> "Piece":
        """The part of this piece between two character offsets of its text."""
        text = self.text[start:end].strip()
        begin = start + self.text[start:end].find(text)
        letters = self.letters[begin : begin + len(text)]
        return Piece(self.page, self.line, self.segment, text, letters, self.at + begin)

    def box_of(self, start: int, end: int) -> BBox | None:
        """The box of the characters between two offsets, as near as it is known."""
        first, last = max(start, 0), min(end, len(self.text))
        part = self.segment.text[self.at + first : self.at + last]
        if part != self.text[first:last]:  # the normal form moved them
            return self.segment.bbox
        return self.segment.box_of(self.at + first, self.at + last)

    def sure_of(self, start: int = 0, end: int | None = None) -> float:
        """How likely the characters between two offsets were all read rightly.

        That of the whole segment is known; a part has its share of what is doubtful in it. 1 only
        where nothing was recognised at all.
        """
        whole = self.segment.sure
        if whole in (0.0, 1.0) or not self.letters:
            return whole
        every = _doubt(self.segment.text, self.segment.letters)
        part = _doubt(self.text[start:end], self.letters[start:end])
        if part >= every:
            return whole
        share = max(_LEAST_DOUBT, -math.log(whole) / every)
        return max(whole, min(_SUREST, math.exp(-part * share)))


def _doubt(text: str, letters: Sequence[float]) -> float:
    """The doubt in characters, added up."""
    known = zip(text, letters, strict=False)
    return -sum(math.log(max(sure, 0.001)) for character, sure in known if character != " ")


class Place(Struct, frozen=True):
    """Where something stands: page, first and last line (from 1), and box if there is one.

    ``sure`` is how likely the least sure of its pieces was read rightly.
    """

    page: int
    line: int
    end_line: int
    bbox: BBox | None
    sure: float = 1.0


class Passage(Struct, frozen=True):
    """Pieces joined to one text. ``starts`` has the offset of each piece in ``text``."""

    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]

    def __bool__(self) -> bool:
        return bool(self.text)

    def place(self, start: int = 0, end: int | None = None) -> Place:
        """Where the characters from ``start`` to ``end`` stand.

        A passage that runs over a page's end is placed on the page where it begins.
        """
        last = len(self.text) if end is None else end
        between = self._between(start, last) or [(self.pieces[0], 0)]
        touched = [piece for piece, _ in between]
        sures = [piece.sure_of(max(start - at, 0), max(last - at, 0)) for piece, at in between]
        first = touched[0]
        page = first.page.number
        if len(touched) == 1:
            line = first.line.number
            at = between[0][1]
            return Place(page, line, line, first.box_of(start - at, last - at), sures[0])
        same = [(p, at) for p, at in between if p.page.number == page]
        lines = [p.line.number for p, _ in same]
        boxes = [box for p, at in same if (box := p.box_of(start - at, last - at)) is not None]
        return Place(
            page=page,
            line=min(lines),
            end_line=max(lines),
            bbox=_union(boxes) if boxes else None,
            sure=min(sures),
        )

    def least_sure(self, start: int = 0, end: int | None = None) -> float:
        """How surely the least sure character between two offsets was read; 1 where none was.

        Blanks count for nothing: whether there is one, a picture hardly tells.
        """
        last = len(self.text) if end is None else end
        return min(self._known(start, last), default=1.0)

    def all_sure(self, start: int = 0, end: int | None = None) -> float:
        """How likely all characters between two offsets were read rightly, each by itself."""
        return math.prod(self._known(start, len(self.text) if end is None else end))

    def _known(self, start: int, end: int) -> Iterator[float]:
        """How surely each character between two offsets was read, blanks left out."""
        for piece, offset in self._between(start, end):
            for at, sure, character in zip(count(offset), piece.letters, piece.text, strict=False):
                if start <= at < end and not character.isspace():
                    yield sure

    def cut(self, start: int, end: int | None = None) -> "Passage":
        """The part between two character offsets, without blanks at its ends."""
        last = len(self.text) if end is None else end
        while start < last and self.text[start].isspace():
            start += 1
        while last > start and self.text[last - 1].isspace():
            last -= 1
        if start == 0 and last == len(self.text):
            return self
        pieces: list[Piece] = []
        starts: list[int] = []
        for piece, offset in self._between(start, last):
            if offset < start or offset + len(piece.text) > last:
                part = slice(max(start - offset, 0), last - offset)
                letters, at = piece.letters[part], piece.at + part.start
                text = piece.text[part]
                piece = Piece(piece.page, piece.line, piece.segment, text, letters, at)
            pieces.append(piece)
            starts.append(max(offset - start, 0))
        return Passage(self.text[start:last], tuple(pieces), tuple(starts))

    def _between(self, start: int, end: int) -> list[tuple[Piece, int]]:
        """The pieces that have characters between two offsets, each with its own offset."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = bisect_left(self.starts, end)
        return [
            (piece, offset)
            for piece, offset in zip(self.pieces[first:last], self.starts[first:last], strict=True)
            if offset + len(piece.text) > start
        ]


def join(pieces: Iterable[Piece]) -> Passage:
    """One text from pieces in reading order, wrapped lines joined again."""
    kept = [piece for piece in pieces if piece.text]
    if not kept:
        return Passage("", (), ())
    before = kept[0]
    if len(kept) == 1:
        return Passage(before.text, (before,), (0,))
    texts = [before.text]
    starts = [0]
    length = len(before.text)
    for piece in kept[1:]:
        between = glue(before, piece)
        texts += (between, piece.text)
        length += len(between)
        starts.append(length)
        length += len(piece.text)
        before = piece
    return Passage("".join(texts), tuple(kept), tuple(starts))


def glue(before: Piece, after: Piece) -> str:
    """What belongs between two pieces: nothing where a line's end cut a phrase, else a blank."""
    if before.line is after.line or before.line.blank_end:
        return " "
    left, right = before.text[-1], after.text[0]
    if right in _APART_INITIALS and _APART.match(after.text):
        return " "
    if after.text.startswith("://") or (left in _URL_BREAKS and _BROKEN_URL.search(before.text)):
        return ""
    if left in _NO_BLANK_AFTER or right in _NO_BLANK_BEFORE:
        # a hyphen or slash at a line's end joins; a colon keeps the blank that Thai puts before it
        return " " if right == ":" else ""
    return "" if left in _THAI and right in _THAI else " "


def lines_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces grouped by the line they stand on."""
    rows: list[list[Piece]] = []
    for piece in pieces:
        if rows and rows[-1][-1].line is piece.line and rows[-1][-1].page is piece.page:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows


def _union(boxes: Sequence[BBox]) -> BBox:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
