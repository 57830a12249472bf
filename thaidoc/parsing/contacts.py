"""Contacts: telephone, mobile, fax, hotline, internal networks, e-mail, website, LINE.

Everything begins at its label (``โทร.``, ``โทรสาร``, ``สายด่วน``, ``มท.``) or at a form that needs
none (an e-mail address, a web address). Who is to be called is the person named just before.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from thaidoc.parsing import contact_labels as labels
from thaidoc.parsing import phones
from thaidoc.parsing.people import last_person
from thaidoc.record import Contact, ContactType
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.spans import Taken

_ANOTHER = re.compile(r"[,;]?\s*(?:(?:และ|หรือ|หรือที่)\s*)?$")
_NEARBY = 140
#: a short number of three or four digits that begins with 1 is open to all
_HOTLINE = re.compile(r"1\d{2,3}")
#: how many digits a number inside a house or a network has
_INSIDE = range(3, 7)
_STANDS_ALONE = re.compile(
    r"\d+\s*(?:$|[,;.)/]|โทร|แฟกซ์|ต่อ|หรือ|และ|อีเมล|e-?mail|มท)", re.IGNORECASE
)
#: how a public number begins, the old ones of seven digits included
_MEANT = re.compile(r"[(+]?\s*[0Oo]|\d{3}[ -]?\d{4}(?!\d)")
#: how sure a contact is whose label or address a scan has damaged
_DAMAGED = 0.8
#: a person named in brackets behind the number
_BEHIND = re.compile(r"\s*\(\s*(?:ติดต่อ\s?|ผู้ประสานงาน\s?:?\s?)?(?P<person>[ก-๎.\s]{4,60}?)\s*\)")


@dataclass(frozen=True, slots=True)
class ContactMatch:
    """A contact found in a text, with its character offsets.

    ``valid``: the number can exist; ``sure``: 1.0, less where its label or address is damaged. A
    contact without number and value is one that could not be read.
    """

    start: int
    end: int
    contact: Contact
    valid: bool = True
    sure: float = 1.0


_Scan = Callable[[str, str], Iterator[ContactMatch]]


def find(text: str) -> list[ContactMatch]:
    """All contacts of a text, in order, each with the person named for it."""
    folded = to_arabic(text)
    small = folded.lower()
    found: list[ContactMatch] = []
    taken = Taken()
    for scan, words in _SCANS:
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


def _numbers(label: re.Pattern[str], kind: ContactType | None) -> _Scan:
    """A scan for public numbers behind a label; kind None: phone, or mobile by its digits."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        for match in label.finditer(folded):
            yield from _behind_label(text, folded, match.start(), match.end(), kind)

    return scan


def _damaged(text: str, folded: str) -> Iterator[ContactMatch]:
    """Public numbers behind labels that a scan misread."""
    for start, end, kind in labels.damaged_labels(folded):
        type_: ContactType | None = "fax" if kind == "fax" else None
        for match in _behind_label(text, folded, start, end, type_):
            yield replace(match, sure=_DAMAGED)


def _behind_label(
    text: str, folded: str, start: int, end: int, kind: ContactType | None
) -> Iterator[ContactMatch]:
    """What stands behind one label: numbers, a short number, extensions alone, or the unread."""
    listed = phones.read_list(folded, end)
    for nth, (position, phone) in enumerate(listed):
        contact = Contact(
            type=kind or ("mobile" if phone.mobile else "phone"),
            raw=_raw(text, start if nth == 0 else position, phone.end),
            number=phone.number,
            number_to=phone.number_to,
            extensions=list(phone.extensions),
        )
        begin = start if nth == 0 else position
        yield ContactMatch(begin, phone.end, contact, phone.valid)
    if listed:
        return
    extensions, behind = phones.read_extensions(folded, end)
    found: Contact | None = None
    if extensions:
        found = Contact(type=kind or "phone", raw="", extensions=list(extensions))
    elif unread := phones.read_unread(folded, end):
        behind = unread.end
        inside = kind is None and "ภายใน" in folded[start:end]
        found = _without_base("network" if inside else kind or "phone", unread.digits, folded[end:])
    if found is None:
        return
    found = msgspec.structs.replace(found, raw=_raw(text, start, behind))
    yield ContactMatch(start, behind, found, sure=_DAMAGED)


def _without_base(kind: ContactType, digits: str | None, read: str) -> Contact | None:
    """What is no public number: a hotline's, one inside a house, or one that cannot be read.

    :param read: the text from the number's first sign on.
    """
    if digits and len(digits) in _INSIDE and digits[0] != "0":
        if not _STANDS_ALONE.match(read):
            return None  # ``โทรศัพท์ 120 เครื่อง``
        if kind == "phone" and _HOTLINE.fullmatch(digits):
            return Contact(type="hotline", raw="", number=digits)
        return Contact(type="network" if kind == "phone" else kind, raw="", number=digits)
    meant = _MEANT.match(read) is not None and (digits is None or len(digits) > max(_INSIDE))
    return Contact(type=kind, raw="") if meant else None


def _raw(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _fixed(pattern: re.Pattern[str], kind: ContactType, least: int) -> _Scan:
    """A scan for short numbers, kept as written: hotlines and internal networks.

    :param least: how many digits stand in a row in each of them.
    """
    number = re.compile(rf"\d{{{least}}}")

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        if not number.search(folded):
            return
        for match in pattern.finditer(folded):
            tail = match.groupdict().get("to")
            contact = Contact(
                type=kind,
                raw=" ".join(text[match.start() : match.end()].split()),
                number=match["number"],
                number_to=phones.upper_end(match["number"], tail) if tail else None,
            )
            yield ContactMatch(match.start(), match.end(), contact)

    return scan


def _addresses(pattern: re.Pattern[str], kind: ContactType) -> _Scan:
    """A scan for e-mail, web and LINE addresses; Thai digits in them are Arabic ones in print."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        for match in pattern.finditer(folded):
            group = "value" if match["value"] else "bare"
            value = match[group].strip().rstrip(".,;:)\"'")
            end = match.start(group) + match[group].index(value) + len(value)
            contact = Contact(type=kind, raw=_raw(text, match.start(), end), value=value)
            yield ContactMatch(match.start(), end, contact)

    return scan


def _broken_email(text: str, folded: str) -> Iterator[ContactMatch]:
    """Labelled e-mail addresses with blanks in them, and those that cannot be read."""
    for match in labels.BROKEN_EMAIL.finditer(folded):
        value = re.sub(r"\s", "", match["value"])
        contact = Contact(type="email", raw=_raw(text, *match.span()), value=value)
        yield ContactMatch(match.start(), match.end(), contact, sure=_DAMAGED)
    for match in labels.UNREAD_EMAIL.finditer(folded):
        contact = Contact(type="email", raw=_raw(text, *match.span()))
        yield ContactMatch(match.start(), match.end(), contact, sure=_DAMAGED)


def _voip(text: str, folded: str) -> Iterator[ContactMatch]:
    """Numbers of internet telephony: a public number as such, a short one as a network's."""
    for match in labels.VOIP.finditer(folded):
        phone = phones.read(folded, match.end())
        short = re.compile(r"\d{4,7}(?!\d)").match(folded, match.end())
        if phone:
            contact = Contact(
                type="phone", raw=text[match.start() : phone.end], number=phone.number
            )
            yield ContactMatch(match.start(), phone.end, contact)
        elif short:
            contact = Contact(
                type="network", raw=text[match.start() : short.end()], number=short.group()
            )
            yield ContactMatch(match.start(), short.end(), contact)


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
#: scans with the words without which they find nothing, in order of precedence where two would
#: claim the same text
_SCANS: tuple[tuple[_Scan, tuple[str, ...]], ...] = (
    (_addresses(labels.EMAIL, "email"), ("@",)),
    (_broken_email, labels.EMAIL_WORDS),
    (_addresses(labels.WEBSITE, "website"), labels.WEBSITE_WORDS),
    (_addresses(labels.LINE, "line"), labels.LINE_WORDS),
    (_fixed(labels.NETWORK, "network", 5), labels.NETWORK_WORDS),
    (_numbers(labels.BOTH, None), labels.FAX_WORDS),
    (_numbers(labels.MOBILE, "mobile"), labels.MOBILE_WORDS),
    (_numbers(labels.FAX, "fax"), labels.FAX_WORDS),
    (_numbers(labels.PHONE, None), labels.PHONE_WORDS),
    (_damaged, ("0",)),
    (_voip, labels.VOIP_WORDS),
    (_fixed(labels.HOTLINE, "hotline", 3), labels.HOTLINE_WORDS),
)


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
