"""Which entries a query finds, why, and in what order.

Every node of the query tree finds two sets of entries: those that hold what was typed as it stands
(*sure*), and those that may be meant because they have its words (*possible*, the sure ones
included). How a node combines its parts' sets is all there is to say of it here.
"""

from collections.abc import Callable, Set
from functools import singledispatchmethod

from msgspec import Struct

from thaidoc.search.codes import CODES, DUE, code_string, deadlines_in
from thaidoc.search.engine import Order
from thaidoc.search.evidence import DATE, DEADLINE, LITERAL, SYNONYM, WORDS, Evidence
from thaidoc.search.fields import TEXT_FIELDS, TextField
from thaidoc.search.gaps import Ready, in_forms, shown_pieces
from thaidoc.search.ordering import BY_VALUE, by_rank, scores_of
from thaidoc.search.part import TEXT
from thaidoc.search.query import (
    All,
    And,
    Code,
    DateRange,
    Documents,
    Field,
    Leaf,
    Named,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from thaidoc.search.store import Texts, Words
from thaidoc.search.terms import cut
from thaidoc.thai.fold import fold_query

#: fewer entries than this that have a phrase need no words to put them in order
_RANKED = 2
#: the name of the index's field of all words
BODY = "body"
_FIELDS = {wanted.key: wanted for wanted in TEXT_FIELDS}
_WEIGHTS = {BODY: 1.0} | {f.key: f.weight for f in TEXT_FIELDS if f.weight}


class Found(Struct, frozen=True):
    """Positions of entries; every sure one is a possible one."""

    sure: Set[int]
    possible: Set[int]


class Matcher:
    """Finds one query's entries, and keeps why each was found.

    :param words: opens the word index; called only where the query has words.
    """

    def __init__(self, letters: Texts, words: Callable[[], Words]):
        self._letters = letters
        self._words = words
        self._seen = Evidence()

    @property
    def evidence(self) -> Evidence:
        """Why entries were found, as far as they were looked for until now."""
        return self._seen

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
        """What is excluded is taken out of the rest, not looked for in all there is."""
        excluded = [part.part for part in query.parts if isinstance(part, Not)]
        wanted = [part for part in query.parts if not isinstance(part, Not)]
        found = [self.find(part) for part in wanted or [All()]]
        sure = set.intersection(*(set(f.sure) for f in found))
        possible = set.intersection(*(set(f.possible) for f in found))
        for part in excluded if possible else ():
            out = self._unseen(part)
            sure -= out.possible
            possible -= out.sure
        return Found(sure, possible)

    @find.register
    def _(self, query: Or) -> Found:
        found = [self.find(part) for part in query.parts]
        return Found(
            set().union(*(f.sure for f in found)),
            set().union(*(f.possible for f in found)),
        )

    @find.register
    def _(self, query: Not) -> Found:
        """What is only possible within a Not is only possible without it, too."""
        found = self._unseen(query.part)
        everything = set(self._letters.positions())
        return Found(everything - found.possible, everything - found.sure)

    @find.register
    def _(self, query: Named) -> Found:
        typed = self.find(query.typed)
        shown, self._seen = self._seen, Evidence()
        others = [self.find(other) for other in query.others]
        self._seen, named = shown, self._seen
        by_name = set().union(*(f.sure for f in others))
        self._seen.strings += named.strings
        self._seen.terms += named.terms
        self._seen.phrases += named.phrases
        self._seen.reasons.append((SYNONYM, by_name))
        return Found(typed.sure | by_name, typed.possible | by_name)

    @find.register
    def _(self, query: DateRange) -> Found:
        if query.of == DEADLINE:
            return self._certain(DEADLINE, self._due(query.first, query.last))
        return self._certain(DATE, self._letters.dated(query.first, query.last))

    @find.register
    def _(self, query: Documents) -> Found:
        wanted, ids = {int(identity, 16) for identity in query.ids}, self._letters.ids
        return self._certain("is", {p for p in self._letters.positions() if ids[p] in wanted})

    @find.register
    def _(self, query: Code) -> Found:
        return self._certain(query.key, self._letters.find(CODES, code_string(query)))

    @find.register
    def _(self, query: Field) -> Found:
        wanted = _FIELDS[query.key]
        self._seen.strings += shown_pieces(query.value)
        ready = in_forms(query.value)(wanted.normal)
        sure = self._in_field(wanted, ready, exactly=wanted.whole_numbers)
        self._seen.reasons.append((wanted.key, sure))
        if not wanted.weight:
            return Found(sure, sure)
        return self._by_words(query.value, sure, wanted.key)

    @find.register
    def _(self, query: Word) -> Found:
        return self._by_words(query, self._anywhere(query), BODY)

    @find.register
    def _(self, query: Phrase) -> Found:
        return self._by_words(query, self._anywhere(query), BODY)

    @find.register
    def _(self, query: Prefix) -> Found:
        sure = self._anywhere(query)
        return Found(sure, sure)

    @find.register
    def _(self, query: Wildcard) -> Found:
        sure = self._anywhere(query)
        return Found(sure, sure)

    def _unseen(self, query: Query) -> Found:
        """The entries that a query finds, which then speak for no document."""
        shown, self._seen = self._seen, Evidence()
        found = self.find(query)
        self._seen = shown
        return found

    def _anywhere(self, value: Leaf) -> Set[int]:
        """Where a string stands in the text or, in its field's form, in a field."""
        pieces = shown_pieces(value)
        self._seen.strings += pieces
        ready = in_forms(value)
        found = [self._standing(TEXT, ready(fold_query))]
        self._seen.reasons.append((LITERAL, found[0]))
        whole = any("/" in piece for piece in pieces)
        for wanted in TEXT_FIELDS:
            here = self._in_field(wanted, ready(wanted.free), exactly=wanted.own and whole)
            if here:
                self._seen.reasons.append((wanted.key, here))
                found.append(here)
        return found[0].union(*found[1:]) if len(found) > 1 else found[0]

    def _in_field(self, wanted: TextField, ready: Ready, *, exactly: bool) -> set[int]:
        """Where a string stands in a field; ``exactly`` where just this number must be meant."""
        found = self._standing(wanted.key, ready)
        if exactly and wanted.whole_numbers and found and isinstance(ready, str):
            self._seen.exact |= self._letters.find(wanted.key, ready, whole_numbers=True)
        return found

    def _standing(self, column: str, ready: Ready) -> set[int]:
        """Where a string, with gaps or without, stands in a column."""
        if not ready:
            return set()
        if isinstance(ready, str):
            return self._letters.find(column, ready)
        return self._letters.find_gapped(column, ready)

    def _by_words(self, value: Leaf, sure: Set[int], where: str) -> Found:
        """What has the string, and for a word also what has all its words there."""
        if not isinstance(value, Word | Phrase):
            return Found(sure, sure)
        if isinstance(value, Phrase):  # its words only put in order what has it
            if len(sure) >= _RANKED:
                self._seen.phrases.append(value.text)
            return Found(sure, sure)
        pieces = cut(value.text, self._words().knows)
        self._seen.terms.extend(pieces.terms)
        if not pieces.whole:
            return Found(sure, sure)
        slots = self._words().having_all(pieces.terms, where)
        by_words = self._letters.at_slots(slots) - sure
        if not by_words:
            return Found(sure, sure)
        self._seen.reasons.append((WORDS, by_words))
        return Found(sure, sure | by_words)

    def _due(self, first: int, last: int) -> set[int]:
        """Where a deadline touches these days."""
        text = self._letters.text
        return {
            position
            for position in self._letters.find(CODES, DUE)
            if any(a <= last and b >= first for a, b in deadlines_in(text(CODES, position)))
        }

    def _certain(self, reason: str, positions: set[int]) -> Found:
        self._seen.reasons.append((reason, positions))
        return Found(positions, positions)

    def best(self, found: Found, count: int, order: Order = "rank") -> list[tuple[int, float]]:
        """The first so many entries in order, each with its score, 0 where nothing is scored.

        By rank: sure ones first, of these the ones with just the number that was looked for, then
        by score, by the weightiest field, and the newest first.
        """
        if order != "rank":
            positions = BY_VALUE[order](self._letters, found.possible, count)
            return [(position, 0.0) for position in positions]
        scores = self._scores(found.possible)
        exact, sure = self._seen.exact, found.sure
        tiers = [sure & exact, sure - exact] if exact else [sure]
        if sure is not found.possible:
            tiers.append(found.possible - sure)
        best = by_rank(self._letters, tiers, scores, self._seen.rank, count)
        return [(position, scores.get(position, 0.0)) for position in best]

    def _scores(self, positions: Set[int]) -> dict[int, float]:
        for phrase in self._seen.phrases if positions else ():
            self._seen.terms.extend(cut(phrase, self._words().knows).terms)
        if not self._seen.terms or not positions:
            return {}
        return scores_of(self._letters, self._words(), self._seen.terms, _WEIGHTS, positions)
