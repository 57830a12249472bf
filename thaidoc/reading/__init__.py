"""Bytes to :class:`~thaidoc.reading.document.Document`: pages of lines of segments, with boxes.

Two functions read everything: :func:`read` a file, :func:`read_bytes` what is already in memory.
Whatever is wrong with a file ends in one :class:`~thaidoc.errors.UnreadableFileError`. Both read in
this process; what comes from outside is read by
:func:`thaidoc.reading.child.confined.read_confined`, after :func:`load`.
"""

from pathlib import Path

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.blame import verdict
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import FORMATS, Format, Reading, Source, extension_lies
from thaidoc.reading.limits import current

__all__ = ["load", "read", "read_bytes"]


def load(path: Path) -> bytes:
    """The bytes of a file that is to be read.

    :raises UnreadableFileError: for a missing or oversized one, and for what is no file.
    """
    try:
        if path.is_dir():
            raise UnreadableFileError(
                "This is a folder, not a file", where=path, hint="Name the files in it"
            )
        if path.exists() and not path.is_file():
            raise UnreadableFileError("This is a device or pipe, not a file", where=path)
        current().allow_size(path.stat().st_size, where=path)
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableFileError(
            "There is no such file", where=path, hint="Check the path"
        ) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise UnreadableFileError(f"The file cannot be opened: {reason}", where=path) from fault


def read(path: Path, *, password: str | None = None) -> Document:
    """The document in a file.

    :param password: what opens it, should it be locked; it is not kept.
    :raises LockedFileError: for a file that only another password opens.
    :raises UnreadableFileError: for a missing, empty, oversized, damaged or unknown file.
    """
    return _document(load(path), path.name, path, password)


def read_bytes(
    data: bytes, name: str, *, where: Path | str | None = None, password: str | None = None
) -> Document:
    """The document in the bytes of a file that is called ``name``.

    :param where: the file's place, for what is said of it; its name where not given.
    :param password: what opens it, should it be locked; it is not kept.
    :raises UnreadableFileError: as :func:`read` does.
    """
    current().allow_size(len(data), where=where or name)
    return _document(data, name, where or name, password)


def _document(data: bytes, name: str, where: Path | str, password: str | None) -> Document:
    if not data:
        raise UnreadableFileError(
            "The file is empty", where=where, hint="Ask for it to be sent again"
        )
    media_type = media_type_of(data)
    found = FORMATS.get(media_type, FORMATS["application/octet-stream"])
    reading = _reading(found, Source(data, name, media_type, password=password), where)
    current().allow_pages(len(reading.pages), where=where)
    lie = ("extension-lies",) if extension_lies(name, media_type) else ()
    return Document(
        name=name,
        sha256=sha256_of(data),
        bytes=len(data),
        media_type=media_type,
        pages=reading.pages,
        reader=reading.reader,
        encoding=reading.encoding,
        ocr=reading.ocr,
        notes=reading.notes + lie,
    )


def _reading(found: Format, source: Source, where: Path | str) -> Reading:
    """The format's reading; whatever its library raises becomes one clear sentence."""
    try:
        return found.reader()(source)
    except UnreadableFileError as fault:
        raise type(fault)(fault.what, where=where, hint=fault.hint) from fault
    except ImportError as fault:
        raise UnreadableFileError(
            f"A library for reading {found.label} is missing: {fault.name}",
            where=where,
            hint=f"Install it with: pip install 'thaidoc[{found.extra}]'"
            if found.extra
            else "Install thaidoc again with its requirements",
        ) from fault
    except MemoryError:
        raise  # whoever set the limit says so
    except Exception as fault:
        damaged = UnreadableFileError(
            f"The file is damaged: it looks like {found.label} but cannot be read as one",
            hint="Open it in the program that made it and save it again",
        )
        told = verdict(fault, damaged)
        told.where = where
        raise told from fault
