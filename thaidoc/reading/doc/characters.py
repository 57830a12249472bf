"""Characters that are not shown as they stand: hidden and deleted ones, and symbols.

A letter may hold notes that its author hid, or text that was deleted with tracking on; neither is
on the printed page. Like the properties of paragraphs, those of characters are in pages of 512
bytes found by file offset ([MS-DOC] 2.8.5 PlcBteChpx, 2.9.33 ChpxFkp).
"""

import re
import struct
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from thaidoc.reading.doc import changes as code
from thaidoc.reading.doc.changes import Change, changes_in
from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.pieces import LOST, Piece, Places
from thaidoc.reading.doc.properties import Properties
from thaidoc.reading.doc.styles import Styles, character_style, hidden_after
from thaidoc.thai.glyphs import GLYPHS

_TELLING = frozenset(
    (code.HIDDEN, code.DELETED, code.SYMBOL, code.OLD_SYMBOL, code.CHARACTER_STYLE)
)
#: ends of paragraphs and cells, and the marks of fields, hold the text together, hidden or not
_KEPT = frozenset("\r\x07\x0c\x13\x14\x15")
_PARAGRAPH = re.compile("[^\r\x07]*[\r\x07]?")

#: a stretch of text by the numbers of its characters, and the changes of these
Stretch = tuple[int, int, tuple[Change, ...]]


def shown(text: str, header: Header, pieces: Sequence[Piece], styles: Styles,
          properties: Properties) -> str:  # fmt: skip
    """The text with hidden and deleted characters as LOST and symbols as what they show.

    Each character keeps its number.
    """
    told = list(_stretches(header, pieces))
    if not told and not styles.any_hides:
        return text
    hidden = bytearray(len(text))
    if styles.any_hides:
        _hide_styled(hidden, text, pieces, styles, properties)
    letters = list(text)
    for start, end, changes in told:
        end = min(end, len(text))
        _apply(hidden, letters, start, end, changes, styles)
    for number, letter in enumerate(letters):
        if hidden[number] and letter not in _KEPT:
            letters[number] = LOST
    return "".join(letters)


def _hide_styled(hidden: bytearray, text: str, pieces: Sequence[Piece], styles: Styles,
                 properties: Properties) -> None:  # fmt: skip
    """Mark the paragraphs whose style hides them."""
    places = Places(pieces)
    for match in _PARAGRAPH.finditer(text):
        if match.end() > match.start():
            style = properties.at(*places.of(match.end() - 1)).style
            if styles.hides(style):
                hidden[match.start() : match.end()] = b"\1" * (match.end() - match.start())


def _apply(hidden: bytearray, letters: list[str], start: int, end: int,
           changes: tuple[Change, ...], styles: Styles) -> None:  # fmt: skip
    style = character_style(changes)
    for before in (False, True):  # what is hidden by its paragraph's style, and what is not
        after = before if style is None else styles.hides(style, before)
        after = hidden_after(after, changes)
        if after != before:
            old, new = bytes([before]), bytes([after + 2])
            hidden[start:end] = hidden[start:end].replace(old, new)
    hidden[start:end] = hidden[start:end].translate(_SETTLED)
    for name, operand in changes:
        if name == code.DELETED and operand[0] & 1:
            hidden[start:end] = b"\1" * (end - start)
        elif name in (code.SYMBOL, code.OLD_SYMBOL):
            sign = _symbol(operand, is_old=name == code.OLD_SYMBOL)
            letters[start:end] = [sign if each == "(" else each for each in letters[start:end]]


#: 2 and 3 are 0 and 1 that were just set
_SETTLED = bytes(value & 1 for value in range(256))


def _symbol(operand: bytes, *, is_old: bool) -> str:
    """The character of another font that a symbol shows."""
    number = int.from_bytes(operand[3:4] if is_old else operand[2:4], "little")
    number = number + 0xF000 if 0x20 <= number < 0x100 else number
    sign = GLYPHS.get(number, chr(number))
    return sign if len(sign) == 1 else LOST


def _stretches(header: Header, pieces: Sequence[Piece]) -> Iterator[Stretch]:
    """What pages and pieces tell of characters, in the order in which it holds."""
    runs = sorted(_runs(header), key=lambda run: run[:2])
    starts = [run[0] for run in runs]
    ends = [run[1] for run in runs]
    for piece in pieces:
        last = piece.offset + piece.length * piece.width
        for index in range(bisect_right(ends, piece.offset), bisect_left(starts, last)):
            start, end, changes = runs[index]
            first = max(0, start - piece.offset) // piece.width
            after = -(-(min(end, last) - piece.offset) // piece.width)
            if first < after:
                yield piece.start + first, piece.start + after, changes
        if any(name in _TELLING for name, _ in piece.changes):
            yield piece.start, piece.start + piece.length, piece.changes


def _runs(header: Header) -> Iterator[Stretch]:
    """Stretches by file offset, only those that tell something."""
    document = header.document
    try:
        pages = header.pages("characters")
    except struct.error:
        return  # a torn table costs what is hidden, not the text
    for base in pages:
        page = document[base : base + 512]
        runs = page[511]
        if 5 * runs + 4 > 511:
            continue  # no page of properties
        offsets = struct.unpack_from(f"<{runs + 1}I", page)
        for run in range(runs):
            place = page[4 * (runs + 1) + run] * 2
            size = page[place] if place else 0
            changes = tuple(changes_in(page[place + 1 : place + 1 + size], old=header.old))
            if any(name in _TELLING for name, _ in changes):
                yield offsets[run], offsets[run + 1], changes
