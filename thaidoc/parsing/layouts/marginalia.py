"""What stands between the lines of a letter's end and belongs to none of its fields.

Officers route a letter on its own paper (``เรียน ปลัด``, ``อนุมัติ``, ``- เห็นควรมอบกองคลัง``), certify
a copy (``สำเนาถูกต้อง``), initial who drafted and typed it; programs print file paths and electronic
signatures; a scan adds specks.
"""

import re
from functools import lru_cache
from typing import overload

from thaidoc.parsing.passage import Passage
from thaidoc.thai import calendar
from thaidoc.thai.likeness import likest_beginning
from thaidoc.thai.numerals import to_arabic

#: an officer's note to another below a signature
_ENDORSEMENT = re.compile(
    r"(?:[-–•*]\s*)?(?:ทราบ|รับทราบ|อนุมัติ|อนุญาต|ไม่อนุ|เห็นชอบ|เห็นด้วย|เห็นควร|ลงนามแล้ว|ดำเนินการ|จัดการ|มอบ(?!หมายเลข)"
    r"|แจ้ง(?!วัฒนะ)|เพื่อโปรด|โปรด|ได้ตรวจสอบ|ตรวจสอบแล้ว|ตรวจแล้ว|ความเห็น|ข้อสั่งการ|คำสั่ง|จึงเรียน|ชอบ|พิจารณา"
    r"|(?:กราบ)?เรียน(?=\s|[:：]))"
)
_DASHED = re.compile(r"[-–•]\s*[ก-๎]{4,}")
#: what certifies a copy, and by how much a scan may have damaged it
_CERTIFIED = ("สำเนาถูกต้อง", "รับรองสำเนาถูกต้อง", "รับรองสำเนา", "สำเนาคู่ฉบับ")
_CERTIFIED_LIMIT = 1.5
_INITIALS = (
    r"(?:ผู้)?(?:ร่าง|พิมพ์|ทาน|ตรวจทาน|ตรวจ|ยกร่าง|typed?\s+by|draft(?:ed)?\s+by)"
    r"(?:\s*/\s*(?:ร่าง|พิมพ์|ทาน|ตรวจ))*"
)
_DRAFTED = re.compile(
    rf"(?:{_INITIALS}(?=[\s.…:_/0-9๐-๙-]|$).{{0,50}}"
    rf"|[\s.…_]{{2,}}(?:[ก-๎. ]{{0,30}}[\s.…_]+)?{_INITIALS}[\s.…_]*)",
    re.IGNORECASE,
)
#: a person and what he did to the paper: ``สมชาย พิมพ์``
_TYPIST = re.compile(rf"[ก-๎.]{{2,20}}(?:\s[ก-๎.]{{2,20}})?[\s./-]+{_INITIALS}[\s.…]*", re.IGNORECASE)
_ELECTRONIC = re.compile(
    r"(?:\(?\s*)?(?:ลง(?:นาม|ลายมือชื่อ)(?:โดย|แล้ว|ด้วย|ทาง|อิเล็กทรอนิกส์|เมื่อ)|ลายมือชื่อ(?:อิเล็กทรอนิกส์|ดิจิทัล)|เอกสาร(?:ฉบับ)?นี้(?:ได้)?(?:ถูก)?"
    r"ลง|digital(?:ly)?\s+sign|signed\s+by|electronic|signature|reason\s*:|date\s*:\s*\d|location\s*:|non-?pki|e-?saraban)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"(?:[A-Za-z]:[\\/]|\\\\|/home/|(?:[^\s\\/]+[\\/]){2,9}[^\s\\/]+|\S+\.(?:docx?|pdf|xlsx?|odt)\b)",
    re.IGNORECASE,
)
_FORM_CODE = re.compile(
    r"[A-Z]{1,6}(?:[-./_ ][A-Z]{1,6}){0,4}[-./_ ]?\d[\w./-]*(?:\s?(?:rev|ver|v)\b.*)?",
    re.IGNORECASE | re.ASCII,
)
_DIGIT = re.compile(r"\d")
#: a text without any of these, in small letters, does not say who drafted or typed it
_INITIALS_WORDS = ("ร่าง", "พิมพ์", "ทาน", "ตรวจ", "type", "draft")
#: and one without these is no file's path
_PATH_SIGNS = frozenset("/\\.")
_CLOCK = re.compile(r"(?:เวลา\s*)?\d{1,2}[.:]\d{2}\s*น\.?")
_DAY_ONLY = re.compile(
    r"[.…_\s]*(?:/[.…_\s]*){1,2}[0-9๐-๙]*|[0-9๐-๙]{1,2}\s*/\s*[0-9๐-๙]{1,2}\s*/\s*[0-9๐-๙]{2,4}"
)
_TOKEN = re.compile(r"\S+")
_BLANK_NAME = re.compile(r"\(\s*[.…_\s]*\)")
_SIGNS = re.compile(r"[^\s().…_–-]+")
_ODD_SIGN = re.compile(r"[^\d\s().,/+-]")
_LATIN, _LATIN_TOKEN = re.compile("[A-Za-z]"), re.compile(r"[A-Za-z][A-Za-z.]*")
_THAI = re.compile(r"[ก-๎]+")
_TWO_CONSONANTS = re.compile(r"[ก-ฮ][^ก-ฮ]*[ก-ฮ]")
_LATIN_WORD = re.compile(r"(?<![A-Za-z0-9ก-๎])(?:[A-Z]?[a-z]{2,}|[A-Z]{3,})(?![A-Za-z0-9ก-๎])")
#: this share of a line's signs is Thai at least, or it is a speck
_THAI_SHARE = 0.5


def is_endorsement(text: str) -> bool:
    """Whether a line is an officer's note on the letter and none of its signature."""
    return _ENDORSEMENT.match(text) is not None or _DASHED.match(text) is not None


def is_certification(text: str) -> bool:
    """Whether a line certifies a copy: who stands below it did not sign the letter."""
    costs = (likest_beginning(text, words, _CERTIFIED_LIMIT)[1] for words in _CERTIFIED)
    return any(cost <= _CERTIFIED_LIMIT for cost in costs)


def is_marginal(text: str) -> bool:
    """Whether a line is about the paper: who drafted and typed it, a file's path, a time stamp."""
    folded = to_arabic(text).strip()
    small = folded.lower()
    if any(word in small for word in _INITIALS_WORDS) and (
        _DRAFTED.fullmatch(folded) or _TYPIST.fullmatch(folded)
    ):
        return True
    if _ELECTRONIC.match(folded) or _DAY_ONLY.fullmatch(folded):
        return True
    if not _PATH_SIGNS.isdisjoint(folded) and _PATH.fullmatch(folded):
        return True
    if not _DIGIT.search(folded):
        return False  # a form's code, a date and a time have digits
    if _FORM_CODE.fullmatch(folded):
        return True
    return calendar.read(_CLOCK.sub("", folded)) is not None or _CLOCK.fullmatch(folded) is not None


@overload
def without_specks(text: str) -> str: ...
@overload
def without_specks(text: Passage) -> Passage: ...
def without_specks(text: str | Passage) -> str | Passage:
    """A line without the signs that a scan made of ink and dust at its beginning; may be empty.

    >>> without_specks("R,yfว8าฦ ส่วนวางโครงการที่ ๒"), without_specks("11? ม")
    ('ส่วนวางโครงการที่ ๒', '')
    """
    start = _text_begins(text if isinstance(text, str) else text.text)
    return text[start:] if isinstance(text, str) else text.cut(start)


@lru_cache(maxsize=256)
def _text_begins(line: str) -> int:
    """Where a line's text begins behind its specks: at its end if it has none."""
    words = (token.start() for token in _TOKEN.finditer(line) if not _is_speck(token.group()))
    start = next(words, 0)
    return start if _is_text(line[start:]) else len(line)


def _is_text(text: str) -> bool:
    """Whether a line says something: Thai for the most part, or words in Latin letters."""
    if _BLANK_NAME.fullmatch(text) or _has_latin_word(text):
        return True
    thai, signs = (sum(map(len, runs.findall(text))) for runs in (_THAI, _SIGNS))
    return thai >= _THAI_SHARE * signs and _TWO_CONSONANTS.search(text) is not None


def _has_latin_word(text: str) -> bool:
    return _LATIN.search(text) is not None and _LATIN_WORD.search(text) is not None


def _is_speck(token: str) -> bool:
    """Whether a blank-parted token is no word: letters of two scripts, or signs alone."""
    if token[0] in "([“\"'" or _has_latin_word(token):
        return False
    thai = _THAI.search(token) is not None
    if _LATIN.search(token):
        return thai or not _LATIN_TOKEN.fullmatch(token)
    return not thai and _ODD_SIGN.search(token) is not None
