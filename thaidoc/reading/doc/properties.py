"""Paragraph properties of Word 97-2003 files: where a paragraph stands, and where a table row ends.

The text of a DOC marks the end of a cell and the end of a row with the same character; only the
paragraph properties tell them apart. They are kept in 512-byte pages (FKP) found through a table
of file offsets ([MS-DOC] 2.8.6 PlcBtePapx, 2.9.175 PapxFkp), as lists of changes (Prl).
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.paragraphs import TWIPS, Layout

_PAGE = 512
#: size of a change's operand by the top three bits of its code ([MS-DOC] 2.2.5.1); 6 is variable
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_ALIGNMENT = {1: "center", 2: "right"}


@dataclass(slots=True)
class Paragraph:
    """What is known of one paragraph, lengths in twips; ``edges`` are a table row's cell edges."""

    in_table: bool = False
    row_end: bool = False
    page_before: bool = False
    left: int = 0
    first: int = 0
    alignment: str = "left"
    edges: list[int] = field(default_factory=list)
    stops: list[int] = field(default_factory=list)

    @property
    def layout(self) -> Layout:
        """Its place in text columns."""
        left, first = self.left // TWIPS, (self.left + self.first) // TWIPS
        stops = sorted(stop // TWIPS for stop in self.stops)
        if first < left:
            stops = sorted([*stops, left])
        return Layout(max(0, left), max(0, first), self.alignment, stops)


class Properties:
    """The paragraph properties of a file by file offset; plain ones where it has none."""

    def __init__(self, document: bytes, table: bytes):
        self._starts: list[int] = []
        self._found: list[tuple[int, Paragraph]] = []
        try:
            runs = sorted(_runs(document, table), key=lambda run: run[0])
        except (struct.error, IndexError):
            runs = []  # a torn table costs the layout, not the text
        for start, end, paragraph in runs:
            self._starts.append(start)
            self._found.append((end, paragraph))

    def at(self, offset: int) -> Paragraph:
        """The paragraph that has a character at this file offset."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._found[index][0]:
            return self._found[index][1]
        return Paragraph()


def _runs(document: bytes, table: bytes) -> Iterator[tuple[int, int, Paragraph]]:
    start, length = struct.unpack_from("<II", document, 0x102)
    count = (length - 4) // 8
    if count <= 0:
        return
    pages = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1))
    for page in pages:
        base = (page & 0x3FFFFF) * _PAGE
        if base + _PAGE > len(document):
            continue
        runs = document[base + _PAGE - 1]
        offsets = struct.unpack_from(f"<{runs + 1}I", document, base)
        for run in range(runs):
            place = document[base + 4 * (runs + 1) + 13 * run] * 2
            changes = _changes(document, base + place) if place else b""
            yield offsets[run], offsets[run + 1], _paragraph(changes)


def _changes(document: bytes, at: int) -> bytes:
    """The list of changes of one PapxInFkp, after its style's number."""
    size = document[at] * 2 - 1
    at += 1
    if size < 0:
        size = document[at] * 2
        at += 1
    return document[at + 2 : at + size]


def _paragraph(changes: bytes) -> Paragraph:
    found = Paragraph()
    at = 0
    while at + 2 <= len(changes):
        (code,) = struct.unpack_from("<H", changes, at)
        at += 2
        size = _operand_size(code, changes, at)
        _apply(found, code, changes[at : at + size])
        at += size
    return found


def _operand_size(code: int, changes: bytes, at: int) -> int:
    kind = code >> 13
    if kind != 6:
        return _OPERAND[kind]
    if code == 0xD608:  # a table's definition counts its length, less one, in two bytes
        return 1 + int.from_bytes(changes[at : at + 2], "little")
    return 1 + (changes[at] if at < len(changes) else 0)


def _apply(found: Paragraph, code: int, operand: bytes) -> None:
    value = int.from_bytes(operand[:2], "little", signed=len(operand) == 2)
    match code:
        case 0x2416:
            found.in_table = bool(value)
        case 0x2417:
            found.row_end = bool(value)
        case 0x2407:
            found.page_before = bool(value)
        case 0x2403 | 0x2461:
            found.alignment = _ALIGNMENT.get(value, "left")
        case 0x840F | 0x845E:
            found.left = value
        case 0x8411 | 0x8460:
            found.first = value
        case 0xC60D | 0xC615 if len(operand) > 2:
            found.stops += _added_stops(operand, 2 if code == 0xC60D else 4)
        case 0xD608 if len(operand) > 3:
            cells = min(operand[2], (len(operand) - 3) // 2 - 1)
            found.edges = list(struct.unpack_from(f"<{cells + 1}h", operand, 3))


def _added_stops(operand: bytes, deleted_size: int) -> list[int]:
    """The tab stops that a change adds, in twips, after those that it deletes."""
    at = 2 + operand[1] * deleted_size
    count = operand[at] if at < len(operand) else 0
    count = min(count, (len(operand) - at - 1) // 2)
    return list(struct.unpack_from(f"<{count}h", operand, at + 1))
