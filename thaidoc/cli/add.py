"""``thaidoc add``: letters into the archive."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.ingest import FileReport, IngestReport
    from thaidoc.archive.sources import Received
    from thaidoc.archive.store import Archive

#: stands still what is shown of the progress
_Pause = Callable[[], AbstractContextManager[object]]
_OUTCOMES = {
    "added": ("added", "green"),
    "already-there": ("there already", "dim"),
    "failed": ("failed", "bold red"),
}
#: so many of the documents that are the same letter are named; `thaidoc show` names all
_SHOWN = 3
#: documents after which the index is brought up while more are being added
_INDEXED = 5_000


@verb(
    "add",
    "thaidoc add letter.pdf ~/Downloads/scans",
    "curl -s https://example.go.th/letter.pdf | thaidoc add - --name letter.pdf",
    "find /srv/scans -name '*.pdf' -print0 | thaidoc add -0 --files-from -",
    "thaidoc add --watch /srv/inbox",
    "thaidoc add --retry",
)
@click.argument(
    "sources",
    metavar="FILE|FOLDER|-...",
    nargs=-1,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--files-from",
    "lists",
    multiple=True,
    metavar="FILE|-",
    help="Take the files named in this one, a name on each line; - is standard input.",
)
@click.option("-0", "--null", "nul", is_flag=True, help="Names in such a list end with a NUL byte.")
@click.option("--retry", is_flag=True, help="Try again what failed before.")
@click.option("--watch", is_flag=True, help="Then keep taking what appears in the folders.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    help="Read so many files side by side.  [default: one for each core]",
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
    lists: tuple[str, ...],
    nul: bool,
    retry: bool,
    watch: bool,
    jobs: int | None,
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
    that was interrupted is simply run again. What failed is remembered, for --retry.
    """
    from thaidoc.archive import retries
    from thaidoc.cli.sources import given_sources

    if not (sources or lists or retry):
        raise click.UsageError("Missing argument 'FILE|FOLDER|-...'.", context)
    archive = settings.open_archive()
    every = [
        *(retries.paths(archive) if retry else ()),
        *given_sources(sources, lists, name, nul=nul),
    ]
    adding = _Adding(settings, archive, by, as_json, given, jobs or _cores())
    adding.add(every)
    if watch:
        adding.watch([one for one in every if isinstance(one, Path) and one.is_dir()])
    context.exit(adding.exit_code)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Adding:
    """Adds files and tells what became of them, once or for as long as folders are watched."""

    def __init__(
        self,
        settings: Settings,
        archive: "Archive",
        by: str | None,
        as_json: bool,
        given: tuple[str, ...],
        jobs: int,
    ):
        from thaidoc.archive.sources import shown_name

        self._settings = settings
        self._archive = archive
        self._actor = by and shown_name(by)
        self._as_json = as_json
        self._given = given
        self._jobs = jobs
        self._counts: Counter[str] = Counter()
        self._indexed = 0
        self.exit_code = 0

    def add(self, sources: "Iterable[Path | Received]") -> None:
        """Add these files, and bring the index up."""
        from thaidoc.archive.ingest import add
        from thaidoc.cli import output
        from thaidoc.cli.freshness import bring_up
        from thaidoc.cli.progress import adding_progress

        self._counts.clear()
        self._indexed = 0
        with adding_progress(self._settings) as progress:
            paused = progress.paused if progress else nullcontext
            report = add(
                self._archive,
                sources,
                actor=self._actor,
                progress=progress,
                passwords=passwords(self._given, paused),
                recognition=self._settings.recognition,
                jobs=self._jobs,
                on_file=None if self._as_json else self._printer(paused),
                between=self._index_now_and_then,
            )
        if self._as_json:
            self._counts.update(file.outcome for file in report.files)
            output.print_json(report)
        else:
            output.console(self._settings).print(_summary(self._counts), soft_wrap=True)
        if report.interrupted:
            self._tell_interrupted(report)
            return
        if self._counts["added"]:
            bring_up(self._settings, self._archive, jobs=self._jobs)
        if self._counts["failed"]:
            self.exit_code = 3

    def watch(self, folders: list[Path]) -> None:
        """Add what appears in these folders until Ctrl-C."""
        from thaidoc.archive.watch import arriving
        from thaidoc.cli.output import note
        from thaidoc.errors import ArchiveLockedError

        if self.exit_code == 130:
            return
        if not folders:
            raise click.UsageError("--watch needs a folder.")
        note(self._settings, "watching; Ctrl-C ends it.")
        waiting: list[Path] = []
        try:
            for arrived in arriving(folders):
                waiting += arrived
                if not waiting:
                    continue
                try:
                    self.add(waiting)
                except ArchiveLockedError:
                    continue  # again in a moment
                waiting = []
                if self.exit_code == 130:
                    return
        except KeyboardInterrupt:
            note(self._settings, "no longer watching.")

    def _tell_interrupted(self, report: "IngestReport") -> None:
        from thaidoc.cli.output import note

        left = len(report.not_tried)
        note(self._settings, f"interrupted; {left} files were not read. Run it again for them.")
        self.exit_code = 130

    def _index_now_and_then(self) -> None:
        from thaidoc.cli.freshness import bring_up

        if self._counts["added"] - self._indexed >= _INDEXED:
            self._indexed = self._counts["added"]
            bring_up(self._settings, self._archive, jobs=self._jobs, quietly=True)

    def _printer(
        self, paused: "Callable[[], AbstractContextManager[object]]"
    ) -> "Callable[[FileReport], None]":
        from thaidoc.cli.output import console

        shown = console(self._settings)

        def tell(file: "FileReport") -> None:
            self._counts[file.outcome] += 1
            self._counts["doubtful"] += file.outcome == "added" and bool(file.doubtful)
            self._counts["unread"] += bool(file.needs_ocr)
            with paused() if shown.is_terminal else nullcontext():
                _print_file(self._settings, shown, file)

        return tell


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


def _summary(counts: Counter[str]) -> str:
    doubtful = f" ({counts['doubtful']} with something to look at)" if counts["doubtful"] else ""
    parts = [f"{counts['added']} added{doubtful}"]
    if there := counts["already-there"]:
        parts.append(f"{there} there already")
    if failed := counts["failed"]:
        parts.append(f"{failed} failed")
    if unread := counts["unread"]:
        parts.append(f"{unread} with pages that need OCR")
    return ", ".join(parts) + "."
