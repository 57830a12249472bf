"""What can be done with a file before anything is written: it is read, parsed, and measured.

This needs nothing of the archive, so any process can do it. :func:`prepare` does it here;
:func:`in_worker` is the same for a process of :mod:`thaidoc.archive.workers`, which gives back a
:class:`Parcel`: all that the writer has to put on the disk and to tell, and no more.
"""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec
from msgspec import Struct

from thaidoc.archive.register import Look, look_at
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.errors import ThaidocError, UnreadableFileError
from thaidoc.reading.child.confined import holds_files, read_confined
from thaidoc.reading.document import Document
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.limits import current
from thaidoc.reading.recognition import Recognition, Told
from thaidoc.record import Record, RecordWarning, Secrecy, ThaiDate, to_json

#: :func:`in_worker`, as a worker is told of it
IN_WORKER = "thaidoc.archive.preparing:in_worker"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One file read and parsed, ready to be kept."""

    original: bytes
    document: Document
    record: Record


class Summary(Struct, frozen=True, kw_only=True):
    """What a report tells of a document."""

    kind: str | None = None
    number: str | None = None
    date: ThaiDate | None = None
    subject: str | None = None
    secrecy: Secrecy | None = None
    doubtful: list[RecordWarning] = []


class Parcel(Struct, frozen=True, kw_only=True):
    """One file read and parsed in another process, ready to be kept.

    ``record`` is its JSON; ``needs_ocr`` are the pages whose text has still to be read by OCR.
    """

    id: str
    suffix: str
    record: bytes
    text: str
    summary: Summary
    needs_ocr: list[int]
    look: Look


class Job(Struct, frozen=True, kw_only=True):
    """What a worker is to do with the bytes it gets: look whether they are a bundle, and read."""

    name: str
    password: str | None = None
    recognition: Recognition = Recognition()
    may_be_bundle: bool = True


def prepare(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    recognition: Recognition | None = None,
    told: Told | None = None,
) -> Prepared:
    """Read and parse the bytes of a file, which a password opens if it is locked.

    :param recognition: when pages are read from their pictures; what is in force where not given.
    :param told: is told of each page before it is read so.
    :raises UnreadableFileError: where they give no document; also for a fault of thaidoc itself,
        which must not keep the other files out.
    """
    from thaidoc.parsing.parser import parse

    try:
        document = read_confined(data, name, password=password, recognition=recognition, told=told)
        return Prepared(data, document, parse(document))
    except ThaidocError:
        raise
    except Exception as fault:
        raise UnreadableFileError(
            f"thaidoc itself failed on this file ({type(fault).__name__}: {fault})",
            where=name,
            hint="Please report it, with what `thaidoc parse --debug` says of the file",
        ) from fault


def in_worker(body: bytes, data: bytes, tell: Callable[[bytes], None]) -> bytes:
    """A packed :class:`Job` done: a packed :class:`Parcel`, or nothing for a bundle.

    :param tell: is given ``(page, pages)``, packed, before a page is read from its picture.
    :raises UnreadableFileError: as :func:`prepare` does.
    """
    job = msgspec.msgpack.decode(body, type=Job)
    if job.may_be_bundle and holds_files(data, job.name, current()):
        return b""
    found = prepare(
        data,
        job.name,
        password=job.password,
        recognition=job.recognition,
        told=lambda page, pages: tell(msgspec.msgpack.encode((page, pages))),
    )
    return msgspec.msgpack.encode(parcel(found))


def parcel(found: Prepared) -> Parcel:
    """What the writer needs of a file that was read."""
    document, record = found.document, found.record
    text = document.text
    return Parcel(
        id=record.id,
        suffix=suffix_of(document.media_type),
        record=to_json(record),
        text=text,
        summary=summary_of(record),
        needs_ocr=[page.number for page in document.pages if page.decision == "needs-ocr"],
        look=look_at(record, text),
    )


def summary_of(record: Record) -> Summary:
    """What a report tells of a record."""
    return Summary(
        kind=record.kind,
        number=record.reference.normal if record.reference else None,
        date=record.date,
        subject=record.subject,
        secrecy=secrecy_of(record),
        doubtful=record.warnings,
    )


def suffix_of(media_type: str) -> str:
    """What the name of an original of this type ends in, whatever its sender called it.

    >>> suffix_of("application/pdf"), suffix_of("application/x-unheard-of")
    ('.pdf', '')
    """
    known = FORMATS.get(media_type)
    return known.extensions[0] if known and known.extensions else ""
