"""Urgency (ชั้นความเร็ว) and secrecy (ชั้นความลับ), printed apart or before the number.

A word counts only where it stands by itself: ลับ is inside กลับ. Where a stamp was damaged so far
that two classes are possible, the value stays null and a warning says that something stands there.
"""

import re

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.markings import MARKS, marking_of
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.zones import Letter

_WORDS = {
    key: re.compile(rf"(?<![ก-๎])(?:{'|'.join(w for w in MARKS if w[0] == first)})(?![ก-๎])")
    for key, first in (("urgency", "ด"), ("secrecy", "ล"))
}
_SURE, _BEFORE_NUMBER, _DAMAGED = 0.97, 0.9, 0.75


def read_marks(letter: Letter, draft: Draft) -> None:
    """Set ``urgency`` and ``secrecy``."""
    for key, pattern in _WORDS.items():
        if not _read_printed(letter, draft, key, pattern):
            _read_damaged(letter, draft, key)


def _read_printed(letter: Letter, draft: Draft, key: str, pattern: re.Pattern[str]) -> bool:
    for passage, confidence in _candidates(letter):
        whole = marking_of(passage.text)
        if whole is not None and whole.key == key and whole.value and not whole.doubt:
            draft.set(key, whole.value, passage.place(), confidence)
            return True
        match = pattern.search(passage.text)
        if match:
            place = passage.place(match.start(), match.end())
            draft.set(key, match.group(), place, confidence)
            return True
    return False


def _read_damaged(letter: Letter, draft: Draft, key: str) -> None:
    for passage in letter.rows("marks"):
        marking = marking_of(passage.text)
        if marking is None or marking.key != key:
            continue
        if marking.value is None:
            draft.warn(f"{key}-unreadable", f"a mark cannot be read: {passage.text}", key)
            continue
        sure = _DAMAGED - 0.2 * marking.doubt
        draft.set(key, marking.value, passage.place(), sure)
        draft.warn(f"{key}-damaged", f"the mark was read from {passage.text}", key)
        return


def _candidates(letter: Letter) -> list[tuple[Passage, float]]:
    marks = [(row, _SURE) for row in (*letter.rows("marks"), *letter.rows("running"))]
    return [*marks, (letter.passage("number"), _BEFORE_NUMBER)]
