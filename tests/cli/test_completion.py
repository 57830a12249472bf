"""Completion: what is offered at which place, in the words of each shell."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.cli.completion import NAMES, place
from thaidoc.cli.shells import SHELLS, last_token, readline_keeps, unquoted

Run = Callable[..., Result]
ROOT = Path(__file__).parents[2]


def ask(shell: str, line: str) -> list[str]:
    """The values that are offered at the end of a line, as the shell's script asks for them."""
    words = line.split(" ")
    given = {
        "bash": {"COMP_WORDS": line, "COMP_BREAKS": "\"'><=;|&(:"},
        "zsh": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "fish": {"COMP_WORDS": line, "COMP_CWORD": words[-1]},
    }[shell]
    done = subprocess.run(
        [sys.executable, "-m", "thaidoc"],
        env={**os.environ, **given, "_THAIDOC_COMPLETE": f"{shell}_complete", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    lines = done.stdout.splitlines() if done.stdout.strip() else []
    if shell == "zsh":
        return [value.replace(r"\:", ":") for value in lines[1::3]]
    cut = "\t" if shell == "bash" else ","
    return [line.split(cut, 1)[1].split("\t")[0] for line in lines]


@pytest.fixture
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The archive as the current folder, indexed."""
    monkeypatch.chdir(archive)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return archive


@pytest.mark.parametrize("shell", NAMES)
def test_each_shell_is_answered(run: Run, here: Path, shell: str) -> None:
    run("search", "น้ำท่วม", "--save", "น้ำ")
    ids = set(run("search", "is:circular", "--ids").stdout.split())
    assert ask(shell, "thaidoc sea") == ["search"]
    assert "--facets" in ask(shell, "thaidoc search --fa")
    assert set(ask(shell, "thaidoc show ")) == ids != set()
    assert ask(shell, "thaidoc search --saved ") == ["น้ำ"]
    assert ask(shell, "thaidoc config set era ") == ["be", "ce"]
    head = "" if shell == "bash" else "จาก:"  # bash keeps what stands before a colon
    assert ask(shell, "thaidoc search จาก:กรม") == [f"{head}กรมสมมุติ"]
    assert ask(shell, "thaidoc search วันที่:25") == [f"{head.replace('จาก', 'วันที่')}2562"]
    assert any(value.endswith("หนังสือภายนอก") for value in ask(shell, "thaidoc search ชนิด:"))


def test_a_beginning_and_another_archive(run: Run, here: Path, tmp_path: Path) -> None:
    (one, *_) = run("search", "น้ำท่วม", "--ids").stdout.split()
    assert ask("bash", f"thaidoc open {one[:3]}") == [one]
    assert ask("bash", f"thaidoc show --archive {tmp_path / 'nowhere'} ") == []
    os.chdir(tmp_path)
    assert ask("bash", f"thaidoc open --archive {here} {one[:3]}") == [one]
    assert ask("bash", f"thaidoc --archive {here} open {one[:3]}") == [one]


def test_whatever_is_broken_is_no_error(here: Path) -> None:
    Path(os.environ["THAIDOC_CONFIG"]).parent.mkdir()
    Path(os.environ["THAIDOC_CONFIG"]).write_text("era = [")
    assert ask("bash", "thaidoc show ") == []
    (here / "index" / "manifest.json").write_text("{")
    assert ask("fish", "thaidoc search จาก:") == []


def test_an_answer_loads_nothing_heavy(here: Path) -> None:
    for line in ("thaidoc show ", "thaidoc search จาก:", "thaidoc se"):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "thaidoc"],
            env={
                **os.environ,
                "COMP_WORDS": line,
                "_THAIDOC_COMPLETE": "bash_complete",
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        loaded = {
            row.rpartition("|")[2].strip().partition(".")[0] for row in done.stderr.splitlines()
        }
        assert "click" in loaded
        heavy = {"numpy", "pythainlp", "pdfplumber", "docx", "rich", "whoosh", "tomlkit", "textual"}
        assert not heavy & loaded


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_really_completes(here: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "thaidoc"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m thaidoc "$@"\n')
    program.chmod(0o755)
    code = """
        source <(thaidoc completion bash)
        complete -p thaidoc
        try() {
            COMP_LINE=$1 COMP_POINT=${#1}
            _thaidoc_completion thaidoc
            printf '%s\\n' "${COMPREPLY[*]}"
        }
        try "thaidoc sea"; try "thaidoc search จาก:กรม"; try "thaidoc search 'จาก:กรม"
        try "thaidoc --era=c"; try "thaidoc search จา"
    """
    done = subprocess.run(
        ["bash", "--norc", "-c", code],
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    registered, *replies = done.stdout.splitlines()
    assert "-F _thaidoc_completion thaidoc" in registered
    assert replies == ["search", "กรมสมมุติ", "จาก:กรมสมมุติ", "ce", "จาก:"]


@pytest.mark.parametrize("shell", NAMES)
def test_a_script_is_what_its_shell_can_read(run: Run, tmp_path: Path, shell: str) -> None:
    done = run("completion", shell)
    assert done.exit_code == 0 and f"{shell}_complete" in done.stdout
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    file = tmp_path / "script"
    file.write_text(done.stdout)
    subprocess.run([shell, "-n", str(file)], check=True)


class TestInstall:
    @pytest.fixture(autouse=True)
    def home(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "BASH_COMPLETION_USER_DIR"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
        return tmp_path / "home"

    @pytest.mark.parametrize("shell", NAMES)
    def test_twice_is_as_once(self, run: Run, home: Path, shell: str) -> None:
        planned = run("completion", shell, "--install", "--dry-run")
        assert planned.exit_code == 0 and "would be written" in planned.stdout
        assert not home.exists()
        done = run("completion", shell, "--install")
        assert done.exit_code == 0, done.stderr
        assert str(place(shell)) in done.stdout
        assert place(shell).read_text() == run("completion", shell).stdout
        assert "is there already" in run("completion", shell, "--install").stdout
        assert [path for path in home.rglob("*") if path.is_file()] == [place(shell)]

    def test_an_older_script_is_replaced_and_a_strangers_left(self, run: Run) -> None:
        file = place("fish")
        file.parent.mkdir(parents=True)
        file.write_text("# made by `thaidoc completion fish`\nold\n")
        assert "is written" in run("completion", "fish", "--install").stdout
        file.write_text("complete -c thaidoc\n")
        done = run("completion", "fish", "--install")
        assert done.exit_code == 3 and "not thaidoc's" in done.stderr
        assert file.read_text() == "complete -c thaidoc\n"

    def test_the_shell_one_uses(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SHELL", "/usr/bin/fish")
        assert run("completion").stdout == run("completion", "fish").stdout
        monkeypatch.setenv("SHELL", "/bin/nothing")
        assert run("completion").exit_code == 2


def test_the_shells_are_those_that_the_command_names() -> None:
    assert tuple(SHELLS) == NAMES


@pytest.mark.parametrize(
    ("line", "token", "word", "kept"),
    [
        ("thaidoc search จาก:กรม", "จาก:กรม", "จาก:กรม", 4),
        ("thaidoc search 'จาก:กรม ก", "'จาก:กรม ก", "จาก:กรม ก", 1),
        (r"thaidoc search กรม\ ก\:ข", r"กรม\ ก\:ข", "กรม ก:ข", 0),
        ("thaidoc search ", "", "", 0),
        ('thaidoc search "a b" --x=', "--x=", "--x=", 4),
    ],
)
def test_the_word_at_the_cursor(line: str, token: str, word: str, kept: int) -> None:
    assert last_token(line) == token
    assert unquoted(token) == word
    assert readline_keeps(token, ":=")[0] == kept
