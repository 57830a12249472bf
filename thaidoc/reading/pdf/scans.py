"""What a PDF page looks like, for those who read it from its picture."""

from typing import TYPE_CHECKING, Any

from thaidoc.reading.recognition import Picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: dots per inch at which a page is drawn that is no single scan
_DPI = 300.0
#: a scan is drawn at its own resolution, so that no pixel is mixed with others, within these
_LEAST, _MOST = 72.0, 600.0
#: a picture that covers so much of the page is the page
_WHOLE = 0.7
#: bits of a pixel in colours
_COLOURS = 24
#: of every so-many-th pixel, the least share with so much between red and blue: a seal's ring has
#: more, and a scanner in colours gives most pages less
_SAMPLED, _INKED, _HUED = 8, 0.0002, 40
#: more pixels than this are drawn of no page, however large it is
_PIXELS = 50_000_000
_POINTS = 72.0


def picture_of(pdf: Any, number: int) -> Picture:
    """The page with this number (from 1), in grey; a scan in colours also in red and blue."""
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        dpi, is_coloured = _scan(page)
        scale = min(dpi / _POINTS, (_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=not is_coloured)
        try:
            grey, red, blue = _lights(bitmap.to_numpy())
        finally:
            bitmap.close()
    finally:
        page.close()
    return Picture(grey, width, height, red, blue)


def _lights(
    pixels: "NDArray[np.uint8]",
) -> "tuple[NDArray[np.uint8], NDArray[np.uint8] | None, NDArray[np.uint8] | None]":
    """A drawn page, in grey or in blue, green and red: in grey, in red and in blue, all copied."""
    import numpy as np

    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.array(pixels.reshape(pixels.shape[:2]), np.uint8), None, None
    import cv2

    grey = cv2.cvtColor(np.ascontiguousarray(pixels[..., :3]), cv2.COLOR_BGR2GRAY)
    few = pixels[::_SAMPLED, ::_SAMPLED, :3].astype(np.int16)
    if (abs(few[..., 2] - few[..., 0]) > _HUED).mean() < _INKED:
        return np.asarray(grey, np.uint8), None, None
    red, blue = (np.ascontiguousarray(pixels[..., band]) for band in (2, 0))
    return np.asarray(grey, np.uint8), red, blue


def _scan(page: Any) -> tuple[float, bool]:
    """The resolution at which a page is drawn, in dots per inch, and whether it is in colours.

    That of the scan that the page is, where it is one.
    """
    from pypdfium2 import raw

    width, height = page.get_size()
    best: tuple[float, float] = (0.0, 0.0)
    bits = 0
    # what lies in forms is placed by matrices of its own
    for drawn in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,), max_depth=1):
        left, bottom, right, top = drawn.get_bounds()
        area = abs((right - left) * (top - bottom))
        across, down = drawn.get_px_size()
        if area > best[0]:
            # a turned page's picture has its sides the other way about: what counts is the density
            best = area, (across * down / area) ** 0.5 * _POINTS
            bits = drawn.get_metadata().bits_per_pixel
    area, dpi = best
    if area <= _WHOLE * width * height:
        return _DPI, False
    return min(max(dpi, _LEAST), _MOST), bits >= _COLOURS
