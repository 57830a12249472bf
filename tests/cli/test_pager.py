"""Long output on a terminal: through a pager, where there is one and a person reads."""

import io
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.terminal import thaidoc_on_a_terminal
from tests.cli.test_main import imported_by
from thaidoc.cli import pager

Environment = dict[str, str | None]
#: shows that it was started, what LESS says, and what it was given
_TELLING = """\
import os, sys
print("PAGER", *(f"{n}={os.environ.get(n)}" for n in ("LESS", "LESSCHARSET")), flush=True)
data = sys.stdin.buffer.read().decode()
print(data, end="")
print("END OF", len(data.splitlines()))
"""


@pytest.fixture
def telling(tmp_path: Path) -> Environment:
    """An environment whose pager tells of itself."""
    program = tmp_path / "telling pager.py"
    program.write_text(_TELLING)
    return {"PAGER": f"{sys.executable} '{program}'", "LESS": None}


class TestPager:
    def test_what_is_longer_than_the_screen_goes_through_it(self, telling: Environment) -> None:
        with thaidoc_on_a_terminal("help", "query", environment=telling) as terminal:
            assert terminal.end() == 0
        assert terminal.shown.startswith("PAGER LESS=FRX LESSCHARSET=utf-8")
        assert "END OF" in terminal.shown

    @pytest.mark.parametrize("line", [("--help",), ("search", "--help"), ("config", "-h")])
    def test_so_does_a_page_of_help(self, telling: Environment, line: tuple[str, ...]) -> None:
        with thaidoc_on_a_terminal(*line, environment=telling) as terminal:
            assert terminal.end() == 0
        assert terminal.shown.startswith("PAGER") and "--no-pager" in terminal.shown

    def test_colours_and_notes_keep_their_places(self, archive: Path, telling: Environment) -> None:
        line = ("search", "กรมสมมุติ", "-n", 1, "--archive", archive)
        with thaidoc_on_a_terminal(*line, environment=telling, rows=3) as terminal:
            assert terminal.end() == 0
        shown = terminal.shown
        assert shown.index("PAGER") < shown.index("\x1b[") < shown.index("thaidoc: 1 to 1 of 2")
        assert shown.index("1 to 1 of 2") < shown.index("END OF")

    def test_what_fits_starts_none(self, archive: Path, telling: Environment) -> None:
        line = ("search", "น้ำท่วม", "--archive", archive)
        with thaidoc_on_a_terminal(*line, environment=telling) as terminal:
            assert terminal.end() == 0
        assert "น้ำท่วม" in terminal.shown.replace("\x1b[1;31m", "").replace("\x1b[0m", "")
        assert "PAGER" not in terminal.shown

    @pytest.mark.parametrize(
        "options", [("--json",), ("--no-pager",), ("--quiet",)], ids=lambda one: one[0]
    )
    def test_not_for_programs_nor_where_it_is_not_wanted(
        self, telling: Environment, options: tuple[str, ...]
    ) -> None:
        with thaidoc_on_a_terminal("config", *options, environment=telling, rows=4) as terminal:
            assert terminal.end() == 0
        assert "PAGER LESS" not in terminal.shown and "recogniser" in terminal.shown

    @pytest.mark.parametrize("options", [("--ids",), ("-0", "--ids"), ("--csv",), ("--jsonl",)])
    def test_not_for_lists_that_programs_read(
        self, archive: Path, telling: Environment, options: tuple[str, ...]
    ) -> None:
        line = ("search", *options, "กรมสมมุติ", "--archive", archive)
        with thaidoc_on_a_terminal(*line, environment=telling, rows=2) as terminal:
            assert terminal.end() == 0
        assert terminal.shown and "PAGER" not in terminal.shown

    def test_the_exit_code_is_the_commands(self, archive: Path, telling: Environment) -> None:
        line = ("search", "ไม่มีคำนี้", "--archive", archive)
        with thaidoc_on_a_terminal(*line, environment=telling, rows=2) as terminal:
            assert terminal.end() == 1

    def test_an_error_is_told_outside_of_it(self, archive: Path, telling: Environment) -> None:
        line = ("show", "ffff", "--archive", archive)
        with thaidoc_on_a_terminal(*line, environment=telling, rows=2) as terminal:
            assert terminal.end() == 1
        assert "thaidoc: " in terminal.shown and "PAGER" not in terminal.shown

    def test_a_question_is_seen_at_once(self) -> None:
        out, err = io.BytesIO(), io.BytesIO()
        screen = pager._Screen(out)
        screen.take(out, b"one\n")
        screen.take(err, b"a note\n")
        assert (out.getvalue(), err.getvalue()) == (b"", b"")
        screen.take(err, b"Password: ")
        assert (out.getvalue(), err.getvalue()) == (b"one\n", b"a note\nPassword: ")


class TestLeaving:
    def test_leaving_it_early_is_no_error(self, tmp_path: Path) -> None:
        program = tmp_path / "short.py"
        program.write_text("import sys\nprint(sys.stdin.readline(), 'LEFT')\n")
        with thaidoc_on_a_terminal(
            "help", "query", environment={"PAGER": f"{sys.executable} {program}"}, rows=4
        ) as terminal:
            assert terminal.end() == 0
        assert "LEFT" in terminal.shown
        assert "Traceback" not in terminal.shown and "roken" not in terminal.shown

    @pytest.mark.skipif(not shutil.which("less"), reason="less is not here")
    def test_less_is_left_with_q(self) -> None:
        plain: Environment = {"PAGER": None, "LESS": None}
        with thaidoc_on_a_terminal("help", "query", environment=plain) as terminal:
            terminal.read_until("\n:")
            terminal.type("\x03")  # Ctrl-C does not end what less shows
            terminal.type(" ")
            terminal.type("q")
            assert terminal.end() == 0
        assert "Traceback" not in terminal.shown and "interrupted" not in terminal.shown


class TestWhich:
    @pytest.mark.parametrize("named", ["", "cat", "no-such-program", "'open", str(Path("/"))])
    def test_without_one_it_is_printed_as_it_is(self, named: str) -> None:
        with thaidoc_on_a_terminal(
            "help", "formats", environment={"PAGER": named}, rows=3
        ) as terminal:
            assert terminal.end() == 0
        assert "{number}" in terminal.shown and "thaidoc:" not in terminal.shown

    def test_ones_own_comes_before_that_of_all_programs(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("PAGER", raising=False)
        assert pager.chosen() == "less"
        monkeypatch.setenv("TERM", "dumb")
        assert pager.chosen() == ""
        monkeypatch.setenv("PAGER", "most")
        assert pager.chosen() == "most"
        assert run("config", "set", "pager", "bat -p").exit_code == 0
        assert pager.chosen() == "bat -p"
        monkeypatch.setenv("THAIDOC_PAGER", "more")
        assert pager.chosen() == "more"
        monkeypatch.setenv("THAIDOC_PAGER", "")
        assert pager.chosen() == ""
        told = json.loads(run("config", "get", "pager", "--json").stdout)
        assert (told["value"], told["where"]) == ("", "THAIDOC_PAGER")

    def test_it_can_be_set_to_nothing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PAGER", "most")
        assert run("config", "set", "pager", "").exit_code == 0
        assert pager.chosen() == ""
        assert run("config", "unset", "pager").exit_code == 0
        assert pager.chosen() == "most"

    def test_an_archive_cannot_name_a_program(self, run: Run, archive: Path) -> None:
        refused = run("config", "set", "pager", "evil", "--shared", "--archive", archive)
        assert refused.exit_code == 2

    def test_settings_that_cannot_be_read_do_not_hide_help(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own = Path(os.environ["THAIDOC_CONFIG"])
        own.parent.mkdir()
        own.write_text("pager = [\n")
        monkeypatch.setenv("PAGER", "most")
        assert pager.chosen() == "most"


def test_into_a_pipe_nothing_of_it_is_loaded(archive: Path) -> None:
    assert "thaidoc.cli.pager" not in imported_by("--help")
    assert "thaidoc.cli.pager" not in imported_by("search", "น้ำท่วม", "--archive", str(archive))
