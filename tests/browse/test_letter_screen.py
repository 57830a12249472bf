"""One letter on the screen: text, fields, citations both ways and back."""

from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from tests.browse.shelf import (
    cancelling,
    flood,
    nameless,
    screen_text,
    until,
)
from tests.browse.walking import seen, walk
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.browse.letter_screen import LetterScreen
from thaidoc.browse.pane import Pane
from thaidoc.browse.review_screen import ReviewScreen
from thaidoc.record import Record


async def read(app: Browse, pilot: Pilot[None], record: Record, *strings: str) -> None:
    app.push_screen(LetterScreen(record.id, (), strings))
    await until(pilot, lambda: record.subject and record.subject[:20] in screen_text(app)[1])
    await until(pilot, lambda: app.screen.query_one("#text", Pane).broken.lines)


def test_text_and_fields_stand_side_by_side(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, flood(), "น้ำท่วม")
        await until(pilot, lambda: "52%" in seen(app))
        lines = screen_text(app)
        assert "มท 0810.3/ว4418" in lines[0] and "21 ส.ค. 2566" in lines[0]
        assert "3 places" in lines[-2]
        sides = [cell_len(line[: line.index("│")]) for line in lines if "│" in line]
        assert len(sides) == 20 and len(set(sides)) == 1
        assert [cell_len(line) for line in lines] == [80] * 24

    walk(archive, steps)


def test_hits_are_gone_to_and_come_round(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, flood(), "น้ำท่วม")
        pane = app.screen.query_one("#text", Pane)
        hits = pane.broken.of_style("hit")
        assert len(hits) == 3
        tops = []
        for name in ("n", "n", "n", "p"):
            await pilot.press(name)
            await pilot.pause(0.05)
            top = round(pane.scroll_offset.y)
            tops.append(top)
            assert any(top <= hit < top + pane.size.height for hit in hits)
        assert len(set(tops)) > 1

    walk(archive, steps, (60, 10))


def test_a_long_letter_begins_where_it_has_the_first_hit(archive: Archive) -> None:
    text = "บรรทัด\n" * 300 + "น้ำท่วม\n"
    folder = archive.folder(flood().id)
    (folder / "text.txt").write_text(text, encoding="utf-8")

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, flood(), "น้ำท่วม")
        pane = app.screen.query_one("#text", Pane)
        await until(pilot, lambda: pane.scroll_offset.y)
        assert any("น้ำท่วม" in line.partition("│")[0] for line in screen_text(app)[2:-2])

    walk(archive, steps)


def test_citations_are_followed_both_ways_and_back(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, cancelling())
        await pilot.press("g")
        await until(pilot, lambda: "→ ยกเลิก" in seen(app))
        assert "มท 0810.3/ว4418" in seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "ว4418" in screen_text(app)[0])
        await pilot.press("เ")  # g in the Thai layout
        await until(pilot, lambda: "← ยกเลิกโดย" in seen(app))
        await pilot.press("enter")
        await until(pilot, lambda: "ว5501" in screen_text(app)[0])
        await pilot.press("escape")
        await until(pilot, lambda: "ว4418" in screen_text(app)[0])
        await pilot.press("backspace")
        await until(pilot, lambda: "ว5501" in screen_text(app)[0])

    walk(archive, steps)


def test_what_is_cited_and_not_held_says_so(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, cancelling())
        await pilot.press("g")
        await until(pilot, lambda: "→ อ้างถึง" in seen(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "not held" in seen(app))
        assert isinstance(app.screen, LetterScreen)
        assert app.screen.chosen == (cancelling().id, "มท 0810.3/ว5501")

    walk(archive, steps)


def test_a_letter_alone_says_so(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, nameless())
        await pilot.press("g")
        await until(pilot, lambda: "cites nothing" in seen(app))
        assert isinstance(app.screen, LetterScreen)  # and no list to choose from

    walk(archive, steps)


def test_the_number_is_copied(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, flood())
        await pilot.press("c")
        assert app.clipboard == "มท 0810.3/ว4418"
        assert "copied" in seen(app)
        await pilot.press("escape")
        await read(app, pilot, nameless())
        await pilot.press("c")
        assert "no number" in seen(app)

    walk(archive, steps)


def test_the_original_is_opened_or_its_path_told(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[list[str]] = []
    monkeypatch.setattr("thaidoc.cli.open.launch", launched.append)

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, flood())
        await pilot.press("o")
        await until(pilot, lambda: "letters" in screen_text(app)[-2])
        assert not launched
        monkeypatch.setattr("thaidoc.cli.open.desktop_opener", lambda: ["xdg-open"])
        await pilot.press("o")
        await until(pilot, lambda: launched)
        assert Path(launched[0][1]) == archive.original(flood().id).resolve()

    walk(archive, steps, (200, 24))


def test_a_letter_that_is_gone_is_one_sentence(archive: Archive) -> None:
    (archive.folder(flood().id) / "record.json").unlink()

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        app.push_screen(LetterScreen(flood().id))
        await until(pilot, lambda: "record.json is missing" in screen_text(app)[-2])
        assert seen(app).count("record.json") == 1 and "Traceback" not in seen(app)

    walk(archive, steps)


def test_from_a_letter_to_its_review(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await read(app, pilot, cancelling())
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        await pilot.press("escape")
        assert isinstance(app.screen, LetterScreen)

    walk(archive, steps)
