"""Where fields of a scanned head begin and end, and what a badly read scan withholds."""

from collections.abc import Sequence

from thaidoc.parsing.parser import parse
from thaidoc.reading.document import Document, Line, Page, Segment
from thaidoc.record import Record

#: left edge in text columns, text
Row = tuple[float, str]
HEAD: tuple[Row, ...] = ((14, "ที่ สธ 0901.2/ว 45"), (50, "กรมอนามัย"), (40, "12 มีนาคม 2567"))
SUBJECT: tuple[Row, ...] = ((14, "เรื่อง สำรวจแหล่งน้ำ"), (14, "เรียน นายอำเภอ"))
BODY: Row = (27, "ด้วยกรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้านตามแผนงานประจำปี ดังต่อไปนี้")


def scan(rows: Sequence[Row], sure: dict[str, float] | None = None) -> Record:
    """The record of a page that a recogniser read; some texts less surely than others.

    All text is set 1.2 columns to a letter that has a column, so what stands behind a label is
    further right than the label's columns tell.
    """
    lines = []
    for number, (left, text) in enumerate(rows, 1):
        right = left * 6 + len(text) * 7.2
        letters = tuple((sure or {}).get(text, 0.99) for _ in text)
        places = tuple(index / len(text) for index in range(len(text)))
        box = (left * 6, number * 20.0, right, number * 20.0 + 12)
        segment = Segment(text, left * 6, right, box, min(letters), letters, places=places)
        lines.append(Line(number, (segment,), 0.5))
    page = Page(1, tuple(lines), em=6.0, width=600.0, height=840.0)
    return parse(Document("scan.pdf", "0" * 64, 1, "application/pdf", (page,), "test", ocr=True))


def test_wrapped_lines_of_a_numbered_list_stand_below_its_text() -> None:
    label = "สิ่งที่ส่งมาด้วย "
    column = 14 + len(label) * 1.2
    record = scan(
        [
            *HEAD,
            *SUBJECT,
            (14, f"{label}1. ประกาศกรมอนามัย เรื่อง หลักเกณฑ์การสำรวจแหล่งน้ำดื่มของหมู่บ้าน"),
            (column + 3.6, "และชุมชนในเขตเมือง (แก้ไขเพิ่มเติม ฉบับที่ 2) พ.ศ. 2566"),
            (column, "2. แบบสำรวจแหล่งน้ำดื่ม"),
            BODY,
        ]
    )
    first, second = record.enclosures
    assert first.title.endswith("และชุมชนในเขตเมือง (แก้ไขเพิ่มเติม ฉบับที่ 2) พ.ศ. 2566")
    assert second.title == "แบบสำรวจแหล่งน้ำดื่ม"
    assert record.body and record.body[0].startswith("ด้วยกรมอนามัย")


def test_a_body_begins_though_its_first_letter_was_misread() -> None:
    opened = (27.0, "ดามที่กรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้านตามแผนงานประจำปี ดังต่อไปนี้")
    listed = (33.0, "2. แบบสำรวจ")
    record = scan([*HEAD, *SUBJECT, (14, "สิ่งที่ส่งมาด้วย 1. กำหนดการ"), listed, opened])
    assert [one.title for one in record.enclosures] == ["กำหนดการ", "แบบสำรวจ"]
    order = scan(
        [
            (30, "คำสั่งกรมอนามัย"),
            (32, "ที่ 12/2567"),
            (24, "เรื่อง แต่งตั้งคณะกรรมการสำรวจแหล่งน้ำ"),
            (26, "โคยที่พระราชบัญญัติการสาธารณสุข พ.ศ. 2535 บัญญัติให้มีคณะกรรมการสำรวจแหล่งน้ำ"),
            (14, "จึงแต่งตั้งคณะกรรมการ ดังต่อไปนี้"),
        ]
    )
    assert order.subject == "แต่งตั้งคณะกรรมการสำรวจแหล่งน้ำ"


def test_a_contact_whose_digits_are_unsure_is_withheld_with_its_place() -> None:
    unsure, sound = "โทร. 0-2590-4000", "โทรสาร 0-2591-8180"
    rows = [
        *HEAD,
        *SUBJECT,
        BODY,
        (40.0, "ขอแสดงความนับถือ"),
        (40.0, "(นายสมหมาย ใจเย็น)"),
        (40.0, "อธิบดีกรมอนามัย"),
        (14.0, "สำนักอนามัยสิ่งแวดล้อม"),
        (14.0, unsure),
        (14.0, sound),
    ]
    assert [one.number for one in scan(rows).contacts] == ["+6625904000", "+6625918180"]
    record = scan(rows, {unsure: 0.9})
    assert [one.number for one in record.contacts] == ["+6625918180"]
    assert any(w.code == "value-withheld" and unsure in w.message for w in record.warnings)
    assert any(span.key == "contacts" for span in record.spans)


STAMPED: tuple[Row, ...] = (
    (14, "ที่ นว 0004/652"),
    (14, "ถึง สำนักงานเขตพื้นที่การศึกษา"),
    (26, "ด้วยการจัดตั้งสภาเด็กและเยาวชน มีกำหนดการดังต่อไปนี้ตามแผนงานประจำปีของจังหวัด"),
    (14, "และตำบลในปีนี้ จังหวัดนครสวรรค์จึงขอความอนุเคราะห์ประสานหน่วยงานในพื้นที่ต่อไป"),
)


def test_a_province_whose_seal_is_unread_is_the_one_that_its_body_and_number_name() -> None:
    record = scan([*STAMPED, (14, "โทร. 0-5680-3532")])
    assert record.issuer and record.issuer.lines == ["จังหวัดนครสวรรค์"]
    assert any(warning.code == "issuer-inferred" for warning in record.warnings)
    other = [(left, text.replace("นว 0004", "กก 0004")) for left, text in STAMPED]
    assert scan([*other, (14, "โทร. 0-5680-3532")]).issuer is None


def test_a_badly_read_seal_gives_way_only_to_an_agency_that_begins_alike() -> None:
    body = (26.0, "สำนักเลขาธิการคณะรัฐมนตรีได้ดำเนินการประกาศเรื่องดังกล่าวในราชกิจจานุเบกษาแล้ว ดังแนบ")
    for seal, sure, lines in (
        ("สำนักเลขาธิก ณะนัฐ", 0.4, ["สำนักเลขาธิการคณะรัฐมนตรี"]),
        ("สำนักเลขาธิก ณะนัฐ", 0.9, ["สำนักเลขาธิก ณะนัฐ"]),
        ("สำนักพระราชวังหลวง", 0.4, ["สำนักพระราชวังหลวง"]),
    ):
        rows = [(14.0, "ที่ นร 0503/2497"), (14.0, "ถึง กรมอนามัย"), body, (40.0, seal)]
        record = scan([*rows, (40.0, "3 กุมภาพันธ์ 2548")], {seal: sure})
        assert record.issuer and record.issuer.lines == lines
