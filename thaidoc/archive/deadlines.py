"""By when letters want something done: all deadlines of an archive by date, each once.

The forms of one letter give a deadline once. In a calendar file (iCalendar, RFC 5545) a deadline is
a day without hours; the same archive gives the same bytes, and a deadline that is taken in again
replaces itself, for its identity follows from the letter.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version

from thaidoc.archive import events
from thaidoc.archive.citations import Due
from thaidoc.archive.identity import is_same
from thaidoc.archive.mentions import Letter
from thaidoc.archive.resemblance import skeleton
from thaidoc.archive.resolution import Resolver
from thaidoc.archive.store import Archive
from thaidoc.thai.calendar import period

#: no letter was added before, so this stands where the log does not say when one was
_UNLOGGED = datetime(1970, 1, 1, tzinfo=UTC)


def deadlines(resolver: Resolver, first: date | None = None, last: date | None = None) -> list[Due]:
    """The deadlines by date, each letter's once; those without a date at the end.

    :param first: and ``last``: only those from this day on, to that one; then only dated ones. A
        deadline of which only the month is known is in it where any of its days is.
    """
    found: dict[tuple[str | None, str], list[Due]] = {}
    for due in resolver.citations.due():
        if (first or last) and not _is_within(due.iso, first, last):
            continue
        alike = found.setdefault((due.iso, skeleton(due.raw)), [])
        if not any(_is_one(resolver, due.letter, other.letter) for other in alike):
            alike.append(due)
    every = [due for alike in found.values() for due in alike]
    return sorted(every, key=lambda due: (due.iso is None, due.iso or "", due.letter.key))


def calendar_file(dues: Iterable[Due], changed: Mapping[str, datetime]) -> bytes:
    """Deadlines as an iCalendar file; those without a date are left out.

    :param changed: when each document was added or last changed: :func:`changes`.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", f"-//thaidoc//thaidoc {version('thaidoc')}//TH")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    seen: dict[str, int] = {}
    for due in dues:
        if due.iso is None:
            continue
        letter, day = due.letter, period(due.iso).last
        event = Event()
        event.add("uid", _uid(due, seen))
        event.add("dtstamp", changed.get(letter.id, _UNLOGGED))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", " ".join(filter(None, ("กำหนด:", letter.subject or letter.number))))
        event.add("description", _description(due))
        event.add("transp", "TRANSPARENT")
        if letter.secrecy:
            event.add("class", "CONFIDENTIAL")
        made.add_component(event)
    return bytes(made.to_ical())


def changes(archive: Archive) -> dict[str, datetime]:
    """When each document was added or last changed, by the event log."""
    acts = ("added", "reparsed", "corrected")
    found = {}
    for event, _ in events.read(archive.events):
        if event.id and event.act in acts:
            try:
                found[event.id] = datetime.fromisoformat(event.at).astimezone(UTC)
            except ValueError:  # written by hand
                continue
    return found


def _is_within(iso: str | None, first: date | None, last: date | None) -> bool:
    if iso is None:
        return False
    days = period(iso)
    return (first is None or days.last >= first) and (last is None or days.first <= last)


def _is_one(resolver: Resolver, one: Letter, other: Letter) -> bool:
    """Whether two letters that give one deadline in the same words are one letter."""
    if is_same(one.identity, other.identity):
        return True
    if one.identity.is_known and other.identity.is_known:
        return False
    if skeleton(one.subject or "") != skeleton(other.subject or ""):
        return False
    return other.key in {form.key for form in resolver.forms(one)}


def _uid(due: Due, seen: dict[str, int]) -> str:
    """An identity that stays while the letter does: of its number and day, else of its bytes."""
    known, letter = due.letter.identity, due.letter
    told = f"{known.number} {known.date}" if known.is_known else f"{letter.id} {letter.part}"
    digest = hashlib.sha256(f"{told} {skeleton(due.raw)}".encode()).hexdigest()[:24]
    seen[digest] = seen.get(digest, 0) + 1
    again = f"-{seen[digest]}" if seen[digest] > 1 else ""
    return f"{digest}{again}@thaidoc"


def _description(due: Due) -> str:
    letter = due.letter
    lines = (
        due.raw,
        f"ที่ {letter.number}" if letter.number else "",
        f"ลงวันที่ {letter.date.raw}" if letter.date else "",
        letter.issuer or "",
        f"ชั้นความลับ {letter.secrecy}" if letter.secrecy else "",
        f"thaidoc show {letter.id}",
    )
    return "\n".join(filter(None, lines))
