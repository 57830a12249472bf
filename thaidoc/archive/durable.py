"""Writing so that a power cut leaves the old state or the new one, never half of either."""

import os
from pathlib import Path


def write(path: Path, data: bytes, mode: int = 0o644) -> None:
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


def sync_folder(folder: Path) -> None:
    """Wait until the folder's names are on the disk, where the system lets one."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
