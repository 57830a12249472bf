"""Ink on a page: what is dark, the connected pieces of it, and how tall the letters are."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Floats = NDArray[np.float64]
#: darker than its neighbourhood by so many grey levels is ink, whatever the page's threshold says
_LOCAL = 70
#: so much above the page's threshold is still ink: the grey rims of thin strokes
_RIM = 8
#: heights of letters in pixels at 300 dpi
_LETTERS = (12, 75)
#: what is taken where a page has too few letters to tell
_USUAL_BODY = 27.0
_ENOUGH = 20
#: a page is darker than this in its middle only where it is printed white on black
_BLACK_PAPER = 100


@dataclass(frozen=True, slots=True)
class Components:
    """Connected pieces of ink: left, top, width, height and number of dark pixels of each.

    ``body`` is the height of most letters, in pixels: that of a consonant such as น.
    """

    left: Floats
    top: Floats
    width: Floats
    height: Floats
    area: Floats
    body: float


def dark_on_light(page: Grey) -> Grey:
    """The page with its ink darker than its paper: a negative turned into a positive."""
    small = cv2.resize(page, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    return 255 - page if np.median(small) < _BLACK_PAPER else page


def ink(page: Grey) -> Grey:
    """Where a grey page is dark (1) or not (0): Otsu's threshold, and darker than around.

    The second part keeps faint print beside a black border, and print on a grey shade.
    """
    level, _ = cv2.threshold(cv2.blur(page, (3, 3)), 0, 255, cv2.THRESH_OTSU)
    small = cv2.resize(page, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    width = min(31, (min(small.shape) - 1) | 1)  # odd, as a median's is
    middle = cv2.medianBlur(small, width) if width >= 3 else small
    around = cv2.resize(middle, (page.shape[1], page.shape[0]))
    limit = min(255.0, level + _RIM)
    _, dark = cv2.threshold(page, limit - 1, 1, cv2.THRESH_BINARY_INV)
    # a dark region is no ink by its darkness alone
    _, paper = cv2.threshold(around, limit - 1, 1, cv2.THRESH_BINARY)
    _, darker = cv2.threshold(cv2.subtract(around, page), _LOCAL, 1, cv2.THRESH_BINARY)
    return np.asarray(cv2.bitwise_or(cv2.bitwise_and(dark, paper), darker), np.uint8)


def components_of(page: Grey, dark: Grey | None = None) -> Components:
    """The connected pieces of ink on a grey page.

    :param dark: where it is ink, where that is known.
    """
    where = ink(page) if dark is None else dark
    _, _, found, _ = cv2.connectedComponentsWithStats(where, connectivity=8)
    left, top, width, height, area = found[1:].astype(np.float64).T
    return Components(left, top, width, height, area, body_height(width, height))


def joined(parts: Sequence[Components]) -> Components:
    """The pieces of several parts of a page's ink together."""
    left, top, width, height, area = (
        np.concatenate([getattr(part, name) for part in parts])
        for name in ("left", "top", "width", "height", "area")
    )
    return Components(left, top, width, height, area, body_height(width, height))


def body_height(width: Floats, height: Floats) -> float:
    """The most frequent height among pieces that have the shape of a letter."""
    low, high = _LETTERS
    letters = (height >= low) & (height <= high) & (width > 0.35 * height) & (width < 1.6 * height)
    if letters.sum() < _ENOUGH:
        return _USUAL_BODY
    counts = np.bincount(height[letters].astype(int), minlength=high + 15).astype(float)
    return float(np.convolve(counts, [0.25, 0.5, 1, 0.5, 0.25], "same").argmax())
