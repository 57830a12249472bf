"""The library's search: query text in, hits out."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import overload

from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import QueryError, ThaidocError
from thaidoc.messages import sentence
from thaidoc.record import Record
from thaidoc.search.engine import Answer, Engine, Match, Order
from thaidoc.search.expansion import expand
from thaidoc.search.language import parse
from thaidoc.search.local import LocalEngine
from thaidoc.search.query import Query
from thaidoc.search.results import Facet, Hit, SearchResult, Snippet, Suggestion
from thaidoc.search.snippet import marks, snippet
from thaidoc.search.standings import Standings, State

#: so few documents are little: perhaps something else was meant
LITTLE = 2
#: so many hits of a list are read together: a page of them
_TOGETHER = 20


def search(archive: Archive, query_text: str, limit: int = 20, offset: int = 0) -> SearchResult:
    """The documents of an archive that a query finds, best first.

    :param query_text: as :mod:`thaidoc.search.language` reads it.
    :param limit: how many hits to give, from ``offset`` on; the total counts all.
    :raises QueryError: where the query cannot be understood.
    :raises NoIndexError: where there is no index, or none that can be read.
    """
    with Searcher(archive) as searcher:
        return searcher.search(query_text, limit, offset)


class Searcher:
    """An open index, for more than one query; it shows what was committed when it was opened.

    :param engine: another engine than the local one.
    :raises NoIndexError: where there is no index, or none that can be read.
    """

    def __init__(self, archive: Archive, engine: Engine | None = None):
        self._archive = archive
        self._engine: Engine = engine or LocalEngine.open(archive.index)
        self._standings = Standings(archive, self._engine)

    def __enter__(self) -> "Searcher":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        self._standings.close()
        self._engine.close()

    def search(
        self,
        query_text: str,
        limit: int = 20,
        offset: int = 0,
        *,
        order: Order = "rank",
        related: str | None = None,
        facets: Sequence[str] = (),
        values: int = 10,
        passages: bool = True,
        proposals: bool = True,
    ) -> SearchResult:
        """What :func:`search` gives, and more.

        :param order: of :data:`~thaidoc.search.engine.ORDERS`.
        :param related: the identity of a letter: of what the query finds only what is like it, the
            likest first.
        :param facets: what to count the found documents by, of
            :data:`~thaidoc.search.engine.FACETS`, and
        :param values: of how many values of each to tell at most.
        :param passages: whether hits show a passage; without it a text need not be read.
        :param proposals: whether to look for other queries where this one finds little.
        :raises ThaidocError: where the query asks for a state that cannot be told now.
        :raises QueryError: where the query cannot be understood.
        :raises NoSuchDocumentError: where ``related`` is not in the index.
        """
        query = self._parsed(query_text)
        widened, expanded = expand(self._standings.resolved(query))
        if related is None:
            answer = self._engine.search(widened, limit, offset, order)
        else:
            answer = self._engine.related(related, widened, limit, offset)
        counted: tuple[Facet, ...] = ()
        if facets:
            from thaidoc.search.facets import counted_by

            counted = counted_by(self._engine, widened, facets, values)
        proposed: tuple[Suggestion, ...] = ()
        if proposals and related is None and answer.total <= LITTLE:
            proposed = self._proposed(query_text, query, answer.total)
        hits = Hits(self._archive, answer, self._standings, passages=passages)
        ids = tuple(match.id for match in answer.matches)
        return SearchResult(
            query,
            answer.total,
            hits,
            expanded,
            proposed,
            counted,
            ids,
            strings=answer.strings,
            terms=answer.terms,
        )

    def count(self, query_text: str) -> SearchResult:
        """How many documents a query finds, and no hits, which costs least.

        :raises QueryError: where the query cannot be understood.
        """
        query = self._parsed(query_text)
        widened, expanded = expand(self._standings.resolved(query))
        total = self._engine.count(widened)
        proposed = self._proposed(query_text, query, total) if total <= LITTLE else ()
        return SearchResult(query, total, (), expanded, proposed)

    def tree(self, query_text: str) -> Query:
        """What a query text means, its words widened, its states put in terms of documents.

        :raises ThaidocError: where the query asks for a state that cannot be told now.
        :raises QueryError: where the query cannot be understood.
        """
        return expand(self._standings.resolved(self._parsed(query_text)))[0]

    @property
    def engine(self) -> Engine:
        """What answers: for one who puts trees together."""
        return self._engine

    def found_by(self, query: Query) -> int:
        """How many documents a query tree finds."""
        return self._engine.count(expand(self._standings.resolved(query))[0])

    def corrected(self, word: str, limit: int) -> tuple[str, ...]:
        """Strings that some document has, one mistake away from a word."""
        return self._engine.suggest(word, limit)

    def _proposed(self, query_text: str, query: Query, total: int) -> tuple[Suggestion, ...]:
        from thaidoc.search.suggestions import suggestions

        return suggestions(query_text, query, total, self)

    def _parsed(self, query_text: str) -> Query:
        """The query tree; a fault that the other keyboard layout explains says so."""
        try:
            return parse(query_text)
        except QueryError as fault:
            from thaidoc.search.suggestions import meant_by

            meant = meant_by(query_text, self)
            if meant is None:
                raise
            found = sentence(
                f"Or did you mean {meant.query} ({meant.total} found)? Its keys are the same"
            )
            hint = f"{fault.hint}. {found}"
            raise QueryError(
                fault.what, query=fault.query, position=fault.position, hint=hint
            ) from fault


class Hits(Sequence[Hit]):
    """The hits of an answer: each is read from the archive when it is looked at, and not kept."""

    def __init__(
        self, archive: Archive, answer: Answer, standings: Standings, *, passages: bool = True
    ):
        self._archive = archive
        self._answer = answer
        self._standings = standings
        self._passages = passages

    def __len__(self) -> int:
        return len(self._answer.matches)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, Hits) else other)

    __hash__ = None  # type: ignore[assignment]  # as of any sequence that compares by what it holds

    def __iter__(self) -> Iterator[Hit]:
        matches = iter(self._answer.matches)
        while page := tuple(islice(matches, _TOGETHER)):
            yield from self._hits(page)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> "tuple[Hit, ...]": ...
    def __getitem__(self, index: int | slice) -> "Hit | tuple[Hit, ...]":
        if isinstance(index, slice):
            return self._hits(self._answer.matches[index])
        return self._hits((self._answer.matches[index],))[0]

    def _hits(self, matches: Sequence[Match]) -> tuple[Hit, ...]:
        """The hits of these matches; what other letters did to them is asked once for all."""
        records = [self._record(match.id) for match in matches]
        became = self._standings.of([record for record in records if record])
        pairs = zip(matches, records, strict=True)
        return tuple(self._hit(match, record, became.get(match.id)) for match, record in pairs)

    def _hit(self, match: Match, record: Record | None, became: State | None) -> Hit:
        reference = record.reference if record else None
        issuer = record.issuer if record else None
        subject = record.subject if record else None
        strings, terms = self._answer.strings, self._answer.terms
        return Hit(
            id=match.id,
            score=match.score,
            how=match.how,
            number=reference.normal if reference else None,
            date=record.date if record else None,
            issuer=issuer.name if issuer else None,
            subject=subject,
            kind=record.kind if record else None,
            circular=record.circular if record else None,
            snippet=self._snippet(match, subject) if self._passages else None,
            secrecy=secrecy_of(record) if record else None,
            states=(became, *match.states) if became else match.states,
            subject_hits=marks(subject, strings, terms) if subject else (),
        )

    def _record(self, identity: str) -> Record | None:
        """The record, or None where it was removed or damaged since: the hit still is one."""
        try:
            return self._archive.record(identity)
        except (ThaidocError, OSError):
            return None

    def _snippet(self, match: Match, subject: str | None) -> Snippet | None:
        try:
            text = self._archive.text(match.id)
        except (ThaidocError, OSError, UnicodeDecodeError):
            return None
        return snippet(text, self._answer.strings, self._answer.terms, match.near, subject)
