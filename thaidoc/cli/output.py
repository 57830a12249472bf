"""What reaches the terminal: results on stdout, everything else on stderr.

Text from a letter is never printed raw: a control character in it could move the cursor or change
the title of the terminal. JSON and ``--text`` are bytes in UTF-8 whatever the locale is.
"""

import os
import sys
from collections.abc import Collection
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

import click
import msgspec

from thaidoc.cli.options import Settings
from thaidoc.errors import ThaidocError
from thaidoc.messages import language, said

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from thaidoc.archive.reports import FileReport, IngestReport
    from thaidoc.record import Record, ThaiDate

#: cells that a hanging text needs; in less it is not wrapped by us
_NARROWEST = 20
#: keys of a report that are printed before it is whole
_BEFORE = frozenset({"version", "files"})
#: what a terminal would obey: C0 and C1 controls, and what turns the direction of writing
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd")
_CONTROLS |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
_CONTROLS |= {ord("\t"): " ", ord("\n"): " ", ord("\r"): " "}


def printable(text: str) -> str:
    """The text on one line, without anything that a terminal would obey.

    >>> printable("ก" + chr(9) + "ข" + chr(27) + "[2J")
    'ก ข�[2J'
    """
    return text.translate(_CONTROLS)


def console(settings: Settings, *, err: bool = False) -> "Console":
    """A console on stdout or stderr: colours as set, no markup, nothing highlighted by itself."""
    from rich.console import Console

    stream: IO[str] = sys.stderr if err else sys.stdout
    common: dict[str, Any] = {"file": stream, "highlight": False, "markup": False, "emoji": False}
    if settings.color == "never":
        return Console(color_system=None, **common)
    if settings.color == "always":
        return Console(force_terminal=True, no_color=False, **common)
    return Console(**common)


def width(shown: "Console") -> int | None:
    """How many cells a line may have; None where the output is no terminal and lines stay whole."""
    return shown.width if shown.file.isatty() else None


def print_hanging(shown: "Console", lead: "Text", text: "Text") -> None:
    """Print a lead and a text beside it, wrapped lines indented under its beginning."""
    from rich.text import Text

    from thaidoc.cli.wrapping import break_offsets

    indent = lead.cell_len
    room = (width(shown) or 0) - indent  # less than nothing where lines stay whole
    lines = text.divide(break_offsets(text.plain, room)) if room >= _NARROWEST else [text]
    for number, line in enumerate(lines):
        row = Text.assemble(Text(" " * indent) if number else lead, line)
        row.rstrip()
        shown.print(row, soft_wrap=True)


def print_json(value: object) -> None:
    """A value as indented JSON in UTF-8 on stdout."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2))


def print_json_line(value: object) -> None:
    """A value as one line of JSON in UTF-8 on stdout."""
    click.echo(msgspec.json.encode(value))


class ReportStream:
    """The report of an ``add`` as :func:`print_json` would print it, each file when it is done."""

    def __init__(self) -> None:
        self._files = 0

    def file(self, file: "FileReport") -> None:
        """Print what became of one file."""
        lead = "," if self._files else self._head()
        self._files += 1
        inner = _indented(file).replace("\n", "\n    ")
        click.echo(f"{lead}\n    {inner}".encode(), nl=False)

    def end(self, report: "IngestReport") -> None:
        """Print what is behind the files."""
        rest = {k: v for k, v in msgspec.structs.asdict(report).items() if k not in _BEFORE}
        begun = "\n  ]" if self._files else f"{self._head()}]"
        click.echo(f"{begun},{_indented(rest)[1:]}".encode())

    def _head(self) -> str:
        from thaidoc.archive.reports import VERSION

        return f'{{\n  "version": {VERSION},\n  "files": ['


def _indented(value: object) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


def print_text(text: str) -> None:
    """Text as it is, in UTF-8; on a terminal without what it would obey but line and page ends."""
    if sys.stdout.isatty():
        kept = {ord(c): c for c in "\n\t\f"}
        text = text.translate(_CONTROLS | kept)
    click.echo(text.encode("utf-8"), nl=not text.endswith("\n"))


def told_of(error: Exception) -> str:
    """What went wrong, where and what to do next, in the language that is spoken."""
    if language() == "en" or not isinstance(error, ThaidocError):
        return said(str(error))
    parts = [said(error.what), *([said(error.hint)] if error.hint else [])]
    if error.where is None:
        return " ".join(parts)
    place = str(error.where)
    return f"{said(place) if ', line ' in place else place}: {' '.join(parts)}"


def note(settings: Settings, sentence: str) -> None:
    """Say something on stderr that is no result; not with ``--quiet``."""
    if not settings.quiet:
        click.echo(f"thaidoc: {printable(sentence)}", err=True)


def note_at_once(settings: Settings, sentence: str) -> None:
    """The same past what is buffered, for a signal handler; in place of a bar, if there is one."""
    if settings.quiet:
        return
    begin, end = ("\r\x1b[K", "\r\n") if sys.stderr.isatty() else ("", "\n")
    with suppress(OSError):
        os.write(2, f"{begin}thaidoc: {printable(sentence)}{end}".encode())


def date_text(settings: Settings, iso: str) -> str:
    """An ISO date, month or year as a person reads it, in the era that is set."""
    if settings.era == "ce":
        return iso
    from thaidoc.thai.calendar import format_be

    return format_be(iso)


def date_of(settings: Settings, date: "ThaiDate | None") -> str:
    """A record's date for people; empty where it has none."""
    return date_text(settings, date.iso) if date else ""


def print_sheet(settings: Settings, record: "Record", decided: Collection[str] = ()) -> None:
    """The sheet of a record: label, page and lines, confidence, value; then what to look at."""
    from rich.cells import cell_len
    from rich.text import Text

    from thaidoc.cli.sheet import HEAD, rows

    shown = console(settings)
    made = list(rows(record, lambda iso: date_text(settings, iso), decided))
    labels = max(cell_len(row.label) for row in made)
    places = max(cell_len(row.place) for row in [*made, HEAD])
    for row in [HEAD, *made]:
        lead = Text().append(row.label + " " * (labels - cell_len(row.label) + 2), style="bold")
        lead.append(" " * (places - cell_len(row.place)) + row.place, style="dim")
        lead.append(f"{row.confidence:>6}  ", style="dim" if _sure(row.confidence) else "yellow")
        print_hanging(shown, lead, Text(printable(row.value)))
    for warning in record.warnings:
        lead = Text("ควรตรวจดู  ", style="bold yellow")
        about = f"{warning.key}: " if warning.key else ""
        told = said(warning.message)
        print_hanging(shown, lead, Text(printable(f"{about}{told} ({warning.code})")))


def _sure(confidence: str) -> bool:
    from thaidoc.archive.doubts import BELOW

    return not confidence.endswith("%") or int(confidence[:-1]) >= BELOW * 100
