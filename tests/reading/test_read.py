import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read, read_bytes
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.limits import Limits, in_force


def test_a_document_knows_its_file(tmp_path: Path) -> None:
    path = tmp_path / "หนังสือ.txt"
    path.write_text("ที่ มท 0810.3/", encoding="cp874")
    document = read(path)
    assert document.name == "หนังสือ.txt"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.bytes == len(path.read_bytes())
    assert (document.media_type, document.encoding, document.ocr) == ("text/plain", "cp874", False)
    assert document.notes == ()
    assert document.text == "ที่ มท 0810.3/\n"


def test_a_lying_extension_is_noted() -> None:
    assert read_bytes(b"text", "letter.pdf").notes == ("extension-lies",)


def test_paths_that_are_no_file(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for name, what in [(".", "folder"), ("none.txt", "no such file"), ("empty.txt", "empty")]:
        with pytest.raises(UnreadableFileError, match=what) as fault:
            read(tmp_path / name)
        assert str(tmp_path) in str(fault.value)


def test_an_impossible_path_is_an_unreadable_file() -> None:
    with pytest.raises(UnreadableFileError):
        read(Path("a\0b"))
    with pytest.raises(UnreadableFileError):
        read(Path("x" * 5000))


def test_a_file_larger_than_any_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("12345")
    with in_force(Limits(bytes=4)):
        with pytest.raises(UnreadableFileError, match="larger"):
            read(path)
        with pytest.raises(UnreadableFileError, match="larger"):
            read_bytes(b"12345", "a.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"Rar!\x1a\x07\x01\x00" + bytes(50), "RAR"),
        (b"PK\x05\x06" + bytes(18), "ZIP"),
        (b"\x00\x01\x02" * 40, "unknown kind"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said) as fault:
        read_bytes(data, "x")
    assert fault.value.hint
    assert fault.value.where == "x"


def test_a_locked_office_file(make_ole: Callable[[dict[str, bytes]], bytes]) -> None:
    with pytest.raises(UnreadableFileError, match="password"):
        read_bytes(make_ole({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), "a.docx")


def test_every_readable_format_has_its_reader() -> None:
    readable = [known for known in FORMATS.values() if known.module]
    assert len(readable) >= 4
    for known in readable:
        assert callable(known.reader())


@given(st.binary(min_size=1, max_size=500), st.sampled_from(["", "%PDF-", "PK\x03\x04", "{\\rtf"]))
def test_any_bytes_give_a_document_or_a_clear_error(data: bytes, magic: str) -> None:
    try:
        document = read_bytes(magic.encode("latin-1") + data, "x.doc")
    except UnreadableFileError as fault:
        assert fault.what[0].isupper()
        assert not fault.what.endswith(".")
    else:
        assert document.pages
        assert document.text.encode().decode() == document.text
