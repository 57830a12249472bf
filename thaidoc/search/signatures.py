"""Which documents may have a string: what spares a search from reading every byte.

Documents are taken in blocks. Every three bytes in a row set one bit of their document's signature,
by a hash; a block keeps, for each bit, which of its documents have it set (superimposed coding,
sliced by bits). A document that has a string has all bits of the string's threes; one that has them
all may still not have it, and must be looked at.

Only whole blocks have signatures, so that the file only grows; what comes after is read through.
"""

from collections.abc import Iterable, Iterator, Sequence

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
#: where more than this share of a block may have the string, reading it through is faster
_MANY = 1 / 5


class Signatures:
    """The signatures of all whole blocks, for reading."""

    def __init__(self, data: memoryview):
        self._data = data

    def stretches(self, needle: bytes, documents: int) -> Iterator[tuple[int, int]]:
        """Stretches of documents to look through, each from the first up to before the last.

        They ascend, are apart, and every document that has the needle is in one.
        """
        blocks = len(self._data) // BLOCK_BYTES if len(needle) >= _LENGTH else 0
        slices = sorted({_SLICE * _hash(needle[at : at + _LENGTH]) for at in _starts(needle)})
        for block in range(blocks):
            members = self._members(block * BLOCK_BYTES, slices)
            first = block * BLOCK
            if members.bit_count() > _MANY * BLOCK:
                yield first, first + BLOCK
                continue
            while members:
                lowest = members & -members
                document = first + lowest.bit_length() - 1
                yield document, document + 1
                members ^= lowest
        if documents > blocks * BLOCK:
            yield blocks * BLOCK, documents

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


def _starts(needle: bytes) -> range:
    return range(len(needle) - _LENGTH + 1)


def _hash(three: bytes) -> int:
    return (int.from_bytes(three, "big") * _FACTOR & _WORD) >> _SHIFT
