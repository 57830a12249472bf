"""``lost+found/``: what was found where it does not belong is moved there, never thrown away.

Each thing gets a folder of its own, with a note that says where it lay, when and why it was moved.
"""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from thaidoc.archive import durable
from thaidoc.archive.store import Archive

FOLDER = "lost+found"
NOTE = "note.txt"


def set_aside(archive: Archive, path: Path, why: str, *, copied: bool = False) -> Path:
    """Move something of the archive to lost+found; gives where it lies now.

    :param why: a sentence without its full stop.
    :param copied: a file stays where it is and a copy is set aside.
    :raises OSError: where it cannot be moved; it is then where it was.
    """
    box = _box(archive)
    try:
        target = box / _plain(path.name)
        place = os.fsencode(path.relative_to(archive.root)).decode("utf-8", "backslashreplace")
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        note = f"{target.name} lay at {place!r} until {now}: {why}.\n"
        durable.write(box / NOTE, note.encode("utf-8", "backslashreplace"))
        if copied:
            durable.write(target, path.read_bytes())
        else:
            path.rename(target)
    except BaseException:
        shutil.rmtree(box, ignore_errors=True)
        raise
    for folder in (box, path.parent, box.parent, archive.root):
        durable.sync_folder(folder)
    return target


def _box(archive: Archive) -> Path:
    """A new folder in lost+found, named by the moment."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    shelf = archive.root / FOLDER
    shelf.mkdir(durable.FOLDER, exist_ok=True)
    number = 1
    while True:
        box = shelf / f"{stamp}-{number}"
        with suppress(FileExistsError):
            box.mkdir(durable.FOLDER)
            return box
        number += 1


def _plain(name: str) -> str:
    """A name that any system and any manifest can hold, and that is not the note's."""
    kept = "".join(
        c if c.isprintable() else "_" for c in os.fsencode(name).decode("utf-8", "replace")
    )
    kept = kept.replace("\ufffd", "_").lstrip(".~") or "unnamed"
    return f"{kept}_" if kept == NOTE else kept
