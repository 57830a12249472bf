"""Writes the card of a network: what it was made from, how well it reads what, where it does not.

``python -m training.card MODEL RUN FONTS --text FOLDER`` writes ``MODEL.md`` and, from the
run's log, ``MODEL.log.jsonl``. What it reads is measured on lines drawn for this alone: faces that
training held out and, beside them, those of most letters, each with one damage at a time.
"""

import argparse
import json
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from thaidoc.reading.ocr.alphabet import CLASSES, encode
from thaidoc.reading.ocr.fit import beside, mark_of
from thaidoc.reading.ocr.recogniser import Recogniser
from thaidoc.thai.text import normal_form
from training.damage import crossed, cut, low_resolution, spoiled
from training.draw import Drawn, Press
from training.fonts import HELD_OUT, LICENCES
from training.text import lines

#: faces that training has, as most letters are set in
TRAINED = ("THSarabun", "Garuda", "Norasi", "Umpush", "Laksaman")
#: no pool is made with this seed
_SEED = 990_000

Made = NDArray[np.uint8]


@dataclass
class Counted:
    """Characters that are no blanks, and edits; digits, and those wrong, lost or made up."""

    characters: int = 0
    edits: int = 0
    digits: int = 0
    wrong: int = 0

    def take(self, true: str, read: str) -> None:
        """Count a line."""
        wanted, found = ("".join(normal_form(text).split()) for text in (true, read))
        edits = Levenshtein.editops(wanted, found)
        self.characters += len(wanted)
        self.edits += len(edits)
        self.digits += sum(map(str.isdigit, wanted))
        self.wrong += sum(
            (found[edit.dest_pos] if edit.tag == "insert" else wanted[edit.src_pos]).isdigit()
            for edit in edits
        )

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(
            self.characters + other.characters,
            self.edits + other.edits,
            self.digits + other.digits,
            self.wrong + other.wrong,
        )

    @property
    def shown(self) -> str:
        """The character error rate and, behind a stroke, the digits'."""
        return f"{_percent(self.edits, self.characters)} / {_percent(self.wrong, self.digits)}"


def _grey(drawn: Drawn, _draw: random.Random) -> None:
    """Nothing but the scanner's own softness."""
    drawn.picture = cv2.GaussianBlur(drawn.picture, (0, 0), 0.6).astype(np.float32)


def _one_bit(drawn: Drawn, draw: random.Random) -> None:
    _grey(drawn, draw)
    bits = np.where(drawn.picture < draw.uniform(110, 190), 0, 255)
    drawn.picture = bits.astype(np.float32)


def _thin(drawn: Drawn, draw: random.Random) -> None:
    drawn.picture = cv2.dilate(drawn.picture, np.ones((2, 2), np.uint8)).astype(np.float32)
    _one_bit(drawn, draw)


def _fat(drawn: Drawn, draw: random.Random) -> None:
    drawn.picture = cv2.erode(drawn.picture, np.ones((3, 3), np.uint8)).astype(np.float32)
    _one_bit(drawn, draw)


def _fax(drawn: Drawn, draw: random.Random) -> None:
    drawn.picture = np.asarray(low_resolution(drawn.picture, draw), np.float32)
    _one_bit(drawn, draw)


def _grained(drawn: Drawn, draw: random.Random) -> None:
    noise = np.random.default_rng(draw.getrandbits(32)).standard_normal(drawn.picture.shape) * 30
    _, data = cv2.imencode(
        ".jpg",
        np.clip(drawn.picture + noise, 0, 255).astype(np.uint8),
        [cv2.IMWRITE_JPEG_QUALITY, 40],
    )
    drawn.picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE).astype(np.float32)


def _crossed(drawn: Drawn, draw: random.Random) -> None:
    before = drawn.picture.copy()
    while np.array_equal(before, drawn.picture):
        crossed(drawn, draw)
    _one_bit(drawn, draw)


#: each damage by its name; ``mixed`` is that of training, all kinds by chance
DAMAGES: dict[str, Callable[[Drawn, random.Random], None] | None] = {
    "grey": _grey,
    "1-bit": _one_bit,
    "thin": _thin,
    "fat": _fat,
    "fax": _fax,
    "grain, JPEG": _grained,
    "strokes across": _crossed,
    "mixed": None,
}


def made(
    fonts: Path, text: Path | None, face: str, damage: str, by_hand: bool, count: int
) -> Iterator[tuple[str, Made]]:
    """Lines of one face with one damage: their text and picture, always the same."""
    press = Press(fonts, _SEED, only=face)
    draw = random.Random(f"{face} {damage}")
    texts = lines(text, _SEED)
    neighbour = next(texts)
    spoil = DAMAGES[damage]
    for line in texts:
        if (by_hand and "/" not in line) or not encode(line) or len(line) > 90:
            continue
        drawn = press.draw(line, neighbour, float(by_hand))
        neighbour = line
        if drawn is None:
            continue
        if spoil:
            spoil(drawn, draw)
        picture = cut(drawn, draw) if spoil else spoiled(drawn, draw)
        if picture is not None:
            yield line, picture
            count -= 1
        if not count:
            return


def measured(recogniser: Recogniser, wanted: Iterable[tuple[str, Made]]) -> Counted:
    """What the recogniser makes of lines."""
    every = list(wanted)
    counted = Counted()
    for (true, _), found in zip(every, recogniser.read([p for _, p in every]), strict=True):
        counted.take(true, found.text)
    return counted


def table(recogniser: Recogniser, fonts: Path, text: Path | None, count: int) -> Iterator[str]:
    """The figures as rows of Markdown: a face each, a column for each damage."""
    yield f"| face | {' | '.join(DAMAGES)} | numbers by hand |"
    yield f"| --- |{' --- |' * (len(DAMAGES) + 1)}"
    for title, faces in (("held out", HELD_OUT), ("trained", TRAINED)):
        sums = [Counted() for _ in range(len(DAMAGES) + 1)]
        for face in faces:
            row = [
                measured(recogniser, made(fonts, text, face, damage, False, count))
                for damage in DAMAGES
            ]
            row.append(measured(recogniser, made(fonts, text, face, "1-bit", True, count)))
            sums = [one + other for one, other in zip(sums, row, strict=True)]
            print(face, *(one.shown for one in row), sep="  ", flush=True)
            yield f"| {face} | {' | '.join(one.shown for one in row)} |"
        yield f"| **all {title}** | {' | '.join(one.shown for one in sums)} |"


def card(model: Path, run: Path, figures: Iterable[str], count: int) -> str:
    """The card's text."""
    log = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    best = min(log, key=lambda row: float(row["error"]))
    made_lines = log[-1]["pool"]
    minutes = log[-1]["seconds"] / 60
    megabytes = model.stat().st_size / 1e6
    faces = "\n".join(f"- {name}: {licence}" for name, licence in LICENCES)
    rows = "\n".join(figures)
    return f"""# The recogniser's network

Network `{mark_of(model)}` ({megabytes:.1f} MB, ONNX): it reads one line of Thai official type, cut
out with its baseline level, 48 pixels high. Apache 2.0, like the package. Made by `training/` of
the project's repository and by nothing else; this file is written by `python -m training.card`,
and `{model.stem}.log.jsonl` beside it is the log of the training.

## How it was made

- **Architecture** (`training/network.py`): convolutions to a quarter of the width, two residual
  blocks, one recurrent layer both ways (LSTM), CTC over {len(CLASSES)} classes (`ocr/alphabet.py`).
- **Lines**: {made_lines:,} made and spoiled lines, varied a little each time they were met. No
  scanned letter was trained on. Text: numbers, dates, agencies, posts, contacts and signs in no
  order (`training/text.py`), and 45 % running official Thai from public government pages.
- **Training**: {log[-1]["step"]:,} steps, {log[-1]["lines"]:,} lines met, {minutes:.0f} minutes on
  one processor core; seed 1. Kept is the running average of the weights at step
  {best["step"]:,}, the best by validation: {100 * best["error"]:.2f} % of the characters wrong and
  {100 * best["whole"]:.0f} % of the lines without a fault on 1,000 lines of mixed damage, set in
  faces that training never saw, read without spelling or language.
- **Fit** (`{beside(model).name}`): how far its probabilities can be trusted, from those 1,000 lines
  and from real letters (`training/sureness.py`).

## Faces

{faces}

Held out from training: {", ".join(HELD_OUT)}. A face that lacks a character is never asked for it.

## What it reads

Characters wrong, lost or made up, of 100, blanks aside; behind the stroke the same of digits.
{count} lines for each figure, of text drawn for this alone, read as the product reads them (with
Thai spelling and the letter model). Running text comes from the collection that training cut its
own from. `mixed` is the damage of training, several kinds at once and harsher than most scans.

{rows}

What it gives on whole pages and on real letters is in docs/recogniser.md.

## Limits

- Numbers and days written by hand are read worst; what is read unsurely is withheld or marked.
- Letters that differ by little (ต and ด, ก and ค, ส and ล, พ and ฟ) are mixed up in bold type and
  where ink has spread.
- Thai and Latin only; no other script, no mathematics, no running handwriting, no vertical type.
- Faces unlike any of those above, and type below about 9 points at 200 dpi, are read worse.
- Digits are given as the picture shows them; nothing corrects them by what is likely.
"""


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "–"


def main() -> None:
    """Write the card that the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "run", "fonts"):
        asked.add_argument(name, type=Path)
    asked.add_argument("--text", type=Path)
    asked.add_argument("--count", type=int, default=25, help="lines for each figure")
    given = asked.parse_args()
    cv2.setNumThreads(1)
    figures = list(table(Recogniser(given.model), given.fonts, given.text, given.count))
    written = card(given.model, given.run, figures, given.count)
    given.model.with_suffix(".md").write_text(written, "utf-8")
    shutil.copy(given.run / "log.jsonl", given.model.with_suffix(".log.jsonl"))


if __name__ == "__main__":
    main()
