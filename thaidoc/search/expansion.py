"""A query widened by what means the same: other names, other ways to write a number or a date.

What was typed stays in the tree as it was typed, the others beside it, so that a hit can tell which
of them it was found by, and the person is told what else was looked for.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from thaidoc.search.dates import day_number, read_date
from thaidoc.search.query import (
    And,
    DateRange,
    Field,
    Named,
    Or,
    Phrase,
    Query,
    Word,
    conjunction,
    disjunction,
)
from thaidoc.search.synonyms import other_names
from thaidoc.thai.calendar import Period, format_be
from thaidoc.thai.fold import fold_query
from thaidoc.thai.numerals import to_arabic

#: fields in which a name may stand otherwise than it was typed
_NAMING = frozenset({"subject", "issuer", "addressee", "signatory", "enclosure", "owner", "copies"})
_PLAIN_NUMBER = re.compile(r"[1-9]\d{4,11}")
_PARTED_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
#: a date with its month; a year alone, and 35/2562, are numbers
_DATED = re.compile(r"(?=.*\d)(?:.*[^\W\d_].*|\d+([/-])\d+\1\d+)")
_LONGEST_MONTH = 31


class Expansion(Struct, frozen=True):
    """What was looked for besides what was typed."""

    typed: str
    names: tuple[str, ...]


def expand(query: Query) -> tuple[Query, tuple[Expansion, ...]]:
    """The query widened, and by what. What a person excludes is never widened."""
    done: list[Expansion] = []
    return _expanded(query, done), tuple(dict.fromkeys(done))


def _expanded(query: Query, done: list[Expansion]) -> Query:
    if isinstance(query, And):
        return conjunction(_expanded(part, done) for part in query.parts)
    if isinstance(query, Or):
        return disjunction(_expanded(part, done) for part in query.parts)
    if isinstance(query, Word):
        others = (*map(Phrase, _texts(query.text)), *_dates(query.text))
        return _named(query, query.text, others, done)
    if isinstance(query, Field) and query.key in _NAMING and isinstance(query.value, Word):
        text = query.value.text
        others = tuple(Field(query.key, Phrase(name)) for name in other_names(text, naming=True))
        return _named(query, text, others, done)
    return query


def _named(query: Query, typed: str, others: tuple[Query, ...], done: list[Expansion]) -> Query:
    if not others:
        return query
    names = [_name(other) for other in others]
    done.append(Expansion(typed, tuple(name for name in names if name)))
    return Named(query, others)


def _name(query: Query) -> str:
    """What a person is told of another name."""
    if isinstance(query, Field):
        query = query.value
    if isinstance(query, Phrase):
        return query.text
    from thaidoc.search.written import written

    return written(query)


def _texts(typed: str) -> Iterator[str]:
    """Other strings that stand for the same."""
    yield from other_names(typed)
    number = to_arabic(typed)
    if _PLAIN_NUMBER.fullmatch(number):
        yield f"{int(number):,}"
    elif _PARTED_NUMBER.fullmatch(number):
        yield number.replace(",", "")
    found = _period(typed)
    if found is not None:
        day = found.first == found.last
        iso = found.first.isoformat() if day else found.first.isoformat()[:7]
        forms = dict.fromkeys(format_be(iso, short=short) for short in (True, False))
        yield from (form for form in forms if fold_query(form) != fold_query(typed))


def _dates(typed: str) -> Iterator[Query]:
    """The days that a written date means."""
    found = _period(typed)
    if found is not None:
        yield DateRange(day_number(found.first), day_number(found.last))


def _period(typed: str) -> Period | None:
    if not _DATED.fullmatch(to_arabic(typed)):
        return None
    try:
        found = read_date(typed)
    except (ValueError, OverflowError):
        return None
    return found if (found.last - found.first).days < _LONGEST_MONTH else None
