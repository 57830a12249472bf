"""How often what was read of a segment is right, by the product of its characters' probabilities.

``python -m training.sureness MODEL LINES.npz [--letters FOLDER]`` prints the table that
:mod:`thaidoc.reading.ocr.sureness` holds: from made lines, and from real letters whose values are
known. The folder holds ``files/NAME.pdf`` and ``gold/NAME.json``: a segment that has a value of the
gold record, or nearly, tells whether it was read rightly. Use lines and letters that the network
was not trained on, nor anything else tuned with.
"""

import argparse
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from thaidoc.reading.ocr.alphabet import decode
from thaidoc.reading.ocr.recogniser import ReadLine, Recogniser
from thaidoc.thai.text import normal_form
from training.lines import load

#: bounds of the product between which segments are counted together
_BOUNDS = (0.0, 0.001, 0.02, 0.1, 0.25, 0.45, 0.65, 0.8, 0.9, 0.95, 0.98, 0.995, 1.001)
#: a segment is meant to have a value that it has this much of, of 100; short ones tell nothing, nor
#: do those with digits, which a letter has others of that are much alike
_MEANT, _SHORTEST = 88, 6
_PAGES = 2

_DIGIT = re.compile(r"\d")

Judged = tuple[float, bool]


def of_lines(recogniser: Recogniser, path: Path) -> Iterator[Judged]:
    """The product of each made line's probabilities, and whether it was read as it was made."""
    lines = load(path)
    for at in range(0, len(lines), 64):
        part = lines[at : at + 64]
        read = recogniser.read([picture for picture, _ in part])
        for (_, classes), found in zip(part, read, strict=True):
            if found.text:
                true = normal_form(decode(classes.tolist())).strip()
                yield _product(found), _bare(normal_form(found.text)) == _bare(true)


def of_letters(recogniser: Recogniser, folder: Path) -> Iterator[Judged]:
    """The same of the segments of real letters that have a value of their gold records."""
    import pypdfium2

    from thaidoc.reading.ocr import page
    from thaidoc.reading.pdf.scans import picture_of

    for file in sorted((folder / "files").glob("*.pdf")):
        known = folder / "gold" / f"{file.stem}.json"
        if not known.is_file():
            continue
        values = {_bare(text) for text in _texts(json.loads(known.read_text("utf-8")))}
        pdf = pypdfium2.PdfDocument(file)
        for number in range(1, min(_PAGES, len(pdf)) + 1):
            shown = page.read_page(picture_of(pdf, number), number, recogniser)
            for segment in (segment for line in shown.lines for segment in line.segments):
                right = _judged(_bare(segment.text), values)
                if right is not None:
                    yield float(np.prod(segment.letters)), right


def _judged(text: str, values: set[str]) -> bool | None:
    """Whether a segment has a value rightly; None where it is meant to have none."""
    if len(text) < _SHORTEST:
        return None
    if any(value in text for value in values):
        return True
    near = any(
        len(value) <= len(text) + 2 and fuzz.partial_ratio(value, text) >= _MEANT
        for value in values
    )
    return False if near else None


def _texts(found: object) -> Iterator[str]:
    """All texts of a record that are long enough to be known again."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key not in ("notes", "uncertain", "normal", "iso", "kind"):
                yield from _texts(value)
    elif isinstance(found, list):
        for value in found:
            yield from _texts(value)
    elif isinstance(found, str) and len(_bare(found)) >= _SHORTEST and not _DIGIT.search(found):
        yield found


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or "ั" <= c <= "๎")


def _product(found: ReadLine) -> float:
    return float(np.prod(found.sure))


def table(judged: list[Judged]) -> Iterator[str]:
    """A row for each stretch of products that was met: its mean, how many, the share that is right.

    The share of few segments is drawn towards that of all.
    """
    overall = float(np.mean([right for _, right in judged]))
    for low, high in itertools.pairwise(_BOUNDS):
        part = [(product, right) for product, right in judged if low <= product < high]
        if part:
            mean = float(np.mean([product for product, _ in part]))
            share = (sum(right for _, right in part) + 4 * overall) / (len(part) + 4)
            yield f"    ({mean:.3f}, {share:.3f}),  # {len(part)}"


def main() -> None:
    """Print the table that the command line asks for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("model", type=Path)
    asked.add_argument("lines", type=Path)
    asked.add_argument("--letters", type=Path)
    given = asked.parse_args()
    recogniser = Recogniser(given.model)
    made = list(of_lines(recogniser, given.lines))
    print("made lines", *table(made), sep="\n")
    if given.letters:
        real = list(of_letters(recogniser, given.letters))
        print("real letters", *table(real), "both", *table(made + real), sep="\n")


if __name__ == "__main__":
    main()
