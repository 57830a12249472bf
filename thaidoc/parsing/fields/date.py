"""The letter's date: in the head of a letter, in the seal of a stamped one, behind an order.

The day is often stamped or written by hand. On a scan it counts only where it is surely a number;
else the date is that of its month, and a warning says what stands there.
"""

import re
from dataclasses import dataclass

import msgspec

from thaidoc.parsing.draft import SURE_DIGIT, SURE_NUMBER, Draft
from thaidoc.parsing.passage import Passage, Place
from thaidoc.parsing.zones import Letter
from thaidoc.record import ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.scanned_date import ScannedDate, read_scanned

#: kinds that always carry a date
_DATED = frozenset({"external-letter", "stamped-letter", "memo", "order", "announcement"})
_BLANK = re.compile(r"^[\s.…_]+")
#: what stands at a date's beginning for its day, and its year at its end
_DAY = re.compile(r"[0-9๐-๙]{1,2}(?![0-9๐-๙])|\S{1,5}(?=\s)")
_YEAR = re.compile(r"[0-9๐-๙]{2,4}$")
#: notes of a date that was not read as it is written
_DAMAGED = frozenset({"unsure-day", "damaged-month"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A date in a line, with where it stands there and what is odd about it."""

    date: ThaiDate
    place: Passage
    notes: tuple[str, ...]


def read_date(letter: Letter, draft: Draft) -> None:
    """Set ``date``: the first whole date of its zone."""
    for passage in letter.rows("date"):
        found = _read(passage, letter.document.ocr)
        if found is None:
            continue
        whole = found.date.precision == "day" and not found.notes
        sure = 0.97 if whole else 0.75 if _DAMAGED & set(found.notes) else 0.9
        draft.set("date", found.date, _place(found), sure)
        if "unsure-day" in found.notes:
            day = _DAY.match(found.place.text)
            end = day.end() if day else None
            where = found.place.place(0, end)
            least = min(where.sure, found.place.all_sure(0, end))
            draft.mark("date.day", msgspec.structs.replace(where, sure=least), 1.0)
        _warn(draft, found)
        year = _YEAR.search(found.place.text) if letter.document.ocr else None
        if year and found.place.least_sure(year.start()) < SURE_DIGIT:
            draft.warn("date-doubtful", f"the year may be misread: {found.date.raw}", "date")
        return
    text = letter.passage("date").text
    if text:
        draft.warn("date-unreadable", f"the date is not in a known form: {text}", "date")
    elif letter.kind in _DATED:
        draft.warn("date-missing", "no date was found", "date")


def _place(found: _Found) -> Place:
    """Where a date stands; one that is cut to its month is as sure as that."""
    day = _DAY.match(found.place.text) if "unsure-day" in found.notes else None
    return found.place.place(day.end()) if day else found.place.place()


def _read(passage: Passage, scanned: bool) -> _Found | None:
    blank = _BLANK.match(passage.text)
    dated = passage.cut(blank.end() if blank else 0)
    match: calendar.DateMatch | ScannedDate | None = None
    if scanned:
        match = read_scanned(dated.text)
    if match is None:
        match = calendar.read_match(dated.text) or next(iter(calendar.find(dated.text)), None)
    if match is None:
        match = read_scanned(dated.text)
    if match is None or match.date is None:
        return None
    start = dated.text.find(match.date.raw)
    end = start + len(match.date.raw)
    place = dated.cut(start, end) if start >= 0 else dated
    return _without_unsure_day(_Found(match.date, place, match.notes), scanned)


def _without_unsure_day(found: _Found, scanned: bool) -> _Found:
    """The date cut to its month where a digit of its day was read unsurely."""
    day = _DAY.match(found.place.text)
    if not scanned or day is None or found.date.precision != "day":
        return found
    if found.place.all_sure(day.start(), day.end()) >= SURE_NUMBER:
        return found
    month = msgspec.structs.replace(found.date, iso=found.date.iso[:7], precision="month")
    return _Found(month, found.place, ("unsure-day", *found.notes))


def _warn(draft: Draft, found: _Found) -> None:
    raw, notes = found.date.raw, found.notes
    if "unsure-day" in notes:
        draft.warn("date-day-unreadable", f"the day is not sure: {found.place.text}", "date")
    elif "impossible-date" in notes:
        draft.warn("date-impossible", f"there is no such day: {raw}", "date")
    elif found.date.precision == "month":
        draft.warn("date-day-blank", "the day is blank", "date")
    elif found.date.precision == "year":
        draft.warn("date-month-blank", "day and month are blank", "date")
    if "damaged-month" in notes:
        draft.warn("date-damaged", f"the month was read from {raw}", "date")
    if "short-2483" in notes:
        draft.warn("date-short-2483", f"the year 2483 had no January to March: {raw}", "date")
    if "two-digit-year" in notes:
        draft.warn("date-two-digit-year", f"the century is not written: {raw}", "date")
