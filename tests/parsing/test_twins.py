"""A misread letter is put right only where the letter itself and the dictionary agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing.twins import mended

SOUND = "ระเบียบว่าด้วยการตรวจเงินของหน่วยงาน"


@pytest.mark.parametrize(
    "damaged",
    [
        "ระเบียบว่าด้วยการดรวจเงินของหน่วยงาน",
        "ระเบียบว่าด้วยการตรวจเงินชองหน่วยงาน",
        "ระเบียบว่าด้วย การดรวจเงินของหน่วยงาน",
    ],
)
def test_the_same_words_elsewhere_put_it_right(damaged: str) -> None:
    document = f"เรื่อง {damaged}\nตามที่มี{SOUND}แล้ว นั้น"
    assert mended(damaged, document).replace(" ", "") == SOUND


def test_without_the_words_elsewhere_it_stays() -> None:
    damaged = "ระเบียบว่าด้วยการดรวจเงินของหน่วยงาน"
    assert mended(damaged, damaged) == damaged
    assert mended(damaged, f"{damaged} การตรวจสอบ") == damaged


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("โครงการขุดสระน้ำตำบลนาดีใต้", "โครงการขุดสระน้ำตำบลมาดีใต้"),
        ("ระเบียบว่าด้วยการตรวจเงินของหน่วยงาน", "ระเบียบว่าด้วยการดรวจเงินของหน่วยงาน"),
        ("บัญชีรายชื่อนายตนุ ดีมากจริง", "บัญชีรายชื่อนายคนุ ดีมากจริง"),
    ],
)
def test_a_word_that_may_be_meant_stays(text: str, other: str) -> None:
    assert mended(text, f"{text}\n{other}") == text


@given(st.text(alphabet="ตดสลชขนมบ ้าี1a", max_size=30), st.text(max_size=30))
def test_only_letters_of_one_shape_change(text: str, rest: str) -> None:
    found = mended(text, f"{text}{rest}")
    assert len(found) == len(text)
    assert mended("", rest) == ""
