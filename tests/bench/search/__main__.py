"""How completely, how fast and how well is searched: ``python -m tests.bench.search``.

Prints a table beside SQLite FTS5, plain Whoosh, tantivy and ripgrep, all in one run. What is made
for it is kept under build/search.
"""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from tests.bench.search import known, measures
from tests.bench.search.letters import FOLDER, archive_of
from tests.bench.search.measures import each, late, median
from tests.bench.search.peers import Cut, Fts5, Peer, PlainWhoosh, Tantivy, peers
from tests.bench.search.queries import Queries
from thaidoc.search.engine import FACETS, Feed
from thaidoc.search.language import parse
from thaidoc.search.local import LocalEngine
from thaidoc.search.query import Query
from thaidoc.search.terms import terms_of
from thaidoc.search.update import catch_up, is_behind
from thaidoc.thai.words import segmenter

#: what no query may take long for: short beginnings and gaps, many words, nothing
WORST = ("ก*", "*ก*", "1*", "a*", "ก?น", "ก*น", "วันที่:2400..2401", "*", "-ก", "ที่:1*")

PARTS = ("running", "cold", "writing", "ranking", "found")


class Bench:
    """One archive with its index, its texts, and what the others made of them."""

    def __init__(self, size: int):
        self.shown = Console(highlight=False)
        self.archive = archive_of(size)
        if is_behind(self.archive):
            self.shown.print("building the index …")
            catch_up(self.archive, jobs=2)
        self.texts = {identity: self.archive.text(identity) for identity in self.archive.ids()}
        self.terms = _kept(FOLDER / f"letters-{size}" / "terms", list(self.texts.values()))
        self.engine = LocalEngine.open(self.archive.index)
        numbers = [self._number(identity) for identity in list(self.texts)[:200]]
        self.queries = Queries.drawn(list(self.texts.values()), self.terms, numbers)
        folder = FOLDER / f"letters-{size}" / "peers"
        self.peers = list(peers(folder, list(self.texts.values()), self.terms))

    def _number(self, identity: str) -> str:
        reference = self.archive.record(identity).reference
        return reference.normal if reference else ""

    def found(self, strings: int) -> None:
        """Recall and precision."""
        recall, precision = measures.literal(self.engine, self.texts, strings)
        self.shown.print(f"literal strings: recall {recall:.3f} %, precision {precision:.3f} %")

    def cold(self) -> None:
        """Whole commands."""
        asked = [self.queries.common[0], self.queries.middle[0], f'"{self.queries.phrases[0]}"']
        times = measures.commands(self.archive.root, [*asked, self.queries.numbers[0]])
        floor = median(times.pop(""))
        every = [time / floor for found in times.values() for time in found]
        self.shown.print(
            f"whole command: {median(every):.1f} times python -c pass, p95 {late(every):.1f}"
        )

    def running(self) -> None:
        """Queries in one process, the others' beside ours, as ratios of CPU time."""
        table = Table("CPU ms in a running process", "median", "p95")
        for peer in self.peers:
            table.add_column(f"{peer.name}: times ours")
        words = [*self.queries.middle]
        self._row(table, "word, top 10", words, lambda peer, word: peer.word(word))
        self._row(table, "common word, top 10", self.queries.common, lambda p, word: p.word(word))
        cutter = segmenter()
        cut = {phrase: terms_of(phrase, cutter) for phrase in self.queries.phrases}
        quoted = [f'"{phrase}"' for phrase in self.queries.phrases]
        self._row(
            table,
            "literal phrase, how many",
            quoted,
            lambda p, q: p.phrase(q[1:-1], cut[q[1:-1]]),
            self.engine.count,
        )
        self._row(
            table,
            "literal phrase, top 10",
            quoted,
            lambda p, q: p.best_phrase(q[1:-1], cut[q[1:-1]]),
        )
        for name, queries in (
            ("number", self.queries.numbers),
            ("three words", [" ".join(three) for three in self.queries.three]),
        ):
            self._row(table, name, queries, None)
        common = list(map(parse, self.queries.common))
        newest = each(partial(self.engine.search, query, 10, 0, "newest") for query in common)
        facets = each(partial(self.engine.facets, query, FACETS, 10) for query in common)
        for name, times in (("common word, newest first", newest), ("common word, facets", facets)):
            table.add_row(name, f"{median(times):.1f}", f"{late(times):.1f}")
        many = " หรือ ".join(self.queries.common + self.queries.middle + self.queries.middle[:6])
        worst = {q: each([partial(self.engine.search, parse(q), 10)])[0] for q in (*WORST, many)}
        slowest = max(worst, key=lambda query: worst[query])
        table.add_row(f"the slowest of {len(worst)}: {slowest[:20]}", "", f"{worst[slowest]:.1f}")
        self.shown.print(table)

    def _row(
        self,
        table: Table,
        name: str,
        asked: Sequence[str],
        other: Callable[[Peer, str], int | None] | None,
        own: Callable[[Query], object] | None = None,
    ) -> None:
        search = own or partial(self.engine.search, limit=10)
        ours = each(partial(search, parse(query)) for query in asked)
        cells = []
        for peer in self.peers if other else ():
            assert other is not None
            able = other(peer, asked[0]) is not None
            times = each([partial(other, peer, query) for query in asked], 2) if able else []
            cells.append(f"{median(times) / median(ours):.2f}" if able else "")
        table.add_row(name, f"{median(ours):.1f}", f"{late(ours):.1f}", *cells)

    def writing(self) -> None:
        """Building, and adding to what is there."""
        wall, cpu, size = measures.building(self.archive, 2_000)
        self.shown.print(
            f"building: {wall:.0f} letters/s by the clock on all cores, {cpu:.0f} for each second "
            f"of CPU; {size:,.0f} bytes of index a letter"
        )
        for number, times in measures.adding(self.archive, (1, 100)).items():
            self.shown.print(f"adding {number}: {median(times):.0f} ms until found")

    def ranking(self, path: Path | None, count: int) -> None:
        """Known items among texts of one's own, or among the letters by their subjects."""
        if path is None:
            subjects = ((self.archive.record(one).subject or "", one) for one in self.texts)
            pairs = [(subject, self.texts[one]) for subject, one in subjects]
            folder = FOLDER / f"letters-{len(self.texts)}" / "known"
        else:
            pairs, folder = known.texts_of(path), FOLDER / f"known-{path.stem}"
        folder.mkdir(parents=True, exist_ok=True)
        texts = [f"{title}\n{text}" for title, text in pairs]
        terms = _kept(folder / "terms", texts)
        titles = known.titles(pairs, terms, segmenter(), count)
        table = Table(f"{len(titles)} titles of {len(pairs)} texts", "first %", "first ten %")
        ours = _known_engine(folder / "index", pairs)

        def best(query: str) -> list[int]:
            return [int(match.id, 16) for match in ours.search(parse(query), 10).matches]

        asked = [(number, " ".join(words)) for number, words in titles]
        table.add_row("thaidoc", *(f"{share:.1f}" for share in measures.known_items(best, asked)))
        for peer in peers(folder, texts, terms):
            if isinstance(peer, Fts5 | PlainWhoosh | Tantivy):
                shares = measures.known_items(_by_words(peer), asked)
                table.add_row(peer.name, *(f"{share:.1f}" for share in shares))
        self.shown.print(table)


def _by_words(peer: Fts5 | PlainWhoosh | Tantivy) -> Callable[[str], list[int]]:
    return lambda query: peer.best(query.split(), 10)


def _known_engine(index: Path, pairs: list[tuple[str, str]]) -> LocalEngine:
    """The texts' own index; made where it is not there or cannot be read any more."""
    from thaidoc.errors import NoIndexError

    try:
        return LocalEngine.open(index)
    except NoIndexError:
        engine = LocalEngine.fresh(index, 2)
        engine.apply((), known.entries_of(pairs), Feed())
        return engine


def _kept(path: Path, texts: Sequence[str]) -> Cut:
    """The words of texts, cut once."""
    if not path.exists():
        cutter = segmenter()
        path.write_bytes(msgspec.msgpack.encode([terms_of(text, cutter) for text in texts]))
    return msgspec.msgpack.decode(path.read_bytes(), type=Cut)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.search")
    options.add_argument("--size", type=int, default=10_000, help="so many letters")
    options.add_argument("--texts", type=Path, help="JSON lines of title and text, for ranking")
    options.add_argument("--strings", type=int, default=2_000, help="for recall and precision")
    options.add_argument("--titles", type=int, default=500, help="for ranking")
    options.add_argument("--only", choices=PARTS, action="append", help="just this part")
    asked = options.parse_args()
    bench = Bench(asked.size)
    parts: dict[str, Callable[[], None]] = {
        "running": bench.running,
        "cold": bench.cold,
        "writing": bench.writing,
        "ranking": lambda: bench.ranking(asked.texts, asked.titles),
        "found": lambda: bench.found(asked.strings),
    }
    for part in asked.only or PARTS:
        parts[part]()


if __name__ == "__main__":
    main()
