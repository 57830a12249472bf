"""The glyphs of a PDF page along its main direction, Thai put right where the drawing tells.

pdfium gets two things about sara am wrong: a blank with ink is a nikhahit (Word's PDF export names
it so), and an aa that is drawn apart from its text has no room.
"""

from collections import Counter
from typing import Any

from thaidoc.reading.pdf.characters import Characters, Frame, characters
from thaidoc.reading.pdf.drawn import Glyph, Glyphs, is_mark
from thaidoc.reading.pdf.pdfium_text import PageText
from thaidoc.reading.pdf.yo_ying import name_wide_hyphens

__all__ = ["Frame", "glyphs_of"]

_NIKHAHIT = "\u0e4d"
#: in type sizes: a gap narrower than this behind a sara am is its own side bearing
_BEARING = 0.17
#: in type sizes: a tone of a sara am, where its text may stand, is set so much higher at most
_LEVEL = 0.1
#: a letter and an aa are together at least so many times as wide as an aa, a letter alone is not
_WHOLE = 1.9
#: sara aa, or a tone before it
_AFTER_NIKHAHIT = frozenset("\u0e32\u0e48\u0e49\u0e4a\u0e4b")


def make_room_for_sara_aa(found: Characters) -> None:
    """Gives the aa of a sara am that is drawn apart from its text its room.

    Of such a cluster pdfium has only the first piece's box, so the aa looks like a blank. How wide
    an aa is, the page itself shows. It stands behind the first piece, if that is a letter; a tone
    takes no room, and its place is where the aa begins. A box that has room for letter and aa is
    the whole cluster's, and ends where the aa's ink does.
    """
    aa: float | None = None
    xs, ys = found.xs, found.ys
    for here in [at for at, text in enumerate(found.texts) if text == "ำ"]:
        x, y = xs[here], ys[here]
        first = here
        while first and xs[first - 1] == x and ys[first - 1] == y:
            first -= 1
        if here + 1 == len(xs) or found.styles[here].angle:
            continue
        if abs(ys[here + 1] - y) > _LEVEL * found.styles[here].size:
            continue
        if 0 < xs[here + 1] - found.rights[here] < _BEARING * found.styles[here].size:
            found.rights[here] = xs[here + 1]
        if first == here:
            continue
        aa = _width_of_sara_aa(found) if aa is None else aa
        room, right = aa * found.styles[here].size, found.rights[here]
        if room and xs[here + 1] - right >= 0.8 * room:
            behind = x if is_mark(found.texts[first]) else right
            if right - x > _WHOLE * room and behind == right:
                continue
            found.rights[here] = max(right, behind + room)


def _width_of_sara_aa(found: Characters) -> float:
    """The usual width of a sara aa on the page, in type sizes; 0 where there is none."""
    widths = sorted(
        (right - left) / style.size
        for text, left, right, style in zip(
            found.texts, found.lefts, found.rights, found.styles, strict=True
        )
        if text == "า" and style.size
    )
    return widths[len(widths) // 2] if widths else 0.0


def glyphs_of(text_page: Any, frame: Frame) -> tuple[Glyphs, list[list[Glyph]]]:
    """The glyphs along the page's main direction, and the others in groups as drawn.

    The main direction is that of most characters: a table printed sideways is read sideways.
    """
    page = PageText(text_page)
    found = characters(page, frame)
    make_room_for_sara_aa(found)
    _name_nikhahits(page, found)
    name_wide_hyphens(found)
    angles: Counter[int] = Counter()
    for style, count in Counter(found.styles).items():
        angles[style.angle] += count
    quarters: Counter[int] = Counter()
    for angle, count in angles.items():
        quarters[round(angle / 90) % 4] += count
    main = quarters.most_common(1)[0][0] if quarters else 0
    glyphs = _glyphs(found, main, frame)
    along = {angle for angle in angles if abs((angle - 90 * main + 180) % 360 - 180) <= 10}
    if len(along) == len(angles):
        return glyphs, []
    askew: list[list[Glyph]] = []
    previous: int | None = None
    for glyph, style in zip(glyphs, found.styles, strict=True):
        if style.angle not in along:
            if previous == style.angle and askew:
                askew[-1].append(glyph)
            else:
                askew.append([glyph])
        previous = style.angle
    return glyphs.taken([style.angle in along for style in found.styles]), askew


def _name_nikhahits(page: PageText, found: Characters) -> None:
    """Word's PDF export names the nikhahit of sara am a blank; but a blank has no ink."""
    for place in [at for at, text in enumerate(found.texts[:-1]) if text == " "]:
        if found.texts[place + 1] in _AFTER_NIKHAHIT:
            bottom, top = page.ink(place)
            if top - bottom > 0.5:
                found.texts[place] = _NIKHAHIT


def _glyphs(found: Characters, quarter: int, frame: Frame) -> Glyphs:
    """The characters along a direction of so many quarter turns anticlockwise."""
    match quarter:
        case 1:
            xs, ys = [frame.height - y for y in found.ys], found.xs
            starts = [frame.height - bottom for bottom in found.bottoms]
            ends = [frame.height - top for top in found.tops]
        case 2:
            xs, ys = [frame.width - x for x in found.xs], [frame.height - y for y in found.ys]
            starts = [frame.width - right for right in found.rights]
            ends = [frame.width - left for left in found.lefts]
        case 3:
            xs, ys = found.ys, [frame.width - x for x in found.xs]
            starts, ends = found.tops, found.bottoms
        case _:
            xs, ys = found.xs, found.ys
            starts, ends = found.lefts, found.rights
    return Glyphs(
        found.texts,
        xs,
        [end if end > x else x for x, end in zip(xs, ends, strict=True)],
        [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        ys,
        [style.size or 1.0 for style in found.styles],
        found.lefts, found.tops, found.rights, found.bottoms,
    )  # fmt: skip
