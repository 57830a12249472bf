"""Ink of other colours than the print's, on a page that was scanned in colours.

The rules of correspondence have a seal stamped in red ink; in red light it is no darker than paper,
and the print below it stands there alone. It is signed across, mostly in blue: seen as an ink of
its own, a signature ties no printed letters that it crosses to one piece.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from thaidoc.reading.ocr.components import Components, Grey
from thaidoc.record import BBox

#: blue ink is so much lighter in blue light than in red, in grey levels
_BLUER = 50
#: what is taller than this in bodies is no letter, and each of two inks has such a share of it
_TALL, _LEAST_SHARE = 3.2, 0.2


@dataclass(frozen=True, slots=True)
class Inks:
    """A page in red light, and where a blue pen wrote on it (1)."""

    red: Grey
    pen: Grey

    def changed(self, how: Callable[[Grey], Grey]) -> "Inks":
        """The same of the page turned, levelled and the like."""
        return Inks(how(self.red), np.minimum(how(self.pen), 1))

    def tied_by(self, dark: Grey, pieces: Components, within: Sequence[BBox]) -> Grey | None:
        """Where print is tied to a blue pen's strokes (1); None where it is nowhere.

        :param dark: where the page is ink (1).
        :param pieces: those of that ink.
        :param within: the boxes that they have to touch.
        """
        tied = np.zeros_like(dark)
        for index in np.flatnonzero(pieces.height > _TALL * pieces.body).tolist():
            left, top = int(pieces.left[index]), int(pieces.top[index])
            right, bottom = left + int(pieces.width[index]), top + int(pieces.height[index])
            if not any(
                x0 < right and left < x1 and y0 < bottom and top < y1 for x0, y0, x1, y1 in within
            ):
                continue
            place = slice(top, bottom), slice(left, right)
            ink = int(dark[place].sum())
            share = int((dark[place] & self.pen[place]).sum()) / max(1, ink)
            if _LEAST_SHARE < share < 1 - _LEAST_SHARE:
                tied[place] = 1
        return tied if tied.any() else None


def inks_of(red: Grey, blue: Grey) -> Inks:
    """The inks of a page seen in red and in blue light."""
    _, pen = cv2.threshold(cv2.subtract(blue, red), _BLUER, 1, cv2.THRESH_BINARY)
    # the rims of its strokes are grey
    return Inks(red, np.asarray(cv2.dilate(pen, np.ones((5, 5), np.uint8)), np.uint8))
