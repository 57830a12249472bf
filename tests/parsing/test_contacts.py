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
        ("สถ.มท. 50212", [("network", "50212")]),
        ("โทร. ทบ. 97241", [("network", "97241")]),
        ("โทร. 5121", [("network", "5121")]),
        ("โทร. 1567", [("hotline", "1567")]),
        ("โทร.ภายใน 1234 โทรสาร 0 2555 0102", [("network", "1234"), ("fax", "+6625550102")]),
        ("โทรศัพท์ (VoIP) 12345", [("network", "12345")]),
        ("โทร.-โทรสาร 0 2555 0102", [("phone", "+6625550102"), ("fax", "+6625550102")]),
        ("Tel/Fax 0-2555-0102", [("phone", "+6625550102"), ("fax", "+6625550102")]),
        ("โทร. 0 2555 0101, 0111", [("phone", "+6625550101"), ("phone", "+6625550111")]),
        ("โทร. 0 2555 0101 ต่อ 12 โทรสาร ต่อ 13", [("phone", "+6625550101"), ("fax", "+6625550101")]),
        ("อีเมล saraban @ example. go.th", [("email", "saraban@example.go.th")]),
        ("เว็บไซต์ example.go.th", [("website", "example.go.th")]),
        ("ID Line : somchai_k", [("line", "somchai_k")]),
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
        "ติดตั้งโทรศัพท์ 120 เครื่อง",
        "ค่าโทรศัพท์ 2560 - 2562",
        "โทรศัพท์ .............. โทรสาร ..........",
        "ดาวน์โหลดที่ wwww.m",
        "โรง 0 2555 0101",
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
        ("ติดต่อ คุณนคร โทร. 0 2241 9000", "คุณนคร", None),
        ("โทร. 0 2241 9000 (นางกานดา ขยันดี)", "นางกานดา ขยันดี", None),
        ("นายสมหมาย ใจเย็น (ผู้ประสานงาน) โทร. 0 2241 9000", "นายสมหมาย ใจเย็น", "ผู้ประสานงาน"),
        (
            "มอบให้ นางกานดา ขยันดี โทร. 0 2241 9000 เป็นผู้ประสานงานโครงการ",
            "นางกานดา ขยันดี",
            "ผู้ประสานงาน",
        ),
        ("อำเภอนางรอง โทร. 0 2241 9000", None, None),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("โพร. ๐ ๒๕๕๕ ๐๑๐๑", ("phone", "+6625550101")),
        ("ไทร.๐ ๒๕๕๕ ๐๑๐๑", ("phone", "+6625550101")),
        ("โทรลาร ๐ ๒๕๕๕ ๐๑๐๒", ("fax", "+6625550102")),
        ("ไทรศัพท ๐ ๒๕๕๕ ๐๑๐๑", ("phone", "+6625550101")),
    ],
)
def test_a_misread_label_is_known_by_its_number(text: str, expected: tuple[str, str]) -> None:
    (match,) = contacts.find(text)
    assert (match.contact.type, match.contact.number) == expected
    assert match.sure < 1
    assert contacts.starts_contact(text) and contacts.first_label(text) == 0


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("โทร. 0-2555-O1O1", "phone"),
        ("โทร. 0 2555 010", "phone"),
        ("โทร. 0255501019", "phone"),
        ("โทร. ๐ ๒๕ก๕ ๐๑๐๑", "phone"),
        ("โทร. 555-0101", "phone"),
        ("โทรสาร 0 2555 01l1", "fax"),
        ("e-mail: saraban©example.go.th", "email"),
    ],
)
def test_what_cannot_be_read_is_null_and_never_guessed(text: str, kind: str) -> None:
    (match,) = contacts.find(text)
    contact = match.contact
    assert (contact.type, contact.raw) == (kind, text)
    assert (contact.number, contact.number_to, contact.value) == (None, None, None)


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_a_further_number_keeps_all_but_the_last_four(first: int, second: int) -> None:
    found = contacts.find(f"โทร. 0 2555 {first:04}, {second:04}")
    assert [m.contact.number for m in found] == [f"+662555{first:04}", f"+662555{second:04}"]
