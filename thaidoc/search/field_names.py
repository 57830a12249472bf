"""Every field that a query may name, in Thai or English, and the nearest one for a slip."""

from typing import Protocol

from thaidoc.search.codes import CODE_FIELDS
from thaidoc.search.dates import DATE_FIELDS
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.nearness import distance
from thaidoc.search.query import Leaf, Query
from thaidoc.thai.fold import fold_query

#: a name shorter than this is near to too much
_SHORTEST_SLIP = 5


class QueryField(Protocol):
    """What the language asks of any kind of field."""

    @property
    def key(self) -> str:
        """The field's own name."""
        ...

    @property
    def names(self) -> tuple[str, ...]:
        """What a query may call it, Thai names first."""
        ...

    def clause(self, value: Leaf, /) -> Query:
        """The query that a typed value stands for.

        :raises ValueFault: where it cannot be one.
        """
        ...

    def extent(self, text: str, start: int, /) -> int:
        """Where a value without quotation marks ends that goes over blanks; else ``start``."""
        ...


FIELDS: tuple[QueryField, ...] = (*TEXT_FIELDS, *DATE_FIELDS, *CODE_FIELDS)
_BY_NAME = {fold_query(name): field for field in FIELDS for name in field.names}
_BY_KEY = {field.key: field for field in FIELDS}


def field_named(name: str) -> QueryField | None:
    """The field that a query calls by this name, in Thai or English, in any case.

    A full stop at its end counts for nothing: ``โทร.:``.
    """
    return _BY_NAME.get(fold_query(name).rstrip("."))


def field_of(key: str) -> QueryField:
    """The field of this key."""
    return _BY_KEY[key]


def slip_of(name: str) -> str | None:
    """The field's name that this one is a slip of: one letter wrong, missing or too many."""
    wanted = fold_query(name)
    if len(wanted) < _SHORTEST_SLIP:
        return None
    near = (known for known in _BY_NAME if abs(len(known) - len(wanted)) <= 1)
    return next((known for known in near if distance(wanted, known) == 1), None)
