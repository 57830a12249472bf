"""The marks of a page, glyph by glyph: under which name, and where at its letter, each is drawn.

What :mod:`thaidoc.reading.pdf.mark_maps` needs to tell a font's wrong names. Sound pages, nearly
all there are, pay for :func:`is_suspect` alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from thaidoc.reading.pdf.drawn import is_mark
from thaidoc.reading.pdf.pdfium_text import PageText, Styles
from thaidoc.reading.pdf.shared_text import is_letter

ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"
BELOW = "\u0e38\u0e39\u0e3a"
MARKS = ABOVE + BELOW
AM = "\u0e33"
_NAMED = re.compile(f"[{MARKS}{AM}]")
_STRANGE = re.compile("(?<=[\u0e01-\u0e4e])[^\u0e01-\u0e5b]{1,2}")
#: in type sizes: ink that begins higher is above a letter, ink that ends lower is below it
_HIGH, _LOW = 0.3, 0.08
#: in type sizes: boxes that differ by less differ by rounding
_ROUNDING = 0.006
#: no page has the same marks in more boxes than this
_MOST = 500
#: what is drawn over a letter is looked for among so many characters before it
_BACK = 80
#: in type sizes: what follows so close follows something that takes no room
_NO_ROOM = 0.1
#: in type sizes: baselines of one line differ by less, tones with one of their own among them
_LEVEL = 0.25
#: in type sizes: less is no ink, and shapes that differ by less are alike
_INK, _ALIKE = 0.015, 0.015
#: a sara am is at least so much higher than the letter before it
_AM_HIGH = 1.2
#: so many places of a glyph tell how high it is
_PLACES = 12


@dataclass(slots=True)
class MarkGlyph:
    """All places where one glyph is drawn under one name, and its ink in type sizes."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    places: list[int] = field(default_factory=list)

    @property
    def shape(self) -> tuple[float, float]:
        """Width and height."""
        return self.right - self.left, self.top - self.bottom

    @property
    def side(self) -> str:
        """The marks that are drawn where it is; empty where no mark is."""
        if self.bottom > _HIGH:
            return ABOVE
        return BELOW if self.top < _LOW and self.bottom < 0 else ""

    def is_same(self, other: "MarkGlyph") -> bool:
        """Whether both are one glyph under one name."""
        return self.text == other.text and (
            abs(self.left - other.left) < _ROUNDING
            and abs(self.bottom - other.bottom) < _ROUNDING
            and self.is_like(other)
        )

    def is_like(self, other: "MarkGlyph") -> bool:
        """Whether both could be one glyph, higher or lower."""
        pairs = zip(self.shape, other.shape, strict=True)
        return all(abs(mine - its) < _ALIKE for mine, its in pairs)


def is_suspect(page: PageText, texts: list[str], styles: Styles, shared: set[int]) -> bool:
    """Whether a mark is drawn on the wrong side of its letter, or what is no mark where marks are.

    Asked about every page, so one place is looked at for all with the same text and box.
    """
    here = [at for at in chain(_marks(page), _strangers(page, texts)) if at not in shared]
    xs, lefts, rights = page.xs, page.lefts, page.rights
    # where a box begins at its place it may be one that a font has for all marks
    boxes = [
        (texts[at], int(100 * (lefts[at] - xs[at])) or at, int(100 * (rights[at] - xs[at])))
        for at in here
    ]
    for (text, _, _), at in dict(zip(boxes, here, strict=True)).items():
        size = styles[page.drawn_by[at]].size
        left, bottom, _, top = page.ink_box(at)
        is_above = bottom - page.ys[at] > _HIGH * size
        is_below = bottom < page.ys[at] and top - page.ys[at] < _LOW * size
        if text == AM:
            is_odd = left - xs[at] > -_LOW * size
        elif text in MARKS:
            is_odd = is_above if text in BELOW else is_below
        else:
            after = xs[at + 1] if at + 1 < len(xs) else xs[at] + size
            no_room = left < xs[at] or abs(after - xs[at]) < _NO_ROOM * size
            is_odd = (is_above or is_below) and no_room and top - bottom > _INK * size
        if is_odd:
            return True
    return False


def mark_glyphs(
    page: PageText, texts: list[str], styles: Styles, shared: set[int]
) -> Iterator[MarkGlyph]:
    """The page's marks, and what else is drawn as a mark is, glyph by glyph.

    Characters of one name and of the same box around their places are taken for one glyph.
    """
    found: dict[tuple[str, float, float, float], MarkGlyph] = {}
    xs, lefts, rights = page.xs, page.lefts, page.rights
    for index in chain(_marks(page), _strangers(page, texts)):
        if index in shared:
            continue
        x = xs[index]
        key = (texts[index], round(lefts[index] - x, 2), round(rights[index] - x, 2), 0.0)
        if not key[1]:  # a box of the font's: all marks of a typewriter's font have one
            bottom, top = page.ink(index)
            key = (*key[:3], round(bottom + top - 2 * page.ys[index], 1))
        glyph = found.get(key)
        if glyph is None:
            style = styles[page.drawn_by[index]]
            if not style.upright or style.size <= 0:
                continue
            glyph = found[key] = _drawn(page, index, texts[index], style.size)
        glyph.places.append(index)
    for glyph in _merged(found.values()):
        if glyph.text == AM:
            yield glyph
        elif min(glyph.shape) > _INK and glyph.side:
            size = styles[page.drawn_by[glyph.places[0]]].size
            if glyph.text in MARKS or _is_no_sign(glyph, page, texts, size):
                yield glyph


def _merged(glyphs: Iterable[MarkGlyph]) -> list[MarkGlyph]:
    """The glyphs, those of one name as one whose ink is at the same place but for rounding."""
    kept: list[MarkGlyph] = []
    for glyph in glyphs:
        same = next((other for other in kept[-_MOST:] if glyph.is_same(other)), None)
        if same is None:
            kept.append(glyph)
        else:
            same.places += glyph.places
    return kept


def _drawn(page: PageText, index: int, text: str, size: float) -> MarkGlyph:
    x, y = page.xs[index], page.ys[index]
    left, bottom, right, top = page.ink_box(index)
    return MarkGlyph(
        text, (left - x) / size, (bottom - y) / size, (right - x) / size, (top - y) / size
    )


def _marks(page: PageText) -> list[int]:
    return [place.start() for place in _NAMED.finditer(page.text)]


def _strangers(page: PageText, texts: list[str]) -> list[int]:
    """Characters right behind Thai ones that no Thai text has; blanks only if they have ink."""
    return [
        at
        for place in _STRANGE.finditer(page.text)
        for at in range(*place.span())
        if (page.lefts[at] < page.xs[at] if texts[at] == " " else not is_mark(texts[at]))
    ]


def _is_no_sign(glyph: MarkGlyph, page: PageText, texts: list[str], size: float) -> bool:
    """Whether a glyph is drawn over a letter before it, or takes no room after it."""
    at = glyph.places[0]
    if letter_below(at, page, texts, size) is not None:
        return True
    return (
        at + 1 < len(texts)
        and abs(page.ys[at + 1] - page.ys[at]) < _LEVEL * size
        and abs(page.xs[at + 1] - page.xs[at]) < _NO_ROOM * size
        and glyph.left < _NO_ROOM
    )


def further_places(
    mark: MarkGlyph, page: PageText, texts: list[str], styles: Styles
) -> Iterator[int]:
    """Where else on the page the same glyph is drawn, away from its letters in the file."""
    known = {*mark.places}
    first = mark.places[0]
    size = styles[page.drawn_by[first]].size
    left, right = ((side[first] - page.xs[first]) / size for side in (page.lefts, page.rights))
    for at, text in enumerate(texts):
        size = styles[page.drawn_by[at]].size
        if (
            text == mark.text
            and at not in known
            and abs((page.lefts[at] - page.xs[at]) - left * size) < _ROUNDING * size
            and abs((page.rights[at] - page.xs[at]) - right * size) < _ROUNDING * size
        ):
            yield at


def letter_below(at: int, page: PageText, texts: list[str], size: float) -> int | None:
    """The letter that a mark is drawn over, or under, among those written before it, or next."""
    after = range(at + 1, min(len(texts), at + 3))
    for letter in chain(range(at - 1, max(-1, at - _BACK), -1), after):
        if (
            is_letter(texts[letter])
            and abs(page.ys[letter] - page.ys[at]) < _LEVEL * size
            and is_within(at, letter, page)
        ):
            return letter
    return None


def is_within(mark: int, letter: int, page: PageText) -> bool:
    """Whether a mark's ink is over or under a letter's room."""
    left, _, right, _ = page.ink_box(mark)
    return page.lefts[letter] < (left + right) / 2 < page.rights[letter]


def is_low(am: MarkGlyph, page: PageText, texts: list[str], styles: Styles) -> bool:
    """Whether what is called sara am is drawn no higher than the letters before it."""
    if am.left < -_LOW:
        return False
    heights = []
    for at in am.places[:_PLACES]:
        letter = next((b for b in range(at - 1, max(-1, at - 4), -1) if is_letter(texts[b])), None)
        size = styles[page.drawn_by[at]].size
        if letter is not None and page.drawn_by[letter] == page.drawn_by[at] and size > 0:
            _, top = page.ink(letter)
            heights.append((top - page.ys[letter]) / size)
    return bool(heights) and am.top < _AM_HIGH * sorted(heights)[len(heights) // 2]
