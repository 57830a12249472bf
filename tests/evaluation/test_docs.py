"""The example of docs/evaluation.md is what the command really prints.

``python -m tests.evaluation.test_docs`` writes what it prints now into the page.
"""

import re
import tempfile
from pathlib import Path

from tests.letters import ROOT
from tests.test_readme import run

PAGE = ROOT / "docs" / "evaluation.md"
_FILE = re.compile(r"<!-- (letters/\S+) -->\n```\w*\n(.*?)```\n", re.DOTALL)
_SHOWN = re.compile(r"(?<=<!-- shown -->\n```console\n)\$ (thaidoc .+?)\n(.*?)(?=```)", re.DOTALL)


def shown_now() -> str:
    """What the page's command prints about the page's files."""
    page = PAGE.read_text(encoding="utf-8")
    command = _SHOWN.findall(page)[0][0]
    with tempfile.TemporaryDirectory() as scratch:
        for name, content in _FILE.findall(page):
            place = Path(scratch, name)
            place.parent.mkdir(exist_ok=True)
            place.write_text(content, encoding="utf-8")
        return run(command, Path(scratch))


def test_the_page_shows_what_the_command_prints() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert len(_FILE.findall(page)) == 2
    assert _SHOWN.findall(page)[0][1] == shown_now()


def test_the_page_names_every_field_and_option() -> None:
    from thaidoc.evaluation.values import SCORED

    page = PAGE.read_text(encoding="utf-8")
    table = page[page.index("| field |") : page.index("A value is right where")]
    for field in SCORED:
        assert re.search(rf"\b{field}\b", table), field
    for option in ("--gold", "--text", "--given-text", "--errors", "--json", "--diff", "--level"):
        assert option in page


if __name__ == "__main__":
    now = shown_now()
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_SHOWN.sub(lambda m: f"$ {m[1]}\n{now}", text), encoding="utf-8")
