import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Twips
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line
from thaidoc.reading.limits import Limits, in_force

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(word: WordDocument) -> bytes:
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def read_word(word: WordDocument) -> Document:
    return read_bytes(saved(word), "a.docx")


def read_body(*paragraphs: str) -> Document:
    """A document of these paragraphs and tables, as XML with prefix w."""
    word = docx.Document()
    body = word.element.body
    for index, xml in enumerate(paragraphs):
        body.insert(index, parse_xml(xml.replace(">", f" {SPACES}>", 1)))
    return read_word(word)


def lines(document: Document) -> list[Line]:
    return [line for _, line in document.lines()]


def replaced(data: bytes, name: str, content: bytes | None) -> bytes:
    """The package with one part changed, or without it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if content is not None:
            new.writestr(name, content)
    return stream.getvalue()


def test_paragraphs_end_hard_and_line_breaks_do_not() -> None:
    word = docx.Document()
    word.add_paragraph("ที่ มท 0810.3/\tกรมส่งเสริม\nถนนราชสีมา ")
    word.add_paragraph("")
    word.add_paragraph("เรื่อง ขอเชิญ")
    found = lines(read_word(word))
    assert [line.text for line in found] == [
        "ที่ มท 0810.3/\tกรมส่งเสริม",
        "ถนนราชสีมา",
        "เรื่อง ขอเชิญ",
    ]
    assert [line.hard for line in found] == [False, True, True]
    assert [(line.number, line.gap) for line in found] == [(1, 0.0), (2, 0.0), (4, 1.0)]
    assert found[1].blank_end
    assert found[0].segments[1].left == 16.0


def test_indents_tabs_and_alignment_are_columns() -> None:
    word = docx.Document()
    first = word.add_paragraph("เนื้อความ")
    first.paragraph_format.first_line_indent = Twips(1440)
    hanging = word.add_paragraph("เรียน\tผู้ว่า")
    hanging.paragraph_format.left_indent = Twips(1080)
    hanging.paragraph_format.first_line_indent = Twips(-1080)
    stopped = word.add_paragraph("ก\tข")
    stopped.paragraph_format.tab_stops.add_tab_stop(Twips(4500), WD_TAB_ALIGNMENT.LEFT)
    word.add_paragraph("กลาง").alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.add_paragraph("ขวา").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    found = lines(read_word(word))
    assert [line.left for line in found] == [16.0, 0.0, 0.0, 43.0, 87.0]
    assert found[1].segments[1].left == 12.0
    assert found[2].segments[1].left == 50.0


def test_indents_and_alignment_of_styles() -> None:
    word = docx.Document()
    base = word.styles.add_style("Base", 1)
    base.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    child = word.styles.add_style("Child", 1)
    child.base_style = base
    child.paragraph_format.left_indent = Twips(900)
    word.add_paragraph("กลาง", style="Child")
    assert lines(read_word(word))[0].left == 10.0 + (90 - 10 - 4) // 2 + (90 - 14) % 2


def test_a_table_row_is_a_line() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, [("ที่", "กรม\nถนน"), ("๑", "น้ำ")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 1).add_table(rows=1, cols=1).cell(0, 0).text = "ใน"
    found = lines(read_word(word))
    assert [line.text for line in found] == ["ที่\tกรม", "ถนน", "๑\tน้ำ", "ใน"]
    assert found[0].segments[1].left == found[1].left == found[3].left > 20
    assert all(line.hard for line in found)


def test_pages() -> None:
    word = docx.Document()
    word.add_paragraph("หนึ่ง").add_run().add_break(WD_BREAK.PAGE)
    word.add_paragraph("สอง")
    word.add_paragraph("สาม").paragraph_format.page_break_before = True
    word.add_section()
    word.add_paragraph("สี่")
    document = read_word(word)
    assert [page.text.split() for page in document.pages] == [["หนึ่ง"], ["สอง"], ["สาม"], ["สี่"]]


def test_a_break_that_word_printed_does_not_count_twice() -> None:
    document = read_body(
        "<w:p><w:r><w:t>หนึ่ง</w:t><w:br w:type='page'/></w:r></w:p>",
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>สอง</w:t></w:r></w:p>",
    )
    assert len(document.pages) == 2


def test_headers_and_footers_once_page_numbers_never() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "บันทึกข้อความ"
    word.sections[0].footer.paragraphs[0].text = "- ๒ -"
    word.add_paragraph("เนื้อ")
    word.add_paragraph("ต่อ").paragraph_format.page_break_before = True
    assert read_word(word).text == "บันทึกข้อความ\nเนื้อ\n\fต่อ\n"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ("<w:r><w:t>0</w:t><w:noBreakHyphen/><w:t>2241</w:t></w:r>", "0-2241"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t> ตกลง</w:t></w:r>", "☑ ตกลง"),
        ("<w:hyperlink><w:r><w:t>www</w:t></w:r></w:hyperlink>", "www"),
        ("<w:ins><w:r><w:t>เพิ่ม</w:t></w:r></w:ins>", "เพิ่ม"),
        ("<w:del><w:r><w:delText>ลบ</w:delText></w:r></w:del><w:r><w:t>อยู่</w:t></w:r>", "อยู่"),
        ("<w:moveFrom><w:r><w:t>ลบ</w:t></w:r></w:moveFrom><w:r><w:t>อยู่</w:t></w:r>", "อยู่"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>ซ่อน</w:t></w:r><w:r><w:t>เห็น</w:t></w:r>", "เห็น"),
        ("<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>เห็น</w:t></w:r>", "เห็น"),
        ("<w:sdt><w:sdtContent><w:r><w:t>ช่อง</w:t></w:r></w:sdtContent></w:sdt>", "ช่อง"),
        ("<w:fldSimple w:instr='DATE'><w:r><w:t>๑๒</w:t></w:r></w:fldSimple>", "๑๒"),
        ("<w:smartTag><w:r><w:t>กทม</w:t></w:r></w:smartTag>", "กทม"),
        ("<w:r><w:t>ก<!-- x -->ข</w:t><w:softHyphen/><w:t>ค</w:t></w:r>", "กขค"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText>"
            "<w:t>รหัส</w:t></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
            "<w:r><w:t>๑๒ มิ.ย.</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>",
            "๑๒ มิ.ย.",
        ),
    ],
)
def test_what_a_reader_of_the_page_sees(runs: str, text: str) -> None:
    assert read_body(f"<w:p>{runs}</w:p>").text == f"{text}\n"


def test_a_text_box_comes_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>กล่อง</w:t></w:r></w:p></w:txbxContent>"
    document = read_body(
        "<w:p><w:r><w:t>ก่อน</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert document.text == "ก่อน\nกล่อง\n"


def numbered(*items: tuple[int, str]) -> Document:
    word = docx.Document()
    numbering = word.part.numbering_part.element
    levels = [("thaiNumbers", "%1."), ("thaiLetters", "(%2)"), ("decimal", "%1.%3")]
    xml = "".join(
        f"<w:lvl w:ilvl='{index}'><w:start w:val='1'/><w:numFmt w:val='{style}'/>"
        f"<w:lvlText w:val='{pattern}'/><w:pPr><w:ind w:left='{900 * (index + 1)}' "
        "w:hanging='450'/></w:pPr></w:lvl>"
        for index, (style, pattern) in enumerate(levels)
    )
    head = f"<w:abstractNum xmlns:w='{W}' w:abstractNumId='77'>{xml}</w:abstractNum>"
    numbering.insert(0, parse_xml(head))
    numbering.append(
        parse_xml(f"<w:num xmlns:w='{W}' w:numId='77'><w:abstractNumId w:val='77'/></w:num>")
    )
    for level, text in items:
        paragraph = word.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f"<w:numPr xmlns:w='{W}'><w:ilvl w:val='{level}'/><w:numId w:val='77'/></w:numPr>"
            )
        )
    return read_word(word)


def test_list_labels_are_counted_as_shown() -> None:
    document = numbered((0, "ก"), (1, "ข"), (1, "ค"), (0, "ง"), (1, "จ"), (2, "ฉ"))
    assert document.text.split("\n")[:-1] == [
        "๑. ก",
        "(ก) ข",
        "(ข) ค",
        "๒. ง",
        "(ก) จ",
        "๒.1 ฉ",
    ]
    assert [line.left for line in lines(document)[:2]] == [5.0, 15.0]


def test_damage_in_a_lesser_part_costs_only_that_part() -> None:
    word = docx.Document()
    word.add_paragraph("เนื้อ")
    document = read_bytes(replaced(saved(word), "word/styles.xml", b"<torn"), "a.docx")
    assert document.text == "เนื้อ\n"
    assert document.notes == ("damaged-parts",)


@pytest.mark.parametrize(
    ("content", "said"), [(b"<torn", "no sound XML"), (b"<w/>", "no text part"), (None, "no text")]
)
def test_damage_in_the_text_is_said(content: bytes | None, said: str) -> None:
    data = replaced(saved(docx.Document()), "word/document.xml", content)
    data = replaced(data, "word/keeps-the-folder.xml", b"<x/>")
    with pytest.raises(UnreadableFileError, match=said):
        read_bytes(data, "a.docx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("ลับ")
    xml = (
        f"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY f SYSTEM '{secret.as_uri()}'>]>"
        f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>ก&a;&f;ข</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    document = read_bytes(
        replaced(saved(docx.Document()), "word/document.xml", xml.encode()), "a.docx"
    )
    assert "ลับ" not in document.text
    assert "aaaa" not in document.text


def test_a_bomb_is_refused() -> None:
    word = docx.Document()
    word.add_paragraph("ก" * 2000)
    with in_force(Limits(part=1000)), pytest.raises(UnreadableFileError, match="larger"):
        read_word(word)


@settings(max_examples=25, deadline=None)  # each example writes and reads a whole package
@given(st.lists(st.text("กขที่ำเรา 12", max_size=20), max_size=6))
def test_every_paragraph_is_read(paragraphs: list[str]) -> None:
    word = docx.Document()
    for text in paragraphs:
        word.add_paragraph(text)
    read = "".join(read_word(word).text.split())
    assert len(read) <= len("".join("".join(paragraphs).split()))
    assert [c for c in read if c in "กขร12"] == [c for c in "".join(paragraphs) if c in "กขร12"]
