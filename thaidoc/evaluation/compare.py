"""When two values are the same, at three levels, and which found value belongs to which gold one.

After GROBID's evaluation: *strict* folds blanks and digits only, *soft* drops blanks and
punctuation as well, *near* lets a fifth of the characters differ, but not in numbers, dates and
codes, of which nearly right is wrong. What is right at one level is right at every later one.
"""

import unicodedata
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Literal

from thaidoc.evaluation.values import Parts
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.text import canonical_marks, normal_form

Level = Literal["strict", "soft", "near"]
#: from the narrowest to the widest
LEVELS: tuple[Level, ...] = ("strict", "soft", "near")
#: texts at least so much alike are nearly the same: 1 less edits over the longer one's length
NEAR = 0.8
#: values less alike than this do not belong together: one is missing, the other is too many
_PAIRED = 0.5
#: of long lists, only values this near to each other's place are compared with each other
_WINDOW = 40

#: makes of a value's parts what two equal values have in common
_Form = Callable[[str], str]
#: places in the lists of gold and of found values; None where the other one has no counterpart
Pair = tuple[int | None, int | None]


@lru_cache(maxsize=4096)
def strict(text: str) -> str:
    """The text in canonical marks with Arabic digits and single blanks.

    >>> strict(" ที่  ๑๒ ") == "ที่ 12"
    True
    """
    return to_arabic(normal_form(text))


@lru_cache(maxsize=4096)
def soft(text: str) -> str:
    """The text without blanks and punctuation, in lower case; a text of these alone stays strict.

    >>> soft("กค (กวจ) ๐๔๐๕.๒/ว ๔๑๘"), soft("...")
    ('กคกวจ04052ว418', '...')
    """
    folded = strict(text)
    return canonical_marks("".join(filter(_is_kept, folded)).casefold()) or folded


@lru_cache(maxsize=1024)
def _is_kept(character: str) -> bool:
    """Letters, marks above and below them, and digits."""
    return unicodedata.category(character)[0] in "LMN"


def similarity(one: str, other: str) -> float:
    """How much alike two texts are in their soft forms, from 0 to 1."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(soft(one), soft(other))


def level_of(gold: Parts, found: Parts, exact: Set[str]) -> Level | None:
    """The narrowest level at which all parts of a gold value are right; None where at none.

    :param exact: names of the parts of which nearly right is wrong.
    """
    widest = 0
    for name, expected in gold.items():
        level = _level_of_part(expected, found.get(name), nearly=name not in exact)
        if level is None:
            return None
        widest = max(widest, level)
    return LEVELS[widest]


def _level_of_part(gold: str | None, found: str | None, *, nearly: bool) -> int | None:
    if gold is None or found is None:
        return 0 if gold is found else None
    if strict(gold) == strict(found):
        return 0
    if soft(gold) == soft(found):
        return 1
    return 2 if nearly and similarity(gold, found) >= NEAR else None


def aligned(gold: Sequence[Parts], found: Sequence[Parts], exact: Set[str]) -> list[Pair]:
    """Which found value answers to which gold value, in the order of the gold; then the others.

    Equal ones first, then those most alike. The order of the values does not count, but between
    values that are alike the one at the same place is taken. Each value is paired once.
    """
    partner: dict[int, int] = {}
    for form in (strict, soft):
        _pair_equal(gold, found, form, partner)
    taken = set(partner.values())
    candidates = _candidates(
        {i: parts for i, parts in enumerate(gold) if i not in partner},
        {j: parts for j, parts in enumerate(found) if j not in taken},
        exact,
    )
    for _, _, i, j in sorted(candidates):
        if i not in partner and j not in taken:
            partner[i] = j
            taken.add(j)
    pairs: list[Pair] = [(i, partner.get(i)) for i in range(len(gold))]
    return pairs + [(None, j) for j in range(len(found)) if j not in taken]


def _pair_equal(
    gold: Sequence[Parts], found: Sequence[Parts], form: _Form, partner: dict[int, int]
) -> None:
    """Pair values that are equal in a form, each with the first that is still free."""
    taken = set(partner.values())
    free: dict[tuple[str, ...], dict[tuple[str | None, ...], deque[int]]] = {}
    for i, parts in enumerate(gold):
        if i in partner:
            continue
        names = tuple(parts)
        if names not in free:
            free[names] = defaultdict(deque)
            for j, other in enumerate(found):
                if j not in taken:
                    free[names][_key(other, names, form)].append(j)
        waiting = free[names][_key(parts, names, form)]
        while waiting and waiting[0] in taken:
            waiting.popleft()
        if waiting:
            partner[i] = waiting.popleft()
            taken.add(partner[i])


def _key(parts: Parts, names: tuple[str, ...], form: _Form) -> tuple[str | None, ...]:
    values = (parts.get(name) for name in names)
    return tuple(None if value is None else form(value) for value in values)


def _candidates(
    gold: Mapping[int, Parts], found: Mapping[int, Parts], exact: Set[str]
) -> Iterator[tuple[float, int, int, int]]:
    """Values by their places that may belong together, each with its rank: the least is best.

    In long lists only those near to each other are compared, so that it takes no square of time.
    """
    from rapidfuzz.distance import Levenshtein

    few = len(gold) * len(found) <= _WINDOW * _WINDOW
    places = list(found)
    texts: dict[tuple[int, tuple[str, ...]], str] = {}
    for at, (i, parts) in enumerate(gold.items()):
        names = tuple(parts)
        text = _joined(parts, names)
        for j in places if few else places[max(0, at - _WINDOW) : at + _WINDOW]:
            if (j, names) not in texts:
                texts[j, names] = _joined(found[j], names)
            likeness = Levenshtein.normalized_similarity(text, texts[j, names])
            if few and level_of(parts, found[j], exact):
                likeness = 1.0
            if likeness >= _PAIRED:
                yield -likeness, abs(i - j), i, j


def _joined(parts: Parts, names: tuple[str, ...]) -> str:
    return soft(" ".join(text for name in names if (text := parts.get(name))))
