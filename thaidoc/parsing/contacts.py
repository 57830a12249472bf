"""Contacts: telephone, mobile, fax, hotline, internal networks, e-mail, website, LINE.

Everything begins at its label (``โทร.``, ``โทรสาร``, ``สายด่วน``, ``มท.``) or at a form that needs
none (an e-mail address, a web address). Who is to be called is the person named just before.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from thaidoc.parsing import phones
from thaidoc.parsing.people import last_person
from thaidoc.record import Contact, ContactType
from thaidoc.thai.numerals import to_arabic

_PHONE_WORD = (
    r"(?:หมายเลข)?โทรศัพท์(?:พื้นฐาน|สำนักงาน|ภายใน)?|โทรฯ|โทร(?![ก-๎])|Tel(?:ephone)?\b|Phone\b"
)
_MOBILE_WORD = r"(?:หมายเลข)?โทรศัพท์(?:เคลื่อนที่|มือถือ)|มือถือ|Mobile\b"
_FAX_WORD = r"โทรสาร|แฟกซ์|แฟ็กซ์|แฟ๊กซ์|Fax(?:simile)?\b"
_AFTER = r"\s*(?:หมายเลข|เลขที่|เบอร์)?\s*[.:]?\s*[.:]?\s*"
_AND = r"\s*\.?\s*(?:/|และ|,)\s*"
_BOTH = re.compile(
    rf"(?:{_PHONE_WORD}){_AND}(?:{_FAX_WORD}){_AFTER}|(?:{_FAX_WORD}){_AND}(?:{_PHONE_WORD}){_AFTER}",
    re.IGNORECASE,
)
_MOBILE = re.compile(rf"(?:{_MOBILE_WORD}){_AFTER}", re.IGNORECASE)
_PHONE = re.compile(rf"(?:{_PHONE_WORD}){_AFTER}", re.IGNORECASE)
_FAX = re.compile(rf"(?:{_FAX_WORD}){_AFTER}", re.IGNORECASE)
_VOIP = re.compile(r"(?:VoIP|IP[\s-]?Phone|ไอพีโฟน)\s*[.:]?\s*", re.IGNORECASE)
_HOTLINE = re.compile(
    r"(?:สายด่วน|Hot\s?line|Call\s?Center|คอลเซ็นเตอร์)(?:\s?[ก-๎A-Za-z.\s]{0,40}?)\s*[.:]?\s*(?P<number>\d{3,5})(?![\d-])",
    re.IGNORECASE,
)
_NETWORK = re.compile(
    r"(?:(?<![ก-๎.])(?:สถ\.?\s?)?มท\.?\s*)(?P<number>\d{5})(?:\s*[-–,]\s*(?P<to>\d{1,5}))?(?![\d./])"
)
_EMAIL = re.compile(
    r"(?:(?:ไปรษณีย์อิเล็กทรอนิกส์|จดหมายอิเล็กทรอนิกส์|อีเมล์?|อีเมลล์|e-?mail(?:\s+address)?)\s*[.:]?\s*)?"
    r"(?P<value>[A-Za-z0-9][\w.+-]*@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)+)",
    re.IGNORECASE | re.ASCII,
)
_WEBSITE = re.compile(
    r"(?:(?:เว็บไซต์|เว็บไซด์|เวบไซต์|เว็บเพจ|website)\s*[.:]?\s*)?"
    r"(?P<value>(?:https?://|www\.)[\x21-\x7e]+)",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?:(?<![A-Za-z])Line(?![A-Za-z])|ไลน์)\s*(?:(?:ID|ไอดี|Official(?:\s+Account)?|OA)\s*[.:]?|[.:])?\s*"
    r"(?P<value>@[\w.-]{2,}|(?<=:)\s*[A-Za-z][\w.-]{3,}|(?<=: )[A-Za-z][\w.-]{3,}"
    r"|(?<=ID )[A-Za-z0-9][\w.-]{3,})",
    re.IGNORECASE | re.ASCII,
)
_ROLE = re.compile(r"(ผู้ประสานงาน(?:หลัก|โครงการ)?|ผู้ประสาน|เจ้าหน้าที่ผู้ประสานงาน|ผู้รับผิดชอบ)\s*:?\s*$")
_ANOTHER = re.compile(r"[,;]?\s*(?:(?:และ|หรือ|หรือที่)\s*)?$")
_NEARBY = 140


@dataclass(frozen=True, slots=True)
class ContactMatch:
    """A contact found in a text, with its character offsets; ``valid``: the number can exist."""

    start: int
    end: int
    contact: Contact
    valid: bool = True


def find(text: str) -> list[ContactMatch]:
    """All contacts of a text, in order, each with the person named for it."""
    folded = to_arabic(text)
    found: list[ContactMatch] = []
    for scan in _SCANS:
        for match in scan(text, folded):
            if not any(m.start < match.end and match.start < m.end for m in found):
                found.append(match)
    found = _with_twins(sorted(found, key=lambda m: m.start))
    return _with_people(text, found)


def starts_contact(text: str) -> bool:
    """Whether a line begins as a line of contacts does: with a label or an address."""
    folded = to_arabic(text)
    labels = (_BOTH, _MOBILE, _PHONE, _FAX, _VOIP, _HOTLINE, _NETWORK, _EMAIL, _WEBSITE, _LINE)
    if any(label.match(folded) for label in labels):
        return True
    return re.match(r"(?:ไปรษณีย์อิเล็กทรอนิกส์|e-?mail|อีเมล|ผู้ประสาน)", folded, re.IGNORECASE) is not None


def first_label(text: str) -> int | None:
    """Where the first telephone or fax label of a line stands, or None."""
    found = [m.start() for m in (p.search(to_arabic(text)) for p in (_PHONE, _FAX, _MOBILE)) if m]
    return min(found, default=None)


def _numbers(
    label: re.Pattern[str], kind: ContactType | None
) -> Callable[[str, str], Iterator[ContactMatch]]:
    """A scan for public numbers behind a label; kind None: phone, or mobile by its digits."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        for match in label.finditer(folded):
            for nth, (position, phone) in enumerate(phones.read_list(folded, match.end())):
                start = match.start() if nth == 0 else position
                type_ = kind or ("mobile" if phone.mobile else "phone")
                raw = " ".join(text[start : phone.end].split())
                contact = Contact(
                    type=type_,
                    raw=raw,
                    number=phone.number,
                    number_to=phone.number_to,
                    extensions=list(phone.extensions),
                )
                yield ContactMatch(start, phone.end, contact, phone.valid)

    return scan


def _fixed(
    pattern: re.Pattern[str], kind: ContactType
) -> Callable[[str, str], Iterator[ContactMatch]]:
    """A scan for short numbers, kept as written: hotlines and internal networks."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
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


def _addresses(
    pattern: re.Pattern[str], kind: ContactType
) -> Callable[[str, str], Iterator[ContactMatch]]:
    """A scan for e-mail, web and LINE addresses; Thai digits in them are Arabic ones in print."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        for match in pattern.finditer(folded):
            value = match["value"].strip().rstrip(".,;:)\"'")
            end = (
                match.start("value")
                + len(match["value"])
                - len(match["value"].lstrip())
                + len(value)
            )
            raw = " ".join(text[match.start() : end].split())
            yield ContactMatch(match.start(), end, Contact(type=kind, raw=raw, value=value))

    return scan


def _voip(text: str, folded: str) -> Iterator[ContactMatch]:
    """Numbers of internet telephony: a public number as such, a short one as a network's."""
    for match in _VOIP.finditer(folded):
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


#: in order of precedence where two would claim the same text
_SCANS: tuple[Callable[[str, str], Iterator[ContactMatch]], ...] = (
    _addresses(_EMAIL, "email"),
    _addresses(_WEBSITE, "website"),
    _addresses(_LINE, "line"),
    _numbers(_BOTH, None),
    _numbers(_MOBILE, "mobile"),
    _numbers(_FAX, "fax"),
    _numbers(_PHONE, None),
    _voip,
    _fixed(_HOTLINE, "hotline"),
    _fixed(_NETWORK, "network"),
)


def _with_twins(found: list[ContactMatch]) -> list[ContactMatch]:
    """A number labelled ``โทร./โทรสาร`` is a telephone and a fax at once."""
    twins: list[ContactMatch] = []
    for match in found:
        twins.append(match)
        if _BOTH.match(to_arabic(match.contact.raw)):
            fax = Contact(
                type="fax",
                raw=match.contact.raw,
                number=match.contact.number,
                number_to=match.contact.number_to,
                extensions=match.contact.extensions,
            )
            twins.append(ContactMatch(match.start, match.end, fax, match.valid))
    return twins


def _with_people(text: str, found: list[ContactMatch]) -> list[ContactMatch]:
    """Each contact with the person and role named before it, up to the contact before that."""
    named: list[ContactMatch] = []
    border = 0
    last: tuple[str | None, str | None] = (None, None)
    for match in found:
        before = text[max(border, match.start - _NEARBY) : match.start]
        person = last_person(before.rstrip(" (:"))
        if person and not re.search(r"[.;]\s|นั้น|ทั้งนี้", person[1]):
            role = _ROLE.search(before[: person[2]])
            last = (person[0], role[1] if role else None)
        elif not _ANOTHER.fullmatch(before) or match.contact.value:
            last = (None, None)  # an address behind a person's number is the office's
        contact = match.contact
        if last[0]:
            contact = Contact(
                type=contact.type,
                raw=contact.raw,
                number=contact.number,
                number_to=contact.number_to,
                extensions=contact.extensions,
                person=last[0],
                role=last[1],
                value=contact.value,
            )
        named.append(ContactMatch(match.start, match.end, contact, match.valid))
        border = match.end
    return named
