"""One writer at a time: the archive's write lock, and who holds it since when.

The lock is the system's own on an open file, so it ends with the process that holds it, however
that ends; nothing has to be cleared away. Who holds it stands in a note beside it, which is
believed only while the lock is held.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from thaidoc.archive import events
from thaidoc.errors import ArchiveLockedError, ThaidocError
from thaidoc.messages import sentence

LOCK = ".thaidoc.lock"
#: says who holds the lock
HOLDER = ".thaidoc.holder"
_MODE = 0o640


class _Holder(msgspec.Struct, frozen=True):
    by: str
    since: str
    process: int


@contextmanager
def held(root: Path) -> Iterator[None]:
    """Hold the write lock of the archive in a folder.

    :raises ArchiveLockedError: at once, where another process holds it; says which and since when.
    :raises ThaidocError: where this person may not write there; also where what is done meanwhile
        finds the disk full or broken and does not say so itself.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(root / LOCK, timeout=0, mode=_MODE)
    try:
        lock.acquire()
    except Timeout as error:
        raise ArchiveLockedError(
            f"another thaidoc is writing to this archive{_told(root / HOLDER)}",
            where=root,
            hint="Try again when it is done",
        ) from error
    except OSError as error:
        raise ThaidocError(
            f"the archive cannot be written to ({error.strerror})",
            where=root,
            hint="Ask its owner for the right to write there",
        ) from error
    try:
        _leave_note(root / HOLDER)
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:  # the reader of our output has gone
            raise
        raise ThaidocError(
            f"the archive cannot be read or written now ({error.strerror or error})",
            where=error.filename or root,
            hint="Look at the permissions and the space that is left, and try again",
        ) from error
    finally:
        with suppress(OSError):
            (root / HOLDER).unlink()
        lock.release()


def _leave_note(path: Path) -> None:
    """Say who holds the lock; where that cannot be written the lock holds all the same."""
    note = _Holder(events.actor(), events.now(), os.getpid())
    staging = path.with_name(f"{path.name}.new")
    with suppress(OSError):
        path.unlink(missing_ok=True)  # that of a holder who was killed
        staging.write_bytes(msgspec.json.encode(note))
        staging.chmod(_MODE)
        staging.replace(path)


def _told(path: Path) -> str:
    """Who holds the lock, as the end of a sentence; empty where the note is just being written."""
    try:
        holder = msgspec.json.decode(path.read_bytes(), type=_Holder)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""
    return sentence(f": {holder.by}, process {holder.process}, since {holder.since}")
