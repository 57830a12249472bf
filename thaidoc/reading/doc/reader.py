"""Word 97-2003 documents (DOC): the text through the piece table, read by ourselves.

Converters lose Thai in old files: pieces of 8-bit text are cp874 where the file's language is Thai,
and no other open reader asks. Field results are taken as stored, never computed anew, or a letter's
date would become the day of reading it. Offsets are those of [MS-DOC].
"""

import io
import re
import struct
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.doc.boxes import Box, boxes_of
from thaidoc.reading.doc.properties import Paragraph, Properties
from thaidoc.reading.formats import Reading, Source
from thaidoc.reading.paragraphs import (
    PAGE,
    TWIPS,
    Row,
    TextBox,
    boxed,
    paged,
    placed,
    said_once,
    table_row,
)

READER = "doc/1"
_THAI = 0x041E
_WORD_97 = 0x00C1
_LOCKED = UnreadableFileError(
    "The Word document is locked with a password",
    hint="Open it with its password, save it without one, and add that",
)
#: pictures, drawings, notes and comments stand in the text as these; optional hyphens as 1F
_DROPPED = re.compile("[\x01-\x06\x08\x15\x1f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first character's number, its length, and where its bytes are."""

    start: int
    length: int
    offset: int
    width: int

    def text(self, document: bytes, codec: str) -> str:
        """Its text; ``codec`` is for 8-bit pieces. Lone surrogates and unknown bytes: U+FFFD."""
        data = document[self.offset : self.offset + self.length * self.width]
        if self.width == 2:
            # one character for each unit, so that character numbers stay true
            units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
            return "".join(map(chr, units))
        return data.decode(codec, "replace")


def read(source: Source) -> Reading:
    """The pages of a Word 97-2003 document.

    :raises UnreadableFileError: where it is locked, older than Word 97, or torn.
    """
    import olefile

    with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
        document = ole.openstream("WordDocument").read()
        if len(document) < 0x1AA:
            raise UnreadableFileError("The Word document is damaged: its header is torn")
        flags, version = struct.unpack_from("<H", document, 0x0A)[0], document[2] | document[3] << 8
        if flags & 0x0100:
            raise _LOCKED
        if version < _WORD_97:
            raise UnreadableFileError(
                "The document was made with a Word older than Word 97",
                hint="Open it in a newer Word or in LibreOffice, save it as DOCX, and add that",
            )
        table = ole.openstream("1Table" if flags & 0x0200 else "0Table").read()
    language = struct.unpack_from("<H", document, 6)[0]
    codec = "cp874" if language == _THAI else "cp1252"
    pieces = list(pieces_of(document, table))
    text = "".join(piece.text(document, codec) for piece in pieces)
    eight_bit = any(piece.width == 1 for piece in pieces)
    rows = _Text.of(text, pieces, document, table).rows()
    return Reading(paged(rows), READER, encoding=codec if eight_bit else "utf-16-le")


def pieces_of(document: bytes, table: bytes) -> Iterator[Piece]:
    """The piece table, in the order of the text.

    :raises UnreadableFileError: where the table stream has none.
    """
    start, size = struct.unpack_from("<II", document, 0x1A2)
    block = table[start : start + size]
    at = 0
    while at + 3 <= len(block) and block[at] == 1:  # formatting of pieces comes first
        at += 3 + int.from_bytes(block[at + 1 : at + 3], "little")
    if at + 5 > len(block) or block[at] != 2:
        raise UnreadableFileError(
            "The Word document is damaged: it does not say where its text is",
            hint="Open it in Word or LibreOffice and save it again",
        )
    length = int.from_bytes(block[at + 1 : at + 5], "little")
    body = block[at + 5 : at + 5 + length]
    count = (len(body) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", body)
    for index in range(count):
        (where,) = struct.unpack_from("<I", body, 4 * (count + 1) + 8 * index + 2)
        letters = max(0, places[index + 1] - places[index])
        if where & 0x40000000:
            yield Piece(places[index], letters, (where & 0x3FFFFFFF) // 2, 1)
        else:
            yield Piece(places[index], letters, where, 2)


# --- text to rows ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Text:
    """The whole text with what is known of its paragraphs and boxes, and where its parts lie.

    ``ends`` are the ends of: main text, footnotes, headers, macros, comments, endnotes, text
    boxes, text boxes of headers.
    """

    text: str
    offsets: "_Offsets"
    properties: Properties
    boxes: tuple[Box, ...]
    ends: list[int]

    @classmethod
    def of(cls, text: str, pieces: list[Piece], document: bytes, table: bytes) -> "_Text":
        counts = [max(0, count) for count in struct.unpack_from("<8i", document, 0x4C)]
        return cls(
            text,
            _Offsets(pieces),
            Properties(document, table),
            boxes_of(document, table),
            list(accumulate(counts)),
        )

    def rows(self) -> Iterator[Row]:
        """Headers (those with words, each once), the main text with its boxes, the notes."""
        yield from said_once(self._part(self.ends[1], self.ends[2]))
        yield from self._part(0, self.ends[0], self.boxes)
        for start, end in ((self.ends[0], self.ends[1]), (self.ends[4], self.ends[5])):
            yield from (row for row in self._part(start, end) if row.segments)

    def _part(self, start: int, end: int, boxes: Sequence[Box] = ()) -> Iterator[Row]:
        """The rows of one part, table rows put together, boxes before what they are tied to."""
        cells: list[list[tuple[str, Paragraph]]] = []
        cell: list[tuple[str, Paragraph]] = []
        left = deque(boxes)
        for words, number, mark in _paragraphs(self.text, start, end):
            tied = [left.popleft() for box in boxes if left and left[0].anchor <= number - start]
            yield from self._boxed(tied)
            found = self.properties.at(self.offsets.of(number))
            if mark == "\x07" and found.row_end:
                yield from _table_row(cells, found)
                cells, cell = [], []
            elif mark == "\x07":
                cells.append([*cell, (words, found)])
                cell = []
            elif found.in_table:
                cell.append((words, found))
            else:
                yield from _table_row(cells, Paragraph())
                cells = []
                yield from placed((PAGE if found.page_before else "") + words, found.layout)
        yield from _table_row([*cells, cell] if cell else cells, Paragraph())
        yield from self._boxed(list(left))

    def _boxed(self, boxes: list[Box]) -> Iterator[Row]:
        """The rows of boxes tied to one paragraph; boxes at one height stand beside each other."""
        placed_boxes = []
        for box in boxes:
            start = self.ends[5] + box.start
            rows = list(self._part(start, min(start + box.end - box.start, self.ends[6])))
            placed_boxes.append(TextBox(box.left // TWIPS, box.top // TWIPS, rows))
        yield from boxed(placed_boxes)


class _Offsets:
    """File offsets of characters by their number."""

    def __init__(self, pieces: list[Piece]):
        self._pieces = sorted(pieces, key=lambda piece: piece.start)
        self._starts = [piece.start for piece in self._pieces]

    def of(self, number: int) -> int:
        """The file offset of a character, -1 where no piece has it."""
        index = bisect_right(self._starts, number) - 1
        if index < 0:
            return -1
        piece = self._pieces[index]
        return piece.offset + (number - piece.start) * piece.width


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """Each paragraph's text, the number of the character that ends it, and that character."""
    fields: list[str] = []
    words: list[str] = []
    for number in range(start, min(end, len(text))):
        letter = text[number]
        if letter == "\x13":
            fields.append("code")
        elif letter == "\x14" and fields:
            fields[-1] = "result"
        elif letter == "\x15" and fields:
            fields.pop()
        elif letter in "\r\x07":
            yield _plain("".join(words)), number, letter
            words = []
        elif "code" not in fields:
            words.append(letter)
    if words:
        yield _plain("".join(words)), end - 1, "\r"


def _plain(words: str) -> str:
    """A paragraph's text with its special characters as what they mean; FORM FEED is PAGE."""
    text = _DROPPED.sub("", words).replace("\x1e", "-")
    text = re.sub("[\x0b\x0e]", "\n", text).replace("\x0c", PAGE)
    # pairs of surrogates were read unit by unit
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table_row(cells: list[list[tuple[str, Paragraph]]], row: Paragraph) -> Iterator[Row]:
    typed = [[(words, found.layout) for words, found in cell] for cell in cells]
    yield from table_row(typed, [edge // TWIPS for edge in row.edges])
