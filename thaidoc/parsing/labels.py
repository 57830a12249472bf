"""The words that mark the parts of an official letter.

From the forms annexed to the saraban regulation of 2526 and from what letters print besides:
labels of the head, the words that open a body, the closings, the nouns that posts and agencies
begin with. One table each, so that a form met in the wild is added as a line.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from thaidoc.thai.likeness import alike, likest_beginning

Label = Literal[
    "number",
    "department",
    "date",
    "subject",
    "salutation",
    "references",
    "enclosures",
    "copies",
    "stamp",
]

#: nouns that the name of a post begins with
POST = (
    r"(?:อธิบดี|รองอธิบดี|ปลัด|รองปลัด|ผู้|รอง(?!เท้า)|เลขาธิการ|เลขานุการ|รัฐมนตรี|นายก|หัวหน้า|ประธาน|อธิการบดี|คณบดี"
    r"|นายอำเภอ|นายแพทย์|นายทะเบียน|เจ้าหน้าที่|เจ้าพนักงาน|นัก(?!ศึกษา|เรียน)|กรรมการ|ครู|พนักงาน|วิศวกร|นิติกร"
    r"|ที่ปรึกษา|อัยการ|ตุลาการ|จเร|ผบ\.|ผอ\.|พัฒนาการ|ท้องถิ่นจังหวัด|ท้องถิ่นอำเภอ|เกษตร(?:จังหวัด|อำเภอ)"
    r"|สาธารณสุข(?:จังหวัด|อำเภอ)|ศึกษาธิการ|ทรัพยากร|คลังจังหวัด|สรรพากร|สรรพสามิต|ขนส่งจังหวัด|แรงงานจังหวัด"
    r"|พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด|ประชาสัมพันธ์จังหวัด|วัฒนธรรมจังหวัด|สมุห|ข้าหลวง|กำนัน|สัสดี|(?:ประมง|พาณิชย์|ปศุสัตว์|พลังงาน|อุตสาหกรรม|สถิติ|จัดหางาน|โยธาธิการและผังเมือง|ธนารักษ์)(?:จังหวัด|อำเภอ|พื้นที่)|เสนาธิการ|แม่ทัพ|ราชเลขา)"
)
#: nouns that the name of an agency or of a unit in it begins with
AGENCY = (
    r"(?:กระทรวง|กรม(?!การ(?!ปกครอง|ค้า|แพทย์|จัดหา|ขนส่ง|ข้าว|พัฒนา|บิน|ศาสนา|ท่องเที่ยว))|ทบวง|สำนัก|กอง|ส่วน|ฝ่าย|กลุ่ม|ศูนย์|สถาบัน"
    r"|คณะ|ภาควิชา|ที่ทำการ|ที่ว่าการ|โรงพยาบาล|โรงเรียน|หน่วย|เทศบาล|องค์การ|องค์กร|โครงการ|แผนก|สาขา|วิทยาลัย"
    r"|มหาวิทยาลัย|จังหวัด|อำเภอ|การประปา|การไฟฟ้า|การเคหะ|การรถไฟ|การทาง|การท่าเรือ|การกีฬา|ธนาคาร|บริษัท|มูลนิธิ"
    r"|สมาคม|สภา|ศาล(?!ากลาง)|กรุงเทพมหานคร|เมืองพัทยา|กองทัพ|กองบัญชาการ|ราชบัณฑิต|รัฐสภา|สหกรณ์|งาน(?=[ก-ฮเ-ไ]))"
)
_ANY_POST = re.compile(POST)
_ANY_AGENCY = re.compile(AGENCY)

_END = r"(?:\s*[:：]\s*|\s+|$)"
#: each with the letters that it begins with: most lines are told apart by them
_LABELS: tuple[tuple[Label, str, re.Pattern[str]], ...] = (
    ("number", "ทเ", re.compile(r"(?:เลข)?ที่(?=\s|[:：]|$|[ก-ฮ]{2,4}[\s.(]*[0-9๐-๙])\s*[:：]?\s*")),
    ("department", "สห", re.compile(rf"(?:ส่วนราชการ|หน่วยงาน){_END}")),
    ("date", "ว", re.compile(r"วันที่\s*[:：]?\s*")),
    ("subject", "เ", re.compile(rf"เรื่อง{_END}")),
    (
        "salutation",
        "กเถนทข",
        re.compile(
            r"(?P<word>กราบเรียน|เรียน|ถึง|นมัสการ|กราบนมัสการ|กราบทูล|ขอประทานกราบทูล|ทูล|ขอพระราชทานกราบบังคมทูล|เจริญพร)"
            rf"(?:{_END}|(?={POST}|คุณ|ท่าน|ทุก))"
        ),
    ),
    ("references", "อ", re.compile(rf"อ้างถึง{_END}")),
    (
        "enclosures",
        "สเ",
        re.compile(
            r"(?:สิ่งที่ส่งมาด้วย|สิ่งที่ส่งมาพร้อมนี้|สิ่งที่แนบมาด้วย|สิ่งที่แนบมาพร้อมนี้|เอกสารแนบ|เอกสารที่แนบมาด้วย)"
            r"\s*[:：]?\s*"
        ),
    ),
    ("copies", "ส", re.compile(r"สำเนา(?:ส่ง|เรียน|แจ้ง)\s*[:：]?\s*")),
    (
        "stamp",
        "เรลว",
        re.compile(
            r"(?:เลข(?:ที่|ทะเบียน)?\s?รับ|รับที่(?=[\s.…:0-9๐-๙]|$)|รับเลขที่|ลงรับ|วันที่รับ|รับวันที่|เวลารับ"
            r"|เวลา\s*(?:[:.…0-9๐-๙]|$))"
        ),
    ),
)
#: the labels that are found though a scan lost a mark or changed a letter, with what they weigh at
#: most; ที่ and ถึง are so short that what follows them has to vouch for them
_DAMAGED: tuple[tuple[Label, str, float], ...] = (
    ("subject", "เรื่อง", 0.95),
    ("salutation", "เรียน", 0.95),
    ("salutation", "กราบเรียน", 1.4),
    ("salutation", "นมัสการ", 1.2),
    ("salutation", "ถึง", 0.5),
    ("references", "อ้างถึง", 1.2),
    ("enclosures", "สิ่งที่ส่งมาด้วย", 2.6),
    ("enclosures", "สิ่งที่แนบมาด้วย", 2.6),
    ("department", "ส่วนราชการ", 1.6),
    ("number", "ที่", 0.7),
    ("date", "วันที่", 0.7),
    ("stamp", "เลขรับ", 0.95),
    ("stamp", "เลขที่รับ", 1.2),
    ("stamp", "เวลา", 0.5),
    ("copies", "สำเนาส่ง", 1.2),
)

OPENING = re.compile(
    r"(?:(?:ด้วย|ตามที่|ตามหนังสือ|ตามบันทึก|ตามคำสั่ง|ตามประกาศ|ตามระเบียบ|ตามมติ|ตามพระราช|ตามกฎ|ตามนัย|อนุสนธิ|เนื่องจาก|เนื่องด้วย|เนื่องใน"
    r"|สืบเนื่อง|โดยที่|พร้อมนี้|พร้อมหนังสือนี้|อาศัยอำนาจ|เพื่อให้|เพื่ออนุวัติ|จึง|ขอ(?:ส่ง|เรียน|แจ้ง|อนุมัติ|เชิญ|ความ)"
    r"|ในการประชุม|ในคราว|ในปี|ในการนี้|บัดนี้|ขณะนี้|ปัจจุบัน|เรื่องเดิม|ต้นเรื่อง|ข้อเท็จจริง|ข้อกฎหมาย|ข้อพิจารณา"
    r"|ข้อเสนอ|ความเป็นมา|ข้าพเจ้า|ตาม(?=\s|[ก-ฮเ-ไ]))"
    rf"|{AGENCY}\S*(?:\s(?:ได้|มี|ขอ|กำหนด|จะ|โดย|จัด|แจ้ง|รับแจ้ง)|ได้|ขอ(?!ง)|จะ|พิจารณา"
    r"|จึง|เห็น(?:ว่า|ชอบ|ควร)|ใคร่|มีความ|มีนโยบาย|มีกำหนด|กำหนดจัด|กำหนดให้)(?=.{12}))"
)
#: an agency that has made up its mind begins a paragraph of its own
CONSIDERED = re.compile(rf"{AGENCY}\S*(?:\s\S+)?\s?(?:ได้)?พิจารณา(?:เรื่องดังกล่าว)?แล้ว")
#: the commonest of them, which are found in damage too
_OPENINGS = (
    "ด้วย", "ตามที่", "ตามหนังสือ", "เนื่องจาก", "เนื่องด้วย", "สืบเนื่อง", "อนุสนธิ", "พร้อมนี้", "โดยที่",
    "อาศัยอำนาจ",
)  # fmt: skip
_OPENING_LIMIT = 0.5
CONCLUSION = re.compile(r"จึง(?:ขอ)?(?:กราบ)?(?:เรียน|นมัสการ|ทูล|แจ้ง)มา(?:เพื่อ|ยัง)?")
CLOSING = re.compile(
    r"(?:ขอแสดงความนับถือ(?:อย่าง(?:ยิ่ง|สูง))?|ขอแสดงความเคารพ(?:นับถือ)?(?:อย่าง(?:ยิ่ง|สูง))?"
    r"|ด้วยความเคารพ(?:นับถือ)?(?:อย่าง(?:ยิ่ง|สูง))?|ขอนมัสการด้วยความเคารพ(?:อย่าง(?:ยิ่ง|สูง))?"
    r"|ขอเจริญพร|ควรมิควรแล้วแต่จะ[ก-๎\s]+|ด้วยเกล้าด้วยกระหม่อม[ก-๎\s]*)"
)
ITEM = re.compile(
    r"(?:ข้อ\s?[0-9๐-๙]{1,3}(?=\s|$)"
    r"|[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2}){1,3}[.)]?(?=\s)"
    r"|[0-9๐-๙]{1,2}[.)](?=[^0-9๐-๙]|$)"
    r"|\([0-9๐-๙]{1,2}\)|\([ก-ฮ]\)|[ก-ฮ]\.\s|[-•–](?=\s?[ก-๎]))"
)
DATE_LINE = re.compile(
    r"(?:ทั้งนี้.{0,80}?)?(?P<label>(?:สั่ง|ประกาศ|ให้ไว้|ออกให้|แถลง|ณ)\s*(?:ไว้\s*)?(?:ณ\s*)?วันที่)\s*"
)
ACTING = re.compile(
    r"(?:ปฏิบัติ(?:ราช)?การแทน|รักษาราชการแทน|รักษาการ(?:แทน|ในตำแหน่ง)?|ทำการแทน"
    r"|ปฏิบัติหน้าที่(?:แทน|ในตำแหน่ง|\s(?=นายก|ผู้|อธิ|ปลัด|เลขา|หัวหน้า|คณบดี)))"
)

_BY_INITIAL = {
    initial: tuple((label, pattern) for label, initials, pattern in _LABELS if initial in initials)
    for initial in sorted({initial for _, initials, _ in _LABELS for initial in initials})
}
_TOKEN = re.compile(r"[^\s:：.…0-9๐-๙]+(?:\s(?=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\S*)?")
_VALUE = re.compile(r"\s*[:：.]?\s*")
_NUMBERED = re.compile(r"[\s.…]*[0-9๐-๙]")
_CODED = re.compile(r"[ก-ฮ]{2,4}[\s.(]*[0-9๐-๙]{2}")
#: by how many characters a label may differ in length from the word up to the first blank
_RUN_ON: dict[Label, int] = {
    "number": 3,
    "department": 2,
    "date": 2,
    "subject": 2,
    "salutation": 2,
    "references": 2,
    "enclosures": 4,
    "copies": 2,
    "stamp": 2,
}


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """A label at the beginning of a text; ``end`` is where its value begins.

    ``doubt`` is 0 for a label as it is written, else how damaged it is, up to 1.
    """

    label: Label
    word: str
    end: int
    doubt: float = 0.0


@lru_cache(maxsize=1024)
def label_of(text: str) -> LabelMatch | None:
    """The label that a line begins with, or None."""
    for label, pattern in _BY_INITIAL.get(text[:1], ()):
        match = pattern.match(text)
        if match:
            word = match.groupdict().get("word") or match.group().strip(" :：")
            return LabelMatch(label, word, match.end())
    return None


def damaged_label_of(text: str, expected: Collection[Label]) -> LabelMatch | None:
    """The one of the expected labels that a line of a scan most likely begins with, or None.

    A line's own words often look like a label, so the caller names the labels that may stand where
    the line stands; a label that is written rightly is not looked for here.
    """
    found: LabelMatch | None = None
    token = _TOKEN.match(text)
    if token is None:
        return None
    for label, word, limit in _DAMAGED:
        if label not in expected or abs(len(token.group()) - len(word)) > _RUN_ON[label]:
            continue
        end, weight = likest_beginning(text, word, limit)
        doubt = weight / limit
        if doubt > 1 or (found is not None and found.doubt <= doubt):
            continue
        value = _VALUE.match(text, end)
        if value is not None and _vouched(label, word, text[value.end() :], value.group()):
            found = LabelMatch(label, word, value.end(), round(doubt, 2))
    return found


def damaged_opening(text: str) -> bool:
    """Whether a line begins with a word that opens a body, but for what a scan changed.

    That is a mark or two, or one letter taken for another of its shape, be it the first one.
    """
    for word in _OPENINGS:
        if text[:1] != word[0] and text[:1] not in alike(word[0]):
            continue
        end, weight = likest_beginning(text, word, _OPENING_LIMIT)
        if 0 < weight <= _OPENING_LIMIT and end >= len(word) - 1:
            return True
    return False


def _vouched(label: Label, word: str, value: str, between: str) -> bool:
    """Whether what follows a damaged label may be its value."""
    if label == "number":
        return _CODED.match(value) is not None
    if label == "date":
        return _NUMBERED.match(value) is not None
    if word == "ถึง":
        return bool(between) and (names_agency(value) or names_post(value))
    return bool(between) or not value or label in ("stamp", "enclosures")


def names_post(text: str) -> bool:
    """Whether a line begins like the name of a post."""
    return _ANY_POST.match(text) is not None


def names_agency(text: str) -> bool:
    """Whether a line begins like the name of an agency or of a unit in it."""
    return _ANY_AGENCY.match(text) is not None and not names_post(text)
