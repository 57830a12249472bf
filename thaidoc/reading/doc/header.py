"""The head of a Word document (FIB): where its text and tables are, in both generations of DOC.

Word 97-2003 ([MS-DOC] 2.5) keeps its tables in a stream of their own; Word 6 and 95 kept them
behind the text, under other offsets, and wrote text of eight bits in the code page of the machine.
"""

import io
import struct
from dataclasses import dataclass
from itertools import pairwise

from thaidoc.errors import SealedFileError, UnreadableFileError

_WORD_6, _WORD_97 = 0x65, 0x00C1
#: bits of the word at 0x0A
_FAST_SAVED, _ENCRYPTED, _SECOND_TABLE, _WIDE = 0x0004, 0x0100, 0x0200, 0x1000
_MACINTOSH = 0x0100
#: where offset and size of a table stand: in Word 97 and later, and in Word 6 and 95
_TABLES: dict[str, tuple[int | None, int | None]] = {
    "pieces": (0x1A2, 0x160),
    "paragraphs": (0x102, 0xC0),
    "characters": (0xFA, 0xB8),
    "styles": (0xA2, 0x60),
    "fonts": (0x112, 0xD0),
    "margins": (0xF2, None),
    "lists": (0x2E2, None),
    "overrides": (0x2EA, None),
    "box-texts": (0x25A, None),
    "box-places": (0x1DA, None),
}
#: in Word 6 and 95: number of the first page of properties, and how many there are
_PAGES = {"characters": (0x18A, 0x18E), "paragraphs": (0x18C, 0x190)}

#: of a section's six margins: headers of even, odd pages, footers of these, first header and footer
_FOOTERS = (2, 3, 5)


@dataclass(frozen=True, slots=True)
class Header:
    """The streams of a document and what its head says of them.

    ``old`` is Word 6 and 95; ``wide``: its text has two bytes a character. ``counts`` are the
    characters of: main text, footnotes, headers, macros, comments, endnotes, text boxes, text boxes
    of headers.
    """

    document: bytes
    tables: bytes
    data: bytes
    old: bool
    fast_saved: bool
    wide: bool
    macintosh: bool
    language: int
    counts: tuple[int, ...]

    @classmethod
    def of(cls, file: bytes) -> "Header":
        """The head of the document in a compound file.

        :raises SealedFileError: where it is locked.
        :raises UnreadableFileError: where it is older than Word 6, or torn.
        """
        import olefile

        with olefile.OleFileIO(io.BytesIO(file)) as ole:
            document = ole.openstream("WordDocument").read()
            if len(document) < 0x192:
                raise _torn()
            version, language = struct.unpack_from("<HxxH", document, 2)
            (flags,) = struct.unpack_from("<H", document, 0x0A)
            if flags & _ENCRYPTED:
                raise SealedFileError(
                    "The Word document is locked with a password",
                    hint="Open it with its password, save it without one, and add that",
                )
            old = version < _WORD_97
            if version < _WORD_6:
                raise UnreadableFileError(
                    "The document was made with a Word older than Word 6",
                    hint="Open it in a newer Word or in LibreOffice, save it as DOCX, and add that",
                )
            if not old and len(document) < 0x1AA:
                raise _torn()
            table = "1Table" if flags & _SECOND_TABLE else "0Table"
            tables = document if old else ole.openstream(table).read()
            data = ole.openstream("Data").read() if ole.exists("Data") else b""
        counts = struct.unpack_from("<8i", document, 0x34 if old else 0x4C)
        return cls(
            document,
            tables,
            data,
            old,
            fast_saved=bool(flags & _FAST_SAVED),
            wide=bool(flags & _WIDE),
            macintosh=struct.unpack_from("<H", document, 0x14)[0] == _MACINTOSH,
            language=language,
            counts=tuple(max(0, count) for count in counts),
        )

    def place(self, name: str) -> tuple[int, int]:
        """Offset and size of a table in ``tables``; of no size where the document has none."""
        at = _TABLES[name][1 if self.old else 0]
        if at is None or at + 8 > len(self.document):
            return 0, 0
        start, size = struct.unpack_from("<II", self.document, at)
        return start, min(size, max(0, len(self.tables) - start))

    def table(self, name: str) -> bytes:
        """The bytes of a table."""
        start, size = self.place(name)
        return self.tables[start : start + size]

    def pages(self, name: str) -> list[int]:
        """The offsets of the 512-byte pages of properties, ``characters`` or ``paragraphs``.

        A fast save of Word 6 leaves the table of them short; they lie one after the other.
        """
        table = self.table(name)
        size = 2 if self.old else 4
        count = max(0, (len(table) - 4) // (4 + size))
        places = table[4 * (count + 1) :][: size * count]
        numbers = struct.unpack(f"<{count}{'H' if self.old else 'I'}", places)
        found = {number & 0x3FFFFF for number in numbers}
        if self.old:
            first, many = (struct.unpack_from("<H", self.document, at)[0] for at in _PAGES[name])
            if first:
                found |= set(range(first, first + many))
        return sorted(512 * page for page in found if 512 * (page + 1) <= len(self.document))

    def margins(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Where in the text of headers these and the footers lie ([MS-DOC] 2.8.22 PlcfHdd).

        All counts as headers where the document does not tell them apart.
        """
        table = self.table("margins")
        ends = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        if len(ends) < 8:
            return [(0, self.counts[2])], []
        parts = list(pairwise(ends))[:-1]
        footers = [part for index, part in enumerate(parts) if index >= 6 and index % 6 in _FOOTERS]
        # the first six are lines between the text and notes
        headers = [part for part in parts[6:] if part not in footers]
        return headers, footers

    def text_place(self) -> tuple[int, int]:
        """Where the text begins and ends in an old document that was not fast-saved."""
        start, end = struct.unpack_from("<II", self.document, 0x18)
        return start, min(end, len(self.document))


def _torn() -> UnreadableFileError:
    return UnreadableFileError("The Word document is damaged: its header is torn")
