"""Made lines in any number: text, drawn, spoiled; kept in files of a thousand.

``python -m training.lines FONTS OUT --text FOLDER --seed N --count K`` writes K files; with
``--held-out`` the validation set, of faces and text that training never sees.
"""

import argparse
import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import encode
from thaidoc.reading.ocr.geometry import HEIGHT, STEP
from training.damage import spoiled
from training.draw import Press
from training.text import lines

Sample = tuple[NDArray[np.uint8], list[int]]
_IN_FILE = 1000
#: a line of letters has at most so many classes
_LONGEST = 110


def samples(
    fonts: Path, text: Path | None, seed: int, held_out: bool = False, short: bool = False
) -> Iterator[Sample]:
    """Lines without end: the picture and the classes on it.

    :param short: only very short lines, with which training begins.
    """
    press = Press(fonts, seed, held_out)
    draw = random.Random(seed + 1)
    texts = lines(text, seed)
    neighbour = next(texts)
    for line in texts:
        if short:
            line = line[: draw.randint(2, 8)].strip()
        classes = encode(line)
        if not classes or len(classes) > _LONGEST:
            continue
        drawn = press.draw(line, neighbour)
        neighbour = line
        picture = spoiled(drawn, draw) if drawn else None
        if picture is not None and picture.shape[1] // STEP > needed(classes):
            yield picture, classes


def needed(classes: list[int]) -> int:
    """How many steps CTC needs to write the classes: a blank between two that are equal."""
    return len(classes) + sum(1 for a, b in itertools.pairwise(classes) if a == b)


def write(path: Path, made: list[Sample]) -> None:
    """Keep lines in one file; it appears under its name only when it is complete."""
    half = path.with_suffix(".half.npz")
    np.savez_compressed(
        half,
        pixels=np.concatenate([picture.reshape(-1) for picture, _ in made]),
        widths=np.array([picture.shape[1] for picture, _ in made], np.int32),
        classes=np.concatenate([np.array(classes, np.int16) for _, classes in made]),
        lengths=np.array([len(classes) for _, classes in made], np.int32),
    )
    half.replace(path)


def load(path: Path) -> list[tuple[NDArray[np.uint8], NDArray[np.int16]]]:
    """The lines of a file that :func:`write` kept."""
    kept = np.load(path)
    pixels, classes = kept["pixels"], kept["classes"]
    found, at, begin = [], 0, 0
    for width, length in zip(kept["widths"], kept["lengths"], strict=True):
        found.append(
            (
                pixels[at : at + HEIGHT * width].reshape(HEIGHT, width),
                classes[begin : begin + length],
            )
        )
        at, begin = at + HEIGHT * width, begin + length
    return found


def main() -> None:
    """Write the files that the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("fonts", type=Path)
    asked.add_argument("out", type=Path)
    asked.add_argument("--text", type=Path)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=1)
    asked.add_argument("--held-out", action="store_true")
    asked.add_argument("--short", action="store_true")
    given = asked.parse_args()
    cv2.setNumThreads(1)
    given.out.mkdir(parents=True, exist_ok=True)
    stem = "validation" if given.held_out else "short" if given.short else "lines"
    for number in range(given.count):
        seed = given.seed * 1000 + number
        made = samples(given.fonts, given.text, seed, given.held_out, given.short)
        write(given.out / f"{stem}-{seed:07d}.npz", [next(made) for _ in range(_IN_FILE)])
        print(stem, seed, flush=True)


if __name__ == "__main__":
    main()
