"""Which way a page lies: by quarter turns and by a few degrees, told from where its letters stand.

The letters of a line stand at one height, so seen along the lines they gather in few places and
seen across them they are spread evenly. Whether a page stands on its head its letters' places do
not tell: that shows when it is read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.components import Components, Floats, Grey, components_of, joined
from thaidoc.reading.ocr.inks import Inks
from thaidoc.reading.ocr.lines import TypeLine, find_lines
from thaidoc.reading.ocr.rules import Box, without_rules
from thaidoc.reading.ocr.seals import (
    Seal,
    find_seals,
    has_arcs,
    in_red_light,
    is_red,
    without_rings,
)
from thaidoc.record import BBox

#: a page skewed by more degrees than this is turned; less is left to the lines' own baselines
_SKEW = 0.5
_MOST_SKEW = 7.0
#: letters gather so much more along the lines than across them
_CLEARLY = 1.25
#: fewer letters than this tell nothing
_FEW = 12
#: letters at one height are so near each other, in bodies
_LEVEL = 0.15

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class View:
    """A page seen one way: its picture, the lines on it, and how to get back.

    ``back`` is the affine matrix, 2 by 3, from this picture's pixels to those of the page as given.
    ``frames`` are the boxes of ruled frames of a stamp's size, ``seals`` round ones; the picture is
    without its rules and rings. ``pieces`` are those of its ink. ``turns`` is by how many quarter
    turns to the left the page was set upright.
    """

    picture: Grey
    lines: list[TypeLine]
    back: Matrix
    frames: tuple[Box, ...] = ()
    seals: tuple[Seal, ...] = ()
    pieces: Components | None = None
    turns: int = 0

    def shown(self, box: BBox) -> BBox:
        """The box around these pixels on the page as given."""
        left, top, right, bottom = box
        corners = np.array([(left, top), (right, top), (left, bottom), (right, bottom)])
        there = corners @ self.back[:, :2].T + self.back[:, 2]
        (x0, y0), (x1, y1) = there.min(0), there.max(0)
        return float(x0), float(y0), float(x1), float(y1)


@dataclass(frozen=True, slots=True)
class _Cleared:
    """A page without rules and rings, the pieces of its ink, and what was taken out of it."""

    picture: Grey
    pieces: Components
    frames: tuple[Box, ...]
    seals: tuple[Seal, ...]


def _cleared(page: Grey, inks: Inks | None = None, red: Sequence[Seal] = ()) -> _Cleared:
    """The page cleared; one in colours also of what seals stamped on it in red.

    :param red: the seals that are no more on it.
    """
    ruled = without_rules(page)
    pieces = _pieces(ruled.picture, ruled.dark, inks, red)
    seals = find_seals(ruled.dark) if has_arcs(pieces) else []
    if not seals:
        return _Cleared(ruled.picture, pieces, ruled.frames, ())
    if inks and not red and (lit := [x for x in seals if is_red(page, inks.red, ruled.dark, x)]):
        cleared = _cleared(in_red_light(page, inks.red, lit), inks, lit)
        return replace(cleared, seals=(*lit, *cleared.seals))
    picture, dark = without_rings(ruled.picture, ruled.dark, seals)
    return _Cleared(picture, _pieces(picture, dark, inks, red), ruled.frames, tuple(seals))


def _pieces(page: Grey, dark: Grey, inks: Inks | None, red: Sequence[Seal]) -> Components:
    """The pieces of a page's ink.

    A seal is signed across, so in a red one a blue pen's strokes tie no printed letters to one.
    """
    pieces = components_of(page, dark)
    tied = inks.tied_by(dark, pieces, [seal.box for seal in red]) if inks else None
    if inks is None or tied is None:
        return pieces
    parts = (dark * (1 - tied), dark * tied * (1 - inks.pen), dark * tied * inks.pen)
    return joined([components_of(page, part) for part in parts])


def views(page: Grey, inks: Inks | None = None) -> Iterator[View]:
    """The page seen in each of four ways, the likeliest first; each is made when asked for.

    :param inks: its coloured ink, where it is in colours.
    """
    cleared = _cleared(page, inks)
    first = 1 if is_on_its_side(cleared.pieces) else 0
    for turns in (first, first + 2, 1 - first, 3 - first):
        yield _view(page, inks, turns, cleared if turns == 0 else None)


def _view(page: Grey, inks: Inks | None, turns: int, cleared: _Cleared | None) -> View:
    """The page after quarter turns to the left, its skew taken out.

    :param cleared: what was found on it before, where it is not turned.
    """
    height, width = page.shape
    picture = np.ascontiguousarray(np.rot90(page, turns))
    inks = inks and inks.changed(lambda one: np.ascontiguousarray(np.rot90(one, turns)))
    back = _QUARTERS[turns].copy()
    back[:, 2] = np.multiply(_LAST[turns], (width - 1, height - 1))
    cleared = cleared or _cleared(picture, inks)
    skew = skew_of(cleared.pieces)
    if abs(skew) > _SKEW:
        middle = (picture.shape[1] / 2, picture.shape[0] / 2)
        there = np.asarray(cv2.getRotationMatrix2D(middle, skew, 1.0), np.float64)
        inks = inks and inks.changed(lambda one: _levelled(one, there))
        inverse = cv2.invertAffineTransform(there)
        turn, shift = back[:, :2], back[:, 2]
        back = np.column_stack([turn @ inverse[:, :2], turn @ inverse[:, 2] + shift])
        cleared = _cleared(_levelled(picture, there), inks)
    return View(
        cleared.picture,
        find_lines(cleared.pieces),
        back,
        cleared.frames,
        cleared.seals,
        cleared.pieces,
        turns,
    )


def _levelled(page: Grey, matrix: Matrix) -> Grey:
    size = (page.shape[1], page.shape[0])
    level = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(level, np.uint8)


#: from pixels of a picture turned to the left so often, to those before, without the shift
_QUARTERS = (
    np.array([[1.0, 0, 0], [0, 1, 0]]),
    np.array([[0.0, -1, 0], [1, 0, 0]]),
    np.array([[-1.0, 0, 0], [0, -1, 0]]),
    np.array([[0.0, 1, 0], [-1, 0, 0]]),
)
#: the shift, in widths and heights of the page as given
_LAST = ((0, 0), (1, 0), (1, 1), (0, 1))


def is_on_its_side(found: Components) -> bool:
    """Whether the letters stand in columns rather than in rows."""
    x, y = _letters(found)
    if len(x) < _FEW:
        return False
    step = _LEVEL * found.body
    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5)
    level = max(_gathered(x, y, angle, step) for angle in angles)
    upright = max(_gathered(y, -x, angle, step) for angle in angles)
    return upright > _CLEARLY * level


def skew_of(found: Components) -> float:
    """By how many degrees the lines of a page fall to the right (clockwise positive)."""
    x, y = _letters(found)
    if len(x) < _FEW:
        return 0.0
    step = _LEVEL * found.body

    def gathered(angle: float) -> float:
        return _gathered(x, y, angle, step)

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.5), key=gathered)
    return float(max(np.arange(best - 0.5, best + 0.51, 0.1), key=gathered))


def _letters(found: Components) -> tuple[Floats, Floats]:
    """The middles of the pieces that have a letter's size, whichever way they lie."""
    long, short = np.maximum(found.width, found.height), np.minimum(found.width, found.height)
    body = found.body
    kept = (long > 0.7 * body) & (long < 1.8 * body) & (short > 0.4 * body)
    x, y = found.left + found.width / 2, found.top + found.height / 2
    return x[kept], y[kept]


def _gathered(x: Floats, y: Floats, angle: float, step: float) -> float:
    """How much the heights of letters gather, seen along lines that fall by an angle in degrees."""
    slope = np.tan(np.radians(angle))
    heights = (y - slope * x) / step
    counts = np.bincount((heights - heights.min()).astype(int)).astype(float)
    return float(np.square(np.convolve(counts, [0.5, 1, 0.5])).sum())
