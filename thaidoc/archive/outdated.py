"""Which documents want to be read again: what an older reader or parser read, or could not read.

Of each record only what tells that is looked at, so that all of a large archive are told quickly.
"""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec
from msgspec import Struct

from thaidoc.archive.store import Archive
from thaidoc.parsing.parser import PARSER
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.ocr.engine import NAME as RECOGNISER
from thaidoc.record import RecordWarning

#: warnings of a record of which pages may be read better another time
_PENDING = frozenset({"page-needs-ocr"})


class _Made(Struct, frozen=True):
    media_type: str
    reader: str
    parser: str


class _Kept(Struct, frozen=True):
    """Of a record, what tells whether to read its document again."""

    source: _Made
    warnings: list[RecordWarning]


_KEPT = msgspec.json.Decoder(_Kept)


def outdated(archive: Archive) -> Iterator[str]:
    """The documents that another version of the parser or of their reader read."""
    for identity, kept in _each(archive):
        if kept is None or is_outdated(
            kept.source.media_type, kept.source.reader, kept.source.parser
        ):
            yield identity


def pending(archive: Archive) -> Iterator[str]:
    """The documents with pages whose text is still to be read from their pictures."""
    for identity, kept in _each(archive):
        if kept is not None and any(warning.code in _PENDING for warning in kept.warnings):
            yield identity


def is_outdated(media_type: str, reader: str, parser: str) -> bool:
    """Whether today's parser or reader is another version than what a record names.

    A reader is the first word of its name: ``pdf/2``; who recognised its pages stands behind it:
    ``pdf/2 + thaidoc-ocr/1``. What another program read (``catdoc/0.95``) is as old as its parser.

    >>> is_outdated("text/plain", "plain/0", PARSER), is_outdated("text/plain", "plain/1", PARSER)
    (True, False)
    """
    today = (reader_of(media_type), RECOGNISER)
    made = [part.partition(" ")[0] for part in reader.split(" + ")]
    return parser != PARSER or any(_is_another(one, now) for one in made for now in today)


def _is_another(made: str, now: str) -> bool:
    """Whether two names and versions are those of one program in two versions."""
    name, _, version = made.partition("/")
    today, _, present = now.partition("/")
    return name == today and version != present


def reader_of(media_type: str) -> str:
    """Name and version of what reads files of this type today; empty where nothing does."""
    known = FORMATS.get(media_type)
    if known is None or known.module is None:
        return ""
    try:
        module = import_module(f"thaidoc.reading.{known.module}")
    except ImportError:  # a library is missing: reading will say which
        return ""
    return str(getattr(module, "READER", ""))


def _each(archive: Archive) -> Iterator[tuple[str, _Kept | None]]:
    """Every document with what its record says of its making; None for one that says nothing."""
    for identity in archive.ids():
        path: Path = archive.folder(identity) / "record.json"
        try:
            yield identity, _KEPT.decode(path.read_bytes())
        except (OSError, msgspec.MsgspecError):
            yield identity, None
