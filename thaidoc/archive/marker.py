"""``thaidoc.toml``: it marks a folder as an archive, and says of which format that is."""

import tomllib
from pathlib import Path

from thaidoc.archive import durable
from thaidoc.errors import ArchiveDamagedError, NoArchiveError

MARKER = "thaidoc.toml"
#: version of an archive's layout on the disk
FORMAT = 1
_TEXT = f"""\
# This file marks a thaidoc archive: documents in corpus/, a disposable index in index/.
[archive]
format = {FORMAT}
"""


def write(root: Path) -> None:
    """Mark a folder; a reader sees the whole file or none."""
    staging = root / f".{MARKER}.new"
    durable.write(staging, _TEXT.encode("utf-8"))
    staging.replace(root / MARKER)


def verify(root: Path) -> None:
    """Make sure that a folder is marked, and of a format that this thaidoc knows.

    :raises NoArchiveError: where it is not, or of a later one.
    :raises ArchiveDamagedError: where the file is not as thaidoc wrote it.
    """
    marker = root / MARKER
    if not marker.is_file():
        raise NoArchiveError(
            "this folder is not a thaidoc archive",
            where=root,
            hint=f"`thaidoc init {root}` makes one",
        )
    try:
        settings = tomllib.loads(marker.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ArchiveDamagedError(f"this file is not TOML ({error})", where=marker) from error
    except OSError as error:
        raise NoArchiveError(f"it cannot be read ({error.strerror})", where=marker) from error
    section = settings.get("archive", {})
    if not isinstance(section, dict):
        raise ArchiveDamagedError("[archive] is not a table", where=marker)
    written = section.get("format", FORMAT)
    if written != FORMAT:
        raise NoArchiveError(
            f"the archive has format {written}, this thaidoc reads format {FORMAT}",
            where=root,
            hint="Use the thaidoc that wrote it, or a later one",
        )
