"""Files with several letters, and letters with other things behind them."""

import msgspec
import pytest

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record

COVER = """ที่ มท ๐๘๙๑.๒/ว ๗๗		กรมทดสอบการปกครอง
				ถนนทดสอบ กทม. ๑๐๒๐๐
			๕ มีนาคม ๒๕๖๔
เรื่อง	ส่งสำเนาหนังสือกระทรวงการคลัง
เรียน	ผู้ว่าราชการจังหวัด ทุกจังหวัด
สิ่งที่ส่งมาด้วย	สำเนาหนังสือกระทรวงการคลัง จำนวน ๑ ฉบับ
		ด้วยกระทรวงการคลังได้ซักซ้อมการเบิกจ่าย รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย
		จึงเรียนมาเพื่อโปรดทราบ
				ขอแสดงความนับถือ

				(นายปกหน้า ส่งต่อ)
				อธิบดีกรมทดสอบการปกครอง
กองคลังทดสอบ
โทร. ๐ ๒๕๕๕ ๐๑๐๑
"""
SECOND = """ด่วนที่สุด
ที่ กค ๐๔๙๙.๕/ว ๑๒			กระทรวงการคลัง
				ถนนพระรามที่ ๖ กทม. ๑๐๔๐๐
			๑ มีนาคม ๒๕๖๔
เรื่อง	ซักซ้อมการเบิกจ่าย
เรียน	ปลัดกระทรวง อธิบดี
		ด้วยกระทรวงการคลังขอซักซ้อมการเบิกจ่ายเงินงบประมาณให้เป็นแนวทางเดียวกัน
		จึงเรียนมาเพื่อโปรดทราบและถือปฏิบัติ
				ขอแสดงความนับถือ

				(นางสาวใบแทรก หลังปก)
				รองปลัดกระทรวงการคลัง
กลุ่มงานทดสอบ
โทร. ๐ ๒๕๕๕ ๐๒๐๒
"""
ANNEX = """			แบบตอบรับการประชุม
ชื่อ ................................ ตำแหน่ง ...................
ส่งกลับภายในวันที่ ๓๐ เมษายน ๒๕๖๔
				ขอแสดงความนับถือ
				(นายแนบท้าย ภายหลัง)
				ผู้อำนวยการศูนย์แนบท้าย
โทร. ๐ ๒๕๕๕ ๐๙๐๙
"""
ANNOUNCEMENT = """			ประกาศคณะกรรมการทดสอบ
			เรื่อง หลักเกณฑ์การทดสอบ
		โดยที่เป็นการสมควรกำหนดหลักเกณฑ์การทดสอบ
			ประกาศ ณ วันที่ ๓ มกราคม ๒๕๖๔
				(นายประกาศ ต่อท้าย)
				ประธานกรรมการ
"""
TEMPLATE = """ที่ ......../............			(ชื่อส่วนราชการ)
			วันที่ .......................
เรื่อง	ขอส่งรายชื่อผู้เข้าร่วม
เรียน	อธิบดีกรมทดสอบการปกครอง
		ตามที่แจ้งให้ส่งรายชื่อ นั้น
				ขอแสดงความนับถือ
				(.....................)
"""


def record_of(*pages: str) -> Record:
    return parse(read_bytes("\f".join(pages).encode(), "a.txt"))


def without_enclosed(record: Record) -> Record:
    spans = [span for span in record.spans if not span.key.startswith("enclosed")]
    return msgspec.structs.replace(record, enclosed=[], spans=spans, source=msgspec.UNSET, id="")


def test_a_second_letter_is_a_record_of_its_own() -> None:
    record = record_of(COVER, SECOND)
    assert record.reference is not None and record.reference.normal == "มท 0891.2/ว77"
    [second] = record.enclosed
    assert second.pages == (2, 2)
    assert second.source is msgspec.UNSET
    assert second.reference is not None and second.reference.normal == "กค 0499.5/ว12"
    assert (second.urgency, second.date and second.date.iso) == ("ด่วนที่สุด", "2021-03-01")
    assert second.signatory is not None and second.signatory.name == "นางสาวใบแทรก หลังปก"
    assert [c.number for c in second.contacts] == ["+6625550202"]
    assert {span.page for span in second.spans} == {2}
    assert [c.number for c in record.contacts] == ["+6625550101"]
    [evidence] = [span for span in record.spans if span.key == "enclosed.0"]
    assert evidence.page == 2


def test_a_second_letter_may_begin_below_the_first_on_one_page() -> None:
    record = record_of(COVER + "\n\n" + SECOND.split("\n", 1)[1])
    [second] = record.enclosed
    assert second.pages == (1, 1)
    assert second.subject == "ซักซ้อมการเบิกจ่าย"
    assert record.subject == "ส่งสำเนาหนังสือกระทรวงการคลัง"
    assert [c.number for c in record.contacts] == ["+6625550101"]


@pytest.mark.parametrize("behind", [ANNEX, ANNOUNCEMENT, TEMPLATE], ids=["form", "rules", "blank"])
def test_what_is_handed_along_makes_no_record_and_changes_none(behind: str) -> None:
    alone, record = record_of(COVER), record_of(COVER, behind)
    assert record.enclosed == []
    assert without_enclosed(record) == without_enclosed(alone)


def test_a_letter_goes_on_over_pages_until_it_is_signed() -> None:
    head, rest = COVER.split("		จึงเรียนมา")
    record = record_of(head, "- ๒ -\n		จึงเรียนมา" + rest, ANNEX)
    assert record.signatory is not None and record.signatory.name == "นายปกหน้า ส่งต่อ"
    assert [c.number for c in record.contacts] == ["+6625550101"]
    assert record.deadlines == []


def test_a_stamped_letter_ends_at_its_foot() -> None:
    stamped = """ที่ มท ๐๘๙๑.๒/๘๘
ถึง	สำนักงานทดสอบจังหวัด ทุกจังหวัด
		พร้อมนี้ กรมทดสอบการปกครองขอส่งแบบสำรวจมาเพื่อดำเนินการ
				กรมทดสอบการปกครอง
				๖ มีนาคม ๒๕๖๔
กองคลังทดสอบ
โทร. ๐ ๒๕๕๕ ๐๑๐๑
"""
    record = record_of(stamped, ANNEX)
    assert record.kind == "stamped-letter"
    assert record.closing is None and record.signatory is None
    assert record.owner == ["กองคลังทดสอบ"]


def test_three_letters_in_one_file() -> None:
    third = SECOND.replace("ว ๑๒", "ว ๑๓")
    record = record_of(COVER, SECOND, ANNEX, third)
    assert [e.pages for e in record.enclosed] == [(2, 3), (4, 4)]
    numbers = [e.reference.normal for e in record.enclosed if e.reference]
    assert numbers == ["กค 0499.5/ว12", "กค 0499.5/ว13"]


def test_a_foot_may_go_over_to_the_next_page() -> None:
    record = record_of(COVER, "ผู้ประสานงาน นางสาวท้ายแถว เหลือที่ โทร. ๐๘ ๐๐๐๐ ๐๑๐๑\n", ANNEX)
    assert [c.number for c in record.contacts] == ["+6625550101", "+66800000101"]
