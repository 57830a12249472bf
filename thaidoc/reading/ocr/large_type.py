"""Large stamps that a scan broke to dots or left faint, such as ``ด่วนที่สุด`` above a letter's head.

Their letters are no connected pieces of ink. Seen from farther off, in a picture so much smaller
that the dots run together, they are; what stands there already as a line is left out.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from thaidoc.reading.ocr.components import Components, Floats, Grey
from thaidoc.reading.ocr.lines import TypeLine, find_lines

#: so much of a page, from its top, has stamps in large type
_TOP = 0.35
#: the picture is looked at so much smaller
_SMALLER = 3
#: darker than the paper around by so many grey levels is ink: much fainter than type may be
_FAINT = 24
#: breaks in strokes that are closed, in pixels of the small picture
_BROKEN = (3, 3)
#: height of large type, in bodies of the page's
_LEAST, _MOST = 1.5, 4.0
#: so many letters make a line, and so many lines are looked at
_LETTERS, _LINES = 3, 4


def large_lines(picture: Grey, body: float, lines: Sequence[TypeLine]) -> list[TypeLine]:
    """The lines of large type at the top of a page that are none of its lines yet.

    :param body: the height of the page's letters, in pixels.
    """
    top = picture[: round(_TOP * picture.shape[0])]
    if min(top.shape) < _SMALLER * 31:
        return []
    small = np.asarray(
        cv2.resize(top, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA),
        np.uint8,
    )
    dark = _faint_ink(small, lines)
    _, _, found, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    left, upper, width, height, area = found[1:].astype(np.float64).T
    large = _body(width, height, body / _SMALLER)
    if large is None:
        return []
    seen = find_lines(Components(left, upper, width, height, area, large))
    return [_enlarged(line) for line in seen if line.pieces >= _LETTERS][:_LINES]


def _faint_ink(small: Grey, lines: Sequence[TypeLine]) -> Grey:
    """Where the small picture is darker than around (1), but for the lines that are known."""
    paper = cv2.blur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (9, 9))
    _, dark = cv2.threshold(cv2.subtract(paper, small), _FAINT, 1, cv2.THRESH_BINARY)
    for line in lines:
        x0, y0, x1, y1 = (max(0, round(value / _SMALLER)) for value in line.box)
        dark[y0:y1, x0:x1] = 0
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(_BROKEN, np.uint8)), np.uint8)


def _body(width: Floats, height: Floats, body: float) -> float | None:
    """The height of most large letters; None where there are too few."""
    letters = (height >= _LEAST * body) & (height <= _MOST * body)
    letters &= (width > 0.3 * height) & (width < 1.6 * height)
    return float(np.median(height[letters])) if letters.sum() >= _LETTERS else None


def _enlarged(line: TypeLine) -> TypeLine:
    """A line of the small picture in pixels of the page's."""
    return TypeLine(
        line.left * _SMALLER,
        line.right * _SMALLER,
        line.slope,
        line.offset * _SMALLER,
        line.body * _SMALLER,
        line.pieces,
    )
