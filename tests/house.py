"""The picture of the house in the developer's guide, drawn from the rules that import-linter keeps.

``python -m tests.docs`` draws it into the pages that have a place for it.
"""

import ast
import configparser
import re
from pathlib import Path

from tests.letters import ROOT

_PLACE = re.compile(r"(?<=^<!-- house -->\n```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_WIDTH = 98


def layers() -> list[list[str]]:
    """The rooms as import-linter orders them, the last first; those beside each other together."""
    rules = configparser.ConfigParser()
    rules.read(ROOT / "setup.cfg", encoding="utf-8")
    lines = rules["importlinter:contract:rooms"]["layers"].split("\n")
    return [re.findall(r"thaidoc\.(\w+)", line) for line in lines if line.strip()]


def about(room: str) -> str:
    """What a room is there for: the first line of what it says of itself."""
    folder = ROOT / "thaidoc" / room
    source = folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    plain = re.sub(r":\w+:`~?([\w.]+)`", lambda m: m[1].rpartition(".")[2], said.split("\n\n")[0])
    return " ".join(plain.split()).rstrip(".")


def picture() -> str:
    """Every room with what it is there for: each imports only from those below it."""
    told = {room: about(room) for layer in layers() for room in layer}
    names = max(map(len, told)) + 2
    room = _WIDTH - names - 3
    rows = [
        [f"│{f' {r}':<{names}}│{f' {_cut(told[r], room - 2)}':<{room}}│" for r in each]
        for each in layers()
    ]
    between = f"├{'─' * names}┼{'─' * room}┤"
    body = f"\n{between}\n".join("\n".join(each) for each in rows)
    return f"┌{'─' * names}┬{'─' * room}┐\n{body}\n└{'─' * names}┴{'─' * room}┘\n"


def _cut(text: str, room: int) -> str:
    """A text, its last words left out where it is too long."""
    if len(text) <= room:
        return text
    return f"{text[: room - 1].rpartition(' ')[0].rstrip(',:;')}…"


def pages() -> list[Path]:
    """The pages with a place for the picture."""
    every = sorted((ROOT / "docs").glob("*.md"))
    return [page for page in every if _PLACE.search(page.read_text(encoding="utf-8"))]


def drawn_into(page: str) -> str:
    """A page with the picture as it is now."""
    return _PLACE.sub(lambda _: picture(), page)
