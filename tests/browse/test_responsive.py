"""Keys are answered whatever goes on: nothing slow is ever done by the thread of the screen."""

import asyncio
import threading
import time
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.browse.shelf import browse, screen_text, type_query, until
from tests.browse.walking import seen
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.search.results import SearchResult
from thaidoc.search.searcher import Searcher

#: seconds of processor time that the screen's thread may be busy without looking at its keys: a
#: third of it is usual, work that belongs elsewhere takes seconds, and a shared core is slow
_MOST = 0.3


class Held(Searcher):
    """A searcher that answers only when it is let."""

    def __init__(self, archive: Archive, may_end: threading.Event):
        super().__init__(archive)
        self.may_end = may_end
        self.threads: set[int] = set()

    def search(self, *args: Any, **given: Any) -> SearchResult:
        self.threads.add(threading.get_ident())
        assert self.may_end.wait(60)
        return super().search(*args, **given)


class Pulse:
    """How long, at the most, the loop was busy with one thing, in seconds of its own thread's time.

    Time of the processor, since on a busy machine any thread waits for its turn.
    """

    def __init__(self) -> None:
        self.longest = 0.0

    async def __aenter__(self) -> "Pulse":
        pulse, run = self, asyncio.Handle._run  # what the loop calls for each thing

        def timed(handle: asyncio.Handle) -> None:
            before = time.thread_time()
            run(handle)
            pulse.longest = max(pulse.longest, time.thread_time() - before)

        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(asyncio.Handle, "_run", timed)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._patch.undo()


def run(app: Browse, steps: Any) -> None:
    async def inner() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await steps(pilot)

    asyncio.run(inner())


def test_keys_are_answered_while_a_search_does_not_end(archive: Archive) -> None:
    may_end = threading.Event()
    opened: list[Held] = []

    def open_searcher() -> Held:
        opened.append(Held(archive, may_end))
        return opened[0]

    app = browse(archive, open_searcher=open_searcher)

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: opened and opened[0].threads)  # the first search hangs
        field = app.screen.query_one("#query", Input)
        async with Pulse() as pulse:
            for character in "ซักซ้อมแนวทาง":
                field.insert_text_at_cursor(character)
                await pilot.pause()
                assert field.value in screen_text(app)[0]
            await pilot.press("f1", "escape", "f8", "f3", "f3")
        assert "found" not in seen(app)
        may_end.set()
        await until(pilot, lambda: "1 found" in seen(app))
        assert threading.get_ident() not in opened[0].threads
        assert pulse.longest < 2 * _MOST  # a screen of keys is laid out meanwhile

    run(app, steps)


def test_showing_what_was_found_is_short_work(many: Archive) -> None:
    app = browse(many)

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "70 letters" in seen(app))
        await type_query(pilot, "ส่งแบบรายงาน")
        await until(pilot, lambda: "70 found" in seen(app))  # styles are known now
        async with Pulse() as pulse:
            for typed in ("ส่ง", "ส่งแบบ", "รายงาน", "ครั้งที่"):
                await type_query(pilot, typed)
                await until(pilot, lambda: "70 found" in seen(app))
                await pilot.pause(0.1)
        assert pulse.longest < _MOST

    run(app, steps)


def test_a_key_and_its_letters_take_a_tenth_of_a_second_of_the_screen(many: Archive) -> None:
    app = browse(many)
    taken: list[float] = []

    async def steps(pilot: Pilot[None]) -> None:
        await until(pilot, lambda: "70 letters" in seen(app))
        field = app.screen.query_one("#query", Input)
        for query in ("ส่งแบบรายงาน", "ครั้งที่ 3"):
            field.clear()
            await until(pilot, lambda: "70 letters" in seen(app))
            for key in query:
                before = time.thread_time()
                field.insert_text_at_cursor(key)
                await pilot.pause(0.15)  # its letters come meanwhile
                taken.append(time.thread_time() - before)
        assert " found" in seen(app)

    run(app, steps)
    ordered = sorted(taken)
    assert ordered[int(0.95 * len(ordered))] < 0.1


def test_a_very_long_letter_is_broken_elsewhere(archive: Archive) -> None:
    identity = next(iter(archive.ids()))
    line = "ด้วยกรมสมมุติขอให้จังหวัดส่งบุคลากรเข้าร่วมโครงการฝึกอบรมเรื่องน้ำท่วม " * 4
    (archive.folder(identity) / "text.txt").write_text(f"{line}\n" * 2000, encoding="utf-8")
    app = browse(archive)

    async def steps(pilot: Pilot[None]) -> None:
        from thaidoc.browse.letter_screen import LetterScreen
        from thaidoc.browse.pane import Pane

        async with Pulse() as pulse:
            app.push_screen(LetterScreen(identity, (), ["น้ำท่วม"]))
            await pilot.pause()
            pane = app.screen.query_one("#text", Pane)
            await until(pilot, lambda: len(pane.broken.lines) > 8000)
            await pilot.press("end", "home", "n", "pagedown")
        assert pulse.longest < 2 * _MOST

    run(app, steps)


@pytest.mark.parametrize("name", ["textual", "thaidoc.browse"])
def test_only_this_room_loads_the_screen(name: str) -> None:
    import subprocess
    import sys

    line = "import sys; import thaidoc.cli.search, thaidoc.search.searcher, thaidoc.export.run\n"
    line += f"sys.exit(any(m.split('.')[0] == {name!r} or m == {name!r} for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", line], check=False).returncode == 0
