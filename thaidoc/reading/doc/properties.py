"""Paragraph properties: where a paragraph stands, its list, and where a table row ends.

The text of a DOC marks the end of a cell and the end of a row with the same character; only the
paragraph properties tell them apart. They are kept in 512-byte pages (FKP) found through a table
of file offsets ([MS-DOC] 2.8.6 PlcBtePapx, 2.9.175 PapxFkp), as changes to what the style says.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from thaidoc.reading.doc import changes as code
from thaidoc.reading.doc.changes import Change, changes_in, number_of
from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.lists import Lists
from thaidoc.reading.doc.styles import Styles
from thaidoc.reading.paragraphs import TWIPS, Layout

_ALIGNMENT = {1: "center", 2: "right"}
#: tab stops this near to a deleted one go with it, in twips
_NEAR = 25
#: numbers of lists beyond these say that there is none any more
_MOST_LISTS = 0x7FE


@dataclass(slots=True)
class Paragraph:
    """What is known of one paragraph, lengths in twips; ``edges`` are a table row's cell edges.

    ``list_number`` and ``level`` are of Word 97 and later, ``old_level`` and ``old_label`` of Word
    6 and 95; 0 where it is in no list.
    """

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    page_before: bool = False
    left: int = 0
    first: int = 0
    alignment: str = "left"
    list_number: int = 0
    level: int = 0
    old_level: int = 0
    old_label: bytes = b""
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
    """The paragraph properties of a file by file offset; those of style 0 where it has none."""

    def __init__(self, header: Header, styles: Styles, lists: Lists):
        self._header = header
        self._styles = styles
        self._lists = lists
        self._starts: list[int] = []
        self._found: list[tuple[int, bytes]] = []
        #: paragraphs by what they were made from: most of a letter's are alike
        self._made: dict[tuple[bytes, tuple[Change, ...]], Paragraph] = {}
        try:
            runs = sorted(_runs(header), key=lambda run: run[0])
        except (struct.error, IndexError):
            runs = []  # a torn table costs the layout, not the text
        for start, end, properties in runs:
            self._starts.append(start)
            self._found.append((end, properties))

    def at(self, offset: int, changes: tuple[Change, ...] = ()) -> Paragraph:
        """The paragraph that has a character at this file offset, with its piece's changes."""
        index = bisect_right(self._starts, offset) - 1
        is_known = index >= 0 and offset < self._found[index][0]
        properties = self._found[index][1] if is_known else b""
        key = (properties, changes)
        if key not in self._made:
            self._made[key] = self._paragraph(properties, changes)
        return self._made[key]

    def _paragraph(self, properties: bytes, changes: tuple[Change, ...]) -> Paragraph:
        style = int.from_bytes(properties[:2], "little")
        own = [*changes_in(properties[2:], old=self._header.old), *changes]
        for name, operand in [*own]:
            if name in (code.HUGE, code.OLD_HUGE):
                own += self._huge(int.from_bytes(operand, "little"))
            elif name == code.STYLE:
                style = int.from_bytes(operand, "little")
        styled = self._styles.paragraph(style)
        named = Paragraph()
        _apply(named, [*styled, *own])
        listed = self._lists.changes(named.list_number, named.level)
        found = Paragraph(style)
        _apply(found, [*styled, *listed, *own])
        return found

    def _huge(self, at: int) -> list[Change]:
        """Changes too long for a page: those of a table of many columns (2.6.2 sprmPHugePapx)."""
        size = int.from_bytes(self._header.data[at : at + 2], "little")
        return list(changes_in(self._header.data[at + 2 : at + 2 + size], old=False))


def _runs(header: Header) -> Iterator[tuple[int, int, bytes]]:
    """File offsets of paragraphs, and the style's number and changes of each."""
    document = header.document
    entry = 7 if header.old else 13
    for base in header.pages("paragraphs"):
        runs = document[base + 511]
        if 4 * (runs + 1) + entry * runs > 511:
            continue  # no page of properties
        offsets = struct.unpack_from(f"<{runs + 1}I", document, base)
        for run in range(runs):
            place = document[base + 4 * (runs + 1) + entry * run] * 2
            page = document[base : base + 511]
            properties = _properties(page, place, old=header.old) if place else b""
            yield offsets[run], offsets[run + 1], properties


def _properties(page: bytes, at: int, *, old: bool) -> bytes:
    """What one PapxInFkp holds: the style's number and the list of changes."""
    if at >= len(page):
        return b""
    size = page[at] * 2 - (0 if old else 1)
    at += 1
    if size < 0:
        size = page[at] * 2 if at < len(page) else 0
        at += 1
    return page[at : at + size]


def _apply(found: Paragraph, changes: Iterable[Change]) -> None:
    for name, operand in changes:
        if operand:
            _apply_one(found, name, operand)


def _apply_one(found: Paragraph, name: int, operand: bytes) -> None:
    value = number_of(operand)
    match name:
        case code.IN_TABLE:
            found.in_table = bool(value)
        case code.ROW_END:
            found.row_end = bool(value)
        case code.PAGE_BEFORE:
            found.page_before = bool(value)
        case code.ALIGNMENT | code.NEW_ALIGNMENT:
            found.alignment = _ALIGNMENT.get(value, "left")
        case code.LEFT | code.NEW_LEFT:
            found.left = value
        case code.NEST:
            found.left = max(0, found.left + value)
        case code.FIRST | code.NEW_FIRST:
            found.first = value
        case code.STOPS | code.MORE_STOPS if len(operand) > 2:
            deleted, added = _stops(operand, 2 if name == code.STOPS else 4)
            kept = [at for at in found.stops if all(abs(at - gone) > _NEAR for gone in deleted)]
            found.stops = sorted({*kept, *added})
        case code.CELLS if len(operand) > 3:
            cells = min(operand[2], (len(operand) - 3) // 2 - 1)
            found.edges = list(struct.unpack_from(f"<{cells + 1}h", operand, 3))
        case _:
            _apply_list(found, name, operand, value)


def _apply_list(found: Paragraph, name: int, operand: bytes, value: int) -> None:
    match name:
        case code.LIST:
            found.list_number = value if 0 < value <= _MOST_LISTS else 0
        case code.LEVEL:
            found.level = min(value, 8)
        case code.OLD_LEVEL:
            found.old_level = value
        case code.OLD_LABEL:
            found.old_label = operand[1:]


def _stops(operand: bytes, deleted_size: int) -> tuple[list[int], list[int]]:
    """The tab stops, in twips, that a change deletes and those that it adds."""
    gone = min(operand[1], (len(operand) - 2) // deleted_size)
    deleted = list(struct.unpack_from(f"<{gone}h", operand, 2))
    at = 2 + operand[1] * deleted_size
    count = operand[at] if at < len(operand) else 0
    count = min(count, (len(operand) - at - 1) // 2)
    return deleted, list(struct.unpack_from(f"<{count}h", operand, at + 1)) if count > 0 else []
