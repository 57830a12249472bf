"""Thai dates: every written form of every day reads as the right Gregorian day."""

import calendar as gregorian
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_thai

#: พ.ศ. 2400 to 2700 as Gregorian days: the Buddhist year 2400 began on 1 April 1857
DAYS = st.dates(date(1857, 4, 1), date(2157, 12, 31))


def mixed(draw: st.DrawFn, text: str) -> str:
    """The text with each digit Thai or Arabic by chance."""
    return "".join(to_thai(c) if c.isdigit() and draw(st.booleans()) else c for c in text)


@st.composite
def written(draw: st.DrawFn) -> tuple[date, str]:
    """A day and one of the forms it is written in."""
    day = draw(DAYS)
    year = calendar.to_buddhist_year(day.year, day.month)
    full, short = calendar.MONTHS[day.month - 1], calendar.SHORT_MONTHS[day.month - 1]
    era = draw(st.sampled_from(["", "พ.ศ. ", "พ.ศ.", "พุทธศักราช ", "พ. ศ. "]))
    form = draw(
        st.sampled_from(
            [
                f"{day.day} {full} {era}{year}",
                f"{day.day}  เดือน {full} {era}{year}",
                f"{day.day} {short} {year}",
                f"{day.day} {short}{year}",
                f"{day.day} {short.rstrip('.')} {year}",
                f"{day.day} {short.replace('.', '')} {year}",
                f"{day.day} {short.replace('.', '. ').strip()} {year}",
                f"{day.day}/{day.month}/{year}",
                f"{day.day:02d}-{day.month:02d}-{year}",
                f"{day.day:02d} {full} {year}",
            ]
        )
    )
    lead = draw(st.sampled_from(["", "วันที่ ", "ลงวันที่ ", "วันศุกร์ที่ ", "ณ วันที่ ", "  "]))
    return day, mixed(draw, lead + form)


@given(written())
@example((date(1928, 2, 1), "1 ก.พ. 2470"))
@example((date(1927, 4, 1), "1 เม.ย. 2470"))
@example((date(1932, 6, 24), "๒๔ มิถุนายน ๒๔๗๕"))
@example((date(1941, 1, 1), "1 ม.ค. 2484"))
@example((date(2024, 2, 29), "29 ก.พ. 2567"))
@example((date(1928, 2, 29), "29 กุมภาพันธ์ 2470"))
@example((date(2026, 4, 7), "7 เมษายน ๒๕๖9"))
def test_every_written_form_gives_the_day(case: tuple[date, str]) -> None:
    day, text = case
    found = calendar.read(text)
    assert found is not None
    assert found.iso == day.isoformat()
    assert found.precision == "day"
    assert found.be_year == calendar.to_buddhist_year(day.year, day.month)


@given(DAYS, st.booleans(), st.booleans())
def test_formatting_and_reading_again_is_the_identity(day: date, short: bool, thai: bool) -> None:
    text = calendar.format_be(day.isoformat(), short=short, thai_digits=thai)
    found = calendar.read(text)
    assert found is not None
    assert found.iso == day.isoformat()
    assert calendar.format_be(found.iso, short=short, thai_digits=thai) == text


@given(DAYS)
def test_months_and_years_come_back_too(day: date) -> None:
    for iso in (day.isoformat()[:7], str(day.year)):
        found = calendar.read(calendar.format_be(iso, short=False))
        assert found is not None
        assert found.iso == iso


@given(written(), st.text(alphabet="กขคง ,", max_size=12), st.text(alphabet="กขคง ,", max_size=12))
def test_a_date_is_found_inside_a_sentence(case: tuple[date, str], before: str, after: str) -> None:
    day, text = case
    found = calendar.find(f"{before} {text} {after}")
    assert [m.date.iso for m in found] == [day.isoformat()]


@given(st.integers(2400, 2700), st.integers(1, 12))
def test_the_old_year_began_in_april(year: int, month: int) -> None:
    expected = year - 542 if month <= 3 and year < 2484 else year - 543
    assert calendar.to_gregorian_year(year, month) == expected
    if not (year == 2483 and month <= 3):  # the year of nine months had no January to March
        assert calendar.to_buddhist_year(expected, month) == year


@pytest.mark.parametrize(
    ("text", "iso", "note"),
    [
        ("31 ก.พ. 2562", "2019-02", "impossible-date"),
        ("29 กุมภาพันธ์ ๒๕๖๖", "2023-02", "impossible-date"),
        ("๑๔ มิ.ย. ๖๒", "2019-06-14", "two-digit-year"),
        ("14 ม.ค.62", "2019-01-14", "two-digit-year"),
        ("3 กุมภาพันธ์ 2483", "1941-02-03", "short-2483"),
        ("14 June 2019", "2019-06-14", "gregorian-year"),
    ],
)
def test_what_is_odd_is_said(text: str, iso: str, note: str) -> None:
    match = calendar.read_match(text)
    assert match is not None
    assert match.date.iso == iso
    assert note in match.notes


@pytest.mark.parametrize(
    ("text", "iso", "precision"),
    [
        ("มิถุนายน  2562", "2019-06", "month"),
        ("มีนาคม พ.ศ. ๒๕๕๒", "2009-03", "month"),
        ("พ.ศ. ๒๕๖๐", "2017", "year"),
        ("๓o มีนาคม ๒๕๖๑", "2018-03-30", "day"),
        ("5 ต.ค 2550", "2007-10-05", "day"),
    ],
)
def test_what_is_known_is_kept(text: str, iso: str, precision: str) -> None:
    found = calendar.read(text)
    assert found is not None
    assert (found.iso, found.precision) == (iso, precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ก.พ.",
        "สำนักงาน ก.พ. 2550",
        "มท 0810.3/ว 2562",
        "0-2241-9000-18",
        "14/2562",
        "32/13/2562",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert calendar.read(text) is None
    assert calendar.find(text) == []


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for match in calendar.find(text):
        assert 0 <= match.start < match.end <= len(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2562", "2019-01-01", "2019-12-31"),
        ("2562-06", "2019-06-01", "2019-06-30"),
        ("๒๕๖๒-๐๖", "2019-06-01", "2019-06-30"),
        ("มิ.ย.2562", "2019-06-01", "2019-06-30"),
        ("มิถุนายน 2562", "2019-06-01", "2019-06-30"),
        ("14/6/2562", "2019-06-14", "2019-06-14"),
        ("2019-06-14", "2019-06-14", "2019-06-14"),
        ("2470", "1927-04-01", "1928-03-31"),
        ("2483", "1940-04-01", "1940-12-31"),
    ],
)
def test_a_period_has_its_days(text: str, first: str, last: str) -> None:
    period = calendar.parse_period(text)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@given(st.integers(2400, 2700))
def test_the_periods_of_a_year_are_its_months(year: int) -> None:
    whole = calendar.parse_period(str(year))
    assert whole is not None
    months = [calendar.parse_period(f"{year}-{m:02d}") for m in range(1, 13)]
    days = {m.first for m in months if m} | {m.last for m in months if m}
    if year != 2483:
        assert (min(days), max(days)) == (whole.first, whole.last)


def test_an_impossible_day_is_no_period() -> None:
    assert calendar.parse_period("31 ก.พ. 2562") is None
    assert calendar.parse_period("ขขข") is None


def test_months_have_their_lengths() -> None:
    for month in range(1, 13):
        period = calendar.parse_period(f"2567-{month:02d}")
        assert period is not None
        assert period.last.day == gregorian.monthrange(2024, month)[1]
