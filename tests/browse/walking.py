"""Running the program on a terminal that is not there."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from tests.browse.shelf import browse, screen_text
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.search.update import catch_up

Walk = Callable[[Browse, Pilot[None]], Awaitable[None]]


def walk(archive: Archive, steps: Walk, size: tuple[int, int] = (80, 24), **given: Any) -> None:
    """Run the program on a terminal of this size, and the steps in it."""

    async def run() -> None:
        app = browse(archive, bring_up=lambda: catch_up(archive), **given)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await steps(app, pilot)

    asyncio.run(run())


def seen(app: Browse) -> str:
    """All that stands on the screen."""
    return "\n".join(screen_text(app))
