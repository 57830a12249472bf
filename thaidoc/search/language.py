"""The query language: what a person types, read into a query tree.

::

    เมืองอัจฉริยะ ประชาสัมพันธ์      both, each anywhere in the document
    "ส่งบุคลากรเข้าร่วม"            exactly so; “ ” will do as well
    ที่:ว28707                     in one field, value bare or "quoted"
    วันที่:2562-06  วันที่:2560..2562  a date, a month, a year, or from one to another
    วันที่:"14 มิ.ย. 2562"           a value that has blanks is quoted

Fields are those of :mod:`thaidoc.search.fields`; a word with a colon that names none (``10:30``,
``https://…``) is a word like any other. A value follows its colon at once. After a blank, as in
``ที่: มท 0810``, the next word, and only that, is the value: the query is ``ที่:มท`` and ``0810``.
A word that is only dashes counts for nothing; an empty query, and ``*``, is every document.
"""

import re

from thaidoc.errors import QueryError
from thaidoc.search.fields import DateField, TextField, ValueFault, field_named
from thaidoc.search.query import All, And, Phrase, Query, Word
from thaidoc.thai.fold import fold_query

_QUOTES = '"“”„‟'
_NAME = re.compile(rf"([^\s:{_QUOTES}]+):")
_QUOTED = re.compile(rf"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")


def parse(text: str) -> Query:
    """The query tree of what was typed.

    :raises QueryError: where a value is missing or unreadable, or a quotation has no end.
    """
    parts = _Reader(text).parts()
    if not parts:
        return All()
    return parts[0] if len(parts) == 1 else And(tuple(parts))


class _Reader:
    """Reads a query from left to right; ``at`` is where it stands."""

    def __init__(self, text: str):
        self.text = text
        self.at = 0

    def parts(self) -> list[Query]:
        """The clauses of the whole query."""
        parts: list[Query] = []
        self._skip_blanks()
        while self.at < len(self.text):
            clause = self._clause()
            if clause is not None:
                parts.append(clause)
            self._skip_blanks()
        return parts

    def _clause(self) -> Query | None:
        start = self.at
        if self.text[start] in _QUOTES:
            quoted = self._quoted()
            if not fold_query(quoted):
                raise self._fault(
                    "there is nothing between the quotation marks", start, "Write a phrase there"
                )
            return Phrase(quoted)
        name = _NAME.match(self.text, start)
        field = field_named(name[1]) if name else None
        if name and field:
            self.at = name.end()
            return self._value(field, name[1])
        word = self._bare()
        if word == "*":
            return All()
        return Word(word) if fold_query(word) else None

    def _value(self, field: TextField | DateField, name: str) -> Query:
        """The clause of a field whose name and colon are behind us."""
        colon = self.at - 1
        self._skip_blanks()
        start = self.at
        if start == len(self.text):
            raise self._fault(f"{name}: has no value", colon, f"Write it after the colon: {name}:…")
        value = self._quoted() if self.text[start] in _QUOTES else self._bare()
        try:
            return field.clause(value)
        except ValueFault as fault:
            what, hint = fault.args
            raise self._fault(f"{name}:{value} cannot be read: {what}", start, hint) from fault

    def _quoted(self) -> str:
        quoted = _QUOTED.match(self.text, self.at)
        if not quoted:
            raise self._fault(
                "the quotation that begins here has no end", self.at, 'Put a " where it ends'
            )
        self.at = quoted.end()
        return quoted[1]

    def _bare(self) -> str:
        start = self.at
        while self.at < len(self.text) and not _ends_word(self.text[self.at]):
            self.at += 1
        return self.text[start : self.at]

    def _skip_blanks(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def _fault(self, what: str, position: int, hint: str | None = None) -> QueryError:
        return QueryError(what, query=self.text, position=position, hint=hint)


def _ends_word(character: str) -> bool:
    return character.isspace() or character in _QUOTES
