"""Text boxes of Word 97-2003 files: where on the page their text, kept apart, belongs.

Many letters have their number and their agency's address in text boxes, whose text stands after
that of the letter. The box's shape says to which character it is tied and how far from it it lies
([MS-DOC] 2.8.37 PlcfSpa, 2.8.32 PlcftxbxTxt).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from thaidoc.reading.doc.header import Header


@dataclass(frozen=True, slots=True)
class Box:
    """A text box: the number of the character that it is tied to, and where it lies from there.

    ``start`` and ``end`` are of its text in the text boxes' part; ``left`` and ``top`` in twips.
    """

    anchor: int
    start: int
    end: int
    left: int
    top: int


def boxes_of(header: Header) -> tuple[Box, ...]:
    """The text boxes of the main text, in its order; none where the tables are torn."""
    try:
        return tuple(sorted(_boxes(header), key=lambda box: (box.anchor, box.top)))
    except struct.error:
        return ()


def _boxes(header: Header) -> Iterator[Box]:
    texts = {}
    for start, end, data in _entries(header.table("box-texts"), 22):
        reusable, shape = struct.unpack_from("<H", data, 8)[0], struct.unpack_from("<I", data, 14)
        if not reusable:
            texts[shape[0]] = (start, end)
    for anchor, _, data in _entries(header.table("box-places"), 26):
        shape, left, top = struct.unpack_from("<Iii", data)
        if shape in texts:
            yield Box(anchor, *texts[shape], left, top)


def _entries(table: bytes, size: int) -> Iterator[tuple[int, int, bytes]]:
    """The entries of a PLC: two character numbers and a record of ``size`` bytes each."""
    count = (len(table) - 4) // (4 + size)
    if count <= 0:
        return
    places = struct.unpack_from(f"<{count + 1}I", table)
    for index in range(count):
        at = 4 * (count + 1) + size * index
        yield places[index], places[index + 1], table[at : at + size]
