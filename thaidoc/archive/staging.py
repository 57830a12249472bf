"""A place to work in beside the place where something is to be made, for one at a time.

What is made there is renamed into its place when it is whole. What an interrupted command left is
thrown away by the next one that wants the same place.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from thaidoc.errors import ArchiveLockedError, ThaidocError


@contextmanager
def staging(target: Path, verb: str) -> Iterator[Path]:
    """A folder beside the target to work in; it is gone afterwards, and so is an older one.

    :param verb: what is done there, in the name of the folder.
    :raises ArchiveLockedError: where another process works there.
    :raises ThaidocError: whatever cannot be written, as one sentence.
    """
    beside = target.absolute().parent / f".{target.name}.{verb}"
    try:
        beside.mkdir(parents=True, exist_ok=True)
        with _held(beside):
            try:
                work = beside / "work"
                if work.exists():
                    shutil.rmtree(work)
                work.mkdir()
                yield work
            finally:
                shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise ThaidocError(
            f"this cannot be written ({error.strerror or error}); nothing was left there",
            where=target,
            hint="Look at the permissions and the space that is left, and run it again",
        ) from error


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep others from the same work in the same place, where the system lets one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveLockedError(
                "another thaidoc is writing there", where=folder, hint="Try again when it is done"
            ) from error
        yield
    finally:
        os.close(handle)
