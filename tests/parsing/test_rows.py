"""A page's segments get their normal form all at once, and each the one that it has by itself."""

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing.rows import rows_of
from thaidoc.reading.document import Document, Line, Page, Segment
from thaidoc.thai.text import normal_form

#: letters, marks that can be out of order, blanks, signs, and what no normal form has
_TEXTS = st.text("กนเแาำ\u0e48\u0e49\u0e34\u0e4d 1|-\u200b\u00a0\t\uf702", min_size=1, max_size=8)


def _document(texts: list[str]) -> Document:
    lines = tuple(
        Line(number, (Segment(text, 0.0, float(len(text))),))
        for number, text in enumerate(texts, 1)
    )
    return Document("letter.txt", "0" * 64, 1, "text/plain", (Page(1, lines),), "test")


@given(st.lists(_TEXTS, max_size=6))
def test_each_segment_has_its_own_normal_form(texts: list[str]) -> None:
    kept, running = rows_of(_document(texts))
    found = [row.text for row in kept] + [piece.text for piece in running]
    assert sorted(found) == sorted(normal for text in texts if (normal := normal_form(text)))


def test_one_odd_segment_leaves_the_others_alone() -> None:
    kept, _ = rows_of(_document(["เรื่อง น้ำ", "เรียน\u200b  ผู้ว่าราชการ", " กรมน้ำ "]))
    assert [row.text for row in kept] == ["เรื่อง น้ำ", "เรียน ผู้ว่าราชการ", "กรมน้ำ"]
