"""Words that are none, put right by one letter or mark, where the picture supports that as well.

A recogniser takes ด for ต, ข for ช and one tone mark for another where print is thin. A stretch of
Thai letters may hold letters of no word, and become known words throughout by one mark, one vowel
or one consonant of the same shape. Where the scores support that nearly as well, it is taken. A
stretch that is no row of words after it either stays, and with it nearly every name; behind a
person's title and in brackets nothing is looked for at all. No digit is part of such stretches.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS, decode, encode
from thaidoc.reading.ocr.decoding import Decoded, follows
from thaidoc.reading.ocr.rereading import Scores, put, support
from thaidoc.thai.likeness import alike

_VOWELS = frozenset("ะาำเแโใไ")
_IS_SIGN = np.array([text in _VOWELS or text in frozenset(MARKS) for text in CLASSES])
#: another class is looked at whose probability at a step is by so many nats less than one, and
#: taken if the stretch's is by no more less
_BOUND = 6.0
#: by how many nats the dictionary must find the new words likelier: a letter of no word costs 15
_GAIN = 30.0
#: a stretch of fewer letters is an abbreviation or a piece of a word
_SHORTEST = 4
#: how sure a changed letter counts at most: less than one that was read
_SUREST = 0.85
#: letters beside the changed one that are weighed with it
_BESIDE = 2
#: what is read less surely on the whole is hardly type
_CLEAR = 0.8
_STRETCH = re.compile("[ก-ฺเ-๎]+")
#: names of persons: behind their titles and two words, and what stands in brackets
_PERSON = re.compile(
    r"(?:นาย|นาง(?:สาว)?|น\.ส\.|ดร\.|คุณ|พล\.?[ก-๎]+|ว่าที่|หม่อม\S*)\s?[^\s()]+(?:\s[^\s()]+)?|\([^()]*\)?"
)


@dataclass(frozen=True, slots=True)
class _Change:
    """Characters of a reading in whose place others may stand, and by how much that is better."""

    start: int
    end: int
    text: str
    better: float


def read_misspelt(read: Decoded, scores: Scores) -> Decoded:
    """The reading with misspelt words put right where its scores support that.

    :param scores: those that were decoded: log probabilities, steps by classes.
    """
    if not read.clear or float(np.mean(read.clear)) < _CLEAR:
        return read
    for stretch in reversed(list(_STRETCH.finditer(read.text))):
        if len(stretch[0]) < _SHORTEST or _is_name(read.text, stretch.start()):
            continue
        changes = list(_changes(read, scores, stretch.start(), stretch.end()))
        if changes:
            best = max(changes, key=lambda change: change.better)
            read = put(read, best.start, best.end, _other(read, best))
    return read


def _is_name(text: str, place: int) -> bool:
    return any(found.start() <= place < found.end() for found in _PERSON.finditer(text))


def _changes(read: Decoded, scores: Scores, start: int, end: int) -> Iterator[_Change]:
    """The changes of one letter that make known words of a stretch."""
    was = read.text[start:end]
    classes = encode(was)
    if classes is None:
        return
    rivals = list(_rivals(read, scores, start, classes))
    if not rivals:
        return
    from thaidoc.thai.lexicon import lexicon

    known = lexicon()
    words = known.read(was)
    if all(len(word) > 1 for word in words.words):
        return
    cut = end == len(read.text)  # a line's last word may go on below
    for index, at, instead in rivals:
        if cut and index >= len(classes) - _BESIDE:
            continue
        length = len(CLASSES[classes[index]])
        new = decode(instead)
        found = known.read(was[: at - start] + new + was[at - start + length :])
        lacking = _lacking(read, scores, start, classes, index, instead)
        better = words.cost - found.cost - lacking
        if lacking <= _BOUND and better >= _GAIN and all(len(word) > 1 for word in found.words):
            yield _Change(at, at + length, new, better)


def _rivals(
    read: Decoded, scores: Scores, start: int, classes: list[int]
) -> Iterator[tuple[int, int, list[int]]]:
    """What else a class of a stretch may be: its index, its offset in the line, the classes."""
    at = start
    for index, label in enumerate(classes):
        length = len(CLASSES[label])
        until = read.steps[at + length] if at + length < len(read.steps) else len(scores)
        likely = scores[read.steps[at] : until].max(0) > -_BOUND if until > read.steps[at] else None
        if likely is not None:
            for other in np.flatnonzero(likely & _alternatives(label)).tolist():
                yield index, at, [other]
            for mark in np.flatnonzero(likely & _IS_SIGN).tolist():
                if mark != label:
                    yield index, at, [label, mark]
        if _IS_SIGN[label]:
            yield index, at, []
        at += length


@cache
def _alternatives(label: int) -> NDArray[np.bool_]:
    """The classes that a class may have been misread from: signs for a sign, else its shape's."""
    shape = alike(CLASSES[label])
    found: NDArray[np.bool_] = np.array([text in shape for text in CLASSES])
    if _IS_SIGN[label]:
        found |= _IS_SIGN
    found[[0, label]] = False
    return found


def _lacking(
    read: Decoded, scores: Scores, start: int, classes: list[int], index: int, instead: list[int]
) -> float:
    """By how many nats the scores support other classes less than what was read."""
    first, last = max(0, index - _BESIDE), min(len(classes), index + 1 + _BESIDE)
    now = [*classes[first:index], *instead, *classes[index + 1 : last]]
    if not follows(now):
        return np.inf
    begin = start + len(decode(classes[:first]))
    end = start + len(decode(classes[:last]))
    until = read.steps[end] if end < len(read.steps) else len(scores)
    part = scores[read.steps[begin] : until]
    if not len(part):
        return np.inf
    return support(part, classes[first:last]) - support(part, now)


def _other(read: Decoded, change: _Change) -> Decoded:
    """The changed characters, on the steps of those in whose place they stand."""
    size = len(change.text)
    where = [min(change.start + nth, change.end - 1) for nth in range(size)]
    sure = tuple(min(_SUREST, read.sure[place]) for place in where)
    clear = tuple(read.clear[place] for place in where)
    return Decoded(change.text, sure, clear, tuple(read.steps[place] for place in where), "")
