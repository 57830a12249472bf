from hypothesis import given
from hypothesis import strategies as st

from thaidoc.search.ordering import _smallest, _years, by_date, by_number

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=40)


@given(ROWS, st.integers(0, 50))
def test_the_first_are_those_of_sorting_all(rows: list[tuple[int, int]], count: int) -> None:
    parts = (lambda n: rows[n][0], lambda n: -rows[n][1], lambda n: n)
    whole = sorted(range(len(rows)), key=lambda n: tuple(part(n) for part in parts))
    assert _smallest(range(len(rows)), count, parts) == whole[:count]


class Texts:
    """Dates and numbers of entries, as far as ordering asks for them."""

    first = (20190101, 0, 20180101, 20190101)
    ids = (7, 1, 3, 5)
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
