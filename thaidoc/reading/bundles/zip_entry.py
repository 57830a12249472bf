"""One member of a ZIP file, unpacked by ourselves from its place in the bytes.

Python's own reader refuses a member whose two names differ, and all of them where one name cannot
be decoded; offices have such files. So only a sound directory is read by :mod:`zipfile`, and a
member needs no more than the place of its header. Offsets are those of PKWARE's APPNOTE.
"""

import bz2
import lzma
import struct
import zlib
from dataclasses import dataclass
from functools import partial

from thaidoc.errors import LockedFileError, UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, Decompressor, damaged, locked
from thaidoc.reading.bundles.zip_locks import AES, AES_FIELD, LOCKED, Lock
from thaidoc.reading.limits import sized

SIGNATURE = b"PK\x03\x04"
#: what ends a directory, and what stands before that in a file of the 64-bit kind
_END, _END_SIZE, _ZIP64_END_SIZE = b"PK\x05\x06", 22, 76
_HEADER = struct.Struct("<4sHHHHHIIIHH")
#: bit of the flags: sizes follow the data
SIZES_FOLLOW = 1 << 3
_UTF8 = 1 << 11
_STORED, _DEFLATED, _BZIP2, _LZMA = 0, 8, 12, 14
_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
#: a member of more bytes in the old lock takes longer than one step may
_MOST_LOCKED = 32 * 1024**2
_UNICODE_PATH = 0x7075
_ZIP64 = 0x0001


@dataclass(frozen=True, slots=True)
class Entry:
    """A member as its header describes it; ``start`` is where its packed bytes begin."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    extra: bytes
    start: int
    time: int = 0

    @property
    def lock(self) -> Lock | None:
        """How it is locked, if it is."""
        if not (self.flags & LOCKED or self.method == AES):
            return None
        aes = extra_field(self.extra, AES_FIELD) if self.method == AES else b""
        if self.method == AES and not aes:
            aes = bytes(7)  # of no known strength
        return Lock(self.flags, self.crc, self.time, aes)

    @property
    def unicode_name(self) -> str | None:
        """Its name, where its writer said that it is UTF-8."""
        if self.flags & _UTF8:
            return self.name.decode("utf-8", "replace")
        # Info-ZIP's own way: the name again in UTF-8, if it has not been renamed since
        field = extra_field(self.extra, _UNICODE_PATH)
        if len(field) > 5 and struct.unpack_from("<I", field, 1)[0] == zlib.crc32(self.name):
            return field[5:].decode("utf-8", "replace")
        return None


def entry_at(data: bytes, offset: int) -> Entry | None:
    """The member whose local header is at ``offset``, or None where there is no such header."""
    if len(data) < offset + _HEADER.size or not data.startswith(SIGNATURE, offset):
        return None
    _, _, flags, method, time, _, crc, packed, size, name, extra = _HEADER.unpack_from(data, offset)
    start = offset + _HEADER.size
    fields = data[start + name : start + name + extra]
    if 0xFFFFFFFF in (packed, size) and len(wide := extra_field(fields, _ZIP64)) >= 16:
        size, packed = struct.unpack_from("<QQ", wide)
    end = start + name + extra
    return Entry(data[start : start + name], flags, method, crc, packed, size, fields, end, time)


def has_own_directory(data: bytes) -> bool:
    """Whether the last directory in the bytes is that of the ZIP that they begin with.

    In a torn ZIP it may be that of another one, stored inside: a reader that looks for it from the
    end would take the one inside for all there is.
    """
    end = data.rfind(_END)
    if end < 0 or len(data) < end + _END_SIZE:
        return False
    size, offset = struct.unpack_from("<II", data, end + 12)
    if 0xFFFFFFFF in (size, offset):  # said in 64 bits elsewhere
        return True
    return end - size - offset in (0, _ZIP64_END_SIZE)


def extra_field(extra: bytes, wanted: int) -> bytes:
    """The content of a header's extra field of this kind; empty where it has none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + size]
        at += 4 + size
    return b""


def content(data: bytes, entry: Entry, allowance: Allowance, name: str) -> bytes:
    """The member's bytes, unpacked and checked.

    :param name: what it is called where somebody is asked for its password.
    :raises UnreadableFileError: where it is locked, damaged, too large or packed in another way.
    """
    lock = entry.lock
    if lock and not lock.is_known:
        raise UnreadableFileError(
            "It is locked in a way that cannot be opened", hint="Unpack it and add the files in it"
        )
    allowance.allow(entry.size, entry.packed)
    packed = data[entry.start : entry.start + entry.packed]
    if len(packed) < entry.packed:
        raise damaged()
    if lock is None:
        return _unpacked(packed, entry.method, entry.crc, allowance)
    if not lock.aes and len(packed) > _MOST_LOCKED:
        raise UnreadableFileError(
            f"It is locked in the old way and larger than {sized(_MOST_LOCKED)}",
            hint="Unpack it and add the files in it",
        )
    return allowance.passwords.open(name, partial(_unlocked, packed, entry, lock, allowance))


def _unpacked(packed: bytes, method: int, crc: int | None, allowance: Allowance) -> bytes:
    if method == _STORED:
        found = allowance.spend(packed)
    else:
        unpacker, packed = decompressor(method, packed)
        found = allowance.unpack(unpacker, packed)
    if crc is not None and zlib.crc32(found) != crc:
        raise damaged()
    return found


def _unlocked(
    packed: bytes, entry: Entry, lock: Lock, allowance: Allowance, *, password: str | None = None
) -> bytes:
    """The bytes of a member that this password opens."""
    if password is None:
        raise locked()
    opened = lock.opened(packed, password)
    if lock.aes:
        return _unpacked(opened, lock.method, entry.crc if lock.has_crc else None, allowance)
    try:
        return _unpacked(opened, entry.method, entry.crc, allowance)
    except (UnreadableFileError, zlib.error, lzma.LZMAError, OSError) as fault:
        if allowance.spent:
            raise
        # the old lock's one byte lets every 256th wrong password pass
        raise LockedFileError(
            "It is locked, and not with a password given, or it is damaged",
            hint="Give its own with --password",
        ) from fault


def decompressor(method: int, packed: bytes) -> tuple[Decompressor, bytes]:
    """What unpacks this method, and the packed bytes without what describes them.

    :raises UnreadableFileError: for a method that nothing here knows.
    """
    if method == _DEFLATED:
        return zlib.decompressobj(-zlib.MAX_WBITS), packed
    if method == _BZIP2:
        return bz2.BZ2Decompressor(), packed
    if method == _LZMA and len(packed) >= 9:
        # two bytes of version and two of size come before LZMA's five bytes of properties
        number, dictionary = struct.unpack_from("<BI", packed, 4)
        rest, lc = divmod(number, 9)
        pb, lp = divmod(rest, 5)
        kind = {"id": lzma.FILTER_LZMA1, "lc": lc, "lp": lp, "pb": pb, "dict_size": dictionary}
        return _Lzma([kind]), packed[9:]
    how = _METHODS.get(method, f"number {method}")
    raise UnreadableFileError(
        f"It is packed in a way that cannot be read ({how})",
        hint="Unpack it and add the files in it",
    )


class _Lzma:
    """LZMA without a mark at its end, which the CRC and the size make good."""

    def __init__(self, filters: list[dict[str, int]]):
        self._inner = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
        self.unused_data = b""
        self.eof = True

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most so many bytes of what the data unpacks to."""
        return self._inner.decompress(data, max_length)
