"""Names of persons as letters print them: a title or rank, a given name and a surname.

Under a signature the name stands in brackets, which a scan may lose or misread; without them only
a title tells a name from a post.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from thaidoc.parsing.labels import names_agency, names_post

_STEP = r"(?:เอก|โท|ตรี|จัตวา)"
#: ranks of army, navy, air force and police, in words and in letters
_RANK = (
    rf"(?:(?:พล|พัน|ร้อย)(?:ตำรวจ)?{_STEP}|พล(?:เรือ|อากาศ){_STEP}|นาวา(?:อากาศ)?{_STEP}|เรือ(?:อากาศ)?{_STEP}"
    rf"|พันจ่า(?:อากาศ)?{_STEP}|จ่าสิบ(?:ตำรวจ)?{_STEP}|จ่า(?:อากาศ)?{_STEP}|สิบ(?:ตำรวจ)?{_STEP}|(?:นาย)?ดาบตำรวจ"
    r"|พล\.\s?(?:[ตรอ]\.\s?)?[อทตจ]\.|(?:พ|ร|น)\.\s?(?:ต\.\s?)?[อทต]\.|(?:จ|พ)\.\s?[สจอ]\.\s?[อทต]\.|[จส]\.\s?(?:ต\.\s?)?[อทต]\."
    r"|ด\.\s?ต\.)(?:\s?หญิง)?"
)
#: what a Thai name begins with; the longest first
TITLE = (
    r"(?:นายแพทย์(?!สาธารณสุข)|แพทย์หญิง|นายสัตวแพทย์|สัตวแพทย์หญิง|เภสัชกร(?:หญิง)?|นางสาว|นาง(?!เลิ้ง)"
    rf"|(?:นาย)?ดาบตำรวจ|นาย(?!กเทศ|กองค์|กรัฐ|กอบ|กสมา|กสภา|กเมือง|กเหล่า|กส่วน|ทะเบียน|อำเภอ|จ้าง|ตรวจ|แพทย์|ช่าง|ด่าน|หน้า|ประกัน|ทหาร)"
    r"|น\.\s?ส\.|เด็กชาย|เด็กหญิง|คุณหญิง|คุณ(?!ภาพ|สมบัติ|ธรรม|วุฒิ|ค่า|ลักษณะ|ประโยชน์|ูปการ)|ท่านผู้หญิง|หม่อมราชวงศ์|หม่อมหลวง|หม่อมเจ้า"
    r"|ม\.\s?ร\.\s?ว\.|ม\.\s?ล\.|ม\.\s?จ\.|ว่าที่\s?(?:ร้อย(?:เอก|โท|ตรี)|พันตรี|ร\.\s?(?:อ|ท|ต)\.|พ\.\s?ต\.)(?:\s?หญิง)?"
    r"|(?:ผู้ช่วย|รอง)?ศาสตราจารย์(?:\s?(?:ดร\.|นายแพทย์|แพทย์หญิง))?|(?:ผศ|รศ|ศ)\.\s?(?:ดร\.)?|ดร\.|นพ\.|พญ\.|ทพ\.|ทพญ\.|ภก\.|ภญ\."
    r"|ทันตแพทย์(?:หญิง)?|พระ(?:ครู|มหา|ปลัด|สมุห์|ใบฎีกา|อธิการ)"
    rf"|{_RANK})"
)
_WORD = r"[ก-ฮเ-ไ][ก-๎]*"
NAME = rf"{TITLE}\s?{_WORD}(?:\s(?:ณ\s)?{_WORD}){{1,2}}"
_ANY_TITLE = re.compile(TITLE)
_ONLY_RANK = re.compile(rf"(?:{_RANK}|ว่าที่\s?{_RANK})[\s.…_]*")
#: the brackets that a draft keeps for the name
_BLANK_NAME = re.compile(r"\(\s*[.…_\s]*\)")
_SUFFIX = r"(?:\s?ร\.\s?น\.)?"
_TITLED = re.compile(
    rf"{TITLE}\s?(?:{TITLE}\s?){{0,2}}(?:{_WORD}(?:\s{_WORD}){{1,3}}|(?<=พระครู){_WORD}){_SUFFIX}"
)
_OPEN, _CLOSE = r"[(\[{|]", r"[)\]}|]"
_BRACKETED = re.compile(r"\(\s*(?P<name>[^()\d]{4,60}?)\s*\)")
_RANKED = re.compile(
    rf"(?P<rank>(?:ว่าที่\s?)?{_RANK}|(?:ผศ|รศ|ศ)\.\s?(?:ดร\.)?|ดร\.|นพ\.|พญ\.)\s*{_BRACKETED.pattern}"
)
#: a foreigner's name, in brackets alone
_LATIN_NAME = re.compile(r"(?:[A-Z][A-Za-z'-]*\.?\s){1,3}[A-Z][A-Za-z'-]+")
#: a name one of whose brackets was lost or misread; the other still stands
_HALF = re.compile(
    rf"(?:{_OPEN}\s*(?P<opened>[^()\[\]{{}}|\d]{{6,60}}?)\s*(?:{_CLOSE}|[1lJI!/\\])?"
    rf"|(?P<closed>[^()\[\]{{}}|\d]{{6,60}}?)\s*{_CLOSE})"
)
_SIGNED_BY = re.compile(r"(?:\(?\s*ลง(?:ชื่อ|นาม)\s*\)?|ลายมือชื่อ)[\s.:…_-]*")
_BRACKETS = frozenset("()[]{}|")
_PLAIN_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{1,3}}")
#: bracketed remarks that are no names: sums of money, notes on a form
_REMARK = re.compile(
    r"(?:ถ้ามี|ต่อ|โปรด|ลงชื่อ|ลงนาม|สำเนา|ร่าง|ฉบับ|แก้ไข|เพิ่มเติม|ยกเว้น|เฉพาะ|รวม|หน้า|กรุณา|ตัวบรรจง|ชื่อ|ตำแหน่ง|วันที่)"
    r"|.*(?:ถ้วน|บาท|สตางค์)$"
)
_STROKE = re.compile(r"(?<=[ก-๎])\s?[/|\\]\s?(?=[ก-๎])")
_DOTS = re.compile(r"[.…_]{3,}")
_AFTER_NAME = r"(?P<rest>(?:[^()\d]|\([ก-๎\s]{3,30}\)){0,70})$"
_LAST_NAME = re.compile(rf"(?P<name>(?P<title>{TITLE})\s?{_WORD}\s(?:ณ\s)?{_WORD}){_AFTER_NAME}")
#: whom a letter knows by one name: คุณนคร, ``(นางสาวพนิดา)``
_ONE_NAME = re.compile(
    rf"(?:^|(?<=[\s(/,])|(?<=ต่อ)|(?<=ที่)|(?<=กับ)|(?<=ถาม)|(?<=คือ)|(?<=งาน))"
    rf"(?P<name>(?P<title>คุณ(?!ภาพ|สมบัติ)|นางสาว|น\.\s?ส\.|นาย(?!ก|ทะเบียน|อำเภอ|แพทย์|ช่าง|ตรวจ))\s?{_WORD})"
    r"(?P<rest>\s*\)?\s*)$"
)


@dataclass(frozen=True, slots=True)
class SignedName:
    """A name under a signature; ``whole`` where both its brackets, or none, stand."""

    name: str
    whole: bool = True


def signed_name(text: str) -> str | None:
    """The name in a line under a signature: ``(นายขจร ศรีชวโนทัย)``, or without its brackets.

    >>> signed_name("( นางสาวกาญจนา  ใจดี )"), signed_name("อธิบดีกรมการปกครอง")
    ('นางสาวกาญจนา ใจดี', None)
    """
    found = read_signed_name(text)
    return found.name if found else None


@lru_cache(maxsize=256)
def read_signed_name(text: str) -> SignedName | None:
    """Like :func:`signed_name`, with whether its brackets are sound.

    >>> read_signed_name("พลตำรวจโท (กล้า หาญดี)").name, read_signed_name("(นายกล้า หาญดี]").whole
    ('พลตำรวจโท กล้า หาญดี', False)
    """
    stripped = text.strip()
    if "ลง" in text or "ลายมือ" in text:
        stripped = _SIGNED_BY.sub("", stripped, count=1).strip()
    if _BRACKETS.isdisjoint(stripped):
        return SignedName(_plain(stripped)) if _TITLED.fullmatch(_mended(stripped)) else None
    ranked = _RANKED.fullmatch(stripped)
    if ranked and _is_name(_plain(ranked["name"])):
        return SignedName(f"{ranked['rank']} {_plain(ranked['name'])}")
    bracketed = _BRACKETED.fullmatch(stripped)
    if bracketed:
        name = _plain(bracketed["name"])
        if _is_name(name):
            return SignedName(name)
        name = _plain(_STROKE.sub(" ", name))  # a pen's stroke over the blank in a name
        return SignedName(name, whole=False) if _TITLED.fullmatch(_mended(name)) else None
    if _TITLED.fullmatch(_mended(stripped)):
        return SignedName(_plain(stripped))
    half = _HALF.fullmatch(stripped)
    if half:
        name = _plain(half["opened"] or half["closed"])
        # the bracket before it may have been read as a letter, which no title begins with then
        for tried in (name, name[1:] if half["closed"] else ""):
            if _TITLED.fullmatch(_mended(tried)):
                return SignedName(tried, whole=False)
    return None


@lru_cache(maxsize=256)
def is_signature_line(text: str) -> bool:
    """Whether a line holds a bracketed name or the blank brackets of a draft."""
    stripped = text.strip()
    if _BLANK_NAME.fullmatch(stripped):
        return True
    found = read_signed_name(stripped)
    return found is not None and not _TITLED.fullmatch(stripped)


def is_rank(text: str) -> bool:
    """Whether a text is a rank alone, as police and army print it left of the signature."""
    return _ONLY_RANK.fullmatch(text.strip()) is not None


def has_title(name: str) -> bool:
    """Whether a name begins with a title or a rank."""
    return _ANY_TITLE.match(name) is not None


def last_person(text: str) -> tuple[str, str, int] | None:
    """The person named nearest the end of a text: name, what follows it, and the name's offset."""
    match = _LAST_NAME.search(text)
    found = match
    while match is not None:
        found = match
        match = _LAST_NAME.search(text, found.end("title"))
    found = found or _ONE_NAME.search(text)
    if found is None:
        return None
    return " ".join(found["name"].split()), found["rest"], found.start("name")


def _is_name(name: str) -> bool:
    """Whether what stands in brackets can be a name."""
    if _DOTS.search(name) or _REMARK.match(name):
        return False
    if _TITLED.fullmatch(_mended(name)) or _LATIN_NAME.fullmatch(name):
        return True
    return _PLAIN_NAME.match(name) is not None and not names_post(name) and not names_agency(name)


def _plain(name: str) -> str:
    return " ".join(name.split())


def _mended(name: str) -> str:
    """A name to be compared, its sara aa where a scan gave the long one (``นๅย``)."""
    return name.replace("\u0e45", "\u0e32")
