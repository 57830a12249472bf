"""A query tree as text that reads as the same tree.

For proposals: what is changed is the tree, what a person is shown and can type is its text.
"""

from functools import singledispatch

from thaidoc.search.codes import CODE_FIELDS
from thaidoc.search.dates import DATE_FIELDS
from thaidoc.search.dates import written as written_days
from thaidoc.search.field_names import field_of
from thaidoc.search.language import parse
from thaidoc.search.query import (
    All,
    And,
    Code,
    DateRange,
    Field,
    Named,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
    typed_text,
)

_CODES = {field.key: field for field in CODE_FIELDS}


def written(query: Query) -> str:
    """The query as a person would type it.

    >>> written(parse("กรม OR ( กอง ไม่ date:2019-06 )"))
    'กรม หรือ กอง -วันที่:2562-06'
    """
    text = _text(query)
    # neighbours that would read as one word (ว 119) are kept apart by brackets
    return text if parse(text) == query or not isinstance(query, And | Or | Not) else _apart(query)


def _apart(query: Query) -> str:
    """The same with brackets around every part."""
    if isinstance(query, And | Or):
        sign = " " if isinstance(query, And) else " หรือ "
        return sign.join(f"({_apart(part)})" for part in query.parts)
    return f"-({_apart(query.part)})" if isinstance(query, Not) else _text(query)


@singledispatch
def _text(query: Query) -> str:
    raise NotImplementedError(f"{type(query).__name__} cannot be written")


@_text.register
def _(_query: All) -> str:
    return "*"


@_text.register
def _(query: Word) -> str:
    return typed_text(query)


@_text.register
def _(query: Prefix) -> str:
    return typed_text(query)


@_text.register
def _(query: Wildcard) -> str:
    return typed_text(query)


@_text.register
def _(query: Phrase) -> str:
    return f'"{query.text}"'


@_text.register
def _(query: Field) -> str:
    return f"{field_of(query.key).names[0]}:{_text(query.value)}"


@_text.register
def _(query: Code) -> str:
    field = _CODES[query.key]
    return f"{field.names[0]}:{field.values[query.value][0]}"


@_text.register
def _(query: DateRange) -> str:
    field = next(one for one in DATE_FIELDS if one.of == query.of)
    return f"{field.names[0]}:{written_days(query)}"


@_text.register
def _(query: Named) -> str:
    return _text(query.typed)


@_text.register
def _(query: Not) -> str:
    inner = _text(query.part)
    return f"-({inner})" if isinstance(query.part, And | Or) else f"-{inner}"


@_text.register
def _(query: And) -> str:
    parts = ((f"({_text(p)})" if isinstance(p, Or) else _text(p)) for p in query.parts)
    return " ".join(parts)


@_text.register
def _(query: Or) -> str:
    return " หรือ ".join(_text(part) for part in query.parts)
