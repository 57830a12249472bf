import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from thaidoc.cli.wrapping import break_offsets

SYLLABLES = [
    "ที่",
    "ไป",
    "เรื่อง",
    "กำ",
    "หนด",
    "ก๊วย",
    "จังหวัด",
    "โค",
    "รงการ",
    " ",
    " ",
    "2562",
    "มท.",
    "”",
]


def lines(text: str, room: int) -> list[str]:
    offsets = break_offsets(text, room)
    return [text[a:b] for a, b in zip([0, *offsets], [*offsets, None], strict=True)]


@given(st.lists(st.sampled_from(SYLLABLES), max_size=60).map("".join), st.integers(20, 60))
def test_lines_fit_and_lose_nothing(text: str, room: int) -> None:
    made = lines(text, room)
    assert "".join(made) == text
    assert all(cell_len(line.rstrip(" ")) <= room for line in made)
    for line in made[1:]:
        assert unicodedata.category(line[0]) != "Mn"
        assert line[0] not in "ะาำๅๆฯ"
    for line in made[:-1]:
        assert line[-1] not in "เแโใไ"


@given(st.text(max_size=80), st.integers(20, 40))
def test_any_text_comes_to_an_end(text: str, room: int) -> None:
    assert "".join(lines(text, room)) == text


@pytest.mark.parametrize("count", [0, 1, 19, 20])
def test_what_fits_stays_whole(count: int) -> None:
    assert lines("ก่" * count, 20) == ["ก่" * count]


def test_a_blank_is_the_best_place() -> None:
    assert lines("ประชุมคณะกรรมการ ครั้งที่ 2562", 18) == ["ประชุมคณะกรรมการ ", "ครั้งที่ 2562"]


def test_a_blank_far_back_leaves_too_short_a_line() -> None:
    first, *_ = lines("ตาม กรมสมมุติได้แจ้งให้จังหวัดเข้าร่วมโครงการ", 25)
    assert first == "ตาม กรมสมมุติได้แจ้งให้จังหวัด"


def test_a_number_is_not_torn() -> None:
    assert lines("ก" * 17 + "123456789", 20) == ["ก" * 17, "123456789"]


@pytest.mark.parametrize("room", range(4, 30))
def test_a_silent_letter_stays_with_its_syllable(room: int) -> None:
    for line in lines("วันจันทร์ประชาสัมพันธ์พันธุ์สัตว์สิทธิ์ศาสตร์วงศ์เซ็นต์", room):
        assert not line.startswith(
            ("ทร์", "ธ์", "ธุ์", "ว์", "ธิ์", "ทธิ์", "ร์", "ตร์", "ศ์", "งศ์", "ต์", "นต์")
        )
