import importlib
import json
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from thaidoc.archive.store import Archive
from thaidoc.cli.main import EXIT_CODES, VERBS, thaidoc
from thaidoc.cli.options import Verb
from thaidoc.errors import ArchiveDamagedError

Run = Callable[..., Result]


def command(name: str) -> Verb:
    made = importlib.import_module(f"thaidoc.cli.{name}").command
    assert isinstance(made, Verb)
    return made


class TestHelp:
    @pytest.mark.parametrize("name", VERBS)
    @pytest.mark.parametrize("option", ["-h", "--help"])
    def test_every_verb_begins_with_an_example(self, run: Run, name: str, option: str) -> None:
        page = run(name, option)
        assert (page.exit_code, page.stderr) == (0, "")
        first, second, *_ = page.stdout.splitlines()
        assert first == "Examples:"
        assert f"thaidoc {name}" in second
        at = [page.stdout.index(part) for part in ("Examples:", "Usage:", "Options:")]
        assert at == sorted(at)

    @pytest.mark.parametrize("name", VERBS)
    def test_every_example_can_be_typed(self, name: str) -> None:
        for example in command(name).examples:
            found = re.search(rf"thaidoc {name}([^|>)]*)", example)
            assert found, example
            with command(name).make_context(name, shlex.split(found[1]), obj=None) as context:
                assert context.params is not None

    @pytest.mark.parametrize("name", VERBS)
    def test_every_verb_has_the_shared_options(self, run: Run, name: str) -> None:
        page = run(name, "--help").stdout
        for option in ("--debug", "-q, --quiet", "--color", "-h, --help"):
            assert option in page

    @pytest.mark.parametrize("name", VERBS)
    def test_every_option_and_verb_is_explained(self, name: str) -> None:
        made = command(name)
        assert made.help
        for param in made.params:
            if isinstance(param, click.Option):
                assert param.help, param.name

    def test_the_group_lists_every_verb_and_exit_code(self, run: Run) -> None:
        page = run("--help").stdout
        assert page.startswith("Examples:\n  thaidoc init ")
        for name, line in VERBS.items():
            assert re.search(rf"^  {name} +{re.escape(line)}$", page, re.MULTILINE)
        for code, meaning in EXIT_CODES.items():
            assert re.search(rf"^  {code} +{re.escape(meaning)}$", page, re.MULTILINE)

    def test_every_module_of_a_verb_is_in_the_table(self) -> None:
        folder = Path(importlib.import_module("thaidoc.cli").__path__[0])
        modules = {p.stem for p in folder.glob("*.py") if "@verb(" in p.read_text("utf-8")}
        assert modules == set(VERBS)

    def test_a_mistyped_verb_is_met_with_the_nearest(self, run: Run) -> None:
        typo = run("serach", "x")
        assert typo.exit_code == 2
        assert "Did you mean 'search'?" in typo.stderr
        assert "Did you mean" not in run("qqqq").stderr

    def test_version_names_what_it_is_built_on(self, run: Run) -> None:
        first, *parts = run("--version").stdout.splitlines()
        assert re.fullmatch(r"thaidoc \d+\.\d+\.\d+", first)
        named = dict(part.split(maxsplit=1) for part in parts)
        assert set(named) >= {"Python", "Whoosh", "PyThaiNLP", "dictionary", "recogniser"}
        assert named["Python"] == platform.python_version()
        assert all(re.search(r"\d", named[part]) for part in ("Whoosh", "PyThaiNLP", "dictionary"))


def imported_by(*args: str) -> set[str]:
    """The modules that a fresh ``thaidoc`` with these arguments imports."""
    line = [sys.executable, "-X", "importtime", "-m", "thaidoc", *args]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-500:]
    return set(re.findall(r"^import time:.*\| +([\w.]+)$", done.stderr, re.MULTILINE))


class TestImports:
    HEAVY = frozenset(
        {"whoosh", "pythainlp", "pdfplumber", "docx", "pypdfium2"}
        | {"lxml", "rich", "phonenumbers", "msgspec", "numpy", "cv2", "onnxruntime"}
    )

    def test_help_loads_nothing_heavy(self) -> None:
        modules = imported_by("--help")
        assert "thaidoc.cli.main" in modules
        assert not self.HEAVY & modules
        assert not {m for m in modules if m.startswith("thaidoc.cli.s")}

    @pytest.mark.parametrize("name", ["search", "add"])
    def test_the_help_of_a_verb_loads_nothing_heavy(self, name: str) -> None:
        assert not self.HEAVY & imported_by(name, "--help")

    def test_search_loads_neither_readers_nor_segmenters(self, archive: Path) -> None:
        modules = imported_by("search", "--archive", str(archive), "น้ำท่วม")
        assert "thaidoc.search.searcher" in modules
        readers = {"pythainlp", "pdfplumber", "pdfminer", "docx", "pypdfium2", "olefile"}
        assert not readers & modules
        assert not {m for m in modules if m.startswith(("thaidoc.parsing", "thaidoc.reading"))}


class TestErrors:
    def test_no_archive_is_wrong_use(self, run: Run, tmp_path: Path) -> None:
        done = run("search", "x")
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.startswith(f"thaidoc: {tmp_path.resolve()}: no thaidoc archive here")
        assert done.stderr.count("\n") == 1

    def test_damage(self, run: Run, archive: Path) -> None:
        identity = next(Archive(archive).ids())
        (Archive(archive).folder(identity) / "record.json").write_text("{")
        done = run("show", identity, "--archive", archive)
        assert (done.exit_code, done.stdout) == (4, "")
        assert "this is not a record" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_query_that_begins_like_an_option(self, run: Run, archive: Path) -> None:
        at = ("--archive", archive)
        done = run("search", "-น้ำท่วม", *at)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "No such option" in done.stderr
        assert done.stderr.endswith("behind --:\n  thaidoc search -- -น้ำท่วม\n")
        assert "งบประมาณ" in run("search", *at, "--", "-น้ำท่วม").stdout
        assert "งบประมาณ" in run("search", *at, "กรมสมมุติ -น้ำท่วม").stdout
        for line in (("search", "--sorrt"), ("history", "-น")):
            assert "behind --" not in run(*line, *at).stderr

    def test_debug_shows_where_an_error_arose(self, run: Run) -> None:
        done = run("search", "x", "--debug")
        assert done.exit_code == 2
        assert "Traceback" in done.stderr
        assert done.stderr.splitlines()[-1].startswith("thaidoc: ")

    def test_a_fault_of_ours_asks_for_a_report(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise ZeroDivisionError("oops")

        monkeypatch.setattr(Archive, "resolve", broken)
        done = run("show", "abcd", "--archive", archive)
        assert (done.exit_code, done.stdout) == (70, "")
        assert "ZeroDivisionError: oops" in done.stderr
        assert "--debug" in done.stderr
        assert "Traceback" not in done.stderr
        assert "Traceback" in run("show", "abcd", "--archive", archive, "--debug").stderr

    def test_an_interrupt(self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(Archive, "resolve", interrupted)
        done = run("show", "abcd", "--archive", archive)
        assert (done.exit_code, done.output) == (130, "thaidoc: interrupted.\n")

    def test_what_a_terminal_would_obey_is_not_printed(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def raising(*_: object) -> None:
            raise ArchiveDamagedError("bad \x1b]0;title\x07 name")

        monkeypatch.setattr(Archive, "resolve", raising)
        assert "\x1b" not in run("show", "abcd", "--archive", archive).stderr

    def test_a_reader_that_goes_away_ends_it_quietly(self, archive: Path) -> None:
        line = f"{shlex.quote(sys.executable)} -m thaidoc schema | head -c 1"
        done = subprocess.run(line, shell=True, capture_output=True, check=False)
        assert (done.stdout, done.stderr) == (b"{", b"")


class TestSharedOptions:
    def test_before_or_behind_the_verb(self, run: Run, archive: Path) -> None:
        before = run("--archive", archive, "search", "น้ำท่วม", "--ids")
        behind = run("search", "น้ำท่วม", "--ids", "--archive", archive)
        assert before.exit_code == behind.exit_code == 0
        assert before.stdout == behind.stdout != ""

    def test_an_option_beats_the_environment(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))
        assert run("search", "น้ำท่วม").exit_code == 0
        monkeypatch.setenv("THAIDOC_ARCHIVE", str(tmp_path))
        assert run("search", "น้ำท่วม").exit_code == 2
        assert run("search", "--archive", archive, "น้ำท่วม").exit_code == 0
        assert run("--archive", archive, "search", "น้ำท่วม").exit_code == 0

    def test_the_archive_around_the_current_folder(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(archive / "corpus")
        assert run("search", "น้ำท่วม").exit_code == 0

    def test_the_era(self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))
        assert "14 มิ.ย. 2562" in run("search", "น้ำท่วม").stdout
        assert "2019-06-14" in run("search", "น้ำท่วม", "--era", "ce").stdout
        monkeypatch.setenv("THAIDOC_ERA", "ce")
        assert "2019-06-14" in run("search", "น้ำท่วม").stdout
        assert "14 มิ.ย. 2562" in run("search", "น้ำท่วม", "--era", "be").stdout

    def test_colour_only_where_it_is_wanted(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm-256color")
        monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))
        assert "\x1b[" not in run("search", "น้ำท่วม").stdout
        assert "\x1b[1;31m" in run("search", "น้ำท่วม", "--color", "always").stdout
        monkeypatch.setenv("NO_COLOR", "1")
        assert "\x1b[" not in run("search", "น้ำท่วม").stdout


class TestLocales:
    """A machine whose locale knows no Thai reads arguments and names as bytes."""

    @pytest.fixture
    def bare(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in (("LC_ALL", "C"), ("PYTHONUTF8", "0"), ("PYTHONCOERCECLOCALE", "0")):
            monkeypatch.setenv(name, value)

    @pytest.mark.usefixtures("bare")
    @pytest.mark.skipif(os.name != "posix", reason="locales of a POSIX system")
    def test_thai_goes_in_and_out(self, archive: Path, inbox: Path) -> None:
        base = [sys.executable, "-m", "thaidoc"]
        line = [*base, "search", "น้ำท่วม", "--json", "--archive", str(archive)]
        done = subprocess.run(line, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        assert json.loads(done.stdout)["query"] == "น้ำท่วม"
        people = subprocess.run([*base, "show", "0000"], capture_output=True, check=False)
        assert b"Traceback" not in people.stderr

    @pytest.mark.skipif(os.name != "posix", reason="names of a POSIX system")
    def test_a_file_whose_name_is_not_utf8(self, run: Run, inbox: Path, archive: Path) -> None:
        odd = Path(os.fsdecode(os.fsencode(inbox) + b"/" + "หนังสือ.txt".encode("cp874")))
        try:
            (inbox / "a.txt").rename(odd)
        except OSError:
            pytest.skip("this file system wants UTF-8")
        parsed = run("parse", odd, "--json")
        assert parsed.exit_code == 0, parsed.stderr
        assert json.loads(parsed.stdout)["source"]["name"].endswith(".txt")
        added = run("add", odd, "--json", "--archive", archive)
        assert json.loads(added.stdout)["files"][0]["outcome"] == "already-there"


def test_python_m_thaidoc_is_thaidoc() -> None:
    line = [sys.executable, "-m", "thaidoc", "--version"]
    assert subprocess.run(line, capture_output=True, check=True).stdout.startswith(b"thaidoc ")
    assert thaidoc.name == "thaidoc"
