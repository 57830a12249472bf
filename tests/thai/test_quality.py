import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.quality import census, quality

SOUND = (
    "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว เห็นว่าโครงการนี้เป็นประโยชน์ จึงขอให้จังหวัดแจ้งองค์กรปกครอง"
    "ส่วนท้องถิ่นในพื้นที่ จำนวน ๑๒ แห่ง โทร. 0-2241-9000 (Smart City)"
)
LETTER = (
    "\nตามหนังสือที่อ้างถึง ขอให้ส่งผู้แทนเข้าร่วมประชุม เพื่อชี้แจงข้อเท็จจริงและแนวทางแก้ไขปัญหาที่เกิดขึ้นในพื้นที่ นั้น "
    "บัดนี้ ได้แต่งตั้งผู้แทนแล้ว ดังรายชื่อที่ส่งมาพร้อมหนังสือนี้ จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป"
)


def test_sound_thai_is_sound() -> None:
    assert quality(SOUND) == 1.0


def test_no_text_has_no_fault() -> None:
    assert quality("") == quality(" \n\t") == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "The workshop will be held at the Grand Hotel on 12 June 2019, see www.example.go.th/water",
        "1,250.00 2,500.00 12/2562 0-2241-9000 10.30 ๑๒๓ ๔๕๖ 99% - ........",
    ],
)
def test_english_and_figures_are_sound(text: str) -> None:
    assert quality(text) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(ord(letter) % 64) for letter in SOUND),  # a font's own codes
        "q~nV1jW ;tl\\rfN 'k0oZ,W b7lJ.xG h|m'Wn vV;c wq:1 ,t 'lU~ znT;iq kP1' fl\\x'n rM~;W jv",
        "¡ÃÁÊè§àÊÃÔÁ¡ÒÃ»¡¤ÃÍ§·éÍ§¶Ôè¹",
        "(cid:12)(cid:44)(cid:7)กร(cid:9)(cid:12)",
        "\ufffd\ufffdม\ufffd",
        "\ue001\ue002ก",
        "ОБЩЕСТВО გამარჯობა",
    ],
)
def test_garbage_is_bad(text: str) -> None:
    assert quality(text) < 0.5


def test_damage_lowers_quality_by_its_share() -> None:
    light = SOUND.replace("ที่", "ท ี่")
    heavy = "".join(f" {letter}" for letter in SOUND)
    assert 1.0 > quality(light) > quality(heavy)


@given(st.text(max_size=300))
def test_quality_is_a_share(text: str) -> None:
    assert 0.0 <= quality(text) <= 1.0


@given(st.text(max_size=200))
def test_counts_are_of_what_is_there(text: str) -> None:
    found = census(text)
    assert 0 <= found.thai <= found.characters <= len(text)
    assert found.plausible_words <= found.words


def test_lost_tone_marks_show_in_the_words() -> None:
    page = SOUND + LETTER
    assert quality(page) == 1.0
    assert quality(re.sub("[่-๋์]", "", page)) < 0.8
    assert quality(re.sub("[ิ-ื]", "", page)) < 0.8


def test_more_loss_is_worse() -> None:
    page = SOUND + LETTER
    shares = [quality(re.sub("[่-๋์]", "", page[:cut]) + page[cut:]) for cut in (0, len(page))]
    assert shares[0] > shares[1]


@pytest.mark.parametrize(
    "page",
    [
        "\n".join(f"{i}. นายวรพจน์ สมมุติวงศา กรรมการ" for i in range(40)),  # few names have tones
        "\n".join(f"สาธารณรัฐ{name}" for name in ("อินเดีย", "ชิลี", "เปรู", "เคนยา", "ตุรกี")) * 3,
        "ประกาศสำนักนายกรัฐมนตรี เรื่อง กำหนดวันหยุดราชการประจำปี พ.ศ. ๒๕๖๒ ลงวันที่ ๒๑ มกราคม พ.ศ. ๒๕๖๒ " * 2,
    ],
)
def test_few_tone_marks_in_sound_words(page: str) -> None:
    assert quality(page) > 0.97


def test_the_dictionary_is_not_asked_about_sound_or_short_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(text: str) -> object:
        raise AssertionError(text)

    monkeypatch.setattr("thaidoc.thai.lexicon.strain", asked)
    monkeypatch.setattr("thaidoc.thai.lost_marks.losses", asked)
    for text in (SOUND, LETTER, "", "กขค งจฉ", "The workshop is in June. " * 20):
        quality(text)
    for text in (re.sub("[่-๋์]", "", SOUND + LETTER), SOUND.replace("่", " ่") * 3):
        with pytest.raises(AssertionError):
            quality(text)


def test_many_digits_before_something_odd_are_judged_at_once() -> None:
    for strange in ("\uffff", "ü", "a-"):
        assert census("1" * 5_000 + strange).plausible_words == 0
    assert census("1" * 5_000).plausible_words == 5_000
