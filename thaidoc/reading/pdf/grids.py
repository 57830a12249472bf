"""Where a page has a table: its columns and rows, from ruled lines or from rows that line up.

Ruled lines come in pieces, doubled, crossing or just short of each other, one for each cell in some
programs; those that hold together make a grid. Without them, rows make one whose three or more
columns begin at exactly the same places.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from thaidoc.reading.document import Line
from thaidoc.record import BBox

#: ruled lines this near to each other, in points, are one (double lines, borders of two cells)
_SNAP = 3.0
#: a page with more lines than this in one direction has graph paper on it, or a map
_MOST_LINES = 400
#: a column narrower than this, in points, holds no text
_NARROW = 6.0
#: columns begin at one place where they differ by less than this, in type sizes
_ALIGNED = 0.1
#: as many rows with as many columns are no accident
_ROWS = _COLUMNS = 3
#: a wrapped line follows its row closely: so much more than the usual distance, in lines
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, merged ones taken together: from ``left`` to ``right``, in its first ``row``."""

    row: int
    column: int
    left: float
    right: float


@dataclass(slots=True)
class Grid:
    """A table's place: ``xs`` and ``ys`` are the edges of its columns and rows, in points.

    ``cells`` has the cell of each (column, row). In an ``open`` grid nothing rules the rows, and
    every line that begins in the first column begins one.
    """

    xs: list[float]
    ys: list[float]
    cells: dict[tuple[int, int], Cell]
    open: bool = False
    #: where text of this table begins a column of its own
    starts: list[float] = field(default_factory=list)

    @property
    def top(self) -> float:
        """Where it begins."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Where it ends."""
        return self.ys[-1]

    def cell(self, x: float, y: float) -> Cell:
        """The cell at a place; text that stands left or right of the grid is in one of its own."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = bisect_right(self.xs, x) - 1
        known = self.cells.get((column, row))
        if known is not None:
            return known
        if column < 0:
            return Cell(row, -1, -1e9, self.xs[0])
        return Cell(row, len(self.xs), self.xs[-1], 1e9)


# --- ruled -----------------------------------------------------------------------------------


@dataclass(slots=True)
class _Rule:
    """A ruled line: where it lies across its direction, and from where to where it runs."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _SNAP <= place <= self.end + _SNAP

    def meets(self, across: "_Rule") -> bool:
        return self.covers(across.at) and across.covers(self.at)


def ruled_grids(lines: Iterable[BBox]) -> list[Grid]:
    """The grids of two and more columns that ruled lines make, from top to bottom.

    Where two grids stand beside each other, only the one that begins higher is taken.
    """
    across, down = [], []
    for x0, top, x1, bottom in lines:
        if x1 - x0 >= bottom - top:
            across.append(_Rule((top + bottom) / 2, x0, x1))
        else:
            down.append(_Rule((x0 + x1) / 2, top, bottom))
    if len(down) < 1 or len(across) < 2:
        return []
    across, down = _joined(across), _joined(down)
    if max(len(across), len(down)) > _MOST_LINES:
        return []
    found: list[Grid] = []
    for rows, columns in _groups(across, down):
        grid = _grid(rows, columns)
        if grid and not any(grid.top < one.bottom and one.top < grid.bottom for one in found):
            found.append(grid)
    return sorted(found, key=lambda grid: grid.top)


def _joined(rules: list[_Rule]) -> list[_Rule]:
    """The lines with their pieces put together: on one height, and touching or nearly so."""
    joined: list[_Rule] = []
    level: list[_Rule] = []
    for rule in [*sorted(rules, key=lambda rule: rule.at), None]:
        if rule and level and rule.at - level[0].at <= _SNAP:
            level.append(rule)
            continue
        first = len(joined)
        for piece in sorted(level, key=lambda piece: piece.start):
            if len(joined) > first and piece.start <= joined[-1].end + _SNAP:
                joined[-1].end = max(joined[-1].end, piece.end)
            else:
                joined.append(_Rule(level[0].at, piece.start, piece.end))
        level = [rule] if rule else []
    return joined


def _groups(across: list[_Rule], down: list[_Rule]) -> Iterator[tuple[list[_Rule], list[_Rule]]]:
    """The lines that hold together, from top to bottom."""
    waiting = list(across)
    free = list(down)
    while waiting:
        rows, columns = [waiting.pop(0)], list[_Rule]()
        new = rows
        while new:
            met, free = _meeting(free, new)
            columns += met
            new, waiting = _meeting(waiting, met)
            rows += new
        if columns:
            yield rows, columns


def _meeting(rules: list[_Rule], others: list[_Rule]) -> tuple[list[_Rule], list[_Rule]]:
    """Those of the lines that meet any of the others, and those that meet none."""
    met, apart = list[_Rule](), list[_Rule]()
    for rule in rules:
        (met if any(rule.meets(other) for other in others) else apart).append(rule)
    return met, apart


def _edges(rules: list[_Rule], ends: list[_Rule]) -> list[float]:
    """The places of lines, and the ends of those across them that stick out."""
    places = sorted(rule.at for rule in rules)
    first, last = min(end.start for end in ends), max(end.end for end in ends)
    if first < places[0] - _NARROW:
        places.insert(0, first)
    if last > places[-1] + _NARROW:
        places.append(last)
    edges = places[:1]
    edges += (place for place in places if place - edges[-1] > _SNAP)
    return edges


def _grid(across: list[_Rule], down: list[_Rule]) -> Grid | None:
    xs, ys = _edges(down, across), _edges(across, down)
    if len(xs) < 3 or len(ys) < 2:
        return None
    sides = [_near(down, left) for left in xs]
    tops = [_near(across, top) for top in ys]
    owners: dict[tuple[int, int], tuple[int, int]] = {}
    last: dict[tuple[int, int], int] = {}
    for row, (top, bottom) in enumerate(pairwise(ys)):
        for column, (left, right) in enumerate(pairwise(xs)):
            owner = (column, row)
            if column and not _is_ruled(sides[column], (top + bottom) / 2):
                owner = owners[column - 1, row]
            elif row and not _is_ruled(tops[row], (left + right) / 2):
                owner = owners[column, row - 1]
            owners[column, row] = owner
            last[owner] = max(column, last.get(owner, column))
    cells = {
        place: Cell(owner[1], owner[0], xs[owner[0]], xs[last[owner] + 1])
        for place, owner in owners.items()
    }
    return Grid(xs, ys, cells) if len(last) > 1 else None


def _near(rules: list[_Rule], at: float) -> list[_Rule]:
    """The lines that make an edge."""
    return [rule for rule in rules if abs(rule.at - at) <= _SNAP]


def _is_ruled(edge: list[_Rule], place: float) -> bool:
    return any(rule.covers(place) for rule in edge)


# --- lined up --------------------------------------------------------------------------------


def aligned_grids(lines: Sequence[Line], size: float) -> list[Grid]:
    """The grids of three and more columns that lines make which begin them at the same places.

    Only where a row has something to be put right: a cell that wraps, or two that touch.
    ``size`` is the type size, in the unit of the lines' places.
    """
    found: list[Grid] = []
    index = 0
    while index < len(lines):
        starts = [segment.left for segment in lines[index].segments]
        end = index + 1
        if len(starts) >= _COLUMNS:
            while end < len(lines) and _belongs(lines[end], starts, size):
                end += 1
            rows = lines[index:end]
            if _is_table(rows, starts, size):
                found.append(_open_grid(rows, starts, size))
                index = end
                continue
        index += 1
    return found


def _column(left: float, starts: Sequence[float], size: float) -> int | None:
    """The column that begins at this place."""
    near = [n for n, start in enumerate(starts) if abs(start - left) < _ALIGNED * size]
    return near[0] if near else None


def _belongs(line: Line, starts: Sequence[float], size: float) -> bool:
    """Whether a line is a further row, or goes on with cells of the row above it."""
    columns = [_column(segment.left, starts, size) for segment in line.segments]
    if None in columns or any(segment.bbox is None for segment in line.segments):
        return False
    return len(columns) > 1 if columns[0] == 0 else line.gap < _CLOSE


def _is_table(rows: Sequence[Line], starts: Sequence[float], size: float) -> bool:
    full = sum(len(row.segments) == len(starts) for row in rows)
    most = sum(len(row.segments) >= _COLUMNS for row in rows)
    torn = (_is_torn(row, starts, size) for row in rows)
    return full > 1 and most >= _ROWS and any(torn)


def _is_torn(row: Line, starts: Sequence[float], size: float) -> bool:
    """Whether a line only goes on with cells, or has a cell that reaches into the next column."""
    if _column(row.segments[0].left, starts, size):
        return True
    return any(
        segment.left < start - _ALIGNED * size and segment.right > start + size
        for segment in row.segments
        for start in starts[1:]
    )


def _open_grid(rows: Sequence[Line], starts: Sequence[float], size: float) -> Grid:
    boxes = [segment.bbox for row in rows for segment in row.segments if segment.bbox]
    right = max(box[2] for box in boxes) + size
    xs = [*(start - _ALIGNED * size for start in starts), right]
    ys = [min(box[1] for box in boxes), max(box[3] for box in boxes)]
    cells = {(n, 0): Cell(0, n, *edges) for n, edges in enumerate(pairwise(xs))}
    return Grid(xs, ys, cells, open=True, starts=list(starts[1:]))
