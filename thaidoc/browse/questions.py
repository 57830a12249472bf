"""What is asked of the searching thread and what it gives back: plain values, safe to pass on."""

from dataclasses import dataclass

from thaidoc.search.engine import Order
from thaidoc.search.results import Facet, Hit, Suggestion

#: letters that are asked for at first, and as many more each time the list is read to its end
PAGE = 30


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of a facet that a person ticked: the facet, the value, the clause for it."""

    key: str
    value: str
    clause: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query as typed, what was ticked, the order; ``counted``: by which facets, too."""

    typed: str = ""
    ticked: tuple[Tick, ...] = ()
    order: Order = "rank"
    limit: int = PAGE
    counted: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer; ``position`` is where in the query, from 0.

    ``own`` says that the fault is thaidoc's.
    """

    sentence: str
    position: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The letters found for a question, or a fault. ``strings`` and ``terms`` are to be marked."""

    question: Question
    total: int = 0
    rows: tuple[Hit, ...] = ()
    strings: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """Other queries, where that of a question finds little."""

    question: Question
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the letters of a question are counted by."""

    question: Question
    facets: tuple[Facet, ...]


def composed(question: Question) -> str:
    """The query that finds what was typed among what was ticked.

    Values of one facet widen, facets narrow.

    >>> ticks = (Tick("year", "2566", "วันที่:2566"), Tick("year", "2567", "วันที่:2567"))
    >>> composed(Question("น้ำ หรือ ไฟ", ticks))
    '(น้ำ หรือ ไฟ) (วันที่:2566 OR วันที่:2567)'
    """
    groups: dict[str, list[str]] = {}
    for tick in question.ticked:
        groups.setdefault(tick.key, []).append(tick.clause)
    clauses = [
        clauses[0] if len(clauses) == 1 else f"({' OR '.join(clauses)})"
        for clauses in groups.values()
    ]
    if clauses and question.typed.strip():
        clauses.insert(0, f"({question.typed})")
    return " ".join(clauses) if clauses else question.typed
