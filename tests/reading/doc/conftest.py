"""Word documents of both generations, made byte by byte after the published formats."""

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document

THAI = 0x041E
#: pages of properties of paragraphs and characters, and where the text begins
PARAGRAPHS, CHARACTERS, TEXT = 0x600, 0x800, 0xA00
_PLAIN_STYLE = (1, 0xFFF, b"", b"")

#: kind (1 paragraph, 2 character), number of the style that it is based on, changes of paragraphs
#: and of characters
Style = tuple[int, int, bytes, bytes]
Streams = dict[str, bytes]


def word_97(
    *pieces: tuple[str, str],
    language: int = THAI,
    properties: Mapping[int, bytes] | None = None,
    characters: Mapping[tuple[int, int], bytes] | None = None,
    counts: tuple[int, ...] = (),
    flags: int = 0x0200,
    version: int = 0x00C1,
    boxes: tuple[tuple[int, int, int], ...] = (),
    styles: Sequence[Style] = (),
    style_of: Mapping[int, int] | None = None,
    lists: bytes = b"",
    overrides: bytes = b"",
    margins: tuple[int, ...] = (),
    formatting: Sequence[bytes] = (),
    formatted: Sequence[int] = (),
    data: bytes = b"",
) -> Streams:
    """The streams of a Word 97 file. ``pieces`` are texts and codecs; ``properties`` the changes of
    the paragraph that ends with the character of a number, ``characters`` those of characters from
    one number up to another; ``boxes`` are anchor, left and top of text boxes, whose texts are
    paragraphs in order; ``formatting`` lists of changes, ``formatted`` the pieces' words for them.
    """
    document = bytearray(TEXT)
    struct.pack_into("<HHHxxxxH", document, 0, 0xA5EC, version, 0, 0)
    struct.pack_into("<H", document, 6, language)
    struct.pack_into("<H", document, 0x0A, flags)
    total = sum(_units(text, codec) for text, codec in pieces)
    struct.pack_into("<8i", document, 0x4C, *(counts or (total,)), *[0] * (8 - len(counts or (0,))))
    places, descriptors, offsets = [0], b"", []
    for index, (text, codec) in enumerate(pieces):
        wide = codec == "utf-16-le"
        where = len(document) if wide else len(document) * 2 | 0x40000000
        change = formatted[index] if index < len(formatted) else 0
        descriptors += struct.pack("<HIH", 0, where, change)
        units = _units(text, codec)
        places.append(places[-1] + units)
        offsets += [len(document) + step * (2 if wide else 1) for step in range(units)]
        document += text.encode(codec)
    offsets.append(len(document))
    struct.pack_into("<II", document, 0x18, TEXT, len(document))
    plc = struct.pack(f"<{len(places)}I", *places) + descriptors
    table = bytearray()
    clx = b"".join(b"\x01" + struct.pack("<H", len(each)) + each for each in formatting or [b"abc"])
    _put(document, table, 0x1A2, clx + b"\x02" + struct.pack("<I", len(plc)) + plc)
    if properties or style_of:
        page = _paragraph_page(offsets, properties or {}, style_of or {}, old=False)
        document[PARAGRAPHS : PARAGRAPHS + 512] = page
        _put(document, table, 0x102, struct.pack("<III", TEXT, offsets[-1], PARAGRAPHS // 512))
    if characters:
        document[CHARACTERS : CHARACTERS + 512] = _character_page(offsets, characters)
        _put(document, table, 0xFA, struct.pack("<III", TEXT, offsets[-1], CHARACTERS // 512))
    _add_boxes(document, table, pieces[-1][0], boxes)
    if styles:
        _put(document, table, 0xA2, _stylesheet(styles, old=False))
    if lists:  # only the lists themselves are counted, their levels come behind
        _put(document, table, 0x2E2, lists, counted=2 + 28 * lists[0])
    _put(document, table, 0x2EA, overrides)
    _put(document, table, 0xF2, struct.pack(f"<{len(margins)}I", *margins))
    return {"WordDocument": bytes(document), "1Table": bytes(table), "0Table": b"", "Data": data}


def word_6(
    *pieces: bytes,
    language: int = THAI,
    version: int = 0x65,
    flags: int = 0,
    properties: Mapping[int, bytes] | None = None,
    characters: Mapping[tuple[int, int], bytes] | None = None,
    counts: tuple[int, ...] = (),
    styles: Sequence[Style] = (),
    style_of: Mapping[int, int] | None = None,
    charsets: Sequence[int] = (),
    macintosh: bool = False,
    paged: bool = True,
) -> Streams:
    """The one stream of a Word 6 or 95 file. Several ``pieces`` are those of a fast save, kept in
    the file in reverse order; ``paged`` says whether the table of property pages is complete.
    """
    document = bytearray(TEXT)
    struct.pack_into("<HHHHxxH", document, 0, 0xA5DC, version, 0, language, 0)
    fast = len(pieces) > 1
    struct.pack_into("<H", document, 0x0A, flags | (0x0004 if fast else 0))
    struct.pack_into("<H", document, 0x14, 0x0100 if macintosh else 0)
    where: dict[int, int] = {}
    for index in reversed(range(len(pieces))):
        where[index] = len(document)
        document += pieces[index]
    struct.pack_into("<II", document, 0x18, TEXT, len(document))
    total = sum(map(len, pieces))
    struct.pack_into("<8i", document, 0x34, *(counts or (total,)), *[0] * (8 - len(counts or (0,))))
    offsets = [where[i] + step for i, piece in enumerate(pieces) for step in range(len(piece))]
    offsets.append(offsets[-1] + 1 if offsets else TEXT)
    tables = bytearray()
    base = len(document)
    if fast:
        places = [sum(map(len, pieces[:index])) for index in range(len(pieces) + 1)]
        plc = struct.pack(f"<{len(places)}I", *places)
        plc += b"".join(struct.pack("<HIH", 0, where[index], 0) for index in range(len(pieces)))
        _put(document, tables, 0x160, b"\x02" + struct.pack("<I", len(plc)) + plc, base=base)
    for wanted, page, at, pointer in (
        (properties or style_of, PARAGRAPHS, 0xC0, 0x18C),
        (characters, CHARACTERS, 0xB8, 0x18A),
    ):
        if not wanted:
            continue
        document[page : page + 512] = (
            _paragraph_page(offsets, properties or {}, style_of or {}, old=True)
            if page == PARAGRAPHS
            else _character_page(offsets, characters or {})
        )
        if paged:
            plc = struct.pack("<IIH", TEXT, offsets[-1], page // 512)
            _put(document, tables, at, plc, base=base)
        else:
            struct.pack_into("<H", document, pointer, page // 512)
            struct.pack_into("<H", document, pointer + 4, 1)
    if styles:
        _put(document, tables, 0x60, _stylesheet(styles, old=True), base=base)
    fonts = b"".join(bytes([7, 0, 0, 0, charset, 0]) + b"F\0" for charset in charsets)
    _put(document, tables, 0xD0, struct.pack("<H", 2 + len(fonts)) + fonts, base=base)
    return {"WordDocument": bytes(document + tables)}


def _put(document: bytearray, table: bytearray, pointer: int, data: bytes, *,
         base: int = 0, counted: int | None = None) -> None:  # fmt: skip
    """Append a table and have the head point to it."""
    if data:
        size = len(data) if counted is None else counted
        struct.pack_into("<II", document, pointer, base + len(table), size)
        table += data


def _units(text: str, codec: str) -> int:
    return len(text.encode(codec)) // (2 if codec == "utf-16-le" else 1)


def _paragraph_page(
    offsets: Sequence[int], properties: Mapping[int, bytes], style_of: Mapping[int, int], *,
    old: bool,
) -> bytes:  # fmt: skip
    """A page of the properties of paragraphs, which end with the characters of these numbers."""
    numbers = sorted({*properties, *style_of})
    ends = sorted((offsets[number], number) for number in numbers)
    starts = [TEXT, *(offset + 1 for offset, _ in ends)]
    page = bytearray(512)
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    at, entry = 510, 7 if old else 13
    for index, (_, number) in enumerate(ends):
        changes = struct.pack("<H", style_of.get(number, 0)) + properties.get(number, b"")
        if old:  # counted in words, all of them
            changes += b"\0" * (len(changes) % 2)
            size = len(changes) // 2
        else:  # in words with the byte of the count
            changes += b"\0" * (len(changes) % 2 == 0)
            size = (len(changes) + 1) // 2
        at = (at - len(changes) - 1) // 2 * 2
        page[at] = size
        page[at + 1 : at + 1 + len(changes)] = changes
        page[4 * len(starts) + entry * index] = at // 2
    page[511] = len(ends)
    return bytes(page)


def _character_page(offsets: Sequence[int], characters: Mapping[tuple[int, int], bytes]) -> bytes:
    """A page of the properties of characters; between the stretches they have none."""
    edges = {TEXT: b""}
    for (start, end), changes in sorted(characters.items(), key=lambda each: offsets[each[0][0]]):
        edges[offsets[start]] = changes
        edges[offsets[end - 1] + offsets[1] - offsets[0]] = b""
    starts = sorted(edges)
    page = bytearray(512)
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    at = 510
    for index, start in enumerate(starts[:-1]):
        changes = edges[start]
        if changes:
            at = (at - len(changes) - 1) // 2 * 2
            page[at : at + 1 + len(changes)] = bytes([len(changes)]) + changes
            page[4 * len(starts) + index] = at // 2
    page[511] = len(starts) - 1
    return bytes(page)


def _stylesheet(styles: Sequence[Style], *, old: bool) -> bytes:
    base = 8 if old else 10
    out = struct.pack("<HHH", 4, len(styles), base)
    for number, (kind, based, paragraph, character) in enumerate(styles):
        parts = [character] if kind == 2 else [struct.pack("<H", number) + paragraph, character]
        style = struct.pack("<HHHH", 0, based << 4 | kind, len(parts), 0).ljust(base, b"\0")
        name = b"S\0" if old else "S\0".encode("utf-16-le")
        style += (b"\x01" if old else b"\x01\x00") + name
        for part in parts:
            style += b"\0" * (len(style) % 2) + struct.pack("<H", len(part)) + part
        out += struct.pack("<H", len(style)) + style
    return out


def _add_boxes(
    document: bytearray, table: bytearray, text: str, boxes: tuple[tuple[int, int, int], ...]
) -> None:
    if not boxes:
        return
    ends = [0]
    for words in text.split("\r")[-1 - len(boxes) : -1]:
        ends.append(ends[-1] + len(words) + 1)
    shapes = b"".join(
        struct.pack("<IIHIII", 1, 0, 0, 0, 1000 + index, 0) for index in range(len(boxes))
    )
    _put(document, table, 0x25A, struct.pack(f"<{len(ends)}I", *ends) + shapes)
    anchors = [anchor for anchor, _, _ in boxes]
    places = b"".join(
        struct.pack("<IiiiiHI", 1000 + index, left, top, 0, 0, 0, 0)
        for index, (_, left, top) in enumerate(boxes)
    )
    edges = struct.pack(f"<{len(anchors) + 1}I", *anchors, anchors[-1] + 1)
    _put(document, table, 0x1DA, edges + places)


def level_bytes(
    style: int, start: int, pattern: str, changes: bytes = b"", flags: int = 0
) -> bytes:
    """A level of a list; ``%2`` in its pattern is the count of the second level."""
    places, text = bytearray(9), ""
    found = 0
    parts = pattern.split("%")
    for index, part in enumerate(parts):
        if index:
            text += chr(int(part[0]) - 1)
            places[found] = len(text)
            found += 1
            part = part[1:]
        text += part
    head = struct.pack("<iBB9sBii", start, style, flags, bytes(places), 0, 0, 0)
    head += bytes([0, len(changes), 0, 0])
    return head + changes + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists_bytes(*lists: Sequence[bytes]) -> bytes:
    """The table of lists, with ids from 1, and their levels behind it."""
    out = struct.pack("<H", len(lists))
    for number, levels in enumerate(lists, 1):
        out += struct.pack("<ii18sBB", number, 0, b"", len(levels) == 1, 0)
    unused = level_bytes(255, 1, "")
    for levels in lists:
        filled = list(levels) if len(levels) == 1 else [*levels, *[unused] * (9 - len(levels))]
        out += b"".join(filled)
    return out


def overrides_bytes(*overrides: tuple[int, Sequence[bytes]]) -> bytes:
    """The table of overrides: the list's id, and what is otherwise."""
    out = struct.pack("<I", len(overrides))
    for list_id, changed in overrides:
        out += struct.pack("<i8xBBBB", list_id, len(changed), 0, 0, 0)
    for _, changed in overrides:
        out += b"\xff" * 4 + b"".join(changed)
    return out


class Made:
    """What the tests of this folder make Word documents with."""

    word_97 = staticmethod(word_97)
    word_6 = staticmethod(word_6)
    level = staticmethod(level_bytes)
    lists = staticmethod(lists_bytes)
    overrides = staticmethod(overrides_bytes)


@pytest.fixture(scope="session")
def made() -> type[Made]:
    """The builders, for tests that cannot import their neighbours."""
    return Made


@pytest.fixture
def read_word(make_ole: Callable[[Streams], bytes]) -> Callable[..., Document]:
    """Reads a Word 97 document made of pieces."""

    def read(*pieces: tuple[str, str], **options: Any) -> Document:
        return read_bytes(make_ole(word_97(*pieces, **options)), "a.doc")

    return read


@pytest.fixture
def read_old(make_ole: Callable[[Streams], bytes]) -> Callable[..., Document]:
    """Reads a Word 6 document made of pieces of bytes."""

    def read(*pieces: bytes, **options: Any) -> Document:
        return read_bytes(make_ole(word_6(*pieces, **options)), "a.doc")

    return read
