"""Statistics counted from the search index, so that no record is opened but the first and last.

The index has one number for each value that is counted (:mod:`thaidoc.search.labels`); counting a
hundred thousand documents is counting numbers. What it cannot know is asked where it is known: what
cancels what of the citations, which documents are one letter of the register of versions, which
files failed of the event log.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from thaidoc.archive.joined import letters_in_several_forms
from thaidoc.archive.register import opened
from thaidoc.archive.retries import refused
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.search.engine import Order
from thaidoc.search.query import All, Code, Documents, Query, conjunction, negation
from thaidoc.search.searcher import Searcher
from thaidoc.statistics.figures import Count, Statistics, Tables

Progress = Callable[[int, int], None]
_SECRET = Code("is", "secret")
_CANCELLED = "is:cancelled"
_READING, _NEEDS_OCR = "reading", "needs-ocr"
#: tables that are one facet of the index, and all facets that are needed
_FACETS = ("ministry", "issuer", "kind", "urgency", "format")
_COUNTED = (*_FACETS, "year", "pages", "secrecy", _READING)
_Values = Iterable[tuple[str, int]]


def counted(
    archive: Archive,
    query: str | None = None,
    *,
    with_secret: bool = False,
    progress: Progress | None = None,
) -> Statistics:
    """What an archive holds, or what of it a query finds, as far as the index has taken it in.

    :param query: as :mod:`thaidoc.search.language` reads it; None is the whole archive.
    :param with_secret: count secret documents (ลับ and above) in everything; they are always
        counted apart.
    :param progress: told when the register of versions has to be made first.
    :raises QueryError: where the query cannot be understood.
    :raises NoIndexError: where there is no index that can be read.
    """
    with Searcher(archive) as searcher:
        asked = searcher.tree(query) if query is not None else All()
        found = asked if with_secret else _and(asked, negation(_SECRET))
        count = _Counter(searcher, found)
        cancelled = cancelled_ones(searcher)
        first, last = (_date(archive, searcher, found, order) for order in ("oldest", "newest"))
        years, pages = count.values["year"], count.values["pages"]
        return Statistics(
            query=query,
            with_secret=with_secret,
            documents=count.all,
            letters=_letters(archive, count, progress),
            pages=sum(int(value) * many for value, many in pages),
            first=first,
            last=last,
            undated=count.all - sum(many for _, many in years),
            unnumbered=count.having(negation(Code("has", "number"))),
            recognised=count.having(Code("is", "recognised")),
            cancelled=None if cancelled is None else count.having(cancelled),
            secret=searcher.engine.count(_and(asked, _SECRET)),
            secrecy=_Counter(searcher, _and(asked, _SECRET)).table("secrecy"),
            failed=len(refused(archive)) if query is None else None,
            unknown=_unknown(archive, searcher) if query is None else None,
            tables=_tables(count),
        )


def cancelled_ones(searcher: Searcher) -> Query | None:
    """The documents that others cancel; None where that cannot be told now."""
    with suppress(ThaidocError):
        return searcher.tree(_CANCELLED)
    return None


class _Counter:
    """What a query tree finds, counted in one way and another.

    ``values`` are the values of each facet with how many have them, the most frequent first;
    those that have none are in none.
    """

    def __init__(self, searcher: Searcher, found: Query):
        self.engine = searcher.engine
        self.found = found
        self.all = self.engine.count(found)
        self.values = self.engine.facets(found, _COUNTED, sys.maxsize)

    def having(self, more: Query) -> int:
        """How many of them another tree finds, too."""
        return self.engine.count(_and(self.found, more))

    def table(self, key: str) -> list[Count]:
        """The values of a facet, and how many have none."""
        return _complete(self.values[key], self.all)

    def ids(self, among: Sequence[str]) -> set[str]:
        """Those of these documents that are found."""
        answer = self.engine.search(_and(self.found, Documents(tuple(among))), len(among))
        return {match.id for match in answer.matches}


def _tables(count: _Counter) -> Tables:
    years = sorted(count.values["year"], key=lambda one: int(one[0]))
    tables = {key: count.table(key) for key in _FACETS}
    return Tables(year=_complete(years, count.all), quality=_quality(count), **tables)


def _quality(count: _Counter) -> list[Count]:
    """Each document once: a page to be read weighs more than a doubt; null: no record to tell."""
    doubtful = _and(count.found, Code("is", "doubtful"))
    doubted = dict(count.engine.facets(doubtful, [_READING], sys.maxsize)[_READING])
    reading = dict(count.values[_READING])
    unread = reading.pop(_NEEDS_OCR, 0)
    doubted.pop(_NEEDS_OCR, None)
    doubts = sum(doubted.values())
    values = (("read", sum(reading.values()) - doubts), ("doubtful", doubts), (_NEEDS_OCR, unread))
    return _complete([one for one in values if one[1]], count.all)


def _complete(values: _Values, every: int) -> list[Count]:
    """The values with, at the end, how many have none."""
    made = [Count(value=value, documents=many) for value, many in values]
    without = every - sum(one.documents for one in made)
    return [*made, Count(value=None, documents=without)] if without else made


def _letters(archive: Archive, count: _Counter, progress: Progress | None) -> int | None:
    """How many letters the documents are: all forms of one that are found count once."""
    try:
        with opened(archive) as register:
            register.catch_up(progress)
            groups = letters_in_several_forms(register)
    except ThaidocError:
        return None
    found = count.ids([identity for members in groups for identity in members])
    forms = [len(found.intersection(members)) for members in groups]
    return count.all - sum(many - 1 for many in forms if many)


def _unknown(archive: Archive, searcher: Searcher) -> int:
    """How many documents the index does not have: damaged ones, and those added just now."""
    return len(set(archive.ids()) - searcher.engine.ids())


def _date(archive: Archive, searcher: Searcher, found: Query, order: Order) -> str | None:
    """The date of the first document in this order; None where none has one."""
    for match in searcher.engine.search(found, 1, 0, order).matches:
        with suppress(ThaidocError, OSError):  # damaged or removed since
            date = archive.record(match.id).date
            return date.iso if date else None
    return None


def _and(*parts: Query) -> Query:
    return conjunction(part for part in parts if not isinstance(part, All))
