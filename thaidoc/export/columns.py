"""The columns of a table of letters, the same for CSV and workbooks.

A column is one line here. Its key is stable and English, as in a record; its label is Thai.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thaidoc.export import values
from thaidoc.export.letters import Letter
from thaidoc.record import Record, ThaiDate

#: a date of which the day is known where it is a day's own, a count, or text; None is empty
Value = str | int | date | ThaiDate | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: key, label, how many characters wide, and what stands in it."""

    key: str
    label: str
    width: int
    value: Callable[[Letter], Value]


def _of(read: Callable[[Record], Value]) -> Callable[[Letter], Value]:
    return lambda letter: read(letter.record)


def _kind(record: Record) -> str:
    return record.kind


def _circular(record: Record) -> str:
    return {True: "yes", False: "no", None: ""}[record.circular]


def _signatory(record: Record) -> Value:
    return record.signatory.name if record.signatory else None


def _position(record: Record) -> Value:
    return record.signatory.position if record.signatory else None


def _received(letter: Letter) -> Value:
    return letter.receipt.day if letter.receipt else None


COLUMNS: tuple[Column, ...] = (
    Column("number", "ที่", 22, _of(values.number)),
    Column("date", "ลงวันที่", 16, _of(lambda record: record.date)),
    Column("issuer", "จาก", 32, _of(values.issuer)),
    Column("addressees", "ถึง", 32, _of(values.addressees)),
    Column("subject", "เรื่อง", 50, _of(lambda record: record.subject)),
    Column("kind", "ชนิด", 18, _of(_kind)),
    Column("circular", "หนังสือเวียน", 11, _of(_circular)),
    Column("urgency", "ชั้นความเร็ว", 12, _of(lambda record: record.urgency)),
    Column("secrecy", "ชั้นความลับ", 12, _of(lambda record: record.secrecy)),
    Column("references", "อ้างถึง", 30, _of(values.references)),
    Column("enclosures", "สิ่งที่ส่งมาด้วย", 30, _of(values.enclosures)),
    Column("signatory", "ผู้ลงนาม", 24, _of(_signatory)),
    Column("position", "ตำแหน่ง", 28, _of(_position)),
    Column("owner", "เจ้าของเรื่อง", 28, _of(lambda record: values.SEPARATOR.join(record.owner))),
    Column("deadlines", "กำหนดเวลา", 14, _of(values.deadlines)),
    Column("enclosed", "หนังสือที่แนบ", 11, _of(lambda record: len(record.enclosed) or None)),
    Column("received", "รับเข้าคลัง", 16, _received),
    Column("file", "แฟ้ม", 30, _of(values.file_name)),
    Column("id", "รหัส", 20, _of(lambda record: record.id)),
)
