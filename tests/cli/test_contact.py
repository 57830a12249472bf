"""Whom to ask for help: shown where a setting names somebody, and nowhere else."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.cli.test_main import imported_by
from thaidoc.archive.store import Archive

OFFICE = "กลุ่มงานสารบรรณ โทร. 0 2000 0000"


def broken(*_: object) -> None:
    raise ZeroDivisionError("oops")


def test_where_nobody_is_named_nothing_is_shown(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("--help").stdout.rstrip().endswith("interrupted")
    assert "support" not in run("--version").stdout
    monkeypatch.setattr(Archive, "resolve", broken)
    done = run("show", "abcd", "--archive", archive)
    assert done.stderr.endswith("Run it again with --debug and report what it says.\n")


def test_the_archive_names_it_for_all_who_use_it(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ("--archive", archive)
    assert run("config", "set", "support", OFFICE, "--shared", *at).exit_code == 0
    assert OFFICE not in run("--help").stdout  # this is not the archive that is meant
    with monkeypatch.context() as patch:
        patch.setattr(Archive, "resolve", broken)
        done = run("show", "abcd", *at)
        assert done.stderr.endswith(f"with --debug and report what it says to {OFFICE}.\n")
        done = run("show", "abcd", "--debug", *at)
        assert done.stderr.endswith(f"Please report it to {OFFICE}.\n")
        assert done.exit_code == 70
    monkeypatch.chdir(archive / "corpus")
    assert run("--help").stdout.endswith(f"Help and support:\n  {OFFICE}\n")
    assert f"  support     {OFFICE}" in run("--version").stdout.splitlines()
    thai = run("--help", "--lang", "th").stdout
    assert thai.endswith(f"ขอความช่วยเหลือ:\n  {OFFICE}\n")


def test_ones_own_file_and_the_environment_name_it(
    run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(os.environ["THAIDOC_CONFIG"])
    own.parent.mkdir()
    run("config", "set", "support", OFFICE, "--shared", "--archive", archive)
    own.write_text(f"archive = {str(archive)!r}\n")
    assert run("--help").stdout.endswith(f"{OFFICE}\n")
    own.write_text('support = "mine"\n')
    assert run("--help").stdout.endswith("  mine\n")
    monkeypatch.setenv("THAIDOC_SUPPORT", "the next room\x1b[2J")
    assert run("--help").stdout.endswith("interrupted\n")  # that is nothing to show
    monkeypatch.setenv("THAIDOC_SUPPORT", "the next room")
    assert run("--help").stdout.endswith("  the next room\n")


def test_a_file_that_cannot_be_read_does_not_hide_help(run: Run) -> None:
    own = Path(os.environ["THAIDOC_CONFIG"])
    own.parent.mkdir()
    own.write_text('support = "x\n')
    done = run("--help")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith("interrupted\n")


def test_help_reads_no_settings_for_it_where_there_are_none() -> None:
    assert "thaidoc.cli.resolving" not in imported_by("--help")
