"""The layout of letters: external letters, memos and stamped letters.

Number left and agency right, date, then the labelled head (เรื่อง, เรียน, อ้างถึง,
สิ่งที่ส่งมาด้วย), the body, the closing, the signature. A memo has its unit and phone on the
ส่วนราชการ line and no closing; a stamped letter carries its agency and date below the body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing import reference
from thaidoc.parsing.labels import (
    CLOSING,
    CONCLUSION,
    ITEM,
    OPENING,
    LabelMatch,
    label_of,
    names_agency,
)
from thaidoc.parsing.layouts.ending import lay_out_ending
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.people import is_signature_line
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter, Zone
from thaidoc.thai import calendar

_HEAD: dict[str, Zone] = {
    "subject": "subject",
    "salutation": "salutation",
    "references": "references",
    "enclosures": "enclosures",
    "department": "issuer",
}
_MARK = re.compile(
    r"(?:ด่วนที่สุด|ด่วนมาก|ด่วน|ลับที่สุด|ลับมาก|ลับ|\(?\s*(?:สำเนา(?:คู่ฉบับ)?|คู่ฉบับ|ร่าง)\s*\)?|บันทึกข้อความ)"
)
_COUNTED = re.compile(r"จำนวน\s*[0-9๐-๙]+\s*[ก-๎]+\s*$")
#: columns by which a continuation may miss the column of its field's value
_NEAR = 2.5
#: columns by which a paragraph's first line is indented at least
_PARAGRAPH = 4.0
#: a row of the head is shorter than this, a row of a body usually longer
_LONG = 60
#: rows of a stamped letter's seal: agency lines above the date
_SEAL_ROWS = 3


@dataclass(slots=True)
class _Head:
    """Where the walk through the head is: the field it is in and the column of its value."""

    zone: Zone = "marks"
    column: float = 0.0
    numbered: bool = False


def lay_out_letter(letter: Letter, rows: Sequence[Row], title: int | None) -> None:
    """Put the rows of a letter into their zones."""
    margin = _margin(rows)
    head = _Head()
    for index, row in enumerate(rows):
        if index == title:
            letter.put("title", row.pieces)
            continue
        label = label_of(row.text)
        if head.zone != "marks" and _body_begins(letter, row, label, head, margin):
            _lay_out_rest(letter, rows[index:], margin)
            return
        if label is not None and (label.label in _HEAD or _is_top(label, head, letter)):
            _put_labelled(letter, row, label, head)
        elif head.zone == "marks":
            _put_unlabelled(letter, row)
        else:
            letter.put(head.zone, row.pieces)


def _is_top(label: LabelMatch, head: _Head, letter: Letter) -> bool:
    """Whether ``ที่`` or ``วันที่`` is the letter's own, not a wrapped line of a later field."""
    return (
        head.zone == "marks"
        and label.label in ("number", "date")
        and label.label not in letter.zones
    )


def _margin(rows: Sequence[Row]) -> float:
    """The left margin: where the labels of the head stand, else the leftmost row."""
    labelled = [r.indent for r in rows[:40] if (m := label_of(r.text)) and m.label != "stamp"]
    return min(labelled or [r.indent for r in rows], default=0.0)


def _put_labelled(letter: Letter, row: Row, label: LabelMatch, head: _Head) -> None:
    passage = row.passage
    if label.label == "number":
        _put_number(letter, passage, label)
        return
    if label.label == "date":
        letter.put("date", passage.cut(label.end).pieces)
        return
    zone = _HEAD[label.label]
    letter.words[zone] = label.word
    value = passage.cut(label.end)
    letter.put(zone, value.pieces)
    head.zone = zone if zone != "issuer" else "marks"
    head.numbered = ITEM.match(value.text) is not None
    head.column = (
        value.pieces[0].indent
        if value.pieces and value.pieces[0].segment is not row.pieces[0].segment
        else row.indent + _columns(passage.text[: label.end])
    )


def _put_number(letter: Letter, passage: Passage, label: LabelMatch) -> None:
    """The number's row: the number itself, and the agency or the date right of it."""
    match = reference.read(passage.text)
    end = match.end if match else label.end
    letter.put("number", passage.cut(0, end).pieces)
    rest = passage.cut(end)
    date = label_of(rest.text)
    if date and date.label == "date":
        letter.put("date", rest.cut(date.end).pieces)
    elif calendar.read(rest.text):
        letter.put("date", rest.pieces)
    elif match or not rest.text.startswith(("/", ".", "-")):
        letter.put("issuer", rest.pieces)


def _put_unlabelled(letter: Letter, row: Row) -> None:
    """A row of the letterhead: urgency, stamp, date, agency and address."""
    for piece in row.pieces:
        label = label_of(piece.text)
        if _MARK.fullmatch(piece.text):
            letter.put("marks", [piece])
        elif label and label.label == "stamp":
            letter.put("stamp", [piece])
        elif calendar.read(piece.text):
            letter.put("date", [piece])
        else:
            letter.put("issuer", [piece])


def _body_begins(
    letter: Letter, row: Row, label: LabelMatch | None, head: _Head, margin: float
) -> bool:
    """Whether a row below the first label of the head is the first one of the body."""
    text = row.text
    if label is not None and label.label in _HEAD:
        return label.label in letter.words and label.label in ("subject", "salutation")
    if CONCLUSION.match(text) or CLOSING.fullmatch(text):
        return True
    if head.zone == "subject" and "salutation" not in letter.words:
        return False
    if head.zone == "marks":
        return False
    if ITEM.match(text):
        return head.zone == "salutation" and not head.numbered
    if _COUNTED.search(text) and head.zone == "enclosures":
        return False
    if OPENING.match(text):
        return True
    if abs(row.indent - head.column) <= _NEAR and head.column - margin > _PARAGRAPH:
        return False
    if row.indent - margin >= _PARAGRAPH:
        return row.indent < head.column - _NEAR or len(text) > _LONG
    return len(text) > _LONG and head.zone != "subject"


def _lay_out_rest(letter: Letter, rows: Sequence[Row], margin: float) -> None:
    """Body, closing and what follows."""
    closing = next((i for i, r in enumerate(rows) if _is_closing(r.text)), None)
    if closing is not None:
        letter.put("body", [p for row in rows[:closing] for p in row.pieces])
        letter.put("closing", rows[closing].pieces)
        lay_out_ending(letter, rows[closing + 1 :], margin)
        return
    if letter.kind == "stamped-letter" and (seal := _seal(rows)) is not None:
        first, dated = seal
        letter.put("body", [p for row in rows[:first] for p in row.pieces])
        letter.put("issuer", [p for row in rows[first:dated] for p in row.pieces])
        letter.put("date", rows[dated].pieces)
        lay_out_ending(letter, rows[dated + 1 :], margin, "owner")
        return
    signed = next((i for i, r in enumerate(rows) if is_signature_line(r.text)), len(rows))
    letter.put("body", [p for row in rows[:signed] for p in row.pieces])
    lay_out_ending(letter, rows[signed:], margin)


def _is_closing(text: str) -> bool:
    match = CLOSING.match(text)
    return match is not None and len(text) - match.end() < 3


def _seal(rows: Sequence[Row]) -> tuple[int, int] | None:
    """A stamped letter's agency and date below the body: first agency row and date row."""
    for dated, row in enumerate(rows):
        if dated and calendar.read(row.text):
            first = dated
            while first > 1 and dated - first < _SEAL_ROWS and _is_seal_row(rows[first - 1]):
                first -= 1
                if names_agency(rows[first].text):
                    return first, dated
            return dated, dated
    return None


def _is_seal_row(row: Row) -> bool:
    return len(row.text) < _LONG and not OPENING.match(row.text)


def _columns(text: str) -> int:
    """How many text columns a text takes: Thai marks above and below take none."""
    return sum(
        1
        for c in text
        if not ("\u0e34" <= c <= "\u0e3a" or "\u0e47" <= c <= "\u0e4e" or c == "\u0e31")
    )
