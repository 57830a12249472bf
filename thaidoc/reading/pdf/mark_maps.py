"""Marks that a PDF's font calls by the name of another, or of nothing: told by how they are drawn.

A font in a PDF says which text each of its glyphs stands for. Programs that note the text of the
cluster in which a glyph came first get this wrong where glyphs and characters have another order
or number: the tone that is drawn before a vowel below takes its name (``วูา`` for ``ว่า``), a mark
of sara am has none and is read by its number (``น9/า``), and the aa of the first sara am makes
every aa one (``หน้ำ``). Where a mark is drawn cannot lie: a vowel below is below. The dictionary
chooses among the marks of that side, those of the same shape first; what stays in doubt is U+FFFD.
"""

import re
from dataclasses import dataclass, replace

from thaidoc.reading.pdf.mark_glyphs import (
    ABOVE,
    AM,
    BELOW,
    MARKS,
    MarkGlyph,
    further_places,
    is_low,
    is_suspect,
    is_within,
    letter_below,
    mark_glyphs,
)
from thaidoc.reading.pdf.pdfium_text import PageText, Styles
from thaidoc.thai.glyphs import map_glyphs
from thaidoc.thai.text import canonical_marks

_AA, _NIKHAHIT, _UNKNOWN = "\u0e32", "\u0e4d", "\ufffd"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
#: a page with more misnamed glyphs than any font has marks is no text at all
_MOST = 100
#: a nikhahit with a tone over it is so much higher than a tone alone
_TWO_HIGH = 1.5
#: so many places of a glyph are read with the dictionary, each with so many letters around it
_PLACES, _AROUND = 12, 14
#: nats by which a name must be likelier than any other, nats for the name of a mark of the same
#: shape, and nats against the name that the font gives and the place belies
_SURE, _FOR_SHAPE, _MISPLACED = 3.0, 6.0, 6.0


def mend_names(page: PageText, texts: list[str], styles: Styles, shared: set[int]) -> set[int]:
    """Gives the marks that their font misnames their own names, in ``texts``.

    ``shared`` are the numbers of characters whose boxes are not their own. What comes back are
    those of characters that are not there: the tone in the name of an aa that is called ``้ำ``.
    """
    if not is_suspect(page, texts, styles, shared):
        return set()
    marks = list(mark_glyphs(page, texts, styles, shared))
    wrong = [mark for mark in marks if mark.text not in mark.side and mark.text != AM]
    ams = [mark for mark in marks if mark.text == AM and is_low(mark, page, texts, styles)]
    if not (wrong or ams) or len(wrong) > _MOST:
        return set()
    for mark in wrong:
        if mark.text not in MARKS:
            mark.places += further_places(mark, page, texts, styles)
    tones = {at - 1 for am in ams for at in am.places if _is_of_one_glyph(at, page, texts)}
    own = {at for mark in [*marks, *wrong] for at in mark.places if mark.text != AM}
    row = _Row.of(page, texts, own, tones)
    right = [mark for mark in marks if mark.text in mark.side]
    right += _told_by_pairs(wrong, row)
    _name_all([mark for mark in wrong if mark.places], right, row)
    for mark in ams:
        _name_aa(mark, row)
    return tones


def _is_of_one_glyph(at: int, page: PageText, texts: list[str]) -> bool:
    """Whether a sara am and the tone before it are one glyph's name."""
    columns = (page.xs, page.ys, page.drawn_by, page.lefts, page.rights)
    return texts[at - 1] in _TONES and all(column[at - 1] == column[at] for column in columns)


def _told_by_pairs(wrong: list[MarkGlyph], row: "_Row") -> list[MarkGlyph]:
    """The glyphs under their true names where two on one letter have each other's.

    They are written in one order and drawn in another, so that their cluster's text is right:
    these places are taken out of ``wrong``.
    """
    drawn = {row.places[at]: mark for mark in wrong for at in mark.places}
    paired: set[int] = set()
    told: list[MarkGlyph] = []
    for place, mark in drawn.items():
        other = drawn.get(place + 1)
        if other and mark.text in other.side and other.text in mark.side:
            paired |= {place, place + 1}
            told.append(replace(mark, text=other.text, places=[]))
            told.append(replace(other, text=mark.text, places=[]))
    for mark in wrong:
        mark.places = [at for at in mark.places if row.places[at] not in paired]
    return told


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
            if home >= 0 and not is_within(at, home, page):
                size = page.tops[at] - page.bottoms[at]
                home = letter_below(at, page, texts, size) or home
            homes.setdefault(home, []).append(at)
        order = homes.get(-1, [])
        for at in range(len(texts)):
            if at not in marks and at not in gone:
                order += [at, *homes.get(at, [])]
        places = {at: place for place, at in enumerate(order)}
        return cls([texts[at] for at in order], order, places, texts)

    def rename(self, mark: MarkGlyph, name: str) -> None:
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

    def cost(self, mark: MarkGlyph, name: str, places: list[int]) -> float:
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


def _name_all(doubtful: list[MarkGlyph], right: list[MarkGlyph], row: _Row) -> None:
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


def _candidates(mark: MarkGlyph, right: list[MarkGlyph], row: _Row) -> dict[str, float]:
    """The names that a mark can have by its place, each with nats for and against it."""
    names = dict.fromkeys(mark.side, 0.0)
    if mark.text in MARKS:
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


def _is_half(mark: MarkGlyph, row: _Row) -> bool:
    """Whether a glyph of no Thai name always stands in a sara am, a mark between it and the aa."""
    if mark.side != ABOVE or mark.text in BELOW:
        return False
    return all(_AA in (two := row.after(at)) or AM in two for at in mark.places)


def _name_by_words(mark: MarkGlyph, names: dict[str, float], places: list[int], row: _Row) -> None:
    """Gives a mark the name that makes the likeliest words; U+FFFD where none is clearly so.

    A blank with ink stays a blank then, of which text repair knows more.
    """
    costs = sorted((row.cost(mark, name, places) + nats, name) for name, nats in names.items())
    sure = len(costs) == 1 or costs[1][0] - costs[0][0] > _SURE
    row.rename(mark, costs[0][1] if sure else " " if mark.text == " " else _UNKNOWN)


def _name_aa(am: MarkGlyph, row: _Row) -> None:
    """Calls the aa of sara am by its name: beside its nikhahit always, else where words say so."""
    split = [at for at in am.places if row.before(at).rstrip(_TONES).endswith(_NIKHAHIT)]
    whole = [at for at in am.places if at not in split]
    row.rename(replace(am, places=split), _AA)
    am.places = whole
    if whole and row.cost(am, AM, whole) - row.cost(am, _AA, whole) > _SURE:
        row.rename(am, _AA)


def _is_thai(text: str) -> bool:
    return bool(_THAI.match(map_glyphs(text)))
