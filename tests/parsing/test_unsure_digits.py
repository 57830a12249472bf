"""Numbers and days that a recogniser read unsurely, as ones written by hand are, are not given."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing.parser import parse
from thaidoc.parsing.passage import Piece, join
from thaidoc.reading.document import Document, Line, Page, Segment
from thaidoc.record import Record, Span

NUMBER, DAY = "ที่ สธ 0901.2/ว 45", "12 มีนาคม 2567"
ROWS = (
    (14, NUMBER),
    (50, "กรมอนามัย"),
    (40, DAY),
    (14, "เรื่อง สำรวจแหล่งน้ำ"),
    (14, "เรียน นายอำเภอ"),
    (26, "ด้วยกรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้านตามแผนงานประจำปี ดังต่อไปนี้"),
)


def read(unsure: str, sure: float = 0.6, rows: Sequence[tuple[int, str]] = ROWS) -> Record:
    """The record of a scan of which these characters, at the end of a mark ``|``, are unsure."""
    before, _, doubted = unsure.partition("|")
    lines = []
    for number, (left, text) in enumerate(rows, 1):
        letters = [0.99] * len(text)
        if before + doubted in text:
            start = text.index(before + doubted) + len(before)
            letters[start : start + len(doubted)] = [sure] * len(doubted)
        box = (left * 6.0, number * 20.0, left * 6.0 + 100, number * 20.0 + 12)
        segment = Segment(text, left * 6, left * 6 + len(text) * 5, box, 0.9, tuple(letters))
        lines.append(Line(number, (segment,), 0.5))
    page = Page(1, tuple(lines), em=6.0, width=600.0, height=840.0)
    return parse(Document("scan.pdf", "0" * 64, 1, "application/pdf", (page,), "test", ocr=True))


def spans(record: Record, key: str) -> list[Span]:
    return [span for span in record.spans if span.key == key]


def codes(record: Record) -> set[str]:
    return {warning.code for warning in record.warnings}


def test_what_is_sure_is_given() -> None:
    record = read("ว 45|")
    assert record.reference and record.reference.normal == "สธ 0901.2/ว45"
    assert record.date and record.date.iso == "2024-03-12"
    assert not codes(record) & {"reference-doubtful", "date-doubtful"}


@pytest.mark.parametrize(
    ("unsure", "normal", "confidence"),
    [
        ("ว 4|5", "สธ 0901.2/ว", 0.59),
        ("ว |45", "สธ 0901.2/ว", 0.36),
        ("/|ว 45", "สธ 0901.2/", 0.22),
    ],
)
def test_an_unsure_running_number_is_null_with_its_box(
    unsure: str, normal: str, confidence: float
) -> None:
    record = read(unsure)
    assert record.reference and record.reference.number is None
    assert record.reference.normal == normal
    (span,) = spans(record, "reference.number")
    assert span.bbox == (84.0, 20.0, 184.0, 32.0) and span.confidence == confidence
    assert "reference-number-unreadable" in codes(record)


def test_an_unsure_unit_is_given_with_a_doubt() -> None:
    record = read("0|9")
    assert record.reference and record.reference.normal == "สธ 0901.2/ว45"
    assert "reference-doubtful" in codes(record)


def test_a_numbering_machine_s_digits_need_not_be_of_the_typed_kind() -> None:
    rows = list(ROWS)
    rows[0] = (14, "ที่ สธ ๐๙๐๑.๒/2497")
    record = read("|", rows=rows)
    assert record.reference and record.reference.normal == "สธ 0901.2/2497"
    rows[0] = (14, "ที่ สธ ๐๙๐๑.๒/24๙7")
    record = read("|", rows=rows)
    assert record.reference and record.reference.normal == "สธ 0901.2/"


def test_a_date_without_its_day_is_as_sure_as_its_month() -> None:
    record = read("|12", 0.2)
    (span,) = spans(record, "date")
    (day,) = spans(record, "date.day")
    assert day.confidence == 0.04
    assert span.confidence > 0.7


def test_an_unsure_day_is_null_with_its_box() -> None:
    record = read("1|2")
    assert record.date and (record.date.iso, record.date.precision) == ("2024-03", "month")
    (span,) = spans(record, "date.day")
    assert span.bbox == (240.0, 60.0, 340.0, 72.0)
    assert "date-day-unreadable" in codes(record)


def test_an_unsure_year_is_given_with_a_doubt() -> None:
    record = read("256|7")
    assert record.date and record.date.iso == "2024-03-12"
    assert "date-doubtful" in codes(record)


@given(st.text("กข1 ", min_size=1, max_size=8).map(str.strip).filter(bool), st.data())
def test_a_cut_keeps_the_sureness_of_its_own_characters(text: str, data: st.DataObject) -> None:
    text = " ".join(text.split())
    letters = tuple(data.draw(st.floats(0, 1)) for _ in text)
    segment = Segment(text, 0, 10, None, 0.9, letters)
    line = Line(1, (segment,))
    whole = join([Piece.of(Page(1, (line,)), line, segment)])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    least = min((s for s, c in zip(letters, text, strict=True) if c != " "), default=1.0)
    assert whole.least_sure() == least
    assert whole.cut(start, end).least_sure() == whole.least_sure(start, end)
    (piece,) = whole.pieces
    assert len(piece.cut(start, end).letters) == len(piece.cut(start, end).text)


def test_what_a_stamp_says_can_be_found_and_is_no_field() -> None:
    lines = tuple(
        Line(number, (Segment(text, left * 6, left * 6 + len(text) * 5),), 0.5)
        for number, (left, text) in enumerate(ROWS[1:], 1)
    )
    stamp = ("เลขรับ 9876", "", "วันที่ 5 ก.ค. 2569")
    apart = tuple(
        Segment(text, 400, 500, (400.0, 20.0, 500.0, 32.0), zone="stamp") for text in stamp
    )
    page = Page(1, lines, em=6.0, width=600.0, height=840.0, apart=apart)
    document = Document("scan.pdf", "0" * 64, 1, "application/pdf", (page,), "test", ocr=True)
    assert document.text.endswith("ดังต่อไปนี้\n\nเลขรับ 9876\nวันที่ 5 ก.ค. 2569\n")
    assert document.text.splitlines()[: len(lines)] == [line.text for line in lines]
    record = parse(document)
    assert record.reference is None
    assert record.date is not None and record.date.iso == "2024-03-12"
    assert "9876" not in " ".join([*record.body, record.subject or ""])
