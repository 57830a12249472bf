"""The characters of a PDF page as pdfium finds them: their text, places, sizes and directions.

What pdfium makes up (blanks and line ends by its own rules) is left out, and what it gets wrong
for Thai is put right here, where the drawing itself tells: a blank with ink is a nikhahit, a letter
that is not drawn where letters stand is the echo of another.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thaidoc.reading.clusters import Glyph
from thaidoc.record import BBox

_NIKHAHIT = "\u0e4d"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"


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


@dataclass(slots=True)
class _Character:
    """A character as pdfium has it: its origin and box as shown, its advance and direction."""

    text: str
    x: float
    y: float
    size: float
    angle: int
    box: BBox
    ink: bool


def _characters(text_page: Any, frame: Frame) -> Iterator[_Character]:
    """The characters that the file has, none that pdfium made up."""
    from pypdfium2 import raw

    origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    high = 0
    echo = (math.nan, math.nan)
    for index in range(raw.FPDFText_CountChars(text_page)):
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        raw.FPDFText_GetCharOrigin(text_page, index, origin_x, origin_y)
        raw.FPDFText_GetLooseCharBox(text_page, index, loose)
        raw.FPDFText_GetMatrix(text_page, index, matrix)
        x, y = frame.shown(origin_x.value, origin_y.value)
        a, b = frame.shown(loose.left, loose.bottom), frame.shown(loose.right, loose.top)
        place = (origin_x.value, origin_y.value)
        size = raw.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d)
        raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
        # a letter of a spread /ActualText has its share of the ink's box, and no box of its own
        spread = abs(loose.top - top.value) < 0.01 and abs(loose.bottom - bottom.value) < 0.01
        upright = matrix.a > 0 and abs(matrix.b) < 0.01 * matrix.a
        ink = (bottom.value - place[1], top.value - place[1])
        if place == echo or (spread and upright and _is_echo(code, *ink, size)):
            echo = place
            continue
        text = "-" if raw.FPDFText_IsHyphen(text_page, index) == 1 else _text_of(code)
        yield _Character(
            text=text,
            x=x,
            y=y,
            size=size,
            angle=(round(math.degrees(math.atan2(matrix.b, matrix.a))) - frame.rotation) % 360,
            box=(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])),
            ink=top.value - bottom.value > 0.5,
        )


def _is_echo(code: int, bottom: float, top: float, size: float) -> bool:
    """Whether this letter is not drawn here, only a mark of its cluster is.

    Where a cluster has /ActualText and is drawn in several pieces, pdfium can give its text once
    more at a mark (Chromium's PDFs): a letter whose ink, measured from its baseline, is all above
    where letters stand or all below it. So the marks of a page's first line come on the page
    before.
    """
    is_letter = 0x0E01 <= code <= 0x0E2E or 0x0E40 <= code <= 0x0E44
    return is_letter and size > 0 and top > bottom and (bottom > 0.3 * size or top <= 0)


def _text_of(code: int) -> str:
    """A code as text; no code at all, half a pair or no character is U+FFFD."""
    known = 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return chr(code) if known else "\ufffd"


def _with_sara_aa(characters: list[_Character]) -> list[_Character]:
    """The characters, with room for the aa of a sara am that is drawn apart from its text.

    Of such a cluster pdfium has only the first piece's box, so the aa looks like a blank. How wide
    an aa is, the page itself shows.
    """
    widths = sorted((c.box[2] - c.box[0]) / c.size for c in characters if c.text == "า" and c.size)
    if not widths:
        return characters
    aa = widths[len(widths) // 2]
    for before, here, after in zip(characters, characters[1:], characters[2:], strict=False):
        if here.text == "ำ" and here.angle == 0 and (before.x, before.y) == (here.x, here.y):
            x0, top, x1, bottom = here.box
            if after.y == here.y and after.x - x1 >= 0.8 * aa * here.size:
                here.box = (x0, top, x1 + aa * here.size, bottom)
    return characters


def glyphs_of(text_page: Any, frame: Frame) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs along the page's main direction, and the others in groups as drawn.

    The main direction is that of most characters: a table printed sideways is read sideways.
    """
    characters = _with_sara_aa(list(_characters(text_page, frame)))
    quarters = Counter(round(character.angle / 90) % 4 for character in characters)
    main = quarters.most_common(1)[0][0] if quarters else 0
    upright: list[Glyph] = []
    askew: list[list[Glyph]] = []
    previous: _Character | None = None
    for index, character in enumerate(characters):
        following = characters[index + 1] if index + 1 < len(characters) else None
        glyph = _glyph(character, main, frame, _is_nikhahit(character, following))
        if abs((character.angle - 90 * main + 180) % 360 - 180) <= 10:
            upright.append(glyph)
        elif previous and previous.angle == character.angle and askew:
            askew[-1].append(glyph)
        else:
            askew.append([glyph])
        previous = character
    return upright, askew


def _is_nikhahit(blank: _Character, following: _Character | None) -> bool:
    """Word's PDF export names the nikhahit of sara am a blank; but a blank has no ink."""
    return (
        blank.text == " "
        and blank.ink
        and following is not None
        and following.text in "\u0e32" + _TONES
    )


def _glyph(character: _Character, quarter: int, frame: Frame, nikhahit: bool) -> Glyph:
    """The character along a direction of so many quarter turns anticlockwise."""
    x0, top, x1, bottom = character.box
    match quarter:
        case 1:
            x, y = frame.height - character.y, character.x
            start, end = frame.height - bottom, frame.height - top
        case 2:
            x, y = frame.width - character.x, frame.height - character.y
            start, end = frame.width - x1, frame.width - x0
        case 3:
            x, y = character.y, frame.width - character.x
            start, end = top, bottom
        case _:
            x, y = character.x, character.y
            start, end = x0, x1
    return Glyph(
        _NIKHAHIT if nikhahit else character.text,
        x,
        max(x, end),
        (start + end) / 2,
        y,
        character.size or 1.0,
        character.box,
    )
