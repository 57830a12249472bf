"""What can be searched by name: one entry in a table for each field.

An entry says which names a query may use, what a document has in the field, and how both are
brought to one form, so that an index and a query can never disagree. Adding a field is adding an
entry.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from thaidoc.record import Contact, Record
from thaidoc.search.query import DateRange, Field, Query
from thaidoc.thai.calendar import Period, parse_period
from thaidoc.thai.fold import fold_letters, fold_query

#: days before and after every document
FIRST_DAY, LAST_DAY = 1, 99991231
#: a range of telephone numbers is taken as its numbers up to this many, beyond as its two ends
_LONGEST_RANGE = 1000
#: a free word of so many digits may be a whole telephone number typed with its own dashes
_WHOLE_NUMBER = 9


class ValueFault(ValueError):
    """A value that its field cannot take; the first argument says what, the second what to do."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of strings, each found by any piece of it.

    :param key: the field's own name, also in results.
    :param names: what a query may call it.
    :param values: what a document has in it.
    :param normal: brings a value, stored or searched, to the form that is compared.
    :param free: the form in which a free word is looked for here; empty where it is not.
    :param weight: how much more a word counts here than in the body.
    :param whole_numbers: whether ``119`` is rather 119 than a piece of 1190.
    """

    key: str
    names: tuple[str, ...]
    values: Callable[[Record], Iterable[str]]
    normal: Callable[[str], str] = fold_query
    free: Callable[[str], str] = fold_query
    weight: float = 1.0
    whole_numbers: bool = False

    def clause(self, value: str) -> Query:
        """The query that a typed value stands for.

        :raises ValueFault: where nothing is left of it to look for.
        """
        if not self.normal(value):
            raise ValueFault("there is nothing to look for in it", "Give some letters or digits")
        return Field(self.key, value)


@dataclass(frozen=True, slots=True)
class DateField:
    """The document's date, found by a day, a month, a year, or a range of them with ``..``."""

    key: str
    names: tuple[str, ...]

    def clause(self, value: str) -> Query:
        """The query that a typed date or range stands for.

        :raises ValueFault: where it is no date, or a range runs backwards.
        """
        begin, dots, end = value.replace("…", "..").partition("..")
        if dots and not (begin.strip() or end.strip()):
            raise ValueFault("the range has neither a beginning nor an end", "Say 2560..2562")
        first = _number(_period(begin), last=False) if begin.strip() else FIRST_DAY
        last = (
            _number(_period(end if dots else begin), last=True)
            if not dots or end.strip()
            else (LAST_DAY)
        )
        if first > last:
            raise ValueFault("the range ends before it begins", "Put the earlier date first")
        return DateRange(first, last)


def days_of(record: Record) -> tuple[int, int]:
    """The first and the last day that a record's date may mean; ``(0, 0)`` where it has none."""
    from thaidoc.thai.calendar import period

    if record.date is None:
        return 0, 0
    try:
        covered = period(record.date.iso)
    except ValueError:  # a date that a person typed wrong must not hide the document
        return 0, 0
    return _number(covered, last=False), _number(covered, last=True)


def _period(text: str) -> Period:
    try:
        found = parse_period(text)
    except (ValueError, OverflowError):
        found = None
    if found is None:
        raise ValueFault(
            f"{text.strip()!r} is not a date",
            'Say 2562, 2562-06, 14/6/2562 or มิ.ย.2562; a date with blanks goes in "quotes"',
        )
    return found


def _number(period: Period, *, last: bool) -> int:
    day = period.last if last else period.first
    return day.year * 10000 + day.month * 100 + day.day


# --- the number -----------------------------------------------------------------------------------


def fold_number(text: str) -> str:
    """A reference number as it is compared: without ที่, and without the dots of ``มท.`` ``ว.``.

    >>> fold_number("ที่ มท. ๐๘๑๐.๓/ว. ๒๘๗๐๗")
    'มท0810.3/ว28707'
    """
    return re.sub(r"^(?:เลข)?ที่[:.]?", "", _free_number(text))


def _free_number(text: str) -> str:
    """A free word as a number: ที่ stays, for ``ที่5`` is no number 5 of any letter."""
    return re.sub(r"(?<=[ก-ฮ])\.(?=\d)", "", fold_query(text))


def _numbers(record: Record) -> Iterable[str]:
    if record.reference is not None:
        yield record.reference.normal
        yield record.reference.raw


# --- issuer, addressees ---------------------------------------------------------------------------


def _issuers(record: Record) -> Iterable[str]:
    if record.issuer is not None:
        yield from (record.issuer.name or "", *record.issuer.lines, record.issuer.ministry or "")


def _addressees(record: Record) -> Iterable[str]:
    for addressee in record.addressees:
        yield from (addressee.raw, addressee.name, addressee.scope or "")


# --- telephones -----------------------------------------------------------------------------------


def fold_phone(text: str) -> str:
    """The digits of a telephone number as dialled inside the country.

    >>> fold_phone("+66 (0) 9-5518-2539"), fold_phone("๐๙ ๕๕๑๘ ๒๕๓๙")
    ('0955182539', '0955182539')
    """
    plain = fold_letters(text).strip()
    digits = re.sub(r"\D", "", plain, flags=re.ASCII)
    if re.match(r"\+\s*66", plain) or digits.startswith("0066"):
        return "0" + digits.removeprefix("00").removeprefix("66").lstrip("0")
    return digits


def _free_phone(text: str) -> str:
    digits = fold_phone(text)
    dialled = re.fullmatch(r"[+\d\s().-]+", fold_letters(text))
    return digits if dialled and len(digits) >= _WHOLE_NUMBER else ""


def _phones(record: Record) -> Iterable[str]:
    for contact in record.contacts:
        if contact.type in ("phone", "mobile", "fax", "hotline", "network"):
            yield from _numbers_of(contact)
    for letter in record.enclosed:
        yield from _phones(letter)


def _numbers_of(contact: Contact) -> Iterable[str]:
    """Every number that a contact stands for, with each extension, and what was written."""
    yield contact.raw.partition("ต่อ")[0]
    if contact.number is None:
        return
    first = fold_phone(contact.number)
    yield first
    for extension in contact.extensions:
        yield first + fold_phone(extension)
    last = fold_phone(contact.number_to or "")
    if last.isdigit() and first.isdigit() and len(last) == len(first):
        yield last
        if int(last) - int(first) <= _LONGEST_RANGE:
            yield from (str(n).zfill(len(first)) for n in range(int(first) + 1, int(last)))


#: fields of strings, the weightiest for order first
TEXT_FIELDS: tuple[TextField, ...] = (
    TextField("subject", ("เรื่อง", "subject"), lambda r: [r.subject or ""], weight=3.0),
    TextField(
        "number", ("ที่", "number"), _numbers, fold_number, _free_number, 4.0, whole_numbers=True
    ),
    TextField("issuer", ("จาก", "from", "issuer"), _issuers, weight=2.0),
    TextField("addressee", ("ถึง", "เรียน", "to"), _addressees, weight=1.5),
    TextField("phone", ("โทร", "phone"), _phones, fold_phone, _free_phone, weight=0.0),
)
DATE_FIELD = DateField("date", ("วันที่", "date"))

FIELDS: tuple[TextField | DateField, ...] = (*TEXT_FIELDS, DATE_FIELD)
_BY_NAME = {fold_query(name): field for field in FIELDS for name in field.names}


def field_named(name: str) -> TextField | DateField | None:
    """The field that a query calls by this name, in Thai or English, in any case."""
    return _BY_NAME.get(fold_query(name))
