"""When the archive took letters in, and under which running number: its own register of receipts.

The number counts what was added in a Buddhist year, from 1, over the whole archive and by the event
log, which is only ever appended to: it is the same in every export, and a letter that is left out
(a secret one, one that a search does not find) leaves a gap, as in a register kept by hand. A
number that an office stamped on paper is another one.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

from thaidoc.archive import events
from thaidoc.archive.store import Archive
from thaidoc.thai.calendar import to_buddhist_year

#: Thailand's zone, which has no summer time: a day of the register is a day there
_THAILAND = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A running number, the Buddhist year that it counts in, and the day."""

    number: int
    year: int
    day: date


def receipts(archive: Archive) -> dict[str, Receipt]:
    """The receipt of each document, by the event log; of one added twice the later."""
    found: dict[str, Receipt] = {}
    counts: dict[int, int] = {}
    for event, _ in events.read(archive.events):
        if event.act != "added" or event.id is None or event.outcome != "success":
            continue
        day = _day(event.at)
        if day is None:
            continue
        year = to_buddhist_year(day.year, day.month)
        counts[year] = counts.get(year, 0) + 1
        found[event.id] = Receipt(counts[year], year, day)
    return found


def _day(at: str) -> date | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:  # written by hand
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(_THAILAND).date()
