"""Mails as Outlook knows them: a set of numbered properties, in whatever kind of file it lies.

An MSG keeps the properties in an OLE file, a ``winmail.dat`` one after the other; what they mean
([MS-OXPROPS]) is the same, and a letter needs two dozen of them. Strings without Unicode are in the
code page that the message names, and for Thai mail often not in that either: what the bytes prove
comes first.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, LeftError, Member, attempt
from thaidoc.reading.limits import current
from thaidoc.reading.mail import parts as mail_parts
from thaidoc.reading.mail.compressed_rtf import unpacked_rtf
from thaidoc.reading.mail.parts import Mail, decoded
from thaidoc.reading.mail.writing import as_eml

SUBJECT, BODY, DATA, SHORT_NAME, SUBMITTED = 0x0037, 0x1000, 0x3701, 0x3704, 0x0039
_HTML, _RTF = 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _CC, _DELIVERED = 0x0E04, 0x0E03, 0x0E06
_CODE_PAGE, _WEB_CODE_PAGE = 0x3FFD, 0x3FDE
_METHOD, _LONG_NAME, _SHOWN_NAME = 0x3705, 0x3707, 0x3001
_MIME_TYPE, _CONTENT_ID, _HIDDEN = 0x370E, 0x3712, 0x7FFE
#: types of properties
UNICODE, STRING, BINARY, OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_EMBEDDED = 5
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


class Properties(ABC):
    """The properties of one message or attachment.

    ``code_page`` is that of eight-bit strings, as far as what lies around it says.
    """

    code_page: str | None

    @abstractmethod
    def value(self, identity: int, kind: int) -> bytes | None:
        """A property of this type without a fixed size; None where absent."""

    @abstractmethod
    def fixed(self, identity: int) -> bytes:
        """The eight bytes, or fewer, of a property of fixed size; empty where absent."""

    @abstractmethod
    def attachments(self) -> "Iterator[Properties]":
        """The properties of what came with the message, in order."""

    @abstractmethod
    def inside(self, identity: int) -> "Properties | None":
        """The message that is the value of a property, if there is one."""

    @property
    def own_code_page(self) -> str | None:
        """The code page of the message's eight-bit strings."""
        page = self.number(_CODE_PAGE)
        return _codec(page) if page else self.code_page

    def number(self, identity: int) -> int:
        """A property that is a number; 0 where absent."""
        return int.from_bytes(self.fixed(identity)[:4], "little")

    def text(self, identity: int) -> str:
        """A property that is a string, in either form; empty where absent."""
        wide = self.value(identity, UNICODE)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        data = (self.value(identity, STRING) or b"").rstrip(b"\0")
        return decoded(data, self.own_code_page)[0] if data else ""

    def line(self, identity: int) -> str:
        """The same on one line."""
        return " ".join(self.text(identity).split())

    def html(self) -> str:
        """The text as a web page, in the code page of its own."""
        data = self.value(_HTML, BINARY)
        return decoded(data, _codec(self.number(_WEB_CODE_PAGE)))[0] if data else self.text(_HTML)

    def moment(self, *identities: int) -> str:
        """The first of these moments that is there, in ISO 8601; empty where none is."""
        for identity in identities:
            ticks = int.from_bytes(self.fixed(identity), "little")
            if ticks:
                try:
                    return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(" ", "seconds")
                except OverflowError:
                    continue
        return ""


def _codec(page: int) -> str:
    return "utf-8" if page == 65001 else f"cp{page}"


def mail_of(found: Properties, allowance: Allowance | None, depth: int = 1) -> Mail:
    """The message that the properties describe; attachments are taken only under an allowance."""
    attachments: list[Member] = []
    pictures: list[Member] = []
    if allowance is not None:
        for number, one in enumerate(found.attachments(), 1):
            shown = one.text(_CONTENT_ID) and one.line(_MIME_TYPE).startswith("image/")
            kept = pictures if shown or one.number(_HIDDEN) & 0xFF else attachments
            kept.extend(_attached(one, number, allowance, depth))
    address = found.line(_SENDER_SMTP) or found.line(_SENDER_ADDRESS)
    plain = found.text(BODY)
    has_words = mail_parts.SAYS_SOMETHING.search(plain) is not None
    html = "" if has_words else found.html()
    return Mail(
        # an address of Exchange's own directory says nothing outside of it
        sender=f"{found.line(_SENDER)} <{address}>" if "@" in address else found.line(_SENDER),
        recipients="; ".join(filter(None, (found.line(_TO), found.line(_CC)))),
        date=found.moment(SUBMITTED, _DELIVERED),
        subject=found.line(SUBJECT),
        text=plain if has_words else "",
        html=html,
        rtf=b"" if has_words or html else _rtf(found.value(_RTF, BINARY)),
        attachments=tuple(attachments),
        pictures=tuple(pictures),
    )


def _rtf(packed: bytes | None) -> bytes:
    try:
        return unpacked_rtf(packed) if packed else b""
    except UnreadableFileError:
        return b""


def _attached(one: Properties, number: int, allowance: Allowance, depth: int) -> Iterator[Member]:
    """An attachment; for a message that is one, also what of it could not be taken."""
    name = one.line(_LONG_NAME) or one.line(SHORT_NAME) or one.line(_SHOWN_NAME) or str(number)
    inner = one.inside(DATA) if one.number(_METHOD) == _EMBEDDED else None
    if inner is not None:
        yield from _message(inner, name, allowance, depth)
        return
    data = one.value(DATA, BINARY)
    if data is not None:
        yield attempt(name, partial(allowance.spend, data))
        return
    fault = UnreadableFileError(
        "It is an object of another program inside the message, not a file",
        hint="Open the message in Outlook, save the object as a file, and add that",
    )
    yield Member(name, fault=fault)


def _message(found: Properties, name: str, allowance: Allowance, depth: int) -> Iterator[Member]:
    """A message inside another as a mail of its own."""
    try:
        current().allow_nesting(depth + 1)
    except UnreadableFileError as fault:
        yield Member(f"{name}.eml", fault=LeftError(fault.what, hint=fault.hint))
        return
    mail = mail_of(found, allowance, depth + 1)
    written = f"{mail.subject.replace('/', '-') or name}.eml"
    yield attempt(written, lambda: allowance.spend(as_eml(mail)))
    for lost in (*mail.attachments, *mail.pictures):
        if lost.fault:
            yield replace(lost, name=f"{written}/{lost.name}")
