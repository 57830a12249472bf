import struct
from collections.abc import Callable
from typing import Any

import pytest

from thaidoc.errors import SealedFileError, UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.document import Document

Read = Callable[..., Document]
MakeOle = Callable[[dict[str, bytes]], bytes]
LETTER = "ที่ มท 0810.3/ว 119\rกรมส่งเสริมการปกครองท้องถิ่น\rเรื่อง “การใช้น้ำ”\r"
ENGLISH = 0x0409


def typed(text: str) -> str:
    return text.replace("\r", "\n")


@pytest.mark.parametrize("version", [0x65, 0x68, 0x69])
def test_a_document_saved_in_full(read_old: Read, version: int) -> None:
    document = read_old(LETTER.encode("cp874"), version=version)
    assert document.text == typed(LETTER)
    assert (document.media_type, document.encoding) == ("application/msword", "cp874")
    assert all(line.hard for _, line in document.lines())


def test_a_document_saved_fast(read_old: Read) -> None:
    """Its pieces lie in the file in another order, and some of its bytes are no text any more."""
    pieces = [LETTER[:9], LETTER[9:30], LETTER[30:]]
    document = read_old(*(piece.encode("cp874") for piece in pieces))
    assert document.text == typed(LETTER)


def test_text_of_two_bytes(read_old: Read) -> None:
    text = LETTER.encode("utf-16-le")
    document = read_old(text, flags=0x1000, counts=(len(LETTER),))
    assert (document.text, document.encoding) == (typed(LETTER), "utf-16-le")


def test_a_table(read_old: Read) -> None:
    inside, end = bytes([24, 1]), bytes([25, 1])
    edges = struct.pack("<BHB3h", 190, 8, 2, 0, 900, 9000) + b"\0"
    document = read_old(
        "ซ้าย\x07บน\rล่าง\x07\x07หลัง\r".encode("cp874"),
        properties={4: inside, 7: inside, 12: inside, 13: inside + end + edges, 18: b""},
    )
    lines = document.pages[0].lines
    assert [line.text for line in lines] == ["ซ้าย\tบน", "ล่าง", "หลัง"]
    assert [segment.left for segment in lines[0].segments] == [0.0, 10.0]


def test_a_field_keeps_its_result(read_old: Read) -> None:
    text = "วันที่ \x13 DATE \\@ \x14๑๒ มิ.ย. ๒๕๓๘\x15 จบ\r"
    assert read_old(text.encode("cp874")).text == "วันที่ ๑๒ มิ.ย. ๒๕๓๘ จบ\n"


@pytest.mark.parametrize("paged", [True, False])
def test_paragraph_properties(read_old: Read, paged: bool) -> None:
    """A fast save leaves the table of the pages of properties short; they are found all the same.

    A change that means nothing here is passed over by its own size.
    """
    line_height, border = bytes([20, 5, 5, 5, 5]), bytes([38, 5, 5])
    centred = line_height + border + bytes([5, 1])
    indented = struct.pack("<BhBh", 17, 720, 19, 720)
    stops = struct.pack("<BBBBhB", 15, 5, 0, 1, 1800, 0)
    document = read_old(
        "กรม\rเนื้อ\rก\tข\r".encode("cp874"),
        properties={3: centred, 9: indented, 13: stops},
        paged=paged,
    )
    lines = document.pages[0].lines
    assert [line.left for line in lines] == [43.0, 16.0, 0.0]
    assert lines[2].segments[1].left == 20.0


def test_styles(read_old: Read) -> None:
    document = read_old(
        "กรม\rซ่อน\r".encode("cp874"),
        style_of={3: 1, 8: 2},
        styles=[
            (1, 0xFFF, b"", b""),
            (1, 0, bytes([5, 1]), b""),
            (1, 0, b"", bytes([92, 1])),
        ],
    )
    (line,) = document.pages[0].lines
    assert (line.text, line.left) == ("กรม", 43.0)


def test_footnotes_headers_and_boxes(read_old: Read) -> None:
    text = "เนื้อความ\rเชิงอรรถ\rหัวกระดาษ\rในกล่อง\r"
    document = read_old(text.encode("cp874"), counts=(10, 9, 10, 0, 0, 0, 8))
    assert document.text == "หัวกระดาษ\nเนื้อความ\nเชิงอรรถ\nในกล่อง\n"


@pytest.mark.parametrize(
    ("text", "codec", "options", "encoding"),
    [
        ("กรมส่งเสริม “น้ำ” – ๑\r", "cp874", {"language": ENGLISH}, "cp874"),
        ("กรมส่งเสริม “น้ำ” – ๑\r", "mac-thai", {"macintosh": True}, "mac-thai"),
        ("กรม “น้ำ”\r", "mac-thai", {"language": ENGLISH, "macintosh": True}, "mac-thai"),
        ("Café “Zürich” – 1\r", "cp1252", {"language": ENGLISH}, "cp1252"),
        ("Café – 1\r", "cp1252", {}, "cp1252"),
        ("Café – 1\r", "mac-roman", {"language": ENGLISH, "macintosh": True}, "mac-roman"),
        ("๑๒/๒๕๓๘\r", "cp874", {"language": ENGLISH, "charsets": (0, 222)}, "cp874"),
    ],
)
def test_code_pages(
    read_old: Read, text: str, codec: str, options: dict[str, Any], encoding: str
) -> None:
    document = read_old(text.encode(codec), **options)
    assert (document.text, document.encoding) == (typed(text), encoding)


def test_what_cannot_be_read(read_old: Read) -> None:
    with pytest.raises(SealedFileError, match="password"):
        read_old(b"x\r", flags=0x0100)
    with pytest.raises(UnreadableFileError, match="older than Word 6"):
        read_old(b"x\r", version=0x2D)


@pytest.mark.parametrize("fast", [False, True])
def test_truncated_anywhere(make_ole: MakeOle, made: Any, fast: bool) -> None:
    """Cut at any place, the stream gives what is left of the text or one clear error."""
    text = LETTER.encode("cp874")
    pieces = [text[:20], text[20:]] if fast else [text]
    stream = made.word_6(
        *pieces,
        properties={19: bytes([5, 1])},
        characters={(0, 3): bytes([92, 1])},
        styles=[(1, 0xFFF, b"", bytes([92, 0]))],
        charsets=(222,),
    )["WordDocument"]
    for size in (*range(0, 0x400, 37), *range(0x5FF, len(stream), 11)):
        # the maker of files pads with zeros, which count as lost too
        try:
            document = read_bytes(make_ole({"WordDocument": stream[:size]}), "a.doc")
        except UnreadableFileError:
            continue
        assert len(document.text) <= len(text) + 2
    whole = make_ole({"WordDocument": stream})
    for size in range(512, len(whole), 509):
        try:
            document = read_bytes(whole[:size], "a.doc")
        except UnreadableFileError:
            continue
        assert len(document.text) <= len(text) + 2
