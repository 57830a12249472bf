"""The event log: one line of JSON for every act, only ever appended.

``corpus/events.jsonl`` says what happened to which document, when (with its zone), who did it and
how it ended. Search reads it from where it last stopped, so it is also the archive's feed.
"""

import getpass
import os
import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

Act = Literal["added", "reparsed", "corrected", "checked", "removed"]


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One act. ``at`` is ISO 8601 with its zone, ``detail`` is what a reader may want to know."""

    at: str
    act: Act
    id: str | None
    actor: str
    outcome: Literal["success", "failure"] = "success"
    detail: dict[str, str] = {}


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
    """Append the events in one write and wait until they are on the disk."""
    if not events:
        return
    data = b"".join(msgspec.json.encode(event) + b"\n" for event in events)
    with path.open("ab") as log:
        if log.tell() and not _ends_with_newline(path):
            log.write(b"\n")  # a line cut short by a crash stays, and stays alone
        log.write(data)
        log.flush()
        os.fsync(log.fileno())


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


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as log:
        log.seek(-1, os.SEEK_END)
        return log.read(1) == b"\n"
