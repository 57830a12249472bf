"""``thaidoc stats``: what an archive holds, as tables with bars, for programs, or as a page."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import query_words
from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.messages import plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.statistics.figures import Statistics

#: agencies that people are shown
_MOST = 10


@verb(
    "stats",
    "thaidoc stats",
    "thaidoc stats จาก:มท วันที่:2560..2567",
    "thaidoc stats --html archive.html",
    paged=True,
)
@click.argument("words", metavar="[QUERY]...", nargs=-1, shell_complete=query_words)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"So many agencies; the others in one line.  [default: {_MOST}]",
)
@click.option("--all", "every", is_flag=True, help="All agencies, however many.")
@click.option("--with-secret", is_flag=True, help="Count secret letters (ลับ and above) as well.")
@click.option("--json", "form", flag_value="json", help="Print the figures as JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print the tables as CSV in UTF-8.")
@click.option(
    "--html",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE",
    help="Write one page to send on: figures, charts, a list to search in; - is standard output.",
)
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    words: tuple[str, ...],
    limit: int | None,
    every: bool,
    with_secret: bool,
    form: str | None,
    html: Path | None,
) -> None:
    """Show what the archive holds by year, agency, kind, format and quality.

    All letters, or those that a query finds (`thaidoc help query`). What has no date, number or
    agency is counted as such. Secret letters are left out and counted apart, unless --with-secret.
    The page of --html is one file that needs no network; the same letters give the same bytes.
    Exit code 1 says that nothing was found.
    """
    if form and html:
        raise click.UsageError(
            _("--html and --{form} are two forms: choose one.").format(form=form)
        )
    if every and limit:
        raise click.UsageError(_("--all and --limit do not go together."))
    from thaidoc.archive.sources import shown_name

    archive = settings.open_archive()
    query = shown_name(" ".join(words)) if words else None
    found = _counted(settings, archive, query, with_secret=with_secret)
    if html:
        _write(settings, archive, found, html)
    elif form == "json":
        from thaidoc.cli.output import print_json

        print_json(found)
    elif form == "csv":
        from thaidoc.statistics.table import as_csv

        click.echo(as_csv(found).encode(), nl=False)
    else:
        _print(settings, found, None if every else limit or _MOST)
    _tell(settings, found)
    context.exit(0 if found.documents else 1)


def _counted(
    settings: Settings, archive: "Archive", query: str | None, *, with_secret: bool
) -> "Statistics":
    """Count, after what is new was taken into the index."""
    from thaidoc.cli.freshness import bring_up_first
    from thaidoc.cli.progress import counting, progress_bar
    from thaidoc.statistics.counting import counted

    bring_up_first(settings, archive)
    with progress_bar(settings) as bar:
        return counted(archive, query, with_secret=with_secret, progress=counting(bar, "versions"))


def _print(settings: Settings, found: "Statistics", most: int | None) -> None:
    from thaidoc.cli.paint import room
    from thaidoc.cli.stats_table import lines

    for line in lines(settings, found, room(), most):
        line.print(settings)


def _write(settings: Settings, archive: "Archive", found: "Statistics", target: Path) -> None:
    """Write the page; the file is there whole or as it was."""
    from thaidoc.cli.output import note
    from thaidoc.cli.progress import counting, progress_bar
    from thaidoc.export.run import whole
    from thaidoc.statistics.listing import listed
    from thaidoc.statistics.page import page

    with progress_bar(settings) as bar:
        letters = listed(archive, found, counting(bar, "letters"))
        parts = page(found, letters, settings.era)
    data = "".join(parts).encode()
    if str(target) == "-":
        click.echo(data, nl=False)
        return
    with whole(target) as file:
        file.write(data)
    note(
        settings,
        plural(
            "the page of {letters} letter was written to {target}.",
            "the page of {letters} letters was written to {target}.",
            len(letters),
        ).format(letters=len(letters), target=target),
    )


def _tell(settings: Settings, found: "Statistics") -> None:
    """Say on stderr what is not among the figures."""
    from thaidoc.cli.output import note

    if found.secret and not found.with_secret:
        note(
            settings,
            plural(
                "{secret} secret letter was left out; --with-secret counts it.",
                "{secret} secret letters were left out; --with-secret counts them.",
                found.secret,
            ).format(secret=found.secret),
        )
    if not found.documents:
        what = _("nothing found for {query}") if found.query is not None else _("no letter here")
        what = _("no other letter to count") if found.secret else what
        note(settings, what.format(query=found.query))
