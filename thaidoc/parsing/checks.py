"""What the fields say about each other: doubts that no field can see by itself.

A number's code belongs to one ministry or province, a letter cites only what was written before it,
nobody dates a letter tomorrow. Where that does not hold something was misread or mistyped; nothing
is changed, a person is told.
"""

import re
from datetime import date
from typing import cast

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter
from thaidoc.record import Citation, Issuer, Reference, ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.names import ministry_names, owner_of, province_codes
from thaidoc.thai.numerals import to_arabic

_BUDDHIST = re.compile(r"(?:พ\s?\.?\s?ศ\s?\.?|พุทธศักราช)\s*(?P<year>\d{4})(?!\d)")
_GREGORIAN = re.compile(r"(?:ค\s?\.?\s?ศ\s?\.?|คริสต์ศักราช)\s*(?P<year>\d{4})(?!\d)")


def check(letter: Letter, draft: Draft, today: date | None = None) -> None:
    """Warn of fields that contradict each other.

    :param today: the day after which no letter can be dated; the computer's own if None.
    """
    _check_code(draft)
    _check_dates(letter, draft, today or date.today())
    _check_order(draft)
    _check_citations(draft)


def _check_code(draft: Draft) -> None:
    """Whether the letterhead names another ministry or province than the number's code."""
    reference = cast(Reference | None, draft.values.get("reference"))
    issuer = cast(Issuer | None, draft.values.get("issuer"))
    if reference is None or issuer is None or not reference.prefix:
        return
    owner = owner_of(reference.prefix.split(" ")[0])
    named = _owners_named(issuer.lines, owner)
    if owner and named and owner not in named:
        draft.warn(
            "reference-code-differs",
            f"{reference.prefix} is the code of {owner}, the letterhead names {', '.join(named)}",
            "reference",
        )


def _owners_named(lines: list[str], owner: str | None) -> list[str]:
    """The ministries that lines begin with, or the provinces they name for a province's code."""
    if owner is not None and owner.startswith("จังหวัด"):
        text = "\n".join(lines)
        if "จังหวัด" not in text:
            return []
        provinces = [f"จังหวัด{name}" for name in province_codes().values()]
        return sorted({name for name in provinces if name in text})
    text = "\n" + "\n".join(lines)
    return [name for name in ministry_names() if f"\n{name}" in text]


def _check_dates(letter: Letter, draft: Draft, today: date) -> None:
    found = cast(ThaiDate | None, draft.values.get("date"))
    if found is None:
        return
    if calendar.period(found.iso).first > today:
        draft.warn("date-in-future", f"the date is still to come: {found.raw}", "date")
    others = {
        match.date.iso
        for row in letter.rows("date")
        for match in calendar.find(row.text)
        if match.date.precision == "day"
    }
    if found.precision == "day" and others - {found.iso}:
        raw = ", ".join(sorted(others | {found.iso}))
        draft.warn("dates-differ", f"the head has more than one date: {raw}", "date")
    written = to_arabic(letter.passage("date").text)
    for pattern, era in ((_BUDDHIST, "พ.ศ."), (_GREGORIAN, "ค.ศ.")):
        year = pattern.search(written)
        if year and (int(year["year"]) < calendar.FIRST_BE) == (pattern is _BUDDHIST):
            draft.warn("date-era-mixed", f"{era} {year['year']} is a year of the other era", "date")


def _check_order(draft: Draft) -> None:
    """Whether an order's ``35/2562`` has the year of its date."""
    reference = cast(Reference | None, draft.values.get("reference"))
    found = cast(ThaiDate | None, draft.values.get("date"))
    if reference and found and reference.year and reference.year != found.be_year:
        draft.warn(
            "reference-year-differs",
            f"the number has the year {reference.year}, the date {found.be_year}",
            "reference",
        )


def _check_citations(draft: Draft) -> None:
    """Whether a letter refers to one that was written after it."""
    found = cast(ThaiDate | None, draft.values.get("date"))
    if found is None:
        return
    last = calendar.period(found.iso).last
    for index, cited in enumerate(cast(list[Citation], draft.values.get("references", []))):
        if cited.date is not None and calendar.period(cited.date.iso).first > last:
            draft.warn(
                "citation-after-date",
                f"refers to a letter of {cited.date.raw}, which is after its own date {found.raw}",
                f"references.{index}",
            )
