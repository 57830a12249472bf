import docx
import pytest
from docx.oxml import parse_xml

from tests.reading.docx.test_reader import SPACES, lines, read_word
from thaidoc.reading.document import Document

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
GROUP = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
DRAWN = f'{SPACES} xmlns:wp="{WP}" xmlns:a="{A}" xmlns:wpg="{GROUP}"'
#: a twip in English Metric Units
EMU = 635


def paragraph(text: str, *drawings: str) -> str:
    runs = "".join(f"<w:r>{drawing}</w:r>" for drawing in drawings)
    return f"<w:p>{runs}<w:r><w:t>{text}</w:t></w:r></w:p>"


def content(*texts: str) -> str:
    return f"<w:txbxContent>{''.join(map(paragraph, texts))}</w:txbxContent>"


def position(axis: str, relative: str, place: int | str) -> str:
    said = (
        f"<wp:posOffset>{place * EMU}</wp:posOffset>"
        if isinstance(place, int)
        else f"<wp:align>{place}</wp:align>"
    )
    return f"<wp:position{axis} relativeFrom='{relative}'>{said}</wp:position{axis}>"


def anchored(across: str, down: str, inside: str, width: int = 3000, height: int = 800) -> str:
    """A drawing with its fallback, as Word stores it; ``across`` and ``down`` are positions."""
    extent = f"<wp:extent cx='{width * EMU}' cy='{height * EMU}'/>"
    drawing = f"<w:drawing><wp:anchor>{across}{down}{extent}{inside}</wp:anchor></w:drawing>"
    fallback = "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p/></w:txbxContent></v:textbox>"
    return (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawing}</mc:Choice>{fallback}"
        "</w:pict></mc:Fallback></mc:AlternateContent>"
    )


def box(across: tuple[str, int | str], down: tuple[str, int | str], *texts: str) -> str:
    inside = f"<wps:wsp><wps:txbx>{content(*texts)}</wps:txbx></wps:wsp>"
    return anchored(position("H", *across), position("V", *down), inside)


def vml(style: str, *texts: str) -> str:
    inside = f"<v:textbox>{content(*texts)}</v:textbox>"
    return f"<w:pict><v:shape style='{style}'>{inside}</v:shape></w:pict>"


def read_body(*paragraphs: str) -> Document:
    word = docx.Document()
    for index, xml in enumerate(paragraphs):
        word.element.body.insert(index, parse_xml(xml.replace(">", f" {DRAWN}>", 1)))
    return read_word(word)


def texts(document: Document) -> list[str]:
    return [line.text for line in lines(document)]


BODY = [paragraph(f"วรรคที่ {number}") for number in range(1, 5)]
NAMED = [f"วรรคที่ {number}" for number in range(1, 5)]


@pytest.mark.parametrize(
    "drawing",
    [
        box(("column", 0), ("page", 700), "หัวจดหมาย"),
        box(("column", 0), ("margin", -700), "หัวจดหมาย"),
        box(("page", "center"), ("topMargin", 500), "หัวจดหมาย"),
        box(("margin", "center"), ("margin", "top"), "หัวจดหมาย"),
        vml("position:absolute;margin-left:0;margin-top:-90pt;width:150pt", "หัวจดหมาย"),
        vml(
            "position:absolute;margin-left:90pt;margin-top:36pt;width:150pt;"
            "mso-position-horizontal-relative:page;mso-position-vertical-relative:page",
            "หัวจดหมาย",
        ),
    ],
)
def test_a_letterhead_that_hangs_on_a_later_paragraph(drawing: str) -> None:
    body = [*BODY[:3], paragraph("วรรคที่ 4", drawing)]
    assert texts(read_body(*body)) == ["หัวจดหมาย", *NAMED]


def test_a_box_at_the_foot_of_the_page_that_hangs_on_its_first_paragraph() -> None:
    foot = box(("margin", 0), ("margin", "bottom"), "โทร. ๐ ๒๙๙๙ ๐๑๔๕")
    document = read_body(paragraph("วรรคที่ 1", foot), *BODY[1:])
    assert texts(document) == [*NAMED, "โทร. ๐ ๒๙๙๙ ๐๑๔๕"]


def test_header_columns_in_boxes_at_one_height() -> None:
    document = read_body(
        paragraph(
            "เรื่อง ทดสอบ",
            box(("column", 5000), ("paragraph", -1200), "สำนักงานตัวอย่าง", "ถนนสมมุติ"),
            box(("column", 0), ("paragraph", -1180), "ที่ ทส ๐๙๙๙/๑"),
        )
    )
    assert texts(document) == ["ที่ ทส ๐๙๙๙/๑\tสำนักงานตัวอย่าง", "ถนนสมมุติ", "เรื่อง ทดสอบ"]
    first, second, _ = lines(document)
    assert first.segments[1].left == second.segments[0].left == pytest.approx(5000 / 90)


def test_header_columns_in_a_group() -> None:
    def shape(x: int, text: str) -> str:
        frame = f"<a:xfrm><a:off x='{x}' y='0'/><a:ext cx='100' cy='100'/></a:xfrm>"
        inside = f"<wps:txbx>{content(text)}</wps:txbx>"
        return f"<wps:wsp><wps:spPr>{frame}</wps:spPr>{inside}</wps:wsp>"

    frame = (
        f"<a:xfrm><a:ext cx='{8000 * EMU}' cy='{800 * EMU}'/><a:chOff x='100' y='0'/>"
        "<a:chExt cx='800' cy='80'/></a:xfrm>"
    )
    shapes = shape(600, "ขวา") + shape(100, "ซ้าย")
    group = f"<wpg:wgp><wpg:grpSpPr>{frame}</wpg:grpSpPr>{shapes}</wpg:wgp>"
    drawing = anchored(position("H", "column", 0), position("V", "page", 600), group, 8000)
    document = read_body(*BODY[:2], paragraph("วรรคที่ 3", drawing))
    assert texts(document) == ["ซ้าย\tขวา", *NAMED[:3]]
    assert lines(document)[0].segments[1].left == pytest.approx(5000 / 90, abs=0.1)


def test_a_box_beside_its_paragraph_stands_on_its_line() -> None:
    beside = box(("column", 5000), ("paragraph", 30), "สำนักงานตัวอย่าง", "ถนนสมมุติ")
    document = read_body(paragraph("ที่ ทส ๐๙๙๙/๑", beside), paragraph("เรื่อง ทดสอบ"))
    assert texts(document) == ["ที่ ทส ๐๙๙๙/๑\tสำนักงานตัวอย่าง", "ถนนสมมุติ", "เรื่อง ทดสอบ"]


def test_a_box_without_room_beside_its_paragraph_comes_after_it() -> None:
    document = read_body(paragraph("ก" * 60, box(("column", 2000), ("paragraph", 0), "กล่อง")))
    assert texts(document) == ["ก" * 60, "กล่อง"]


def test_a_box_stays_on_its_page() -> None:
    head = box(("page", 1500), ("page", 300), "หัวหน้าสอง")
    broken = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>วรรคที่ 2</w:t></w:r></w:p>"
    document = read_body(BODY[0], broken, paragraph("วรรคที่ 3", head))
    assert [page.text.split() for page in document.pages] == [
        ["วรรคที่", "1"],
        ["หัวหน้าสอง", "วรรคที่", "2", "วรรคที่", "3"],
    ]


def test_no_offset_leaks_and_nothing_comes_twice() -> None:
    document = read_body(
        paragraph("", box(("page", 1234), ("page", 567), "ก")),
        "<w:tbl><w:tr><w:tc>"
        + paragraph("ช่อง", box(("column", 500), ("paragraph", 400), "ในช่อง"))
        + "</w:tc></w:tr></w:tbl>",
    )
    assert texts(document) == ["ก", "ช่อง", "ในช่อง"]


@pytest.mark.parametrize("offset", ["", "abc", "9" * 30, "-"])
def test_a_torn_offset_is_none(offset: str) -> None:
    drawing = box(("column", 0), ("paragraph", 0), "กล่อง").replace(
        "<wp:posOffset>0<", f"<wp:posOffset>{offset}<"
    )
    assert texts(read_body(paragraph("ข้อความ", drawing))) == ["ข้อความ", "กล่อง"]
