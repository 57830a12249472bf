"""The command reference and the man pages are what the commands say."""

import re
import shutil
import subprocess

import click
import pytest

from tests.cli import reference
from thaidoc.cli.main import EXIT_CODES, VERBS

ROOT = reference.ROOT


def test_they_are_current() -> None:
    there = set(reference.MAN.glob("*.1")) | {reference.PAGE}
    made = dict(reference.files())
    assert there == set(made), "run python -m tests.cli.reference"
    for path, text in made.items():
        assert path.read_text(encoding="utf-8") == text, "run python -m tests.cli.reference"


@pytest.mark.parametrize("name", VERBS)
def test_every_option_of_a_command_is_told(name: str) -> None:
    page = reference.man_pages()[f"thaidoc-{name}.1"].replace(r"\-", "-")
    for param in reference.verb(name).params:
        if isinstance(param, click.Option):
            assert all(option in page for option in param.opts)
    for code in EXIT_CODES:
        assert f".TP\n\\fB{code}\\fR\n" in page
    assert "THAIDOC_ARCHIVE" in page


def test_no_variable_that_the_program_reads_is_left_out() -> None:
    source = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "thaidoc").rglob("*.py"))
    read = set(re.findall(r'"(THAIDOC_[A-Z]+)"', source))
    assert read == {name for name in reference.variables() if name.startswith("THAIDOC_")}


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_a_man_page_is_sound_roff() -> None:
    for name in ("thaidoc.1", "thaidoc-search.1"):
        line = ["groff", "-k", "-man", "-Tutf8", "-ww", str(reference.MAN / name)]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        serious = [one for one in done.stderr.splitlines() if "can't break" not in one]
        assert serious == []
        assert "EXIT STATUS" in re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
