"""The letters themselves, for the list that a page lets one search in: each read once."""

import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Record
from thaidoc.search.query import All, Code, conjunction, negation
from thaidoc.search.searcher import Searcher
from thaidoc.statistics.counting import cancelled_ones
from thaidoc.statistics.figures import Statistics

Progress = Callable[[int, int], None]


class Listed(NamedTuple):
    """One letter as a list shows it; what it does not have is empty.

    ``date`` is ISO, cut to what is known.
    """

    number: str
    date: str
    issuer: str
    subject: str
    cancelled: bool


def listed(archive: Archive, found: Statistics, progress: Progress | None = None) -> list[Listed]:
    """The documents that were counted, the newest first; those that cannot be read are left out."""
    with Searcher(archive) as searcher:
        asked = searcher.tree(found.query) if found.query is not None else All()
        wanted = asked
        if not found.with_secret:
            wanted = conjunction([asked, negation(Code("is", "secret"))])
        engine, cancelled = searcher.engine, cancelled_ones(searcher)
        ids = [match.id for match in engine.search(wanted, sys.maxsize, 0, "newest").matches]
        gone: set[str] = set()
        if cancelled is not None:
            gone = {match.id for match in engine.search(cancelled, sys.maxsize).matches}
    made = []
    for number, identity in enumerate(ids, start=1):
        with suppress(ThaidocError, OSError):  # damaged, or removed since
            record = archive.record(identity)
            if found.with_secret or not secrecy_of(record):
                made.append(_line(record, identity in gone))
        if progress:
            progress(number, len(ids))
    return made


def _line(record: Record, cancelled: bool) -> Listed:
    return Listed(
        number=record.reference.normal if record.reference else "",
        date=record.date.iso if record.date else "",
        issuer=(record.issuer.name if record.issuer else None) or "",
        subject=record.subject or "",
        cancelled=cancelled,
    )
