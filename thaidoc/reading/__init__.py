"""Bytes to :class:`~thaidoc.reading.document.Document`: pages of lines of segments, with boxes.

Two functions read everything: :func:`read` a file, :func:`read_bytes` what is already in memory.
Whatever is wrong with a file ends in one :class:`~thaidoc.errors.UnreadableFileError`.
"""

from pathlib import Path

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.document import Document, sha256_of
from thaidoc.reading.formats import FORMATS, Format, Reading, Source, extension_lies

#: a letter of this many bytes is no letter: reading it would only exhaust the machine
MAX_BYTES = 512 * 1024 * 1024

__all__ = ["MAX_BYTES", "read", "read_bytes"]


def read(path: Path) -> Document:
    """The document in a file.

    :raises UnreadableFileError: for a missing, empty, oversized, locked, damaged or unknown file.
    """
    try:
        if path.is_dir():
            raise UnreadableFileError(
                "This is a folder, not a file", where=path, hint="Name the files in it"
            )
        if path.exists() and not path.is_file():
            raise UnreadableFileError("This is a device or pipe, not a file", where=path)
        if path.stat().st_size > MAX_BYTES:
            raise _too_large(path)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableFileError(
            "There is no such file", where=path, hint="Check the path"
        ) from fault
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise UnreadableFileError(f"The file cannot be opened: {reason}", where=path) from fault
    return _document(data, path.name, path)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in the bytes of a file that is called ``name``.

    :raises UnreadableFileError: as :func:`read` does.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return _document(data, name, name)


def _too_large(where: Path | str) -> UnreadableFileError:
    return UnreadableFileError(
        f"The file is larger than {MAX_BYTES // 1024**2} MB",
        where=where,
        hint="Split it, or scan it at a lower resolution",
    )


def _document(data: bytes, name: str, where: Path | str) -> Document:
    if not data:
        raise UnreadableFileError(
            "The file is empty", where=where, hint="Ask for it to be sent again"
        )
    media_type = media_type_of(data)
    found = FORMATS.get(media_type, FORMATS["application/octet-stream"])
    reading = _reading(found, Source(data, name, media_type), where)
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
        raise UnreadableFileError(fault.what, where=where, hint=fault.hint) from fault
    except ImportError as fault:
        raise UnreadableFileError(
            f"A library for reading {found.label} is missing: {fault.name}",
            where=where,
            hint="Install thaidoc again with its requirements",
        ) from fault
    except Exception as fault:
        raise UnreadableFileError(
            f"The file is damaged: it looks like {found.label} but cannot be read as one",
            where=where,
            hint="Open it in the program that made it and save it again",
        ) from fault
