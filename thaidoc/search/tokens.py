"""A query cut into its signs, each with the place where it stands.

Blanks part words. A word ends before a bracket that it does not itself close, so that brackets
inside a word (``กรม(ใหม่)``) stay text. What is commonly typed with blanks and still is one thing is
one word: a reference number, a telephone number, ``ต่าง ๆ``.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from thaidoc.errors import QueryError
from thaidoc.search.field_names import QueryField, field_named, slip_of
from thaidoc.search.forms import NUMBER_AMONG_WORDS, PHONE_AMONG_WORDS
from thaidoc.search.query import All, Leaf, Phrase, Word, leaf

Sign = Literal["open", "close", "and", "or", "not", "field", "leaf"]

QUOTES = '"“”„‟'
#: words that are operators where they stand alone; English ones in capitals only
OPERATORS: dict[str, Sign] = {
    "และ": "and",
    "หรือ": "or",
    "ไม่": "not",
    "AND": "and",
    "OR": "or",
    "NOT": "not",
}
_NAME = re.compile(rf"([^\s:()*?{QUOTES}]+):")
_QUOTED = re.compile(rf"[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]")
#: a minus before something; before a blank it is a dash and counts for nothing
_MINUS = re.compile(r"-(?![\s)]|$)")
_STOPS = re.compile(rf"[\s(){QUOTES}]")
_CLOSED = re.compile(rf"\([^\s(){QUOTES}]*\)")
#: the mark of repetition and that of leaving out, typed behind a blank
_MARK = re.compile(r"\s+(ๆ|ฯลฯ|ฯ)(?=[\s)]|$)")
_TOGETHER = (NUMBER_AMONG_WORDS, PHONE_AMONG_WORDS)


class Token(Struct, frozen=True):
    """A sign of a query: what it is, and the characters ``start`` to ``end`` that it was.

    A ``field`` has the field, a ``leaf`` what to look for.
    """

    sign: Sign
    start: int
    end: int
    value: Leaf | All | None = None
    field: QueryField | None = None


def tokens(text: str) -> Iterator[Token]:
    """The signs of a query from left to right.

    :raises QueryError: where a quotation has no end, or a field's name is misspelt.
    """
    at = _skip_blanks(text, 0)
    while at < len(text):
        token = _token(text, at)
        yield token
        at = _skip_blanks(text, token.end)
        if token.field is not None and text[at : at + 1] not in ("", "(", ")"):
            value = _value(text, at, token.field)
            yield value
            at = _skip_blanks(text, value.end)


def _token(text: str, at: int) -> Token:
    """The sign that begins here."""
    if text[at] in "()":
        return Token("open" if text[at] == "(" else "close", at, at + 1)
    if text[at] in QUOTES:
        return _quoted(text, at)
    if _MINUS.match(text, at):
        return Token("not", at, at + 1)
    name = _NAME.match(text, at)
    if name:
        field = field_named(name[1])
        if field is not None:
            return Token("field", at, name.end(), field=field)
        _refuse_slip(text, name)
    end = _word_end(text, at)
    operator = OPERATORS.get(text[at:end])
    if operator:
        return Token(operator, at, end)
    return _words(text, at, end)


def _words(text: str, at: int, end: int) -> Token:
    """A word, or words that are one thing."""
    for pattern in _TOGETHER:
        match = pattern.match(text, at)
        if match and match.end() > end:
            return Token("leaf", at, match.end(), Phrase(match.group()))
    found = leaf(text[at:end])
    mark = _MARK.match(text, end)
    if mark and isinstance(found, Word) and found.text.strip("-"):
        return Token("leaf", at, mark.end(), Word(found.text + mark[1]))
    return Token("leaf", at, end, found)


def _value(text: str, at: int, field: QueryField) -> Token:
    """The value of a field, which begins here."""
    if text[at] in QUOTES:
        return _quoted(text, at)
    end = _word_end(text, at)
    reach = field.extent(text, at)
    if reach > end:
        return Token("leaf", at, reach, Phrase(text[at:reach]))
    return Token("leaf", at, end, leaf(text[at:end]))


def _quoted(text: str, at: int) -> Token:
    quoted = _QUOTED.match(text, at)
    if not quoted:
        raise QueryError(
            "the quotation that begins here has no end",
            query=text,
            position=at,
            hint='Put a " where it ends',
        )
    return Token("leaf", at, quoted.end(), Phrase(quoted[1]))


def _word_end(text: str, at: int) -> int:
    """Where the word that begins here ends; brackets that it closes itself are part of it."""
    while stop := _STOPS.search(text, at):
        closed = _CLOSED.match(text, stop.start())
        if not closed:
            return stop.start()
        at = closed.end()
    return len(text)


def _refuse_slip(text: str, name: re.Match[str]) -> None:
    """Ask back where a name is nearly a field's; any other colon is text."""
    near = slip_of(name[1])
    if near is not None and not text.startswith("//", name.end()):
        raise QueryError(
            f"there is no field {name[1]}:",
            query=text,
            position=name.start(),
            hint=f"Did you mean {near}: ? In quotation marks it is text",
        )


def _skip_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at
