from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.search.nearness import distance, nearest, one_off

TEXTS = st.text(st.sampled_from("กขคุ่a"), max_size=6)


@given(TEXTS, TEXTS)
def test_distance_is_the_same_from_both_sides_and_0_only_for_the_same(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a) <= max(len(a), len(b))
    assert (distance(a, b) == 0) == (a == b)


@settings(deadline=None)
@given(TEXTS.filter(bool))
def test_every_guess_is_one_mistake_away_and_comes_once(word: str) -> None:
    guesses = list(one_off(word))
    assert len(guesses) == len(set(guesses))
    assert all(distance(word, guess) == 1 for guess in guesses)


def test_the_nearest_name_is_found_and_none_where_all_are_far() -> None:
    names = ["secret", "urgent", "doubtful", "ลับ"]
    assert nearest("secert", names) == "secret"
    assert nearest("doubtfull", names) == "doubtful"
    assert nearest("ab", names) is None
    assert nearest("enclosure", names) is None
    assert nearest("", names) is None


def test_guesses_are_in_the_word_s_own_script_the_likeliest_first() -> None:
    assert "ประชุม" in list(one_off("ประชมุ"))[:6]
    assert all(guess.isascii() for guess in one_off("smart"))
    assert all(guess.isdigit() for guess in one_off("119"))
