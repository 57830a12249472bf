"""Large stamps whose letters are broken to dots, on drawn pages."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from tests.reading.ocr.conftest import FONTS, LETTER, drawn
from tests.reading.ocr.test_stamps import at_300
from thaidoc.reading.ocr.components import components_of
from thaidoc.reading.ocr.large_type import large_lines
from thaidoc.reading.ocr.lines import TypeLine, find_lines

Pixels = NDArray[np.uint8]
#: left and baseline of the stamp, on the letter at 300 dpi
LEFT, BASE = 300, 420


def stamped(text: str, grey: int) -> Pixels:
    """The letter at 300 dpi with a stamp above its head, half of whose pixels took no ink."""
    page = at_300(drawn(LETTER))
    stamp = Image.new("L", (page.shape[1], page.shape[0]), 255)
    font = ImageFont.truetype(FONTS / "Sarabun-Bold.ttf", 180)
    ImageDraw.Draw(stamp).text((LEFT, BASE), text, font=font, fill=grey, anchor="ls")
    took = np.random.default_rng(5).random(page.shape) < 0.5
    return np.minimum(page, np.where(took, np.array(stamp), 255).astype(np.uint8))


def found_on(page: Pixels) -> tuple[list[TypeLine], list[TypeLine]]:
    """The lines of a page, and its large ones beside those that are type."""
    pieces = components_of(page)
    lines = [line for line in find_lines(pieces) if line.pieces >= 3 and line.body < 80]
    usual = [line for line in lines if line.baseline() > BASE + 60]
    return lines, large_lines(page, pieces.body, usual)


def test_a_stamp_of_dots_is_a_line() -> None:
    _, large = found_on(stamped("ด่วนมาก", 90))
    assert len(large) == 1
    (line,) = large
    assert abs(line.baseline() - BASE) < 12
    assert abs(line.left - LEFT) < 40 and line.right > LEFT + 350
    assert 70 < line.body < 130


def test_a_faint_stamp_is_a_line() -> None:
    _, large = found_on(stamped("ด่วนมาก", 160))
    assert [abs(line.baseline() - BASE) < 12 for line in large] == [True]


def test_a_letter_without_a_stamp_has_none() -> None:
    lines, large = found_on(at_300(drawn(LETTER)))
    assert len(lines) >= 8 and large == []


def test_what_is_a_line_already_is_none_twice() -> None:
    page = stamped("ด่วนมาก", 90)
    known = found_on(page)[1]
    pieces = components_of(page)
    others = [line for line in find_lines(pieces) if line.baseline() > BASE + 60]
    assert large_lines(page, pieces.body, [*others, *known]) == []
