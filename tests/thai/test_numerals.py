"""Thai digits and Arabic ones are the same numbers."""

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.numerals import to_arabic, to_thai


@given(st.integers(0, 10**12))
def test_there_and_back(number: int) -> None:
    assert to_arabic(to_thai(str(number))) == str(number)
    assert int(to_arabic(to_thai(str(number)))) == number


@given(st.text())
def test_lengths_and_other_characters_stay(text: str) -> None:
    assert len(to_arabic(text)) == len(text)
    assert to_arabic(to_arabic(text)) == to_arabic(text)
    assert [c for c in to_thai(text) if c not in "๐๑๒๓๔๕๖๗๘๙"] == [
        c for c in text if c not in "0123456789๐๑๒๓๔๕๖๗๘๙"
    ]
