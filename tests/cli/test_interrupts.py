"""Ctrl-C twice while something is written: the process ends at once, the next run goes on."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.cli.conftest import Run, letter
from thaidoc.archive.store import Archive

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of this system are others")
#: ``thaidoc`` on a disk that takes a long time to make sure of what was written
_SLOW = """\
import os, time
from thaidoc.archive import durable
from thaidoc.cli.main import main

real = os.fsync

def fsync(number):
    real(number)
    if os.path.exists(os.environ["SLOW"]):
        open(os.environ["WRITING"], "w").close()
        time.sleep(60)

os.fsync = fsync
main()
"""


def wait_for(path: Path, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < end, path
        time.sleep(0.01)


def wait_until_gone(group: int, seconds: float = 30) -> None:
    """No process that it started outlives it."""
    end = time.monotonic() + seconds
    with suppress(ProcessLookupError):
        while True:
            os.killpg(group, 0)
            assert time.monotonic() < end, "a process is left"
            time.sleep(0.05)


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_second_ends_it_and_adding_again_goes_on(
    run: Run, tmp_path: Path, inbox: Path, jobs: str
) -> None:
    for number in range(12):
        (inbox / f"more {number}.txt").write_bytes(letter(f"{number}", f"เรื่องที่ {number}"))
    archive, slow, writing = tmp_path / "new", tmp_path / "slow", tmp_path / "writing"
    run("init", archive)
    slow.touch()
    env = {**os.environ, "SLOW": str(slow), "WRITING": str(writing)}
    line = [sys.executable, "-c", _SLOW, "add", str(inbox), "--archive", str(archive)]
    line += ["--jobs", jobs]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        line, stdout=pipe, stderr=pipe, text=True, env=env, start_new_session=True
    ) as started:
        try:
            wait_for(writing)
            os.killpg(started.pid, signal.SIGINT)
            assert started.stderr is not None
            told = started.stderr.readline()
            assert told == "thaidoc: finishing what is being written; Ctrl-C again ends at once.\n"
            assert started.poll() is None
            begun = time.monotonic()
            os.killpg(started.pid, signal.SIGINT)
            _out, err = started.communicate(timeout=30)
        finally:
            started.kill()
    assert started.returncode == 130 and time.monotonic() - begun < 20
    assert err == ""
    wait_until_gone(started.pid)
    assert run("add", inbox, "--archive", archive).exit_code == 3  # two of them are no letters
    assert len(list(Archive(archive).ids())) == 14
    assert run("check", "--archive", archive).exit_code == 0
    assert run("search", "เรื่องที่", "--count", "--archive", archive).stdout == "14\n"


def test_without_notes_nothing_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    from thaidoc.cli.options import Settings
    from thaidoc.cli.output import note_at_once

    note_at_once(Settings(quiet=True), "no")
    note_at_once(Settings(), "yes")
    assert capfd.readouterr().err == "thaidoc: yes\n"
