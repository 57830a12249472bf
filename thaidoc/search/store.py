"""What :class:`~thaidoc.search.matching.Matcher` asks of what an engine keeps.

How clauses are put together, what counts as sure and what a hit is found by is the same for every
engine that runs in this process; it has only to say where strings and words stand. Documents are
known by *positions*, any numbers; words may know them by other ones, called *slots*.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Protocol

from thaidoc.search.gaps import Gapped

#: stands between the values of a column
BETWEEN = "\x02"


class Numbers(Protocol):
    """A number for each position."""

    def __getitem__(self, position: int, /) -> int: ...


class Ordered(Protocol):
    """What documents are put in order by."""

    @property
    def ids(self) -> Numbers:
        """Identities, as numbers."""
        ...

    @property
    def first(self) -> Numbers:
        """The first day that each document's date may mean, 0 where it has none."""
        ...

    def text(self, column: str, position: int) -> str:
        """What a document has in a column, its values apart by :data:`BETWEEN`."""
        ...


class Texts(Ordered, Protocol):
    """The folded strings of all documents, by column."""

    @property
    def slots(self) -> Numbers:
        """By which numbers the words know the documents."""
        ...

    def __len__(self) -> int:
        """How many documents there are."""
        ...

    def positions(self) -> Iterable[int]:
        """All documents."""
        ...

    def find(self, column: str, folded: str, *, whole_numbers: bool = False) -> set[int]:
        """Where a string stands; with ``whole_numbers`` not within a longer number."""
        ...

    def find_gapped(self, column: str, gapped: Gapped) -> set[int]:
        """Where a string with gaps stands."""
        ...

    def at_slots(self, slots: Iterable[int]) -> set[int]:
        """The documents with these slots, as far as there are such."""
        ...

    def dated(self, first: int, last: int) -> set[int]:
        """Those whose date touches these days, both included."""
        ...

    def share(self, position: int, folded: str) -> float | None:
        """How far into a document's text, of its length, a string first stands."""
        ...

    def counted(self, key: str, positions: Iterable[int]) -> dict[str, int]:
        """How many of these documents have each label of a facet."""
        ...


class Words(Protocol):
    """The terms of all documents, by field."""

    def knows(self, term: str) -> bool:
        """Whether the term stands in any document."""
        ...

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        ...

    def having_all(self, terms: Sequence[str], field: str = ..., /) -> set[int]:
        """The slots of the documents that have all these terms in one field."""
        ...

    def scores(
        self, terms: Iterable[str], weights: Mapping[str, float], among: Set[int]
    ) -> dict[int, float]:
        """How well the documents at these slots fit the terms; those that have none may lack."""
        ...
