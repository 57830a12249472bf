"""A page put together, with a recogniser that says what the test wants."""

from collections.abc import Callable, Sequence
from typing import cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.reading.ocr.conftest import drawn
from thaidoc.reading.document import Page
from thaidoc.reading.ocr.fit import Fit
from thaidoc.reading.ocr.page import read_page
from thaidoc.reading.ocr.recogniser import ReadLine, Recogniser
from thaidoc.reading.recognition import Picture

Pixels = NDArray[np.uint8]
A4 = (595.2, 841.92)


def line(text: str, sure: float = 0.99) -> ReadLine:
    return ReadLine(text, (sure,) * len(text), (sure,) * len(text), (0,) * len(text))


class Says:
    """A recogniser: ``say`` gives, from the number of the call, what stands on every line."""

    def __init__(self, say: Callable[[int], ReadLine]):
        self._say = say
        self.fit = Fit()
        self.calls = 0

    def read(self, pictures: Sequence[Pixels]) -> list[ReadLine]:
        self.calls += 1
        return [self._say(self.calls) for _ in pictures]


def page_of(pixels: Pixels, says: Says, size: tuple[float, float] = A4) -> Page:
    return read_page(Picture(pixels, *size), 3, cast(Recogniser, says))


def test_boxes_are_in_points_of_the_page(letter: Pixels) -> None:
    page = page_of(letter, Says(lambda _: line("กรมชลประทาน")))
    assert (page.number, page.decision, page.quality) == (3, "ocr", 0.99)
    assert (page.width, page.height) == A4
    assert len(page.lines) == 8
    head = page.lines[0]
    assert [segment.left for segment in head.segments] == pytest.approx([86.4, 364.8], abs=5)
    (left, top, right, bottom) = head.segments[0].bbox or (0, 0, 0, 0)
    assert left == pytest.approx(86.4, abs=5)
    assert top < 144 < bottom < 155
    assert right > left + 60
    gaps = [row.gap for row in page.lines]
    assert gaps[1] == pytest.approx(gaps[7], abs=0.1) and min(gaps[1], gaps[7]) > gaps[2]
    assert gaps[0] == 0.0 < gaps[6] < gaps[2]
    whole = Fit().segment("กรมชลประทาน", [0.99] * len("กรมชลประทาน"))
    assert all(segment.sure == whole for row in page.lines for segment in row.segments)


def test_a_page_that_is_read_well_is_not_turned(letter: Pixels) -> None:
    says = Says(lambda _: line("กรม", 0.9))
    page_of(letter, says)
    assert says.calls <= 2  # the second reads lines again that are set in a size of their own


def test_a_page_on_its_head_is_turned_and_its_boxes_are_as_shown(letter: Pixels) -> None:
    upright = page_of(letter, Says(lambda _: line("กรม")))
    page = page_of(
        letter[::-1, ::-1].copy(), Says(lambda call: line("กรม", 0.5 + 0.4 * (call > 1)))
    )
    assert len(page.lines) == len(upright.lines)
    for here, there in zip(page.lines, upright.lines, strict=True):
        assert here.left == pytest.approx(there.left, abs=2)
        x0, y0, x1, y1 = here.segments[0].bbox or (0, 0, 0, 0)
        left, top, right, bottom = there.segments[0].bbox or (0, 0, 0, 0)
        assert (x0, y0) == pytest.approx((A4[0] - right, A4[1] - bottom), abs=3)
        assert (x1, y1) == pytest.approx((A4[0] - left, A4[1] - top), abs=3)


def test_a_page_that_nobody_can_read_stays_as_it_lies(letter: Pixels) -> None:
    page = page_of(letter, Says(lambda _: line("กรม", 0.7)))
    assert page.lines == ()
    assert page.decision == "blank"


@pytest.mark.parametrize("size", [(1, 1), (30, 30), (5, 2000), (600, 20)])
def test_a_tiny_picture_is_blank(size: tuple[int, int]) -> None:
    says = Says(lambda _: line("กรม"))
    assert page_of(np.full(size, 255, np.uint8), says).decision == "blank"


def test_a_huge_page_is_read_at_less(letter: Pixels) -> None:
    # A0 in points: at 300 dpi it would have 139 million pixels
    page = page_of(letter, Says(lambda _: line("กรมชลประทาน")), (2384.0, 3370.0))
    assert len(page.lines) == 8
    assert page.lines[0].left == pytest.approx(86.4 * 2384 / 595.2, abs=20)


def test_pixels_need_not_be_square(letter: Pixels) -> None:
    fax = letter[::2].copy()
    page = page_of(fax, Says(lambda _: line("กรมชลประทาน")))
    assert len(page.lines) == 8


@pytest.mark.parametrize(
    ("text", "sure", "is_kept"),
    [
        ("กรมชลประทาน", 0.7, False),
        ("กรมชลประทาน", 0.8, True),
        ("โครงการส่งน้ำและบำรุงรักษา", 0.68, True),
        ("โครงการส่งน้ำและบำรุงรักษา", 0.5, False),
        ("......", 0.99, False),
        ("๒", 0.9, False),
        ("๒", 0.97, True),
        ("1T", 0.8, False),
        ("ABCDEFGHIJKLMNO", 0.8, False),
        ("www.rid.go.th/office", 0.95, True),
        ("ถ๗รวทยาศาสsตร์แลลู", 0.8, False),
    ],
)
def test_pieces_of_emblems_and_signatures_are_no_text(
    text: str, sure: float, is_kept: bool
) -> None:
    rows = [(180, 300 + 70 * at, "กรมชลประทานจะสำรวจแหล่งน้ำ") for at in range(6)]

    class Once(Says):
        def read(self, pictures: Sequence[Pixels]) -> list[ReadLine]:
            usual = [line("กรมชลประทานจะสำรวจแหล่งน้ำ")] * len(pictures)
            return [line(text, sure), *usual][: len(pictures)]

    page = page_of(drawn(rows), Once(lambda _: line("")))
    assert (len(page.lines) == 6) == is_kept
