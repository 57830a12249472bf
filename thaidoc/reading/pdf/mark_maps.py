"""Marks that a PDF's font calls by the name of another, or of nothing: told by how they are drawn.

A font in a PDF says which text each of its glyphs stands for. Programs that note the text of the
cluster in which a glyph came first get this wrong where glyphs and characters have another order
or number: the tone that is drawn before a vowel below takes its name (``วูา`` for ``ว่า``), a mark
of sara am has none and is read by its number (``น9/า``), and the aa of the first sara am makes
every aa one (``หน้ำ``). Where a mark is drawn cannot lie: a vowel below is below. Such a glyph gets
the name of the page's mark of the same shape; where none is like it, or several are, the dictionary
chooses, and what stays in doubt is U+FFFD.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from thaidoc.reading.pdf.drawn import is_mark
from thaidoc.reading.pdf.pdfium_text import PageText
from thaidoc.reading.pdf.shared_text import Styles, is_letter
from thaidoc.thai.glyphs import map_glyphs
from thaidoc.thai.text import canonical_marks

_ABOVE = "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d"
_BELOW = "\u0e38\u0e39\u0e3a"
_AA, _AM, _NIKHAHIT, _UNKNOWN = "\u0e32", "\u0e33", "\u0e4d", "\ufffd"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_MARKS = _ABOVE + _BELOW
_NAMED = re.compile(f"[{_MARKS}{_AM}]")
_STRANGE = re.compile("(?<=[\u0e01-\u0e4e])[^\u0e01-\u0e5b]{1,2}")
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
#: in type sizes: ink that begins higher is above a letter, ink that ends lower is below it
_HIGH, _LOW = 0.3, 0.08
#: in type sizes: boxes that differ by less differ by rounding
_ROUNDING = 0.006
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
#: a nikhahit with a tone over it is so much higher than a tone alone
_TWO_HIGH = 1.5
#: so many places of a glyph are read with the dictionary, each with so many letters around it
_PLACES, _AROUND = 12, 14
#: nats by which a name must be likelier than any other, nats for the name of a mark of the same
#: shape, and nats against the name that the font gives and the place belies
_SURE, _FOR_SHAPE, _MISPLACED = 3.0, 6.0, 6.0


@dataclass(slots=True)
class _Glyph:
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
            return _ABOVE
        return _BELOW if self.top < _LOW and self.bottom < 0 else ""

    def is_same(self, other: "_Glyph") -> bool:
        """Whether both are one glyph under one name."""
        return self.text == other.text and (
            abs(self.left - other.left) < _ROUNDING
            and abs(self.bottom - other.bottom) < _ROUNDING
            and self.is_like(other)
        )

    def is_like(self, other: "_Glyph") -> bool:
        """Whether both could be one glyph, higher or lower."""
        pairs = zip(self.shape, other.shape, strict=True)
        return all(abs(mine - its) < _ALIKE for mine, its in pairs)


def mend_names(page: PageText, texts: list[str], styles: Styles, shared: set[int]) -> set[int]:
    """Gives the marks that their font misnames their own names, in ``texts``.

    ``shared`` are the numbers of characters whose boxes are not their own. What comes back are
    those of characters that are not there: the tone in the name of an aa that is called ``้ำ``.
    """
    marks = list(_glyphs(page, texts, styles, shared))
    wrong = [mark for mark in marks if mark.text not in mark.side and mark.text != _AM]
    ams = [mark for mark in marks if mark.text == _AM and _is_low(mark, page, texts, styles)]
    if wrong:
        wrong = _not_in_pairs(wrong)
    if not wrong and not ams:
        return set()
    for mark in wrong:
        if mark.text not in _MARKS:
            mark.places += _further(mark, page, texts, styles)
    tones = {at - 1 for am in ams for at in am.places if _is_of_one_glyph(at, page, texts)}
    own = {at for mark in marks for at in mark.places if mark.text != _AM}
    row = _Row.of(page, texts, own, tones)
    _name_all(wrong, [mark for mark in marks if mark.text in mark.side], row)
    for mark in ams:
        _name_aa(mark, row)
    return tones


def _not_in_pairs(wrong: list[_Glyph]) -> list[_Glyph]:
    """The glyphs less the places where two on one letter have each other's names.

    They are written in one order and drawn in another; their cluster's text is right.
    """
    drawn = {at: mark for mark in wrong for at in mark.places}
    paired = {
        place
        for at, mark in drawn.items()
        if (other := drawn.get(at + 1)) and mark.text in other.side and other.text in mark.side
        for place in (at, at + 1)
    }
    for mark in wrong:
        mark.places = [at for at in mark.places if at not in paired]
    return [mark for mark in wrong if mark.places]


# --- what is drawn ---------------------------------------------------------------------------


def _glyphs(page: PageText, texts: list[str], styles: Styles, shared: set[int]) -> Iterator[_Glyph]:
    """The page's marks, and what else is drawn as a mark is, glyph by glyph.

    Characters of one name and of the same box around their places are taken for one glyph.
    """
    found: dict[tuple[str, float, float, float], _Glyph] = {}
    xs, lefts, rights = page.xs, page.lefts, page.rights
    for index in chain(_marks(page, shared), _strangers(page, texts, shared)):
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
        if glyph.text == _AM:
            yield glyph
        elif min(glyph.shape) > _INK and glyph.side:
            size = styles[page.drawn_by[glyph.places[0]]].size
            if glyph.text in _MARKS or _is_no_sign(glyph, page, texts, size):
                yield glyph


def _merged(glyphs: Iterable[_Glyph]) -> list[_Glyph]:
    """The glyphs, those of one name as one whose ink is at the same place but for rounding."""
    kept: list[_Glyph] = []
    for glyph in glyphs:
        same = next((other for other in kept if glyph.is_same(other)), None)
        if same is None:
            kept.append(glyph)
        else:
            same.places += glyph.places
    return kept


def _drawn(page: PageText, index: int, text: str, size: float) -> _Glyph:
    x, y = page.xs[index], page.ys[index]
    left, bottom, right, top = page.ink_box(index)
    return _Glyph(
        text, (left - x) / size, (bottom - y) / size, (right - x) / size, (top - y) / size
    )


def _marks(page: PageText, shared: set[int]) -> Iterator[int]:
    return (at for place in _NAMED.finditer(page.text) if (at := place.start()) not in shared)


def _strangers(page: PageText, texts: list[str], shared: set[int]) -> Iterator[int]:
    """Characters right behind Thai ones that no Thai text has; blanks only if they have ink."""
    for place in _STRANGE.finditer(page.text):
        for at in range(*place.span()):
            text = texts[at]
            if at in shared or is_mark(text):
                continue
            if not text.isspace() or page.lefts[at] < page.xs[at]:
                yield at


def _is_no_sign(glyph: _Glyph, page: PageText, texts: list[str], size: float) -> bool:
    """Whether a glyph is drawn over a letter before it, or takes no room after it."""
    at = glyph.places[0]
    if _letter_below(at, page, texts, size) is not None:
        return True
    return (
        at + 1 < len(texts)
        and abs(page.ys[at + 1] - page.ys[at]) < _LEVEL * size
        and abs(page.xs[at + 1] - page.xs[at]) < _NO_ROOM * size
        and glyph.left < _NO_ROOM
    )


def _further(mark: _Glyph, page: PageText, texts: list[str], styles: Styles) -> Iterator[int]:
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


def _letter_below(at: int, page: PageText, texts: list[str], size: float) -> int | None:
    """The letter that a mark is drawn over, or under, among those written before it."""
    left, _, right, _ = page.ink_box(at)
    for before in range(at - 1, max(-1, at - _BACK), -1):
        if (
            page.lefts[before] < (left + right) / 2 < page.rights[before]
            and is_letter(texts[before])
            and abs(page.ys[before] - page.ys[at]) < _LEVEL * size
        ):
            return before
    return None


def _is_of_one_glyph(at: int, page: PageText, texts: list[str]) -> bool:
    """Whether a sara am and the tone before it are one glyph's name."""
    columns = (page.xs, page.ys, page.drawn_by, page.lefts, page.rights)
    return texts[at - 1] in _TONES and all(column[at - 1] == column[at] for column in columns)


def _is_low(am: _Glyph, page: PageText, texts: list[str], styles: Styles) -> bool:
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


# --- which mark it is ------------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """A page's characters with each mark right after its letter, however they were drawn.

    ``places`` tells where in ``texts`` the character of a number is.
    """

    texts: list[str]
    order: list[int]
    places: dict[int, int]
    names: list[str]

    @classmethod
    def of(cls, page: PageText, texts: list[str], marks: set[int], gone: set[int]) -> "_Row":
        """The characters in order; ``marks`` stand over or under another, ``gone`` are none."""
        homes: dict[int, list[int]] = {}
        for at in sorted(marks):
            home = at - 1
            while home > 0 and (home in marks or home in gone):
                home -= 1
            inside = page.lefts[home] < page.rights[at] and page.lefts[at] < page.rights[home]
            if home >= 0 and not inside:
                size = page.tops[at] - page.bottoms[at]
                home = _letter_below(at, page, texts, size) or home
            homes.setdefault(home, []).append(at)
        order = homes.get(-1, [])
        for at in range(len(texts)):
            if at not in marks and at not in gone:
                order += [at, *homes.get(at, [])]
        places = {at: place for place, at in enumerate(order)}
        return cls([texts[at] for at in order], order, places, texts)

    def rename(self, mark: _Glyph, name: str) -> None:
        """Gives a glyph its name at all its places."""
        for at in mark.places:
            self.texts[self.places[at]] = self.names[at] = name

    def after(self, at: int) -> list[str]:
        """The two characters after one."""
        place = self.places[at]
        return self.texts[place + 1 : place + 3]

    def before(self, at: int) -> str:
        """The two characters before one."""
        place = self.places[at]
        return "".join(self.texts[max(0, place - 2) : place])

    def cost(self, mark: _Glyph, name: str, places: list[int]) -> float:
        """How unlikely, in nats, the words at these places of a mark are if this is its name."""
        from thaidoc.thai.lexicon import STRETCH, lexicon

        texts, total = self.texts, 0.0
        its = {self.places[at] for at in mark.places}
        for place in [self.places[at] for at in places[:_PLACES]]:
            start, end = place, place + 1
            while start > max(0, place - _AROUND) and (
                start - 1 in its or _is_thai(texts[start - 1])
            ):
                start -= 1
            while end < min(len(texts), place + _AROUND) and (end in its or _is_thai(texts[end])):
                end += 1
            there = [name if at in its else texts[at] for at in range(start, end)]
            for stretch in STRETCH.findall(canonical_marks(map_glyphs("".join(there)))):
                total += lexicon().read(stretch).cost
        return total


def _name_all(doubtful: list[_Glyph], right: list[_Glyph], row: _Row) -> None:
    """Names the marks, first those whose neighbours are known."""
    while doubtful:
        unknown = {row.places[at] for mark in doubtful for at in mark.places}
        clear = {
            id(mark): [
                at for at in mark.places if not {row.places[at] - 1, row.places[at] + 1} & unknown
            ]
            for mark in doubtful
        }
        mark = max(doubtful, key=lambda mark: (len(clear[id(mark)]), -mark.bottom))
        names = _candidates(mark, right, row)
        if not clear[id(mark)] and _is_half(mark, row):
            names = {_NIKHAHIT: 0.0}  # the lower of two that nothing else is known about
        _name_by_words(mark, names, clear[id(mark)] or mark.places, row)
        doubtful = [other for other in doubtful if other is not mark]


def _candidates(mark: _Glyph, right: list[_Glyph], row: _Row) -> dict[str, float]:
    """The names that a mark can have by its place, each with nats for and against it."""
    names = dict.fromkeys(mark.side, 0.0)
    if mark.text in _MARKS:
        names[mark.text] = _MISPLACED
    if _is_half(mark, row):
        tones = [other.shape[1] for other in right if other.text in _TONES]
        if tones and mark.shape[1] > _TWO_HIGH * min(tones):
            names = dict.fromkeys(names, _MISPLACED)
        names |= dict.fromkeys([_NIKHAHIT + tone for tone in _TONES], 0.0)
    for other in right:
        if other.side == mark.side and mark.is_like(other):
            names[other.text] = -_FOR_SHAPE
    return names


def _is_half(mark: _Glyph, row: _Row) -> bool:
    """Whether a glyph of no Thai name always stands in a sara am, a mark between it and the aa."""
    if mark.side != _ABOVE or mark.text in _BELOW:
        return False
    return all(_AA in (two := row.after(at)) or _AM in two for at in mark.places)


def _name_by_words(mark: _Glyph, names: dict[str, float], places: list[int], row: _Row) -> None:
    """Gives a mark the name that makes the likeliest words; U+FFFD where none is clearly so.

    A blank with ink stays a blank then, of which text repair knows more.
    """
    costs = sorted((row.cost(mark, name, places) + nats, name) for name, nats in names.items())
    sure = len(costs) == 1 or costs[1][0] - costs[0][0] > _SURE
    row.rename(mark, costs[0][1] if sure else " " if mark.text == " " else _UNKNOWN)


def _name_aa(am: _Glyph, row: _Row) -> None:
    """Calls the aa of sara am by its name: beside its nikhahit always, else where words say so."""
    split = [at for at in am.places if row.before(at).rstrip(_TONES).endswith(_NIKHAHIT)]
    whole = [at for at in am.places if at not in split]
    row.rename(replace(am, places=split), _AA)
    am.places = whole
    if whole and row.cost(am, _AM, whole) - row.cost(am, _AA, whole) > _SURE:
        row.rename(am, _AA)


def _is_thai(text: str) -> bool:
    return bool(_THAI.match(map_glyphs(text)))
