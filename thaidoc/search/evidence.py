"""Why documents were found: which clause found which, and what a snippet of them should show."""

from collections.abc import Set
from dataclasses import dataclass, field

from thaidoc.search.codes import CODE_FIELDS
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.store import Texts

LITERAL, WORDS, DATE, SYNONYM = "literal", "words", "date", "synonym"
DEADLINE = "deadline"
_FIELDS = tuple(wanted.key for wanted in TEXT_FIELDS)
#: why an entry may have been found, in the order in which it is told
_REASONS = (
    LITERAL,
    *_FIELDS,
    DATE,
    DEADLINE,
    *(wanted.key for wanted in CODE_FIELDS),
    SYNONYM,
    WORDS,
)
#: what a hit in each field is worth where scores are equal, the best first
_RANK = {key: rank for rank, key in enumerate(_FIELDS)}


@dataclass(slots=True)
class Evidence:
    """What speaks for the entries that a query finds.

    ``reasons`` are the sets that its clauses found, ``exact`` those with just the number that was
    looked for; ``strings`` were looked for literally, ``terms`` are the words that stand in for
    them, both folded. ``phrases`` are still to be cut into terms, which only an order needs.
    """

    reasons: list[tuple[str, Set[int]]] = field(default_factory=list)
    exact: set[int] = field(default_factory=set)
    strings: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)

    def rank(self, positions: Set[int]) -> dict[int, int]:
        """Of these entries the place of the weightiest field that found each, 0 the best."""
        rank: dict[int, int] = {}
        named = [one for one in self.reasons if one[0] in _RANK]
        for reason, found in sorted(named, key=lambda one: -_RANK[one[0]]):
            rank.update(dict.fromkeys(found & positions, _RANK[reason]))
        return rank

    def near(self, letters: Texts, position: int) -> tuple[float, ...]:
        """About where in an entry's text the strings stand, or else the words."""
        for wanted in (self.strings, self.terms):
            shares = {letters.share(position, string) for string in wanted}
            if found := sorted(share for share in shares if share is not None):
                return tuple(found)
        return ()

    def how(self, position: int) -> tuple[str, ...]:
        """Why an entry was found: each reason once, as it stands first."""
        reasons = {reason for reason, found in self.reasons if position in found}
        return tuple(reason for reason in _REASONS if reason in reasons)
