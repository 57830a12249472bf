"""Addressees: who is written to, how many of them, and who not.

Several posts stand behind each other with a comma, a slash, และ, a blank, a number or a line
between them; a new one begins only where the words that follow name a post (after ถึง: an agency).
``ทุกจังหวัด`` is a scope, ``ยกเว้น...`` takes some out again.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import ITEM, names_agency, names_post
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.zones import Letter
from thaidoc.record import Addressee

_SEPARATOR = re.compile(r"\s*[,/]\s*(?:และ|หรือ)?\s*|\s*(?:และ|หรือ)(?=\s?[ก-ฮเ-ไ])\s*|\s+")
_SCOPE = re.compile(
    r"\s*(?P<scope>(?:ทุก(?!ข)|ทั้ง\s?(?:[0-9๐-๙]+\s?)?|ทั่ว)[ก-๎]+(?:\s?(?:และ|ใน|ทั่ว)[ก-๎]+)?)$"
)
_EXCEPT = re.compile(r"\s*\(?\s*(?:ยกเว้น|เว้นแต่|เว้น)\s*(?P<who>[^()]+?)\s*\)?\s*$")
_ASIDE = re.compile(r"\s*\((?:ผ่าน|โดยผ่าน)[^()]*\)\s*$")
#: posts that a glued และ may be followed by; others (กรรมการและเลขานุการ) belong to one title
_HEADS = re.compile(
    r"(?:ผู้(?:ว่า|อำนวยการ|บัญชาการ|บังคับ|จัดการ|ตรวจการ|พิพากษา)|รอง(?:ผู้|อธิบดี|ปลัด)|อธิบดี|อธิการบดี|ปลัด|เลขาธิการ"
    r"|นายก|นายอำเภอ|ประธาน|หัวหน้า|รัฐมนตรี|คณบดี|อัยการ|กำนัน|(?!ผู้ว่า)[ก-๎]{3,24}(?:จังหวัด|อำเภอ)[ก-๎]{2,})"
)
_LEADERS = re.compile(r"[\s.…_]*(?:\.{3,}|…|_{3,})[\s.…_]*$")
_LIST = re.compile(r"\s*,\s*(?:และ\s*)?|\s*และ\s*|\s+")
_TAIL = re.compile(r"(?:\s*[,/]|\s*(?:และ|หรือ))+\s*$")
_SPARED = re.compile(r"(?:ยกเว้น|เว้น)[^()]*$")
#: how many characters before and behind a border tell whether an addressee begins there
_REACH = 200
#: what cannot stand at the end of an addressee: the post behind it is part of the name
_OPEN_END = re.compile(r"(?:สำนักงาน|ของ|โดย|ที่|และ|หรือ|ตำแหน่ง|รักษาการ)$")


def read_addressees(letter: Letter, draft: Draft) -> None:
    """Set ``addressees``."""
    agencies = letter.words.get("salutation") == "ถึง"
    for passage in _entries(letter.rows("salutation"), letter.passage("salutation"), agencies):
        addressee = read_one(passage.text)
        if addressee.name:
            draft.add("addressees", addressee, passage.place(), 0.96)
    if letter.words.get("salutation") and not draft.values.get("addressees"):
        draft.warn("addressee-missing", "nobody is named behind the salutation", "addressees")


def read_one(text: str) -> Addressee:
    """One addressee with its scope and exceptions.

    >>> read_one("ผู้ว่าราชการจังหวัด ทุกจังหวัด ยกเว้นจังหวัดภูเก็ต").except_
    ['จังหวัดภูเก็ต']
    """
    name = _LEADERS.sub("", text).strip(" ,")
    raw = name
    spared: list[str] = []
    exception = _EXCEPT.search(name)
    if exception:
        spared = [who for who in _LIST.split(exception["who"]) if who]
        name = name[: exception.start()]
    name = _ASIDE.sub("", name)
    scope = _SCOPE.search(name)
    if scope and scope.start():
        name = name[: scope.start()]
    return Addressee(
        name=name.strip(),
        scope=scope["scope"] if scope and scope.start() else None,
        except_=spared,
        raw=raw,
    )


def _entries(rows: list[Passage], passage: Passage, agencies: bool) -> Iterator[Passage]:
    """The zone cut into one passage an addressee."""
    text = passage.text
    starts = {0}
    offset = 0
    for row in rows:
        offset = text.find(row.text, offset)
        before = text[max(0, offset - _REACH) : offset]
        after = text[offset : offset + _REACH]
        if offset > 0 and _begins(after, agencies) and not _OPEN_END.search(before):
            starts.add(offset)
        offset += len(row.text)
    for separator in _SEPARATOR.finditer(text):
        before = text[max(0, separator.start() - _REACH) : separator.start()]
        after = text[separator.end() : separator.end() + _REACH]
        if not _begins(after, agencies) or _OPEN_END.search(before):
            continue
        glued = separator.group()[0] in "แห"
        if glued and not agencies and not _HEADS.match(after):
            continue
        if not _SPARED.search(before):
            starts.add(separator.end())
    borders = [*sorted(starts), len(text)]
    for start, end in pairwise(borders):
        number = ITEM.match(text, start)
        entry = passage.cut(number.end() if number and number.end() < end else start, end)
        tail = _TAIL.search(entry.text)
        entry = entry.cut(0, tail.start()) if tail else entry
        if entry:
            yield entry


def _begins(text: str, agencies: bool) -> bool:
    number = ITEM.match(text)
    rest = text[number.end() :].lstrip() if number else text
    return names_post(rest) or (agencies and names_agency(rest))
