"""Whole letters: zones, fields and warnings together, on small invented letters."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import FIELDS, Record, json_schema

LETTER = """ด่วนมาก
ที่ ขก ๐๐๒๓.๓/ว ๔๑๐		ศาลากลางจังหวัดขอนแก่น
					ถนนศูนย์ราชการ ขก ๔๐๐๐๐

				๙ มกราคม ๒๕๖๘

เรื่อง	ซักซ้อมแนวทางการสำรวจแหล่งน้ำ
เรียน	นายอำเภอ ทุกอำเภอ
อ้างถึง	๑. หนังสือจังหวัดขอนแก่น ที่ ขก ๐๐๒๓.๓/ว ๙๐ ลงวันที่ ๔ มีนาคม ๒๕๖๗
	๒. หนังสือจังหวัดขอนแก่น ที่ ขก ๐๐๒๓.๓/ว ๙๑
		ลงวันที่ ๕ มีนาคม ๒๕๖๗
สิ่งที่ส่งมาด้วย  แบบสำรวจ		จำนวน ๒ แผ่น

		ตามหนังสือที่อ้างถึง ๑ จังหวัดขอนแก่นได้แจ้งให้อำเภอสำรวจแหล่งน้ำ
ในพื้นที่ นั้น
		จังหวัดขอนแก่นพิจารณาแล้ว จึงขอยกเลิกหนังสือที่อ้างถึง ๑ และขอให้รายงาน
ภายในวันที่ ๓๑ มกราคม ๒๕๖๘
		จึงเรียนมาเพื่อโปรดทราบ

					ขอแสดงความนับถือ


				(นายเมืองแมน แดนดิน)
				รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน
				ผู้ว่าราชการจังหวัดขอนแก่น

สำนักงานท้องถิ่นจังหวัด
กลุ่มงานส่งเสริม
โทร./โทรสาร ๐ ๔๓๒๓ ๙๙๙๙ ต่อ ๑๒
"""


def record_of(text: str) -> Record:
    return parse(read_bytes(text.encode(), "letter.txt"))


def test_a_letter_gives_every_field() -> None:
    record = record_of(LETTER)
    assert (record.kind, record.urgency, record.secrecy) == ("external-letter", "ด่วนมาก", None)
    assert record.reference is not None and record.reference.normal == "ขก 0023.3/ว410"
    assert record.circular is True
    assert record.issuer is not None
    assert record.issuer.name == "ศาลากลางจังหวัดขอนแก่น"
    assert (record.issuer.address, record.issuer.postcode) == ("ถนนศูนย์ราชการ ขก ๔๐๐๐๐", "40000")
    assert record.issuer.ministry == "จังหวัดขอนแก่น"
    assert record.date is not None and record.date.iso == "2025-01-09"
    assert record.subject == "ซักซ้อมแนวทางการสำรวจแหล่งน้ำ"
    assert [(a.name, a.scope) for a in record.addressees] == [("นายอำเภอ", "ทุกอำเภอ")]
    assert [(c.normal, c.action) for c in record.references] == [
        ("ขก 0023.3/ว90", "cancels"),
        ("ขก 0023.3/ว91", "refers"),
    ]
    assert record.references[1].date is not None and record.references[1].date.iso == "2024-03-05"
    assert [(e.title, e.count, e.unit) for e in record.enclosures] == [("แบบสำรวจ", 2, "แผ่น")]
    assert [b[:12] for b in record.body] == ["ตามหนังสือที", "จังหวัดขอนแก", "จึงเรียนมาเพ"]
    assert record.body[0].endswith("สำรวจแหล่งน้ำในพื้นที่ นั้น")
    assert record.closing == "ขอแสดงความนับถือ"
    assert record.signatory is not None
    assert record.signatory.name == "นายเมืองแมน แดนดิน"
    assert record.signatory.position == "รองผู้ว่าราชการจังหวัด"
    assert record.signatory.acting_for == "ผู้ว่าราชการจังหวัดขอนแก่น"
    assert record.owner == ["สำนักงานท้องถิ่นจังหวัด", "กลุ่มงานส่งเสริม"]
    assert [(c.type, c.number, c.extensions) for c in record.contacts] == [
        ("phone", "+6643239999", ["12"]),
        ("fax", "+6643239999", ["12"]),
    ]
    assert [d.iso for d in record.deadlines] == ["2025-01-31"]
    assert record.warnings == []


def test_every_value_has_its_evidence() -> None:
    record = record_of(LETTER)
    lines = LETTER.split("\n")
    spans = {span.key: span for span in record.spans}
    assert lines[spans["reference"].line - 1].startswith("ที่ ขก")
    assert lines[spans["subject"].line - 1].startswith("เรื่อง")
    assert (spans["references.1"].line, spans["references.1"].end_line) == (10, 11)
    assert "จึงเรียนมา" in lines[spans["body.2"].line - 1]
    assert lines[spans["contacts.0"].line - 1].startswith("โทร")
    for key in FIELDS:
        value = getattr(record, key)
        if isinstance(value, list):
            assert {f"{key}.{i}" for i in range(len(value))} <= set(spans)
        elif value is not None and key not in ("kind", "enclosed"):
            assert 0 < spans[key].confidence <= 1


def test_the_same_letter_gives_the_same_record() -> None:
    assert record_of(LETTER) == record_of(LETTER)


def test_the_json_has_every_key_and_keeps_its_shape() -> None:
    plain = msgspec.to_builtins(record_of("ข้อความสั้น ๆ"))
    assert set(FIELDS) <= set(plain)
    assert msgspec.convert(plain, type=Record) == record_of("ข้อความสั้น ๆ")
    assert "$defs" in json_schema()


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("ว ๔๑๐", "ว", "reference-number-blank", "reference"),
        ("๙ มกราคม ๒๕๖๘\n\nเรื่อง", "มกราคม ๒๕๖๘\n\nเรื่อง", "date-day-blank", "date"),
        ("๙ มกราคม ๒๕๖๘\n\nเรื่อง", "๓๒ มกราคม ๒๕๖๘\n\nเรื่อง", "date-impossible", "date"),
        ("				๙ มกราคม ๒๕๖๘\n", "", "date-missing", "date"),
        ("ที่ ขก ๐๐๒๓.๓/ว ๔๑๐		ศาลา", "				ศาลา", "reference-missing", "reference"),
        ("๐ ๔๓๒๓ ๙๙๙๙", "๐ ๑๓๒๓ ๙๙๙๙", "phone-invalid", "contacts.0"),
    ],
)
def test_what_is_doubtful_is_said(old: str, new: str, code: str, key: str) -> None:
    assert old in LETTER
    warnings = record_of(LETTER.replace(old, new)).warnings
    assert (code, key) in [(w.code, w.key) for w in warnings]


def test_a_memo() -> None:
    record = record_of(
        "บันทึกข้อความ\n"
        "ส่วนราชการ  กองคลัง ฝ่ายพัสดุ โทร. ๐ ๒๒๔๑ ๙๐๐๐ ต่อ ๗\n"
        "ที่ มท ๐๘๐๓/๔๕\t\tวันที่ ๑ มีนาคม ๒๕๖๗\n"
        "เรื่อง  ขอซื้อกระดาษ\n"
        "เรียน  เลขานุการกรม\n"
        "\t\t๑. เรื่องเดิม กระดาษหมด\n"
        "\t\t๒. ข้อพิจารณา เห็นควรซื้อ\n"
        "\t\t\t\t(นางสาวใบบัว ขาวสะอาด)\n"
        "\t\t\t\tหัวหน้าฝ่ายพัสดุ\n"
    )
    assert record.kind == "memo"
    assert record.issuer is not None and record.issuer.lines == ["กองคลัง ฝ่ายพัสดุ"]
    assert record.owner == record.issuer.lines
    assert record.reference is not None and record.reference.normal == "มท 0803/45"
    assert record.date is not None and record.date.iso == "2024-03-01"
    assert record.body == ["๑. เรื่องเดิม กระดาษหมด", "๒. ข้อพิจารณา เห็นควรซื้อ"]
    assert record.closing is None
    assert record.signatory is not None and record.signatory.position == "หัวหน้าฝ่ายพัสดุ"
    assert [c.extensions for c in record.contacts] == [["7"]]


@pytest.mark.parametrize(
    "sentence",
    [
        "กรมอนามัยจึงแก้ไขข้อ ๓ ของแนวทางตรวจน้ำ",
        "แนวทางตามหนังสือที่อ้างถึงเปลี่ยนไปแล้ว ให้ตรวจน้ำทุกเดือน",
    ],
)
def test_a_paragraph_in_the_column_of_the_references_is_no_reference(sentence: str) -> None:
    record = record_of(
        "ที่ สธ ๐๙๐๕/๒๒                    กรมอนามัย\n"
        "                    ๕ มีนาคม ๒๕๖๗\n"
        "เรื่อง  น้ำ\n"
        "เรียน  นายอำเภอ\n"
        "อ้างถึง  หนังสือกรมอนามัย ที่ สธ ๐๙๐๕/๑๑ ลงวันที่ ๓ มกราคม ๒๕๖๗\n"
        f"        {sentence}\n"
        "        จึงเรียนมาเพื่อโปรดทราบ\n"
    )
    assert record.body == [sentence, "จึงเรียนมาเพื่อโปรดทราบ"]
    assert [r.normal for r in record.references] == ["สธ 0905/11"]


def test_a_stamped_letter_has_agency_and_date_below_the_body() -> None:
    record = record_of(
        "ที่ สธ ๐๙๐๕/๓๓๗\n"
        "ถึง  โรงพยาบาลส่งเสริมสุขภาพตำบลนาดี\n"
        "\t\tพร้อมนี้ กรมอนามัยขอส่งแผ่นพับ จำนวน ๑๐ แผ่น\n"
        "\t\t\t\t\tกรมอนามัย\n"
        "\t\t\t\t\t๑๒ มีนาคม ๒๕๖๗\n"
        "สำนักส่งเสริมสุขภาพ\n"
        "โทร. ๐ ๒๕๙๐ ๔๐๐๐\n"
    )
    assert record.kind == "stamped-letter"
    assert record.salutation == "ถึง"
    assert record.issuer is not None and record.issuer.name == "กรมอนามัย"
    assert record.date is not None and record.date.iso == "2024-03-12"
    assert record.owner == ["สำนักส่งเสริมสุขภาพ"]
    assert len(record.body) == 1 and record.signatory is None


@pytest.mark.parametrize(
    ("word", "kind"),
    [("คำสั่ง", "order"), ("ประกาศ", "announcement"), ("แถลงการณ์", "statement")],
)
def test_titled_documents(word: str, kind: str) -> None:
    record = record_of(
        f"{word}กรมอนามัย\n"
        "ที่ ๗/๒๕๖๗\n"
        "เรื่อง แต่งตั้งคณะทำงาน\n"
        "---------------\n"
        "\t\tด้วยกรมอนามัยจะตรวจน้ำดื่ม\n"
        "\t\t๑. นายหนึ่ง\n"
        "\t\tทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป\n"
        "\t\tสั่ง ณ วันที่ ๕ มกราคม พ.ศ. ๒๕๖๗\n"
        "\t\t\t\t(นายปลายฟ้า ดีมาก)\n"
        "\t\t\t\tอธิบดีกรมอนามัย\n"
    )
    assert record.kind == kind
    assert record.issuer is not None and record.issuer.name == "กรมอนามัย"
    assert record.reference is not None and record.reference.normal == "7/2567"
    assert record.subject == "แต่งตั้งคณะทำงาน"
    assert record.date is not None and record.date.raw == "๕ มกราคม พ.ศ. ๒๕๖๗"
    assert len(record.body) == 3
    assert record.signatory is not None and record.signatory.name == "นายปลายฟ้า ดีมาก"


def test_page_numbers_and_catchwords_are_no_text_of_the_letter() -> None:
    first, second = LETTER.split("\t\tจังหวัดขอนแก่นพิจารณา")
    paged = f"{first}\t\t\t\t\t/จังหวัดขอนแก่น ...\n\f\t\t\t- ๒ -\n\t\tจังหวัดขอนแก่นพิจารณา{second}"
    record = record_of(paged)
    assert record.body == record_of(LETTER).body
    assert record.signatory == record_of(LETTER).signatory
    assert {s.page for s in record.spans} == {1, 2}


def test_what_stands_behind_the_letter_stays_out_of_it() -> None:
    record = record_of(LETTER + "“ชาวดินร่วมใจ”\nแบบสำรวจแหล่งน้ำ\nชื่อ ........ โทร. ๐ ๔๓๒๓ ๑๑๑๑\n")
    assert record.owner == record_of(LETTER).owner


def test_a_letter_that_lost_its_indents_still_has_its_owner() -> None:
    head, foot = LETTER.split("\t\t\t\t(นายเมือง")
    shifted = "\n".join(" " * 15 + line.strip() for line in f"(นายเมือง{foot}".splitlines())
    record = record_of(f"{head}{shifted}\n")
    assert record.owner == record_of(LETTER).owner
    assert record.signatory == record_of(LETTER).signatory


def test_text_without_any_form_is_other_and_says_so() -> None:
    record = record_of("รายการวัสดุ\nกระดาษ ๑ รีม\n")
    assert record.kind == "other"
    assert [w.code for w in record.warnings] == ["kind-unknown"]


@given(st.text(alphabet="ที่มท08/.ว ๑๒เรื่อนีกงยธโทร\n\t(อย)ขแสดความับถ", max_size=300))
def test_any_text_gives_a_record(text: str) -> None:
    try:
        document = read_bytes(text.encode(), "letter.txt")
    except Exception as error:  # an empty file has no record
        assert type(error).__name__ == "UnreadableFileError"
        return
    record = parse(document)
    assert msgspec.convert(msgspec.to_builtins(record), type=Record) == record
