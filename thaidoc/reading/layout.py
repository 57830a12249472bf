"""Characters with places to lines of segments: the geometry of a page, whatever drew it.

There are no blanks between Thai words, so a gap means something: one of more than an eighth of the
type size is a blank, one of more than 1.6 sizes begins a new column, and a narrower one does where
the line above or below has a column at the same place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from thaidoc.reading.clusters import (
    COLUMN_GAP,
    Cluster,
    Glyph,
    Run,
    around,
    is_mark,
    runs_of,
    same_baseline,
)
from thaidoc.reading.document import Line, Segment
from thaidoc.record import BBox

#: gaps in type sizes, measured on letters of 16 PDF producers
BLANK_GAP = 0.13
#: a gap of this size before a column of the next row is that column's, however narrow
_ALIGNED_GAP = 0.2
_ALIGNED = 0.1
#: line pitch of Thai type when a page has too few lines to measure it
_USUAL_PITCH = 1.35
#: no word begins with these, none ends with those: no blank is inferred there
_NEVER_FIRST = frozenset("ะาำๅ")
_NEVER_LAST = frozenset("เแโใไ")


def lines_of(glyphs: Sequence[Glyph], first_number: int = 1) -> tuple[Line, ...]:
    """The lines of a page from its characters in the order in which they were drawn.

    ``left``, ``right`` and boxes are in the glyphs' unit; lines are numbered one after another.
    """
    rows = _rows(runs_of(glyphs))
    pitch = _pitch(rows)
    lines: list[Line] = []
    above: float | None = None
    for row, segments in zip(rows, _segments(rows), strict=True):
        baseline = row[0].last.y
        gap = 0.0 if above is None else max(0.0, (baseline - above) / pitch - 1)
        if segments:
            number = first_number + len(lines)
            lines.append(Line(number, segments, round(gap, 2), blank_end=row[-1].blank_end))
        above = baseline
    return tuple(lines)


def text_size(glyphs: Iterable[Glyph]) -> float:
    """The type size of most of the text, in points; 16 (the usual one) where there is none."""
    return median([glyph.size for glyph in glyphs if glyph.size > 0] or [16.0])


# --- runs to lines ---------------------------------------------------------------------------


def _rows(runs: list[Run]) -> list[list[Run]]:
    """Runs on one baseline together, from top to bottom, each row from left to right."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.last.y):
        if rows and same_baseline(rows[-1][0].last, run.last):
            rows[-1].append(run)
        else:
            rows.append([run])
    rows = [_with_marks_home(row) for row in rows]
    for row in rows:
        row.sort(key=lambda run: run.x)
    return rows


def _with_marks_home(row: list[Run]) -> list[Run]:
    """The row's runs, marks that were drawn before or far from their letters put over them."""
    orphans = [cluster for run in row for cluster in run.clusters if is_mark(cluster.text)]
    letters = [cluster for run in row for cluster in run.clusters if not is_mark(cluster.text)]
    if not orphans or not letters:
        return row
    for mark in orphans:
        home = min(letters, key=lambda letter: _distance(mark.middle, letter))
        home.text += mark.text
        home.box = around((home.box, mark.box))
    for run in row:
        run.clusters = [cluster for cluster in run.clusters if not is_mark(cluster.text)]
    return [run for run in row if run.clusters]


def _distance(place: float, cluster: Cluster) -> float:
    """How far a place on the line is from a cluster; 0 over it."""
    return max(cluster.x - place, place - cluster.right, 0.0)


def _pitch(rows: list[list[Run]]) -> float:
    """The usual distance from baseline to baseline."""
    size = median([row[0].last.size for row in rows] or [16.0])
    steps = [b[0].last.y - a[0].last.y for a, b in pairwise(rows)]
    usual = [step for step in steps if 0.6 * size < step < 3 * size]
    return median(usual) if len(usual) > 2 else _USUAL_PITCH * size


@dataclass(slots=True)
class _Part:
    """A segment being made."""

    clusters: list[Cluster]
    text: str

    @property
    def x(self) -> float:
        return self.clusters[0].x

    def segment(self) -> Segment:
        return Segment(
            self.text.strip(),
            round(self.x, 2),
            round(max(cluster.right for cluster in self.clusters), 2),
            _rounded(around([cluster.box for cluster in self.clusters])),
        )


def _parts(row: list[Run], columns: Sequence[float] = ()) -> list[_Part]:
    """The row's segments; ``columns`` are places where rows beside it begin one."""
    clusters = [cluster for run in row for cluster in run.clusters]
    spacing = _letter_spacing(clusters)
    parts = [_Part(clusters[:1], clusters[0].text)]
    for before, cluster in pairwise(clusters):
        gap, size = cluster.x - before.right, max(before.size, cluster.size)
        aligned = not cluster.blanks and any(
            _begins_at(column, cluster, gap / size) for column in columns
        )
        if aligned or gap > COLUMN_GAP * size:
            parts.append(_Part([cluster], cluster.text))
        else:
            parts[-1].clusters.append(cluster)
            parts[-1].text += " " * _blanks(before, cluster, gap - spacing) + cluster.text
    return parts


def _segments(rows: list[list[Run]]) -> list[tuple[Segment, ...]]:
    wide = [[part.x for part in _parts(row)[1:]] for row in rows]
    result = []
    for index, row in enumerate(rows):
        beside = (wide[index - 1] if index else []) + (wide[index + 1 : index + 2] or [[]])[0]
        parts = _parts(row, beside)
        result.append(tuple(part.segment() for part in parts if part.text.strip()))
    return result


def _begins_at(column: float, cluster: Cluster, gap: float) -> bool:
    """Whether a cluster begins the column at this place, after a gap of so many type sizes.

    Text that overflows its cell leaves no gap but a step back to exactly where the next begins.
    """
    off = abs(column - cluster.x) / cluster.size
    return (gap > _ALIGNED_GAP and off < _ALIGNED) or (gap < -0.01 and off < 0.01)


def _blanks(before: Cluster, cluster: Cluster, gap: float) -> int:
    """How many blanks stand between two clusters: those written, or one that the gap shows."""
    if cluster.blanks:
        return cluster.blanks
    if cluster.text[0] in _NEVER_FIRST or before.text[-1] in _NEVER_LAST:
        return 0
    return int(gap > BLANK_GAP * max(before.size, cluster.size))


def _letter_spacing(clusters: list[Cluster]) -> float:
    """What justified type puts between all letters of a line: their median gap."""
    gaps = [b.x - a.right for a, b in pairwise(clusters) if not b.blanks]
    return max(0.0, median(gaps)) if len(gaps) > 5 else 0.0


def _rounded(box: BBox) -> BBox:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
