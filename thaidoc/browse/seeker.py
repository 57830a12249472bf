"""Searching while a person types: one thread with a searcher of its own, the last question wins.

A question takes the place of one that waits, and what was found for a question that is no longer
the last is dropped. Letters are told first; other queries to try and what the letters are counted
by take longer, and are looked for only when nothing was asked for a while, so that they never keep
the letters for the next key back. The index is opened in the thread and stays there.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from thaidoc import messages
from thaidoc.browse.questions import Answer, Counted, Fault, Proposed, Question, composed
from thaidoc.errors import NoIndexError, QueryError, ThaidocError
from thaidoc.search.engine import FACETS, Order
from thaidoc.search.language import parse
from thaidoc.search.results import Facet, SearchResult, Suggestion

#: seconds that a question waits for the next key
DEBOUNCE = 0.02
#: seconds without a question after which more than the letters is looked for
REST = 0.3
#: values of a facet that are counted
_VALUES = 12

Part = Answer | Proposed | Counted
Told = Callable[[Part], None]


class Searching(Protocol):
    """What a :class:`~thaidoc.search.searcher.Searcher` does for a seeker."""

    def search(
        self,
        query_text: str,
        limit: int,
        *,
        order: Order = "rank",
        facets: Sequence[str] = (),
        values: int = 10,
        passages: bool = True,
        proposals: bool = True,
    ) -> SearchResult:
        """The letters that a query finds."""
        ...

    def close(self) -> None:
        """Let go of the index."""
        ...


class Seeker(threading.Thread):
    """Answers questions in a thread of its own.

    :param open_searcher: opens the index; called in this thread, again after :meth:`renew`.
    :param bring_up: takes what is new into the index; called in this thread before opening again.
    :param told: gets answers, in this thread; must not wait.
    """

    def __init__(
        self,
        open_searcher: Callable[[], Searching],
        told: Told,
        *,
        bring_up: Callable[[], object] = lambda: None,
        debounce: float = DEBOUNCE,
        rest: float = REST,
    ):
        super().__init__(name="thaidoc-seeker", daemon=True)
        self._open = open_searcher
        self._bring_up = bring_up
        self._told = told
        self._debounce = debounce
        self._rest = rest
        self._changed = threading.Condition()
        self._waiting: Question | None = None
        self._last = 0
        self._renewing = False
        self._stopped = False
        self._searcher: Searching | None = None

    def ask(self, question: Question) -> int:
        """Ask this next, in place of whatever waits; the number under which it is answered."""
        with self._changed:
            self._last += 1
            self._waiting = replace(question, number=self._last)
            self._changed.notify()
            return self._last

    def renew(self) -> None:
        """Take in what is new, and open the index again before the next question is answered."""
        with self._changed:
            self._renewing = True
            self._changed.notify()

    def stop(self) -> None:
        """End when the search that runs has ended; nothing is told any more."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def run(self) -> None:
        """Answer until stopped."""
        while (question := self._next()) is not None:
            for part in self._answers(question):
                if self._is_stale(question):
                    break
                self._told(part)
        self._close()

    def _next(self) -> Question | None:
        """The next question, when no other followed it for a while; None when stopped."""
        with self._changed:
            while not self._stopped:
                if self._renewing:
                    self._renewing = False
                    self._changed.release()
                    try:
                        self._renew()
                    finally:
                        self._changed.acquire()
                elif self._waiting is None:
                    self._changed.wait()
                else:
                    before = self._waiting
                    self._changed.wait(self._debounce)
                    if self._waiting is before and not self._stopped:
                        self._waiting = None
                        return before
            return None

    def _is_stale(self, question: Question) -> bool:
        with self._changed:
            return self._stopped or question.number != self._last

    def _is_left_alone(self, question: Question) -> bool:
        """Whether nothing else is asked for a while."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._stopped or question.number != self._last, self._rest
            )
        return not self._is_stale(question)

    def _answers(self, question: Question) -> Iterator[Part]:
        """The letters, then what takes longer; or what is wrong, whatever it is."""
        try:
            answer = self._found(question)
            yield answer
            few = _is_little(answer)
            if not (few or question.counted) or not self._is_left_alone(question):
                return
            if few:
                yield Proposed(question, self._proposed(question))
            if question.counted and not self._is_stale(question):
                yield Counted(question, self._counted(question))
        except QueryError as fault:
            said = f"{fault.what}. {fault.hint}" if fault.hint else fault.what
            yield Answer(question, fault=Fault(messages.said(said), fault.position))
        except ThaidocError as fault:
            if isinstance(fault, NoIndexError):
                self._close()
            yield Answer(question, fault=Fault(messages.said(fault.reason)))
        except Exception as fault:
            self._close()
            yield Answer(question, fault=Fault(f"{type(fault).__name__}: {fault}", own=True))

    def _found(self, question: Question) -> Answer:
        if question.ticked:
            parse(question.typed)  # a mistake is told where it was typed
        result = self._opened().search(
            composed(question),
            question.limit,
            order=question.order,
            passages=False,
            proposals=False,
        )
        return Answer(
            question,
            total=result.total,
            rows=tuple(result.hits),  # read from the archive now
            strings=result.strings,
            terms=result.terms,
        )

    def _proposed(self, question: Question) -> tuple[Suggestion, ...]:
        return self._opened().search(composed(question), 1, passages=False).suggestions

    def _counted(self, question: Question) -> tuple[Facet, ...]:
        """Each facet; one that has ticks is counted as if it had none, so that others can join."""
        ticked = {one.key for one in question.ticked}
        free = [key for key in FACETS if key not in ticked]
        found = {facet.field: facet for facet in self._facets(question, free)}
        for key in ticked:
            others = tuple(one for one in question.ticked if one.key != key)
            found |= {f.field: f for f in self._facets(replace(question, ticked=others), [key])}
        return tuple(found[key] for key in FACETS if key in found)

    def _facets(self, question: Question, keys: Sequence[str]) -> tuple[Facet, ...]:
        if self._is_stale(question):
            return ()
        searcher = self._opened()
        return searcher.search(
            composed(question), 1, facets=keys, values=_VALUES, passages=False, proposals=False
        ).facets

    def _opened(self) -> Searching:
        if self._searcher is None:
            self._searcher = self._open()
        return self._searcher

    def _renew(self) -> None:
        """A writer may be at work: then the old index serves on."""
        with suppress(ThaidocError, OSError):
            self._bring_up()
        self._close()

    def _close(self) -> None:
        if self._searcher is not None:
            with suppress(Exception):
                self._searcher.close()
        self._searcher = None


def _is_little(answer: Answer) -> bool:
    """Whether other queries are proposed for an answer."""
    from thaidoc.search.searcher import LITTLE  # loaded by this thread, not with the screen

    return answer.total <= LITTLE
