"""Searching on the screen: as one types, with facets, marks, kept searches and export."""

import csv
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input

from tests.archive.citing import keep, letter
from tests.browse.shelf import (
    HOSTILE,
    cancelling,
    flood,
    screen_text,
    secret,
    type_query,
    until,
)
from tests.browse.walking import seen, walk
from thaidoc.archive.searches import searches
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.browse.dialogs import Help
from thaidoc.browse.facets import Facets
from thaidoc.browse.questions import PAGE
from thaidoc.browse.results import Results
from thaidoc.cli.browse import desk
from thaidoc.cli.options import Settings
from thaidoc.search.results import Hit
from thaidoc.search.update import catch_up


def rows(app: Browse) -> list[str]:
    return [row.id for row in app.screen.query_one("#results", Results).rows]


async def search(app: Browse, pilot: Pilot[None], text: str, count: int) -> None:
    await type_query(pilot, text)
    await until(pilot, lambda: f"{count} found" in seen(app) and len(rows(app)) == count)


def test_letters_are_found_while_one_types(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "4 letters, newest first" in seen(app))
        field = app.screen.query_one("#query", Input)
        for character in "ซักซ้อม":
            field.insert_text_at_cursor(character)
            await pilot.pause()
        await until(pilot, lambda: rows(app) == [flood().id])
        shown = seen(app)
        for part in ("มท 0810.3/ว4418", "21 ส.ค. 2566", "กรมสมมุติ", "[ยกเลิกแล้ว]", "[ควรตรวจดู]"):
            assert part in shown
        await type_query(pilot, "ไม่มีคำนี้เลย")
        await until(pilot, lambda: "nothing found" in seen(app) and not rows(app))

    walk(archive, steps)


def test_a_query_of_the_command_line_is_run_at_once(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: rows(app) == [flood().id])
        assert app.screen.query_one("#query", Input).value == "ซักซ้อม"
        assert "1 found" in seen(app)

    walk(archive, steps, query="ซักซ้อม")


def test_a_secret_letter_is_flagged_wherever_it_is_shown(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "สืบสวน", 1)
        assert rows(app) == [secret().id]
        assert "[ลับ]" in seen(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "เนื้อความสมมุติ" in seen(app))
        assert "[ลับ]" in screen_text(app)[0]

    walk(archive, steps)


@pytest.mark.parametrize("typed", ["น้ำ (ฝน", '"น้ำท่วม', "วันที่:พรุ่งนี้แหละ", "จาก:"])
def test_a_mistake_is_one_line_and_the_letters_stay(archive: Archive, typed: str) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        before = screen_text(app)[2:-1]
        await type_query(pilot, typed)
        await until(pilot, lambda: "^" in screen_text(app)[1])
        assert screen_text(app)[2:-1] == before
        await search(app, pilot, "ซักซ้อม", 1)

    walk(archive, steps)


def test_nothing_typed_ends_it(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        for typed in ("*", "-" * 90, "?", "\x1b[2J", "น้ำ" * 400, "((((", "{total}", ")"):
            await type_query(pilot, typed)
            await pilot.pause(0.2)
            assert "fault in thaidoc" not in seen(app)
        await search(app, pilot, "ซักซ้อม", 1)

    walk(archive, steps)


def test_the_caret_stands_under_the_mistake(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await type_query(pilot, "ที่นี่ (น้ำ")
        await until(pilot, lambda: "^" in screen_text(app)[1])
        query, line = screen_text(app)[:2]
        assert cell_len(query[: query.index("(")]) == cell_len(line[: line.index("^")])

    walk(archive, steps)


def test_ticked_values_narrow_and_widen(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("f3")
        facets = app.screen.query_one("#facets", Facets)
        await until(pilot, lambda: facets.option_count > 6)
        await pilot.press("home", "space")
        await until(pilot, lambda: "2 found" in seen(app) and "1 ticked" in seen(app))
        assert {one.value for one in facets.ticked} == {"กรมสมมุติ"}
        await pilot.press("down", "space")  # another issuer: either
        await until(pilot, lambda: "3 found" in seen(app))
        await pilot.press("space")
        await until(pilot, lambda: "2 found" in seen(app))
        await pilot.press("f")
        assert not facets.display and "1 ticked" in seen(app)

    walk(archive, steps)


def test_the_order_changes(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("down", "s")
        await until(pilot, lambda: "newest first" in seen(app))
        assert rows(app).index(cancelling().id) < rows(app).index(flood().id)
        await pilot.press("ห")  # the key of s in the Thai layout
        await until(pilot, lambda: "oldest first" in seen(app))
        assert rows(app)[0] == flood().id

    walk(archive, steps)


def test_more_letters_come_at_the_end_of_the_list(many: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await until(pilot, lambda: len(rows(app)) == PAGE)
        results = app.screen.query_one("#results", Results)
        await type_query(pilot, "ส่งแบบรายงาน")
        await until(pilot, lambda: "70 found" in seen(app))
        first = results.size.height // 2 + 1
        assert len(rows(app)) == first < PAGE  # a screenful, until one goes to them
        await pilot.press("down")
        await until(pilot, lambda: len(rows(app)) == first + PAGE)
        assert results.highlighted == 0
        await pilot.press("end")
        await until(pilot, lambda: len(rows(app)) == 70)
        assert results.highlighted == first + PAGE - 1
        await pilot.press("down")
        assert results.highlighted == first + PAGE
        await pilot.press("end", "down")
        assert results.highlighted == 69

    walk(many, steps)


def test_columns_stand_under_each_other_whatever_the_month() -> None:
    results = Results(desk(Settings()), set())
    starts = set()
    for month in range(1, 13):
        record = letter("มท 0810.3/ว 1", f"30/{month}/2558" if month != 2 else "28/2/2558")
        row = Hit(
            "a" * 16,
            1.0,
            (),
            number="มท 0810.3/ว1",
            date=record.date,
            issuer="กรมสมมุติ",
            subject="ก",
            kind=None,
            circular=None,
            snippet=None,
        )
        head = results.drawn(row, 78).plain.splitlines()[0]
        starts.add(cell_len(head[: head.index("กรมสมมุติ")]))
    assert len(starts) == 1


def test_what_has_not_changed_is_not_drawn_again(
    many: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = Results.drawn

    def counting(self: Results, row: Hit, room: int) -> Content:
        drawn.append(row.id)
        return draw(self, row, room)

    monkeypatch.setattr(Results, "drawn", counting)

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await type_query(pilot, "ครั้งที่ 33")
        await until(pilot, lambda: "7 found" in seen(app))
        drawn.clear()
        field = app.screen.query_one("#query", Input)
        field.insert_text_at_cursor(" ")
        await pilot.pause(0.3)
        assert "7 found" in seen(app) and not drawn
        await pilot.press("down", "x")
        assert len(drawn) == 7  # one has a mark now

    walk(many, steps)


def test_marked_letters_are_written_without_the_secret_ones(
    archive: Archive, tmp_path: Path
) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("down", "w")
        assert "no letter is marked" in seen(app)
        await pilot.press("x", "x", "x", "x")
        assert len(app.marked) in (3, 4)
        app.marked |= {flood().id, secret().id}
        wanted = len(app.marked) - 1
        await pilot.press("w", *"out.csv", "enter")
        await until(pilot, lambda: f"{wanted} letters written to out.csv" in seen(app))
        assert "1 secret one left out" in seen(app)
        with (tmp_path / "out.csv").open(encoding="utf-8-sig") as file:
            assert len(list(csv.DictReader(file))) == wanted
        await pilot.press("w", *"out.csv", "enter")
        await until(pilot, lambda: "is there already" in seen(app))
        await pilot.press("w", *"out.doc", "enter")
        await until(pilot, lambda: "no format ends in" in seen(app))

    walk(archive, steps)


def test_a_search_is_kept_and_run_again(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "ซักซ้อม", 1)
        await pilot.press("down", "k", *"drill", "enter")
        await until(pilot, lambda: "kept as drill" in seen(app))
        assert searches(archive) == {"drill": "ซักซ้อม"}
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("l")
        await until(pilot, lambda: "drill" in seen(app))
        await pilot.press("enter")
        await until(pilot, lambda: rows(app) == [flood().id])

    walk(archive, steps)


def test_what_is_ticked_is_kept_with_a_search(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("f3")
        facets = app.screen.query_one("#facets", Facets)
        await until(pilot, lambda: facets.option_count > 6)
        await pilot.press("home", "space", "f", "k", *"mine", "enter")
        await until(pilot, lambda: searches(archive))
        assert searches(archive) == {"mine": '(น้ำท่วม) จาก:"กรมสมมุติ"'}

    walk(archive, steps)


def test_an_archive_that_another_writes_to_is_read_all_the_same(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        with archive.writing():
            await search(app, pilot, "ซักซ้อม", 1)
            await pilot.press("down", "k", *"drill", "enter")
            await until(pilot, lambda: "another thaidoc is writing" in seen(app))
            await pilot.press("enter")
            await until(pilot, lambda: "กระสอบทราย" in seen(app))
            await pilot.press("g")
            await until(pilot, lambda: "ยกเลิกโดย" in seen(app))
        assert not searches(archive)

    walk(archive, steps)


def test_new_letters_are_taken_in_on_demand(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        new = letter("ตย 1/1", subject="ข่าวน้ำท่วมล่าสุด")
        keep(archive, new, text="ข่าวน้ำท่วมล่าสุด")
        await pilot.press("f5")
        await until(pilot, lambda: "5 found" in seen(app))
        assert new.id in rows(app)

    walk(archive, steps)


def test_a_hostile_subject_moves_nothing(archive: Archive) -> None:
    keep(archive, letter("ตย 9/9", subject=HOSTILE, issuer=HOSTILE), text=f"{HOSTILE} น้ำท่วม")
    catch_up(archive)

    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "ประชุม", 1)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "กลับ น้ำท่วม" in seen(app))
        whole = "\n".join(screen_text(app))
        assert not any(ord(c) < 0x20 and c != "\n" for c in whole)
        assert not any(c in whole for c in "\x7f\x9b\x07\u202e")

    walk(archive, steps)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 50), (40, 10)])
def test_thai_marks_shift_no_column(archive: Archive, size: tuple[int, int]) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("down")
        await pilot.pause(0.2)
        lines = screen_text(app)
        assert len(lines) == size[1]
        assert [cell_len(line) for line in lines] == [size[0]] * size[1]
        days = [
            cell_len(line[: line.index(day)])
            for line in lines
            for day in ("21 ส.ค. 2566", "15 ก.ค. 2567", "3 ก.ย. 2567", "11 พ.ย. 2567")
            if day in line
        ]
        if size[0] >= 80:
            assert len(days) == 4 and len(set(days)) == 1

    walk(archive, steps, size)


def test_the_keys_are_shown_and_the_colours_changed(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        await search(app, pilot, "น้ำท่วม", 4)
        assert "facets" in screen_text(app)[-1]
        await pilot.press("down")
        foot = screen_text(app)[-1]
        for word in ("read", "open", "copy no.", "mark", "write", "keep", "review", "keys"):
            assert word in foot
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, Help) and "Esc empties" in seen(app))
        assert all(cell_len(line) == 80 for line in screen_text(app))
        await pilot.press("escape")
        before = app.current_theme.dark
        await pilot.press("f8")
        assert app.current_theme.dark is not before

    walk(archive, steps)


def test_from_query_to_letters_and_back(archive: Archive) -> None:
    async def steps(app: Browse, pilot: Pilot[None]) -> None:
        field = app.screen.query_one("#query", Input)
        await search(app, pilot, "น้ำท่วม", 4)
        await pilot.press("enter")
        assert not field.has_focus
        await pilot.press("up")
        assert field.has_focus
        await pilot.press("down", "ฝ")  # / in the Thai layout
        assert field.has_focus and field.value == "น้ำท่วม"
        await pilot.press("escape")
        assert field.value == ""

    walk(archive, steps)
