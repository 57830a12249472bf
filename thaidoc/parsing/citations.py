"""Citations: the documents that a text names, and what it does to them.

A citation begins with its kind (หนังสือ, คำสั่ง, ระเบียบ, พระราชบัญญัติ, ...), then says whose it is,
its number and its date (``ลงวันที่``, ``ลว.``); a law is named by its title and พ.ศ. instead. What
stands right before it tells the action: ``ยกเลิก`` cancels, ``แก้ไขเพิ่มเติม`` amends.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec

from thaidoc.parsing import acts, reference
from thaidoc.record import Action, Citation, Reference, ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.spans import Taken

_KIND = re.compile(
    r"(?P<kind>หนังสือ(?:เวียน)?(?!รับรอง|ค้ำประกัน|มอบอำนาจ|เดินทาง|พิมพ์|ราชการ|ที่อ้างถึง|ที่ส่งมา|ฉบับ|นี้)"
    r"|บันทึกข้อความ|บันทึก(?!การ)|คำสั่ง(?!ดังกล่าว|นี้)|ประกาศ(?!ดังกล่าว|นี้|ณ|ใน|\s*ณ|เป็นต้น|ไว้|ใช้)|ระเบียบ(?!ดังกล่าว|นี้|วาระ|ไว้)|ข้อบังคับ(?!ดังกล่าว|นี้|ไว้)"
    r"|วิทยุ|โทรสาร(?=[ก-ฮ])|พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|กฎกระทรวง|กฎ ก\.\s?พ\.|มติคณะรัฐมนตรี)"
)
#: where another law begins inside the words that follow one
_LAW_WORD = (
    r"(?:พระราชบัญญัติ|พระราชกฤษฎีกา|กฎกระทรวง"
    r"|(?:ระเบียบ|ข้อบังคับ|ประกาศ)(?:กระทรวง|กรม|สำนัก|คณะ))"
)
_LAW = re.compile(
    r"(?P<raw>(?P<kind>พระราชบัญญัติ|พระราชกำหนด|พระราชกฤษฎีกา|กฎกระทรวง|ระเบียบ|ข้อบังคับ|ประกาศ)"
    rf"(?!นี้|ดังกล่าว|ไว้|เป็นต้น|วาระ|ใช้|ณ)(?P<title>(?:(?!{_LAW_WORD}|ลงวันที่|\sนั้น).){{2,200}}?)\s?พ\.\s?ศ\.\s?[0-9๐-๙]{{4}})"
)
#: ถง is how a scan shows ลง; ถึงวันที่ is another word
_DATED = re.compile(r"[\s)”\"]*(?:[ลถ]งวันที่|ลว\.?|เมื่อวันที่|ลง(?=\s?[0-9๐-๙]))\s*")
_SINCE = re.compile(r"ล(?:งวันที่|ว\.)\s*")
_URGENT = re.compile(r"\s*(?:ด่วนที่สุด|ด่วนมาก|ด่วน|ลับที่สุด|ลับมาก|ลับ)?\s*(?:ที่|เลขที่)?\s*$")
_ISSUER_END = re.compile(r"\s*ว่าด้วย|\s+(?:เรื่อง|ฉบับ|ด่วน|ลับ|ที่|เลขที่)(?![ก-๎])|\s*$")
_ABOUT = re.compile(r"\s*(?:ว่าด้วย|เรื่อง)")
#: what two citations of one document may differ in
_BETWEEN = re.compile(r"\s|(?<=ระเบียบ)ของ|(?<=คำสั่ง)ของ|(?<=ประกาศ)ของ")
#: between two documents that one verb acts on
_ALSO = re.compile(r"[\s,;]*(?:และ|รวมทั้ง|ตลอดจน|กับ)?\s*(?:\(?[0-9๐-๙]{1,2}[.)])?\s*")
#: before a number that is a meeting's, not a document's
_SESSION = re.compile(r"ครั้ง(?:ที่)?\s*$")
_NAMED = re.compile(r"(?:เรียกว่า|ใช้ชื่อว่า)\s*[“\"]?\s*$")
#: how far before a number its kind may stand, and what else tells something of it
_REACH, _NEAR = 160, 40


@dataclass(frozen=True, slots=True)
class CitationMatch:
    """A citation found in a text, with its character offsets."""

    start: int
    end: int
    citation: Citation


def find(text: str, action: Action = "refers") -> list[CitationMatch]:
    """The documents that a text cites, in order.

    :param action: what citing means here where the words themselves say nothing.
    """
    taken = Taken()
    matches = [*_numbered(text, action), *_dated_only(text, action), *_laws(text, action)]
    found = [match for match in matches if taken.take(match.start, match.end)]
    found.sort(key=lambda m: m.start)
    return found if action == "encloses" else _acted_on(text, found)


def read_entry(text: str, action: Action = "refers") -> Citation:
    """The citation that one entry of อ้างถึง is, even where only its words are known."""
    found = find(text, action)
    if found:
        first = found[0].citation
        if len(found) == 1 and first.normal is None and first.date is None:
            return _made(text, first.kind, first.issuer, None, None, action)
        return first
    kind = _KIND.match(text.removeprefix("สำเนา"))
    date = next(iter(calendar.find(text)), None)
    return _made(
        text, kind["kind"] if kind else None, None, None, date.date if date else None, action
    )


def read_asked(text: str) -> Citation | None:
    """The citation that a person types to ask for a document; None where it names none.

    A number needs no word before it: ``ว 217``, ``35/2562`` and ``1234`` are numbers here.

    >>> read_asked("มท ๐๘๑๐.๓/ว ๑๒๓๔ ลว. ๑๔ มิ.ย. ๖๒").date.iso
    '2019-06-14'
    """
    for written in (text, f"ที่ {text}"):
        entry = read_entry(written)
        if entry.normal:
            return msgspec.structs.replace(entry, raw=text)
    date = next(iter(calendar.find(text)), None)
    made = _made(text, None, None, None, date.date if date else None, "refers")
    number, running = reference.read(text), to_arabic(text).strip()
    if number and number.reference.number:
        return msgspec.structs.replace(made, number=text, normal=number.reference.normal)
    if running.isdecimal():
        return msgspec.structs.replace(made, number=text, normal=running, date=None)
    entry = read_entry(text)
    return entry if entry.date or entry.kind else None


def same(one: Citation, other: Citation) -> bool:
    """Whether two citations name one document."""
    if one.normal and other.normal:
        if one.normal != other.normal:
            return False
        return not (one.date and other.date) or one.date.iso == other.date.iso
    return one.normal == other.normal and _plain(one.raw) == _plain(other.raw)


def _numbered(text: str, action: Action) -> Iterator[CitationMatch]:
    border = 0
    for match in reference.find(text):
        start, kind, issuer = _before(text, border, match.start)
        if _SESSION.search(text[_near(match.start) : match.start]) or _is_no_letter(
            match.reference, kind
        ):
            continue
        dated = _DATED.match(text, match.end)
        date, end = _date_at(text, dated.end()) if dated else (None, match.end)
        raw = text[start:end]
        citation = Citation(
            raw=raw,
            kind=kind,
            issuer=issuer,
            number=match.reference.raw,
            normal=match.reference.normal,
            date=date,
            action=action,
        )
        yield CitationMatch(start, end, citation)
        border = end


def _near(position: int) -> int:
    return max(0, position - _NEAR)


def _is_no_letter(number: Reference, kind: str | None) -> bool:
    """Whether ``214/2560`` stands without a kind: a case, a meeting, a share, but no document."""
    return kind is None and number.prefix is None and number.circular is not True


def _before(text: str, border: int, start: int) -> tuple[int, str | None, str | None]:
    """Where a citation begins, given where its number does: kind and issuer before it."""
    lower = max(border, start - _REACH)
    kinds = list(_KIND.finditer(text, lower, start))
    if not kinds:
        urgent = _URGENT.search(text[lower:start])
        begin = lower + urgent.start() if urgent else start
        begin += len(text[begin:start]) - len(text[begin:start].lstrip())
        return begin, None, None
    kind = kinds[-1]
    between = _URGENT.sub("", text[kind.end() : start]).strip(" ,:")
    ended = _ISSUER_END.search(between)
    issuer = between[: ended.start()].strip() if ended else between
    return kind.start(), kind["kind"], issuer or None


def _dated_only(text: str, action: Action) -> Iterator[CitationMatch]:
    """A citation without a number: ``คำสั่งกรมการปกครอง ที่ ... ลงวันที่ 3 มีนาคม 2560``."""
    for dated in _SINCE.finditer(text):
        kinds = list(_KIND.finditer(text, max(0, dated.start() - _REACH), dated.start()))
        date, end = _date_at(text, dated.end())
        if not kinds or date is None:
            continue
        kind = kinds[-1]
        between = text[kind.end() : dated.start()]
        if any(True for _ in reference.find(between)):
            continue
        ended = _ISSUER_END.search(between)
        issuer = (between[: ended.start()] if ended else between).strip() or None
        citation = _made(text[kind.start() : end], kind["kind"], issuer, None, date, action)
        yield CitationMatch(kind.start(), end, citation)


def _laws(text: str, action: Action) -> Iterator[CitationMatch]:
    """Laws, regulations and announcements named by title and year."""
    if "พ." not in text:
        return
    for law in _LAW.finditer(text):
        if _NAMED.search(text[_near(law.start()) : law.start()]):
            continue  # a regulation that gives itself its name
        kind = law["kind"]
        title = law["title"]
        if kind in ("ระเบียบ", "ข้อบังคับ", "ประกาศ") and not _ABOUT.search(title):
            continue
        owned = kind in ("ระเบียบ", "ข้อบังคับ", "ประกาศ")
        issuer = _ABOUT.split(title)[0].strip() if owned else ""
        issuer = issuer.removeprefix("ของ")
        citation = _made(law["raw"], kind, issuer or None, None, None, action)
        yield CitationMatch(law.start(), law.end(), citation)


def _date_at(text: str, position: int) -> tuple[ThaiDate | None, int]:
    for match in calendar.find(text[position : position + 40]):
        if match.start <= 2:
            return match.date, position + match.end
    return None, position


def _acted_on(text: str, found: list[CitationMatch]) -> list[CitationMatch]:
    """The citations with what the text does to each; one verb may act on several in a row."""
    done: list[CitationMatch] = []
    for match in found:
        act = acts.action_before(text[max(0, match.start - acts.REACH) : match.start])
        before = done[-1] if done else None
        if act is not None:
            acted = acts.with_act(match.citation, *act, acts.effective_after(text, match.end))
            match = replace(match, citation=acted)
        elif before is not None and _ALSO.fullmatch(text, before.end, match.start):
            same_act = before.citation.action, None, before.citation.effective
            match = replace(match, citation=acts.with_act(match.citation, *same_act))
        done.append(match)
    return done


def _made(
    raw: str,
    kind: str | None,
    issuer: str | None,
    number: str | None,
    date: ThaiDate | None,
    action: Action,
) -> Citation:
    return Citation(
        raw=raw.strip(),
        kind=kind,
        issuer=issuer,
        number=number,
        normal=None,
        date=date,
        action=action,
    )


def _plain(raw: str) -> str:
    return _BETWEEN.sub("", raw)
