"""What ``thaidoc add`` tells of each file, and at the end of all."""

from collections import Counter
from typing import TYPE_CHECKING

from thaidoc.cli.options import Settings
from thaidoc.messages import later, listed, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.ingest import FileReport

_OUTCOMES = {
    "added": (later("added"), "green"),
    "already-there": (later("there already"), "dim"),
    "failed": (later("failed"), "bold red"),
}
#: so many of the documents that are the same letter are named; `thaidoc show` names all
_SHOWN = 3


def print_file(settings: Settings, shown: "Console", file: "FileReport") -> None:
    """Outcome, identity, number and date; below it file, subject and what is doubtful."""
    from rich.text import Text

    from thaidoc.cli.output import date_of, print_hanging, printable

    word, style = _OUTCOMES[file.outcome]
    word = _(word)
    if file.outcome == "failed":
        told = Text(printable(f"{file.file}: {said(file.reason or '')}"))
        print_hanging(shown, Text(f"{word}  ", style=style), told)
        return
    dated = date_of(settings, file.date) or _("no date")
    known = (file.id, file.number or _("no number"), dated)
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
        others += " " + _("and {count} more").format(count=more) if more > 0 else ""
        same = _("same letter in another form as {others}").format(others=others)
        print_hanging(shown, indent, Text(same))
    for doubt in file.doubtful:
        print_hanging(shown, Text("  ? ", style="yellow"), Text(printable(said(doubt.message))))


def summary(counts: Counter[str]) -> str:
    """How many files ended how; ``doubtful`` and ``unread`` count among those added."""
    parts = [_("{count} added").format(count=counts["added"])]
    if doubtful := counts["doubtful"]:
        parts[0] += " " + _("({count} with something to look at)").format(count=doubtful)
    if there := counts["already-there"]:
        parts.append(_("{count} there already").format(count=there))
    if failed := counts["failed"]:
        parts.append(_("{count} failed").format(count=failed))
    if unread := counts["unread"]:
        parts.append(_("{count} with pages that need OCR").format(count=unread))
    return listed(parts)
