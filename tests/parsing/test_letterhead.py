"""Letterheads in every arrangement, and what scans, stamps and fax machines put over them."""

import pytest

from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line, Page, Segment
from thaidoc.record import Record

#: what follows the letterhead in these letters
REST = "\n\nเรื่อง\tสำรวจแหล่งน้ำ\nเรียน\tนายอำเภอ\n\n\t\tด้วยกรมอนามัยจะสำรวจแหล่งน้ำดื่ม\n"

Cell = tuple[float, str]


def typed(head: str) -> Record:
    return parse(read_bytes((head + REST).encode(), "letter.txt"))


def scanned(*rows: list[Cell]) -> Record:
    """The record of a page that a recogniser read: each row a list of (column, text)."""
    rest: list[list[Cell]] = [
        [(14, "เรื่อง สำรวจแหล่งน้ำ")],
        [(14, "เรียน นายอำเภอ")],
        [(26, "ด้วยกรมอนามัยจะสำรวจแหล่งน้ำดื่มในทุกหมู่บ้านตามแผนงานประจำปี ดังต่อไปนี้")],
    ]
    lines = []
    for number, row in enumerate([*rows, *rest], 1):
        cells = (
            Segment(text, left * 6, left * 6 + len(text) * 5, (left * 6, number * 20.0, 500, 1))
            for left, text in row
        )
        lines.append(Line(number, tuple(cells), 0.5))
    page = Page(1, tuple(lines), em=6.0, width=600.0, height=840.0)
    return parse(Document("scan.pdf", "0" * 64, 1, "application/pdf", (page,), "test", ocr=True))


def parts(record: Record) -> tuple[str | None, list[str], str | None, str | None]:
    """Number, agency lines, address and day of a record."""
    return (
        record.reference.normal if record.reference else None,
        record.issuer.lines if record.issuer else [],
        record.issuer.address if record.issuer else None,
        record.date.iso if record.date else None,
    )


def codes(record: Record) -> set[str]:
    return {warning.code for warning in record.warnings}


NUMBER = "ที่ สธ 0901.2/ว 45"
WHOLE = ("สธ 0901.2/ว45", ["กรมอนามัย"], "ถนนติวานนท์ นบ 11000", "2024-03-12")


@pytest.mark.parametrize(
    "head",
    [
        f"{NUMBER}\t\t\tกรมอนามัย\n\t\t\t\t\tถนนติวานนท์ นบ 11000\n\n\t\t\t12 มีนาคม 2567",
        f"{NUMBER}\t\t\tกรมอนามัย ถนนติวานนท์ นบ 11000\n\n\t\t\t12 มีนาคม 2567",
        f"\t\t\t\t\tกรมอนามัย\n{NUMBER}\t\t\tถนนติวานนท์ นบ 11000\n\t\t\t12 มีนาคม 2567",
        f"กรมอนามัย\t\t\t\t\t{NUMBER}\nถนนติวานนท์ นบ 11000\n\t\t\t12 มีนาคม 2567",
        f"กรมอนามัย {NUMBER}\nถนนติวานนท์ นบ 11000\n\t\t\t12 มีนาคม 2567",
        f"\t\t\tกรมอนามัย\n\t\tถนนติวานนท์ นบ 11000\n{NUMBER}\n\t\t\t12 มีนาคม 2567",
        f"DEPARTMENT OF HEALTH\n{NUMBER}\t\tกรมอนามัย\n\t\t\tถนนติวานนท์ นบ 11000\n12 มีนาคม 2567",
        f"ด่วนมาก\n{NUMBER} กรมอนามัย\nถนนติวานนท์ นบ 11000\nวันที่ 12 มีนาคม 2567",
        f"{NUMBER}\t12 มีนาคม 2567\n\t\t\tกรมอนามัย\n\t\t\tถนนติวานนท์ นบ 11000",
        "ที่\tสธ 0901.2/ว 45\t\tกรมอนามัย\n\t\t\tถนนติวานนท์ นบ 11000\n\t12 มีนาคม 2567",
    ],
)
def test_the_parts_of_a_letterhead_in_any_arrangement(head: str) -> None:
    assert parts(typed(head)) == WHOLE


def test_specks_enter_no_field() -> None:
    record = scanned(
        [(44, "ข่")],
        [(30, "จ")],
        [(14, "ที่ สธ 0901.2/ว 45"), (60, "กรมอนามัย")],
        [(22, "๒๑"), (60, "ถนนติวานนท์ นบ 11000")],
        [(2, "|"), (48, "12 มีนาคม 2567")],
        [(50, "E")],
    )
    assert parts(record) == WHOLE


@pytest.mark.parametrize(
    ("written", "normal", "code"),
    [
        ("ที่ สธ 0901.2//ว 45", "สธ 0901.2/ว45", "reference-doubtful"),
        ("ที่ สธ 0901.2/ว. 4 5", "สธ 0901.2/ว45", "reference-doubtful"),
        ("ที่ สธ 0901.2/ว B5", "สธ 0901.2/ว", "reference-number-unreadable"),
        ("ที่ สธ 0901.2/ว ๔๕", "สธ 0901.2/ว", "reference-number-unreadable"),
        ("ที่ สธ ๐๙๐๑.๒/4๕", "สธ 0901.2/", "reference-number-unreadable"),
        ("ที่ สธ 0901.2/า 45", "สธ 0901.2/", "reference-number-unreadable"),
        ("ที่ สธ 0901.2/ว", "สธ 0901.2/ว", "reference-number-blank"),
        ("ที สธ 0901.2/ว 45", "สธ 0901.2/ว45", None),
    ],
)
def test_a_number_that_is_not_sure_ends_at_its_slash(
    written: str, normal: str, code: str | None
) -> None:
    record = scanned([(14, written), (60, "กรมอนามัย")], [(48, "12 มีนาคม 2567")])
    assert parts(record)[:2] == (normal, ["กรมอนามัย"])
    assert code is None or code in codes(record)


def test_a_number_written_in_later_is_apart_and_not_trusted() -> None:
    record = scanned(
        [(14, "ที่ สธ ๐๙๐๑.๒/ว"), (31, "๓๐"), (57, "กรมอนามัย")],
        [(20, "๒๑๗๕"), (57, "ถนนติวานนท์ นบ ๑๑๐๐๐")],
        [(48, "๑๒ มีนาคม ๒๕๖๗")],
    )
    assert parts(record)[0] == "สธ 0901.2/ว"
    assert parts(record)[1:3] == (["กรมอนามัย"], "ถนนติวานนท์ นบ ๑๑๐๐๐")
    assert any("๓๐" in w.message for w in record.warnings)


@pytest.mark.parametrize("stroke", ["/ว 30", "//", "B7", "7ฉ", "(1)"])
def test_what_stands_for_a_number_is_not_the_agency(stroke: str) -> None:
    record = scanned([(14, "ที่ สธ 0901.2/"), (31, stroke), (57, "กรมอนามัย")])
    assert record.issuer is not None and record.issuer.lines == ["กรมอนามัย"]


@pytest.mark.parametrize("number", ["45", "2481", "ว 2567"])
def test_a_typed_number_may_stand_apart(number: str) -> None:
    """Even one that could be a year."""
    head = f"ที่ สธ 0901.2/\t\t{number}\t\t\tกรมอนามัย\n\t\t12 มีนาคม 2567"
    normal = f"สธ 0901.2/{number.replace(' ', '')}"
    assert parts(typed(head))[:2] == (normal, ["กรมอนามัย"])
    assert parts(typed(head))[3] == "2024-03-12"


@pytest.mark.parametrize(
    ("line", "iso", "code"),
    [
        ("12 มีนาคม 2567", "2024-03-12", None),
        ("A มีนาคม 2567", "2024-03", "date-day-unreadable"),
        ("e2 มีนาคม 2567", "2024-03", "date-day-unreadable"),
        ("ท8 มีนาคม 2567", "2024-03", "date-day-unreadable"),
        ("๖ มีนาคม 2567", "2024-03", "date-day-unreadable"),
        ("12 ดุลาคม 2567", "2024-10-12", "date-damaged"),
        ("12 กันยวยน 2567", "2024-09-12", "date-damaged"),
        ("12 กันยายน 256)", None, "date-unreadable"),
        ("มีนาคม 2567", "2024-03", "date-day-blank"),
    ],
)
def test_a_damaged_date_is_known_as_one(line: str, iso: str | None, code: str | None) -> None:
    record = scanned([(14, NUMBER), (60, "กรมอนามัย")], [(60, "ถนนติวานนท์ นบ 11000")], [(48, line)])
    assert parts(record) == (*WHOLE[:3], iso)
    assert codes(record) == ({code} if code else set())


def test_receiving_stamps_say_nothing_of_the_letter() -> None:
    record = scanned(
        [(62, "เทศบาลเมืองน้ำใส")],
        [(62, "เลขรับ ๔๕๖")],
        [(62, "วันที่ ๒๐ มี.ค. ๖๗")],
        [(14, "ด่วนมาก"), (62, "เวลา ๑๐.๓๐ น.")],
        [(14, NUMBER), (60, "กรมอนามัย")],
        [(60, "ถนนติวานนท์ นบ 11000")],
        [(48, "12 มีนาคม 2567")],
    )
    assert parts(record) == WHOLE
    assert record.urgency == "ด่วนมาก"


def test_a_stamp_between_the_lines_of_the_letterhead() -> None:
    record = scanned(
        [(14, NUMBER), (45, "กรมอนามัย"), (76, "เลชรับ ๔๕๖")],
        [(45, "ถนนติวานนท์ นบ 11000"), (76, "วันที่ ๒๐ มี.ค. ๖๗")],
        [(48, "12 มีนาคม 2567"), (76, "เวลา....")],
        [(78, "๑๐.๓๐")],
    )
    assert parts(record) == WHOLE


def test_a_typed_stamp() -> None:
    head = (
        "\t\t\t\t\t\tอำเภอน้ำใส\n\t\t\t\t\t\tเลขที่รับ 77\n\t\t\t\t\t\tวันที่ 20 มีนาคม 2567\n"
        f"{NUMBER}\t\t\tกรมอนามัย\n\t\t\t\t\tถนนติวานนท์ นบ 11000\n\t\t\t12 มีนาคม 2567"
    )
    assert parts(typed(head)) == WHOLE


@pytest.mark.parametrize(
    "line",
    [
        [(10, "14/03/2024 14:48 FAX 025550100"), (96, "E002")],
        [(10, "14/03/2024"), (40, "14:48"), (60, "FAX"), (96, "21")],
        [(10, "FROM: HEALTH"), (60, "TO: 025550101 P.01")],
    ],
)
def test_fax_lines_say_nothing_of_the_letter(line: list[Cell]) -> None:
    rows: list[list[Cell]] = [
        line,
        [(14, NUMBER), (60, "กรมอนามัย")],
        [(60, "ถนนติวานนท์ นบ 11000")],
        [(48, "12 มีนาคม 2567")],
    ]
    assert parts(scanned(*rows)) == WHOLE


@pytest.mark.parametrize(
    ("mark", "urgency", "secrecy", "code"),
    [
        ("ด่วนที่สุด", "ด่วนที่สุด", None, None),
        ("ด่วนทีสุด", "ด่วนที่สุด", None, "urgency-damaged"),
        ("ด่วน มาก", "ด่วนมาก", None, None),
        ("ด่วนม", None, None, "urgency-unreadable"),
        ("ด่วนท โส", None, None, "urgency-unreadable"),
        ("ลับมาก", None, "ลับมาก", None),
        ("ลับ", None, "ลับ", None),
        ("กลับ", None, None, None),
    ],
)
def test_a_mark_counts_where_it_is_one_class_only(
    mark: str, urgency: str | None, secrecy: str | None, code: str | None
) -> None:
    record = scanned([(14, mark)], [(14, NUMBER), (60, "กรมอนามัย")], [(48, "12 มีนาคม 2567")])
    assert (record.urgency, record.secrecy) == (urgency, secrecy)
    assert code is None or code in codes(record)


def test_specks_beside_the_unit_line_of_a_memo() -> None:
    text = (
        "๗\n     บ\n   บันทึกข้อความ\nส่วนราซการ  กองคลัง โทร. ๐ ๒๕๕๕ ๐๑๐๐\n"
        "ที่ มท ๐๘๐๓/๔๕\t\tวันที่ ๑ มีนาคม ๒๕๖๗\nเรือง  ขอซื้อกระดาษ\nเรียบ  เลขานุการกรม\n"
        "\t\tด้วยกระดาษหมด\n\t\t\t(นางสาวใบบัว ขาวสะอาด)\n\t\t\tหัวหน้าฝ่ายพัสดุ\n"
        "เรียน อธิบดี\nเพื่อโปรดพิจารณา\n"
    )
    record = parse(read_bytes(text.encode(), "x.txt"))
    assert record.issuer is not None and record.issuer.lines == ["กองคลัง"]
    assert (record.subject, record.salutation) == ("ขอซื้อกระดาษ", "เรียน")
    assert [a.raw for a in record.addressees] == ["เลขานุการกรม"]


def test_a_stamped_letter_without_a_readable_seal_has_the_agency_of_its_body() -> None:
    text = (
        "ที่ สธ 0905/ว 33\nถึง  โรงพยาบาลนาดี\n\t\tด้วยมีข้อหารือเรื่องน้ำดื่มหลายแห่ง\n"
        "\t\tสำนักงาน ก.น. ขอเรียนว่า ให้ตรวจน้ำดื่มตามเดิม\n"
    )
    record = parse(read_bytes(text.encode(), "x.txt"))
    assert record.kind == "stamped-letter"
    assert record.issuer is not None and record.issuer.lines == ["สำนักงาน ก.น."]
    assert "issuer-inferred" in codes(record)


@pytest.mark.parametrize(
    ("number", "normal"), [("H /๒๕๖๗", "/2567"), ("      /๒๕๖๗", "/2567"), ("๗ /๒๕๖๗", "7/2567")]
)
def test_an_order_whose_number_cannot_be_read(number: str, normal: str) -> None:
    text = (
        f"\t\tคำสั่งกรมอนามัย\n\t\t\tที่ {number}\n\tเรื่อง ตั้งคณะทำงาน\n"
        "\t\tด้วยจะตรวจน้ำ จึงตั้งคณะทำงาน\n\t\tสั่ง ณ วันที่ ๕ มกราคม พ.ศ. ๒๕๖๗\n"
    )
    record = parse(read_bytes(text.encode(), "x.txt"))
    assert record.issuer is not None and record.issuer.lines == ["กรมอนามัย"]
    assert record.reference is not None and record.reference.normal == normal


def test_a_house_number_on_a_line_of_its_own_is_no_speck() -> None:
    record = scanned(
        [(14, NUMBER), (60, "กรมอนามัย")],
        [(60, "สำนักงานเลขานุการกรม")],
        [(2, "|")],
        [(60, "88/22")],
        [(60, "ถนนติวานนท์ นบ 11000")],
    )
    assert record.issuer is not None and record.issuer.address == "88/22 ถนนติวานนท์ นบ 11000"
