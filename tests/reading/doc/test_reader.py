import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.errors import SealedFileError, UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.pieces import pieces_of
from thaidoc.reading.document import Document

MakeOle = Callable[[dict[str, bytes]], bytes]
ReadWord = Callable[..., Document]
ENGLISH = 0x0409


def test_pieces_of_both_widths(read_word: ReadWord) -> None:
    document = read_word(("ที่ มท 0810.3/\r", "cp874"), ("กรมส่งเสริม “น้ำ”\r", "utf-16-le"))
    assert document.text == "ที่ มท 0810.3/\nกรมส่งเสริม “น้ำ”\n"
    assert (document.media_type, document.encoding) == ("application/msword", "cp874")
    assert all(line.hard for _, line in document.lines())


def test_eight_bit_text_of_another_language(read_word: ReadWord) -> None:
    document = read_word(("Déjà vu\r", "cp1252"), language=ENGLISH)
    assert (document.text, document.encoding) == ("Déjà vu\n", "cp1252")


def test_thai_bytes_in_a_file_that_says_english(read_word: ReadWord) -> None:
    document = read_word(("กรมส่งเสริมการปกครองท้องถิ่น\r", "cp874"), language=ENGLISH)
    assert document.text == "กรมส่งเสริมการปกครองท้องถิ่น\n"
    assert document.encoding == "cp874"


def test_western_bytes_in_a_file_that_says_thai(read_word: ReadWord) -> None:
    document = read_word(("Café Zürich\r", "cp1252"), ("กรม\r", "utf-16-le"))
    assert document.text == "Café Zürich\nกรม\n"


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
    ("options", "kind", "said"),
    [
        ({"flags": 0x0300}, SealedFileError, "password"),
        ({"version": 0x2D}, UnreadableFileError, "older than Word 6"),
    ],
)
def test_what_cannot_be_read(
    read_word: ReadWord, options: dict[str, int], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        read_word(("กรม\r", "cp874"), **options)


@pytest.mark.parametrize("codec", ["cp874", "utf-16-le"])
def test_a_file_that_lost_its_piece_table(make_ole: MakeOle, made: Any, codec: str) -> None:
    """What the head says of the text suffices, where it is all of one width."""
    streams = made.word_97(("กรม\rข้อ ๑\r", codec))
    document = read_bytes(make_ole({**streams, "1Table": b"\xff" * 600}), "a.doc")
    assert (document.text, document.notes) == ("กรม\nข้อ ๑\n", ("damaged-parts",))


def test_a_file_that_does_not_say_where_its_text_is(make_ole: MakeOle, made: Any) -> None:
    mixed = made.word_97(("กรม\r", "cp874"), ("ข้อ ๑\r", "utf-16-le"))
    fast = made.word_97(("กรม\r", "cp874"), flags=0x0204)
    for streams in (mixed, fast):
        with pytest.raises(UnreadableFileError, match="where its text is"):
            read_bytes(make_ole({**streams, "1Table": b"\xff" * 600}), "a.doc")
    with pytest.raises(UnreadableFileError):
        read_bytes(make_ole({"WordDocument": mixed["WordDocument"]}), "a.doc")


def test_text_that_was_cut_off_keeps_the_rest_in_place(make_ole: MakeOle, made: Any) -> None:
    """A piece whose bytes are gone; what follows it in the text comes before it in the file."""
    streams = made.word_97(("ต้น\rหาย", "utf-16-le"), ("ไป\r" * 1500, "cp874"))
    torn = {**streams, "WordDocument": streams["WordDocument"][:-2000]}
    document = read_bytes(make_ole(torn), "a.doc")
    assert document.text.startswith("ต้น\nหายไป\nไป\n")
    assert document.notes == ("damaged-parts",)


@settings(deadline=None)  # the first file loads a library
@given(st.lists(st.tuples(st.text("กขที่ำ12 ", min_size=1), st.sampled_from(["cp874", "utf-16-le"]))))
def test_pieces_give_the_text_back(
    make_ole: MakeOle, made: Any, pieces: list[tuple[str, str]]
) -> None:
    header = Header.of(make_ole(made.word_97(*(pieces or [("", "cp874")]))))
    assert "".join(piece.text(header.document, "cp874") for piece in pieces_of(header)) == "".join(
        text for text, _ in pieces
    )
