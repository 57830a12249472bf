"""Dates off scans: the month if one only is near, the year if whole, the day if surely a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.calendar import MONTHS, read_match
from thaidoc.thai.numerals import to_thai
from thaidoc.thai.scanned_date import read_scanned


@given(st.integers(1, 28), st.sampled_from(MONTHS), st.integers(2500, 2570), st.booleans())
def test_a_sound_date_is_read_as_it_is(day: int, month: str, year: int, thai: bool) -> None:
    text = f"{day} {month} {year}"
    text = to_thai(text) if thai else text
    found, exact = read_scanned(text), read_match(text)
    assert found is not None and exact is not None
    assert found.date == exact.date and found.notes == ()


@given(st.text(alphabet="0123456789๐๑๒๓Aeoท.,-", max_size=4), st.integers(2500, 2570))
def test_a_day_is_digits_of_the_years_kind_or_nothing(day: str, year: int) -> None:
    found = read_scanned(f"{day} มีนาคม {year}")
    if found is None or found.date is None or found.date.precision != "day":
        return
    assert day.isascii() and day.isdigit()
    assert found.date.iso.endswith(f"-{int(day):02d}")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("วันที่ ๗ เมษายน ๒๕๖๗", "2024-04-07"),
        ("7เมษายน2567", "2024-04-07"),
        ("7 เมษายน พ.ศ. 2567", "2024-04-07"),
        ("๗ เดือน เมยายน พ.ศ. ๒๕๖๗", "2024-04-07"),
        ("ปี้ กันยวยน 2548", "2005-09"),
        ("32 มกราคม 2550", "2007-01"),
        ("7 เมษายน 256", None),
        ("7 เมษายน 25ธ7", None),
    ],
)
def test_lines_that_are_dates(text: str, iso: str | None) -> None:
    found = read_scanned(text)
    assert found is not None
    assert (found.date.iso if found.date else None) == iso


@pytest.mark.parametrize(
    "text",
    ["กรมที่ดิน 2550", "ถนนสามเสน กทม. 10300", "เจริญกรุง 53", "มีนาคม", "12/2550", "ประจำปี 2567", ""],
)
def test_lines_that_are_none(text: str) -> None:
    assert read_scanned(text) is None
