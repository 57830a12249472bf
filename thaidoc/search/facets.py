"""What found documents are counted by, each value with the clause that keeps just those.

The engine counts; here its counts become what a person can read and type. A facet is called by its
key or by any name that a query may use for the same.
"""

from collections.abc import Callable, Sequence

from thaidoc.errors import ThaidocError
from thaidoc.search.dates import DATE_FIELDS
from thaidoc.search.engine import FACETS, Engine
from thaidoc.search.field_names import field_named
from thaidoc.search.nearness import nearest
from thaidoc.search.query import Code, Field, Phrase, Query
from thaidoc.search.results import Facet, FacetValue
from thaidoc.search.written import written


class NoSuchFacetError(ThaidocError):
    """Documents are not counted by this."""

    exit_code = 2


def facet_called(name: str) -> str:
    """The key of the facet that is called so, in Thai or English.

    >>> facet_called("จาก"), facet_called("ปี"), facet_called("kind")
    ('issuer', 'year', 'kind')

    :raises NoSuchFacetError: where there is none.
    """
    if name in FACETS:
        return name
    found = field_named(name)
    key = "year" if found == DATE_FIELDS[0] else found.key if found else ""
    if key in FACETS:
        return key
    near = nearest(name, FACETS)
    hint = f"Did you mean {near}" if near else f"There are {', '.join(FACETS)}"
    raise NoSuchFacetError(f"letters are not counted by {name!r}", hint=hint)


def counted_by(engine: Engine, query: Query, keys: Sequence[str], limit: int) -> tuple[Facet, ...]:
    """What a query finds, counted by each of these keys; years newest first.

    :param limit: of how many values of each to tell, those that most have.
    """
    counted = engine.facets(query, keys, limit + 1)
    return tuple(_facet(key, counted[key], limit) for key in keys)


def _facet(key: str, counted: Sequence[tuple[str, int]], limit: int) -> Facet:
    shown = list(counted[:limit])
    if key == "year":
        shown.sort(reverse=True)
    values = tuple(FacetValue(value, count, _clause(key, value)) for value, count in shown)
    return Facet(key, values, len(counted) > limit)


def _clause(key: str, value: str) -> str:
    return _CLAUSES.get(key, _code)(key, value)


def _code(key: str, value: str) -> str:
    return written(Code(key, value))


def _issuer(key: str, value: str) -> str:
    return written(Field(key, Phrase(value.replace('"', " "))))


def _year(_key: str, value: str) -> str:
    return f"{DATE_FIELDS[0].names[0]}:{value}"


#: facets of fields that are not of few values
_CLAUSES: dict[str, Callable[[str, str], str]] = {"issuer": _issuer, "year": _year}
