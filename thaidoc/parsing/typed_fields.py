"""How each field is read from what a person types for it, in lines that are in normal form.

A field is one function in :data:`READERS`: it gives the value that the parser would give for the
same words, or refuses them with a sentence that says what would be right.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import msgspec

from thaidoc.errors import ThaidocError
from thaidoc.parsing import citations, contacts, reference
from thaidoc.parsing.fields import addressees, deadlines, enclosures, issuer, signatory
from thaidoc.parsing.labels import ACTING
from thaidoc.parsing.nouns import is_post
from thaidoc.parsing.people import read_signed_name
from thaidoc.record import (
    Addressee,
    Citation,
    Contact,
    Deadline,
    Enclosure,
    Issuer,
    Kind,
    Record,
    Reference,
    Secrecy,
    Signatory,
    ThaiDate,
    Urgency,
)
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_arabic

#: what may stand behind a number whose running number is blank
_BLANK = re.compile(r"[\s.…_\-–/()]*")
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_TRAIL = " .,;"
_YES, _NO = frozenset({"true", "yes", "ใช่", "เวียน", "ว"}), frozenset({"false", "no", "ไม่ใช่", "ไม่"})
_BRACKETED = re.compile(r"\(\s*([^()]+?)\s*\)")
#: before a number that was typed without its label
_PHONE = "โทร. "


class TypedValueError(ThaidocError):
    """A typed value that its field cannot have."""

    exit_code = 2


def wrong(key: str, what: str, hint: str) -> TypedValueError:
    """The fault of a value of this field, and what would be right."""
    return TypedValueError(f"{key}: {what}", hint=hint)


def _text(text: str, _record: Record) -> str:
    return text


def _line(text: str, _record: Record) -> str | list[str]:
    return text.strip(_TRAIL) or []


def _among(key: str, codes: tuple[str, ...]) -> Callable[[str, Record], str]:
    """A reader of a field that has one of a few values."""

    def read(text: str, _record: Record) -> str:
        word = "".join(text.split()).lower()
        if word not in codes:
            raise wrong(key, f"{text!r} is none of its values", f"It is one of {', '.join(codes)}")
        return word

    return read


def _circular(text: str, _record: Record) -> bool:
    word = text.lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise wrong("circular", f"{text!r} is neither yes nor no", "It is true or false")


def _reference(text: str, _record: Record) -> Reference:
    match = reference.read(text)
    tail = text[match.end :] if match else text
    if match is None or not _BLANK.fullmatch(tail):
        odd = f"{text!r} is not a letter's number"
        if match is not None:
            odd = f"{tail.strip()!r} does not belong to the number {match.reference.normal}"
        raise wrong("reference", odd, "Numbers are written like มท 0810.3/ว 123 or 35/2562")
    return match.reference


def _date(text: str, _record: Record) -> ThaiDate:
    return read_date("date", text)


def read_date(key: str, text: str) -> ThaiDate:
    """A date as letters write it, or ISO with the year of either era."""
    iso = _ISO.fullmatch(to_arabic(text))
    if iso and iso[2] and iso[3] is None:
        month = int(iso[2])
        written = f"{calendar.MONTHS[month - 1]} {iso[1]}" if 1 <= month <= 12 else ""
    elif iso and iso[2]:
        written = f"{iso[3]}/{iso[2]}/{iso[1]}"
    else:
        written = text
    match = calendar.read_match(written)
    if match is None or "impossible-date" in match.notes:
        why = "there is no such day" if match or iso else "it is not a date"
        raise wrong(key, f"{text!r}: {why}", "Dates are written like ๑๔ มิ.ย. ๒๕๖๒ or 2562-06-14")
    return msgspec.structs.replace(match.date, raw=text) if iso else match.date


def _issuer(text: str, record: Record) -> Issuer:
    """The agency's lines; an address in them replaces the one that is known."""
    names: list[str] = []
    places: list[str] = []
    for line in text.split("\n"):
        name, place = issuer.part_address(line, named=bool(names))
        names += [name] if name else []
        places += [place] if place else []
    known = record.issuer
    if not names and not known:
        raise wrong("issuer", f"{text!r} is an address only", "The agency's name is the first line")
    names = names or list(known.lines if known else [])
    address = " ".join(places) or (known.address if known else None)
    return Issuer(
        name=names[0] if names else None,
        lines=names,
        address=address,
        postcode=issuer.postcode_of(address),
        ministry=issuer.ministry_of(record.reference, names),
    )


def _addressee(text: str, _record: Record) -> Addressee:
    found = addressees.read_one(text)
    if not found.name:
        raise wrong("addressees", f"{text!r} names nobody", "Write one addressee a line")
    return found


def _citation(key: str) -> Callable[[str, Record], Citation]:
    """A reader of a citation; what the body does to one that is known stays known."""

    def read(text: str, record: Record) -> Citation:
        found = citations.read_entry(text)
        known = next((one for one in getattr(record, key) if citations.same(one, found)), None)
        if known is None or found.action != "refers":
            return found
        return msgspec.structs.replace(
            found, action=known.action, part=known.part, effective=known.effective
        )

    return read


def _enclosure(text: str, _record: Record) -> Enclosure:
    found = enclosures.read_one(text)
    if not found.title:
        raise wrong("enclosures", f"{text!r} has no title", "Write แบบตอบรับ จำนวน 1 ชุด, one a line")
    return found


def _signatory(text: str, _record: Record) -> Signatory:
    """The name on the first line, in brackets or with its title, then the lines of the post."""
    first, *rest = text.split("\n")
    bracketed = _BRACKETED.fullmatch(first)
    signed = read_signed_name(first)
    name = signed.name if signed else bracketed[1] if bracketed else None
    if name is None and rest and not is_post(first) and not ACTING.match(first):
        name = first
    post = " ".join(rest if name is not None else [first, *rest])
    if name is None and not rest and not is_post(first) and not ACTING.search(first):
        raise wrong(
            "signatory",
            f"{first!r} is neither a name nor a post",
            "Write the name in brackets, (นายทดสอบ ใจสมมุติ), and the post on the next line",
        )
    position, acting_for = signatory.split_acting(post)
    return Signatory(name=name, position=position, acting_for=acting_for)


def _contacts(text: str, record: Record) -> list[Contact]:
    """The contacts of a line; whom a known one reaches stays known where the line names nobody."""
    found = contacts.find(text) or [_unlabelled(one) for one in contacts.find(_PHONE + text)]
    unread = (None, None)
    impossible = [
        one for one in found if not one.valid or (one.contact.number, one.contact.value) == unread
    ]
    if not found or impossible:
        what = f"{text!r} is no way to reach somebody"
        if impossible:
            what = f"no such number or address can be: {impossible[0].contact.raw}"
        raise wrong(
            "contacts", what, "Write โทร. 0 2123 4567 ต่อ 12 or name@example.go.th, one a line"
        )
    return [_reaching(match.contact, record.contacts) for match in found]


def _reaching(contact: Contact, known: list[Contact]) -> Contact:
    way = (contact.type, contact.number, contact.value)
    same = (one for one in known if (one.type, one.number, one.value) == way)
    before = next(same, None) if contact.person is None else None
    if before is None:
        return contact
    return msgspec.structs.replace(contact, person=before.person, role=before.role)


def _unlabelled(match: contacts.ContactMatch) -> contacts.ContactMatch:
    """A contact behind the label that was put before it, as it was typed."""
    if match.start > 0:
        return match
    raw = match.contact.raw.removeprefix(_PHONE.strip()).strip()
    return replace(match, contact=msgspec.structs.replace(match.contact, raw=raw))


def _deadline(text: str, record: Record) -> Deadline:
    found = deadlines.read_one(text, record.date)
    if found is None:
        raise wrong(
            "deadlines", f"{text!r} gives no day", "Write ภายในวันที่ 30 มิ.ย. 2562, one a line"
        )
    return found


def _only_json(key: str) -> Callable[[str, Record], Any]:
    def read(_text: str, _record: Record) -> Any:
        raise wrong(
            key, "letters in a file cannot be typed", "Give JSON in the shape of `thaidoc schema`"
        )

    return read


#: how each field is read from its text, a list from each line of it; lines are in normal form
READERS: dict[str, Callable[[str, Record], Any]] = {
    "kind": _among("kind", get_args(Kind)),
    "circular": _circular,
    "urgency": _among("urgency", get_args(Urgency)),
    "secrecy": _among("secrecy", get_args(Secrecy)),
    "reference": _reference,
    "issuer": _issuer,
    "date": _date,
    "subject": _text,
    "salutation": _text,
    "addressees": _addressee,
    "references": _citation("references"),
    "enclosures": _enclosure,
    "body": _text,
    "closing": _text,
    "signatory": _signatory,
    "owner": _line,
    "contacts": _contacts,
    "copies": _line,
    "cites": _citation("cites"),
    "deadlines": _deadline,
    "enclosed": _only_json("enclosed"),
}
