"""Stretches of a text are claimed once."""

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.spans import Taken

PAIRS = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PAIRS, max_size=30))
def test_what_is_taken_is_taken_once(wanted: list[tuple[int, int]]) -> None:
    taken = Taken()
    had: list[tuple[int, int]] = []
    for start, end in wanted:
        free = not any(s < end and start < e for s, e in had)
        assert taken.take(start, end) is free
        if free:
            had.append((start, end))
