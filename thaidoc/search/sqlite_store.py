"""Where strings and words stand, asked of a SQLite database: what its engine's matcher asks.

Trigrams find exactly what holds a string of three characters or more; shorter ones, and what is
around a hit, are looked for in the stored text itself.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from thaidoc.search.codes import CODES
from thaidoc.search.cutting import WEIGHED
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.gaps import Gapped
from thaidoc.search.labels import LABELLED
from thaidoc.search.matching import BODY
from thaidoc.search.part import TEXT
from thaidoc.search.store import BETWEEN

COLUMNS = (TEXT, *(field.key for field in TEXT_FIELDS), CODES)
FIELDS = (BODY, *(field.key for field in WEIGHED))
#: strings that are shorter have no trigram
_TRIGRAM = 3
#: what a text may hold that SQLite's functions stop at, or that is no character
_UNFIT = re.compile("[\x00\ud800-\udfff]")


def quoted(columns: Iterable[str]) -> str:
    """Column names as SQL takes any of them."""
    return ", ".join(f'"{column}"' for column in columns)


def fit(text: str) -> str:
    """A text as it can be stored and looked for."""
    return _UNFIT.sub("\ufffd", text)


#: the tables of an index
SCHEMA = f"""
CREATE TABLE feed (packed BLOB);
CREATE TABLE entries (id INTEGER UNIQUE, first INTEGER, last INTEGER, {quoted(LABELLED)});
CREATE VIRTUAL TABLE texts USING fts5({quoted(COLUMNS)}, tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE words USING fts5({quoted(FIELDS)}, content='',
  tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'");
CREATE TABLE terms (entry INTEGER PRIMARY KEY, packed BLOB);
"""


class SqliteStore:
    """A committed state of the database; both :class:`~.store.Texts` and :class:`~.store.Words`.

    Documents are known by their rows, which no other document has while they are there.
    """

    def __init__(self, database: sqlite3.Connection):
        self._ask = database.execute

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def ids(self) -> Mapping[int, int]:
        """Identities, as numbers: kept signed, for SQLite knows no others."""
        rows = self._ask("SELECT rowid, id FROM entries")
        return {row: number % 2**64 for row, number in rows}

    @cached_property
    def first(self) -> Mapping[int, int]:
        """The first day that each document's date may mean, 0 where it has none."""
        return dict(self._ask("SELECT rowid, first FROM entries").fetchall())

    @cached_property
    def slots(self) -> Mapping[int, int]:
        """Words know the documents by their rows, too."""
        return {row: row for row in self.first}

    def positions(self) -> Iterable[int]:
        """All documents."""
        return self.first.keys()

    def at_slots(self, slots: Iterable[int]) -> set[int]:
        """The documents with these slots."""
        return set(slots) & self.first.keys()

    def find(self, column: str, folded: str, *, whole_numbers: bool = False) -> set[int]:
        """Where a string stands; with ``whole_numbers`` not within a longer number."""
        folded = fit(folded)
        if not folded:
            return set()
        if len(folded) < _TRIGRAM:
            rows = self._ask(f'SELECT rowid FROM texts WHERE instr("{column}", ?)', (folded,))
        else:
            match = f'"{column}" : {_phrase(folded)}'
            rows = self._ask("SELECT rowid FROM texts WHERE texts MATCH ?", (match,))
        found = {row for (row,) in rows}
        if not whole_numbers:
            return found
        before, after = ("(?<![0-9])" * folded[0].isdigit(), "(?![0-9])" * folded[-1].isdigit())
        whole = re.compile(before + re.escape(folded) + after)
        return {row for row in found if whole.search(self.text(column, row))}

    def find_gapped(self, column: str, gapped: Gapped) -> set[int]:
        """Where a string with gaps stands."""
        near = self.find(column, gapped.anchor)
        return {row for row in near if gapped.text_pattern.search(self.text(column, row))}

    def dated(self, first: int, last: int) -> set[int]:
        """Those whose date touches these days, both included."""
        asked = "SELECT rowid FROM entries WHERE first AND first <= ? AND last >= ?"
        return {row for (row,) in self._ask(asked, (last, first))}

    def share(self, position: int, folded: str) -> float | None:
        """How far into a document's text, of its length, a string first stands."""
        text = self.text(TEXT, position)
        at = text.find(fit(folded)) if folded else -1
        return at / len(text) if at >= 0 else None

    def text(self, column: str, position: int) -> str:
        """What a document has in a column, its values apart."""
        row = self._ask(f'SELECT "{column}" FROM texts WHERE rowid = ?', (position,)).fetchone()
        return str(row[0]) if row else ""

    def counted(self, key: str, positions: Iterable[int]) -> dict[str, int]:
        """How many of these documents have each label of a facet."""
        wanted = set(positions)
        rows = self._ask(f'SELECT rowid, "{key}" FROM entries WHERE "{key}" <> ?', ("",))
        return Counter(label for row, label in rows if row in wanted)

    def knows(self, term: str) -> bool:
        """Whether the term stands in any document."""
        return bool(self._having(_phrase(term), 1))

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        return len(self._having(_phrase(term)))

    def having_all(self, terms: Sequence[str], field: str = BODY) -> set[int]:
        """The slots of the documents that have all these terms in one field."""
        if not terms:
            return set()
        return self._having(f'"{field}" : ({" AND ".join(map(_phrase, terms))})')

    def scores(
        self, terms: Iterable[str], weights: Mapping[str, float], among: Set[int]
    ) -> dict[int, float]:
        """SQLite's bm25 of the documents at these slots."""
        any_of = " OR ".join(map(_phrase, sorted(set(terms))))
        if not any_of:
            return {}
        counts = ", ".join(str(weights.get(field, 0.0)) for field in FIELDS)
        asked = f"SELECT rowid, -bm25(words, {counts}) FROM words WHERE words MATCH ?"
        return {row: score for row, score in self._ask(asked, (any_of,)) if row in among}

    def _having(self, match: str, limit: int = -1) -> set[int]:
        asked = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        return {row for (row,) in self._ask(asked, (match, limit))}


def put_texts(database: sqlite3.Connection, row: int, folded: Mapping[str, Sequence[str]]) -> None:
    """Store a document's folded strings."""
    texts = [fit(BETWEEN.join(folded.get(column, ()))) for column in COLUMNS]
    marks = ", ".join("?" * (len(COLUMNS) + 1))
    database.execute(f"INSERT INTO texts(rowid, {quoted(COLUMNS)}) VALUES ({marks})", (row, *texts))


def _phrase(text: str) -> str:
    """A string as FTS5 takes it, whatever stands in it."""
    return '"' + fit(text).replace('"', '""') + '"'
