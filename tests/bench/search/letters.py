"""Archives of invented letters to search in: made once, kept under build/, the same every time.

The letters are those of :mod:`tests.bench.incoming`, whose words follow Zipf's law. Their fields
are known, so nothing is read or parsed, and nothing waits for the disk.
"""

import os
import random
from collections.abc import Iterator
from hashlib import sha256
from unittest import mock

from tests.bench.incoming import ROOT, in_parts
from tests.provenance import source_of
from thaidoc.archive import events
from thaidoc.archive.events import Event
from thaidoc.archive.store import Archive
from thaidoc.record import Addressee, Issuer, Record, Reference, Signatory, ThaiDate
from thaidoc.thai.calendar import MONTHS

FOLDER = ROOT / "build" / "search"


def archive_of(count: int) -> Archive:
    """The archive of so many letters; made where it is not there yet."""
    folder = FOLDER / f"letters-{count}"
    if not (folder / "whole").exists():
        archive = Archive.open(folder) if folder.exists() else Archive.init(folder)
        with mock.patch.object(os, "fsync"):
            keep(archive, in_parts(count))
        (folder / "whole").touch()
    return Archive.open(folder)


def keep(archive: Archive, letters: Iterator[dict[str, str]]) -> list[str]:
    """Put letters with their records into an archive; their identities."""
    made: list[Event] = []
    for parts in letters:
        data = parts["text"].encode()
        record = record_of(parts, sha256(data).hexdigest(), len(data))
        if archive.keep(data, ".txt", record, parts["text"]):
            made.append(Event(at=events.now(), act="added", id=record.id, actor="bench"))
    events.append(archive.events, made)
    return [event.id for event in made if event.id]


def record_of(parts: dict[str, str], digest: str, size: int) -> Record:
    """The record that a perfect parser would give a letter."""
    source = source_of(digest, name="letter.txt", bytes=size, reader="bench", parser="bench")
    day, month, year = parts["date"].split()
    iso = f"{int(year) - 543}-{MONTHS.index(month) + 1:02}-{int(day):02}"
    return Record(
        id=digest[:16],
        source=source,
        kind="external-letter",
        circular="ว " in parts["number"],
        reference=_reference(parts["number"]),
        date=ThaiDate(raw=parts["date"], iso=iso, be_year=int(year), precision="day"),
        issuer=Issuer(
            name=parts["office"],
            lines=[parts["office"]],
            address=None,
            postcode=None,
            ministry=None,
        ),
        subject=parts["subject"],
        addressees=[Addressee(name=parts["to"], scope=None, raw=parts["to"])],
        signatory=Signatory(
            name=f"นายทดสอบ {parts['name']}", position=parts["post"], acting_for=None
        ),
    )


def _reference(number: str) -> Reference:
    head, _, running = number.partition("/")
    prefix, _, unit = head.partition(" ")
    return Reference(
        raw=number,
        prefix=prefix,
        unit=unit,
        circular="ว " in running,
        number=running.removeprefix("ว "),
        year=None,
        normal=number.replace("ว ", "ว"),
    )


def pieces(texts: list[str], count: int, seed: int = 1) -> list[str]:
    """Strings of 1 to 20 characters cut out of texts at any place; none begins or ends blank."""
    drawn = random.Random(seed)
    found: list[str] = []
    while len(found) < count:
        text = drawn.choice(texts)
        at = drawn.randrange(len(text))
        piece = text[at : at + drawn.randint(1, 20)].strip()
        if piece and "\n" not in piece:
            found.append(piece)
    return found
