"""What a letter does to the documents it cites: it cancels or amends them, whole or in part.

The verb stands before the document (``จึงยกเลิกหนังสือที่อ้างถึง ๑ - ๓``) or behind it
(``หนังสือที่อ้างถึง ๒ เป็นอันยกเลิก``). Only the writer's own act counts: that another letter
``ได้ยกเลิก`` something, that a rule ``ซึ่งแก้ไขเพิ่มเติม`` by another is cited, or that somebody is
asked to consider it, is telling, not doing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from msgspec import UNSET, UnsetType

from thaidoc.record import Action, Citation, ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_arabic

_CANCEL = r"ยกเลิก"
_AMEND = r"(?:แก้ไขเพิ่มเติม|แก้ไข|ปรับปรุง|แก้คำผิด)"
#: the verbs' own words: a text without any does nothing to a document
_VERBS = ("ยกเลิก", "แก้ไข", "ปรับปรุง", "แก้คำผิด", "สิ้นผล")
#: before a verb: who tells of an act does not act, nor who denies, announces or proposes it
_TOLD = re.compile(
    r"(?:ซึ่ง|ที่|และที่|ถูก|มิได้|ไม่ได้|ไม่|ยังไม่|อย่า|จะ|ได้|ได้มีการ|มีการ|การ|พิจารณา|เสนอ|เสนอขอ|หารือ|ประสงค์(?:จะ|ขอ)?|ให้รวมถึง"
    r"|ที่ได้|ที่มีการ|กรณี|หาก|เมื่อ|ก่อน)\s?(?:ได้|มีการ|ให้)?\s*$"
)
#: between a verb and the document: the part of it that is meant
_PART = (
    r"(?P<part>(?:ความ(?:ใน)?|ข้อความ(?:ใน)?|เฉพาะ|บทบัญญัติ|แนวทาง|หลักเกณฑ์|วิธี|อัตรา|แบบ|ข้อ|วรรค|บัญชี)"
    r"[^“”\n]{0,110}?)"
)
_OF = r"\s*(?:ของ|ตาม|แห่ง|ใน|ท้าย)\s*"
_VERB_BEFORE = re.compile(
    rf"(?P<verb>{_CANCEL}|{_AMEND})\s*(?:{_PART}{_OF})?(?:\(?[0-9๐-๙]{{1,2}}[.)]\s*)?$"
)
_DOCUMENT = r"(?:หนังสือ(?:เวียน)?|บันทึก(?:ข้อความ)?|คำสั่ง|ระเบียบ|ประกาศ|เอกสาร)"
_NUMBER = r"[0-9]{1,2}"
_LIST = rf"{_NUMBER}(?:\s*(?:,|และ|-|–|—|ถึง)\s*{_NUMBER})*"
_MANY = r"(?:ทั้งหมด|ทุกฉบับ|ทั้ง\s?(?:[0-9]{1,2}|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด)\s?ฉบับ|ดังกล่าวทั้งหมด)"
_CITED = (
    rf"(?:ตาม)?{_DOCUMENT}?\s*(?:(?:กระทรวง|กรม)[ก-๎]{{1,80}})?\s*(?:ตาม(?:หนังสือ)?)?ที่อ้างถึง"
    rf"\s*(?P<list>{_LIST})?\s*(?P<many>{_MANY})?"
)
_ACTS = re.compile(rf"(?P<verb>{_CANCEL}|{_AMEND})\s*(?:{_PART}{_OF})?{_CITED}")
_ACTED = re.compile(rf"{_CITED}\s*(?:เป็นอัน|ให้|จึงให้|ขอให้)\s?(?P<verb>ยกเลิก|สิ้นผล)")
_EFFECTIVE = re.compile(
    r"(?:ทั้งนี้|โดย)?\s*(?:ให้|จะ)?\s*(?:มีผล(?:บังคับ)?(?:ใช้)?(?:บังคับ)?|ใช้บังคับ|ถือปฏิบัติ)?\s*"
    r"(?:ตั้งแต่|นับแต่|นับตั้งแต่)(?:วันที่)?\s*"
)
#: how far before a document the verb may stand, and how far behind it the act's first day
REACH = 260
#: words that tell of an act are shorter than this
_TELLING = 40
_LIST_OPENS = re.compile(
    rf"(?P<verb>{_CANCEL}|{_AMEND})\s*{_DOCUMENT}?\s*(?:(?:ดัง|ตาม)(?:ต่อไปนี้|นี้|รายการ))?\s*:?\s*$"
)
_SENTENCE_ENDS = re.compile(r"จึง(?:ขอ)?เรียนมา|จึงแจ้งมา")


@dataclass(frozen=True, slots=True)
class Act:
    """One act on entries of อ้างถึง: which (empty where the text names none), and in what part.

    ``every`` is true where the text says all of them. ``start`` and ``end`` are the offsets of its
    words.
    """

    action: Action
    ordinals: frozenset[int]
    every: bool
    part: str | None
    effective: ThaiDate | None
    start: int
    end: int


def action_before(text: str) -> tuple[Action, str | None] | None:
    """What the words at the end of a text do to the document named right behind it, and the part.

    >>> action_before("จึงขอยกเลิก")
    ('cancels', None)
    >>> action_before("กรมการปกครองได้ยกเลิก") is None
    True
    """
    tail = text[-REACH:]
    if not _has_verb(tail):
        return None
    match = _VERB_BEFORE.search(tail)
    if match is None or _TOLD.search(tail[: match.start()]):
        return None
    return _action_of(match["verb"]), _part_of(match)


def opens_list(text: str) -> Action | None:
    """What a paragraph does to the documents that the items below it name: ``ให้ยกเลิก``.

    >>> opens_list("ข้อ ๓ ให้ยกเลิกระเบียบ ดังต่อไปนี้")
    'cancels'
    """
    match = _LIST_OPENS.search(text) if _has_verb(text) else None
    if match is None or _is_told(text, match.start()):
        return None
    return _action_of(match["verb"])


def acts_on_references(text: str) -> Iterator[Act]:
    """The acts of a body on the entries of อ้างถึง, named by ordinal or as a whole."""
    if "ที่อ้างถึง" not in text or not _has_verb(text):
        return
    plain = to_arabic(text)
    found = list(_ACTS.finditer(plain))
    for match in found:
        if not _is_told(plain, match.start()):
            yield _act(match, text, _part_of(match, text))
    first = found[0] if found else None
    for match in _ACTED.finditer(plain):
        named = match["list"] or match["many"]
        if first and not named and _ACTS.search(plain, first.start(), match.end()):
            continue
        yield _act(match, text, None)


def _is_told(text: str, position: int) -> bool:
    """Whether the verb at a position is only told of, denied or proposed."""
    return _TOLD.search(text[max(0, position - _TELLING) : position]) is not None


def _has_verb(text: str) -> bool:
    return any(verb in text for verb in _VERBS)


def effective_after(text: str, position: int) -> ThaiDate | None:
    """The day from which an act at a position holds, where the sentence names one."""
    reach = text[position : position + REACH]
    ends = _SENTENCE_ENDS.search(reach)
    reach = reach[: ends.start()] if ends else reach
    dates = {match.start: match.date for match in calendar.find(reach)}
    days = (dates.get(match.end()) for match in _EFFECTIVE.finditer(reach))
    return next((day for day in days if day is not None and day.precision == "day"), None)


def with_act(
    citation: Citation, action: Action, part: str | None, effective: ThaiDate | UnsetType | None
) -> Citation:
    """The citation with what is done to it; part and first day only where there are any."""
    return msgspec.structs.replace(
        citation, action=action, part=part or UNSET, effective=effective or UNSET
    )


def _act(match: re.Match[str], text: str, part: str | None) -> Act:
    many = match["many"]
    return Act(
        action=_action_of(match["verb"]),
        ordinals=_ordinals(match["list"] or ""),
        every=bool(many),
        part=part,
        effective=effective_after(text, match.end()),
        start=match.start(),
        end=match.end(),
    )


def _action_of(verb: str) -> Action:
    return "cancels" if verb in ("ยกเลิก", "สิ้นผล") else "amends"


def _part_of(match: re.Match[str], text: str | None = None) -> str | None:
    """The part in the text's own digits."""
    part = match["part"]
    if part is None:
        return None
    if text is not None:
        part = text[match.start("part") : match.end("part")]
    return part.strip() or None


def _ordinals(text: str) -> frozenset[int]:
    """The numbers of ``1 - 3 และ 5``; a range that runs backwards is none."""
    found: set[int] = set()
    for part in re.split(r",|และ", text):
        ends = [int(n) for n in re.findall(r"\d+", part)]
        found.update(range(ends[0], ends[-1] + 1) if ends else ())
    return frozenset(found)
