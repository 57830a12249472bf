"""The ranking path: words in a Whoosh index, for reading.

Whoosh 2.7.5 is used with care (each point was measured), and only here, in ``whoosh_files`` and in
``whoosh_writer``. A searcher is never refreshed, which would show documents twice, but opened anew;
and phrases, prefixes and wildcards, where it is slow, are the literal path's work.

Documents are known by their *slot*, a number that is never given twice within an index, kept in a
column beside the words, so that hits of both paths meet without looking anything up.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import Any

from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.whoosh_files import BODY, column, damage_is_told

with standing_in(WHOOSH_ASKS):
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

#: of BM25F: how soon repetition stops counting, how much the body's length counts
_K1, _B = 1.2, 0.75
#: postings to look at when scoring; rarer terms first, so what is left out says least
_SCORING_BUDGET = 60_000
#: walking every posting costs about a fourth of looking one up
_SKIP_COST = 4
#: and looking a document up by its slot as much as passing so many
_LOOK_COST = 16


class WordIndex:
    """The committed words of all documents, for reading."""

    def __init__(self, folder: Path):
        self._folder = folder
        with damage_is_told(folder):
            index = FileIndex(FileStorage(str(folder)))
            #: the commit that is read; the manifest says which one it should be
            self.generation: int = index.latest_generation()
            self._reader = index.reader()
            self._segments = [_Segment(leaf) for leaf, _ in self._reader.leaf_readers()]

    def close(self) -> None:
        """Close the index's files."""
        self._reader.close()

    def slots(self) -> set[int]:
        """The slots of all documents."""
        with damage_is_told(self._folder):
            return {
                slot
                for segment in self._segments
                for number, slot in enumerate(segment.slots)
                if not segment.reader.is_deleted(number)
            }

    def knows(self, term: str) -> bool:
        """Whether the term stands in any document."""
        with damage_is_told(self._folder):
            return any((BODY, term) in segment.reader for segment in self._segments)

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        with damage_is_told(self._folder):
            return int(self._reader.doc_frequency(BODY, term))

    def having_all(self, terms: Sequence[str], field: str = BODY) -> set[int]:
        """The slots of the documents that have all these terms, in one field or anywhere."""
        found: set[int] = set()
        with damage_is_told(self._folder):
            for segment in self._segments:
                numbers = _having_all(segment.reader, field, terms)
                found.update(segment.slots[n] for n in numbers)
        return found

    def scores(
        self, terms: Iterable[str], weights: Mapping[str, float], among: Set[int]
    ) -> dict[int, float]:
        """BM25F of the documents at these slots.

        A term counts in each field as often as it stands there, times the field's weight, in the
        body set off against its length. Terms so common that they would cost more than they say
        are left out.
        """
        totals: dict[int, float] = {}
        with damage_is_told(self._folder):
            count, average = self._reader.doc_count_all(), self._average
            chosen = self._affordable(terms, len(among))
            for segment in self._segments:
                wanted = segment.numbers(among)
                members = frozenset(wanted)
                for term, frequency in chosen:
                    most = math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) * (_K1 + 1)
                    weighed = segment.weighed(term, weights, wanted, members, average)
                    slots = segment.slots
                    for number, weight in weighed.items():
                        slot = slots[number]
                        totals[slot] = totals.get(slot, 0.0) + most * weight / (weight + _K1)
        return totals

    @cached_property
    def _average(self) -> float:
        """How many terms a body has in the middle."""
        terms = sum(sum(segment.lengths) for segment in self._segments)
        count: int = self._reader.doc_count_all()
        return max(1.0, terms / max(1, count))

    def _affordable(self, terms: Iterable[str], documents: int) -> list[tuple[str, int]]:
        """The rarest of the terms, as many as the budget allows but always one.

        Each with the number of documents that have it.
        """
        found = [(self._reader.doc_frequency(BODY, term), term) for term in set(terms)]
        chosen: list[tuple[str, int]] = []
        spent = 0
        for frequency, term in sorted(found):
            spent += min(frequency, _SKIP_COST * documents)
            if frequency and (not chosen or spent <= _SCORING_BUDGET):
                chosen.append((term, frequency))
        return chosen


class _Segment:
    """A segment of the index, with the columns that every search needs."""

    def __init__(self, reader: Any):
        self.reader = reader
        self.slots = column(reader, "slot")

    @cached_property
    def lengths(self) -> Sequence[int]:
        """How many terms the body of each document has."""
        return column(self.reader, "length")

    @cached_property
    def _ascending(self) -> bool:
        """Whether later documents have higher slots, as long as nothing was merged."""
        slots = list(self.slots)
        return slots == sorted(slots)

    def numbers(self, among: Set[int]) -> list[int]:
        """The documents at these slots, ascending."""
        slots = self.slots
        if len(among) * _LOOK_COST > len(slots) or not self._ascending:
            return [number for number, slot in enumerate(slots) if slot in among]
        places = ((bisect_left(slots, slot), slot) for slot in sorted(among))
        return [place for place, slot in places if place < len(slots) and slots[place] == slot]

    def weighed(
        self,
        term: str,
        weights: Mapping[str, float],
        wanted: Sequence[int],
        members: Set[int],
        average: float,
    ) -> dict[int, float]:
        """How much a term counts in each of the wanted documents that have it."""
        found: dict[int, float] = {}
        lengths, fixed, share = self.lengths, 1 - _B, _B / average
        for field, weight in weights.items():
            times = self._times(field, term, wanted, members)
            if field == BODY:
                times = {n: t / (fixed + share * lengths[n]) for n, t in times.items()}
            for number, often in times.items():
                found[number] = found.get(number, 0.0) + weight * often
        return found

    def _times(
        self, field: str, term: str, wanted: Sequence[int], members: Set[int]
    ) -> dict[int, float]:
        """The wanted documents that have the term in the field, and how often."""
        found: dict[int, float] = {}
        if not wanted or (field, term) not in self.reader:
            return found
        postings = self.reader.postings(field, term)
        if self.reader.doc_frequency(field, term) > _SKIP_COST * len(wanted):
            return dict(_looked_up(postings, wanted))
        for numbers, times in _blocks(postings):
            found.update(zip(numbers, times, strict=True))
        return {n: t for n, t in found.items() if n in members} if found.keys() - members else found


def _blocks(postings: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """All postings from here on, block by block as they are stored: ten times as fast as by one."""
    if not hasattr(postings, "_next_block"):
        numbers, weights = [], []
        while postings.is_active():
            numbers.append(postings.id())
            weights.append(postings.weight())
            postings.next()
        yield numbers, weights
        return
    while postings.is_active():
        postings.id(), postings.weight()  # has both read
        yield postings._ids, postings._weights
        postings._next_block()


def _looked_up(postings: Any, wanted: Iterable[int]) -> Iterator[tuple[int, float]]:
    """Those of the wanted documents, ascending, that have the term, and how often.

    Whoosh passes over whole blocks, but within one goes from posting to posting.
    """
    if not hasattr(postings, "_next_block"):
        for number in wanted:
            if postings.is_active():
                postings.skip_to(number)
            if postings.is_active() and postings.id() == number:
                yield number, postings.weight()
        return
    last, numbers, times = -1, (), ()
    for number in wanted:
        if number > last:
            while postings.is_active() and postings.block_max_id() < number:
                postings._next_block()
            if not postings.is_active():
                return
            postings.id(), postings.weight()  # has both read
            last, numbers, times = postings.block_max_id(), postings._ids, postings._weights
        place = bisect_left(numbers, number)
        if numbers[place] == number:
            yield number, times[place]


def _numbers_of(postings: Any) -> set[int]:
    return set().union(*(numbers for numbers, _ in _blocks(postings)))


def _having_all(reader: Any, field: str, terms: Sequence[str]) -> set[int]:
    """The document numbers that have all terms, starting from the rarest."""
    if not terms or any((field, term) not in reader for term in terms):
        return set()
    first, *rest = sorted(terms, key=lambda term: int(reader.doc_frequency(field, term)))
    found = _numbers_of(reader.postings(field, first))
    for term in rest:
        postings = reader.postings(field, term)
        if reader.doc_frequency(field, term) <= _SKIP_COST * len(found):
            found &= _numbers_of(postings)
            continue
        found = {number for number, _ in _looked_up(postings, sorted(found))}
    return found
