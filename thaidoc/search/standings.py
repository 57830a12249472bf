"""What became of letters, for lists of hits and for ``is:cancelled``: the index does not know it.

Which letter cancels which follows from the letters that are there and from the day on which it is
asked, so it is asked of the archive's citations when it is needed. Where these cannot be read a
letter is shown without its state, and a search for a state says what is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal, cast

from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Record
from thaidoc.search.engine import Engine
from thaidoc.search.query import (
    Code,
    Documents,
    Field,
    Phrase,
    Query,
    conjunction,
    disjunction,
    negation,
    rebuilt,
)
from thaidoc.thai.fold import fold_query, is_boundary

if TYPE_CHECKING:
    from thaidoc.archive.mentions import Letter
    from thaidoc.archive.resolution import Resolver

#: what ``is:`` may ask that another letter decides
State = Literal["cancelled", "amended"]
STATES: tuple[State, ...] = ("cancelled", "amended")
#: kinds that are cited by their titles
_TITLED = frozenset({"order", "announcement", "regulation", "rule"})
#: what a title may begin with and a citation may lack, and so many characters of the rest tell it
_BEFORE_TITLE = re.compile(r"(?:เรื่อง|ว่าด้วย)?\s*")
_TITLE_LENGTH = 12


class Standings:
    """The states of letters, read when they are first asked for.

    :param engine: tells at once of most letters that nobody cancels or amends a number like theirs.
    """

    def __init__(self, archive: Archive, engine: Engine):
        self._archive = archive
        self._engine = engine
        self._stack = ExitStack()
        self._resolver: Resolver | None = None
        self._all: dict[str, State] | None = None
        self._lost = False

    def __enter__(self) -> "Standings":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the citations."""
        self._stack.close()
        self._resolver = None

    def of(self, records: Sequence[Record]) -> dict[str, State]:
        """What other letters did to these documents, by identity.

        Those to which nothing is known to be done are not among them.
        """
        wanted = {record.id: _acts_on(record) for record in records}
        if self._lost or not self._found([leaf for leaves in wanted.values() for leaf in leaves]):
            return {}
        states = {identity: self._of(identity, leaves) for identity, leaves in wanted.items()}
        return {identity: state for identity, state in states.items() if state}

    def _of(self, identity: str, acts_on: Sequence[Query]) -> State | None:
        """What became of one; loading what knows that takes as long as many a search."""
        if self._lost or not self._found(acts_on, but=identity):
            return None
        try:
            for letter in self._opened().citations.letters(identity)[:1]:
                return self._state(letter)
        except ThaidocError:
            self._lost = True
        return None

    def resolved(self, query: Query) -> Query:
        """The query with the documents themselves in place of each such state.

        :raises ThaidocError: where the citations can be neither read nor made.
        """
        return rebuilt(query, self._documents)

    def _found(self, wanted: Sequence[Query], but: str = "") -> bool:
        """Whether one of these finds a letter, other than one."""
        if not wanted:
            return False
        others = [negation(Documents((but,)))] if but else []
        return self._engine.count(conjunction([disjunction(wanted), *others])) > 0

    def _documents(self, leaf: Query) -> Query:
        if not (isinstance(leaf, Code) and leaf.key == "is" and leaf.value in STATES):
            return leaf
        if self._all is None:
            self._all = dict(self._every())
        return Documents(tuple(sorted(i for i, state in self._all.items() if state == leaf.value)))

    def _every(self) -> Iterator[tuple[str, State]]:
        """Every document to which another does something, with its state."""
        resolver = self._opened()
        seen: set[str] = set()
        for by, mention in resolver.citations.every_mention(only_acts=True):
            for letter in resolver.resolve(mention, by).forms:
                if letter.part or letter.id in seen:
                    continue
                seen.add(letter.id)
                state = self._state(letter)
                if state is not None:
                    yield letter.id, state

    def _state(self, letter: "Letter") -> State | None:
        """Its state today; the whole question is only asked of one that some letter acts on."""
        from thaidoc.archive.standing import standing_of

        state = standing_of(self._opened(), letter).state
        return state if state == "cancelled" or state == "amended" else None

    def _opened(self) -> "Resolver":
        if self._resolver is None:
            from thaidoc.archive.refs import resolving

            self._resolver = self._stack.enter_context(resolving(self._archive))
        return self._resolver


def _acts_on(record: Record) -> list[Query]:
    """What a letter says that cancels or amends a running number or a title like this one's."""
    number = record.reference.normal.rpartition("/")[2] if record.reference else ""
    title = _title(record.subject or "") if record.kind in _TITLED or not number else ""
    return [
        Field(key, Phrase(text))
        for key in ("cancels", "amends")
        for text in (number, title)
        if fold_query(text)
    ]


def _title(subject: str) -> str:
    """The beginning of a title, as far as whoever cites it surely writes it."""
    start = cast(re.Match[str], _BEFORE_TITLE.match(subject)).end()
    end = min(len(subject), start + _TITLE_LENGTH)
    while not is_boundary(subject, end):
        end -= 1
    return subject[start:end]
