"""Characters as they are drawn: one by one as glyphs, and those of a page in columns.

A page has some thousand characters. Work that is the same for all of them is done on columns, many
times faster than character by character; whoever needs single glyphs (a table's cells, a mark that
is drawn far from its letter) gets them from there.
"""

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, repeat
from operator import le
from typing import NamedTuple, TypeVar

from thaidoc.record import BBox
from thaidoc.thai.glyphs import SOFT_HYPHEN, map_glyphs

_T = TypeVar("_T")

#: what a glyph is to its line: a letter, a mark on one, a mark whose ink may be over another
#: letter than the one before it, a blank
LETTER, MARK, FAR_MARK, BLANK = range(4)
#: ink so far before its place, in type sizes, may be another letter's
_FAR = 0.05


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a character stands above or below another, or has no width at all.

    A soft hyphen that a page draws has its width; in a wrong encoding it is a letter.
    """
    return text != SOFT_HYPHEN and unicodedata.category(map_glyphs(text)[0]) in ("Mn", "Me", "Cf")


class _Kinds(dict[str, int]):
    """The kind of each text that was met, the very long tail of them not kept."""

    def __missing__(self, text: str) -> int:
        kind = BLANK if text.isspace() else MARK if is_mark(text) else LETTER
        if len(self) < 4096:
            self[text] = kind
        return kind


_KINDS = _Kinds()


class Glyph(NamedTuple):
    """One character as drawn.

    ``x`` to ``right`` is its advance along the line, ``middle`` the middle of what is drawn,
    ``y`` its baseline (growing downwards), ``size`` the type size, ``box`` what it covers on the
    page as shown.
    """

    text: str
    x: float
    right: float
    middle: float
    y: float
    size: float
    box: BBox

    @property
    def is_mark(self) -> bool:
        """Whether it belongs to another character."""
        return is_mark(self.text)


@dataclass(slots=True)
class Glyphs:
    """Glyphs in drawing order, each field of :class:`Glyph` a column, the box four of them."""

    texts: list[str]
    xs: list[float]
    rights: list[float]
    middles: list[float]
    ys: list[float]
    sizes: list[float]
    lefts: list[float]
    tops: list[float]
    ends: list[float]
    bottoms: list[float]

    @classmethod
    def of(cls, glyphs: "Glyphs | Sequence[Glyph]") -> "Glyphs":
        """The glyphs in columns, if they are not already."""
        if isinstance(glyphs, Glyphs):
            return glyphs
        if not glyphs:
            return cls([], [], [], [], [], [], [], [], [], [])
        texts, xs, rights, middles, ys, sizes, boxes = map(list, zip(*glyphs, strict=True))
        lefts, tops, ends, bottoms = map(list, zip(*boxes, strict=True))
        return cls(texts, xs, rights, middles, ys, sizes, lefts, tops, ends, bottoms)

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, index: int) -> Glyph:
        return Glyph(
            self.texts[index], self.xs[index], self.rights[index], self.middles[index],
            self.ys[index], self.sizes[index], self.box(index, index + 1),
        )  # fmt: skip

    def __iter__(self) -> Iterator[Glyph]:
        boxes = zip(self.lefts, self.tops, self.ends, self.bottoms, strict=True)
        columns = zip(
            self.texts, self.xs, self.rights, self.middles, self.ys, self.sizes, boxes, strict=True
        )
        # straight into tuples: Glyph(...) takes four times as long
        return map(tuple.__new__, repeat(Glyph), columns)

    def taken(self, wanted: Sequence[bool]) -> "Glyphs":
        """Those of the glyphs that are wanted."""

        def those(column: list[_T]) -> list[_T]:
            return list(compress(column, wanted))

        return Glyphs(
            those(self.texts), those(self.xs), those(self.rights), those(self.middles),
            those(self.ys), those(self.sizes), those(self.lefts), those(self.tops),
            those(self.ends), those(self.bottoms),
        )  # fmt: skip

    def box(self, start: int, end: int) -> BBox:
        """What the glyphs from a number up to another cover together."""
        if end - start == 1:
            return (self.lefts[start], self.tops[start], self.ends[start], self.bottoms[start])
        return (
            min(self.lefts[start:end]),
            min(self.tops[start:end]),
            max(self.ends[start:end]),
            max(self.bottoms[start:end]),
        )

    def kinds(self) -> list[int]:
        """What each glyph is to its line."""
        kinds = list(map(_KINDS.__getitem__, self.texts))
        if not all(map(le, self.xs, self.middles)):
            letter = 0
            for index in [at for at, kind in enumerate(kinds) if kind == MARK]:
                if kinds[index - 1] == LETTER:  # else this is one more mark of the same letter
                    letter = index - 1
                if self.middles[index] < self.xs[letter] - _FAR * self.sizes[index]:
                    kinds[index] = FAR_MARK
        return kinds


def around(boxes: Collection[BBox]) -> BBox:
    """The smallest box that holds all of them, of which there must be one."""
    if len(boxes) == 1:
        return next(iter(boxes))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
