"""The recording in the README: commands, run in a real terminal and drawn as a moving picture.

``python -m tests.recording`` runs them and writes docs/recording.svg; look at it before keeping it.
It moves by CSS alone and fetches nothing; where a reader asks for no motion it stands still.
"""

import os
import pty
import re
import shlex
import subprocess
import sys
import tempfile
import termios
from html import escape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tests.letters import ROOT, letters

PICTURE = ROOT / "docs" / "recording.svg"
#: what is typed, one screen after the other
SCENES = (
    "thaidoc add --archive letters box",
    "thaidoc search --archive letters เครื่องสูบน้ำ",
    "thaidoc refs --archive letters 'นน 0021/1876'",
    "thaidoc deadlines --archive letters --from 2567-05",
)
BOX = ("circular-water-trucks.docx", "external-flood-drill.txt", "external-old-boundary.pdf")
COLUMNS, ROWS = 92, 19
#: one cell and one line, in the picture's units
_CELL, _LINE = 8.4, 19.0
_FONTS = "'Noto Sans Mono', 'Noto Sans Thai', Loma, Menlo, Consolas, monospace"
#: seconds for a key, before the answer, for reading one screen
_KEY, _PAUSE, _READ = 0.06, 0.5, 5.0
#: the colours of a terminal: what rich names them, and what is drawn
_COLOURS = {"red": "#ff7b72", "green": "#7ee787", "yellow": "#e3b341", "blue": "#79c0ff"}
_COLOURS |= {"magenta": "#d2a8ff", "cyan": "#76e3ea", "white": "#e6edf3", "bright_black": "#8b949e"}


def screens() -> list[list[Text]]:
    """What a terminal shows of each scene, line by line."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "box").mkdir()
        for original, record in letters():
            if record.source and record.source.name in BOX:
                (folder / "box" / record.source.name).write_bytes(original.read_bytes())
        _in_a_terminal("thaidoc init letters", folder)
        return [_in_a_terminal(scene, folder) for scene in SCENES]


def _in_a_terminal(command: str, folder: Path) -> list[Text]:
    """The lines that a command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    own = {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "THAIDOC_QUIET": "1"}
    own |= {"THAIDOC_CONFIG": os.devnull, "LC_ALL": "C.UTF-8", "THAIDOC_LANG": "en"}
    line = [sys.executable, "-m", *shlex.split(command)]
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")
    }
    with subprocess.Popen(
        line, cwd=folder, env=kept | own, stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.close(theirs)
        said = b""
        while piece := _read(ours):
            said += piece
    os.close(ours)
    assert running.returncode == 0, said.decode()
    return [Text.from_ansi(row.rstrip()) for row in said.decode().splitlines()]


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so where nobody has the terminal open any more
        return b""


def drawn(scenes: list[list[Text]]) -> str:
    """The recording as SVG."""
    times, began = [], 0.0
    for command in SCENES:
        answered = began + len(command) * _KEY + _PAUSE
        times.append((began, answered, answered + _READ))
        began = answered + _READ
    moves = [_moves(number, time, began) for number, time in enumerate(times)]
    parts = [_scene(number, rows) for number, rows in enumerate(scenes)]
    width, height = COLUMNS * _CELL + 24, ROWS * _LINE + 52
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}">\n'
        f"<title>thaidoc</title>\n<style>\ntext {{ font: 14px {_FONTS}; fill: #e6edf3; "
        f"white-space: pre; }}\n"
        f".scene, .typed, .answer {{ animation: {began:.1f}s step-end infinite; }}\n"
        f"{''.join(moves)}"
        "@media (prefers-reduced-motion) { .scene, .typed, .answer { animation: none; }\n"
        "  .scene { opacity: 0; } #scene-1 { opacity: 1; } }\n</style>\n"
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="8" fill="#0d1117"/>\n'
        '<circle cx="20" cy="18" r="6" fill="#ff5f57"/><circle cx="40" cy="18" r="6" '
        'fill="#febc2e"/><circle cx="60" cy="18" r="6" fill="#28c840"/>\n'
        f"{''.join(parts)}</svg>\n"
    )


def _moves(number: int, time: tuple[float, float, float], whole: float) -> str:
    """When a scene is seen, its command is typed and its answer is there."""
    began, answered, over = (100 * second / whole for second in time)
    typed = 100 * (time[1] - _PAUSE) / whole
    keys = len(SCENES[number])
    hidden = f"0% {{ opacity: 0; }} {over:.2f}% {{ opacity: 0; }}"
    return (
        f"@keyframes scene-{number} {{ {hidden} {began:.2f}% {{ opacity: 1; }} }}\n"
        f"@keyframes answer-{number} {{ {hidden} {answered:.2f}% {{ opacity: 1; }} }}\n"
        f"@keyframes typed-{number} {{ {began:.2f}% {{ clip-path: inset(-5px 100% -5px 0); "
        f"animation-timing-function: steps({keys}); }} "
        f"{typed:.2f}%, 100% {{ clip-path: inset(-5px 0 -5px 0); }} }}\n"
        + "".join(
            f"#{part}-{number} {{ animation-name: {part}-{number}; }}\n"
            for part in ("scene", "typed", "answer")
        )
    )


def _scene(number: int, rows: list[Text]) -> str:
    typed = Text.assemble(("$ ", "green"), (SCENES[number], "bold"))
    answer = "".join(_row(at, row) for at, row in enumerate(rows[: ROWS - 1], start=1))
    return (
        f'<g class="scene" id="scene-{number}">\n<g class="typed" id="typed-{number}">\n'
        f'{_row(0, typed)}</g>\n<g class="answer" id="answer-{number}">\n{answer}</g>\n</g>\n'
    )


def _row(at: int, row: Text) -> str:
    """A line of the terminal; what is drawn of each word begins and ends at its own cells."""
    shown, cell = [], 0
    for segment in row.render(Console(color_system="truecolor")):
        for piece in re.findall(r"\s+|\S+(?: \S+)*", segment.text):
            cells = cell_len(piece)
            if not piece.isspace():
                shown.append(
                    f'<text x="{12 + cell * _CELL:.1f}" y="{52 + at * _LINE:.1f}" '
                    f'textLength="{cells * _CELL:.1f}" lengthAdjust="spacingAndGlyphs"'
                    f"{_look(segment.style)}>{escape(piece, quote=False)}</text>\n"
                )
            cell += cells
    return "".join(shown)


def _look(style: Style | None) -> str:
    if style is None:
        return ""
    name = "bright_black" if style.dim else style.color.name if style.color else ""
    bold = ' font-weight="bold"' if style.bold else ""
    return bold + (f' style="fill: {_COLOURS[name]}"' if name in _COLOURS else "")


def said(picture: str) -> list[str]:
    """Every piece of text that a picture shows, in order."""
    return re.findall(r"<text[^>]*>(.*?)</text>", picture)


if __name__ == "__main__":
    PICTURE.write_text(drawn(screens()), encoding="utf-8")
