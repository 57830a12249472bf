"""Dates in a query: days, months and years of either era, fiscal years, quarters, and ranges.

A year from 2400 to 2700 is Buddhist, another is Gregorian; two digits are a Buddhist year (62 is
2562). The fiscal year (ปีงบประมาณ) runs from 1 October of the year before to 30 September of the
year it is named after, its four quarters from October on (Budget Procedures Act B.E. 2561,
section 4).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec import Struct

from thaidoc.search.faults import ValueFault
from thaidoc.search.query import FIRST_DAY, LAST_DAY, DateRange, Leaf, typed_text
from thaidoc.thai.calendar import (
    FIRST_BE,
    LAST_BE,
    Period,
    parse_period,
    period,
    to_buddhist_year,
    to_gregorian_year,
)
from thaidoc.thai.numerals import to_arabic

#: from one to another; a dash and ถึง only between blanks, or a dash between two years
_TO = re.compile(r"\.{2,}|…|\s+(?:ถึง|to|[-–—])\s+|(?<=^\d{4})\s*[-–—]\s*(?=\d{4}$)")
_TWO_DIGITS = re.compile(r"(?P<head>(?:.*[^\W\d_][\u0e31-\u0e4e]*[.\s]*)?)'?(?P<year>\d{2})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_QUARTER = re.compile(r"[Qq]?(?P<quarter>[1-4])\s*/\s*(?P<year>\d{4}|\d{2})")
_YEAR = re.compile(r"\d{4}|\d{2}")
#: a range that is typed without a field must show that it is of dates
_BARE_END = re.compile(r".*(?:\d{4}|\d/\d)")
#: a date that is typed with blanks has no more pieces than this: วันศุกร์ที่ 14 เดือน มิ.ย. พ.ศ. 2562
_MOST_PIECES = 13
_PIECE = re.compile(r"[^\s\"“”„‟()]+")
_DAY = timedelta(days=1)
_TODAY = frozenset({"วันนี้", "today"})

_Reader = Callable[[str], Period]


class DateField(Struct, frozen=True):
    """The document's date, looked for by one way to say a time.

    :param names: what a query may call it.
    :param read: the days that a date of this way means.
    :param span: the range that these days stand for.
    :param example: a value it takes.
    :param of: whose days these are, as :class:`~thaidoc.search.query.DateRange` has it.
    """

    key: str
    names: tuple[str, ...]
    read: _Reader
    span: Callable[[Period], DateRange]
    example: str
    ranges: bool = True
    of: str = "date"

    def clause(self, value: Leaf) -> DateRange:
        """The days that a typed value stands for.

        :raises ValueFault: where it is no date, or a range runs backwards.
        """
        days = self.days(typed_text(value))
        return DateRange(days.first, days.last, self.of)

    def days(self, typed: str) -> DateRange:
        """The days that a date or a range stands for.

        :raises ValueFault: as :meth:`clause` does.
        """
        begin, *more = _TO.split(to_arabic(typed).strip())
        if more and not self.ranges:
            raise ValueFault("it takes one date, no range", f"Say {self.names[0]}:{self.example}")
        if not more:
            return self._meant(begin)
        end = more[-1]
        if len(more) > 1 or not (begin.strip() or end.strip()):
            raise ValueFault("the range has neither a beginning nor an end", "Say 2560..2562")
        first = self._meant(begin).first if begin.strip() else FIRST_DAY
        last = self._meant(end).last if end.strip() else LAST_DAY
        if first > last:
            raise ValueFault("the range ends before it begins", "Put the earlier date first")
        return DateRange(first, last)

    def extent(self, text: str, start: int) -> int:
        """Where a value that begins here ends: behind as many words as still are a date."""
        ends = _piece_ends(text, start)
        for end in reversed(ends[1:]):
            try:
                self.days(text[start:end])
            except ValueFault:
                continue
            return end
        return ends[0] if ends else start

    def _meant(self, text: str) -> DateRange:
        try:
            return self.span(self.read(text.strip()))
        except (ValueError, OverflowError) as error:
            if isinstance(error, ValueFault):
                raise
        raise ValueFault(
            f"{text.strip()!r} is not a date", f"Say for example {self.names[0]}:{self.example}"
        )


def day_number(day: date) -> int:
    """A day as the index keeps it.

    >>> day_number(date(2019, 6, 1))
    20190601
    """
    return day.year * 10000 + day.month * 100 + day.day


def days_as_numbers(iso: str | None) -> tuple[int, int] | None:
    """The first and last day of an ISO date cut to what is known; None where it is no date."""
    if iso is None:
        return None
    try:
        covered = period(iso)
    except ValueError:  # a date that a person typed wrong must not hide the document
        return None
    return day_number(covered.first), day_number(covered.last)


def bare_range(text: str) -> DateRange | None:
    """The range that a word is by itself (``2560..2562``), or None."""
    ends = [end for end in re.split(r"\.{2,}|…", to_arabic(text)) if end]
    if ends == [text] or not ends or not all(_BARE_END.match(end) for end in ends):
        return None
    try:
        return DATE_FIELDS[0].days(text)
    except ValueFault:
        return None


def read_date(text: str) -> Period:
    """The days of a date, a month or a year.

    :raises ValueError: where it is none.
    """
    text = to_arabic(text).strip()
    if text.casefold() in _TODAY:
        return Period(date.today(), date.today())
    iso = _ISO_DAY.fullmatch(text)
    if iso and not FIRST_BE <= int(iso[1]) <= LAST_BE:
        day = date(*map(int, iso.groups()))
        return Period(day, day)
    if short := _TWO_DIGITS.fullmatch(text):
        text = f"{short['head']}25{short['year']}"
    elif month := _MONTH_FIRST.fullmatch(text):
        text = f"{month['year']}-{month['month']}"
    found = parse_period(text)
    if found is None:
        raise ValueError(text)
    return found


def read_fiscal_year(text: str) -> Period:
    """The days of a fiscal year.

    >>> read_fiscal_year("2563").first.isoformat(), read_fiscal_year("63").last.isoformat()
    ('2019-10-01', '2020-09-30')

    :raises ValueError: where it is no year.
    """
    year = _gregorian_year(text)
    return Period(date(year - 1, 10, 1), date(year, 9, 30))


def read_quarter(text: str) -> Period:
    """The days of a quarter of a fiscal year; all four where only the year is given.

    >>> read_quarter("2/2563").first.isoformat(), read_quarter("2/2563").last.isoformat()
    ('2020-01-01', '2020-03-31')

    :raises ValueError: where it is none.
    """
    match = _QUARTER.fullmatch(text)
    if not match:
        return read_fiscal_year(text)
    year, quarter = _gregorian_year(match["year"]), int(match["quarter"])
    month = (6 + 3 * quarter) % 12 + 1
    first = date(year - (quarter == 1), month, 1)
    following = date(first.year + month // 10, (month + 2) % 12 + 1, 1)
    return Period(first, following - _DAY)


def written(days: DateRange) -> str:
    """The value of วันที่: that reads as these days.

    >>> written(DateRange(20190601, 20190630)), written(DateRange(20190601, LAST_DAY))
    ('2562-06', '2562-06-01..')
    """
    days = DateRange(days.first, days.last)
    if days.first == FIRST_DAY or days.last == LAST_DAY:
        first = "" if days.first == FIRST_DAY else _written(days.first, 8)
        last = "" if days.last == LAST_DAY else _written(days.last, 8)
        return f"{first}..{last}"
    for size in (4, 6, 8):
        text = _written(days.first, size)
        if _reads_as(text, days):
            return text
    return f"{_written(days.first, 8)}..{_written(days.last, 8)}"


def _reads_as(text: str, days: DateRange) -> bool:
    try:
        return _during(read_date(text)) == days
    except ValueError:
        return False


def _written(number: int, size: int) -> str:
    """A day cut to its year or month, in the Buddhist era where the eras run together."""
    year, month, day = number // 10000, number // 100 % 100, number % 100
    buddhist = to_buddhist_year(year, 1)
    plain = year >= 1941 and buddhist <= LAST_BE
    return f"{buddhist if plain else year:04}-{month:02}-{day:02}"[: {4: 4, 6: 7, 8: 10}[size]]


def _gregorian_year(text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise ValueError(text)
    year = int(text) + (2500 if len(text) == 2 else 0)
    return to_gregorian_year(year) if FIRST_BE <= year <= LAST_BE else year


def _piece_ends(text: str, start: int) -> list[int]:
    """Where the words behind each other end, from a value's beginning on."""
    ends: list[int] = []
    at = start
    while len(ends) < _MOST_PIECES and (piece := _PIECE.match(text, at)):
        ends.append(piece.end())
        at = piece.end()
        while text[at : at + 1].isspace():
            at += 1
    return ends


def _during(period: Period) -> DateRange:
    return DateRange(day_number(period.first), day_number(period.last))


def _after(period: Period) -> DateRange:
    return DateRange(day_number(period.last + _DAY), LAST_DAY)


def _since(period: Period) -> DateRange:
    return DateRange(day_number(period.first), LAST_DAY)


def _before(period: Period) -> DateRange:
    return DateRange(FIRST_DAY, day_number(period.first - _DAY))


def _until(period: Period) -> DateRange:
    return DateRange(FIRST_DAY, day_number(period.last))


#: every way to say a time; the first is the one that trees are written with
DATE_FIELDS: tuple[DateField, ...] = (
    DateField(
        "date",
        ("วันที่", "ลงวันที่", "เดือน", "ปี", "date", "month", "year"),
        read_date,
        _during,
        "14/6/2562",
    ),
    DateField("fiscal", ("ปีงบ", "ปีงบประมาณ", "fiscal"), read_fiscal_year, _during, "2563"),
    DateField("quarter", ("ไตรมาส", "quarter"), read_quarter, _during, "2/2563"),
    DateField("after", ("หลัง", "after"), read_date, _after, "1/6/62", ranges=False),
    DateField("since", ("ตั้งแต่", "since"), read_date, _since, "มิ.ย.2562", ranges=False),
    DateField("before", ("ก่อน", "before"), read_date, _before, "1/6/62", ranges=False),
    DateField("until", ("จนถึง", "until"), read_date, _until, "30/9/62", ranges=False),
    DateField(
        "deadline",
        ("กำหนด", "ครบกำหนด", "deadline", "due"),
        read_date,
        _during,
        "30/9/2562",
        of="deadline",
    ),
)
