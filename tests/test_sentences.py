"""Sentences kept as data: each has its Thai, and is recognised again with values in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from tests.message_sources import collect
from tests.messages import load
from thaidoc.messages import choose, said
from thaidoc.sentences import Sentences

CATALOGUE = {str(m.id): str(m.string) for m in load("sentences") if m.id}
#: values that stand in no catalogue
VALUES = ("2 ก.ย. 2566.pdf", "มท 0808.2/ว4418", "7", "fo'o")


@pytest.fixture
def thai() -> Iterator[None]:
    choose("th")
    yield
    choose("en")


def _names(pattern: str) -> list[str]:
    return [name for _, name, *_ in Formatter().parse(pattern) if name is not None]


def _filled(pattern: str) -> dict[str, str]:
    return {name: VALUES[i % len(VALUES)] for i, name in enumerate(_names(pattern))}


def test_thai_has_no_english_of_its_own() -> None:
    """What is Latin in a translation stands in the English, too: a name, an option, a command."""
    for english, thai in CATALOGUE.items():
        words = re.findall(r"[A-Za-z][\w.-]+", re.sub(r"\{\w*\}", "", thai))
        strange = [one for one in words if one not in english and one not in _NAMES]
        assert not strange, (english, thai)


#: names of formats and programs that the English goes without
_NAMES = {"BagIt", "JSON", "UTF-8", "SHA-256", "--password", "PDF", "thaidoc", "true"}


@pytest.mark.parametrize("english", CATALOGUE)
def test_thai_is_no_sentence_with_a_full_stop(english: str) -> None:
    assert not CATALOGUE[english].endswith((".", " "))
    assert "ครับ" not in CATALOGUE[english]
    assert "ค่ะ" not in CATALOGUE[english]


@pytest.mark.usefixtures("thai")
@pytest.mark.parametrize("english", CATALOGUE)
def test_a_sentence_is_recognised_with_values_in_it(english: str) -> None:
    """As itself, with its full stop, and behind the place where it happened."""
    values = _filled(english)
    wanted = CATALOGUE[english].format(**values)
    told = english.format(**values)
    assert " ".join(said(told).split()) == " ".join(wanted.split())
    assert said(f"{told}.").strip() == wanted.strip()
    assert said(f"กล่อง/a b.pdf: {told}.") == f"กล่อง/a b.pdf: {wanted.strip()}"


def test_the_reading_counts_of_which_most_is_known() -> None:
    two = Sentences(
        {
            "{name} cannot be {value}": "{name} เป็น {value} ไม่ได้",
            "the index cannot be read ({why})": "อ่านดัชนีไม่ได้ ({why})",
            "Make it anew": "ทำใหม่",
            "No space left on device": "เนื้อที่ดิสก์เต็ม",
        }
    )
    said = two.translate("the index cannot be read (No space left on device). Make it anew.")
    assert said == "อ่านดัชนีไม่ได้ (เนื้อที่ดิสก์เต็ม) ทำใหม่"
    assert two.translate("era cannot be xx.") == "era เป็น xx ไม่ได้"


def test_reasons_that_stand_in_a_row_stay_apart_and_keep_their_codes() -> None:
    two = Sentences({"the day is blank": "เว้นว่างวันไว้", "no date was found": "ไม่พบวันที่"})
    said = two.translate("the day is blank (date-day-blank); no date was found (date-missing)")
    assert said == "เว้นว่างวันไว้ (date-day-blank); ไม่พบวันที่ (date-missing)"


@pytest.mark.parametrize(
    "english", ["nothing that is known", "", "  ", "a: b: c", "x" * 9000, "{", "{0} {name"]
)
def test_what_is_not_known_stays(english: str) -> None:
    assert Sentences({"the {name} is gone": "{name} หายไป"}).translate(english) == english


@pytest.mark.usefixtures("thai")
def test_many_colons_and_stops_take_no_time() -> None:
    long = ": ".join(["a. b"] * 60)
    assert said(long) == long


def test_what_a_module_says_is_found(tmp_path: Path) -> None:
    (tmp_path / "room.py").write_text(
        "def f(n, gone):\n"
        '    """A docstring that is said to nobody."""\n'
        '    why = "the file is gone" if gone else f"its length is not {n:,} bytes"\n'
        '    hint = ("Did you mean it?" or "Make it anew").rstrip("?.")\n'
        '    raise FooError(f"the index is damaged ({why})", where="some place", hint=hint)\n'
        "def g(report, n, other):\n"
        '    report.advice = sentence(f"{n} files of {other.n} left.")\n'
        '    warn("a-code", f"page {n} {_WHY[report]}", None)\n'
        '_WHY = {1: "is lost", 2: "is torn"}\n',
        encoding="utf-8",
    )
    assert set(collect(tmp_path).sentences) >= {
        "the file is gone",
        "its length is not {n} bytes",
        "the index is damaged ({why})",
        "Did you mean it",
        "Make it anew",
        "{n} files of {n2} left",
        "page {n} is lost",
        "page {n} is torn",
    }
    assert not any("docstring" in one for one in collect(tmp_path).sentences)
