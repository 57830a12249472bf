import struct
from collections.abc import Callable

import pytest

from thaidoc.reading.document import Document

Read = Callable[..., Document]


def switch(code: int, value: int = 1) -> bytes:
    return struct.pack("<HB", code, value)


HIDDEN, DELETED, INSERTED = switch(0x083C), switch(0x0800), switch(0x0801)


def test_hidden_and_deleted_text_stays_out_inserted_comes_in(read_word: Read) -> None:
    text = "เห็น ซ่อน ลบ เพิ่ม\r"
    document = read_word(
        (text, "utf-16-le"),
        characters={(5, 10): HIDDEN, (10, 13): DELETED, (13, 18): INSERTED},
    )
    assert document.text == "เห็น เพิ่ม\n"


def test_a_hidden_mark_of_a_field_still_is_one(read_word: Read) -> None:
    text = "ก \x13 PAGE \x14๑\x15 ข\r"
    document = read_word((text, "utf-16-le"), characters={(2, 10): HIDDEN})
    assert document.text == "ก ๑ ข\n"


def test_styles_that_hide(read_word: Read) -> None:
    """A paragraph's style, a style based on it, a style of characters, and what shows again."""
    text = "ก\rข\rคงจฉ\rชซ\r"
    style = struct.pack("<HH", 0x4A30, 3)
    document = read_word(
        (text, "utf-16-le"),
        style_of={1: 1, 3: 2, 8: 0, 11: 1},
        styles=[
            *((1, 0xFFF, b"", b""), (1, 0xFFF, b"", HIDDEN), (1, 1, b"", b"")),
            (2, 0xFFF, b"", HIDDEN),
        ],
        characters={(5, 6): style, (6, 7): switch(0x083C, 0x81), (10, 11): switch(0x083C, 0x81)},
    )
    assert document.text.split() == ["คฉ", "ซ"]


def test_a_piece_hidden_by_a_fast_save(read_word: Read) -> None:
    """Changes of a whole piece: a short one in its own word, and a list of changes."""
    document = read_word(
        *(("ก", "utf-16-le"), ("ข", "utf-16-le"), ("ค", "utf-16-le"), ("ง\r", "utf-16-le")),
        formatting=[INSERTED, DELETED],
        formatted=(0, 0x5C << 1 | 1 << 8, 1 << 1 | 1, 0),
    )
    assert document.text == "กง\n"


def test_symbols_of_other_fonts(read_word: Read, read_old: Read) -> None:
    symbol = struct.pack("<HHH", 0x6A09, 3, 0xF0FE)
    assert read_word(("(( ถูก\r", "utf-16-le"), characters={(0, 2): symbol}).text == "☑☑ ถูก\n"
    old = bytes([74, 3, 3, 0, 0xFE])
    assert read_old("( ถูก\r".encode("cp874"), characters={(0, 1): old}).text == "☑ ถูก\n"


def test_hidden_text_of_word_6(read_old: Read) -> None:
    text = "เห็น ซ่อน ลบ จบ\r".encode("cp874")
    characters = {(5, 10): bytes([92, 1]), (10, 13): bytes([65, 1])}
    assert read_old(text, characters=characters).text == "เห็น จบ\n"


@pytest.mark.parametrize("torn", [b"\x3c", b"\x3c\x08", b"\x09\x6a\x01"])
def test_torn_changes_change_nothing(read_word: Read, torn: bytes) -> None:
    assert read_word(("กรม\r", "utf-16-le"), characters={(0, 2): torn}).text == "กรม\n"
