import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.reading import read_bytes
from thaidoc.reading.encoding import text_encoding, thai_encoding
from thaidoc.reading.mac_thai import DECODING

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
    if found is None:
        assert data.isascii() is False or re.search(rb"[\0-\x08\x0e-\x1f\x7f]", data)
    else:
        assert len(data.decode(found, "replace")) >= len(data) // 4


# --- slices: a text of any length, cut anywhere ------------------------------------------------

LETTER = """ที่ สธ ๐๒๐๓.๐๔/ว ๕๑๘ สำนักงานปลัดกระทรวง ถนนติวานนท์ จังหวัดนนทบุรี ๑๑๐๐๐
เรื่อง ขอความร่วมมือเฝ้าระวังโรคไข้เลือดออกในช่วงฤดูฝน ประจำปี 2568 (ครั้งที่ 2)
เรียน นายแพทย์สาธารณสุขจังหวัด ทุกจังหวัด
ด้วยสถานการณ์ของโรคไข้เลือดออกมีแนวโน้มเพิ่มสูงขึ้นอย่างต่อเนื่อง โดยเฉพาะในพื้นที่ภาคใต้และภาค
ตะวันออก กระทรวงจึงขอให้หน่วยงานในสังกัดดำเนินการ “กำจัดแหล่งเพาะพันธุ์ยุงลาย” ทุกสัปดาห์
ณ บ้านเรือน วัด โรงเรียน และสถานที่ราชการ พร้อมทั้งรายงานผลผ่านระบบ DDC Online ภายในวันศุกร์
ผู้ป่วยรายใหม่ ๑,๒๓๔ ราย เสียชีวิต 5 ราย คิดเป็นอัตราป่วยตายร้อยละ 0.4 – 0.6 ของผู้ป่วยทั้งหมด
ทั้งนี้ หากมีข้อสงสัยให้ติดต่อกลุ่มงานระบาดวิทยา โทร. ๐ ๒๕๕๕ ๐๑๐๐ ต่อ ๑๒ หรือ epi@example.go.th
จึงเรียนมาเพื่อโปรดพิจารณา และแจ้งเจ้าหน้าที่ที่เกี่ยวข้องทราบต่อไปด้วย ซึ่งฝ่ายเลขานุการฯ ขอขอบคุณ
"""
GERMAN = """Sehr geehrte Damen und Herren, für die Übermittlung der Größenangaben danken wir Ihnen.
Die Mühle läuft schöner als früher, 25 °C genügen; gemäß § 5 zahlt „Müller“ jährlich 20 €. Ärger
gibt es an der Brücke über die Straße: Öl tropft. « Voilà » – ça va, n° 3, ½ Maß, naïve Café-Gäste.
"""
ENGLISH = """The Department’s “Smart City” programme – open to all provinces – costs £5 and 20 €.
It is naïve to expect a résumé © 2020; see § 12 and the Café’s façade, ±3 °C, per the Ministry…
"""
FRENCH = """Le secrétaire d'État chargé du développement a été reçu à l'hôtel. Où êtes-vous ? Ça va.
À bientôt ! Les élèves naïfs de l’été dernier ont dû « rêver » : n° 25, 30 °C, la forêt brûlée.
"""


def slices(text: str, encoding: str, length: int, step: int = 1) -> list[bytes]:
    data = (text * 2).encode(encoding, "ignore")
    places = range(0, len(data) // 2, step)
    return [data[place : place + length] for place in places]


def share_read(text: str, encoding: str, length: int, step: int = 1) -> float:
    """The share of a text's slices that come out as they were written."""
    found = [(cut, text_encoding(cut)) for cut in slices(text, encoding, length, step)]
    right = sum(
        name is not None and cut.decode(name, "replace") == cut.decode(encoding, "replace")
        for cut, name in found
    )
    return right / len(found)


@pytest.mark.parametrize(
    ("encoding", "length", "share"),
    [
        ("cp874", 20, 0.98), ("cp874", 60, 1.0), ("cp874", 200, 1.0), ("utf-8", 60, 0.98),
        ("utf-8", 200, 1.0), ("mac-thai", 20, 0.97), ("mac-thai", 200, 1.0),
    ],
)  # fmt: skip
def test_slices_of_thai(encoding: str, length: int, share: float) -> None:
    assert share_read(LETTER, encoding, length) >= share


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_slices_of_utf16_without_a_mark(encoding: str) -> None:
    assert share_read(LETTER, encoding, 20, step=2) == 1.0
    assert text_encoding(LETTER.encode(encoding)[:-1]) == encoding  # a torn last character


@pytest.mark.parametrize("text", [GERMAN, ENGLISH, FRENCH])
@pytest.mark.parametrize(
    ("encoding", "length"),
    [("cp1252", 20), ("cp1252", 200), ("utf-8", 20), ("utf-8", 200), ("mac-roman", 60)],
)
def test_western_text_is_never_taken_for_thai(text: str, encoding: str, length: int) -> None:
    found = {text_encoding(cut) for cut in slices(text, encoding, length)}
    assert not found & {"cp874", "mac-thai"}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Уважаемые господа, направляем вам документы о поставке оборудования.", "cp1251"),
        ("尊敬的先生，我们随函附上有关设备供应的文件。请查收并回复，谢谢。", "gb18030"),
        ("平素は格別のご高配を賜り、厚く御礼申し上げます。ありがとうございました。", "cp932"),
        ("안녕하십니까. 장비 공급에 관한 서류를 첨부하오니 확인하여 주시기 바랍니다.", "cp949"),
    ],
)
def test_what_the_rules_leave_open_is_detected(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert thai_encoding(data) is None
    found = text_encoding(data)
    assert found is not None
    assert data.decode(found) == text


def test_binary_is_never_taken_for_thai() -> None:
    noise = random.Random(1)
    for length in (20, 60, 200, 2000):
        found = [text_encoding(noise.randbytes(length)) for _ in range(200)]
        assert found.count(None) >= 180
        assert not {"cp874", "mac-thai"} & {*found}
    high = [bytes(noise.choices(range(0x80, 0x100), k=60)) for _ in range(100)]
    assert {text_encoding(data) for data in high} == {None}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("สด", "cp874"), ("จำนวน", "cp874"), ("à", "utf-8"), ("für", "utf-8"), ("ว 119", "cp874"),
     ("© 2020", "cp1252"), ("Maß", "cp1252"), ("25 °C", "cp1252"), ("“A”", "cp1252")],
)  # fmt: skip
def test_the_shortest_texts(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(text_encoding(data) or "") == text


def test_thai_is_proven_by_its_bytes_alone() -> None:
    assert thai_encoding(LETTER.encode("cp874")) == "cp874"
    assert thai_encoding(LETTER.encode("utf-8")) == "utf-8"
    assert thai_encoding(b"<html><p>" + LETTER.encode("mac-thai")) == "mac-thai"
    assert thai_encoding(b"only ASCII") is None
    assert thai_encoding(GERMAN.encode("cp1252")) is None
    assert thai_encoding(GERMAN.encode("utf-8")) is None


# --- the Macintosh ----------------------------------------------------------------------------


def test_mac_thai_has_the_letters_of_tis620_and_its_own_signs() -> None:
    for code in [*range(0x80), *range(0xA1, 0xDB), *range(0xDF, 0xEE), *range(0xEF, 0xFA)]:
        assert DECODING[code] == bytes([code]).decode("iso8859-11")
    assert bytes.fromhex("8d8e9d9e82dddeee").decode("mac-thai") == "“”‘’…–—™"
    assert re.sub("[\u200b\u2060]", "", b"\xdb\xb9\x99\xd3\xdc".decode("mac-thai")) == "น้ำ"


def test_shifted_marks_are_the_plain_ones() -> None:
    # ปี่ with its vowel and tone shifted left over the tall consonant, then low mai ek
    assert b"\xbb\x95\x98 \xa1\x88\xcd".decode("mac-thai") == "ปี่ ก่อ"
    assert "ปี่ “ก่อ”".encode("mac-thai") == b"\xbb\xd5\xe8 \x8d\xa1\xe8\xcd\x8e"


@given(st.text("กขี่้์ำเแ๑–“” aB1", max_size=30))
def test_mac_thai_writes_what_it_reads(text: str) -> None:
    assert text.encode("x-mac-thai").decode("mac-thai") == text


def test_bytes_that_the_macintosh_has_not() -> None:
    assert b"\xa1\xfc".decode("mac-thai", "replace") == "ก\ufffd"
    with pytest.raises(UnicodeDecodeError):
        b"\xa1\x90".decode("mac-thai")
    with pytest.raises(UnicodeEncodeError):
        "日".encode("mac-thai")


def test_a_macintosh_text_is_read() -> None:
    text = "ที่ มท 0810.3/ว 12\r“ปี่” เรื่อง – น้ำ\r• ข้อ ๑\r"
    document = read_bytes(text.encode("mac-thai"), "a.txt")
    assert document.encoding == "mac-thai"
    assert document.text == text.replace("\r", "\n")
