"""Citations: kind, issuer, number, date, and what the text does to the document it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing import citations
from thaidoc.record import Citation


def one(text: str) -> Citation:
    found = citations.find(text)
    assert len(found) == 1, [m.citation.raw for m in found]
    return found[0].citation


def test_a_letter_with_all_its_parts() -> None:
    raw = "หนังสือกรมที่ดิน ด่วนที่สุด ที่ มท ๐๕๑๔/ว ๑๒ ลงวันที่ ๓ มีนาคม ๒๕๖๔"
    citation = one(f"ตาม{raw} ความแจ้งแล้ว นั้น")
    assert citation.raw == raw
    assert (citation.kind, citation.issuer) == ("หนังสือ", "กรมที่ดิน")
    assert (citation.number, citation.normal) == ("มท ๐๕๑๔/ว ๑๒", "มท 0514/ว12")
    assert citation.date is not None and citation.date.iso == "2021-03-03"
    assert citation.action == "refers"


@pytest.mark.parametrize(
    ("text", "kind", "issuer", "normal", "iso"),
    [
        (
            "หนังสือกรมบัญชีกลางที่ กค 0405/ว 7 ลว. 12 เม.ย. 2566",
            "หนังสือ",
            "กรมบัญชีกลาง",
            "กค 0405/ว7",
            "2023-04-12",
        ),
        (
            "คำสั่งกรมที่ดิน ที่ ๙๑/๒๕๖๕ ลงวันที่ ๓ พ.ค. ๒๕๖๕",
            "คำสั่ง",
            "กรมที่ดิน",
            "91/2565",
            "2022-05-03",
        ),
        (
            "บันทึกกองคลัง ที่ มท 0801/5 ลงวันที่ 1 ม.ค. 2567",
            "บันทึก",
            "กองคลัง",
            "มท 0801/5",
            "2024-01-01",
        ),
        (
            "ประกาศกรมอนามัย เรื่อง น้ำดื่ม ลงวันที่ 1 ม.ค. 2567",
            "ประกาศ",
            "กรมอนามัย",
            None,
            "2024-01-01",
        ),
        ("หนังสือ ที่ ว 382", "หนังสือ", None, "ว382", None),
    ],
)
def test_other_forms(
    text: str, kind: str, issuer: str | None, normal: str | None, iso: str | None
) -> None:
    citation = one(text)
    assert (citation.kind, citation.issuer, citation.normal) == (kind, issuer, normal)
    assert (citation.date.iso if citation.date else None) == iso


@pytest.mark.parametrize(
    ("text", "raw", "issuer"),
    [
        (
            "มาตรา ๓๒ แห่งพระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔ และ",
            "พระราชบัญญัติระเบียบบริหารราชการแผ่นดิน พ.ศ. ๒๕๓๔",
            None,
        ),
        (
            "ประกอบระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๑",
            "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖",
            "สำนักนายกรัฐมนตรี",
        ),
    ],
)
def test_laws_are_named_by_title_and_year(text: str, raw: str, issuer: str | None) -> None:
    citation = one(text)
    assert (citation.raw, citation.issuer) == (raw, issuer)
    assert (citation.normal, citation.date) == (None, None)


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ("จึงให้ยกเลิก", "cancels"),
        ("ให้ยกเลิกความในข้อ ๓ ของ", "cancels"),
        ("ให้แก้ไขเพิ่มเติม", "amends"),
        ("ตาม", "refers"),
        ("และที่แก้ไขเพิ่มเติม", "refers"),
        ("ซึ่งแก้ไขเพิ่มเติมโดย", "refers"),
    ],
)
def test_what_stands_before_tells_the_action(before: str, action: str) -> None:
    assert one(f"{before}คำสั่งกรมที่ดิน ที่ 9/2565 ลงวันที่ 3 พ.ค. 2565").action == action


@pytest.mark.parametrize(
    "text",
    [
        "ยกเลิกหนังสือรับรอง และหนังสือค้ำประกัน",
        "ตามหนังสือที่อ้างถึง ๑ - ๓",
        "ระเบียบนี้เรียกว่า “ระเบียบกรมอนามัยว่าด้วยน้ำ พ.ศ. ๒๕๖๐”",
        "วันที่ 1 มกราคม 2567",
    ],
)
def test_what_names_no_other_document(text: str) -> None:
    assert citations.find(text) == []


def test_an_entry_is_a_citation_even_when_only_its_words_are_known() -> None:
    citation = citations.read_entry("ข้อหารือของเทศบาลตำบลนาดี")
    assert (citation.raw, citation.kind, citation.normal) == ("ข้อหารือของเทศบาลตำบลนาดี", None, None)


@given(st.text(alphabet="หนังสือคำสั่งที่มท 0123/วลงวันที่ยกเลิก.", max_size=80))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for match in citations.find(text):
        assert text[match.start : match.end] == match.citation.raw
