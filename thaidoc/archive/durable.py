"""Writing so that a power cut leaves the old state or the new one, never half of either."""

import os
from pathlib import Path

#: the rights of what an archive is made of: its owner writes, its group reads, nobody else sees it
FOLDER, FILE, ORIGINAL = 0o750, 0o640, 0o440


def write(path: Path, data: bytes, mode: int = FILE) -> None:
    """Write a file and wait until its bytes are on the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(mode)


def replace(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: readers see the old bytes until the new ones are safe."""
    staging = path.with_name(f"{path.name}.new")
    write(staging, data)
    staging.replace(path)
    sync_folder(path.parent)


def make_folder(path: Path) -> None:
    """Make a folder with the rights of an archive's, and those above it that are not there yet."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(FOLDER, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk, where the system lets one."""
    if os.name == "posix":
        sync_file(folder)


def sync_file(path: Path) -> None:
    """Wait until the bytes of a file that is written are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
