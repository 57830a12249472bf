"""The event log: one line of JSON for every act, only ever appended.

``corpus/events.jsonl`` says what happened to which document, when (with its zone), who did it and
how it ended. Search reads it from where it last stopped, so it is also the archive's feed.

Each line carries ``prev``, which chains it to what stands before it, so that a line that was
deleted, changed or put in shows: see :mod:`~thaidoc.archive.chain`.
"""

import getpass
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from thaidoc.archive import chain, durable

Act = Literal[
    "added",
    "refused",
    "retried",
    "forgotten",
    "reparsed",
    "corrected",
    "linked",
    "checked",
    "acknowledged",
    "mended",
    "set-aside",
    "removed",
    "dumped",
    "restored",
    "upgraded",
]

#: each act in the terms of PREMIS: https://id.loc.gov/vocabulary/preservation/eventType.html
PREMIS: dict[str, str] = {
    "added": "ingestion",
    "refused": "ingestion",
    "retried": "ingestion",
    "forgotten": "policy assignment",
    "reparsed": "metadata extraction",
    "corrected": "metadata modification",
    "linked": "metadata modification",
    "checked": "fixity check",
    "acknowledged": "policy assignment",
    "mended": "recovery",
    "set-aside": "quarantine",
    "removed": "deletion",
    "dumped": "information package creation",
    "restored": "replication",
    "upgraded": "migration",
}


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One act. ``at`` is ISO 8601 with its zone, ``detail`` is what a reader may want to know."""

    at: str
    act: Act
    id: str | None
    actor: str
    outcome: Literal["success", "failure"] = "success"
    detail: dict[str, str] = {}


class _Chained(Event, frozen=True, kw_only=True):
    """An event as it stands in the log."""

    prev: str


def now() -> str:
    """This moment, to the second, with the machine's zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def actor() -> str:
    """Who is doing this, as the log names a person: ``user@host``."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        user = str(os.getuid()) if hasattr(os, "getuid") else "unknown"
    return f"{user}@{socket.gethostname()}"


def append(path: Path, events: list[Event]) -> None:
    """Append the events in one write and wait until they are on the disk: all of them, or none.

    :raises OSError: where they cannot be written; the log is then as it was.
    """
    if not events:
        return
    if not path.exists():
        path.touch(durable.FILE)
        durable.sync_folder(path.parent)  # its name, too, has to be there
    with path.open("ab", buffering=0) as log, _alone(log.fileno()):  # no buffer to write later
        end = log.seek(0, os.SEEK_END)
        data = _lines(path, events)
        try:
            while data:
                data = data[log.write(data) or 0 :]
            os.fsync(log.fileno())
        except BaseException:
            with suppress(OSError):
                os.ftruncate(log.fileno(), end)
            raise


def _lines(path: Path, events: list[Event]) -> bytes:
    """The events as lines that go on from the log as it is."""
    with path.open("rb") as log:
        data = b"\n" if chain.is_torn(log) else b""  # a line cut short by a crash stays, alone
        prev = chain.next_prev(log, data)
    for event in events:
        line = msgspec.json.encode(_Chained(**msgspec.structs.asdict(event), prev=prev)) + b"\n"
        prev = chain.digest(line)
        data += line
    return data


def read(path: Path, offset: int = 0) -> Iterator[tuple[Event, int]]:
    """The events from a byte offset on, each with the offset behind it.

    A last line without its newline is still being written and is not given; a line that is no
    event (cut short by a crash) is passed over, for one bad line must not hide the others.
    """
    if not path.exists():
        return
    with path.open("rb") as log:
        log.seek(offset)
        for line in log:
            if not line.endswith(b"\n"):
                return
            offset += len(line)
            try:
                event = msgspec.json.decode(line, type=Event)
            except msgspec.MsgspecError:
                continue
            yield event, offset


@contextmanager
def _alone(handle: int) -> Iterator[None]:
    """Keep others from appending meanwhile, where the system lets one.

    Writers hold the archive's lock; this keeps the chain even where one of them does not.
    """
    try:
        import fcntl
    except ImportError:  # not a POSIX system: the archive's lock has to do
        yield
        return
    fcntl.flock(handle, fcntl.LOCK_EX)  # given back when the file is closed
    yield
