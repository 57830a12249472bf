"""``thaidoc refs``: what a letter cites, cancels and amends, and who does so to it."""

from typing import TYPE_CHECKING

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, era_option, verb
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from rich.console import Console

    from thaidoc.archive.refs import Wanted
    from thaidoc.archive.resolution import Resolver

#: so many letters that cite a missing document are named
_SHOWN = 5


@verb(
    "refs",
    "thaidoc refs 3f9c2a7b",
    "thaidoc refs 'มท 0810.3/ว 1234 ลงวันที่ 14 มิถุนายน 2562'",
    "thaidoc refs --missing",
    "thaidoc refs 3f9c --graph | dot -Tsvg > refs.svg",
    paged=True,
)
@click.argument("asked", metavar="[ID|NUMBER]", required=False, shell_complete=identities)
@click.option("--depth", type=click.IntRange(1), metavar="N", help="Follow so many steps only.")
@click.option("--graph", "form", flag_value="graph", help="Print the chain as a graph in DOT.")
@click.option("--json", "form", flag_value="json", help="Print the chain as JSON.")
@click.option("--missing", "listed", flag_value="missing", help="List what is cited and not held.")
@click.option(
    "--ambiguous",
    "listed",
    flag_value="ambiguous",
    help="List citations that may mean more than one letter, or one not surely.",
)
@archive_option
@era_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    asked: str | None,
    depth: int | None,
    form: str | None,
    listed: str | None,
) -> None:
    """Show what a letter cites, cancels and amends, and who does so to it.

    The chain is followed to its end both ways. A citation means the letter of the same issuer,
    number and Buddhist year, in whatever forms the archive has it; where that is not sure, the
    letters that may be meant are listed. NUMBER may have a date (ลงวันที่ 14 มิ.ย. 2562) behind it;
    it may also be a document that is not held, and is cited. The state of a letter is told as far
    as this archive knows, with the sentence that says so. Exit code 1 says that nothing was found.
    """
    if (asked is None) == (listed is None):
        raise click.UsageError(_("say which letter, or --missing, or --ambiguous"))
    if listed and (form == "graph" or depth):
        raise click.UsageError(
            _("--{listed} lists citations; --graph and --depth follow a chain").format(
                listed=listed
            )
        )
    from thaidoc.archive.refs import resolving
    from thaidoc.cli.progress import counting, progress_bar

    archive = settings.open_archive()
    with (
        progress_bar(settings) as bar,
        resolving(archive, counting(bar, "citations")) as resolver,
    ):
        if listed:
            found = _LISTS[listed](settings, resolver, as_json=form == "json")
        else:
            found = _answer(settings, resolver, asked or "", depth, form or "people")
    context.exit(0 if found else 1)


def _answer(
    settings: Settings, resolver: "Resolver", asked: str, depth: int | None, form: str
) -> bool:
    """Show the chain of what was asked for; whether there is one."""
    from thaidoc.archive.refs import Chain, asked_for, chain_of, citing
    from thaidoc.archive.standing import standing_of
    from thaidoc.cli.chain_page import FORMS, print_letter
    from thaidoc.cli.output import console, note
    from thaidoc.parsing.citations import read_asked

    if identity := _identity(resolver, asked):
        letters, citation = resolver.citations.letters(identity)[:1], None
    else:
        citation = read_asked(asked)
        meant = asked_for(resolver, citation) if citation else []
        letters = [forms[0] for forms in meant]
    if len(letters) > 1:
        shown = console(settings)
        for letter in letters:
            print_letter(settings, shown, letter)
        note(
            settings,
            _("{letters} letters may be meant by {asked}; say its date or identity").format(
                letters=len(letters), asked=asked
            ),
        )
        return False
    if letters:
        chain = chain_of(resolver, letters[0], depth)
        FORMS[form](settings, chain, standing_of(resolver, letters[0]))
        return True
    ties = citing(resolver, citation) if citation else []
    if not ties:
        note(settings, _("nothing here is called {asked} or cites it").format(asked=asked))
        return False
    note(settings, _("{asked} is not held here, and is cited").format(asked=asked))
    FORMS[form](settings, Chain(letter=None, ties=ties), None)
    return True


def _identity(resolver: "Resolver", asked: str) -> str | None:
    """The document whose identity begins so, if that is what was typed."""
    from thaidoc.archive.history import find
    from thaidoc.errors import NoSuchDocumentError

    if len(asked) < 4 or not set("0123456789abcdef").issuperset(asked.lower()):
        return None
    try:
        return find(resolver.citations.archive, asked)
    except NoSuchDocumentError:
        if asked.isdigit():
            return None  # a running number
        raise


def _missing(settings: Settings, resolver: "Resolver", *, as_json: bool) -> bool:
    """List what is cited and not held: how often, as what, by whom."""
    import msgspec

    from thaidoc.archive.refs import missing
    from thaidoc.cli.output import console, note, print_json
    from thaidoc.cli.standing import plain_letter

    found = missing(resolver)
    if as_json:
        rows = [
            {
                "count": len(one.by),
                "citation": msgspec.to_builtins(one.citation),
                "by": [plain_letter(letter) for letter in one.by],
            }
            for one in found
        ]
        print_json({"version": 1, "missing": rows})
        return bool(found)
    shown = console(settings)
    width = len(str(len(found[0].by))) if found else 0
    for one in found:
        _print_wanted(settings, shown, one, width)
    if not found:
        note(settings, _("everything that is cited with a number or a title is held"))
    return bool(found)


def _print_wanted(settings: Settings, shown: "Console", wanted: "Wanted", width: int) -> None:
    from rich.text import Text

    from thaidoc.cli.chain_page import print_line
    from thaidoc.cli.output import print_hanging, printable

    lead = Text(f"{len(wanted.by):>{width}} ฉบับ  ", style="bold")
    print_hanging(shown, lead, Text(printable(wanted.citation.raw)))
    for letter in wanted.by[:_SHOWN]:
        print_line(settings, shown, letter, f"{' ' * width}   โดย  ")
    if len(wanted.by) > _SHOWN:
        print_hanging(shown, Text(" " * (width + 3)), Text(f"และอีก {len(wanted.by) - _SHOWN} ฉบับ"))


def _ambiguous(settings: Settings, resolver: "Resolver", *, as_json: bool) -> bool:
    """List the citations that may mean more than one letter, with those."""
    from thaidoc.archive.refs import ambiguous
    from thaidoc.cli.chain_page import plain_tie, print_line, print_tie
    from thaidoc.cli.output import console, note, print_json

    found = ambiguous(resolver)
    if as_json:
        print_json({"version": 1, "ambiguous": [plain_tie(tie) for tie in found]})
        return bool(found)
    shown = console(settings)
    for tie in found:
        print_line(settings, shown, tie.by, "")
        print_tie(settings, shown, tie, "cites", "  ", again=False)
    if not found:
        note(settings, _("no citation may mean more than one letter"))
    return bool(found)


_LISTS = {"missing": _missing, "ambiguous": _ambiguous}
