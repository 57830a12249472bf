"""Contacts of the whole letter in its order: a memo's head, the body, the foot."""

from thaidoc.parsing import contacts
from thaidoc.parsing.draft import Draft
from thaidoc.parsing.zones import Letter, Zone

_ZONES: tuple[tuple[Zone, float], ...] = (("issuer", 0.95), ("body", 0.9), ("contacts", 0.97))


def read_contacts(letter: Letter, draft: Draft) -> None:
    """Set ``contacts``; a number that cannot exist is kept and doubted."""
    for zone, confidence in _ZONES:
        passage = letter.passage(zone)
        for match in contacts.find(passage.text):
            place = passage.place(match.start, match.end)
            draft.add("contacts", match.contact, place, confidence if match.valid else 0.5)
            if not match.valid:
                key = f"contacts.{_count(draft) - 1}"
                message = f"no such telephone number is in use: {match.contact.raw}"
                draft.warn("phone-invalid", message, key)


def _count(draft: Draft) -> int:
    found = draft.values.get("contacts", [])
    return len(found) if isinstance(found, list) else 0
