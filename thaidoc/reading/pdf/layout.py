"""Characters with places to lines of segments: the geometry of a page, whatever drew it.

There are no blanks between Thai words, so a gap means something: one of more than an eighth of the
type size is a blank, one of more than 1.6 sizes begins a new column, and a narrower one does where
the line above or below has a column at the same place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

from thaidoc.reading.document import Line, Segment
from thaidoc.reading.pdf.clusters import (
    BLANK_GAP,
    COLUMN_GAP,
    Run,
    Stretch,
    runs_of,
    same_baseline,
)
from thaidoc.reading.pdf.drawn import Glyph, Glyphs, around, is_mark

#: in type sizes: a gap of this before a column of the next row is that column's, however narrow
_ALIGNED_GAP = 0.2
_ALIGNED = 0.1
#: neighbours may overlap by so much
_OVERLAP = 0.15
#: line pitch of Thai type when a page has too few lines to measure it
_USUAL_PITCH = 1.35
#: no word begins with these, none ends with those: no blank is inferred there
_NEVER_FIRST = frozenset("ะาำๅ")
_NEVER_LAST = frozenset("เแโใไ")


def lines_of(glyphs: Glyphs | Sequence[Glyph], first_number: int = 1) -> tuple[Line, ...]:
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
            lines.append(Line(number, segments, _rounded(gap), blank_end=row[-1].blank_end))
        above = baseline
    return tuple(lines)


def text_size(glyphs: Glyphs | Sequence[Glyph]) -> float:
    """The type size of most of the text, in points; 16 (the usual one) where there is none."""
    return median([size for size in Glyphs.of(glyphs).sizes if size > 0] or [16.0])


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
        clusters = run.clusters()
        cuts = _filled_gaps(clusters, [part for other in others for part in other.clusters()])
        pieces = [Run(clusters[start:end]) for start, end in pairwise([0, *cuts, None])]
        pieces[-1].blank_end, pieces[-1].strays = run.blank_end, run.strays
        parted += pieces
    return sorted(parted, key=lambda run: run.x)


def _filled_gaps(clusters: list[Stretch], others: list[Stretch]) -> list[int]:
    """The letters before which there is a gap that one of the others fills."""
    return [
        index
        for index, (before, after) in enumerate(pairwise(clusters), 1)
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
    clusters = [cluster for run in row for cluster in run.clusters()]
    for place in strays:
        for before, cluster in pairwise(clusters):
            if before.x < place <= cluster.x + _OVERLAP * cluster.size:
                cluster.blanks = cluster.blanks or 1
                break


def _with_marks_home(row: list[Run]) -> list[Run]:
    """The row's runs, marks that were drawn before or far from their letters put over them."""
    if not any(is_mark(stretch.text) for run in row for stretch in run.stretches):
        return row
    clusters = [cluster for run in row for cluster in run.clusters()]
    orphans = [cluster for cluster in clusters if is_mark(cluster.text)]
    letters = [cluster for cluster in clusters if not is_mark(cluster.text)]
    if not letters:
        return row
    for mark in orphans:
        home = min(letters, key=lambda letter: _distance(mark.middle, letter))
        home.text += mark.text
        home.box = around((home.box, mark.box))
    for run in row:
        run.stretches = [cluster for cluster in run.stretches if not is_mark(cluster.text)]
    return [run for run in row if run.stretches]


def _distance(place: float, cluster: Stretch) -> float:
    """How far a place on the line is from a letter; 0 over it."""
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

    stretches: list[Stretch]
    texts: list[str]

    def segment(self) -> Segment:
        """The segment as the document keeps it: one text, one frame, in rounded points."""
        first = self.stretches[0]
        left = _rounded(first.x)
        if len(self.stretches) == 1:
            right, box = first.right, first.box
        else:
            right = max([stretch.right for stretch in self.stretches])
            box = around([stretch.box for stretch in self.stretches])
        x0, top, x1, bottom = box
        rounded = (_rounded(x0), _rounded(top), _rounded(x1), _rounded(bottom))
        return Segment("".join(self.texts).strip(), left, _rounded(right), rounded)


@dataclass(slots=True)
class _Row:
    """The stretches of a row and, between each and the next, its gap and the larger type size."""

    stretches: list[Stretch]
    gaps: list[float]
    sizes: list[float]

    @classmethod
    def of(cls, stretches: list[Stretch]) -> "_Row":
        """Measure what lies between stretches that are given from left to right."""
        return cls(
            stretches,
            [b.x - a.right for a, b in pairwise(stretches)],
            [a.size if a.size > b.size else b.size for a, b in pairwise(stretches)],
        )

    def columns(self) -> list[float]:
        """Where columns begin by the row's own gaps alone, but for the first."""
        gaps = enumerate(zip(self.gaps, self.sizes, strict=True), 1)
        return [self.stretches[at].x for at, (gap, size) in gaps if gap > COLUMN_GAP * size]

    def spacing(self) -> float:
        """What justified type puts between all letters of a line: a gap that most exceed."""
        pairs = zip(self.gaps, self.stretches[1:], strict=True)
        gaps = [gap for gap, stretch in pairs if not stretch.blanks]
        gaps += [gap for stretch in self.stretches for gap in stretch.gaps()]
        # not the median: in a row of short words every other gap is a blank's
        return max(0.0, sorted(gaps)[len(gaps) // 4]) if len(gaps) > 5 else 0.0


def _parts(row: _Row, columns: Sequence[float]) -> list[_Part]:
    """The row's segments; ``columns`` are places where rows beside it begin one."""
    spacing: float | None = None
    before = row.stretches[0]
    part = _Part([before], [before.text])
    parts = [part]
    for stretch, gap, size in zip(row.stretches[1:], row.gaps, row.sizes, strict=True):
        text = stretch.text
        if gap > COLUMN_GAP * size or (
            columns
            and not stretch.blanks
            and any(_begins_at(column, stretch, gap / size) for column in columns)
        ):
            part = _Part([], [])
            parts.append(part)
        elif stretch.blanks:
            part.texts.append(" " * stretch.blanks)
        elif gap > BLANK_GAP * size and not (
            text[0] in _NEVER_FIRST or before.text[-1] in _NEVER_LAST
        ):
            spacing = row.spacing() if spacing is None else spacing
            if gap - spacing > BLANK_GAP * size:
                part.texts.append(" ")
        part.stretches.append(stretch)
        part.texts.append(text)
        before = stretch
    return parts


def _segments(rows: list[list[Run]]) -> list[tuple[Segment, ...]]:
    written = [_Row.of([part for run in row for part in run.stretches]) for row in rows]
    wide = [row.columns() for row in written]
    result = []
    for index, row in enumerate(written):
        beside = (wide[index - 1] if index else []) + (wide[index + 1 : index + 2] or [[]])[0]
        segments = (part.segment() for part in _parts(row, beside))
        result.append(tuple(segment for segment in segments if segment.text))
    return result


def _begins_at(column: float, stretch: Stretch, gap: float) -> bool:
    """Whether a stretch begins the column at this place, after a gap of so many type sizes.

    Text that overflows its cell leaves no gap but a step back to exactly where the next begins.
    """
    off = abs(column - stretch.x) / stretch.size
    return (gap > _ALIGNED_GAP and off < _ALIGNED) or (gap < -0.01 and off < 0.01)


@lru_cache(maxsize=16_384)
def _rounded(place: float) -> float:
    """A place to a hundredth of a point.

    Margins, baselines and edges return on line after line and page after page: as one object each,
    they take a quarter less memory, and less time than rounding does.
    """
    return round(place, 2)
