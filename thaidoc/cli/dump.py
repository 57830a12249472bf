"""``thaidoc dump``: the whole archive as one BagIt bag."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from thaidoc.cli.options import Settings, archive_option, by_option, verb
from thaidoc.messages import later, listed, plural
from thaidoc.messages import text as _

if TYPE_CHECKING:
    from thaidoc.archive.bag import BagReport


@verb(
    "dump",
    "thaidoc dump letters-2569.tar",
    "thaidoc dump /mnt/to-lend --without-secret --json",
    writes=True,
)
@click.argument("target", metavar="FILE|DIR", type=click.Path(path_type=Path))
@click.option(
    "--with-secret/--without-secret",
    default=True,
    help="Secret letters (ลับ and above) as well.  [default: with]",
)
@by_option("dumps it")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@archive_option
@click.pass_obj
@click.pass_context
def command(
    context: click.Context,
    settings: Settings,
    target: Path,
    with_secret: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Write the whole archive as one BagIt bag.

    The bag is a folder, or a file where the name ends in .tar, .tar.gz, .tgz or .zip. It holds
    every original, record, text and correction and the event log, byte for byte, with their
    SHA-256; not the search index. `bagit.py --validate` verifies it, `thaidoc restore` makes an
    archive of it again. A bag to give away is made --without-secret: letters that are secret, or
    of which nobody can tell, are left out and counted. Damaged originals are dumped as they are
    and named (exit code 4).
    """
    from thaidoc.archive.bag import dump
    from thaidoc.cli.output import print_json
    from thaidoc.cli.progress import progress_bar

    archive = settings.open_archive()
    with progress_bar(settings) as progress:
        report = dump(
            archive,
            target,
            with_secret=with_secret,
            actor=by,
            progress=progress,
        )
    if as_json:
        print_json(report)
    tell(settings, report, later("{size} dumped to {place}."), target)
    context.exit(4 if report.damaged else 0)


def tell(settings: Settings, report: "BagReport", did: str, place: Path) -> None:
    """Say on stderr what was done, and what is to be known of it.

    :param did: a text with ``{size}`` and ``{place}``, translated here.
    """
    from thaidoc.cli.output import note

    note(settings, _(did).format(size=_size(report), place=place))
    for name in report.damaged:
        note(
            settings,
            _("{name}: this original is damaged. `thaidoc check` says more.").format(name=name),
        )
    for name in report.left_out:
        note(
            settings,
            _("{name}: this is no plain file with a name in UTF-8, so it was left out.").format(
                name=name
            ),
        )
    if report.withheld:
        note(
            settings,
            plural(
                "{withheld} secret letter is not in the bag.",
                "{withheld} secret letters are not in the bag.",
                len(report.withheld),
            ).format(withheld=len(report.withheld)),
        )
    if not report.logged:
        note(settings, _("the event log of the archive could not take this down."))


def _size(report: "BagReport") -> str:
    """How much it is, as the beginning of a sentence."""
    parts = (
        plural("{count} document", "{count} documents", report.documents).format(
            count=report.documents
        ),
        plural("{count} file", "{count} files", report.files).format(count=report.files),
        plural("{count:,} byte", "{count:,} bytes", report.bytes).format(count=report.bytes),
    )
    return listed(parts).rstrip(".")
