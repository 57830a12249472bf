"""Contacts: telephone, mobile, fax, hotline, internal networks, e-mail, website, LINE.

Everything begins at its label (``โทร.``, ``โทรสาร``, ``สายด่วน``, ``มท.``) or at a form that needs
none (an e-mail address, a web address). Who is to be called is the person named just before.
"""

import re
from dataclasses import replace
from functools import lru_cache

import msgspec

from thaidoc.parsing import contact_labels as labels
from thaidoc.parsing.contact_scans import SCANS, ContactMatch
from thaidoc.parsing.people import last_person
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.spans import Taken

__all__ = ["ContactMatch", "find", "first_label", "starts_contact"]

_ANOTHER = re.compile(r"[,;]?\s*(?:(?:และ|หรือ|หรือที่)\s*)?$")
_NEARBY = 140
#: a person named in brackets behind the number
_BEHIND = re.compile(r"\s*\(\s*(?:ติดต่อ\s?|ผู้ประสานงาน\s?:?\s?)?(?P<person>[ก-๎.\s]{4,60}?)\s*\)")
_LABELS = (
    labels.ANY_PHONE,
    labels.VOIP,
    labels.HOTLINE,
    labels.NETWORK,
    labels.EMAIL,
    labels.WEBSITE,
    labels.LINE,
)
#: what a Thai label of a contact begins with, damaged or not
_INITIALS = frozenset("หเบโมแไใสคอจชผต")


def find(text: str) -> list[ContactMatch]:
    """All contacts of a text, in order, each with the person named for it."""
    folded = to_arabic(text)
    small = folded.lower()
    found: list[ContactMatch] = []
    taken = Taken()
    for scan, words in SCANS:
        if any(word in small for word in words):
            found += [match for match in scan(text, folded) if taken.take(match.start, match.end)]
    found = _with_bases(_with_twins(sorted(found, key=lambda m: m.start)))
    return _with_people(text, found)


@lru_cache(maxsize=256)
def starts_contact(text: str) -> bool:
    """Whether a line begins as a line of contacts does: with a label or an address."""
    if "ก" <= text[:1] <= "๎" and text[0] not in _INITIALS:
        return False
    folded = to_arabic(text)
    if any(label.match(folded) for label in _LABELS) or labels.HEADS.match(folded):
        return True
    return any(start == 0 for start, _, _ in labels.damaged_labels(folded))


@lru_cache(maxsize=256)
def first_label(text: str) -> int | None:
    """Where the first telephone or fax label of a line stands, or None."""
    folded = to_arabic(text)
    small = folded.lower()
    may_be = any(word in small for word in labels.ANY_PHONE_WORDS)
    sound = labels.ANY_PHONE.search(folded) if may_be else None
    found = [start for start, _, _ in labels.damaged_labels(folded)]
    return min([*found, sound.start()] if sound else found, default=None)


def _with_twins(found: list[ContactMatch]) -> list[ContactMatch]:
    """A number labelled ``โทร./โทรสาร`` is a telephone and a fax at once."""
    twins: list[ContactMatch] = []
    for match in found:
        twins.append(match)
        if labels.BOTH.match(to_arabic(match.contact.raw)):
            fax = msgspec.structs.replace(match.contact, type="fax")
            twins.append(replace(match, contact=fax))
    return twins


def _with_bases(found: list[ContactMatch]) -> list[ContactMatch]:
    """Extensions alone (``โทรสาร ต่อ 1602``) belong to the number before them."""
    based: list[ContactMatch] = []
    base: str | None = None
    for match in found:
        contact = match.contact
        if contact.type in ("phone", "fax") and contact.number is None and contact.extensions:
            match = replace(match, contact=msgspec.structs.replace(contact, number=base))
        elif contact.type in ("phone", "fax"):
            base = contact.number
        based.append(match)
    return based


def _with_people(text: str, found: list[ContactMatch]) -> list[ContactMatch]:
    """Each contact with the person and role named before it, up to the contact before that."""
    named: list[ContactMatch] = []
    border = 0
    last: tuple[str | None, str | None] = (None, None)
    for match in found:
        if match.start >= border:
            before = text[max(border, match.start - _NEARBY) : match.start]
            last = _person_before(before, match, last)
        person, role = last
        behind = _BEHIND.match(text, match.end)
        if person is None and behind and (named_behind := last_person(behind["person"])):
            person = named_behind[0]
        if person and role is None and (at_end := labels.ROLE_AT_END.match(text[match.end :])):
            role = at_end[1]
            named = [_with_role(m, person, role) for m in named]
        contact = msgspec.structs.replace(match.contact, person=person, role=role)
        named.append(replace(match, contact=contact))
        border = match.end
    return named


def _person_before(
    before: str, match: ContactMatch, last: tuple[str | None, str | None]
) -> tuple[str | None, str | None]:
    """The person and role in the words before a contact, else those of the contact before."""
    person = last_person(before.rstrip(" (:"))
    if person and not re.search(r"[.;]\s|นั้น|ทั้งนี้", person[1]):
        role = labels.ROLE.search(before[: person[2]]) or labels.ROLE_BEHIND.match(person[1])
        return person[0], role[1] if role else None
    if not _ANOTHER.fullmatch(before) or match.contact.value:
        return None, None  # an address behind a person's number is the office's
    return last


def _with_role(match: ContactMatch, person: str, role: str) -> ContactMatch:
    if match.contact.person != person or match.contact.role:
        return match
    return replace(match, contact=msgspec.structs.replace(match.contact, role=role))
