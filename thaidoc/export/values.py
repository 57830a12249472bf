"""What of a record stands in a cell: names, dates and lists as one line of text."""

import re
from typing import Literal

from thaidoc.record import Record, ThaiDate
from thaidoc.thai.calendar import format_be

#: between the members of a list
SEPARATOR = "; "
#: what XML 1.0, and so a workbook, may not hold
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text without the characters that XML cannot hold.

    >>> xml_text("ก" + chr(0) + "ข" + chr(0xFFFF))
    'กข'
    """
    return _NOT_XML.sub("", text)


def number(record: Record) -> str:
    """The letter's own number in its normal form."""
    return record.reference.normal if record.reference else ""


def issuer(record: Record) -> str:
    """Who sent it."""
    return (record.issuer.name if record.issuer else None) or ""


def addressees(record: Record) -> str:
    """To whom, as written."""
    return SEPARATOR.join(addressee.raw for addressee in record.addressees)


def references(record: Record) -> str:
    """What it refers to: number in its normal form, else as written."""
    return SEPARATOR.join(cited.normal or cited.raw for cited in record.references)


def enclosures(record: Record) -> str:
    """The titles of what came with it."""
    return SEPARATOR.join(enclosure.title for enclosure in record.enclosures)


def deadlines(record: Record) -> str:
    """By when something is to be done: ISO dates, else the words of the letter."""
    return SEPARATOR.join(deadline.iso or deadline.raw for deadline in record.deadlines)


def file_name(record: Record) -> str:
    """The name of the file as it was received."""
    return record.source.name if record.source else ""


def for_people(iso: str, era: Literal["be", "ce"], *, short: bool = True) -> str:
    """An ISO date, month or year as people read it in an era.

    >>> for_people("2019-06-14", "be"), for_people("2019-06-14", "ce")
    ('14 มิ.ย. 2562', '2019-06-14')
    """
    return format_be(iso, short=short) if era == "be" else iso


def date_text(date: ThaiDate | None) -> str:
    """An ISO date cut to what is known."""
    return date.iso if date else ""
