"""Files made for the tests: PDFs with a font of our own, so that every box is known."""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import settings

from thaidoc.reading.recognition import Recognition, in_force

#: a machine that has much else to do is no fault of what is tested
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="module", autouse=True)
def recognition() -> Iterator[None]:
    """Pictures are left unread: what is tested here is all the rest."""
    with in_force(Recognition("never")):
        yield


SIZE = 16
#: advance of a letter and of a blank, in thousandths of the type size
LETTER, BLANK = 400, 220
_MARKS = frozenset(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)]))
_BELOW = frozenset("\u0e38\u0e39\u0e3a")

#: a string at a place: x and baseline from the lower left corner, in points
Placed = tuple[float, float, str]
MakePdf = Callable[..., bytes]


def _glyph(letter: str, inked: str, below: str) -> tuple[int, str]:
    """Width and drawing of a letter: a block on the baseline, above it for marks, or nothing."""
    if letter in inked:
        return 0, "0 0 -250 500 -50 650 d1 -250 500 200 150 re f"
    if letter == " ":
        return BLANK, f"{BLANK} 0 0 0 0 0 d1"
    if letter in _BELOW or letter in below:
        width = 120 if letter == "\u0e38" else 240
        return 0, f"0 0 -270 -200 {width - 270} -50 d1 -270 -200 {width} 150 re f"
    if letter in _MARKS or "\uf700" <= letter <= "\uf71d":
        return 0, "0 0 -250 500 -50 650 d1 -250 500 200 150 re f"
    return LETTER, f"{LETTER} 0 30 0 370 450 d1 30 0 340 450 re f"


def _object(body: str | bytes, stream: str | None = None) -> bytes:
    if stream is None:
        return body.encode("latin-1") if isinstance(body, str) else body
    data = zlib.compress(stream.encode("latin-1"))
    return (
        f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode()
        + data
        + (b"\nendstream")
    )


def _to_unicode(codes: dict[str, int], names: dict[str, str]) -> str:
    pairs = "\n".join(
        f"<{code:02X}> <{names.get(letter, letter).encode('utf-16-be').hex()}>"
        for letter, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CMapName /T def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end\n"
    )


def make_pdf_bytes(
    *pages: Iterable[Placed],
    names: dict[str, str] | None = None,
    inked: str = "",
    below: str = "",
    rotation: int = 0,
    matrix: str = "1 0 0 1 0 0",
    extra: str = "",
    under: str = "",
    mode: int = 0,
) -> bytes:
    """A PDF of A4 pages. ``names`` are what ToUnicode calls a letter instead of its own code,
    ``inked`` letters drawn as a mark of no width, ``below`` those drawn as one below the line,
    ``extra`` drawing operators on every page, ``under`` those below the text, ``mode`` how text is
    rendered (3: not at all).
    """
    written = [list(page) for page in pages]
    letters = sorted({letter for page in written for *_, text in page for letter in text})
    codes = {letter: index for index, letter in enumerate(letters, 1)}
    objects: list[bytes] = [b"", b"", b"", b""]  # catalog, page tree, font, ToUnicode
    procs, widths = [], []
    for letter in letters:
        width, drawing = _glyph(letter, inked, below)
        widths.append(width)
        objects.append(_object("", drawing))
        procs.append(f"/g{codes[letter]} {len(objects)} 0 R")
    kids = []
    for page in written:
        strings = "".join(
            f"BT {mode} Tr /F {SIZE} Tf 1 0 0 1 {x} {y} Tm <"
            + "".join(f"{codes[letter]:02X}" for letter in text)
            + "> Tj ET\n"
            for x, y, text in page
        )
        objects.append(_object("", f"{under}q {matrix} cm\n{strings}Q\n{extra}"))
        content = len(objects)
        objects.append(
            _object(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {rotation}"
                f" /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R >>"
            )
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = _object("<< /Type /Catalog /Pages 2 0 R >>")
    objects[1] = _object(f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>")
    names_of = " ".join(f"/g{code}" for code in codes.values())
    objects[2] = _object(
        "<< /Type /Font /Subtype /Type3 /FontBBox [-300 -200 1000 900] /FontMatrix "
        f"[0.001 0 0 0.001 0 0] /CharProcs << {' '.join(procs)} >> /Encoding << /Type /Encoding "
        f"/Differences [1 {names_of}] >> /FirstChar 1 /LastChar {max(1, len(letters))} /Widths "
        f"[{' '.join(map(str, widths))}] /ToUnicode 4 0 R /Resources << >> >>"
    )
    objects[3] = _object("", _to_unicode(codes, names or {}))
    return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    return bytes(out)


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """:func:`make_pdf_bytes`, for tests that cannot import their neighbours."""
    return make_pdf_bytes


# --- OLE files -------------------------------------------------------------------------------

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def make_ole_bytes(streams: dict[str, bytes]) -> bytes:
    """A compound file of 512-byte sectors; streams are padded past the mini stream's limit.

    A name with slashes is a path: what stands before them are storages.
    """
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [b""]

    def store(data: bytes) -> int:
        start = len(sectors)
        count = -(-len(data) // 512)
        for index in range(count):
            sectors.append(data[512 * index : 512 * (index + 1)].ljust(512, b"\0"))
            fat.append(start + index + 1 if index < count - 1 else _END)
        return start

    def place(inside: dict[str, bytes]) -> int:
        """The number of a storage's first entry; its entries follow it, each tied to the next."""
        tops = {path.partition("/")[0] for path in inside}
        first = len(entries)
        ordered = sorted(tops, key=lambda top: (len(top), top.upper()))
        entries.extend(b"" for _ in ordered)
        for index, top in enumerate(ordered):
            right = first + index + 1 if index + 1 < len(ordered) else _FREE
            if top in inside:
                data = inside[top].ljust(4096, b"\0")
                entries[first + index] = _entry(top, 2, _FREE, store(data), len(data), right)
            else:
                deeper = {
                    path[len(top) + 1 :]: data
                    for path, data in inside.items()
                    if path.startswith(f"{top}/")
                }
                entries[first + index] = _entry(top, 1, place(deeper), 0, 0, right)
        return first

    entries[0] = _entry("Root Entry", 5, place(streams), _END, 0)
    directory = b"".join(entries)
    directory += _entry("", 0, _FREE, 0, 0) * (-len(entries) % 4)
    directory_start = store(directory)
    fat_start = len(sectors)
    tables = -(-(len(fat) + 2) // 127)
    fat += [_FAT] * tables
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512 * tables, b"\xff")
    sectors += [table[512 * index : 512 * (index + 1)] for index in range(tables)]
    difat = [*range(fat_start, fat_start + tables)] + [_FREE] * (109 - tables)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory_start, 0, 4096, _END, 0, _END, 0)
    return header + struct.pack("<109I", *difat) + b"".join(sectors)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded) + 2 if name else 0, kind, 1)
        + struct.pack("<III", _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


@pytest.fixture(scope="session")
def make_ole() -> Callable[[dict[str, bytes]], bytes]:
    """:func:`make_ole_bytes`: a compound file of these streams."""
    return make_ole_bytes
