"""The end of letters: who signed, whose letter it is, how to reach them, and what is none of it."""

import pytest

from thaidoc.parsing.closings import closing_of
from thaidoc.parsing.layouts.marginalia import (
    is_certification,
    is_endorsement,
    is_marginal,
    without_specks,
)
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record, Signatory

HEAD = (
    "ที่ นน ๐๐๑๘/๔๕\t\t\tศาลากลางจังหวัดน่าน\n\t\t\t\tถนนสุริยพงษ์ นน ๕๕๐๐๐\n"
    "\t\t\t๙ มกราคม ๒๕๖๘\nเรื่อง  น้ำดื่ม\nเรียน  นายอำเภอนาดี\n"
    "\t\tด้วยจังหวัดน่านจะตรวจน้ำดื่มในเขตอำเภอ จึงเรียนมาเพื่อโปรดทราบ\n"
)
MEMO = (
    "บันทึกข้อความ\nส่วนราชการ  กองคลัง ฝ่ายพัสดุ\nที่ มท ๐๘๐๓/๔๕\t\tวันที่ ๑ มีนาคม ๒๕๖๗\n"
    "เรื่อง  ขอซื้อกระดาษ\nเรียน  เลขานุการกรม\n\t\tด้วยกระดาษหมด จึงเรียนมาเพื่อโปรดพิจารณา\n"
)
FOOT = "สำนักงานจังหวัด\nกลุ่มงานอำนวยการ\nโทร. ๐ ๒๕๕๕ ๐๑๐๑\n"


def record_of(text: str) -> Record:
    return parse(read_bytes(text.encode(), "letter.txt"))


def letter(signature: str, foot: str = FOOT) -> Record:
    block = "".join(f"\t\t\t\t{line}\n" for line in signature.splitlines())
    return record_of(f"{HEAD}\t\t\t\tขอแสดงความนับถือ\n\n\n{block}\n{foot}")


def memo(below: str) -> Record:
    return record_of(MEMO + below)


def who(record: Record) -> tuple[str | None, str | None, str | None]:
    signed = record.signatory or Signatory(name=None, position=None, acting_for=None)
    return signed.name, signed.position, signed.acting_for


@pytest.mark.parametrize(
    ("signature", "expected"),
    [
        (
            "(นายเมืองแมน แดนดิน)\nผู้ว่าราชการจังหวัดน่าน",
            ("นายเมืองแมน แดนดิน", "ผู้ว่าราชการจังหวัดน่าน", None),
        ),
        (
            "(นายเมืองแมน แดนดิน)\nรองผู้ว่าราชการจังหวัด รักษาราชการแทน\nผู้ว่าราชการจังหวัดน่าน",
            ("นายเมืองแมน แดนดิน", "รองผู้ว่าราชการจังหวัด", "ผู้ว่าราชการจังหวัดน่าน"),
        ),
        (
            "(นางใบบัว ขาวดี)\nรองปลัดกระทรวง รักษาราชการแทน\n"
            "ปลัดกระทรวงน้ำ ปฏิบัติราชการแทน\nรัฐมนตรีว่าการกระทรวงน้ำ",
            (
                "นางใบบัว ขาวดี",
                "รองปลัดกระทรวง รักษาราชการแทน ปลัดกระทรวงน้ำ",
                "รัฐมนตรีว่าการกระทรวงน้ำ",
            ),
        ),
        (
            "นายเมืองแมน แดนดิน\nปลัดจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดน่าน",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัด", "ผู้ว่าราชการจังหวัดน่าน"),
        ),
        (
            "พลตำรวจโท (กล้า หาญดี)\nผู้บัญชาการตำรวจน้ำ",
            ("พลตำรวจโท กล้า หาญดี", "ผู้บัญชาการตำรวจน้ำ", None),
        ),
        (
            "พันเอก\n(กล้า หาญดี)\nรองเสนาธิการ",
            ("พันเอก กล้า หาญดี", "รองเสนาธิการ", None),
        ),
        (
            "ว่าที่ร้อยตรี (ณรงค์ ใจกล้า)\nนายอำเภอนาดี",
            ("ว่าที่ร้อยตรี ณรงค์ ใจกล้า", "นายอำเภอนาดี", None),
        ),
        (
            "(ผู้ช่วยศาสตราจารย์ ดร.มาลี ดีใจ)\nคณบดีคณะน้ำ",
            ("ผู้ช่วยศาสตราจารย์ ดร.มาลี ดีใจ", "คณบดีคณะน้ำ", None),
        ),
        (
            "(หม่อมหลวงปลายฟ้า ท้ายน้ำ)\nอธิบดีกรมน้ำ",
            ("หม่อมหลวงปลายฟ้า ท้ายน้ำ", "อธิบดีกรมน้ำ", None),
        ),
        (
            "(พระครูสุนทร ธรรมดี)\nเจ้าอาวาสวัดนาดี",
            ("พระครูสุนทร ธรรมดี", "เจ้าอาวาสวัดนาดี", None),
        ),
        (
            "(ลงชื่อ)  ......................\n(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None),
        ),
        ("(                         )\nปลัดจังหวัดน่าน", (None, "ปลัดจังหวัดน่าน", None)),
        ("(.........................)\nปลัดจังหวัดน่าน", (None, "ปลัดจังหวัดน่าน", None)),
        ("ปลัดจังหวัดน่าน", (None, "ปลัดจังหวัดน่าน", None)),
        (
            "ปลัดจังหวัดน่าน\n(นายเมืองแมน แดนดิน)",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None),
        ),
        (
            "(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน\nลงนามด้วยลายมือชื่ออิเล็กทรอนิกส์\n๙ ม.ค. ๒๕๖๘ เวลา ๑๐.๓๐ น.",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None),
        ),
        (
            "(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน\n............ร่าง\n............พิมพ์/ทาน",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None),
        ),
        (
            "(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน\nสำเนาถูกต้อง\n(นางสาวใบบัว ขาวดี)\nนักวิชาการชำนาญการ",
            ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None),
        ),
        (
            "(Mr. John Waters)\nที่ปรึกษาโครงการน้ำ",
            ("Mr. John Waters", "ที่ปรึกษาโครงการน้ำ", None),
        ),
    ],
)
def test_who_signed(signature: str, expected: tuple[str | None, str | None, str | None]) -> None:
    record = letter(signature)
    assert who(record) == expected
    assert record.owner == ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]
    assert [c.number for c in record.contacts] == ["+6625550101"]


@pytest.mark.parametrize(
    ("signature", "name", "acting_for"),
    [
        ("(นายเมืองแมน แดนดิน]\nปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        ("นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        ("(นายเมืองแมน แดนดิน\nปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        ("นนายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        ("(นายเมืองแมน/แดนดิน)\n(ปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        ("1H\n(นายเมืองแมน แดนดิน)\n11? ม\nปลัดจังหวัดน่าน", "นายเมืองแมน แดนดิน", None),
        (
            "(นายเมืองแมน แดนดิน)\nปลัดจังหวัด ปฏิบัดิราชกาธแทน\nผู้ว่าราชการจังหวัดน่าน",
            "นายเมืองแมน แดนดิน",
            "ผู้ว่าราชการจังหวัดน่าน",
        ),
    ],
)
def test_a_scan_damages_brackets_and_words(
    signature: str, name: str, acting_for: str | None
) -> None:
    record = letter(signature)
    assert record.signatory is not None
    assert (record.signatory.name, record.signatory.acting_for) == (name, acting_for)
    assert record.signatory.position in ("ปลัดจังหวัดน่าน", "ปลัดจังหวัด")


def test_a_broken_bracket_lowers_the_confidence() -> None:
    def sure(signature: str) -> float:
        spans = letter(signature).spans
        return next(s.confidence for s in spans if s.key == "signatory")

    sound = sure("(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน")
    assert sure("(นายเมืองแมน แดนดิน]\nปลัดจังหวัดน่าน") < sound


def test_a_name_with_foreign_signs_is_not_given_out_but_quoted() -> None:
    record = letter("(นายเมืองแมน แดuดิน)\nปลัดจังหวัดน่าน")
    assert who(record) == (None, "ปลัดจังหวัดน่าน", None)
    (warning,) = (w for w in record.warnings if w.code == "signatory-unread")
    assert warning.key == "signatory" and "แดuดิน" in warning.message


@pytest.mark.parametrize(
    "below",
    [
        "เรียน  เลขานุการกรม\n\t\tได้ตรวจสอบแล้ว เห็นควรอนุมัติ\n",
        "\t\t\tทราบ\n",
        "\t\tอนุมัติ\n",
        "- เห็นควรมอบฝ่ายพัสดุดำเนินการ\n",
        "เห็นชอบ\n",
    ],
)
def test_what_officers_write_below_a_memo_is_not_its_own(below: str) -> None:
    record = memo(
        "\t\t\t\t(นางสาวใบบัว ขาวสะอาด)\n\t\t\t\tหัวหน้าฝ่ายพัสดุ\n"
        f"{below}\t\t(นายกล้า หาญดี)\n\t\tผู้อำนวยการกองคลัง\nโทร. ๐ ๒๕๕๕ ๐๙๙๙\n"
    )
    assert who(record) == ("นางสาวใบบัว ขาวสะอาด", "หัวหน้าฝ่ายพัสดุ", None)
    assert record.owner == ["กองคลัง ฝ่ายพัสดุ"]
    assert record.contacts == []
    assert len(record.body) == 1


def test_six_signatures_of_a_memo_are_one_signatory() -> None:
    blocks = "".join(
        f"\t\t\t\t(นายคนที่ {n})\n\t\t\t\tหัวหน้างาน{n}\n".replace("(นายคนที่ ", "(นายคนดี ")
        for n in ("หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก")
    )
    assert who(memo(blocks)) == ("นายคนดี หนึ่ง", "หัวหน้างานหนึ่ง", None)


def test_of_two_blocks_side_by_side_the_first_is_meant() -> None:
    record = memo(
        "     (นางสาวใบบัว ขาวสะอาด)                         (นายกล้า หาญดี)\n"
        "        เจ้าพนักงานพัสดุ                          ผู้อำนวยการกองคลัง\n"
    )
    assert who(record) == ("นางสาวใบบัว ขาวสะอาด", "เจ้าพนักงานพัสดุ", None)


@pytest.mark.parametrize(
    ("foot", "owner"),
    [
        (FOOT, ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        ("ลำนักงานจังหวัด\nกลุมงานอำนวยการ\nโทร. ๐ ๒๕๕๕ ๐๑๐๑\n", ["ลำนักงานจังหวัด", "กลุมงานอำนวยการ"]),
        ("กลุ่มงานอำนวยการ โทร. ๐ ๒๕๕๕ ๐๑๐๑\n", ["กลุ่มงานอำนวยการ"]),
        ("สน.บท.\nโทร. ๐ ๒๕๕๕ ๐๑๐๑\n", ["สน.บท"]),
        (f"{FOOT}“ชาวดินร่วมใจ ไม่โกงใคร”\n", ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        (f"{FOOT}C:\\งาน\\น้ำ.doc\n", ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        (f"{FOOT}มาลี/พิมพ์\n", ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        (f"{FOOT}FM-AD-001 Rev.2\n", ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        (f"{FOOT}- ๒ -\n", ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]),
        (
            "สำนักงานคณะกรรมการส่งเสริมการใช้น้ำอย่างรู้ค่า\nแห่งชาติ\nโทร. ๐ ๒๕๕๕ ๐๑๐๑\n",
            ["สำนักงานคณะกรรมการส่งเสริมการใช้น้ำอย่างรู้ค่าแห่งชาติ"],
        ),
    ],
)
def test_whose_letter_it_is(foot: str, owner: list[str]) -> None:
    record = letter("(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน", foot)
    assert record.owner == owner
    assert [c.number for c in record.contacts] == ["+6625550101"]


def test_the_foot_may_stand_beside_the_signature() -> None:
    record = record_of(
        f"{HEAD}\t\t\t\tขอแสดงความนับถือ\n\n"
        "\t\t\t\t(นายเมืองแมน แดนดิน)\n"
        "สำนักงานจังหวัด                    ปลัดจังหวัด ปฏิบัติราชการแทน\n"
        "กลุ่มงานอำนวยการ                   ผู้ว่าราชการจังหวัดน่าน\n"
        "โทร. ๐ ๒๕๕๕ ๐๑๐๑\n"
    )
    assert who(record) == ("นายเมืองแมน แดนดิน", "ปลัดจังหวัด", "ผู้ว่าราชการจังหวัดน่าน")
    assert record.owner == ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]


def test_a_routing_note_between_signature_and_foot() -> None:
    record = letter(
        "(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน\nเรียน หัวหน้าสำนักงาน\nเพื่อโปรดทราบ\n(นายกล้า หาญดี)"
    )
    assert who(record)[:2] == ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน")
    assert record.owner == ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]


def test_a_stamped_letters_foot_is_found_without_its_seal() -> None:
    record = record_of(
        "ที่ นน ๐๐๑๘/๔๖\nถึง  โรงพยาบาลนาดี\n\t\tพร้อมนี้ จังหวัดน่านขอส่งแผ่นพับ จำนวน ๑๐ แผ่น\n"
        f"\t\t\t\t\tวัดนm่าu\n\t\t\t\t\t2๕/x\n{FOOT}"
    )
    assert record.owner == ["สำนักงานจังหวัด", "กลุ่มงานอำนวยการ"]
    assert [c.number for c in record.contacts] == ["+6625550101"]
    assert record.signatory is None


@pytest.mark.parametrize(
    ("below", "copies"),
    [
        ("สำเนาส่ง  กองคลัง\n", ["กองคลัง"]),
        ("สำเนาส่ง  กองคลัง, กองแผน และกองช่าง\n", ["กองคลัง", "กองแผน และกองช่าง"]),
        ("สำเนาส่ง  ๑. กองคลัง\n          ๒. กองแผน\n", ["กองคลัง", "กองแผน"]),
        ("สำเนาส่ง  ๑. กองคลัง ๒. กองแผน\n", ["กองคลัง", "กองแผน"]),
        ("สำเนาเรียน\n- ปลัดจังหวัด\n- นายอำเภอ\n", ["ปลัดจังหวัด", "นายอำเภอ"]),
    ],
)
def test_who_gets_a_copy(below: str, copies: list[str]) -> None:
    assert letter("(นายเมืองแมน แดนดิน)\nปลัดจังหวัดน่าน", FOOT + below).copies == copies


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("ขอแสดงความนับถือ", False),
        ("ขอแสดงความนับถืออย่างยิ่ง", False),
        ("ขอแสดงดวามนับถือ", True),
        ("ชอแลดงความนับถึอ", True),
        ("ขอแสดงความนบถออย่างยิง", True),
        ("ขอแสดงความยินดีกับท่าน", None),
        ("ขอแสดงความนับถือต่อท่านที่ได้กรุณา", None),
        ("ขอให้จังหวัดแจ้งอำเภอ", None),
    ],
)
def test_a_closing_stands_alone(text: str, damaged: bool | None) -> None:
    match = closing_of(text)
    assert (match.damaged if match else None) is damaged


def test_a_damaged_closing_still_parts_body_and_signature() -> None:
    text = (
        f"{HEAD}\t\t\t\tขอแลดงดวามนับถือ\n\n\t\t\t\t(นายเมืองแมน แดนดิน)\n\t\t\t\tปลัดจังหวัดน่าน\n{FOOT}"
    )
    record = record_of(text)
    assert record.closing == "ขอแลดงดวามนับถือ" and len(record.body) == 1
    assert who(record) == ("นายเมืองแมน แดนดิน", "ปลัดจังหวัดน่าน", None)
    assert next(s.confidence for s in record.spans if s.key == "closing") < 0.8


def test_what_is_about_the_paper() -> None:
    for text in (
        "มาลี/พิมพ์",
        "........ทาน",
        "ร่าง/พิมพ์ ........",
        "C:\\a\\b.doc",
        "Digitally signed by A",
    ):
        assert is_marginal(text)
    for text in ("ผู้ตรวจราชการกรม", "กองตรวจการประมง", "พิมพ์ดาว ศรีเมือง", "ปลัดจังหวัดน่าน"):
        assert not is_marginal(text)


def test_notes_and_certificates() -> None:
    assert is_endorsement("เรียน ปลัดจังหวัด") and is_endorsement("- เห็นควรมอบกองคลัง")
    assert not is_endorsement("ผู้อนุมัติ") and not is_endorsement("เรียนรู้")
    assert is_certification("รับรองสำเนาถูกต้อง") and is_certification("ลำเนาถูกตอง")
    assert not is_certification("สำนักงานเลขานุการกรม")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ปลัดจังหวัดน่าน", "ปลัดจังหวัดน่าน"),
        ("R,yf8าฦ กองคลัง", "กองคลัง"),
        ("11? ม", ""),
        ("(...........)", "(...........)"),
        ("ผอ. Smart City", "ผอ. Smart City"),
    ],
)
def test_specks_are_left_out(text: str, left: str) -> None:
    assert without_specks(text) == left
