import io
import re
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from thaidoc.errors import LockedFileError, UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.pdf.opening import open_pdf

MakePdf = Callable[..., bytes]
BODY = "กรมส่งเสริมการปกครองท้องถิ่นพิจารณาแล้ว จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่น"


@pytest.fixture(scope="module")
def sound(make_pdf: MakePdf) -> bytes:
    return make_pdf([(85, 760, BODY)], [(85, 760, "หน้าสอง " + BODY)])


def locked(data: bytes, **encryption: Any) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(**encryption))
    return out.getvalue()


def first_line(data: bytes, password: str | None = None) -> str:
    return read_bytes(data, "a.pdf", password=password).pages[0].lines[0].text


# --- locked ----------------------------------------------------------------------------------


@pytest.mark.parametrize("revision", [4, 6])  # AES-128 and AES-256
def test_the_user_and_the_owner_have_a_password(sound: bytes, revision: int) -> None:
    data = locked(sound, user="user-1", owner="owner-1", R=revision)
    for password in ("user-1", "owner-1"):
        document = read_bytes(data, "a.pdf", password=password)
        assert document.pages[0].lines[0].text == BODY
        assert document.notes == ("encrypted",)


def test_a_password_may_be_thai(sound: bytes) -> None:
    data = locked(sound, user="รหัสลับ๑๒", owner="เจ้าของ", R=6)
    assert first_line(data, "รหัสลับ๑๒") == BODY


def test_what_only_forbids_copying_opens_without_a_password(sound: bytes) -> None:
    data = locked(sound, user="", owner="owner-1", allow=pikepdf.Permissions(extract=False))
    document = read_bytes(data, "a.pdf")
    assert document.pages[0].lines[0].text == BODY
    assert document.notes == ("encrypted",)


def test_a_missing_and_a_wrong_password_are_told_apart_and_not_told(sound: bytes) -> None:
    data = locked(sound, user="user-1", owner="owner-1", R=6)
    with pytest.raises(LockedFileError) as missing:
        read_bytes(data, "a.pdf")
    with pytest.raises(LockedFileError) as wrong:
        read_bytes(data, "a.pdf", password="no-such-1")
    assert (missing.value.where, wrong.value.where) == ("a.pdf", "a.pdf")
    assert missing.value.reason != wrong.value.reason
    assert "no-such-1" not in str(wrong.value)


def test_a_password_for_what_is_not_locked_changes_nothing(sound: bytes) -> None:
    document = read_bytes(sound, "a.pdf", password="user-1")
    assert (document.pages[0].lines[0].text, document.notes) == (BODY, ())


# --- damaged ---------------------------------------------------------------------------------


def without_xref(data: bytes) -> bytes:
    return data[: data.rindex(b"xref\n0")]


def without_trailer(data: bytes) -> bytes:
    return data.replace(b"trailer", b"xxxxxxx").replace(b"startxref", b"xxxxxxxxx")


def with_wrong_lengths(data: bytes) -> bytes:
    return re.sub(rb"/Length (\d+)", lambda m: b"/Length 9" + b"0" * (len(m[1]) - 1), data)


def without_root(data: bytes) -> bytes:
    return data.replace(b"/Root 1 0 R", b"/Tour 1 0 R").replace(
        b"/Type /Catalog", b"/Type /Dialogue"
    )


def with_cyclic_tree(data: bytes) -> bytes:
    return re.sub(rb"/Kids \[[^]]*\]", b"/Kids [2 0 R 2 0 R]", data)


def without_kids(data: bytes) -> bytes:
    return re.sub(rb"/Kids \[[^]]*\]", b"/Kids []", data)


def with_a_long_way_to_the_header(data: bytes) -> bytes:
    return b"X-Header: something of a proxy\r\n" * 100 + b"\r\n" + data


@pytest.mark.parametrize(
    ("damage", "notes"),
    [
        (without_xref, ("repaired-file",)),
        (without_trailer, ("repaired-file",)),
        (with_wrong_lengths, ()),
        (without_root, ("repaired-file",)),
        (with_cyclic_tree, ("repaired-file",)),
        (without_kids, ("repaired-file",)),
        (with_a_long_way_to_the_header, ()),
    ],
)
def test_a_damaged_pdf_is_read_whole(
    sound: bytes, damage: Callable[[bytes], bytes], notes: tuple[str, ...]
) -> None:
    damaged = damage(sound)
    assert damaged != sound
    document = read_bytes(damaged, "a.pdf")
    assert document.text == read_bytes(sound, "a.pdf").text
    assert document.notes == notes


def test_what_came_of_a_torn_file_is_read(sound: bytes) -> None:
    """The second page's object, the tables and the trailer are lost."""
    torn = sound[: sound.rindex(b"/Type /Page ")]
    document = read_bytes(torn, "a.pdf")
    assert [page.text for page in document.pages] == [BODY + "\n"]
    assert "repaired-file" in document.notes


def test_what_is_locked_and_damaged_is_repaired_with_its_password(sound: bytes) -> None:
    data = locked(sound, user="user-1", owner="owner-1", R=4)
    damaged = data.replace(b"startxref", b"xxxxxxxxx").replace(b"\nxref", b"\nxxxx")
    damaged = damaged.replace(b"endobj\n", b"endobj \n", 3)  # no offset is right any more
    document = read_bytes(damaged, "a.pdf", password="user-1")
    assert document.pages[0].lines[0].text == BODY
    assert "encrypted" in document.notes
    with pytest.raises(LockedFileError):
        read_bytes(damaged, "a.pdf")


def test_a_locked_pdf_without_its_key_is_not_taken_for_an_empty_one(sound: bytes) -> None:
    data = locked(sound, user="user-1", owner="owner-1", R=4)
    torn = data[: data.rindex(b"xref")].replace(b"/Encrypt", b"/Encrypt ")
    with pytest.raises(UnreadableFileError):
        read_bytes(torn, "a.pdf")


def test_no_pages_and_no_help(make_pdf: MakePdf) -> None:
    empty = make_pdf()
    with pytest.raises(UnreadableFileError, match="no pages") as fault:
        read_bytes(empty, "a.pdf")
    assert fault.value.hint


def test_the_bytes_given_back_are_the_ones_that_pdfium_reads(sound: bytes) -> None:
    opened = open_pdf(with_cyclic_tree(sound))
    try:
        assert len(opened.document) == 2
        again = open_pdf(opened.data)
        assert (len(again.document), again.notes) == (2, ())
        again.document.close()
    finally:
        opened.document.close()
