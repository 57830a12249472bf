import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.letters import LETTERS
from tests.bench.lost_marks import CLASSES, chosen_runs, pages_of, without
from tests.letters import letters
from thaidoc.thai.lost_marks import KINDS, evidence, losses, lost_share, taken_apart, tells
from thaidoc.thai.quality import census, quality

SOUND = [letter.text for letter in LETTERS]
SOUND += [(path.parent / "text.txt").read_text(encoding="utf-8") for path, _ in letters()]
PAGES = [*pages_of(SOUND, 1500), *(text for text in SOUND if 1000 < len(text) < 1500)][:10]

#: sound texts with few marks, odd words or odd spelling, all of them long enough to tell
ODD = {
    "Pali as Thais spell it": "ยะถา วาริวะหา ปูรา ปะริปูเรนติ สาคะรัง เอวะเมวะ อิโต ทินนัง เปตานัง "
    "อุปะกัปปะติ อิจฉิตัง ปัตถิตัง ตุมหัง ขิปปะเมวะ สะมิชฌะตุ สัพเพ ปูเรนตุ สังกัปปา จันโท ปัณณะระโส ยะถา "
    "มะณิ โชติระโส ยะถา สัพพีติโย วิวัชชันตุ สัพพะโรโค วินัสสะตุ มา เต ภะวัตวันตะราโย สุขี ทีฆายุโก ภะวะ",
    "Pali as scholars spell it": "นโม ตสฺส ภควโต อรหโต สมฺมาสมฺพุทฺธสฺส พุทฺธํ สรณํ คจฺฉามิ ธมฺมํ สรณํ คจฺฉามิ "
    "สงฺฆํ สรณํ คจฺฉามิ ทุติยมฺปิ พุทฺธํ สรณํ คจฺฉามิ ทุติยมฺปิ ธมฺมํ สรณํ คจฺฉามิ ทุติยมฺปิ สงฺฆํ สรณํ คจฺฉามิ",
    "spelling of a century ago": "แจ้งความกระทรวงธรรมการ ด้วยเมื่อวันที่ ๑๒ เมษายน รัตนโกสินทรศก ๑๒๕ "
    "ทรงพระกรุณาโปรดเกล้าฯ ให้พระยาสมมุติเปนข้าหลวงใหญ่ ให้เปนการเรียบร้อยทั่วไป แลให้ราษฎรเหนประโยชน์ "
    "ของการเล่าเรียน เดกซึ่งมีอายุควรจะเรียนได้ก็ให้ส่งเข้าโรงเรียนเปนเวลา ๓ ปี การนั้นเปนผลสำเรจเปนอันมาก "
    "เจ้าพนักงานเกบเงินได้เตมจำนวน เหนว่าควรเปนแบบอย่างแก่เมืองอื่น จึงแจ้งความมาว่าเปนการอันควรทำเรวๆ นี้",
    "abbreviations": "สพฐ สอศ กศน กคศ กพร สกสค ศธจ สพป สพม อบจ อบต ทต ทม สถ มท กค กษ คค ดศ ทส "
    "นร พณ พม ยธ รง วธ สธ อก อว สปน สลค สศช สงป ครม กมธ กกต ปปช ปปง สตง สตช ตร กฟผ กฟน กฟภ กปน "
    "กปภ รฟท รฟม ขสมก บขส ทอท กทพ กทท ธกส ธอส ก.พ. ก.พ.ร. ก.ค.ศ. ป.ป.ช. ป.ป.ส. ส.ป.ก. ร.ฟ.ท. " * 2,
    "names": "\n".join(
        f"{n}. {name} กรรมการ"
        for n, name in enumerate(
            ["นายธนพล วรกานต์สมมุติ", "นางสาวกมลชนก จันทรสมมติ", "นางอรทัย ภูผาญวน", "นายรณชัย ธรรมสมมต"]
            * 6
        )
    ),
    "countries": "สาธารณรัฐชิลี สาธารณรัฐเปรู สาธารณรัฐเคนยา ราชอาณาจักรภูฏาน สาธารณรัฐมอลตา ญี่ปุ่น " * 5,
    "figures": "๑,๒๕๐.๐๐ บาท ๑๒/๒๕๖๗ ๐-๒๙๙๙-๐๑๔๕ ร้อยละ ๗.๕ " * 20,
    "English": "The Department of Local Administration has the honour to inform you that " * 10,
    "titles of kings": "พระบาทสมเด็จพระปรมินทรมหาภูมิพลอดุลยเดช มหิตลาธิเบศรรามาธิบดี จักรีนฤบดินทร "
    "สยามินทราธิราช บรมนาถบพิตร สมเด็จพระนางเจ้าสิริกิติ์ พระบรมราชินีนาถ กรมสมเด็จพระเทพรัตนราชสุดา " * 3,
}


def damaged(marks: str, share: float) -> list[str]:
    chance = random.Random(7)
    return [without(page, marks, share, chance) for page in PAGES]


def found(pages: list[str]) -> float:
    return sum(lost_share(page, census(page).tells) > 0 for page in pages) / len(pages)


@pytest.mark.parametrize("length", [120, 300, 700, 3000])
def test_no_sound_page_is_taken_for_damaged(length: int) -> None:
    for text in SOUND:
        for page in (text[start : start + length] for start in range(0, len(text), length)):
            assert lost_share(page, census(page).tells) == 0.0


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_sound_text_with_few_marks_or_odd_spelling(text: str) -> None:
    assert lost_share(text, census(text).tells) == 0.0
    assert quality(text) > 0.9


@pytest.mark.parametrize(
    ("kind", "share", "least"),
    [
        *((kind, 1.0, 1.0) for kind in CLASSES if kind not in ("mai taikhu", "thanthakhat")),
        *((kind, 0.6, 0.9) for kind in CLASSES if kind not in ("mai taikhu", "thanthakhat")),
        ("tone marks", 0.3, 0.9),
        ("vowels above", 0.3, 0.9),
        ("mai ek", 0.3, 0.7),
        ("mai tho", 0.3, 0.7),
        ("mai han akat", 0.3, 0.7),
        ("vowels below", 0.3, 0.5),
        ("mai taikhu", 1.0, 0.4),
        ("thanthakhat", 1.0, 0.2),
        ("all marks", 0.3, 1.0),
    ],
)
def test_pages_that_lost_marks_are_found(kind: str, share: float, least: float) -> None:
    assert found(damaged(KINDS[kind], share)) >= least


def test_more_loss_counts_more() -> None:
    shares = [losses(page).of("tone marks") for page in damaged("่้๊๋", 0.3)]
    for (some, _), (all_, kept) in zip(
        shares, (losses(page).of("tone marks") for page in damaged("่้๊๋", 1.0)), strict=True
    ):
        assert some < all_
        assert kept == 0


def test_a_loss_is_counted_by_its_mark() -> None:
    found = losses("เพือพัฒนาพรอมพื้นที่ ผูแทนหน่วยงาน")
    assert found.lost == {"่": 1, "้": 2}
    assert (found.kept["่"], found.kept["้"]) == (2, 1)


def test_names_and_abbreviations_are_left_out() -> None:
    assert not losses("นายสม ทองดวง ครม สพฐ นางสาวพร วงค").lost


def test_evidence_grows_with_what_is_lost_and_falls_with_what_is_kept() -> None:
    for kind in KINDS:
        assert evidence(kind, 5, 3) > evidence(kind, 4, 3) > evidence(kind, 4, 9)
        assert evidence(kind, 0, 0) == 0.0


@given(st.text("กทนเาำี่้ั ", max_size=12))
def test_a_word_taken_apart_is_the_word(word: str) -> None:
    letters, marks = taken_apart(word.lstrip("ี่้ั"))
    together = "".join(letter + on for letter, on in zip(letters, marks, strict=True))
    assert together == word.lstrip("ี่้ั").replace("ำ", "า\u0e4d")


@given(st.binary(max_size=60))
def test_tells_of_any_bytes(data: bytes) -> None:
    assert 0 <= tells(data) <= max(0, len(data) - 3)


@given(st.text("กทนเาำี่้ั .1a\n", max_size=80), st.integers(0, 9))
def test_a_share_is_a_share(text: str, telling: int) -> None:
    assert 0.0 <= lost_share(text, telling) <= 1.0


def test_runs_are_chosen_that_no_sound_text_has() -> None:
    sound = ["เพื่อพัฒนาพื้นที่"] * 9
    runs = chosen_runs(sound)
    assert "เพือ".encode("cp874") in runs
    assert not any(run in sound[0].encode("cp874") for run in runs)
