"""Red seals and blue pens on drawn pages in colours."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.reading.ocr.conftest import LETTER, drawn
from tests.reading.ocr.test_stamps import at_300
from thaidoc.reading.ocr.inks import Inks, inks_of
from thaidoc.reading.ocr.upright import View, views

Pixels = NDArray[np.uint8]
RED, BLUE, BLACK = (215, 60, 80), (50, 70, 190), (20, 20, 20)
#: a seal over the letter's closing, and a signature's strokes across the end of the same line
RING = (1250, 1560, 1750, 2060)
STROKES = (1560, 1690, 1620, 1900, 1660, 1690, 1700, 1900, 1750, 1700, 1790, 1880)


def seen(ring: tuple[int, ...] | None, pen: tuple[int, ...] | None) -> tuple[Pixels, Inks]:
    """The letter at 300 dpi in grey, with a seal and a signature in these colours; its inks."""
    page = Image.fromarray(at_300(drawn(LETTER))).convert("RGB")
    over = Image.new("RGB", page.size, "white")
    pencil = ImageDraw.Draw(over)
    if ring:
        pencil.ellipse(RING, outline=ring, width=7)
    if pen:
        pencil.line(STROKES, fill=pen, width=9)
    both = Image.fromarray(np.minimum(np.array(page), np.array(over)))
    red, blue = (np.array(both.getchannel(band), np.uint8) for band in "RB")
    return np.array(both.convert("L"), np.uint8), inks_of(red, blue)


def closing(view: View) -> list[tuple[float, float]]:
    """Where the lines on the row of the closing begin and end."""
    rows = [line for line in view.lines if abs(line.baseline() - 1800) < 20]
    return sorted((line.left, line.right) for line in rows)


@pytest.fixture(scope="module")
def plain() -> tuple[float, float]:
    """Where the closing stands on the letter alone."""
    (only,) = closing(next(views(seen(None, None)[0])))
    return only


def test_a_red_seal_is_found_and_leaves_the_print_whole(plain: tuple[float, float]) -> None:
    page, inks = seen(RED, None)
    view = next(views(page, inks))
    (seal,) = view.seals
    assert abs(seal.x - 1500) < 15 and abs(seal.radius - 250) < 15
    letter = at_300(drawn(LETTER))
    around = slice(1540, 2080), slice(1230, 1770)
    assert int((letter[around] < 100).sum()) == pytest.approx(
        int((view.picture[around] < 100).sum()), rel=0.01
    )
    (found,) = closing(view)
    assert found == pytest.approx(plain, abs=6)


def test_a_black_seal_is_not_taken_for_a_red_one() -> None:
    page, inks = seen(BLACK, None)
    with_colours, without = next(views(page, inks)), next(views(page))
    assert len(with_colours.seals) == 1
    assert (with_colours.picture == without.picture).all()


def test_a_signature_across_a_seal_ties_no_print(plain: tuple[float, float]) -> None:
    page, inks = seen(RED, BLUE)
    left, right = plain
    found, tied = closing(next(views(page, inks))), closing(next(views(seen(None, BLUE)[0])))
    assert found[0][0] == tied[0][0] == pytest.approx(left, abs=6)
    assert found[-1][1] == pytest.approx(right, abs=40)
    assert tied[-1][1] < right - 60


def test_blue_ink_away_from_a_seal_stays_as_it_is() -> None:
    page, inks = seen(None, None)
    pen = np.zeros_like(inks.pen)
    pen[:, 1500:2500] = 1  # a column of the head is written with it
    coloured = next(views(page, Inks(inks.red, pen)))
    plain = next(views(page))
    boxes = [sorted(line.box for line in view.lines) for view in (coloured, plain)]
    assert boxes[0] == boxes[1]
