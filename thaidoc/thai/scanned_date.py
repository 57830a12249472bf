"""Dates as recognisers read them: a month misspelt, a day that was stamped or written by hand.

``ท8 ตุลาคม 2550`` is a date line, and its month and year are certain; its day is not, and a wrong
day is worse than none. So a day counts only where it is digits and nothing else, of the same kind
(Thai or Arabic) as the year's: a typist keeps to one kind, a recogniser that meets a pen stroke
does not. A month counts where only one month's name is near what was read, a year where all four
of its digits are there.
"""

import re
from dataclasses import dataclass

import msgspec

from thaidoc.record import ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.likeness import nearest, unlikeness
from thaidoc.thai.numerals import to_arabic

_SHAPE = re.compile(
    r"(?:วัน\s?[ก-๎]{1,12}\s+)?(?P<day>\S{0,5}?)\s*(?:เดือน\s*)?(?P<month>[ก-ฮเ-ไ][ก-๎]{3,13})\s*"
    r"(?:พ\s?\.?\s?ศ\s?\.?\s*)?(?P<year>[2๒][0-9๐-๙](?:\S{0,3}|\s?[0-9๐-๙]{2}))"
)
_SURE_YEAR = re.compile(r"2[3-6]\d\d")
_SURE_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])")
_JUNK = " \t.,-–—_…'\"‘’“”`|"
#: how much of a month's name may be wrong
_MONTH_LIMIT = 1.35
#: a line with a date is not longer than this
_LINE = 45


@dataclass(frozen=True, slots=True)
class ScannedDate:
    """A line that is a date. ``date`` is None where its year is not sure.

    ``notes``: ``unsure-day`` (something stands for the day, but not surely a number),
    ``damaged-month``, and those of :class:`thaidoc.thai.calendar.DateMatch`.
    """

    raw: str
    date: ThaiDate | None
    notes: tuple[str, ...] = ()


def read_scanned(text: str) -> ScannedDate | None:
    """The date that a line of a scan is, as far as it is sure; None for what is no date line.

    >>> found = read_scanned("ท8 ดุลาคม 2550")
    >>> found.date.iso, found.notes
    ('2007-10', ('unsure-day', 'damaged-month'))
    """
    if len(text) > _LINE:
        return None
    line = " ".join(text.split()).rstrip(_JUNK)
    shaped = _SHAPE.fullmatch(line)
    if shaped is None:
        return None
    month = nearest(shaped["month"], calendar.MONTHS, _MONTH_LIMIT)
    if month is None:
        return None
    raw = line[shaped.start("day") :].lstrip(_JUNK)
    damaged = ("damaged-month",) if unlikeness(shaped["month"], month) else ()
    year = re.sub(r"\s", "", to_arabic(shaped["year"]))
    if not _SURE_YEAR.fullmatch(year):
        return ScannedDate(raw, None, damaged)
    day, unsure = _day(shaped["day"], shaped["year"])
    match = calendar.read_match(f"{day} {month} {year}")
    if match is None:
        return ScannedDate(raw, None, damaged)
    date = msgspec.structs.replace(match.date, raw=raw)
    return ScannedDate(raw, date, (*unsure, *damaged, *match.notes))


def _day(written: str, year: str) -> tuple[str, tuple[str, ...]]:
    """The day as Arabic digits where it is sure, else nothing, and the note that says so."""
    bare = written.strip(_JUNK)
    if not bare:
        return "", ()
    if bare == written and _SURE_DAY.fullmatch(to_arabic(bare)) and _one_kind(bare + year):
        return to_arabic(bare), ()
    return "", ("unsure-day",)


def _one_kind(digits: str) -> bool:
    """Whether all digits are Thai, or all are Arabic."""
    return not (re.search("[0-9]", digits) and re.search("[๐-๙]", digits))
