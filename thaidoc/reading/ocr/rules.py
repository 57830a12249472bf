"""Ruled lines on a page: underlines, the lines of tables, the frames of stamps.

An underline ties the letters that it touches to one piece of ink as wide as the page, which is no
letter of any line. So ruled lines are taken out of the picture before letters are looked for; a
letter's stroke that crosses one stays. Two that face each other, closed at a side, are a frame.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from thaidoc.reading.ocr.components import Grey, ink

#: all in pixels at 300 dpi. No letter's stroke runs on so far across the page, or down it
_RUN, _RUN_DOWN = 37, 110
#: a rule is longer than this, and thinner than this
_LONG, _THIN = 150, 12
#: letters that stand on a rule part it by so much
_BRIDGED = 25
#: so much of a rule's length is ink, and it falls no more than this
_COVERED, _STEEPEST = 0.6, 0.1
#: what is left of one between two strokes that cross it is as long as this
_STUB = 5
#: and stands beside a part of it that is as long as this
_SURE = 21
#: what blurs around a rule is taken out with it
_RIM = 2
_PAPER = 255
#: a receiving stamp's frame, about 5 by 2.5 cm: least and most width and height
_FRAME_WIDTH, _FRAME_HEIGHT = (280, 1_000), (120, 560)
#: pieces of one rule are parted by no more than this, and stand so near to one line
_GAP, _LEVEL = 160, 10
#: a frame's sides end within this of its corners, and of its height so much has a side
_CORNER, _SIDE = 70, 0.5
#: more rules than this of a frame's size are those of tables
_MOST_SIDES = 60
#: a page with more rules than this is squared paper, or a photograph
_MOST = 200

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A page without its rules, where it is ink, and the frames that stood on it.

    A frame is left, top, right and bottom.
    """

    picture: Grey
    dark: Grey
    frames: tuple[Box, ...]


def without_rules(page: Grey) -> Ruled:
    """The page with its ruled lines taken out. Frames are those of a receiving stamp's size."""
    dark = ink(page)
    across = _rules(dark, _RUN)
    turned = np.ascontiguousarray(dark.T)
    down = _rules(turned, _RUN_DOWN)
    if not across and not down:
        return Ruled(page, dark, ())
    picture = page.copy()
    _take_out(picture, dark, across)
    _take_out(picture.T, turned, down)
    left = np.asarray(dark & (picture != _PAPER), np.uint8)
    return Ruled(picture, left, tuple(_frames(across, down)))


def _rules(dark: NDArray[np.uint8], run: int) -> list[Box]:
    """The boxes of the rules across a page; none where it is ruled all over.

    :param run: how far no letter's stroke runs on, in pixels.
    """
    # four pixels side by side are looked at as one: dark where all of them are
    four = np.ascontiguousarray(dark[:, : dark.shape[1] // 4 * 4]).view(np.uint32) == 0x01010101
    long = cv2.morphologyEx(
        four.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, run // 4 - 1), np.uint8)
    )
    if not long.any():
        return []
    tied = cv2.morphologyEx(long, cv2.MORPH_CLOSE, np.ones((3, _BRIDGED // 4), np.uint8))
    _, _, found, _ = cv2.connectedComponentsWithStats(tied, connectivity=8)
    rules: list[Box] = []
    for left, top, width, height, _ in found[1:].tolist():
        if width * 4 >= _LONG and height <= _THIN + _STEEPEST * width * 4:
            part = long[top : top + height, left : left + width]
            if part.any(0).mean() >= _COVERED:
                rules.append((left * 4, top, (left + width) * 4, top + height))
    return rules if len(rules) <= _MOST else []


def _take_out(picture: Grey, dark: NDArray[np.uint8], rules: Sequence[Box]) -> None:
    """Make rules across a page paper, but for the strokes that cross them."""
    for rule in rules:
        place, mask = _ink_of(dark, rule)
        picture[place][mask > 0] = _PAPER


def _ink_of(dark: Grey, rule: Box) -> tuple[tuple[slice, slice], Grey]:
    """Where around a rule across a page its ink is: that part of the page, and the rule in it."""
    left, top, right, bottom = rule
    place = slice(max(0, top - _THIN), bottom + _THIN), slice(max(0, left - 4), right + 4)
    thick = cv2.morphologyEx(dark[place], cv2.MORPH_OPEN, np.ones((_THIN + 1, 1), np.uint8))
    thin = dark[place] * (1 - thick)
    run = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, _STUB), np.uint8))
    long = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, _SURE), np.uint8))
    run = cv2.bitwise_and(run, cv2.dilate(long, np.ones((5, 2 * _BRIDGED), np.uint8)))
    around = cv2.dilate(run, np.ones((2 * _RIM + 1, 3), np.uint8)) * (1 - thick)
    return place, np.asarray(around, np.uint8)


def rules_across(dark: Grey) -> Grey:
    """Where the rules across a picture of ink are (1), without the strokes that cross them."""
    mask = np.zeros_like(dark)
    for rule in _rules(dark, _RUN):
        place, part = _ink_of(dark, rule)
        mask[place] |= part
    return mask


def _whole(pieces: Sequence[Box]) -> list[Box]:
    """Rules across, broken ones made whole."""
    rules: list[Box] = []
    for left, top, right, bottom in sorted(pieces):
        for index, (x0, y0, x1, y1) in enumerate(rules):
            level = top <= y1 + _LEVEL and y0 <= bottom + _LEVEL
            if level and left - x1 <= _GAP:
                rules[index] = (x0, min(y0, top), max(x1, right), max(y1, bottom))
                break
        else:
            rules.append((left, top, right, bottom))
    return rules


def _frames(across: Sequence[Box], down: Sequence[Box]) -> Iterator[Box]:
    """The boxes that two rules across make with one down that meets both at an end.

    :param down: the same of the page with rows and columns exchanged.
    """
    narrow, wide = _FRAME_WIDTH
    low, high = _FRAME_HEIGHT
    level = [rule for rule in _whole(across) if narrow <= rule[2] - rule[0] <= wide]
    turned = _whole(down)
    sides = [(x0, y0, x1, y1) for y0, x0, y1, x1 in turned if low * _SIDE <= y1 - y0 <= 1.5 * high]
    if max(len(level), len(sides)) > _MOST_SIDES:
        return
    taken: set[Box] = set()
    level.sort(key=lambda rule: rule[1])
    for index, above in enumerate(level):
        for below in level[index + 1 :]:
            height = below[3] - above[1]
            ends = abs(above[0] - below[0]), abs(above[2] - below[2])
            if above in taken or not low <= height <= high or max(ends) > 2 * _CORNER:
                continue
            box = (min(above[0], below[0]), above[1], max(above[2], below[2]), below[3])
            if any(_closes(side, box) for side in sides):
                taken |= {above, below}
                yield box


def _closes(side: Box, box: Box) -> bool:
    """Whether a rule down stands along the left or the right side of a box."""
    beside = min(abs(side[0] - box[0]), abs(side[2] - box[2])) <= _CORNER
    shared = min(side[3], box[3]) - max(side[1], box[1])
    return beside and shared >= _SIDE * (box[3] - box[1])
