import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.export.line_breaks import lines, pieces
from thaidoc.thai.words import segmenter

TEXTS = st.text(alphabet=st.sampled_from("กขงาะัิ้ำเแไๆฯ ()/.“”๑1aB\u00a0"), max_size=40)


def test_lines_end_between_words() -> None:
    text = "การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2567"
    made = lines(text, 22, len, segmenter().cut)
    assert made == ["การจัดซื้อจัดจ้างและ", "การบริหารพัสดุภาครัฐ", "พ.ศ. 2567"]


@settings(deadline=None)  # the first text loads a dictionary
@given(TEXTS)
def test_pieces_are_the_text_and_begin_where_a_line_may(text: str) -> None:
    made = pieces(text, segmenter("newmm").cut)
    assert "".join(made) == text
    for piece in made[1:]:
        assert unicodedata.category(piece[0]) != "Mn"
        assert piece[0] not in "าะำๆฯ).”/\u00a0"


@settings(deadline=None)
@given(TEXTS, st.integers(1, 12))
def test_no_line_is_too_wide_that_could_be_narrower(text: str, room: int) -> None:
    made = lines(text, room, len, segmenter("newmm").cut)
    assert "".join(made).replace(" ", "").replace("\u00a0", "") == text.replace(" ", "").replace(
        "\u00a0", ""
    )
    for line in made:
        if len(line) > room:  # one cluster: a letter with its marks and vowels
            assert len(lines(line, 1, len, lambda t: [t])) <= len(line)
