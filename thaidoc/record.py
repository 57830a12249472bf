"""The record: what parsing gives for one document, and the contract of every ``--json``.

Keys are stable and English, values keep the document's own Thai. A key is never missing: what was
not read is ``null``, a list that has nothing is ``[]``. Dates, numbers and counts carry a normal
form in Arabic digits beside the raw text. All parts are immutable.
"""

from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType, field

#: version of the shape below; it changes when a key changes its meaning or disappears
VERSION = 1

#: ``[x0, top, x1, bottom]`` in PDF points from the top left corner of the page
BBox = tuple[float, float, float, float]

Kind = Literal[
    "external-letter",
    "memo",
    "stamped-letter",
    "order",
    "regulation",
    "rule",
    "announcement",
    "statement",
    "news",
    "certificate",
    "minutes",
    "other",
]
Urgency = Literal["ด่วน", "ด่วนมาก", "ด่วนที่สุด"]
Secrecy = Literal["ลับ", "ลับมาก", "ลับที่สุด"]
Precision = Literal["day", "month", "year"]
Action = Literal["refers", "cancels", "amends", "encloses"]
ContactType = Literal["phone", "mobile", "fax", "hotline", "email", "website", "line", "network"]


class Source(Struct, frozen=True, kw_only=True):
    """Where the record comes from: the file, and what read it."""

    name: str
    sha256: str
    bytes: int
    media_type: str
    encoding: str | None
    pages: int
    reader: str
    parser: str
    ocr: bool
    quality: float


class Reference(Struct, frozen=True, kw_only=True):
    """A letter's own number (ที่), whole and in its parts.

    ``circular`` is true where ว stands before the running number, false where it does not, null
    where the number is blank. ``year`` is the Buddhist year of an order's ``35/2562``.
    """

    raw: str
    prefix: str | None
    unit: str | None
    circular: bool | None
    number: str | None
    year: int | None
    normal: str


class ThaiDate(Struct, frozen=True, kw_only=True):
    """A date as written, as ISO 8601 (Gregorian, cut to what is known) and as Buddhist year."""

    raw: str
    iso: str
    be_year: int
    precision: Precision


class Issuer(Struct, frozen=True, kw_only=True):
    """Who sent it: the agency as written, all its lines, its address, its ministry."""

    name: str | None
    lines: list[str]
    address: str | None
    postcode: str | None
    ministry: str | None


class Addressee(Struct, frozen=True, kw_only=True):
    """One addressee: ``ผู้ว่าราชการจังหวัด``, with scope ``ทุกจังหวัด`` and those left out."""

    name: str
    scope: str | None
    except_: list[str] = field(name="except", default_factory=list)
    raw: str


class Citation(Struct, frozen=True, kw_only=True):
    """A document that the text names, and what the text does to it.

    ``part`` and ``effective`` stand only beside an act, and only where the text gives them: the
    part that is cancelled or amended, and the day from which that holds.
    """

    raw: str
    kind: str | None
    issuer: str | None
    number: str | None
    normal: str | None
    date: ThaiDate | None
    action: Action
    part: str | UnsetType = UNSET
    effective: ThaiDate | UnsetType = UNSET


class Enclosure(Struct, frozen=True, kw_only=True):
    """One สิ่งที่ส่งมาด้วย, with its count and unit and the documents it cites."""

    title: str
    count: int | None
    unit: str | None
    cites: list[Citation]
    raw: str


class Signatory(Struct, frozen=True, kw_only=True):
    """Who signed: name (null in a draft), position, and the post acted for."""

    name: str | None
    position: str | None
    acting_for: str | None


class Contact(Struct, frozen=True, kw_only=True):
    """One way to reach somebody; ``number`` is E.164 for a public number."""

    type: ContactType
    raw: str
    number: str | None = None
    number_to: str | None = None
    extensions: list[str] = field(default_factory=list)
    person: str | None = None
    role: str | None = None
    value: str | None = None


class Deadline(Struct, frozen=True, kw_only=True):
    """A date by which the addressee must act."""

    raw: str
    iso: str


class Span(Struct, frozen=True, kw_only=True):
    """Where a key was read: page, first and last line (from 1), box, and how sure the parser is."""

    key: str
    page: int
    line: int
    end_line: int
    bbox: BBox | None
    confidence: float


class RecordWarning(Struct, frozen=True, kw_only=True):
    """Something that a person should look at."""

    code: str
    message: str
    key: str | None


class Record(Struct, frozen=True, kw_only=True):
    """All that was read in one document.

    ``source`` is absent in a record of ``enclosed``, which has ``pages`` (first and last) instead.
    """

    version: int = VERSION
    id: str
    source: Source | UnsetType = UNSET
    kind: Kind = "other"
    circular: bool | None = None
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    reference: Reference | None = None
    issuer: Issuer | None = None
    date: ThaiDate | None = None
    subject: str | None = None
    salutation: str | None = None
    addressees: list[Addressee] = field(default_factory=list)
    references: list[Citation] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    closing: str | None = None
    signatory: Signatory | None = None
    owner: list[str] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    cites: list[Citation] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    enclosed: list["Record"] = field(default_factory=list)
    warnings: list[RecordWarning] = field(default_factory=list)
    pages: tuple[int, int] | UnsetType = UNSET


#: the keys that a parser fills and a person confirms or corrects
FIELDS: tuple[str, ...] = (
    "kind",
    "circular",
    "urgency",
    "secrecy",
    "reference",
    "issuer",
    "date",
    "subject",
    "salutation",
    "addressees",
    "references",
    "enclosures",
    "body",
    "closing",
    "signatory",
    "owner",
    "contacts",
    "copies",
    "cites",
    "deadlines",
    "enclosed",
)


def to_json(record: Record) -> bytes:
    """The record as JSON in UTF-8, indented by two blanks, ending in a newline."""
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def from_json(data: bytes) -> Record:
    """The record that :func:`to_json` wrote.

    :raises msgspec.ValidationError: where the JSON is not a record of this version.
    """
    return msgspec.json.decode(data, type=Record)


def json_schema() -> dict[str, object]:
    """The JSON Schema (2020-12) of a record."""
    return msgspec.json.schema(Record)
