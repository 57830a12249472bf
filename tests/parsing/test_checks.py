"""Fields that contradict each other are told, and sound letters are left in peace."""

from dataclasses import replace
from datetime import date

import pytest

from thaidoc.parsing.checks import check
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.layouts import lay_out
from thaidoc.parsing.parser import parse
from thaidoc.parsing.rows import rows_of
from thaidoc.reading import read_bytes

LETTER = (
    "ที่ สธ 0901/45\t\t\tกระทรวงสาธารณสุข\n\t\t\t12 มีนาคม 2567\n"
    "เรื่อง\tน้ำดื่ม\nเรียน\tนายอำเภอ\n"
    "อ้างถึง\tหนังสือกรมอนามัย ที่ สธ 0902/7 ลงวันที่ 5 มกราคม 2567\n\t\tด้วยจะตรวจน้ำ\n"
)


def codes(text: str) -> set[str]:
    return {warning.code for warning in parse(read_bytes(text.encode(), "x.txt")).warnings}


def test_a_sound_letter_has_no_warning() -> None:
    assert codes(LETTER) == set()


def test_another_programs_reading_is_told() -> None:
    document = read_bytes(LETTER.encode(), "x.txt")
    converted = replace(document, reader="catdoc/0.95", notes=("converted",))
    (warning,) = parse(converted).warnings
    assert (warning.code, warning.key) == ("text-converted", "source.reader")
    assert "catdoc 0.95" in warning.message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("กระทรวงสาธารณสุข", "กระทรวงการคลัง", "reference-code-differs"),
        (
            "สธ 0901/45\t\t\tกระทรวงสาธารณสุข",
            "นน 0033/45\t\t\tสำนักงานจังหวัดแพร่",
            "reference-code-differs",
        ),
        ("5 มกราคม 2567", "5 เมษายน 2567", "citation-after-date"),
        ("12 มีนาคม 2567", "12 มีนาคม พ.ศ. 2024", "date-era-mixed"),
        ("12 มีนาคม 2567", "12 มีนาคม ค.ศ. 2567", "date-era-mixed"),
        ("12 มีนาคม 2567", "12 มีนาคม 2567\n\t\t\t13 มีนาคม 2567", "dates-differ"),
        ("12 มีนาคม 2567", "31 เมษายน 2567", "date-impossible"),
    ],
)
def test_a_contradiction_is_told(old: str, new: str, code: str) -> None:
    assert old in LETTER
    assert code in codes(LETTER.replace(old, new))


@pytest.mark.parametrize(("today", "told"), [(date(2024, 3, 11), True), (date(2024, 3, 12), False)])
def test_nobody_dates_a_letter_tomorrow(today: date, told: bool) -> None:
    document = read_bytes(LETTER.encode(), "x.txt")
    draft = Draft(document)
    draft.values["date"] = parse(document).date
    check(lay_out(document, *rows_of(document)), draft, today)
    assert ("date-in-future" in {w.code for w in draft.warnings}) is told


def test_an_order_has_the_year_of_its_date() -> None:
    order = (
        "คำสั่งกรมอนามัย\nที่ 7/2566\nเรื่อง ตั้งคณะทำงาน\n\t\tด้วยจะตรวจน้ำ จึงตั้งคณะทำงาน\n"
        "\t\tสั่ง ณ วันที่ 5 มกราคม พ.ศ. 2567\n\t\t\t(นายปลายฟ้า ดีมาก)\n"
    )
    assert "reference-year-differs" in codes(order)
    assert "reference-year-differs" not in codes(order.replace("7/2566", "7/2567"))


def test_a_departments_letterhead_agrees_with_its_ministrys_code() -> None:
    assert codes(LETTER.replace("กระทรวงสาธารณสุข", "กรมอนามัย")) == set()
