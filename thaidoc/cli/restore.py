"""``thaidoc restore``: an archive again from a bag."""

from pathlib import Path

import click

from thaidoc.cli.options import Settings, by_option, verb
from thaidoc.messages import later
from thaidoc.messages import text as _


@verb("restore", "thaidoc restore letters-2569.tar letters", writes=True)
@click.argument("bag", metavar="BAG", type=click.Path(path_type=Path))
@click.argument("target", metavar="DIR", type=click.Path(path_type=Path))
@by_option("restores it")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    bag: Path,
    target: Path,
    by: str | None,
    as_json: bool,
) -> None:
    """Make an archive again from a bag that `thaidoc dump` wrote.

    BAG is its folder or file; every file in it is verified first. DIR is a folder that is not
    there yet, or is empty: nothing is ever written over, and an interrupted restore is simply run
    again. The new archive is equal to the dumped one, document by document, with one more event
    in its log.
    """
    from thaidoc.archive.bag import restore
    from thaidoc.archive.store import Archive
    from thaidoc.cli.dump import tell
    from thaidoc.cli.freshness import bring_up
    from thaidoc.cli.output import print_json
    from thaidoc.cli.progress import progress_bar

    if not bag.exists():
        raise click.BadParameter(_("there is no {bag}.").format(bag=bag), param_hint="BAG")
    with progress_bar(settings) as progress:
        report = restore(bag, target, actor=by, progress=progress)
    bring_up(settings, Archive.open(target))
    if as_json:
        print_json(report)
    tell(settings, report, later("{size} restored to {place}."), target)
    context.exit(4 if report.damaged else 0)
