"""The characters of a PDF page as pdfium finds them: their text, places, sizes and directions.

What pdfium makes up (blanks and line ends by its own rules) is left out, and so is a letter that is
not drawn where letters stand: the echo of another.
"""

import math
import re
from dataclasses import dataclass
from itertools import compress
from operator import le

from thaidoc.reading.pdf.mark_maps import mend_names
from thaidoc.reading.pdf.pdfium_text import PageText, Style
from thaidoc.reading.pdf.shared_text import shared_texts

_ODD = re.compile("[^\x21-\ud7ff]")


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
class Characters:
    """The characters that the file has, none that pdfium made up, in columns.

    Places and boxes are as shown.
    """

    texts: list[str]
    styles: list[Style]
    xs: list[float]
    ys: list[float]
    lefts: list[float]
    tops: list[float]
    rights: list[float]
    bottoms: list[float]


def characters(page: PageText, frame: Frame) -> Characters:
    """The page's own characters, each with its place, box and style; ``page`` keeps only those."""
    texts = _texts(page)
    page.keep(texts)
    texts = list(filter(None, texts))
    styles = _styles(page, frame.rotation)
    shared = shared_texts(page, texts, styles)
    gone = shared.echoes | mend_names(page, texts, styles, shared.all)
    if gone:
        wanted = [index not in gone for index in range(len(texts))]
        page.keep(wanted)
        texts = list(compress(texts, wanted))
    xs, ys = frame.all_shown(page.xs, page.ys)
    lefts, bottoms = frame.all_shown(page.lefts, page.bottoms)
    rights, tops = frame.all_shown(page.rights, page.tops)
    if not (all(map(le, lefts, rights)) and all(map(le, tops, bottoms))):
        lefts, rights = list(map(min, lefts, rights)), list(map(max, lefts, rights))
        tops, bottoms = list(map(min, tops, bottoms)), list(map(max, tops, bottoms))
    drawn_in = list(map(styles.__getitem__, page.drawn_by))
    return Characters(texts, drawn_in, xs, ys, lefts, tops, rights, bottoms)


def _texts(page: PageText) -> list[str]:
    """The text of each character, empty for what pdfium made up and for half of a pair."""
    texts = list(page.text)
    # pdfium makes up blanks and line ends, and hides hyphens under a control code
    odd = [found.start() for found in _ODD.finditer(page.text)]
    for index, is_generated in zip(odd, page.are_generated(odd), strict=True):
        code = ord(texts[index])
        if is_generated or 0xD800 <= code < 0xDC00:
            texts[index] = ""
        elif code != 0x20 or page.is_hyphen(index):
            high = ord(page.text[index - 1]) if index else 0
            if 0xDC00 <= code < 0xE000 and 0xD800 <= high < 0xDC00:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            texts[index] = "-" if page.is_hyphen(index) else _text_of(code)
    return texts


def _text_of(code: int) -> str:
    """A code as text; no code at all, half a pair or no character is U+FFFD."""
    known = 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if known else "\ufffd"


def _styles(page: PageText, rotation: int) -> dict[int | None, Style]:
    """The style of each text object, by what :attr:`PageText.drawn_by` calls it."""
    styles: dict[int | None, Style] = {}
    for maker, index in dict(zip(page.drawn_by, range(len(page.text)), strict=True)).items():
        size, (a, b, c, d) = page.style(index)
        styles[maker] = Style(
            size=size * math.hypot(c, d),
            angle=(round(math.degrees(math.atan2(b, a))) - rotation) % 360,
            upright=a > 0 and abs(b) < 0.01 * a,
        )
    return styles
