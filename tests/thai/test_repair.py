import re
from collections.abc import Callable

import pytest
from hypothesis import given
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


@given(
    st.text(st.one_of(st.sampled_from("กนาำะเ \n\u0e49\u0e4d\u0e34é\ufffd\uf70b"), st.characters()))
)
def test_repaired_text_hardly_needs_repair(text: str) -> None:
    """A rule that looks at the whole text may see more the second time, none the third."""
    twice = repair(repair(text).text).text
    assert repair(twice).text == repair(repair(twice).text).text


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


DAMAGES: dict[str, Callable[[str], str]] = {
    "glyph-codes": _raised,
    "invisible": lambda text: "\u200b".join(text),
    "soft-hyphens": lambda text: "\u00ad".join(text),
    "hard-blanks": lambda text: text.replace(" ", "\u00a0"),
    "mojibake": lambda text: text.encode("cp874").decode("latin-1"),
    "mojibake-cp1252": lambda text: text.encode("cp874").decode("cp1252"),
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


def test_every_rule_leaves_no_text_alone() -> None:
    for rule in RULES.values():
        assert rule("") == ("", 0)


def test_glyph_codes_are_all_mapped() -> None:
    text = "ก".join(map(chr, GLYPHS))
    assert not any(0xE000 <= ord(letter) <= 0xF8FF for letter in repair(text).text)
