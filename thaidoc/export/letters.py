"""The letters of an export: which, in what order, and which were left out.

Records are read twice, once for the order and once to be written, so that an export of an archive
of any size needs room for one record at a time.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.export.receipts import Receipt, receipts
from thaidoc.record import Record

#: by the letter's own date, or as the archive took them in; what has none comes last
Order = Literal["date", "receipt"]
_Key = tuple[bool, str, int, str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with its receipt, which is null where the event log does not tell of it."""

    record: Record
    receipt: Receipt | None = None


@dataclass(slots=True)
class Letters:
    """The letters of an archive that are to be written, in order. Made by :func:`chosen`.

    ``withheld`` are the identities of the secret ones that are not among them, ``damaged`` says of
    each that cannot be read why.
    """

    archive: Archive
    ids: list[str] = field(default_factory=list)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    withheld: list[str] = field(default_factory=list)
    damaged: dict[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Letter]:
        for identity in self.ids:
            record = self._record(identity)
            if record is not None:
                yield Letter(record, self.receipts.get(identity))

    def take(self, ids: Iterable[str], order: Order, *, with_secret: bool) -> None:
        """Take in those that may go out, and put them in order."""
        keys: dict[str, _Key] = {}
        for identity in ids:
            record = self._record(identity)
            if record is None:
                continue
            if secrecy_of(record) and not with_secret:
                self.withheld.append(identity)
            else:
                keys[identity] = _key(record, self.receipts.get(identity), order)
        self.ids = sorted(keys, key=keys.__getitem__)

    def _record(self, identity: str) -> Record | None:
        """The record; None where it cannot be read, or was removed meanwhile, which is kept."""
        try:
            return self.archive.record(identity)
        except ThaidocError as error:
            self.damaged[identity] = str(error)
        except OSError as error:
            self.damaged[identity] = f"{identity}: it cannot be read ({error.strerror})"
        return None


def chosen(
    archive: Archive,
    query: str | None = None,
    *,
    ids: Collection[str] | None = None,
    order: Order = "date",
    with_secret: bool = False,
) -> Letters:
    """The letters that a query finds, or all of the archive, in an order that they alone decide.

    :param query: as :mod:`thaidoc.search.language` reads it; None is the whole archive, for which
        no index is needed, or
    :param ids: the letters that are named here.
    :param with_secret: secret letters (ลับ and above) as well.
    :raises QueryError: where the query cannot be understood.
    :raises NoIndexError: where a query finds no index.
    """
    letters = Letters(archive, receipts=receipts(archive))
    found: Iterable[str] = archive.ids() if ids is None else ids
    if query is not None:
        found = _found(archive, query)
    letters.take(found, order, with_secret=with_secret)
    return letters


def _found(archive: Archive, query: str) -> tuple[str, ...]:
    import sys

    from thaidoc.search.searcher import Searcher

    with Searcher(archive) as searcher:
        return searcher.search(query, sys.maxsize, passages=False).ids


def _key(record: Record, receipt: Receipt | None, order: Order) -> _Key:
    """By date a letter of which only the month is known stands before that month's days."""
    number = record.reference.normal if record.reference else ""
    if order == "receipt":
        year, running = (receipt.year, receipt.number) if receipt else (0, 0)
        return (receipt is None, str(year), running, number, record.id)
    return (record.date is None, record.date.iso if record.date else "", 0, number, record.id)
