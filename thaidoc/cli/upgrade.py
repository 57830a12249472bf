"""``thaidoc upgrade``: an archive of an older thaidoc made one of this."""

from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, by_option, verb
from thaidoc.messages import said
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.upgrade import UpgradeReport


@verb("upgrade", "thaidoc upgrade --dry-run", "thaidoc upgrade --archive letters", writes=True)
@click.option(
    "-n", "--dry-run", is_flag=True, help="Say what would be changed, and change nothing."
)
@by_option("upgrades it")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@archive_option
@click.pass_obj
def command(settings: Settings, dry_run: bool, by: str | None, as_json: bool) -> None:
    """Bring an archive that an older thaidoc made to the present format.

    What is changed is first kept as it was under upgrades/ in the archive; where that is, is said.
    An upgrade that was interrupted is simply run again. Originals, records and decisions keep
    every byte. The search index is brought up afterwards, or made anew where it is an older one.
    """
    from thaidoc.archive.store import Archive
    from thaidoc.archive.upgrade import upgrade
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.output import print_json
    from thaidoc.search.update import is_behind

    root = settings.archive_folder()
    report = upgrade(root, actor=by, dry_run=dry_run)
    if not dry_run and is_behind(archive := Archive.open(root)):
        bring_up(settings, archive)
    if as_json:
        print_json(report)
    else:
        _print(settings, report)


def _print(settings: Settings, report: "UpgradeReport") -> None:
    from thaidoc.cli.output import note, printable

    if report.before == report.after:
        told = _("{folder} has format {number}, the present one.")
        click.echo(printable(told.format(folder=report.archive, number=report.after)))
        return
    would = _("{count} would be changed") if report.dry_run else _("{count} changed")
    for step in report.steps:
        click.echo(f"{step.name}  {would.format(count=step.changes)}: {said(step.about)}")
        for example in step.examples:
            click.echo(printable(f"  {example}"))
        if step.changes > len(step.examples) > 0:
            click.echo("  …")
    if report.dry_run:
        told = _("format {before} would become {after}.")
        click.echo(told.format(before=report.before, after=report.after))
        return
    told = _("format {before} is now {after}.")
    click.echo(told.format(before=report.before, after=report.after))
    if report.copy:
        note(settings, _("what was is kept in {copy}").format(copy=report.copy))
