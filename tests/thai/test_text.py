import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thaidoc.thai.fold import fold
from thaidoc.thai.glyphs import GLYPHS, INVISIBLE, SOFT_HYPHEN, UNKNOWN
from thaidoc.thai.repair import repair
from thaidoc.thai.text import canonical_marks, normal_form

THAI = st.text(st.sampled_from([chr(code) for code in range(0x0E01, 0x0E5C)] + list(" .1aé")))
MESSY = st.text(
    st.one_of(
        st.sampled_from("กนรเแาำ \t\n\u00a0\u00ad\u200b\u200f\ufeff\uf70b\uf702\ue123\x02\x90"),
        st.sampled_from([chr(code) for code in range(0x0E31, 0x0E4F)]),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("น\u0e4d\u0e49า", "น\u0e49ำ"),
        ("น\u0e49\u0e4dา", "น\u0e49ำ"),
        ("นำ\u0e49", "น\u0e49ำ"),
        ("นา\u0e4d\u0e49", "น\u0e49ำ"),
        ("จ\u0e4dานวน", "จำนวน"),
        ("ท\u0e48\u0e35", "ท\u0e35\u0e48"),
        ("ส\u0e31\u0e48\u0e48ง", "ส\u0e31\u0e48ง"),
        ("เเละ", "และ"),
        ("ศ\u0e4c\u0e38", "ศ\u0e38\u0e4c"),
    ],
)
def test_marks_typed_in_any_order_are_one_text(typed: str, meant: str) -> None:
    assert canonical_marks(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["สิทธิ์", "พุทฺโธ", "ธมฺมํ สรณํ คจฺฉามิ", "ก็", "บริสุทธิ์", "ต่ำ", "อิ่ม", "ฤๅษี", "น้ำ", "12๓ abc é"],
)
def test_sound_thai_and_pali_stay(text: str) -> None:
    assert canonical_marks(text) == text


@given(THAI)
@example("ำ\u0e48\u0e4dา")
@example("เเเเ\u0e4d\u0e4d")
def test_canonical_twice_is_canonical_once(text: str) -> None:
    once = canonical_marks(text)
    assert canonical_marks(once) == once


@given(THAI)
def test_canonical_order_survives_nfc(text: str) -> None:
    once = canonical_marks(text)
    assert canonical_marks(unicodedata.normalize("NFC", once)) == once


@given(st.lists(st.sampled_from("\u0e34\u0e48\u0e4c\u0e3a\u0e38\u0e4d"), unique=True), st.data())
def test_the_order_of_typing_leaves_no_trace(marks: list[str], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(marks))
    assert canonical_marks("ก" + "".join(marks)) == canonical_marks("ก" + "".join(shuffled))


@given(THAI, THAI)
def test_only_neighbours_count(left: str, right: str) -> None:
    """A consonant begins anew, so the texts on its two sides have nothing to do with each other."""
    joined = canonical_marks(f"{left}ก{right}")
    assert joined == canonical_marks(left) + canonical_marks(f"ก{right}")


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("  ที่\u00a0 มท\t๐๘๑๐.๓/ว \n๑๒ ", "ที่ มท ๐๘๑๐.๓/ว ๑๒"),
        ("ผู\uf70bสูง\u200bอายุ", "ผู้สูงอายุ"),
        ("กร\u00adม", "กรม"),
        ("ป\uf702\uf713 \uf71b\uf71c\uf71d \uf881", "ปี่ ฎฏฬ ฤๅ"),
        ("212๒-๔", "212๒-๔"),
        ("ก\ue123", "ก\ufffd"),
        ("ก\ud800", "ก\ufffd"),
        ("น\u200b\u0e4d\u200bา", "นำ"),
        ("\uf0fe ตกลง", "☑ ตกลง"),
        ("อนุญาติให้ใช้", "อนุญาติให้ใช้"),
    ],
)
def test_normal_form(raw: str, normal: str) -> None:
    assert normal_form(raw) == normal


@given(st.text("กเาำ\u0e34\u0e38\u0e3a\u0e47\u0e48\u0e49\u0e4c\u0e4d\u0e4e", max_size=30))
def test_nonsense_of_marks_and_vowels_comes_to_rest(text: str) -> None:
    """Two sara am before a tone, or a closing mark between the two, took a round for each."""
    once = canonical_marks(text)
    assert canonical_marks(once) == once
    assert repair(once).text == repair(repair(once).text).text


@given(MESSY)
def test_normal_form_is_what_the_record_promises(text: str) -> None:
    normal = normal_form(text)
    assert normal_form(normal) == normal
    assert normal == normal.strip()
    assert "  " not in normal
    assert not any(
        unicodedata.category(letter) in ("Cc", "Cs", "Co") or letter in "\u200b\ufeff\u00ad\u00a0"
        for letter in normal
    )


@given(MESSY)
def test_normal_form_loses_no_letter(text: str) -> None:
    """Whoever searches the raw text's words finds them in the normal form."""
    letters = [letter for letter in text if letter.isalnum() and letter != "เ"]
    for letter in letters:
        assert letter in normal_form(text) or (letter == "า" and "ำ" in normal_form(text))


def test_every_glyph_code_draws_something_known() -> None:
    assert all(0xE000 <= code <= 0xF8FF for code in GLYPHS)
    assert all(normal_form("ก" + chr(code)) == normal_form("ก" + GLYPHS[code]) for code in GLYPHS)
    assert len([code for code in GLYPHS if 0xF700 <= code <= 0xF71D]) == 30


def test_fold_of_a_piece_is_a_piece_of_the_fold() -> None:
    assert fold("น\u0e4d\u0e49า") in fold("การบริหารจัดการนำ\u0e49เสีย")


def test_every_character_that_a_record_cannot_hold_is_met() -> None:
    for code in range(0x110000):
        char = chr(code)
        odd = INVISIBLE.match(char) or UNKNOWN.match(char) or code in GLYPHS
        if odd or char == SOFT_HYPHEN or (char.isspace() and char != " "):
            assert char not in normal_form(f"ก{char}ข")
