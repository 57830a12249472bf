from thaidoc.reading.document import Line, Segment
from thaidoc.reading.pdf.drawn import Glyph
from thaidoc.reading.pdf.justified import without_wide_blanks

SIZE = 16.0


def line(*parts: tuple[float, float], hard: bool = False) -> Line:
    segments = (Segment(f"ส่วน{n}", *part, (*part, 1.0, 1.0)) for n, part in enumerate(parts))
    return Line(1, tuple(segments), hard=hard)


def written(*places: float, blank: str = " ") -> list[Glyph]:
    """A letter, a blank and a letter, the last one at each of these places."""
    row = [
        Glyph(text, x, x + 6.0, x + 3.0, 100.0, SIZE, (x, 90.0, x + 6.0, 104.0))
        for place in places
        for text, x in (("ก", place - 40.0), (blank, place - 34.0), ("ข", place))
    ]
    return [glyph for glyph in row if glyph.text]


def joined(*lines: Line) -> list[int]:
    glyphs = written(207.0, 340.0, 440.0)
    return [len(found.segments) for found in without_wide_blanks(lines, SIZE, glyphs)]


def test_a_stretched_blank_in_a_line_that_fills_the_measure() -> None:
    lines = [line((156, 174), (207, 538)), line((85, 538))]
    found = without_wide_blanks(lines, SIZE, written(207.0))
    assert [segment.text for segment in found[0].segments] == ["ส่วน0 ส่วน1"]
    assert (found[0].left, found[0].right) == (156, 538)


def test_a_gap_without_a_blank_or_with_several_is_a_column() -> None:
    lines = [line((85, 96), (128, 516)), line((85, 516))]
    for blank in ("", "ค", "  "):
        assert without_wide_blanks(lines, SIZE, written(128.0, blank=blank)) == tuple(lines)
    assert without_wide_blanks(lines, SIZE, written(128.0)) != tuple(lines)


def test_a_paragraph_that_begins_with_one_word() -> None:
    """Some programs leave even the blank out; labels stand at the margin."""
    begun = [line((156, 174), (207, 538)), line((85, 538)), line((85, 300))]
    assert len(without_wide_blanks(begun, SIZE, [])[0].segments) == 1
    at_the_margin = [line((85, 103), (136, 538)), line((85, 538))]
    assert without_wide_blanks(at_the_margin, SIZE, []) == tuple(at_the_margin)


def test_what_begins_at_one_place_in_two_lines_is_a_column() -> None:
    lines = [line((85, 300), (340, 538)), line((340, 420)), line((85, 538))]
    assert joined(*lines) == [2, 1, 1]
    assert joined(line((85, 174), (207, 538)), line((85, 538)), line((207, 300))) == [2, 1, 1]


def test_a_line_that_ends_elsewhere_is_none_of_running_text() -> None:
    assert joined(line((85, 300), (340, 500)), line((85, 538))) == [2, 1]
    assert joined(line((85, 200), (440, 538)), line((85, 538))) == [2, 1]  # too wide


def test_rows_of_tables_stay() -> None:
    assert joined(line((156, 174), (207, 538), hard=True), line((85, 538))) == [2, 1]
    assert joined() == []
