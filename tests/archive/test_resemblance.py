"""Texts of one letter and of two made by one template, invented and damaged on purpose."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.archive.resemblance import (
    SHORTEST,
    bands,
    contained,
    same_name,
    same_words,
    shared,
    skeleton,
    sketch,
)
from thaidoc.thai.likeness import alike

BODY = """\
ด้วยกรมสมมุติได้จัดทำโครงการอบรมการดูแลสวนสาธารณะของหมู่บ้าน เพื่อให้ผู้นำชุมชนและอาสาสมัครรู้จักวิธีปลูก
และตัดแต่งต้นไม้ใหญ่ให้ปลอดภัย ตลอดจนวิธีใช้น้ำอย่างประหยัดในฤดูแล้ง โดยจะจัดอบรมใน{when}
ณ ห้องประชุมใหญ่ {place} มีผู้เข้าอบรมไม่เกินรุ่นละ ๔๐ คน ผู้เข้าอบรมไม่ต้องเสียค่าใช้จ่ายใด ๆ ทั้งสิ้น
ในการนี้ ขอให้พิจารณาคัดเลือกผู้แทนจำนวน {count} คน โดยมี{name}เป็นผู้ประสานงาน และส่งรายชื่อกลับไป
ภายในกำหนด เพื่อจะได้เตรียมเอกสาร อาหารกลางวัน และพาหนะสำหรับดูงานนอกสถานที่ได้ทันเวลาต่อไป
"""
USUAL = {
    "when": "วันที่ ๑๔ มีนาคม ๒๕๖๕",
    "place": "ศาลากลางจังหวัดเชียงราย",
    "count": "๓",
    "name": "นายสมชาย ใจสมมุติ",
}
#: what a template has put in instead, of which each makes another letter
OTHERS = [
    {"when": "วันที่ ๑๕ มีนาคม ๒๕๖๕"},
    {"when": "วันที่ ๑๔ เมษายน ๒๕๖๕"},
    {"when": "วันที่ ๑๔ มีนาคม ๒๕๖๖"},
    {"place": "ศาลากลางจังหวัดเชียงใหม่"},
    {"place": "ศาลากลางจังหวัดตาก"},
    {"count": "๕"},
    {"name": "นางสาวสมหญิง ใจสมมุติ"},
    {"name": "นายวิชัย ใจสมมุติ"},
]
#: what is put into a text to change it anywhere
CHARS = st.text(alphabet="กขคงจชดตนบปมรลวสหอาเแไ๑๒๓12ab", min_size=0, max_size=3)


def text(**other: str) -> str:
    return BODY.format(**{**USUAL, **other})


def scanned(text: str, rate: float, seed: int) -> str:
    """The text as a recogniser reads it: letters taken for those drawn alike, marks lost."""
    rng = random.Random(seed)
    read = []
    for char in text:
        others = alike(char)
        if rng.random() >= rate or not (others or skeleton(char) == ""):
            read.append(char)
        elif others:
            read.append(rng.choice(others))
    return "".join(read)


def test_marks_blanks_lines_and_digits_of_either_kind_are_not_looked_at() -> None:
    assert skeleton("น้ำ  ๑๒\n“แก้ว”") == skeleton("นํา12 เเกว")
    assert skeleton(" .-–()\u200b\n") == ""


@given(st.text(max_size=60))
def test_a_skeleton_has_letters_and_digits_only_and_is_its_own(any_text: str) -> None:
    letters = skeleton(any_text)
    assert letters == skeleton(letters)
    assert not letters or letters.isalnum()


@given(
    st.text(
        st.characters(max_codepoint=0x7F) | st.characters(min_codepoint=0x0E01, max_codepoint=0xE5B)
    )
)
def test_a_character_of_another_script_changes_nothing_of_the_others(thai: str) -> None:
    assert skeleton(thai + "漢") == skeleton(thai) + "漢"


def test_a_text_laid_out_anew_is_the_same() -> None:
    other = text().replace("\n", "").replace("  ", " ").replace("ใด ๆ", "ใดๆ")
    assert same_words(skeleton(text()), skeleton(other), damaged=False) == pytest.approx(
        1, abs=0.01
    )


def test_a_slip_of_a_typist_makes_no_other_letter() -> None:
    slips = (
        text().replace("อาสาสมัคร", "อาสาสมคัร").replace("ประหยัด", "ปรหยัด").replace("พาหนะ", "ฟาหนะ")
    )
    assert same_words(skeleton(text()), skeleton(slips), damaged=False)


def test_a_stamp_and_page_numbers_make_no_other_letter() -> None:
    stamped = "เลขรับ ๔๕๖\n" + text() + "\n- ๒ -"
    assert same_words(skeleton(text()), skeleton(stamped), damaged=False)


def test_cells_of_a_table_in_another_order_make_no_other_letter() -> None:
    one = text() + "ค่ารักษาสวน ๑๒๐,๐๐๐ ต่อเดือน" + text()
    other = text() + "๑๒๐,๐๐๐ ต่อเดือน ค่ารักษาสวน" + text()
    assert same_words(skeleton(one), skeleton(other), damaged=False)


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: "-".join(other.values()))
@pytest.mark.parametrize("rate", [0.0, 0.01, 0.03])
def test_another_date_place_figure_or_person_is_another_letter(
    other: dict[str, str], rate: float
) -> None:
    ours, theirs = skeleton(text()), skeleton(text(**other))
    assert shared(sketch(ours), sketch(theirs)) > 0.7  # as alike as templates are
    assert same_words(ours, theirs, damaged=False) is None
    for seed in range(10):
        read = skeleton(scanned(text(**other), rate, seed))
        assert same_words(ours, read, damaged=True) is None


@pytest.mark.parametrize(("rate", "least"), [(0.01, 20), (0.03, 20), (0.06, 15)])
def test_a_scan_is_its_letter(rate: float, least: int) -> None:
    """What is misread here is drawn alike; a recogniser that reads worse needs the number."""
    ours = skeleton(text())
    found = 0
    for seed in range(20):
        read = skeleton(scanned(text(), rate, seed))
        met = set(bands(sketch(ours))) & set(bands(sketch(read)))
        found += bool(met and same_words(ours, read, damaged=True))
    assert found >= least


def test_a_form_and_one_that_was_filled_in_are_two() -> None:
    form = text() + "ชื่อ ........ ตำแหน่ง ........ สังกัด ........ อาหาร ........"
    filled = text() + "ชื่อ นางมาลี ใจสมมุติ ตำแหน่ง ครูชำนาญการ สังกัด โรงเรียนบ้านสวน อาหาร มังสวิรัติ"
    assert same_words(skeleton(form), skeleton(filled), damaged=False) is None
    assert same_words(skeleton(form), skeleton(text() + "ชื่อ ตำแหน่ง สังกัด อาหาร"), damaged=False)


def test_misread_digits_need_a_number_or_a_day_that_agrees() -> None:
    ours = skeleton(text(count="๓") + " โทร. ๐ ๒๑๑๑ ๒๒๒๒ ต่อ ๑๒๓ ถึง ๑๒๗")
    read = skeleton(text(count="๘") + " โทร. ๐ ๒๑๑๑ ๒๒๒๒ ต่อ ๑๒๓ ถึง ๑๒๗")
    assert same_words(ours, read, damaged=True) is None
    assert same_words(ours, read, damaged=True, same_day=True)
    assert same_words(ours, read, damaged=True, same_number=True)
    assert same_words(ours, read, damaged=False, same_number=True, same_day=True) is None


def test_too_little_text_tells_nothing() -> None:
    short = skeleton(text())[: SHORTEST - 1]
    assert same_words(short, short, damaged=False) is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), CHARS), max_size=6), st.booleans(), st.booleans())
def test_likeness_does_not_ask_which_comes_first(
    edits: list[tuple[int, str]], damaged: bool, anchored: bool
) -> None:
    one = other = skeleton(text())
    for place, put in edits:
        other = other[:place] + put + other[place + 2 :]
    there = same_words(one, other, damaged=damaged, same_day=anchored)
    assert there == same_words(other, one, damaged=damaged, same_day=anchored)
    assert same_name(one, other, damaged=damaged) == same_name(other, one, damaged=damaged)


def test_a_sketch_tells_what_two_texts_share() -> None:
    one, other = skeleton(text() * 2), skeleton(text() + "ก ข ค ง จ " * 200)
    assert shared(sketch(one), sketch(one)) == 1
    half = shared(sketch(one), sketch(other))
    assert 0.3 < half <= 1
    assert contained(half, len(skeleton(text())), len(other)) > 0.9
    assert shared(sketch(""), sketch("")) == 0
    assert len(set(bands(sketch(one)))) == 24
    assert all(0 <= band < 2**63 for band in bands(sketch(one)))


def test_a_sketch_is_the_same_on_every_machine() -> None:
    """What is kept on disk must be found again: a change here is a change of the register."""
    assert sketch("กขคงจฉชซ")[:3].tolist() == [883318419, 476689557, 277152839]
    assert bands(sketch("กขคงจฉชซ"))[0] == 1620210871598720901


@pytest.mark.parametrize(
    ("one", "other", "damaged", "same"),
    [
        ("กรมที่ดิน", "กรมที่ดิน", False, True),
        ("กรมที่ดิน", "กรมที่ดิน กองฝึกอบรม", False, True),
        ("กรมที่ดิน", "กรมทีดิน", False, True),
        ("กรมที่ดิน", "กรมทีคิน", False, False),
        ("กรมส่งเสริมการปกครองท้องถิ่น", "กรมส่งเสริมการปกครองห้องถื่น", True, True),
        ("จังหวัดเชียงราย", "จังหวัดเชียงใหม่", True, False),
        ("จังหวัดน่าน", "จังหวัดแพร่", True, False),
        ("โรงเรียนบ้านสวน ๑", "โรงเรียนบ้านสวน ๒", True, False),
    ],
)
def test_names(one: str, other: str, damaged: bool, same: bool) -> None:
    assert same_name(skeleton(one), skeleton(other), damaged=damaged) is same
