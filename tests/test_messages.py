"""Whatever thaidoc says it says in Thai as well, and what it keeps stays English."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner, Result

from tests import messages
from tests.message_sources import ROOT, collect, untranslated
from thaidoc.cli.language import language_of
from thaidoc.cli.main import VERBS, thaidoc
from thaidoc.messages import choose, language, of_locale, plural, said, text
from thaidoc.sentences import Sentences

#: words that a Thai page has in Latin letters: formats, programs, places, names of this program
NAMES = set(
    re.findall(
        r"\S+",
        """
        thaidoc tesseract JSON CSV UTF PDF Word DOC DOCX ZIP ONNX OCR SHA NUL Schema HTML xlsx csv
        BagIt PREMIS DOT iCalendar Dublin Core ID NUMBER FILE DIR BAG FOLDER NAME json jsonl pdf
        txt tar stdin user host register citation dc xml gz tgz zip md docs Enter xargs null rank
        date oldest number issuer year kind urgency secrecy be ce th en auto always never toml
        config set unset query formats lost found upgrades strict dark COLORFGBG SHELL NO_COLOR
        THAIDOC_ARCHIVE THAIDOC_CONFIG review evaluation
        """,
    )
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    choose("en")


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(thaidoc, [str(one) for one in args], prog_name="thaidoc")


@pytest.fixture(scope="module", params=messages.NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def catalog(name: str) -> Catalog:
    return messages.load(name)


class TestCatalogues:
    def test_every_message_has_a_translation(self, catalog: Catalog) -> None:
        assert not messages.missing(catalog)

    def test_it_has_what_the_code_says_and_no_more(self, name: str, catalog: Catalog) -> None:
        wanted = {message.id for message in messages.template(name)}
        assert {message.id for message in catalog} == wanted, "run python -m tests.messages"

    def test_what_is_shipped_was_made_of_it(self, name: str, catalog: Catalog) -> None:
        shipped = messages.path_of(name).with_suffix(".mo").read_bytes()
        assert shipped == messages.as_mo(catalog), "run python -m tests.messages"

    def test_the_same_values_stand_in_both_languages(self, catalog: Catalog) -> None:
        for message in catalog:
            english = message.id if isinstance(message.id, tuple | list) else [message.id]
            thai = message.string if isinstance(message.string, tuple | list) else [message.string]
            wanted = {name for one in english for name in values(one)}
            for one in thai:
                if len(english) == 1:
                    assert values(str(one)) == wanted, message.id
                else:  # a plural: the one form may say less than the other
                    assert values(str(one)) <= wanted, message.id

    def test_it_is_thai(self, catalog: Catalog) -> None:
        same = [m.id for m in catalog if m.id and not re.search("[ก-๙]", str(m.string))]
        assert {one for one in same if re.search("[a-z]{3}", re.sub(r"{.*?}", "", str(one)))} <= {
            "a NAME",
            "Dublin Core",
            "sha256",
            "(fold {fold})",
        }


#: what is counted; a text with such a word behind a number has to be a plural
COUNTED = re.compile(
    r"\{\w+(?::[^}]*)?\} (?:of )?(?:secret |decided |gold |marked )?"
    r"(?:letters|files|documents|fields|places|deadlines|things|notices|bytes|pages|others|ones"
    r"|were|that give)\b"
)
#: of which there are two at least
SEVERAL = {"{letters} letters may be meant by {asked}; say its date or identity"}


def test_a_count_before_a_noun_has_a_form_for_one() -> None:
    found = collect()
    single = {one for one in found.texts if COUNTED.search(one)}
    assert not single - SEVERAL
    assert len(found.plurals) > 30
    for one, many in found.plurals:
        assert values(one) <= values(many) and one != many
        assert not COUNTED.search(one), one


def values(said: str) -> set[str]:
    braces = {found for _, found, *_ in Formatter().parse(said) if found}
    return braces | set(re.findall(r"%\((\w+)\)", said))


def test_a_text_is_translated_before_values_are_put_into_it() -> None:
    assert not collect().faults


@pytest.mark.parametrize("room", ["cli", "browse"])
def test_nothing_is_shown_as_it_stands_in_english(room: str) -> None:
    assert not untranslated(ROOT / room)


def test_every_sentence_is_recognised_with_its_values() -> None:
    known = {str(m.id): str(m.string) for m in messages.load("sentences") if m.id}
    sentences = Sentences(known)
    for english, thai in known.items():
        made = {one: f"ก{number}ข" for number, one in enumerate(sorted(values(english)))}
        assert sentences.translate(english.format(**made)) == thai.format(**made), english


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_a_help_page_is_thai_but_for_names(verb: str) -> None:
    page = run(*filter(None, [verb, "--help", "--lang", "th"])).stdout
    assert page.startswith("ตัวอย่าง:\n")
    page = page.partition("วิธีใช้:")[2].partition("\n")[2]
    page = re.sub(r"(?m)^  \S[^ก-๙\n]*?(  +|$)", "", page)  # the option or command itself
    page = re.sub(r"`[^`]*`|--?[a-zA-Z][\w-]*|\[[^ก-๙\]]*\]|'[^']*'|{\w+}|\w+:", "", page)
    assert not set(re.findall(r"[A-Za-z_]{2,}", page)) - NAMES


def test_lines_of_a_thai_page_fit() -> None:
    from rich.cells import cell_len

    for verb in VERBS:
        described = run(verb, "--help", "--lang", "th").stdout.partition("วิธีใช้:")[2]
        assert all(cell_len(line) <= 80 for line in described.splitlines()[1:]), verb


def test_the_page_of_keys_fits_80_columns_in_thai() -> None:
    from rich.cells import cell_len

    from thaidoc.browse import texts

    choose("th")
    lines = text(texts.HELP).splitlines()
    assert lines[0].startswith("ทุกหน้าจอ")
    assert max(map(cell_len, lines)) <= 68
    column = {cell_len(re.split(r"(?<=  )(?=\S)", line)[0]) for line in lines if "  " in line}
    assert column == {16}


class TestLanguage:
    def test_the_option_wins_wherever_it_stands(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THAIDOC_LANG", "en")
        assert language_of(["--lang", "th", "search", "x"]) == "th"
        assert language_of(["search", "x", "--lang=th"]) == "th"
        assert language_of(["search", "--", "--lang=th"]) == "en"

    def test_then_the_variable_then_the_file_then_the_locale(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        own = tmp_path / "config.toml"
        monkeypatch.setenv("THAIDOC_CONFIG", str(own))
        monkeypatch.setenv("LC_ALL", "th_TH.UTF-8")
        assert language_of([]) == "th"
        own.write_text('lang = "en"\n')
        assert language_of([]) == "en"
        monkeypatch.setenv("THAIDOC_LANG", "th")
        assert language_of([]) == "th"

    def test_an_unknown_one_is_refused(self) -> None:
        done = run("--lang", "fr", "search", "x")
        assert done.exit_code == 2
        assert "'fr' is not one of 'th', 'en'" in done.stderr

    def test_a_locale_names_languages_as_gettext_has_them(self) -> None:
        assert of_locale({"LANG": "th_TH.UTF-8", "LANGUAGE": "en:th"}) == "en"
        assert of_locale({"LANG": "C.UTF-8", "LANGUAGE": "th"}) == "en"
        assert of_locale({"LC_MESSAGES": "th", "LANG": "en_US.UTF-8"}) == "th"
        assert of_locale({"LANG": "de_DE.UTF-8"}) == "en"
        assert of_locale({}) == "en"

    def test_it_can_be_changed_and_leaves_nothing_behind(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANGUAGE", "de")
        choose("th")
        assert (text("Options"), language(), os.environ["LANGUAGE"]) == ("ตัวเลือก", "th", "th")
        choose("en")
        assert (text("Options"), language(), os.environ["LANGUAGE"]) == ("Options", "en", "de")

    def test_plurals(self) -> None:
        forms = ("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)")
        assert (plural(*forms, 1), plural(*forms, 2)) == forms
        choose("th")
        assert plural(*forms, 1) == plural(*forms, 2) == "หมายถึง {possibilities} หรือไม่"


class TestErrors:
    def test_what_click_says_is_thai(self) -> None:
        done = run("search", "x", "--lang", "th", "--sort", "best")
        assert done.exit_code == 2
        assert "ข้อผิดพลาด: ค่าของ '--sort' ใช้ไม่ได้: 'best' ไม่ใช่หนึ่งใน" in done.stderr

    def test_what_a_room_raises_is_thai_when_it_is_shown(self, tmp_path: Path) -> None:
        english = run("search", "--archive", tmp_path, "x")
        thai = run("search", "--archive", tmp_path, "x", "--lang", "th")
        assert english.exit_code == thai.exit_code == 2
        assert str(tmp_path) in thai.stderr
        words = thai.stderr.replace(str(tmp_path), "").replace("thaidoc", "")
        assert not re.search("[A-Za-z]{3}", re.sub(r"`.*?`", "", words))


class TestData:
    def test_what_programs_get_is_the_same_in_both_languages(self, tmp_path: Path) -> None:
        letter = tmp_path / "a.txt"
        letter.write_text("ที่ มท ๐๘๑๐.๓/ว ๑๑๑\n\n๑๔ มิ.ย. ๖๒\n\nเรื่อง  ทดสอบ\n", encoding="utf-8")
        run("init", tmp_path / "a")
        assert run("add", "--archive", tmp_path / "a", letter).exit_code == 0
        for asked in (
            ("parse", letter, "--json"),
            ("search", "ทดสอบ", "--json"),
            ("search", "ทดสอบ", "--csv"),
            ("stats", "--json"),
            ("review", "--list", "--json"),
            ("schema",),
        ):
            where = () if asked[0] in ("parse", "schema") else ("--archive", tmp_path / "a")
            english, thai = (run("--lang", lang, *asked, *where) for lang in ("en", "th"))
            assert english.stdout_bytes == thai.stdout_bytes, asked
            assert len(english.stdout_bytes) > 100, asked

    def test_a_report_and_a_log_are_the_same_in_both_languages(self, tmp_path: Path) -> None:
        torn = tmp_path / "torn.pdf"
        torn.write_bytes(b"%PDF-1.7\nnothing")
        told = {}
        for lang in ("en", "th"):
            archive = tmp_path / lang
            run("init", archive)
            done = run("add", "--archive", archive, torn, "--json", "--lang", lang)
            assert done.exit_code == 3
            events = json.loads(run("history", "--archive", archive, "--json").stdout)
            told[lang] = (json.loads(done.stdout), [event["detail"] for event in events])
        assert told["en"] == told["th"]

    def test_what_a_log_has_is_told_in_thai(self, tmp_path: Path) -> None:
        torn = tmp_path / "torn.pdf"
        torn.write_bytes(b"")
        run("init", tmp_path / "a")
        reason = json.loads(run("add", "--archive", tmp_path / "a", torn, "--json").stdout)
        choose("th")
        wanted = said(reason["files"][0]["reason"])
        assert re.search("[ก-๙]", wanted)
        assert wanted in run("history", "--archive", tmp_path / "a", "--lang", "th").stdout
