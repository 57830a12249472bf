import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.list_labels import CountedList, Level, counted, roman


@given(st.integers(1, 3000))
def test_roman_numerals_add_up(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in roman(number)]
    signed = [
        -digit if any(after > digit for after in digits[place + 1 : place + 2]) else digit
        for place, digit in enumerate(digits)
    ]
    assert sum(signed) == number


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [(1, "thaiLetters", "ก"), (3, "thaiLetters", "ค"), (4, "thaiLetters", "ง"),
     (27, "lowerLetter", "aa"), (4, "upperRoman", "IV"), (7, "decimalZero", "07"),
     (5, "bullet", ""), (0, "lowerLetter", "")],
)  # fmt: skip
def test_number_formats(number: int, style: str, label: str) -> None:
    assert counted(number, style) == label


def test_a_number_too_high_for_letters_is_written_in_digits() -> None:
    assert counted(2_000_000_000, "thaiLetters") == "2000000000"
    assert counted(2_000_000_000, "lowerRoman") == "2000000000"


def test_deeper_levels_begin_anew_and_a_list_may_begin_elsewhere() -> None:
    made = CountedList({0: Level(pattern="%1."), 1: Level(3, "thaiLetters", "%1.%2")})
    assert [made.next(level) for level in (0, 1, 1, 0, 1)] == ["1.", "1.ค", "1.ง", "2.", "2.ค"]
    made.begin(0, 9)
    assert made.next(0) == "9."
    assert made.next(0, {0: Level(1, "thaiNumbers", "(%1)")}) == "(๑๐)"
    assert made.next(7) == ""


def test_legal_levels_are_all_in_arabic_digits() -> None:
    made = CountedList(
        {0: Level(1, "thaiNumbers", "%1"), 1: Level(1, "thaiLetters", "%1.%2", legal=True)}
    )
    assert (made.next(0), made.next(1)) == ("๑", "1.1")
