"""What ``thaidoc add`` tells of each file, and at the end of all."""

from collections import Counter
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.ingest import FileReport

_OUTCOMES = {
    "added": ("added", "green"),
    "already-there": ("there already", "dim"),
    "failed": ("failed", "bold red"),
}
#: so many of the documents that are the same letter are named; `thaidoc show` names all
_SHOWN = 3


def print_file(settings: Settings, shown: "Console", file: "FileReport") -> None:
    """Outcome, identity, number and date; below it file, subject and what is doubtful."""
    from rich.text import Text

    from thaidoc.cli.output import date_of, print_hanging, printable

    word, style = _OUTCOMES[file.outcome]
    if file.outcome == "failed":
        told = Text(printable(f"{file.file}: {file.reason}"))
        print_hanging(shown, Text(f"{word}  ", style=style), told)
        return
    known = (file.id, file.number or "no number", date_of(settings, file.date) or "no date")
    told = Text(printable("  ".join(filter(None, known))))
    if file.secrecy:
        told.append(f"  [{file.secrecy}]", style="bold red")
    print_hanging(shown, Text(f"{word}  ", style=style), told)
    indent = Text("  ")
    print_hanging(shown, indent, Text(printable(file.file), style="dim"))
    if file.subject:
        print_hanging(shown, indent, Text(printable(f"เรื่อง {file.subject}")))
    if file.same_letter:
        others = ", ".join(file.same_letter[:_SHOWN])
        more = len(file.same_letter) - _SHOWN
        others += f" and {more} more" if more > 0 else ""
        print_hanging(shown, indent, Text(f"same letter in another form as {others}"))
    for doubt in file.doubtful:
        print_hanging(shown, Text("  ? ", style="yellow"), Text(printable(doubt.message)))


def summary(counts: Counter[str]) -> str:
    """How many files ended how; ``doubtful`` and ``unread`` count among those added."""
    doubtful = f" ({counts['doubtful']} with something to look at)" if counts["doubtful"] else ""
    parts = [f"{counts['added']} added{doubtful}"]
    if there := counts["already-there"]:
        parts.append(f"{there} there already")
    if failed := counts["failed"]:
        parts.append(f"{failed} failed")
    if unread := counts["unread"]:
        parts.append(f"{unread} with pages that need OCR")
    return ", ".join(parts) + "."
