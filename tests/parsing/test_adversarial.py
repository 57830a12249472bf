"""Inputs made to be slow: whatever is repeated a hundred thousand times, a record comes soon."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.parsing.parser import parse
from thaidoc.parsing.rows import MOST_ROWS
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line, Page, Segment
from thaidoc.record import Record

#: seconds of processor time that a megabyte may take, and the size of the quick ones
_SECONDS, _MEGABYTE, _SMALL = 2.0, 1_000_000, 30_000
#: a slow or busy machine is given this many times as much
_SLACK = 6
HEAD = "ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  นายอำเภอ\n"
BODY = f"{HEAD}\t\tด้วย "
END = f"{BODY}น้ำหมด\n\t\t\tขอแสดงความนับถือ\n"


def document_of(text: str) -> Document:
    """A text as one page, made without the reader and its own limits."""
    lines = tuple(
        Line(n, tuple(Segment(part, 8.0 * i, 8.0 * i + len(part)) for i, part in parts))
        for n, line in enumerate(text.split("\n"), 1)
        if (parts := [(i, part.strip()) for i, part in enumerate(line.split("\t")) if part.strip()])
    )
    return Document("x.txt", "0" * 64, len(text), "text/plain", (Page(1, lines),), "test")


def seconds_for(text: str) -> tuple[Record, float]:
    document = document_of(text)
    start = time.process_time()
    record = parse(document)
    return record, time.process_time() - start


def repeated(start: str, unit: str, size: int) -> str:
    return start + unit * (size // len(unit.encode()) + 1)


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        ("", "1"),
        ("", "ก\n"),
        (HEAD, ","),
        (HEAD, "("),
        (BODY, "๑"),
        (BODY, "0-2241-"),
        (HEAD.rstrip(), " และผู้ว่าราชการ"),
        ("", "ที่ มท 0801/1\n"),
    ],
)
def test_a_megabyte_of_anything_is_soon_read(start: str, unit: str) -> None:
    record, seconds = seconds_for(repeated(start, unit, _MEGABYTE))
    assert seconds < _SECONDS * _SLACK
    assert record.kind


@pytest.mark.parametrize(
    ("start", "unit"),
    [
        (HEAD, "ที่ "),
        (HEAD.rstrip(), " ,"),
        (HEAD.rstrip(), " ยกเว้น"),
        (HEAD.rstrip(), "\n       นายอำเภอ"),
        (HEAD, "เรื่อง น้ำ\n"),
        (HEAD + "อ้างถึง ", "หนังสือกรม ที่ มท 0801/12 ลงวันที่ 5 มีนาคม 2562 "),
        (HEAD + "สิ่งที่ส่งมาด้วย ", "1. ก "),
        (HEAD + "สิ่งที่ส่งมาด้วย ", "แผนที่ จำนวน 1 "),
        (BODY, "๑๔ มิถุนายน ๒๕๖๒ "),
        (BODY, "(ก"),
        (BODY, "\u0e48"),
        (BODY, "พระราชบัญญัติ "),
        (BODY, "ให้ยกเลิก "),
        (BODY, "ยกเลิกหนังสือที่อ้างถึง 1 "),
        (BODY, "หนังสือที่อ้างถึงให้ยกเลิก "),
        (BODY, "แก้ไขระเบียบกระทรวงน้ำว่าด้วยฝน พ.ศ. 2562 "),
        (BODY, "ภายในวันที่ "),
        (BODY, "a."),
        (BODY, "a@b.c "),
        (BODY, "www."),
        (BODY, "โทร. 0 2241 9000 "),
        (BODY, "นายก ข "),
        (END, "(นายก ขคง)\n"),
        (END, "โทร. 0 2241 9000 ต่อ 1-9, "),
        (END, "\tก"),
        (END, f"(นายก ขคง)\n{HEAD}\t\tด้วย น้ำหมด\n\t\t\tขอแสดงความนับถือ\n"),
        ("", "เลขรับ ๑๒\nวันที่\n"),
        ("", "ด่วนที่สุด\n"),
        ("", "กรมที่ดิน\n"),
        ("", "12 มีนาคม 2567\n"),
        ("บันทึกข้อความ\n", "ส่วนราชการ กอง โทร. 1 "),
        ("คำสั่งกรมที่ดิน\n", "ที่ 1/2562 "),
        ("รายงานการประชุม\n", "ระเบียบวาระที่ 1 "),
        ("หนังสือรับรอง\n", "ให้ไว้ ณ วันที่ "),
    ],
)
def test_time_grows_with_length_alone(start: str, unit: str) -> None:
    once, thrice = repeated(start, unit, _SMALL), repeated(start, unit, 3 * _SMALL)
    assert any(_grows_with_length(once, thrice) for _ in range(5))  # a busy machine may disturb one


def _grows_with_length(once: str, thrice: str) -> bool:
    seconds = seconds_for(thrice)[1]
    return seconds < 0.6 or seconds < 6 * seconds_for(once)[1]  # quadratic would be nine times


@pytest.mark.parametrize("text", [HEAD + "\n".join("ก" for _ in range(MOST_ROWS)), "ก\n" * 7000])
def test_what_is_left_out_of_a_long_text_is_said(text: str) -> None:
    record, _ = seconds_for(text)
    assert "document-too-long" in {warning.code for warning in record.warnings}


def test_a_page_of_hundreds_of_columns() -> None:
    assert seconds_for(HEAD + "\t".join(["ก"] * 3000))[0].kind == "external-letter"


_LABELS = ["ที่ ", "เรื่อง ", "เรียน ", "อ้างถึง ", "สิ่งที่ส่งมาด้วย ", "วันที่ ", "เลขรับ ", "โทร. ", "ทึ่ "]
_VALUES = [
    "มท 0801/",
    "ว",
    "12 มีนาคม 2567",
    "0 2241 9000",
    "ต่อ ",
    "กรมที่ดิน",
    "ด้วย",
    "ยกเว้น",
    "ทุกจังหวัด",
]
_FORMS = ["ขอแสดงความนับถือ\n", "บันทึกข้อความ\n", "ส่วนราชการ ", "คำสั่ง", "๑. "]
_SIGNS = ["(", ")", ",", "/", "  ", "\n", "\t\t", "\f", "\u0e48", "A "]
_BITS = st.sampled_from([*_LABELS, *_VALUES, *_FORMS, *_SIGNS])


@settings(deadline=None, max_examples=60)
@given(st.lists(_BITS, min_size=1, max_size=60))
def test_the_words_of_letters_in_any_order_give_a_record(bits: list[str]) -> None:
    try:
        document = read_bytes("".join(bits).encode(), "x.txt")
    except Exception as error:  # nothing but blanks has no record
        assert type(error).__name__ == "UnreadableFileError"
        return
    record = parse(document)
    for span in record.spans:
        assert 0 <= span.confidence <= 1 and span.line <= span.end_line
