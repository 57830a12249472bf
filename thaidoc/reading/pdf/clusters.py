"""Characters in drawing order to clusters and runs: which mark belongs to which letter.

Marks above and below a Thai letter are drawn at places of their own, so text sorted by x tears them
off. Here a mark joins the letter it was written after or, where a program draws all tones last, the
letter it stands over; a run is what was written in one go along one baseline.
"""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from thaidoc.record import BBox
from thaidoc.thai.glyphs import map_glyphs

#: gaps and tolerances in type sizes, measured on letters of 16 PDF producers
COLUMN_GAP = 1.6
BASELINE_TOLERANCE = 0.225
#: the widest letter of a cluster whose letters all have one place and so no width of their own
_LETTER_WIDTH = 0.4


@lru_cache(maxsize=4096)
def is_mark(text: str) -> bool:
    """Whether a character stands above or below another, or has no width at all."""
    return unicodedata.category(map_glyphs(text)[0]) in ("Mn", "Me", "Cf")


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
class Cluster:
    """A character with its marks, and the blanks written before it."""

    text: str
    x: float
    right: float
    middle: float
    y: float
    size: float
    box: BBox
    blanks: int = 0
    letters: int = 1

    def add(self, glyph: Glyph) -> None:
        """Takes in a mark, or a letter that was given the same place.

        ActualText for one glyph is spread over that glyph's box, so the width of the letters
        that others draw is not known.
        """
        spread = abs(2 * glyph.middle - glyph.right - self.right) < 0.01
        self.text += glyph.text
        self.right = max(self.right, glyph.right)
        x0, top, x1, bottom = glyph.box
        mine = self.box
        self.box = (
            x0 if x0 < mine[0] else mine[0],
            top if top < mine[1] else mine[1],
            x1 if x1 > mine[2] else mine[2],
            bottom if bottom > mine[3] else mine[3],
        )
        if not is_mark(glyph.text):
            self.letters += 1
            if spread:
                self.right = max(self.right, self.x + _LETTER_WIDTH * self.size * self.letters)


@dataclass(slots=True, eq=False)
class Run:
    """Clusters written one after the other on one baseline; ``blank_end``: a blank after them.

    ``strays`` are the places of blanks that were drawn meanwhile, but elsewhere on the line.
    """

    clusters: list[Cluster] = field(default_factory=list)
    blank_end: bool = False
    strays: list[float] = field(default_factory=list)

    @property
    def last(self) -> Cluster:
        """The cluster written last."""
        return self.clusters[-1]

    def takes_blank(self, x: float, right: float) -> bool:
        """Whether a blank on this baseline stands back in the run; else it comes after its last."""
        if x < self.last.x - 0.3 * self.last.size:
            self.strays.append(right)
            return True
        self.blank_end = True
        return False

    @property
    def x(self) -> float:
        """Where the run begins."""
        return self.clusters[0].x


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page's characters, given and left in drawing order."""
    runs: list[Run] = []
    row: list[Cluster] = []
    last: Cluster | None = None
    blanks = 0
    for glyph in glyphs:  # the work of a page: no calls here that a comparison can save
        text, x, right, middle, y, size, box = glyph
        level = last is not None and abs(last.y - y) <= BASELINE_TOLERANCE * (
            size if size > last.size else last.size
        )
        if text.isspace():
            blanks += not (level and runs[-1].takes_blank(x, right))
            continue
        if last is None:
            level = False
        elif is_mark(text) and _home(runs, glyph):
            continue
        elif level and not blanks and abs(last.x - x) < 0.01 * last.size:
            # one drawn glyph stands for both (ActualText gives all its letters one place)
            if text != last.text:  # else drawn twice, to look bold
                last.add(glyph)
            continue
        cluster = Cluster(text, x, right, middle, y, size, box, blanks)
        if (
            level
            and last is not None
            and x >= last.x - 0.3 * last.size  # it follows to the right, not far away
            and x - last.right <= COLUMN_GAP * last.size
        ):
            row.append(cluster)
            if blanks:
                runs[-1].blank_end = False
                blanks = 0
        else:
            cluster.blanks = blanks = 0
            row = [cluster]
            runs.append(Run(row))
        last = cluster
    return runs


def _home(runs: list[Run], mark: Glyph) -> bool:
    """Puts a mark where it belongs: on the cluster before it, or on the one that it is drawn over.

    Some programs draw all tones of a line after its letters; only there does the mark's own place
    decide, because fonts shift marks far from where they belong.
    """
    last = runs[-1].last
    if is_mark(last.text) or abs(mark.y - last.y) > mark.size:
        return False  # a mark before its letter waits for the whole line
    if mark.middle < last.x - 0.05 * mark.size:
        for run in reversed(runs[-4:]):
            for cluster in reversed(run.clusters):
                near = abs(mark.y - cluster.y) <= BASELINE_TOLERANCE * mark.size
                if near and cluster.x <= mark.middle <= cluster.right:
                    cluster.add(mark)
                    return True
    last.add(mark)
    return True


def same_baseline(cluster: Cluster, other: Cluster | Glyph) -> bool:
    """Whether both stand on one line."""
    return abs(cluster.y - other.y) <= BASELINE_TOLERANCE * max(cluster.size, other.size)


def around(boxes: Collection[BBox]) -> BBox:
    """The smallest box that holds all of them, of which there must be one."""
    if len(boxes) == 1:
        return next(iter(boxes))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
