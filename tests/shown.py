"""Pages whose marked examples are what a command prints in a copy of the sample archive.

Such an example is a block of ``console`` below ``<!-- shown -->`` with one command.
"""

import re
import shutil
import tempfile
from pathlib import Path

from tests.letters import ROOT
from tests.test_readme import run

_SHOWN = re.compile(r"(?<=<!-- shown -->\n```console\n)\$ (thaidoc .+?)\n(.*?)(?=```)", re.DOTALL)


def shown(page: Path) -> list[tuple[str, str]]:
    """Each command of a page with what stands below it."""
    return _SHOWN.findall(page.read_text(encoding="utf-8"))


def shown_now(page: Path) -> list[tuple[str, str]]:
    """Each command of a page with what it prints in a copy of the sample archive."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copyfile(ROOT / "thaidoc.toml", folder / "thaidoc.toml")
        return [(command, run(command, folder)) for command, _ in shown(page)]


def rewrite(page: Path) -> None:
    """Write what the commands of a page print now into it."""
    now = dict(shown_now(page))
    text = page.read_text(encoding="utf-8")
    page.write_text(_SHOWN.sub(lambda m: f"$ {m[1]}\n{now[m[1]]}", text), encoding="utf-8")
