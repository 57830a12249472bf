"""What looks like a line of type and is none: pieces of an emblem, a seal, a signature, specks.

They are read as something all the same, but unsurely, as few letters, or as letters that no Thai
page has side by side.
"""

import re

from thaidoc.reading.ocr.lines import TypeLine
from thaidoc.reading.ocr.recogniser import ReadLine

#: what is read less surely than this is junk
_UNSURE = 0.65
#: a short stretch must be read as surely as this; so short is one of fewer letters
_SHORT_SURE = 0.72
_SHORT = 12
#: two or three letters, a stretch without Thai or with scripts mixed, must be as sure as this
_SURE = 0.85
_FEW = 3
#: a single letter must be
_SURER = 0.95
#: type so much smaller or larger than the page's, in pages' bodies, is doubted as a few letters are
_SMALL, _LARGE = 0.7, 1.8
_THAI = re.compile("[ก-ูเ-ๆ๐-๙]")
#: a Thai letter and a Latin one side by side
_MIXED = re.compile("[ก-๎][A-Za-z]|[A-Za-z][ก-๎]")


def is_junk(line: TypeLine, found: ReadLine, body: float) -> bool:
    """Whether what was read on a line is no text. ``body`` is the usual one of the page's lines."""
    letters = sum(c.isalnum() for c in found.text)
    sure = found.confidence
    if not letters or sure < _UNSURE:  # leaders, rules, specks
        return True
    is_odd = not _SMALL < line.body / body < _LARGE
    if letters == 1:
        return is_odd or sure < _SURER
    if letters < _SHORT and sure < _SHORT_SURE:
        return True
    doubtful = is_odd or letters <= _FEW
    return sure < _SURE and (doubtful or not _THAI.search(found.text) or _is_mixed(found.text))


def _is_mixed(text: str) -> bool:
    return _MIXED.search(text) is not None
