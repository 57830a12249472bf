"""The record: what parsing gives for one document, and the contract of every ``--json``.

Keys are stable and English, values keep the document's own Thai. A key is never missing: what was
not read is ``null``, a list that has nothing is ``[]``. Dates, numbers and counts carry a normal
form in Arabic digits beside the raw text. All parts are immutable.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, field

from thaidoc.contract import contract

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


def _says(text: str) -> Meta:
    """What the JSON Schema says of a key."""
    return Meta(description=text)


class Source(Struct, frozen=True, kw_only=True):
    """Where the record comes from: the file, and what read it."""

    name: Annotated[str, _says("the file name as given")]
    sha256: Annotated[str, _says("SHA-256 of the bytes, 64 hex digits")]
    bytes: Annotated[int, _says("size of the file")]
    media_type: Annotated[str, _says("by content, never by extension")]
    encoding: Annotated[str | None, _says("character encoding of a text format")]
    pages: Annotated[int, _says("number of pages")]
    reader: Annotated[str, _says("name and version of what read it")]
    parser: Annotated[str, _says("name and version of what parsed it")]
    ocr: Annotated[bool, _says("whether any of the text was recognised from a picture")]
    quality: Annotated[float, _says("0 to 1: the lowest page's share of sound text")]


class Reference(Struct, frozen=True, kw_only=True):
    """A letter's own number (ที่), whole and in its parts.

    ``circular`` is true where ว stands before the running number, false where it does not, null
    where the number is blank. ``year`` is the Buddhist year of an order's ``35/2562``.
    """

    raw: Annotated[str, _says("as written")]
    prefix: Annotated[str | None, _says("letters of the agency, such as มท; null for an order")]
    unit: Annotated[str | None, _says("the unit in Arabic digits, such as 0810.3")]
    circular: Annotated[bool | None, _says("whether ว stands before it; null: it is blank")]
    number: Annotated[str | None, _says("the running number in Arabic digits; null: blank")]
    year: Annotated[int | None, _says("Buddhist year of an order's 35/2562")]
    normal: Annotated[str, _says("มท 0810.3/ว28707; ends in / where the number is blank")]


class ThaiDate(Struct, frozen=True, kw_only=True):
    """A date as written, as ISO 8601 (Gregorian, cut to what is known) and as Buddhist year."""

    raw: Annotated[str, _says("as written")]
    iso: Annotated[str, _says("Gregorian, cut to what is known: 2019-06-14, 2019-06, 2019")]
    be_year: Annotated[int, _says("Buddhist year as meant, such as 2562")]
    precision: Annotated[Precision, _says("how much of the date is known")]


class Issuer(Struct, frozen=True, kw_only=True):
    """Who sent it: the agency as written, all its lines, its address, its ministry."""

    name: Annotated[str | None, _says("the issuing agency as written")]
    lines: Annotated[list[str], _says("all lines of it in order")]
    address: Annotated[str | None, _says("its address in one line")]
    postcode: Annotated[str | None, _says("five Arabic digits")]
    ministry: Annotated[str | None, _says("the ministry or body that owns the prefix")]


class Addressee(Struct, frozen=True, kw_only=True):
    """One addressee: ``ผู้ว่าราชการจังหวัด``, with scope ``ทุกจังหวัด`` and those left out."""

    name: Annotated[str, _says("who is addressed")]
    scope: Annotated[str | None, _says("which of them, such as ทุกจังหวัด")]
    except_: Annotated[list[str], _says("those that are left out")] = field(
        name="except", default_factory=list
    )
    raw: Annotated[str, _says("as written")]


class Citation(Struct, frozen=True, kw_only=True):
    """A document that the text names, and what the text does to it.

    ``part`` and ``effective`` stand only beside an act, and only where the text gives them: the
    part that is cancelled or amended, and the day from which that holds.
    """

    raw: Annotated[str, _says("as written")]
    kind: Annotated[str | None, _says("what the document is called, such as หนังสือ or คำสั่ง")]
    issuer: Annotated[str | None, _says("whose it is")]
    number: Annotated[str | None, _says("its number as written")]
    normal: Annotated[str | None, _says("its number in a reference's normal form")]
    date: Annotated[ThaiDate | None, _says("its date")]
    action: Annotated[Action, _says("what the citing text does to it")]
    part: Annotated[str | UnsetType, _says("the part of it that is acted on")] = UNSET
    effective: Annotated[ThaiDate | UnsetType, _says("from when that holds")] = UNSET


class Enclosure(Struct, frozen=True, kw_only=True):
    """One สิ่งที่ส่งมาด้วย, with its count and unit and the documents it cites."""

    title: Annotated[str, _says("what it is")]
    count: Annotated[int | None, _says("how many")]
    unit: Annotated[str | None, _says("of what: ชุด, ฉบับ, แผ่น")]
    cites: Annotated[list[Citation], _says("documents named in its title")]
    raw: Annotated[str, _says("as written")]


class Signatory(Struct, frozen=True, kw_only=True):
    """Who signed: name (null in a draft), position, and the post acted for."""

    name: Annotated[str | None, _says("null in a draft")]
    position: Annotated[str | None, _says("all lines of it joined by a blank")]
    acting_for: Annotated[
        str | None, _says("the post that ปฏิบัติราชการแทน names, without that phrase")
    ]


class Contact(Struct, frozen=True, kw_only=True):
    """One way to reach somebody; ``number`` is E.164 for a public number."""

    type: Annotated[ContactType, _says("what kind of address or number it is")]
    raw: Annotated[str, _says("as written")]
    number: Annotated[
        str | None, _says("E.164; Arabic digits for a hotline or internal network")
    ] = None
    number_to: Annotated[str | None, _says("last number of a range")] = None
    extensions: Annotated[list[str], _says("each extension, ranges written out")] = field(
        default_factory=list
    )
    person: Annotated[str | None, _says("whom it reaches")] = None
    role: Annotated[str | None, _says("what that person is, such as ผู้ประสานงาน")] = None
    value: Annotated[str | None, _says("address of an e-mail, a website or LINE")] = None


class Deadline(Struct, frozen=True, kw_only=True):
    """A date by which the addressee must act."""

    raw: Annotated[str, _says("as written")]
    iso: Annotated[
        str | None,
        _says("Gregorian, cut to what is known; null where the letter does not give its first day"),
    ]


class Span(Struct, frozen=True, kw_only=True):
    """Where a key was read: page, first and last line (from 1), box, and how sure the parser is."""

    key: Annotated[str, _says("path of the value, such as contacts.0")]
    page: Annotated[int, _says("from 1")]
    line: Annotated[int, _says("first line, from 1, in the page's text")]
    end_line: Annotated[int, _says("last line")]
    bbox: Annotated[BBox | None, _says("[x0, top, x1, bottom] in points from the top left")]
    confidence: Annotated[float, _says("0 to 1: how sure the parser is")]


class RecordWarning(Struct, frozen=True, kw_only=True):
    """Something that a person should look at."""

    code: Annotated[str, _says("stable, for scripts")]
    message: Annotated[str, _says("one sentence for people")]
    key: Annotated[str | None, _says("the key it is about")]


class Record(Struct, frozen=True, kw_only=True):
    """All that was read in one document.

    ``source`` is absent in a record of ``enclosed``, which has ``pages`` (first and last) instead.
    """

    version: Annotated[int, _says("version of this shape")] = VERSION
    id: Annotated[
        str, _says("the document's identity: first 16 hex digits of the SHA-256 of its bytes")
    ]
    source: Annotated[Source | UnsetType, _says("absent in a record of enclosed")] = UNSET
    kind: Annotated[Kind, _says("the form of the document")] = "other"
    circular: Annotated[
        bool | None, _says("whether it is a หนังสือเวียน; null where the number is blank or absent")
    ] = None
    urgency: Annotated[Urgency | None, _says("ชั้นความเร็ว")] = None
    secrecy: Annotated[Secrecy | None, _says("ชั้นความลับ")] = None
    reference: Annotated[Reference | None, _says("ที่: the document's own number")] = None
    issuer: Annotated[Issuer | None, _says("ส่วนราชการ: who sent it")] = None
    date: Annotated[ThaiDate | None, _says("วันที่")] = None
    subject: Annotated[str | None, _says("เรื่อง, on one line")] = None
    salutation: Annotated[str | None, _says("เรียน, กราบเรียน, ถึง, …")] = None
    addressees: Annotated[list[Addressee], _says("to whom, each by itself")] = field(
        default_factory=list
    )
    references: Annotated[list[Citation], _says("อ้างถึง")] = field(default_factory=list)
    enclosures: Annotated[list[Enclosure], _says("สิ่งที่ส่งมาด้วย")] = field(default_factory=list)
    body: Annotated[
        list[str], _says("paragraphs between header and closing, wrapped lines joined")
    ] = field(default_factory=list)
    closing: Annotated[str | None, _says("คำลงท้าย")] = None
    signatory: Annotated[Signatory | None, _says("who signed")] = None
    owner: Annotated[list[str], _says("ส่วนราชการเจ้าของเรื่อง: unit lines at the foot")] = field(
        default_factory=list
    )
    contacts: Annotated[list[Contact], _says("how to reach whom")] = field(default_factory=list)
    copies: Annotated[list[str], _says("สำเนาส่ง")] = field(default_factory=list)
    cites: Annotated[
        list[Citation], _says("every document that the text cites anywhere, each once")
    ] = field(default_factory=list)
    deadlines: Annotated[list[Deadline], _says("dates by which the addressee must act")] = field(
        default_factory=list
    )
    spans: Annotated[list[Span], _says("where each value was read, and how surely")] = field(
        default_factory=list
    )
    enclosed: Annotated[list["Record"], _says("further complete letters in the same file")] = field(
        default_factory=list
    )
    warnings: Annotated[list[RecordWarning], _says("what a person should look at")] = field(
        default_factory=list
    )
    pages: Annotated[
        tuple[int, int] | UnsetType, _says("first and last page; only in a record of enclosed")
    ] = UNSET


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
    return contract(Record, "record", VERSION)
