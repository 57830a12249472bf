"""What reading gives: a document of pages, lines and segments, whatever the format was.

A *segment* is a stretch of text that stands by itself on its line: ``ที่ มท 0810.3/`` at the left
and the agency's name at the right are two segments of one line. Positions are kept twice: ``left``
and ``right`` in the page's own unit (points, or text columns where there is no geometry), which is
what layout rules compare after dividing by ``Page.em``; and ``bbox`` in PDF points, only where the
format really has one.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from thaidoc.record import BBox

#: what was done with a page's text: taken as it was, repaired, taken (and repaired where needed)
#: from a second reader, left for OCR, recognised in its picture, or nothing on it
Decision = Literal["as-is", "repaired", "second-opinion", "needs-ocr", "ocr", "blank"]

#: what a segment is part of: the page's own text, what an office stamped over it, a pen's strokes
Zone = Literal["text", "stamp", "signature"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text on one line, without blanks at either end.

    ``sure`` is 0 to 1: how likely it is that all its characters were read rightly, blanks
    aside; 1 where they were not recognised in a
    picture but stand in the file. ``letters`` is the same for each character of ``text``, where it
    is known. ``zone`` is ``text`` but for what stands in :attr:`Page.apart`. ``places`` says, where
    a picture was read, how far along the box each character begins, 0 to 1, and ``turns`` by how
    many quarter turns to the left the page had to be set upright for that.
    """

    text: str
    left: float
    right: float
    bbox: BBox | None = None
    sure: float = 1.0
    letters: tuple[float, ...] = ()
    zone: Zone = "text"
    places: tuple[float, ...] = ()
    turns: int = 0

    def box_of(self, start: int, end: int) -> BBox | None:
        """The box around the characters between two offsets; the whole box where none is known."""
        if self.bbox is None or len(self.places) != len(self.text) or not 0 <= start < end:
            return self.bbox
        begin = self.places[start] if start else 0.0
        until = self.places[end] if end < len(self.places) else 1.0
        x0, top, x1, bottom = self.bbox
        if self.turns % 2:
            along = (bottom, top) if self.turns == 3 else (top, bottom)
            first, last = (_between(*along, share) for share in (begin, until))
            return x0, min(first, last), x1, max(first, last)
        first, last = (
            _between(*((x1, x0) if self.turns == 2 else (x0, x1)), share)
            for share in (begin, until)
        )
        return min(first, last), top, max(first, last), bottom


def _between(first: float, last: float, share: float) -> float:
    return round(first + (last - first) * share, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: never empty, its segments from left to right.

    ``number`` counts from 1 in the page's text, empty lines included. ``gap`` is the empty space
    above it, in lines. ``hard`` says that the author ended this line (a paragraph of a word
    processor); in plain text and PDF nobody knows, so it is false. ``blank_end`` says that a blank
    stood between the last character and the line's end.
    """

    number: int
    segments: tuple[Segment, ...]
    gap: float = 0.0
    hard: bool = False
    blank_end: bool = False

    @property
    def text(self) -> str:
        """The segments with a tab between them."""
        return "\t".join(s.text for s in self.segments)

    @property
    def left(self) -> float:
        """Where the first segment begins, in the page's unit."""
        return self.segments[0].left

    @property
    def right(self) -> float:
        """Where the last segment ends, in the page's unit."""
        return self.segments[-1].right


@dataclass(frozen=True, slots=True)
class Repair:
    """A rule of :mod:`thaidoc.thai.repair` at work on one line: its text before and after it."""

    line: int
    rule: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``em`` is the width of one text column in the unit of ``left`` and ``right``.

    ``quality`` is 0 to 1: how much of the text is sound Thai. ``decision`` says what reading did
    with it, ``repairs`` what repair changed, in the order in which it did; nothing on a sound page.
    ``width`` and ``height`` are in points, None for a format without pages. ``apart`` is what was
    found in a page's picture and is none of its lines: receiving stamps and seals with what could
    be read of them, and signatures, whose text is empty.
    """

    number: int
    lines: tuple[Line, ...]
    em: float = 1.0
    width: float | None = None
    height: float | None = None
    quality: float = 1.0
    decision: Decision = "as-is"
    repairs: tuple[Repair, ...] = ()
    apart: tuple[Segment, ...] = ()

    @property
    def text(self) -> str:
        """The page's lines at their numbers, empty ones between, each ended by a newline.

        Behind them, after an empty line, what stamps say: there to be found, in no field's way.
        """
        rows: list[str] = []
        for line in self.lines:
            rows.extend([""] * (line.number - 1 - len(rows)))
            rows.append(line.text)
        if stamped := [segment.text for segment in self.apart if segment.text]:
            rows.extend(["", *stamped])
        return "".join(row + "\n" for row in rows)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its identity, its pages and who read it.

    ``reader`` is name and version, ``encoding`` the character encoding of a text format, ``notes``
    codes of what reading found odd (``encrypted``, ``repaired-file``, ``damaged-pages``,
    ``damaged-parts``, ``unread-parts``, ``converted``: another program's reading,
    ``extension-lies``, ``no-recogniser``: nobody was there to read its pictures,
    ``ocr-failed``: one could not be read).
    """

    name: str
    sha256: str
    bytes: int
    media_type: str
    pages: tuple[Page, ...]
    reader: str
    encoding: str | None = None
    ocr: bool = False
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the bytes."""
        return self.sha256[:16]

    @property
    def quality(self) -> float:
        """The lowest quality of its pages; 1 for a document without any."""
        return min((page.quality for page in self.pages), default=1.0)

    @property
    def text(self) -> str:
        """The text of all pages, a form feed between two."""
        return "\f".join(page.text for page in self.pages)

    def lines(self) -> Iterator[tuple[Page, Line]]:
        """Every line with its page, in reading order."""
        for page in self.pages:
            for line in page.lines:
                yield page, line


def sha256_of(data: bytes) -> str:
    """The SHA-256 of the bytes in hex: what a document is known by."""
    return hashlib.sha256(data).hexdigest()
