"""What was found, put in order: only the part that is asked for is sorted.

A common word stands in most letters of an archive. Giving each of them a whole sorting key costs
more than finding them; so the candidates for the first places are picked by one number first, and
only these are compared in full.
"""

import heapq
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import Any

from thaidoc.search.engine import Order
from thaidoc.search.store import BETWEEN, Ordered, Texts
from thaidoc.thai.calendar import to_buddhist_year

_NUMBER = re.compile(r"(\d+)")
#: a day as a number has its year before these digits, its month before those
_YEAR, _MONTH = 10_000, 100


def by_rank(
    letters: Ordered,
    tiers: Iterable[Collection[int]],
    scores: Mapping[int, float],
    rank: Mapping[int, int],
    count: int,
) -> list[int]:
    """The first so many positions: tier after tier, in each by score, by rank, the newest first.

    :param tiers: positions that come before those of the later tiers whatever their scores; none
        is in two.
    :param rank: of equal scores the lowest; those without one come last.
    """
    first, last = letters.first, len(rank) + 1
    parts = (
        lambda position: -scores.get(position, 0.0),
        lambda position: rank.get(position, last),
        lambda position: -first[position],
        letters.ids.__getitem__,
    )
    best: list[int] = []
    for tier in tiers:
        wanted = count - len(best)
        if wanted <= 0:
            break
        best += _smallest(tier, wanted, parts)
    return best


def by_date(letters: Ordered, positions: Collection[int], count: int, *, newest: bool) -> list[int]:
    """The first so many positions by the day that their date begins with; undated ones last."""
    first, sign = letters.first, -1 if newest else 1
    parts = (
        lambda position: not first[position],
        lambda position: sign * first[position],
        letters.ids.__getitem__,
    )
    return _smallest(positions, count, parts)


def by_number(letters: Ordered, positions: Collection[int], count: int) -> list[int]:
    """The first so many positions by reference number, digits as numbers; without one, last."""
    ids = letters.ids

    def key(position: int) -> tuple[Any, ...]:
        written = letters.text("number", position).partition(BETWEEN)[0]
        parts = _NUMBER.split(written)
        return (
            not written,
            tuple(int(part) if place % 2 else part for place, part in enumerate(parts)),
            ids[position],
        )

    return heapq.nsmallest(count, positions, key=key)


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

    days = Counter(map(letters.first.__getitem__, positions))
    days.pop(0, None)
    years: Counter[str] = Counter()
    for day, count in days.items():
        years[str(to_buddhist_year(day // _YEAR, day % _YEAR // _MONTH))] += count
    return years


def _smallest(
    positions: Collection[int], count: int, parts: Sequence[Callable[[int], float]]
) -> list[int]:
    """The first so many by a key of these parts, each worked out only where those before tie."""
    sure: list[int] = []
    tied = positions
    for part in parts:
        wanted = count - len(sure)
        if not 0 < wanted < len(tied):
            break
        values = list(map(part, tied))
        limit = heapq.nsmallest(wanted, values)[-1]
        pairs = list(zip(tied, values, strict=True))
        sure += [position for position, value in pairs if value < limit]
        tied = [position for position, value in pairs if value == limit]
    key = {position: tuple(part(position) for part in parts) for position in (*sure, *tied)}
    return sorted(key, key=key.__getitem__)[:count]
