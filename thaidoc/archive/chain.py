"""How the lines of the event log hold together, so that none can go, change or come in unseen.

Each line carries ``prev``: the SHA-256 of the bytes from the beginning of the last line before it
that has a ``prev`` itself, up to its own beginning. That is the line before it, newline and all,
and also, where a crash cut a line short or an older thaidoc wrote lines without ``prev``, these.
The first ``prev`` of a log covers every byte before it. So the chain begins where ``prev`` first
stands, and nothing before its last line can change without breaking it.

Lines cut off at the end break no link: only who knows how far the log reached can tell. The search
index does, the bag-info of a dump does, and ``thaidoc check`` prints the last line's digest.
"""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import msgspec

_CHUNK = 1 << 16


class _Link(msgspec.Struct):
    """What of a line the chain looks at."""

    at: str
    act: str
    prev: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log that is not as it should be: its number, from 1, and what it is about.

    ``digest`` is that of the line and ``covered`` that of what stands before it, where the two do
    not agree.
    """

    number: int
    about: str = ""
    digest: str = ""
    covered: str = ""


@dataclass(slots=True)
class Chain:
    """What reading a log from end to end shows.

    ``head`` is the digest of its last whole line, empty where there is none. ``broken`` lists lines
    whose ``prev`` is not the digest of what stands before them, ``torn`` lines that are no events,
    ``unchained`` events without ``prev`` behind the chain's beginning, and ``back`` events earlier
    than the one before them, or without a time.
    """

    events: int = 0
    head: str = ""
    broken: list[Line] = field(default_factory=list)
    torn: list[Line] = field(default_factory=list)
    unchained: list[Line] = field(default_factory=list)
    back: list[Line] = field(default_factory=list)


def digest(data: bytes) -> str:
    """The SHA-256 of these bytes, 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def is_torn(log: IO[bytes]) -> bool:
    """Whether the last line has no newline: a crash, or another process, cut it short."""
    end = log.seek(0, os.SEEK_END)
    if not end:
        return False
    log.seek(end - 1)
    return log.read(1) != b"\n"


def next_prev(log: IO[bytes], closing: bytes = b"") -> str:
    """The ``prev`` of the line that would be written next.

    :param closing: what will be written before that line, to end a torn one.
    """
    last = _last_line(log)
    if _is_chained(last):
        return digest(last + closing)
    covered = hashlib.sha256()
    log.seek(0)
    for line in log:
        if _is_chained(line):
            covered = hashlib.sha256()
        covered.update(line)
    covered.update(closing)
    return covered.hexdigest()


def verify(path: Path) -> Chain:
    """Read a log from end to end and follow its links.

    Behind a broken link the chain is followed on, so that each break is found.
    """
    from datetime import datetime

    found = Chain()
    if not path.exists():
        return found
    covered = hashlib.sha256()
    begun, before = False, None
    with path.open("rb") as log:
        for number, line in enumerate(log, start=1):
            link = _link(line) if line.endswith(b"\n") else None
            if link is None:
                found.torn.append(Line(number))
                covered.update(line)
                continue
            found.events += 1
            found.head = digest(line)
            if link.prev is None:
                if begun:
                    found.unchained.append(Line(number, link.act))
            else:
                if link.prev != covered.hexdigest():
                    stands = covered.hexdigest()
                    found.broken.append(Line(number, link.act, found.head, stands))
                begun, covered = True, hashlib.sha256()
            covered.update(line)
            try:
                at = datetime.fromisoformat(link.at)
                if before and at < before:
                    found.back.append(Line(number, link.at))
                before = at
            except (ValueError, TypeError):  # no time, or one without its zone
                found.back.append(Line(number, link.at))
    return found


def _link(line: bytes) -> _Link | None:
    try:
        return msgspec.json.decode(line, type=_Link)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None


def _is_chained(line: bytes) -> bool:
    link = _link(line)
    return link is not None and link.prev is not None


def _last_line(log: IO[bytes]) -> bytes:
    """The last line of a file, with its newline if it has one."""
    end = log.seek(0, os.SEEK_END)
    tail = b""
    while end:
        start = max(0, end - _CHUNK)
        log.seek(start)
        tail = log.read(end - start) + tail
        end = start
        cut = tail.rfind(b"\n", 0, len(tail) - 1)
        if cut >= 0:
            return tail[cut + 1 :]
    return tail
