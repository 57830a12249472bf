"""Which kind of official document it is: the six kinds of the saraban regulation in their forms.

A kind is told by the words of its form: บันทึกข้อความ over a memo, คำสั่ง or ประกาศ with an agency's
name over an order or announcement, ถึง for เรียน in a stamped letter. What has none of them is
``other``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing.labels import AGENCY, POST, Label, label_of
from thaidoc.parsing.rows import Row
from thaidoc.record import Kind

#: how far down a title may stand: behind secrecy, urgency, a copy mark and an emblem's leftovers
_TITLE_ROWS = 8
#: how far down the head of a letter may reach
_HEAD_ROWS = 40
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
#: the words that the regulation gives certificates, which need no title
_CERTIFIES = re.compile(r"หนังสือ(?:ฉบับ)?นี้(?:ให้ไว้|ออกให้|จัดทำขึ้น)?\s?เพื่อรับรอง")


@dataclass(frozen=True, slots=True)
class KindMatch:
    """The kind, the row of its title (None for a letter without one) and how sure it is."""

    kind: Kind
    row: int | None
    confidence: float


def recognise(rows: Sequence[Row]) -> KindMatch:
    """The kind of the document that these rows begin."""
    labels = {m.label for m in (label_of(r.text) for r in rows[:_HEAD_ROWS]) if m}
    for index, row in enumerate(rows[:_TITLE_ROWS]):
        text = re.sub(r"\s", "", row.text)
        if text.startswith("บันทึกข้อความ") and len(text) < 30:
            return KindMatch("memo", index, 0.98)
        match = label_of(row.text)
        if match and match.label not in ("stamp", "date"):
            break
        kind = titled_kind(row.text)
        if kind is not None and "salutation" not in labels:
            return KindMatch(kind, index, 0.95)
    return _letter(rows, labels)


def titled_kind(text: str) -> Kind | None:
    """The kind of document that a line is the title of, or None."""
    return next((kind for kind, pattern in _TITLES if pattern.match(text)), None)


def _letter(rows: Sequence[Row], labels: set[Label]) -> KindMatch:
    if _has_unit_line(rows):
        return KindMatch("memo", None, 0.85)
    words = [
        m.word
        for m in (label_of(r.text) for r in rows[:_HEAD_ROWS])
        if m and m.label == "salutation"
    ]
    if words and words[0] == "ถึง":
        return KindMatch("stamped-letter", None, 0.95 if "number" in labels else 0.8)
    certifies = next((i for i, r in enumerate(rows[:_HEAD_ROWS]) if _CERTIFIES.match(r.text)), None)
    if certifies is not None and not words:
        return KindMatch("certificate", None, 0.9)
    if words and ("subject" in labels or "number" in labels):
        return KindMatch("external-letter", None, 0.95 if {"subject", "number"} <= labels else 0.85)
    return KindMatch("other", None, 0.5)


def _has_unit_line(rows: Sequence[Row]) -> bool:
    """Whether ส่วนราชการ stands above the salutation, as in the head of a memo."""
    found = [m.label for m in (label_of(r.text) for r in rows[:_HEAD_ROWS]) if m]
    if "department" not in found or "salutation" not in found:
        return False
    return found.index("department") < found.index("salutation")
