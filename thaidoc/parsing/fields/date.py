"""The letter's date: in the head of a letter, in the seal of a stamped one, behind an order."""

import re

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter
from thaidoc.thai import calendar

#: kinds that always carry a date
_DATED = frozenset({"external-letter", "stamped-letter", "memo", "order", "announcement"})
_BLANK = re.compile(r"^[\s.…_]+")


def read_date(letter: Letter, draft: Draft) -> None:
    """Set ``date``: the first whole date of its zone."""
    for passage in letter.rows("date"):
        blank = _BLANK.match(passage.text)
        dated = passage.cut(blank.end() if blank else 0)
        match = calendar.read_match(dated.text) or next(iter(calendar.find(dated.text)), None)
        if match is None:
            continue
        start = dated.text.find(match.date.raw)
        place = dated.place(max(start, 0), start + len(match.date.raw) if start >= 0 else None)
        sure = 0.97 if match.date.precision == "day" and not match.notes else 0.9
        draft.set("date", match.date, place, sure)
        _warn(draft, match)
        return
    text = letter.passage("date").text
    if text:
        draft.warn("date-unreadable", f"the date is not in a known form: {text}", "date")
    elif letter.kind in _DATED:
        draft.warn("date-missing", "no date was found", "date")


def _warn(draft: Draft, match: calendar.DateMatch) -> None:
    raw = match.date.raw
    if "impossible-date" in match.notes:
        draft.warn("date-impossible", f"there is no such day: {raw}", "date")
    elif match.date.precision == "month":
        draft.warn("date-day-blank", "the day is blank", "date")
    elif match.date.precision == "year":
        draft.warn("date-month-blank", "day and month are blank", "date")
    if "short-2483" in match.notes:
        draft.warn("date-short-2483", f"the year 2483 had no January to March: {raw}", "date")
    if "two-digit-year" in match.notes:
        draft.warn("date-two-digit-year", f"the century is not written: {raw}", "date")
