"""The example of docs/statistics.md is what the command really prints.

``python -m tests.statistics.test_docs`` writes what it prints now into the page.
"""

import re
import shutil
import tempfile
from pathlib import Path

from tests.letters import ROOT
from tests.screens import STATISTICS
from tests.test_readme import run
from thaidoc.statistics.labels import QUALITIES, figures

PAGE = ROOT / "docs" / "statistics.md"
_SHOWN = re.compile(r"(?<=<!-- shown -->\n```console\n)\$ (thaidoc .+?)\n(.*?)(?=```)", re.DOTALL)


def shown_now() -> list[tuple[str, str]]:
    """Each command of the page with what it prints in a copy of the sample archive."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copyfile(ROOT / "thaidoc.toml", folder / "thaidoc.toml")
        commands = [command for command, _ in _SHOWN.findall(PAGE.read_text(encoding="utf-8"))]
        return [(command, run(command, folder)) for command in commands]


def test_the_page_shows_what_the_command_prints() -> None:
    shown = _SHOWN.findall(PAGE.read_text(encoding="utf-8"))
    assert len(shown) == 1
    assert shown == shown_now()


def test_the_page_names_every_figure_and_quality() -> None:
    page = PAGE.read_text(encoding="utf-8")
    told = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| ")]
    for name, _, _ in figures(STATISTICS, "be"):
        assert any(name in cell for cell in told), name
    for quality in QUALITIES:
        assert f"`{quality}`" in page


if __name__ == "__main__":
    now = dict(shown_now())
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_SHOWN.sub(lambda m: f"$ {m[1]}\n{now[m[1]]}", text), encoding="utf-8")
