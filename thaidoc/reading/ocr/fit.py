"""What a network's probabilities are worth: the *fit*, which lies beside the network and goes with it.

Two networks that read equally well may still be sure of themselves in different measure. So
whatever is decided by a probability is decided after a table that was made with the same network
(``training/sureness.py``): how often a segment, and how often a digit, is right that was read so
surely. A network without such a file, or with that of another network, gets a cautious one.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

#: a probability as the network gives it, and the share of those that were right
Table = tuple[tuple[float, float], ...]


class Fit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a network's probabilities can be trusted.

    ``network`` is the beginning of the SHA-256 of the network that it is for. ``segments`` goes from
    the product of a segment's probabilities to the share of such segments read without a fault,
    ``digits`` from a digit's probability to the share of such digits that are right.
    """

    network: str = ""
    segments: Table = (
        (0.0, 0.05), (0.05, 0.2), (0.2, 0.35), (0.5, 0.55), (0.7, 0.7), (0.85, 0.8), (0.95, 0.9),
        (1.0, 0.95),
    )  # fmt: skip
    digits: Table = ((0.0, 0.2), (0.5, 0.45), (0.8, 0.7), (0.95, 0.9), (1.0, 0.98))

    def __post_init__(self) -> None:
        for table in (self.segments, self.digits):
            values = [value for row in table for value in row]
            rising = all(x <= y and p <= q for (x, p), (y, q) in pairwise(table))
            if not table or not rising or not all(0 <= value <= 1 for value in values):
                raise ValueError("a table rises from 0 to 1")

    def segment(self, characters: Sequence[float]) -> float:
        """The probability, 0 to 1, that a segment with these probabilities of characters is right.

        >>> Fit().segment([0.9, 0.8]), Fit().segment([])
        (0.713, 0.0)
        """
        if not characters:
            return 0.0
        return round(_at(self.segments, float(np.prod(characters))), 3)

    def digit(self, sure: float) -> float:
        """The probability, 0 to 1, that a digit is right.

        >>> Fit().digit(0.5), Fit().digit(1.0)
        (0.45, 0.98)
        """
        return round(_at(self.digits, sure), 3)


def _at(table: Table, value: float) -> float:
    return float(np.interp(value, [x for x, _ in table], [share for _, share in table]))


def beside(model: Path) -> Path:
    """Where the fit of a network lies, or would."""
    return model.with_suffix(".json")


def fit_of(model: Path, mark: str) -> Fit:
    """The fit that lies beside a network, or the cautious one.

    :param mark: the beginning of the network's SHA-256.
    :raises ValueError: for a file that is no fit.
    """
    try:
        data = beside(model).read_bytes()
    except OSError:
        return Fit()
    found = msgspec.json.decode(data, type=Fit)
    return found if found.network == mark else Fit()
