"""``thaidoc open``: the original in the program that the desktop has for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

from thaidoc.cli.completing import identities
from thaidoc.cli.options import Settings, archive_option, verb
from thaidoc.messages import text as _


@verb("open", "thaidoc open 3f9c2a7b", "cp $(thaidoc open 3f9c --path) letter.pdf")
@click.argument("identity", metavar="ID", shell_complete=identities)
@click.option("--path", "only_path", is_flag=True, help="Print where the original lies.")
@archive_option
@click.pass_obj
def command(settings: Settings, identity: str, only_path: bool) -> None:
    """Open the original of a letter.

    ID is the beginning of a letter's identity, 4 digits or more. Without a desktop the path of the
    original is printed. The original is read-only: save changes under another name.
    """
    from thaidoc.archive.history import find
    from thaidoc.cli.output import note

    archive = settings.open_archive()
    original = archive.original(find(archive, identity)).resolve()
    opener = None if only_path else desktop_opener()
    if opener is None:
        if not only_path:
            note(settings, _("there is no desktop here to open it with; it lies at"))
        click.echo(os.fsencode(original))
    else:
        launch([*opener, str(original)])


def desktop_opener() -> list[str] | None:
    """The command that opens a file on this desktop; None where there is none."""
    if sys.platform == "win32":
        return ["cmd", "/c", "start", ""]
    if sys.platform == "darwin":
        return ["open"]
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    program = shutil.which("xdg-open")
    return [program] if shown and program else None


def launch(line: list[str]) -> None:
    """Start the desktop's program.

    :raises ThaidocError: where it does not start.
    """
    from thaidoc.errors import ThaidocError

    try:
        done = subprocess.run(line, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 -- no shell
    except OSError as error:
        raise ThaidocError(
            f"{line[0]} does not start ({error.strerror})", where=line[-1]
        ) from error
    if done.returncode:
        raise ThaidocError(
            f"{Path(line[0]).name} could not open it (it ended with {done.returncode})",
            where=line[-1],
            hint="`thaidoc open --path` gives the path for another program",
        )
