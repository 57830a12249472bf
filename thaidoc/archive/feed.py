"""How far the event log was read, for those that follow it.

The place carries a digest of what stands before it, so that another log (a restored archive, a log
that was cut) is not taken for the same one grown longer.
"""

import hashlib
from pathlib import Path

from msgspec import Struct

_TAIL = 4096


class Place(Struct, frozen=True, kw_only=True):
    """A place in the log: bytes from its beginning, and a digest of the last of them."""

    offset: int
    tail: str


def place_at(log: Path, offset: int) -> Place:
    """The place behind the first ``offset`` bytes of a log."""
    return Place(offset=offset, tail=_digest(log, offset))


def continues(log: Path, place: Place) -> bool:
    """Whether the log still begins with what was read up to a place."""
    size = log.stat().st_size if log.exists() else 0
    return size >= place.offset and _digest(log, place.offset) == place.tail


def _digest(log: Path, offset: int) -> str:
    """A digest of the bytes before an offset; empty where there are none."""
    if not offset:
        return ""
    with log.open("rb") as file:
        file.seek(max(0, offset - _TAIL))
        return hashlib.blake2b(file.read(min(offset, _TAIL)), digest_size=8).hexdigest()
