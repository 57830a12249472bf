"""README shows what the commands really print: its blocks are run again and compared.

``python -m tests.test_readme`` runs them and writes what they print now into README.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.letters import ROOT, lay_out

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=<!-- shown: )(\w+) -->\n```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.+)$", re.MULTILINE)


def run(command: str, folder: Path) -> str:
    """What a terminal of 100 columns shows of a command's standard output."""
    done = subprocess.run(
        [sys.executable, "-m", *shlex.split(command)],
        cwd=folder,
        env={**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "THAIDOC_CONFIG": os.devnull}
        | {"PYTHONPATH": str(ROOT), "THAIDOC_LANG": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def printed(block: str, folder: Path) -> str:
    """A block with what its commands print now."""
    return "\n".join(f"$ {c}\n{run(c, folder)}" for c in _COMMAND.findall(block))


def blocks_now() -> dict[str, str]:
    """Every block of README, run in a scratch copy of this archive."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copyfile(ROOT / "thaidoc.toml", folder / "thaidoc.toml")
        lay_out(folder / "build" / "letters")
        text = README.read_text(encoding="utf-8")
        return {name: printed(block, folder) for name, block in _BLOCK.findall(text)}


def test_readme_shows_what_the_commands_print() -> None:
    shown = dict(_BLOCK.findall(README.read_text(encoding="utf-8")))
    assert set(shown) == {"demo", "search"}
    assert shown == blocks_now()


def test_readme_shows_the_commands_of_make_demo() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    target = makefile[makefile.index("\ndemo:") : makefile.index("\ntest:")]
    made = re.findall(r"^\t\$\(BIN\)/(thaidoc .+)$", target, re.MULTILINE)
    made = [
        c.replace("$(ARCHIVE)", "build/demo").replace("$(LETTERS)", "build/letters") for c in made
    ]
    shown = dict(_BLOCK.findall(README.read_text(encoding="utf-8")))["demo"]
    assert _COMMAND.findall(shown) == made


if __name__ == "__main__":
    now = blocks_now()
    text = README.read_text(encoding="utf-8")
    fresh = _BLOCK.sub(lambda m: f"{m[1]} -->\n```console\n{now[m[1]]}```", text)
    README.write_text(fresh, encoding="utf-8")
