import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.document import Line, Repair, Segment
from thaidoc.reading.triage import repaired_lines, settled, triaged

SOUND = "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่นทราบต่อไป"
LETTER = (
    "ตามหนังสือที่อ้างถึง ขอให้ส่งผู้แทนเข้าร่วมประชุม เพื่อชี้แจงข้อเท็จจริงและแนวทางแก้ไขปัญหาที่เกิดขึ้น",
    "ในพื้นที่ นั้น บัดนี้ ได้แต่งตั้งผู้แทนแล้ว ดังรายชื่อที่ส่งมาพร้อมหนังสือนี้ ทั้งนี้ ผู้อยู่ในชุมชนทุกหมู่บ้าน",
    "จึงเรียนมาเพื่อโปรดทราบและพิจารณาดำเนินการต่อไป โดยให้รายงานผลภายในวันที่กำหนดและดูแลบุคลากร",
)


def lines_of(*rows: Sequence[str]) -> list[Line]:
    return [
        Line(number, tuple(Segment(text, 8.0 * i, 8.0 * i + 4) for i, text in enumerate(row)))
        for number, row in enumerate(rows, 1)
    ]


def test_sound_text_is_taken_as_it_is() -> None:
    lines = lines_of([SOUND])
    page = triaged(3, lines, 0.0, em=8.0, width=595.0, height=842.0)
    assert (page.number, page.decision, page.quality, page.em) == (3, "as-is", 1.0, 8.0)
    assert page.lines == tuple(lines)


def test_repair_keeps_places_and_drops_what_is_empty_after_it() -> None:
    lines = lines_of(["ท ี่", "\u200b", "น ้า"], ["\u200b"], ["จ านวน"])
    repaired, changed = repaired_lines(lines)
    assert changed
    assert [line.text for line in repaired] == ["ที่\tน้ำ", "จำนวน"]
    assert [line.number for line in repaired] == [1, 3]
    assert repaired[0].segments[1].left == 16.0


def test_the_page_and_not_the_line_shows_the_pattern() -> None:
    """ท า alone could be anything; on a page that splits sara am it is ทำ."""
    repaired, _ = repaired_lines(lines_of(["จัดท า"], ["จ านวน"]))
    assert [line.text for line in repaired] == ["จัดทำ", "จำนวน"]
    assert repaired_lines(lines_of(["จัดท า"]))[1] == ()


def test_nothing_to_read() -> None:
    assert triaged(1, [], 0.0).decision == "blank"
    assert triaged(1, [], 0.5).decision == "needs-ocr"
    assert settled(1, []).decision == "blank"


def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    assert triaged(1, lines_of(["รับที่ ๑๒"]), 0.9).decision == "needs-ocr"
    assert triaged(1, lines_of(["รับที่ ๑๒"]), 0.0).decision == "as-is"
    assert triaged(1, lines_of([SOUND], [SOUND], [SOUND]), 0.9).decision == "as-is"


def test_garbage_keeps_no_lines_where_there_is_an_image() -> None:
    garbage = lines_of(["".join(chr(ord(letter) % 64 + 14) for letter in SOUND)] * 3)
    page = triaged(1, garbage, 0.0)
    assert (page.decision, page.lines) == ("needs-ocr", ())
    kept = settled(1, garbage)
    assert kept.lines
    assert kept.quality < 0.7


def test_thai_without_its_vowels_goes_to_ocr() -> None:
    consonants = "".join(letter for letter in SOUND if "ก" <= letter <= "ฮ")
    assert triaged(1, lines_of([consonants] * 8), 0.0).decision == "needs-ocr"


def test_a_table_of_figures_is_no_garbage() -> None:
    rows = [["๑", "1,250.00", "12/2562"], ["๒", "2,500.00", "0-2241-9000"]] * 6
    assert triaged(1, lines_of(*rows), 0.0).decision == "as-is"


@given(st.lists(st.lists(st.text("กนำา ้ิํ\u200bé", min_size=1), min_size=1), max_size=5))
def test_repair_never_mixes_lines_up(rows: list[list[str]]) -> None:
    lines = lines_of(*rows)
    repaired, _ = repaired_lines(lines)
    assert {line.number for line in repaired} <= {line.number for line in lines}
    for line in repaired:
        before = rows[line.number - 1]
        assert len(line.segments) <= len(before)


def test_what_repair_changed_is_on_the_page() -> None:
    page = settled(1, lines_of([SOUND], ["ผู\uf70bว่า", "ท้องถิ่น"]))
    assert page.repairs == (Repair(2, "glyph-codes", "ผู\uf70bว่า\tท้องถิ่น", "ผู้ว่า\tท้องถิ่น"),)
    assert settled(1, lines_of([SOUND])).repairs == ()


def test_thai_in_a_wrong_encoding_is_no_garbage() -> None:
    """Half of its bytes look like controls, which elsewhere betray a font's own codes."""
    page = triaged(1, lines_of([SOUND.encode().decode("latin-1")] * 3), 0.0)
    assert (page.decision, page.quality) == ("repaired", 1.0)
    assert page.lines[0].segments[0].text == SOUND


@pytest.mark.parametrize("marks", ["[่-๋]", "[ิ-ื]", "[ุู]", "[ัิ-ู็-์]"])
def test_a_page_that_lost_marks_is_for_ocr_and_keeps_its_lines(marks: str) -> None:
    lost = lines_of(*[[re.sub(marks, "", text)] for text in (SOUND, *LETTER)])
    page = triaged(1, lost, 0.0)
    assert (page.decision, page.lines) == ("needs-ocr", tuple(lost))
    assert page.quality <= 0.85
    kept = settled(1, lost)  # a format without an image has nothing better
    assert (kept.decision, kept.quality) == ("as-is", page.quality)


def test_a_line_end_inside_a_line_is_a_blank() -> None:
    page = settled(1, lines_of(["ผู\uf70b\rว่า", "\u0085"], ["ท ี่"]))
    assert [line.text for line in page.lines] == ["ผู้ ว่า", "ที่"]
