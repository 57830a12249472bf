import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.ocr.test_decoding import scores_of
from thaidoc.reading.ocr.alphabet import CLASSES, MARKS
from thaidoc.reading.ocr.decoding import Decoded, decode_scores
from thaidoc.reading.ocr.known_words import read_words
from thaidoc.reading.ocr.misspelt import read_misspelt
from thaidoc.reading.ocr.number_fields import odd_places
from thaidoc.reading.ocr.number_shapes import read_numbers
from thaidoc.reading.ocr.rereading import Scores, support

NONE: dict[str, float] = {}
CLUSTERS = sorted(MARKS, key=len, reverse=True)


def line(text: str, doubts: dict[str, float] = NONE) -> tuple[Decoded, Scores]:
    """A line as it is read, with its scores; ``{"ก๓": 0.3}``: each ก may be ๓."""
    signs: list[str] = []
    while text:
        sign = next((mark for mark in CLUSTERS if text.startswith(mark)), text[0])
        signs.append(sign)
        text = text[len(sign) :]
    steps: list[dict[str, float]] = []
    for sign in signs:
        step = {sign: 0.995}
        for both, share in doubts.items():
            if both[0] == sign:
                step = {sign: 0.99 - share, both[1]: share}
        steps += [step, {"": 0.995}]
    scores = scores_of(*steps)
    return decode_scores(scores), scores


def numbers(text: str, doubts: dict[str, float] = NONE) -> Decoded:
    return read_numbers(*line(text, doubts))


def test_a_day_that_can_be_none_is_read_again() -> None:
    assert numbers("e5 กันยายน 2550", {"e2": 0.3}).text == "25 กันยายน 2550"
    assert numbers("ลงวันที่ e5 กันยายน 2550", {"e2": 0.3}).text == "ลงวันที่ 25 กันยายน 2550"
    assert numbers("ท พฤษภาคม ๒๕๕๓", {"ท๓": 0.2}).text == "๓ พฤษภาคม ๒๕๕๓"


def test_a_day_without_support_stays_and_is_doubted() -> None:
    found = numbers("e5 กันยายน 2550", {"ec": 0.3})
    assert found.text == "e5 กันยายน 2550"
    assert max(found.sure[:2]) <= 0.5 < min(found.sure[3:])


def test_digits_that_can_be_are_not_touched() -> None:
    for text in ("15 กันยายน 2550", "ที่ มท 0808.4/ว 353", "ที่ นร ๐๕๐๓/ 2497", "โทร. 0 2000 0000"):
        read, scores = line(text, {"17": 0.45, "38": 0.45, "๓๗": 0.45})
        assert read_numbers(read, scores) == read


@pytest.mark.parametrize("share", [0.05, 0.3, 0.45, 0.49])
def test_a_circular_sign_never_becomes_a_digit(share: float) -> None:
    for text in ("ที่ มท 0808.4/ว 353", "ที่ มท 0808.4/ว", "ที่ มท 0808.4/ว 3ต3", "ที่ มท 0808.4/ว353"):
        assert "/ว" in numbers(text, {"ว1": share, "ต5": 0.3}).text
    assert numbers("ที่ มท 0808.4/ว 3ต3", {"ว1": share, "ต5": 0.3}).text == "ที่ มท 0808.4/ว 353"


def test_a_digit_of_the_other_kind_gives_way_to_one_of_its_own() -> None:
    assert numbers("ที่ มท ๐๘0๘.๒/๖๒๕", {"0๐": 0.3}).text == "ที่ มท ๐๘๐๘.๒/๖๒๕"
    assert numbers("โทร. 022O1.9000", {"O0": 0.3}).text == "โทร. 02201.9000"


@given(st.integers(0, 2**32 - 1))
def test_a_number_is_only_taken_where_the_scores_support_it(seed: int) -> None:
    read, scores = line("e5 กันยายน 2550")
    chance = np.random.default_rng(seed)
    noise = chance.normal(size=scores.shape) * 3
    scores = (scores + noise - np.log(np.exp(scores + noise).sum(-1, keepdims=True))).astype("f4")
    found = read_numbers(read, scores)
    if found.text != read.text:
        day = found.text.split()[0]
        assert 1 <= int(day) <= 31
        part = scores[:5]
        raw = support(part, [CLASSES.index("e"), CLASSES.index("5")])
        assert support(part, [CLASSES.index(digit) for digit in day]) > raw - 6
    assert len(found.text) == len(found.sure) == len(found.clear) == len(found.steps)


def test_support_is_the_sum_over_all_ways_to_write_a_text() -> None:
    scores = np.log(np.array([[0.4, 0.6], [0.5, 0.5], [0.2, 0.8]], np.float32))
    blank_label_blank = (0.6 * 0.5 * 0.2) + (0.4 * 0.5 * 0.2) + (0.4 * 0.5 * 0.8)
    runs = (0.6 * 0.5 * 0.2) + (0.4 * 0.5 * 0.8) + (0.6 * 0.5 * 0.8)
    assert np.exp(support(scores, [1])) == pytest.approx(blank_label_blank + runs, rel=1e-5)
    assert np.exp(support(scores, [])) == pytest.approx(0.4 * 0.5 * 0.2, rel=1e-5)


def words(text: str, doubts: dict[str, float] = NONE) -> str:
    return read_words(*line(text, doubts)).text


def test_a_known_word_is_put_right_where_its_letter_is_in_doubt() -> None:
    assert words("ลงวันที่ 5 มิฉุนายน 2550", {"ฉถ": 0.3}) == "ลงวันที่ 5 มิถุนายน 2550"
    assert words("กระทรวงมหาคไทย", {"คด": 0.2}) == "กระทรวงมหาดไทย"


def test_a_word_that_is_read_surely_stays_whatever_it_is_like() -> None:
    read, scores = line("กระทรวงมหาคไทย")
    assert read_words(read, scores) == read
    assert words("กระทรวงมหาคไทย", {"มน": 0.3}).startswith("กระทรวง")


@pytest.mark.parametrize(
    ("wrong", "doubts", "right"),
    [
        ("โทร. 0-2000-012e", {"e3": 0.3}, "โทร. 0-2000-0123"),
        ("โทรสาร ๐-๒๐๐๐-๐๑๒3", {"3๓": 0.3}, "โทรสาร ๐-๒๐๐๐-๐๑๒๓"),
        ("กทม. l0300", {"l1": 0.3}, "กทม. 10300"),
        ("เป็นเงิน l,250 บาท", {"l1": 0.3}, "เป็นเงิน 1,250 บาท"),
        ("แบบตอบรับ จำนวน e ชุด", {"e2": 0.3}, "แบบตอบรับ จำนวน 2 ชุด"),
        ("แบบตอบรับ จำนวน e ชุด", {"e๒": 0.3}, "แบบตอบรับ จำนวน ๒ ชุด"),
    ],
)
def test_what_is_no_digit_in_a_numbers_field_is_read_again(
    wrong: str, doubts: dict[str, float], right: str
) -> None:
    assert numbers(wrong, doubts).text == right
    unsupported = numbers(wrong)
    assert unsupported.text == wrong
    if not wrong.endswith("3"):  # a digit of the other kind may have been printed
        assert min(unsupported.sure) <= 0.5


@pytest.mark.parametrize(
    "text",
    [
        "จำนวนมากราย", "จำนวน สอง ชุด", "จำนวน 3 ฉบับ", "โทร. 0-2000-0123 ต่อ 45", "โทร. ฝ่ายสารบรรณ",
        "กทม. 10300", "1,250.- บาท", "หมื่นบาท", "โทรศัพท์ ก ข ค ง จ ฉ ช ซ ฌ",
    ],
)  # fmt: skip
def test_words_and_sound_numbers_are_no_odd_numbers(text: str) -> None:
    assert list(odd_places(text)) == []
    read, scores = line(text)
    assert read_numbers(read, scores) == read


def spelt(text: str, doubts: dict[str, float] = NONE) -> str:
    return read_misspelt(*line(text, doubts)).text


def test_a_misspelt_word_becomes_the_word_that_the_scores_support() -> None:
    assert spelt("ตามดำแหน่งที่สูงขึ้น", {"ดต": 0.05}) == "ตามตำแหน่งที่สูงขึ้น"
    assert spelt("ใช้ไบเสร็จรับเงิน", {"ไใ": 0.05}) == "ใช้ใบเสร็จรับเงิน"


def test_a_misspelt_word_stays_where_nothing_supports_another() -> None:
    assert spelt("ตามดำแหน่งที่สูงขึ้น") == "ตามดำแหน่งที่สูงขึ้น"
    assert spelt("ตามดำแหน่งที่สูงขึ้น", {"ดก": 0.05}) == "ตามดำแหน่งที่สูงขึ้น"


def test_words_and_names_are_never_respelt() -> None:
    for text in ("ตามตำแหน่งที่สูงขึ้น", "นายสมชาย ดำแหน่งแท้", "(นายดำแหน่ง แท้จริง)", "ก.อบด. ๑๒๓"):
        assert spelt(text, {"ตด": 0.05, "ดต": 0.05, "๑๗": 0.3}) == text
