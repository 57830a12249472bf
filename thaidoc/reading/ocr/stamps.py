"""What stands on a page and is none of its lines: receiving stamps, seals, signatures.

A receiving stamp is a ruled frame whose lines say so (``เลขรับ``, ``เวลา``); what is read inside is
kept apart. Around a seal stands text in a circle, and within it an emblem: what is read there badly
belongs to it, what is read well was printed under it. A signature is a large piece of thin ink.
Stamps without a frame are told by their words where a letter's rows are told apart.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from thaidoc.reading.ocr.components import Components
from thaidoc.reading.ocr.lines import TypeLine
from thaidoc.reading.ocr.recogniser import ReadLine
from thaidoc.reading.ocr.rules import Box
from thaidoc.reading.ocr.seals import Seal
from thaidoc.thai.likeness import likest_beginning
from thaidoc.thai.text import normal_form

#: what a receiving stamp says at the beginning of its lines, and how much of it a scan may damage
_RECEIVED = (
    ("เลขรับ", 1.0),
    ("เลขที่รับ", 1.2),
    ("เลขทะเบียนรับ", 1.6),
    ("รับที่", 0.7),
    ("รับเลขที่", 1.0),
    ("ลงรับ", 0.7),
)
#: and what others may say too: two of these make one
_OTHERS = (("เวลา", 0.7), ("วันที่", 0.7), ("ผู้รับ", 0.7))
#: so much of a line lies inside a frame or a seal that is part of it
_INSIDE = 0.6
#: a line within a seal is print under it if it is read as surely as this
_PRINT = 0.8
#: a line of a stamp is given as read if it is read as surely as this
_READ = 0.5
#: a signature: least height and width, greatest width, in bodies, and share of its box that is ink
_TALL, _WIDE, _WIDEST, _THIN = 2.6, 2.6, 30.0, 0.16
#: type covers less of a signature's box than this, or it is touching letters
_COVERED = 0.4

Floats = tuple[float, float, float, float]
Read = tuple[TypeLine, ReadLine]


def of_stamps(frames: Sequence[Box], seals: Sequence[Seal], read: Sequence[Read]) -> set[int]:
    """The lines, by identity, that are parts of receiving stamps and seals."""
    found: set[int] = set()
    for frame in frames:
        inside = [(line, text) for line, text in read if _share(line.box, frame) >= _INSIDE]
        if is_received([text.text for _, text in inside]):
            found |= {id(line) for line, _ in inside}
    for seal in seals:
        found |= {
            id(line)
            for line, text in read
            if text.confidence < _PRINT and _share(line.box, seal.box) >= _INSIDE
        }
    return found


def is_received(texts: Sequence[str]) -> bool:
    """Whether lines are those of a receiving stamp.

    >>> is_received(["กรมอนามัย", "เลขรบ 12", "วันที่ 3 ก.ค. 2567"]), is_received(["วันที่ 3"])
    (True, False)
    """
    begun = [normal_form(text).lstrip(" .,-|[(") for text in texts]
    if any(_begins(text, word, limit) for text in begun for word, limit in _RECEIVED):
        return True
    others = {w for text in begun for w, limit in _OTHERS if _begins(text, w, limit)}
    return len(others) > 1


def text_of_stamp(found: ReadLine) -> str:
    """What is given of a stamp's line: nothing where it was hardly read."""
    sure = found.confidence >= _READ and any(c.isalnum() for c in found.text)
    return normal_form(found.text) if sure else ""


def signatures(
    pieces: Components, seals: Sequence[Seal], lines: Sequence[TypeLine]
) -> list[Floats]:
    """The boxes of signatures and other writing over a page, one for strokes that overlap."""
    body = pieces.body
    is_pen = (
        (pieces.height >= _TALL * body)
        & (pieces.width >= _WIDE * body)
        & (pieces.width <= _WIDEST * body)
        & (pieces.area <= _THIN * pieces.width * pieces.height)
    )
    boxes: list[Floats] = []
    for index in np.where(is_pen)[0]:
        left, top = float(pieces.left[index]), float(pieces.top[index])
        box = (left, top, left + float(pieces.width[index]), top + float(pieces.height[index]))
        type_there = sum(_share(box, line.box) for line in lines)
        if type_there < _COVERED and not any(_share(box, seal.box) > _INSIDE for seal in seals):
            boxes.append(box)
    return list(_merged(boxes))


def _merged(boxes: Sequence[Floats]) -> Iterator[Floats]:
    """Boxes that overlap as one."""
    left = sorted(boxes)
    while left:
        one = left.pop(0)
        rest: list[Floats] = []
        for other in left:
            if min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(
                one[1], other[1]
            ):
                one = (
                    min(one[0], other[0]),
                    min(one[1], other[1]),
                    max(one[2], other[2]),
                    max(one[3], other[3]),
                )
            else:
                rest.append(other)
        if len(rest) == len(left):
            yield one
        else:
            rest.insert(0, one)
        left = rest


def _begins(text: str, word: str, limit: float) -> bool:
    return likest_beginning(text, word, limit)[1] <= limit


def _share(box: Floats, other: Floats | Box) -> float:
    """How much of a box lies in another, 0 to 1."""
    width = min(box[2], other[2]) - max(box[0], other[0])
    height = min(box[3], other[3]) - max(box[1], other[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return max(0.0, width) * max(0.0, height) / area if area > 0 else 0.0
