"""Lost vowels and tone marks: which runs of letters tell of them, and how many pages are found.

``python -m tests.bench.lost_marks`` measures on the invented letters and on corpus/,
``python -m tests.bench.lost_marks TEXTS`` on the last fifth of a collection of sound texts (JSON
lines with a ``text`` each, packed by xz or not). ``... TEXTS --choose`` makes
``thaidoc/thai/data/lost_marks.cp874`` anew from the other four fifths: runs of four letters that
stand in no text, but often where one mark was taken out of all of them.
"""

import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from thaidoc.thai import lost_marks
from thaidoc.thai.quality import census

#: what is taken out, by the name that the table gives it
CLASSES = {kind: lost_marks.KINDS[kind] for kind in lost_marks.KINDS}
SHARES = (0.3, 0.6, 1.0)
LENGTHS = (300, 700, 1500)
#: runs to choose for each mark, and how often the least of them must come in the damaged texts
_CHOSEN, _OFTEN = 900, 6
_FIFTH = 5
_DATA = Path(lost_marks.__file__).parent / "data" / "lost_marks.cp874"


def without(text: str, marks: str, share: float, chance: random.Random) -> str:
    """The text with a share of its marks taken out at random."""
    return "".join(c for c in text if c not in marks or chance.random() >= share)


def is_found(page: str) -> bool:
    """Whether a page is taken for one that lost marks."""
    return lost_marks.lost_share(page, census(page).tells) > 0


def found_shares(
    pages: Sequence[str], lengths: Iterable[int] = LENGTHS
) -> dict[tuple[str, float, int], float]:
    """The share of pages found, by class, share of its marks lost and page length."""
    chance = random.Random(2562)
    shares = {}
    for length in lengths:
        cut = [page[:length] for page in pages]
        for name, marks in CLASSES.items():
            for share in SHARES:
                damaged = [without(page, marks, share, chance) for page in cut]
                shares[name, share, length] = sum(map(is_found, damaged)) / len(pages)
    return shares


def pages_of(texts: Iterable[str], length: int) -> Iterator[str]:
    """The texts cut in pages of so many characters, the rest of each left out."""
    for text in texts:
        for start in range(0, len(text) - length + 1, length):
            yield text[start : start + length]


# --- choosing the runs -------------------------------------------------------------------------


def chosen_runs(texts: Sequence[str]) -> list[bytes]:
    """The runs of letters that tell of a lost mark and stand in none of these sound texts."""
    sound: set[int] = set()
    for text in texts:
        sound.update(_runs(text))
    chosen: set[int] = set()
    for mark in lost_marks.KINDS["all marks"]:
        damaged: Counter[int] = Counter()
        for text in texts:
            damaged.update(run for run in _runs(text.replace(mark, "")) if run not in sound)
        telling = ((times, run) for run, times in damaged.items() if times >= _OFTEN)
        thai = sorted((pair for pair in telling if _is_thai(pair[1])), reverse=True)
        chosen.update(run for _, run in thai[:_CHOSEN])
    return sorted(run.to_bytes(4, sys.byteorder) for run in chosen)


def _runs(text: str) -> Iterator[int]:
    yield from lost_marks.runs(text.encode("cp874", "replace"))


def _is_thai(run: int) -> bool:
    letters = run.to_bytes(4, sys.byteorder)
    thai = sum(0xA1 <= letter <= 0xDA or 0xE0 <= letter <= 0xEE for letter in letters)
    return thai + letters.count(b" ") == len(letters) and thai >= len(letters) - 1


def _texts(path: Path) -> list[str]:
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


# --- the table ---------------------------------------------------------------------------------


def _table(pages: Sequence[str]) -> Table:
    table = Table(title=f"Pages that lost marks: found, % of {len(pages)}", title_justify="left")
    table.add_column("lost")
    for share in SHARES:
        for length in LENGTHS:
            table.add_column(f"{share:.0%}\n{length}", justify="right")
    shares = found_shares(pages)
    for name in CLASSES:
        cells = (f"{100 * shares[name, share, n]:.0f}" for share in SHARES for n in LENGTHS)
        table.add_row(name, *cells)
    table.caption = "share of the marks lost, characters on a page"
    return table


def main(path: Path | None, choose: bool) -> None:
    """Measure and print, or choose the runs."""
    console = Console(width=110)
    if path is None:
        from tests.bench.letters import LETTERS
        from tests.letters import letters

        kept = ((original.parent / "text.txt") for original, _ in letters())
        texts = [letter.text for letter in LETTERS]
        texts += [text.read_text(encoding="utf-8") for text in kept]
    else:
        texts = _texts(path)
        if choose:
            texts = [text for index, text in enumerate(texts) if index % _FIFTH]
            _DATA.write_bytes(b"".join(chosen_runs(texts)))
            return
        texts = texts[::_FIFTH]
    for length in (*LENGTHS, 3000):
        sound = list(pages_of(texts, length))
        told = [page for page in sound if census(page).tells >= lost_marks.TELLING]
        wrong = sum(map(is_found, told))
        console.print(
            f"{len(sound):,} sound pages of {length} characters: the dictionary is asked about "
            f"{len(told):,}, {wrong} taken for damaged",
            highlight=False,
        )
    # a page of English has no mark to lose
    pages = [page for page in pages_of(texts, max(LENGTHS)) if census(page).thai > 0.6 * len(page)]
    console.print(_table(random.Random(1).sample(pages, min(len(pages), 100))))


if __name__ == "__main__":
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    main(given[0] if given else None, "--choose" in sys.argv)
