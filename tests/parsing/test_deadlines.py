"""Deadlines: what the addressee must keep to, and what is only a date."""

import pytest

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record

HEAD = (
    "ที่ มท ๐๘๐๑/๑\t\tกรมอนามัย\n\t\t\t๙ มกราคม ๒๕๖๘\n"
    "เรื่อง น้ำ\nเรียน  นายอำเภอ\n\t\tด้วยกรมอนามัยจะตรวจน้ำ "
)
UNKNOWN = "deadline-start-unknown"
NO_YEAR = "deadline-year-missing"


def record_of(sentence: str) -> Record:
    text = f"{HEAD}{sentence}\n\t\tจึงเรียนมาเพื่อโปรดทราบ\n\t\t\t\tขอแสดงความนับถือ\n"
    return parse(read_bytes(text.encode(), "letter.txt"))


@pytest.mark.parametrize(
    ("sentence", "raw", "iso"),
    [
        ("ขอให้รายงานภายในวันที่ ๓๑ มกราคม ๒๕๖๘", "ภายในวันที่ ๓๑ มกราคม ๒๕๖๘", "2025-01-31"),
        ("ส่งภายใน ๓๐ ม.ค. ๖๘ ด้วย", "ภายใน ๓๐ ม.ค. ๖๘", "2025-01-30"),
        (
            "โปรดส่งภายในวันศุกร์ที่ ๑๗ มกราคม ๒๕๖๘ เวลา ๑๖.๓๐ น. ด้วย",
            "ภายในวันศุกร์ที่ ๑๗ มกราคม ๒๕๖๘ เวลา ๑๖.๓๐ น.",
            "2025-01-17",
        ),
        (
            "โปรดส่งภายในเวลา ๑๖.๓๐ น. ของวันที่ ๒๐ มกราคม ๒๕๖๘",
            "ภายในเวลา ๑๖.๓๐ น. ของวันที่ ๒๐ มกราคม ๒๕๖๘",
            "2025-01-20",
        ),
        ("โปรดส่งภายในเดือนมีนาคม ๒๕๖๘", "ภายในเดือนมีนาคม ๒๕๖๘", "2025-03"),
        (
            "แจ้งอย่างช้าไม่เกินวันที่ ๓๐ มกราคม ๒๕๖๘",
            "อย่างช้าไม่เกินวันที่ ๓๐ มกราคม ๒๕๖๘",
            "2025-01-30",
        ),
        ("ส่งภายในวันที่ ๑๕ - ๑๗ มกราคม ๒๕๖๘", "ภายในวันที่ ๑๕ - ๑๗ มกราคม ๒๕๖๘", "2025-01-17"),
        (
            "สมัครได้ตั้งแต่บัดนี้จนถึงวันที่ ๓๑ มกราคม ๒๕๖๘",
            "บัดนี้จนถึงวันที่ ๓๑ มกราคม ๒๕๖๘",
            "2025-01-31",
        ),
        (
            "ขอให้แจ้งภายใน ๑๕ วัน นับถัดจากวันที่ในหนังสือนี้",
            "ภายใน ๑๕ วัน นับถัดจากวันที่ในหนังสือนี้",
            "2025-01-24",
        ),
        (
            "ขอให้แจ้งภายใน 7 วัน นับแต่วันที่ ๑๐ มกราคม ๒๕๖๘",
            "ภายใน 7 วัน นับแต่วันที่ ๑๐ มกราคม ๒๕๖๘",
            "2025-01-17",
        ),
        (
            "ขอให้แจ้งภายในสองเดือน นับแต่วันที่ในหนังสือนี้",
            "ภายในสองเดือน นับแต่วันที่ในหนังสือนี้",
            "2025-03-09",
        ),
        (
            "ขอให้แจ้งภายใน ๑ เดือน นับแต่วันที่ ๓๑ มกราคม ๒๕๖๘",
            "ภายใน ๑ เดือน นับแต่วันที่ ๓๑ มกราคม ๒๕๖๘",
            "2025-02-28",
        ),
    ],
)
def test_a_limit_has_its_day(sentence: str, raw: str, iso: str) -> None:
    record = record_of(sentence)
    assert [(d.raw, d.iso) for d in record.deadlines] == [(raw, iso)]
    assert not [w for w in record.warnings if w.key == "deadlines.0"]


@pytest.mark.parametrize(
    ("sentence", "raw", "iso", "code"),
    [
        (
            "ขอให้แล้วเสร็จภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือนี้",
            "ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ",
            None,
            UNKNOWN,
        ),
        (
            "ขอให้ดำเนินการภายในสามสิบวันนับแต่วันที่ได้รับแจ้ง",
            "ภายในสามสิบวันนับแต่วันที่ได้รับแจ้ง",
            None,
            UNKNOWN,
        ),
        ("ให้แล้วเสร็จภายใน ๑๕ วันทำการ", "ภายใน ๑๕ วันทำการ", None, UNKNOWN),
        ("โปรดส่งก่อนวันที่ ๒๐ กุมภาพันธ์", "ก่อนวันที่ ๒๐ กุมภาพันธ์", "2025-02-20", NO_YEAR),
        ("โปรดส่งภายในวันที่ ๕ มกราคม", "ภายในวันที่ ๕ มกราคม", None, NO_YEAR),
    ],
)
def test_what_the_letter_leaves_open_is_kept_and_said(
    sentence: str, raw: str, iso: str | None, code: str
) -> None:
    record = record_of(sentence)
    assert [(d.raw, d.iso) for d in record.deadlines] == [(raw, iso)]
    assert [(w.code, w.key) for w in record.warnings if w.key == "deadlines.0"] == [
        (code, "deadlines.0")
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "จัดอบรมระหว่างวันที่ ๑๕ - ๑๗ มกราคม ๒๕๖๘",
        "ให้มีผลไม่ก่อนวันที่ ๑ มีนาคม ๒๕๖๘",
        "สำหรับผู้ดำรงตำแหน่งก่อนวันที่ ๑ มกราคม ๒๕๖๗",
        "ตามมาตรา ๑๕ ต้องแจ้งภายใน ๑๕ วัน นับแต่วันที่ได้รับแจ้ง",
        "ผู้รับจ้างต้องแจ้งภายใน ๑๕ วัน นับแต่วันที่เหตุนั้นสิ้นสุดลง",
        "ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๘",
    ],
)
def test_what_is_no_deadline(sentence: str) -> None:
    assert record_of(sentence).deadlines == []
