"""What documents are classed as: kind, urgency, secrecy, what is the case, what they have.

A code is kept in the index as one short string in brackets (``<is=secret>``), all of a document in
one column, so that a new class is one more entry in a table here. Names that a query may use for a
code come Thai first, English after; the first of each kind is also its label for people.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from thaidoc.record import Record
from thaidoc.search.dates import days_as_numbers
from thaidoc.search.faults import ValueFault
from thaidoc.search.nearness import nearest
from thaidoc.search.query import Code, Leaf, typed_text
from thaidoc.thai.fold import fold_query

#: the column of the index that all codes lie in
CODES = "codes"
#: how a deadline begins there: ``<due=20190601-20190630>``
DUE = "<due="
_DUE = re.compile(rf"{DUE}(\d+)-(\d+)>")

KINDS: dict[str, tuple[str, ...]] = {
    "external-letter": ("หนังสือภายนอก", "ภายนอก", "external"),
    "memo": ("หนังสือภายใน", "ภายใน", "บันทึกข้อความ", "บันทึก"),
    "stamped-letter": ("หนังสือประทับตรา", "ประทับตรา", "stamped"),
    "order": ("คำสั่ง",),
    "regulation": ("ระเบียบ",),
    "rule": ("ข้อบังคับ",),
    "announcement": ("ประกาศ",),
    "statement": ("แถลงการณ์",),
    "news": ("ข่าว",),
    "certificate": ("หนังสือรับรอง", "รับรอง"),
    "minutes": ("รายงานการประชุม", "รายงานประชุม"),
    "other": ("หนังสืออื่น", "อื่น"),
}
URGENCIES: dict[str, tuple[str, ...]] = {
    "ด่วนที่สุด": ("ด่วนที่สุด", "most-urgent"),
    "ด่วนมาก": ("ด่วนมาก", "very-urgent"),
    "ด่วน": ("ด่วน", "urgent"),
}
SECRECIES: dict[str, tuple[str, ...]] = {
    "ลับที่สุด": ("ลับที่สุด", "top-secret"),
    "ลับมาก": ("ลับมาก", "secret"),
    "ลับ": ("ลับ", "confidential"),
}
STATES: dict[str, tuple[str, ...]] = {
    "doubtful": ("สงสัย", "น่าสงสัย", "ควรตรวจดู"),
    "reviewed": ("ตรวจแล้ว",),
    "secret": ("ลับ", "ชั้นความลับ"),
    "urgent": ("ด่วน",),
    "circular": ("เวียน", "หนังสือเวียน"),
    "recognised": ("สแกน", "scanned", "ocr"),
    "blank": ("ยังไม่ออกเลข", "ไม่มีเลข"),
    "cancelled": ("ยกเลิกแล้ว", "ถูกยกเลิก"),
    "amended": ("แก้ไขแล้ว", "ถูกแก้ไข"),
}
PARTS: dict[str, tuple[str, ...]] = {
    "enclosure": ("สิ่งที่ส่งมาด้วย", "enclosures"),
    "reference": ("อ้างถึง", "references"),
    "cancels": ("ยกเลิก",),
    "amends": ("แก้ไข", "แก้ไขเพิ่มเติม"),
    "number": ("เลข", "เลขที่", "ที่"),
    "date": ("วันที่",),
    "subject": ("เรื่อง",),
    "issuer": ("ส่วนราชการ", "จาก"),
    "addressee": ("ถึง", "เรียน"),
    "signatory": ("ลงนาม", "signature"),
    "phone": ("โทร", "โทรศัพท์"),
    "email": ("อีเมล",),
    "copies": ("สำเนา", "สำเนาส่ง"),
    "deadline": ("กำหนด", "กำหนดเวลา", "deadlines"),
    "enclosed": ("หนังสือที่แนบ", "แนบ"),
    "warning": ("คำเตือน", "warnings"),
}

_TELEPHONES = frozenset({"phone", "mobile", "fax", "hotline", "network"})
#: when a record is said to be so
_STATES: dict[str, Callable[[Record], bool]] = {
    "secret": lambda r: any(one.secrecy for one in _letters(r)),
    "urgent": lambda r: r.urgency is not None,
    "circular": lambda r: bool(r.circular),
    "recognised": lambda r: bool(r.source and r.source.ocr),
    "blank": lambda r: r.reference is not None and not r.reference.number,
}
#: when a record is said to have it
_PARTS: dict[str, Callable[[Record], bool]] = {
    "enclosure": lambda r: bool(r.enclosures),
    "reference": lambda r: bool(r.references),
    "cancels": lambda r: any(c.action == "cancels" for c in r.cites),
    "amends": lambda r: any(c.action == "amends" for c in r.cites),
    "number": lambda r: bool(r.reference and r.reference.number),
    "date": lambda r: r.date is not None,
    "subject": lambda r: bool(r.subject),
    "issuer": lambda r: bool(r.issuer and r.issuer.name),
    "addressee": lambda r: bool(r.addressees),
    "signatory": lambda r: bool(r.signatory and r.signatory.name),
    "phone": lambda r: any(c.type in _TELEPHONES for c in r.contacts),
    "email": lambda r: any(c.type == "email" for c in r.contacts),
    "copies": lambda r: bool(r.copies),
    "deadline": lambda r: bool(r.deadlines),
    "enclosed": lambda r: bool(r.enclosed),
    "warning": lambda r: bool(r.warnings),
}


class CodeField(Struct, frozen=True):
    """A field of few values, each with names of its own.

    :param names: what a query may call the field.
    :param values: the names of each value by its code.
    """

    key: str
    names: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]

    def clause(self, value: Leaf) -> Code:
        """The class that a typed name stands for.

        :raises ValueFault: where no value has that name; the nearest one is proposed.
        """
        wanted = fold_query(typed_text(value))
        names = {fold_query(name): code for code in self.values for name in self._names(code)}
        if wanted in names:
            return Code(self.key, names[wanted])
        near = nearest(wanted, names)
        every = ", ".join(self._names(code)[0] for code in self.values)
        raise ValueFault(
            "there is no such value",
            f"Did you mean {near}? `thaidoc help query` lists all"
            if near
            else f"Say one of {every}",
        )

    def extent(self, _text: str, start: int) -> int:
        """Where a value that begins here ends: codes have no blanks."""
        return start

    def _names(self, code: str) -> tuple[str, ...]:
        return (*self.values[code], code)


CODE_FIELDS: tuple[CodeField, ...] = (
    CodeField("kind", ("ชนิด", "ประเภท", "kind"), KINDS),
    CodeField("urgency", ("ชั้นความเร็ว", "ความเร็ว", "urgency"), URGENCIES),
    CodeField("secrecy", ("ชั้นความลับ", "ความลับ", "secrecy"), SECRECIES),
    CodeField("is", ("เป็น", "is"), STATES),
    CodeField("has", ("มี", "has"), PARTS),
)


def code_string(code: Code) -> str:
    """A code as the index keeps it, folded.

    >>> code_string(Code("is", "secret"))
    '<is=secret>'
    """
    return f"<{code.key}={fold_query(code.value)}>"


def codes_of(record: Record, *, doubtful: bool = False, reviewed: bool = False) -> tuple[str, ...]:
    """All codes of a record, as the index keeps them.

    :param doubtful: whether a value of it should be looked at by a person.
    :param reviewed: whether a person has decided or confirmed one.
    """
    codes = (code_string(code) for code in _codes(record, doubtful, reviewed))
    return (*codes, *_deadlines(record))


def deadlines_in(codes: str) -> Iterator[tuple[int, int]]:
    """The first and last day of each deadline among codes as the index keeps them."""
    return ((int(first), int(last)) for first, last in _DUE.findall(codes))


def _deadlines(record: Record) -> Iterator[str]:
    """The days of each deadline, of those in letters of the same file too."""
    for letter in _letters(record):
        for one in letter.deadlines:
            days = days_as_numbers(one.iso)
            if days is not None:
                yield f"{DUE}{days[0]}-{days[1]}>"


def _codes(record: Record, doubtful: bool, reviewed: bool) -> Iterator[Code]:
    yield Code("kind", record.kind)
    if record.urgency:
        yield Code("urgency", record.urgency)
    if record.secrecy:
        yield Code("secrecy", record.secrecy)
    if doubtful:
        yield Code("is", "doubtful")
    if reviewed:
        yield Code("is", "reviewed")
    yield from (Code("is", state) for state, holds in _STATES.items() if holds(record))
    yield from (Code("has", part) for part, holds in _PARTS.items() if holds(record))


def _letters(record: Record) -> Iterator[Record]:
    """A record and those of the letters in the same file."""
    yield record
    for inner in record.enclosed:
        yield from _letters(inner)
