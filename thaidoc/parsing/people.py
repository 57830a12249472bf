"""Names of persons as letters print them: a title, a given name and a surname."""

import re

_RANK = (
    r"(?:พล|พัน|ร้อย|นาวา|เรือ|นาวาอากาศ)(?:ตำรวจ)?(?:เอก|โท|ตรี)(?:หญิง)?"
    r"|(?:พล|พ|ร|น|จ|ส|ด)\.\s?(?:ต\.\s?)?(?:อ|ท|ต)\.(?:อ\.|ท\.|ต\.)?(?:\s?หญิง)?"
)
#: what a Thai name begins with; the longest first
TITLE = (
    r"(?:นายแพทย์(?!สาธารณสุข)|แพทย์หญิง|นางสาว|นาง"
    r"|นาย(?!กเทศ|กองค์|กรัฐ|กอบ|กสมา|กสภา|กเมือง|ทะเบียน|อำเภอ|จ้าง|ตรวจ|แพทย์|ช่าง|ด่าน|หน้า)"
    r"|น\.\s?ส\.|เด็กชาย|เด็กหญิง|คุณหญิง|คุณ(?!ภาพ|สมบัติ|ธรรม|วุฒิ|ค่า|ลักษณะ|ประโยชน์|ูปการ)|ท่านผู้หญิง|หม่อมราชวงศ์|หม่อมหลวง|หม่อมเจ้า"
    r"|ม\.\s?ร\.\s?ว\.|ม\.\s?ล\.|ว่าที่\s?(?:ร้อย(?:เอก|โท|ตรี)|ร\.\s?(?:อ|ท|ต)\.|พ\.\s?ต\.)(?:\s?หญิง)?"
    r"|(?:ผู้ช่วย|รอง)?ศาสตราจารย์(?:\s?ดร\.)?|(?:ผศ|รศ|ศ)\.\s?(?:ดร\.)?|ดร\.|นพ\.|พญ\.|ทันตแพทย์(?:หญิง)?"
    rf"|{_RANK})"
)
_WORD = r"[ก-ฮเ-ไ][ก-๎]*"
NAME = rf"{TITLE}\s?{_WORD}(?:\s(?:ณ\s)?{_WORD}){{1,2}}"
_TITLED = re.compile(rf"{TITLE}\s?(?:{TITLE}\s?)?{_WORD}(?:\s{_WORD}){{1,3}}")
_BRACKETED = re.compile(r"\(\s*(?P<name>[^()\d]{4,60}?)\s*\)")
_PLAIN_NAME = re.compile(rf"{_WORD}(?:\s{_WORD}){{1,3}}")
_DOTS = re.compile(r"[.…_]{3,}")
_LAST_NAME = re.compile(
    rf"(?P<name>(?P<title>{TITLE})\s?{_WORD}\s(?:ณ\s)?{_WORD})(?P<rest>[^()\d]{{0,70}})$"
)


def signed_name(text: str) -> str | None:
    """The name in a line under a signature: ``(นายขจร ศรีชวโนทัย)``, or without its brackets.

    >>> signed_name("( นางสาวกาญจนา  ใจดี )"), signed_name("อธิบดีกรมการปกครอง")
    ('นางสาวกาญจนา ใจดี', None)
    """
    bracketed = _BRACKETED.fullmatch(text.strip())
    if bracketed:
        name = " ".join(bracketed["name"].split())
        return None if _DOTS.search(name) or not _PLAIN_NAME.match(name) else name
    return text.strip() if _TITLED.fullmatch(text.strip()) else None


def is_signature_line(text: str) -> bool:
    """Whether a line holds a bracketed name or the blank brackets of a draft."""
    stripped = text.strip()
    if re.fullmatch(r"\(\s*[.…_\s]*\)", stripped):
        return True
    return stripped.startswith("(") and signed_name(stripped) is not None


def last_person(text: str) -> tuple[str, str, int] | None:
    """The person named nearest the end of a text: name, what follows it, and the name's offset."""
    match = _LAST_NAME.search(text)
    if match is None:
        return None
    found = match
    while match is not None:
        found = match
        match = _LAST_NAME.search(text, found.end("title"))
    return " ".join(found["name"].split()), found["rest"], found.start("name")
