"""The glyphs of a PDF page along its main direction, Thai put right where the drawing tells.

pdfium gets two things about sara am wrong: a blank with ink is a nikhahit (Word's PDF export names
it so), and an aa that is drawn apart from its text has no room.
"""

from collections import Counter
from itertools import repeat
from operator import attrgetter
from typing import Any

from thaidoc.reading.pdf.characters import Characters, Frame, characters
from thaidoc.reading.pdf.clusters import Glyph, is_mark
from thaidoc.reading.pdf.pdfium_text import PageText

__all__ = ["Frame", "glyphs_of"]

_NIKHAHIT = "\u0e4d"
#: sara aa, or a tone before it
_AFTER_NIKHAHIT = frozenset("\u0e32\u0e48\u0e49\u0e4a\u0e4b")


def make_room_for_sara_aa(found: Characters) -> None:
    """Gives the aa of a sara am that is drawn apart from its text its room.

    Of such a cluster pdfium has only the first piece's box, so the aa looks like a blank. How wide
    an aa is, the page itself shows. It stands behind the first piece, if that is a letter; a tone
    takes no room, and its place is where the aa begins.
    """
    aa: float | None = None
    places = list(zip(found.xs, found.ys, strict=True))
    for here in [at for at, text in enumerate(found.texts) if text == "ำ"]:
        place = places[here]
        first = here
        while first and places[first - 1] == place:
            first -= 1
        if first == here or here + 1 == len(places) or found.styles[here].angle:
            continue
        if places[here + 1][1] != place[1]:
            continue
        aa = _width_of_sara_aa(found) if aa is None else aa
        room, right = aa * found.styles[here].size, found.rights[here]
        if room and places[here + 1][0] - right >= 0.8 * room:
            behind = place[0] if is_mark(found.texts[first]) else right
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


def glyphs_of(text_page: Any, frame: Frame) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The glyphs along the page's main direction, and the others in groups as drawn.

    The main direction is that of most characters: a table printed sideways is read sideways.
    """
    page = PageText(text_page)
    found = characters(page, frame)
    make_room_for_sara_aa(found)
    _name_nikhahits(page, found)
    angles = Counter(map(attrgetter("angle"), found.styles))
    quarters: Counter[int] = Counter()
    for angle, count in angles.items():
        quarters[round(angle / 90) % 4] += count
    main = quarters.most_common(1)[0][0] if quarters else 0
    glyphs = _glyphs(found, main, frame)
    along = {angle for angle in angles if abs((angle - 90 * main + 180) % 360 - 180) <= 10}
    if len(along) == len(angles):
        return glyphs, []
    upright: list[Glyph] = []
    askew: list[list[Glyph]] = []
    previous: int | None = None
    for glyph, style in zip(glyphs, found.styles, strict=True):
        if style.angle in along:
            upright.append(glyph)
        elif previous == style.angle and askew:
            askew[-1].append(glyph)
        else:
            askew.append([glyph])
        previous = style.angle
    return upright, askew


def _name_nikhahits(page: PageText, found: Characters) -> None:
    """Word's PDF export names the nikhahit of sara am a blank; but a blank has no ink."""
    for place in [at for at, text in enumerate(found.texts[:-1]) if text == " "]:
        if found.texts[place + 1] in _AFTER_NIKHAHIT:
            bottom, top = page.ink(found.indices[place])
            if top - bottom > 0.5:
                found.texts[place] = _NIKHAHIT


def _glyphs(found: Characters, quarter: int, frame: Frame) -> list[Glyph]:
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
    columns = zip(
        found.texts,
        xs,
        [end if end > x else x for x, end in zip(xs, ends, strict=True)],
        [(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        ys,
        [style.size or 1.0 for style in found.styles],
        zip(found.lefts, found.tops, found.rights, found.bottoms, strict=True),
        strict=True,
    )
    # straight into tuples: Glyph(...) takes four times as long, and this runs for each character
    return list(map(tuple.__new__, repeat(Glyph), columns))
