"""Which documents are secret: what is listed says so, and what is carried out leaves them out."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import get_args

import msgspec

from thaidoc.archive.lost_found import NOTE
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Record, Secrecy, from_json

#: from the lowest to the highest
_LEVELS: tuple[Secrecy, ...] = get_args(Secrecy)
#: where a record cannot be read, so that nobody knows
UNKNOWN = "unknown"


def secrecy_of(record: Record) -> Secrecy | None:
    """The highest level of a document and the further letters in it; None where it is not secret.

    >>> secrecy_of(Record(id="", secrecy="ลับ", enclosed=[Record(id="", secrecy="ลับมาก")]))
    'ลับมาก'
    """
    levels = [one.secrecy for one in (record, *record.enclosed) if one.secrecy]
    return max(levels, key=_LEVELS.index, default=None)


def secret(archive: Archive) -> dict[str, str]:
    """The secret documents with their level; one whose record cannot be read may be secret too."""
    found: dict[str, str] = {}
    for identity in archive.ids():
        try:
            level = secrecy_of(archive.record(identity))
        except (ThaidocError, OSError):
            found[identity] = UNKNOWN
        else:
            found |= {identity: level} if level else {}
    return found


def may_be_secret(box: Path, withheld: Collection[str]) -> bool:
    """Whether what was set aside in a box of lost+found is, or was part of, a secret document."""
    with suppress(OSError):
        note = (box / NOTE).read_text("utf-8", "replace")
        if any(identity in note for identity in withheld):
            return True
    for here, _, files in os.walk(box):
        if "record.json" in files:
            try:
                return secrecy_of(from_json(Path(here, "record.json").read_bytes())) is not None
            except (msgspec.MsgspecError, UnicodeDecodeError, OSError):
                return True
    return False
