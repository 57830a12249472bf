"""How fast letters are parsed: ``python -m tests.bench.parsing [FOLDER]``.

The letters are the plain texts and PDFs of corpus/, or of FOLDER. Times are CPU seconds of one
process, of each letter the best of some rounds, since other work on a machine only takes away. A
parser remembers lines that it saw, and letters of one office share many: so before a letter is
timed, whatever remembers texts is emptied, and the second figure is that of the letter seen again.
"""

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.cost import conditions
from thaidoc.errors import UnreadableFileError
from thaidoc.parsing.parser import parse
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document
from thaidoc.reading.recognition import Recognition, in_force

_ROUNDS = 10
_MEGABYTE = 1_000_000
#: where a line of the large inputs is broken
_WRAP = 100
#: what knows letters and words of the language and no texts: every letter finds it filled
_TABLES = frozenset({"alike", "_lost", "_profile", "_changes"})
_HEAD = "ที่ มท 0801/1\nเรื่อง น้ำ\nเรียน  นายอำเภอ\nอ้างถึง หนังสือกรมน้ำ ที่ มท 0801/2\n        "
#: what is repeated behind a head to a megabyte, each the worst that some rule can meet
_UNITS = {
    "prose": "ด้วยกรมน้ำได้กำหนดแนวทางการดำเนินงานของหน่วยงานในสังกัด ตามหนังสือที่อ้างถึง นั้น ",
    "citations": "ยกเลิกหนังสือกรมน้ำ ที่ มท 0801/ว 26 ลงวันที่ 14 มิถุนายน 2562 และ",
    "laws": "แก้ไขระเบียบกระทรวงน้ำว่าด้วยการทดสอบ พ.ศ. 2562 ",
    "acts on references": "ยกเลิกหนังสือที่อ้างถึง 1 ",
    "limits": "ขอให้ส่งภายใน 15 วัน นับแต่วันที่ 14 มิถุนายน 2562 ",
    "telephones": "โทร. 0 2000 0000 ต่อ 123-125 ",
    "addresses": "อีเมล a.b@c.d ",
    "names": "\n(นายกล้า หาญดี)",
    "letters": f"\nขอแสดงความนับถือ\n(นายกล้า หาญดี)\n{_HEAD}",
    "damaged labels": "\nเรือง น้ำ\nเรยน ผู้",
    "digits": "0 ",
}


@dataclass(frozen=True)
class Cost:
    """CPU seconds of one letter: to read it, to parse it for the first time and again."""

    reading: float
    parsing: float
    again: float


def costs(files: Iterable[tuple[str, bytes]]) -> list[Cost]:
    """What each file costs, reading and parsing in turn."""
    memories = _memories()
    return [_cost(name, data, memories) for name, data in files]


def _cost(name: str, data: bytes, memories: Iterable["_lru_cache_wrapper[Any]"]) -> Cost:
    reading, parsing, again = [], [], []
    for _ in range(_ROUNDS):
        for cache in memories:
            cache.cache_clear()
        spent, document = _timed(read_bytes, data, name)
        reading.append(spent)
        parsing.append(_timed(parse, document)[0])
        again.append(_timed(parse, document)[0])
    return Cost(min(reading), min(parsing), min(again))


def _memories() -> list["_lru_cache_wrapper[Any]"]:
    """The caches of thaidoc that remember texts; tables are kept without limit, texts never."""
    found = [it for it in gc.get_objects() if isinstance(it, _lru_cache_wrapper)]
    return [
        cache
        for cache in found
        if cache.__module__.startswith("thaidoc.")
        and cache.cache_parameters()["maxsize"] is not None
        and cache.__name__ not in _TABLES
    ]


def _timed(work: Callable[..., Any], *arguments: object) -> tuple[float, Any]:
    start = time.process_time()
    result = work(*arguments)
    return time.process_time() - start, result


def large_inputs() -> Iterator[tuple[str, Document]]:
    """Documents of a megabyte that are made to be slow, by what is repeated in them."""
    for name, unit in _UNITS.items():
        text = _HEAD + unit * (_MEGABYTE // len(unit.encode()) + 1)
        lines = [
            line[at : at + _WRAP]
            for line in text.split("\n")
            for at in range(0, len(line) or 1, _WRAP)
        ]
        data = "\n".join(lines).encode()[:_MEGABYTE].decode(errors="ignore").encode()
        yield name, read_bytes(data, "large.txt")


def _files(folder: Path | None) -> Iterator[tuple[str, bytes]]:
    from tests.letters import letters

    paths = sorted(folder.rglob("*")) if folder else [path for path, _ in letters()]
    for path in paths:
        if path.suffix in (".txt", ".pdf"):
            yield path.name, path.read_bytes()


def _sound(files: Iterable[tuple[str, bytes]], suffix: str) -> list[tuple[str, bytes]]:
    """The files of a format that have a text which can be read without recognising pictures."""
    found = []
    for name, data in files:
        if not name.endswith(suffix):
            continue
        try:
            document = read_bytes(data, name)
        except UnreadableFileError:
            continue
        unread = any(page.decision == "needs-ocr" for page in document.pages)
        if not document.ocr and not unread and any(page.lines for page in document.pages):
            found.append((name, data))
    return found


def _speed_table(files: list[tuple[str, bytes]]) -> Table:
    table = Table(title=f"Letters on one core, best of {_ROUNDS} rounds", title_justify="left")
    for heading in ("format", "letters", "reading ms", "parsing ms", "share %", "parsed/s"):
        table.add_column(heading, justify="left" if heading == "format" else "right")
    table.add_column("read and parsed/s", justify="right")
    table.add_column("parsed again/s", justify="right")
    for suffix in (".txt", ".pdf"):
        found = costs(_sound(files, suffix))
        if not found:
            continue
        reading = sum(cost.reading for cost in found) / len(found)
        parsing = sum(cost.parsing for cost in found) / len(found)
        again = sum(cost.again for cost in found) / len(found)
        table.add_row(
            suffix[1:],
            str(len(found)),
            f"{1000 * reading:.2f}",
            f"{1000 * parsing:.2f}",
            f"{100 * parsing / reading:.0f}",
            f"{1 / parsing:.0f}",
            f"{1 / (reading + parsing):.0f}",
            f"{1 / again:.0f}",
        )
    table.caption = "share: time of parsing for each 100 of reading"
    table.caption_justify = "left"
    return table


def _large_table() -> Table:
    table = Table(title="A megabyte made to be slow", title_justify="left")
    table.add_column("repeated")
    table.add_column("parsing s", justify="right")
    for name, document in large_inputs():
        seconds, _ = _timed(parse, document)
        table.add_row(name, f"{seconds:.2f}")
    return table


def main(folder: Path | None) -> None:
    """Measure and print."""
    console = Console(width=110)
    for line in conditions():
        console.print(line, highlight=False)
    console.print(_speed_table(list(_files(folder))))
    console.print(_large_table())


if __name__ == "__main__":
    with in_force(Recognition("never")):  # what stands in files is measured, not what is seen
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
