"""What an upgrade changes, kept as it was: ``ARCHIVE/upgrades/format-1-2026-11-23T200500/``.

``changed.jsonl`` has a line for each file and folder: its path, what it was (``mode`` in octal
digits, null where it was not there), and whether its bytes lie under ``files/`` (``kept``). Of a
path that stands there twice the first line says what it was. A file of which only the rights change
is not copied. What a line says is on the disk before that is changed.
"""

import os
import shutil
import stat
from pathlib import Path

import msgspec

from thaidoc.archive import durable
from thaidoc.archive.migrations.change import Change

FOLDER = "upgrades"
LIST = "changed.jsonl"


class Was(msgspec.Struct, frozen=True, kw_only=True):
    """A file or folder before an upgrade; ``mode`` is null where there was none."""

    path: str
    mode: str | None
    kept: bool


class KeptCopy:
    """One folder of what was: made when something is first put in."""

    def __init__(self, root: Path, name: str):
        self._root = root
        self.folder = _free(root / FOLDER, name)

    @property
    def made(self) -> bool:
        """Whether anything was put in."""
        return self.folder.is_dir()

    def keep(self, changes: list[Change]) -> None:
        """Keep what stands where these changes will be, and wait until it is on the disk."""
        if not changes:
            return
        durable.make_folder(self.folder)
        lines = b"".join(msgspec.json.encode(self._kept(one)) + b"\n" for one in changes)
        with (self.folder / LIST).open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        (self.folder / LIST).chmod(durable.FILE)
        for folder in (self.folder, self.folder.parent, self._root):
            durable.sync_folder(folder)

    def _kept(self, change: Change) -> Was:
        path = change.path.relative_to(self._root).as_posix()
        if not change.path.exists():
            return Was(path=path, mode=None, kept=False)
        mode = f"{stat.S_IMODE(change.path.stat().st_mode):04o}"
        if change.data is None:
            return Was(path=path, mode=mode, kept=False)
        target = self.folder / "files" / path
        durable.make_folder(target.parent)
        if not target.exists():  # of two changes the first one's is what was
            shutil.copyfile(change.path, target)
            durable.sync_file(target)
            target.chmod(durable.FILE)
            durable.sync_folder(target.parent)
        return Was(path=path, mode=mode, kept=True)


def _free(shelf: Path, name: str) -> Path:
    """A folder on this shelf that is not there yet."""
    number, folder = 1, shelf / name
    while folder.exists():
        number += 1
        folder = shelf / f"{name}-{number}"
    return folder
