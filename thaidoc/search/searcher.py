"""The library's search: query text in, hits out."""

from types import TracebackType

from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import QueryError, ThaidocError
from thaidoc.record import Record
from thaidoc.search.engine import Answer, Engine, Match
from thaidoc.search.expansion import expand
from thaidoc.search.language import parse
from thaidoc.search.local import LocalEngine
from thaidoc.search.query import Query
from thaidoc.search.results import Hit, SearchResult, Snippet, Suggestion
from thaidoc.search.snippet import snippet

#: so few documents are little: perhaps something else was meant
LITTLE = 2


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

    def __enter__(self) -> "Searcher":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the index's files."""
        self._engine.close()

    def search(self, query_text: str, limit: int = 20, offset: int = 0) -> SearchResult:
        """What :func:`search` gives.

        :raises QueryError: where the query cannot be understood.
        """
        query = self._parsed(query_text)
        widened, expanded = expand(query)
        answer = self._engine.search(widened, limit, offset)
        hits = tuple(self._hit(match, answer) for match in answer.matches)
        proposed: tuple[Suggestion, ...] = ()
        if answer.total <= LITTLE:
            from thaidoc.search.suggestions import suggestions

            proposed = suggestions(query_text, query, answer.total, self._engine)
        return SearchResult(query, answer.total, hits, expanded, proposed)

    def _parsed(self, query_text: str) -> Query:
        """The query tree; a fault that the other keyboard layout explains says so."""
        try:
            return parse(query_text)
        except QueryError as fault:
            from thaidoc.search.suggestions import meant_by

            meant = meant_by(query_text, self._engine)
            if meant is None:
                raise
            found = f"Or did you mean {meant.query} ({meant.total} found)? Its keys are the same"
            hint = f"{fault.hint}. {found}"
            raise QueryError(
                fault.what, query=fault.query, position=fault.position, hint=hint
            ) from fault

    def _hit(self, match: Match, answer: Answer) -> Hit:
        record = self._record(match.id)
        reference = record.reference if record else None
        issuer = record.issuer if record else None
        return Hit(
            id=match.id,
            score=match.score,
            how=match.how,
            number=reference.normal if reference else None,
            date=record.date if record else None,
            issuer=issuer.name if issuer else None,
            subject=record.subject if record else None,
            kind=record.kind if record else None,
            circular=record.circular if record else None,
            snippet=self._snippet(match, answer),
            secrecy=secrecy_of(record) if record else None,
        )

    def _record(self, identity: str) -> Record | None:
        """The record, or None where it was removed or damaged since: the hit still is one."""
        try:
            return self._archive.record(identity)
        except (ThaidocError, OSError):
            return None

    def _snippet(self, match: Match, answer: Answer) -> Snippet | None:
        try:
            text = self._archive.text(match.id)
        except (ThaidocError, OSError, UnicodeDecodeError):
            return None
        return snippet(text, answer.strings, answer.terms, match.near)
