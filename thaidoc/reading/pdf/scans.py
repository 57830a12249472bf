"""What a PDF page looks like, for those who read it from its picture."""

from typing import Any

from thaidoc.reading.recognition import Picture

#: dots per inch at which a page is drawn that is no single scan
_DPI = 300.0
#: a scan is drawn at its own resolution, so that no pixel is mixed with others, within these
_LEAST, _MOST = 72.0, 600.0
#: a picture that covers so much of the page is the page
_WHOLE = 0.7
#: more pixels than this are drawn of no page, however large it is
_PIXELS = 50_000_000
_POINTS = 72.0


def picture_of(pdf: Any, number: int) -> Picture:
    """The page with this number (from 1), as shown, in grey."""
    import numpy as np

    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = (_resolution(page) or _DPI) / _POINTS
        scale = min(scale, (_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            pixels = np.array(bitmap.to_numpy(), np.uint8)
        finally:
            bitmap.close()
    finally:
        page.close()
    return Picture(pixels.reshape(pixels.shape[:2]), width, height)


def _resolution(page: Any) -> float | None:
    """The resolution of the scan that the page is, in dots per inch; None where it is none."""
    from pypdfium2 import raw

    width, height = page.get_size()
    best: tuple[float, float] = (0.0, 0.0)
    # what lies in forms is placed by matrices of its own
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=1):
        left, bottom, right, top = drawn.get_bounds()
        area = abs((right - left) * (top - bottom))
        across, down = drawn.get_px_size()
        if area > best[0]:
            # a turned page's picture has its sides the other way about: what counts is the density
            best = area, (across * down / area) ** 0.5 * _POINTS
    area, dpi = best
    return min(max(dpi, _LEAST), _MOST) if area > _WHOLE * width * height else None
