"""Prints what a search found in the form that was asked for, and tells what else could be found."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings
from thaidoc.cli.search_asked import Asked
from thaidoc.messages import later, plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.search.results import SearchResult

#: how a proposal is told, by what was changed
_WHY = {
    "layout": later("did you mean, in the other keyboard layout, {query} ({total} found)"),
    "spelling": later("did you mean {query} ({total} found)"),
    "without": later("with one word less: {query} ({total} found)"),
}


def tell(settings: Settings, query: str, result: "SearchResult") -> None:
    """What was looked for besides, and what would find something, on stderr."""
    from thaidoc.cli.output import note

    for one in result.expanded:
        note(
            settings,
            _("{typed} is looked for as {names}, too").format(
                typed=one.typed, names=", ".join(one.names)
            ),
        )
    if not result.total:
        nothing = _("nothing found for {query}") if query.strip() else _("nothing found")
        note(settings, nothing.format(query=query))
    for proposed in result.suggestions:
        note(
            settings,
            _(_WHY[proposed.why]).format(query=proposed.query, total=proposed.total),
        )


def _people(settings: Settings, query: str, asked: Asked, result: "SearchResult") -> None:
    from thaidoc.cli import hit_list, paint
    from thaidoc.cli.output import note

    for line in hit_list.lines(settings, tuple(result.hits), paint.room()):
        line.print(settings)
    if result.facets and result.hits:
        click.echo()
    _print_facets(settings, result)
    offset, last = asked.offset, asked.offset + len(result.hits)
    if result.hits and (offset or last < result.total):
        note(
            settings,
            _("{offset} to {last} of {total}; --page shows others").format(
                offset=offset + 1, last=last, total=result.total
            ),
        )
    elif result.total and not result.hits:
        note(
            settings,
            plural(
                "{query}: {total} was found, and this page lies behind the last",
                "{query}: {total} were found, and this page lies behind the last",
                result.total,
            ).format(query=query, total=result.total),
        )


def _count(settings: Settings, _query: str, _asked: Asked, result: "SearchResult") -> None:
    click.echo(result.total)
    _print_facets(settings, result)


def _print_facets(settings: Settings, result: "SearchResult") -> None:
    if result.facets and result.total:
        from thaidoc.cli import facet_table, paint

        for line in facet_table.lines(settings, result.facets, paint.room()):
            line.print(settings)


def _json(_settings: Settings, query: str, asked: Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_listing

    print_listing(
        result, query=query, related=asked.related, order=asked.order, offset=asked.offset
    )


def _jsonl(_settings: Settings, _query: str, _asked: Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_lines_of_json

    print_lines_of_json(result)


def _csv(settings: Settings, _query: str, _asked: Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import print_csv

    print_csv(settings, result)


def _ids(_settings: Settings, _query: str, asked: Asked, result: "SearchResult") -> None:
    click.echo("".join(f"{one}{asked.end}" for one in result.ids), nl=False)


def _template(settings: Settings, _query: str, asked: Asked, result: "SearchResult") -> None:
    from thaidoc.cli.hit_forms import Template, print_by

    print_by(Template(asked.template or ""), settings, result, asked.end)


FORMS: dict[str, Callable[[Settings, str, Asked, "SearchResult"], None]] = {
    "people": _people,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "ids": _ids,
    "template": _template,
    "count": _count,
}
