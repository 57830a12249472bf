"""What is asked: the same queries for every engine, drawn from the letters themselves."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.search.letters import pieces
from thaidoc.thai.fold import fold_query

_EACH = 12
#: words that are operators of the query language
_OPERATORS = frozenset({"และ", "หรือ", "ไม่"})
#: a word in at least this share of the letters is common, in at most this one it is rarer
_COMMON, _MIDDLE = 0.25, 0.02


@dataclass(frozen=True)
class Queries:
    """Strings by the row of the table that they are measured for."""

    common: list[str]
    middle: list[str]
    three: list[tuple[str, str, str]]
    phrases: list[str]
    numbers: list[str]

    @classmethod
    def drawn(
        cls, texts: Sequence[str], terms: Iterable[Iterable[str]], numbers: Sequence[str]
    ) -> "Queries":
        """Words by how many letters have them, phrases of 8 to 20 characters cut anywhere."""
        drawn = random.Random(3)
        having = Counter(term for found in terms for term in set(found) if len(term) > 2)
        known = sorted(t for t in having if not t[0].isdigit() and t not in _OPERATORS)
        common = [term for term in known if having[term] >= _COMMON * len(texts)]
        middle = [t for t in known if 3 < having[t] <= _MIDDLE * len(texts)]
        phrases = [p for p in pieces(list(texts), 40 * _EACH) if len(fold_query(p)) >= 8]
        few = drawn.sample(middle, min(len(middle), 3 * _EACH))
        return cls(
            common=drawn.sample(common, min(len(common), _EACH)),
            middle=few[:_EACH],
            three=[(a, b, c) for a, b, c in zip(few[::3], few[1::3], few[2::3], strict=False)],
            phrases=phrases[:_EACH],
            numbers=drawn.sample(list(numbers), _EACH),
        )
