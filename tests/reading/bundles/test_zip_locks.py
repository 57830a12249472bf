"""Locked members of ZIPs, in the old way and with AES."""

import io
import zipfile
import zlib

import pytest
import pyzipper
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.reading.bundles.bundle import members
from thaidoc.reading.passwords import Passwords

LETTER = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\n".encode() * 20
SECRET = "เปิด-hush"
#: the flags' place in a local header, in one of the directory, and the time's in both
LOCAL, LISTED = 6, 8


def lock_old(data: bytes, password: bytes, check: int) -> bytes:
    """PKWARE's traditional encryption, written here from its description."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def crc(value: int, byte: int) -> int:
        return zlib.crc32(bytes([byte]), value ^ 0xFFFFFFFF) ^ 0xFFFFFFFF

    def move(byte: int) -> None:
        keys[0] = crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) % 2**32
        keys[2] = crc(keys[2], keys[1] >> 24)

    for byte in password:
        move(byte)
    out = bytearray()
    for byte in bytes(range(11)) + bytes([check]) + data:
        step = keys[2] % 65536 | 2
        out.append(byte ^ ((step * (step ^ 1)) >> 8) & 0xFF)
        move(byte)
    return bytes(out)


def locked_old(files: dict[str, bytes], password: bytes, *, open_ones: dict[str, bytes]) -> bytes:
    """A ZIP whose ``files`` are locked: what is locked is stored, then headers are mended."""
    stream = io.BytesIO()
    kept = {}
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            squeezed = zlib.compress(data, wbits=-15)
            kept[name] = (zlib.crc32(data), len(data))
            package.writestr(name, lock_old(squeezed, password, zlib.crc32(data) >> 24))
        for name, data in open_ones.items():
            package.writestr(name, data)
    out = bytearray(stream.getvalue())
    with zipfile.ZipFile(io.BytesIO(out)) as package:
        listed = package.start_dir
        for info in package.infolist():
            if info.filename in kept:
                crc, size = kept[info.filename]
                for at, flags in ((info.header_offset, LOCAL), (listed, LISTED)):
                    out[at + flags] |= 1
                    out[at + flags + 2] = 8
                    out[at + flags + 8 : at + flags + 12] = crc.to_bytes(4, "little")
                    out[at + flags + 16 : at + flags + 20] = size.to_bytes(4, "little")
            listed += 46 + len(info.orig_filename.encode()) + len(info.extra) + len(info.comment)
    return bytes(out)


def locked_aes(files: dict[str, bytes], password: str, bits: int = 256) -> bytes:
    stream = io.BytesIO()
    with pyzipper.AESZipFile(stream, "w", compression=zipfile.ZIP_DEFLATED) as package:
        package.setpassword(password.encode())
        package.setencryption(pyzipper.WZ_AES, nbits=bits)
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


def given_by(data: bytes, *passwords: str) -> dict[str, object]:
    found = members(data, "box.zip", passwords=Passwords(passwords))
    return {m.name: m.fault.what if m.fault else m.data for m in found}


OLD = locked_old({"ก.txt": LETTER}, SECRET.encode(), open_ones={"b.txt": b"b"})


def test_the_old_lock_is_what_pythons_own_reader_opens() -> None:
    with zipfile.ZipFile(io.BytesIO(OLD)) as package:
        assert package.read("ก.txt", SECRET.encode()) == LETTER


def test_the_old_lock_opens() -> None:
    assert given_by(OLD, "wrong", SECRET) == {"box.zip/ก.txt": LETTER, "box.zip/b.txt": b"b"}


def test_a_password_that_was_typed_in_cp874() -> None:
    data = locked_old({"a.txt": LETTER}, SECRET.encode("cp874"), open_ones={})
    assert given_by(data, SECRET) == {"box.zip/a.txt": LETTER}


@pytest.mark.parametrize("bits", [128, 192, 256])
def test_aes_opens(bits: int) -> None:
    files = {"a.txt": LETTER, "ข.bin": bytes(range(256)) * 5000, "c.txt": b""}
    found = given_by(locked_aes(files, SECRET, bits), "wrong", SECRET)
    assert found == {f"box.zip/{name}": data for name, data in files.items()}


@pytest.mark.parametrize("data", [OLD, locked_aes({"ก.txt": LETTER}, SECRET)])
def test_without_the_right_one_it_is_said_and_the_rest_is_given(data: bytes) -> None:
    assert given_by(data)["box.zip/ก.txt"] == "It is locked with a password"
    for wrong in ("wrong", "ก", ""):
        said = str(given_by(data, wrong)["box.zip/ก.txt"])
        assert said.startswith("It is locked, and not with a password given")
    assert given_by(data).get("box.zip/b.txt", b"b") == b"b"


def test_every_256th_wrong_password_passes_the_first_check_only() -> None:
    for number in range(1000):
        said = str(given_by(OLD, f"wrong{number}")["box.zip/ก.txt"])
        assert said.startswith("It is locked, and not with a password given")


def test_a_sealed_member_whose_bytes_were_changed_is_damaged() -> None:
    data = bytearray(locked_aes({"a.txt": LETTER}, SECRET))
    data[90] ^= 1
    assert "damaged" in str(given_by(bytes(data), SECRET)["box.zip/a.txt"])


def test_a_locked_bundle_inside_one() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("in.zip", OLD)
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return SECRET

    found = list(members(stream.getvalue(), "box.zip", passwords=Passwords(ask=ask)))
    assert [member.data for member in found] == [LETTER, b"b"]
    assert asked == ["box.zip/in.zip/ก.txt"]


def test_a_lock_of_an_unknown_kind_is_said() -> None:
    for at, value in ((LOCAL, 0x41), (LOCAL + 2, 99)):
        data = bytearray(OLD)
        listed = data.index(b"PK\x01\x02") + at - LOCAL + LISTED
        data[at] = data[listed] = value
        found = given_by(bytes(data), SECRET)
        assert found["box.zip/ก.txt"] == "It is locked in a way that cannot be opened"
        assert found["box.zip/b.txt"] == b"b"


def test_a_bomb_behind_a_lock_ends_at_the_limit() -> None:
    from thaidoc.reading.limits import Limits

    data = locked_aes({"bomb": bytes(3_000_000), "a.txt": LETTER}, SECRET)
    limits = Limits(part=10_000, bytes=10_000_000)
    found = {m.name: m for m in members(data, "box.zip", limits, Passwords([SECRET]))}
    fault = found["box.zip/bomb"].fault
    assert fault is not None
    assert "200 times" in fault.what
    assert found["box.zip/a.txt"].data == LETTER


WHOLE = locked_aes({"a.txt": LETTER, "b.txt": b"b"}, SECRET, 128)


@settings(max_examples=60)
@given(st.data())
def test_any_damage_to_a_locked_zip_is_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([OLD, WHOLE])))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for member in members(bytes(whole), "box.zip", passwords=Passwords([SECRET])):
        fault = member.fault
        assert fault is None or (SECRET not in str(fault) and "inside thaidoc" not in fault.what)
