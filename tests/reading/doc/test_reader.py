import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.doc.reader import pieces_of
from thaidoc.reading.document import Document

MakeOle = Callable[[dict[str, bytes]], bytes]
THAI, ENGLISH = 0x041E, 0x0409
TEXT = 0x800  # where the text begins; the page of paragraph properties is at 0x600


def word_streams(
    *pieces: tuple[str, str],
    language: int = THAI,
    properties: dict[int, bytes] | None = None,
    counts: tuple[int, ...] = (),
    flags: int = 0x0200,
    version: int = 0x00C1,
    boxes: tuple[tuple[int, int, int], ...] = (),
) -> dict[str, bytes]:
    """The streams of a Word 97 file. ``pieces`` are texts and codecs, ``properties`` the changes of
    the paragraph that ends with the character of a number; ``boxes`` are anchor, left and top of
    text boxes, whose texts are paragraphs in order.
    """
    document = bytearray(TEXT)
    struct.pack_into("<HHHxxxxH", document, 0, 0xA5EC, version, 0, 0)
    struct.pack_into("<H", document, 6, language)
    struct.pack_into("<H", document, 0x0A, flags)
    total = sum(_units(text, codec) for text, codec in pieces)
    struct.pack_into("<8i", document, 0x4C, *(counts or (total,)), *[0] * (8 - len(counts or (0,))))
    places, descriptors, offsets = [0], b"", []
    for text, codec in pieces:
        wide = codec == "utf-16-le"
        where = len(document) if wide else len(document) * 2 | 0x40000000
        descriptors += struct.pack("<HIH", 0, where, 0)
        units = _units(text, codec)
        places.append(places[-1] + units)
        offsets += [len(document) + index * (2 if wide else 1) for index in range(units)]
        document += text.encode(codec)
    plc = struct.pack(f"<{len(places)}I", *places) + descriptors
    table = bytearray(b"\x01\x03\x00abc\x02" + struct.pack("<I", len(plc)) + plc)
    struct.pack_into("<II", document, 0x1A2, 0, len(table))
    _add_properties(document, table, offsets, properties or {})
    _add_boxes(document, table, pieces[-1][0], boxes)
    return {"WordDocument": bytes(document), "1Table": bytes(table), "0Table": b""}


def _units(text: str, codec: str) -> int:
    return len(text.encode(codec)) // (2 if codec == "utf-16-le" else 1)


def _add_properties(
    document: bytearray, table: bytearray, offsets: list[int], properties: dict[int, bytes]
) -> None:
    if not properties:
        return
    ends = sorted(properties)
    starts = [TEXT, *(offsets[end] + 1 for end in ends)]
    page = bytearray(512)
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    at = 510
    for index, end in enumerate(ends):
        changes = struct.pack("<H", 0) + properties[end]
        changes += b"\0" * (len(changes) % 2 == 0)
        at = (at - len(changes) - 1) // 2 * 2
        page[at] = (len(changes) + 1) // 2
        page[at + 1 : at + 1 + len(changes)] = changes
        page[4 * len(starts) + 13 * index] = at // 2
    page[511] = len(ends)
    document[0x600:0x800] = page
    struct.pack_into("<II", document, 0x102, len(table), 12)
    table += struct.pack("<III", TEXT, starts[-1], 3)


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
    struct.pack_into("<II", document, 0x25A, len(table), 4 * len(ends) + len(shapes))
    table += struct.pack(f"<{len(ends)}I", *ends) + shapes
    anchors = [anchor for anchor, _, _ in boxes]
    places = b"".join(
        struct.pack("<IiiiiHI", 1000 + index, left, top, 0, 0, 0, 0)
        for index, (_, left, top) in enumerate(boxes)
    )
    struct.pack_into("<II", document, 0x1DA, len(table), 4 * (len(anchors) + 1) + len(places))
    table += struct.pack(f"<{len(anchors) + 1}I", *anchors, anchors[-1] + 1) + places


@pytest.fixture
def read_word(make_ole: MakeOle) -> Callable[..., Document]:
    def read(*pieces: tuple[str, str], **options: object) -> Document:
        return read_bytes(make_ole(word_streams(*pieces, **options)), "a.doc")  # type: ignore[arg-type]  # options are passed through

    return read


ReadWord = Callable[..., Document]


def test_pieces_of_both_widths(read_word: ReadWord) -> None:
    document = read_word(("ที่ มท 0810.3/\r", "cp874"), ("กรมส่งเสริม “น้ำ”\r", "utf-16-le"))
    assert document.text == "ที่ มท 0810.3/\nกรมส่งเสริม “น้ำ”\n"
    assert (document.media_type, document.encoding) == ("application/msword", "cp874")
    assert all(line.hard for _, line in document.lines())


def test_eight_bit_text_of_another_language(read_word: ReadWord) -> None:
    document = read_word(("Déjà vu\r", "cp1252"), language=ENGLISH)
    assert (document.text, document.encoding) == ("Déjà vu\n", "cp1252")


def test_thai_bytes_in_a_file_that_says_english_are_repaired(read_word: ReadWord) -> None:
    document = read_word(("กรมส่งเสริมการปกครองท้องถิ่น\r", "cp874"), language=ENGLISH)
    assert document.text == "กรมส่งเสริมการปกครองท้องถิ่น\n"
    assert document.pages[0].decision == "repaired"


def test_fields_keep_their_results_only(read_word: ReadWord) -> None:
    text = "วันที่ \x13 DATE \\@ \x13 nested \x14x\x15 \x14๑๒ มิ.ย. ๒๕๖๒\x15 จบ\r"
    assert read_word((text, "utf-16-le")).text == "วันที่ ๑๒ มิ.ย. ๒๕๖๒ จบ\n"


def test_special_characters(read_word: ReadWord) -> None:
    text = "0\x1e2241\x1e9000\x0bต่อ\x01\x08 12\x1f3\r\rหน้าสอง\x0cสาม\r"
    document = read_word((text, "utf-16-le"))
    assert document.text == "0-2241-9000\nต่อ 123\n\nหน้าสอง\n\fสาม\n"
    assert [line.hard for _, line in document.lines()] == [False, True, False, True]
    assert document.pages[0].lines[2].gap == 1.0


def test_characters_beyond_the_first_plane(read_word: ReadWord) -> None:
    assert read_word(("\U0001f600 กรม\r", "utf-16-le")).text == "\U0001f600 กรม\n"


def test_text_ends_at_the_count(read_word: ReadWord) -> None:
    assert read_word(("กรม\rหลัง\r", "utf-16-le"), counts=(4,)).text == "กรม\n"


def test_notes_come_after_the_text(read_word: ReadWord) -> None:
    document = read_word(("กรม\rเชิงอรรถ\r", "utf-16-le"), counts=(4, 9))
    assert document.text == "กรม\nเชิงอรรถ\n"


def test_paragraph_properties(read_word: ReadWord) -> None:
    centred = struct.pack("<HB", 0x2403, 1)
    indented = struct.pack("<HhHh", 0x840F, 720, 0x8411, 720)
    stops = struct.pack("<HBBBhB", 0xC60D, 5, 0, 1, 1800, 0)
    document = read_word(
        ("กรม\rเนื้อ\rก\tข\rซ้าย\r", "utf-16-le"),
        properties={3: centred, 9: indented, 13: stops, 18: b""},
    )
    lines = document.pages[0].lines
    assert [line.left for line in lines] == [43.0, 16.0, 0.0, 0.0]
    assert lines[2].segments[1].left == 20.0


def test_table_rows_are_lines_of_cells(read_word: ReadWord) -> None:
    inside = struct.pack("<HB", 0x2416, 1)
    edges = struct.pack("<HHB3h", 0xD608, 8, 2, 0, 900, 9000) + b"\0"
    end = inside + struct.pack("<HB", 0x2417, 1) + edges
    document = read_word(
        ("ซ้าย\x07บน\rล่าง\x07\x07หลัง\r", "utf-16-le"),
        properties={4: inside, 7: inside, 12: inside, 13: end, 18: b""},
    )
    lines = document.pages[0].lines
    assert [line.text for line in lines] == ["ซ้าย\tบน", "ล่าง", "หลัง"]
    assert [segment.left for segment in lines[0].segments] == [0.0, 10.0]
    assert lines[1].left == 10.0


def test_text_boxes_stand_where_they_are_tied(read_word: ReadWord) -> None:
    """The number left and the address right of a letterhead, both in boxes, tied to its start."""
    document = read_word(
        ("เรื่อง\rกรม\rที่ ๑\r", "utf-16-le"),
        counts=(7, 0, 0, 0, 0, 0, 10),
        boxes=((0, 5400, 500), (0, -100, 600)),
    )
    assert [line.text for line in document.pages[0].lines] == ["ที่ ๑\tกรม", "เรื่อง"]
    assert document.pages[0].lines[0].segments[1].left == 60.0


@pytest.mark.parametrize(
    ("options", "said"),
    [({"flags": 0x0300}, "password"), ({"version": 0x65}, "older than Word 97")],
)
def test_what_cannot_be_read(read_word: ReadWord, options: dict[str, int], said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read_word(("กรม\r", "cp874"), **options)


def test_a_file_that_lost_its_piece_table(make_ole: MakeOle) -> None:
    streams = word_streams(("กรม\r", "cp874"))
    with pytest.raises(UnreadableFileError, match="where its text is"):
        read_bytes(make_ole({**streams, "1Table": b"\xff"}), "a.doc")
    with pytest.raises(UnreadableFileError):
        read_bytes(make_ole({"WordDocument": streams["WordDocument"]}), "a.doc")


@given(st.lists(st.tuples(st.text("กขที่ำ12 ", min_size=1), st.sampled_from(["cp874", "utf-16-le"]))))
def test_pieces_give_the_text_back(pieces: list[tuple[str, str]]) -> None:
    streams = word_streams(*pieces) if pieces else word_streams(("", "cp874"))
    document = streams["WordDocument"]
    found = pieces_of(document, streams["1Table"])
    assert "".join(piece.text(document, "cp874") for piece in found) == "".join(
        text for text, _ in pieces
    )
