"""Clusters whose text is given to several drawn pieces: which piece has it, and what room it takes.

Programs that shape Thai draw a cluster as base and marks and say of all of them together what they
stand for (/ActualText, or one glyph's entry in the font's map). pdfium gives that text again at
every piece that it does not find right behind the first: Chromium's order is often base, next
base, mark of the first, mark of the next (``ผู้ว่`` becomes ``ผู้ว่ผู้ว่``), Typst draws a raised tone
as a text of its own. Such an echo gives itself away: a letter never stands left of its own place,
nor all above or all below where letters stand, nor twice at one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, compress, islice
from operator import eq
from typing import NamedTuple

from thaidoc.reading.pdf.drawn import is_mark
from thaidoc.reading.pdf.pdfium_text import PageText, Styles

_AA, _AM = "\u0e32", "\u0e33"

#: in type sizes: ink that begins higher above the baseline than this is no letter's
_ABOVE = 0.3
#: in type sizes: pieces of one line differ by less than this in their baselines (a raised tone has
#: one of its own)
_LEVEL = 0.25
#: in type sizes: a letter's ink begins no farther left of its place, and no deeper inside another
_LEFT, _INSIDE = 0.1, 0.05
#: a piece that overlaps another by so much of the narrower is drawn at its place
_SAME_PLACE = 0.5
#: the last so many pieces of its text are looked at for the one that a piece repeats
_NEAR = 3
#: in type sizes: a gap narrower than this behind a cluster is its last letter's own side bearing
_BEARING = 0.17


class Piece(NamedTuple):
    """Characters that were given one place: those from ``start`` up to ``end``, and their ink."""

    start: int
    end: int
    text: str
    left: float
    bottom: float
    right: float
    top: float

    def is_over(self, other: "Piece") -> bool:
        """Whether it is drawn where another is."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared > _SAME_PLACE * min(self.right - self.left, other.right - other.left)


class _Shapes(set[tuple[int, int]]):
    """Sizes of ink in hundredths of the type size; one is as good as its neighbours."""

    def __contains__(self, shape: object) -> bool:
        return isinstance(shape, tuple) and any(
            abs(shape[0] - width) <= 1 and abs(shape[1] - height) <= 1 for width, height in self
        )


def is_letter(text: str) -> bool:
    """Whether a character is a Thai consonant or a vowel before one: what a cluster begins with."""
    return "\u0e01" <= text <= "\u0e2e" or "\u0e40" <= text <= "\u0e44"


def pieces(page: PageText, texts: list[str]) -> Iterator[Piece]:
    """The clusters that are given one place: letter and marks, in one text object.

    Where pdfium spreads a text over a piece, each character has its share of the ink's box; where
    one glyph stands for all, each has the glyph's room.
    """
    xs, ys, drawn_by = page.xs, page.ys, page.drawn_by
    end = 0
    for start in compress(range(len(xs)), map(eq, xs, islice(xs, 1, None))):
        if start < end or not is_letter(texts[start]):
            continue
        end = start + 1
        place = (xs[start], ys[start], drawn_by[start])
        while end < len(xs) and (xs[end], ys[end], drawn_by[end]) == place:
            end += 1
        if end == start + 1:
            continue
        left, right = page.lefts[start], page.rights[end - 1]
        bottom, top = page.bottoms[start], page.tops[start]
        if left == page.lefts[end - 1]:
            left, bottom, right, top = page.ink_box(start)
        yield Piece(start, end, "".join(texts[start:end]), left, bottom, right, top)


@dataclass(frozen=True, slots=True)
class Shared:
    """The numbers of characters that share a place, and of those of them that only repeat others.

    Their boxes are not their own.
    """

    all: set[int]
    echoes: set[int]


def shared_texts(page: PageText, texts: list[str], styles: Styles) -> Shared:
    """The characters whose text was given to a cluster's pieces together.

    The clusters that stay are given the room that they take.
    """
    found = set(_lone_echoes(page, texts, styles))
    members = set(found)
    kept_by_text: dict[str, list[Piece]] = {}
    aas: _Shapes | None = None
    for piece in pieces(page, texts):
        members.update(range(piece.start, piece.end))
        style = styles[page.drawn_by[piece.start]]
        if not style.upright or style.size <= 0:
            continue
        same = kept_by_text.setdefault(piece.text, [])
        twins = [other for other in same[-_NEAR:] if _are_twins(piece, other, page, style.size)]
        is_echo = any(_shows_again(piece, twin, page, style.size) for twin in twins)
        if twins and not is_echo and piece.text.endswith(_AM):
            aas = _shapes_of_aa(page, texts, styles) if aas is None else aas
            is_echo = _shape(piece.left, piece.bottom, piece.right, piece.top, style.size) in aas
        if is_echo and piece.text.endswith(_AM):  # the aa is the cluster's right end
            end = twins[-1].end - 1
            page.rights[end] = max(page.rights[end], piece.right)
        if is_echo or _is_off(piece, page, style.size):
            found.update(range(piece.start, piece.end))
        else:
            same.append(piece)
    for piece in chain.from_iterable(kept_by_text.values()):
        _close_up(piece, found, page, styles[page.drawn_by[piece.start]].size)
    return Shared(members, found)


def _are_twins(piece: Piece, other: Piece, page: PageText, size: float) -> bool:
    """Whether two of one text are no farther apart on a line than a cluster's pieces."""
    return (
        abs(page.ys[other.start] - page.ys[piece.start]) < _LEVEL * size
        and abs(piece.left - other.right) < size
    )


def _is_off(piece: Piece, page: PageText, size: float) -> bool:
    """Whether what is drawn is all above or all below where letters stand."""
    y = page.ys[piece.start]
    return piece.right > piece.left and (piece.bottom - y > _ABOVE * size or piece.top <= y)


def _shows_again(piece: Piece, twin: Piece, page: PageText, size: float) -> bool:
    """Whether the text is given again at a mark left of its own place, or where it was drawn."""
    x = page.xs[piece.start]
    begins_inside = piece.left < min(x - _LEFT * size, twin.right - _INSIDE * size)
    return begins_inside or (piece.left + piece.right) / 2 < x or piece.is_over(twin)


def _shapes_of_aa(page: PageText, texts: list[str], styles: Styles) -> _Shapes:
    """How large the page's single sara aa are drawn."""
    found = _Shapes()
    for index in [at for at, text in enumerate(texts) if text == _AA and at]:
        style = styles[page.drawn_by[index]]
        before = index - 1
        while before and page.xs[before] == page.xs[index] and is_mark(texts[before]):
            before -= 1
        if page.xs[before] != page.xs[index] and style.size > 0:
            found.add(_shape(*page.ink_box(index), style.size))
    return found


def _shape(left: float, bottom: float, right: float, top: float, size: float) -> tuple[int, int]:
    """Width and height in hundredths of the type size."""
    return round(100 * (right - left) / size), round(100 * (top - bottom) / size)


def _lone_echoes(page: PageText, texts: list[str], styles: Styles) -> Iterator[int]:
    """The letters of one character's texts that are not drawn here, only a mark of theirs is.

    A page's first line has its marks on the page before, with texts of one letter and more.
    """
    boxes = zip(page.ys, page.tops, page.bottoms, strict=True)
    # only such a box can be that of a mark; what is inked is asked for these alone
    odd = [at for at, (y, top, bottom) in enumerate(boxes) if bottom > y - 0.02 or top < y + 0.02]
    for index in odd:
        if is_letter(texts[index]):
            style = styles[page.drawn_by[index]]
            if style.upright and style.size > 0 and _is_lone_mark(page, index, style.size):
                yield index


def _is_lone_mark(page: PageText, index: int, size: float) -> bool:
    y = page.ys[index]
    if page.bottoms[index] - y <= _ABOVE * size - 0.02 and page.tops[index] >= y + 0.02:
        return False
    bottom, top = page.ink(index)
    # a letter of a spread text has its share of the ink's box, and no box of its own
    if abs(page.tops[index] - top) >= 0.01 or abs(page.bottoms[index] - bottom) >= 0.01:
        return False
    return top > bottom and (bottom - y > _ABOVE * size or top <= y)


def _close_up(piece: Piece, dropped: set[int], page: PageText, size: float) -> None:
    """A spread cluster ends where its ink does; what follows close by follows without a gap."""
    last, after = piece.end - 1, piece.end
    while after in dropped:
        after += 1
    if after == len(page.xs) or abs(page.ys[after] - page.ys[last]) > 0.01 * size:
        return
    if 0 < page.xs[after] - page.rights[last] < _BEARING * size:
        page.rights[last] = page.xs[after]
