import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.thai.glyphs import GLYPHS
from thaidoc.thai.repair import RULES, repair
from thaidoc.thai.text import MARKS

#: words of official Thai with every kind of vowel, tone and sign
WORDS = [
    *("ที่", "มท", "๐๘๑๐.๓/ว", "๑๒๓", "จำนวน", "น้ำ", "สำนักงาน", "กรม", "ส่งเสริม", "การปกครอง"),
    *("ท้องถิ่น", "เรื่อง", "เรียน", "ประชาชน", "ใหญ่", "ไม่", "โครงการ", "แผน", "และ", "เพราะ"),
    *("เขา", "เข้า", "ซ้ำ", "ต่ำ", "สิทธิ์", "ปัญหา", "สัญญา", "ก็", "เป็น", "คณะ", "จังหวัด", "ศูนย์"),
    *("พุทฺโธ", "ฤๅษี", "ฯลฯ", "ต่าง ๆ", "(สปร.)", "Smart City", "0-2241-9000", "“เมือง”", "พ.ศ."),
    *("๒๕๖๒", "ชำนาญ", "ผู้ว่าราชการ"),
]
SOUND = st.lists(st.sampled_from(WORDS), max_size=40).flatmap(
    lambda words: st.lists(
        st.sampled_from(["", " ", " ", "  ", "\n", "\t"]),
        min_size=len(words),
        max_size=len(words),
    ).map(lambda gaps: "".join(word + gap for word, gap in zip(words, gaps, strict=True)))
)
#: running Thai with no odd gap, long enough that a page's pattern shows
PAGE = st.lists(st.sampled_from([w for w in WORDS if re.fullmatch("[ก-์]+", w)]), min_size=5).map(
    lambda words: "สำนักงานมีอำนาจกำหนดจำนวนเพราะเข้ามาตรา " + " ".join(words)
)


@given(SOUND)
def test_sound_text_comes_back_unchanged(text: str) -> None:
    repaired = repair(text)
    assert repaired.text == text
    assert not repaired.changed


@given(
    st.text(
        st.one_of(st.sampled_from("กนาำเ \n\t\u0e49\u0e4d\u0e34é\ufffd\uf70b"), st.characters())
    )
)
def test_lines_and_columns_stay_countable(text: str) -> None:
    """Segments of a page are joined, repaired and taken apart again."""
    plain = re.sub("[\r\u0085]", "", text)
    repaired = repair(plain).text
    assert [repaired.count(c) for c in "\n\t\f"] == [plain.count(c) for c in "\n\t\f"]


#: what rules look for, whole and in pieces, to be mixed with anything
PIECES = [
    *(
        "ก",
        "น",
        "า",
        "ำ",
        "ะ",
        "เ",
        " ",
        "\n",
        "\t",
        "\u0e49",
        "\u0e4d",
        "\u0e34",
        "é",
        "\ufffd",
        "\uf70b",
        "ğ",
    ),
    *(
        "สานัก",
        "กาหนด",
        "จานวน",
        "จ านวน",
        "น ้า",
        "ท ี่",
        "คณ ะ",
        "เ รีย",
        "ำา",
        "เำ",
        "à¸¡",
        "‡∏£",
        "เธ\x81",
        "¡ÃÁ",
    ),
]
ANYTHING = st.lists(st.sampled_from(PIECES) | st.characters(), max_size=60).map("".join)


@settings(deadline=None)  # the first example that needs the dictionary loads it
@given(ANYTHING)
def test_repaired_text_needs_no_repair(text: str) -> None:
    once = repair(text)
    assert repair(once.text).text == once.text


@pytest.mark.parametrize("piece", ["ำา", "า", "ำ\ufffd", "\u0e49\u0e34", "เ", " ", "่ ", "à¸¡à¸"])
def test_repair_ends_on_endless_damage(piece: str) -> None:
    once = repair("กำ" + piece * 3000)
    assert repair(once.text).text == once.text


#: a syllable as it is spelled: leading vowel, consonant, marks in order, following vowel
CLUSTER = st.builds(
    lambda lead, base, above, tone, after: (
        lead + base + above + tone + ("" if above or lead else after)
    ),
    st.sampled_from(["", "", "", "เ", "แ", "โ", "ใ", "ไ"]),
    st.sampled_from("กขคงจฉชซญฎดตทนบปผพฟมยรลวศสหอฮ"),
    st.sampled_from(["", "", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู"]),
    st.sampled_from(["", "", "่", "้", "๊", "๋"]),
    st.sampled_from(["", "", "า", "ะ", "ำ"]),
)


@given(
    st.lists(
        CLUSTER | st.sampled_from([" ", "\n", "ร", "น", "ๆ", "ฯ", "๑๒", "์ "]), max_size=80
    ).map("".join)
)
def test_any_sound_spelling_comes_back_unchanged(text: str) -> None:
    sound = re.sub("(?<![ก-ฮ])์|(?<=[ำาะเแโใไ])์|(?<=[\u0e48-\u0e4b])์|\u0e4c(?<![ก-ฮ].)", "", text)
    assert repair(sound).text == sound


HARD = (
    "สิทธิ์ พุทฺโธ ฤๅษี ซ้ำ ๆ กรุงเทพฯ ฯพณฯ เอก เก๋ โต น้ำ เสาร์ ศุกร์ พันธุ์ ๆ ฯลฯ ก็ เมื่อ เยื้อง สมฺมา นา ทา คา กา "
    "จา ดา ลา ขา นำ ทำ คำ กำ จำ ดำ ลำ ขำ น้า ค้า ล้า ช้า ถ้า ถ้ำ ต่าง รำ รา เปรียญ สัญญา-ประกัน จานวนิดา "
    "สานใจ กาแฟ กานดา จานชาม สาเก เอนก เนตร เธอ"
)


def test_hard_words_that_are_right_stay() -> None:
    assert repair(HARD).text == HARD
    for word in HARD.split():
        page = f"{word} " * 12
        assert repair(page).text == page


def _raised(text: str) -> str:
    codes: dict[str, str | int | None] = {
        "\u0e48": "\uf70a",
        "\u0e49": "\uf70b",
        "\u0e34": "\uf701",
        "\u0e4c": "\uf70e",
    }
    return text.translate(str.maketrans(codes))


def _split_am(text: str) -> str:
    return re.sub("([\u0e48\u0e49]?)ำ", r" \1า", text)


def _unnamed_am(text: str) -> str:
    return re.sub("([\u0e48\u0e49]?)ำ", lambda am: "Ğ" + am.group(1) + "า", text)


def _all_am(text: str) -> str:
    return text.replace("ำ", "Ğ\0").replace("า", "ำ").replace("\0", "ำ")


def _read_as(codec: str, text: str, encoding: str = "cp874") -> str:
    """The bytes of a text as another code page shows them; undefined bytes are controls."""
    letters = (bytes([byte]).decode(codec, "replace") for byte in text.encode(encoding))
    pairs = zip(letters, text.encode(encoding), strict=True)
    return "".join(chr(byte) if letter == "\ufffd" else letter for letter, byte in pairs)


DAMAGES: dict[str, Callable[[str], str]] = {
    "glyph-codes": _raised,
    "invisible": lambda text: "\u200b".join(text),
    "soft-hyphens": lambda text: "\u00ad".join(text),
    "hard-blanks": lambda text: text.replace(" ", "\u00a0"),
    "cp874-as-latin-1": lambda text: _read_as("latin-1", text),
    "cp874-as-cp1252": lambda text: _read_as("cp1252", text),
    "cp874-as-mac-roman": lambda text: _read_as("mac_roman", text),
    "utf-8-as-latin-1": lambda text: _read_as("latin-1", text, "utf-8"),
    "utf-8-as-cp1252": lambda text: _read_as("cp1252", text, "utf-8"),
    "utf-8-as-mac-roman": lambda text: _read_as("mac_roman", text, "utf-8"),
    "utf-8-as-cp874": lambda text: _read_as("cp874", text, "utf-8"),
    "marks": lambda text: re.sub("([\u0e34-\u0e37])([\u0e48\u0e49])", r"\2\1\1", text),
    "decomposed": lambda text: text.replace("ำ", "\u0e4dา"),
    "decomposed-late-tone": lambda text: re.sub("([\u0e48\u0e49])ำ", r"ำ\1", text),
    "gaps-before-marks": lambda text: re.sub(f"([{MARKS}])", r" \1", text),
    "gaps-before-am": lambda text: text.replace("ำ", " ำ"),
    "split-am": _split_am,
    "doubled-am": lambda text: text.replace("ำ", "ำา"),
    "half-am": lambda text: text.replace("ำ", "ำ\ufffd"),
    "odd-nikhahit": _unnamed_am,
    "am-for-aa": _all_am,
}


@pytest.mark.parametrize("name", DAMAGES)
@given(text=PAGE)
def test_damage_is_undone(name: str, text: str) -> None:
    assert repair(DAMAGES[name](text)).text == text


def test_a_count_names_what_was_repaired() -> None:
    assert repair("ผู\uf70bใหญ\uf70a จ านวน").counts == {"glyph-codes": 2, "split-am": 1}


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        ("น ้า จ านวน", "น้ำ จำนวน"),
        ("ท ี่ ผู้ท าบัญชี", "ที่ ผู้ทำบัญชี"),
        ("จัดทำ\ufffd ส\ufffdำนัก", "จัดทำ ส\u0e33นัก"),
        ("ก˸าหนด อ˸านวย", "กำหนด อำนวย"),
        ("เ รียน โ ครงการ", "เรียน โครงการ"),
        ("คณ ะ ก ำหนด", "คณะ กำหนด"),
        ("¡ÃÁÊè§àÊÃÔÁ¡ÒÃ»¡¤ÃÍ§·éÍ§¶Ôè¹", "กรมส่งเสริมการปกครองท้องถิ่น"),
        ("ผู้นนĞĚาใช้น นĞĚาดื่ม ซĞĚา", "ผู้นน้ำใช้น น้ำดื่ม ซ้ำ"),
        ("ตĞĚากว่า คĞĚาคืน", "ต่ำกว่า ค่ำคืน"),
    ],
)
def test_known_faults(damaged: str, sound: str) -> None:
    assert repair(damaged).text == sound


def test_yo_ying_that_became_a_hyphen() -> None:
    damaged = "สัญญา ปัญหา บัญชี เชิญ".encode("cp874").decode("cp1252").replace("\u00ad", "-")
    assert repair(damaged).text == "สัญญา ปัญหา บัญชี เชิญ"


@pytest.mark.parametrize(
    "text",
    [
        "Élève à l'école, où les élèves étudient la théorie générale de l'État français",
        "น้ำ ทำ คำ ดำ ลำ นำ",
        "ตัวอักษร า และ ะ",
        "ใบ อนุญาต",
    ],
)
def test_what_only_looks_damaged_stays(text: str) -> None:
    assert repair(text).text == text


def test_letter_spaced_text_is_not_taken_for_split_sara_am() -> None:
    assert "คำร" not in repair("โ ค ร ง ก า ร คณ ะ ร า ชก า ร เ พ ร า ะ").text


@pytest.mark.parametrize("name", RULES)
def test_every_rule_says_its_fault_and_leaves_no_text_alone(name: str) -> None:
    assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)+|invisible|marks", name)
    assert RULES[name].fault
    assert RULES[name].undo("") == ("", 0)


FAULTS = {
    "line-ends": "ก\r\nข",
    "marks": "ท่ี",
    "gaps-in-clusters": "คณ ะ ก ำหนด",
    "utf-8-as-latin-1": DAMAGES["utf-8-as-latin-1"]("กรมการ"),
    "utf-8-as-mac-roman": DAMAGES["utf-8-as-mac-roman"]("กรมการ"),
    "cp874-as-cp1252": DAMAGES["cp874-as-cp1252"]("“กรมส่งเสริมการปกครองท้องถิ่น”"),
    "utf-8-as-cp1252": DAMAGES["utf-8-as-cp1252"]("กรมส่งเสริมการปกครองท้องถิ่น"),
    "am-for-aa": "สำนักงำน เพรำะ เขำ ม\u0e4dา รำคำ เงำ",
    "lost-nikhahit": "สานักงาน กาหนด จานวน ดาเนินการ ตามอานาจ",
}


@pytest.mark.parametrize("name", RULES)
def test_every_rule_counts_its_fault_and_no_other_does(name: str) -> None:
    damaged = FAULTS.get(name) or DAMAGES[name](
        "สำนักงานเทศบาล อำนาจกำหนดจำนวนน้ำ เพราะเข้ามาตรา ที่ผู้ใหญ่ซื้อ"
    )
    counts = repair(damaged).counts
    assert name in counts
    allowed = {name, "marks", "line-ends"}
    assert set(counts) <= allowed


def test_rows_say_which_rule_changed_what() -> None:
    before = "ไม่เสีย\nผู\uf70bใหญ\uf70a จ านวน\nน ้า"
    assert list(repair(before).rows(before)) == [
        ("glyph-codes", 1, "ผู\uf70bใหญ\uf70a จ านวน", "ผู้ใหญ่ จ านวน"),
        ("split-am", 1, "ผู้ใหญ่ จ านวน", "ผู้ใหญ่ จำนวน"),
        ("split-am", 2, "น ้า", "น้ำ"),
    ]


def test_glyph_codes_are_all_mapped() -> None:
    text = "ก".join(map(chr, GLYPHS))
    assert not any(0xE000 <= ord(letter) <= 0xF8FF for letter in repair(text).text)
