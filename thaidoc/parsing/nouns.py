"""Posts and units told by the noun they begin with, though a scan may have misread it.

Behind a letter's closing only posts, units and contacts are expected, so a noun may be damaged
there and is still known; in running text the sound forms of :mod:`thaidoc.parsing.labels` count.
"""

from thaidoc.parsing.labels import names_agency, names_post
from thaidoc.thai.likeness import likest_beginning

#: a unit's name is not longer than this; a sentence is
UNIT_LENGTH = 90
#: signs that a slogan begins with
QUOTES = ("“", '"', "‘", "”", "'", "„")
#: nouns that are known when misread, and what the damage weighs at most
_UNITS = {
    "สำนักงาน": 1.3, "สำนัก": 1.0, "กระทรวง": 1.0, "กลุ่ม": 0.8, "ส่วน": 0.8, "ฝ่าย": 0.8, "ศูนย์": 0.8,
    "สถาบัน": 1.0, "เทศบาล": 1.0, "องค์การ": 1.0, "โรงพยาบาล": 1.3, "โรงเรียน": 1.3, "วิทยาลัย": 1.3,
    "มหาวิทยาลัย": 1.5, "จังหวัด": 1.0, "อำเภอ": 0.8, "กรม": 0.5, "กอง": 0.5,
}  # fmt: skip
_POSTS = {
    "ผู้อำนวยการ": 1.5, "อธิบดี": 1.0, "ปลัด": 0.8, "หัวหน้า": 1.0, "นายก": 0.8, "เลขานุการ": 1.5,
    "เลขาธิการ": 1.5, "รัฐมนตรี": 1.3, "ผู้ว่าราชการ": 1.5, "ผู้ช่วย": 1.0, "ประธาน": 1.0, "นายอำเภอ": 1.0,
    "ผู้บัญชาการ": 1.5, "รองปลัด": 1.0, "รองอธิบดี": 1.3, "รองผู้ว่า": 1.3,
}  # fmt: skip


def is_unit(text: str) -> bool:
    """Whether a line is the name of a unit, or begins like one: ``ลำนักงานปลัด``."""
    if len(text) > UNIT_LENGTH or text.startswith(QUOTES) or is_post(text):
        return False
    return names_agency(text) or _is_like(text, _UNITS)


def is_post(text: str) -> bool:
    """Whether a line begins like the name of a post: ``ผู๊อำนวยกาธกอง``."""
    return names_post(text) or (not names_agency(text) and _is_like(text, _POSTS))


def _is_like(text: str, nouns: dict[str, float]) -> bool:
    return any(likest_beginning(text, noun, limit)[1] <= limit for noun, limit in nouns.items())
