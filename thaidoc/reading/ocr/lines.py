"""The lines of type on a page: pieces of ink chained along their common baseline.

A line ends at a wide gap, so that the columns of a letter's head stay apart; each has its own
baseline, so that a page need not lie straight. Thai marks are too small to be chained: they belong
to the line whose letters they stand over.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.components import Components, Grey
from thaidoc.reading.ocr.geometry import BASELINE, BODY, HEIGHT, normalise_ink
from thaidoc.reading.printed_rows import in_rows

Floats = NDArray[np.float64]
#: gaps between letters of one line are narrower than this, in bodies
_GAP = 3.2
#: letters nearer than this belong together whatever stands between
_NEAR = 0.4
#: how far two baselines may be apart, in bodies
_STEP = 0.75
#: a baseline steeper than this is no line's
_STEEPEST = 0.06
#: stretches side by side whose baselines are nearer than this stand on one row: typists stagger
_ROW = 0.85
#: two stretches of one row that overlap and whose baselines are nearer than this are one line
_SAME = 0.3
#: a piece of which so much is ink, and that is larger than this in bodies, is a hole or a blot
_SOLID, _BLOT = 0.78, 1.3
#: more pieces of a letter's size than this are a photograph's grain
_MOST_LETTERS = 30_000
#: no page has more stretches of type than this; a photograph or a pattern may
_MOST_LINES = 400
#: what a line's picture shows beside its type on each side, in bodies
_MARGIN = 0.45
#: printed letters are no taller than this in bodies; digits written by hand may be as tall as the
#: second, if so little of their box is ink
_TALL, _TALLEST, _PEN = 3.2, 4.4, 0.25
#: marks reach so far above the baseline and below it, in bodies
_ABOVE, _BELOW = 1.9, 0.6


@dataclass(slots=True)
class TypeLine:
    """A stretch of type: left and right, its baseline ``slope * x + offset``, its body's height."""

    left: float
    right: float
    slope: float
    offset: float
    body: float
    pieces: int

    def baseline(self, x: float | None = None) -> float:
        """The baseline's row at a column, or in the middle."""
        return self.slope * ((self.left + self.right) / 2 if x is None else x) + self.offset

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the line with its marks, in pixels."""
        at = (self.baseline(self.left), self.baseline(self.right))
        return self.left, min(at) - 1.75 * self.body, self.right, max(at) + 0.5 * self.body


def find_lines(found: Components) -> list[TypeLine]:
    """The lines of type among a page's pieces of ink, in no order."""
    letters = _letters(found)
    if len(letters) > _MOST_LETTERS:
        return []
    groups = [
        group
        for group in _chained(found, letters)
        if found.height[group].min() <= _TALL * found.body  # strokes alone are a signature's
    ]
    lines = [_fitted(found, group) for group in groups]
    _stretch(found, lines)
    joined = _joined(_without_doubles(lines))
    return sorted(joined, key=lambda line: -line.pieces)[:_MOST_LINES]


def rows_of(lines: list[TypeLine]) -> list[list[TypeLine]]:
    """The lines grouped by printed row, from top to bottom, each row from left to right."""
    return in_rows(lines, lambda line: line.baseline(), _beside, open_rows=4)


def crop_begins(line: TypeLine) -> int:
    """The column at which a line's picture begins."""
    return int(max(0, line.left - _MARGIN * line.body))


def crop(page: Grey, line: TypeLine) -> NDArray[np.uint8] | None:
    """The line's picture as the recogniser takes it, its baseline level; None if it is empty."""
    scale = line.body / BODY
    left = crop_begins(line)
    right = int(min(page.shape[1], line.right + _MARGIN * line.body))
    rows = round(HEIGHT * scale)
    x, y = np.meshgrid(np.arange(left, right, dtype=np.float32), np.arange(rows, dtype=np.float32))
    y += (line.slope * x + line.offset - BASELINE * scale).astype(np.float32)
    strip = cv2.remap(page, x, y, cv2.INTER_LINEAR, borderValue=255)
    width = max(16, round((right - left) / scale))
    way = cv2.INTER_AREA if scale > 1 else cv2.INTER_LINEAR
    small = cv2.resize(strip, (width, HEIGHT), interpolation=way)
    return normalise_ink(np.asarray(small, np.uint8))


def _letters(found: Components) -> NDArray[np.intp]:
    """The pieces that have a letter's size, from left to right."""
    body = found.body
    solid = found.area > _SOLID * found.width * found.height
    blot = solid & (np.minimum(found.width, found.height) > _BLOT * body)
    thin = found.area <= _PEN * found.width * found.height
    kept = (
        ~_is_big(found)
        & ~blot
        & (found.height >= 0.68 * body)
        & ((found.height <= _TALL * body) | (found.height <= _TALLEST * body) & thin)
        & (found.width <= 14 * body)
        & (found.width >= 0.12 * body)
        & (found.area >= 0.04 * found.width * found.height)
    )
    letters = np.where(kept)[0]
    return letters[np.argsort(found.left[letters], kind="stable")]


def _is_big(found: Components) -> NDArray[np.bool_]:
    """Emblems, seals, borders and rules."""
    body = found.body
    rule = (found.width > 8 * body) & (found.height < 0.4 * body)
    return (found.height > 4.5 * body) | (found.width > 25 * body) | rule


def _chained(found: Components, letters: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Groups of letters that follow each other on a baseline."""
    body = found.body
    left, top = found.left[letters], found.top[letters]
    right, bottom = left + found.width[letters], top + found.height[letters]
    shoulder = np.maximum(top, bottom - 1.5 * body)  # without the marks on top
    parent = list(range(len(letters)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index in range(len(letters)):
        reach = int(np.searchsorted(left, right[index] + _GAP * body, side="right"))
        if reach <= index + 1:
            continue
        others = slice(index + 1, reach)
        overlap = np.minimum(bottom[index], bottom[others]) - np.maximum(
            shoulder[index], shoulder[others]
        )
        least = np.minimum(bottom[index] - shoulder[index], bottom[others] - shoulder[others])
        level = np.abs(bottom[index] - bottom[others]) <= _STEP * body
        follows = np.where((overlap >= 0.5 * least) & level)[0]
        if not len(follows):
            continue
        gaps = left[others][follows] - right[index]
        joined = follows[gaps <= _NEAR * body].tolist()
        for other in {*joined, int(follows[gaps.argmin()])}:
            parent[root(index + 1 + other)] = root(index)
    groups: dict[int, list[int]] = {}
    for index in range(len(letters)):
        groups.setdefault(root(index), []).append(index)
    return [letters[group] for group in groups.values()]


def _fitted(found: Components, group: NDArray[np.intp]) -> TypeLine:
    """The line that a group of letters stands on."""
    body = found.body
    left, width = found.left[group], found.width[group]
    middle, bottom = left + width / 2, found.top[group] + found.height[group]
    slope, offset = _baseline(middle, bottom, body)
    return TypeLine(
        left=float(left.min()),
        right=float((left + width).max()),
        slope=slope,
        offset=offset,
        body=_body_of(found.height[group], body),
        pieces=len(group),
    )


def _baseline(x: Floats, y: Floats, body: float) -> tuple[float, float]:
    """Slope and offset of the line under most letters; descenders and marks are left out."""
    level = float(np.median(y))
    near = np.abs(y - level) < 0.35 * body + 0.02 * np.ptp(x)
    if near.sum() < 6 or np.ptp(x[near]) <= 8 * body:
        return 0.0, level
    x, y = x[near], y[near]
    slope, offset = 0.0, level
    for _ in range(3):
        slope, offset = np.polyfit(x, y, 1)
        away = y - (slope * x + offset)
        kept = np.abs(away - np.median(away)) < max(2.0, 0.12 * body)
        if kept.sum() < 5:
            break
        x, y = x[kept], y[kept]
    return (float(slope), float(offset)) if abs(slope) <= _STEEPEST else (0.0, level)


def _body_of(heights: Floats, body: float) -> float:
    """The body of one line, which may be set larger than the page's type."""
    usual = heights[(heights > 0.7 * body) & (heights < 1.45 * body)]
    own = body
    if len(usual) >= 6 and len(usual) >= 0.5 * len(heights):
        own = float(np.percentile(usual, 45))
    elif len(heights) >= 5 and np.median(heights) > 1.45 * body:
        own = float(np.percentile(heights, 35))
    return min(max(own, 0.75 * body), 2.3 * body)


def _stretch(found: Components, lines: list[TypeLine]) -> None:
    """Let dots, dashes and marks at a line's ends belong to it."""
    small = np.where(~_is_big(found) & (found.area >= max(4.0, 0.01 * found.body**2)))[0]
    left, right = found.left[small], found.left[small] + found.width[small]
    middle = found.top[small] + found.height[small] / 2
    for line in lines:
        body = line.body
        for _ in range(2):
            base = line.slope * (left + right) / 2 + line.offset
            own = (
                (middle > base - _ABOVE * body)
                & (middle < base + _BELOW * body)
                & (right > line.left - 1.6 * body)
                & (left < line.right + 1.6 * body)
                & (right - left < 6 * body)
            )
            if own.any():
                line.left = min(line.left, float(left[own].min()))
                line.right = max(line.right, float(right[own].max()))


def _without_doubles(lines: list[TypeLine]) -> list[TypeLine]:
    """The lines without those swallowed by another at the same place."""
    ordered = sorted(lines, key=lambda line: line.left - line.right)
    left, right, slope, offset, body = np.array(
        [(x.left, x.right, x.slope, x.offset, x.body) for x in ordered]
    ).T.reshape(5, -1)
    kept: list[int] = []
    for index, line in enumerate(ordered):
        x = (line.left + line.right) / 2
        above = line.baseline(x) - 0.3 * line.body
        there = slope[kept] * x + offset[kept]
        shared = np.minimum(line.right, right[kept]) - np.maximum(line.left, left[kept])
        inside = (there - 1.5 * body[kept] < above) & (above < there + 0.35 * body[kept])
        if not (inside & (shared > 0.7 * (line.right - line.left))).any():
            kept.append(index)
    return [ordered[index] for index in kept]


def _joined(lines: list[TypeLine]) -> list[TypeLine]:
    """The lines, those that were stretched into each other on one baseline made one."""
    done: list[TypeLine] = []
    open_ones: list[TypeLine] = []
    for line in sorted(lines, key=lambda line: line.left):
        open_ones = [other for other in open_ones if other.right > line.left]
        before = next((other for other in open_ones if _runs_on(other, line)), None)
        if before:
            _take_in(before, line)
        else:
            done.append(line)
            open_ones.append(line)
    return done


def _runs_on(line: TypeLine, after: TypeLine) -> bool:
    """Whether ``after`` begins before ``line`` ends, on the same baseline, in the same type."""
    if not line.left <= after.left < line.right:
        return False
    x = (after.left + min(line.right, after.right)) / 2
    level = abs(line.baseline(x) - after.baseline(x)) < _SAME * line.body
    return level and 0.75 < line.body / after.body < 1.33


def _take_in(line: TypeLine, other: TypeLine) -> None:
    """Make a line reach as far as another that runs on from it."""
    middle = (line.left + line.right) / 2, (other.left + other.right) / 2
    if other.pieces > line.pieces and not line.slope:
        line.slope, line.offset = other.slope, other.offset
    elif not line.slope and middle[1] - middle[0] > 8 * line.body:
        bases = line.baseline(middle[0]), other.baseline(middle[1])
        slope = (bases[1] - bases[0]) / (middle[1] - middle[0])
        line.slope, line.offset = slope, bases[0] - slope * middle[0]
    line.right = max(line.right, other.right)
    line.pieces += other.pieces


def _beside(line: TypeLine, other: TypeLine) -> bool:
    """Whether two lines stand on one row, the one right of the other."""
    x = (line.left + line.right + other.left + other.right) / 4
    level = abs(line.baseline(x) - other.baseline(x)) < _ROW * line.body
    apart = line.left > other.right - line.body or line.right < other.left + line.body
    return level and apart
