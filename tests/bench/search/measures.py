"""How each row of the table is measured."""

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.bench.search.letters import pieces
from thaidoc.archive.store import Archive
from thaidoc.search.engine import Entry, Feed
from thaidoc.search.local import LocalEngine
from thaidoc.search.query import Phrase
from thaidoc.search.update import entry_of
from thaidoc.thai.fold import fold, fold_query
from thaidoc.thai.numerals import to_arabic, to_thai

Times = list[float]


def spent(act: Callable[[], object]) -> float:
    """CPU milliseconds of this process and of those it waited for."""

    def used() -> float:
        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(one.ru_utime + one.ru_stime for one in both)

    begun = used()
    act()
    return (used() - begun) * 1000


def each(acts: Iterable[Callable[[], object]], rounds: int = 3) -> Times:
    """The least of some rounds for each of these, in milliseconds."""
    return [min(spent(act) for _ in range(rounds)) for act in acts]


def median(times: Times) -> float:
    """The middle one."""
    return statistics.median(times) if times else float("nan")


def late(times: Times) -> float:
    """What 95 of 100 stay below."""
    return sorted(times)[max(0, round(0.95 * len(times)) - 1)] if times else float("nan")


def literal(engine: LocalEngine, texts: dict[str, str], count: int) -> tuple[float, float]:
    """Recall and precision, in per cent, of strings cut out of the texts at any place.

    A letter must be found if it has the string as it stands; it may be if its fold, the text or a
    field, has the string's. Every other string is typed with the other digits, every third without
    its blanks or with some more.
    """
    drawn = random.Random(5)
    folds = {identity: fold(text) for identity, text in texts.items()}
    missing = wrong = wanted = given = 0
    for number, piece in enumerate(pieces(list(texts.values()), count)):
        typed = piece
        if number % 2:
            typed = to_thai(typed) if to_arabic(typed) == typed else to_arabic(typed)
        if number % 3 == 1 and not any(char.isascii() and char.isalnum() for char in typed):
            typed = typed.replace(" ", drawn.choice(("", "  ")))
        folded = fold_query(typed)
        if not folded:
            continue
        matches = engine.search(Phrase(typed), len(texts), order="newest").matches
        fields = {match.id: match.how for match in matches}
        found = fields.keys()
        must = {identity for identity, text in texts.items() if piece in text}
        in_text = {identity for identity in found if folded in folds[identity]}
        wrong += sum(fields[one] in ((), ("literal",)) for one in found - in_text)
        wanted, given = wanted + len(must), given + len(found)
        missing += len(must - found)
    return 100 - 100 * missing / max(1, wanted), 100 - 100 * wrong / max(1, given)


def commands(archive: Path, queries: Sequence[str], rounds: int = 7) -> dict[str, Times]:
    """Whole processes by the clock, in turn: ``python -c pass``, and a search for each query.

    Modules are compiled beforehand, as they are wherever thaidoc is installed.
    """
    program = ["-c", "from thaidoc.cli.main import main; main()"]
    asked = {"": [sys.executable, "-c", "pass"]}
    for query in queries:
        asked[query] = [sys.executable, *program, "--archive", str(archive), "search", query]
    times: dict[str, Times] = {query: [] for query in asked}
    with tempfile.TemporaryDirectory() as compiled:
        around = {**os.environ, "PYTHONPYCACHEPREFIX": compiled, "PYTHONDONTWRITEBYTECODE": ""}
        for number in range(rounds + 1):
            for query, command in asked.items():
                begun = time.perf_counter()
                subprocess.run(command, capture_output=True, check=False, env=around)
                if number:
                    times[query].append((time.perf_counter() - begun) * 1000)
    return times


def building(archive: Archive, count: int) -> tuple[float, float, float]:
    """Letters a second by the clock, and by the CPU of all processes; bytes of index a letter."""
    chosen = sorted(archive.ids())[:count]
    with tempfile.TemporaryDirectory() as scratch:
        engine = LocalEngine.fresh(Path(scratch), os.cpu_count() or 1)
        entries = (entry for one in chosen if (entry := entry_of(archive, one)[0]))
        begun = time.perf_counter()
        cpu = spent(lambda: engine.apply((), entries, Feed()))
        wall = time.perf_counter() - begun
        engine.close()
        size = sum(file.stat().st_size for file in Path(scratch).rglob("*") if file.is_file())
    return len(chosen) / wall, len(chosen) / cpu * 1000, size / len(chosen)


def adding(archive: Archive, numbers: Sequence[int]) -> dict[int, Times]:
    """By the clock, until so many new letters are found in a copy of the index; the second time.

    The first commit of a process loads the segmenter's dictionary, which is not counted.
    """
    sample = entry_of(archive, min(archive.ids()))[0]
    assert sample is not None
    times: dict[int, Times] = {number: [] for number in numbers}
    with tempfile.TemporaryDirectory() as scratch:
        index = Path(scratch) / "index"
        shutil.copytree(archive.index, index)
        for turn, number in enumerate([1, *numbers, *numbers, *numbers]):
            mark = f"xqz{turn}"
            new = [_changed(sample, mark, turn * 1000 + n) for n in range(number)]
            engine = LocalEngine.open(index)
            begun = time.perf_counter()
            engine.apply((), new, engine.feed)
            engine.close()
            reader = LocalEngine.open(index)
            assert reader.count(Phrase(mark)) == number
            if turn:
                times[number].append((time.perf_counter() - begun) * 1000)
            reader.close()
    return times


def _changed(entry: Entry, mark: str, number: int) -> Entry:
    return replace(entry, id=f"{number:016x}", text=f"{entry.text} {mark}")


def known_items(
    best: Callable[[str], Sequence[object]], titles: Sequence[tuple[object, str]]
) -> tuple[float, float]:
    """In per cent, how often the text that a title is of comes first, and in the first ten."""
    first = ten = 0
    for item, query in titles:
        found = list(best(query))[:10]
        first += found[:1] == [item]
        ten += item in found
    return 100 * first / len(titles), 100 * ten / len(titles)
