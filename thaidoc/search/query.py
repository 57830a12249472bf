"""The query tree: what a person looks for, whatever engine looks.

Nodes are immutable and know nothing of how they are found. A new kind of node is a new class here
and one more registered function in an engine.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A string found as it stands anywhere in the text or a field, or else by its words."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A string found only as it stands, anywhere in the text or a field."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A string found only in one field; ``key`` is the field's own, ``text`` as typed."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents whose date, or the month or year they bear, touches these days.

    ``first`` and ``last`` are days as numbers, ``20190601``, both included.
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class All:
    """Every document."""


@dataclass(frozen=True, slots=True)
class And:
    """What all of its parts find."""

    parts: tuple["Query", ...]


Query = Word | Phrase | Field | DateRange | All | And
