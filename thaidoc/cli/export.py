"""``thaidoc export``: letters carried out as tables, registers, citations and metadata."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import query_words
from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.messages import plural, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.export.formats import Format, Sink
    from thaidoc.export.run import ExportReport

#: the formats that --as takes; a test holds them against the table of the export room, which
#: ``thaidoc --help`` need not load
NAMES = ("jsonl", "csv", "xlsx", "register", "citation", "dc")


@verb(
    "export",
    "thaidoc export --out letters.xlsx",
    "thaidoc export วันที่:2562 --out register-2562.pdf",
    "thaidoc export น้ำท่วม --as citation",
)
@click.argument("words", metavar="[QUERY]...", nargs=-1, shell_complete=query_words)
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write to this file; - is standard output.  [default: -]",
)
@click.option(
    "--as",
    "name",
    type=click.Choice(NAMES),
    help="The format.  [default: by the file's ending, else jsonl]",
)
@click.option("--with-secret", is_flag=True, help="Secret letters (ลับ and above) as well.")
@click.option("--json", "as_json", is_flag=True, help="Print what was written as JSON.")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    words: tuple[str, ...],
    out: Path | None,
    name: str | None,
    with_secret: bool,
    as_json: bool,
) -> None:
    """Write letters in a form that other programs and offices know.

    All letters of the archive, or those that a query finds (`thaidoc help query`): jsonl (whole
    records), csv, xlsx (a table), register (ทะเบียนหนังสือรับ, .pdf or .xlsx), citation (หนังสือ … ที่ …
    ลงวันที่ …, one a line), dc (Dublin Core, .xml). The same letters give the same bytes. Secret
    letters are left out and counted, unless --with-secret. Exit code 1 says that there was nothing
    to write; then the file is left as it is.
    """
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli.freshness import bring_up_first
    from thaidoc.cli.output import print_json
    from thaidoc.export.formats import Choice, choose
    from thaidoc.export.run import export

    file = None if out is None or str(out) == "-" else out
    if as_json and file is None:
        raise click.UsageError(_("--json tells of a file: name one with --out FILE"))
    form = choose(name, str(file) if file else None)
    target = file or _stdout(form)
    archive = settings.open_archive()
    query = shown_name(" ".join(words)) if words else None
    if query is not None:
        bring_up_first(settings, archive)
    report = export(
        archive,
        form,
        target,
        query=query,
        choice=Choice(era=settings.era),
        with_secret=with_secret,
    )
    if as_json:
        print_json(report)
    _tell(settings, report, query)
    context.exit(3 if report.damaged else 0 if report.written else 1)


def _stdout(form: "Format") -> "Sink":
    """Standard output; a terminal gets text only, and nothing that it would obey."""
    if not sys.stdout.isatty():
        return sys.stdout.buffer
    if not form.text:
        raise click.UsageError(
            _("{ending} is nothing for a terminal: say --out FILE").format(ending=form.ending)
        )
    return _Terminal()


class _Terminal:
    """A terminal that is written to line by line."""

    def write(self, data: bytes, /) -> object:
        from thaidoc.cli.output import print_text

        print_text(data.decode("utf-8-sig").replace("\r\n", "\n"))
        return len(data)


def _tell(settings: Settings, report: "ExportReport", query: str | None) -> None:
    """Say on stderr what was written and what was not."""
    from thaidoc.cli.output import note

    for one in report.damaged:
        note(settings, said(one.message))
    if report.out and report.written:
        note(
            settings,
            plural(
                "{written} letter written to {out}.",
                "{written} letters written to {out}.",
                report.written,
            ).format(written=report.written, out=report.out),
        )
    if report.secret:
        note(
            settings,
            plural(
                "{secret} secret letter was left out; --with-secret takes it.",
                "{secret} secret letters were left out; --with-secret takes them.",
                report.secret,
            ).format(secret=report.secret),
        )
    if report.written or report.damaged:
        return
    what = _("nothing found for {query}") if query is not None else _("no letter to write")
    if report.secret:
        what = _("no other letter to write")
    what = what.format(query=query)
    if report.out:
        what = _("{what}; {file} is as it was").format(what=what, file=report.out)
    note(settings, what)
