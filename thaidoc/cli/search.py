"""``thaidoc search``: letters by what stands in them."""

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.options import Settings, archive_option, era_option, verb

if TYPE_CHECKING:
    from thaidoc.archive.store import Archive
    from thaidoc.search.engine import Order
    from thaidoc.search.results import SearchResult

#: hits on a page where nothing else is asked for
_PAGE = 20
#: values of a facet that people and programs are shown
_VALUES, _EVERY_VALUE = 10, 1000
#: forms in which all hits are written where no limit is given
_ENDLESS = frozenset({"ids", "jsonl", "csv", "template"})
#: orders by what a person calls them
_ORDERS: dict[str, "Order"] = {
    "rank": "rank",
    "date": "newest",
    "oldest": "oldest",
    "number": "number",
}
#: how a proposal begins, by what was changed
_WHY = {
    "layout": "did you mean, in the other keyboard layout,",
    "spelling": "did you mean",
    "without": "with one word less:",
}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked for besides the settings that all verbs have."""

    words: tuple[str, ...]
    limit: int | None
    page: int
    sort: str | None
    facets: str | None
    related: str | None
    save: str | None
    saved: str | None
    searches: bool
    forget: str | None
    form: str | None
    template: str | None
    null: bool

    @property
    def shape(self) -> str:
        """The form that is wanted, of :data:`_FORMS`."""
        return "template" if self.template is not None else self.form or "people"

    @property
    def size(self) -> int:
        """How many hits are wanted."""
        if self.shape == "count":
            return 1
        return self.limit or (sys.maxsize if self.shape in _ENDLESS else _PAGE)

    @property
    def offset(self) -> int:
        """How many hits come before those."""
        return (self.page - 1) * self.size if self.size < sys.maxsize else 0

    @property
    def order(self) -> "Order":
        """In which order they are wanted."""
        return _ORDERS[self.sort or "rank"]

    @property
    def end(self) -> str:
        """What ends a line."""
        return "\0" if self.null else "\n"

    def refuse_what_does_not_go_together(self) -> None:
        """Say at once what of the options cannot be meant.

        :raises click.UsageError: where something cannot.
        """
        for wrong, sentence in (
            (
                (self.searches or self.forget is not None) and (self.has_query or self.save),
                "--searches and --forget go without a query.",
            ),
            (
                not (self.searches or self.forget is not None or self.has_query),
                "Missing argument 'QUERY...'. `thaidoc help query` shows queries.",
            ),
            (
                self.template is not None and self.form,
                f"--format and --{self.form} are two forms: choose one.",
            ),
            (
                self.null and self.shape not in ("ids", "template"),
                "-0 goes with --ids or --format.",
            ),
            (
                self.facets is not None and self.shape not in ("people", "json", "count"),
                "--facets goes with --json, --count or neither.",
            ),
            (
                self.related and self.sort,
                "--related has an order of its own: the likest first.",
            ),
        ):
            if wrong:
                raise click.UsageError(sentence)

    @property
    def has_query(self) -> bool:
        """Whether something is to be looked for."""
        return bool(self.words or self.saved is not None or self.related)


@verb(
    "search",
    "thaidoc search ประชุมคณะกรรมการ งบประมาณ",
    "thaidoc search ที่:ว119 วันที่:2560..2562 --sort date",
    "thaidoc search น้ำท่วม --facets issuer,year,kind",
    "thaidoc search จาก:มท --format '{number} {thai_date} {subject}'",
)
@click.argument("words", metavar="[QUERY...]", nargs=-1)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Show so many.  [default: {_PAGE}; with --ids, --jsonl, --csv and --format all]",
)
@click.option(
    "--page", type=click.IntRange(min=1), default=1, metavar="N", help="Show the N-th page of them."
)
@click.option(
    "--sort",
    type=click.Choice(list(_ORDERS)),
    help="Best first (rank, the default), newest first (date), oldest first, or by number.",
)
@click.option(
    "--facets",
    metavar="NAMES",
    help="Count them by issuer, year, kind, urgency, secrecy: names with commas between them.",
)
@click.option(
    "--related", metavar="ID", help="Letters like this one, by the rare words that they share."
)
@click.option("--save", metavar="NAME", help="Keep the query in the archive by this name.")
@click.option("--saved", metavar="NAME", help="Run the query kept by this name; words narrow it.")
@click.option("--searches", is_flag=True, help="List the searches that were kept.")
@click.option("--forget", metavar="NAME", help="Keep the search of this name no longer.")
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
    asked = _Asked(**options)
    asked.refuse_what_does_not_go_together()
    archive = settings.open_archive()
    asked = replace(asked, related=_identity(archive, asked.related))
    if asked.searches or asked.forget is not None:
        from thaidoc.cli import kept_searches

        context.exit(kept_searches.manage(settings, archive, asked.forget, asked.form))
    query = _query(archive, asked)
    result = _search(settings, archive, query, asked)
    _FORMS[asked.shape](settings, query, asked, result)
    _tell(settings, query, result)
    if asked.save is not None:
        from thaidoc.cli import kept_searches

        kept_searches.keep(settings, archive, asked.save, query)
    if not result.total:
        context.exit(1)


def _query(archive: "Archive", asked: _Asked) -> str:
    """The query that was typed, or was kept, or both: the words narrow what was kept."""
    from thaidoc.archive.sources import shown_name

    typed = shown_name(" ".join(asked.words))
    if asked.saved is None:
        return typed
    from thaidoc.archive.searches import query_of

    kept = query_of(archive, shown_name(asked.saved))
    return f"({kept}) {typed}" if typed.strip() and kept.strip() else kept or typed


def _search(settings: Settings, archive: "Archive", query: str, asked: _Asked) -> "SearchResult":
    """Search, after what is new was taken into the index."""
    from thaidoc.cli import output
    from thaidoc.cli.freshness import bring_up
    from thaidoc.search.searcher import Searcher
    from thaidoc.search.update import is_behind

    facets, passages = _facets(asked.facets), _needs_passages(asked)
    if is_behind(archive):
        output.note(settings, "taking new letters into the search index …")
        bring_up(settings, archive)
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


def _needs_passages(asked: _Asked) -> bool:
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


def _tell(settings: Settings, query: str, result: "SearchResult") -> None:
    """What was looked for besides, and what would find something, on stderr."""
    from thaidoc.cli.output import note

    for one in result.expanded:
        note(settings, f"{one.typed} is looked for as {', '.join(one.names)}, too")
    if not result.total:
        note(settings, f"nothing found for {query}" if query.strip() else "nothing found")
    for proposed in result.suggestions:
        note(settings, f"{_WHY[proposed.why]} {proposed.query} ({proposed.total} found)")


def _people(settings: Settings, query: str, asked: _Asked, result: "SearchResult") -> None:
    from thaidoc.cli import hit_list, paint
    from thaidoc.cli.output import note

    for line in hit_list.lines(settings, tuple(result.hits), paint.room()):
        line.print(settings)
    if result.facets and result.hits:
        click.echo()
    _print_facets(settings, result)
    offset, last = asked.offset, asked.offset + len(result.hits)
    if result.hits and (offset or last < result.total):
        note(settings, f"{offset + 1} to {last} of {result.total}; --page shows others")
    elif result.total and not result.hits:
        note(settings, f"{query}: {result.total} were found, and this page lies behind the last")


def _count(settings: Settings, _query: str, _asked: _Asked, result: "SearchResult") -> None:
    click.echo(result.total)
    _print_facets(settings, result)


def _print_facets(settings: Settings, result: "SearchResult") -> None:
    if result.facets and result.total:
        from thaidoc.cli import facet_table, paint

        for line in facet_table.lines(settings, result.facets, paint.room()):
            line.print(settings)


def _json(_settings: Settings, query: str, asked: _Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_listing

    print_listing(
        result, query=query, related=asked.related, order=asked.order, offset=asked.offset
    )


def _jsonl(_settings: Settings, _query: str, _asked: _Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_lines_of_json

    print_lines_of_json(result)


def _csv(settings: Settings, _query: str, _asked: _Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_csv

    print_csv(settings, result)


def _ids(_settings: Settings, _query: str, asked: _Asked, result: "SearchResult") -> None:
    click.echo("".join(f"{one}{asked.end}" for one in result.ids), nl=False)


def _template(settings: Settings, _query: str, asked: _Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import Template, print_by

    print_by(Template(asked.template or ""), settings, result, asked.end)


_FORMS: dict[str, Callable[[Settings, str, _Asked, "SearchResult"], None]] = {
    "people": _people,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "ids": _ids,
    "template": _template,
    "count": _count,
}
