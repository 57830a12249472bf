"""7-Zip archives as bundles, unpacked by py7zr one member after the other.

py7zr's own way out writes files or holds all of them; here its headers and its decompressors are
used and nothing else, so that a member is given as soon as it is unpacked and its name is never a
path. That reaches below py7zr's documented interface, hence its narrow version bounds. The package
is an extra (``thaidoc[7z]``): it brings ten others, and most archives hold no 7z.
"""

import io
import zlib
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from thaidoc.errors import LockedFileError, UnreadableFileError
from thaidoc.reading.bundles.member import (
    Allowance,
    BundleExhaustedError,
    Member,
    attempt,
    damaged,
    link,
    locked,
)
from thaidoc.reading.bundles.member_names import is_left_behind
from thaidoc.reading.formats import Source

if TYPE_CHECKING:
    from py7zr.py7zr import ArchiveFile, SevenZipFile

#: bytes taken from a decompressor at a time
_STEP = 1 << 20


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The files of a 7-Zip archive, in the order in which they were packed.

    :raises LockedFileError: where even the list of its files is locked.
    """
    with allowance.passwords.open(source.name, partial(_opened, source.data)) as archive:
        files = list(getattr(archive, "files", ()))
        yield from (_empty_file(file) for file in files if _holds_nothing(file))
        for place, folder in _folders(archive):
            yield from _folder(archive, folder, place, allowance, source.name)


def _opened(data: bytes, *, password: str | None = None) -> "SevenZipFile":
    """The archive, its list of files unlocked.

    :raises LockedFileError: where the password is another one.
    """
    import py7zr
    from py7zr.exceptions import PasswordRequired

    try:
        return py7zr.SevenZipFile(io.BytesIO(data), password=password)
    except PasswordRequired as fault:
        raise locked() from fault
    except Exception as fault:
        if password is None:
            raise
        raise locked(password) from fault  # what it unlocked made no sense


def _holds_nothing(file: "ArchiveFile") -> bool:
    return file.emptystream and not file.is_directory and not is_left_behind(file.filename)


def _empty_file(file: "ArchiveFile") -> Member:
    return Member(file.filename, fault=link() if _is_link(file) else None)


def _is_link(file: "ArchiveFile") -> bool:
    return file.is_symlink or file.is_junction or file.is_socket


def _folders(archive: "SevenZipFile") -> Iterator[tuple[int, Any]]:
    """Each stretch of files that were packed together, with where its packed bytes begin."""
    streams = getattr(archive.header, "main_streams", None)
    if streams is None:
        return
    stream = 0
    for folder in streams.unpackinfo.folders:
        yield archive.afterheader + streams.packinfo.packpositions[stream], folder
        stream += len(folder.packed_indices) or 1


def _folder(
    archive: "SevenZipFile", folder: Any, place: int, allowance: Allowance, name: str
) -> Iterator[Member]:
    """The files of one stretch. A fault in its packed bytes is one of all files behind it."""
    from py7zr.compressor import SupportedMethods
    from py7zr.exceptions import UnsupportedCompressionMethodError

    files = list(folder.files or ())
    fault: UnreadableFileError | None = None
    unpacker = None
    try:
        if files and SupportedMethods.needs_password(folder.coders):
            unlock = partial(_unlock, archive, folder, place, files[0])
            allowance.passwords.open(f"{name}/{files[0].filename}", unlock)
        if files:
            unpacker = folder.get_decompressor(files[0].compressed, reset=True)
    except LockedFileError as still:
        fault = still
    except UnsupportedCompressionMethodError:
        fault = UnreadableFileError(
            "It is packed in a way that cannot be read", hint="Unpack it and add the files in it"
        )
    archive.fp.seek(place)
    for file in files:
        if fault is None:
            member, torn = _file(archive, unpacker, file, allowance)
            fault = allowance.spent or (damaged() if torn else None)
        else:
            member = Member(file.filename, fault=fault)
        if not is_left_behind(file.filename):
            yield member


def _unlock(
    archive: "SevenZipFile",
    folder: Any,
    place: int,
    first: "ArchiveFile",
    *,
    password: str | None = None,
) -> None:
    """Give a stretch its password, after a look at whether its first file comes out whole.

    :raises LockedFileError: where it does not.
    """
    if password is None:
        if folder.password is None:
            raise locked()
        password = folder.password  # which has opened the list of files
    folder.password = password
    archive.fp.seek(place)
    left, crc = first.uncompressed, 0
    try:
        unpacker = folder.get_decompressor(first.compressed, reset=True)
        while left and (piece := unpacker.decompress(archive.fp, min(left, _STEP))):
            left -= len(piece)
            crc = zlib.crc32(piece, crc)
    except Exception as fault:
        folder.password = None
        raise locked(password) from fault
    if left or first.crc32 not in (None, crc):
        folder.password = None
        raise locked(password)


def _file(
    archive: "SevenZipFile", unpacker: Any, file: "ArchiveFile", allowance: Allowance
) -> tuple[Member, bool]:
    """One file, and whether nothing behind it can be unpacked any more."""
    done = False

    def read() -> bytes:
        """Unpack it even where it is refused: those behind it begin where it ends."""
        nonlocal done
        refusal = _refusal(file, allowance)
        crc, kept, left = 0, bytearray(), file.uncompressed
        while left:
            piece = unpacker.decompress(archive.fp, min(left, _STEP))
            if not piece:
                raise damaged()
            left -= len(piece)
            crc = zlib.crc32(piece, crc)
            if refusal is None:
                kept += piece
        done = True
        if refusal is not None:
            raise refusal
        if file.crc32 is not None and crc != file.crc32:
            raise damaged()
        return allowance.spend(bytes(kept))

    member = attempt(file.filename, read)
    return (Member(file.filename, fault=link()) if _is_link(file) else member), not done


def _refusal(file: "ArchiveFile", allowance: Allowance) -> UnreadableFileError | None:
    """Why this file is not kept although those behind it need it to be unpacked."""
    try:
        allowance.allow(file.uncompressed)
    except UnreadableFileError as fault:
        if isinstance(fault, BundleExhaustedError):
            raise
        return fault
    return None
