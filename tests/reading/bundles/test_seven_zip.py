import io
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.errors import LockedFileError
from thaidoc.reading.passwords import Passwords

py7zr = pytest.importorskip("py7zr")

from thaidoc.reading.bundles.bundle import is_bundle, members  # noqa: E402  # after the skip
from thaidoc.reading.limits import Limits  # noqa: E402

LETTER = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\n".encode()


def packed(files: dict[str, bytes], **options: object) -> bytes:
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", **options) as archive:
        for name, data in files.items():
            archive.writestr(data, name)
    return stream.getvalue()


def apart(files: dict[str, bytes]) -> bytes:
    """Each file packed by itself, as 7-Zip does when asked not to make a solid archive."""
    stream = io.BytesIO(packed({}))
    for name, data in files.items():
        stream.seek(0)
        with py7zr.SevenZipFile(stream, "a") as archive:
            archive.writestr(data, name)
    return stream.getvalue()


def given_by(data: bytes, limits: Limits | None = None) -> dict[str, object]:
    return {m.name: m.fault.what if m.fault else m.data for m in members(data, "box.7z", limits)}


FILES = {"2562/ที่01.txt": LETTER, "b.bin": bytes(range(256)) * 40, "empty.txt": b""}
#: made once: it holds the time of its making, which moves its length
WHOLE = packed(FILES)
WANTED = {f"box.7z/{name}": data for name, data in FILES.items()}


def test_members_have_their_path_inside() -> None:
    assert given_by(packed(FILES)) == WANTED


def test_files_that_were_packed_apart() -> None:
    files = {"ก.txt": LETTER, "ข.txt": LETTER * 9, "ค.bin": bytes(3000)}
    assert given_by(apart(files)) == {f"box.7z/{name}": data for name, data in files.items()}


@pytest.mark.parametrize("name", ["FILTER_COPY", "FILTER_DEFLATE", "FILTER_BZIP2", "FILTER_PPMD"])
def test_other_ways_to_pack(name: str) -> None:
    how = {"id": getattr(py7zr, name)}
    if name == "FILTER_PPMD":
        how |= {"order": 6, "mem": 24}
    assert given_by(packed(FILES, filters=[how])) == WANTED


def test_a_password_is_said_of_each_file_or_of_all() -> None:
    found = given_by(packed(FILES, password="x"))
    assert "password" in str(found["box.7z/b.bin"])
    hidden = given_by(packed(FILES, password="x", header_encryption=True))
    assert list(hidden) == ["box.7z"]
    assert "password" in str(hidden["box.7z"])


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("copied", [False, True])
def test_a_password_opens_it(hidden: bool, copied: bool) -> None:
    how = [{"id": py7zr.FILTER_COPY}, {"id": py7zr.FILTER_CRYPTO_AES256_SHA256}]
    data = packed(
        FILES, password="เปิด-hush", header_encryption=hidden, filters=how if copied else None
    )
    found = members(data, "box.7z", passwords=Passwords(["wrong", "เปิด-hush"]))
    assert {m.name: m.data for m in found} == WANTED
    for member in members(data, "box.7z", passwords=Passwords(["wrong"])):
        if member.fault:
            assert isinstance(member.fault, LockedFileError)
            assert "wrong" not in str(member.fault)
        else:
            assert member.data == b""  # what is empty is not locked


def test_files_before_a_fault_are_given() -> None:
    noise = bytes((7 * number * number + number // 3) % 256 for number in range(50_000))
    data = bytearray(packed({"a.txt": LETTER, "b.bin": noise, "c.txt": LETTER}))
    data[40_000 if len(data) > 45_000 else len(data) // 2] ^= 0xFF
    found = given_by(bytes(data))
    assert found["box.7z/a.txt"] == LETTER
    assert "damaged" in str(found["box.7z/b.bin"])


def test_a_fault_in_one_stretch_leaves_the_others() -> None:
    data = bytearray(apart({"a.txt": LETTER * 50, "b.txt": LETTER * 60}))
    data[45] ^= 0xFF
    found = given_by(bytes(data))
    assert "damaged" in str(found["box.7z/a.txt"])
    assert found["box.7z/b.txt"] == LETTER * 60


def test_bombs_end_at_a_limit() -> None:
    limits = Limits(bytes=1_000_000, unpacked=1_500_000)
    found = given_by(packed({"bomb": bytes(1_100_000), "a.txt": LETTER}), limits)
    assert "larger than" in str(found["box.7z/bomb"])
    assert found["box.7z/a.txt"] == LETTER
    many = packed({f"{number}.bin": bytes(900_000) for number in range(3)})
    assert "unpacks to more than" in str(given_by(many, limits)["box.7z"])


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = packed(FILES)
    monkeypatch.setitem(sys.modules, "py7zr", None)
    (member,) = members(data, "box.7z")
    assert member.fault is not None
    assert "py7zr" in member.fault.what
    assert "pip install 'thaidoc[7z]'" in str(member.fault.hint)


@settings(max_examples=40)
@given(st.data())
def test_any_damage_to_an_archive_is_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(6, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(10, len(whole)))])
    assert is_bundle(cut)
    found = list(members(cut, "box.7z"))
    assert found
    assert all(m.fault is None or m.fault.where == m.name for m in found)
