"""Kinds with forms of their own: certificates, minutes, statements, news; and what is none."""

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record

CERTIFICATE = """เลขที่ ๓๕/๒๕๖๖				โรงพยาบาลบ้านสวนกล้วย
						๑๒ ถนนริมคลอง อำเภอเมือง
						จังหวัดตราด ๒๓๐๐๐

		หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางสาวมะลิ ร้อยพวง ตำแหน่งพยาบาลวิชาชีพ
ปฏิบัติงานที่โรงพยาบาลนี้ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๐ จนถึงปัจจุบัน

			ให้ไว้ ณ วันที่ ๒๐ เมษายน ๒๕๖๖

				(นายเรียง แถวตรง)
			ผู้อำนวยการโรงพยาบาลบ้านสวนกล้วย
"""

MINUTES = """			รายงานการประชุมคณะกรรมการห้องสมุดประชาชน
				ครั้งที่ ๒/๒๕๖๕
		เมื่อวันที่ ๗ กรกฎาคม ๒๕๖๕ เวลา ๑๓.๓๐ น.
			ณ ห้องประชุมชั้น ๒

ผู้มาประชุม
๑. นายปกแข็ง สันหนา		ประธาน
๒. นางหน้ากระดาษ ขาวสะอาด	กรรมการ
เริ่มประชุมเวลา ๑๓.๓๐ น.
ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ
		ประธานแจ้งว่าหนังสือเล่มใหม่มาถึงวันที่ ๑ กรกฎาคม ๒๕๖๕
เลิกประชุมเวลา ๑๕.๐๐ น.

				(นางสาวดรรชนี เรียงคำ)
				ผู้จดรายงานการประชุม
"""

STATEMENT = """			แถลงการณ์กรมอุทกศาสตร์ชายฝั่ง
			เรื่อง คลื่นลมในอ่าวตอนใน
				ฉบับที่ ๑

		ด้วยกรมอุทกศาสตร์ชายฝั่งได้ติดตามคลื่นลมแล้วเห็นว่าสงบลงเป็นลำดับ
จึงแถลงมาเพื่อทราบโดยทั่วกัน

					กรมอุทกศาสตร์ชายฝั่ง
					๙ มกราคม ๒๕๖๔
"""

NEWS = """ข่าวประชาสัมพันธ์
เรื่อง เปิดสวนพฤกษศาสตร์แห่งใหม่

		เทศบาลตำบลดอนไผ่ขอเชิญชวนประชาชนเข้าชมสวนพฤกษศาสตร์แห่งใหม่ได้ทุกวัน

					เทศบาลตำบลดอนไผ่
					๑๕ กุมภาพันธ์ ๒๕๖๕
"""


def record_of(text: str) -> Record:
    return parse(read_bytes(text.encode(), "a.txt"))


def test_a_certificate() -> None:
    record = record_of(CERTIFICATE)
    assert record.kind == "certificate"
    assert record.reference is not None and record.reference.normal == "35/2566"
    assert record.issuer is not None
    assert record.issuer.lines == ["โรงพยาบาลบ้านสวนกล้วย"]
    assert record.issuer.address == "๑๒ ถนนริมคลอง อำเภอเมือง จังหวัดตราด ๒๓๐๐๐"
    assert record.date is not None and record.date.iso == "2023-04-20"
    assert len(record.body) == 1 and record.body[0].endswith("จนถึงปัจจุบัน")
    assert record.signatory is not None and record.signatory.name == "นายเรียง แถวตรง"
    assert record.signatory.position == "ผู้อำนวยการโรงพยาบาลบ้านสวนกล้วย"


def test_minutes() -> None:
    record = record_of(MINUTES)
    assert record.kind == "minutes"
    assert record.subject == "รายงานการประชุมคณะกรรมการห้องสมุดประชาชน ครั้งที่ ๒/๒๕๖๕"
    assert record.issuer is not None and record.issuer.name == "คณะกรรมการห้องสมุดประชาชน"
    assert record.date is not None and record.date.iso == "2022-07-07"
    assert record.reference is None
    assert record.signatory is not None
    assert record.signatory.name == "นางสาวดรรชนี เรียงคำ"
    assert record.signatory.position == "ผู้จดรายงานการประชุม"
    assert record.body[-1].endswith("เลิกประชุมเวลา ๑๕.๐๐ น.")


def test_a_statement_ends_with_agency_and_date() -> None:
    record = record_of(STATEMENT)
    assert record.kind == "statement"
    assert record.issuer is not None and record.issuer.name == "กรมอุทกศาสตร์ชายฝั่ง"
    assert record.subject == "คลื่นลมในอ่าวตอนใน ฉบับที่ ๑"
    assert record.date is not None and record.date.iso == "2021-01-09"
    assert record.body[-1].endswith("โดยทั่วกัน")


def test_news_names_its_agency_at_the_end_alone() -> None:
    record = record_of(NEWS)
    assert record.kind == "news"
    assert record.subject == "เปิดสวนพฤกษศาสตร์แห่งใหม่"
    assert record.issuer is not None and record.issuer.lines == ["เทศบาลตำบลดอนไผ่"]
    assert record.date is not None and record.date.iso == "2022-02-15"
    assert len(record.body) == 1


def test_what_has_no_known_head_is_other_and_gives_its_text() -> None:
    record = record_of("คำกล่าวต้อนรับ\n\nเรียนท่านผู้มีเกียรติทุกท่าน\nในนามของเจ้าภาพขอขอบคุณ\n")
    assert record.kind == "other"
    assert record.issuer is None and record.date is None
    assert "".join(record.body).endswith("ขอขอบคุณ")
    assert "kind-unknown" in {warning.code for warning in record.warnings}


def test_a_unit_line_in_the_body_makes_no_memo() -> None:
    letter = """ที่ มท ๐๘๐๑/๑๒๓		กรมตัวอย่างการพิมพ์
			๙ มกราคม ๒๕๖๘
เรื่อง	แบบฟอร์มใหม่
เรียน	ปลัดกระทรวงมหาดไทย
		ด้วยกรมขอส่งแบบฟอร์มซึ่งมีช่องดังนี้
ส่วนราชการ ............
		จึงเรียนมาเพื่อโปรดทราบ
			ขอแสดงความนับถือ
			(นายแม่พิมพ์ ชัดเจน)
			อธิบดีกรมตัวอย่างการพิมพ์
"""
    assert record_of(letter).kind == "external-letter"


def test_news_with_a_headline_and_a_unit() -> None:
    text = """				ข่าวประชาสัมพันธ์จังหวัดตราด
			ชวนปลูกป่าชายเลนริมอ่าวธรรมชาติ

		จังหวัดตราดชวนประชาชนร่วมปลูกป่าชายเลนในวันเสาร์ที่ 8 มิถุนายน 2567 ณ อ่าวธรรมชาติ

สำนักงานประชาสัมพันธ์จังหวัดตราด
2 มิถุนายน 2567
"""
    record = record_of(text)
    assert record.kind == "news"
    assert record.issuer is not None and record.issuer.name == "จังหวัดตราด"
    assert record.subject == "ชวนปลูกป่าชายเลนริมอ่าวธรรมชาติ"
    assert record.date is not None and record.date.iso == "2024-06-02"
    assert record.owner == ["สำนักงานประชาสัมพันธ์จังหวัดตราด"]
