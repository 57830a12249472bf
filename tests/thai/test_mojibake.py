import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.thai.mojibake import UNDONE, undone

CODECS = ["latin-1", "cp1252", "mac_roman"]
#: words and what stands between them in letters, everything that cp874 has
WORDS = [
    "กรมส่งเสริม",
    "การปกครอง",
    "ที่",
    "น้ำ",
    "๑๒๓",
    "พ.ศ. ๒๕๖๒",
    "“เมือง”",
    "–",
    "Smart City",
    "(สปร.)",
    "ใหญ่",
]
PAGE = st.lists(st.sampled_from(WORDS), max_size=30).map(
    lambda words: "เรื่อง ขอความอนุเคราะห์ประชาสัมพันธ์ เพราะ\n" + " ".join(words)
)


def shown(data: bytes, codec: str) -> str:
    """Bytes as a browser shows them in a code page: an undefined one as a control."""
    letters = [bytes([byte]).decode(codec, "replace") for byte in data]
    pairs = zip(letters, data, strict=True)
    return "".join(chr(byte) if letter == "\ufffd" else letter for letter, byte in pairs)


@pytest.mark.parametrize("codec", CODECS)
@given(page=PAGE)
def test_cp874_comes_back(codec: str, page: str) -> None:
    assert undone(shown(page.encode("cp874"), codec)) == page


@pytest.mark.parametrize("codec", [*CODECS, "cp874"])
@given(page=PAGE, other=st.text(st.characters(codec="utf-8"), max_size=5))
def test_utf8_comes_back_whatever_is_in_it(codec: str, page: str, other: str) -> None:
    text = f"{page} {other}"
    assert undone(shown(text.encode(), codec)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Élève à l'école, où les élèves étudient la théorie générale de l'État français",
        "Größe, Äpfel, Übung: schöne Grüße aus Köln! ÄÖÜ äöüß",
        "Ελληνικά".encode("iso-8859-7").decode("latin-1") * 3,
        "Привет, как дела? Хорошо.".encode("cp1251").decode("cp1252"),
        "中国人民银行".encode("gbk").decode("latin-1") * 3,
        "………………… ———————— ••••••••• ™®© £££££££££",
        "พระเนตร ลูกเธอ " * 20,
        "Voilà¹², déjà¹³ vu à côté de l'été¹°",
        "ราคา 5×4 ตร.ม. ±0.5 °C ½ ¼",
    ],
)
def test_what_was_read_right_stays(text: str) -> None:
    assert undone(text) == text


#: a syllable of a western word: an accented letter has a plain one beside it, but for a pair
SYLLABLE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from("bcdlmnrst"), st.sampled_from(["é", "à", "ü", "õ", "a", "ée", "ñ", "åä"])
    ),
)


@given(st.lists(SYLLABLE | st.sampled_from([" ", ", ", "«", "» ", "\n"]), max_size=80))
def test_western_text_with_accents_stays(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert undone(text) == text


@given(st.text(st.sampled_from("กรมสนาเะัิ่้๑ ab×éด์–“”"), max_size=200))
def test_thai_stays(text: str) -> None:
    assert undone(text) == text


def test_only_what_was_read_wrongly_changes() -> None:
    right = "หัวเรื่องที่อ่านได้ 5×4 "
    wrong = shown("กรมส่งเสริมการปกครองท้องถิ่น".encode("cp874"), "cp1252")
    assert undone(f"{right}\n{wrong}") == f"{right}\nกรมส่งเสริมการปกครองท้องถิ่น"


def test_a_no_break_blank_may_have_become_a_plain_one() -> None:
    text = "ภาระของภาค"
    assert undone(shown(text.encode(), "cp1252").replace("\u00a0", " ")) == text


def test_a_lost_byte_is_not_guessed() -> None:
    damaged = shown("การประปา".encode(), "cp1252").replace("\x81", "\ufffd")
    assert undone(damaged) == "à¸\ufffdารประปา"


@pytest.mark.parametrize(
    ("word", "damaged"),
    [("สัญญา", "สั--า"), ("ปัญหา", "ปั-หา"), ("ใหญ่", "ให-่"), ("เชิญ", "เชิ-"), ("บุญ", "บุ-")],
)
def test_yo_ying_that_became_a_hyphen(word: str, damaged: str) -> None:
    head = "กรมการปกครอง "
    western = shown((head + damaged).encode("cp874"), "cp1252")
    assert undone(western) == head + word


def test_a_hyphen_between_words_stays_one() -> None:
    text = "จันทร์-ศุกร์ กรุงเทพ-เชียงใหม่ อายุ ๑๐-๑๕ ปี ก-ฮ"
    assert undone(shown(text.encode("cp874"), "cp1252")) == text


@pytest.mark.parametrize("name", UNDONE)
def test_each_rule_is_named_for_what_was_read_as_what(name: str) -> None:
    encoding, _, codec = name.partition("-as-")
    text = "กรมส่งเสริมการปกครอง “ท้องถิ่น”" if codec == "cp1252" else "กรมส่งเสริมการปกครอง"
    fault, undo = UNDONE[name]
    assert " read as " in fault
    assert undo(shown(text.encode(encoding), codec.replace("-", "_")))[0] == text
