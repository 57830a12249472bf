"""The words for urgency (ชั้นความเร็ว) and secrecy (ชั้นความลับ), as printed and as stamps leave them.

Secrecy classes are those of the regulation on official secrets of 2544. Both are stamped in large
letters that scans break, and each class's word contains the lower one's: ``ด่วน`` may be what is
left of ``ด่วนที่สุด``. So a damaged word counts only where it is near to one class and no other.
"""

import re
from dataclasses import dataclass

from thaidoc.thai.likeness import unlikeness

#: each class with how much of its word may be wrong; the longest words first
_URGENCIES = {"ด่วนที่สุด": 1.5, "ด่วนมาก": 0.9, "ด่วน": 0.4}
_SECRECIES = {"ลับที่สุด": 1.3, "ลับมาก": 0.7, "ลับ": 0.0}
MARKS = (*_URGENCIES, *_SECRECIES)
_BEGINS = re.compile(r"ด[่้]?วน|ด่น|ลับ(?=ท|ม)")
_LONGEST = 14


@dataclass(frozen=True, slots=True)
class Marking:
    """A piece that is a mark: of which key, and which class if that can be read.

    ``doubt`` is 0 for a word as it is written, else how damaged it is, up to 1.
    """

    key: str
    value: str | None
    doubt: float = 0.0


def marking_of(text: str) -> Marking | None:
    """The mark that a whole piece of text is, or None.

    >>> marking_of("ด่วนทีสุด").value, marking_of("ด่วนทฯ-").value, marking_of("กรมที่ดิน")
    ('ด่วนที่สุด', None, None)
    """
    word = "".join(text.split()).strip("-–—_.'\"()[]|")
    if not word or len(word) > _LONGEST:
        return None
    for key, words in (("urgency", _URGENCIES), ("secrecy", _SECRECIES)):
        if word in words:
            return Marking(key, word)
        near = sorted((unlikeness(word, w, limit), w) for w, limit in words.items())
        fits = [(cost, w) for cost, w in near if cost <= words[w]]
        if len(fits) == 1:
            cost, found = fits[0]
            return Marking(key, found, round(cost / words[found], 2))
    if _BEGINS.match(word):
        return Marking("urgency" if word.startswith("ด") else "secrecy", None, 1.0)
    return None
