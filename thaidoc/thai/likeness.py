"""How much a word read off a scan differs from a word that is known.

A recogniser loses marks first, then takes one letter for another that is drawn alike. So marks
above and below weigh little here, letters of one shape half, and anything else a whole; the labels
of a letter and the names of months are found again by the smallest weight. Words are short, so a
table of costs for every pair of prefixes is quick enough, and it is never larger than the word.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate, islice
from math import inf

from thaidoc.thai.text import MARKS

#: signs above and below a letter
_MARKS = frozenset(re.findall(f"[{MARKS}]", "".join(map(chr, range(0x0E00, 0x0E80)))))
#: letters that recognisers take for one another, by their shape
_SHAPES = (
    "ตดคฅศ", "สล", "ชซขฃฆ", "ถกภ", "ฤฦถ", "นมฉ", "นบ", "บปษ", "ยบ", "พผฟฝ", "อฮ", "ซอ", "ทหฑ",
    "รธวจ", "วาๆๅ", "ำา", "ไใโ", "เแ", "ฏฎ", "ณญ", "งว",
)  # fmt: skip
_ALIKE = frozenset(
    (one, other) for shape in _SHAPES for one in shape for other in shape if one != other
)
#: a mark taken for another, a mark lost or made up, a letter of the same shape
_MARK_CHANGED, _MARK_LOST, _SHAPE_CHANGED = 0.3, 0.35, 0.45
#: a text that costs more than this share of a word's letters is just another text
_SHARE = 0.35
#: sums of the same costs in another order differ by less than this
_ROUNDING = 1e-9
#: how many characters more than the word has a damaged one may have
_LONGER = 3


def unlikeness(read: str, word: str, limit: float = inf) -> float:
    """What it costs to make one text of another: 0 for the same, about 1 for one other letter.

    Infinite where they have so little in common that nobody would take one for the other.

    :param limit: what costs more is infinite too, and is told much sooner.

    >>> unlikeness("เรือง", "เรื่อง") < unlikeness("เมือง", "เรื่อง")
    True
    """
    if abs(len(read) - len(word)) * _MARK_LOST > limit + _ROUNDING:
        return inf  # so many characters more or less cost too much whatever they are
    costs = _table(read, word, limit)
    return costs[-1] if costs else inf


def likest_beginning(text: str, word: str, limit: float = inf) -> tuple[int, float]:
    """How many characters of a text's beginning are likest a word, and what they cost.

    :param limit: what costs more is infinite, as for :func:`unlikeness`.

    >>> likest_beginning("สิ่งที่ส่งมาดัวย1. แผนที่", "สิ่งที่ส่งมาด้วย")[0]
    16
    """
    beginning = text[: len(word) + _LONGER]
    costs = _table(beginning, word, limit)
    if not costs:
        return len(beginning), inf
    least = min(costs)
    return len(costs) - 1 - costs[::-1].index(least), least


@lru_cache(maxsize=512)
def alike(char: str) -> tuple[str, ...]:
    """The letters that recognisers take for this one.

    >>> "ต" in alike("ด"), alike("1")
    (True, ())
    """
    return tuple(sorted(other for one, other in _ALIKE if one == char))


def nearest(read: str, words: Iterable[str], limit: float, lead: float = 0.4) -> str | None:
    """The only one of the words that a text is like within a limit, else None.

    :param lead: by how much every other word must be further away.
    """
    costs = sorted((unlikeness(read, word), word) for word in words)
    if not costs or costs[0][0] > limit:
        return None
    if len(costs) > 1 and costs[1][0] - costs[0][0] < lead:
        return None
    return costs[0][1]


@lru_cache(maxsize=8192)
def _table(read: str, word: str, limit: float) -> list[float]:
    """For every beginning of ``read``, from the empty one on, what it costs to make ``word``.

    Empty where the letters alone tell that each costs too much.
    """
    losses, most, letters = _profile(word)
    bound = min(limit, most)
    present = set(read)
    missing = 0.0
    for letter, count, others in letters:
        if (lacking := count - read.count(letter)) > 0:
            missing += lacking * (1.0 if others.isdisjoint(present) else _SHAPE_CHANGED)
            if missing > bound + _ROUNDING:
                return []
    columns = [inf] * (len(read) + 1)
    above = list(accumulate(losses, initial=0.0))
    if above[-1] <= limit:
        columns[0] = above[-1]
    for position, char in enumerate(read, 1):
        loss = _lost(char)
        last = above[0] + loss
        made = [last]
        changes = _changes(char, word)
        for diagonal, upper, change, lost in zip(
            above, islice(above, 1, None), changes, losses, strict=False
        ):
            last += lost
            last = min(diagonal + change, upper + loss, last)
            made.append(last)
        if min(made) > bound:
            return columns
        above = made
        if last <= limit:
            columns[position] = last
    return columns


@lru_cache(maxsize=512)
def _profile(word: str) -> tuple[list[float], float, list[tuple[str, int, frozenset[str]]]]:
    """What losing each character costs, what is too much for the whole, and the plain letters.

    Each plain letter once, with how often the word has it and what it is taken for; those that
    are taken for nothing else come first, for they tell most.
    """
    losses = [_lost(char) for char in word]
    plain = Counter(char for char, loss in zip(word, losses, strict=True) if loss == 1.0)
    letters = [(letter, count, frozenset(alike(letter))) for letter, count in plain.items()]
    letters.sort(key=lambda known: len(known[2]))
    return losses, _SHARE * plain.total() + 1.0, letters


@lru_cache(maxsize=8192)
def _changes(char: str, word: str) -> tuple[float, ...]:
    """What it costs to take a character for each one of a word."""
    return tuple(0.0 if char == wanted else _changed(char, wanted) for wanted in word)


@lru_cache(maxsize=512)
def _lost(char: str) -> float:
    return _MARK_LOST if char in _MARKS or char.isspace() else 1.0


def _changed(char: str, wanted: str) -> float:
    if char in _MARKS or wanted in _MARKS:
        return _MARK_CHANGED if char in _MARKS and wanted in _MARKS else 1.0
    return _SHAPE_CHANGED if (char, wanted) in _ALIKE else 1.0
