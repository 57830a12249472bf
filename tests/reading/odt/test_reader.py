import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line
from thaidoc.reading.lengths import columns

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in [
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
        ("config", "config"), ("manifest", "manifest"),
    ]
)  # fmt: skip
ODT = "application/vnd.oasis.opendocument.text"


def odt(
    body: str,
    styles: str = "",
    common: str = "",
    masters: str = "",
    tabs_from_indent: bool = True,
    parts: dict[str, str] | None = None,
) -> bytes:
    """An OpenDocument text of this body; ``styles`` are its automatic ones."""
    members = {
        "mimetype": ODT,
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}><office:styles>{common}</office:styles>"
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:master-styles>"
        f"{masters}</office:master-styles></office:document-styles>",
        "settings.xml": f"<office:document-settings {SPACES}><config:config-item config:name="
        f"'TabsRelativeToIndent'>{str(tabs_from_indent).lower()}</config:config-item>"
        "</office:document-settings>",
    }
    members |= parts or {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, xml in members.items():
            package.writestr(name, xml)
    return stream.getvalue()


def read(data: bytes) -> Document:
    return read_bytes(data, "a.odt")


def lines(document: Document) -> list[Line]:
    return [line for _, line in document.lines()]


def texts(body: str, styles: str = "", common: str = "", masters: str = "") -> list[str]:
    return [line.text for line in lines(read(odt(body, styles, common, masters)))]


def paragraph_style(name: str, properties: str, attributes: str = "", inner: str = "") -> str:
    return (
        f"<style:style style:name='{name}' style:family='paragraph' {attributes}>"
        f"<style:paragraph-properties {properties}>{inner}</style:paragraph-properties>"
        "</style:style>"
    )


def test_white_space_is_folded_and_elements_are_not() -> None:
    body = (
        "<text:p>\n  ที่ <text:span>มท\n</text:span> <text:span> 08<text:s text:c='3'/>10</text:span>"
        "<text:tab/>กรม<text:line-break/>ส่ง<text:span>เสริม</text:span></text:p><text:p/>"
        "<text:p>ก<text:s/>ข</text:p>"
    )
    found = lines(read(odt(body)))
    assert [line.text for line in found] == ["ที่ มท 08\t10\tกรม", "ส่งเสริม", "ก ข"]
    assert [line.hard for line in found] == [False, True, True]
    assert [(line.number, line.gap) for line in found] == [(1, 0.0), (2, 0.0), (4, 1.0)]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<text:span text:style-name='H'>no</text:span>เห็น", "เห็น"),
        ("<text:hidden-text text:is-hidden='true'>no</text:hidden-text>เห็น", "เห็น"),
        ("<text:hidden-text text:is-hidden='false'>เห็น</text:hidden-text>", "เห็น"),
        ("<text:date>๑๒ มิ.ย.</text:date>", "๑๒ มิ.ย."),
        ("<text:change-start/>เพิ่ม<text:change-end/><text:change/>", "เพิ่ม"),
        ("<text:a>ลิงก์</text:a><text:bookmark-start/>", "ลิงก์"),
        ("<office:annotation><text:p>no</text:p></office:annotation>ก", "ก"),
        (
            "<text:ruby><text:ruby-base>ก</text:ruby-base><text:ruby-text>no</text:ruby-text>"
            "</text:ruby>",
            "ก",
        ),
        ("0\u20112241", "0-2241"),
        ("ก<!-- no --><?no no?>ข", "กข"),
    ],
)
def test_what_a_reader_of_the_page_sees(inside: str, text: str) -> None:
    hidden = (
        "<style:style style:name='H' style:family='text'><style:text-properties "
        "text:display='none'/></style:style>"
    )
    assert texts(f"<text:p>{inside}</text:p>", hidden) == [text]


def test_what_stands_outside_of_the_text() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>no</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:section text:display='none'><text:p>no</text:p></text:section>"
        "<text:p>no<text:hidden-paragraph text:is-hidden='true'/></text:p>"
        "<text:section><text:p>ก<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>หมายเหตุ</text:p></text:note-body></text:note>ข</text:p>"
        "</text:section><text:p>ค</text:p>"
    )
    masters = (
        "<style:master-page><style:header><text:p>หัว</text:p></style:header>"
        "<style:header-first><text:p>หัว</text:p></style:header-first>"
        "<style:header-left style:display='false'><text:p>no</text:p></style:header-left>"
        "<style:footer><text:p>- <text:page-number>2</text:page-number> -</text:p><text:p>ท้าย"
        "</text:p></style:footer></style:master-page>"
    )
    assert texts(body, masters=masters) == ["หัว", "กข", "ค", "หมายเหตุ", "ท้าย"]


def test_where_paragraphs_stand() -> None:
    stop = "<style:tab-stops><style:tab-stop style:position='{}'/></style:tab-stops>"
    styles = (
        paragraph_style("First", "fo:text-indent='1in'")
        + paragraph_style("Hang", "fo:margin-left='2.54cm' fo:text-indent='-2.54cm'")
        + paragraph_style("Stop", "", inner=stop.format("3in"))
        + paragraph_style("In", "fo:margin-left='1in'", inner=stop.format("1in"))
        + paragraph_style("Child", "fo:text-align='end'", "style:parent-style-name='Base'")
    )
    common = paragraph_style("Base", "fo:margin-left='0.5in' fo:text-align='center'")
    body = "".join(
        f"<text:p text:style-name='{name}'>กก<text:tab/>ขข</text:p>"
        for name in ("First", "Hang", "Stop", "In", "Base")
    )
    body += "<text:p text:style-name='Child'>กก</text:p>"
    found = lines(read(odt(body, styles, common)))
    starts = [[segment.left for segment in line.segments] for line in found]
    assert starts[:4] == [[16.0, 24.0], [0.0, 16.0], [0.0, 48.0], [16.0, 32.0]]
    assert starts[5] == [88.0]
    absolute = lines(read(odt(body, styles, common, tabs_from_indent=False)))
    assert [segment.left for segment in absolute[3].segments] == [16.0, 24.0]


def level(number: int, shape: str, more: str) -> str:
    return (
        f"<text:list-level-style-number text:level='{number}' style:num-format='{shape}' {more}>"
        "<style:list-level-properties><style:list-level-label-alignment fo:margin-left='0.5in' "
        "fo:text-indent='-0.25in'/></style:list-level-properties></text:list-level-style-number>"
    )


LIST = (
    "<text:list-style style:name='L'>"
    + level(1, "๑, ๒, ๓, ...", "style:num-suffix='.'")
    + level(2, "ก, ข, ค, ...", "style:num-prefix='(' style:num-suffix=')'")
    + level(3, "1", "text:display-levels='3'")
    + level(4, "i", "style:num-list-format='%1%/%4%'")
    + "<text:list-level-style-bullet text:level='5' text:bullet-char='•'/></text:list-style>"
)


HEADER = "<text:list-header><text:p>หัว</text:p></text:list-header>"


def items(*texts: str, more: str = "") -> str:
    return f"<text:list text:style-name='L' {more}>" + "".join(texts) + "</text:list>"


def item(text: str, inside: str = "", more: str = "") -> str:
    return f"<text:list-item {more}><text:p>{text}</text:p>{inside}</text:list-item>"


def nested(*texts: str) -> str:
    return "<text:list>" + "".join(texts) + "</text:list>"


def test_labels_of_lists_as_shown() -> None:
    deep = nested(item("ค", nested(item("ง", nested(item("จ"))))))
    body = (
        items(item("ก", nested(item("ข"), item("ข")) + "<text:p>ต่อ</text:p>"), item("ก", deep))
        + "<text:p>คั่น</text:p>"
        + items(item("ก"), more="text:continue-numbering='true' xml:id='l1'")
        + items(item("ใหม่"))
        + items(HEADER, item("ก", more="text:start-value='7'"))
        + items(item("ก"), more="text:continue-list='l1'")
    )  # fmt: skip
    assert texts(body, LIST) == [
        "๑. ก", "(ก) ข", "(ข) ข", "ต่อ", "๒. ก", "(ก) ค", "๒.ก.1 ง", "๒/i จ", "คั่น", "๓. ก",
        "๑. ใหม่", "หัว", "๗. ก", "๔. ก",
    ]  # fmt: skip
    first = lines(read(odt(body, LIST)))[0]
    assert first.left == 4.0


def test_numbered_headings() -> None:
    common = (
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1' "
        "style:num-suffix='.'/><text:outline-level-style text:level='2' style:num-format='1' "
        "text:display-levels='2'/></text:outline-style>"
    )
    heading = "<text:h text:outline-level='{}' {}>{}</text:h>"
    body = (
        heading.format(1, "", "ก")
        + heading.format(2, "", "ข")
        + heading.format(1, "text:is-list-header='true'", "ค")
        + heading.format(1, "", "")
        + heading.format(1, "", "ง")
    )
    assert texts(body, common=common) == ["1. ก", "1.1 ข", "ค", "2. ง"]


def test_a_table_row_is_a_line() -> None:
    styles = "".join(
        f"<style:style style:name='{name}' style:family='table-column'>"
        f"<style:table-column-properties style:column-width='{width}in'/></style:style>"
        for name, width in (("A", 1), ("B", 2))
    )
    cell = "<table:table-cell{}>{}</table:table-cell>"
    inner = "<table:table><table:table-row>" + cell.format("", "<text:p>ใน</text:p>")
    body = (
        "<table:table><table:table-column table:style-name='A' table:number-columns-repeated='2'/>"
        "<table:table-columns><table:table-column table:style-name='B'/></table:table-columns>"
        "<table:table-header-rows><table:table-row>"
        + cell.format("", "<text:p>ที่</text:p>")
        + cell.format("", "<text:p>กรม</text:p><text:p>ถนน</text:p>")
        + cell.format("", f"{inner}</table:table-row></table:table>")
        + "</table:table-row></table:table-header-rows><table:table-row>"
        + cell.format(" table:number-columns-spanned='2'", "<text:p>รวม</text:p>")
        + "<table:covered-table-cell/>"
        + cell.format("", "<text:p>๓</text:p>")
        + "</table:table-row></table:table>"
    )
    found = lines(read(odt(body, styles)))
    assert [line.text for line in found] == ["ที่\tกรม\tใน", "ถนน", "รวม\t๓"]
    assert [segment.left for segment in found[0].segments] == [0.0, 16.0, 32.0]
    assert found[2].segments[1].left == 32.0


def test_frames_come_once_and_beside_each_other() -> None:
    def frame(x: float, y: float, text: str) -> str:
        return (
            f"<draw:frame svg:x='{x}in' svg:y='{y}in' svg:width='2in'><draw:text-box><text:p>{text}"
            "</text:p></draw:text-box><draw:image><text:p>no</text:p></draw:image></draw:frame>"
        )

    shape = "<draw:g><draw:rect svg:x='0in' svg:y='2in'><text:p>ล่าง</text:p></draw:rect></draw:g>"
    body = f"<text:p>ก{frame(3, 0, 'ขวา')}{shape}{frame(0, 0.01, 'ซ้าย')}ข</text:p>"
    found = lines(read(odt(frame(1, 0, "หน้า") + body)))
    assert [line.text for line in found] == ["หน้า", "กข", "ซ้าย\tขวา", "ล่าง"]
    assert (found[0].left, found[2].segments[1].left) == (16.0, 48.0)


def test_pages() -> None:
    styles = (
        paragraph_style("Before", "fo:break-before='page'")
        + paragraph_style("After", "fo:break-after='page'")
        + paragraph_style("Master", "", "style:master-page-name='Standard'")
    )
    body = (
        "<text:p text:style-name='Before'>หนึ่ง</text:p><text:p>ก<text:soft-page-break/>สอง</text:p>"
        "<text:soft-page-break/><text:p text:style-name='After'>สาม</text:p><text:p>สี่</text:p>"
        "<text:p text:style-name='Master'>ห้า</text:p>"
    )
    pages = read(odt(body, styles)).pages
    assert [page.text.split() for page in pages] == [
        ["หนึ่ง", "ก"], ["สอง"], ["สาม"], ["สี่"], ["ห้า"],
    ]  # fmt: skip


def test_a_text_of_openoffice_1() -> None:
    old = "xmlns:office='o' xmlns:text='t' xmlns:style='s' xmlns:fo='f'"
    content = (
        f"<office:document-content {old}><office:automatic-styles><style:style style:name='P' "
        "style:family='paragraph'><style:properties fo:margin-left='1in'/></style:style>"
        "</office:automatic-styles><office:body><text:p text:style-name='P'>ที่<text:tab-stop/>กรม"
        "</text:p></office:body></office:document-content>"
    )
    data = odt("", parts={"content.xml": content, "mimetype": "application/vnd.sun.xml.writer"})
    document = read_bytes(data, "a.sxw")
    assert (document.text, lines(document)[0].left, document.notes) == ("ที่\tกรม\n", 16.0, ())


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"content.xml": "<torn"}, "no sound XML"),
        ({"content.xml": "<x/>"}, "no text part"),
        (
            {
                "META-INF/manifest.xml": f"<manifest:manifest {SPACES}><manifest:file-entry>"
                "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
                "content.xml": "\x7f",
            },
            "locked with a password",
        ),
    ],
)
def test_what_cannot_be_read_is_said(parts: dict[str, str], said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read(odt("", parts=parts))


def test_damage_in_the_styles_costs_only_them() -> None:
    document = read(odt("<text:p>ก</text:p>", parts={"styles.xml": "<torn"}))
    assert (document.text, document.notes) == ("ก\n", ("damaged-parts",))


def test_repeats_beyond_any_measure_are_cut() -> None:
    body = (
        "<text:p>ก<text:s text:c='999999999'/>ข</text:p><table:table><table:table-column "
        "table:number-columns-repeated='999999999'/><table:table-row "
        "table:number-rows-repeated='999999999'><table:table-cell table:number-columns-repeated="
        "'999999999'><text:p>ค</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert texts(body) == ["ก\tข", "ค"]


def test_entities_are_not_expanded() -> None:
    content = (
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
        f"<office:document-content {SPACES}><office:body><office:text><text:p>ก&b;ข</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    assert "aaaa" not in read(odt("", parts={"content.xml": content})).text


@settings(max_examples=25)  # each example writes and reads a whole package
@given(st.lists(st.text("กขที่ำเรา๑2/&<", max_size=20), max_size=6).filter(any), st.booleans())
def test_thai_reads_back_however_it_was_written(paragraphs: list[str], spans: bool) -> None:
    def written(text: str) -> str:
        pieces = [escape(letter) for letter in text]
        return (
            "".join(f"<text:span>{piece}</text:span>" for piece in pieces)
            if spans
            else "".join(pieces)
        )

    body = "".join(f"<text:p>{written(text)}</text:p>" for text in paragraphs)
    plain = read_bytes(("\n".join(paragraphs) + "\n").encode(), "a.txt")
    assert [line.text for line in lines(read(odt(body)))] == [line.text for line in lines(plain)]


@given(st.floats(-100, 100), st.sampled_from([("in", 1.0), ("cm", 2.54), ("mm", 25.4), ("pt", 72)]))
def test_lengths_mean_the_same_in_every_unit(inches: float, unit: tuple[str, float]) -> None:
    name, per_inch = unit
    assert abs(columns(f"{inches * per_inch:.4f}{name}") - inches * 16) < 1.05
