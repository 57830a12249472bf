"""What people call the figures and their values, in Thai."""

from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from thaidoc.search.codes import KINDS
from thaidoc.statistics.figures import By, Count, Statistics
from thaidoc.thai.calendar import format_be

Era = Literal["be", "ce"]
TITLE = "สถิติคลังหนังสือ"
#: the Buddhist era begins so many years before the common one
_ERA = 543
HEADINGS: dict[By, str] = {
    "year": "ปี",
    "ministry": "กระทรวง จังหวัด หรือเทียบเท่า",
    "issuer": "ส่วนราชการ",
    "kind": "ชนิด",
    "urgency": "ชั้นความเร็ว",
    "format": "รูปแบบไฟล์",
    "quality": "คุณภาพการอ่าน",
}
#: what stands for documents without a value
_NONE: dict[By, str] = {
    "year": "ไม่มีวันที่",
    "ministry": "ไม่ทราบ",
    "issuer": "ไม่ทราบ",
    "kind": "ไม่มีระเบียน",
    "urgency": "ไม่ระบุ",
    "format": "ไม่ทราบ",
    "quality": "ระเบียนเสียหาย",
}
QUALITIES = {"read": "อ่านได้", "doubtful": "ควรตรวจดู", "needs-ocr": "ต้องอ่านจากภาพ"}
_FORMATS = {
    "text/plain": "ข้อความ",
    "text/html": "HTML",
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/msword": "DOC",
    "application/rtf": "RTF",
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.text-template": "OTT",
    "application/vnd.sun.xml.writer": "SXW",
    "message/rfc822": "อีเมล",
    "application/vnd.ms-outlook": "อีเมล Outlook",
    "application/ms-tnef": "winmail.dat",
}


def heading(by: By, era: Era) -> str:
    """What a table is called.

    >>> heading("year", "be"), heading("issuer", "be")
    ('ปี พ.ศ.', 'ส่วนราชการ')
    """
    if by != "year":
        return HEADINGS[by]
    return f"{HEADINGS[by]} {'พ.ศ.' if era == 'be' else 'ค.ศ.'}"


def shown(by: By, value: str | None, era: Era) -> str:
    """What a value is called.

    >>> shown("year", "2562", "ce"), shown("kind", "memo", "be"), shown("format", "image/png", "be")
    ('2019', 'หนังสือภายใน', 'ภาพ PNG')
    """
    if value is None:
        return _NONE[by]
    return _VALUES[by](value, era) if by in _VALUES else value


def _year(value: str, era: Era) -> str:
    return value if era == "be" else str(int(value) - _ERA)


def _format(value: str, _era: Era) -> str:
    if value.startswith("image/"):
        return f"ภาพ {value.partition('/')[2].upper()}"
    return _FORMATS.get(value, value)


_VALUES: dict[By, Callable[[str, Era], str]] = {
    "year": _year,
    "kind": lambda value, _era: KINDS[value][0] if value in KINDS else value,
    "format": _format,
    "quality": lambda value, _era: QUALITIES.get(value, value),
}


class Row(NamedTuple):
    """A row of a table for people: ``rest`` marks the one that stands for all others."""

    name: str
    documents: int
    rest: bool = False


#: tables that may have thousands of values
_LONG = frozenset({"ministry", "issuer"})


def rows(by: By, counts: Sequence[Count], era: Era, most: int | None) -> list[Row]:
    """The rows of a table for people, those without a value last.

    :param most: so many agencies or ministries, the others in one row; None: all.
    """
    valued = [one for one in counts if one.value is not None]
    whole = most is None or by not in _LONG or len(valued) <= most + 1
    told = valued if whole else valued[:most]
    made = [Row(shown(by, one.value, era), one.documents) for one in told]
    if rest := valued[len(told) :]:
        many = sum(one.documents for one in rest)
        made.append(Row(f"อื่น ๆ อีก {len(rest):,} แห่ง", many, rest=True))
    return made + [Row(shown(by, None, era), one.documents) for one in counts[len(valued) :]]


def percent(many: int, every: int) -> str:
    """A share as whole percent; of those that are there less than half of one is not nothing.

    >>> percent(1, 3), percent(1, 1000), percent(0, 5)
    ('33%', '<1%', '0%')
    """
    share = round(100 * many / every) if every else 0
    return "<1%" if many and not share else f"{share}%"


def figures(found: Statistics, era: Era) -> list[tuple[str, str, str]]:
    """The figures beside the tables: what each is called, the figure, and what to know of it."""
    rows = [
        ("เอกสาร", _many(found.documents), ""),
        ("หนังสือ", _many(found.letters), "เอกสารที่เป็นหนังสือฉบับเดียวกันนับเป็นหนึ่ง"),
        ("หน้า", _many(found.pages), ""),
        ("ลงวันที่", _dates(found, era), ""),
        ("ไม่มีวันที่", _many(found.undated), ""),
        ("ไม่มีเลขที่", _many(found.unnumbered), "รวมฉบับที่ยังไม่ออกเลข"),
        ("ยกเลิกแล้ว", _many(found.cancelled), "เท่าที่หนังสือฉบับอื่นในคลังบอกไว้"),
        ("อ่านจากภาพ", _many(found.recognised), "ทั้งฉบับหรือบางหน้า"),
        ("เอกสารลับ", _many(found.secret), _secret(found)),
    ]
    if found.failed is not None:
        rows.append(("อ่านไม่ได้", _many(found.failed), "ไฟล์ที่ส่งเข้ามาแต่ไม่ได้อยู่ในคลัง"))
    if found.unknown:
        rows.append(("ไม่อยู่ในดัชนี", _many(found.unknown), "เสียหาย หรือเพิ่งเพิ่มเข้ามา"))
    return rows


def _many(count: int | None) -> str:
    return "ไม่ทราบ" if count is None else f"{count:,}"


def _dates(found: Statistics, era: Era) -> str:
    """From the first to the last date."""
    if not found.first or not found.last:
        return "ไม่มี"
    ends = dict.fromkeys((found.first, found.last))
    return " ถึง ".join(format_be(one) if era == "be" else one for one in ends)


def _secret(found: Statistics) -> str:
    """The levels of the secret documents, and whether they are counted with the others."""
    levels = " ".join(f"{one.value or 'ในหนังสือที่แนบ'} {one.documents:,}" for one in found.secrecy)
    counted = "นับรวมไว้แล้ว" if found.with_secret else "ไม่นับรวมในตัวเลขอื่น"
    return f"{levels} · {counted}" if levels else ""
