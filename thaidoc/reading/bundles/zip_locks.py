"""Locked members of a ZIP: what a password turns back into packed bytes.

Two locks are in use. The old one (PKWARE's "traditional" encryption, APPNOTE 6.1) keeps no secret
for long, but offices use it daily; the other is AES as WinZip has it (its "AES Encryption
Information", AE-1 and AE-2), with the key made of the password by PBKDF2 and a seal at the end.
"""

import hashlib
import hmac
import struct
from dataclasses import dataclass
from functools import cache

from thaidoc.errors import LockedFileError
from thaidoc.reading.bundles.member import damaged, locked

#: bits of the flags: locked, strongly (PKWARE's own way), list of files locked
LOCKED, _STRONG, _MASKED = 1 << 0, 1 << 6, 1 << 13
#: the method of a member locked with AES, and the extra field that names the real one
AES, AES_FIELD = 99, 0x9901
_SIZES_FOLLOW = 1 << 3
#: bytes before a member's own of the old lock; of AES after its salt, and its seal
_HEADER, _CHECK, _SEAL = 12, 2, 10
_ROUNDS = 1000
#: strength: bytes of the key, the salt is half as long
_KEYS = {1: 16, 2: 24, 3: 32}
#: bytes of keystream made at a time
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Lock:
    """How a member is locked: its flags, the CRC and time its header has, its AES field."""

    flags: int
    crc: int
    time: int
    aes: bytes = b""

    @property
    def is_known(self) -> bool:
        """Whether a password would help: not for PKWARE's own strong locks."""
        if self.flags & (_STRONG | _MASKED):
            return False
        return not self.aes or (len(self.aes) >= 7 and self.aes[4] in _KEYS)

    @property
    def method(self) -> int:
        """How the member was packed before AES locked it."""
        return int.from_bytes(self.aes[5:7], "little")

    @property
    def has_crc(self) -> bool:
        """Whether the CRC is that of the bytes; AE-2 leaves it out, its seal says more."""
        return not self.aes or self.aes[:2] == b"\x01\x00"

    def opened(self, data: bytes, password: str) -> bytes:
        """The packed bytes of the member that is locked in ``data``.

        :raises LockedFileError: where the password is another one.
        :raises UnreadableFileError: where the bytes are not those that were locked.
        """
        # nobody says how a password becomes bytes: UTF-8 today, the office's code page once
        fault: LockedFileError | None = None
        for key in dict.fromkeys((password.encode(), password.encode("cp874", "replace"))):
            try:
                return self._aes(data, key) if self.aes else self._traditional(data, key)
            except LockedFileError as wrong:
                fault = wrong
        raise fault or locked(password)

    def _traditional(self, data: bytes, password: bytes) -> bytes:
        if len(data) < _HEADER:
            raise damaged()
        stream = _Traditional(password)
        header = stream.decrypt(data[:_HEADER])
        # one byte tells a wrong password: of the CRC, or of the time where the CRC comes later
        check = self.time >> 8 if self.flags & _SIZES_FOLLOW else self.crc >> 24
        if header[-1] != check & 0xFF:
            raise locked("")
        return stream.decrypt(data[_HEADER:])

    def _aes(self, data: bytes, password: bytes) -> bytes:
        size = _KEYS[self.aes[4]]
        start = size // 2 + _CHECK
        if len(data) < start + _SEAL:
            raise damaged()
        salt, check = data[: size // 2], data[size // 2 : start]
        made = hashlib.pbkdf2_hmac("sha1", password, salt, _ROUNDS, 2 * size + _CHECK)
        if not hmac.compare_digest(made[2 * size :], check):
            raise locked("")
        kept = data[start:-_SEAL]
        seal = hmac.digest(made[size : 2 * size], kept, "sha1")[:_SEAL]
        if not hmac.compare_digest(seal, data[-_SEAL:]):
            raise damaged()
        return _counted(made[:size], kept)


class _Traditional:
    """The stream of PKWARE's traditional encryption: three keys that every byte moves on."""

    def __init__(self, password: bytes):
        self._keys = (0x12345678, 0x23456789, 0x34567890)
        self._run(password, bytes(1 << 16))  # mixed with nothing: it only moves the keys

    def decrypt(self, data: bytes) -> bytes:
        """The next bytes of the stream."""
        return self._run(data, _mask())

    def _run(self, data: bytes, mask: bytes) -> bytes:
        first, second, third = self._keys
        table, out = _TABLE, bytearray()
        put = out.append
        for byte in data:
            byte ^= mask[third & 0xFFFF]
            put(byte)
            first = (first >> 8) ^ table[(first ^ byte) & 0xFF]
            second = ((second + (first & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
            third = (third >> 8) ^ table[(third & 0xFF) ^ (second >> 24)]
        self._keys = (first, second, third)
        return bytes(out)


@cache
def _mask() -> bytes:
    """What a byte is mixed with, by the lower half of the third key."""
    return bytes((((key | 2) * ((key | 2) ^ 1)) >> 8) & 0xFF for key in range(1 << 16))


def _table_entry(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
    return value


#: the CRC-32 of each byte
_TABLE = tuple(map(_table_entry, range(256)))


def _counted(key: bytes, data: bytes) -> bytes:
    """AES in counter mode, with WinZip's counter: from 1, its lowest byte first."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    # a counter that begins with its lowest byte is in no library, so blocks are counted here
    cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  # it is CTR
    out = []
    for start in range(0, len(data), _STEP):
        piece = data[start : start + _STEP]
        first = start // 16 + 1
        count = -(-len(piece) // 16)
        blocks = b"".join(struct.pack("<QQ", n, 0) for n in range(first, first + count))
        stream = cipher.update(blocks)[: len(piece)]
        mixed = int.from_bytes(piece, "little") ^ int.from_bytes(stream, "little")
        out.append(mixed.to_bytes(len(piece), "little"))
    return b"".join(out)
