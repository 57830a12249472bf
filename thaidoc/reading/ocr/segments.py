"""What was read of a line as a segment: its text in normal form, each character's doubt and place.

The network says at which step of a line's picture it saw a character. So a value that is a part of
a line has a box of its own, such as the digits that were written by hand behind a printed slash.
"""

from difflib import SequenceMatcher
from itertools import pairwise

from thaidoc.reading.ocr.fit import Fit
from thaidoc.reading.ocr.geometry import BODY, STEP
from thaidoc.reading.ocr.lines import TypeLine, crop_begins
from thaidoc.reading.ocr.recogniser import ReadLine


def of_letters(text: str, found: ReadLine, fit: Fit) -> tuple[float, ...]:
    """How surely each character of a line's normal form was read; a digit by the network's fit.

    Characters that the normal form changed or put elsewhere are as unsure as what they came from.
    """
    least = map(min, found.sure, found.clear)
    sure = [
        fit.digit(value) if character.isdigit() else round(value, 3)
        for character, value in zip(found.text, least, strict=True)
    ]
    return tuple(min(sure[begin:end], default=1.0) for begin, end in _origins(text, found.text))


def places_of(text: str, found: ReadLine, line: TypeLine) -> tuple[float, ...]:
    """How far along its line each character of the normal form begins, 0 to 1.

    A character begins half way between the step at which it was seen and the one before.
    """
    if not found.steps:
        return ()
    steps = found.steps
    halves = [(before + step + 1) / 2 for before, step in pairwise(steps)]
    begins = [0.0, *(_along(line, step) for step in halves)]
    return tuple(round(begins[begin], 3) for begin in _firsts(text, found.text))


def _along(line: TypeLine, step: float) -> float:
    """How far along a line a step of its picture is, 0 to 1."""
    column = crop_begins(line) + step * STEP * line.body / BODY
    return min(1.0, max(0.0, (column - line.left) / max(1.0, line.right - line.left)))


def _firsts(text: str, read: str) -> list[int]:
    """For each character of a normal form, which of those that were read it came from."""
    if text == read:
        return list(range(len(text)))
    return [min(begin, len(read) - 1) for begin, _ in _origins(text, read, around=0)]


def _origins(text: str, read: str, around: int = 1) -> list[tuple[int, int]]:
    """For each character of a normal form, from which of those that were read it came.

    :param around: so many on both sides count too where the normal form changed something.
    """
    if text == read:
        return [(index, index + 1) for index in range(len(text))]
    found: list[tuple[int, int]] = []
    changes = SequenceMatcher(None, read, text, autojunk=False).get_opcodes()
    for kind, begin, end, into, until in changes:
        if kind == "equal":
            found += [(index, index + 1) for index in range(begin, end)]
        else:
            found += [(max(begin - around, 0), end + around)] * (until - into)
    return found
