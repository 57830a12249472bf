import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.screens import SCREENS, STATISTICS, WIDTHS, stats_screen
from thaidoc.cli.options import Settings
from thaidoc.cli.stats_table import bar, lines
from thaidoc.errors import ThaidocError
from thaidoc.messages import LANGUAGES, Language
from thaidoc.statistics.figures import TABLES

Run = Callable[..., Result]


@pytest.fixture
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))


@pytest.mark.usefixtures("here")
class TestCommand:
    def test_for_people(self, run: Run) -> None:
        done = run("stats")
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Documents           2\n" in done.stdout
        assert f"  2562  2  100%  {'█' * 60}\n" in done.stdout
        assert "  2019  2  100%" in run("stats", "--era", "ce").stdout
        assert "\x1b[" not in done.stdout
        assert "\x1b[34m█" in run("stats", "--color", "always").stdout

    def test_for_programs(self, run: Run) -> None:
        found = json.loads(run("stats", "--json").stdout)
        assert (found["version"], found["query"], found["documents"]) == (1, None, 2)
        assert found["tables"]["issuer"] == [{"value": "กรมสมมุติ", "documents": 2}]
        found = json.loads(run("stats", "--json", "น้ำท่วม").stdout)
        assert (found["query"], found["documents"]) == ("น้ำท่วม", 1)

    def test_as_csv(self, run: Run) -> None:
        rows = list(csv.reader(io.StringIO(run("stats", "--csv").stdout)))
        assert rows[0] == ["by", "value", "documents"]
        assert ["year", "2562", "2"] in rows
        assert ["urgency", "", "2"] in rows

    def test_a_page_is_the_same_each_time(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "page.html"
        done = run("stats", "--html", file)
        assert (done.exit_code, done.stdout) == (0, "")
        assert done.stderr == f"thaidoc: the page of 2 letters was written to {file}.\n"
        first = file.read_bytes()
        assert run("stats", "-q", "--html", "-").stdout_bytes == first
        assert "แผนงานรับน้ำท่วม".encode() in first
        assert run("stats", "--html", file, "อบรม").exit_code == 0
        assert "แผนงานรับน้ำท่วม".encode() not in file.read_bytes()

    def test_a_page_that_cannot_be_written(self, run: Run, tmp_path: Path) -> None:
        done = run("stats", "--html", tmp_path / "none" / "page.html")
        assert done.exit_code == ThaidocError.exit_code
        assert "cannot be written" in done.stderr

    def test_secret_letters_are_told_of(self, run: Run, inbox: Path) -> None:
        letter = (inbox / "a.txt").read_text("utf-8").replace("๑๑๑", "๓๓๓")
        (inbox / "secret.txt").write_text(f"{' ' * 30}ลับ\n\n{letter}", "utf-8")
        assert run("add", inbox / "secret.txt").exit_code == 0
        done = run("stats")
        assert "Documents           2\n" in done.stdout
        assert "1 secret letter was left out; --with-secret counts it." in done.stderr
        assert json.loads(run("stats", "--json", "--with-secret").stdout)["documents"] == 3
        only = run("stats", "is:secret")
        assert only.exit_code == 1
        assert "no other letter to count" in only.stderr

    def test_new_letters_are_taken_in_first(self, run: Run, inbox: Path) -> None:
        (inbox / "new.txt").write_text((inbox / "a.txt").read_text("utf-8").replace("๑๔", "๑๕"))
        assert run("stats").exit_code == 0
        assert run("add", inbox / "new.txt").exit_code == 0
        assert json.loads(run("stats", "--json").stdout)["documents"] == 3

    def test_nothing_found(self, run: Run) -> None:
        done = run("stats", "ปลาวาฬ")
        assert (done.exit_code, done.stderr) == (1, "thaidoc: nothing found for ปลาวาฬ\n")
        assert json.loads(run("stats", "ปลาวาฬ", "--json").stdout)["documents"] == 0

    @pytest.mark.parametrize(
        "wrong", [["--json", "--html", "-"], ["--all", "-n", "3"], ["(ก"], ["-n", "0"]]
    )
    def test_wrong_use(self, run: Run, wrong: list[str]) -> None:
        assert run("stats", *wrong).exit_code == 2


class TestScreen:
    @pytest.mark.parametrize("room", WIDTHS)
    @pytest.mark.parametrize("lang", LANGUAGES)
    def test_the_screen_is_as_it_was_looked_at(self, lang: Language, room: int) -> None:
        kept = (SCREENS / f"stats-{lang}-{room}.txt").read_text(encoding="utf-8")
        assert stats_screen(room, lang) == kept, "look at `python -m tests.screens`"

    @given(st.integers(40, 240), st.integers(1, 5) | st.none())
    def test_no_line_is_wider_than_the_terminal(self, room: int, most: int | None) -> None:
        for line in lines(Settings(), STATISTICS, room, most):
            assert cell_len(line.plain) <= room
            assert line.plain == line.plain.rstrip()

    @pytest.mark.parametrize("room", [40, *WIDTHS, None])
    def test_figures_stand_in_columns(self, room: int | None) -> None:
        shown = "\n".join(line.plain for line in lines(Settings(), STATISTICS, room, None))
        _, *tables = shown.split("\n\n")
        assert len(tables) == len(TABLES)
        for table in tables:
            _, *rows = table.splitlines()
            assert len({cell_len(row[: row.index("%")]) for row in rows}) == 1

    def test_all_agencies_or_some_and_the_rest(self) -> None:
        def issuers(most: int | None) -> list[str]:
            shown = [line.plain for line in lines(Settings(), STATISTICS, 100, most)]
            start = shown.index("Agency") + 1
            return shown[start : shown.index("", start)]

        every = len(STATISTICS.tables.issuer)
        assert len(issuers(None)) == len(issuers(every)) == every
        some = issuers(2)
        assert len(some) == 4 and "others" in some[2] and "█" not in some[2]

    @given(st.floats(0, 1), st.integers(1, 60))
    def test_a_bar_is_as_long_as_its_share(self, share: float, cells: int) -> None:
        made = bar(share, cells)
        assert abs(cell_len(made) - share * cells) <= 1
        assert bool(made) == (share > 0)
