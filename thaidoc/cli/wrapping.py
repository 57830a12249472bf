"""Lines broken for a terminal: Thai puts no blanks between words, so most wrapping breaks it badly.

A line is broken at its last blank if that leaves it reasonably full, else before the last leading
vowel (a syllable begins there), else before any letter that stands by itself: never between a
consonant and its marks or the vowels written behind it. No dictionary is needed for that.
"""

import re
import unicodedata

from rich.cells import cell_len

#: vowels written before their consonant: a syllable begins with them
_LEADING = frozenset("เแโใไ")
#: signs that belong to what stands before them, though they have a width of their own
_TRAILING = frozenset("ะาำๅๆฯ")
_CLOSING = frozenset(")]}”’\"',.;:!?…%/")
#: a silent letter, with one before it or not: never a syllable of its own
_SILENT = re.compile("[ก-ฮ]{1,2}[ิุ]?์")
#: a line broken at a blank is at least this full, one broken at a syllable this
_FULL_AT_BLANK, _FULL_AT_SYLLABLE = 0.6, 0.75


def break_offsets(text: str, room: int) -> list[int]:
    """Where lines after the first begin, so that each has at most ``room`` cells (at least 2).

    >>> text = "ให้จังหวัดส่งบุคลากรเข้าร่วมโครงการฝึกอบรม"
    >>> [text[a:b] for a, b in zip([0, *break_offsets(text, 20)], [*break_offsets(text, 20), None])]
    ['ให้จังหวัดส่งบุคลากร', 'เข้าร่วมโครงการฝึกอบรม']
    """
    offsets = []
    start = 0
    while (end := _fitting(text, start, room)) < len(text):
        start = _break(text, start, end, room)
        offsets.append(start)
    return offsets


def clipped(text: str, room: int) -> str:
    """The text, or its beginning with dots where it has more cells than there are.

    >>> clipped("กรมส่งเสริมการปกครองท้องถิ่น", 20)
    'กรมส่งเสริมการปกครองท้…'
    """
    if cell_len(text) <= room:
        return text
    room = max(2, room - 1)
    return f"{text[: _break(text, 0, _fitting(text, 0, room), room)].rstrip()}…"


def padded(text: str, room: int, *, right: bool = False) -> str:
    """The text with blanks behind it, or before it, to so many cells: Thai marks take none."""
    blanks = " " * (room - cell_len(text))
    return blanks + text if right else text + blanks


def _fitting(text: str, start: int, room: int) -> int:
    """The end of the longest piece from ``start`` that fits; blanks at its end may stick out."""
    used, at = 0, start
    while at < len(text):
        used += cell_len(text[at])
        if used > room and text[at] != " ":
            return at
        at += 1
    return at


def _break(text: str, start: int, end: int, room: int) -> int:
    """The best place at or before ``end`` to begin the next line; always behind ``start``."""
    blank = text.rfind(" ", start, end) + 1
    if blank > start and cell_len(text[start:blank]) >= room * _FULL_AT_BLANK:
        return blank
    anywhere = 0
    for at in range(end, start, -1):
        if not anywhere and _may_begin(text, at):
            anywhere = at
        full = cell_len(text[start:at]) >= room * _FULL_AT_SYLLABLE
        if full and text[at] in _LEADING:
            return at
        if not full:
            break
    return blank if blank > start and not anywhere else anywhere or end


def _may_begin(text: str, at: int) -> bool:
    """Whether a line may begin with the character at ``at``."""
    here, before = text[at], text[at - 1]
    if unicodedata.category(here) == "Mn" or here in _TRAILING or here in _CLOSING:
        return False
    if _SILENT.match(text, at):
        return False
    if here.isascii() and here.isalnum() and before.isascii() and before.isalnum():
        return False
    return before not in _LEADING
