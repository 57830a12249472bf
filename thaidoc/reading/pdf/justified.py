"""Blanks that justified type stretched until they look like the gap between two columns.

Thai has few blanks, so a line with a single one takes all that is left of its measure there. Such
a line fills the measure from margin to margin, and nothing above or below begins where its second
part does; a column has a partner, or ends somewhere else.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from thaidoc.reading.document import Line, Segment
from thaidoc.reading.pdf.drawn import Glyph, Glyphs, around

#: in type sizes: no blank is stretched wider than this
_WIDEST = 4.0
#: justified lines end at one place, within this: a last sara am may hang over
_EDGE = 0.5
#: what begins within this of each other is a column
_ALIGNED = 0.5
#: so much of a justified line is text
_FILLED = 0.85
#: a line of this share of the widest is one of running text
_LONG = 0.7
#: so many lines above and below are looked at for a partner
_NEAR = 2


def without_wide_blanks(
    lines: Sequence[Line], size: float, glyphs: Glyphs | Sequence[Glyph]
) -> tuple[Line, ...]:
    """The lines, those of running text whose stretched blanks split them put together again.

    ``size`` is the type size in the unit of the lines' places, ``glyphs`` what the page was made
    of: a gap in which no blank was written may be a tab's after a label, and is a blank only in a
    line that begins a paragraph. Rows of tables stay as they are.
    """
    if all(len(line.segments) < 2 or line.hard for line in lines):
        return tuple(lines)
    blanks = _after_blanks(Glyphs.of(glyphs))
    left = min(line.left for line in lines)
    widest = max(line.right for line in lines) - left
    edges = [
        line.right
        for line in lines
        if len(line.segments) == 1 and line.right - line.left > _LONG * widest
    ]
    found = list(lines)
    for index, line in enumerate(lines):
        if not _is_stretched(lines, index, edges, size):
            continue
        written = all(round(segment.left, 2) in blanks for segment in line.segments[1:])
        if written or _begins_paragraph(lines[index : index + 2], left, size):
            found[index] = _joined(line)
    return tuple(found)


def _after_blanks(glyphs: Glyphs) -> set[float]:
    """Where a character begins that was written right after one blank."""
    texts, ys = glyphs.texts, glyphs.ys
    return {
        round(glyphs.xs[at + 1], 2)
        for at, text in enumerate(texts[1:-1], 1)
        if text == " " and ys[at - 1] == ys[at] == ys[at + 1] and not texts[at - 1].isspace()
    }


def _begins_paragraph(lines: Sequence[Line], left: float, size: float) -> bool:
    """Whether the first of two lines is indented and the second goes on at the margin."""
    if len(lines) < 2:
        return False
    indented, following = lines
    goes_on = following.gap < 0.5 and abs(following.left - left) < _ALIGNED * size
    return goes_on and indented.left > left + 2 * size


def _is_stretched(lines: Sequence[Line], index: int, edges: Sequence[float], size: float) -> bool:
    line = lines[index]
    if len(line.segments) < 2 or line.hard:
        return False
    gaps = [after.left - before.right for before, after in pairwise(line.segments)]
    return (
        any(abs(edge - line.right) < _EDGE * size for edge in edges)
        and max(gaps) < _WIDEST * size
        and sum(gaps) < (1 - _FILLED) * (line.right - line.left)
        and not _has_partner(lines, index, size)
    )


def _has_partner(lines: Sequence[Line], index: int, size: float) -> bool:
    """Whether something near begins where a later part of the line does."""
    near = [*lines[max(0, index - _NEAR) : index], *lines[index + 1 : index + 1 + _NEAR]]
    starts = [segment.left for line in near for segment in line.segments]
    return any(
        abs(start - segment.left) < _ALIGNED * size
        for segment in lines[index].segments[1:]
        for start in starts
    )


def _joined(line: Line) -> Line:
    boxes = [segment.bbox for segment in line.segments if segment.bbox]
    text = " ".join(segment.text for segment in line.segments)
    whole = Segment(text, line.left, line.right, around(boxes) if boxes else None)
    return replace(line, segments=(whole,))
