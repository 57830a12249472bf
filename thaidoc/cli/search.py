"""``thaidoc search``: letters by what stands in them."""

import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import click

from thaidoc.cli.options import Settings, archive_option, era_option, verb

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from thaidoc.search.expansion import Expansion
    from thaidoc.search.results import Hit, SearchResult, Snippet, Suggestion

#: hits on a page where nothing else is asked for
_PAGE = 20
#: how a proposal begins, by what was changed
_WHY = {
    "layout": "did you mean, in the other keyboard layout,",
    "spelling": "did you mean",
    "without": "with one word less:",
}


@verb(
    "search",
    "thaidoc search ประชุมคณะกรรมการ งบประมาณ",
    "thaidoc search ที่:ว119 วันที่:2560..2562",
    "thaidoc search '\"ส่งบุคลากรเข้าร่วม\"' --ids",
)
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    metavar="N",
    help=f"Show so many.  [default: {_PAGE}; with --ids and --jsonl all]",
)
@click.option(
    "--page", type=click.IntRange(min=1), default=1, metavar="N", help="Show the N-th page of them."
)
@click.option("--json", "form", flag_value="json", help="Print the result as JSON.")
@click.option("--jsonl", "form", flag_value="jsonl", help="Print each hit as a line of JSON.")
@click.option("--ids", "form", flag_value="ids", help="Print the identities alone, one a line.")
@click.option("--count", "form", flag_value="count", help="Print only how many were found.")
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    words: tuple[str, ...],
    limit: int | None,
    page: int,
    form: str | None,
) -> None:
    """Find letters by what stands in them.

    All words must stand in a letter, in any order, in Thai or Arabic digits; what stands between
    quotation marks is found as it is (the shell wants '"…"'). ที่: วันที่: เรื่อง: and other names
    look in one field; `thaidoc help query` tells all of it. Letters that were added since are
    taken into the index first. Exit code 1 says that nothing was found.
    """
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli import output
    from thaidoc.cli.freshness import bring_up
    from thaidoc.search.searcher import search
    from thaidoc.search.update import is_behind

    archive = settings.open_archive()
    query = shown_name(" ".join(words))
    if is_behind(archive):
        output.note(settings, "taking new letters into the search index …")
        bring_up(settings, archive)
    size = limit or (sys.maxsize if form in ("ids", "jsonl") else 1 if form == "count" else _PAGE)
    offset = (page - 1) * size if size < sys.maxsize else 0
    result = search(archive, query, size, offset)
    _FORMS[form or "people"](settings, query, offset, result)
    for one in result.expanded:
        output.note(settings, f"{one.typed} is looked for as {', '.join(one.names)}, too")
    if not result.total:
        output.note(settings, f"nothing found for {query}")
    for proposed in result.suggestions:
        output.note(settings, f"{_WHY[proposed.why]} {proposed.query} ({proposed.total} found)")
    if not result.total:
        context.exit(1)


def _json(_settings: Settings, query: str, offset: int, result: "SearchResult") -> None:
    from thaidoc.cli.output import print_json

    hits = [_plain(hit) for hit in result.hits]
    print_json(
        {
            "version": 1,
            "query": query,
            "total": result.total,
            "offset": offset,
            "hits": hits,
            "expanded": [_plain(one) for one in result.expanded],
            "suggestions": [_plain(one) for one in result.suggestions],
        }
    )


def _jsonl(_settings: Settings, _query: str, _offset: int, result: "SearchResult") -> None:
    from thaidoc.cli.output import print_json_line

    for hit in result.hits:
        print_json_line({"version": 1, **_plain(hit)})


def _plain(part: "Hit | Expansion | Suggestion") -> dict[str, Any]:
    import msgspec

    plain: dict[str, Any] = msgspec.to_builtins(part)
    return plain


def _ids(_settings: Settings, _query: str, _offset: int, result: "SearchResult") -> None:
    for hit in result.hits:
        click.echo(hit.id)


def _count(_settings: Settings, _query: str, _offset: int, result: "SearchResult") -> None:
    click.echo(result.total)


def _people(settings: Settings, query: str, offset: int, result: "SearchResult") -> None:
    from thaidoc.cli.output import console, note

    shown = console(settings)
    for number, hit in enumerate(result.hits):
        if number:
            shown.print()
        _print_hit(settings, shown, hit)
    last = offset + len(result.hits)
    if result.hits and (offset or last < result.total):
        note(settings, f"{offset + 1} to {last} of {result.total}; --page shows others")
    elif result.total and not result.hits:
        note(settings, f"{query}: {result.total} were found, and this page lies behind the last")


def _print_hit(settings: Settings, shown: "Console", hit: "Hit") -> None:
    from rich.text import Text

    from thaidoc.cli.output import date_of, print_hanging, printable

    head = Text().append(hit.id, style="dim")
    for value, style in (
        (hit.number, "bold"),
        (date_of(settings, hit.date), ""),
        (hit.issuer, ""),
        (hit.secrecy and f"[{hit.secrecy}]", "bold red"),
    ):
        if value:
            head.append("  ").append(printable(value), style=style)
    print_hanging(shown, Text(""), head)
    indent = Text("  ")
    if hit.subject:
        print_hanging(shown, indent, Text(printable(f"เรื่อง {hit.subject}")))
    if hit.snippet:
        print_hanging(shown, indent, _marked(hit.snippet))


def _marked(snippet: "Snippet") -> "Text":
    """The snippet with what was found marked, never between a letter and its mark."""
    from rich.text import Text

    from thaidoc.cli.output import printable

    text = Text(printable(snippet.text), style="dim")
    for start, end in snippet.hits:
        while start > 0 and _is_mark(snippet.text[start]):
            start -= 1
        while end < len(snippet.text) and _is_mark(snippet.text[end]):
            end += 1
        text.stylize("not dim bold red", start, end)
    before, after = ("…" if cut else "" for cut in (snippet.cut_before, snippet.cut_after))
    return Text.assemble((before, "dim"), text, (after, "dim"))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


_FORMS = {"people": _people, "json": _json, "jsonl": _jsonl, "ids": _ids, "count": _count}
