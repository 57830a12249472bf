from hypothesis import assume, given
from hypothesis import strategies as st

from thaidoc.search.results import Snippet
from thaidoc.search.snippet import marks, snippet
from thaidoc.thai.fold import fold, fold_query, is_boundary
from thaidoc.thai.text import canonical_marks


def marked(found: Snippet | None) -> list[str]:
    assert found is not None
    return [found.text[start:end] for start, end in found.hits]


def test_a_hit_is_shown_as_it_is_written() -> None:
    found = snippet("ที่ มท ๐๒๐๗.๒/ว  ๒๘๗๐๗\nลงวันที่", ["0207.2/ว28707"], [])
    assert found == Snippet("ที่ มท ๐๒๐๗.๒/ว ๒๘๗๐๗ ลงวันที่", ((7, 21),))
    assert marked(found) == ["๐๒๐๗.๒/ว ๒๘๗๐๗"]


def test_the_blanks_behind_a_hit_are_not_part_of_it() -> None:
    assert marked(snippet("แจ้งกรม \n อำเภอ", ["กรม"], [])) == ["กรม"]


def test_a_hit_that_ends_within_a_cluster_shows_the_whole_cluster() -> None:
    assert marked(snippet("กน\u0e4d\u0e49าข", ["กน"], [])) == ["กน\u0e4d\u0e49า"]


def test_words_are_shown_only_where_no_string_stands() -> None:
    text = "เมืองใหม่และเมืองอัจฉริยะ"
    assert marked(snippet(text, ["เมืองอัจฉริยะ"], ["เมือง"])) == ["เมืองอัจฉริยะ"]
    assert marked(snippet(text, ["ไม่มี"], ["เมือง"])) == ["เมือง", "เมือง"]


def test_the_place_with_most_of_what_was_looked_for_is_shown() -> None:
    text = "จังหวัด " + "ความ " * 100 + "จังหวัด อำเภอ " + "ความ " * 100
    found = snippet(text, ["จังหวัด", "อำเภอ"], [])
    assert marked(found) == ["จังหวัด", "อำเภอ"]
    assert found is not None and found.cut_before and found.cut_after
    assert len(found.text) < 200


def test_a_long_text_is_looked_through_near_the_guess_and_else_all_over() -> None:
    text = "ความ " * 2000 + "จังหวัดนี้ " + "ความ " * 4000 + "จังหวัดนั้น " + "ความ " * 2000
    for near, shown in (([0.25], "จังหวัดนี้"), ([0.75], "จังหวัดนั้น"), ([0.5], "จังหวัดนี้"), ([], "จังหวัดนี้")):
        found = snippet(text, ["จังหวัด"], [], near)
        assert marked(found) == ["จังหวัด"]
        assert found is not None and shown in found.text


def test_without_a_hit_the_beginning_is_shown_and_of_nothing_nothing() -> None:
    found = snippet("เรื่อง ประชุม", ["ไม่มี"], [])
    assert found == Snippet("เรื่อง ประชุม", ())
    assert snippet(" \n", [], []) is None


@given(
    st.text(st.sampled_from(list("กขเมา้ำ\u0e4d๑1a -\n\u200b")), max_size=300),
    st.integers(0, 300),
    st.integers(1, 12),
)
def test_what_is_marked_is_what_was_looked_for(text: str, start: int, length: int) -> None:
    text = canonical_marks(text)  # as the archive keeps it
    folded = fold(text)
    assume(is_boundary(folded, start) and is_boundary(folded, start + length))
    string = fold_query(folded[start : start + length])
    found = snippet(text, [string] if string else [], [])
    if found is None:
        return
    ends = [0, *(offset for hit in found.hits for offset in hit), len(found.text)]
    assert ends == sorted(ends)
    assert "\n" not in found.text and "  " not in found.text
    for hit in marked(found):
        assert string[:1] in fold(hit)
    if string and start == 0:
        assert found.hits


def test_a_place_outside_of_the_subject_is_rather_shown() -> None:
    subject = "แผนงานรับน้ำท่วมประจำปี"
    text = f"เรื่อง {subject}\nเรียน ผู้ว่าราชการจังหวัด " + "ความ " * 60 + "จึงแจ้งเรื่องน้ำท่วมมาให้ทราบ"
    found = snippet(text, ["น้ำท่วม"], [], subject=subject)
    assert found is not None and "จึงแจ้งเรื่องน้ำท่วม" in found.text
    found = snippet(text, ["แผนงาน"], [], subject=subject)
    assert marked(found) == ["แผนงาน"]  # it stands nowhere else


def test_what_is_to_be_filled_in_is_shown_as_a_blank() -> None:
    found = snippet("ชื่อ ______ ตำแหน่ง ...... ประชุม", ["ประชุม"], [])
    assert found is not None and found.text == "ชื่อ ตำแหน่ง ประชุม"


def test_marks_of_a_short_text() -> None:
    text = "ที่ มท ๐๒๐๗.๒/ว ๒๘๗๐๗ งบ"
    assert [text[a:b] for a, b in marks(text, ["ว28707", "งบ"], [])] == ["ว ๒๘๗๐๗", "งบ"]
    assert marks(text, ["ไม่มี"], ["มท"]) == ((4, 6),)
