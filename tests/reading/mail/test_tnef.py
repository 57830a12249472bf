"""What Outlook packs into winmail.dat, alone and in a mail."""

import struct
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading import read_bytes
from thaidoc.reading.bundles.bundle import members
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.limits import Limits

LETTER = "ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔\n".encode()
WORDS = "ขอส่งหนังสือตามแนบ"
STRING, UNICODE, BINARY, OBJECT, LONG, TIME = 0x1E, 0x1F, 0x102, 0x0D, 0x03, 0x40
Property = tuple[int, int, bytes]


def attribute(level: int, number: int, data: bytes) -> bytes:
    return (
        struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) % 65536)
    )


def properties(*given: Property, named: bool = False) -> bytes:
    out = struct.pack("<I", len(given))
    for kind, identity, data in given:
        out += struct.pack("<HH", kind, identity)
        if identity >= 0x8000:
            label = "ชื่อ".encode("utf-16-le")
            out += bytes(16) + (
                struct.pack("<II", 1, len(label)) + label.ljust(-(-len(label) // 4) * 4, b"\0")
                if named
                else struct.pack("<II", 0, 7)
            )
        if kind in (LONG, TIME):
            out += data
        else:
            out += struct.pack("<II", 1, len(data)) + data + bytes(-len(data) % 4)
    return out


def attachment(title: str, data: bytes, *more: Property) -> bytes:
    made = attribute(2, 0x69002, bytes(14))
    made += attribute(2, 0x18010, title.encode("cp874", "replace") + b"\0")
    made += attribute(2, 0x6800F, data)
    return made + attribute(2, 0x69005, properties(*more)) if more else made


def tnef(*attachments: bytes, message: tuple[Property, ...] = (), subject: str = "") -> bytes:
    made = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x89006, struct.pack("<I", 0x10000))
    made += attribute(1, 0x69007, struct.pack("<II", 874, 0))
    if subject:
        made += attribute(1, 0x18004, subject.encode("cp874") + b"\0")
    if message:
        made += attribute(1, 0x69003, properties(*message))
    return made + b"".join(attachments)


def body(text: str) -> Property:
    return UNICODE, 0x1000, f"{text}\0".encode("utf-16-le")


def given_by(
    data: bytes, name: str = "winmail.dat", limits: Limits | None = None
) -> dict[str, object]:
    return {m.name: m.fault.what if m.fault else m.data for m in members(data, name, limits)}


def mail(packed: bytes, text: str = "", kind: str = "ms-tnef", name: str = "winmail.dat") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.go.th", "b@example.go.th", "ส่งหนังสือ"
    made["Message-ID"] = "<1@example.go.th>"
    made.set_content(text)
    made.add_attachment(packed, "application", kind, filename=name)
    return made.as_bytes()


def test_attachments_and_words() -> None:
    data = tnef(attachment("ที่01.txt", LETTER), attachment("b.bin", b"b"), message=(body(WORDS),))
    assert media_type_of(data) == "application/ms-tnef"
    assert given_by(data) == {
        "winmail.dat": data,
        "winmail.dat/ที่01.txt": LETTER,
        "winmail.dat/b.bin": b"b",
    }
    assert read_bytes(data, "winmail.dat").text == f"{WORDS}\n"


def test_without_words_it_is_only_what_it_brings() -> None:
    data = tnef(attachment("ที่01.txt", LETTER), subject="ขอส่ง")
    (only,) = members(data, "winmail.dat")
    assert (only.name, only.envelope) == ("winmail.dat/ที่01.txt", "Subject: ขอส่ง")


def test_the_long_name_in_unicode_wins() -> None:
    long = (UNICODE, 0x3707, "หนังสือที่ ๑ ของกรม.pdf\0".encode("utf-16-le"))
    data = tnef(attachment("NANGSUE1.PDF", b"%PDF-1.4", (LONG, 0x3705, b"\1\0\0\0"), long))
    assert list(given_by(data)) == ["winmail.dat/หนังสือที่ ๑ ของกรม.pdf"]


@pytest.mark.parametrize("named", [True, False])
def test_properties_with_names_of_their_own_are_passed_over(named: bool) -> None:
    own = (UNICODE, 0x8005, b"x\0"), (LONG, 0x8006, bytes(4)), body(WORDS)
    data = tnef()
    data += attribute(1, 0x69003, properties(*own, named=named))
    assert read_bytes(data, "winmail.dat").text == f"{WORDS}\n"


def test_a_mail_inside_it() -> None:
    inner = tnef(attachment("ใน.txt", LETTER), message=(body("ข้างใน"),), subject="เรื่องใน")
    holder = attribute(2, 0x69002, bytes(14)) + attribute(
        2, 0x69005, properties((LONG, 0x3705, b"\5\0\0\0"), (OBJECT, 0x3701, bytes(16) + inner))
    )
    found = given_by(tnef(holder))
    assert found["winmail.dat/เรื่องใน.eml/ใน.txt"] == LETTER
    assert "winmail.dat/เรื่องใน.eml" in found


def test_mails_in_mails_until_it_is_too_deep() -> None:
    data = tnef(attachment("ใน.txt", LETTER))
    for _ in range(9):
        nest = properties((LONG, 0x3705, b"\5\0\0\0"), (OBJECT, 0x3701, bytes(16) + data))
        data = tnef(attribute(2, 0x69002, bytes(14)) + attribute(2, 0x69005, nest))
    told = [str(what) for what in given_by(data).values() if isinstance(what, str)]
    assert len(told) == 1
    assert "deep" in told[0]


@pytest.mark.parametrize("kind", ["ms-tnef", "octet-stream"])
def test_letters_in_a_mails_winmail_dat_are_not_lost(kind: str) -> None:
    packed = tnef(attachment("ที่01.txt", LETTER), message=(body(WORDS),))
    data = mail(packed, kind=kind)
    assert given_by(data, "a.eml") == {"a.eml": data, "a.eml/ที่01.txt": LETTER}
    assert read_bytes(data, "a.eml").text == f"{WORDS}\n"


def test_words_that_came_twice_are_read_once() -> None:
    data = mail(tnef(message=(body(WORDS),)), text=WORDS)
    assert list(given_by(data, "a.eml")) == ["a.eml"]
    assert read_bytes(data, "a.eml").text.count(WORDS) == 1


def test_a_file_of_that_name_that_is_none_stays_a_file() -> None:
    assert given_by(mail(LETTER, kind="octet-stream"), "a.eml")["a.eml/winmail.dat"] == LETTER


def test_a_torn_one_gives_what_is_sound_and_says_so() -> None:
    data = tnef(attachment("a.txt", LETTER), attachment("b.txt", LETTER * 50))[:-400]
    found = given_by(data)
    assert found["winmail.dat/a.txt"] == LETTER
    assert "torn" in str(found["winmail.dat"])
    found = given_by(mail(data), "a.eml")
    assert found["a.eml/a.txt"] == LETTER
    assert "torn" in str(found["a.eml/winmail.dat"])


def test_blanks_behind_the_last_attribute_are_no_tear() -> None:
    assert given_by(tnef(attachment("a.txt", LETTER)) + b"\r\n\r\n") == {
        "winmail.dat/a.txt": LETTER
    }


def test_attachments_count_against_the_limit() -> None:
    data = tnef(*(attachment(f"{n}.bin", bytes(1000)) for n in range(9)))
    found = given_by(data, limits=Limits(unpacked=5000))
    assert list(found.values()).count(bytes(1000)) >= 5
    small = given_by(data, limits=Limits(members=4))
    assert list(small.values()).count(bytes(1000)) == 4
    assert "4 files" in str(small["winmail.dat"])
    assert "4 more inside it were left" in str(small["winmail.dat"])


@given(st.data())
def test_any_damage_is_a_sentence(data: st.DataObject) -> None:
    whole = bytearray(tnef(attachment("ก.txt", LETTER, body("ก")), message=(body(WORDS),)))
    for _ in range(data.draw(st.integers(0, 5))):
        whole[data.draw(st.integers(4, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(4, len(whole)))])
    for member in members(cut, "winmail.dat"):
        assert member.fault is None or (
            member.fault.where == member.name and "inside thaidoc" not in member.fault.what
        )
