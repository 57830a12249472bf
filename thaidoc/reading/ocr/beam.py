"""The likeliest reading of doubtful scores by the picture, the spelling and the language.

A CTC prefix beam: several readings side by side, each with the probability that the picture gives
it. A class that cannot stand behind another in Thai is never tried. A letter model, where one is
given, adds its weight. Readings whose last letters agree differ by what is settled: only the best
of them goes on, and how far it was ahead becomes the probability of the letters by which it won.
"""

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.letters import LetterModel, follow

_BLANK = 0
#: readings kept side by side, and by how many nats the worst may be behind the best
_WIDTH, _BEHIND = 8, 9.0
#: classes tried at a step; what is less likely than this, as a logarithm, is not
_CANDIDATES, _LEAST = 5, -7.0
#: a step as sure as this has no second candidate
_SETTLED = math.log(0.999)
#: what a class has that was not tried
_LITTLE = -12.0
_NEVER = -math.inf
#: the log probability of a reading that ends in the blank, and of one that ends in its last class
_State = tuple[float, float]
_NOTHING: _State = (_NEVER, _NEVER)


@dataclass(frozen=True, slots=True)
class Weighing:
    """A letter model, how much its log probabilities count, and what each letter gets back.

    Without what is given back a model prefers short readings, since every letter costs.
    """

    model: LetterModel
    weight: float
    back: float


@dataclass(eq=False, slots=True)
class _Node:
    """A class at the end of a reading, the step where it begins, and the reading before it."""

    label: int
    step: int
    before: "_Node | None"
    context: int
    weighed: float
    share: float = 1.0
    after: "dict[int, _Node]" = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A reading: its classes, the step where each begins, and the probability of each."""

    classes: tuple[int, ...]
    steps: tuple[int, ...]
    sure: tuple[float, ...]


def likeliest(
    scores: NDArray[np.float32],
    allowed: NDArray[np.bool_],
    follows: list[list[bool]],
    start: tuple[int, int],
    end: int,
    weighing: Weighing | None,
) -> Found:
    """The best reading of a stretch.

    :param scores: log probabilities, steps by classes.
    :param allowed: the classes that may stand in the stretch, blank included.
    :param follows: whether the second class can stand behind the first.
    :param start: the class before the stretch (blank: none) and its context for the model.
    :param end: the class behind the stretch (blank: none).
    """
    root = _Node(start[0], -1, None, start[1], 0.0)
    beam: dict[_Node, _State] = {root: (0.0, _NEVER)}
    for step, row in enumerate(_candidates(scores, allowed)):
        if len(row) == 1 and _BLANK in row:
            beam = {node: (_either(*state) + row[_BLANK], _NEVER) for node, state in beam.items()}
            continue
        grown: dict[_Node, _State] = {}
        for node, state in beam.items():
            _extend(node, state, row, step, follows, weighing, grown)
        beam = _pruned(grown)
    return _read(beam, [row[end] for row in follows])


def _candidates(scores: NDArray[np.float32], allowed: NDArray[np.bool_]) -> list[dict[int, float]]:
    """The classes worth trying at each step with their log probabilities, the likeliest first."""
    masked = np.where(allowed, scores, -np.inf)
    best = masked.max(-1)
    least = np.where(best > _SETTLED, best, np.minimum(_LEAST, best))
    steps, classes = np.nonzero(masked >= least[:, None])
    rows: list[dict[int, float]] = [{} for _ in range(len(scores))]
    values = masked[steps, classes]
    order = np.lexsort((-values, steps))
    for step, label, value in zip(
        steps[order].tolist(), classes[order].tolist(), values[order].tolist(), strict=True
    ):
        if len(rows[step]) < _CANDIDATES:
            rows[step][label] = value
    return rows


def _extend(
    node: _Node,
    state: _State,
    row: dict[int, float],
    step: int,
    follows: list[list[bool]],
    weighing: Weighing | None,
    grown: dict[_Node, _State],
) -> None:
    """Add what a reading can become at a step to ``grown``."""
    blank, label = state
    score = _either(blank, label)
    last = node.label
    same = grown.get(node, _NOTHING)
    longer = label + row.get(last, _LITTLE) if node.before else _NEVER
    grown[node] = _either(same[0], score + row.get(_BLANK, _LITTLE)), _either(same[1], longer)
    for other, value in row.items():
        if other == _BLANK or not follows[last][other]:
            continue
        source = blank if other == last and node.before else score
        if source == _NEVER:
            continue
        child = node.after.get(other)
        if child is None:
            child = node.after[other] = _child(node, other, step, weighing)
        there = grown.get(child, _NOTHING)
        grown[child] = there[0], _either(there[1], source + value)


def _child(node: _Node, label: int, step: int, weighing: Weighing | None) -> _Node:
    if weighing is None:
        return _Node(label, step, node, follow(node.context, label), 0.0)
    chance = weighing.model.chance(node.context, label)
    weighed = node.weighed + weighing.weight * chance + weighing.back
    return _Node(label, step, node, follow(node.context, label), weighed)


def _pruned(grown: dict[_Node, _State]) -> dict[_Node, _State]:
    """The best readings; of those that agree in their last letters the best alone."""
    if len(grown) == 1:
        return grown
    scored = [(_either(*state) + node.weighed, node) for node, state in grown.items()]
    ranked = sorted(scored, key=_first, reverse=True)
    least = ranked[0][0] - _BEHIND
    kept: dict[int, tuple[float, _Node]] = {}
    for score, node in ranked:
        if score < least:
            break
        winner = kept.get(node.context)
        if winner is not None:
            _settle(winner[1], node, score - winner[0])
        elif len(kept) < _WIDTH:
            kept[node.context] = score, node
    return {node: grown[node] for _, node in kept.values()}


def _first(pair: tuple[float, _Node]) -> float:
    return pair[0]


def _settle(winner: _Node, loser: _Node, behind: float) -> None:
    """Give the letters by which one reading won over another the probability that it is right."""
    won, lost = _path(winner), _path(loser)
    share = 1.0 / (1.0 + math.exp(behind))
    begin = 0
    while begin < min(len(won), len(lost)) and won[begin] is lost[begin]:
        begin += 1
    end = 0
    room = min(len(won), len(lost)) - begin
    while end < room and won[-1 - end].label == lost[-1 - end].label:
        end += 1
    # where the winner lacks a letter that the loser has, its neighbours are as doubtful
    differing = won[begin : len(won) - end] or won[max(0, begin - 1) : begin + 1]
    for node in differing:
        node.share = min(node.share, share)


def _path(node: _Node) -> list[_Node]:
    """The classes of a reading from its beginning, the one before the stretch left out."""
    path: list[_Node] = []
    at: _Node | None = node
    while at is not None and at.before is not None:
        path.append(at)
        at = at.before
    path.reverse()
    return path


def _read(beam: dict[_Node, _State], may_end: list[bool]) -> Found:
    scored = [(_either(*state) + node.weighed, node) for node, state in beam.items()]
    fitting = [pair for pair in scored if may_end[pair[1].label]]
    best, winner = max(fitting or scored, key=_first)
    for score, node in fitting:
        if node is not winner:
            _settle(winner, node, score - best)
    path = _path(winner)
    while path and not may_end[path[-1].label]:
        path.pop()
    return Found(
        tuple(node.label for node in path),
        tuple(node.step for node in path),
        tuple(node.share for node in path),
    )


def _either(one: float, other: float) -> float:
    """The log probability of one of two things that exclude each other."""
    if one < other:
        one, other = other, one
    return one if other == _NEVER else one + math.log1p(math.exp(other - one))
