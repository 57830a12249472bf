"""``thaidoc add``: letters into the archive."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, by_option, era_option, ocr_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.ingest import FileReport, IngestReport
    from thaidoc.archive.sources import Received
    from thaidoc.archive.store import Archive
    from thaidoc.search.alongside import Alongside

#: stands still what is shown of the progress
_Pause = Callable[[], AbstractContextManager[object]]


@verb(
    "add",
    "thaidoc add letter.pdf ~/Downloads/scans",
    "curl -s https://example.go.th/letter.pdf | thaidoc add - --name letter.pdf",
    "find /srv/scans -name '*.pdf' -print0 | thaidoc add -0 --files-from -",
    "thaidoc add --watch /srv/inbox",
    "thaidoc add --retry",
    "thaidoc add --forget ~/Downloads/scans/torn.pdf",
    writes=True,
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
@click.option(
    "--forget",
    "given_up",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Give up a file that failed: --retry tries it no longer.",
)
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
@by_option("adds them")
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
    given_up: tuple[Path, ...],
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
    from thaidoc.archive.workers import cores
    from thaidoc.cli.sources import given_sources

    if not (sources or lists or retry or given_up):
        raise click.UsageError(_("Missing argument 'FILE|FOLDER|-...'."), context)
    archive = settings.open_archive()
    if given_up:
        _forget(archive, given_up, by)
        if not (sources or lists or retry):
            context.exit(0)
    every = [
        *(retries.paths(archive) if retry else ()),
        *given_sources(sources, lists, name, nul=nul),
    ]
    adding = _Adding(settings, archive, by, as_json, given, jobs or cores())
    if watch:
        adding.watch(every)
    else:
        adding.add(every)
    context.exit(adding.exit_code)


def _forget(archive: "Archive", given_up: tuple[Path, ...], by: str | None) -> None:
    """Give up files that failed, and say so."""
    from thaidoc.archive import events, retries
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli.output import printable

    actor = by or events.actor()
    with archive.writing():
        for path in given_up:
            retries.forget(archive, path, actor)
            click.echo(_("forgotten  {file}").format(file=printable(shown_name(path))))


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

        self._settings = settings
        self._archive = archive
        self._actor = by
        self._as_json = as_json
        self._given = given
        self._jobs = jobs
        self._counts: Counter[str] = Counter()
        self.exit_code = 0

    def add(self, sources: "Iterable[Path | Received]") -> None:
        """Add these files, and bring the index up."""
        from thaidoc.archive.ingest import add
        from thaidoc.cli import output
        from thaidoc.cli.added import summary
        from thaidoc.cli.progress import adding_progress
        from thaidoc.search.alongside import Alongside

        self._counts.clear()
        stream = output.ReportStream() if self._as_json else None
        alongside = Alongside(self._archive) if self._jobs > 1 else nullcontext()
        with alongside as index:
            with adding_progress(self._settings) as progress:
                paused = progress.paused if progress else nullcontext
                tell = stream.file if stream else self._printer(paused)
                report = add(
                    self._archive,
                    sources,
                    actor=self._actor,
                    progress=progress,
                    passwords=passwords(self._given, paused),
                    recognition=self._settings.recognition,
                    jobs=self._jobs,
                    on_file=self._counted(tell, index),
                )
            if index and report.interrupted:
                index.stop()
            elif index and index.process_id:
                output.note(self._settings, _("taking new letters into the search index …"))
        if stream:
            stream.end(report)
        else:
            output.console(self._settings).print(summary(self._counts), soft_wrap=True)
        self._end(report)

    def _end(self, report: "IngestReport") -> None:
        """Tell what was left, or bring the index up, also to what an add before was killed over.

        :raises ThaidocError: where the archive could not be written to any more.
        """
        from thaidoc.cli.freshness import bring_up
        from thaidoc.cli.output import note
        from thaidoc.errors import ThaidocError
        from thaidoc.search.update import is_behind

        left = len(report.not_tried)
        if report.interrupted:
            told = plural(
                "interrupted; {count} file was not read. Run it again for it.",
                "interrupted; {count} files were not read. Run it again for them.",
                left,
            )
            note(self._settings, told.format(count=left))
            self.exit_code = 130
            return
        if report.stopped:
            raise ThaidocError(
                f"{report.stopped}; 1 file was left"
                if left == 1
                else f"{report.stopped}; {left} files were left",
                where=self._archive.root,
                hint="See to that and run it again: it goes on where it was",
            )
        if self._counts["added"] or is_behind(self._archive):
            bring_up(self._settings, self._archive, jobs=self._jobs)
        if self._counts["failed"]:
            self.exit_code = 3

    def watch(self, sources: "list[Path | Received]") -> None:
        """Add these, and what appears in the folders among them, until Ctrl-C."""
        from thaidoc.archive.watch import arriving
        from thaidoc.cli.output import note
        from thaidoc.errors import ArchiveLockedError

        folders = [one for one in sources if isinstance(one, Path) and one.is_dir()]
        if not folders:
            raise click.UsageError(_("--watch needs a folder."))
        waiting: list[Path] = []
        try:
            arrivals = arriving(folders)
            waiting += next(arrivals)  # from here on nothing that appears is missed
            self.add(sources)
            if self.exit_code == 130:
                return
            note(self._settings, _("watching; Ctrl-C ends it."))
            for arrived in arrivals:
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
            note(self._settings, _("no longer watching."))

    def _printer(self, paused: _Pause) -> "Callable[[FileReport], None]":
        from thaidoc.cli.added import print_file
        from thaidoc.cli.output import console

        shown = console(self._settings)

        def tell(file: "FileReport") -> None:
            with paused() if shown.is_terminal else nullcontext():
                print_file(self._settings, shown, file)

        return tell

    def _counted(
        self, tell: "Callable[[FileReport], None]", index: "Alongside | None"
    ) -> "Callable[[FileReport], None]":
        def count(file: "FileReport") -> None:
            if index and file.outcome == "added" and file.id:
                index.take(file.id)
            self._counts[file.outcome] += 1
            self._counts["doubtful"] += file.outcome == "added" and bool(file.doubtful)
            self._counts["unread"] += bool(file.needs_ocr)
            tell(file)

        return count
