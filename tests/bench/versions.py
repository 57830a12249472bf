"""How well the forms of one letter find each other, what is linked by mistake, and what it costs.

``make bench-versions`` damages the texts of corpus/ as a recogniser does, puts other places, names
and days into them as a template does, and fills a register with invented entries to see what one
more document costs. ``TEXTS=texts.jsonl.xz`` (a "text" in each line) lists the pairs that would be
linked among texts of your own.
"""

import json
import lzma
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import click
import msgspec
import numpy as np

from thaidoc.archive.identity import Identity
from thaidoc.archive.register import opened
from thaidoc.archive.resemblance import SHORTEST, bands, same_words, shared, skeleton, sketch
from thaidoc.archive.store import Archive
from thaidoc.archive.versions import links
from thaidoc.record import Record, to_json
from thaidoc.thai.likeness import alike

ROOT = Path(__file__).parents[2]
#: what two texts must share to be aligned, as in thaidoc.archive.versions
ALIKE = 0.3
RATES = (0.01, 0.02, 0.04, 0.06, 0.08)
ROUNDS = 3
#: what a template has put in at one place, of which any two make two letters
PUT_IN = {
    "place": ["จังหวัดเชียงราย", "จังหวัดเชียงใหม่", "จังหวัดน่าน", "จังหวัดแพร่", "จังหวัดตาก", "จังหวัดระนอง"],
    "person": ["นายสมชาย ใจสมมุติ", "นางสาวสมหญิง ใจสมมุติ", "นายวิชัย ใจสมมุติ", "นางมานี ใจสมมุติ"],
    "day": ["วันที่ ๑๔ มีนาคม ๒๕๖๕", "วันที่ ๑๕ มีนาคม ๒๕๖๕", "วันที่ ๒๔ มีนาคม ๒๕๖๕", "วันที่ ๑๔ มีนาคม ๒๕๖๖"],
    "month": ["วันที่ ๑๔ มีนาคม ๒๕๖๕", "วันที่ ๑๔ เมษายน ๒๕๖๕", "วันที่ ๑๔ มกราคม ๒๕๖๕"],
}
SIZES = (1_000, 10_000, 100_000)
MEASURED = 200


def damaged(text: str, rate: float, rng: random.Random) -> str:
    """The text read badly: letters taken for others drawn alike, lost, made up; digits misread."""
    read = []
    for char in text:
        if not char.isalnum() or rng.random() >= rate:
            read.append(char)
            continue
        chance = rng.random()
        if char.isdigit():
            read.append(rng.choice("๐๑๒๓๔๕๖๗๘๙") if chance < 0.3 else char)
        elif chance < 0.75 and alike(char):
            read.append(rng.choice(alike(char)))
        elif chance >= 0.9:
            read.append(char + rng.choice("กนรา"))
    return "".join(read)


def corpus() -> list[str]:
    """The texts of corpus/ that are long enough to be told by their words."""
    archive = Archive.open(ROOT)
    texts = [archive.text(identity) for identity in archive.ids()]
    return [text for text in texts if SHORTEST * 1.5 <= len(skeleton(text)) <= 9_000]


def found(texts: list[str], rate: float, *, same_number: bool) -> float:
    """The share of texts that are linked with themselves, read badly."""
    hits = 0
    for number, text in enumerate(texts * ROUNDS):
        one = skeleton(text)
        other = skeleton(damaged(text, rate, random.Random(f"{rate} {number}")))
        a, b = sketch(one), sketch(other)
        met = not set(bands(a)).isdisjoint(bands(b)) and shared(a, b) >= ALIKE
        hits += met and bool(same_words(one, other, damaged=True, same_number=same_number))
    return hits / (len(texts) * ROUNDS)


def mistaken(texts: list[str], kind: str, rate: float) -> tuple[int, int]:
    """How many letters of one template are taken for one, of how many."""
    hits = total = 0
    for number, text in enumerate(texts * ROUNDS):
        rng = random.Random(f"{kind} {rate} {number}")
        half = len(text) // 2
        one, other = (f"{text[:half]} {w} {text[half:]}" for w in rng.sample(PUT_IN[kind], 2))
        read = skeleton(damaged(other, rate, rng))
        hits += same_words(skeleton(one), read, damaged=rate > 0) is not None
        total += 1
    return hits, total


def linked(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of texts in a file that would be linked by their words, by how they begin."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    made = [skeleton(text) for text in texts]
    sketches = [sketch(letters) for letters in made]
    met = defaultdict(list)
    for number, one in enumerate(sketches):
        for band in bands(one) if len(made[number]) >= SHORTEST else ():
            met[band].append(number)
    pairs = {pair for members in met.values() for pair in combinations(members, 2)}
    click.echo(f"{len(texts)} texts, {len(pairs)} pairs meet in a band")
    for here, there in sorted(pairs):
        alike_enough = shared(sketches[here], sketches[there]) >= ALIKE
        if alike_enough and same_words(made[here], made[there], damaged=False):
            yield texts[here][:60], texts[there][:60]


def cost(folder: Path) -> Iterator[tuple[int, float]]:
    """CPU time in ms that one more document takes in a register of so many."""
    archive, rng, texts, done = Archive.init(folder), np.random.default_rng(1), corpus(), 0
    common = rng.integers(0, 2**32, (2_000, 120), dtype=np.uint32)
    with opened(archive) as register:
        register.catch_up()
        base = register._base
        for size in SIZES:
            for number in range(done, size):
                one = rng.integers(0, 2**32, 120, dtype=np.uint32)
                like = rng.random(120) < 0.35  # as one letter of an office is like the others
                one[like] = common[number % len(common)][like]
                known = Identity(
                    number=f"มท0810/{number}", coded=True, year=2560, date="2017-01-02"
                )
                row = (
                    f"{number:016x}",
                    known.number,
                    2_000,
                    msgspec.msgpack.encode(known),
                    one.tobytes(),
                )
                place = base.execute(
                    "INSERT INTO letters (id, number, length, identity, sketch) "
                    "VALUES (?, ?, ?, ?, ?)",
                    row,
                ).lastrowid
                days = [(band, known.day + number % 7_000, place) for band in bands(one)]
                base.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", days)
                if number % 1_000 == 0:
                    base.commit()
            base.commit()
            done = size
            spent = 0.0
            for number in range(MEASURED):
                record = Record(id=f"f{size:07}{number:08x}")
                home = archive.folder(record.id)
                home.mkdir(parents=True)
                (home / "record.json").write_bytes(to_json(record))
                text = damaged(texts[number % len(texts)], 0.5, random.Random(number))
                (home / "text.txt").write_text(text, encoding="utf-8")
                start = time.process_time()
                register.keep(record.id)
                links(register, record.id)
                spent += time.process_time() - start
            base.commit()
            yield size, spent / MEASURED * 1_000


def main(given: list[str]) -> None:
    """Print the tables; with a file of texts, the pairs that would be linked in it."""
    if given:
        for one, other in linked(Path(given[0])):
            click.echo(f"linked: {one!r}\n        {other!r}")
        return
    texts = corpus()
    click.echo(f"{len(texts)} texts of corpus/, each damaged {ROUNDS} times: % linked")
    for rate in RATES:
        words, number = (found(texts, rate, same_number=known) for known in (False, True))
        click.echo(
            f"  {rate:.0%} wrong: {words:.0%} by words alone, {number:.0%} with the number read"
        )
    click.echo("letters of one template that are taken for one")
    for kind in PUT_IN:
        told = (
            f"{rate:.0%}: {'/'.join(map(str, mistaken(texts, kind, rate)))}" for rate in (0, *RATES)
        )
        click.echo(f"  another {kind}, wrong characters {', '.join(told)}")
    with tempfile.TemporaryDirectory() as folder:
        for size, spent in cost(Path(folder) / "archive"):
            click.echo(f"one more document beside {size}: {spent:.1f} ms")


if __name__ == "__main__":
    main([one for one in sys.argv[1:] if one])
