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
from itertools import accumulate
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
#: how many characters more than the word has a damaged one may have
_LONGER = 3


def unlikeness(read: str, word: str) -> float:
    """What it costs to make one text of another: 0 for the same, about 1 for one other letter.

    Infinite where they have so little in common that nobody would take one for the other.

    >>> unlikeness("เรือง", "เรื่อง") < unlikeness("เมือง", "เรื่อง")
    True
    """
    return _table(read, word)[-1]


def likest_beginning(text: str, word: str) -> tuple[int, float]:
    """How many characters of a text's beginning are likest a word, and what they cost.

    >>> likest_beginning("สิ่งที่ส่งมาดัวย1. แผนที่", "สิ่งที่ส่งมาด้วย")[0]
    16
    """
    costs = _table(text[: len(word) + _LONGER], word)
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
def _table(read: str, word: str) -> list[float]:
    """For every beginning of ``read``, from the empty one on, what it costs to make ``word``."""
    losses, bound, letters = _profile(word)
    columns = [inf] * (len(read) + 1)
    missing = 0.0
    for letter, count, others in letters:
        lacking = count - read.count(letter)
        if lacking > 0:
            missing += lacking * (_SHAPE_CHANGED if any(o in read for o in others) else 1.0)
    if missing > bound:
        return columns
    above = list(accumulate(losses, initial=0.0))
    columns[0] = above[-1]
    for position, char in enumerate(read, 1):
        loss = _lost(char)
        last = above[0] + loss
        made = [last]
        for index, wanted in enumerate(word):
            changed = above[index] + (0.0 if char == wanted else _changed(char, wanted))
            dropped = above[index + 1] + loss
            last += losses[index]
            last = min(changed, dropped, last)
            made.append(last)
        if min(made) > bound:
            return columns
        above = made
        columns[position] = last
    return columns


@lru_cache(maxsize=512)
def _profile(word: str) -> tuple[list[float], float, list[tuple[str, int, tuple[str, ...]]]]:
    """What losing each character costs, what is too much for the whole, and the plain letters.

    Each plain letter once, with how often the word has it and what it is taken for.
    """
    losses = [_lost(char) for char in word]
    plain = Counter(char for char, loss in zip(word, losses, strict=True) if loss == 1.0)
    letters = [(letter, count, alike(letter)) for letter, count in plain.items()]
    return losses, _SHARE * plain.total() + 1.0, letters


@lru_cache(maxsize=512)
def _lost(char: str) -> float:
    return _MARK_LOST if char in _MARKS or char.isspace() else 1.0


@lru_cache(maxsize=8192)
def _changed(char: str, wanted: str) -> float:
    if char in _MARKS or wanted in _MARKS:
        return _MARK_CHANGED if char in _MARKS and wanted in _MARKS else 1.0
    return _SHAPE_CHANGED if (char, wanted) in _ALIKE else 1.0
