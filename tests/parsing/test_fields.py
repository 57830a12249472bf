"""The fields' own rules, on single lines."""

import pytest

from thaidoc.parsing.fields.addressees import read_one
from thaidoc.parsing.fields.enclosures import read_one as read_enclosure
from thaidoc.parsing.fields.signatory import split_acting
from thaidoc.parsing.labels import OPENING, label_of, names_agency, names_post
from thaidoc.parsing.parser import parse
from thaidoc.parsing.people import is_signature_line, last_person, signed_name
from thaidoc.reading import read_bytes


def addressees(line: str, word: str = "เรียน") -> list[str]:
    text = f"ที่ มท 0801/1\nเรื่อง น้ำ\n{word}  {line}\n\t\tด้วยกรมอนามัยจะตรวจน้ำ\n"
    return [a.raw for a in parse(read_bytes(text.encode(), "x.txt")).addressees]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("อธิบดีกรมอนามัย", ["อธิบดีกรมอนามัย"]),
        ("ปลัดกระทรวง อธิบดี เลขาธิการ", ["ปลัดกระทรวง", "อธิบดี", "เลขาธิการ"]),
        ("ปลัดกระทรวง, อธิบดี และเลขาธิการ", ["ปลัดกระทรวง", "อธิบดี", "เลขาธิการ"]),
        ("นายอำเภอ/นายกเทศมนตรีเมือง", ["นายอำเภอ", "นายกเทศมนตรีเมือง"]),
        ("๑. ผู้ว่าราชการจังหวัด\n       ๒. นายอำเภอ", ["ผู้ว่าราชการจังหวัด", "นายอำเภอ"]),
        ("ผู้ว่าการ การประปานครหลวง", ["ผู้ว่าการ การประปานครหลวง"]),
        ("ประธาน ก.จ.จ. ก.ท.จ. และ ก.อบต. ทุกจังหวัด", ["ประธาน ก.จ.จ. ก.ท.จ. และ ก.อบต. ทุกจังหวัด"]),
        ("ผู้ว่าราชการจังหวัด........", ["ผู้ว่าราชการจังหวัด"]),
        ("ผู้จัดการบริษัท น้ำใส จำกัด (มหาชน)", ["ผู้จัดการบริษัท น้ำใส จำกัด (มหาชน)"]),
    ],
)
def test_addressees_are_parted_where_a_post_begins(line: str, expected: list[str]) -> None:
    assert addressees(line) == expected


def test_agencies_are_parted_behind_the_stamped_letters_word() -> None:
    assert addressees("สำนักงานจังหวัดและโรงพยาบาลน่าน", "ถึง") == ["สำนักงานจังหวัด", "โรงพยาบาลน่าน"]


@pytest.mark.parametrize(
    ("text", "name", "scope", "spared"),
    [
        ("ผู้ว่าราชการจังหวัด ทุกจังหวัด", "ผู้ว่าราชการจังหวัด", "ทุกจังหวัด", []),
        ("ผู้ว่าราชการจังหวัดทุกจังหวัด", "ผู้ว่าราชการจังหวัด", "ทุกจังหวัด", []),
        (
            "ผู้ว่าราชการจังหวัด ทุกจังหวัด (ยกเว้นจังหวัดตรังและจังหวัดสตูล)",
            "ผู้ว่าราชการจังหวัด",
            "ทุกจังหวัด",
            ["จังหวัดตรัง", "จังหวัดสตูล"],
        ),
        ("อธิบดีกรมที่ดิน (ผ่านเลขานุการกรม)", "อธิบดีกรมที่ดิน", None, []),
    ],
)
def test_scope_and_exceptions(text: str, name: str, scope: str | None, spared: list[str]) -> None:
    addressee = read_one(text)
    assert (addressee.name, addressee.scope, addressee.except_) == (name, scope, spared)
    assert addressee.raw == text


@pytest.mark.parametrize(
    ("text", "title", "count", "unit"),
    [
        ("แบบตอบรับ จำนวน ๒ แผ่น", "แบบตอบรับ", 2, "แผ่น"),
        ("กำหนดการ ........ จำนวน 1 ชุด", "กำหนดการ", 1, "ชุด"),
        ("คู่มือ ๓ เล่ม", "คู่มือ", 3, "เล่ม"),
        ("แผนที่ (จำนวน ๔ แผ่น)", "แผนที่", 4, "แผ่น"),
        ("บัญชี พ.ศ. ๒๕๖๐", "บัญชี พ.ศ. ๒๕๖๐", None, None),
    ],
)
def test_enclosures_have_title_count_and_unit(
    text: str, title: str, count: int | None, unit: str | None
) -> None:
    enclosure = read_enclosure(text)
    assert (enclosure.title, enclosure.count, enclosure.unit) == (title, count, unit)
    assert enclosure.raw == text


@pytest.mark.parametrize(
    ("text", "position", "acting_for"),
    [
        ("อธิบดีกรมอนามัย", "อธิบดีกรมอนามัย", None),
        ("รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมอนามัย", "รองอธิบดี", "อธิบดีกรมอนามัย"),
        ("รองอธิบดี รักษาราชการแทนอธิบดีกรมอนามัย", "รองอธิบดี", "อธิบดีกรมอนามัย"),
        ("", None, None),
    ],
)
def test_a_delegate_acts_for_a_post(
    text: str, position: str | None, acting_for: str | None
) -> None:
    assert split_acting(text) == (position, acting_for)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("(นายสมหมาย ใจเย็น)", "นายสมหมาย ใจเย็น"),
        ("( พลตำรวจเอก กล้า  หาญ )", "พลตำรวจเอก กล้า หาญ"),
        ("นางสาวใบบัว ขาวสะอาด", "นางสาวใบบัว ขาวสะอาด"),
        ("อธิบดีกรมอนามัย", None),
        ("(ลงชื่อ)", None),
        ("นายกเทศมนตรี เมืองน่าน", None),
        ("(.................)", None),
    ],
)
def test_names_under_a_signature(text: str, name: str | None) -> None:
    assert signed_name(text) == name


def test_blank_brackets_are_a_drafts_signature() -> None:
    assert is_signature_line("(                    )")
    assert is_signature_line("(...........)")
    assert not is_signature_line("(๑) ตรวจน้ำ")


def test_the_person_nearest_the_end_counts() -> None:
    found = last_person("นายหนึ่ง แรก และนางสาวสอง รอง ตำแหน่งครู")
    assert found is not None
    assert found[:2] == ("นางสาวสอง รอง", " ตำแหน่งครู")


def test_posts_and_agencies() -> None:
    assert names_post("ผู้อำนวยการกองคลัง") and not names_agency("ผู้อำนวยการกองคลัง")
    assert names_agency("กองคลัง") and names_agency("กรมการปกครอง")
    assert not names_agency("กรรมการและเลขานุการ")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("ด้วยกรมอนามัยจะตรวจน้ำดื่ม", True),
        ("กรมอนามัยได้กำหนดให้มีการตรวจน้ำดื่ม", True),
        ("กรมอนามัย ขอเชิญท่านร่วมประชุมตรวจน้ำ", True),
        ("กรมอนามัยจึงแก้ไขเพิ่มเติมข้อ ๓ ของประกาศนี้", True),
        ("สำนักงานปลัดกระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์", False),
        ("สำนักงานคณะกรรมการส่งเสริมการจัดสวัสดิการสังคมแห่งชาติ", False),
        ("นายอำเภอเมืองน่าน", False),
    ],
)
def test_a_body_opens_with_its_words_not_with_a_name(text: str, opens: bool) -> None:
    assert (OPENING.match(text) is not None) is opens


def test_a_count_in_the_right_hand_column_ends_its_entry() -> None:
    text = (
        "ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  นายอำเภอ\n"
        "สิ่งที่ส่งมาด้วย  ๑. สำเนาหนังสือกรมอนามัย ด่วนมาก          จำนวน ๑ ชุด\n"
        "                    ที่ สธ ๐๙๐๒/๑๐ ลงวันที่ ๑ มกราคม ๒๕๖๗\n"
        "                 ๒. บัญชีรายชื่อ                          จำนวน ๒ แผ่น\n"
    )
    first, second = parse(read_bytes(text.encode(), "x.txt")).enclosures
    assert first.title == "สำเนาหนังสือกรมอนามัย ด่วนมาก ที่ สธ ๐๙๐๒/๑๐ ลงวันที่ ๑ มกราคม ๒๕๖๗"
    assert (first.count, first.unit) == (1, "ชุด")
    assert [c.normal for c in first.cites] == ["สธ 0902/10"]
    assert (second.title, second.count) == ("บัญชีรายชื่อ", 2)


def test_paragraphs_of_one_line_each_are_told_by_their_indent() -> None:
    text = (
        "ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  นายอำเภอ\n"
        "          ตามที่ได้แจ้งให้ตรวจน้ำ นั้น\n"
        "          บัดนี้ ตรวจน้ำแล้ว\n"
        "          จึงเรียนมาเพื่อโปรดทราบ\n"
    )
    assert len(parse(read_bytes(text.encode(), "x.txt")).body) == 3


def test_a_bracketed_number_is_no_second_entry() -> None:
    head = "ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  นายอำเภอ\n"
    text = f"{head}สิ่งที่ส่งมาด้วย  ๑. ระเบียบ (ฉบับที่ ๒) พ.ศ. ๒๕๖๐\n     ๒. แผนที่\n"
    record = parse(read_bytes(text.encode(), "x.txt"))
    assert [e.title for e in record.enclosures] == ["ระเบียบ (ฉบับที่ ๒) พ.ศ. ๒๕๖๐", "แผนที่"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("ที่ มท 0801/1", "number"),
        ("ที่ศธ 04170/2117", "number"),
        ("ที่ว่าการอำเภอเมือง", None),
        ("เรื่อง  น้ำดื่ม", "subject"),
        ("เรื่องเดิม", None),
        ("เรียน ผู้อำนวยการ", "salutation"),
        ("เรียนผู้อำนวยการ", "salutation"),
        ("เรียนรู้ตลอดชีวิต", None),
        ("กราบเรียน นายกรัฐมนตรี", "salutation"),
        ("ถึง กรมอนามัย", "salutation"),
        ("สิ่งที่ส่งมาด้วย ๑. แผนที่", "enclosures"),
        ("สำเนาส่ง กองคลัง", "copies"),
        ("เลขรับ ๑๒๓", "stamp"),
    ],
)
def test_labels_stand_at_the_beginning(text: str, label: str | None) -> None:
    match = label_of(text)
    assert (match.label if match else None) == label
