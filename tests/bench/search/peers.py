"""The others: what else finds words and phrases in the same letters.

Each is given the words that this project's segmenter cuts, the query's too, before the clock runs.
SQLite FTS5 has the words, and trigrams for phrases; plain Whoosh and tantivy have words with their
positions; ripgrep reads the texts as they are.
"""

import importlib
import importlib.util
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from thaidoc.thai.fold import fold, fold_query

Cut = list[list[str]]


class Peer(Protocol):
    """Another way to search; what it cannot do it says with None."""

    name: str

    def word(self, word: str) -> int | None:
        """The ten best for a word; how many it gave."""
        ...

    def phrase(self, text: str, words: Sequence[str]) -> int | None:
        """All that have a phrase: how many."""
        ...

    def best_phrase(self, text: str, words: Sequence[str]) -> int | None:
        """The ten best of those that have a phrase; how many it gave."""
        ...


class Fts5:
    """SQLite FTS5: words for words, trigrams for phrases."""

    name = "SQLite FTS5"

    def __init__(self, folder: Path, texts: Sequence[str], terms: Cut):
        path = folder / "fts5.sqlite"
        new = not path.exists()
        self._database = sqlite3.connect(path)
        if new:
            kinds = "unicode61 remove_diacritics 0 categories 'L* N* M* P* S* Co'"
            self._database.execute(f'CREATE VIRTUAL TABLE w USING fts5(t, tokenize="{kinds}")')
            kinds = "trigram case_sensitive 1"
            self._database.execute(f'CREATE VIRTUAL TABLE l USING fts5(t, tokenize="{kinds}")')
            rows = ((" ".join(found),) for found in terms)
            self._database.executemany("INSERT INTO w VALUES (?)", rows)
            self._database.executemany("INSERT INTO l VALUES (?)", ((fold(t),) for t in texts))
            self._database.commit()

    def word(self, word: str) -> int:
        """The ten best for a word."""
        asked = "SELECT rowid FROM w WHERE w MATCH ? ORDER BY rank LIMIT 10"
        return len(self._database.execute(asked, (_quoted(word),)).fetchall())

    def phrase(self, text: str, _words: Sequence[str]) -> int:
        """All that have a string, by trigrams."""
        asked = "SELECT rowid FROM l WHERE l MATCH ?"
        return len(self._database.execute(asked, (_quoted(fold_query(text)),)).fetchall())

    def best_phrase(self, text: str, _words: Sequence[str]) -> int:
        """The ten best of those that have a string, by trigrams."""
        asked = "SELECT rowid FROM l WHERE l MATCH ? ORDER BY rank LIMIT 10"
        return len(self._database.execute(asked, (_quoted(fold_query(text)),)).fetchall())

    def best(self, words: Sequence[str], count: int) -> list[int]:
        """The numbers of the letters that any of these words finds, best first."""
        asked = "SELECT rowid - 1 FROM w WHERE w MATCH ? ORDER BY rank LIMIT ?"
        any_of = " OR ".join(map(_quoted, words))
        return [row for (row,) in self._database.execute(asked, (any_of, count))] if words else []


class PlainWhoosh:
    """Whoosh as it comes, phrases of words by their positions."""

    name = "plain Whoosh"

    def __init__(self, folder: Path, _texts: Sequence[str], terms: Cut):
        from whoosh.analysis import SpaceSeparatedTokenizer
        from whoosh.fields import STORED, TEXT, Schema
        from whoosh.filedb.filestore import FileStorage

        place = folder / "whoosh"
        if not (place / "whole").exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            analyzer = SpaceSeparatedTokenizer()
            index = FileStorage(str(place)).create_index(
                Schema(t=TEXT(analyzer=analyzer), n=STORED)
            )
            with index.writer(limitmb=256) as writer:
                for number, found in enumerate(terms):
                    writer.add_document(t=" ".join(found), n=number)
            (place / "whole").touch()
        self._searcher = FileStorage(str(place)).open_index().searcher()

    def word(self, word: str) -> int:
        """The ten best for a word."""
        from whoosh.query import Term

        return len(self._searcher.search(Term("t", word), limit=10).top_n)

    def phrase(self, _text: str, words: Sequence[str]) -> int:
        """All that have these words one behind the other."""
        from whoosh.query import Phrase

        return len(self._searcher.search(Phrase("t", list(words)), limit=None))

    def best_phrase(self, _text: str, words: Sequence[str]) -> int:
        """The ten best of those that have these words one behind the other."""
        from whoosh.query import Phrase

        return len(self._searcher.search(Phrase("t", list(words)), limit=10).top_n)

    def best(self, words: Sequence[str], count: int) -> list[int]:
        """The numbers of the letters that any of these words finds, best first."""
        from whoosh.query import Or, Term

        asked = Or([Term("t", word) for word in words])
        return [hit["n"] for hit in self._searcher.search(asked, limit=count)]


class Tantivy:
    """tantivy with words cut beforehand, phrases of words by their positions."""

    name = "tantivy"

    def __init__(self, folder: Path, _texts: Sequence[str], terms: Cut):
        tantivy = importlib.import_module("tantivy")

        self._tantivy = tantivy
        place = folder / "tantivy"
        new = not (place / "whole").exists()
        place.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("t", stored=False, tokenizer_name="whitespace")
        builder.add_integer_field("n", stored=True)
        self._index = tantivy.Index(builder.build(), path=str(place))
        if new:
            writer = self._index.writer(256_000_000)
            for number, found in enumerate(terms):
                writer.add_document(tantivy.Document(t=" ".join(found), n=number))
            writer.commit()
            writer.wait_merging_threads()
            (place / "whole").touch()
        self._index.reload()
        self._searcher = self._index.searcher()

    def word(self, word: str) -> int:
        """The ten best for a word."""
        return len(self._searcher.search(self._term(word), 10).hits)

    def phrase(self, _text: str, words: Sequence[str]) -> int:
        """All that have these words one behind the other."""
        if len(words) < 2:
            return self.word(words[0]) if words else 0
        asked = self._tantivy.Query.phrase_query(self._index.schema, "t", list(words))
        return int(self._searcher.search(asked, 10).count)

    def best_phrase(self, text: str, words: Sequence[str]) -> int:
        """The same: it counts while it ranks."""
        return self.phrase(text, words)

    def best(self, words: Sequence[str], count: int) -> list[int]:
        """The numbers of the letters that any of these words finds, best first."""
        should = self._tantivy.Occur.Should
        asked = self._tantivy.Query.boolean_query([(should, self._term(w)) for w in words])
        hits = self._searcher.search(asked, count).hits
        return [self._searcher.doc(place)["n"][0] for _, place in hits]

    def _term(self, word: str) -> Any:
        return self._tantivy.Query.term_query(self._index.schema, "t", word)


class Ripgrep:
    """ripgrep over the texts, one file a letter."""

    name = "ripgrep"

    def __init__(self, folder: Path, texts: Sequence[str], _terms: Cut):
        self._folder = folder / "texts"
        for number, text in enumerate(texts):
            path = self._folder / f"{number // 1000:03}" / f"{number}.txt"
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def word(self, _word: str) -> None:
        """It ranks nothing."""
        return

    def phrase(self, text: str, _words: Sequence[str]) -> int:
        """All that have a string just as it is."""
        asked = ["rg", "-l", "-F", "-e", text, str(self._folder)]
        return len(subprocess.run(asked, capture_output=True, check=False).stdout.splitlines())

    def best_phrase(self, _text: str, _words: Sequence[str]) -> None:
        """It ranks nothing."""
        return


def peers(folder: Path, texts: Sequence[str], terms: Cut) -> Iterator[Peer]:
    """Those that are installed, ready to be asked; what they make lies in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    yield Fts5(folder, texts, terms)
    yield PlainWhoosh(folder, texts, terms)
    if importlib.util.find_spec("tantivy"):
        yield Tantivy(folder, texts, terms)
    if shutil.which("rg"):
        yield Ripgrep(folder, texts, terms)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
