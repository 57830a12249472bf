"""The line that closes a letter: ขอแสดงความนับถือ and its kin, misread letters allowed.

It parts the body from the signature, so a letter whose closing a scan has damaged would else have
neither.
"""

from dataclasses import dataclass
from functools import lru_cache

from thaidoc.parsing.labels import CLOSING
from thaidoc.thai.likeness import likest_beginning

#: what a damaged closing most likely is, and what the damage weighs at most
_USUAL = ("ขอแสดงความนับถืออย่างยิ่ง", "ขอแสดงความนับถือ", "ขอนมัสการด้วยความเคารพ", "ด้วยความเคารพอย่างยิ่ง")
_LIMIT = 3.0
#: a closing stands alone: so few signs may follow it, and so few more than the word may it have
_ALONE = 3
_SHORTEST, _LONGEST = 10, 45
#: what the first letter of a closing is, or is taken for
_FIRST = frozenset("ขชซฃฆดคตศ")


@dataclass(frozen=True, slots=True)
class ClosingMatch:
    """A closing at the beginning of a line: its end offset, and whether it was misread."""

    end: int
    damaged: bool


@lru_cache(maxsize=256)
def closing_of(text: str) -> ClosingMatch | None:
    """The closing that a line is, or None.

    >>> closing_of("ขอแลดงความนับถือ").damaged, closing_of("ขอแสดงความยินดีกับท่าน")
    (True, None)
    """
    if text[:1] not in _FIRST:
        return None
    sound = CLOSING.match(text)
    if sound:
        return ClosingMatch(sound.end(), damaged=False) if _is_alone(text, sound.end()) else None
    if not _SHORTEST <= len(text) <= _LONGEST:
        return None
    for words in _USUAL:
        length, weight = likest_beginning(text, words, _LIMIT)
        if weight <= _LIMIT and _is_alone(text, length):
            return ClosingMatch(length, damaged=True)
    return None


def _is_alone(text: str, end: int) -> bool:
    return len(text) - end < _ALONE
