"""``thaidoc browse`` at its door: what it needs, what it lends, what others do not load."""

import os
import pty
import select
import sys
from pathlib import Path
from subprocess import Popen
from time import monotonic

import pytest

from tests.cli.conftest import Run
from thaidoc.cli.browse import _is_light, desk
from thaidoc.cli.options import Settings


def test_without_a_terminal_it_says_what_else_there_is(run: Run, archive: Path) -> None:
    done = run("browse", "--archive", archive)
    assert done.exit_code == 2 and "thaidoc search" in done.stderr


@pytest.mark.parametrize(
    ("ground", "is_light"), [("0;15", True), ("15;0", False), ("", False), ("0;default;7", True)]
)
def test_the_background_is_taken_from_the_terminal(
    monkeypatch: pytest.MonkeyPatch, ground: str, is_light: bool
) -> None:
    monkeypatch.setenv("COLORFGBG", ground)
    assert _is_light() is is_light


def test_dates_are_lent_in_the_era_that_is_set() -> None:
    assert desk(Settings()).date_text("2019-06-14") == "14 มิ.ย. 2562"
    assert desk(Settings(era="ce")).date_text("2019-06-14") == "2019-06-14"


@pytest.mark.parametrize(
    ("locale", "nothing"), [("C.UTF-8", "nothing found"), ("th_TH.UTF-8", "ไม่พบสิ่งใด")]
)
def test_it_runs_on_a_terminal_and_leaves_it(archive: Path, locale: str, nothing: str) -> None:
    """On a terminal of its own: the letters are drawn, Ctrl+Q ends it with exit code 0."""
    ours, theirs = pty.openpty()
    os.set_blocking(ours, False)
    env = {**os.environ, "LC_ALL": locale, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    line = [sys.executable, "-m", "thaidoc", "browse", "--archive", str(archive)]
    with Popen(line, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as child:
        os.close(theirs)
        try:
            assert _read_until(ours, "แผนงานรับน้ำท่วม")
            os.write(ours, b"\xb9\xe9")  # as a terminal in TIS-620 types
            os.write(ours, "ไม่มีคำนี้".encode())
            assert _read_until(ours, nothing)
            os.write(ours, b"\x11")
            _drain(ours, child)
            assert child.wait(30) == 0
        finally:
            child.kill()
            os.close(ours)


def _read_until(ours: int, text: str) -> bool:
    shown, end = b"", monotonic() + 60
    while monotonic() < end:
        if select.select([ours], [], [], 0.5)[0]:
            try:
                shown += os.read(ours, 1 << 16)
            except OSError:
                break  # it has ended
            if text in shown.decode("utf-8", "replace"):
                return True
    raise AssertionError(shown[-2000:].decode("utf-8", "replace"))


def _drain(ours: int, child: "Popen[bytes]") -> None:
    end = monotonic() + 30
    while child.poll() is None and monotonic() < end:
        if select.select([ours], [], [], 0.2)[0]:
            try:
                os.read(ours, 1 << 16)
            except OSError:
                return
