"""What of a text is a contact: the numbers and addresses behind each label, label by label.

A scan looks for one kind of contact in the whole text. Which scan has the first word where two
claim the same text is their order in :data:`SCANS`; what contacts say of each other, and of the
people to be called, is told in :mod:`thaidoc.parsing.contacts`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import msgspec

from thaidoc.parsing import contact_labels as labels
from thaidoc.parsing import phones
from thaidoc.record import Contact, ContactType

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


#: from a text, and the same with Arabic digits, the contacts of one kind in it
Scan = Callable[[str, str], Iterator[ContactMatch]]


def _numbers(label: re.Pattern[str], kind: ContactType | None) -> Scan:
    """A scan for public numbers behind a label; kind None: phone, or mobile by its digits."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        """All that stands behind this label, wherever it stands."""
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


def _fixed(pattern: re.Pattern[str], kind: ContactType, least: int) -> Scan:
    """A scan for short numbers, kept as written: hotlines and internal networks.

    :param least: how many digits stand in a row in each of them.
    """
    number = re.compile(rf"\d{{{least}}}")

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        """Each place of the pattern, its number as written, or as the two ends of a range."""
        if not number.search(folded):
            return
        for match in pattern.finditer(folded):
            tail = match.groupdict().get("to")
            contact = Contact(
                type=kind,
                raw=_raw(text, match.start(), match.end()),
                number=match["number"],
                number_to=phones.upper_end(match["number"], tail) if tail else None,
            )
            yield ContactMatch(match.start(), match.end(), contact)

    return scan


def _addresses(pattern: re.Pattern[str], kind: ContactType) -> Scan:
    """A scan for e-mail, web and LINE addresses; Thai digits in them are Arabic ones in print."""

    def scan(text: str, folded: str) -> Iterator[ContactMatch]:
        """Each address, labelled or bare, without the punctuation that follows it."""
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


#: scans with the words without which they find nothing, in order of precedence where two would
#: claim the same text
SCANS: tuple[tuple[Scan, tuple[str, ...]], ...] = (
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
