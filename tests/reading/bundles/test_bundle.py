import io
import struct
import time
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles import zip_entry
from thaidoc.reading.bundles.bundle import Member, is_bundle, members
from thaidoc.reading.bundles.member import Allowance
from thaidoc.reading.limits import Limits, in_force

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

LETTER = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\n".encode()
THAI = st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=1, max_size=12)


class RawName(zipfile.ZipInfo):
    """A member whose name is written as these bytes, without a word about their encoding."""

    def __init__(self, raw: bytes, flags: int = 0):
        super().__init__(repr(raw))
        self.raw = raw
        self.flag_bits = flags

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 -- zipfile's own hook
        return self.raw, self.flag_bits


def zipped(
    files: Iterable[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, data in files:
            package.writestr(name, data, compress_type=method)
    return stream.getvalue()


def given_by(data: bytes, name: str = "box.zip", limits: Limits | None = None) -> dict[str, object]:
    """Every member's bytes, or what is said of it."""
    return {m.name: m.fault.what if m.fault else m.data for m in members(data, name, limits)}


# --- names -----------------------------------------------------------------------------------


def test_members_have_their_path_inside() -> None:
    data = zipped([("2562/", b""), ("2562/ที่01.txt", LETTER), ("b.pdf", b"%PDF-1.4 x")])
    assert is_bundle(data)
    assert list(members(data, "กล่อง.zip")) == [
        Member("กล่อง.zip/2562/ที่01.txt", LETTER),
        Member("กล่อง.zip/b.pdf", b"%PDF-1.4 x"),
    ]


@given(st.lists(THAI, min_size=1, max_size=3, unique=True))
def test_thai_names_survive_a_cp874_zip(names: list[str]) -> None:
    raw = [f"{name}.txt".encode("cp874") for name in names]
    # three letters such as เธก are UTF-8 too, and no rule tells them apart
    assume("\ufffd" in b"".join(raw).decode("utf-8", "replace"))
    data = zipped([(RawName(one), LETTER) for one in raw])
    assert list(given_by(data)) == [f"box.zip/{name}.txt" for name in names]


def test_names_in_utf8_without_the_flag() -> None:
    data = zipped([(RawName("รายงาน/ที่ ๑.txt".encode()), LETTER)])
    assert list(given_by(data)) == ["box.zip/รายงาน/ที่ ๑.txt"]


def test_a_name_that_lies_about_its_encoding_keeps_nothing_back() -> None:
    data = zipped([(RawName("ที่ 1.txt".encode("cp874"), 0x800), LETTER), ("ข.txt", b"b")])
    found = given_by(data)
    assert list(found.values())[:2] == [LETTER, b"b"]
    assert "box.zip/ข.txt" in found


def test_info_zips_own_unicode_name() -> None:
    import zlib

    raw, meant = b"?? 1.txt", "ที่ 1.txt".encode()
    info = RawName(raw)
    field = struct.pack("<BI", 1, zlib.crc32(raw)) + meant
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    assert list(given_by(zipped([(info, LETTER)]))) == ["box.zip/ที่ 1.txt"]


@pytest.mark.parametrize("name", ["../../a.txt", "/a.txt", "C:\\a.txt", "x/../../a.txt"])
def test_paths_that_lead_out_lead_nowhere(name: str) -> None:
    found = list(given_by(zipped([(RawName(name.encode()), LETTER)])))
    assert found in (["box.zip/a.txt"], ["box.zip/x/a.txt"])


def test_what_desktops_leave_is_passed_over() -> None:
    names = ["__MACOSX/._a.txt", ".DS_Store", "~$a.docx", "Thumbs.db", "a.txt"]
    assert list(given_by(zipped([(name, b"x") for name in names]))) == ["box.zip/a.txt"]


# --- bad members -----------------------------------------------------------------------------


def test_links_and_devices_are_not_followed() -> None:
    link, device = zipfile.ZipInfo("link"), zipfile.ZipInfo("device")
    link.create_system = device.create_system = 3
    link.external_attr, device.external_attr = 0o120777 << 16, 0o020666 << 16
    found = given_by(zipped([(link, b"/etc/passwd"), (device, b""), ("a.txt", LETTER)]))
    assert found.pop("box.zip/a.txt") == LETTER
    assert all("not followed" in str(what) for what in found.values())
    assert len(found) == 2


def test_a_locked_member_does_not_lock_the_others() -> None:
    data = bytearray(zipped([("a.txt", LETTER), ("b.txt", LETTER)]))
    data[6] |= 1
    directory = data.index(b"PK\x01\x02")
    data[directory + 8] |= 1
    found = given_by(bytes(data))
    assert "password" in str(found["box.zip/a.txt"])
    assert found["box.zip/b.txt"] == LETTER


def test_a_damaged_member_does_not_keep_the_others_back() -> None:
    data = bytearray(zipped([("a.txt", LETTER * 40), ("b.txt", LETTER)], zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    found = given_by(bytes(data))
    assert "damaged" in str(found["box.zip/a.txt"])
    assert found["box.zip/b.txt"] == LETTER
    fault = next(m.fault for m in members(bytes(data), "box.zip") if m.fault)
    assert str(fault).startswith("box.zip/a.txt: ")
    assert fault.hint


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_the_other_ways_to_pack(method: int) -> None:
    assert given_by(zipped([("a.txt", LETTER * 9)], method)) == {"box.zip/a.txt": LETTER * 9}


def test_a_way_to_pack_that_nobody_knows_is_named() -> None:
    data = bytearray(zipped([("a.txt", LETTER)]))
    data[8] = data[data.index(b"PK\x01\x02") + 10] = 9
    assert "Deflate64" in str(given_by(bytes(data))["box.zip/a.txt"])


def test_two_names_of_one_member_that_differ() -> None:
    data = zipped([("a.txt", LETTER)]).replace(b"a.txt", b"b.txt", 1)
    assert given_by(data) == {"box.zip/a.txt": LETTER}


# --- torn directories ------------------------------------------------------------------------


def test_a_torn_directory_gives_the_sound_members_and_says_so() -> None:
    data = zipped([("a.txt", LETTER * 99), ("ข/b.txt", LETTER)])
    found = given_by(data[: data.index(b"PK\x01\x02") + 10])
    told = str(found.pop("box.zip"))
    assert found == {"box.zip/a.txt": LETTER * 99, "box.zip/ข/b.txt": LETTER}
    assert "torn" in told
    assert "2 found" in told


def test_a_zip_cut_off_inside_a_member() -> None:
    data = zipped([("a.txt", LETTER), ("b.txt", bytes(range(256)) * 40)])
    found = given_by(data[: data.index(b"PK\x01\x02") - 50])
    assert found["box.zip/a.txt"] == LETTER
    assert "damaged" in str(found["box.zip/b.txt"])


class Unseekable(io.RawIOBase):
    """A pipe: whoever writes a ZIP into one must write sizes after each member."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        view = memoryview(data)
        self.data += view
        return view.nbytes


def test_a_torn_zip_that_was_written_to_a_pipe() -> None:
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", LETTER * 99)
        package.writestr("b.txt", LETTER)
    whole = bytes(stream.data)
    wanted = {"box.zip/a.txt": LETTER * 99, "box.zip/b.txt": LETTER}
    assert given_by(whole) == wanted
    found = given_by(whole[: whole.index(b"PK\x01\x02")])
    found.pop("box.zip")
    assert found == wanted


@given(st.data())
def test_any_damage_to_a_zip_is_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(zipped([("a.txt", LETTER * 9), ("inner.zip", zipped([("b.txt", LETTER)]))]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(20, len(whole)))])
    if is_bundle(cut):
        found = list(members(cut, "box.zip"))
        assert found
        for member in found:
            assert member.name.startswith("box.zip")
            assert member.fault is None or member.fault.where == member.name


# --- bombs -----------------------------------------------------------------------------------

SMALL = Limits(part=10_000, bytes=2_000_000, unpacked=3_000_000, members=50, nesting=3)


def test_a_member_that_unpacks_beyond_reason() -> None:
    data = zipped([("bomb.txt", bytes(1_500_000)), ("a.txt", LETTER)])
    found = given_by(data, limits=SMALL)
    assert "200 times" in str(found["box.zip/bomb.txt"])
    assert found["box.zip/a.txt"] == LETTER


def test_a_bomb_that_lies_about_its_size() -> None:
    data = bytearray(zipped([("bomb.txt", bytes(1_500_000)), ("a.txt", LETTER)]))
    for at in (22, data.index(b"PK\x01\x02") + 24):
        data[at : at + 4] = (9).to_bytes(4, "little")
    found = given_by(bytes(data), limits=SMALL)
    assert "200 times" in str(found["box.zip/bomb.txt"])
    assert found["box.zip/a.txt"] == LETTER


def test_a_member_larger_than_any_file() -> None:
    noise = bytes(range(251)) * 10_000
    data = zipped([("big.bin", noise), ("a.txt", LETTER)], zipfile.ZIP_STORED)
    found = given_by(data, limits=SMALL)
    assert "larger than" in str(found["box.zip/big.bin"])
    assert found["box.zip/a.txt"] == LETTER


def test_all_members_together_have_a_limit() -> None:
    part = bytes(9_000)
    data = zipped([(f"{number}.bin", part) for number in range(40)])
    limits = Limits(unpacked=100_000, part=10_000)
    found = given_by(data, limits=limits)
    assert list(found.values()).count(part) == 11
    assert "unpacks to more than" in str(found["box.zip"])


def test_bundles_inside_share_the_limit() -> None:
    inner = zipped([(f"{number}.bin", bytes(9_000)) for number in range(10)])
    data = zipped([(f"{number}.zip", inner) for number in range(10)])
    found = given_by(data, limits=Limits(unpacked=200_000, part=10_000))
    sound = sum(isinstance(one, bytes) for one in found.values())
    assert 15 <= sound <= 22
    assert [name for name, one in found.items() if isinstance(one, str)] == ["box.zip"]


def test_members_that_share_bytes_are_refused() -> None:
    """As in the bombs of overlapping files: one header, many entries that point to it."""
    data = zipped([("a.txt", LETTER * 99)])
    start = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry, tail = data[start:end], bytearray(data[end:])
    entries = b"".join(entry.replace(b"a.txt", b"%c.txt" % letter) for letter in b"abcdefgh")
    struct.pack_into("<HHI", tail, 8, 8, 8, len(entries))
    found = given_by(data[:start] + entries + bytes(tail))
    assert len(found) == 8
    assert all("damaged" in str(what) for what in list(found.values())[:7])


def test_too_many_members() -> None:
    data = zipped([(f"{number}.txt", b"x") for number in range(60)])
    found = given_by(data, limits=SMALL)
    assert list(found.values()).count(b"x") == 50
    assert "more than 50 files" in str(found["box.zip"])


def test_a_directory_of_millions_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = zipped([("a.txt", LETTER)]) + b"PK\x01\x02" * 300_000

    def read(*_: object) -> None:
        raise AssertionError("opened")

    monkeypatch.setattr(zipfile, "ZipFile", read)
    assert "more than 10,000 files" in str(given_by(data)["box.zip"])


def nested(depth: int) -> bytes:
    data = zipped([("a.txt", LETTER)])
    for _ in range(depth - 1):
        data = zipped([("in.zip", data), ("b.txt", b"b")])
    return data


def test_bundles_in_bundles_until_it_is_too_deep() -> None:
    found = given_by(nested(3), limits=SMALL)
    assert found["box.zip/in.zip/in.zip/a.txt"] == LETTER
    deeper = given_by(nested(5), limits=SMALL)
    assert "more than 3 deep" in str(deeper["box.zip/in.zip/in.zip/in.zip"])
    assert deeper["box.zip/in.zip/in.zip/b.txt"] == b"b"


def test_the_limits_in_force_hold() -> None:
    with in_force(SMALL):
        found = given_by(zipped([("bomb.txt", bytes(1_500_000))]))
    assert "200 times" in str(found["box.zip/bomb.txt"])


# --- other things ----------------------------------------------------------------------------


def test_members_come_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[bytes] = []
    real = zip_entry.content

    def content(data: bytes, entry: zip_entry.Entry, allowance: Allowance, name: str) -> bytes:
        opened.append(entry.name)
        return real(data, entry, allowance, name)

    monkeypatch.setattr("thaidoc.reading.bundles.zip.content", content)
    found = members(zipped([("a.txt", LETTER), ("b.txt", LETTER)]), "box.zip")
    assert next(found).name == "box.zip/a.txt"
    assert opened == [b"a.txt"]


def test_an_empty_zip_says_so() -> None:
    assert given_by(zipped([])) == {"box.zip": "There is no file in it"}
    assert given_by(zipped([("folder/", b"")])) == {"box.zip": "There is no file in it"}


@pytest.mark.parametrize("data", [LETTER, b"%PDF-1.4", b""])
def test_what_is_no_bundle(data: bytes) -> None:
    assert not is_bundle(data)
    with pytest.raises(UnreadableFileError, match="no other files"):
        list(members(data, "a.txt"))


def test_office_packages_are_documents_not_bundles() -> None:
    data = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")])
    assert not is_bundle(data)
    outer = zipped([("letter.docx", data)])
    assert list(given_by(outer)) == ["box.zip/letter.docx"]


def test_nothing_is_written(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    list(members(zipped([("../a.txt", LETTER), ("b/c.txt", LETTER)]), "box.zip"))
    assert not list(here.parent.glob("a.txt"))
    assert not list(here.iterdir())


def test_a_torn_zip_is_not_taken_for_the_one_stored_in_it() -> None:
    """The last directory in the bytes is then that of the ZIP inside, which looks whole."""
    word = zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")])
    for name, inner in (("in.zip", zipped([("b.txt", b"b")])), ("b.docx", word)):
        data = zipped([("a.txt", LETTER), (name, inner)], zipfile.ZIP_STORED)
        torn = data[: data.rindex(b"PK\x01\x02") + 20]
        assert is_bundle(torn)
        found = given_by(torn)
        assert found["box.zip/a.txt"] == LETTER
        assert "torn" in str(found["box.zip"])
        assert len(found) == 3


def test_a_zip_behind_other_bytes_is_no_zip_but_one_with_a_tail_is() -> None:
    data = zipped([("a.txt", LETTER)])
    assert given_by(data + b"tail") == {"box.zip/a.txt": LETTER}
    assert not is_bundle(b"MZ" + data)


def test_a_zip_of_the_64_bit_kind() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w") as package,
        package.open("a.txt", "w", force_zip64=True) as part,
    ):
        part.write(LETTER)
    assert given_by(stream.getvalue()) == {"box.zip/a.txt": LETTER}


def test_headers_without_number_or_end_take_no_time_squared() -> None:
    """Each looked for its sizes through all that follows: nine megabytes took hours."""
    header = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 8, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    began = time.process_time()
    faults = [member.fault for member in members(header * 60_000, "box.zip")]
    assert time.process_time() - began < 20
    assert 1 < len(faults) < 30
    assert any(fault and "more inside it were left" in fault.what for fault in faults)
