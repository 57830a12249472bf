"""``thaidoc evaluate``: how often the parser is right."""

from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from thaidoc.cli.options import Settings, archive_option, verb
from thaidoc.cli.passwords import password_option, passwords
from thaidoc.messages import listed, plural, said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.cli.progress import Bar
    from thaidoc.evaluation.cases import Case, Cases
    from thaidoc.evaluation.compare import Level
    from thaidoc.evaluation.diff import Comparison
    from thaidoc.evaluation.report import Change, Letter, Summary
    from thaidoc.evaluation.run import Evaluation
    from thaidoc.reading.passwords import Passwords

#: so many files are named where many have no gold; --json names all
_NAMED = 10
_FOLDER = click.Path(path_type=Path)


@verb(
    "evaluate",
    "thaidoc evaluate",
    "thaidoc evaluate scans --gold reviewed --errors",
    "thaidoc evaluate --json > before.json",
    "thaidoc evaluate --diff before.json",
    paged=True,
)
@click.argument("folder", metavar="[ARCHIVE|FOLDER]", required=False, type=_FOLDER)
@click.option(
    "--gold",
    metavar="DIR",
    type=_FOLDER,
    help="For a FOLDER: where NAME.json says what NAME.pdf holds.  [default: FOLDER]",
)
@click.option(
    "--text",
    metavar="DIR",
    type=_FOLDER,
    help="For a FOLDER: parse NAME.txt from here, recognised text, in place of NAME.pdf.",
)
@click.option("--fields", metavar="A,B", help="Score only these keys of the record.")
@click.option(
    "--level",
    type=click.Choice(["strict", "soft", "near"]),
    help="Show only this level; --errors and --diff follow it.  [default: all; strict]",
)
@click.option(
    "--given-text",
    is_flag=True,
    help="Score only gold that stands in the text that the parser was given.",
)
@click.option("--errors", is_flag=True, help="List each value that is wrong, missing or too many.")
@click.option(
    "--diff",
    metavar="OLD.json",
    type=click.Path(path_type=Path),
    help="Show what got better and worse since an evaluation that --json wrote.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@password_option
@archive_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    folder: Path | None,
    gold: Path | None,
    text: Path | None,
    fields: str | None,
    level: Literal["strict", "soft", "near"] | None,
    given_text: bool,
    errors: bool,
    diff: Path | None,
    as_json: bool,
    given: tuple[str, ...],
) -> None:
    """Show how often the parser is right, against what people confirmed.

    Every letter is read and parsed afresh. In an archive the fields that a person confirmed or
    corrected are gold; for a folder of files, NAME.json beside or in --gold is, in the shape of
    a record, as much of it as is known. Files without gold are counted and never scored; one that
    cannot be read counts as all missed (exit code 3). docs/evaluation.md says how values are
    compared and what the figures mean.
    """
    from thaidoc.cli import scoreboard
    from thaidoc.cli.progress import progress_bar
    from thaidoc.evaluation.run import Evaluation

    cases = _cases(settings, folder, gold, text)
    evaluation = Evaluation(fields=_fields(fields), given_text=given_text, told=_tell)
    compared = _compared(settings, diff, level or "strict", evaluation) if diff else None
    with progress_bar(settings) as bar:
        keys = passwords(given, bar.paused if bar else nullcontext)
        letters = evaluation.letters(_moving(bar, cases, keys))
        if as_json:
            _print_json(evaluation, letters, compared)
        else:
            _print(settings, letters, compared, level or "strict", errors=errors)
    tally = evaluation.tally
    if tally.all.letters and not as_json:
        if compared:
            scoreboard.print_comparison(settings, compared, evaluation.summary())
        else:
            scoreboard.print_summary(settings, evaluation.summary(), level)
    _tell_unscored(settings, evaluation, cases)
    context.exit(3 if tally.failed else 0 if tally.all.letters else 1)


def _cases(
    settings: Settings, folder: Path | None, gold: Path | None, text: Path | None
) -> "Cases":
    """What is to be evaluated."""
    from thaidoc.archive.sources import shown_name
    from thaidoc.archive.store import MARKER, Archive
    from thaidoc.evaluation.cases import Documents, Folder

    for given in (folder, gold, text):
        if given is not None and not given.is_dir():
            raise click.UsageError(_("{given} is no folder").format(given=shown_name(given)))
    if folder is None or (folder / MARKER).is_file():
        if gold or text:
            raise click.UsageError(_("--gold and --text go with a folder of files, not an archive"))
        return Documents(Archive.open(folder) if folder else settings.open_archive())
    return Folder(folder, gold or folder, text)


def _fields(given: str | None) -> tuple[str, ...]:
    from thaidoc.evaluation.values import SCORED

    if given is None:
        return SCORED
    asked = [name.strip() for name in given.split(",") if name.strip()]
    if strange := [name for name in asked if name not in SCORED]:
        raise click.UsageError(
            _("{strange!r} is no field. Fields are {scored}.").format(
                strange=strange[0], scored=", ".join(SCORED)
            )
        )
    if not asked:
        raise click.UsageError(_("--fields names no field"))
    return tuple(asked)


def _compared(
    settings: Settings, diff: Path, level: "Level", evaluation: "Evaluation"
) -> "Comparison":
    from thaidoc.cli.output import note
    from thaidoc.evaluation.diff import Comparison
    from thaidoc.evaluation.report import load

    compared = Comparison.with_report(load(diff), level)
    if compared.options != evaluation.options:
        note(
            settings,
            _("{diff} was made with other --fields or another --given-text.").format(diff=diff),
        )
    return compared


def _moving(bar: "Bar | None", cases: "Cases", keys: "Passwords") -> "Iterator[Case]":
    """The cases, with the bar moved before each."""
    total = cases.count() if bar else 0
    for done, case in enumerate(cases.each(keys)):
        if bar:
            bar(done, max(total, done + 1), case.name)
        yield case


def _print(
    settings: Settings,
    letters: "Iterator[Letter]",
    compared: "Comparison | None",
    level: "Level",
    *,
    errors: bool,
) -> None:
    """What changed in each letter, or what is wrong in it; without either it is only counted."""
    from thaidoc.cli import scoreboard

    for letter in letters:
        if compared:
            scoreboard.print_changes(settings, letter, list(compared.changes(letter)))
        elif errors:
            scoreboard.print_mistakes(settings, letter, level)


def _print_json(
    evaluation: "Evaluation", letters: "Iterator[Letter]", compared: "Comparison | None"
) -> None:
    """The report, line by line; what changed stands in its summary."""
    from msgspec.structs import replace

    from thaidoc.evaluation.report import lines
    from thaidoc.parsing.parser import PARSER

    changes: list[Change] = []

    def noting_changes() -> "Iterator[Letter]":
        for letter in letters:
            changes.extend(compared.changes(letter) if compared else ())
            yield letter

    def summary() -> "Summary":
        return replace(evaluation.summary(), changes=changes if compared else None)

    for line in lines(PARSER, evaluation.options, noting_changes(), summary):
        click.echo(line, nl=False)


def _tell(sentence: str) -> None:
    from thaidoc.cli.output import printable

    click.echo(f"thaidoc: {printable(said(sentence))}", err=True)


def _tell_unscored(settings: Settings, evaluation: "Evaluation", cases: "Cases") -> None:
    """What was left out, and why there is nothing, if there is nothing."""
    from thaidoc.cli.output import note
    from thaidoc.evaluation.cases import Folder

    tally = evaluation.tally
    if tally.without_gold:
        note(
            settings,
            _("{count} without gold: {names}").format(
                count=len(tally.without_gold), names=_some(tally.without_gold)
            ),
        )
    if isinstance(cases, Folder) and (unused := cases.unused_gold()):
        note(
            settings,
            plural(
                "{count} gold file without a letter: {names}",
                "{count} gold files without a letter: {names}",
                len(unused),
            ).format(count=len(unused), names=_some(unused)),
        )
    if not tally.all.letters and not tally.failed:
        note(settings, _("there is nothing to score: no letter has confirmed fields."))


def _some(names: list[str]) -> str:
    some = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        some += " " + _("and {count} more").format(count=len(names) - _NAMED)
    return listed([some])
