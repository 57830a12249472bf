"""How far a letter reaches: behind it stand announcements, forms, tables and pages of the Gazette.

What is enclosed has signatures, dates and telephone numbers of its own, none of which is the
letter's. A letter ends on the page of its closing and signature, and before a page that begins
another document.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from thaidoc.parsing import contacts
from thaidoc.parsing.closings import closing_of
from thaidoc.parsing.kinds import titled_kind
from thaidoc.parsing.labels import OPENING, label_of, names_post
from thaidoc.parsing.passage import Piece
from thaidoc.parsing.people import is_signature_line, signed_name
from thaidoc.parsing.rows import Row
from thaidoc.record import Kind

_LETTERS: frozenset[Kind] = frozenset({"external-letter", "memo", "stamped-letter"})
#: what a page that is handed along with a letter begins with
_ANNEX = re.compile(
    r"(?:\(?(?:ร่าง|สำเนา)\)?\s*)?(?:แบบ(?:ฟอร์ม|รายงาน|ตอบรับ|สำรวจ|คำขอ|\s)|ใบ(?:ตอบรับ|สมัคร|แจ้ง)|กำหนดการ|ตาราง"
    r"|บัญชี(?:แนบท้าย|ราย|อัตรา|แสดง|จัดสรร)|รายชื่อ|รายการแนบ|รายละเอียด(?:แนบท้าย|ประกอบ)|เอกสาร(?:แนบ|ประกอบ|หมายเลข)"
    r"|สิ่งที่ส่งมาด้วย|ภาคผนวก|แผนผัง|แผนที่|โครงการ\s?[ก-๎]{6,}|แนวทางปฏิบัติ|คู่มือ|หลักเกณฑ์)"
)
#: how many rows of a page may come before the title of what begins there
_TITLE_ROWS = 3
_TITLE_LENGTH = 110
#: how near to a page's end the telephone of a stamped letter's foot stands
_FOOT_ROWS = 8


def letter_extent(kind: Kind, rows: Sequence[Row], running: Sequence[Piece]) -> int:
    """How many of the rows belong to the letter that they begin.

    :param running: the page numbers and catchwords that were set apart; a page numbered at its
        head carries on what is above it.
    """
    if kind not in _LETTERS:
        return len(rows)
    numbered = {piece.page.number for piece in running if "-" in piece.text or "–" in piece.text}
    count = 0
    ended = False
    for number, group in groupby(rows, key=lambda row: row.page.number):
        page = list(group)
        if count and number not in numbered and _begins_another(page):
            return count
        if ended and not _is_foot(page):
            return count
        count += len(page)
        ended = _has_ended(kind, rows[:count], len(page))
    return count


def _is_foot(page: Sequence[Row]) -> bool:
    """Whether a page has but the rest of a foot that did not fit under the signature."""
    if len(page) > _FOOT_ROWS:
        return False
    label = label_of(page[0].text)
    copies = label is not None and label.label == "copies"
    return copies or any(contacts.first_label(row.text) is not None for row in page)


def _begins_another(page: Sequence[Row]) -> bool:
    for row in page[:_TITLE_ROWS]:
        text = row.text
        if len(text) > _TITLE_LENGTH or OPENING.match(text):
            return False
        if titled_kind(text) is not None or _ANNEX.match(text):
            return True
    return False


def is_signed(rows: Sequence[Row]) -> bool:
    """Whether a closing stands in the rows, and below it who signed or a foot."""
    for index, row in enumerate(rows):
        if any(closing_of(piece.text) for piece in row.pieces):
            return any(_signs(below.text) for below in rows[index + 1 :])
    return False


def _has_ended(kind: Kind, rows: Sequence[Row], last_page: int) -> bool:
    """Whether a letter's signature (or a stamped letter's foot) stands in its rows so far."""
    if is_signed(rows):
        return True
    if kind == "stamped-letter":
        foot = rows[-min(last_page, _FOOT_ROWS) :]
        return any(contacts.starts_contact(row.text) for row in foot)
    return kind == "memo" and any(is_signature_line(row.text) for row in rows)


def _signs(text: str) -> bool:
    signed = is_signature_line(text) or signed_name(text) is not None
    return signed or names_post(text) or contacts.starts_contact(text)
