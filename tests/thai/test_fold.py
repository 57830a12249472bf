import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from thaidoc.thai.fold import fold, fold_letters, fold_query, fold_spans, is_boundary

#: what letters are made of, and what breaks folds: marks, digits, dashes, blanks, odd capitals
CHARACTERS = st.sampled_from(
    list("กขคงนมรวอเแโใาำะัิีึืุู่้๊๋็์ํฺๆฯ๐๑๒๙0129aAzZßİΣſ -–—\n\t\f./()“”‘’…\"':•é漢\u00a0\x00\x01")
)
TEXTS = st.text(CHARACTERS, max_size=40) | st.text(max_size=20)
UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("ว 119", "ว๑๑๙"),
        ("0-2241-9000", "๐ ๒๒๔๑ ๙๐๐๐"),
        ("0–2241—9000", "0-2241-9000"),
        ("smart city", "Smart\nCity"),
        ("เมือง อัจฉริยะ", "เมืองอัจฉริยะ"),
        ("“โครงการ”", '"โครงการ"'),
        ("เเผน", "แผน"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("มท\u200b0810", "มท0810"),
        ("STRASSE", "straße"),
        ("a – b", "A - B"),
        ("ต่าง ๆ", "ต่างๆ"),
        ("ฯ ล ฯ", "ฯลฯ"),
        ("ฯพณฯ ท่าน", "ฯพณฯท่าน"),
    ],
)
def test_one_fold_for_what_is_typed_and_what_is_printed(typed: str, printed: str) -> None:
    assert fold(typed) == fold(printed)


@pytest.mark.parametrize(("one", "other"), [("12 3", "123"), ("a b", "ab"), ("ก-ข", "กข")])
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("nothing", ["", " ", "-", " – ", "\u200b", "\n\t—"])
def test_a_query_of_blanks_and_dashes_is_nothing_to_look_for(nothing: str) -> None:
    assert fold_query(nothing) == ""


@given(text=TEXTS, data=st.data())
@example(text="0 - 2", data=None)
def test_a_piece_of_a_text_folds_to_a_piece_of_its_fold(text: str, data: st.DataObject) -> None:
    assume(not set(text) & set(UNSEEN))
    bounds = [i for i in range(len(text) + 1) if is_boundary(text, i)]
    if data is None:
        cuts = [(a, b) for a in bounds for b in bounds if a <= b]
    else:
        a, b = sorted(data.draw(st.tuples(st.sampled_from(bounds), st.sampled_from(bounds))))
        cuts = [(a, b)]
    for a, b in cuts:
        assert fold_query(text[a:b]) in fold(text)


@given(text=TEXTS, unseen=st.sampled_from(UNSEEN), data=st.data())
def test_unseen_characters_count_for_nothing(text: str, unseen: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert fold(text[:at] + unseen + text[at:]) == fold(text)


@given(text=TEXTS)
def test_spans_lead_back_to_the_text(text: str) -> None:
    folded, origins = fold_spans(text)
    assert folded == fold(text)
    assert len(origins) == len(folded) + 1
    assert origins == sorted(origins)
    assert all(0 <= origin <= len(text) for origin in origins)


@given(text=st.text(st.sampled_from("กขabc12๓ -\n"), max_size=40))
def test_a_character_that_stays_itself_is_led_back_to_itself(text: str) -> None:
    folded, origins = fold_spans(text)
    for char, origin in zip(folded, origins, strict=False):
        assert fold_letters(text[origin]) == char or re.match(r"[\s-]", text[origin])


def test_spans_of_marks_that_were_typed_out_of_order() -> None:
    folded, origins = fold_spans("กน\u0e4d\u0e49า ๑ข")
    assert folded == "กน้ำ1ข"
    assert [origins[i] for i in (0, 1, 4, 5)] == [0, 1, 6, 7]


@pytest.mark.parametrize(
    ("text", "index", "may"),
    [("กา", 1, True), ("ก้า", 1, False), ("ก้า", 2, False), ("เเก", 1, False), ("กก", 1, True)],
)
def test_where_a_text_may_be_cut(text: str, index: int, may: bool) -> None:
    assert is_boundary(text, index) is may
