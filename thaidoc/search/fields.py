"""What can be searched by name: one entry in a table for each field of strings.

An entry says which names a query may use, what a document has in the field, and how both are
brought to one form, so that an index and a query can never disagree. Adding a field is adding an
entry; fields of dates are in :mod:`thaidoc.search.dates`, those of few values in
:mod:`thaidoc.search.codes`.
"""

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from thaidoc.record import Record
from thaidoc.search import contents
from thaidoc.search.dates import days_as_numbers
from thaidoc.search.faults import ValueFault
from thaidoc.search.forms import (
    NUMBER_TYPED,
    PHONE_TYPED,
    fold_number,
    fold_phone,
    free_number,
    free_phone,
    nothing,
)
from thaidoc.search.query import Field, Leaf, Phrase, typed_text
from thaidoc.thai.fold import fold_query


class TextField(Struct, frozen=True):
    """A field of strings, each found by any piece of it.

    :param key: the field's own name, also in results.
    :param names: what a query may call it.
    :param values: what a document has in it.
    :param normal: brings a value, stored or searched, to the form that is compared.
    :param free: the form in which a free word is looked for here; empty where it is not.
    :param weight: how much a word here adds to its one in the body; 0 where words say nothing.
    :param whole_numbers: whether ``119`` is rather 119 than a piece of 1190.
    :param own: whether a document is known by it, rather than by what else it says.
    :param typed: what a value with blanks looks like, where it need not be quoted.
    """

    key: str
    names: tuple[str, ...]
    values: Callable[[Record], Iterable[str]]
    normal: Callable[[str], str] = fold_query
    free: Callable[[str], str] = fold_query
    weight: float = 1.0
    whole_numbers: bool = False
    own: bool = False
    typed: re.Pattern[str] | None = None

    def clause(self, value: Leaf) -> Field:
        """The query that a typed value stands for.

        :raises ValueFault: where nothing is left of it to look for.
        """
        pieces = [value.text] if isinstance(value, Phrase) else re.split("[*?]", typed_text(value))
        if not any(self.normal(piece) for piece in pieces):
            raise ValueFault("there is nothing to look for in it", "Give some letters or digits")
        return Field(self.key, value)

    def extent(self, text: str, start: int) -> int:
        """Where a value that begins here ends, if it is one that goes over blanks."""
        match = self.typed.match(text, start) if self.typed else None
        return match.end() if match else start


def days_of(record: Record) -> tuple[int, int]:
    """The first and the last day that a record's date may mean; ``(0, 0)`` where it has none."""
    return days_as_numbers(record.date.iso if record.date else None) or (0, 0)


def _others_number(
    key: str, names: tuple[str, ...], values: Callable[[Record], Iterable[str]]
) -> TextField:
    """A field of other documents' reference numbers: no document is known by one."""
    return TextField(
        key, names, values, fold_number, nothing, 0.0, whole_numbers=True, typed=NUMBER_TYPED
    )


#: fields of strings, the weightiest for order first
TEXT_FIELDS: tuple[TextField, ...] = (
    TextField("subject", ("เรื่อง", "subject"), contents.subjects, weight=3.0),
    TextField(
        "number",
        ("ที่", "เลขที่", "number"),
        contents.numbers,
        fold_number,
        free_number,
        4.0,
        whole_numbers=True,
        own=True,
        typed=NUMBER_TYPED,
    ),
    TextField("issuer", ("จาก", "from", "issuer"), contents.issuers, weight=2.0),
    TextField("addressee", ("ถึง", "เรียน", "to"), contents.addressees, weight=1.5),
    TextField("signatory", ("ลงนาม", "ลงชื่อ", "signatory"), contents.signatories, weight=0.2),
    TextField("enclosure", ("สิ่งที่ส่งมาด้วย", "enclosure"), contents.enclosures, weight=0.2),
    _others_number("cites", ("อ้างถึง", "อ้าง", "cites", "ref"), contents.cited),
    _others_number("cancels", ("ยกเลิก", "cancels"), contents.cancelled),
    _others_number("amends", ("แก้ไข", "amends"), contents.amended),
    TextField("owner", ("เจ้าของเรื่อง", "owner"), contents.owners, free=nothing, weight=0.0),
    TextField("copies", ("สำเนาส่ง", "copy"), contents.copies, free=nothing, weight=0.0),
    TextField(
        "phone",
        ("โทร", "โทรศัพท์", "phone"),
        contents.phones,
        fold_phone,
        free_phone,
        0.0,
        typed=PHONE_TYPED,
    ),
    TextField("contact", ("ติดต่อ", "อีเมล", "contact"), contents.addresses, free=nothing, weight=0.0),
    TextField("file", ("ไฟล์", "file"), contents.file_names, free=nothing, weight=0.0),
)
