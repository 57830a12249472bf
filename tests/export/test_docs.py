"""The examples of docs/export.md are what the commands really print.

``python -m tests.export.test_docs`` writes what they print now into the page.
"""

import re
import shutil
import tempfile
from pathlib import Path

from tests.letters import ROOT
from tests.test_readme import run
from thaidoc.export import formats
from thaidoc.export.columns import COLUMNS
from thaidoc.export.dublin_core import statements
from thaidoc.export.register import COLUMNS as REGISTER

PAGE = ROOT / "docs" / "export.md"
_SHOWN = re.compile(r"(?<=<!-- shown -->\n```console\n)\$ (thaidoc .+?)\n(.*?)(?=```)", re.DOTALL)


def shown_now() -> list[tuple[str, str]]:
    """Each command of the page with what it prints in a copy of the sample archive."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(ROOT / "corpus", folder / "corpus")
        shutil.copyfile(ROOT / "thaidoc.toml", folder / "thaidoc.toml")
        commands = [command for command, _ in _SHOWN.findall(PAGE.read_text(encoding="utf-8"))]
        return [(command, run(command, folder)) for command in commands]


def test_the_page_shows_what_the_commands_print() -> None:
    shown = _SHOWN.findall(PAGE.read_text(encoding="utf-8"))
    assert len(shown) == 2
    assert shown == shown_now()


def test_the_page_names_every_format_and_column() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for form in formats.FORMATS:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{form.name}` | ")]
        assert f"`{form.ending}`" in row
    for column in COLUMNS:
        assert f"`{column.key}`" in page
    for label, _ in REGISTER:
        assert label in page


def test_the_page_names_every_term_of_dublin_core() -> None:
    from tests.letters import letters

    page = PAGE.read_text(encoding="utf-8")
    section = page[page.index("## Dublin Core") :]
    for name in {name for _, record in letters() for name, _, _ in statements(record)}:
        assert f"`{name.partition(':')[2]}`" in section


if __name__ == "__main__":
    now = dict(shown_now())
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_SHOWN.sub(lambda m: f"$ {m[1]}\n{now[m[1]]}", text), encoding="utf-8")
