"""Lines joined the Thai way, and the way back from a character to its line."""

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing.passage import Passage, Piece, join
from thaidoc.reading.document import Line, Page, Segment


def pieces(*rows: str) -> list[Piece]:
    """One piece a row; a row that ends in a blank had one there."""
    lines = [
        Line(
            number=n,
            segments=(Segment(row.strip(), 0, 10, (0.0, n * 20.0, 100.0, n * 20.0 + 15)),),
            blank_end=row.endswith(" "),
        )
        for n, row in enumerate(rows, 1)
    ]
    page = Page(number=1, lines=tuple(lines))
    return [Piece.of(page, line, line.segments[0]) for line in lines]


def text(*rows: str) -> str:
    return join(pieces(*rows)).text


def test_nothing_comes_between_two_thai_letters() -> None:
    assert text("ปลัด", "กระทรวง") == "ปลัดกระทรวง"
    assert text("เทคโน", "โลยี") == "เทคโนโลยี"


def test_the_authors_blank_stays() -> None:
    assert text("แจ้งแล้ว ", "นั้น") == "แจ้งแล้ว นั้น"


def test_digits_latin_and_brackets_keep_their_blank() -> None:
    assert text("ลงวันที่", "๓ มีนาคม") == "ลงวันที่ ๓ มีนาคม"
    assert text("Smart", "City") == "Smart City"
    assert text("หลักสูตร", "(ใหม่)") == "หลักสูตร (ใหม่)"
    assert text("ร่วมกัน", "พ.ศ. ๒๕๖๗") == "ร่วมกัน พ.ศ. ๒๕๖๗"
    assert text("(S-Pro)", ": Smart") == "(S-Pro) : Smart"
    assert text("ด่วนที่สุด", "ที่ นร ๐๗๒๒/๑") == "ด่วนที่สุด ที่ นร ๐๗๒๒/๑"


def test_a_broken_bracket_or_slash_is_glued() -> None:
    assert text("ทุกสำนัก/", "กอง") == "ทุกสำนัก/กอง"
    assert text("(ฉบับที่ ๒", ")") == "(ฉบับที่ ๒)"


def test_a_web_address_cut_at_its_punctuation_is_glued() -> None:
    assert text("ที่ https", "://www.example.go.th") == "ที่ https://www.example.go.th"
    assert text("ที่ www.m-", "example.go.th/a") == "ที่ www.m-example.go.th/a"
    assert text("ที่ www.example.go.th", "หรือ") == "ที่ www.example.go.th หรือ"


def test_segments_of_one_line_have_a_blank_between() -> None:
    line = Line(number=1, segments=(Segment("แบบตอบรับ", 0, 5), Segment("จำนวน ๑ ชุด", 40, 50)))
    page = Page(number=1, lines=(line,))
    assert join(Piece.of(page, line, s) for s in line.segments).text == "แบบตอบรับ จำนวน ๑ ชุด"


def test_a_place_spans_its_lines_and_boxes() -> None:
    passage = join(pieces("หนึ่ง", "สอง", "สาม"))
    start = passage.text.index("สอง")
    place = passage.place(start, start + 3)
    assert (place.page, place.line, place.end_line) == (1, 2, 2)
    assert place.bbox == (0.0, 40.0, 100.0, 55.0)
    assert passage.place().bbox == (0.0, 20.0, 100.0, 75.0)


def test_the_box_of_a_part_is_that_of_its_characters_where_they_are_known() -> None:
    text = "ที่ มท 0810/ว 45"
    places = tuple(n / len(text) for n in range(len(text)))
    segment = Segment(text, 0, 160, (100.0, 20.0, 260.0, 35.0), places=places)
    line = Line(1, (segment,))
    piece = Piece.of(Page(1, (line,)), line, segment)
    start = text.index("45")
    box = (100.0 + 10 * start, 20.0, 260.0, 35.0)
    assert join([piece]).place(start).bbox == box
    assert join([piece]).cut(4).cut(start - 4).place().bbox == box
    assert join([piece.cut(4).cut(start - 4)]).place().bbox == box
    assert join([piece]).place().bbox == segment.bbox


ROWS = st.lists(st.text(alphabet="กขคง (/ab12", min_size=1, max_size=8), min_size=1, max_size=5)


@given(ROWS, st.data())
def test_a_cut_is_a_piece_of_the_text_and_knows_its_lines(
    rows: list[str], data: st.DataObject
) -> None:
    passage = join(pieces(*rows))
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    cut: Passage = passage.cut(start, end)
    assert cut.text == passage.text[start:end].strip()
    for piece, offset in zip(cut.pieces, cut.starts, strict=True):
        assert cut.text[offset : offset + len(piece.text)] == piece.text.strip() or not cut.text
    if cut.text.strip():
        assert cut.place().line == passage.place(start + _lead(passage, start), end).line


def _lead(passage: Passage, start: int) -> int:
    rest = passage.text[start:]
    return len(rest) - len(rest.lstrip())
