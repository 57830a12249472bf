import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.thai.nikhahit import lost
from thaidoc.thai.repair import repair

LETTER = """ตามที่สำนักงานปลัดกระทรวงได้กำหนดแนวทางการดำเนินการจัดทำแผน จำนวน ๑๒ แห่ง นั้น
บัดนี้ คณะกรรมการพิจารณาแล้ว เห็นว่าจำเป็นต้องทำความเข้าใจกับผู้นำชุมชน จึงขอให้อำเภอและตำบลที่อยู่ริมแม่น้ำ
สำรวจน้ำดื่มและระบบประปาให้แล้วเสร็จ ตามอำนาจหน้าที่ และรายงานผลภายในวันทำการถัดไป ทั้งนี้ ไม่ต่ำกว่าเดือนละครั้ง
"""
#: hypothesis gives them in any order: each is said in a way that stays certain beside any other
PHRASES = [phrase for phrase in LETTER.split() if len(phrase) > 2]


def without(text: str) -> str:
    return text.replace("ำ", "า")


def test_a_letter_gets_every_nikhahit_back() -> None:
    assert lost(without(LETTER)) == (LETTER, LETTER.count("ำ"))


@settings(deadline=None)
@given(st.permutations(PHRASES))
def test_in_any_order(phrases: list[str]) -> None:
    page = " ".join(phrases)
    assert lost(without(page))[0] == page


@pytest.mark.parametrize(
    "word", ["นา", "ทา", "คา", "กา", "จาน", "สา", "ขา", "รา", "ลาดยาง", "ราคา", "สาขา", "ค้า"]
)
def test_where_both_are_words_nothing_is_changed(word: str) -> None:
    restored, _ = lost(without(LETTER) + f"ไป {word} มา")
    assert restored == LETTER + f"ไป {word} มา"


def test_a_longer_word_decides_between_two_words() -> None:
    assert "จัดทำ" in lost(without(LETTER) + " จัดทา")[0]
    assert "น้ำท่วม" in lost(without(LETTER) + " น้าท่วม")[0]


def test_a_page_that_has_its_sara_am_keeps_typing_errors() -> None:
    page = LETTER + " แผนประจาปี สานักงาน กาหนด"
    assert lost(page) == (page, 0)


def test_a_single_error_is_the_authors() -> None:
    page = "ประกาศรายการราคากลางการก่อสร้างอาคารตามแผนประจาปี"
    assert lost(page) == (page, 0)


@pytest.mark.parametrize("page", ["", "a", "นาย ก. มา", "ลาซาด้า อัลอาลาวี ซาลาคอฟ เซ้าท์อีสต์ ดาต้า " * 5])
def test_what_is_no_sign_stays(page: str) -> None:
    assert lost(page) == (page, 0)


def test_a_foreign_name_on_a_damaged_page_stays() -> None:
    assert lost(without(LETTER) + " อัลอาลาวี")[0] == LETTER + " อัลอาลาวี"


def test_it_is_a_rule_of_repair() -> None:
    damaged = without(LETTER)
    repaired = repair(damaged)
    assert repaired.text == LETTER
    assert repaired.counts == {"lost-nikhahit": LETTER.count("ำ")}


@settings(deadline=None)
@given(st.text(st.sampled_from("กจนวสาำ้ัง "), max_size=60))
def test_only_sara_aa_becomes_sara_am(text: str) -> None:
    page = without(LETTER) + text
    restored, times = lost(page)
    assert len(restored) == len(page)
    assert without(restored) == without(page)
    assert times == restored.count("ำ") - page.count("ำ")
