"""What would find something, where a query found nothing or next to nothing.

Proposals only: each is a query as a person would type it, with how many documents it finds. What
was typed is never replaced.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Protocol

from msgspec.structs import replace

from thaidoc.errors import QueryError
from thaidoc.search.language import parse
from thaidoc.search.layout import other_layout
from thaidoc.search.query import And, Field, Phrase, Query, Word, conjunction, leaves, rebuilt
from thaidoc.search.results import Suggestion, Why
from thaidoc.search.written import written

_MOST = 3
#: misspelt words that are mended, guesses for each, clauses that are left out in turn
_WORDS, _GUESSES, _CLAUSES = 3, 6, 8


class Searched(Protocol):
    """What proposals are tried on."""

    def found_by(self, query: Query) -> int:
        """How many documents a query tree finds."""
        ...

    def corrected(self, word: str, limit: int) -> tuple[str, ...]:
        """Strings that some document has, one mistake away from a word; the likeliest first."""
        ...


def suggestions(typed: str, query: Query, total: int, searched: Searched) -> tuple[Suggestion, ...]:
    """What to propose for a query that found ``total`` documents, none or few.

    Where it found some, only Latin letters that are Thai in the other layout are worth a doubt.
    """
    if total:
        found = _whole(typed, searched) if typed.isascii() else ()
        return tuple(one for one in found if one.total > total)
    proposed = list(_layouts(typed, query, searched))
    if not any(one.total for one in proposed):
        proposed = _spellings(query, searched) or _shorter(query, searched)
    return tuple(one for one in proposed if one.total)[:_MOST]


def meant_by(typed: str, searched: Searched) -> Suggestion | None:
    """What a query that cannot be read is in the other keyboard layout, if that finds something."""
    return next((one for one in _whole(typed, searched) if one.total), None)


def _layouts(typed: str, query: Query, searched: Searched) -> Iterator[Suggestion]:
    """The query typed on the other layout: all of it, or else just those of its words."""
    whole = [one for one in _whole(typed, searched) if one.total]
    yield from whole
    if not whole:
        changed = rebuilt(query, lambda leaf: _with_text(leaf, _if_nothing(leaf, searched)))
        if changed != query:
            yield _suggestion(changed, "layout", searched)


def _whole(typed: str, searched: Searched) -> Iterator[Suggestion]:
    other = other_layout(typed)
    if other is None:
        return
    try:
        query = parse(other)
    except QueryError:
        return
    if leaves(query):
        total = _count(query, searched)
        yield Suggestion(other.strip(), total, "layout")


def _if_nothing(leaf: Query, searched: Searched) -> str | None:
    """A word in the other layout, where as it is no document has it."""
    text = _text(leaf)
    return other_layout(text) if text and not _count(leaf, searched) else None


def _spellings(query: Query, searched: Searched) -> list[Suggestion]:
    """The query with one of its words mended, the most found first."""
    lost = [leaf for leaf in leaves(query) if _text(leaf) and not _count(leaf, searched)]
    found = []
    for leaf in lost[:_WORDS]:
        for guess in islice(searched.corrected(_text(leaf), _GUESSES), _GUESSES):
            found.append(_suggestion(_replaced(query, leaf, guess), "spelling", searched))
    return sorted((one for one in found if one.total), key=lambda one: -one.total)[:_MOST]


def _replaced(query: Query, leaf: Query, text: str) -> Query:
    """The query with another text for one of its leaves."""
    return rebuilt(query, lambda one: _with_text(one, text if one == leaf else None))


def _shorter(query: Query, searched: Searched) -> list[Suggestion]:
    """The query with one of its clauses left out, the most found first."""
    if not isinstance(query, And):
        return []
    parts = query.parts[:_CLAUSES]
    fewer = (
        conjunction(query.parts[:number] + query.parts[number + 1 :])
        for number in range(len(parts))
    )
    found = [_suggestion(one, "without", searched) for one in fewer if leaves(one)]
    return sorted((one for one in found if one.total), key=lambda one: -one.total)[:_MOST]


def _suggestion(query: Query, why: Why, searched: Searched) -> Suggestion:
    return Suggestion(written(query), _count(query, searched), why)


def _count(query: Query, searched: Searched) -> int:
    return searched.found_by(query)


def _text(leaf: Query) -> str:
    """The letters of a word, bare or in a field; empty for anything else."""
    if isinstance(leaf, Field):
        leaf = leaf.value
    return leaf.text if isinstance(leaf, Word | Phrase) and _has_letters(leaf.text) else ""


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _with_text(leaf: Query, text: str | None) -> Query:
    """A leaf with another text; as it was where there is none, or none that is one word."""
    if text is None:
        return leaf
    if isinstance(leaf, Field):
        value = _with_text(leaf.value, text)
        return replace(leaf, value=value) if isinstance(value, Word | Phrase) else leaf
    try:
        same = parse(text)
    except QueryError:
        same = Phrase(text)
    if isinstance(leaf, Phrase) or not isinstance(same, Word):
        return Phrase(text.replace('"', ""))
    return same
