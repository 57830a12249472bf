"""The styles of a Word document (STSH): what a paragraph has before its own changes.

A style is based on another one and says only what differs ([MS-DOC] 2.9.271 STSH, 2.9.260 STD).
Many letters have the numbers of their ข้อ, their indents or their hidden notes from styles alone.
"""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from thaidoc.reading.doc.changes import CHARACTER_STYLE, HIDDEN, Change, changes_in, number_of
from thaidoc.reading.doc.header import Header

_PARAGRAPH, _CHARACTER = 1, 2
_NO_STYLE = 0x0FFF


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style is based on, and its changes of paragraphs and of characters."""

    base: int
    paragraph: tuple[Change, ...]
    character: tuple[Change, ...]


class Styles:
    """The styles by their numbers; none where their table is torn."""

    def __init__(self, header: Header):
        self._styles: dict[int, _Style] = {}
        with contextlib.suppress(struct.error, IndexError):  # those before a tear are good
            for number, style in _styles(header):
                self._styles[number] = style

    def paragraph(self, number: int) -> list[Change]:
        """A style's changes of paragraphs, those of the styles that it is based on first."""
        return [change for style in self._chain(number) for change in style.paragraph]

    def hides(self, number: int, before: bool = False) -> bool:
        """Whether text of a style is hidden. ``before``: whether it is without that style."""
        hidden = before
        for style in self._chain(number):
            hidden = hidden_after(hidden, style.character)
        return hidden

    @property
    def any_hides(self) -> bool:
        """Whether there is a style that hides its text."""
        return any(code == HIDDEN for style in self._styles.values() for code, _ in style.character)

    def _chain(self, number: int) -> list[_Style]:
        chain: list[_Style] = []
        seen: set[int] = set()
        while number in self._styles and number not in seen:
            seen.add(number)
            chain.append(self._styles[number])
            number = self._styles[number].base
        return chain[::-1]


def hidden_after(hidden: bool, changes: tuple[Change, ...]) -> bool:
    """Whether text is hidden after these changes; 0x80 is as its style, 0x81 the contrary."""
    styled = hidden
    for code, operand in changes:
        if code == HIDDEN:
            hidden = {0x80: styled, 0x81: not styled}.get(operand[0], bool(operand[0]))
    return hidden


def character_style(changes: tuple[Change, ...]) -> int | None:
    """The number of the character style that these changes give, or None."""
    return next(
        (number_of(operand) for code, operand in reversed(changes) if code == CHARACTER_STYLE), None
    )


def _styles(header: Header) -> Iterator[tuple[int, _Style]]:
    table = header.table("styles")
    if len(table) < 6:
        return
    size, count, base_size = struct.unpack_from("<HHH", table)
    at = 2 + size
    for number in range(count):
        (length,) = struct.unpack_from("<H", table, at)
        style = table[at + 2 : at + 2 + length]
        at += 2 + length
        if length > base_size >= 4:
            yield number, _style(style, base_size, old=header.old)


def _style(data: bytes, base_size: int, *, old: bool) -> _Style:
    kind, parts = struct.unpack_from("<2xHH", data)
    at = base_size
    if old:
        at += 2 + data[at]  # its name, in bytes, and a zero
    else:
        at += 4 + 2 * int.from_bytes(data[at : at + 2], "little")
    paragraph: tuple[Change, ...] = ()
    character: tuple[Change, ...] = ()
    for part in range(parts & 0x000F):
        at += at % 2
        size = int.from_bytes(data[at : at + 2], "little")
        content = data[at + 2 : at + 2 + size]
        at += 2 + size
        if kind & 0x000F == _PARAGRAPH and part == 0:
            paragraph = tuple(changes_in(content[2:], old=old))  # after the style's own number
        else:
            character = tuple(changes_in(content, old=old))
    return _Style(kind >> 4 if kind >> 4 != _NO_STYLE else -1, paragraph, character)
