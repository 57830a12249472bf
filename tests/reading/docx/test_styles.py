import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.shared import Twips

from tests.reading.docx.test_reader import SPACES, W, lines, read_body, read_word

PARAGRAPH, CHARACTER = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER


def test_text_hidden_by_a_character_style_and_its_bases() -> None:
    word = docx.Document()
    base = word.styles.add_style("Base", CHARACTER)
    base.font.hidden = True
    word.styles.add_style("Derived", CHARACTER).base_style = base
    shown = word.styles.add_style("Shown", CHARACTER)
    shown.base_style, shown.font.hidden = base, False
    paragraph = word.add_paragraph()
    for style in ("Base", "Derived", "Shown", None):
        paragraph.add_run(f"[{style}]", style=style)
    assert read_word(word).text == "[Shown][None]\n"


def test_text_hidden_by_a_paragraph_style_leaves_no_line() -> None:
    word = docx.Document()
    hidden = word.styles.add_style("Hidden", PARAGRAPH)
    hidden.font.hidden = True
    word.styles.add_style("Note", PARAGRAPH).base_style = hidden
    word.add_paragraph("ก่อน")
    word.add_paragraph("ซ่อน", style="Note")
    word.add_paragraph("", style="Note").add_run("เห็น").font.hidden = False
    found = lines(read_word(word))
    assert [(line.text, line.gap) for line in found] == [("ก่อน", 0.0), ("เห็น", 0.0)]


def test_hiding_in_both_styles_undoes_itself() -> None:
    word = docx.Document()
    for name, kind in (("Hidden", PARAGRAPH), ("Mark", CHARACTER)):
        word.styles.add_style(name, kind).font.hidden = True
    word.add_paragraph("ซ่อน", style="Hidden").add_run("เห็น", style="Mark")
    assert read_word(word).text == "เห็น\n"


def test_the_defaults_hide_whatever_does_not_say_otherwise() -> None:
    word = docx.Document()
    defaults = word.styles.element.find(f"{{{W}}}docDefaults/{{{W}}}rPrDefault/{{{W}}}rPr")
    defaults.append(parse_xml(f"<w:vanish xmlns:w='{W}'/>"))
    word.add_paragraph("ซ่อน").add_run("เห็น").font.hidden = False
    assert read_word(word).text == "เห็น\n"


def test_styles_that_are_based_on_each_other() -> None:
    word = docx.Document()
    one, two = (word.styles.add_style(name, CHARACTER) for name in ("One", "Two"))
    one.base_style, two.base_style = two, one
    word.add_paragraph().add_run("ข้อความ", style="One")
    assert read_word(word).text == "ข้อความ\n"


def test_a_hidden_row_of_a_table() -> None:
    word = docx.Document()
    table = word.add_table(rows=2, cols=1)
    table.cell(0, 0).text, table.cell(1, 0).text = "ซ่อน", "เห็น"
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden xmlns:w='{W}'/>"))
    assert read_word(word).text == "เห็น\n"


@pytest.mark.parametrize(
    ("alignment", "left"),
    [
        (WD_TAB_ALIGNMENT.LEFT, 80.0),
        (WD_TAB_ALIGNMENT.RIGHT, 80.0 - 7),
        (WD_TAB_ALIGNMENT.CENTER, 80.0 - 3),
        (WD_TAB_ALIGNMENT.DECIMAL, 80.0 - 7),
    ],
)
def test_a_tab_stop_aligns_what_comes_after_it(alignment: WD_TAB_ALIGNMENT, left: float) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("ที่ ทส ๐๙๙๙/๑\tกรมสมมุติ")
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(7200), alignment)
    number, agency = lines(read_word(word))[0].segments
    assert (number.text, agency.text) == ("ที่ ทส ๐๙๙๙/๑", "กรมสมมุติ")
    assert (agency.left, agency.right) == (left, left + 7)


def test_enclosures_with_dotted_leaders() -> None:
    word = docx.Document()
    for what, count in (("แบบสำรวจ", "จำนวน ๑๒ ชุด"), ("แผนที่", "จำนวน ๓ แผ่น")):
        paragraph = word.add_paragraph(f"{what}\t{count}")
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Twips(8100), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    found = lines(read_word(word))
    assert [line.text for line in found] == ["แบบสำรวจ\tจำนวน ๑๒ ชุด", "แผนที่\tจำนวน ๓ แผ่น"]
    assert [line.right for line in found] == [90.0, 90.0]


def test_text_longer_than_the_room_before_its_stop_follows_what_is_there() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("ก" * 20 + "\t" + "ข" * 20)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(2700), WD_TAB_ALIGNMENT.RIGHT)
    assert [segment.left for segment in lines(read_word(word))[0].segments] == [0.0, 20.0]


def test_stops_of_the_style_and_of_the_paragraph_together() -> None:
    word = docx.Document()
    style = word.styles.add_style("Stopped", PARAGRAPH)
    for place in (1800, 3600):
        style.paragraph_format.tab_stops.add_tab_stop(Twips(place))
    own = word.add_paragraph("ก\tข\tค", style="Stopped").paragraph_format.tab_stops
    own.add_tab_stop(Twips(1800), WD_TAB_ALIGNMENT.CLEAR)
    own.add_tab_stop(Twips(5400))
    assert [segment.left for segment in lines(read_word(word))[0].segments] == [0.0, 40.0, 60.0]


def test_tabs_that_are_tied_to_the_margins() -> None:
    runs = (
        "<w:r><w:t>ซ้าย</w:t><w:ptab w:relativeTo='margin' w:alignment='center'/><w:t>กลาง</w:t>"
        "<w:ptab w:relativeTo='margin' w:alignment='right'/><w:t>ขวา</w:t></w:r>"
    )
    found = lines(read_body(f"<w:p>{runs}</w:p>"))[0].segments
    assert [(segment.text, segment.left) for segment in found] == [
        ("ซ้าย", 0.0), ("กลาง", 43.0), ("ขวา", 87.0)
    ]  # fmt: skip


FIELD = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
BEGIN, SEPARATE, END = (FIELD.format(kind) for kind in ("begin", "separate", "end"))


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


HIDDEN_END = "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType='end'/></w:r>"
LIST = "<w:dropDownList><w:listItem w:displayText='ลับ' w:value='1'/></w:dropDownList>"
DATE = "<w:date w:fullDate='2024-06-12T00:00:00Z'/>"


def control(properties: str, text: str) -> str:
    shown = f"<w:sdtContent>{run(text)}</w:sdtContent>"
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{shown}</w:sdt>"


def field(code: str, result: str) -> str:
    return BEGIN + code + SEPARATE + result + END


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        (field(run("IF") + field(run("DATE"), run("๑๒")), run("ผล")) + run("ต่อ"), "ผลต่อ"),
        (field(run("A"), run("ก") + field(run("B"), run("ข")) + run("ค")), "กขค"),
        (BEGIN + run("A") + SEPARATE + run("ก") + HIDDEN_END + run("ข"), "กข"),
        (control(LIST, "ด่วน"), "ด่วน"),
        (control(DATE, "๑๒ มิถุนายน ๒๕๖๗"), "๑๒ มิถุนายน ๒๕๖๗"),
        (f"<w:moveFrom>{run('ก')}</w:moveFrom><w:moveTo>{run('ก')}</w:moveTo>", "ก"),
        (
            f"<w:r><w:ruby><w:rt>{run('อ่าน')}</w:rt><w:rubyBase>{run('คำ')}</w:rubyBase>"
            "</w:ruby></w:r>",
            "คำ",
        ),
        (f"{run('ก')}<w:r><w:commentReference w:id='1'/></w:r>", "ก"),
    ],
)
def test_fields_controls_and_moves(runs: str, text: str) -> None:
    assert read_body(f"<w:p>{runs}</w:p>").text == f"{text}\n"


def test_another_file_to_be_put_in_is_named() -> None:
    word = docx.Document()
    word.add_paragraph("ข้อความ")
    word.element.body.insert(0, parse_xml(f"<w:altChunk {SPACES}/>"))
    document = read_word(word)
    assert (document.text, document.notes) == ("ข้อความ\n", ("unread-parts",))
