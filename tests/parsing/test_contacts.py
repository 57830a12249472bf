"""Contacts: labels, kinds, people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing import contacts


def kinds(text: str) -> list[tuple[str, str | None]]:
    return [(m.contact.type, m.contact.number or m.contact.value) for m in contacts.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("โทร. 0-2241-9000", [("phone", "+6622419000")]),
        ("โทรศัพท์ ๐ ๒๒๔๑ ๙๐๐๐", [("phone", "+6622419000")]),
        ("โทร 08 1234 5678", [("mobile", "+66812345678")]),
        ("มือถือ 081-234-5678", [("mobile", "+66812345678")]),
        ("โทรสาร 0 2241 9055", [("fax", "+6622419055")]),
        ("โทร./โทรสาร 0 2241 0255", [("phone", "+6622410255"), ("fax", "+6622410255")]),
        ("โทรศัพท์และโทรสาร 0 2241 0255", [("phone", "+6622410255"), ("fax", "+6622410255")]),
        (
            "โทร.0-2241-9000 ต่อ 1,โทรสาร.0 2211 0595",
            [("phone", "+6622419000"), ("fax", "+6622110595")],
        ),
        ("สายด่วน 1567", [("hotline", "1567")]),
        ("สายด่วนศูนย์ดำรงธรรม 1567", [("hotline", "1567")]),
        ("มท. 50212", [("network", "50212")]),
        ("IP Phone 12345", [("network", "12345")]),
        ("ไปรษณีย์อิเล็กทรอนิกส์ saraban@example.go.th", [("email", "saraban@example.go.th")]),
        ("e-mail : kong๒@example.go.th.", [("email", "kong2@example.go.th")]),
        ("เว็บไซต์ www.example.go.th)", [("website", "www.example.go.th")]),
        ("ที่ https://www.example.go.th/a?b=1 หรือ", [("website", "https://www.example.go.th/a?b=1")]),
        ("LINE ID: khamphaeng", [("line", "khamphaeng")]),
        ("Line Official @phayao", [("line", "@phayao")]),
        ("โทร. มท 50601-2", [("network", "50601")]),
    ],
)
def test_each_kind_by_its_label(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ที่ มท 0810.3/ว 123",
        "วงเงิน 0 2241 9000 บาท",
        "Online 12345",
        "สายด่วนพิเศษ",
        "เลขบัตร 3-1005-00123-45-6",
    ],
)
def test_what_has_no_label_is_no_contact(text: str) -> None:
    assert contacts.find(text) == []


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("สอบถามได้ที่นายสมหมาย ใจเย็น โทรศัพท์ 09 8765 4321", "นายสมหมาย ใจเย็น", None),
        ("ผู้ประสานงาน นางสาวพิมพ์ดาว ศรีเมือง โทร. 09-8765-4321", "นางสาวพิมพ์ดาว ศรีเมือง", "ผู้ประสานงาน"),
        ("ผู้ประสานงาน : ว่าที่ร้อยตรี ณรงค์ ณ นคร โทร. ๐๘ ๑๑๑๑ ๒๒๒๒", "ว่าที่ร้อยตรี ณรงค์ ณ นคร", "ผู้ประสานงาน"),
        ("ติดต่อ นางกานดา ขยันดี ตำแหน่งนักวิชาการพัสดุ โทร. 0 2241 9000", "นางกานดา ขยันดี", None),
        ("นายกเทศมนตรี ตำบลควนทอง โทร. 0 2241 9000", None, None),
        ("กองคลัง โทร. 0 2241 9000", None, None),
    ],
)
def test_the_person_before_the_number_is_the_one_to_call(
    text: str, person: str | None, role: str | None
) -> None:
    (match,) = contacts.find(text)
    assert (match.contact.person, match.contact.role) == (person, role)


def test_two_numbers_of_one_person() -> None:
    found = contacts.find("นายสมหมาย ใจเย็น โทร. 0 2241 9000 หรือ 09 8765 4321 โทรสาร 0 2241 9001")
    assert [m.contact.person for m in found[:2]] == ["นายสมหมาย ใจเย็น"] * 2
    assert [m.contact.raw for m in found] == [
        "โทร. 0 2241 9000",
        "09 8765 4321",
        "โทรสาร 0 2241 9001",
    ]


@given(st.text(alphabet="โทร.สาย 0123456789-,ต่อนายมท@wอ", max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    last = 0
    for match in contacts.find(text):
        assert last <= match.start < match.end <= len(text)
        last = match.start
