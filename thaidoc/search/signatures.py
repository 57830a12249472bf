"""Which documents may have a string: what spares a search from reading every byte.

Documents are taken in blocks. Every three bytes in a row set one bit of their document's signature,
by a hash; a block keeps, for each bit, which of its documents have it set (superimposed coding,
sliced by bits). A document that has a string has all bits of the string's threes; one that has them
all may still not have it, and must be looked at.

Only whole blocks have signatures, so that the file only grows; what comes after is read through.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress

#: documents of a block
BLOCK = 1024
#: bits of a signature, as a power of two
_BITS = 12
#: bytes of one slice: which documents of a block have one bit; and of a block's slices
_SLICE = BLOCK // 8
BLOCK_BYTES = _SLICE << _BITS
#: of a hash by multiplication the highest bits are the best
_FACTOR, _SHIFT, _WORD = 2_654_435_761, 32 - _BITS, 0xFFFF_FFFF
#: bytes that make a hash together
_LENGTH = 3
#: where more than this share of a block may have the string, all of it is as quickly asked
_MANY = 1 / 2
#: where so many bits are set, going through all is faster than going from one to the next
_MANY_BITS = 128


class Signatures:
    """The signatures of all whole blocks, for reading."""

    def __init__(self, data: memoryview):
        self._data = data

    @property
    def documents(self) -> int:
        """How many documents have signatures: the first so many."""
        return len(self._data) // BLOCK_BYTES * BLOCK

    def speak_of(self, needle: bytes) -> bool:
        """Whether they say anything of this needle."""
        return len(needle) >= _LENGTH

    def candidates(self, needle: bytes) -> Iterator[Sequence[int]]:
        """The documents that may have the needle, block by block, ascending.

        Every document with a signature that has it is among them.
        """
        slices = sorted({_SLICE * _hash(needle[at : at + _LENGTH]) for at in _starts(needle)})
        for block in range(self.documents // BLOCK):
            members = self._members(block * BLOCK_BYTES, slices)
            first = block * BLOCK
            if members.bit_count() > _MANY * BLOCK:
                yield range(first, first + BLOCK)
            elif members:
                yield _numbers(members, first)

    def _members(self, base: int, slices: Sequence[int]) -> int:
        """The documents of a block that have all these bits, each as one bit."""
        data, members = self._data, -1
        for start in slices:
            at = base + start
            members &= int.from_bytes(data[at : at + _SLICE], "little")
            if not members:
                break
        return members


def block_of(texts: Iterable[bytes]) -> bytes:
    """The slices of a block, given what each of its :data:`BLOCK` documents has."""
    import numpy as np

    table = np.zeros((1 << _BITS, BLOCK), dtype=bool)
    for document, text in enumerate(texts):
        data = np.frombuffer(text, dtype=np.uint8).astype(np.uint32)
        threes = (data[:-2] << np.uint32(16)) | (data[1:-1] << np.uint32(8)) | data[2:]
        table[(threes * np.uint32(_FACTOR)) >> np.uint32(_SHIFT), document] = True
    return np.packbits(table, axis=1, bitorder="little").tobytes()


def _numbers(members: int, first: int) -> list[int]:
    """The bits that are set, as numbers from ``first`` on."""
    if members.bit_count() >= _MANY_BITS:
        data = members.to_bytes(_SLICE, "little")
        flags = b"".join(map(_flags().__getitem__, data))
        return list(compress(range(first, first + len(flags)), flags))
    numbers = []
    while members:
        lowest = members & -members
        numbers.append(first + lowest.bit_length() - 1)
        members ^= lowest
    return numbers


@cache
def _flags() -> list[bytes]:
    """The bits of every byte as bytes of their own, the lowest first."""
    return [bytes(byte >> bit & 1 for bit in range(8)) for byte in range(256)]


def _starts(needle: bytes) -> range:
    return range(len(needle) - _LENGTH + 1)


def _hash(three: bytes) -> int:
    return (int.from_bytes(three, "big") * _FACTOR & _WORD) >> _SHIFT
