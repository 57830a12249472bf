"""Which entries a query finds, why, and in what order.

Every node of the query tree finds two sets of entries: those that hold what was typed as it stands
(*sure*), and those that may be meant because they have its words (*possible*, the sure ones
included). How a node combines its parts' sets is all there is to say of it here.
"""

import heapq
from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from functools import singledispatchmethod
from typing import TYPE_CHECKING

from thaidoc.search.fields import TEXT_FIELDS, TextField
from thaidoc.search.literal import Letters
from thaidoc.search.query import All, And, DateRange, Field, Phrase, Query, Word
from thaidoc.search.terms import Cut, cut
from thaidoc.thai.fold import fold_query

if TYPE_CHECKING:
    from thaidoc.search.whoosh import WordIndex

#: the column of the whole text, and the name of the index's field of all words
TEXT, BODY = "text", "body"
LITERAL, WORDS, DATE = "literal", "words", "date"
_FIELDS = {field.key: field for field in TEXT_FIELDS}
#: what a hit in each field is worth where scores are equal, the best first
_RANK = {key: rank for rank, key in enumerate((*_FIELDS, LITERAL, DATE, WORDS))}
_WEIGHTS = {BODY: 1.0} | {f.key: f.weight for f in TEXT_FIELDS if f.weight}


@dataclass(frozen=True, slots=True)
class Found:
    """Positions of entries; every sure one is a possible one."""

    sure: Set[int]
    possible: Set[int]


class Matcher:
    """Finds one query's entries, and keeps why each was found.

    :param words: opens the word index; called only where the query has words.
    """

    def __init__(self, letters: Letters, words: Callable[[], "WordIndex"]):
        self._letters = letters
        self._words = words
        self._evidence: list[tuple[str, Set[int]]] = []
        self._exact: set[int] = set()
        self.strings: list[str] = []
        self.terms: list[str] = []

    @singledispatchmethod
    def find(self, query: Query) -> Found:
        """The entries that a query finds."""
        raise NotImplementedError(f"{type(query).__name__} is unknown to this engine")

    @find.register
    def _(self, _: All) -> Found:
        everything = set(self._letters.positions())
        return Found(everything, everything)

    @find.register
    def _(self, query: And) -> Found:
        found = [self.find(part) for part in query.parts]
        return Found(
            set.intersection(*(set(f.sure) for f in found)),
            set.intersection(*(set(f.possible) for f in found)),
        )

    @find.register
    def _(self, query: DateRange) -> Found:
        return self._certain(DATE, self._letters.dated(query.first, query.last))

    @find.register
    def _(self, query: Field) -> Found:
        field = _FIELDS[query.key]
        if field.weight:
            self._cut(query.text)
        self.strings.append(fold_query(query.text))
        here = self._in_field(field, field.normal(query.text), named=True)
        return self._certain(field.key, here)

    @find.register
    def _(self, query: Phrase) -> Found:
        self._cut(query.text)
        return self._anywhere(query.text)

    @find.register
    def _(self, query: Word) -> Found:
        found = self._anywhere(query.text)
        pieces = self._cut(query.text)
        if not pieces.whole:
            return found
        slots = self._words().having_all(pieces.terms)
        by_words = self._letters.at_slots(slots) - found.sure
        self._evidence.append((WORDS, by_words))
        return Found(found.sure, found.sure | by_words)

    def _anywhere(self, text: str) -> Found:
        """Where a string stands in the text or, in its field's form, in a field."""
        folded = fold_query(text)
        self.strings.append(folded)
        sure = self._letters.find(TEXT, folded)
        self._evidence.append((LITERAL, sure))
        for field in TEXT_FIELDS:
            here = self._in_field(field, field.free(text), named="/" in folded)
            self._evidence.append((field.key, here))
            sure = sure | here
        return Found(sure, sure)

    def _in_field(self, field: TextField, folded: str, *, named: bool) -> set[int]:
        """Where a string stands in a field; ``named`` where just this field must be meant."""
        found = self._letters.find(field.key, folded)
        if field.whole_numbers and named and found:
            self._exact |= self._letters.find(field.key, folded, whole_numbers=True)
        return found

    def _certain(self, reason: str, positions: set[int]) -> Found:
        self._evidence.append((reason, positions))
        return Found(positions, positions)

    def _cut(self, text: str) -> Cut:
        pieces = cut(text, self._words().knows)
        self.terms.extend(pieces.terms)
        return pieces

    def best(self, found: Found, count: int) -> list[tuple[int, float]]:
        """The first so many entries in order, each with its score.

        Sure ones first, of these the ones with just the number that was looked for, then by
        score, by the weightiest field, and the newest first.
        """
        scores = self._scores(found.possible)
        first, ids = self._letters.first, self._letters.ids
        rank: dict[int, int] = {}
        for reason, positions in sorted(self._evidence, key=lambda e: -_RANK[e[0]]):
            if reason not in (LITERAL, WORDS, DATE):
                rank.update(dict.fromkeys(positions & found.possible, _RANK[reason]))
        sure, exact, last = found.sure, self._exact, len(_RANK)

        def key(position: int) -> tuple[bool, bool, float, int, int, int]:
            return (
                position not in sure,
                position not in exact,
                -scores.get(position, 0.0),
                rank.get(position, last),
                -first[position],
                ids[position],
            )

        best = heapq.nsmallest(count, found.possible, key=key)
        return [(position, scores.get(position, 0.0)) for position in best]

    def _scores(self, positions: Set[int]) -> dict[int, float]:
        if not self.terms or not positions:
            return {}
        slots = self._letters.slots
        place = {slots[position]: position for position in positions}
        scores = self._words().scores(self.terms, _WEIGHTS, place.keys())
        return {place[slot]: score for slot, score in scores.items()}

    def near(self, position: int) -> tuple[float, ...]:
        """About where in an entry's text the strings stand, or else the words."""
        text = self._letters.columns[TEXT]
        for wanted in (self.strings, self.terms):
            shares = {text.share(position, string) for string in wanted} - {None}
            if shares:
                return tuple(sorted(share for share in shares if share is not None))
        return ()

    def reasons(self, position: int) -> tuple[str, ...]:
        """Why an entry was found: each reason once, as it stands first."""
        return tuple(dict.fromkeys(self._reasons(position)))

    def _reasons(self, position: int) -> Iterator[str]:
        for reason in (LITERAL, *_FIELDS, DATE, WORDS):
            if any(r == reason and position in found for r, found in self._evidence):
                yield reason
