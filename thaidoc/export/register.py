"""ทะเบียนหนังสือรับ: the register of incoming letters, with the columns that its form has.

The form is that of the regulation of the Office of the Prime Minister on saraban work, B.E. 2526:
running number, the letter's own number and date, from, to, subject, what was done, remarks. Each
day has a line above its letters. What was done is for the office to write: the archive does not
know it. Remarks hold what is to be known at once: urgency, secrecy, deadlines.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from thaidoc.export import values
from thaidoc.export.letters import Letter
from thaidoc.record import Deadline, Record, ThaiDate

TITLE = "ทะเบียนหนังสือรับ"
#: the columns with their widths in hundredths of the page
COLUMNS: tuple[tuple[str, int], ...] = (
    ("เลขทะเบียนรับ", 8),
    ("ที่", 13),
    ("ลงวันที่", 9),
    ("จาก", 15),
    ("ถึง", 15),
    ("เรื่อง", 22),
    ("การปฏิบัติ", 8),
    ("หมายเหตุ", 10),
)
#: above letters of which nobody knows when they came
_UNDATED = "ไม่ทราบวันที่รับ"


@dataclass(frozen=True, slots=True)
class Row:
    """One letter in the register; ``day`` is the line above it where a new day begins."""

    cells: tuple[str | int | ThaiDate | None, ...]
    day: str | None = None


def rows(letters: Iterable[Letter], era: Literal["be", "ce"]) -> Iterator[Row]:
    """The register's rows, for letters in the order of their receipt."""
    last: object = rows  # nothing that a day could be
    for letter in letters:
        day = letter.receipt.day if letter.receipt else None
        line = _day(day, era) if day != last else None
        last = day
        yield Row(_cells(letter, era), line)


def _day(day: date | None, era: Literal["be", "ce"]) -> str:
    if day is None:
        return _UNDATED
    return f"วันที่ {values.for_people(day.isoformat(), era, short=False)}"


def _cells(letter: Letter, era: Literal["be", "ce"]) -> tuple[str | int | ThaiDate | None, ...]:
    record = letter.record
    return (
        letter.receipt.number if letter.receipt else None,
        values.number(record),
        record.date,
        values.issuer(record),
        values.addressees(record),
        record.subject or "",
        "",
        _remarks(record, era),
    )


def _remarks(record: Record, era: Literal["be", "ce"]) -> str:
    marks = filter(None, (record.secrecy, record.urgency))
    due = (f"กำหนด {_due(deadline, era)}" for deadline in record.deadlines)
    return ", ".join((*marks, *due))


def _due(deadline: Deadline, era: Literal["be", "ce"]) -> str:
    """The day with blanks at which no line ends."""
    if deadline.iso is None:
        return deadline.raw
    return values.for_people(deadline.iso, era).replace(" ", "\u00a0")
