"""Letters that cite each other, put into an archive without being read."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.provenance import source_of
from thaidoc.archive import events, versions
from thaidoc.archive.citations import Citations
from thaidoc.archive.events import Event
from thaidoc.archive.mentions import Letter
from thaidoc.archive.register import opened
from thaidoc.archive.resolution import Resolver
from thaidoc.archive.store import Archive
from thaidoc.parsing.citations import read_entry
from thaidoc.parsing.reference import read
from thaidoc.reading.document import sha256_of
from thaidoc.record import Action, Citation, Deadline, Issuer, Kind, Record, Secrecy
from thaidoc.thai import calendar

ISSUER = "กรมสมมุติ"


def cited(text: str, action: Action = "refers") -> Citation:
    return read_entry(text, action)


def letter(
    number: str | None,
    date: str | None = "๑๔ มิถุนายน ๒๕๖๒",
    *cites: Citation,
    issuer: str | None = ISSUER,
    subject: str = "ขอเชิญประชุม",
    kind: Kind = "external-letter",
    body: str = "",
    secrecy: Secrecy | None = None,
    deadlines: tuple[Deadline, ...] = (),
    enclosed: tuple[Record, ...] = (),
) -> Record:
    """A record; its identity follows from all that it says."""
    found = read(number) if number else None
    record = Record(
        id="",
        kind=kind,
        reference=found.reference if found else None,
        issuer=Issuer(name=issuer, lines=[issuer], address=None, postcode=None, ministry=None)
        if issuer
        else None,
        date=calendar.read(date) if date else None,
        subject=subject,
        secrecy=secrecy,
        references=list(cites),
        cites=list(cites),
        body=[body] if body else [],
        deadlines=list(deadlines),
        enclosed=list(enclosed),
    )
    digest = sha256_of(repr(record).encode())
    values = {name: getattr(record, name) for name in record.__struct_fields__}
    return Record(**{**values, "id": digest[:16], "source": source_of(digest)})


def keep(archive: Archive, *records: Record, text: str = "") -> list[str]:
    """Put records into an archive, with its events; their identities."""
    for record in records:
        archive.keep(record.id.encode(), ".txt", record, text or record.id * 3)
        act = Event(at="2026-01-02T03:04:05+07:00", act="added", id=record.id, actor="x")
        events.append(archive.events, [act])
    return [record.id for record in records]


@contextmanager
def resolver(archive: Archive) -> Iterator[Resolver]:
    """A resolver of an archive, brought up."""
    with Citations.opened(archive) as citations, opened(archive) as register:
        citations.catch_up()
        register.catch_up()
        yield Resolver(citations, lambda identity: versions.group(register, identity))


def first(resolved: Resolver, identity: str) -> Letter:
    return resolved.citations.letters(identity)[0]
