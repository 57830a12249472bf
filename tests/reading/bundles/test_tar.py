import bz2
import gzip
import io
import lzma
import random
import tarfile
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading.bundles.bundle import is_bundle, members
from thaidoc.reading.limits import Limits

LETTER = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\n".encode()


def tarred(
    *files: tuple[str, bytes], form: int = tarfile.PAX_FORMAT, encoding: str = "utf-8"
) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form, encoding=encoding) as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def given_by(data: bytes, name: str = "box.tar", limits: Limits | None = None) -> dict[str, object]:
    return {m.name: m.fault.what if m.fault else m.data for m in members(data, name, limits)}


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
def test_a_tar_of_any_kind(form: int) -> None:
    data = tarred(("2562/ที่01.txt", LETTER), ("/b.txt", b"b"), form=form)
    assert given_by(data) == {"box.tar/2562/ที่01.txt": LETTER, "box.tar/b.txt": b"b"}


def test_old_thai_names() -> None:
    data = tarred(("ที่01.txt", LETTER), form=tarfile.GNU_FORMAT, encoding="cp874")
    assert list(given_by(data)) == ["box.tar/ที่01.txt"]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_tar_is_opened_at_once(pack: Callable[[bytes], bytes]) -> None:
    packed = pack(tarred(("a.txt", LETTER), ("../b.txt", b"b")))
    assert given_by(packed, "box.tgz") == {"box.tgz/a.txt": LETTER, "box.tgz/b.txt": b"b"}


@pytest.mark.parametrize(
    ("name", "inside"),
    [("a.txt.gz", "a.txt.gz/a.txt"), ("stdin", "stdin/stdin"), (".gz", ".gz/unnamed")],
)
def test_a_file_packed_alone(name: str, inside: str) -> None:
    assert given_by(gzip.compress(LETTER), name) == {inside: LETTER}


def test_packed_files_in_a_row_are_one_and_a_tail_is_none() -> None:
    packed = gzip.compress(LETTER) + gzip.compress(b"more") + b"tail"
    assert given_by(packed, "a.gz") == {"a.gz/a": LETTER + b"more"}


def test_links_and_devices_are_not_followed() -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind in (
            ("soft", tarfile.SYMTYPE),
            ("hard", tarfile.LNKTYPE),
            ("device", tarfile.CHRTYPE),
            ("pipe", tarfile.FIFOTYPE),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
    found = given_by(stream.getvalue())
    assert list(found) == ["box.tar/soft", "box.tar/hard", "box.tar/device", "box.tar/pipe"]
    assert all("not followed" in str(what) for what in found.values())


@pytest.mark.parametrize("cut", [700, 1024 + 100, 1024 + 512 + 100])
def test_a_torn_tar_gives_what_is_before(cut: int) -> None:
    data = tarred(("a.txt", LETTER * 9), ("b.txt", b"b" * 600))[:cut]
    found = given_by(data)
    assert any("torn" in str(what) or "end is missing" in str(what) for what in found.values())
    if cut > 1024:
        assert found["box.tar/a.txt"] == LETTER * 9


def test_a_torn_packed_file() -> None:
    packed = gzip.compress(bytes(range(256)) * 99)
    assert given_by(packed[:-20], "a.gz") == {"a.gz/a": "It is damaged: its end is missing"}


def test_bombs_end_at_a_limit() -> None:
    limits = Limits(part=10_000, bytes=1_000_000)
    for pack in (gzip.compress, bz2.compress, lzma.compress):
        assert "200 times" in str(given_by(pack(bytes(900_000)), "a.gz", limits)["a.gz/a"])
    large = tarred(("a.bin", bytes(1_100_000)), ("b.txt", b"b"))
    found = given_by(large, limits=limits)
    assert "larger than" in str(found["box.tar/a.bin"])
    assert found["box.tar/b.txt"] == b"b"


@given(st.integers(0, 2000), st.integers(0, 255), st.integers(600, 10240))
def test_any_damage_to_a_tar_is_a_sentence(at: int, byte: int, cut: int) -> None:
    data = bytearray(tarred(("a.txt", LETTER), ("b.txt", b"b")))
    data[at] = byte
    damaged = bytes(data[:cut])
    if is_bundle(damaged):
        found = list(members(damaged, "box.tar"))
        assert found
        assert all(m.fault is None or m.fault.where == m.name for m in found)


def test_a_hundred_thousand_packed_files_in_a_row_take_no_time_squared() -> None:
    """What follows each was copied once for each: six megabytes took more than a minute."""
    began = time.process_time()
    assert given_by(gzip.compress(b"a") * 100_000, "a.txt.gz") == {"a.txt.gz/a.txt": b"a" * 100_000}
    assert time.process_time() - began < 10


@pytest.mark.parametrize("size", [0, 900, 1100, 5000, 100_000])
def test_packed_files_in_a_row_of_any_size(size: int) -> None:
    noise = random.Random(size).randbytes(size)
    row = gzip.compress(noise) + gzip.compress(b"b") + bytes(9) + gzip.compress(noise)
    assert given_by(row, "a.gz") == {"a.gz/a": noise + b"b" + noise}
