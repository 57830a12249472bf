"""How often what was read is right: makes the fit that lies beside a network.

``python -m training.sureness MODEL LINES.npz [--letters FOLDER]`` writes ``MODEL.json`` for
:mod:`thaidoc.reading.ocr.fit` from made lines, and from real letters whose values are known. The
folder holds ``files/NAME.pdf`` and ``gold/NAME.json``: a segment that has a value of the gold
record, or nearly, tells whether it was read rightly, and so does each digit of a number. How well
such a table holds is measured on the half of the letters that it was not made from. Use lines and
letters that the network was not trained on.
"""

import argparse
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from thaidoc.reading.document import Page
from thaidoc.reading.ocr.alphabet import decode
from thaidoc.reading.ocr.fit import Fit, Table, beside, product
from thaidoc.reading.ocr.recogniser import Recogniser
from thaidoc.thai.text import normal_form
from training.lines import load

#: bounds of what is counted together: products of segments, probabilities of digits
_BOUNDS = (0.0, 0.001, 0.02, 0.1, 0.25, 0.45, 0.65, 0.8, 0.9, 0.95, 0.98, 0.995, 0.999, 1.001)
#: a segment is meant to have a value that it has this much of, of 100; short ones tell nothing
_MEANT, _SHORTEST = 88, 6
#: the same of a value with digits, and how many lines of the first page are the head, where the
#: number and the date stand; others like them are quoted further down
_NUMBER_MEANT, _HEAD = 78, 14
_PAGES = 2
#: a stretch of few is drawn towards the share of all by so many
_DRAWN = 4
#: letters are few beside made lines, and more like what is to be read: each counts so often
_REAL = 4

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

Judged = tuple[float, bool]


@dataclass
class Seen:
    """Segments and digits: how sure the network was of each, and whether it was right."""

    segments: list[Judged] = field(default_factory=list)
    digits: list[Judged] = field(default_factory=list)

    def __add__(self, other: "Seen") -> "Seen":
        return Seen(self.segments + other.segments, self.digits + other.digits)

    def __mul__(self, times: int) -> "Seen":
        return Seen(self.segments * times, self.digits * times)


def of_lines(recogniser: Recogniser, path: Path) -> Seen:
    """What was read of made lines."""
    seen = Seen()
    lines = load(path)
    for at in range(0, len(lines), 64):
        part = lines[at : at + 64]
        read = recogniser.read([picture for picture, _ in part])
        for (_, classes), found in zip(part, read, strict=True):
            if not found.text:
                continue
            true = normal_form(decode(classes.tolist())).strip()
            right = _bare(normal_form(found.text)) == _bare(true)
            seen.segments.append((product(found.text, found.sure), right))
            least = [min(both) for both in zip(found.sure, found.clear, strict=True)]
            seen.digits += _digits(true, found.text, least)
    return seen


def of_letters(recogniser: Recogniser, folder: Path) -> Iterator[Seen]:
    """What was read of each real letter that has a gold record."""
    import pypdfium2

    from thaidoc.reading.ocr import page
    from thaidoc.reading.pdf.scans import picture_of

    recogniser.fit = _PLAIN
    for file in sorted((folder / "files").glob("*.pdf")):
        known = folder / "gold" / f"{file.stem}.json"
        if not known.is_file():
            continue
        gold = json.loads(known.read_text("utf-8"))
        pdf = pypdfium2.PdfDocument(file)
        seen = Seen()
        for number in range(1, min(_PAGES, len(pdf)) + 1):
            shown = page.read_page(picture_of(pdf, number), number, recogniser)
            seen += _of_page(shown, gold)
        yield seen


#: tables that leave every probability as the network gave it
_PLAIN = Fit("", ((0.0, 0.0), (1.0, 1.0)), ((0.0, 0.0), (1.0, 1.0)))


def _of_page(shown: Page, gold: dict[str, Any]) -> Seen:
    """The segments of a page that have a value without digits, the digits of its numbers."""
    seen = Seen()
    texts = {_bare(text) for text in _texts(gold) if not _has_digit(text)}
    unsure = gold.get("uncertain") or []
    heads = [
        value
        for key in ("reference", "date")
        if isinstance(one := gold.get(key), dict)
        and key not in unsure
        and (value := one.get("raw"))
    ]
    contacts = gold.get("contacts") or []
    ends = [one["raw"] for one in contacts if "contacts" not in unsure and _has_digit(one["raw"])]
    for line in shown.lines:
        for segment in line.segments:
            right = _judged(_bare(segment.text), texts)
            if right is not None:
                seen.segments.append((segment.sure, right))
            is_head = shown.number == 1 and line.number <= _HEAD
            true = _meant(segment.text, heads, alone=True) if is_head else None
            if true := true or _meant(segment.text, ends):
                seen.digits += _digits(true, segment.text, segment.letters, part=True)
    return seen


def _meant(text: str, values: Iterable[str], alone: bool = False) -> str | None:
    """The value with digits that a text has nearly.

    :param alone: only a text that has nothing else; numbers much alike are quoted on longer lines.
    """
    folded = text.translate(_ARABIC)
    ratio = fuzz.ratio if alone else fuzz.partial_ratio
    scored = ((ratio(value.translate(_ARABIC), folded), value) for value in values)
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= _NUMBER_MEANT and len(best[1]) <= len(text) + 3 else None


def _digits(true: str, read: str, sure: Sequence[float], part: bool = False) -> Iterator[Judged]:
    """Each digit that was read, and whether it is one of the true text, of whichever form.

    :param part: the true text is a part of what was read; digits beside it tell nothing.
    """
    wanted, found = true.translate(_ARABIC), read.translate(_ARABIC)
    begin, end = 0, len(found)
    if part and (place := fuzz.partial_ratio_alignment(wanted, found)):
        begin, end = place.dest_start, place.dest_end
    right: set[int] = set()
    for step in Levenshtein.opcodes(wanted, found[begin:end]):
        if step.tag == "equal":
            right.update(range(begin + step.dest_start, begin + step.dest_end))
    for at in range(begin, end):
        if found[at].isdigit():
            yield sure[at], at in right


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
    elif isinstance(found, str) and len(_bare(found)) >= _SHORTEST:
        yield found


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or "ั" <= c <= "๎")


def table(judged: Sequence[Judged]) -> Table:
    """For each stretch of probabilities its mean and the share that is right, never falling.

    The share of few is drawn towards that of all; stretches between which it would fall are one.
    """
    if not judged:
        return _PLAIN.segments
    overall = float(np.mean([right for _, right in judged]))
    rows: list[tuple[float, float, int]] = []
    for low, high in itertools.pairwise(_BOUNDS):
        part = [(sure, right) for sure, right in judged if low <= sure < high]
        if not part:
            continue
        mean = float(np.mean([sure for sure, _ in part]))
        share = (sum(right for _, right in part) + _DRAWN * overall) / (len(part) + _DRAWN)
        rows.append((mean, share, len(part)))
        while len(rows) > 1 and rows[-2][1] > rows[-1][1]:
            rows[-2:] = [_one(rows[-2], rows[-1])]
    return tuple((round(mean, 3), round(share, 4)) for mean, share, _ in rows)


def _one(
    row: tuple[float, float, int], other: tuple[float, float, int]
) -> tuple[float, float, int]:
    count = row[2] + other[2]
    mean, share = (
        (row[at] * row[2] + other[at] * other[2]) / count for at in (0, 1)
    )  # each as often as it was met
    return mean, share, count


def fitted(seen: Seen, mark: str = "") -> Fit:
    """The fit of what was seen."""
    return Fit(mark, table(seen.segments), table(seen.digits))


def check(fit: Fit, seen: Seen) -> Iterator[str]:
    """How far a fit holds on what it was not made from: said and found right, and the loss."""
    segments = [(fit.segment("ก", [sure]), right) for sure, right in seen.segments]
    digits = [(fit.digit(sure), right) for sure, right in seen.digits]
    for what, judged in (("segments", segments), ("digits", digits)):
        said = np.array([share for share, _ in judged]).clip(0.001, 0.999)
        right = np.array([float(is_right) for _, is_right in judged])
        if len(judged):
            loss = -np.mean(right * np.log(said) + (1 - right) * np.log(1 - said))
            yield (
                f"{what}: {len(judged)}, said right {said.mean():.3f}, are {right.mean():.3f}, "
                f"loss {loss:.3f}"
            )
            for bar in (0.8, 0.9, 0.95):
                sure = right[said >= bar]
                yield f"  said {bar} and more: {len(sure)}, wrong {int((sure == 0).sum())}"


def main() -> None:
    """Write the fit of the network that the command line names."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("model", type=Path)
    asked.add_argument("lines", type=Path)
    asked.add_argument("--letters", type=Path)
    given = asked.parse_args()
    recogniser = Recogniser(given.model)
    made = of_lines(recogniser, given.lines)
    letters = list(of_letters(recogniser, given.letters)) if given.letters else []
    halves = sum(letters[::2], Seen()), sum(letters[1::2], Seen())
    for name, fit in (("cautious", Fit()), ("made lines alone", fitted(made))):
        print(name, *check(fit, halves[0] + halves[1]), sep="\n  ")
    for one, other in (halves, halves[::-1]):
        print("from one half, on the other", *check(fitted(made + one * _REAL), other), sep="\n  ")
    fit = fitted(made + (halves[0] + halves[1]) * _REAL, recogniser.mark)
    beside(given.model).write_bytes(msgspec.json.format(msgspec.json.encode(fit), indent=1) + b"\n")
    print(f"{beside(given.model)}: {fit}")


if __name__ == "__main__":
    main()
