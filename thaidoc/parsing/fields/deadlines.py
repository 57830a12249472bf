"""Deadlines: dates by which the addressee must act (ภายในวันที่ ..., ก่อนวันที่ ...)."""

import re

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter
from thaidoc.record import Deadline
from thaidoc.thai import calendar

_LIMIT = re.compile(
    r"(?:ภายใน|ก่อน|ไม่เกิน|ไม่ช้ากว่า|ให้ทัน|อย่างช้า)(?:\s?ภายใน)?\s?(?:วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)?\s?ที่|เดือน)\s*"
)


def read_deadlines(letter: Letter, draft: Draft) -> None:
    """Set ``deadlines``: every limit in the body that names its date."""
    passage = letter.passage("body")
    dates = {match.start: match for match in calendar.find(passage.text)}
    for limit in _LIMIT.finditer(passage.text):
        match = dates.get(limit.end()) or dates.get(limit.end() - len("เดือน"))
        if match is None or "impossible-date" in match.notes:
            continue
        raw = passage.text[limit.start() : match.end]
        deadline = Deadline(raw=raw, iso=match.date.iso)
        draft.add("deadlines", deadline, passage.place(limit.start(), match.end), 0.9)
