"""Contacts of the whole letter in its order: a memo's head, the body, the foot."""

import math
import re

import msgspec

from thaidoc.parsing import contacts
from thaidoc.parsing.draft import SURE_NUMBER, Draft
from thaidoc.parsing.passage import Passage
from thaidoc.parsing.zones import Letter, Zone
from thaidoc.record import Contact

_ZONES: tuple[tuple[Zone, float], ...] = (("issuer", 0.97), ("body", 0.95), ("contacts", 0.98))
#: how sure a number is that no telephone can have, and one that could not be read
_INVALID, _UNREAD = 0.5, 0.2
#: what is right only if each of its characters is: digits, and all of an address
_EXACT = re.compile(r"[0-9๐-๙]|[A-Za-z@]")


def read_contacts(letter: Letter, draft: Draft) -> None:
    """Set ``contacts``; a number that cannot exist is kept and doubted, an unread one is null."""
    for zone, sound in _ZONES:
        passage = letter.passage(zone)
        for match in contacts.find(passage.text):
            place = passage.place(match.start, match.end)
            unread = _is_unread(match.contact)
            confidence = _UNREAD if unread else sound * match.sure if match.valid else _INVALID
            if letter.document.ocr and not unread and _sure_of(passage, match) < SURE_NUMBER:
                message = f"this was read too unsurely to be given: {match.contact.raw}"
                draft.warn("value-withheld", message, "contacts")
                draft.mark("contacts", place, confidence)
                continue
            if not draft.add("contacts", _in_zone(match.contact, zone, letter), place, confidence):
                continue
            key = f"contacts.{_count(draft) - 1}"
            if unread:
                message = f"this number or address could not be read: {match.contact.raw}"
                draft.warn("contact-unread", message, key)
            elif not match.valid:
                message = f"no such telephone number is in use: {match.contact.raw}"
                draft.warn("phone-invalid", message, key)


def _sure_of(passage: Passage, match: contacts.ContactMatch) -> float:
    """How likely all digits and Latin letters of a contact were read rightly."""
    places = (found.start() for found in _EXACT.finditer(passage.text, match.start, match.end))
    return math.prod(passage.least_sure(place, place + 1) for place in places)


def _in_zone(contact: Contact, zone: Zone, letter: Letter) -> Contact:
    """A short number in a memo's head rings inside the house, whatever it begins with."""
    inside = letter.kind == "memo" and zone == "issuer" and contact.raw.startswith("โทร")
    if contact.type == "hotline" and inside:
        return msgspec.structs.replace(contact, type="network")
    return contact


def _is_unread(contact: Contact) -> bool:
    return contact.number is None and contact.value is None


def _count(draft: Draft) -> int:
    found = draft.values.get("contacts", [])
    return len(found) if isinstance(found, list) else 0
