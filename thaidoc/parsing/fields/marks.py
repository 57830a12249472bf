"""Urgency (ชั้นความเร็ว) and secrecy (ชั้นความลับ), printed apart or before the number.

Secrecy classes are those of the regulation on official secrets of 2544; each class's word contains
the lower one's, so the longest is tried first, and only where it stands by itself: ลับ is inside
กลับ.
"""

import re

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.zones import Letter

_URGENCY = re.compile(r"(?<![ก-๎])(?:ด่วนที่สุด|ด่วนมาก|ด่วน)(?![ก-๎])")
_SECRECY = re.compile(r"(?<![ก-๎])(?:ลับที่สุด|ลับมาก|ลับ)(?![ก-๎])")


def read_marks(letter: Letter, draft: Draft) -> None:
    """Set ``urgency`` and ``secrecy``."""
    for key, pattern in (("urgency", _URGENCY), ("secrecy", _SECRECY)):
        for passage, confidence in _candidates(letter):
            match = pattern.search(passage.text)
            if match:
                place = passage.place(match.start(), match.end())
                draft.set(key, match.group(), place, confidence)
                break


def _candidates(letter: Letter) -> list[tuple[Passage, float]]:
    marks = [(row, 0.97) for row in letter.rows("marks")]
    edges = [(row, 0.97) for row in letter.rows("running")]
    return [*marks, *edges, (letter.passage("number"), 0.9)]
