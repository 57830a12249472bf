import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading import read_bytes
from thaidoc.reading.encoding import text_encoding

#: what a Thai typist can write in cp874
WORDS = ["ที่", "กรมส่งเสริมการปกครองท้องถิ่น", "จำนวน", "๑๒๓", "12/2562", "“เมือง”", "น้ำ", "Smart City"]
THAI = st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join)


@given(THAI, st.sampled_from(["cp874", "utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]))
def test_what_was_written_is_read_back(text: str, encoding: str) -> None:
    has_thai = any("ก" <= letter <= "๛" for letter in text)
    if encoding.startswith("utf-16") and len(text) < 4:
        return
    data = text.encode(encoding)
    found = text_encoding(data)
    assert found is not None
    assert data.decode(found).removeprefix("\ufeff") == text
    if has_thai:
        assert found == encoding


@given(THAI, st.sampled_from(["utf-16", "utf-32"]))
def test_a_byte_order_mark_decides(text: str, encoding: str) -> None:
    found = text_encoding(text.encode(encoding))
    assert found is not None
    assert found.startswith(encoding)


@pytest.mark.parametrize("short", ["ที่", "กค 0405.2/ว 119", "“เรื่อง”", "๒๕๖๒"])
def test_a_few_letters_are_enough(short: str) -> None:
    assert text_encoding(short.encode("cp874")) == "cp874"


def test_a_torn_byte_does_not_make_utf8_thai() -> None:
    data = ("กรมส่งเสริมการปกครองท้องถิ่น " * 20).encode()
    torn = data[:30] + data[31:]
    assert text_encoding(torn) == "utf-8"
    document = read_bytes(torn, "a.txt")
    assert "undecodable-bytes" in document.notes
    assert document.text.count("ปกครอง") >= 19


def test_western_text_is_not_thai() -> None:
    assert (
        text_encoding("Le secrétaire d'État chargé du développement".encode("cp1252")) == "cp1252"
    )


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 50, b"\x81\x8d\xff" * 40]
)
def test_no_text_has_no_encoding(data: bytes) -> None:
    assert text_encoding(data) is None


@given(st.binary(max_size=400))
def test_any_bytes_get_an_answer_that_decodes(data: bytes) -> None:
    found = text_encoding(data)
    if found is not None:
        data.decode(found, "replace")
