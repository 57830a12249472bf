import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading import read_bytes
from thaidoc.reading.columns import typed_lines, typed_segments, width
from thaidoc.reading.document import Line


def only(row: str) -> Line:
    (line,) = typed_lines([row])
    return line


def texts(row: str) -> list[str]:
    return [segment.text for segment in only(row).segments]


def test_marks_take_no_column() -> None:
    assert width("ที่") == 1
    assert width("น้ำ") == 2


@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.characters()))
def test_what_takes_no_column_is_the_same_in_every_script(text: str) -> None:
    taken = [c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf")]
    assert width(text) == len(taken)


def test_tabs_begin_columns_at_stops_of_eight() -> None:
    line = only(" ที่ มท 0810.3/ \tกรมส่งเสริม")
    assert [(s.text, s.left, s.right) for s in line.segments] == [
        ("ที่ มท 0810.3/", 1.0, 13.0),
        ("กรมส่งเสริม", 16.0, 25.0),
    ]


def test_three_blanks_are_a_column_and_two_are_not() -> None:
    assert texts("เรียน   ผู้ว่าราชการ") == ["เรียน", "ผู้ว่าราชการ"]
    assert texts("มิถุนายน  2562") == ["มิถุนายน  2562"]


def test_two_blanks_are_a_column_below_a_column() -> None:
    lines = typed_lines(["สิ่งที่ส่งมาด้วย  1. สำเนา", "            2. แบบ    1 ชุด"])
    assert len(lines[0].segments) == 1  # the next line only begins there, with no column before it
    lines = typed_lines(["เรื่อง    ขอเชิญ", "เรียนๆๆ  ผู้ว่า"])
    assert [len(line.segments) for line in lines] == [2, 2]


def test_indent_survives() -> None:
    assert only("\t\tจึงเรียนมา").left == 16.0
    assert only("     อธิบดี").left == 5.0


def test_a_typed_blank_at_the_end_is_told_from_filler() -> None:
    assert only("(S-Pro) ").blank_end
    assert only("มา  ").blank_end
    assert not only("2562" + " " * 90).blank_end
    assert not only("จบ").blank_end


def test_numbers_count_empty_lines_and_gaps_tell_them() -> None:
    document = read_bytes("ก\n\n\nข\n ".encode(), "a.txt")
    (page,) = document.pages
    assert [(line.number, line.gap) for line in page.lines] == [(1, 0.0), (4, 2.0)]
    assert page.text == "ก\n\n\nข\n"
    assert all(segment.bbox is None for line in page.lines for segment in line.segments)


def test_a_form_feed_begins_a_page() -> None:
    document = read_bytes("หนึ่ง\fสอง\n\f".encode(), "a.txt")
    assert [page.text for page in document.pages] == ["หนึ่ง\n", "สอง\n"]
    assert document.text == "หนึ่ง\n\fสอง\n"
    assert read_bytes("ก\f\fข".encode(), "a.txt").pages[1].decision == "blank"


def test_line_ends_of_all_systems() -> None:
    lines = read_bytes("ก\r\nข\rค\nง\x1a".encode(), "a.txt").pages[0].lines
    assert [line.text for line in lines] == ["ก", "ข", "ค", "ง"]


def test_damaged_text_is_repaired_and_sound_text_is_not() -> None:
    damaged = "กรมส่งเสริมการปกครองท้องถิ่น\nถนนนครราชสีมา".encode("cp874").decode("latin-1")
    page = read_bytes(damaged.encode(), "a.txt").pages[0]
    assert (page.decision, page.lines[1].text) == ("repaired", "ถนนนครราชสีมา")
    assert read_bytes("ที่ มท".encode(), "a.txt").pages[0].decision == "as-is"


@given(st.text(st.sampled_from("กที่ำa  \t"), max_size=60))
def test_segments_hold_every_letter_in_order(row: str) -> None:
    segments = typed_segments(row)
    assert "".join("".join(s.text.split()) for s in segments) == "".join(row.split())
    for before, after in pairwise(segments):
        assert before.right < after.left
    assert all(s.text == s.text.strip() and s.text for s in segments)
