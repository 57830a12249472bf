"""A scan in colours is seen in red and in blue light too, one in grey is not."""

import io
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from thaidoc.reading import image
from thaidoc.reading.formats import Source
from thaidoc.reading.pdf.scans import picture_of
from thaidoc.reading.recognition import Picture, looking_at

SIZE = (400, 600)
RED, BLUE = (220, 40, 60), (40, 60, 200)


def page(mode: str) -> Image.Image:
    """A white page, its upper half red, a strip at the bottom blue."""
    scan = Image.new("RGB", SIZE, "white")
    scan.paste(RED, (0, 0, 400, 300))
    scan.paste(BLUE, (0, 500, 400, 600))
    return scan.convert(mode)


def in_pdf(scan: Image.Image) -> Picture:
    held = io.BytesIO()
    scan.save(held, "PDF", resolution=100)
    pdf = pypdfium2.PdfDocument(held.getvalue())
    try:
        return picture_of(pdf, 1)
    finally:
        pdf.close()


def in_file(scan: Image.Image) -> Picture:
    held = io.BytesIO()
    scan.save(held, "PNG", dpi=(100, 100))
    with looking_at(1) as look:
        image.read(Source(held.getvalue(), "scan.png", "image/png"))
    assert look.picture is not None
    return look.picture


@pytest.mark.parametrize("seen", [in_pdf, in_file])
def test_red_ink_is_light_in_red_light_and_blue_in_blue(
    seen: Callable[[Image.Image], Picture],
) -> None:
    picture = seen(page("RGB"))
    assert picture.red is not None and picture.blue is not None
    assert picture.pixels.shape == picture.red.shape == picture.blue.shape == (600, 400)
    upper, lower = (slice(20, 280), slice(20, 380)), (slice(520, 580), slice(20, 380))
    assert [int(np.median(light[upper])) for light in (picture.red, picture.blue)] == pytest.approx(
        [RED[0], RED[2]], abs=4
    )
    assert [int(np.median(light[lower])) for light in (picture.red, picture.blue)] == pytest.approx(
        [BLUE[0], BLUE[2]], abs=4
    )
    assert int(np.median(picture.pixels[upper])) == pytest.approx(
        0.299 * RED[0] + 0.587 * RED[1] + 0.114 * RED[2], abs=4
    )


@pytest.mark.parametrize("seen", [in_pdf, in_file])
@pytest.mark.parametrize("mode", ["L", "1"])
def test_a_page_in_grey_has_no_colours(seen: Callable[[Image.Image], Picture], mode: str) -> None:
    picture = seen(page(mode))
    assert picture.red is None and picture.blue is None


def test_a_scan_in_colours_of_a_page_without_any_is_grey() -> None:
    scan = page("L").convert("RGB")
    scan.putpixel((8, 8), RED)
    picture = in_pdf(scan)
    assert picture.red is None and picture.blue is None
