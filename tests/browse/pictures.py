"""The pictures of docs/browse.md, drawn by the program itself from invented letters.

``python -m tests.browse.pictures`` draws them anew; look at them before keeping them. A test holds
them against what the program draws now.
"""

import asyncio
import os
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.pilot import Pilot

from tests.browse.shelf import browse, screen_text, shelved, type_query, until
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse

FOLDER = Path(__file__).parent.parent.parent / "docs" / "browse"
_CELL = 12.2
#: fonts with Thai that machines have; the pictures fetch none
_FONTS = "'Noto Sans Mono', 'Noto Sans Thai', Loma, Menlo, Consolas, monospace"


async def _search(pilot: Pilot[None]) -> None:
    await type_query(pilot, "น้ำท่วม")
    await _shown(pilot, "4 found")
    await pilot.press("down")


async def _facets(pilot: Pilot[None]) -> None:
    await _search(pilot)
    await pilot.press("f")
    await _shown(pilot, "หนังสือภายนอก")
    await pilot.press("down", "down")
    await pilot.pause(0.3)


async def _letter(pilot: Pilot[None]) -> None:
    await _search(pilot)
    await pilot.press("end", "up", "enter")
    await _shown(pilot, "places")


async def _review(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, Browse)
    pilot.app.review()
    await _shown(pilot, "21 ส.ค. 2566")


async def _shown(pilot: Pilot[None], text: str) -> None:
    await until(pilot, lambda: text in "\n".join(screen_text(pilot.app)))
    await pilot.pause(0.3)


#: each picture with its size and how one comes there
PICTURES: dict[
    str, tuple[tuple[int, int], dict[str, Any], Callable[[Pilot[None]], Awaitable[None]]]
]
PICTURES = {
    "search": ((80, 14), {}, _search),
    "facets": ((120, 20), {"light": True}, _facets),
    "letter": ((80, 24), {}, _letter),
    "review": ((80, 18), {}, _review),
}


def drawn(archive: Archive, name: str) -> str:
    """One of the pictures, as SVG."""
    size, given, walk = PICTURES[name]

    async def draw() -> str:
        app = browse(archive, **given)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await walk(pilot)
            return app.export_screenshot(title=f"thaidoc browse, {size[0]} x {size[1]}")

    return _settled(asyncio.run(draw()))


def _settled(svg: str) -> str:
    """The picture without fonts of the network, the same whenever it is drawn.

    Rich gives a text the length of its characters; Thai marks take no room.
    """
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"font-family: (Fira Code|arial)[^;]*;", f"font-family: {_FONTS};", svg)
    svg = re.sub(r"terminal-\d+", "t", svg)

    def fitted(match: re.Match[str]) -> str:
        text = match[3].replace("&#160;", " ").replace("&amp;", "&")
        text = re.sub(r"&(lt|gt|quot|#x27);", "<", text)
        return f'{match[1]}textLength="{cell_len(text) * _CELL:g}"{match[2]}{match[3]}</text>'

    return re.sub(r'(<text [^>]*)textLength="[\d.]+"([^>]*>)([^<]*)</text>', fitted, svg)


@contextmanager
def archive_to_draw() -> Iterator[Archive]:
    """The letters under a relative name, so that no path of this machine is drawn."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield shelved(Path("letters"))
        finally:
            os.chdir(before)


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    with archive_to_draw() as made:
        for each in PICTURES:
            (FOLDER / f"{each}.svg").write_text(drawn(made, each), encoding="utf-8")
