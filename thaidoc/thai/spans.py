"""Stretches of a text that are taken: what one rule has claimed, a later one leaves alone."""

from bisect import bisect_left


class Taken:
    """Stretches that do not overlap, each found again in logarithmic time."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def take(self, start: int, end: int) -> bool:
        """Claim the characters from ``start`` to ``end``; false where some are taken already.

        >>> taken = Taken()
        >>> taken.take(3, 6), taken.take(5, 8), taken.take(6, 8)
        (True, False, True)
        """
        at = bisect_left(self._starts, end)
        if at and self._ends[at - 1] > start:
            return False
        self._starts.insert(at, start)
        self._ends.insert(at, end)
        return True
