"""Deadlines: dates by which the addressee must act (ภายในวันที่ ..., ภายใน ๑๕ วัน นับแต่ ...).

A limit in days is counted from the day after the one it names (Civil and Commercial Code, section
193/3), one in months ends on the day of the same number, or the month's last (section 193/5). Where
the day it counts from is not in the letter, as the day on which it arrives, nothing is computed.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter
from thaidoc.record import Deadline, ThaiDate
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_arabic

_WEEKDAY = r"(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)"
_CLOCK = r"(?:(?:เวลา|ก่อนเวลา)?\s?\d{1,2}[.:]\d{2}\s?(?:น\.|นาฬิกา)?\s?(?:ของ)?\s?(?:ใน)?)?"
_OPENS = (
    "ด่วนภายใน", "ภายใน", "ก่อน", "ไม่เกิน", "ไม่ช้ากว่า", "ให้ทัน", "อย่างช้า", "หมดเขต",
    "ปิดรับ(?:สมัคร|ข้อเสนอ)?",
    r"บัดนี้(?:เป็นต้นไป)?\s?(?:จน)?ถึง",
)  # fmt: skip
# what may not stand before them is looked for behind the first letter, for which search is quick
_LIMIT = re.compile(
    rf"(?:{'|'.join(f'{words[0]}(?<!ไม่{words[0]}){words[1:]}' for words in _OPENS)})"
    rf"(?:\s?ภายใน|\s?ไม่เกิน|\s?ใน)?\s?{_CLOCK}\s?(?:(?:วัน{_WEEKDAY}?\s?ที่|(?:สิ้น|กลาง|ต้น)?เดือน)\s*|(?=\d{{1,2}}\s?[ก-ฮ]))"
)
#: words of which every limit has one
_WORDS = ("ภายใน", "ก่อน", "ไม่เกิน", "ไม่ช้า", "ให้ทัน", "อย่างช้า", "หมดเขต", "ปิดรับ", "บัดนี้")
#: the days before the date found, whose last one counts: ``๑๕ - ๑๗ มิถุนายน ๒๕๖๒``
_FIRST_DAY = re.compile(r"\d{1,2}\s*(?:[-–]|ถึง|และ)\s*(?:วันที่\s*)?")
_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})\s?(?P<month>{'|'.join(calendar.MONTHS)}|"
    rf"{'|'.join(re.escape(short) for short in calendar.SHORT_MONTHS)})"
)
#: a time behind the date: ``ภายในวันที่ ... เวลา ๑๖.๓๐ น.``
_TIME_BEHIND = re.compile(r"\s?(?:ก่อน)?(?:เวลา\s?)?\d{1,2}[.:]\d{2}\s?(?:น\.|นาฬิกา)")
#: a day without its year is not looked for further ahead than this
_AHEAD = timedelta(days=184)
_NUMBERS = (
    "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ", "สิบห้า", "ยี่สิบ", "สามสิบ",
    "สี่สิบห้า", "หกสิบ", "เก้าสิบ",
)  # fmt: skip
_VALUES = dict(zip(_NUMBERS, (*range(1, 11), 15, 20, 30, 45, 60, 90), strict=True))
_COUNTED = re.compile(
    r"(?:ภายใน(?:กำหนด|ระยะเวลา)?|ไม่เกิน|ไม่ช้ากว่า)\s?(?:(?P<count>\d{1,3})|(?P<word>"
    + "|".join(sorted(_NUMBERS, key=len, reverse=True))
    + r"))\s?(?P<unit>วัน(?:ทำการ)?|สัปดาห์|เดือน)(?!ที่)"
    r"\s?(?P<since>(?:นับ)?(?:แต่|จาก|ถัดจาก|ตั้งแต่|หลังจาก)\s?(?:วัน(?:ถัดจากวัน)?(?:ที่)?)?\s?)?"
)
_THIS_LETTER = re.compile(
    r"(?:(?:ที่)?(?:ลง)?(?:ใน|ลงใน|ของ)?|ลงนามใน|ออก)หนังสือ(?:ฉบับ)?(?:นี้)?"
    r"(?!\s?(?:ที่|รับรอง|สัญญา|ค้ำ|ร้อง|ขอ|แจ้ง|ราชการ|เดินทาง|กระทรวง|กรม|สำนัก|จังหวัด))"
)
_RECEIVED = re.compile(r"(?:ที่)?(?:ได้)?รับ(?:หนังสือ|แจ.?ง(?:การ[ก-๎]{1,30})?|ทราบ|เรื่อง|ประกาศ)")
_LAW = re.compile(r"(?:มาตรา|พระราชบัญญัติ|กฎกระทรวง|ข้อ\s?\d|สัญญา|ผู้รับจ้าง|ผู้ฟ้อง|ฟ้องคดี|อุทธรณ์)")
_ASKS = re.compile(r"(?:ขอ(?:ให้|ได้|ความ)|โปรด|ให้(?!แก่)|กรุณา|แล้วเสร็จ|จัดส่ง|รายงาน|แจ้ง)")
#: what a limit in days must stand behind, put before one that is given alone
_ASKED = "โปรดแจ้ง "
#: how much of the sentence before a limit tells who must act
_NEARBY = 160
_SURE, _COUNTED_SURE, _YEAR_TAKEN, _UNKNOWN = 0.95, 0.9, 0.7, 0.5


@dataclass(frozen=True, slots=True)
class _Limit:
    """A limit in the body: its offsets, its day (or None), how sure, and what is odd about it."""

    start: int
    end: int
    iso: str | None
    sure: float
    doubt: str | None = None


def read_deadlines(letter: Letter, draft: Draft) -> None:
    """Set ``deadlines``: the limits in the letter that its addressee can still meet."""
    value = draft.values.get("date")
    own = value if isinstance(value, ThaiDate) else None
    count = 0
    for passage in (letter.passage("marks"), letter.passage("body")):
        for limit in _limits(passage.text, own):
            if _has_passed(limit, own):
                continue
            raw = passage.text[limit.start : limit.end].strip()
            place = passage.place(limit.start, limit.end)
            draft.add("deadlines", Deadline(raw=raw, iso=limit.iso), place, limit.sure)
            if limit.doubt:
                draft.warn(limit.doubt, f"{_DOUBTS[limit.doubt]}: {raw}", f"deadlines.{count}")
            count += 1


def read_one(text: str, own: ThaiDate | None) -> Deadline | None:
    """The deadline that a text gives: its first limit, or the date that it is; None without one.

    :param own: the date of the letter, from which days are counted.

    >>> read_one("ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๒", None).iso
    '2019-06-30'
    """
    asked = _ASKED + text
    limit = next(iter(_limits(asked, own)), None)
    if limit is not None:
        raw = asked[max(limit.start, len(_ASKED)) : limit.end].strip()
        return Deadline(raw=raw, iso=limit.iso)
    match = calendar.read_match(text)
    if match is None or "impossible-date" in match.notes:
        return None
    return Deadline(raw=text, iso=match.date.iso)


def _limits(text: str, own: ThaiDate | None) -> list[_Limit]:
    if not any(word in text for word in _WORDS):
        return []
    folded = to_arabic(text)
    return sorted((*_dated(folded, own), *_counted(folded, own)), key=lambda one: one.start)


def _has_passed(limit: _Limit, own: ThaiDate | None) -> bool:
    """Whether a limit lay behind when the letter was written: it is told, not set."""
    if own is None or limit.iso is None:
        return False
    return calendar.period(limit.iso).last < calendar.period(own.iso).first


_DOUBTS = {
    "deadline-year-missing": "this deadline has no year of its own",
    "deadline-start-unknown": "the day from which this deadline counts is not in the letter",
}


def _dated(folded: str, own: ThaiDate | None) -> Iterator[_Limit]:
    """The limits that name their day or month."""
    dates = {match.start: match for match in calendar.find(folded)}
    for limit in _LIMIT.finditer(folded):
        start = limit.end()
        first = _FIRST_DAY.match(folded, start)
        at = (start, first.end() if first else start, start - len("เดือน"))
        match = next((dates[position] for position in at if position in dates), None)
        if match is not None:
            if "impossible-date" not in match.notes:
                time = _TIME_BEHIND.match(folded, match.end)
                end = time.end() if time else match.end
                yield _Limit(limit.start(), end, match.date.iso, _SURE)
            continue
        day = _DAY.match(folded, first.end() if first else start)
        if day:
            found = _day_after(day, own) if own else None
            sure = _YEAR_TAKEN if found else _UNKNOWN
            iso = found.isoformat() if found else None
            yield _Limit(limit.start(), day.end(), iso, sure, "deadline-year-missing")


def _day_after(day: re.Match[str], own: ThaiDate) -> date | None:
    """The next such day and month from the letter's date on, if it is near."""
    months = calendar.MONTHS if day["month"] in calendar.MONTHS else calendar.SHORT_MONTHS
    month = months.index(day["month"]) + 1
    written = calendar.period(own.iso).first
    for year in (written.year, written.year + 1):
        try:
            found = date(year, month, int(day["day"]))
        except ValueError:
            continue
        if written <= found <= written + _AHEAD:
            return found
    return None


def _counted(folded: str, own: ThaiDate | None) -> Iterator[_Limit]:
    """The limits of so many days from a day."""
    dates = {match.start: match for match in calendar.find(folded)}
    for limit in _COUNTED.finditer(folded):
        sentence = folded[max(0, limit.start() - _NEARBY) : limit.start()]
        if _LAW.search(sentence) or not _ASKS.search(sentence):
            continue
        number = int(limit["count"]) if limit["count"] else _VALUES[limit["word"]]
        named = dates.get(limit.end())
        this = _THIS_LETTER.match(folded, limit.end()) if limit["since"] else None
        since, end = None, limit.end()
        if named and limit["since"]:
            since, end = named.date, named.end
        elif this:
            since, end = own, this.end()
        elif limit["since"]:
            received = _RECEIVED.match(folded, limit.end())
            if not received:
                continue  # from an event that is no act of the addressee's
            end = received.end()
        whole = since is not None and since.precision == "day" and limit["unit"] != "วันทำการ"
        if since is not None and whole:
            last = _last_day(calendar.period(since.iso).first, number, limit["unit"])
            yield _Limit(limit.start(), end, last.isoformat(), _COUNTED_SURE)
        else:
            yield _Limit(limit.start(), end, None, _UNKNOWN, "deadline-start-unknown")


def _last_day(since: date, number: int, unit: str) -> date:
    """The last day of so many days, weeks or months from a day that does not count itself."""
    if unit != "เดือน":
        return since + timedelta(days=number * (7 if unit == "สัปดาห์" else 1))
    year, month = divmod(since.year * 12 + since.month - 1 + number, 12)
    return date(year, month + 1, min(since.day, monthrange(year, month + 1)[1]))
