"""``thaidoc remove``: take a letter out of the archive for good."""

import sys

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, by_option, era_option, verb
from thaidoc.messages import text as _


@verb("remove", "thaidoc remove 3f9c2a7b --reason 'received by mistake'", writes=True)
@click.argument("identity", metavar="ID", shell_complete=identities)
@click.option("--reason", required=True, help="Why; it stays in the event log.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@by_option("removes it")
@click.option("--json", "as_json", is_flag=True, help="Print the tombstone as JSON.")
@archive_option
@era_option
@click.pass_obj
def command(
    settings: Settings, identity: str, reason: str, yes: bool, by: str | None, as_json: bool
) -> None:
    """Take a letter out of the archive for good.

    The original, what was read in it and what people decided are deleted. The event log keeps a
    tombstone: what it was (number, date, subject, SHA-256), who removed it, when and why. ID is
    the beginning of the letter's identity, 4 digits or more.
    """
    from thaidoc.archive.history import find
    from thaidoc.archive.removal import remove
    from thaidoc.archive.sources import shown_name
    from thaidoc.cli import output
    from thaidoc.cli.freshness import bring_up

    if not reason.strip():
        raise click.UsageError(_("A reason is needed: --reason TEXT."))
    archive = settings.open_archive()
    identity = find(archive, identity)
    if not yes:
        _ask(identity, _title(settings, identity))
    stone = remove(archive, identity, shown_name(reason), actor=by)
    bring_up(settings, archive)
    if as_json:
        output.print_json(stone)
    else:
        what = "  ".join(stone.detail[k] for k in ("number", "subject") if k in stone.detail)
        click.echo(f"{_('removed')}  {identity}  {output.printable(what)}".rstrip())


def _title(settings: Settings, identity: str) -> str:
    """Number, date and subject of a letter, as far as they can be read."""
    from thaidoc.cli.output import date_of, told_of
    from thaidoc.errors import ThaidocError

    try:
        record = settings.open_archive().record(identity)
    except ThaidocError as error:
        return told_of(error)
    number = record.reference.normal if record.reference else None
    return "  ".join(filter(None, (number, date_of(settings, record.date), record.subject)))


def _ask(identity: str, title: str) -> None:
    """Go on only if a person at the terminal says so."""
    from thaidoc.cli.output import printable

    if not has_person():
        raise click.UsageError(_("Nobody can be asked here: --yes removes it without asking."))
    click.echo(printable(f"{identity}  {title}"), err=True)
    if not click.confirm(_("Remove this letter for good?"), err=True):
        raise click.UsageError(_("Nothing was removed."))


def has_person() -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty()
