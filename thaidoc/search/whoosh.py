"""The ranking path: words in a Whoosh index, for reading.

Whoosh 2.7.5 is used with care (each point was measured), and only here, in ``whoosh_files`` and in
``whoosh_writer``. A searcher is never refreshed, which would show documents twice, but opened anew;
and phrases, prefixes and wildcards, where it is slow, are the literal path's work.

Documents are known by their *slot*, a number that is never given twice within an index, kept in a
column beside the words, so that hits of both paths meet without looking anything up.
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path

from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.segment import K1, SKIP_COST, Segment, having_all
from thaidoc.search.whoosh_files import BODY, damage_is_told

with standing_in(WHOOSH_ASKS):
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

#: postings to look at when scoring; rarer terms first, so what is left out says least
_SCORING_BUDGET = 60_000


class WordIndex:
    """The committed words of all documents, for reading."""

    def __init__(self, folder: Path):
        self._folder = folder
        with damage_is_told(folder):
            index = FileIndex(FileStorage(str(folder)))
            #: the commit that is read; the manifest says which one it should be
            self.generation: int = index.latest_generation()
            self._reader = index.reader()
            self._segments = [Segment(leaf) for leaf, _ in self._reader.leaf_readers()]

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
                here = segment.slots_of(having_all(segment.reader, field, terms))
                found = found | here if found else here
        return found

    def scores(
        self, terms: Iterable[str], weights: Mapping[str, float], among: Set[int]
    ) -> dict[int, float]:
        """BM25F of the documents at these slots.

        A term counts in each field as often as it stands there, times the field's weight, in the
        body set off against its length. Terms so common that they would cost more than they say
        are left out.
        """
        with damage_is_told(self._folder):
            count, average = self._reader.doc_count_all(), self._average
            chosen = [
                (term, math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) * (K1 + 1))
                for term, frequency in self._affordable(terms, len(among))
            ]
            totals: dict[int, float] = {}
            for segment in self._segments:  # no slot is in two of them
                here = segment.scores(chosen, weights, among, average)
                totals = {**totals, **here} if totals else here
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
            spent += min(frequency, SKIP_COST * documents)
            if frequency and (not chosen or spent <= _SCORING_BUDGET):
                chosen.append((term, frequency))
        return chosen
