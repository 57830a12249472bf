"""Where lines are found, on drawn pages."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.reading.ocr.conftest import LETTER, drawn
from thaidoc.reading.ocr.components import components_of, dark_on_light
from thaidoc.reading.ocr.geometry import BASELINE, HEIGHT
from thaidoc.reading.ocr.lines import TypeLine, crop, find_lines, rows_of
from thaidoc.reading.ocr.upright import is_on_its_side, skew_of, views

Pixels = NDArray[np.uint8]


def at_300(page: Pixels) -> Pixels:
    return np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def rows(page: Pixels) -> list[list[TypeLine]]:
    """Rows of stretches that are more than a speck."""
    found = [line for line in find_lines(components_of(at_300(page))) if line.pieces > 2]
    return rows_of(found)


def turned(page: Pixels, angle: float) -> Pixels:
    image = Image.fromarray(page).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    return np.array(image)


def test_every_row_is_a_line_and_the_columns_of_the_head_stay_apart(letter: Pixels) -> None:
    found = rows(letter)
    assert [len(row) for row in found] == [2, 1, 1, 1, 1, 1, 1, 1]
    number, agency = found[0]
    assert number.left == pytest.approx(2 * 180, abs=12)
    assert agency.left == pytest.approx(2 * 760, abs=12)
    bases = [row[0].baseline() / 2 for row in found]
    assert bases == pytest.approx([300, 420, 500, 580, 660, 720, 780, 900], abs=4)


def test_rows_that_a_typist_staggered_are_one() -> None:
    page = drawn([(180, 300, "ที่ กษ ๐๔๐๒/๑๕๗"), (760, 308, "กรมชลประทาน"), *LETTER[3:]])
    assert [len(row) for row in rows(page)][:2] == [2, 1]


@pytest.mark.parametrize("angle", [-5, -2, 1, 4])
def test_skew_is_measured_and_taken_out(letter: Pixels, angle: int) -> None:
    skewed = at_300(turned(letter, angle))
    assert skew_of(components_of(skewed)) == pytest.approx(-angle, abs=0.3)
    level = next(views(skewed))
    long = [line for line in level.lines if line.pieces > 8]
    assert len(long) >= 7
    assert max(abs(line.slope) for line in long) < 0.01


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
@pytest.mark.parametrize("angle", [0, 3])
def test_a_page_on_its_side_is_told(letter: Pixels, quarters: int, angle: int) -> None:
    page = np.rot90(at_300(turned(letter, angle)), quarters)
    assert is_on_its_side(components_of(np.ascontiguousarray(page))) == (quarters in (1, 3))


def test_a_few_letters_do_not_turn_a_page() -> None:
    page = drawn([(200, 300 + 80 * at, "ก") for at in range(8)])
    assert not is_on_its_side(components_of(at_300(page)))


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_the_way_back_from_a_turned_page(letter: Pixels, quarters: int) -> None:
    page = np.ascontiguousarray(np.rot90(turned(letter, 3), quarters))
    for view in views(page):
        dark = np.argwhere(view.picture < 60)[::499]
        for y, x in dark:
            left, top, _, _ = view.shown((float(x), float(y), float(x), float(y)))
            around = page[int(top) - 2 : int(top) + 4, int(left) - 2 : int(left) + 4]
            assert around.size == 0 or around.min() < 128


def test_what_is_no_type_makes_no_line(letter: Pixels) -> None:
    image = Image.fromarray(letter)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 40, SIZE_Y), fill=0)  # the scanner's lid
    pen.ellipse((70, 560, 110, 600), fill=0)  # punch holes
    pen.ellipse((70, 1160, 110, 1200), fill=0)
    pen.ellipse((540, 60, 700, 220), outline=0, width=5)  # a seal
    pen.line((180, 1000, 1060, 1000), fill=0, width=3)
    for at in range(300):  # specks
        x, y = (at * 7919) % 1200, (at * 104729) % 1700
        pen.point((x, y), fill=0)
    assert [len(row) for row in rows(np.array(image))] == [2, 1, 1, 1, 1, 1, 1, 1]


SIZE_Y = 1754


def test_white_on_black_is_turned_round(letter: Pixels) -> None:
    assert (dark_on_light(255 - letter) == letter).all()
    assert dark_on_light(letter) is letter


def test_type_on_a_shade_and_faint_type_are_found(letter: Pixels) -> None:
    for page in (90 + letter // 3, 160 + letter // 3):
        assert len(rows(page.astype(np.uint8))) == 8


@pytest.mark.parametrize("seed", [1, 2])
def test_a_photograph_is_no_page_of_ten_thousand_lines(seed: int) -> None:
    grain = np.random.default_rng(seed).integers(0, 256, (300, 400)).astype(np.uint8)
    photograph = cv2.resize(grain, None, fx=5, fy=5, interpolation=cv2.INTER_CUBIC)
    assert len(find_lines(components_of(np.asarray(photograph, np.uint8)))) <= 400


def test_a_blank_page_has_no_lines() -> None:
    assert find_lines(components_of(np.full((3508, 2480), 255, np.uint8))) == []
    assert find_lines(components_of(np.full((3508, 2480), 0, np.uint8))) == []


def test_a_crop_stands_on_its_baseline(letter: Pixels) -> None:
    page = at_300(letter)
    (line,) = rows(letter)[6]
    picture = crop(page, line)
    assert picture is not None
    assert picture.shape[0] == HEIGHT
    profile = picture.astype(float).sum(1)
    assert profile[BASELINE - 8 : BASELINE].sum() > 4 * profile[BASELINE + 4 :].sum()
    assert crop(np.full_like(page, 255), line) is None
