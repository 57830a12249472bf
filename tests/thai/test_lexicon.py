import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.thai.lexicon import Lexicon, lexicon, strain

SOUND = (
    "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว เห็นว่าโครงการนี้เป็นประโยชน์ต่อประชาชน จึงขอให้จังหวัดแจ้งองค์กร"
    "ปกครองส่วนท้องถิ่นในพื้นที่ทราบและถือปฏิบัติต่อไป"
)


@pytest.mark.parametrize(
    "word", ["หนังสือ", "สำนักงาน", "กระทรวงมหาดไทย", "มิถุนายน", "เชียงราย", "สิ่งที่ส่งมาด้วย", "สมชาย", "ณ"]
)
def test_words_of_letters_are_known(word: str) -> None:
    assert word in lexicon()


@pytest.mark.parametrize("word", ["", "สานักงาน", "กาหนด", "ทีี", "ก"])
def test_what_is_no_word_is_not(word: str) -> None:
    assert word not in lexicon()


def test_a_stretch_is_read_as_its_likeliest_words() -> None:
    assert lexicon().read("ขอให้จังหวัดทราบ").words == ("ขอ", "ให้", "จังหวัด", "ทราบ")
    assert lexicon().read("").words == ()


def test_a_damaged_letter_is_read_as_the_one_it_was() -> None:
    words = Lexicon({"คำ": 1.0, "คา": 2.0, "น้ำ": 1.0}, lambda word: word.replace("ำ", "า"))
    assert words.read("คา").words == ("คา",)  # every letter for itself
    assert words.read("คา", toll=0.5).words == ("คำ",)
    assert words.read("คา", toll=1.5).words == ("คา",)
    assert words.read("น้าคา", toll=1.5).words == ("น้ำ", "คา")
    assert words.read("คำ", toll=0.5).words == ("คำ",)


def test_a_letter_that_is_sound_is_never_another() -> None:
    words = Lexicon({"คา": 1.0, "ขำคา": 1.0}, lambda word: word.replace("ำ", "า"))
    assert words.read("คำ", toll=0.1).words == ("ค", "ำ")


def test_damage_strains() -> None:
    sound, letters = strain(SOUND)
    assert 0.5 < sound < 1.7
    assert letters == len(re.sub("[^ก-๎]", "", SOUND))
    assert strain(re.sub("[่-๋์]", "", SOUND))[0] > sound + 1
    assert strain("") == strain("ก. ข.") == (0.0, 0)


@settings(deadline=None)
@given(st.text(st.sampled_from("กรมสานัำงเแ้่ิ์ฯๆ"), max_size=80))
def test_the_words_of_a_stretch_are_the_stretch(stretch: str) -> None:
    reading = lexicon().read(stretch)
    assert "".join(reading.words) == stretch
    assert (reading.cost > 0) == bool(stretch)
