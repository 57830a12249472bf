from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.nearness import distance
from thaidoc.search.spelling import corrections
from thaidoc.thai.fold import fold_query

KNOWN = {"เมือง", "อัจฉริยะ", "ประชุม", "ประชา", "ชน", "กรม", "smart", "งบประมาณ"}


def first(word: str) -> str | None:
    return next(corrections(word, KNOWN.__contains__), None)


def test_one_mistake_in_one_of_several_words_is_mended() -> None:
    assert first("ประชมุ") == "ประชุม"
    assert first("เมืองอัจฉรียะ") == "เมืองอัจฉริยะ"
    assert first("เมอืงอัจฉริยะ") == "เมืองอัจฉริยะ"
    assert first("กรมประชาชนประชุมม") == "กรมประชาชนประชุม"
    assert first("Smrat") == "smart"
    assert first("งบประมาน") == "งบประมาณ"


def test_two_mistakes_and_what_is_no_word_are_left_alone() -> None:
    assert first("ประซมุฮ") is None
    assert first("") is first("ก") is first("a b") is first("ฮ" * 80) is None


def test_what_every_document_has_needs_no_mending() -> None:
    assert first("เมืองประชุม") is None


def test_it_ends_after_so_many_guesses() -> None:
    asked: list[str] = []

    def known(term: str) -> bool:
        asked.append(term)
        return len(term) == 2

    assert list(corrections("ฟหกดเาสวง" * 6, known)) or len(asked) < 15_000
    assert len(asked) < 15_000


KNOWN_WORDS = st.sets(st.text(st.sampled_from("กขคม"), min_size=2, max_size=3))


@given(st.text(st.sampled_from("กขคมุ่งเ"), max_size=8), KNOWN_WORDS)
def test_every_correction_is_near_and_comes_once(word: str, known: set[str]) -> None:
    found = list(corrections(word, known.__contains__))
    assert len(found) == len(set(found))
    assert all(distance(fold_query(word), other) == 1 for other in found)
