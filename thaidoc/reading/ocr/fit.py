"""What a network's probabilities are worth: the *fit*, a file that lies beside the network.

Two networks that read equally well may still be sure of themselves in different measure. So
whatever is decided by a probability is decided after a table that was made with the same network
(``training/sureness.py``): how often a segment, and how often a digit, is right that was read so
surely. A network without such a file, or with that of another network, gets a cautious one.
"""

import hashlib
import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from pathlib import Path

import msgspec

#: a probability as the network gives it, and the share of those that were right
Table = tuple[tuple[float, float], ...]


class Fit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How far a network's probabilities can be trusted.

    ``network`` is the beginning of the SHA-256 of the network that it is for. ``segments`` goes
    from the product of a segment's probabilities to the share of such segments read without a
    fault, ``digits`` from a digit's probability to the share of such digits that are right.
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

    def segment(self, text: str, sure: Sequence[float]) -> float:
        """The probability, 0 to 1, that a segment whose characters are so sure is right.

        >>> Fit().segment("กข", [0.9, 0.8]), Fit().segment("", [])
        (0.713, 0.0)
        """
        return round(_at(self.segments, product(text, sure)), 3) if text else 0.0

    def digit(self, sure: float) -> float:
        """The probability, 0 to 1, that a digit is right.

        >>> Fit().digit(0.5), Fit().digit(1.0)
        (0.45, 0.98)
        """
        return round(_at(self.digits, sure), 3)


def product(text: str, sure: Sequence[float]) -> float:
    """The product of a segment's probabilities, blanks left out: a picture hardly tells one."""
    known = zip(text, sure, strict=True)
    return math.prod(value for character, value in known if not character.isspace())


def _at(table: Table, value: float) -> float:
    """The share for a probability, on the straight line between two rows."""
    place = bisect_right(table, value, key=itemgetter(0))
    if not 0 < place < len(table):
        return table[min(place, len(table) - 1)][1]
    (low, share), (high, more) = table[place - 1 : place + 1]
    return share + (more - share) * (value - low) / (high - low)


def mark_of(model: Path) -> str:
    """The beginning of a network's SHA-256, by which it is told from others."""
    with model.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]


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
