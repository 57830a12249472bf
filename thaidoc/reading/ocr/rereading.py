"""What second readings of a line share: how well scores support a text, and where it stands."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.decoding import Decoded

Scores = NDArray[np.float32]


def support(scores: Scores, classes: list[int]) -> float:
    """The log probability that scores give to a sequence of classes (CTC's forward sum)."""
    row = np.zeros(2 * len(classes) + 1, np.intp)
    row[1::2] = classes
    chance = np.full(len(row), -np.inf)
    chance[:2] = scores[0, row[:2]]
    skips = np.zeros(len(row), np.bool_)
    skips[3::2] = row[3::2] != row[1:-2:2]
    for step in scores[1:]:
        before = chance.copy()
        before[1:] = np.logaddexp(before[1:], chance[:-1])
        before[2:] = np.where(skips[2:], np.logaddexp(before[2:], chance[:-2]), before[2:])
        chance = before + step[row]
    return float(np.logaddexp.reduce(chance[-2:]))


def steps_of(read: Decoded, scores: Scores, start: int, end: int) -> tuple[int, int]:
    """The steps on which the characters of a place stand, with one or two blank ones before."""
    begin = read.steps[start]
    before = read.steps[start - 1] + 1 if start else 0
    path = scores[before:begin].argmax(-1)
    blanks = len(path) - int(np.flatnonzero(path)[-1]) - 1 if path.any() else len(path)
    return begin - min(blanks, 2), read.steps[end] if end < len(read.steps) else len(scores)


def put(read: Decoded, start: int, end: int, other: Decoded) -> Decoded:
    """The reading with another of some characters in their place."""
    return Decoded(
        read.text[:start] + other.text + read.text[end:],
        (*read.sure[:start], *other.sure, *read.sure[end:]),
        (*read.clear[:start], *other.clear, *read.clear[end:]),
        (*read.steps[:start], *other.steps, *read.steps[end:]),
        read.raw,
    )


def doubted(read: Decoded, start: int, end: int, most: float) -> Decoded:
    """The reading with no character of a place surer than that."""
    held = tuple(min(sure, most) for sure in read.sure[start:end])
    return replace(read, sure=(*read.sure[:start], *held, *read.sure[end:]))
