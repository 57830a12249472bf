import struct
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from thaidoc.errors import UnreadableFileError
from thaidoc.reading import read_bytes
from thaidoc.reading.bundles.bundle import members
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.mail.compressed_rtf import unpacked_rtf

MakeOle = Callable[[dict[str, bytes]], bytes]
BODY = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\r\nเรื่อง ซักซ้อมแนวทางปฏิบัติ\r\n"
LINES = BODY.replace("\r\n", "\n")
#: longer than a mini stream, so that it is stored without filling
PDF = b"%PDF-1.4 of no pages\n" * 300
_FIXED = "__properties_version1.0"
_SENT = int((datetime(2019, 6, 14, 2, 30, tzinfo=UTC).timestamp() + 11644473600) * 10**7)


def fixed(header: int, **numbers: int) -> bytes:
    """The stream of properties that are numbers: ``x3FFD`` and so on."""
    entries = [
        struct.pack("<IIQ", int(name[1:], 16) << 16 | 0x0003, 6, value)
        for name, value in numbers.items()
    ]
    return bytes(header) + b"".join(entries)


def strings(codec: str | None = None, **texts: str) -> dict[str, bytes]:
    """Streams of properties that are strings; in UTF-16, or in the eight-bit encoding named."""
    return {
        f"__substg1.0_{name[1:]}{'001E' if codec else '001F'}": text.encode(codec or "utf-16-le")
        for name, text in texts.items()
    }


def inside(folder: str, streams: dict[str, bytes]) -> dict[str, bytes]:
    return {f"{folder}/{name}": data for name, data in streams.items()}


def attached(number: int, name: str, data: bytes = PDF, **more: int) -> dict[str, bytes]:
    return inside(
        f"__attach_version1.0_#{number:08X}",
        {
            _FIXED: fixed(8, x3705=1, **more),
            "__substg1.0_37010102": data,
            **strings(x3707=name),
        },
    )


def envelope() -> dict[str, bytes]:
    return {
        _FIXED: fixed(32, x0039=_SENT),
        **strings(x0037="ขอส่งหนังสือ", x0C1A="นางสาวทดสอบ", x5D01="test@example.go.th"),
        **strings(x0E04="สารบรรณกลาง"),
    }


def test_a_message_with_words_is_a_document(make_ole: MakeOle) -> None:
    data = make_ole({**envelope(), **strings(x1000=BODY)})
    assert media_type_of(data) == "application/vnd.ms-outlook"
    document = read_bytes(data, "a.msg")
    assert document.text == LINES
    assert document.reader == "outlook/1"
    (member,) = members(data, "a.msg")
    assert (member.name, member.data) == ("a.msg", data)


def test_attachments_know_who_sent_them(make_ole: MakeOle) -> None:
    data = make_ole({**envelope(), **attached(0, "ที่ ๑.pdf"), **attached(1, "../b.pdf")})
    first, second = members(data, "a.msg")
    assert (first.name, first.data) == ("a.msg/ที่ ๑.pdf", PDF)
    assert (second.name, second.data) == ("a.msg/b.pdf", PDF)
    assert first.envelope == (
        "From: นางสาวทดสอบ <test@example.go.th>; To: สารบรรณกลาง; "
        "Date: 2019-06-14 02:30:00+00:00; Subject: ขอส่งหนังสือ"
    )


@pytest.mark.parametrize("page", [874, 0, 1252, 65001])
def test_strings_in_eight_bits(make_ole: MakeOle, page: int) -> None:
    streams = {_FIXED: fixed(32, x3FFD=page), **strings("cp874", x1000=BODY, x0037="เรื่อง")}
    assert read_bytes(make_ole(streams), "a.msg").text == LINES


def test_html_where_there_is_no_plain_text(make_ole: MakeOle) -> None:
    html = "<html><p>เรื่อง ซักซ้อม</p></html>"
    streams = {_FIXED: fixed(32, x3FDE=874), "__substg1.0_10130102": html.encode("cp874")}
    assert read_bytes(make_ole(streams), "a.msg").text.strip() == "เรื่อง ซักซ้อม"


def test_rtf_where_there_is_nothing_else(make_ole: MakeOle) -> None:
    rtf = rb"{\rtf1\ansi\ansicpg874 " + b"".join(
        b"\\'%02x" % byte for byte in "เรื่อง ซักซ้อม".encode("cp874")
    )
    packed = struct.pack("<II4sI", len(rtf) + 13, len(rtf) + 1, b"MELA", 0) + rtf + b"}"
    streams = {_FIXED: fixed(32), "__substg1.0_10090102": packed}
    assert read_bytes(make_ole(streams), "a.msg").text.strip() == "เรื่อง ซักซ้อม"


def test_pictures_that_the_text_shows_and_hidden_files_are_kept_out(make_ole: MakeOle) -> None:
    picture = attached(0, "image001.png")
    picture |= inside(
        "__attach_version1.0_#00000000", strings(x370E="image/png", x3712="image001@01")
    )
    data = make_ole(
        {**envelope(), **strings(x1000=BODY), **picture, **attached(1, "x.dat", x7FFE=1)}
    )
    assert [member.name for member in members(data, "a.msg")] == ["a.msg"]


def embedded(number: int, streams: dict[str, bytes]) -> dict[str, bytes]:
    folder = f"__attach_version1.0_#{number:08X}"
    return {
        f"{folder}/{_FIXED}": fixed(8, x3705=5),
        **inside(f"{folder}/__substg1.0_3701000D", streams),
    }


def test_a_message_in_a_message_is_written_as_one(make_ole: MakeOle) -> None:
    inner = {_FIXED: fixed(24), **strings(x0037="ใน/ซ้อน", x1000=BODY), **attached(0, "ก.pdf")}
    data = make_ole({**envelope(), **strings(x1000="ส่งต่อ"), **embedded(0, inner)})
    around, within, brought = members(data, "a.msg")
    assert around.data == data
    assert within.name == "a.msg/ใน-ซ้อน.eml"
    assert read_bytes(within.data, within.name).text.strip() == LINES.strip()
    assert (brought.name, brought.data) == ("a.msg/ใน-ซ้อน.eml/ก.pdf", PDF)
    assert [member.data for member in members(data, "a.msg")][1] == within.data


def test_an_object_of_another_program_is_said(make_ole: MakeOle) -> None:
    folder = "__attach_version1.0_#00000000"
    streams = {
        f"{folder}/{_FIXED}": fixed(8, x3705=6),
        f"{folder}/__substg1.0_3701000D/CONTENTS": b"x",
        **inside(folder, strings(x3707="รูป")),
    }
    found = list(members(make_ole({**envelope(), **strings(x1000=BODY), **streams}), "a.msg"))
    assert [member.name for member in found] == ["a.msg", "a.msg/รูป"]
    assert found[1].fault is not None
    assert "object of another program" in found[1].fault.what


def test_a_torn_message_is_a_sentence(make_ole: MakeOle) -> None:
    data = make_ole({**envelope(), **strings(x1000=BODY), **attached(0, "a.pdf")})
    for cut in (600, 3000, len(data) // 2, len(data) - 700):
        if media_type_of(data[:cut]) == "application/vnd.ms-outlook":
            found = list(members(data[:cut], "a.msg"))
            assert found
            assert all(m.fault is None or m.fault.where == m.name for m in found)


# --- compressed RTF --------------------------------------------------------------------------


def packed(body: bytes) -> bytes:
    return struct.pack("<II4sI", len(body) + 12, 0, b"LZFu", 0) + body


def test_pairs_point_into_what_every_rtf_began_with_and_into_themselves() -> None:
    """``{\\rtf1`` from the window, ``abab…`` from what was just written, then the end."""
    start = 207
    body = bytes([0b00110001]) + (0 << 4 | 4).to_bytes(2, "big") + b"abc"
    # six bytes and three are written: eight from the a on reach into themselves
    body += ((start + 6) << 4 | 6).to_bytes(2, "big")
    body += ((start + 6 + 3 + 8) << 4).to_bytes(2, "big")
    assert unpacked_rtf(packed(body)) == b"{\\rtf1abcabcabcab"


def test_what_is_no_compressed_rtf() -> None:
    for data in (b"", b"{\\rtf1}", b"x" * 40):
        with pytest.raises(UnreadableFileError):
            unpacked_rtf(data)


def test_the_example_of_the_specification() -> None:
    example = bytes.fromhex(
        "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af320"
        "68656c090020627705b06c647d0a800fa0"
    )
    assert unpacked_rtf(example) == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
