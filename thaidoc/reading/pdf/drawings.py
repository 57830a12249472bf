"""What is drawn on a PDF page besides its text: pictures, ruled lines, and text nobody sees.

One pass over pdfium's page objects tells whether a page is a scan, whether its text lies unseen
over or under a picture of the page (an OCR layer), and where a table is ruled.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from thaidoc.reading.pdf.drawn import around
from thaidoc.reading.pdf.glyphs import Frame
from thaidoc.record import BBox

#: so many drawn paths are letters turned into outlines, if there is little other text
_OUTLINES = 200
#: a path thinner than this, in points, is a line, however it is painted
_LINE_WIDTH = 3.0
#: a line shorter than this, in points, rules no cell
_SHORTEST = 6.0
#: a page may have a map on it: so many paths are no table's
_MOST_PATHS = 20_000
#: a picture of this share of the page is the page
_WHOLE = 0.8
#: colours lighter than this (of 255) are paper
_PAPER = 250

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawings:
    """The drawings of one page.

    ``pictures`` are the boxes of pictures, ``lines`` those of thin lines and of the sides of
    rectangles, as shown; ``paths`` counts all paths. ``hidden_text`` is the share of text objects
    that are painted invisibly or lie under a picture of the whole page, 0 to 1.
    """

    frame: Frame
    pictures: list[BBox] = field(default_factory=list)
    lines: list[BBox] = field(default_factory=list)
    paths: int = 0
    hidden_text: float = 0.0

    def share(self, *, outlines: bool) -> float:
        """The share of the page, 0 to 1, that pictures cover.

        Any drawing at all counts a little, so that a page without text is not taken for blank;
        with ``outlines`` very many paths count as letters that were turned into outlines.
        """
        if outlines and self.paths > _OUTLINES:
            return 1.0
        covered = sum((x1 - x0) * (bottom - top) for x0, top, x1, bottom in self.pictures)
        area = max(1.0, self.frame.width * self.frame.height)
        return min(1.0, covered / area + (0.01 if self.paths else 0.0))

    @property
    def is_layered(self) -> bool:
        """Whether the page is one picture with text that nobody sees: what OCR makes of a scan."""
        return self.hidden_text > 0.5 and self.share(outlines=False) > _WHOLE


def drawings_of(page: Any, frame: Frame) -> Drawings:
    """The drawings of a page that pdfium shows unrotated; boxes are as ``frame`` shows them."""
    from pypdfium2 import raw

    found = Drawings(frame)
    texts: list[tuple[Any, int]] = []
    for order, (drawn, kind, matrix) in enumerate(_objects(page)):
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.append((drawn, order))
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            found.pictures.append(_clipped(_box(drawn, matrix, frame), frame))
            if found.share(outlines=False) > _WHOLE:
                texts = [(text, -1) for text, _ in texts]  # whatever came before is covered
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            found.paths += 1
            if kind == raw.FPDF_PAGEOBJ_PATH and found.paths < _MOST_PATHS:
                found.lines.extend(_lines(drawn, matrix, frame))
    if texts and found.share(outlines=False) > _WHOLE:
        unseen = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
        hidden = sum(
            order < 0 or raw.FPDFTextObj_GetTextRenderMode(text) in unseen for text, order in texts
        )
        found.hidden_text = hidden / len(texts)
    return found


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Every object, those inside forms too, with its type and its form's matrix."""
    from pypdfium2 import raw

    get_object, get_type = raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = get_object(page, index)
        kind = get_type(drawn)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _inside(drawn, _SAME, 4)
        else:
            yield drawn, kind, _SAME


def _inside(form: Any, outer: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
    from pypdfium2 import raw

    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(form, own)
    matrix = _after((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    for index in range(raw.FPDFFormObj_CountObjects(form)):
        drawn = raw.FPDFFormObj_GetObject(form, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield drawn, kind, matrix
        elif depth:
            yield from _inside(drawn, matrix, depth - 1)


def _after(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """The matrix that does what ``inner`` does and then what ``outer`` does."""
    (a, b, c, d, e, f), (p, q, r, s, t, u) = inner, outer
    return (
        *(a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s),
        *(e * p + f * r + t, e * q + f * s + u),
    )


def _placed(x: float, y: float, matrix: _Matrix, frame: Frame) -> BBox:
    """A point as a box without size, as shown."""
    a, b, c, d, e, f = matrix
    x, y = frame.shown(a * x + c * y + e, b * x + d * y + f)
    return (x, y, x, y)


def _box(drawn: Any, matrix: _Matrix, frame: Frame) -> BBox:
    """The box of an object as shown."""
    import ctypes

    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return around([_placed(x.value, y.value, matrix, frame) for x, y in corners])


def _clipped(box: BBox, frame: Frame) -> BBox:
    """The part of a box that is on the page."""
    x0, top, x1, bottom = box
    x0, top = min(max(x0, 0.0), frame.width), min(max(top, 0.0), frame.height)
    return (x0, top, min(max(x1, x0), frame.width), min(max(bottom, top), frame.height))


# --- ruled lines -----------------------------------------------------------------------------


def _lines(path: Any, matrix: _Matrix, frame: Frame) -> Iterator[BBox]:
    """The boxes of the lines that a path draws: itself if it is thin, else its straight sides."""
    box = _box(path, matrix, frame)
    width, height = box[2] - box[0], box[3] - box[1]
    if max(width, height) < _SHORTEST:
        return
    if min(width, height) <= _LINE_WIDTH:
        if _is_seen(path, stroked=False):
            yield box
    elif _is_seen(path, stroked=True):
        yield from _sides(path, matrix, frame)


def _is_seen(path: Any, *, stroked: bool) -> bool:
    """Whether a path is painted in a colour that shows; by a stroke, if that is asked for."""
    import ctypes

    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    ways = [raw.FPDFPageObj_GetStrokeColor] if stroke.value else []
    if fill.value and not stroked:
        ways.append(raw.FPDFPageObj_GetFillColor)
    for color_of in ways:
        red, green, blue, alpha = (ctypes.c_uint(255) for _ in range(4))
        color_of(path, red, green, blue, alpha)
        if alpha.value and min(red.value, green.value, blue.value) < _PAPER:
            return True
    return False


def _sides(path: Any, outer: _Matrix, frame: Frame) -> Iterator[BBox]:
    """The straight pieces of a path that run along the page's sides and are long enough."""
    import ctypes

    from pypdfium2 import raw

    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(path, own)
    matrix = _after((own.a, own.b, own.c, own.d, own.e, own.f), outer)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0, 0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(path), 4 * _MOST_PATHS)):
        piece = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(piece, x, y)
        here = _placed(x.value, y.value, matrix, frame)
        kind = raw.FPDFPathSegment_GetType(piece)
        ends = [(last, here)] if kind == raw.FPDF_SEGMENT_LINETO else []
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        if raw.FPDFPathSegment_GetClose(piece):
            ends.append((here, first))
        last = here
        for side in map(around, ends):
            width, height = side[2] - side[0], side[3] - side[1]
            if min(width, height) <= 1.0 and max(width, height) >= _SHORTEST:
                yield side
