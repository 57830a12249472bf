"""The query tree: what a person looks for, whatever engine looks.

Nodes are immutable and know nothing of how they are found. A new kind of node is a new class here,
one more registered function in an engine and one in :mod:`thaidoc.search.written`. Trees are made
by :func:`conjunction`, :func:`disjunction` and :func:`negation`, which keep one form for one
meaning: no And within an And, no Or within an Or, no double negation.
"""

from collections.abc import Callable, Iterable

from msgspec import Struct

#: days before and after every document
FIRST_DAY, LAST_DAY = 1, 99991231


class Word(Struct, frozen=True):
    """A string found as it stands anywhere in the text or a field, or else by its words."""

    text: str


class Phrase(Struct, frozen=True):
    """A string found only as it stands, anywhere in the text or a field."""

    text: str


class Prefix(Struct, frozen=True):
    """A string found where a word may begin.

    In Thai that is anywhere; a string that begins with a Latin letter or a digit is not found
    within a Latin word or a number.
    """

    text: str


class Wildcard(Struct, frozen=True):
    """A string with gaps: ``?`` is one character but a blank, ``*`` up to 40 of them or none."""

    pattern: str


#: what a field may have as its value
Leaf = Word | Phrase | Prefix | Wildcard


class Field(Struct, frozen=True):
    """A string found only in one field; ``key`` is the field's own."""

    key: str
    value: Leaf


class Code(Struct, frozen=True):
    """Documents classed so: ``kind`` ``order``, ``is`` ``secret``, ``has`` ``enclosure``."""

    key: str
    value: str


class DateRange(Struct, frozen=True):
    """Documents whose date, or the month or year they bear, touches these days.

    ``first`` and ``last`` are days as numbers, ``20190601``, both included; :data:`FIRST_DAY` and
    :data:`LAST_DAY` where an end is open. ``of`` is whose days: ``date`` the document's own,
    ``deadline`` those by which somebody must act.
    """

    first: int
    last: int
    of: str = "date"


class Documents(Struct, frozen=True):
    """Just these documents, by their identities.

    No query text reads as one: what a class means that no index knows is put in its place.
    """

    ids: tuple[str, ...]


class All(Struct, frozen=True):
    """Every document."""


class And(Struct, frozen=True):
    """What all of its parts find."""

    parts: tuple["Query", ...]


class Or(Struct, frozen=True):
    """What any of its parts finds."""

    parts: tuple["Query", ...]


class Not(Struct, frozen=True):
    """What its part does not find."""

    part: "Query"


class Named(Struct, frozen=True):
    """What was typed, or another name of the same: an Or whose hits tell which it was.

    No query text reads as one: :func:`thaidoc.search.expansion.expand` makes them.
    """

    typed: "Query"
    others: tuple["Query", ...]


Query = (
    Word
    | Phrase
    | Prefix
    | Wildcard
    | Field
    | Code
    | DateRange
    | Documents
    | All
    | And
    | Or
    | Not
    | Named
)


def leaf(typed: str, *, quoted: bool = False) -> Leaf | All:
    """What one typed word looks for: its ``*`` and ``?`` are gaps unless it was quoted."""
    if quoted:
        return Phrase(typed)
    if typed and not typed.strip("*"):
        return All()
    if "*" not in typed and "?" not in typed:
        return Word(typed)
    stem = typed.removesuffix("*")
    return Wildcard(typed) if "*" in stem or "?" in stem else Prefix(stem)


def typed_text(value: Leaf) -> str:
    """What was typed for a leaf, without the quotation marks of a phrase.

    >>> typed_text(Prefix("สมรรถ"))
    'สมรรถ*'
    """
    if isinstance(value, Prefix):
        return f"{value.text}*"
    return value.pattern if isinstance(value, Wildcard) else value.text


def conjunction(parts: Iterable[Query]) -> Query:
    """What all of these find; every document where there are none."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, And) else (part,)))
    return flat[0] if len(flat) == 1 else And(flat) if flat else All()


def disjunction(parts: Iterable[Query]) -> Query:
    """What any of these finds; nothing where there are none."""
    flat = tuple(p for part in parts for p in (part.parts if isinstance(part, Or) else (part,)))
    return flat[0] if len(flat) == 1 else Or(flat) if flat else Not(All())


def negation(part: Query) -> Query:
    """What this does not find."""
    return part.part if isinstance(part, Not) else Not(part)


def rebuilt(query: Query, change: Callable[[Query], Query]) -> Query:
    """The tree with each of its leaves changed; fields count as leaves."""
    if isinstance(query, And):
        return conjunction(rebuilt(part, change) for part in query.parts)
    if isinstance(query, Or):
        return disjunction(rebuilt(part, change) for part in query.parts)
    if isinstance(query, Not):
        return negation(rebuilt(query.part, change))
    return change(query)


def leaves(query: Query) -> tuple[Query, ...]:
    """The leaves of a tree that speak for a document, from left to right: none within a Not."""
    if isinstance(query, And | Or):
        return tuple(leaf for part in query.parts for leaf in leaves(part))
    return () if isinstance(query, Not) else (query,)
