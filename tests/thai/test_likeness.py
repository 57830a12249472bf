"""Words read off scans: marks weigh little, letters of one shape half, others a whole."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.calendar import MONTHS
from thaidoc.thai.likeness import likest_beginning, nearest, unlikeness

WORDS = st.sampled_from(["เรื่อง", "เรียน", "อ้างถึง", "สิ่งที่ส่งมาด้วย", *MONTHS])
TEXTS = st.text(alphabet="เรื่องียนสิกวดตมบ ้1", max_size=20)


@pytest.mark.parametrize(
    ("nearer", "further", "word"),
    [
        ("เรือง", "เรื่ซง", "เรื่อง"),
        ("เรื่ซง", "เมือง", "เรื่อง"),
        ("เรียบ", "เขียน", "เรียน"),
        ("ดุลาคม", "สุลาคม", "ตุลาคม"),
        ("กันยวยน", "กันขขยน", "กันยายน"),
    ],
)
def test_what_scanners_confuse_is_nearer(nearer: str, further: str, word: str) -> None:
    assert 0 < unlikeness(nearer, word) < unlikeness(further, word)


@given(WORDS, TEXTS)
def test_only_the_word_itself_costs_nothing(word: str, text: str) -> None:
    assert unlikeness(word, word) == 0
    assert (unlikeness(text, word) == 0) is (text == word)


@given(WORDS, TEXTS)
def test_a_word_is_found_before_whatever_follows(word: str, text: str) -> None:
    end, cost = likest_beginning(word + text, word)
    assert cost == 0 and end == len(word)


@given(WORDS, st.data())
def test_a_lost_mark_is_still_found(word: str, data: st.DataObject) -> None:
    marks = [
        i for i, c in enumerate(word) if "\u0e34" <= c <= "\u0e3a" or "\u0e47" <= c <= "\u0e4e"
    ]
    if not marks:
        return
    lost = data.draw(st.sampled_from(marks))
    assert nearest(word[:lost] + word[lost + 1 :], [word, "กรมที่ดิน"], 0.5) == word


@given(st.lists(WORDS, min_size=1, unique=True), TEXTS)
def test_two_words_equally_near_are_none(words: list[str], text: str) -> None:
    found = nearest(text, words, 1.0)
    if found is not None:
        others = [unlikeness(text, word) for word in words if word != found]
        assert all(cost - unlikeness(text, found) >= 0.4 for cost in others)


@given(WORDS, TEXTS, st.sampled_from([0.0, 0.5, 0.9, 1.4, 2.6]))
def test_a_limit_only_leaves_out_what_costs_more(word: str, text: str, limit: float) -> None:
    whole, (end, beginning) = unlikeness(text, word), likest_beginning(text, word)
    assert unlikeness(text, word, limit) == (whole if whole <= limit else inf)
    found = likest_beginning(text, word, limit)
    assert found == (end, beginning) if beginning <= limit else found[1] == inf


def test_no_month_is_near_to_another() -> None:
    for month in MONTHS:
        assert nearest(month, MONTHS, 1.35) == month
        assert nearest(month, [m for m in MONTHS if m != month], 1.35) is None
