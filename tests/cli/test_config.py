"""``thaidoc config``, and that what is set there is so in every command."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from thaidoc.cli.config_files import line_of
from thaidoc.cli.setting_kinds import Choice, Count, Flag, Text
from thaidoc.cli.settings import SETTINGS

Run = Callable[..., Result]


@pytest.fixture
def own() -> Path:
    """The person's own file, which is not there yet."""
    return Path(os.environ["THAIDOC_CONFIG"])


def setting(run: Run, name: str, *options: str | Path) -> dict[str, Any]:
    done = run("config", "get", name, "--json", *options)
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class TestOrigins:
    def test_each_layer_beats_those_behind_it(
        self, run: Run, archive: Path, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = ("--archive", archive)
        assert setting(run, "era", *at)["origin"] == "default"
        write(own, 'era = "ce"\n')
        told = setting(run, "era", *at)
        assert (told["value"], told["origin"], told["where"]) == ("ce", "person", str(own))
        with (archive / "thaidoc.toml").open("a") as marker:
            marker.write('[settings]\nera = "be"\n')
        told = setting(run, "era", *at)
        assert (told["value"], told["origin"]) == ("be", "archive")
        monkeypatch.setenv("THAIDOC_ERA", "ce")
        told = setting(run, "era", *at)
        assert (told["value"], told["where"]) == ("ce", "THAIDOC_ERA")
        told = setting(run, "era", "--era", "be", *at)
        assert (told["value"], told["origin"], told["where"]) == ("be", "option", "--era")

    def test_it_holds_in_a_search(self, run: Run, archive: Path, own: Path) -> None:
        line = ("search", "น้ำท่วม", "--archive", archive)
        assert "14 มิ.ย. 2562" in run(*line).stdout
        write(own, 'era = "ce"\ncolor = "always"\n')
        done = run(*line)
        assert "2019-06-14" in done.stdout and "\x1b[1;31m" in done.stdout
        assert "14 มิ.ย. 2562" in run(*line, "--era", "be").stdout
        assert "14 มิ.ย. 2562" in run("--era", "be", *line).stdout

    def test_what_only_some_commands_have(self, run: Run, archive: Path, own: Path) -> None:
        write(own, 'by = "สมหญิง"\n')
        identity = run("search", "น้ำท่วม", "--ids", "--archive", archive).stdout.strip()
        at = ("--archive", archive)
        run("review", identity, "--confirm", "subject", *at)
        run("review", identity, "--confirm", "date", "--by", "สมชาย", *at)
        told = json.loads(run("history", identity, "--json", *at).stdout)
        actors = [event["actor"] for event in told]
        assert {"สมหญิง", "สมชาย"} < set(actors)

    def test_the_archive_around_here_comes_before_ones_own(
        self, run: Run, archive: Path, own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = tmp_path / "other"
        run("init", other)
        write(own, f"archive = {str(other)!r}\n")
        assert run("search", "น้ำท่วม").exit_code == 1  # the other one is empty
        monkeypatch.chdir(archive / "corpus")
        assert setting(run, "archive")["origin"] == "folder"
        assert run("search", "น้ำท่วม").exit_code == 0

    def test_what_a_program_may_read_reaches_its_process(
        self, run: Run, own: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("THAIDOC_CONVERTERS", "")  # put back afterwards
        write(own, 'converters = "catdoc"\n')
        assert run("parse", inbox / "a.txt", "--text").exit_code == 0
        assert os.environ["THAIDOC_CONVERTERS"] == "catdoc"

    def test_an_archive_cannot_name_programs_or_files(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("THAIDOC_RECOGNISER", raising=False)
        with (archive / "thaidoc.toml").open("a") as marker:
            marker.write('[settings]\nnetwork = "evil.onnx"\n')
        done = run("search", "น้ำท่วม", "--archive", archive)
        assert done.exit_code == 0
        assert "line 5: an archive cannot set network" in done.stderr
        assert "THAIDOC_RECOGNISER" not in os.environ
        refused = run("config", "set", "network", "x.onnx", "--shared", "--archive", archive)
        assert refused.exit_code == 2


class TestFaults:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ('era = "be"\nocr = \n', "line 2: this is not TOML"),
            ('# mine\nera = "bc"\n', "line 2: era cannot be 'bc'. It is one of be, ce."),
            ("jobs = 0\n", "line 1: jobs cannot be 0. It is a whole number from 1 to 256."),
            ("quiet = 1\n", "line 1: quiet cannot be 1"),
        ],
    )
    def test_a_file_that_cannot_be_so_is_told_with_its_line(
        self, run: Run, archive: Path, own: Path, text: str, says: str
    ) -> None:
        write(own, text)
        for line in (("search", "น้ำ", "--archive", archive), ("config",)):
            done = run(*line)
            assert done.exit_code == 2
            assert f"{own}, {says}" in done.stderr
        assert run("help", "query").exit_code == 0

    def test_a_broken_file_is_not_written_over(self, run: Run, own: Path) -> None:
        write(own, "era = [\n")
        assert run("config", "set", "ocr", "never").exit_code == 2
        assert own.read_text() == "era = [\n"

    def test_a_name_that_is_none(self, run: Run, archive: Path, own: Path) -> None:
        write(own, '\n\nerra = "ce"\n')
        done = run("search", "น้ำท่วม", "--archive", archive)
        assert done.exit_code == 0
        assert "line 3: there is no setting 'erra'. Did you mean era" in done.stderr
        wrong = run("config", "get", "colour")
        assert wrong.exit_code == 2 and "Did you mean color" in wrong.stderr

    def test_a_variable_that_cannot_be_so(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("THAIDOC_ERA", "bc")
        done = run("search", "น้ำท่วม", "--archive", archive)
        assert done.exit_code == 2 and "THAIDOC_ERA: era cannot be 'bc'" in done.stderr

    @pytest.mark.parametrize("line", [("era",), ("get",), ("set", "era"), ("unset", "era", "ce")])
    def test_too_few_and_too_many_words(self, run: Run, line: tuple[str, ...]) -> None:
        assert run("config", *line).exit_code == 2


class TestWriting:
    def test_comments_and_all_else_stay(self, run: Run, own: Path) -> None:
        write(own, '# mine\nera = "ce"  # for Mr. Smith\n\n[later]\nx = 1\n')
        assert run("config", "set", "jobs", "๔").exit_code == 0
        assert run("config", "set", "era", "be").exit_code == 0
        text = own.read_text()
        assert "# mine" in text and "# for Mr. Smith" in text and "[later]\nx = 1" in text
        assert setting(run, "jobs")["value"] == 4
        assert setting(run, "era")["value"] == "be"
        assert run("config", "unset", "era").exit_code == 0
        assert setting(run, "era")["origin"] == "default"
        assert "not set here" in run("config", "unset", "era").stderr

    def test_the_archives_own(self, run: Run, archive: Path, own: Path) -> None:
        before = (archive / "thaidoc.toml").read_text()
        done = run("config", "set", "era", "ce", "--shared", "--archive", archive)
        assert done.exit_code == 0, done.stderr
        assert (archive / "thaidoc.toml").read_text().startswith(before)
        assert not own.exists()
        assert "2019-06-14" in run("search", "น้ำท่วม", "--archive", archive).stdout
        assert run("check", "--archive", archive).exit_code == 0

    def test_a_dry_run_writes_nothing(self, run: Run, own: Path) -> None:
        done = run("config", "set", "era", "ce", "--dry-run")
        assert done.exit_code == 0 and "would be ce" in done.stderr
        assert not own.exists()

    def test_a_value_that_cannot_be(self, run: Run, own: Path) -> None:
        done = run("config", "set", "era", "bc")
        assert done.exit_code == 2 and "one of be, ce" in done.stderr
        assert not own.exists()


def test_the_table_is_whole(run: Run) -> None:
    told = json.loads(run("config", "--json").stdout)
    assert [one["name"] for one in told["settings"]] == [one.name for one in SETTINGS]
    for one in SETTINGS:
        assert one.default is None or one.kind.read(one.default) == one.default
    names = [line.split()[0] for line in run("config").stdout.splitlines()]
    assert names == [one.name for one in SETTINGS]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (Choice(("a", "b")), {"a": "a"}, ("c", "", 1)),
        (Count(1, 9), {"1": 1, "๙": 9}, ("0", "10", "x", "", "-1")),
        (Flag(), {"yes": True, "OFF": False}, ("", "2", "maybe")),
        (Text(), {"ก": "ก"}, ("", " ", "a\nb", "\x1b[2J")),
        (Text(may_be_empty=True), {"ก": "ก", "": ""}, ("a\nb", "\x1b[2J")),
    ],
)
def test_what_a_setting_may_be(
    kind: Choice | Count | Flag | Text, good: dict[str, object], bad: tuple[object, ...]
) -> None:
    for typed, value in good.items():
        assert kind.parse(typed) == value and kind.read(value) == value
    assert all(kind.parse(str(typed)) is None for typed in bad)
    assert kind.read([]) is None and kind.expects


def test_the_line_of_a_setting() -> None:
    text = '[archive]\nera = 1\n[settings]\n# era\n"era" = "ce"\nocr="x"\n[settings.by]\n'
    assert [line_of(text, name, "settings") for name in ("era", "ocr", "by")] == [5, 6, 7]
    assert line_of("a = 1\nera = 2\n", "era") == 2


def test_commands_load_no_writer_of_toml(archive: Path, own: Path) -> None:
    import subprocess

    write(own, 'era = "ce"\n')
    code = (
        "import sys; from thaidoc.cli.main import thaidoc\n"
        "try: thaidoc(['config', 'get', 'era'])\n"
        "except SystemExit: pass\n"
        "print('tomlkit' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["ce", "False"]


class TestShared:
    """``--shared`` writes into the archive that every other command means."""

    def test_as_the_environment_names_it(
        self, run: Run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        around = tmp_path / "around"
        run("init", around)
        before = (around / "thaidoc.toml").read_text()
        monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))
        for folder in (tmp_path, around):
            monkeypatch.chdir(folder)
            assert run("config", "set", "era", "ce", "--shared").exit_code == 0
            assert setting(run, "era")["where"] == str(archive / "thaidoc.toml")
            assert run("config", "unset", "era", "--shared").exit_code == 0
            assert setting(run, "era")["origin"] == "default"
        assert (around / "thaidoc.toml").read_text() == before

    def test_as_ones_own_file_names_it_where_none_is_around(
        self, run: Run, archive: Path, own: Path
    ) -> None:
        write(own, f"archive = {str(archive)!r}\n")
        assert run("config", "set", "era", "ce", "--shared").exit_code == 0
        assert 'era = "ce"' in (archive / "thaidoc.toml").read_text()

    def test_without_any_it_is_wrong_use(self, run: Run) -> None:
        done = run("config", "set", "era", "ce", "--shared")
        assert done.exit_code == 2 and "no thaidoc archive here" in done.stderr


def test_nothing_is_told_as_a_value(run: Run) -> None:
    dry = run("config", "set", "pager", "", "--dry-run")
    assert 'pager would be ""' in dry.stderr
    assert 'pager is ""' in run("config", "set", "pager", "").stderr
