"""``thaidoc search``: letters by what stands in them."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.completing import facet_names, identities, kept_searches, query_words
from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.cli.search_asked import ORDERS, PAGE, Asked

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.search.results import SearchResult

#: values of a facet that people and programs are shown
_VALUES, _EVERY_VALUE = 10, 1000


@verb(
    "search",
    "thaidoc search ประชุมคณะกรรมการ งบประมาณ",
    "thaidoc search ที่:ว119 วันที่:2560..2562 --sort date",
    "thaidoc search น้ำท่วม --facets issuer,year,kind",
    "thaidoc search จาก:มท --format '{number} {thai_date} {subject}'",
    paged=True,
)
@click.argument("words", metavar="[QUERY...]", nargs=-1, shell_complete=query_words)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Show so many.  [default: {PAGE}; with --ids, --jsonl, --csv and --format all]",
)
@click.option(
    "--page", type=click.IntRange(min=1), default=1, metavar="N", help="Show the N-th page of them."
)
@click.option(
    "--sort",
    type=click.Choice(list(ORDERS)),
    help="Best first (rank, the default), newest first (date), oldest first, or by number.",
)
@click.option(
    "--facets",
    metavar="NAMES",
    shell_complete=facet_names,
    help="Count them by issuer, year, kind, urgency, secrecy: names with commas between them.",
)
@click.option(
    "--related",
    metavar="ID",
    shell_complete=identities,
    help="Letters like this one, by the rare words that they share.",
)
@click.option("--save", metavar="NAME", help="Keep the query in the archive by this name.")
@click.option(
    "--saved",
    metavar="NAME",
    shell_complete=kept_searches,
    help="Run the query kept by this name; words narrow it.",
)
@click.option("--searches", is_flag=True, help="List the searches that were kept.")
@click.option(
    "--forget",
    metavar="NAME",
    shell_complete=kept_searches,
    help="Keep the search of this name no longer.",
)
@click.option("--json", "form", flag_value="json", help="Print the result as JSON.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print each hit as a line of JSON.")
@click.option("--csv", "form", flag_value="csv", help="Print a table as CSV in UTF-8.")
@click.option("--ids", "form", flag_value="ids", help="Print the identities alone, one a line.")
@click.option(
    "--format",
    "template",
    metavar="TEXT",
    help="Print a line for each hit: '{number} {subject}'; `thaidoc help formats` names the rest.",
)
@click.option(
    "-0",
    "--null",
    "null",
    is_flag=True,
    help="End lines of --ids and --format with NUL (xargs -0).",
)
@click.option("--count", "form", flag_value="count", help="Print only how many were found.")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(context: click.Context, settings: Settings, /, **options: Any) -> None:
    """Find letters by what stands in them.

    All words must stand in a letter, in any order, in Thai or Arabic digits; what stands between
    quotation marks is found as it is (the shell wants '"…"'). ที่: วันที่: เรื่อง: and other names
    look in one field; `thaidoc help query` tells all of it. Letters that were added since are
    taken into the index first. Exit code 1 says that nothing was found.
    """
    from thaidoc.cli import search_forms

    asked = Asked(**options)
    asked.refuse_what_does_not_go_together()
    archive = settings.open_archive()
    asked = replace(asked, related=_identity(archive, asked.related))
    if asked.searches or asked.forget is not None:
        from thaidoc.cli import kept_searches

        context.exit(kept_searches.manage(settings, archive, asked.forget, asked.form))
    query = _query(archive, asked)
    result = _search(settings, archive, query, asked)
    search_forms.FORMS[asked.shape](settings, query, asked, result)
    search_forms.tell(settings, query, result)
    if asked.save is not None:
        from thaidoc.cli import kept_searches

        kept_searches.keep(settings, archive, asked.save, query)
    if not result.total:
        context.exit(1)


def _query(archive: "Archive", asked: Asked) -> str:
    """The query that was typed, or was kept, or both: the words narrow what was kept."""
    from thaidoc.archive.sources import shown_name

    typed = shown_name(" ".join(asked.words))
    if asked.saved is None:
        return typed
    from thaidoc.archive.searches import query_of

    kept = query_of(archive, shown_name(asked.saved))
    return f"({kept}) {typed}" if typed.strip() and kept.strip() else kept or typed


def _search(settings: Settings, archive: "Archive", query: str, asked: Asked) -> "SearchResult":
    """Search, after what is new was taken into the index."""
    from thaidoc.cli.freshness import bring_up_first
    from thaidoc.search.searcher import Searcher

    facets, passages = _facets(asked.facets), _needs_passages(asked)
    bring_up_first(settings, archive)
    with Searcher(archive) as searcher:
        if asked.shape == "count" and not (facets or asked.related):
            return searcher.count(query)
        return searcher.search(
            query,
            asked.size,
            asked.offset,
            order=asked.order,
            related=asked.related,
            facets=facets,
            values=_EVERY_VALUE if asked.shape == "json" else _VALUES,
            passages=passages,
        )


def _facets(names: str | None) -> list[str]:
    if names is None:
        return []
    from thaidoc.search.facets import facet_called

    wanted = (name.strip() for name in names.split(","))
    return list(dict.fromkeys(facet_called(name) for name in wanted if name))


def _needs_passages(asked: Asked) -> bool:
    """Whether texts have to be read; a template that cannot be read is refused here."""
    if asked.template is None:
        return asked.shape not in ("ids", "count")
    from thaidoc.cli.hit_forms import Template

    return Template(asked.template).needs_passage


def _identity(archive: "Archive", beginning: str | None) -> str | None:
    """The identity that begins so."""
    if beginning is None:
        return None
    from thaidoc.archive.history import find

    return find(archive, beginning)
