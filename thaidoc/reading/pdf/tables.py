"""The rows of a table, each one line whose segments are its cells.

A cell whose text wraps stands on several lines of the page, between those of its neighbours, and
text of one cell may touch the next or run over it. So each cell's characters are put into lines of
their own, and the lines of a cell that wrapped are joined again.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from thaidoc.reading.document import Line, Segment
from thaidoc.reading.pdf.clusters import BASELINE_TOLERANCE
from thaidoc.reading.pdf.drawn import Glyph, Glyphs, around, is_mark
from thaidoc.reading.pdf.grids import Cell, Grid
from thaidoc.reading.pdf.layout import lines_of, text_size

#: a line that leaves more free than this, in type sizes, did not end because its cell was full:
#: hardly a Thai word is longer
_LONGEST_WORD = 6.0
#: text that touches what was written before it goes on, even over a ruled line
_TOUCHING = 0.05
#: but not where a cell begins: programs place all cells of a column at exactly one place
_SAME_START = 0.01
#: lines of two cells stand beside each other when they differ by less than this, in type sizes
_LEVEL = 0.4
#: a cell of more lines than this is a box with a text of its own, whose lines stay lines
_MOST_LINES = 12
_ITEM = re.compile(r"[-–•*]\s|\(?[๐-๙\d]{1,2}(?:\.[๐-๙\d]+)*[.)]\s|\([ก-ฮ]\)\s")
_THAI = re.compile("[ก-๛]")

_Cells = dict[Cell, list[Glyph]]


def with_tables(
    glyphs: Glyphs | Sequence[Glyph], lines: Sequence[Line], grids: Sequence[Grid]
) -> tuple[Line, ...]:
    """The lines of a page again, with one line for each row of its tables.

    ``lines`` are what :func:`lines_of` gives for ``glyphs``; those outside the tables keep their
    text and gaps. ``grids`` lie one below the other.
    """
    tables, outside = _sorted_out(glyphs, grids)
    kept: list[list[Line]] = [[] for _ in outside]
    for line in lines:
        place = _place(_middle(line), grids)
        kept[place[0]] += [] if place[1] else [line]
    found: list[Line] = []
    for index, part in enumerate(outside):
        found += kept[index] if _is_whole(kept[index], part) else lines_of(part)
        if index < len(grids):
            found += _rows(grids[index], tables[index])
    gaps = {round(_level(line), 1): line.gap for line in lines}
    return tuple(
        replace(line, number=number, gap=gaps.get(round(_level(line), 1), line.gap))
        for number, line in enumerate(found, 1)
    )


def _level(line: Line) -> float:
    """How far down the page a line stands."""
    return min((segment.bbox[3] for segment in line.segments if segment.bbox), default=-1.0)


def _middle(line: Line) -> float:
    """The height at which a line's letters stand."""
    box = line.segments[0].bbox
    return (box[1] + box[3]) / 2 if box else -1.0


def _place(height: float, grids: Sequence[Grid]) -> tuple[int, bool]:
    """What stands at a height: the table of this number, or what is above that table."""
    index = bisect_right([grid.top for grid in grids], height) - 1
    inside = index >= 0 and height <= grids[index].bottom
    return (index, True) if inside else (index + 1, False)


def _is_whole(lines: Sequence[Line], glyphs: Sequence[Glyph]) -> bool:
    """Whether these lines are all that the characters make, and need not be made again."""
    written = sum(len(glyph.text) for glyph in glyphs if not glyph.text.isspace())
    return written == sum(len("".join(line.text.split())) for line in lines)


def _sorted_out(
    glyphs: Glyphs | Sequence[Glyph], grids: Sequence[Grid]
) -> tuple[list[_Cells], list[list[Glyph]]]:
    """The characters of each table's cells, and those above, between and below the tables."""
    tables: list[_Cells] = [defaultdict(list) for _ in grids]
    outside: list[list[Glyph]] = [[] for _ in range(len(grids) + 1)]
    before: Glyph | None = None
    here: list[Glyph] = []
    starts: list[float] = []
    for glyph in glyphs:  # most of them simply go on, which needs no call
        if before and before.right == glyph.x and before.y == glyph.y and not starts:
            here.append(glyph)
            before = glyph
            continue
        if before is None or not _goes_on(before, glyph):
            height = glyph.y - 0.3 * glyph.size
            index, inside = _place(height, grids)
            starts = grids[index].starts if inside else []
            here = outside[index]
            if inside:
                here = tables[index][grids[index].cell(glyph.middle, height)]
        elif any(abs(glyph.x - start) < _SAME_START * glyph.size for start in starts):
            height = glyph.y - 0.3 * glyph.size
            here = tables[index][grids[index].cell(glyph.middle, height)]
        here.append(glyph)
        if not is_mark(glyph.text):
            before = glyph
    return tables, outside


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character belongs with the one that was written before it."""
    if abs(before.y - glyph.y) > BASELINE_TOLERANCE * max(before.size, glyph.size):
        return is_mark(glyph.text) and abs(before.y - glyph.y) < glyph.size
    if is_mark(glyph.text):
        return abs(glyph.middle - before.right) < glyph.size
    gap = (glyph.x - before.right) / glyph.size
    return glyph.text.isspace() or -0.3 <= gap <= _TOUCHING


# --- cells to rows ---------------------------------------------------------------------------


@dataclass(slots=True)
class _Paragraph:
    """Lines of a cell that wrapped, joined; ``level`` is where the first of them stands."""

    level: float
    segment: Segment
    size: float


def _rows(grid: Grid, cells: _Cells) -> Iterator[Line]:
    """A table's lines: one for each row, or as many as its cells have paragraphs."""
    for row in sorted({cell.row for cell in cells}):
        here = sorted((cell for cell in cells if cell.row == row), key=lambda cell: cell.column)
        begun: list[float] = []
        columns: list[list[_Paragraph]] = []
        for cell in here:
            paragraphs = _paragraphs(cell, cells[cell], begun, grid.open)
            if not columns and cell.column <= 0:
                begun = [paragraph.level for paragraph in paragraphs[1:]]
            columns.append(paragraphs)
        yield from _side_by_side([column for column in columns if column])


def _paragraphs(
    cell: Cell, glyphs: list[Glyph], begun: list[float], is_open: bool
) -> list[_Paragraph]:
    """A cell's paragraphs; one begins at each level in ``begun``, where a row begins."""
    lines = lines_of(glyphs)
    if not lines:
        return []
    size = text_size(glyphs)
    padding = 0.0 if is_open else max(0.0, min(min(line.left for line in lines) - cell.left, size))
    whole = cell.right - cell.left - 2 * padding
    groups = [[lines[0]]]
    for above, line in pairwise(lines):
        free = whole - (above.right - above.left)
        is_row = any(abs(level - _level(line)) < _LEVEL * size for level in begun)
        alone = len(lines) > _MOST_LINES or (is_open and cell.column == 0)
        if alone or is_row or _is_new(line, free, size, wide=bool(begun) or is_open):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [_Paragraph(_level(group[0]), _one(group), size) for group in groups]


def _is_new(line: Line, free: float, size: float, *, wide: bool) -> bool:
    """Whether a line begins a paragraph: it would have had room on the line above, or is an item.

    With ``wide`` only an item does: what begins a row there is known.
    """
    if _ITEM.match(line.text):
        return True
    if wide:
        return False
    return free > _LONGEST_WORD * size or line.right - line.left + 0.25 * size <= free


def _one(lines: Sequence[Line]) -> Segment:
    """Wrapped lines as one segment; a blank between two only where it was written or must be."""
    text = ""
    ended = False
    for line in lines:
        words = " ".join(segment.text for segment in line.segments)
        between = text and (ended or not (_THAI.match(text[-1]) and _THAI.match(words[0])))
        text += (" " if between else "") + words
        ended = line.blank_end
    boxes = [segment.bbox for line in lines for segment in line.segments if segment.bbox]
    return Segment(
        text,
        min(line.left for line in lines),
        max(line.right for line in lines),
        around(boxes) if boxes else None,
    )


def _side_by_side(columns: Sequence[Sequence[_Paragraph]]) -> Iterator[Line]:
    """The paragraphs of a row's cells as lines: together where they begin on one level.

    A cell with one paragraph, which may stand in the middle of the row, goes with the first.
    """
    levels: list[float] = []
    placed: dict[float, list[Segment]] = defaultdict(list)
    several = sorted(
        paragraph.level for column in columns if len(column) > 1 for paragraph in column
    )
    for level in several:
        if not levels or level - levels[-1] > _LEVEL * columns[0][0].size:
            levels.append(level)
    levels = levels or [0.0]
    for column in columns:
        for paragraph in column:
            reach = _LEVEL * paragraph.size
            near = [level for level in levels if abs(level - paragraph.level) <= reach]
            placed[near[0] if near else levels[0]].append(paragraph.segment)
    for level in levels:
        if placed[level]:
            yield Line(0, tuple(placed[level]), hard=True)
