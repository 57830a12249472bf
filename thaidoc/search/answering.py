"""From a query tree to an answer, the same for every engine that runs in this process."""

import re
from collections.abc import Callable

from thaidoc.search.codes import CODES
from thaidoc.search.engine import Answer, Match, Order
from thaidoc.search.matching import Matcher
from thaidoc.search.query import Query
from thaidoc.search.store import Texts, Words

_STATE = re.compile(r"<is=([^>]+)>")


def answer(
    letters: Texts,
    words: Callable[[], Words],
    query: Query,
    limit: int,
    offset: int = 0,
    order: Order = "rank",
) -> Answer:
    """The matches of a query in this order from ``offset`` on, at most ``limit`` of them.

    :param words: opens the word index; called only where the query has words.
    """
    matcher = Matcher(letters, words)
    found, seen = matcher.find(query), matcher.evidence
    offset = max(0, offset)
    best = matcher.best(found, offset + max(0, limit), order)[offset:]
    matches = tuple(
        Match(
            f"{letters.ids[position]:016x}",
            score,
            seen.how(position),
            seen.near(letters, position),
            states_at(letters, position),
        )
        for position, score in best
    )
    return Answer(len(found.possible), matches, tuple(seen.strings), tuple(seen.terms))


def related(
    letters: Texts,
    words: Callable[[], Words],
    place: int,
    query: Query,
    limit: int,
    offset: int = 0,
) -> Answer:
    """Of what a query finds the documents that are like the one at a place, the likest first."""
    from thaidoc.search.related import RELATED, alike

    among = Matcher(letters, words).find(query).possible - {place}
    found, terms = alike(letters, words(), place, among)
    matches = tuple(
        Match(f"{letters.ids[one]:016x}", share, (RELATED,), (), states_at(letters, one))
        for one, share in found[max(0, offset) :][: max(0, limit)]
    )
    return Answer(len(found), matches, (), terms)


def states_at(letters: Texts, position: int) -> tuple[str, ...]:
    """What an entry is, as ``is:`` of a query has it."""
    return tuple(_STATE.findall(letters.text(CODES, position)))
