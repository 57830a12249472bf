"""The letter model of official Thai that weighs doubtful readings: counted, pruned, packed.

``python -m training.letters OUT --text FOLDER`` writes the file that
:mod:`thaidoc.reading.ocr.letters` reads. Running text is taken from the folder, what letters say in
their fixed places from the generator of training lines. What is not Thai (digits, Latin, signs) is
one symbol that is never predicted. Probabilities are interpolated (Witten and Bell 1991); of the
stretches of three symbols and more those are kept whose loss would cost most.
"""

import argparse
import itertools
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS
from thaidoc.reading.ocr.letters import ORDER, OTHER, SYMBOLS, pack
from thaidoc.thai.text import normal_form
from training.text import lines, running_text

Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]
_SIGN = re.compile("|".join(sorted(map(re.escape, MARKS), key=len, reverse=True)) + "|.|\n")
_SYMBOL = {CLASSES[index]: index for index in SYMBOLS}


@dataclass(frozen=True, slots=True)
class Grams:
    """Stretches of one length: packed symbols in order, probability of the last, its back-off."""

    keys: Keys
    counts: Floats
    chance: Floats
    lower: Floats


def symbols(texts: list[str]) -> NDArray[np.uint8]:
    """The symbols of texts one behind the other, foreign ones before each."""
    found: list[int] = []
    for text in texts:
        found.extend([OTHER] * ORDER)
        found.extend(_SYMBOL.get(sign, OTHER) for sign in _SIGN.findall(text))
    return np.array(found, np.uint8)


def counted(row: NDArray[np.uint8]) -> list[Grams]:
    """Every stretch of one symbol to :data:`ORDER`, with its probability."""
    made: list[Grams] = []
    packed = np.zeros(len(row), np.uint64)
    for length in range(1, ORDER + 1):
        packed = (packed[: len(row) - length + 1] << np.uint64(8)) | row[length - 1 :]
        keys, counts = np.unique(packed, return_counts=True)
        predicted = (keys & np.uint64(0xFF)) != OTHER
        keys, counts = keys[predicted], counts[predicted].astype(np.float64)
        context = keys >> np.uint64(8)
        _, which = np.unique(context, return_inverse=True)
        total, kinds = np.bincount(which, counts)[which], np.bincount(which)[which]
        if length == 1:
            lower = np.full(len(keys), 1.0 / len(SYMBOLS))
        else:
            below = made[-1]
            suffix = keys & np.uint64((1 << 8 * (length - 1)) - 1)
            lower = below.chance[np.searchsorted(below.keys, suffix)]
        made.append(Grams(keys, counts, (counts + kinds * lower) / (total + kinds), lower))
    return made


def pruned(every: list[Grams], kept: int) -> list[Grams]:
    """The grams without the long ones that tell least: as many as are to be kept."""
    gain = [gram.counts * np.log(gram.chance / (gram.lower * 0.5)) for gram in every]
    long = np.concatenate(gain[2:])
    room = kept - sum(len(gram.keys) for gram in every[:2])
    least = np.partition(long, -room)[-room] if room < len(long) else -np.inf
    chosen = []
    for length, (gram, tells) in enumerate(zip(every, gain, strict=True), 1):
        which = (tells >= least) | (length <= 2)
        chosen.append(
            Grams(gram.keys[which], gram.counts[which], gram.chance[which], gram.lower[which])
        )
    return chosen


def back_offs(kept: list[Grams]) -> dict[int, float]:
    """For each context of a kept stretch, what chances of shorter ones are multiplied by."""
    found: dict[int, float] = {}
    for gram in kept[1:]:
        contexts, which = np.unique(gram.keys >> np.uint64(8), return_inverse=True)
        left = 1.0 - np.bincount(which, gram.chance)
        below = 1.0 - np.bincount(which, gram.lower)
        share = np.clip(left, 1e-4, 1.0) / np.clip(below, 1e-4, 1.0)
        found.update(zip(contexts.tolist(), share.tolist(), strict=True))
    return found


def main() -> None:
    """Write the model that the command line asks for, and say how large it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--text", type=Path)
    asked.add_argument("--made", type=int, default=150_000, help="lines from the generator")
    asked.add_argument("--running", type=int, default=9_000_000, help="characters from the folder")
    asked.add_argument("--kept", type=int, default=120_000, help="stretches kept")
    given = asked.parse_args()
    texts = list(itertools.islice(lines(None, 7), given.made))
    room = given.running
    for text in running_text(given.text) if given.text else ():
        texts.append(normal_form(text))
        room -= len(text)
        if room < 0:
            break
    kept = pruned(counted(symbols(texts)), given.kept)
    chances = {
        key: chance
        for gram in kept
        for key, chance in zip(gram.keys.tolist(), gram.chance.tolist(), strict=True)
    }
    given.out.write_bytes(pack(chances, back_offs(kept)))
    print(f"{len(chances)} stretches, {given.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
