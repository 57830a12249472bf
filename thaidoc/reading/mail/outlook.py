"""Outlook messages (MSG) as documents and as bundles of their attachments, read by ourselves.

A message is an OLE file of properties ([MS-OXMSG]), which olefile gives; what they mean stands in
:mod:`thaidoc.reading.mail.mapi`.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from thaidoc.reading.bundles.member import Allowance, Member
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.mail import parts as mail_parts
from thaidoc.reading.mail.mapi import OBJECT, Properties, mail_of

READER = "outlook/1"
#: bytes before the fixed properties: of a file's message, of one inside it, of an attachment
_TOP, _INSIDE, _ATTACHMENT = 32, 24, 8


def read(source: Source) -> Reading:
    """The text of a message as pages of lines; where it has none, its envelope."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        return mail_parts.reading(mail_of(_Storage(ole, (), _TOP), None), READER)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The message itself where it has words, then its attachments."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        found = mail_of(_Storage(ole, (), _TOP), allowance)
        for member in mail_parts.members(found):
            yield member if member.name else replace(member, data=source.data)


@dataclass(frozen=True)
class _Storage(Properties):
    """The properties in one storage of the file."""

    ole: Any
    path: tuple[str, ...]
    header: int
    code_page: str | None = None

    @cached_property
    def _fixed(self) -> dict[int, bytes]:
        data = (self._stream("__properties_version1.0") or b"")[self.header :]
        return {
            struct.unpack_from("<I", data, at)[0] >> 16: data[at + 8 : at + 16]
            for at in range(0, len(data) - 15, 16)
        }

    def _stream(self, name: str) -> bytes | None:
        place = [*self.path, name]
        return bytes(self.ole.openstream(place).read()) if self.ole.exists(place) else None

    def value(self, identity: int, kind: int) -> bytes | None:
        """A property of this type without a fixed size; None where absent."""
        return self._stream(f"__substg1.0_{identity:04X}{kind:04X}")

    def fixed(self, identity: int) -> bytes:
        """The eight bytes of a property of fixed size; empty where absent."""
        return self._fixed.get(identity, b"")

    def attachments(self) -> Iterator[Properties]:
        """The storages of what came with the message, in order."""
        depth = len(self.path)
        names = {
            entry[depth]
            for entry in self.ole.listdir(streams=False, storages=True)
            if tuple(entry[:depth]) == self.path and len(entry) > depth
        }
        for name in sorted(names):
            if name.startswith("__attach_version1.0_"):
                yield _Storage(self.ole, (*self.path, name), _ATTACHMENT, self.own_code_page)

    def inside(self, identity: int) -> Properties | None:
        """The message that is the value of a property, if there is one."""
        path = (*self.path, f"__substg1.0_{identity:04X}{OBJECT:04X}")
        known = self.ole.exists([*path, "__properties_version1.0"])
        return _Storage(self.ole, path, _INSIDE, self.code_page) if known else None
