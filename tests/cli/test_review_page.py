"""The example of docs/review.md is what the commands really print.

``python -m tests.cli.test_review_page`` writes what they print now into the page.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.letters import ROOT

PAGE = ROOT / "docs" / "review.md"
_FILE = re.compile(r"<!-- (\S+\.txt) -->\n```\n(.*?)```\n", re.DOTALL)
_BLOCK = re.compile(r"(?<=<!-- shown -->\n```console\n)(.*?)(?=```)", re.DOTALL)
_COMMAND = re.compile(r"^\$ (?:printf '(.*)' \| )?(thaidoc .+)$", re.MULTILINE)


def run(command: str, folder: Path, typed: str = "") -> str:
    """What a command prints when this is typed, without blanks at the ends of lines."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def blocks_now() -> list[str]:
    """Each block of the page with what its commands print now, one after the other."""
    page = PAGE.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in _FILE.findall(page):
            (folder / name).write_text(content, encoding="utf-8")
        run("thaidoc init letters", folder)
        run("thaidoc add --archive letters blank.txt", folder)
        return [
            "".join(_printed(match, folder) for match in _COMMAND.finditer(block))
            for block in _BLOCK.findall(page)
        ]


def _printed(command: re.Match[str], folder: Path) -> str:
    typed = (command[1] or "").replace("\\n", "\n")
    return f"{command[0]}\n{run(command[2], folder, typed)}"


def test_the_page_shows_what_the_commands_print() -> None:
    assert _BLOCK.findall(PAGE.read_text(encoding="utf-8")) == blocks_now()


def test_the_page_names_every_option() -> None:
    from thaidoc.cli import reparse, review

    page = PAGE.read_text(encoding="utf-8")
    shared = {
        "archive",
        "era",
        "lang",
        "color",
        "quiet",
        "no_pager",
        "debug",
        "ocr",
        "given",
        "by",
        "limit",
    }
    for command in (review.command, reparse.command):
        for option in command.params:
            names = [name for name in option.opts if name.startswith("--")]
            if option.name not in shared and names:
                assert names[0] in page, names


if __name__ == "__main__":
    now = iter(blocks_now())
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BLOCK.sub(lambda _: next(now), text), encoding="utf-8")
