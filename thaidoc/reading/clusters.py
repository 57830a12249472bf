"""Characters in drawing order to clusters and runs: which mark belongs to which letter.

Marks above and below a Thai letter are drawn at places of their own, so text sorted by x tears them
off. Here a mark joins the letter it was written after or, where a program draws all tones last, the
letter it stands over; a run is what was written in one go along one baseline.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thaidoc.record import BBox
from thaidoc.thai.glyphs import map_glyphs

#: gaps and tolerances in type sizes, measured on letters of 16 PDF producers
COLUMN_GAP = 1.6
BASELINE_TOLERANCE = 0.225
#: the widest letter of a cluster whose letters all have one place and so no width of their own
_LETTER_WIDTH = 0.4


def is_mark(text: str) -> bool:
    """Whether a character stands above or below another, or has no width at all."""
    return unicodedata.category(map_glyphs(text)[0]) in ("Mn", "Me", "Cf")


@dataclass(slots=True)
class Glyph:
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
        self.box = around((self.box, glyph.box))
        if not glyph.is_mark:
            self.letters += 1
            if spread:
                self.right = max(self.right, self.x + _LETTER_WIDTH * self.size * self.letters)


@dataclass(slots=True, eq=False)
class Run:
    """Clusters written one after the other on one baseline; ``blank_end``: a blank after them."""

    clusters: list[Cluster] = field(default_factory=list)
    blank_end: bool = False

    @property
    def last(self) -> Cluster:
        """The cluster written last."""
        return self.clusters[-1]

    @property
    def x(self) -> float:
        """Where the run begins."""
        return self.clusters[0].x


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """The runs of a page's characters, given and left in drawing order."""
    runs: list[Run] = []
    blanks = 0
    for glyph in glyphs:
        run = runs[-1] if runs else None
        if glyph.text.isspace():
            blanks += 1
            if run and same_baseline(run.last, glyph):
                run.blank_end = True
            continue
        if glyph.is_mark and run and _home(runs, glyph):
            continue
        if run and not blanks and _same_place(run.last, glyph):
            if glyph.text != run.last.text:  # else drawn twice, to look bold
                run.last.add(glyph)
            continue
        cluster = Cluster(
            glyph.text, glyph.x, glyph.right, glyph.middle, glyph.y, glyph.size, glyph.box, blanks
        )
        if run and same_baseline(run.last, cluster) and _goes_on(run.last, cluster):
            run.clusters.append(cluster)
            run.blank_end = False
        else:
            cluster.blanks = 0
            runs.append(Run([cluster]))
        blanks = 0
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


def _same_place(cluster: Cluster, glyph: Glyph) -> bool:
    """Whether one drawn glyph stands for both (ActualText gives all its letters one place)."""
    return same_baseline(cluster, glyph) and abs(cluster.x - glyph.x) < 0.01 * cluster.size


def _goes_on(cluster: Cluster, other: Cluster) -> bool:
    """Whether the other cluster follows to the right, not far away."""
    gap = other.x - cluster.right
    return other.x >= cluster.x - 0.3 * cluster.size and gap <= COLUMN_GAP * cluster.size


def around(boxes: Iterable[BBox]) -> BBox:
    """The smallest box that holds all of them, of which there must be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
