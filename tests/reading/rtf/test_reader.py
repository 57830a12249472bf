import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document, Line
from thaidoc.reading.rtf.tokens import Tokens, group_end

THAI_FONT = r"{\fonttbl{\f0\fnil\fcharset222 TH SarabunPSK;}{\f1\fnil\fcharset0 Arial;}}\f0 "
#: syllables in every combination of consonant, leading vowel, marks and following vowel
SYLLABLE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "เ", "แ", "ไ"]),
        st.sampled_from("กขคงจญฐดตถนบปผพมยรลวศสหอฤ"),
        st.sampled_from(["", "\u0e31", "\u0e35", "\u0e38"]),
        st.sampled_from(["", "\u0e48", "\u0e49"]),
        st.sampled_from(["", "น", "ง", "๑๒", "/", " ก", "{2}", "\\"]),
    ),
)
TEXT = st.lists(SYLLABLE, min_size=1, max_size=12).map("".join)


def rtf(body: str, head: str = THAI_FONT, page: int = 1252) -> bytes:
    return rf"{{\rtf1\ansi\ansicpg{page}\deff0 {head}{body}}}".encode("ascii")


def hexed(text: str) -> str:
    """Text as the bytes of a Thai font; what RTF uses itself is escaped."""
    return "".join(
        "\\" + letter if letter in "\\{}" else letter if letter < "\x80"
        else rf"\'{letter.encode('cp874')[0]:02x}"
        for letter in text
    )  # fmt: skip


def numbered(text: str, fallback: str = "?") -> str:
    """Text as numbers, each with its stand-in for old readers."""
    return "".join(
        "\\" + letter if letter in "\\{}" else letter if letter < "\x80"
        else rf"\u{ord(letter)}{fallback}"
        for letter in text
    )  # fmt: skip


def read(data: bytes) -> Document:
    return read_bytes(data, "a.rtf")


def lines(document: Document) -> list[Line]:
    return [line for _, line in document.lines()]


def texts(body: str) -> list[str]:
    return [line.text for line in lines(read(rtf(body)))]


WAYS: dict[str, Callable[[str], str]] = {
    "bytes": hexed,
    "numbers": numbered,
    "numbers with bytes": lambda text: numbered(text, r"\'3f"),
    "numbers alone": lambda text: r"{\uc0 " + numbered(text, " ") + "}",
    "two bytes for a number": lambda text: r"{\uc2 " + numbered(text, r"\'b7\'d5") + "}",
    "both forms": lambda text: r"{\upr{??}{\*\ud{" + numbered(text) + "}}}",
}


@given(st.lists(TEXT, min_size=1, max_size=4), st.sampled_from(sorted(WAYS)))
def test_thai_reads_back_however_it_was_written(paragraphs: list[str], way: str) -> None:
    plain = read_bytes("\n".join(paragraphs).encode(), "a.txt")
    body = "".join(WAYS[way](text) + "\\par\n" for text in paragraphs)
    assert [line.text for line in lines(read(rtf(body)))] == [line.text for line in lines(plain)]


@pytest.mark.parametrize(
    ("head", "page"),
    [
        (r"{\fonttbl{\f0\fnil\fcharset222 Any;}}\f0 ", 1252),
        (r"{\fonttbl\f0\fnil\fcharset222 Any;\f1\fnil Other;}\f0 ", 1252),
        (r"{\fonttbl{\f0\fnil\fcharset0 Any;}}\f0 ", 874),
        (r"{\fonttbl{\f0\fnil\fcharset0 Any;}}\f0 ", 1252),  # the file says western: it lies
        (r"{\fonttbl{\f0\fnil Angsana New;}}\f0 ", 1252),
        (r"{\fonttbl{\f0\fnil\fcharset0\cpg874 Any{\*\falt Arial};}}\f0 ", 1252),
        ("", 1252),
    ],
)
def test_the_encoding_of_bytes(head: str, page: int) -> None:
    document = read(rtf(hexed("ที่ มท ๐๘๑๐.๓/ว ๑๒ “น้ำ” ญี่ปุ่น") + r"\par", head, page))
    assert [line.text for line in lines(document)] == ["ที่ มท ๐๘๑๐.๓/ว ๑๒ “น้ำ” ญี่ปุ่น"]


def test_western_letters_stay_western_beside_thai() -> None:
    assert texts(hexed("เรื่อง ") + r"{\f1 Caf\'e9 }" + hexed("ดี")) == ["เรื่อง Café ดี"]
    assert texts(r"\f1 Gr\'f6\'dfe f\'fcr M\'fcller") == ["Größe für Müller"]


def test_bytes_without_escapes_are_of_the_font_too() -> None:
    raw = rtf("@@").replace(b"@@", "กรมส่งเสริม".encode("cp874"))
    assert [line.text for line in lines(read(raw))] == ["กรมส่งเสริม"]


def test_symbols_of_a_symbol_font() -> None:
    head = r"{\fonttbl{\f0\fcharset222 A;}{\f2\fnil\fcharset2 Wingdings;}}\f0 "
    field = r'{\field{\*\fldinst SYMBOL 168 \\f "Wingdings"}{\fldrslt {\f2 x}}}'
    document = read(rtf(r"{\f2\'fe} " + hexed("ตกลง ") + field, head))
    assert document.text == "☑ ตกลง ☐\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"a{\v no}b\v no\v0 c{\deleted no}d", "abcd"),
        (r'{\field{\*\fldinst{ DATE \\@ "d MMMM"}}{\fldrslt 12 June}}.', "12 June."),
        (r"{\*\unknown no{no}}a{\info{\title no}}{\stylesheet{\s0 no;}}b", "ab"),
        (r"{\footnote note}a", "a\nnote"),
        (r"0\_2241\~9000\emdash\lquote x\rquote", "0-2241 9000—‘x’"),
        (r"\u3585\'a1\u-2294? \u8220\'93x", "ก่ “x"),
        (r"a\'zzb\par\} \{ \\", "azzb\n} { \\"),
        (r"x{\revised new}{\*\bkmkstart no}{\pntext 1.\tab}y", "1. xnewy"),
        (r"{\listtext\pard\plain \f0 \'f1.\tab}\li720\fi-360 a", "๑. a"),
        (r"{\listtext\f0 \'b7\tab}", ""),
        (r"{\object{\*\objdata 0102}{\result shown}}", "shown"),
        (r"{\header head\par}{\footer - 1 -\par}{\footerf foot\par}body\par", "head\nbody\nfoot"),
        (r"a\line b\tab c", "a\nb\tc"),
        (r"{\u55357\'3f\u56832\'3f}", "😀"),
        (r"a}}} b", "a b"),
    ],
)
def test_what_a_reader_of_the_page_sees(body: str, text: str) -> None:
    assert "\n".join(texts(body)) == text


def test_bullets_are_no_labels() -> None:
    head = r"{\fonttbl{\f0\fcharset222 A;}{\f3\fcharset2 Symbol;}}\f0 "
    document = read(rtf(r"{\listtext\f3\'b7\tab}" + hexed("น้ำ") + r"\par", head))
    assert document.text == "น้ำ\n"


def test_a_stand_in_ends_where_the_paragraph_does() -> None:
    assert texts(r"\u3585\par x\par") == ["ก", "x"]
    assert texts(r"\uc1\u3585{b}") == ["กb"]


def test_where_paragraphs_stand() -> None:
    body = (
        r"\pard\tx4500 a\tab b\par\pard\fi1440 c\par\pard\li1080\fi-1080 d\tab e\par"
        r"\pard\qc mm\par\pard\qr nn\par\pard o\par"
    )
    found = lines(read(rtf(body)))
    assert [line.left for line in found] == [0.0, 16.0, 0.0, 44.0, 88.0, 0.0]
    assert (found[0].segments[1].left, found[2].segments[1].left) == (50.0, 12.0)
    assert all(line.hard for line in found)


def test_a_table_row_is_a_line() -> None:
    row = r"\trowd\cellx2700\cellx5400\pard\intbl a\par aa\cell b\cell\row"
    found = lines(read(rtf(row + r"\pard after\par")))
    assert [line.text for line in found] == ["a\tb", "aa", "after"]
    assert found[0].segments[1].left == 30.0


def test_a_table_in_a_table_and_rows_that_never_end() -> None:
    nested = (
        r"\pard\intbl\itap2 n\nestcell m\nestcell{\*\nesttableprops}{\*\nestedtableprops\trowd"
        r"\cellx900\cellx1800\nestrow}{\nonesttables\par}"
    )
    outer = rf"\trowd\cellx2700\cellx5400\pard\intbl a\cell {nested}\pard\intbl z\cell\row"
    assert texts(outer + r"\pard x\par") == ["a\tn\tm", "z", "x"]
    assert texts(r"\trowd\cellx900\pard\intbl a\cell b\cell\pard x\par") == ["a\tb", "x"]


def test_boxes_at_one_height_stand_beside_each_other() -> None:
    def box(left: int, top: int, text: str) -> str:
        shape = rf"\shpleft{left}\shptop{top}{{\sp{{\sn no}}{{\sv no}}}}{{\shptxt {text}\par}}"
        return rf"{{\shp{{\*\shpinst{shape}}}{{\shprslt no}}}}"

    body = box(5400, 20, "right") + box(0, 0, "left") + r"first\par"
    found = lines(read(rtf(body)))
    assert [line.text for line in found] == ["first", "left\tright"]
    assert found[1].segments[1].left == 60.0


def test_pages() -> None:
    body = (
        r"one\page two\par\sect\sectd three\par\sect\sectd\sbknone still\par\pard\pagebb four\par"
    )
    pages = read(rtf(body)).pages
    assert [page.text.split() for page in pages] == [["one"], ["two"], ["three", "still"], ["four"]]


def test_pictures_cost_nothing() -> None:
    picture = r"{\*\shppict{\pict\pngblip " + "89504e47ffffffff\n" * 250_000 + "}}"
    start = time.process_time()
    assert texts(picture + r"a\par") == ["a"]
    assert time.process_time() - start < 1.0
    binary = b"{\\rtf1{\\pict\\bin9 }{\\}}}{{{}a}"
    assert read(binary).text == "a\n"


def test_groups_beyond_any_measure_are_no_recursion() -> None:
    deep = b"{\\rtf1 " + b"{" * 100_000 + b"a" + b"}" * 100_000 + b" b\\par}"
    assert read(deep).text == "a b\n"


def test_a_torn_file_gives_what_is_left_of_it() -> None:
    whole = rtf(hexed("เรื่อง ขอเชิญประชุม") + r"\par {\b " + hexed("เรียน") + "}")
    torn = read(whole[:-8])
    assert torn.text.startswith("เรื่อง ขอเชิญประชุม\n")
    assert torn.notes == ("cut-short",)
    with pytest.raises(UnreadableFileError, match="ends before its text"):
        read(whole[:60])


@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_document_or_a_sentence(data: bytes) -> None:
    try:
        read(b"{\\rtf1 " + data)
    except UnreadableFileError as fault:
        assert "damaged" in str(fault)


@given(st.lists(st.sampled_from([b"{", b"}", b"\\{", b"a", b"\\bin2 {}", b"\\'7d"]), max_size=30))
def test_the_end_of_a_group(parts: list[bytes]) -> None:
    data = b"".join(parts)
    depth = 1
    for token in Tokens(data):
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if not depth:
            break
    end = group_end(data, 0)
    assert (end == len(data)) is bool(depth)
    assert depth or data[end : end + 1] == b"}"
