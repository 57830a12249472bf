"""The layout of minutes (รายงานการประชุม).

By the form of the saraban regulation: whose meeting and which (``ครั้งที่ ๑/๒๕๖๒``), เมื่อวันที่, the
place, who came and who did not, the business, เลิกประชุมเวลา, and who took the minutes. A register
of letters enters the whole title as the subject; so does the record.
"""

import re
from collections.abc import Sequence

from thaidoc.parsing.layouts.ending import lay_out_ending
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.people import is_signature_line
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter
from thaidoc.thai import calendar

_TITLE = re.compile(r"รายงานการประชุม\s*")
_SESSION = re.compile(r"ครั้งที่\s*[0-9๐-๙]+")
_WHEN = re.compile(r"(?:เมื่อ\s?)?(?:ใน)?วัน(?:(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)\s?)?ที่\s*")
_PLACE = re.compile(r"(?:ณ|โดยประชุม|ผ่านระบบ)\s")
_COMERS = re.compile(
    r"(?:ราย(?:ชื่อ|นาม))?(?:ผู้|กรรมการผู้)(?:เข้าร่วม|มา|ไม่มา|เข้า)ประชุม|เริ่มประชุม|เปิดประชุม|ระเบียบวาระ"
)
_RISES = re.compile(r"(?:เลิก|ปิด)(?:การ)?ประชุม")
_TAKER = re.compile(r"ผู้(?:จด|บันทึก|เรียบเรียง|ถอด)(?:รายงาน|บันทึก)?(?:การประชุม)?")
#: how far down the head of minutes may reach
_HEAD_ROWS = 10


def lay_out_minutes(letter: Letter, rows: Sequence[Row], title: int | None) -> None:
    """Put the rows of minutes into their zones."""
    first = title or 0
    for row in rows[:first]:
        letter.put("marks", row.pieces)
    index = first
    for row in rows[first : first + _HEAD_ROWS]:
        if index > first and _COMERS.match(row.text):
            break
        _put_head(letter, row.passage)
        index += 1
    _lay_out_rest(letter, rows[index:], min((row.indent for row in rows), default=0.0))


def _put_head(letter: Letter, passage: Passage) -> None:
    """A row of the head: the meeting's name and number, its day, its place."""
    when = _WHEN.search(passage.text)
    title = passage.cut(0, when.start() if when else None)
    if not when and (letter.zones.get("date") or _PLACE.match(passage.text)):
        letter.put("title", passage.pieces)  # where they met
        return
    if title:
        letter.put("subject", title.pieces)
        word = _TITLE.match(title.text)
        session = _SESSION.search(title.text)
        held_by = title.cut(word.end() if word else 0, session.start() if session else None)
        if not letter.zones.get("date") and (word or not session):
            letter.put("issuer", held_by.pieces)
    if when:
        rest = passage.cut(when.end())
        match = next(iter(calendar.find(rest.text)), None)
        letter.put("date", rest.cut(0, match.end if match else None).pieces)
        if match:
            letter.put("title", rest.cut(match.end).pieces)


def _lay_out_rest(letter: Letter, rows: Sequence[Row], margin: float) -> None:
    """The business, and behind its end who took the minutes."""
    risen = next((i for i, row in enumerate(rows) if _RISES.match(row.text)), None)
    signed = len(rows)
    if risen is not None:
        if any(_signs(row.text) for row in rows[risen + 1 :]):
            signed = risen + 1
    else:
        signed = next((i for i, row in enumerate(rows) if _TAKER.match(row.text)), len(rows))
        if 0 < signed < len(rows) and is_signature_line(rows[signed - 1].text):
            signed -= 1
    letter.put("body", [p for row in rows[:signed] for p in row.pieces])
    lay_out_ending(letter, rows[signed:], margin)


def _signs(text: str) -> bool:
    return is_signature_line(text) or _TAKER.search(text) is not None
