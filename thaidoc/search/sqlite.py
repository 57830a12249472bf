"""An engine on SQLite's full-text index: the same answers from one file, nothing else installed.

Strings are found by trigrams, words by FTS5 and its bm25, and the rest is what every engine here
shares (:mod:`thaidoc.search.matching`). It shows that the local engine can be replaced, and is what
that one is measured against; archives do not use it, for it is larger and slower.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import cast

import msgspec

from thaidoc.errors import NoIndexError, NoSuchDocumentError
from thaidoc.search.answering import answer, related
from thaidoc.search.cutting import Cut, cut
from thaidoc.search.engine import Answer, Entry, Feed, Order
from thaidoc.search.labels import LABELLED
from thaidoc.search.manifest import damaged
from thaidoc.search.matching import Matcher
from thaidoc.search.ordering import facet
from thaidoc.search.query import Query
from thaidoc.search.sqlite_store import FIELDS, SCHEMA, SqliteStore, fit, put_texts, quoted
from thaidoc.thai.words import segmenter


def _signed(identity: str) -> int:
    """An identity as SQLite keeps it: it knows no numbers of 64 bits without a sign."""
    number = int(identity, 16)
    return number - 2**64 if number >= 2**63 else number


@contextmanager
def _damage_is_told(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise damaged(path, error) from error


class SqliteEngine:
    """The index in one database file, as it was committed when it was opened."""

    def __init__(self, path: Path, database: sqlite3.Connection):
        self._path = path
        self._database = database
        self._store = SqliteStore(database)

    @classmethod
    def open(cls, path: Path) -> "SqliteEngine":
        """The index in this file.

        :raises NoIndexError: where there is none, or none that can be read.
        """
        if not path.exists():
            raise NoIndexError("there is no search index yet", where=path, hint="Make it anew")
        database = sqlite3.connect(path, isolation_level=None)
        with _damage_is_told(path):
            database.execute("SELECT packed FROM feed").fetchone()
        return cls(path, database)

    @classmethod
    def fresh(cls, path: Path) -> "SqliteEngine":
        """An empty index in this file, in place of the one that may be there."""
        path.unlink(missing_ok=True)
        database = sqlite3.connect(path, isolation_level=None)
        database.executescript(SCHEMA)
        return cls(path, database)

    @property
    def feed(self) -> Feed:
        """How far the entries reach in the event log."""
        with _damage_is_told(self._path):
            row = self._database.execute("SELECT packed FROM feed").fetchone()
            return msgspec.msgpack.decode(row[0], type=Feed) if row else Feed()

    @property
    def sound(self) -> bool:
        """Always: a transaction is whole or was not."""
        return True

    def ids(self) -> Set[str]:
        """The documents in the index."""
        with _damage_is_told(self._path):
            return {
                f"{row[0] % 2**64:016x}" for row in self._database.execute("SELECT id FROM entries")
            }

    def incomplete(self) -> Set[str]:
        """None: a transaction is whole or was not."""
        return frozenset()

    def apply(self, removed: Iterable[str], entries: Iterable[Entry], feed: Feed) -> None:
        """Take documents out and put entries in, replacing older ones, all in one commit."""
        cutter = segmenter()
        with _damage_is_told(self._path), self._transaction() as database:
            for identity in removed:
                self._remove(identity)
            for entry in entries:
                self._remove(entry.id)
                self._put(entry, cut(entry, cutter))
            database.execute("DELETE FROM feed")
            database.execute("INSERT INTO feed VALUES (?)", (msgspec.msgpack.encode(feed),))
        self._store = SqliteStore(self._database)

    def search(self, query: Query, limit: int, offset: int = 0, order: Order = "rank") -> Answer:
        """The matches of a query in this order from ``offset`` on, at most ``limit`` of them."""
        with _damage_is_told(self._path):
            return answer(self._store, lambda: self._store, query, limit, offset, order)

    def related(self, identity: str, query: Query, limit: int, offset: int = 0) -> Answer:
        """Of what a query finds the documents that are like one other, the likest first.

        :raises NoSuchDocumentError: where that one is not in the index.
        """
        with _damage_is_told(self._path):
            row = self._row_of(identity)
            if row is None:
                raise NoSuchDocumentError(
                    "this document is not in the search index", where=identity
                )
            return related(self._store, lambda: self._store, row, query, limit, offset)

    def count(self, query: Query) -> int:
        """How many documents a query finds."""
        with _damage_is_told(self._path):
            return len(self._matcher().find(query).possible)

    def facets(
        self, query: Query, keys: Sequence[str], limit: int
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each of these facets the values that most found documents have, with how many."""
        with _damage_is_told(self._path):
            found = self._matcher().find(query).possible
            return {key: facet(self._store, key, found, limit) for key in keys}

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """Strings that some document has, one mistake away from a word; the likeliest first."""
        from thaidoc.search.spelling import corrections

        with _damage_is_told(self._path):
            return tuple(islice(corrections(word, self._store.knows), limit))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _matcher(self) -> Matcher:
        return Matcher(self._store, lambda: self._store)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield self._database
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def _row_of(self, identity: str) -> int | None:
        row = self._database.execute(
            "SELECT rowid FROM entries WHERE id = ?", (_signed(identity),)
        ).fetchone()
        return int(row[0]) if row else None

    def _remove(self, identity: str) -> None:
        row = self._row_of(identity)
        if row is None:
            return
        packed = self._database.execute("SELECT packed FROM terms WHERE entry = ?", (row,))
        terms = msgspec.msgpack.decode(packed.fetchone()[0], type=list[str])
        places = ", ".join("?" * (len(FIELDS) + 1))
        self._database.execute(
            f"INSERT INTO words(words, rowid, {quoted(FIELDS)}) VALUES ('delete', {places})",
            (row, *terms),
        )
        for table, key in (("entries", "rowid"), ("texts", "rowid"), ("terms", "entry")):
            self._database.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))

    def _put(self, entry: Entry, kept: Cut) -> None:
        labels = [fit(entry.labels.get(key, "")) for key in LABELLED]
        values = (_signed(entry.id), entry.first, entry.last, *labels)
        marks = ", ".join("?" * len(values))
        row = self._database.execute(f"INSERT INTO entries VALUES ({marks})", values).lastrowid
        put_texts(self._database, cast(int, row), kept.folded)
        terms = [fit(" ".join(kept.terms.get(field, ()))) for field in FIELDS]
        marks = ", ".join("?" * (len(FIELDS) + 1))
        self._database.execute(
            f"INSERT INTO words(rowid, {quoted(FIELDS)}) VALUES ({marks})", (row, *terms)
        )
        packed = msgspec.msgpack.encode(terms)
        self._database.execute("INSERT INTO terms VALUES (?, ?)", (row, packed))
