from collections.abc import Collection, Set

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.ordering import _smallest, _years, by_date, by_number, by_rank

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=40)


@given(ROWS, st.integers(0, 50))
def test_the_first_are_those_of_sorting_all(rows: list[tuple[int, int]], count: int) -> None:
    def one(positions: Collection[int]) -> list[float]:
        return [rows[n][0] for n in positions]

    def other(positions: Collection[int]) -> list[float]:
        return [-rows[n][1] for n in positions]

    whole = sorted(range(len(rows)), key=lambda n: (rows[n][0], -rows[n][1], n))
    assert _smallest(range(len(rows)), count, [one, other, list]) == whole[:count]


@given(ROWS, st.integers(0, 50))
def test_by_rank_is_sorting_each_tier(rows: list[tuple[int, int]], count: int) -> None:
    class Letters(Texts):
        first = tuple(20190100 + one for one, _ in rows)
        ids = tuple(range(len(rows), 0, -1))

    scores = {n: float(other) for n, (_, other) in enumerate(rows) if other}
    ranks = {n: n % 3 for n in range(0, len(rows), 2)}
    tiers = [range(0, len(rows), 2), range(1, len(rows), 2)]
    keys = (
        (n % 2, -scores.get(n, 0.0), ranks.get(n, 9), -Letters.first[n], Letters.ids[n], n)
        for n in range(len(rows))
    )
    expected = [key[-1] for key in sorted(keys)][:count]

    def rank(positions: Set[int]) -> dict[int, int]:
        return {n: ranks[n] for n in positions if n in ranks}

    assert by_rank(Letters(), tiers, scores, rank, count) == expected


class Texts:
    """Dates and numbers of entries, as far as ordering asks for them."""

    first: tuple[int, ...] = (20190101, 0, 20180101, 20190101)
    ids: tuple[int, ...] = (7, 1, 3, 5)
    written = ("มท0810.3/ว9", "", "มท0810.3/ว10", "กค1/2\x02กค1/1")

    def text(self, column: str, position: int) -> str:
        assert column == "number"
        return self.written[position]


def test_undated_and_unnumbered_come_last_both_ways() -> None:
    texts = Texts()
    found = range(4)
    assert by_date(texts, found, 4, newest=True) == [3, 0, 2, 1]
    assert by_date(texts, found, 4, newest=False) == [2, 3, 0, 1]
    assert by_date(texts, found, 1, newest=False) == [2]
    assert by_number(texts, found, 4) == [3, 0, 2, 1]


def test_a_year_of_long_ago_began_in_april() -> None:
    class Dated(Texts):
        first = (19360219, 19360401, 19410101, 0)

    counted = _years(Dated(), set(range(4)))
    assert counted == {"2478": 1, "2479": 1, "2484": 1}
