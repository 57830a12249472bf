import re
import subprocess
import sys
import time
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaidoc.errors import ThaidocError
from thaidoc.thai.official_terms import official_terms
from thaidoc.thai.words import ENGINES, Segmenter, segmenter

INSTALLED = [name for name, package in ENGINES.items() if find_spec(package)]


@pytest.fixture(params=INSTALLED)
def cutter(request: pytest.FixtureRequest) -> Segmenter:
    return segmenter(request.param)


def test_a_sentence_is_cut_into_its_words(cutter: Segmenter) -> None:
    assert cutter.cut("จังหวัดแจ้ง อำเภอ") == ["จังหวัด", "แจ้ง", " ", "อำเภอ"]


@pytest.mark.parametrize(
    "term",
    [
        "กระทรวงการพัฒนาสังคมและความมั่นคงของมนุษย์",
        "สำนักงานศาลปกครอง",
        "แม่ฮ่องสอน",
        "รองผู้ว่าราชการจังหวัด",
        "ปฏิบัติราชการแทน",
    ],
)
def test_names_and_titles_of_official_letters_are_words(cutter: Segmenter, term: str) -> None:
    assert term in official_terms()
    assert cutter.cut(f"เรียน {term} ทราบ") == ["เรียน", " ", term, " ", "ทราบ"]


def test_both_engines_cut_a_letter_alike() -> None:
    text = "ด้วยกระทรวงแรงงานขอให้จังหวัดแจ้งองค์กรปกครองส่วนท้องถิ่นพิจารณาส่งบุคลากรเข้าร่วมโครงการ"
    assert segmenter("nlpo3").cut(text) == segmenter("newmm").cut(text)


def test_the_name_says_engine_dictionary_and_versions(cutter: Segmenter) -> None:
    engine, dictionary = cutter.name.split(", ")
    assert engine.split()[0] in ENGINES and engine.split()[1][0].isdigit()
    assert re.fullmatch(r"dictionary pythainlp \d[.\d]* with terms [0-9a-f]{8}", dictionary)


@settings(max_examples=50)
@given(st.text(st.sampled_from(list("กขคเแาำะัิุ่้ๆ๑๒12.,/ -\nAb")), max_size=60))
def test_the_words_are_the_whole_text(text: str) -> None:
    assert "".join(segmenter().cut(text)) == text


@pytest.mark.parametrize("run", ["9" * 20_000, "๙" * 20_000, "1," * 10_000 + "1"])
def test_a_long_run_of_digits_is_one_word_and_takes_no_time(cutter: Segmenter, run: str) -> None:
    cutter.cut("อุ่นเครื่อง")
    began = time.process_time()
    assert run in cutter.cut(f"เลขที่ {run} แล้ว")
    assert time.process_time() - began < 0.5


def test_an_unknown_engine_is_told() -> None:
    with pytest.raises(ThaidocError, match="no segmenter 'other'"):
        segmenter("other")


def test_choosing_one_loads_no_dictionary() -> None:
    code = "import sys; from thaidoc.thai.words import segmenter; segmenter(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pythainlp", "nlpo3"} & set(done.stdout.split())
