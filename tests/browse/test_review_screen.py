"""Reviewing on the screen: Enter, a typed value, undo, what cannot be, the page's picture."""

import pytest
from PIL import Image
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from tests.browse.shelf import cancelling, flood, screen_text, until
from tests.browse.walking import seen, walk
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.browse.box import Box
from thaidoc.browse.review_screen import ReviewScreen
from thaidoc.browse.search_screen import SearchScreen


def box(app: Browse) -> Box:
    return app.screen.query_one(Box)


async def begun(app: Browse, pilot: Pilot[None]) -> None:
    await until(pilot, lambda: "the day is not sure" in seen(app))
    await until(pilot, lambda: "1:4  ๒๑ สิงหาคม ๒๕๖๖" in seen(app))


def test_confirmed_by_enter_and_on_to_the_next(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        assert box(app).text == "21 ส.ค. 2566"
        assert [cell_len(line) for line in screen_text(app)] == [80] * 24
        assert all(f"f{number} " in screen_text(app)[-1] for number in (2, 3, 4, 5, 6, 7, 9, 10))
        await pilot.press("enter")
        await until(pilot, lambda: "เรื่อง (subject)" in seen(app))
        assert "confirmed: วันที่" in seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "that was the last one" in seen(app))
        kept = archive.corrections(flood().id).fields
        assert kept.keys() == {"date", "subject"} and kept["date"].by == "ผู้ตรวจ"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await until(pilot, lambda: "taking in" in seen(app) or "letters" in screen_text(app)[1])

    walk(archive, steps, review=True)


def test_corrected_in_place_and_taken_back(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        box(app).load_text("๓๒ ส.ค. ๒๕๖๖")
        await pilot.press("enter")
        await until(pilot, lambda: "date" in screen_text(app)[-2])
        assert box(app).text == "๓๒ ส.ค. ๒๕๖๖" and not archive.corrections(flood().id).fields
        box(app).load_text("")
        await pilot.press("enter")
        await until(pilot, lambda: "null says" in seen(app))
        box(app).load_text("๒๒ สิงหาคม ๒๕๖๖")
        await pilot.press("enter")
        await until(pilot, lambda: "เรื่อง (subject)" in seen(app))
        date = archive.record(flood().id).date
        assert date is not None and date.iso == "2023-08-22"
        await pilot.press("f4")
        await until(pilot, lambda: "taken back: วันที่" in seen(app))
        assert box(app).text == "21 ส.ค. 2566"
        await pilot.press("f4")
        await until(pilot, lambda: "nothing was decided yet" in seen(app))

    walk(archive, steps, review=True)


def test_skipped_or_not_to_be_told(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        await pilot.press("f3")
        await until(pilot, lambda: "cannot be told: วันที่" in seen(app))
        await pilot.press("f2")
        await until(pilot, lambda: "1 decided, 1 skipped" in seen(app))
        assert archive.corrections(flood().id).fields["date"].doubtful

    walk(archive, steps, review=True)


def test_another_writer_is_told_in_one_line(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        with archive.writing():
            await pilot.press("enter")
            await until(pilot, lambda: "another thaidoc is writing" in screen_text(app)[-2])
            assert "the day is not sure" in seen(app)
        await pilot.press("enter")
        await until(pilot, lambda: "confirmed: วันที่" in seen(app))

    walk(archive, steps, review=True)


def test_a_list_has_lines(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        app.review(cancelling().id)
        await until(pilot, lambda: "(kind)" in seen(app))
        for _ in range(60):
            if "(owner)" in seen(app):
                break
            await pilot.press("f2")
            await pilot.pause(0.1)
        await pilot.press(*"one")
        await pilot.press("enter")
        assert box(app).text == "one\n"
        await pilot.press(*"two", "f9")
        await until(pilot, lambda: "corrected: เจ้าของเรื่อง" in seen(app))
        assert archive.record(cancelling().id).owner == ["one", "two"]

    walk(archive, steps)


def test_the_next_letter_comes_by_itself_or_on_demand(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        app.review(cancelling().id)
        await until(pilot, lambda: "(kind)" in seen(app))
        await pilot.press("f10")
        await begun(app, pilot)
        assert isinstance(app.screen, ReviewScreen)
        assert app.screen.chosen == (flood().id, None)

    walk(archive, steps)


def test_the_page_is_drawn_where_the_terminal_can(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    drawn: list[object] = []

    def picture(_archive: Archive, _identity: str, _page: int, bbox: object) -> Image.Image:
        asked.append(bbox)
        return Image.new("L", (80, 20))

    def widget(image: object) -> Widget:
        drawn.append(image)
        return Static("a picture")

    monkeypatch.setattr("thaidoc.browse.review_screen.page_picture", picture)

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        await until(pilot, lambda: "a picture" in seen(app))
        evidence, place = (app.screen.query_one(one) for one in ("#evidence", "#picture"))
        strip = place.size.height
        await pilot.press("f7")
        await until(pilot, lambda: len(drawn) == 2)
        await until(pilot, lambda: not evidence.size)  # the page has all the room
        assert place.size.height > 1.5 * strip
        await pilot.press("f7")
        await until(pilot, lambda: len(drawn) == 3)
        await until(pilot, lambda: evidence.size and place.size.height == strip)

    walk(archive, steps, review=True, picture=widget)
    assert asked == [None, None, None]


def test_where_no_picture_can_be_drawn_the_page_is_named(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await begun(app, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: "page 1: " in screen_text(app)[-2])
        assert "original.txt" in screen_text(app)[1]

    walk(archive, steps, (200, 24), review=True)


def test_nothing_in_doubt(many: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "nothing is in doubt" in seen(app))
        await pilot.press("enter", "f2", "f3", "f4", "f10", "escape")
        assert isinstance(app.screen, SearchScreen)

    walk(many, steps, review=True)
