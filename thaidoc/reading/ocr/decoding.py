"""From the network's scores to text that Thai can write.

The best class at each step is taken where the result can stand in Thai. Where it cannot (a mark on
nothing, two marks on one consonant, a vowel before no consonant), a beam of several readings is
kept and the impossible ones are dropped, whatever their score.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS

#: without ฤ and ฦ, which carry their vowel with them
_CONSONANTS = frozenset("กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ")
_LEADING = frozenset("เแโใไ")
_TONES = frozenset("่้๊๋")
#: a class is a mark if it can only stand on a consonant
_IS_MARK = np.array([text in frozenset(MARKS) for text in CLASSES])
_IS_CONSONANT = np.array([text in _CONSONANTS for text in CLASSES])
_IS_LEADING = np.array([text in _LEADING for text in CLASSES])
_IS_TONE = np.array([text in _TONES for text in CLASSES])
_AM = CLASSES.index("ำ")
_AA = CLASSES.index("า")
_A = CLASSES.index("ะ")
_NIKHAHIT = CLASSES.index("ํ")
#: behind what else these vowels stand: เกาะ, and sara am printed as two signs
_ALSO = frozenset({(_A, _AA), (_AA, _NIKHAHIT)})
_BLANK = 0
_BEAM = 6
_CANDIDATES = 4
#: what is less likely than this, as a logarithm, is no candidate
_LEAST = -8.0
#: a line whose classes have less than this mean probability is not worth a beam
_HOPELESS = 0.55


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the probability of each of its characters, and the step where each stands."""

    text: str
    sure: tuple[float, ...]
    steps: tuple[int, ...]


def decode_scores(scores: NDArray[np.float32]) -> Decoded:
    """The text that scores (log probabilities, steps by classes) stand for."""
    best = scores.argmax(-1)
    classes, steps = _collapsed(best)
    if not _all_possible(classes):
        likely = scores[steps, classes]
        if np.exp(likely).mean() > _HOPELESS:
            classes, steps = _beam(scores)
        else:  # it is hardly type, and will hardly be kept
            classes, steps = _thinned(classes, steps)
    return _decoded(scores, classes, steps)


def possible(before: int, label: int) -> bool:
    """Whether a class can stand behind another (0: at the beginning)."""
    if _IS_MARK[label]:
        return bool(_IS_CONSONANT[before])
    if label in (_AM, _AA, _A):
        follows = (label, before) in _ALSO
        return bool(_IS_CONSONANT[before] or _IS_TONE[before] or follows)
    if _IS_LEADING[before]:
        return bool(_IS_CONSONANT[label])
    return True


def _all_possible(classes: list[int]) -> bool:
    before = _BLANK
    for label in classes:
        if not possible(before, label):
            return False
        before = label
    return True


def _thinned(classes: list[int], steps: list[int]) -> tuple[list[int], list[int]]:
    """A reading without the classes that cannot stand behind the one before."""
    kept: list[tuple[int, int]] = []
    before = _BLANK
    for label, step in zip(classes, steps, strict=True):
        if possible(before, label):
            kept.append((label, step))
            before = label
    return [label for label, _ in kept], [step for _, step in kept]


def _collapsed(path: NDArray[np.intp]) -> tuple[list[int], list[int]]:
    classes: list[int] = []
    steps: list[int] = []
    before = _BLANK
    for step, label in enumerate(path.tolist()):
        if label and label != before:
            classes.append(label)
            steps.append(step)
        before = label
    return classes, steps


@dataclass(slots=True)
class _Prefix:
    """A reading so far: its classes and steps, and its log probability ending in blank or not."""

    classes: tuple[int, ...]
    steps: tuple[int, ...]
    blank: float = -math.inf
    label: float = -math.inf

    @property
    def score(self) -> float:
        return _either(self.blank, self.label)


def _either(one: float, other: float) -> float:
    """The log probability of one of two things that exclude each other."""
    high, low = (one, other) if one > other else (other, one)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))


def _beam(scores: NDArray[np.float32]) -> tuple[list[int], list[int]]:
    """The likeliest reading without an impossible pair of neighbours (CTC prefix beam search)."""
    prefixes = [_Prefix((), (), blank=0.0)]
    tops = np.argpartition(scores, -_CANDIDATES, axis=-1)[:, -_CANDIDATES:].tolist()
    for step, (row, top) in enumerate(zip(scores.tolist(), tops, strict=True)):
        grown: dict[tuple[int, ...], _Prefix] = {}
        candidates = [label for label in top if row[label] > _LEAST]
        for prefix in prefixes:
            _extend(prefix, row, candidates, step, grown)
        if len(grown) > 1:
            prefixes = sorted(grown.values(), key=lambda p: p.score, reverse=True)[:_BEAM]
        else:
            prefixes = list(grown.values())
    best = max(prefixes, key=lambda p: p.score)
    return list(best.classes), list(best.steps)


def _extend(
    prefix: _Prefix,
    row: list[float],
    candidates: list[int],
    step: int,
    grown: dict[tuple[int, ...], _Prefix],
) -> None:
    """Add what a prefix can become at a step to ``grown``."""
    last = prefix.classes[-1] if prefix.classes else _BLANK
    score = prefix.score
    same = grown.setdefault(prefix.classes, _Prefix(prefix.classes, prefix.steps))
    same.blank = _either(same.blank, score + row[_BLANK])
    if last:
        same.label = _either(same.label, prefix.label + row[last])
    for label in candidates:
        if label == _BLANK or not possible(last, label):
            continue
        source = prefix.blank if label == last else score
        classes = (*prefix.classes, label)
        longer = grown.setdefault(classes, _Prefix(classes, (*prefix.steps, step)))
        longer.label = _either(longer.label, source + row[label])


def _decoded(scores: NDArray[np.float32], classes: list[int], steps: list[int]) -> Decoded:
    """Text with a probability for each character: the best of its class near its step."""
    text = ""
    sure: list[float] = []
    places: list[int] = []
    ends = [*steps[1:], len(scores)][: len(steps)]
    for label, step, end in zip(classes, steps, ends, strict=True):
        probability = float(np.exp(scores[step : min(end, step + 4), label].max()))
        characters = CLASSES[label]
        text += characters
        sure.extend([probability] * len(characters))
        places.extend([step] * len(characters))
    begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    return Decoded(text[begin:end], tuple(sure[begin:end]), tuple(places[begin:end]))
