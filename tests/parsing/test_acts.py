"""What a text does to the documents it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET

from thaidoc.parsing import acts, citations
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record

HEAD = """ที่ มท ๐๘๙๑/ว ๕		กรมทดสอบการปกครอง
			๙ มกราคม ๒๕๖๘
เรื่อง	แนวทางใหม่
เรียน	ผู้ว่าราชการจังหวัด
อ้างถึง	๑. หนังสือกรมทดสอบการปกครอง ที่ มท ๐๘๙๑/ว ๑ ลงวันที่ ๑ มีนาคม ๒๕๖๑
	๒. หนังสือกรมทดสอบการปกครอง ที่ มท ๐๘๙๑/ว ๒ ลงวันที่ ๒ มีนาคม ๒๕๖๒
	๓. หนังสือกรมทดสอบการปกครอง ที่ มท ๐๘๙๑/ว ๓ ลงวันที่ ๓ มีนาคม ๒๕๖๓
"""
TAIL = """
		จึงเรียนมาเพื่อโปรดทราบ
			ขอแสดงความนับถือ
			(นายแม่พิมพ์ ชัดเจน)
			อธิบดีกรมทดสอบการปกครอง
"""


def record_of(sentence: str) -> Record:
    letter = f"{HEAD}		ด้วยกรมทดสอบการปกครองพิจารณาแล้ว {sentence}{TAIL}"
    return parse(read_bytes(letter.encode(), "a.txt"))


@pytest.mark.parametrize(
    ("sentence", "actions"),
    [
        ("จึงยกเลิกหนังสือที่อ้างถึง ๑ - ๓ และกำหนดใหม่", ["cancels"] * 3),
        ("ขอยกเลิกหนังสือที่อ้างถึง ๑ และ ๓", ["cancels", "refers", "cancels"]),
        ("ให้ยกเลิกหนังสือที่อ้างถึงทั้ง ๓ ฉบับ", ["cancels"] * 3),
        ("จึงยกเลิกหนังสือที่อ้างถึงทุกฉบับ", ["cancels"] * 3),
        ("หนังสือที่อ้างถึง ๒ เป็นอันยกเลิก", ["refers", "cancels", "refers"]),
        ("จึงขอแก้ไขเพิ่มเติมข้อ ๔ ของหนังสือที่อ้างถึง ๓", ["refers", "refers", "amends"]),
        ("หนังสือที่อ้างถึง ๒ ได้ยกเลิกหนังสือที่อ้างถึง ๑ แล้ว", ["refers"] * 3),
        ("มิได้ยกเลิกหนังสือที่อ้างถึง ๑", ["refers"] * 3),
        ("ขอให้พิจารณายกเลิกหนังสือที่อ้างถึง ๑", ["refers"] * 3),
        ("ให้ถือปฏิบัติตามหนังสือที่อ้างถึง ๑ โดยอนุโลม", ["refers"] * 3),
        ("จึงยกเลิกหนังสือค้ำประกันตามหนังสือที่ส่งมา", ["refers"] * 3),
    ],
)
def test_acts_on_references_by_ordinal(sentence: str, actions: list[str]) -> None:
    record = record_of(sentence)
    assert [citation.action for citation in record.references] == actions
    assert [citation.action for citation in record.cites[:3]] == actions


def test_a_part_and_a_first_day_stand_beside_the_act() -> None:
    record = record_of(
        "จึงเห็นสมควรยกเลิกแนวทางการรายงานข้อ ๒ ตามหนังสือที่อ้างถึง ๒ ทั้งนี้ ให้มีผลตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๘ เป็นต้นไป"
    )
    second = record.references[1]
    assert (second.action, second.part) == ("cancels", "แนวทางการรายงานข้อ ๒")
    assert second.effective is not UNSET and second.effective.iso == "2025-10-01"
    assert record.references[0].part is UNSET and record.references[0].effective is UNSET


def test_an_act_on_references_that_cannot_be_told_apart_is_a_warning() -> None:
    record = record_of("จึงยกเลิกหนังสือที่อ้างถึง และให้ใช้แนวทางนี้แทน")
    assert {citation.action for citation in record.references} == {"refers"}
    assert "act-on-unknown" in {warning.code for warning in record.warnings}


def test_an_ordinal_beyond_the_list_is_a_warning() -> None:
    record = record_of("จึงยกเลิกหนังสือที่อ้างถึง ๓ และ ๗")
    assert [c.action for c in record.references] == ["refers", "refers", "cancels"]
    assert "act-on-unknown" in {warning.code for warning in record.warnings}


def test_one_verb_acts_on_several_documents_in_a_row() -> None:
    text = (
        "ให้ยกเลิก (๑) ระเบียบกรมทดสอบว่าด้วยพัสดุ พ.ศ. ๒๕๔๐ (๒) ระเบียบกรมทดสอบว่าด้วยครุภัณฑ์ พ.ศ. ๒๕๔๒ "
        "ผู้ใดประสงค์จะใช้ระเบียบกรมทดสอบว่าด้วยรถ พ.ศ. ๒๕๔๕ ให้แจ้ง"
    )
    assert [m.citation.action for m in citations.find(text)] == ["cancels", "cancels", "refers"]


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ("จึงขอยกเลิก", "cancels"),
        ("ให้ยกเลิกความในข้อ ๕ ของ", "cancels"),
        ("กำหนดแนวทางใหม่โดยยกเลิก", "cancels"),
        ("ให้แก้ไขเพิ่มเติม", "amends"),
        ("ระเบียบนั้น และที่แก้ไขเพิ่มเติมตาม", None),
        ("ซึ่งยกเลิก", None),
        ("ถูกยกเลิกโดย", None),
        ("ไม่ยกเลิก", None),
        ("", None),
    ],
)
def test_the_words_before_a_document(before: str, action: str | None) -> None:
    found = acts.action_before(before)
    assert (found[0] if found else None) == action


@given(st.text(alphabet="ยกเลิกหนังสือที่อ้างถึง ๑๒-,และความในข้อ ตั้งแต่วันที่", max_size=120))
def test_no_text_breaks_it(text: str) -> None:
    for act in acts.acts_on_references(text):
        assert act.action in ("cancels", "amends")


def test_items_below_a_verb_are_acted_on() -> None:
    regulation = """ระเบียบเทศบาลตำบลดอนไผ่
ว่าด้วยตลาดนัด พ.ศ. ๒๕๖๕
		โดยที่เป็นการสมควร อาศัยอำนาจตามพระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖ จึงออกระเบียบไว้ ดังนี้
		ข้อ ๑ ระเบียบนี้เรียกว่า “ระเบียบเทศบาลตำบลดอนไผ่ ว่าด้วยตลาดนัด พ.ศ. ๒๕๖๕”
		ข้อ ๒ ระเบียบนี้ให้ใช้บังคับตั้งแต่วันประกาศเป็นต้นไป
		ข้อ ๓ ให้ยกเลิก
		(๑) ระเบียบเทศบาลตำบลดอนไผ่ ว่าด้วยแผงลอย พ.ศ. ๒๕๔๐
		(๒) ระเบียบเทศบาลตำบลดอนไผ่ ว่าด้วยหาบเร่ พ.ศ. ๒๕๔๒
		ข้อ ๔ ให้นำระเบียบเทศบาลตำบลดอนไผ่ ว่าด้วยพัสดุ พ.ศ. ๒๕๔๕ มาใช้
		ประกาศ ณ วันที่ ๙ มกราคม พ.ศ. ๒๕๖๕
			(นายไผ่ ดอนสูง)
			นายกเทศมนตรี
"""
    record = parse(read_bytes(regulation.encode(), "a.txt"))
    acted = [(c.kind, c.raw[-4:], c.action) for c in record.cites]
    assert acted == [
        ("พระราชบัญญัติ", "๒๔๙๖", "refers"),
        ("ระเบียบ", "๒๕๔๐", "cancels"),
        ("ระเบียบ", "๒๕๔๒", "cancels"),
        ("ระเบียบ", "๒๕๔๕", "refers"),
    ]


def test_a_meeting_and_a_case_are_no_documents() -> None:
    text = "ในการประชุมครั้งที่ ๗/๒๕๖๓ เมื่อวันที่ ๑๔ สิงหาคม ๒๕๖๓ พิจารณาเรื่องร้องเรียนที่ 214/2560 แล้ว"
    assert citations.find(text) == []
