"""Characters with places to lines of segments: the geometry of a page, whatever drew it.

There are no blanks between Thai words, so a gap means something: one of more than an eighth of the
type size is a blank, one of more than 1.6 sizes begins a new column, and a narrower one does where
the line above or below has a column at the same place.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from thaidoc.reading.document import Line, Segment
from thaidoc.reading.pdf.clusters import (
    COLUMN_GAP,
    Cluster,
    Glyph,
    Run,
    around,
    is_mark,
    runs_of,
    same_baseline,
)
from thaidoc.record import BBox

#: gaps in type sizes, measured on letters of 16 PDF producers
BLANK_GAP = 0.13
#: a gap of this size before a column of the next row is that column's, however narrow
_ALIGNED_GAP = 0.2
_ALIGNED = 0.1
#: neighbours may overlap by so much
_OVERLAP = 0.15
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
    rows = [_from_left_to_right(_with_marks_home(row)) for row in rows]
    for row in rows:
        _place_strays(row)
    return rows


def _from_left_to_right(row: list[Run]) -> list[Run]:
    """The row's runs in order; one that has letters of another in a gap is parted there.

    Where a font lacks quotation marks, LibreOffice draws them after the text around them.
    """
    parted: list[Run] = []
    for run in row:
        others = [o for o in row if o is not run and o.x < run.last.right and run.x < o.last.right]
        if not others:
            parted.append(run)
            continue
        cuts = _filled_gaps(run, [cluster for other in others for cluster in other.clusters])
        pieces = [Run(run.clusters[start:end]) for start, end in pairwise([0, *cuts, None])]
        pieces[-1].blank_end, pieces[-1].strays = run.blank_end, run.strays
        parted += pieces
    return sorted(parted, key=lambda run: run.x)


def _filled_gaps(run: Run, others: list[Cluster]) -> list[int]:
    """The clusters of a run before which there is a gap that one of the others fills."""
    return [
        index
        for index, (before, after) in enumerate(pairwise(run.clusters), 1)
        if any(
            before.right <= other.x + _OVERLAP * other.size
            and other.right <= after.x + _OVERLAP * other.size
            and after.x - before.right > 0.5 * (other.right - other.x) > 0
            for other in others
        )
    ]


def _place_strays(row: list[Run]) -> None:
    """Puts blanks that were drawn out of turn before the letter that they end at."""
    strays = [place for run in row for place in run.strays]
    if not strays:
        return
    clusters = [cluster for run in row for cluster in run.clusters]
    for place in strays:
        for before, cluster in pairwise(clusters):
            if before.x < place <= cluster.x + _OVERLAP * cluster.size:
                cluster.blanks = cluster.blanks or 1
                break


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
    texts: list[str]

    def segment(self) -> Segment:
        return Segment(
            "".join(self.texts).strip(),
            round(self.clusters[0].x, 2),
            round(max([cluster.right for cluster in self.clusters]), 2),
            _rounded(around([cluster.box for cluster in self.clusters])),
        )


@dataclass(slots=True)
class _Row:
    """The clusters of a row and, between each and the next, its gap and the larger type size."""

    clusters: list[Cluster]
    gaps: list[float]
    sizes: list[float]

    @classmethod
    def of(cls, clusters: list[Cluster]) -> "_Row":
        return cls(
            clusters,
            [b.x - a.right for a, b in pairwise(clusters)],
            [a.size if a.size > b.size else b.size for a, b in pairwise(clusters)],
        )

    def columns(self) -> list[float]:
        """Where columns begin by the row's own gaps alone, but for the first."""
        gaps = enumerate(zip(self.gaps, self.sizes, strict=True), 1)
        return [self.clusters[at].x for at, (gap, size) in gaps if gap > COLUMN_GAP * size]

    def spacing(self) -> float:
        """What justified type puts between all letters of a line: their median gap."""
        pairs = zip(self.gaps, self.clusters[1:], strict=True)
        gaps = [gap for gap, cluster in pairs if not cluster.blanks]
        return max(0.0, median(gaps)) if len(gaps) > 5 else 0.0


def _parts(row: _Row, columns: Sequence[float]) -> list[_Part]:
    """The row's segments; ``columns`` are places where rows beside it begin one."""
    spacing = row.spacing()
    before = row.clusters[0]
    part = _Part([before], [before.text])
    parts = [part]
    for cluster, gap, size in zip(row.clusters[1:], row.gaps, row.sizes, strict=True):
        text = cluster.text
        if gap > COLUMN_GAP * size or (
            columns
            and not cluster.blanks
            and any(_begins_at(column, cluster, gap / size) for column in columns)
        ):
            part = _Part([], [])
            parts.append(part)
        elif cluster.blanks:
            part.texts.append(" " * cluster.blanks)
        elif gap - spacing > BLANK_GAP * size and not (
            text[0] in _NEVER_FIRST or before.text[-1] in _NEVER_LAST
        ):
            part.texts.append(" ")
        part.clusters.append(cluster)
        part.texts.append(text)
        before = cluster
    return parts


def _segments(rows: list[list[Run]]) -> list[tuple[Segment, ...]]:
    written = [_Row.of([cluster for run in row for cluster in run.clusters]) for row in rows]
    wide = [row.columns() for row in written]
    result = []
    for index, row in enumerate(written):
        beside = (wide[index - 1] if index else []) + (wide[index + 1 : index + 2] or [[]])[0]
        segments = (part.segment() for part in _parts(row, beside))
        result.append(tuple(segment for segment in segments if segment.text))
    return result


def _begins_at(column: float, cluster: Cluster, gap: float) -> bool:
    """Whether a cluster begins the column at this place, after a gap of so many type sizes.

    Text that overflows its cell leaves no gap but a step back to exactly where the next begins.
    """
    off = abs(column - cluster.x) / cluster.size
    return (gap > _ALIGNED_GAP and off < _ALIGNED) or (gap < -0.01 and off < 0.01)


def _rounded(box: BBox) -> BBox:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
