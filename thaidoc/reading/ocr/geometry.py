"""The size at which lines are read: training and reading cut their pictures by the same numbers."""

import numpy as np
from numpy.typing import NDArray

#: rows of a line's picture
HEIGHT = 48
#: the row of the baseline
BASELINE = 35
#: rows that a consonant's body takes
BODY = 17.0
#: columns of the picture to one step of the recogniser's output
STEP = 4
#: so much darker than paper must ink be at least, in grey levels
_CONTRAST = 20


def normalise_ink(line: NDArray[np.floating] | NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    """A line's picture, dark ink on light paper, with paper 0 and ink 255; None if it is empty."""
    grey = line.astype(np.float32)
    ink, paper = np.percentile(grey, 1), np.percentile(grey, 85)
    if paper - ink < _CONTRAST:
        return None
    normal: NDArray[np.uint8] = (np.clip((paper - grey) / (paper - ink), 0, 1) * 255).astype(
        np.uint8
    )
    return normal
