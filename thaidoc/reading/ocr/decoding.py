"""From the network's scores to text that Thai can write.

The best class at each step is taken where that is sure and can stand in Thai. A stretch of Thai
letters with a doubtful one is read again by a beam of several readings, from which impossible ones
(a mark on nothing, two marks on one consonant, a vowel before no consonant) are dropped and the
others weighed by a letter model of official Thai. Digits, Latin and signs bound such stretches:
they stay what the picture says, for no language tells which number is likelier.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.alphabet import CLASSES, MARKS
from thaidoc.reading.ocr.beam import Weighing, likeliest
from thaidoc.reading.ocr.letters import SYMBOLS, follow, letter_model

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


def _spelling() -> NDArray[np.bool_]:
    """Whether the second class can stand behind the first, the blank being a line's end."""
    follows = np.ones((len(CLASSES), len(CLASSES)), np.bool_)
    follows[:, _IS_MARK] = _IS_CONSONANT[:, None]
    behind = _IS_CONSONANT | _IS_TONE
    for vowel in (_AM, _AA, _A):
        follows[:, vowel] = behind
    for vowel, before in _ALSO:
        follows[before, vowel] = True
    follows[_IS_LEADING] = _IS_CONSONANT
    follows[:, _BLANK] = True
    return follows


_FOLLOWS = _spelling()
_FOLLOWS_ROWS: list[list[bool]] = _FOLLOWS.tolist()
_SPACE = CLASSES.index(" ")
#: what a doubtful stretch is read as: Thai letters and blanks
_IS_THAI = np.isin(np.arange(len(CLASSES)), (_BLANK, *SYMBOLS))
#: a line whose classes have less than this mean probability is not worth a beam
_HOPELESS = 0.55
#: a class less likely than this is doubtful, and so is a step at which others have more than that
_CLEAR, _OTHERS = 0.95, 0.05
#: a stretch of fewer letters is a code or an abbreviation, of which the model knows nothing
_SHORTEST = 4
#: what the letter model counts beside the picture, and what each letter is given back in nats;
#: chosen on made lines and on real letters (docs/recogniser.md)
_WEIGHT, _BACK = 0.5, 1.25


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the probability of each of its characters, and the step where each stands.

    ``sure`` weighs what else the beam found likely, so the product over a stretch tells how likely
    that is right; ``clear`` is what the network alone gives the class of each character. ``raw`` is
    what the picture alone says within Thai spelling; mostly it is the text.
    """

    text: str
    sure: tuple[float, ...]
    clear: tuple[float, ...]
    steps: tuple[int, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class _Label:
    """A class that was read, the step where it begins, how sure it is and how clear."""

    label: int
    step: int
    sure: float
    clear: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Steps from ``begin`` to ``end`` without digits and signs, the classes read there as they are.

    ``before`` and ``after`` are the classes on its two sides, the blank at a line's ends.
    """

    begin: int
    end: int
    labels: list[_Label]
    after: int


@cache
def _weighing() -> Weighing | None:
    model = letter_model()
    return Weighing(model, _WEIGHT, _BACK) if model else None


def decode_scores(scores: NDArray[np.float32]) -> Decoded:
    """The text that scores (log probabilities, steps by classes) stand for."""
    labels = _best(scores)
    if not labels:
        return _decoded([], [])
    is_possible = _all_possible(labels)
    if not is_possible and np.mean([label.clear for label in labels]) <= _HOPELESS:
        labels = _thinned(labels)  # it is hardly type, and will hardly be kept
        return _decoded(labels, labels)
    rivals = _rivals(scores, labels)
    if is_possible and not rivals.any() and min(label.clear for label in labels) > _CLEAR:
        return _decoded(labels, labels)
    return _weighed(scores, labels, rivals, _weighing())


def follows(classes: Sequence[int]) -> bool:
    """Whether each class can stand behind the one before it in Thai."""
    return bool(_FOLLOWS[classes[:-1], classes[1:]].all())


def _all_possible(labels: list[_Label]) -> bool:
    return follows([_BLANK, *(label.label for label in labels)])


def _thinned(labels: list[_Label]) -> list[_Label]:
    """A reading without the classes that cannot stand behind the one before."""
    kept: list[_Label] = []
    for label in labels:
        if _FOLLOWS[kept[-1].label if kept else _BLANK, label.label]:
            kept.append(label)
    return kept


def _best(scores: NDArray[np.float32]) -> list[_Label]:
    """The best class at each step, repeats merged and blanks dropped."""
    path = scores.argmax(-1)
    changes = np.flatnonzero(np.diff(path, prepend=-1))
    begins = changes[path[changes] != _BLANK]
    ends = np.minimum(np.append(begins[1:], len(path)), begins + 4)
    labels = path[begins]
    found: list[_Label] = []
    for label, begin, end in zip(labels.tolist(), begins.tolist(), ends.tolist(), strict=True):
        clear = _clear(scores, label, begin, end)
        found.append(_Label(label, begin, clear, clear))
    return found


def _rivals(scores: NDArray[np.float32], labels: list[_Label]) -> NDArray[np.bool_]:
    """The steps at which classes other than the best path's neighbours have some probability."""
    count = len(scores)
    begins = np.array([label.step for label in labels])
    classes = np.array([label.label for label in labels])
    steps = np.arange(count)
    place = np.searchsorted(begins, steps, side="right")
    last = classes[np.maximum(place - 1, 0)]
    following = classes[np.minimum(place, len(classes) - 1)]
    own = np.exp(scores[steps, _BLANK]) + np.exp(scores[steps, last])
    own += np.where(following != last, np.exp(scores[steps, following]), 0.0)
    rivals: NDArray[np.bool_] = 1.0 - own > _OTHERS
    return rivals


def _weighed(
    scores: NDArray[np.float32],
    labels: list[_Label],
    rivals: NDArray[np.bool_],
    weighing: Weighing | None,
) -> Decoded:
    """The reading with its doubtful stretches read again, with and without the letter model."""
    found: list[_Label] = []
    raw: list[_Label] = []
    context = 0
    for stretch in _stretches(scores, labels):
        part = stretch.labels
        before = found[-1].label if found else _BLANK
        fits = _fits(before, stretch)
        spelt = part if fits else _again(scores, stretch, before, 0, None)
        raw.extend(spelt)
        letters = sum(label.label != _SPACE for label in part)
        doubtful = rivals[stretch.begin : stretch.end].any() or any(
            label.clear < _CLEAR for label in part
        )
        if weighing and letters >= _SHORTEST and (doubtful or not fits):
            spelt = _again(scores, stretch, before, context, weighing)
        found.extend(spelt)
        for label in spelt:
            context = follow(context, label.label)
        if stretch.after:
            fixed = next(x for x in labels if x.step >= stretch.end)
            found.append(fixed)
            raw.append(fixed)
            context = follow(context, fixed.label)
    return _decoded(found, raw)


def _fits(before: int, stretch: _Stretch) -> bool:
    """Whether a stretch is possible as it is, with what stands on its two sides."""
    row = [before, *(label.label for label in stretch.labels), stretch.after]
    return bool(_FOLLOWS[row[:-1], row[1:]].all())


def _stretches(scores: NDArray[np.float32], labels: list[_Label]) -> Iterator[_Stretch]:
    """The stretches of Thai letters between signs and digits, also the empty ones."""
    begin, part = 0, []
    path = scores.argmax(-1)
    for label in labels:
        if _IS_THAI[label.label]:
            part.append(label)
            continue
        yield _Stretch(begin, label.step, part, label.label)
        begin, part = label.step + 1, []
        while begin < len(path) and path[begin] == label.label:
            begin += 1
    yield _Stretch(begin, len(scores), part, _BLANK)


def _again(
    scores: NDArray[np.float32],
    stretch: _Stretch,
    before: int,
    context: int,
    weighing: Weighing | None,
) -> list[_Label]:
    """A stretch as the beam reads it."""
    part = scores[stretch.begin : stretch.end]
    if not len(part):
        return []
    found = likeliest(part, _IS_THAI, _FOLLOWS_ROWS, (before, context), stretch.after, weighing)
    ends = [*found.steps[1:], len(part)]
    return [
        _Label(label, stretch.begin + step, share, _clear(part, label, step, min(end, step + 4)))
        for label, step, end, share in zip(
            found.classes, found.steps, ends, found.sure, strict=False
        )
    ]


def _clear(scores: NDArray[np.float32], label: int, begin: int, end: int) -> float:
    """The highest probability of a class at some steps."""
    return float(np.exp(scores[begin:end, label].max()))


def _decoded(labels: list[_Label], raw: list[_Label]) -> Decoded:
    """Text with a probability and a step for each character, blanks at its ends left out."""
    each = [label for label in labels for _ in CLASSES[label.label]]
    text = "".join(CLASSES[label.label] for label in labels)
    kept = each[len(text) - len(text.lstrip()) : len(text.rstrip())]
    return Decoded(
        text.strip(),
        tuple(label.sure for label in kept),
        tuple(label.clear for label in kept),
        tuple(label.step for label in kept),
        "".join(CLASSES[label.label] for label in raw).strip(),
    )
