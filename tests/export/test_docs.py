"""The examples of docs/export.md are what the commands really print.

``python -m tests.export.test_docs`` writes what they print now into the page.
"""

from tests.letters import ROOT
from tests.shown import rewrite, shown, shown_now
from thaidoc.export import formats
from thaidoc.export.columns import COLUMNS
from thaidoc.export.dublin_core import statements
from thaidoc.export.register import COLUMNS as REGISTER

PAGE = ROOT / "docs" / "export.md"


def test_the_page_shows_what_the_commands_print() -> None:
    examples = shown(PAGE)
    assert len(examples) == 2
    assert examples == shown_now(PAGE)


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
    rewrite(PAGE)
