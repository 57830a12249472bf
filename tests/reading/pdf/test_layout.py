from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.pdf.drawn import Glyph, is_mark
from thaidoc.reading.pdf.layout import lines_of, text_size

SIZE = 16.0
STEP = 6.4


def typed(text: str, x: float = 85.0, y: float = 100.0, spacing: float = 0.0) -> list[Glyph]:
    """The glyphs of a string as a program draws them: marks back over their letter, no width."""
    glyphs = []
    for letter in text:
        if is_mark(letter):
            glyphs.append(Glyph(letter, x, x, x - 3, y, SIZE, (x - 4, y - 12, x - 2, y - 9)))
            continue
        end = x + (3.5 if letter == " " else STEP)
        glyphs.append(Glyph(letter, x, end, (x + end) / 2, y, SIZE, (x, y - 8, end, y)))
        x = end + spacing
    return glyphs


def rows(glyphs: list[Glyph]) -> list[str]:
    return [line.text for line in lines_of(glyphs)]


def test_a_line_with_its_box_and_baseline() -> None:
    (line,) = lines_of(typed("ที่ มท"))
    (segment,) = line.segments
    assert segment.text == "ที่ มท"
    assert segment.left == 85.0
    assert segment.bbox == (85.0, 88.0, segment.right, 100.0)


def test_lines_go_from_top_to_bottom_however_drawn() -> None:
    assert rows(typed("ล่าง", y=140) + typed("บน", y=100) + typed("กลาง", y=120)) == [
        "บน",
        "กลาง",
        "ล่าง",
    ]


def test_a_gap_is_a_blank_and_a_wide_gap_a_column() -> None:
    left = typed("ที่")
    end = left[0].right
    assert rows(left + typed("มท", x=end + 0.2 * SIZE)) == ["ที่ มท"]
    assert rows(left + typed("มท", x=end + 0.05 * SIZE)) == ["ที่มท"]
    assert rows(left + typed("มท", x=end + 1.7 * SIZE)) == ["ที่\tมท"]


def test_columns_are_sorted_whatever_was_drawn_first() -> None:
    assert rows(typed("ขวา", x=340) + typed("ซ้าย")) == ["ซ้าย\tขวา"]


def test_no_blank_is_seen_where_no_word_can_end_or_begin() -> None:
    lead = typed("เ")
    assert rows(lead + typed("รา", x=lead[0].right + 4)) == ["เรา"]
    base = typed("ก")
    assert rows(base + typed("ะ", x=base[0].right + 4)) == ["กะ"]


def test_a_blank_counts_where_it_is_drawn_not_when() -> None:
    """LibreOffice draws blanks after the word that follows where they come from another font."""
    before, word = typed("๒๙"), typed("กุมภ", x=104.0)
    (blank,) = typed(" ", x=before[-1].right)
    rest = typed("าพันธ์", x=word[-1].right)
    assert rows([*before, *word, blank, *rest]) == ["๒๙ กุมภาพันธ์"]


def test_a_blank_drawn_late_is_a_blank_however_narrow() -> None:
    before = typed("น้ำ")
    word = typed("จำนวน", x=before[-1].right + 0.1 * SIZE)
    (blank,) = typed(" ", x=before[-1].right)
    narrow = blank._replace(right=word[0].x)
    assert rows([*before, *word, narrow, *typed("๒", x=word[-1].right)]) == ["น้ำ จำนวน๒"]


def test_what_is_drawn_late_into_a_gap_stands_in_the_gap() -> None:
    """Quotation marks of another font: drawn after the text on both sides of them."""
    before = typed("ชื่อ")
    after = typed("เงิน", x=before[-1].right + STEP + 0.25 * SIZE)
    quote = typed("“", x=after[0].x - STEP)
    last = typed("”", x=after[-1].right)
    assert rows([*before, *after, *quote, *last]) == ["ชื่อ “เงิน”"]


def test_letter_spacing_makes_no_blanks() -> None:
    assert rows(typed("การดำเนินงานตามโครงการ", spacing=2.6)) == ["การดำเนินงานตามโครงการ"]
    assert rows(typed("การ ดำเนิน งานตามโครงการ", spacing=2.6)) == ["การ ดำเนิน งานตามโครงการ"]


def test_marks_drawn_after_the_line_go_home() -> None:
    letters = [glyph for glyph in typed("ผู้ว่าเมื่อ") if not glyph.is_mark]
    marks = [glyph for glyph in typed("ผู้ว่าเมื่อ") if glyph.is_mark]
    assert rows(letters + marks) == ["ผู้ว่าเมื่อ"]
    assert rows(marks + letters) == ["ผู้ว่าเมื่อ"]


def test_letters_at_one_place_are_one_cluster() -> None:
    """ActualText of one glyph: its letters share the glyph's place and split its box."""
    first = Glyph("ส", 85.0, 88.0, 86.5, 100.0, SIZE, (85, 92, 88, 100))
    second = Glyph("ำ", 85.0, 91.0, 89.5, 100.0, SIZE, (88, 92, 91, 100))
    assert rows([first, second, *typed("นัก", x=96.2)]) == ["สำนัก"]


def test_text_drawn_twice_is_bold_not_double() -> None:
    glyphs = [copy for glyph in typed("กรม") for copy in (glyph, glyph)]
    assert rows(glyphs) == ["กรม"]


def test_a_narrow_gap_before_a_column_of_the_next_row_is_that_column() -> None:
    first = typed("รายการ", y=100) + typed("วงเงิน", x=200, y=100)
    wide = typed("ค่าจ้างเหมาบริการ", y=120)
    second = typed("ค่าจ้างเหมาบริการ", x=196 - wide[-1].right + 85, y=120)
    assert rows(first + second + typed("๑๒๐", x=200.0, y=120))[1] == "ค่าจ้างเหมาบริการ\t๑๒๐"


def test_gaps_are_in_lines_and_a_last_blank_is_remembered() -> None:
    glyphs = [g for y in (100, 122, 144, 166, 232) for g in typed("กรม ", y=float(y))]
    lines = lines_of(glyphs)
    assert [line.gap for line in lines] == [0.0, 0.0, 0.0, 0.0, 2.0]
    assert all(line.blank_end for line in lines)
    assert not lines_of(typed("กรม"))[0].blank_end


def test_the_size_is_that_of_most_text() -> None:
    assert text_size(typed("กรม")) == SIZE
    assert text_size([]) == 16.0


@given(st.lists(st.sampled_from(["กรม", "ที่", "น้ำ", "เมื่อ", "ผู้ว่า", "สิทธิ์", "12"]), min_size=1))
def test_a_typed_line_is_read_as_typed(words: list[str]) -> None:
    text = " ".join(words)
    assert rows(typed(text)) == [text]
