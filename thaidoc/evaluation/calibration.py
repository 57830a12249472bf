"""Whether a confidence is the chance of being right: bins of found values, and the error.

A parser is calibrated where of the values that it gives with confidence 0.9 nine in ten are right.
The bins are narrow where confidences are many; the expected calibration error is the mean distance
between a bin's confidence and its share of right values, each bin weighted by its values.
"""

from dataclasses import dataclass, field

from thaidoc.evaluation.compare import LEVELS, Level
from thaidoc.evaluation.report import Bin, Calibration
from thaidoc.evaluation.score import Judgement

#: the lower end of each bin; the last one reaches to 1 and holds it
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


@dataclass(slots=True)
class _Values:
    values: int = 0
    confidence: float = 0.0
    right: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))


@dataclass(slots=True)
class Confidences:
    """Found values counted by their confidence."""

    without: int = 0
    _bins: list[_Values] = field(default_factory=lambda: [_Values() for _ in EDGES])

    def take(self, value: Judgement) -> None:
        """Count a value, if one was found."""
        if value.found is None:
            return
        if value.confidence is None:
            self.without += 1
            return
        into = self._bins[bin_of(value.confidence)]
        into.values += 1
        into.confidence += value.confidence
        if value.right_at:
            for level in LEVELS[LEVELS.index(value.right_at) :]:
                into.right[level] += 1

    def calibration(self, level: Level) -> Calibration:
        """The bins that hold values, and the error, at one level."""
        total = sum(one.values for one in self._bins)
        bins = [
            Bin(
                low=low,
                high=high,
                values=one.values,
                confidence=round(one.confidence / one.values, 4),
                right=round(one.right[level] / one.values, 4),
            )
            for low, high, one in zip(EDGES, (*EDGES[1:], 1.0), self._bins, strict=True)
            if one.values
        ]
        distance = sum(abs(one.confidence - one.right[level]) for one in self._bins)
        error = round(distance / total, 4) if total else None
        return Calibration(level=level, values=total, without=self.without, error=error, bins=bins)


def bin_of(confidence: float) -> int:
    """Which bin a confidence belongs to.

    >>> [bin_of(c) for c in (0.0, 0.49, 0.5, 0.97, 1.0)]
    [0, 0, 1, 7, 7]
    """
    return max(number for number, low in enumerate(EDGES) if confidence >= low or number == 0)
