"""What a search gives: hits in order, each saying why it is one."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from thaidoc.contract import contract
from thaidoc.record import Kind, Secrecy, ThaiDate
from thaidoc.search.engine import Order
from thaidoc.search.expansion import Expansion
from thaidoc.search.query import Query

#: version of what ``thaidoc search --json`` prints; see :func:`json_schema`
VERSION = 1
#: what was changed in a proposal: the keyboard layout, a letter, or a word was left out
Why = Literal["layout", "spelling", "without"]


class Suggestion(Struct, frozen=True):
    """A query that finds something, how many documents that are, and what was changed."""

    query: str
    total: int
    why: Why


class Snippet(Struct, frozen=True):
    """A piece of a document's text around what was found.

    ``hits`` are pairs of offsets into ``text``, in order and apart. ``cut_before`` and
    ``cut_after`` say that the document goes on at either end.
    """

    text: str
    hits: tuple[tuple[int, int], ...]
    cut_before: bool = False
    cut_after: bool = False


class Hit(Struct, frozen=True):
    """One document that was found.

    ``how`` says how: ``literal`` as it stands in the text, the names of fields it stands in,
    ``synonym`` where another name of it does, ``words`` where only the words stand in the document,
    not the string; ``related`` where it is like another letter. ``states`` is what it is, as
    ``is:`` of a query has it (``doubtful``, ``cancelled``). ``subject_hits`` are pairs of offsets
    into the subject. The rest is what a list of results shows; null where the record has none.
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
    states: tuple[str, ...] = ()
    subject_hits: tuple[tuple[int, int], ...] = ()


class FacetValue(Struct, frozen=True):
    """A value that found documents have, how many of them, and the clause that keeps just those."""

    value: str
    count: int
    query: str


class Facet(Struct, frozen=True):
    """What the found documents are counted by, the most frequent values first.

    ``more`` says that there are further values.
    """

    field: str
    values: tuple[FacetValue, ...]
    more: bool = False


class SearchResult(Struct, frozen=True):
    """The hits asked for, and how many documents were found in all.

    ``query`` is what was typed, ``expanded`` what else was looked for in its place; where little
    was found, ``suggestions`` are queries that find more. A hit is read when it is looked at, so
    that a long list costs no more memory than a short one; ``ids`` are the hits' identities, for
    which nothing is read. ``strings`` and ``terms`` are what is to be marked in a letter: strings
    that were looked for, and words that stood in for one, both folded (:func:`~.snippet.marks`).
    """

    query: Query
    total: int
    hits: Sequence[Hit]
    expanded: tuple[Expansion, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    facets: tuple[Facet, ...] = ()
    ids: tuple[str, ...] = ()
    strings: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


class Listing(Struct, frozen=True, kw_only=True):
    """What ``thaidoc search --json`` prints.

    ``query`` is as it was typed, ``related`` the document that hits are like, ``offset`` how many
    come before the first one here. A line of ``--jsonl`` is one of ``hits`` with the ``version``.
    """

    version: int = VERSION
    query: str
    related: str | None = None
    order: Order = "rank"
    total: int
    offset: int
    hits: list[Hit]
    expanded: list[Expansion]
    suggestions: list[Suggestion]
    facets: list[Facet]


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a listing."""
    return contract(Listing, "search", VERSION)
