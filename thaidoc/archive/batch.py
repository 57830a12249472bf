"""Many documents put into an archive at once, so that they share the waiting for the disk.

A document alone waits for the disk at every file of it (:meth:`Archive.keep`). Of many, all files
are written first; then the disk is waited for once; then the folders are renamed into their places,
and it is waited for again. At each moment a document is there whole or not at all, and what this
returns is on the disk.
"""

import ctypes
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thaidoc.archive import durable
from thaidoc.archive.store import STAGING, Archive

#: from this Linux on syncfs(2) tells that something could not be written
_TELLS = (5, 8)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document to keep: its identity, the original's bytes and name's ending, record and text."""

    id: str
    original: bytes
    suffix: str
    record: bytes
    text: str


def keep_all(archive: Archive, documents: Sequence[Incoming]) -> None:
    """Put documents into the archive that are not there, each whole or not at all.

    Whoever calls holds :meth:`Archive.writing`, and logs that they were added.

    :raises OSError: where something cannot be written; some of them may be there nevertheless.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for document in documents:
            staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=archive.corpus))
            staged.append((staging, archive.folder(document.id)))
            _write(staging / f"original{document.suffix}", document.original, durable.ORIGINAL)
            _write(staging / "record.json", document.record)
            _write(staging / "text.txt", document.text.encode("utf-8"))
            staging.chmod(durable.FOLDER)
        sync(archive.corpus, [path for folder, _ in staged for path in (*folder.iterdir(), folder)])
        for staging, folder in staged:
            durable.make_folder(folder.parent)
            if folder.exists():  # left without its record by something else: never overwritten
                raise FileExistsError(f"{folder} has no record.json")
            staging.rename(folder)
        shelves = dict.fromkeys(folder.parent for _, folder in staged)
        sync(archive.corpus, [*shelves, archive.corpus])
    except BaseException:
        for staging, _ in staged:
            shutil.rmtree(staging, ignore_errors=True)
        raise


def sync(root: Path, paths: Iterable[Path]) -> None:
    """Wait until files and folders below a folder are on the disk.

    Linux is asked once for the whole file system, which is many times faster than once a file.

    :raises OSError: where the system says that one of them is not.
    """
    whole = _whole_file_system()
    if whole is None:
        for path in paths:
            wait = durable.sync_folder if path.is_dir() else durable.sync_file
            wait(path)
        return
    handle = os.open(root, os.O_RDONLY)
    try:
        if whole(handle) != 0:
            error = ctypes.get_errno()
            raise OSError(error, os.strerror(error), str(root))
    finally:
        os.close(handle)


def _write(path: Path, data: bytes, mode: int = durable.FILE) -> None:
    """Write a file without waiting for the disk."""
    with path.open("wb") as file:
        file.write(data)
    path.chmod(mode)


@cache
def _whole_file_system() -> "ctypes._NamedFuncPointer | None":
    """syncfs(2), where there is one that tells of failures."""
    if sys.platform != "linux":
        return None
    release = tuple(map(int, re.findall(r"\d+", platform.release())[:2]))
    if release < _TELLS:
        return None
    return getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
