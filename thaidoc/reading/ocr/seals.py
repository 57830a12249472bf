"""Round seals: rings of ink, found so that they can be taken out of the letters they stand over.

A stamped letter has its agency and date printed, and the seal over both. The ring ties the letters
that it crosses to one piece of ink that is no letter; seen from its centre it is a ruled line, and
is taken out as one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import cv2
import numpy as np

from thaidoc.reading.ocr.components import Components, Floats, Grey
from thaidoc.reading.ocr.rules import rules_across

#: seals are looked for in a picture so much smaller
_SMALLER = 6
#: least and greatest radius in pixels at 300 dpi: 2.2 to 6 cm across
_RADIUS = (132, 372)
#: so much of a ring is there; chance rings in a dense text reach two thirds
_RING = 0.72
#: and so much more than of the circles beside it, so many pixels of the small picture away
_CLEARLY, _BESIDE = 0.3, 4
#: a pixel of the small picture is part of a ring from so much ink on, of 255
_INK = 60
#: what the search for circles asks for: edges, and votes for a centre
_EDGE, _VOTES = 120, 45
#: no page has more seals, and so many candidates are looked at
_MOST, _CANDIDATES = 6, 12
#: how much of the disc, in radii, may be part of the ring: seals have one within the other
_INNER, _OUTER = 0.55, 1.08
_ANGLES = 180
#: red ink is so many grey levels lighter in red light
_REDDER = 40
#: a piece of a ring is longer than this and wider, in pixels, and so little of its box is ink
_ARC, _ARC_WIDTH, _ARC_INK = 200, 50, 0.22


@dataclass(frozen=True, slots=True)
class Seal:
    """A ring: its centre and its outer radius, in pixels."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        r = self.radius
        return self.x - r, self.y - r, self.x + r, self.y + r


def has_arcs(pieces: Components) -> bool:
    """Whether any piece of a page's ink could be a part of a ring: large, and mostly empty."""
    long = np.maximum(pieces.width, pieces.height) >= _ARC
    wide = np.minimum(pieces.width, pieces.height) >= _ARC_WIDTH
    return bool((long & wide & (pieces.area < _ARC_INK * pieces.width * pieces.height)).any())


def find_seals(dark: Grey) -> list[Seal]:
    """The rings on a page, given where it is ink (1)."""
    if min(dark.shape) < 2 * _RADIUS[0]:
        return []
    small = cv2.resize(
        dark * 255, None, fx=1 / _SMALLER, fy=1 / _SMALLER, interpolation=cv2.INTER_AREA
    )
    least, most = _RADIUS[0] // _SMALLER, _RADIUS[1] // _SMALLER
    circles = cv2.HoughCircles(
        cv2.GaussianBlur(small, (3, 3), 0),
        cv2.HOUGH_GRADIENT,
        1.5,
        20,
        param1=_EDGE,
        param2=_VOTES,
        minRadius=least,
        maxRadius=most,
    )
    if circles is None:
        return []
    found: list[Seal] = []
    for x, y, _ in np.asarray(circles).reshape(-1, 3)[:_CANDIDATES].tolist():
        seal = _around(np.asarray(small, np.uint8), x, y)
        if seal and not any(np.hypot(seal.x - o.x, seal.y - o.y) < o.radius for o in found):
            found.append(seal)
    return found[:_MOST]


def _around(small: Grey, x: float, y: float) -> Seal | None:
    """The outermost ring around about this centre of the small picture, if there is one."""
    angles = np.linspace(0, 2 * np.pi, _ANGLES, endpoint=False)
    radii = np.arange(_RADIUS[0] // _SMALLER - 1, _RADIUS[1] // _SMALLER + 2)
    height, width = small.shape
    best: tuple[float, Seal] | None = None
    for right, down in product((-1.0, 0.0, 1.0), repeat=2):
        rows = np.round(y + down + radii[:, None] * np.sin(angles)).astype(int)
        columns = np.round(x + right + radii[:, None] * np.cos(angles)).astype(int)
        inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        ink = small[rows.clip(0, height - 1), columns.clip(0, width - 1)] > _INK
        ink &= inside
        there = (ink[:-2] | ink[1:-1] | ink[2:]).mean(1)
        beside = (np.roll(there, _BESIDE) + np.roll(there, -_BESIDE)) / 2
        rings = np.where((there >= _RING) & (there >= beside + _CLEARLY))[0]
        if len(rings) and (best is None or there[rings[-1]] > best[0]):
            radius = float(radii[1 + rings[-1]])
            centre = (x + right) * _SMALLER, (y + down) * _SMALLER
            best = float(there[rings[-1]]), Seal(*centre, radius * _SMALLER)
    return best[1] if best else None


def is_red(page: Grey, red: Grey, dark: Grey, seal: Seal) -> bool:
    """Whether a ring is stamped in red ink: its ink is much lighter in red light than in grey.

    :param dark: where the page is ink (1).
    """
    place, away = _around_seal(page, seal)
    ring = (np.abs(away - seal.radius) < _SMALLER) & (dark[place] > 0)
    if not ring.any():
        return False
    return float(np.median(red[place][ring].astype(int) - page[place][ring])) > _REDDER


def in_red_light(page: Grey, red: Grey, seals: Sequence[Seal]) -> Grey:
    """The page with red seals seen in red light, in which their ink is paper and print is not."""
    page = page.copy()
    for seal in seals:
        place, away = _around_seal(page, seal)
        inside = away < _OUTER * seal.radius
        page[place][inside] = np.maximum(page[place], red[place])[inside]
    return page


def _around_seal(page: Grey, seal: Seal) -> tuple[tuple[slice, slice], Floats]:
    """The part of a page that a seal covers, and how far each of its pixels is from the centre."""
    reach = seal.radius * _OUTER + 1
    top, left = max(0, int(seal.y - reach)), max(0, int(seal.x - reach))
    bottom, right = min(page.shape[0], int(seal.y + reach)), min(page.shape[1], int(seal.x + reach))
    y, x = np.ogrid[top:bottom, left:right]
    return (slice(top, bottom), slice(left, right)), np.hypot(x - seal.x, y - seal.y)


def without_rings(page: Grey, dark: Grey, seals: Sequence[Seal]) -> tuple[Grey, Grey]:
    """A page and where it is ink (1), without seals' rings but for the strokes that cross them."""
    if not seals:
        return page, dark
    page, dark = page.copy(), dark.copy()
    for seal in seals:
        reach = round(seal.radius * _OUTER)
        left, top = max(0, round(seal.x) - reach), max(0, round(seal.y) - reach)
        place = slice(top, round(seal.y) + reach), slice(left, round(seal.x) + reach)
        rings = _rings(dark[place], (seal.x - left, seal.y - top), seal.radius)
        page[place][rings > 0] = 255
        dark[place][rings > 0] = 0
    return page, dark


def _rings(dark: Grey, centre: tuple[float, float], radius: float) -> Grey:
    """Where the rings around a place are ink (1)."""
    reach, steps = round(radius * _OUTER), max(_ANGLES, round(2 * np.pi * radius))
    # seen from the centre: a row for each angle, a column for each distance; what lies outside
    # the picture is filled, for else OpenCV leaves there whatever its memory held
    nearest = cv2.INTER_NEAREST | cv2.WARP_FILL_OUTLIERS
    seen = cv2.warpPolar(dark, (reach, steps), centre, reach, nearest)
    outwards = np.ascontiguousarray(np.asarray(seen, np.uint8).T)
    outwards[: round(radius * _INNER)] = 0
    rings = np.ascontiguousarray(rules_across(outwards).T)
    size = dark.shape[1], dark.shape[0]
    back = cv2.warpPolar(rings, size, centre, reach, cv2.WARP_INVERSE_MAP | nearest)
    y, x = np.ogrid[: size[1], : size[0]]
    inside = np.hypot(x - centre[0], y - centre[1]) < reach - 1  # beyond, nothing was seen
    return np.asarray(cv2.dilate(back, np.ones((3, 3), np.uint8)) * inside, np.uint8)
