"""What an engine has to offer, so that another can take the local one's place.

An engine keeps entries and finds them by a query tree. It also keeps, in the same commit as the
entries, how far in the archive's event log they reach: whatever happens, the two never disagree,
and whoever updates the index only has to go on from there. The one that thaidoc brings is
:class:`~thaidoc.search.local.LocalEngine`; a distributed one would offer the same over the network.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal, Protocol, get_args

import msgspec

from thaidoc.search.query import Query

#: how matches are ordered: the best first, by date, or by reference number (prefix, unit, running
#: number, digits as numbers); what has no date or number comes last
Order = Literal["rank", "newest", "oldest", "number"]
ORDERS: tuple[Order, ...] = get_args(Order)
#: what matches can be counted by: the issuer's name, the year of the date (Buddhist era), kind,
#: urgency and secrecy as in a record
FACETS = ("issuer", "year", "kind", "urgency", "secrecy")


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """How far an index has read the event log.

    ``offset`` is the byte behind the last event read, ``size`` the log's size then, ``tail`` a
    digest of the bytes before the offset, which tells a log that was replaced.
    """

    offset: int = 0
    size: int = 0
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine is given of one document.

    ``fields`` holds the values of each text field by the field's key; ``first`` and ``last`` the
    days that its date may mean, as numbers (``20190601``), 0 where it has none; ``codes`` what it
    is classed as, as :mod:`thaidoc.search.codes` writes it; ``labels`` its value, as it is shown,
    of each facet but the year, and of what else is counted (:mod:`thaidoc.search.labels`).
    """

    id: str
    text: str
    fields: dict[str, tuple[str, ...]]
    first: int = 0
    last: int = 0
    codes: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


class Match(msgspec.Struct, frozen=True):
    """One document that an engine found, with the reasons that :class:`~.results.Hit` describes.

    ``near`` says about where in the text that is: shares of its length, 0 to 1, so that a snippet
    of a long document need not look through all of it. ``states`` is what it is, as ``is:`` of a
    query has it.
    """

    id: str
    score: float
    how: tuple[str, ...]
    near: tuple[float, ...] = ()
    states: tuple[str, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """What an engine found: how many documents in all, and the matches asked for, best first.

    ``strings`` and ``terms`` are what a snippet should show: strings that were looked for
    literally, and words that stood in for one of them; both folded.
    """

    total: int
    matches: tuple[Match, ...]
    strings: tuple[str, ...] = ()
    terms: tuple[str, ...] = field(default=())


class Engine(Protocol):
    """Keeps entries and finds them. Reads what was committed when it was opened."""

    @property
    def feed(self) -> Feed:
        """How far the entries reach in the event log."""
        ...

    @property
    def sound(self) -> bool:
        """Whether all parts of the index are of one commit; if not, an update will make them so."""
        ...

    def ids(self) -> Set[str]:
        """The documents in the index."""
        ...

    def incomplete(self) -> Set[str]:
        """Those of them that a crash left in it by halves: they have to be put in again."""
        ...

    def apply(self, removed: Iterable[str], entries: Iterable[Entry], feed: Feed) -> None:
        """Take documents out and put entries in, replacing older ones, all in one commit."""
        ...

    def search(self, query: Query, limit: int, offset: int = 0, order: Order = "rank") -> Answer:
        """The matches of a query in this order from ``offset`` on, at most ``limit`` of them."""
        ...

    def count(self, query: Query) -> int:
        """How many documents a query finds."""
        ...

    def facets(
        self, query: Query, keys: Sequence[str], limit: int
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each of these facets the values that most found documents have, with how many.

        At most ``limit`` values of each, the most frequent first, equals in order of their text;
        documents without a value count nowhere.

        :param keys: of :data:`FACETS` or :data:`~thaidoc.search.labels.COUNTED`.
        """
        ...

    def related(self, identity: str, query: Query, limit: int, offset: int = 0) -> Answer:
        """Of what a query finds the documents that are like one other, the likest first.

        They have ``related`` as the reason; ``terms`` are the words that they share.

        :raises NoSuchDocumentError: where that one is not in the index.
        """
        ...

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """Strings that some document has, one mistake away from a word; the likeliest first."""
        ...

    def close(self) -> None:
        """Let go of the index's files."""
        ...
