from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.terms import Cut, cut, terms_of


class Blanks:
    """A segmenter that cuts where blanks and bars are, so that a test says where words end."""

    name = "blanks"

    def cut(self, text: str) -> list[str]:
        return text.replace("|", " | ").split(" ")


def test_terms_are_folded_words_numbers_and_nothing_between_them() -> None:
    text = "เมือง|อัจฉริยะ (Smart City) ที่ มท ๐๒๐๗.๒/๒๘๗๐๗ ก ณ 5 1,000.50 - ๆ"
    assert terms_of(text, Blanks()) == [
        "เมือง", "อัจฉริยะ", "smart", "city", "ที่", "มท", "0207.2", "28707", "5", "1,000.50",
    ]  # fmt: skip


def test_a_word_that_was_wrapped_is_one_word_and_monsters_are_none() -> None:
    assert terms_of("พัฒ\nนา a\nb " + "9" * 500, Blanks()) == ["พัฒนา", ["a", "b"][0], "b"]


KNOWN = {"เมือง", "อัจฉริยะ", "นัก", "บริหาร", "นักบริหาร", "ตาก", "ลม", "ตา", "กลม", "smart", "119"}


def test_a_string_is_cut_into_the_fewest_known_words() -> None:
    assert cut("เมืองอัจฉริยะ", KNOWN.__contains__) == Cut(("เมือง", "อัจฉริยะ"), True)
    assert cut("นักบริหารเมือง", KNOWN.__contains__) == Cut(("นักบริหาร", "เมือง"), True)
    assert cut("Smartเมือง", KNOWN.__contains__) == Cut(("smart", "เมือง"), True)
    assert set(cut("ตากลม", KNOWN.__contains__).terms) in ({"ตาก", "ลม"}, {"ตา", "กลม"})


def test_characters_that_no_word_covers_are_dropped_while_they_are_few() -> None:
    assert cut("เมืองอัจฉริยะฮฮ", KNOWN.__contains__) == Cut(("เมือง", "อัจฉริยะ"), True)
    assert cut("เมืองฮฮฮฮฮฮ", KNOWN.__contains__) == Cut(("เมือง",), False)
    assert cut("ฮฮฮ", KNOWN.__contains__) == Cut((), False)
    assert cut("smarter", KNOWN.__contains__) == Cut((), False)


def test_a_string_with_digits_never_stands_for_its_words() -> None:
    assert cut("เมือง๑๑๙", KNOWN.__contains__) == Cut(("เมือง", "119"), False)


def test_a_long_string_is_cut_in_no_time() -> None:
    looked_up = 0

    def known(term: str) -> bool:
        nonlocal looked_up
        looked_up += 1
        return term in KNOWN

    assert not cut("เมืองฮ" * 2000, known).whole
    assert looked_up < 20_000


@given(st.text(st.sampled_from(list("กาเมืองี้่1a ")), max_size=30), st.sets(st.text(max_size=4)))
def test_what_a_string_is_cut_into_is_known_and_stands_in_it(text: str, known: set[str]) -> None:
    words = known | {"กา", "เมือง", "a", "1"}
    found = cut(text, words.__contains__)
    assert set(found.terms) <= words
    assert all(term in text.replace(" ", "") or term in text for term in found.terms)
