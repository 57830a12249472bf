"""``thaidoc init``: make an archive."""

from pathlib import Path

import click

from thaidoc.cli.options import Settings, verb
from thaidoc.messages import text as _


@verb("init", "thaidoc init letters", "thaidoc init .")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def command(settings: Settings, folder: Path) -> None:
    """Make an archive in a folder.

    The folder is made where it is not there yet; what is in it stays. A folder that is an archive
    already stays as it is.
    """
    from thaidoc.archive.store import MARKER, Archive
    from thaidoc.cli.output import note

    there = (folder / MARKER).exists()
    archive = Archive.init(folder)
    say = _("this is an archive already") if there else _("this is an archive now")
    note(
        settings,
        _("{root}: {say}. `thaidoc add` puts letters into it.").format(root=archive.root, say=say),
    )
