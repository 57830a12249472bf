"""Numbered or line-by-line lists in the head of a letter: อ้างถึง, สิ่งที่ส่งมาด้วย."""

import re

from thaidoc.parsing.labels import ITEM
from thaidoc.parsing.passage import Passage

_INLINE = re.compile(r"(?:(?<=\s)|^)(?P<n>[0-9๐-๙]{1,2})[.)](?=\s*[^0-9๐-๙\s])")
_COUNTED = re.compile(r"จำนวน\s*[0-9๐-๙]+\s*[ก-๎]+$")


def items_of(passage: Passage, rows: list[Passage]) -> list[Passage]:
    """The entries of a list, their numbers left out; a text without numbers is one entry.

    Numbers count where they run 1, 2, 3: behind a line's beginning or a blank. Lines that are no
    numbered list are one entry each only where every line ends as an entry does (``จำนวน ๑ ชุด``).
    """
    text = passage.text
    borders = _running_numbers(text)
    if borders:
        ends = [start for start, _ in borders[1:]] + [len(text)]
        return [passage.cut(after, end) for (_, after), end in zip(borders, ends, strict=True)]
    counted = [row for row in rows if _COUNTED.search(row.text)]
    if len(rows) > 1 and len(counted) == len(rows):
        return rows
    number = ITEM.match(text)
    only = passage.cut(number.end()) if number and number.group()[-1] in ".)" else passage
    return [only] if only else []


def _running_numbers(text: str) -> list[tuple[int, int]]:
    """Start and end offsets of the numbers 1., 2., 3. ... in a text, if it begins with 1."""
    found: list[tuple[int, int]] = []
    for match in _INLINE.finditer(text):
        before = text[: match.start()]
        closes = match.group().endswith(")") and before.count("(") > before.count(")")
        if int(match["n"]) == len(found) + 1 and not closes:  # (ฉบับที่ 2) is no second entry
            found.append((match.start(), match.end()))
    return found if found and not text[: found[0][0]].strip() else []
