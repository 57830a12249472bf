"""One segment of the words' index: which of its documents have a term, and what that is worth.

Postings are taken block by block as Whoosh keeps them, and what is done for each of them is done by
maps and comprehensions: a common word stands in most documents.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cached_property
from operator import truediv
from typing import Any

from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.whoosh_files import BODY, column

with standing_in(WHOOSH_ASKS):
    from whoosh.reading import TermNotFound

#: of BM25F: how soon repetition stops counting, how much the body's length counts
K1, _B = 1.2, 0.75
#: walking every posting costs about a fourth of looking one up
SKIP_COST = 4
#: and looking a document up by its slot as much as passing so many
_LOOK_COST = 16


class Segment:
    """A segment of the index, with the columns that every search needs."""

    def __init__(self, reader: Any):
        self.reader = reader
        self.slots = column(reader, "slot")
        self._normed: dict[int, float] | None = None

    @cached_property
    def lengths(self) -> Sequence[int]:
        """How many terms the body of each document has."""
        return column(self.reader, "length")

    @cached_property
    def _ascending(self) -> bool:
        """Whether later documents have higher slots, as long as nothing was merged."""
        slots = list(self.slots)
        return slots == sorted(slots)

    @cached_property
    def _same(self) -> bool:
        """Whether every document's slot is its number."""
        slots = self.slots
        whole = len(slots) > 0 and slots[0] == 0 and slots[-1] == len(slots) - 1
        return whole and list(slots) == list(range(len(slots)))

    def slots_of(self, numbers: set[int]) -> set[int]:
        """The slots of these documents."""
        return numbers if self._same else set(map(self.slots.__getitem__, numbers))

    def _numbers(self, among: Set[int]) -> list[int]:
        """The documents at these slots, ascending."""
        slots = self.slots
        if self._same:
            numbers = sorted(among)
            return numbers[: bisect_left(numbers, len(slots))]
        if len(among) * _LOOK_COST > len(slots) or not self._ascending:
            return [number for number, slot in enumerate(slots) if slot in among]
        places = ((bisect_left(slots, slot), slot) for slot in sorted(among))
        return [place for place, slot in places if place < len(slots) and slots[place] == slot]

    def scores(
        self,
        terms: Iterable[tuple[str, float]],
        weights: Mapping[str, float],
        among: Set[int],
        average: float,
    ) -> dict[int, float]:
        """What these terms, each with the most that it can add, give the documents at slots."""
        wanted = self._numbers(among)
        members = among if self._same else frozenset(wanted)
        totals: dict[int, float] = {}
        for term, most in terms if wanted else ():
            weighed = self._weighed(term, weights, wanted, average).items()
            if not totals:
                totals = {n: most * w / (w + K1) for n, w in weighed if n in members}
                continue
            for number, weight in weighed:
                if number in members:
                    totals[number] = totals.get(number, 0.0) + most * weight / (weight + K1)
        slots = self.slots
        return totals if self._same else {slots[n]: total for n, total in totals.items()}

    def _weighed(
        self, term: str, weights: Mapping[str, float], wanted: Sequence[int], average: float
    ) -> dict[int, float]:
        """How much a term counts in documents that have it, all of the wanted ones and others."""
        found: dict[int, float] = {}
        for field, weight in weights.items():
            numbers, often = self._posted(field, term, wanted)
            values: Iterable[float] = often
            if field == BODY:
                lengths = map(self.lengths.__getitem__, numbers)
                values = map(truediv, often, map(self._norms(average).__getitem__, lengths))
            if weight != 1.0:
                values = map(weight.__mul__, values)
            if not found:
                found = dict(zip(numbers, values, strict=True))
                continue
            for number, value in zip(numbers, values, strict=True):
                found[number] = found.get(number, 0.0) + value
        return found

    def _norms(self, average: float) -> Mapping[int, float]:
        """What a body of each length that there is divides its terms by."""
        if self._normed is None:
            fixed, share = 1 - _B, _B / average
            self._normed = {length: fixed + share * length for length in set(self.lengths)}
        return self._normed

    def _posted(
        self, field: str, term: str, wanted: Sequence[int]
    ) -> tuple[Sequence[int], Sequence[float]]:
        """Documents that have the term in the field, and how often: the wanted ones or all."""
        try:
            frequency = self.reader.term_info(field, term).doc_frequency()
        except TermNotFound:
            return (), ()
        postings = self.reader.postings(field, term)
        if frequency > SKIP_COST * len(wanted):
            return _looked_up(postings, wanted)
        numbers, often = list[int](), list[float]()
        for some, times in _blocks(postings):
            numbers += some
            often += times
        return numbers, often


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
        yield _block(postings)
        postings._next_block()


def _block(postings: Any) -> tuple[Sequence[int], Sequence[float]]:
    """The block that was come to: its documents, and how often each has the term.

    Where all have it as often that is kept once, and Whoosh would write it out by a loop.
    """
    postings.id()  # has the block read
    often = postings._data[1] if postings._weights is None else postings._weights
    if often is None or isinstance(often, float):
        often = [1.0 if often is None else often] * len(postings._ids)
    return postings._ids, often


def _looked_up(postings: Any, wanted: Iterable[int]) -> tuple[list[int], list[float]]:
    """Those of the wanted documents, ascending, that have the term, and how often.

    Whoosh passes over whole blocks, but within one goes from posting to posting.
    """
    found, often = list[int](), list[float]()
    numbers: Sequence[int] = ()
    times: Sequence[float] = ()
    last, by_blocks = -1, hasattr(postings, "_next_block")
    if not by_blocks:
        ((numbers, times),) = _blocks(postings)
        last = numbers[-1] if numbers else -1
    for number in wanted:
        if number > last:
            while by_blocks and postings.is_active() and postings.block_max_id() < number:
                postings._next_block()
            if not by_blocks or not postings.is_active():
                break
            last, (numbers, times) = postings.block_max_id(), _block(postings)
        place = bisect_left(numbers, number)
        if numbers[place] == number:
            found.append(number)
            often.append(times[place])
    return found, often


def _numbers_of(postings: Any) -> set[int]:
    return set().union(*(numbers for numbers, _ in _blocks(postings)))


def having_all(reader: Any, field: str, terms: Sequence[str]) -> set[int]:
    """The document numbers that have all terms, starting from the rarest."""
    if not terms or any((field, term) not in reader for term in terms):
        return set()
    first, *rest = sorted(terms, key=lambda term: int(reader.doc_frequency(field, term)))
    found = _numbers_of(reader.postings(field, first))
    for term in rest:
        postings = reader.postings(field, term)
        if reader.doc_frequency(field, term) <= SKIP_COST * len(found):
            found &= _numbers_of(postings)
            continue
        found = set(_looked_up(postings, sorted(found))[0])
    return found
