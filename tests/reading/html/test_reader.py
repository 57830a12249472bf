from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line
from thaidoc.reading.folding import Folded
from thaidoc.reading.html.reader import html_encoding

SUBJECT = "เรื่อง ขอเชิญประชุม น้ำท่วม “ด่วน”"


def read(body: str, head: str = "", encoding: str = "utf-8") -> Document:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(encoding), "a.html")


def lines(document: Document) -> list[Line]:
    return [line for _, line in document.lines()]


def texts(body: str, head: str = "") -> list[str]:
    return [line.text for line in lines(read(body, head))]


def lefts(body: str, head: str = "") -> list[list[float]]:
    return [[segment.left for segment in line.segments] for line in lines(read(body, head))]


# --- encodings -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "written", "lies"),
    [
        ("windows-874", "cp874", False),
        ("TIS-620", "cp874", False),
        ("iso-8859-11", "cp874", False),
        (None, "cp874", False),
        (None, "utf-8", False),
        ("utf-8", "cp874", True),
        ("tis-620", "utf-8", True),
        ("iso-8859-1", "cp874", True),
        ("windows-1252", "cp874", True),
        ("shift_jis", "cp874", True),
        ("no-such-thing", "cp874", False),
        ("x-mac-thai", "mac-thai", False),
        ("utf-8", "utf-16", False),
        ("utf-8", "utf-16-le", False),
        ("tis-620", "utf-8-sig", True),
    ],
)
def test_bytes_that_prove_thai_beat_the_declaration(
    declared: str | None, written: str, lies: bool
) -> None:
    meta = f'<meta http-equiv=Content-Type content="text/html; charset={declared}">'
    document = read(f"<p>{SUBJECT}</p>", meta if declared else "", written)
    assert document.text == SUBJECT + "\n"
    assert ("charset-lies" in document.notes) is lies


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        ("iso-8859-1", "Größe für Müller"),
        ("windows-1251", "Уважаемые господа"),
        ("shift_jis", "日本語のテキスト"),
        ("gb2312", "尊敬的先生"),
    ],
)
def test_the_declaration_decides_where_bytes_prove_nothing(declared: str, text: str) -> None:
    document = read(f"<p>{text}</p>", f"<meta charset='{declared}'>", declared)
    assert (document.text, document.notes) == (text + "\n", ())


def test_what_declares() -> None:
    thai = SUBJECT.encode("cp874")
    assert html_encoding(b"<?xml version='1.0' encoding='tis-620'?><html>a") == ("utf-8", "cp874")
    assert html_encoding(b"<meta charset=unicode_escape>" + thai) == ("cp874", None)
    assert html_encoding(b"<meta charset=utf-8>Gr\xf6\xdfe", "iso-8859-1") == ("cp1252", "cp1252")
    assert html_encoding(bytes(range(1, 256))) == (None, None)


def test_bytes_that_no_encoding_knows_are_noted() -> None:
    torn = ("<html><p>" + "กรมส่งเสริมการปกครอง " * 9).encode()
    document = read_bytes(torn[:40] + torn[41:], "a.html")
    assert "undecodable-bytes" in document.notes


# --- what is shown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>กรม<b>ส่ง</b><i>เสริม</i></p>", "กรมส่งเสริม"),
        ("<p>\n กรม \n<b> ส่ง</b> <i> เสริม </i>\n</p>", "กรม ส่ง เสริม"),
        ("<p>ที่<span>\t</span>กรม</p>", "ที่\tกรม"),
        ("<p>ที่<span>\n\t</span>กรม</p>", "ที่ กรม"),
        ("<p>&#3585;&#x0e02;&amp;&lt;b&gt;&quot;", 'กข&<b>"'),
        ("<p>ก<script>no</script><style>no{}</style><!-- no --><template>no</template>ข", "กข"),
        ("<p>ก<span style='display:none'>no</span><b hidden>no</b>ข", "กข"),
        ("<p>ก<span style='VISIBILITY: hidden'>no<b style='visibility:visible'>ข</b></span>", "กข"),
        ("<p>ก<del>no</del><ins>ข</ins><span style='mso-hide:all'>no</span>", "กข"),
        ("<p>ก<o:p>&nbsp;</o:p>", "ก"),
        ("<p><ruby>ก<rp>(</rp><rt>no</rt></ruby><q>ข</q>", "ก“ข”"),
        ("<p>ก<br>ข<br></p><div></div><p>&nbsp;</p>", "ก\nข"),
        ("<pre>\nก  ข\n\tค</pre>", "ก  ข\nค"),
        ("<p style='white-space:pre-line'>ก  ข\nค</p>", "ก ข\nค"),
        ("<div>ก<p>ข</p>ค<div>ง</div></div>", "ก\nข\nค\nง"),
        ("<p>0&#8209;2241", "0-2241"),
        ("<xml><w:x>no</w:x></xml><svg><text>no</text></svg>ก", "ก"),
        ("<details><summary>ก</summary>ข</details>", "ก\nข"),
    ],
)
def test_what_a_browser_shows(body: str, text: str) -> None:
    assert "\n".join(texts(body)) == text


def test_blanks_that_are_meant_indent() -> None:
    found = lines(read("<p>&nbsp;&nbsp;&nbsp;&nbsp; จึง&nbsp;เรียน</p>"))
    assert [(line.text, line.left) for line in found] == [("จึง เรียน", 5.0)]
    assert read("<p>ก&nbsp;ข</p>").pages[0].decision == "as-is"


def test_where_blocks_stand() -> None:
    body = (
        "<p style='text-indent:1in'>กก<br>ขข</p><p align=right>กก</p><center>กก</center>"
        "<div style='margin:0 0 0 2.54cm;text-align:center'><p>กก</p></div>"
        "<blockquote>กก</blockquote><div style='padding-left:50%;margin-left:12pt'>กก</div>"
    )
    assert lefts(body) == [[16.0], [0.0], [88.0], [44.0], [16.0 + 36.0], [6.0], [2.0]]


def test_style_sheets() -> None:
    sheet = (
        "<style><!-- .no, p > .x + i { display: none } b.keep { display: inline !important }"
        "@media print { p { display: none } } @media screen { .m { display: none } }"
        "@import url(http://example.invalid/a.css); p:::bad { } p::before { content: 'no' }"
        "h1.i { margin-left: 1in } h1 { margin-left: 2in } --></style>"
    )
    body = (
        "<p class=no>no</p><p>ก<b class=x>ข</b><i>no</i>"
        "<b class='no keep' style='display:none'>ค</b></p>"
        "<p class=m>no</p><h1 class=i>ง</h1>"
    )
    assert texts(body, sheet) == ["กขค", "ง"]
    assert lefts(body, sheet)[1] == [16.0]


@pytest.mark.parametrize(
    "row",
    [
        "<div style='display:flex'><span>ที่ มท</span> <span>กรม<br>ถนน</span></div>",
        "<div style='display:inline-flex'>ที่ มท <b>กรม<br>ถนน</b></div>",
        "<div style='float:left'>ที่ มท</div><div style='float:right'>กรม<br>ถนน</div>",
        "<div style='float:left'>ที่ มท</div><div>กรม<br>ถนน</div>",
        "<div style='display:inline-block;width:50%'>ที่ มท</div> "
        "<div style='display:inline-block;width:50%'><p>กรม</p><p>ถนน</p></div>",
        "<table><tr><td>ที่ มท<td>กรม<br>ถนน</table>",
        "<table><tbody><tr><th><p>ที่ มท</p><td><p>กรม<p>ถนน</table>",
    ],
)
def test_neighbours_are_segments_of_the_same_lines(row: str) -> None:
    body = f"{row}<div style='clear:both'>เรื่อง</div>"
    assert texts(body) == ["ที่ มท\tกรม", "ถนน", "เรื่อง"]
    found = lefts(body)
    assert found[0][1] == found[1][0] >= 5


def test_neighbours_inside_a_line() -> None:
    assert texts("<p>ที่ <span style='float:right'>กรม</span></p>") == ["ที่\tกรม"]
    label = "<span style='display:inline-block;width:2cm'>เรื่อง</span>"
    assert texts(f"<p>{label}ขอเชิญ</p><p>ก <span style='width:1cm'>ข</span></p>") == [
        "เรื่อง\tขอเชิญ",
        "ก ข",
    ]
    column = "<div style='display:flex;flex-direction:column'><p>ก</p><p>ข</p></div>"
    assert texts(column) == ["ก", "ข"]


def test_tables() -> None:
    body = (
        "<table><caption>ตาราง</caption><tr><td width=96>ก<td width='2in'>ข<td>ค"
        "<tr><td rowspan=2>ง<td colspan=2>จ<tr><td>ฉ<td><table><tr><td>ช<td>ซ</table>"
        "<tr style='display:none'><td>no<tr><td><td>&nbsp;<td>ฌ</table>"
    )
    assert texts(body) == ["ตาราง", "ก\tข\tค", "ง\tจ", "ฉ\tช\tซ", "ฌ"]
    found = lefts(body)
    assert found[1] == [0.0, 16.0, 48.0]
    assert found[2] == [0.0, 16.0]
    assert (found[3][0], found[4][0]) == (16.0, 48.0)


def test_a_table_that_holds_the_whole_page_is_no_table() -> None:
    found = lines(read("<table><tr><td><p>ก<br>ข</p><p>ค</p></table>"))
    assert [(line.text, line.hard) for line in found] == [("ก", False), ("ข", True), ("ค", True)]


def test_labels_of_lists_as_shown() -> None:
    body = (
        "<ol style='list-style-type:thai' start=3><li>ก<ol type=a><li>ข<li value=5>ค</ol>"
        "<li><p>ง<p>จ</ol><ul><li>ฉ<ol type=I><li>ช</ol></ul><ol reversed><li>ซ<li>ฌ</ol>"
        "<ol style='list-style:none'><li>1. ญ</ol><li>ฎ"
    )
    assert texts(body) == [
        "๓. ก", "a. ข", "e. ค", "๔. ง", "จ", "ฉ", "I. ช", "2. ซ", "1. ฌ", "1. ญ", "ฎ",
    ]  # fmt: skip


def test_a_page_that_word_saved() -> None:
    ignore = "<![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp;&nbsp;&nbsp; </span>"
    paragraph = "<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt;{}'>{}</p>"
    body = (
        "<div class=WordSection1><p class=MsoNormal style='tab-stops:3.0in'><span lang=TH>ที่ มท"
        "</span><span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp; </span>กรม<o:p></o:p></p>"
        + paragraph.format("mso-list:l0 level1", ignore.format("๑.") + "</span><![endif]>ข้อ\nหนึ่ง")
        + paragraph.format("", ignore.format("·") + "</span><![endif]>ข้อ")
        + "<!--[if gte mso 9]><p>no</p><![endif]--><span class=MsoCommentReference>no</span>"
        "<br clear=all style='mso-special-character:line-break;page-break-before:always'>"
        "<p>สอง</p></div><div style='mso-element:comment-list'>no</div>"
    )
    document = read(body, "<style><!-- p.MsoNormal {margin:0cm;font-size:16.0pt} --></style>")
    assert [page.text for page in document.pages] == ["ที่ มท\tกรม\n๑. ข้อ หนึ่ง\nข้อ\n", "สอง\n"]
    found = lines(document)
    assert (found[0].segments[1].left, found[1].left) == (48.0, 4.0)


def test_pages_break_where_the_sheet_says() -> None:
    body = (
        "<p>ก</p><div style='page-break-after:always'></div><p>ข</p>"
        "<p style='break-before:page'>ค</p>"
        "<table><tr style='page-break-before:always'><td>ง</table>"
    )
    assert [page.text for page in read(body).pages] == ["ก\n", "ข\n", "ค\n", "ง\n"]


# --- pages that mean harm --------------------------------------------------------------------


def test_elements_too_deep_for_their_layout_keep_their_text() -> None:
    document = read("<div><font>" * 3000 + "ลึก" + "</font></div>" * 3000 + "<p>ท้าย</p>")
    assert (document.text.split(), document.notes) == (["ลึก", "ท้าย"], ("too-deep",))
    unclosed = "".join(f"<div><font>{number}</div>" for number in range(400))
    assert read(unclosed).text.split() == [str(number) for number in range(400)]
    assert texts("<table><tr><td>" * 70 + "ลึก") == ["ลึก"]


@pytest.mark.parametrize(
    "sheet",
    ["{" * 5000, "p{a:" + "(" * 5000, ":not(" * 2000 + "a" + ")" * 2000 + "{display:none}"],
)
def test_sheets_too_deep_are_none(sheet: str) -> None:
    assert texts(f"<p style='{sheet}'>ก</p>", f"<style>{sheet}</style>") == ["ก"]


def test_a_page_without_text() -> None:
    for page in (b"<html><body></body></html>", b"<html><!-- a -->", b"<html>"):
        assert read_bytes(page, "a.html").text == ""


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableFileError):
        read_bytes(b"<html>" + bytes(range(256)) * 20, "a.html")


@given(st.text(st.sampled_from("กข<>/=&\"' pbtd\n"), max_size=80))
def test_any_markup_ends_in_a_document_that_makes_nothing_up(markup: str) -> None:
    text = read("<table><tr><td>" + markup).text
    assert set("".join(text.split())) <= set(markup)


@given(
    st.lists(st.text("กขที่ำเรา๑2/&<", min_size=1, max_size=20), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "cp874", "utf-16", "mac-thai"]),
    st.sampled_from(["{}", "<b>{}</b>", "&#{:d};"]),
)
def test_thai_reads_back_however_it_was_written(
    paragraphs: list[str], encoding: str, way: str
) -> None:
    def written(letter: str) -> str:
        return way.format(ord(letter) if ":d" in way else escape(letter))

    body = "".join(f"<p>{''.join(map(written, text))}</p>\n" for text in paragraphs)
    meta = f"<meta charset='{encoding.replace('mac', 'x-mac')}'>"
    plain = read_bytes(("\n".join(paragraphs) + "\n").encode(), "a.txt")
    found = lines(read(body, meta, encoding))
    assert [line.text for line in found] == [line.text for line in lines(plain)]


@given(st.lists(st.text(" \t\n\rกข", max_size=8), max_size=8))
def test_folding_does_not_depend_on_where_elements_are_cut(pieces: list[str]) -> None:
    cut, whole = Folded(), Folded()
    for piece in pieces:
        cut.soft(piece)
    whole.soft("".join(pieces))
    text = whole.take()
    assert cut.take() == text == " ".join("".join(pieces).split())
