"""The query language: what a person types, read into a query tree.

::

    เมืองอัจฉริยะ ประชาสัมพันธ์      both, each anywhere in the document
    "ส่งบุคลากรเข้าร่วม"            exactly so; “ ” will do as well
    กรม หรือ กอง   กรม OR กอง       either; และ (AND) is what a blank is, ไม่ (NOT) and - leave out
    (กรม หรือ กอง) -ด่วน            brackets
    สมรรถ*   แผน*ปี   พ?ศ           a beginning; gaps
    ที่:มท 0810.3/ว28707            in one field, value bare or "quoted", or (one หรือ other)
    วันที่:2562-06  วันที่:2560..2562  a date, a month, a year, or from one to another
    ปีงบ:2563  ไตรมาส:2/2563  หลัง:1/6/62  is:doubtful  has:enclosure

Fields are those of :mod:`thaidoc.search.field_names`; a word with a colon that names none
(``10:30``, ``https://…``) is a word like any other. A word that is only dashes counts for nothing;
an empty query, and ``*``, is every document. ``thaidoc help query`` tells all of it to people.
"""

from thaidoc.errors import QueryError
from thaidoc.search.dates import bare_range
from thaidoc.search.faults import ValueFault
from thaidoc.search.field_names import QueryField
from thaidoc.search.gaps import MOST_GAPS, has_too_many_gaps
from thaidoc.search.query import (
    All,
    Leaf,
    Phrase,
    Query,
    Wildcard,
    Word,
    conjunction,
    disjunction,
    negation,
    typed_text,
)
from thaidoc.search.tokens import Token, tokens
from thaidoc.thai.fold import fold_query

#: what a person types has fewer; what a program makes up must not take a machine's time
_MOST_CLAUSES, _DEEPEST = 200, 50
_BEFORE, _BEHIND = "before", "behind"
_AS_TEXT = "Put it in quotation marks to look for the word itself"


def parse(text: str) -> Query:
    """The query tree of what was typed.

    :raises QueryError: where it cannot be understood; it says where, and what to type instead.
    """
    parser = _Parser(text)
    found = parser.alternatives(None, 0)
    if parser.token is not None:
        raise parser.fault(
            "this bracket closes none", parser.token.start, "Take it out, or quote what it is in"
        )
    return found if found is not None else All()


class _Parser:
    """Reads signs from left to right, one ahead; ``token`` is the one that comes next."""

    def __init__(self, text: str):
        self.text = text
        self._tokens = tokens(text)
        self._clauses = 0
        self.token: Token | None = None
        self.step()

    def step(self) -> None:
        """Go on to the next sign."""
        self.token = next(self._tokens, None)

    def alternatives(self, field: Token | None, depth: int) -> Query | None:
        """Clauses with หรือ between them, to the end or a closing bracket; None for nothing.

        :param field: the name of the field that the brackets around them belong to.
        """
        parts = [self._clauses_together(field, depth)]
        while self.token is not None and self.token.sign == "or":
            operator = self.token
            self.step()
            self._need(parts[-1], operator, _BEFORE)
            parts.append(self._need(self._clauses_together(field, depth), operator, _BEHIND))
        return parts[0] if len(parts) == 1 else disjunction(part for part in parts if part)

    def fault(self, what: str, position: int, hint: str) -> QueryError:
        """A fault at a place of the query."""
        return QueryError(what, query=self.text, position=position, hint=hint)

    def _clauses_together(self, field: Token | None, depth: int) -> Query | None:
        """Clauses with และ or nothing between them."""
        parts: list[Query] = []
        operator: Token | None = None
        while self.token is not None and self.token.sign not in ("or", "close"):
            if self.token.sign == "and":
                self._need(parts[-1] if parts and operator is None else None, self.token, _BEFORE)
                operator = self.token
                self.step()
                continue
            clause = self._clause(field, depth)
            if clause is not None:
                parts.append(clause)
                operator = None
        if operator is not None:
            self._need(None, operator, _BEHIND)
        return conjunction(parts) if parts else None

    def _need(self, part: Query | None, operator: Token, side: str) -> Query:
        if part is None:
            word = self.text[operator.start : operator.end]
            what = f"there is nothing {'before' if side == _BEFORE else 'behind'} {word}"
            raise self.fault(what, operator.start, _AS_TEXT)
        return part

    def _clause(self, field: Token | None, depth: int) -> Query | None:
        """One clause with what negates it; None where it counts for nothing."""
        negations: list[Token] = []
        while self.token is not None and self.token.sign == "not":
            negations.append(self.token)
            self.step()
        if self.token is None or self.token.sign in ("and", "or", "close"):
            self._need(None, negations[-1], _BEHIND)
        start = self.token.start if self.token is not None else 0
        found = self._primary(field, depth)
        if found is None:
            return None
        self._clauses += 1
        if self._clauses > _MOST_CLAUSES:
            hint = "Put quotation marks around what belongs together"
            raise self.fault(f"these are more than {_MOST_CLAUSES} words", start, hint)
        return negation(found) if len(negations) % 2 else found

    def _primary(self, field: Token | None, depth: int) -> Query | None:
        token = self.token
        assert token is not None  # noqa: S101 -- _clause looked
        self.step()
        if token.sign == "open":
            return self._group(token, field, depth)
        if token.field is not None:
            name = self.text[token.start : token.end]
            value = self.token
            if value is not None and value.sign == "open":
                self.step()
                return self._group(value, token, depth)
            if value is None or value.sign != "leaf":
                hint = f"Write it after the colon: {name}…"
                raise self.fault(f"{name} has no value", token.end - 1, hint)
            self.step()
            return self._valued(token.field, token, value)
        if field is not None and field.field is not None:
            return self._valued(field.field, field, token)
        return self._free(token)

    def _group(self, bracket: Token, field: Token | None, depth: int) -> Query:
        """What stands between brackets, the first of which is behind us."""
        if depth >= _DEEPEST:
            raise self.fault("brackets lie too deep in brackets", bracket.start, "Use fewer")
        found = self.alternatives(field, depth + 1)
        if self.token is None:
            raise self.fault("this bracket is never closed", bracket.start, "Put a ) where it ends")
        if found is None:
            raise self.fault(
                "there is nothing between the brackets", bracket.start, "Take them out"
            )
        self.step()
        return found

    def _valued(self, field: QueryField, name: Token, token: Token) -> Query:
        """The clause of a field and one value."""
        self._refuse_gaps(token)
        typed = self.text[name.start : name.end] + self.text[token.start : token.end]
        if token.value is None or isinstance(token.value, All):
            hint = "Give some letters or digits, or has: and the field's name"
            raise self.fault(f"{typed} says nothing", token.start, hint)
        try:
            return field.clause(token.value)
        except ValueFault as fault:
            what = f"{typed} cannot be read: {fault.what}"
            raise self.fault(what, token.start, fault.hint) from fault

    def _refuse_gaps(self, token: Token) -> None:
        """Refuse a string of so many gaps that looking for it would take long."""
        if isinstance(token.value, Wildcard) and has_too_many_gaps(token.value):
            what = f"there are more than {MOST_GAPS} * within one word"
            raise self.fault(what, token.start, "Part it into words")

    def _free(self, token: Token) -> Query | None:
        """What a word or phrase without a field looks for; None for a word of dashes."""
        self._refuse_gaps(token)
        value = token.value
        if value is None or isinstance(value, All):
            return value
        if isinstance(value, Phrase) and not fold_query(value.text):
            hint = "Write a phrase there"
            raise self.fault("there is nothing between the quotation marks", token.start, hint)
        if isinstance(value, Word) and (days := bare_range(value.text)):
            return days
        return value if _says_something(value) else None


def _says_something(value: Leaf) -> bool:
    """Whether anything is left to look for but gaps, dashes and blanks."""
    text = typed_text(value)
    if not isinstance(value, Phrase | Word):
        text = text.replace("*", "").replace("?", "")
    return bool(fold_query(text))
