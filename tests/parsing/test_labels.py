"""Damaged labels are found where they may stand, and nothing of a body is taken for one."""

import pytest

from thaidoc.parsing.labels import Label, damaged_label_of, damaged_opening, label_of
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.record import Record

ALL: tuple[Label, ...] = (
    "number", "department", "date", "subject", "salutation", "references", "enclosures", "stamp",
)  # fmt: skip


def record_of(text: str) -> Record:
    return parse(read_bytes(text.encode(), "x.txt"))


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("เรือง ขอเชิญประชุม", "subject", "ขอเชิญประชุม"),
        ("เรื่ซง ขอเชิญประชุม", "subject", "ขอเชิญประชุม"),
        ("เรีอง : ขอเชิญประชุม", "subject", "ขอเชิญประชุม"),
        ("เรียบ อธิบดีกรมที่ดิน", "salutation", "อธิบดีกรมที่ดิน"),
        ("เรัยน อธิบดีกรมที่ดิน", "salutation", "อธิบดีกรมที่ดิน"),
        ("กราบเรียม นายกรัฐมนตรี", "salutation", "นายกรัฐมนตรี"),
        ("ถืง กรมที่ดิน", "salutation", "กรมที่ดิน"),
        ("อ้างถง หนังสือกรมที่ดิน", "references", "หนังสือกรมที่ดิน"),
        ("สิงที่ส่งมาด้วย แผนที่", "enclosures", "แผนที่"),
        ("สิ่งทีส่งมาดัวย๑. แผนที่", "enclosures", "๑. แผนที่"),
        ("ส่วนราซการ กองคลัง", "department", "กองคลัง"),
        ("ทึ่ มท 0809/1", "number", "มท 0809/1"),
        ("เลชรับ ๑๒", "stamp", "๑๒"),
    ],
)
def test_a_damaged_label_is_found(line: str, label: str, value: str) -> None:
    assert label_of(line) is None
    match = damaged_label_of(line, ALL)
    assert match is not None
    assert match.label == label and 0 < match.doubt <= 1
    assert line[match.end :] == value
    assert damaged_label_of(line, [other for other in ALL if other != label]) is None


@pytest.mark.parametrize(
    "line",
    [
        "เครื่อง พิมพ์", "เมือง น่าน", "เรียบร้อยแล้ว", "เขียน แบบ", "เรียก ประชุม", "เรือ ประมง",
        "ทีม งาน", "ที่ดิน แปลง", "ทิ่ แทง", "ถัง น้ำมัน", "อ้างอิง", "ส่งมาด้วย แผนที่", "", "๑๒๓",
    ],
)  # fmt: skip
def test_words_that_only_look_like_labels(line: str) -> None:
    assert damaged_label_of(line, ALL) is None


def test_a_head_whose_labels_are_all_damaged() -> None:
    record = record_of(
        "ทึ่ สธ 0901/45\t\t\tกรมอนามัย\n\t\t\t12 มีนาคม 2567\n"
        "เรือง\tสำรวจแหล่งน้ำ\nเรียน\tนายอำเภอ\n"
        "อ้างถง\tหนังสือกรมอนามัย ที่ สธ 0902/7 ลงวันที่ 5 มกราคม 2567\n"
        "สิงที่ส่งมาดัวย\tแบบสำรวจ จำนวน 2 แผ่น\n"
        "\t\tดัวยกรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้านตามแผนงานประจำปีงบประมาณ\n"
    )
    assert record.reference is not None and record.reference.normal == "สธ 0901/45"
    assert record.subject == "สำรวจแหล่งน้ำ"
    assert [c.normal for c in record.references] == ["สธ 0902/7"]
    assert [(e.title, e.count) for e in record.enclosures] == [("แบบสำรวจ", 2)]
    assert len(record.body) == 1


def test_a_damaged_label_lowers_the_confidence() -> None:
    head = "ที่ สธ 0901/45\n{}\tสำรวจแหล่งน้ำ\nเรียน\tนายอำเภอ\n\t\tด้วยจะสำรวจน้ำ\n"
    sound, damaged = (record_of(head.format(word)) for word in ("เรื่อง", "เรือง"))
    assert sound.subject == damaged.subject == "สำรวจแหล่งน้ำ"
    sure = [s.confidence for r in (sound, damaged) for s in r.spans if s.key == "subject"]
    assert sure[1] < sure[0]


@pytest.mark.parametrize("line", ["เรือง อื่น ๆ", "เรียบ ง่าย", "อ้างถง อดีต", "สิงที่ส่งมาด้วย นั้น"])
def test_no_line_of_the_body_is_a_label(line: str) -> None:
    text = (
        "ที่ สธ 0901/45\nเรื่อง\tน้ำ\nเรียน\tนายอำเภอ\n"
        f"\t\tด้วยกรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้าน\n{line}\n\t\tจึงเรียนมาเพื่อโปรดทราบ\n"
    )
    record = record_of(text)
    assert record.subject == "น้ำ" and record.references == [] and record.enclosures == []
    assert any(line in paragraph for paragraph in record.body)


def test_a_stamp_label_needs_its_value() -> None:
    assert label_of("รับที่ ๑๒") is not None
    assert label_of("รับที่ปรึกษา") is None


def test_openings_in_damage() -> None:
    assert damaged_opening("ดัวยกรมอนามัย") and damaged_opening("ตามทีกรมอนามัย")
    assert not damaged_opening("กรมอนามัย") and not damaged_opening("ด่านตรวจ")
