"""What ``thaidoc search`` does with searches that are kept by name."""

from typing import TYPE_CHECKING

import click

from thaidoc.archive import searches
from thaidoc.archive.sources import shown_name
from thaidoc.cli.options import Settings
from thaidoc.cli.output import note, print_json, printable
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive


def keep(settings: Settings, archive: "Archive", name: str, query: str) -> None:
    """Keep a query by a name, and say what it took the place of."""
    name = shown_name(name)
    before = searches.keep(archive, name, query)
    instead = ""
    if before not in (None, query):
        instead = " " + _("instead of {query}").format(query=before)
    note(
        settings,
        _("{query} is kept as {name}{instead}; `thaidoc search --saved` runs it").format(
            query=query, name=name, instead=instead
        ),
    )


def manage(settings: Settings, archive: "Archive", forgotten: str | None, form: str | None) -> int:
    """List the searches that were kept, or keep one of them no longer; the exit code."""
    if forgotten is not None:
        forgotten = shown_name(forgotten)
        query = searches.forget(archive, forgotten)
        note(
            settings,
            _("{forgotten} is kept no longer; it was {query}").format(
                forgotten=forgotten, query=query
            ),
        )
        return 0
    kept = searches.searches(archive)
    if form == "json":
        print_json({"version": searches.VERSION, "searches": kept})
    else:
        for name, query in kept.items():
            click.echo(f"{printable(name)}\t{printable(query)}")
    if not kept:
        note(settings, _("no search is kept; `thaidoc search QUERY --save NAME` keeps one"))
    return 0 if kept else 1
