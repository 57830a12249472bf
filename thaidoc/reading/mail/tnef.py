"""What Outlook sends as ``winmail.dat`` (TNEF, [MS-OXTNEF]): a mail's text and its attachments.

Exchange packs a letter into one when it takes the receiver for another Outlook; any other mail
program then shows an empty mail with a file that nothing opens. It is a row of attributes, those of
the message first, then those of each attachment; the newer ones hold the properties that an MSG has
too. The libraries for it are old, and what a letter needs is little.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, Member
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.mail import parts as mail_parts
from thaidoc.reading.mail.mapi import (
    BINARY,
    BODY,
    DATA,
    OBJECT,
    SHORT_NAME,
    STRING,
    SUBJECT,
    SUBMITTED,
    UNICODE,
    Properties,
    mail_of,
)
from thaidoc.reading.mail.parts import Mail

READER = "tnef/1"
MAGIC = b"\x78\x9f\x3e\x22"
_ATTRIBUTE = struct.Struct("<BII")
#: attributes by the lower half of their number: what begins an attachment, sets of properties
_NEW_ATTACHMENT, _MESSAGE_SET, _ATTACHMENT_SET, _OEM_CODE_PAGE = 0x9002, 0x9003, 0x9005, 0x9007
_DATE_SENT = 0x8005
#: attributes of old that are properties under another number
_OLD = {0x8004: (SUBJECT, STRING), 0x800C: (BODY, STRING), 0x8010: (SHORT_NAME, STRING),
        0x800F: (DATA, BINARY)}  # fmt: skip
#: types of fixed size, in bytes as they are written
_SIZES = {
    0x0002: 4, 0x0003: 4, 0x0004: 4, 0x000A: 4, 0x000B: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8,
    0x0014: 8, 0x0040: 8, 0x0048: 16,
}  # fmt: skip
_VARIABLE = frozenset({STRING, UNICODE, BINARY, OBJECT})
_MANY, _NAMED = 0x1000, 0x8000
#: bytes that say which interface an object has, before the object
_INTERFACE = 16
_TICKS_TO_1970 = 116_444_736_000_000_000


def read(source: Source) -> Reading:
    """The text of the mail as pages of lines; where it has none, its envelope."""
    return mail_parts.reading(opened(source.data, None)[0], READER)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The mail itself where it has words, then its attachments, then what is wrong with it."""
    mail, fault = opened(source.data, allowance)
    for member in mail_parts.members(mail):
        yield member if member.name else replace(member, data=source.data)
    if fault:
        yield Member("", fault=fault)


def opened(data: bytes, allowance: Allowance | None) -> tuple[Mail, UnreadableFileError | None]:
    """The mail in the bytes, and what is wrong where they end too early.

    Attachments are taken only under an allowance.

    :raises UnreadableFileError: where the bytes are no TNEF.
    """
    found = _parsed(data, None)
    torn = UnreadableFileError(
        "It is torn: some of what was in it is lost",
        hint="Ask for it to be sent again",
    )
    return mail_of(found, allowance), torn if found.torn or any(
        one.torn for one in found.attached
    ) else None


@dataclass
class _Set(Properties):
    """The properties of the message or of an attachment. ``torn``: there were more."""

    code_page: str | None = None
    torn: bool = False
    values: dict[tuple[int, int], bytes] = field(default_factory=dict)
    numbers: dict[int, bytes] = field(default_factory=dict)
    attached: list["_Set"] = field(default_factory=list)

    def value(self, identity: int, kind: int) -> bytes | None:
        """A property of this type without a fixed size; None where absent."""
        return self.values.get((identity, kind))

    def fixed(self, identity: int) -> bytes:
        """The bytes of a property of fixed size; empty where absent."""
        return self.numbers.get(identity, b"")

    def attachments(self) -> Iterator[Properties]:
        """What came with the message, in order."""
        for one in self.attached:
            one.code_page = self.own_code_page
            yield one

    def inside(self, identity: int) -> Properties | None:
        """The message that is the value of a property, if there is one."""
        data = self.values.get((identity, OBJECT), b"")[_INTERFACE:]
        return _parsed(data, self.code_page) if data.startswith(MAGIC) else None


def _parsed(data: bytes, code_page: str | None) -> _Set:
    if not data.startswith(MAGIC):
        raise UnreadableFileError("The mail is damaged: its packing has no beginning")
    message = _Set(code_page)
    latest = message
    at = len(MAGIC) + 2
    while data[at : at + _ATTRIBUTE.size].strip(b"\0\r\n "):
        if at + _ATTRIBUTE.size > len(data):
            message.torn = True
            break
        _, attribute, size = _ATTRIBUTE.unpack_from(data, at)
        at += _ATTRIBUTE.size
        value = data[at : at + size]
        message.torn = message.torn or len(value) < size
        if attribute & 0xFFFF == _NEW_ATTACHMENT:
            latest = _Set()
            message.attached.append(latest)
        elif len(value) == size:  # half a value is none
            _take(latest, attribute & 0xFFFF, value)
        at += size + 2  # a sum of the bytes, which some writers get wrong
    return message


def _take(target: _Set, attribute: int, value: bytes) -> None:
    """Keep an attribute as the property, or properties, that it is; newer ones win."""
    if attribute in (_MESSAGE_SET, _ATTACHMENT_SET):
        target.torn = not _properties(target, value) or target.torn
    elif attribute in _OLD:
        target.values.setdefault(_OLD[attribute], value)
    elif attribute == _OEM_CODE_PAGE and len(value) >= 4:
        target.code_page = f"cp{int.from_bytes(value[:4], 'little')}"
    elif attribute == _DATE_SENT and len(value) >= 12:
        ticks = _ticks(*struct.unpack_from("<6H", value))
        if ticks:
            target.numbers.setdefault(SUBMITTED, ticks.to_bytes(8, "little"))


def _ticks(*parts: int) -> int:
    """A date and time as the properties have it, in tenths of microseconds; 0 for none."""
    try:
        year, month, day, hour, minute, second = parts
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return 0
    return max(0, int(moment.timestamp()) * 10_000_000 + _TICKS_TO_1970)


def _properties(target: _Set, data: bytes) -> bool:
    """Take a set of properties; whether it was whole."""
    try:
        (count,) = struct.unpack_from("<I", data)
        at = 4
        for _ in range(count):
            kind, identity = struct.unpack_from("<HH", data, at)
            at = _behind_name(data, at + 4) if identity >= _NAMED else at + 4
            at = _property(target, identity, kind, data, at)
    except struct.error:
        return False
    return True


def _behind_name(data: bytes, at: int) -> int:
    """Where the value of a property begins that has a name instead of a number."""
    (is_text,) = struct.unpack_from("<I", data, at + 16)
    at += 20
    if not is_text:
        return at + 4
    (size,) = struct.unpack_from("<I", data, at)
    return int(at + 4 + size + -size % 4)


def _property(target: _Set, identity: int, kind: int, data: bytes, at: int) -> int:
    """Take one property; where the next begins.

    :raises struct.error: where the data ends before, or nobody knows where that is.
    """
    plain = kind & ~_MANY
    count = 1
    if kind & _MANY or plain in _VARIABLE:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if plain in _SIZES:
        size = _SIZES[plain]
        if count * size > len(data) - at:
            raise struct.error
        if not kind & _MANY:
            target.numbers[identity] = data[at : at + size]
        return at + count * size
    if plain not in _VARIABLE:
        raise struct.error
    for _ in range(count):
        (size,) = struct.unpack_from("<I", data, at)
        at += 4
        if size > len(data) - at:
            raise struct.error
        target.values[identity, plain] = data[at : at + size]
        at += size + -size % 4
    return at
