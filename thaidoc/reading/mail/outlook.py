"""Outlook messages (MSG) as documents and as bundles of their attachments, read by ourselves.

A message is an OLE file of properties ([MS-OXMSG]); a letter needs a dozen of them, which olefile
gives. Strings without Unicode are in the code page that the message names, and for Thai mail often
not in that either: what the bytes prove comes first.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, Member, attempt
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.limits import current
from thaidoc.reading.mail import parts as mail_parts
from thaidoc.reading.mail.compressed_rtf import unpacked_rtf
from thaidoc.reading.mail.parts import Mail, decoded
from thaidoc.reading.mail.writing import as_eml

READER = "outlook/1"
#: identities of properties ([MS-OXPROPS])
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _CC, _SUBMITTED, _DELIVERED = 0x0E04, 0x0E03, 0x0039, 0x0E06
_CODE_PAGE, _WEB_CODE_PAGE = 0x3FFD, 0x3FDE
_DATA, _METHOD, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3701, 0x3705, 0x3707, 0x3704, 0x3001
_MIME_TYPE, _CONTENT_ID, _HIDDEN = 0x370E, 0x3712, 0x7FFE
_UNICODE, _STRING, _BINARY, _OBJECT = 0x001F, 0x001E, 0x0102, 0x000D
_EMBEDDED = 5
#: bytes before the fixed properties: of a file's message, of one inside it, of an attachment
_TOP, _INSIDE, _ATTACHMENT = 32, 24, 8
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read(source: Source) -> Reading:
    """The text of a message as pages of lines; where it has none, its envelope."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        return mail_parts.reading(_mail(_Properties(ole, (), _TOP), None), READER)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The message itself where it has words, then its attachments."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        found = _mail(_Properties(ole, (), _TOP), allowance)
        for member in mail_parts.members(found):
            yield member if member.name else replace(member, data=source.data)


@dataclass(frozen=True)
class _Properties:
    """The properties in one storage of the file; ``code_page`` is that of its eight-bit strings."""

    ole: Any
    path: tuple[str, ...]
    header: int
    code_page: str | None = None

    @cached_property
    def _fixed(self) -> dict[int, bytes]:
        data = self._stream("__properties_version1.0")[self.header :]
        return {
            struct.unpack_from("<I", data, at)[0] >> 16: data[at + 8 : at + 16]
            for at in range(0, len(data) - 15, 16)
        }

    def _stream(self, name: str) -> bytes:
        place = [*self.path, name]
        return bytes(self.ole.openstream(place).read()) if self.ole.exists(place) else b""

    def binary(self, identity: int) -> bytes:
        """A property of bytes; empty where absent."""
        return self._stream(f"__substg1.0_{identity:04X}{_BINARY:04X}")

    def has(self, identity: int) -> bool:
        """Whether there is such a property of bytes."""
        return bool(self.ole.exists([*self.path, f"__substg1.0_{identity:04X}{_BINARY:04X}"]))

    def number(self, identity: int) -> int:
        """A property that is a number; 0 where absent."""
        return int.from_bytes(self._fixed.get(identity, b"")[:4], "little")

    def text(self, identity: int) -> str:
        """A property that is a string, in either form; empty where absent."""
        wide = self._stream(f"__substg1.0_{identity:04X}{_UNICODE:04X}")
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        return self._decoded(self._stream(f"__substg1.0_{identity:04X}{_STRING:04X}"))

    def line(self, identity: int) -> str:
        """The same on one line."""
        return " ".join(self.text(identity).split())

    def _decoded(self, data: bytes) -> str:
        page = self.number(_CODE_PAGE)
        named = "utf-8" if page == 65001 else f"cp{page}" if page else self.code_page
        return decoded(data.rstrip(b"\0"), named)[0] if data else ""

    def html(self) -> str:
        """The text as a web page, in the code page of its own."""
        data = self.binary(_HTML)
        if not data:
            return self.text(_HTML)
        page = self.number(_WEB_CODE_PAGE)
        return decoded(data, "utf-8" if page == 65001 else f"cp{page}")[0]

    def moment(self, *identities: int) -> str:
        """The first of these moments that is there, in ISO 8601; empty where none is."""
        for identity in identities:
            ticks = int.from_bytes(self._fixed.get(identity, b""), "little")
            if ticks:
                try:
                    return (_EPOCH + timedelta(microseconds=ticks // 10)).isoformat(" ", "seconds")
                except OverflowError:
                    continue
        return ""

    def attachments(self) -> Iterator["_Properties"]:
        """The storages of what came with the message, in order."""
        page = self.number(_CODE_PAGE)
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=False, storages=True)
            if tuple(entry[:depth]) == self.path and len(entry) > depth
        }
        for name in sorted(names):
            if name.startswith("__attach_version1.0_"):
                named = f"cp{page}" if page else self.code_page
                yield _Properties(self.ole, (*self.path, name), _ATTACHMENT, named)

    def inside(self, identity: int) -> "_Properties | None":
        """The message that is the value of a property, if there is one."""
        path = (*self.path, f"__substg1.0_{identity:04X}{_OBJECT:04X}")
        known = self.ole.exists([*path, "__properties_version1.0"])
        return _Properties(self.ole, path, _INSIDE, self.code_page) if known else None


def _mail(found: _Properties, allowance: Allowance | None, depth: int = 1) -> Mail:
    """The message; attachments are taken only under an allowance."""
    attachments: list[Member] = []
    pictures: list[Member] = []
    if allowance is not None:
        for number, one in enumerate(found.attachments(), 1):
            shown = one.text(_CONTENT_ID) and one.line(_MIME_TYPE).startswith("image/")
            kept = pictures if shown or one.number(_HIDDEN) & 0xFF else attachments
            kept.extend(_attached(one, number, allowance, depth))
    address = found.line(_SENDER_SMTP) or found.line(_SENDER_ADDRESS)
    plain = found.text(_BODY)
    has_words = mail_parts.SAYS_SOMETHING.search(plain) is not None
    html = "" if has_words else found.html()
    return Mail(
        # an address of Exchange's own directory says nothing outside of it
        sender=f"{found.line(_SENDER)} <{address}>" if "@" in address else found.line(_SENDER),
        recipients="; ".join(filter(None, (found.line(_TO), found.line(_CC)))),
        date=found.moment(_SUBMITTED, _DELIVERED),
        subject=found.line(_SUBJECT),
        text=plain if has_words else "",
        html=html,
        rtf=b"" if has_words or html else _rtf(found.binary(_RTF)),
        attachments=tuple(attachments),
        pictures=tuple(pictures),
    )


def _rtf(packed: bytes) -> bytes:
    try:
        return unpacked_rtf(packed) if packed else b""
    except UnreadableFileError:
        return b""


def _attached(one: _Properties, number: int, allowance: Allowance, depth: int) -> Iterator[Member]:
    """An attachment; for a message that is one, also what of it could not be taken."""
    name = one.line(_LONG_NAME) or one.line(_SHORT_NAME) or one.line(_SHOWN_NAME) or str(number)
    inner = one.inside(_DATA)
    if inner is not None and one.number(_METHOD) == _EMBEDDED:
        current().allow_nesting(depth)
        mail = _mail(inner, allowance, depth + 1)
        written = f"{mail.subject.replace('/', '-') or name}.eml"
        yield attempt(written, lambda: as_eml(mail))
        for lost in (*mail.attachments, *mail.pictures):
            if lost.fault:
                yield replace(lost, name=f"{written}/{lost.name}")
    elif one.has(_DATA):
        yield attempt(name, lambda: allowance.spend(one.binary(_DATA)))
    else:
        fault = UnreadableFileError(
            "It is an object of another program inside the message, not a file",
            hint="Open the message in Outlook, save the object as a file, and add that",
        )
        yield Member(name, fault=fault)
