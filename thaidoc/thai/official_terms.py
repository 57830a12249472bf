"""Words of official letters that a general dictionary lacks, for cutting texts into words.

A ministry whose name is no word is cut into pieces that say little by themselves, and a query for
it is ranked by ``และ`` and ``การ``. Only names and titles are here: a phrase of common words as one
word would hide each of them from ranking.
"""

from functools import cache

from thaidoc.thai.names import agency_names, ministry_names, province_codes

#: posts and the ways of acting in one, as signature blocks and circulars name them
_TITLES = (
    "ชำนาญการ",
    "ชำนาญการพิเศษ",
    "ชำนาญงาน",
    "ท้องถิ่นจังหวัด",
    "นายกเทศมนตรี",
    "นายกองค์การบริหารส่วนจังหวัด",
    "นายกองค์การบริหารส่วนตำบล",
    "ปฏิบัติราชการแทน",
    "ปลัดองค์การบริหารส่วนตำบล",
    "ผู้ช่วยปลัดกระทรวง",
    "ผู้ตรวจราชการกระทรวง",
    "ผู้อำนวยการกอง",
    "ผู้อำนวยการสำนัก",
    "ผู้อำนวยการสำนักงาน",
    "รองปลัดกระทรวง",
    "รองผู้ว่าราชการจังหวัด",
    "รองเลขาธิการ",
    "รองอธิบดี",
    "รักษาราชการแทน",
)


@cache
def official_terms() -> tuple[str, ...]:
    """Names of ministries, agencies and provinces, and titles of posts, in order of their letters.

    Abbreviations are left out: with their dots they are no words.
    """
    names = (*ministry_names(), *agency_names(), *province_codes().values())
    return tuple(sorted({name for name in names if "." not in name} | set(_TITLES)))
