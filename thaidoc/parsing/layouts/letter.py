"""The layout of letters: external letters, memos and stamped letters.

Number left and agency right, date, then the labelled head (เรื่อง, เรียน, อ้างถึง,
สิ่งที่ส่งมาด้วย), the body, the closing, the signature. A memo has its unit and phone on the
ส่วนราชการ line and no closing; a stamped letter carries its agency and date below the body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing.closings import closing_of
from thaidoc.parsing.labels import (
    CONCLUSION,
    ITEM,
    OPENING,
    Label,
    LabelMatch,
    damaged_label_of,
    damaged_opening,
    label_of,
    names_agency,
)
from thaidoc.parsing.layouts.ending import begins_ending, lay_out_ending
from thaidoc.parsing.layouts.letterhead import is_date, lay_out_letterhead
from thaidoc.parsing.layouts.stamps import is_speck
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter, Zone
from thaidoc.reading.columns import width

_HEAD: dict[str, Zone] = {
    "subject": "subject",
    "salutation": "salutation",
    "references": "references",
    "enclosures": "enclosures",
}
#: the labels that end a letterhead
_BELOW = frozenset({"subject", "salutation", "references", "enclosures"})
#: which labels may come next in each part of the head, in the order of the regulation's form
_EXPECTED: dict[Zone, tuple[Label, ...]] = {
    "marks": ("subject", "salutation"),
    "subject": ("salutation", "references"),
    "salutation": ("references", "enclosures"),
    "references": ("enclosures",),
    "enclosures": ("references",),
}
#: what only a body says of the head's references and enclosures
_LOOKS_BACK = re.compile(r"[ก-๎](?:ที่อ้างถึง|ดังกล่าวข้างต้น|ที่ส่งมา(?:ด้วย|พร้อม)(?:แล้ว|นี้))")
#: how far down a letterhead may reach, and how long a speck of a scan is at most
_TOP_ROWS = 40
_SPECK = 4
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
    """Where the walk through the head is: the field it is in and the columns of its value.

    Wrapped lines of a numbered list stand below its text, ``hang`` columns behind its numbers.
    """

    zone: Zone = "marks"
    column: float = 0.0
    numbered: bool = False
    hang: float = 0.0


def lay_out_letter(letter: Letter, rows: Sequence[Row], title: int | None) -> None:
    """Put the rows of a letter into their zones."""
    margin = _margin(rows)
    head = _Head()
    first = rows[:_TOP_ROWS]
    labels = (_label(letter, row, head, margin) for row in first)
    top = next((i for i, m in enumerate(labels) if m and m.label in _BELOW), len(first))
    lay_out_letterhead(letter, rows[:top], title)
    for index, row in enumerate(rows[top:], top):
        label = _label(letter, row, head, margin)
        if head.zone != "marks" and _body_begins(letter, row, label, head, margin):
            _lay_out_rest(letter, rows[index:], margin)
            return
        if label is not None and label.label in _HEAD:
            _put_labelled(letter, row, label, head)
        elif letter.document.ocr and is_speck(row.text) and len(row.text) <= _SPECK:
            letter.put("specks", row.pieces)
        else:
            letter.put(head.zone, row.pieces)


def _label(letter: Letter, row: Row, head: _Head, margin: float) -> LabelMatch | None:
    """The label that a row of the head begins with, damaged ones where they may stand."""
    found = label_of(row.text)
    if found is not None or row.indent - margin > _NEAR:
        return found
    expected = _EXPECTED.get(head.zone, ())
    return damaged_label_of(row.text, [e for e in expected if e not in letter.words])


def _margin(rows: Sequence[Row]) -> float:
    """The left margin: where the labels of the head stand, else the leftmost row."""
    labelled = [r.indent for r in rows[:40] if (m := label_of(r.text)) and m.label != "stamp"]
    return min(labelled or [r.indent for r in rows], default=0.0)


def _put_labelled(letter: Letter, row: Row, label: LabelMatch, head: _Head) -> None:
    passage = row.passage
    zone = _HEAD[label.label]
    letter.words[zone] = label.word
    letter.doubts[zone] = label.doubt
    value = passage.cut(label.end)
    letter.put(zone, value.pieces)
    head.zone = zone
    number = ITEM.match(value.text)
    head.numbered = number is not None
    head.hang = width(number.group()) + 1 if number else 0.0
    head.column = (
        value.pieces[0].column
        if value.pieces and value.pieces[0].column is not None
        else row.indent + width(passage.text[: label.end])
    )


def _body_begins(
    letter: Letter, row: Row, label: LabelMatch | None, head: _Head, margin: float
) -> bool:
    """Whether a row below the first label of the head is the first one of the body."""
    text = row.text
    if label is not None and label.label in _HEAD:
        return label.label in letter.words and label.label in ("subject", "salutation")
    if CONCLUSION.match(text) or closing_of(text):
        return True
    if head.zone == "subject" and "salutation" not in letter.words:
        return False
    if ITEM.match(text):
        return head.zone == "salutation" and not head.numbered
    if _COUNTED.search(text) and head.zone == "enclosures":
        return False
    if OPENING.match(text) or _LOOKS_BACK.search(text):
        return True
    indented = row.indent - margin >= _PARAGRAPH
    if indented and len(text) > _LONG and damaged_opening(text):
        return True
    beside = row.indent - head.column
    if -_NEAR <= beside <= _NEAR + head.hang and head.column - margin > _PARAGRAPH:
        return False
    if indented:
        return row.indent < head.column - _NEAR or len(text) > _LONG
    return len(text) > _LONG and head.zone != "subject"


def _lay_out_rest(letter: Letter, rows: Sequence[Row], margin: float) -> None:
    """Body, closing and what follows."""
    closing = next(
        (i for i, r in enumerate(rows) if any(closing_of(p.text) for p in r.pieces)), None
    )
    if closing is not None:
        letter.put("body", [p for row in rows[:closing] for p in row.pieces])
        letter.put("closing", [p for p in rows[closing].pieces if closing_of(p.text)])
        lay_out_ending(letter, rows[closing + 1 :], margin)
        return
    if letter.kind == "stamped-letter" and (seal := _seal(rows)) is not None:
        first, dated = seal
        letter.put("body", [p for row in rows[:first] for p in row.pieces])
        letter.put("issuer", [p for row in rows[first:dated] for p in row.pieces])
        letter.put("date", rows[dated].pieces)
        lay_out_ending(letter, rows[dated + 1 :], margin, "owner")
        return
    signed = begins_ending(rows, margin, signed=letter.kind != "stamped-letter")
    letter.put("body", [p for row in rows[:signed] for p in row.pieces])
    lay_out_ending(letter, rows[signed:], margin)


def _seal(rows: Sequence[Row]) -> tuple[int, int] | None:
    """A stamped letter's agency and date below the body: first agency row and date row."""
    for dated, row in enumerate(rows):
        if dated and is_date(row.text):
            first = dated
            while first > 1 and dated - first < _SEAL_ROWS and _is_seal_row(rows[first - 1]):
                first -= 1
                if names_agency(rows[first].text):
                    return first, dated
            return dated, dated
    return None


def _is_seal_row(row: Row) -> bool:
    return len(row.text) < _LONG and not OPENING.match(row.text)
