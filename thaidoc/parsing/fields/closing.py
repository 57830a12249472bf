"""Closing, owner unit (ส่วนราชการเจ้าของเรื่อง) and copies (สำเนาส่ง)."""

import re

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import CLOSING
from thaidoc.parsing.zones import Letter
from thaidoc.record import Issuer

_NUMBERED = re.compile(r"^(?:[0-9๐-๙]{1,2}[.)]|[-•–])\s*")
_TRAIL = " .,"


def read_closing(letter: Letter, draft: Draft) -> None:
    """Set ``closing``."""
    passage = letter.passage("closing")
    match = CLOSING.match(passage.text)
    if match:
        draft.set("closing", match.group().strip(), passage.place(0, match.end()), 0.98)


def read_owner(letter: Letter, draft: Draft) -> None:
    """Set ``owner``: one entry a line; a memo's owner is the unit in its head."""
    for passage in letter.rows("owner"):
        text = passage.text.strip(_TRAIL)
        if text:
            draft.add("owner", text, passage.place(), 0.85)
    issuer = draft.values.get("issuer")
    if letter.kind == "memo" and not letter.zones.get("owner") and isinstance(issuer, Issuer):
        for line, passage in zip(issuer.lines, letter.rows("issuer"), strict=False):
            draft.add("owner", line, passage.place(), 0.85)


def read_copies(letter: Letter, draft: Draft) -> None:
    """Set ``copies``: one entry a line, its number left out."""
    for passage in letter.rows("copies"):
        number = _NUMBERED.match(passage.text)
        copy = passage.cut(number.end() if number else 0)
        if copy.text.strip(_TRAIL):
            draft.add("copies", copy.text.strip(_TRAIL), copy.place(), 0.9)
