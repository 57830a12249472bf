"""What a search found, for programs: JSON, CSV, identities, or a line by a template.

Columns of CSV and names of a template are the same, in :data:`COLUMNS`. Hits are written as they
are read, so that a list of all letters needs no more memory than a page of them.
"""

import csv
import io
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

import click
import msgspec

from thaidoc.cli.options import Settings
from thaidoc.cli.output import date_of, print_json, print_json_line, printable
from thaidoc.messages import language, later
from thaidoc.messages import text as _
from thaidoc.search.nearness import nearest
from thaidoc.search.results import VERSION, Hit, Listing, SearchResult


@dataclass(frozen=True, slots=True)
class Column:
    """Something of a hit: what it is, and how it is written."""

    meaning: str
    value: Callable[[Settings, Hit], str]


#: what a template may say of a hit, and the columns of CSV
COLUMNS: dict[str, Column] = {
    "id": Column(later("the letter's identity"), lambda _, hit: hit.id),
    "number": Column(later("its reference number"), lambda _, hit: hit.number or ""),
    "date": Column(later("its date, ISO 8601"), lambda _, hit: hit.date.iso if hit.date else ""),
    "thai_date": Column(
        later("its date as a person reads it, in the era that is set"),
        lambda settings, hit: date_of(settings, hit.date),
    ),
    "issuer": Column(later("who sent it"), lambda _, hit: hit.issuer or ""),
    "subject": Column(later("its subject"), lambda _, hit: hit.subject or ""),
    "kind": Column(later("its kind, as kind: of a query has it"), lambda _, hit: hit.kind or ""),
    "circular": Column(
        later("whether it is a circular: true, false or unknown"),
        lambda _, hit: "" if hit.circular is None else str(hit.circular).lower(),
    ),
    "secrecy": Column(later("ลับ, ลับมาก or ลับที่สุด"), lambda _, hit: hit.secrecy or ""),
    "states": Column(
        later("what it is, as is: of a query has it, blanks between"),
        lambda _, hit: " ".join(hit.states),
    ),
    "how": Column(later("how it was found, blanks between"), lambda _, hit: " ".join(hit.how)),
    "score": Column(
        later("how well it fits, where hits are ranked"), lambda _, hit: f"{hit.score:.3f}"
    ),
    "passage": Column(
        later("the passage that shows why"), lambda _, hit: hit.snippet.text if hit.snippet else ""
    ),
}
#: what may be typed for a character that a shell makes hard to type
_ESCAPES = {"t": "\t", "n": "\n", "\\": "\\"}


class Template:
    """A line that is written for every hit: ``{number} {subject}``.

    :raises click.BadParameter: where it names something that a hit has not.
    """

    def __init__(self, text: str):
        self.parts = [(_unescaped(before), name) for before, name in _parsed(text)]

    @property
    def needs_passage(self) -> bool:
        """Whether it shows what the texts have to be read for."""
        return any(name == "passage" for _, name in self.parts)

    def line(self, settings: Settings, hit: Hit) -> str:
        """The line of a hit; whatever its values hold they do not end it."""
        return "".join(
            before + (printable(COLUMNS[name].value(settings, hit)) if name else "")
            for before, name in self.parts
        )


def _parsed(text: str) -> Iterator[tuple[str, str | None]]:
    """The pieces of a template: what stands before a name, and the name."""
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError as error:
        hint = _("A brace that is meant is typed twice: {braces}").format(braces="{{ }}")
        _refuse(f"{error}: {text!r}", hint)
    for before, name, width, conversion in pieces:
        if name is not None and (name not in COLUMNS or width or conversion):
            near = nearest(name, COLUMNS)
            hint = _("There are {names}").format(names=", ".join(COLUMNS))
            if name in COLUMNS:
                hint = _("Say {name}").format(name=f"{{{name}}}")
            elif near:
                hint = _("Did you mean {name}?").format(name=near)
            more = f"!{conversion}" * bool(conversion) + f":{width}" * bool(width)
            _refuse(_("a hit has no {name}").format(name=f"{{{name}{more}}}"), hint)
        yield before, name


def _refuse(what: str, hint: str) -> NoReturn:
    told = f"{what} {hint}" if language() == "th" else f"{what}. {hint.removesuffix('?')}"
    if language() == "en":
        told += "?" if hint.endswith("?") else "."
    raise click.BadParameter(told, param_hint="--format")


def _unescaped(text: str) -> str:
    return re.sub(r"\\([tn\\])", lambda typed: _ESCAPES[typed[1]], text)


def print_listing(result: SearchResult, **asked: Any) -> None:
    """The page as one JSON object; ``asked`` is what the result does not know of a listing."""
    listing = Listing(
        total=result.total,
        hits=list(result.hits),
        expanded=list(result.expanded),
        suggestions=list(result.suggestions),
        facets=list(result.facets),
        **asked,
    )
    print_json(listing)


def print_lines_of_json(result: SearchResult) -> None:
    """Each hit as a line of JSON."""
    for hit in result.hits:
        print_json_line({"version": VERSION, **msgspec.to_builtins(hit)})


def print_csv(settings: Settings, result: SearchResult) -> None:
    """A line of names, and a line for each hit, in which no cell is a formula."""
    from thaidoc.export.formulas import harmless

    _print_row(list(COLUMNS))
    for hit in result.hits:
        cells = (printable(one.value(settings, hit)) for one in COLUMNS.values())
        _print_row([harmless(cell) for cell in cells])


def _print_row(values: list[str]) -> None:
    row = io.StringIO()
    csv.writer(row, lineterminator="\n").writerow(values)
    click.echo(row.getvalue().encode("utf-8"), nl=False)


def print_by(template: Template, settings: Settings, result: SearchResult, end: str) -> None:
    """A line by the template for each hit."""
    for hit in result.hits:
        click.echo(f"{template.line(settings, hit)}{end}".encode("utf-8", "replace"), nl=False)
