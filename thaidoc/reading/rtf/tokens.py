"""RTF cut into control words, symbols, bytes of text and groups, without recursion.

A picture is hundreds of kilobytes of hex digits in one group: :func:`group_end` leaps over such a
group at the speed of a search, so that pictures cost nothing.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?\d{1,10})?\ ?"  # a control word, its number, the blank that ends it
    rb"|([^a-zA-Z'\\]|'(?![0-9a-fA-F]{2})|\\))"  # a control symbol
    rb"|((?:\\'[0-9a-fA-F]{2})+)"  # bytes of text in hex
    rb"|([{}])"
    rb"|([^\\{}\r\n\x00]+)",  # text; line ends of the file mean nothing
    re.DOTALL,
)
_MARK = re.compile(rb"[{}\\]")
_BINARY = re.compile(rb"\\bin(\d{1,10})\ ?")

Kind = Literal["word", "symbol", "bytes", "open", "close"]


class Token(NamedTuple):
    """One token: ``text`` is the word, symbol or bytes, ``number`` a control word's parameter."""

    kind: Kind
    text: bytes = b""
    number: int | None = None


_OPEN, _CLOSE = Token("open"), Token("close")


class Tokens:
    """The tokens of an RTF file, one after the other; ``position`` is where the next one begins."""

    def __init__(self, data: bytes):
        self.data = data
        self.position = 0

    def __iter__(self) -> Iterator[Token]:
        # search: whatever is no token (a lone backslash at the end) is passed over
        while found := _TOKEN.search(self.data, self.position):
            self.position = found.end()
            word, number, symbol, code, brace, text = found.groups()
            if text is not None:
                yield Token("bytes", text)
            elif word is not None:
                if word == b"bin":
                    self.position += max(0, int(number or 0))
                else:
                    yield Token("word", word, None if number is None else int(number))
            elif code is not None:
                yield Token("bytes", bytes.fromhex(code.replace(b"\\'", b"").decode()))
            elif brace is not None:
                yield _OPEN if brace == b"{" else _CLOSE
            else:
                yield Token("symbol", symbol)

    def leap(self) -> bytes:
        """Go to the end of the group that is open, before its brace; gives what was leapt over."""
        start = self.position
        self.position = group_end(self.data, start)
        return self.data[start : self.position]


def group_end(data: bytes, position: int) -> int:
    """Where the brace stands that closes the group open at ``position``; the end without one."""
    depth = 1
    while mark := _MARK.search(data, position):
        position = mark.end()
        if mark.group() == b"\\":
            binary = _BINARY.match(data, mark.start())
            position = binary.end() + int(binary[1]) if binary else position + 1
            continue
        depth += 1 if mark.group() == b"{" else -1
        if not depth:
            return mark.start()
    return len(data)
