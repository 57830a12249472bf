"""The piece table: which stretches of a file make up the text of a Word document, in order.

A document that was never saved fast is one piece in Word 6; later versions always have a table.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.doc.changes import SHORT, Change, changes_in
from thaidoc.reading.doc.header import Header

#: bit of a piece's offset: eight bits a character, at half the offset
_NARROW = 0x40000000
#: stands for a character whose bytes are gone; no text of Word's can hold it
LOST = "\0"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: its first character's number, its length, and where its bytes are.

    ``changes`` are the ones that a fast save made to the whole piece.
    """

    start: int
    length: int
    offset: int
    width: int
    changes: tuple[Change, ...] = ()

    def data(self, document: bytes) -> bytes:
        """Its bytes; fewer than it should have in a torn file."""
        return document[self.offset : self.offset + self.length * self.width]

    def text(self, document: bytes, codec: str) -> str:
        """Its text; ``codec`` is for 8-bit pieces. Unknown bytes: U+FFFD, lost ones: LOST."""
        data = self.data(document)
        if self.width == 2:
            # one character for each unit, so that character numbers stay true
            units = struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])
            text = "".join(map(chr, units))
        else:
            text = data.decode(codec, "replace")
        return text.ljust(self.length, LOST)


def pieces_of(header: Header) -> list[Piece]:
    """The pieces in the order of the text.

    :raises UnreadableFileError: where the document does not say where its text is.
    """
    if header.old and not header.fast_saved:
        start, end = header.text_place()
        width = 2 if header.wide else 1
        if not 0 < start <= end:
            raise _no_text()
        return [Piece(0, min((end - start) // width, sum(header.counts) + 1), start, width)]
    return list(_table(header)) or [_whole(header)]


def _whole(header: Header) -> Piece:
    """The text of a document that lost its piece table, where the head's figures leave no doubt.

    :raises UnreadableFileError: where they do: a fast save, or text of both widths.
    """
    start, end = header.text_place()
    length = sum(header.counts)
    if length and not header.fast_saved and 0 < start <= end:
        for width in (1, 2):
            if end - start == length * width:
                return Piece(0, length, start, width)
    raise _no_text()


def _table(header: Header) -> Iterator[Piece]:
    block = header.table("pieces")
    at = 0
    lists: list[tuple[Change, ...]] = []
    while at + 3 <= len(block) and block[at] == 1:  # formatting of pieces comes first
        size = int.from_bytes(block[at + 1 : at + 3], "little")
        lists.append(tuple(changes_in(block[at + 3 : at + 3 + size], old=header.old)))
        at += 3 + size
    if at + 5 > len(block) or block[at] != 2:
        return
    length = int.from_bytes(block[at + 1 : at + 5], "little")
    body = block[at + 5 : at + 5 + length]
    count = (len(body) - 4) // 12
    if count < 0:
        return
    places = struct.unpack_from(f"<{count + 1}I", body)
    for index in range(count):
        where, formatting = struct.unpack_from("<IH", body, 4 * (count + 1) + 8 * index + 2)
        letters = max(0, places[index + 1] - places[index])
        changes = _changes(formatting, lists)
        if header.old:
            yield Piece(places[index], letters, where, 2 if header.wide else 1, changes)
        elif where & _NARROW:
            yield Piece(places[index], letters, (where & ~_NARROW) // 2, 1, changes)
        else:
            yield Piece(places[index], letters, where, 2, changes)


def _changes(formatting: int, lists: Sequence[tuple[Change, ...]]) -> tuple[Change, ...]:
    """A piece's changes: those of a list, or one of its own in seven and eight bits."""
    if formatting & 1:
        return lists[formatting >> 1] if formatting >> 1 < len(lists) else ()
    code = SHORT.get(formatting >> 1 & 0x7F)
    return ((code, bytes([formatting >> 8])),) if code else ()


class Places:
    """Which piece a character is in, by its number, and where in the file."""

    def __init__(self, pieces: Sequence[Piece]):
        self._pieces = sorted(pieces, key=lambda piece: piece.start)
        self._starts = [piece.start for piece in self._pieces]

    def of(self, number: int) -> tuple[int, tuple[Change, ...]]:
        """The file offset of a character, -1 where no piece has it, and its piece's changes."""
        index = bisect_right(self._starts, number) - 1
        if index < 0:
            return -1, ()
        piece = self._pieces[index]
        return piece.offset + (number - piece.start) * piece.width, piece.changes


def _no_text() -> UnreadableFileError:
    return UnreadableFileError(
        "The Word document is damaged: it does not say where its text is",
        hint="Open it in Word or LibreOffice and save it again",
    )
