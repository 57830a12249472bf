"""Which kind of official document it is: the six kinds of the saraban regulation in their forms.

A kind is told by the words of its form: บันทึกข้อความ over a memo, คำสั่ง or ประกาศ with an agency's
name over an order or announcement, ถึง for เรียน in a stamped letter. What has none of them is
``other``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing.labels import AGENCY, POST, Label, LabelMatch, damaged_label_of, label_of
from thaidoc.parsing.rows import Row
from thaidoc.record import Kind
from thaidoc.thai.likeness import unlikeness

#: how far down a title may stand: behind secrecy, urgency, a copy mark and an emblem's leftovers
_TITLE_ROWS = 8
#: how far down the head of a letter may reach
_HEAD_ROWS = 40
#: the labels that tell a letter, looked for in damage where they are missing
_NEEDED: tuple[Label, ...] = ("number", "department", "subject", "salutation")
#: how many columns from the leftmost line a damaged label may stand
_MARGIN = 3.0
#: how much of บันทึกข้อความ may be wrong
_DAMAGED_TITLE = 1.5
_OWNER = rf"\s?(?:{AGENCY}|{POST}|ก\.|พระบรม|นคร|ว่าด้วย)"
_TITLES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("order", re.compile(rf"คำสั่ง(?={_OWNER}|$)")),
    ("announcement", re.compile(rf"ประกาศ(?={_OWNER}|$)")),
    ("regulation", re.compile(rf"ระเบียบ(?={_OWNER}|$)")),
    ("rule", re.compile(rf"ข้อบังคับ(?={_OWNER}|$)")),
    ("statement", re.compile(rf"แถลงการณ์(?={_OWNER}|$)")),
    ("news", re.compile(rf"ข่าว(?:ประชาสัมพันธ์)?(?={_OWNER}|$)")),
    ("certificate", re.compile(r"หนังสือรับรอง(?!ราชการ)")),
    ("minutes", re.compile(r"รายงานการประชุม")),
)
#: what any of these begins with
_TITLE_INITIALS = frozenset("คปรขแห")
#: the words that the regulation gives certificates, which need no title
_CERTIFIES = re.compile(
    r"หนังสือ(?:รับรอง)?(?:ฉบับ)?นี้(?:ให้ไว้|ออกให้|จัดทำขึ้น)?\s?เพื่อ(?:รับรอง|แสดง)ว่า|หนังสือรับรอง(?:การ[ก-๎]+)?$"
)


@dataclass(frozen=True, slots=True)
class KindMatch:
    """The kind, the row of its title (None for a letter without one) and how sure it is."""

    kind: Kind
    row: int | None
    confidence: float


def recognise(rows: Sequence[Row]) -> KindMatch:
    """The kind of the document that these rows begin."""
    found = _labels(rows)
    labels = {match.label for match in found}
    for index, row in enumerate(rows[:_TITLE_ROWS]):
        text = "".join(row.text.split())
        if text.startswith("บันทึกข้อความ") and len(text) < 30:
            return KindMatch("memo", index, 0.98)
        if unlikeness(text, "บันทึกข้อความ", _DAMAGED_TITLE) <= _DAMAGED_TITLE:
            return KindMatch("memo", index, 0.85)
        match = label_of(row.text)
        if match and match.label not in ("stamp", "date"):
            break
        kind = titled_kind(row.text)
        if kind is not None and "salutation" not in labels:
            return KindMatch(kind, index, 0.95)
    return _letter(rows, found)


def titled_kind(text: str) -> Kind | None:
    """The kind of document that a line is the title of, or None."""
    if text[:1] not in _TITLE_INITIALS:
        return None
    return next((kind for kind, pattern in _TITLES if pattern.match(text)), None)


def _labels(rows: Sequence[Row]) -> list[LabelMatch]:
    """The labels of a head, down the page.

    Where no salutation, or neither subject nor number, is as it is written, the lines at the left
    margin are looked at for damaged ones.
    """
    exact = [label_of(row.text) for row in rows[:_HEAD_ROWS]]
    labels = {match.label for match in exact if match}
    if "salutation" in labels and labels & {"subject", "number"}:
        return [match for match in exact if match]
    missing = [label for label in _NEEDED if label not in labels]
    left = min((row.indent for row in rows[:_HEAD_ROWS]), default=0.0) + _MARGIN
    found = [
        match or (damaged_label_of(row.text, missing) if row.indent <= left else None)
        for match, row in zip(exact, rows, strict=False)
    ]
    return [match for match in found if match]


def _letter(rows: Sequence[Row], found: Sequence[LabelMatch]) -> KindMatch:
    order = [match.label for match in found]
    labels = set(order)
    doubt = 0.15 if any(match.doubt for match in found) else 0.0
    if _has_unit_line(order):
        return KindMatch("memo", None, 0.85 - doubt)
    words = [match.word for match in found if match.label == "salutation"]
    if words and words[0] == "ถึง":
        return KindMatch("stamped-letter", None, (0.95 if "number" in labels else 0.8) - doubt)
    if not words and any(_CERTIFIES.match(row.text) for row in rows[:_HEAD_ROWS]):
        return KindMatch("certificate", None, 0.9)
    if words and ("subject" in labels or "number" in labels):
        both = {"subject", "number"} <= labels
        return KindMatch("external-letter", None, (0.95 if both else 0.85) - doubt)
    return KindMatch("other", None, 0.5)


def _has_unit_line(order: Sequence[Label]) -> bool:
    """Whether ส่วนราชการ stands above the salutation, as in the head of a memo."""
    if "department" not in order or "salutation" not in order:
        return False
    return order.index("department") < order.index("salutation")
