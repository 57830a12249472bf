"""What was found, put in order: only the part that is asked for is sorted.

A common word stands in most letters of an archive. Giving each of them a whole sorting key costs
more than finding them; so the candidates for the first places are picked by one number first, and
only these are compared in full.
"""

import heapq
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from itertools import groupby, repeat
from operator import itemgetter, neg
from typing import Any

from thaidoc.search.engine import Order
from thaidoc.search.labels import taken
from thaidoc.search.store import BETWEEN, Ordered, Texts, Words
from thaidoc.thai.calendar import to_buddhist_year

_NUMBER = re.compile(r"(\d+)")
#: a key of each of these positions, the smallest first
_Keys = Callable[[Collection[int]], Sequence[Any]]
#: a day as a number has two digits for the day, two for the month before them
_MONTH = 100


def scores_of(
    letters: Texts,
    words: Words,
    terms: Iterable[str],
    weights: Mapping[str, float],
    positions: Set[int],
) -> dict[int, float]:
    """How well these positions fit the terms, as the words know it by their slots."""
    slots = list(taken(letters.slots, positions))
    if slots == list(positions):  # each its own
        return words.scores(terms, weights, positions)
    place = dict(zip(slots, positions, strict=True))
    scores = words.scores(terms, weights, place.keys())
    return {place[slot]: score for slot, score in scores.items()}


def by_rank(
    letters: Ordered,
    tiers: Iterable[Collection[int]],
    scores: Mapping[int, float],
    rank: Callable[[Set[int]], Mapping[int, int]],
    count: int,
) -> list[int]:
    """The first so many positions: tier after tier, in each by score, by rank, the newest first.

    :param tiers: positions that come before those of the later tiers whatever their scores; none
        is in two.
    :param rank: gives some positions their ranks, the lowest best; those without one come last.
    """

    def by_score(positions: Collection[int]) -> list[float]:
        return list(map(neg, map(scores.get, positions, repeat(0.0))))

    def ranked(positions: Collection[int]) -> list[float]:
        ranks = rank(frozenset(positions))
        return list(map(ranks.get, positions, repeat(math.inf)))

    best: list[int] = []
    for tier in tiers:
        wanted = count - len(best)
        if wanted <= 0:
            break
        by = ([by_score] if scores else []) + [ranked, _newest(letters), _identities(letters)]
        best += _smallest(tier, wanted, by)
    return best


def by_date(letters: Ordered, positions: Collection[int], count: int, *, newest: bool) -> list[int]:
    """The first so many positions by the day that their date begins with; undated ones last."""
    first = letters.first

    def oldest(positions: Collection[int]) -> list[float]:
        return [day or math.inf for day in taken(first, positions)]

    by = (_newest(letters) if newest else oldest, _identities(letters))
    return _smallest(positions, count, by)


def _newest(letters: Ordered) -> _Keys:
    return lambda positions: list(map(neg, taken(letters.first, positions)))


def _identities(letters: Ordered) -> _Keys:
    return lambda positions: list(taken(letters.ids, positions))


def by_number(letters: Ordered, positions: Collection[int], count: int) -> list[int]:
    """The first so many positions by reference number, digits as numbers; without one, last."""
    written = {one: letters.text("number", one).partition(BETWEEN)[0] for one in positions}

    def begun(positions: Collection[int]) -> list[tuple[bool, str]]:
        return [(not (it := written[one]), _NUMBER.split(it, 1)[0]) for one in positions]

    def whole(positions: Collection[int]) -> list[tuple[Any, ...]]:
        every = (_NUMBER.split(written[one]) for one in positions)
        return [tuple(int(p) if n % 2 else p for n, p in enumerate(parts)) for parts in every]

    return _smallest(positions, count, (begun, whole, _identities(letters)))


#: how positions are put in an order that no scores are needed for
BY_VALUE: dict[Order, Callable[[Texts, Collection[int], int], list[int]]] = {
    "newest": lambda letters, found, count: by_date(letters, found, count, newest=True),
    "oldest": lambda letters, found, count: by_date(letters, found, count, newest=False),
    "number": by_number,
}


def facet(letters: Texts, key: str, positions: Set[int], limit: int) -> tuple[tuple[str, int], ...]:
    """The values of a facet that most of these positions have, each with how many."""
    counts = _years(letters, positions) if key == "year" else letters.counted(key, positions)
    return tuple(heapq.nsmallest(limit, counts.items(), key=lambda one: (-one[1], one[0])))


def _years(letters: Ordered, positions: Set[int]) -> dict[str, int]:
    from collections import Counter

    days = Counter(taken(letters.first, positions))
    days.pop(0, None)
    months: Counter[int] = Counter()
    for day, count in days.items():
        months[day // _MONTH] += count
    years: Counter[str] = Counter()
    for month, count in months.items():
        years[str(to_buddhist_year(*divmod(month, _MONTH)))] += count
    return years


def _smallest(positions: Collection[int], count: int, keys: Sequence[_Keys]) -> list[int]:
    """The first so many by these keys, each worked out only for those that tie in the ones before.

    No two tie in all of them.
    """
    if not keys or not positions or count <= 0:
        return list(positions)[: max(0, count)]
    first, *others = keys
    values = first(positions)
    if len(values) > count:
        limit = heapq.nsmallest(count, values)[-1]
        every = zip(values, positions, strict=True)
        pairs = [(value, position) for value, position in every if value <= limit]
    else:
        pairs = list(zip(values, positions, strict=True))
    pairs.sort(key=itemgetter(0))
    found: list[int] = []
    for _, tied in groupby(pairs, key=itemgetter(0)):
        if len(found) < count:
            alike = [position for _, position in tied]
            more = count - len(found)
            found += _smallest(alike, more, others) if len(alike) > 1 else alike
    return found
