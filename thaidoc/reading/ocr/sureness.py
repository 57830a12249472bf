"""How sure a reading is: from the probabilities of characters to that of a whole segment.

The network's own probabilities are of single characters and too high; what the parser and a person
need is how often a segment of such characters is right from end to end. The table is to be fitted
on read segments whose true text is known.
"""

from collections.abc import Sequence

import numpy as np

#: mean probability of a segment's characters, and the share of such segments read without a fault
_TABLE = (
    (0.0, 0.0),
    (0.6, 0.2),
    (0.9, 0.4),
    (0.95, 0.5),
    (0.97, 0.7),
    (0.98, 0.75),
    (0.99, 0.88),
    (0.995, 0.95),
    (1.0, 0.985),
)
_MEANS = [mean for mean, _ in _TABLE]
_SHARES = [share for _, share in _TABLE]


def sureness(characters: Sequence[float]) -> float:
    """The probability, 0 to 1, that a segment with these probabilities of characters is right.

    >>> sureness([0.99, 0.99]), sureness([0.6, 0.6]), sureness([])
    (0.88, 0.2, 0.0)
    """
    if not characters:
        return 0.0
    return round(float(np.interp(np.mean(characters), _MEANS, _SHARES)), 3)
