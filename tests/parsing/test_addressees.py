"""Addressees: where one ends and the next begins, all of them or all but some."""

import pytest

from thaidoc.parsing.fields.addressees import read_one
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes


def addressees(line: str) -> list[str]:
    text = f"ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  {line}\n\t\tด้วยกรมอนามัยจะตรวจน้ำ\n"
    return [a.raw for a in parse(read_bytes(text.encode(), "x.txt")).addressees]


@pytest.mark.parametrize(
    "title",
    [
        "ผู้อำนวยการสำนักนโยบายและแผน",
        "ผู้อำนวยการสำนักพัฒนาครูและผู้บริหาร",
        "ประธานกรรมการและกรรมการผู้จัดการ",
        "กรรมการและเลขานุการคณะทำงาน",
        "อธิบดีกรมป้องกันและบรรเทาสาธารณภัย",
        "หัวหน้ากลุ่มงานนิติการและเจ้าหน้าที่สัมพันธ์",
    ],
)
def test_one_title_is_one_addressee(title: str) -> None:
    assert addressees(title) == [title]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("อธิบดีกรมที่ดินและผู้ว่าราชการจังหวัด", ["อธิบดีกรมที่ดิน", "ผู้ว่าราชการจังหวัด"]),
        ("อธิบดีกรมที่ดิน และเจ้าหน้าที่", ["อธิบดีกรมที่ดิน", "เจ้าหน้าที่"]),
        ("ปลัดเทศบาล\n       ผู้อำนวยการกองคลัง", ["ปลัดเทศบาล", "ผู้อำนวยการกองคลัง"]),
        ("1) ปลัดเทศบาล 2) ผู้อำนวยการกองช่าง", ["ปลัดเทศบาล", "ผู้อำนวยการกองช่าง"]),
    ],
)  # fmt: skip
def test_several_are_parted(line: str, expected: list[str]) -> None:
    assert addressees(line) == expected


@pytest.mark.parametrize(
    ("text", "name", "scope", "spared"),
    [
        ("นายกเทศมนตรี ทุกแห่ง", "นายกเทศมนตรี", "ทุกแห่ง", []),
        ("นายกเทศมนตรีทั่วประเทศ", "นายกเทศมนตรี", "ทั่วประเทศ", []),
        ("อธิบดี ทุกกรม", "อธิบดี", "ทุกกรม", []),
        ("นายกเทศมนตรี ทุกแห่งทั่วประเทศ", "นายกเทศมนตรี", "ทุกแห่งทั่วประเทศ", []),
        ("นายอำเภอ ทั้ง ๑๕ อำเภอ", "นายอำเภอ", "ทั้ง ๑๕ อำเภอ", []),
        ("ผู้อำนวยการสำนักงานบรรเทาทุกข์", "ผู้อำนวยการสำนักงานบรรเทาทุกข์", None, []),
        ("นายอำเภอ ทุกอำเภอ เว้นแต่อำเภอเมือง", "นายอำเภอ", "ทุกอำเภอ", ["อำเภอเมือง"]),
        ("ครู ทุกแห่ง (ยกเว้นอำเภอเมือง, อำเภอปัว)", "ครู", "ทุกแห่ง", ["อำเภอเมือง", "อำเภอปัว"]),
    ],
)  # fmt: skip
def test_scope_and_exceptions(text: str, name: str, scope: str | None, spared: list[str]) -> None:
    found = read_one(text)
    assert (found.name, found.scope, found.except_, found.raw) == (name, scope, spared, text)


def test_heads_of_a_province_stand_behind_and() -> None:
    from thaidoc.parsing.parser import parse
    from thaidoc.reading import read_bytes

    head = "ที่ กษ ๐๕๐๑/๑\t\tกรมประมง\n\t\t๙ มกราคม ๒๕๖๘\nเรื่อง\tทดสอบ\nเรียน\t"
    text = head + "ประมงจังหวัดชุมพร และประมงจังหวัดสุราษฎร์ธานี\n\t\tด้วยกรมประมงขอทดสอบ\n"
    names = [a.name for a in parse(read_bytes(text.encode(), "a.txt")).addressees]
    assert names == ["ประมงจังหวัดชุมพร", "ประมงจังหวัดสุราษฎร์ธานี"]
