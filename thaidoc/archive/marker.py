"""``thaidoc.toml``: it marks a folder as an archive, and says of which format that is.

Format 2 is what archives are made as. One of format 1 is laid out alike and read and written like
it, but it may lack its event log and others may see what is in it: see
:mod:`thaidoc.archive.migrations`.
"""

import re
import tomllib
from pathlib import Path

from thaidoc.archive import durable
from thaidoc.errors import ArchiveDamagedError, NoArchiveError

MARKER = "thaidoc.toml"
#: version of an archive's layout on the disk, and the oldest one that is opened as it is; where
#: none is written it is the first
FORMAT, OLDEST, FIRST = 2, 1, 1
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
    """Make sure that a folder is marked, and of a format that this thaidoc opens.

    :raises NoArchiveError: where it is not, or of a later or a too old one.
    :raises ArchiveDamagedError: where the file is not as thaidoc wrote it.
    """
    written = format_of(root)
    if written < OLDEST:
        raise NoArchiveError(
            f"the archive has format {written}, which is too old to be opened",
            where=root,
            hint="`thaidoc upgrade` brings it up, and keeps what was",
        )


def is_older(root: Path) -> bool:
    """Whether an archive that can be opened is of an older format than the present one."""
    return format_of(root) < FORMAT


def format_of(root: Path) -> int:
    """The format of the archive in a folder.

    :raises NoArchiveError: where there is no archive, or one of a later format.
    :raises ArchiveDamagedError: where the file is not as thaidoc wrote it.
    """
    marker = root / MARKER
    if not marker.is_file():
        raise NoArchiveError(
            "this folder is not a thaidoc archive",
            where=root,
            hint=f"`thaidoc init {root}` makes one",
        )
    written = _written(_text(marker), marker)
    if written > FORMAT:
        raise NoArchiveError(
            f"the archive has format {written}, this thaidoc reads up to format {FORMAT}",
            where=root,
            hint="Use the thaidoc that wrote it, or a later one",
        )
    return written


def with_format(root: Path, number: int) -> bytes:
    """The file with another format in it, and all else that stands there as it is.

    :raises ArchiveDamagedError: where its format stands in no line of its own.
    """
    marker = root / MARKER
    text = _text(marker)
    head = re.search(r"^[ \t]*\[archive\][^\n]*\n?", text, re.MULTILINE)
    if head is None:
        made = f"{text.rstrip()}\n[archive]\nformat = {number}\n".lstrip()
    else:
        rest = text[head.end() :]
        line = re.compile(r"^([ \t]*format[ \t]*=[ \t]*)\d+", re.MULTILINE)
        behind = re.search(r"^[ \t]*\[", rest, re.MULTILINE)
        own = behind.start() if behind else len(rest)
        found = line.search(rest, 0, own)
        put = line.sub(rf"\g<1>{number}", rest, count=1) if found else f"format = {number}\n{rest}"
        made = f"{text[: head.end()].rstrip()}\n{put}"
    if _written(made, marker) != number:
        raise ArchiveDamagedError("the format stands in no line of its own", where=marker)
    return made.encode("utf-8")


def _text(marker: Path) -> str:
    try:
        return marker.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ArchiveDamagedError(f"this file is not TOML ({error})", where=marker) from error
    except OSError as error:
        raise NoArchiveError(f"it cannot be read ({error.strerror})", where=marker) from error


def _written(text: str, marker: Path) -> int:
    """The format that stands in the file."""
    try:
        section = tomllib.loads(text).get("archive", {})
    except tomllib.TOMLDecodeError as error:
        raise ArchiveDamagedError(f"this file is not TOML ({error})", where=marker) from error
    if not isinstance(section, dict):
        raise ArchiveDamagedError("[archive] is not a table", where=marker)
    written = section.get("format", FIRST)
    if not isinstance(written, int) or isinstance(written, bool) or written < FIRST:
        raise ArchiveDamagedError(f"{written!r} is no format of an archive", where=marker)
    return written
