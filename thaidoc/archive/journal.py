"""A change of a kept document and its line in the event log: both, or neither, whatever happens.

The index learns of a change from the log, so one that is not in it is never found. Before a
document is changed its event is written to a file of its own, with a digest of what the change
leaves; the file goes when the event stands in the log. Whoever writes next finishes what a crash
left open: :func:`recover`.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from thaidoc.archive import durable, events
from thaidoc.archive.events import Event
from thaidoc.archive.fixity import HALF
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError

#: what the name of such a file in corpus/ begins with; the document's identity follows
OPEN = ".unlogged-"
#: in the detail of an event that a crash kept out of the log until later: when it happened
_LATE = "happened"


class _Open(msgspec.Struct, frozen=True, kw_only=True):
    """An event that may not be in the log yet: it happened if the file has this digest."""

    event: Event
    file: str
    sha256: str


@contextmanager
def change(archive: Archive, event: Event, file: str, data: bytes) -> Iterator[None]:
    """Change a document in the body of the ``with``; its event is in the log afterwards.

    For the holder of the archive's write lock. Where the body raises, nothing is logged.

    :raises ThaidocError: where the change is made and cannot be logged; the next writer does that.

    :param event: what happens; it has an ``id``.
    :param file: the file of the document that the body writes last, by its name.
    :param data: what that file holds then.
    """
    path = archive.corpus / f"{OPEN}{event.id}"
    left = _Open(event=event, file=file, sha256=hashlib.sha256(data).hexdigest())
    durable.replace(path, msgspec.json.encode(left))
    try:
        yield
    except Exception:
        if not _happened(archive, left):  # else the next writer logs it
            path.unlink(missing_ok=True)
        raise
    try:
        events.append(archive.events, [event])
    except OSError as error:
        raise ThaidocError(
            f"the change is kept, but not yet in the event log ({error.strerror or error})",
            where=archive.events,
            hint="The next command that changes a document enters it",
        ) from error
    path.unlink(missing_ok=True)


def recover(archive: Archive) -> int:
    """Log what a crash kept out of the log; how many events that were.

    For the holder of the archive's write lock: another writer's change in progress looks the same.
    """
    logged = 0
    for path in sorted(archive.corpus.glob(f"{OPEN}*")):
        try:
            left = msgspec.json.decode(path.read_bytes(), type=_Open)
        except msgspec.MsgspecError:  # cut short, so the change was never begun
            path.unlink(missing_ok=True)
            continue
        if _happened(archive, left) and not _is_logged(archive.events, left.event):
            events.append(archive.events, [_late(left.event)])
            logged += 1
        for half in archive.folder(left.event.id or "").glob(f"*{HALF}"):
            half.unlink()  # written, and never put in its place
        path.unlink(missing_ok=True)
    return logged


def _happened(archive: Archive, left: _Open) -> bool:
    changed = archive.folder(left.event.id or "") / left.file
    return changed.is_file() and hashlib.sha256(changed.read_bytes()).hexdigest() == left.sha256


def _late(event: Event) -> Event:
    """The event as it is logged now: the log is in the order of time."""
    detail = {**event.detail, _LATE: event.at}
    return msgspec.structs.replace(event, at=events.now(), detail=detail)


def _is_logged(log: Path, event: Event) -> bool:
    """Whether the log has this event, in its time or late."""
    return any(
        one.id == event.id
        and (one.act, one.actor) == (event.act, event.actor)
        and one.detail.get(_LATE, one.at) == event.at
        and {**one.detail, **event.detail} == one.detail
        for one, _ in events.read(log)
    )
