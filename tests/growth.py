"""How a task grows with its input: as a ratio, both sides of which a busy machine slows down."""

import time
from collections.abc import Callable

#: a task of four times the input that takes more than this many times as long grows with a power
#: of it: linear ones take some four times, those that compare all with all sixteen
LINEAR = 9.0
#: a task shorter than this, in seconds of processor time, is not measured well
_SHORTEST = 0.02


def growth(task: Callable[[int], Callable[[], object]], size: int) -> float:
    """How many times as long a task of four times the size takes, in processor time.

    ``task`` prepares the input of a size, which does not count, and gives what is to be measured.
    The better of two attempts counts for each.
    """
    return _cost(task(4 * size)) / max(_cost(task(size)), _SHORTEST)


def _cost(work: Callable[[], object]) -> float:
    costs = []
    for _ in range(2):
        began = time.process_time()
        work()
        costs.append(time.process_time() - began)
    return min(costs)
