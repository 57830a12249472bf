"""Thai dates: Buddhist-era years, Thai month names, and the old new year.

The Buddhist era is 543 years ahead of the Gregorian one from 1 January 1941 (พ.ศ. 2484) on. Before
that the year began on 1 April, so January to March of พ.ศ. 2483 and earlier belong to the
Gregorian year 542 behind (royal decree of 6 September 1940). Days are told apart only from what is
written: a blank day gives a month, an impossible one is never rounded.
"""

import calendar as gregorian
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from thaidoc.record import Precision, ThaiDate
from thaidoc.thai.numerals import to_arabic, to_thai
from thaidoc.thai.pattern import Pattern
from thaidoc.thai.spans import Taken

#: month names as officially written, January first
MONTHS: tuple[str, ...] = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
#: their short forms, January first
SHORT_MONTHS: tuple[str, ...] = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: a year from here to there is Buddhist, one below is Gregorian
FIRST_BE, LAST_BE = 2400, 2700
_FIRST_CE, _LAST_CE = 1850, 2160
#: from this Buddhist year on, the year begins on 1 January
_REFORM = 2484

_SHORT = [re.escape(s).replace(r"\.", r"\s*\.?\s*") for s in SHORT_MONTHS]
_FULL = "(?P<full>" + "|".join(MONTHS) + ")"
_MONTH = (
    f"{_FULL}|(?P<short>" + "|".join(f"(?:{s})" for s in _SHORT) + r")"
    "|(?P<english>(?i:" + "|".join(f"{m}[a-z]*" for m in _ENGLISH) + r"))\.?"
)
_ERA = r"(?:(?:พ\s*\.?\s*ศ\s*\.?|พุทธศักราช|ค\s*\.?\s*ศ\s*\.?)\s*)?"
# what may not stand before a day is looked for behind its first digit, for which search is quick
_DAY = r"(?P<day>[0-9oO](?<![\d./-].)[0-9oO]?)"
_YEAR = r"(?P<year>\d{4}|(?P<two>'?\d{2}))(?!\d)"
_WRITTEN = Pattern(rf"{_DAY}\s*(?:เดือน\s*)?(?:{_MONTH})\s*[,.]?\s*{_ERA}{_YEAR}")
_MONTH_YEAR = Pattern(rf"(?:เดือน\s*)?(?:{_MONTH})\s*{_ERA}(?P<year>\d{{4}})(?!\d)")
#: the same in running text, where ก.พ. is February and the civil service commission
_NAMED_MONTH = Pattern(rf"(?:เดือน\s*)?{_FULL}\s*{_ERA}(?P<year>\d{{4}})(?!\d)")
#: how the names of months end
_NAMES_END = ("คม", "ยน", "พันธ์")
_NUMERIC = Pattern(
    r"(?P<day>\d(?<![\d./-].)\d?)\s*(?P<sep>[/.-])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*"
    r"(?P<year>\d{4}|(?P<two>\d{2}))(?![\d/-])"
)
_YEAR_ALONE = Pattern(_ERA + r"(?P<year>\d{4})")
_ISO = Pattern(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_LEAD = Pattern(
    r"^\s*(?:เมื่อ\s*|ลง\s*)?(?:ณ\s*)?(?:วัน\s*(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)\s*(?:ที่)?|วันที่)?\s*"
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A date found in a text: where (character offsets), what, and what is odd about it.

    ``notes``: ``impossible-date`` (31 กุมภาพันธ์: kept as a month), ``short-2483`` (January to
    March of พ.ศ. 2483, a year that had none), ``gregorian-year``, ``two-digit-year``.
    """

    start: int
    end: int
    date: ThaiDate
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


def to_gregorian_year(be_year: int, month: int | None = None) -> int:
    """The Gregorian year of a month (1 to 12) of a Buddhist year.

    >>> to_gregorian_year(2562, 6), to_gregorian_year(2470, 2), to_gregorian_year(2470, 4)
    (2019, 1928, 1927)
    """
    old = month is not None and month <= 3 and be_year < _REFORM
    return be_year - (542 if old else 543)


def to_buddhist_year(year: int, month: int | None = None) -> int:
    """The Buddhist year of a month (1 to 12) of a Gregorian year.

    >>> to_buddhist_year(2019, 6), to_buddhist_year(1928, 2), to_buddhist_year(1941, 1)
    (2562, 2470, 2484)
    """
    old = month is not None and month <= 3 and year < _REFORM - 543
    return year + (542 if old else 543)


def find(text: str) -> list[DateMatch]:
    """All dates of a running text, in order: ``14 มิถุนายน 2562``, ``๑๔ มิ.ย. ๖๒``, ``14/6/2562``.

    A month without a day counts where its name is written out (``มิถุนายน ๒๕๖๒``); a year alone
    does not. Weekday, ``วันที่`` and ``ลงวันที่`` are not part of the match.
    """
    return list(_find(text))


@lru_cache(maxsize=64)
def _find(text: str) -> tuple[DateMatch, ...]:
    """The dates of a text; the last texts are remembered, for several rules ask for one body's."""
    folded = to_arabic(text)
    found: list[DateMatch] = []
    taken = Taken()
    named = any(end in folded for end in _NAMES_END)
    for pattern in (_WRITTEN, _NUMERIC, _NAMED_MONTH) if named else (_WRITTEN, _NUMERIC):
        for match in pattern.ready.finditer(folded):
            made = _from_match(text, match)
            if made and taken.take(match.start(), match.end()):
                found.append(made)
    return tuple(sorted(found, key=lambda m: m.start))


def read(text: str) -> ThaiDate | None:
    """The date that a text is, from ``ลงวันที่`` to its year, or None where it is something else.

    >>> read("วันศุกร์ที่ ๑๔ เดือน มิถุนายน พ.ศ. ๒๕๖๒").iso
    '2019-06-14'
    """
    match = read_match(text)
    return match.date if match else None


def read_match(text: str) -> DateMatch | None:
    """Like :func:`read`, with what is odd about it."""
    stripped = text[_lead(text) :].strip(" \t.,")
    folded = to_arabic(stripped)
    for pattern in (_WRITTEN, _NUMERIC, _MONTH_YEAR):
        match = pattern.ready.fullmatch(folded)
        made = _from_match(stripped, match) if match else None
        if made:
            return made
    return _year_alone(stripped)


def parse_period(text: str) -> Period | None:
    """The days that a date, a month or a year covers; also ISO forms with either era's year.

    >>> parse_period("มิ.ย.2562").last.isoformat(), parse_period("2562-06-14").first.isoformat()
    ('2019-06-30', '2019-06-14')
    """
    iso = _ISO.ready.fullmatch(to_arabic(text).strip())
    found: ThaiDate | None
    if iso:
        day, month = (int(iso[g]) if iso[g] else None for g in ("day", "month"))
        made = _make(text, day, month, int(iso["year"]))
        found = made[0] if made and "impossible-date" not in made[1] else None
    else:
        match = read_match(text)
        found = match.date if match and "impossible-date" not in match.notes else None
    return period(found.iso) if found else None


def period(iso: str) -> Period:
    """The days of an ISO date cut to a day, a month or a year (``2019-06``)."""
    parts = [int(p) for p in iso.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else None
    day = parts[2] if len(parts) > 2 else None
    if month is None:
        return _year_period(year)
    if day is None:
        last = gregorian.monthrange(year, month)[1]
        return Period(date(year, month, 1), date(year, month, last))
    return Period(date(year, month, day), date(year, month, day))


def format_be(iso: str, *, short: bool = True, thai_digits: bool = False) -> str:
    """An ISO date (or month, or year) as a Thai reader writes it.

    >>> format_be("2019-06-14"), format_be("2019-06", short=False), format_be("2019")
    ('14 มิ.ย. 2562', 'มิถุนายน 2562', '2562')
    """
    parts = [int(p) for p in iso.split("-")]
    month = parts[1] if len(parts) > 1 else None
    words = [str(to_buddhist_year(parts[0], month))]
    if month:
        words.insert(0, (SHORT_MONTHS if short else MONTHS)[month - 1])
    if len(parts) > 2:
        words.insert(0, str(parts[2]))
    text = " ".join(words)
    return to_thai(text) if thai_digits else text


def _lead(text: str) -> int:
    match = _LEAD.ready.match(text)
    return match.end() if match else 0


def _month_of(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    if groups.get("month"):
        return int(groups["month"])
    if groups.get("full"):
        return MONTHS.index(groups["full"]) + 1
    if groups.get("english"):
        return _ENGLISH.index(groups["english"][:3].lower()) + 1
    if groups.get("short"):
        letters = re.sub(r"[\s.]", "", groups["short"])
        return [s.replace(".", "") for s in SHORT_MONTHS].index(letters) + 1
    return None


def _from_match(text: str, match: re.Match[str]) -> DateMatch | None:
    groups = match.groupdict()
    numeric = groups.get("sep") is not None
    notes: tuple[str, ...] = ()
    year = int(groups["year"].lstrip("'"))
    if groups.get("two"):
        if numeric and groups["sep"] != "/":
            return None  # 1.2.62 numbers a paragraph
        year, notes = 2500 + year, ("two-digit-year",)
    day = groups.get("day")
    start, end = match.span()
    made = _make(
        text[start:end],
        int(day.lower().replace("o", "0")) if day else None,
        _month_of(match),
        year,
    )
    if made is None:
        return None
    found, odd = made
    if numeric and "impossible-date" in odd:
        return None
    return DateMatch(start, end, found, notes + odd)


def _make(
    raw: str, day: int | None, month: int | None, year: int
) -> tuple[ThaiDate, tuple[str, ...]] | None:
    """A date from its numbers; the year in either era."""
    if month is not None and not 1 <= month <= 12:
        return None
    notes: tuple[str, ...] = ()
    if FIRST_BE <= year <= LAST_BE:
        be_year, ce_year = year, to_gregorian_year(year, month)
        if year == _REFORM - 1 and month is not None and month <= 3:
            notes = ("short-2483",)
    elif _FIRST_CE <= year <= _LAST_CE:
        be_year, ce_year, notes = to_buddhist_year(year, month), year, ("gregorian-year",)
    else:
        return None
    iso, precision = f"{ce_year:04d}", "year"
    if month is not None:
        iso, precision = f"{iso}-{month:02d}", "month"
        if day is not None:
            if 1 <= day <= gregorian.monthrange(ce_year, month)[1]:
                iso, precision = f"{iso}-{day:02d}", "day"
            else:
                notes = (*notes, "impossible-date")
    kind: Precision = "day" if precision == "day" else "month" if precision == "month" else "year"
    return ThaiDate(raw=" ".join(raw.split()), iso=iso, be_year=be_year, precision=kind), notes


def _year_alone(text: str) -> DateMatch | None:
    match = _YEAR_ALONE.ready.fullmatch(to_arabic(text))
    made = _make(text, None, None, int(match["year"])) if match else None
    return DateMatch(0, len(text), made[0], made[1]) if made else None


def _year_period(year: int) -> Period:
    """The days of a Gregorian-numbered year as its Buddhist year had them.

    A Buddhist year before 2484 ran from April to March, and 2483 only to December.
    """
    be_year = year + 543
    if be_year >= _REFORM:
        return Period(date(year, 1, 1), date(year, 12, 31))
    last = date(year, 12, 31) if be_year == _REFORM - 1 else date(year + 1, 3, 31)
    return Period(date(year, 4, 1), last)
