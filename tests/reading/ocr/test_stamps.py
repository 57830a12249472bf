"""Ruled lines, frames, seals and signatures, on drawn pages, and what is kept apart of them."""

from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tests.reading.ocr.conftest import LETTER, drawn
from thaidoc.reading.document import Page
from thaidoc.reading.ocr.components import components_of, ink
from thaidoc.reading.ocr.fit import Fit
from thaidoc.reading.ocr.lines import TypeLine
from thaidoc.reading.ocr.page import read_page
from thaidoc.reading.ocr.recogniser import ReadLine, Recogniser
from thaidoc.reading.ocr.rules import without_rules
from thaidoc.reading.ocr.seals import Seal, find_seals, has_arcs, without_rings
from thaidoc.reading.ocr.stamps import is_received, of_stamps, signatures, text_of_stamp
from thaidoc.reading.recognition import Picture

Pixels = NDArray[np.uint8]
#: the frame of a stamp on a page at 300 dpi
FRAME = (1600, 120, 2200, 400)


def at_300(page: Pixels) -> Pixels:
    return np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


def line(text: str, sure: float = 0.99) -> ReadLine:
    chance = (sure,) * len(text)
    return ReadLine(text, chance, chance, (0,) * len(text))


def stretch(left: float, base: float, right: float) -> TypeLine:
    return TypeLine(left, right, 0.0, base, 28.0, 10)


def page_with(*shapes: tuple[str, tuple[float, ...], int]) -> Pixels:
    """The letter at 300 dpi, with shapes drawn over it: what, where, how thick."""
    image = Image.fromarray(at_300(drawn(LETTER)))
    pen = ImageDraw.Draw(image)
    for what, where, width in shapes:
        if what == "box":
            pen.rectangle(where, outline=0, width=width)
        elif what == "ring":
            pen.ellipse(where, outline=0, width=width)
        else:
            pen.line(where, fill=0, width=width)
    return np.array(image)


# --- rules -----------------------------------------------------------------------------------


def test_an_underline_goes_and_the_letters_on_it_stay(letter: Pixels) -> None:
    plain = at_300(letter)
    lined = page_with(("line", (360, 1566, 1900, 1566), 5))
    cleared = without_rules(lined)
    assert cleared.frames == ()
    kept, drawn_over = ink(cleared.picture), ink(lined) > ink(plain)
    assert (ink(plain) > kept).sum() < 0.02 * ink(plain).sum()
    assert kept[drawn_over].mean() < 0.2
    wide = components_of(lined).width.max()
    assert components_of(cleared.picture, cleared.dark).width.max() < wide / 3


def test_a_page_without_rules_is_not_touched(letter: Pixels) -> None:
    page = at_300(letter)
    assert without_rules(page).picture is page


@pytest.mark.parametrize("slant", [0, 12, -12])
def test_the_frame_of_a_stamp_is_found(slant: int) -> None:
    left, top, right, bottom = FRAME
    page = page_with(
        ("line", (left, top, right, top + slant), 5),
        ("line", (left, bottom, right, bottom + slant), 5),
        ("line", (left, top, left - slant / 2, bottom), 5),
        ("line", (right, top + slant, right - slant / 2, bottom + slant), 5),
    )
    (frame,) = without_rules(page).frames
    assert frame == pytest.approx(FRAME, abs=30)


def test_a_table_is_no_frame_of_a_stamp() -> None:
    rows = [("line", (200.0, y, 2300.0, y), 4) for y in (2000.0, 2120.0, 2240.0, 2360.0)]
    columns = [("line", (x, 2000.0, x, 2360.0), 4) for x in (200.0, 1200.0, 2300.0)]
    assert without_rules(page_with(*rows, *columns)).frames == ()


@given(st.integers(0, 2**32 - 1))
def test_grain_is_no_rule(seed: int) -> None:
    grain = np.random.default_rng(seed).integers(0, 256, (200, 300)).astype(np.uint8)
    assert without_rules(grain).frames == ()


# --- seals -----------------------------------------------------------------------------------


def test_a_seal_is_found_and_its_rings_taken_out_of_the_print(letter: Pixels) -> None:
    plain = ink(at_300(letter))
    page = page_with(("ring", (1200, 1560, 1700, 2060), 6), ("ring", (1280, 1640, 1620, 1980), 5))
    dark = ink(page)
    assert has_arcs(components_of(page))
    (seal,) = find_seals(dark)
    assert (seal.x, seal.y, seal.radius) == pytest.approx((1450, 1810, 248), abs=12)
    cleared, left = without_rings(page, dark, [seal])
    assert (left ^ plain).sum() < 0.2 * (dark ^ plain).sum()
    assert (ink(cleared) ^ plain).sum() < 0.2 * (dark ^ plain).sum()
    assert (page != cleared).any() and (dark != left).any()  # what was given is not changed


def test_a_letter_has_no_seals(letter: Pixels) -> None:
    assert find_seals(ink(at_300(letter))) == []
    assert find_seals(np.zeros((50, 50), np.uint8)) == []


# --- what is kept apart ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["กรมอนามัย", "เลขรับ 1204", "วันที่ 3 ก.ค. 2567", "เวลา 10.30"], True),
        (["เลขทีรับ......"], True),
        (["วันที 3 ก.ค. 2567", "เวลา 09.15 น."], True),
        (["วันที่ 3 กรกฎาคม 2567"], False),
        (["ด่วนที่สุด"], False),
        (["รายการ", "จำนวน", "ราคา"], False),
        ([], False),
    ],
)
def test_a_receiving_stamp_is_known_by_what_it_says(texts: list[str], expected: bool) -> None:
    assert is_received(texts) is expected


def test_lines_in_a_stamp_and_scraps_in_a_seal_belong_to_them(letter: Pixels) -> None:
    page = page_with(("ring", (1200, 1560, 1700, 2060), 6))
    seals = find_seals(ink(page))
    received, through = stretch(1620, 200, 2000), stretch(300, 300, 1900)
    scrap, printed = stretch(1300, 1800, 1500), stretch(1300, 1900, 1600)
    read = [
        (received, line("เลขรับ 12")),
        (through, line("ข้อความของจดหมายที่ยาวกว่าตรา")),
        (scrap, line("ฟฒภ", 0.7)),
        (printed, line("กรมชลประทาน", 0.97)),
    ]
    assert of_stamps([FRAME], seals, read) == {id(received), id(scrap)}
    assert of_stamps([], [], read) == set()
    assert text_of_stamp(line("เลขรับ  12")) == "เลขรับ 12"
    assert text_of_stamp(line("ฟฒภ", 0.3)) == "" == text_of_stamp(line("....", 0.9))


def signed() -> Pixels:
    strokes = [(1250, 1900), (1330, 1850), (1300, 1990), (1420, 1860), (1460, 1960), (1700, 1880)]
    return page_with(("line", tuple(float(v) for point in strokes for v in point), 5))


def test_a_signature_is_found_and_type_is_none(letter: Pixels) -> None:
    (box,) = signatures(components_of(signed()), [], [])
    assert box == pytest.approx((1250, 1850, 1700, 1990), abs=10)
    assert signatures(components_of(at_300(letter)), [], []) == []
    over_type = [stretch(1240, 1900, 1710), stretch(1240, 1960, 1710), stretch(1240, 2000, 1710)]
    assert signatures(components_of(signed()), [], over_type) == []


class Says:
    """A recogniser that reads a stamp's words on every line."""

    fit = Fit()

    def read(self, pictures: Sequence[Pixels]) -> list[ReadLine]:
        return [line("เลขรับ ๑๒ กรมชลประทาน")] * len(pictures)


def test_a_page_keeps_its_stamp_and_signature_apart() -> None:
    stamp = [(820, 100, "เลขรับ ๑๒"), (820, 160, "เวลา ๑๐.๓๐")]
    image = np.minimum(signed(), at_300(drawn([*stamp])))
    pen = Image.fromarray(image)
    ImageDraw.Draw(pen).rectangle((1600, 110, 2200, 400), outline=0, width=5)
    page = read_page(Picture(np.array(pen), 595.2, 841.92), 1, cast(Recogniser, Says()))
    assert zones(page) == ["stamp", "stamp", "signature"]
    assert len(page.lines) == 8
    assert page.apart[0].text == "เลขรับ ๑๒ กรมชลประทาน" and not page.apart[2].text
    for segment in page.apart:
        assert segment.bbox is not None and 0 <= segment.bbox[0] < segment.bbox[2] <= 596


def zones(page: Page) -> list[str]:
    return [segment.zone for segment in page.apart]


def test_a_seal_at_the_pages_edge_is_taken_out_alike_each_time() -> None:
    page = page_with(("ring", (-60, 1500, 440, 2000), 7))
    dark = ink(page)
    seals = [Seal(190.0, 1750.0, 250.0)]
    seen = set()
    for grey in (0, 1, 255):
        kept = [np.full((600, 2000), grey, np.uint8) for _ in range(8)]
        del kept  # leaves memory that is not empty
        seen.add(without_rings(page, dark, seals)[0].tobytes())
    assert len(seen) == 1
