"""``thaidoc add``: letters into the archive."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.ingest import FileReport, IngestReport
    from thaidoc.archive.sources import Received

_OUTCOMES = {
    "added": ("added", "green"),
    "already-there": ("there already", "dim"),
    "failed": ("failed", "bold red"),
}
#: so many of the documents that are the same letter are named; `thaidoc show` names all
_SHOWN = 3


@verb(
    "add",
    "thaidoc add letter.pdf ~/Downloads/scans",
    "curl -s https://example.go.th/letter.pdf | thaidoc add - --name letter.pdf",
)
@click.argument(
    "sources",
    metavar="FILE|FOLDER|-...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option("--name", help="What to call the bytes of standard input.  [default: stdin]")
@password_option
@ocr_option
@click.option("--by", help="Who adds them, for the event log.  [default: user@host]")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    sources: tuple[Path, ...],
    name: str | None,
    by: str | None,
    as_json: bool,
    given: tuple[str, ...],
) -> None:
    """Read letters and keep them in the archive.

    Folders are taken with all that is in them, and so are ZIP, 7z and tar files and mails: each
    file inside becomes a document that remembers where it lay; - is standard input. The bytes are
    kept as they are, with what was read in them. A file that is there already is not kept twice,
    one that cannot be read is named with the reason and the rest is done (exit code 3), so an add
    that was interrupted is simply run again.
    """
    from thaidoc.archive.ingest import add
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli import output
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.progress import progress_bar

    archive = settings.open_archive()
    with progress_bar(settings) as progress:
        report = add(
            archive,
            _sources(sources, name),
            actor=by and shown_name(by),
            progress=progress,
            passwords=passwords(given, progress.paused if progress else nullcontext),
            recognition=settings.recognition,
        )
    if as_json:
        output.print_json(report)
    else:
        _print_report(settings, report)
    if report.interrupted:
        left = len(report.not_tried)
        output.note(settings, f"interrupted; {left} files were not read. Run it again for them.")
        context.exit(130)
    if report.count("added"):
        bring_up(settings, archive)
    context.exit(3 if report.count("failed") else 0)


def _sources(given: tuple[Path, ...], name: str | None) -> "Iterator[Path | Received]":
    from thaidoc.archive.sources import Received, shown_name
    from thaidoc.reading.limits import current

    for one in given:
        if str(one) == "-":  # one byte too many is refused, not kept
            data = sys.stdin.buffer.read(current().bytes + 1)
            yield Received(shown_name(name or "stdin"), data)
        else:
            yield one


def _print_report(settings: Settings, report: "IngestReport") -> None:
    from thaidoc.cli.output import console

    shown = console(settings)
    for file in report.files:
        _print_file(settings, shown, file)
    shown.print(_summary(report), soft_wrap=True)


def _print_file(settings: Settings, shown: "Console", file: "FileReport") -> None:
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


def _summary(report: "IngestReport") -> str:
    added = report.count("added")
    doubtful = sum(1 for file in report.files if file.outcome == "added" and file.doubtful)
    unread = sum(1 for file in report.files if file.needs_ocr)
    parts = [f"{added} added" + (f" ({doubtful} with something to look at)" if doubtful else "")]
    if there := report.count("already-there"):
        parts.append(f"{there} there already")
    if failed := report.count("failed"):
        parts.append(f"{failed} failed")
    if unread:
        parts.append(f"{unread} with pages that need OCR")
    return ", ".join(parts) + "."
