"""The example of docs/statistics.md is what the command really prints.

``python -m tests.statistics.test_docs`` writes what it prints now into the page.
"""

from tests.letters import ROOT
from tests.screens import STATISTICS
from tests.shown import rewrite, shown, shown_now
from thaidoc.messages import Language
from thaidoc.statistics.labels import QUALITIES, figures

PAGE = ROOT / "docs" / "statistics.md"


def test_the_page_shows_what_the_command_prints() -> None:
    examples = shown(PAGE)
    assert len(examples) == 1
    assert examples == shown_now(PAGE)


def test_the_page_names_every_figure_and_quality(lang: Language) -> None:
    page = PAGE.read_text(encoding="utf-8")
    column = {"en": 0, "th": 1}[lang]
    told = [line[2:].split(" | ")[column] for line in page.splitlines() if line.startswith("| ")]
    for name, _, _ in figures(STATISTICS, "be"):
        assert any(name in cell for cell in told), name
    for quality in QUALITIES:
        assert f"`{quality}`" in page


if __name__ == "__main__":
    rewrite(PAGE)
