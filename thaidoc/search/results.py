"""What a search gives: hits in order, each saying why it is one."""

from dataclasses import dataclass
from typing import Literal

from thaidoc.record import Kind, Secrecy, ThaiDate
from thaidoc.search.expansion import Expansion
from thaidoc.search.query import Query

#: what was changed in a proposal: the keyboard layout, a letter, or a word was left out
Why = Literal["layout", "spelling", "without"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that finds something, how many documents that are, and what was changed."""

    query: str
    total: int
    why: Why


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a document's text around what was found.

    ``hits`` are pairs of offsets into ``text``, in order and apart. ``cut_before`` and
    ``cut_after`` say that the document goes on at either end.
    """

    text: str
    hits: tuple[tuple[int, int], ...]
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One document that was found.

    ``how`` says how: ``literal`` as it stands in the text, the names of fields it stands in,
    ``synonym`` where another name of it does, ``words`` where only the words stand in the document,
    not the string. The rest is what a list
    of results shows; None where the record has none.
    """

    id: str
    score: float
    how: tuple[str, ...]
    number: str | None
    date: ThaiDate | None
    issuer: str | None
    subject: str | None
    kind: Kind | None
    circular: bool | None
    snippet: Snippet | None
    secrecy: Secrecy | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The hits asked for, and how many documents were found in all.

    ``query`` is what was typed, ``expanded`` what else was looked for in its place; where little
    was found, ``suggestions`` are queries that find more.
    """

    query: Query
    total: int
    hits: tuple[Hit, ...]
    expanded: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
