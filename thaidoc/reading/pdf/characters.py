"""The characters of a PDF page as pdfium finds them: their text, places, sizes and directions.

What pdfium makes up (blanks and line ends by its own rules) is left out, and so is a letter that is
not drawn where letters stand: the echo of another.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress
from operator import le
from typing import TypeVar

from thaidoc.reading.pdf.pdfium_text import PageText

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and its rotation, in degrees clockwise as shown."""

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int

    @property
    def width(self) -> float:
        """Width of the page as shown, in points."""
        return self.y1 - self.y0 if self.rotation in (90, 270) else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height of the page as shown, in points."""
        return self.x1 - self.x0 if self.rotation in (90, 270) else self.y1 - self.y0

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space as seen: right and down from the top left corner."""
        match self.rotation:
            case 90:
                return y - self.y0, x - self.x0
            case 180:
                return self.x1 - x, y - self.y0
            case 270:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def all_shown(self, xs: list[float], ys: list[float]) -> tuple[list[float], list[float]]:
        """:meth:`shown` for many points, given and returned by their coordinates."""
        if not self.rotation:
            return [x - self.x0 for x in xs] if self.x0 else xs, [self.y1 - y for y in ys]
        places = [self.shown(x, y) for x, y in zip(xs, ys, strict=True)]
        return [x for x, _ in places], [y for _, y in places]


@dataclass(slots=True)
class Style:
    """What all characters of one text object share: type size as seen, direction in degrees."""

    size: float
    angle: int
    upright: bool


@dataclass(slots=True)
class Characters:
    """The characters that the file has, none that pdfium made up, in columns.

    ``indices`` are their numbers in pdfium; places and boxes are as shown.
    """

    texts: list[str]
    indices: list[int]
    styles: list[Style]
    xs: list[float]
    ys: list[float]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def characters(page: PageText, frame: Frame) -> Characters:
    """The page's own characters, each with its place, box and style."""
    texts = _texts(page)
    indices = range(len(texts))
    styles = _styles(page, list(compress(indices, texts)), frame.rotation)
    for index in _echoes(page, texts, styles):
        texts[index] = ""

    def own(column: Iterable[_T]) -> list[_T]:
        return list(compress(column, texts))

    xs, ys = frame.all_shown(own(page.xs), own(page.ys))
    lefts, bottoms = frame.all_shown(own(page.lefts), own(page.bottoms))
    rights, tops = frame.all_shown(own(page.rights), own(page.tops))
    if not (all(map(le, lefts, rights)) and all(map(le, tops, bottoms))):
        lefts, rights = list(map(min, lefts, rights)), list(map(max, lefts, rights))
        tops, bottoms = list(map(min, tops, bottoms)), list(map(max, tops, bottoms))
    makers = own(page.drawn_by)
    return Characters(
        own(texts), own(indices), [styles[maker] for maker in makers],
        xs, ys, lefts, tops, rights, bottoms,
    )  # fmt: skip


def _texts(page: PageText) -> list[str]:
    """The text of each character, empty for what pdfium made up and for half of a pair."""
    codes = page.codes
    # pdfium makes up blanks and line ends, and hides hyphens under a control code
    odd = [index for index, code in enumerate(codes) if not 0x20 < code < 0xD800]
    texts = [chr(code) if code < 0xD800 else "" for code in codes]
    for index in odd:
        if page.is_generated(index):
            texts[index] = ""
            continue
        code = codes[index]
        if 0xD800 <= code < 0xDC00:
            continue
        high = codes[index - 1] if index else 0
        if 0xDC00 <= code < 0xE000 and 0xD800 <= high < 0xDC00:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        texts[index] = "-" if page.is_hyphen(index) else _text_of(code)
    return texts


def _text_of(code: int) -> str:
    """A code as text; no code at all, half a pair or no character is U+FFFD."""
    known = 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if known else "\ufffd"


def _styles(page: PageText, kept: list[int], rotation: int) -> dict[int | None, Style]:
    """The style of each text object, by what :attr:`PageText.drawn_by` calls it."""
    styles: dict[int | None, Style] = {}
    for maker, index in {page.drawn_by[index]: index for index in kept}.items():
        size, (a, b, c, d) = page.style(index)
        styles[maker] = Style(
            size=size * math.hypot(c, d),
            angle=(round(math.degrees(math.atan2(b, a))) - rotation) % 360,
            upright=a > 0 and abs(b) < 0.01 * a,
        )
    return styles


def _echoes(page: PageText, texts: list[str], styles: dict[int | None, Style]) -> list[int]:
    """The numbers of the letters that are not drawn here, only a mark of their cluster is.

    Where a cluster has /ActualText and is drawn in several pieces, pdfium can give its text once
    more at a mark (Chromium's PDFs): a letter whose ink, measured from its baseline, is all above
    where letters stand or all below it. So the marks of a page's first line come on the page
    before. What follows at the very same place is that echo's too.
    """
    boxes = zip(texts, page.ys, page.tops, page.bottoms, strict=True)
    # only such a box can be that of a mark; what is inked is asked for these alone
    odd = [
        index
        for index, (text, y, top, bottom) in enumerate(boxes)
        if (bottom > y - 0.02 or top < y + 0.02) and text
    ]
    first = {index for index in odd if _is_echo(page, index, styles[page.drawn_by[index]])}
    found: list[int] = []
    place: tuple[float, float] | None = None
    for index in range(min(first), len(texts)) if first else ():
        here = (page.xs[index], page.ys[index])
        if texts[index] and (here == place or index in first):
            found.append(index)
            place = here
    return found


def _is_echo(page: PageText, index: int, style: Style) -> bool:
    code = page.codes[index]
    if not (0x0E01 <= code <= 0x0E2E or 0x0E40 <= code <= 0x0E44):
        return False
    y = page.ys[index]
    may_be_above = page.bottoms[index] - y > 0.3 * style.size - 0.02
    if not style.upright or style.size <= 0 or not (may_be_above or page.tops[index] < y + 0.02):
        return False
    bottom, top = page.ink(index)
    # a letter of a spread /ActualText has its share of the ink's box, and no box of its own
    if abs(page.tops[index] - top) >= 0.01 or abs(page.bottoms[index] - bottom) >= 0.01:
        return False
    return top > bottom and (bottom - y > 0.3 * style.size or top <= y)
