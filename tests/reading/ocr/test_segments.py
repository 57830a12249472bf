"""Where on its line each character stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.document import Segment
from thaidoc.reading.ocr.geometry import BODY, STEP
from thaidoc.reading.ocr.lines import TypeLine, crop_begins
from thaidoc.reading.ocr.recogniser import ReadLine
from thaidoc.reading.ocr.segments import places_of
from thaidoc.thai.text import normal_form

BOX = (100.0, 50.0, 300.0, 70.0)


def read(text: str, steps: tuple[int, ...]) -> ReadLine:
    chance = (0.9,) * len(text)
    return ReadLine(text, chance, chance, steps)


def line(steps: int) -> TypeLine:
    """A line whose picture has so many steps, at the size at which it is read."""
    return TypeLine(100.0, 100.0 + steps * STEP, 0.0, 200.0, BODY, steps)


def test_a_character_begins_half_way_from_the_one_before() -> None:
    found = line(50)
    into = (found.left - crop_begins(found)) / STEP
    places = places_of("กข๑", read("กข๑", (int(into), int(into) + 10, int(into) + 40)), found)
    assert places == pytest.approx((0.0, 5 / 50, 25 / 50), abs=0.03)


def test_a_sign_that_the_normal_form_joins_stands_where_its_parts_stood() -> None:
    written = "นํ้า ๙"
    text = normal_form(written)
    assert text == "น้ำ ๙"
    places = places_of(text, read(written, (2, 4, 5, 8, 20, 40)), line(50))
    assert len(places) == len(text)
    assert places[-1] == pytest.approx(0.6, abs=0.08) and max(places[:3]) < 0.25


@given(st.text("กขคเาำิ่ ๑2/.-", max_size=30), st.data())
def test_places_run_from_left_to_right_within_the_line(text: str, data: st.DataObject) -> None:
    steps = sorted(data.draw(st.lists(st.integers(0, 99), min_size=len(text), max_size=len(text))))
    normal = normal_form(text)
    places = places_of(normal, read(text, tuple(steps)), line(100))
    assert len(places) == (len(normal) if text else 0)
    assert all(0.0 <= place <= 1.0 for place in places)
    if normal == text:
        assert list(places) == sorted(places)


@pytest.mark.parametrize(
    ("turns", "box"),
    [
        (0, (200.0, 50.0, 250.0, 70.0)),
        (1, (100.0, 60.0, 300.0, 65.0)),
        (2, (150.0, 50.0, 200.0, 70.0)),
        (3, (100.0, 55.0, 300.0, 60.0)),
    ],
)
def test_the_box_of_some_characters_lies_along_the_type(turns: int, box: tuple[float, ...]) -> None:
    places = (0.0, 0.25, 0.5, 0.75)
    segment = Segment("ที่/๙", 0, 1, BOX, places=(*places, 0.9), turns=turns)
    assert segment.box_of(2, 3) == box


def test_where_no_places_are_known_the_box_is_the_whole() -> None:
    assert Segment("ก๑", 0, 1, BOX).box_of(1, 2) == BOX
    assert Segment("ก๑", 0, 1, None, places=(0.0, 0.5)).box_of(1, 2) is None
    assert Segment("ก๑", 0, 1, BOX, places=(0.0, 0.5)).box_of(0, 2) == BOX
