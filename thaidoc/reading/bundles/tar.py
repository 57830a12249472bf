"""Tar files as bundles, and files packed alone by gzip, bzip2 or xz, which often hold a tar."""

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import (
    MAX_RATIO,
    Allowance,
    Decompressor,
    Member,
    attempt,
    link,
)
from thaidoc.reading.bundles.member_names import decoded_names, is_left_behind
from thaidoc.reading.detect import is_tar
from thaidoc.reading.formats import Source

#: what an xz file may ask for to be unpacked: its strongest setting needs 65 MB
_XZ_MEMORY = 256 * 1024**2
_DECOMPRESSORS: dict[str, Callable[[], Decompressor]] = {
    "application/gzip": lambda: zlib.decompressobj(zlib.MAX_WBITS | 16),
    "application/x-bzip2": bz2.BZ2Decompressor,
    "application/x-xz": lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY),
}
#: bytes of a packed file that are tried before all of it
_PIECE = 1024
#: what the name of a packed file ends in, and what that stands for
_ENDINGS = re.compile(r"\.(?:(?:gz|bz2|xz)|t(?:gz|bz2?|xz))$", re.IGNORECASE)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The files of a tar, or the one file of a packed stream; a tar in it is opened at once."""
    opener = _DECOMPRESSORS.get(source.media_type)
    if opener is None:
        yield from _tar(source.data, allowance)
        return
    inner = attempt(_inner_name(source.name), lambda: _stream(source.data, opener, allowance))
    if inner.fault is None and is_tar(inner.data):
        yield from _tar(inner.data, allowance)
    else:
        yield inner


def _inner_name(name: str) -> str:
    inner = _ENDINGS.sub("", name.rsplit("/", 1)[-1])
    return inner or "unnamed"


def _stream(data: bytes, opener: Callable[[], Decompressor], allowance: Allowance) -> bytes:
    """What the bytes unpack to; several packed files in a row are one, as their tools have it."""
    magic, unpacked, at = data[:3], [], 0
    while data.startswith(magic, at):  # what else follows is no part of it
        piece, at = _one(data, at, opener, allowance)
        unpacked.append(piece)
        while data.startswith(b"\0", at):
            at += 1
    return b"".join(unpacked)


def _one(
    data: bytes, at: int, opener: Callable[[], Decompressor], allowance: Allowance
) -> tuple[bytes, int]:
    """What the packed file that begins here unpacks to, and where it ends.

    A small piece is tried first: what follows an end is copied, and there may be a million ends.
    """
    if len(data) - at > _PIECE:
        unpacker = opener()
        found = unpacker.decompress(data[at : at + _PIECE], _PIECE * MAX_RATIO)
        if unpacker.eof:
            end = at + _PIECE - len(unpacker.unused_data)
            return allowance.spend(found, end - at), end
    unpacker = opener()
    found = allowance.unpack(unpacker, data[at:])
    return found, len(data) - len(unpacker.unused_data)


def _tar(data: bytes, allowance: Allowance) -> Iterator[Member]:
    with tarfile.open(
        fileobj=io.BytesIO(data), mode="r:", encoding="utf-8", errors="surrogateescape"
    ) as archive:
        while (info := _next(archive)) is not None:
            if isinstance(info, UnreadableFileError):
                yield Member("", fault=info)
                return
            (name,) = decoded_names([info.name.encode("utf-8", "surrogateescape")])
            if info.isdir() or is_left_behind(name):
                continue
            if info.isreg():
                yield attempt(name, partial(_content, archive, info, allowance))
            else:
                yield Member(name, fault=link())
        if data[archive.offset : archive.offset + 512].strip(b"\0"):  # no mark of its end
            yield Member("", fault=_torn())


def _next(archive: tarfile.TarFile) -> tarfile.TarInfo | UnreadableFileError | None:
    """The next member's header; None at the end; the fault where the tar is torn."""
    try:
        return archive.next()
    except (tarfile.TarError, OSError, ValueError, OverflowError):
        return _torn()


def _torn() -> UnreadableFileError:
    return UnreadableFileError(
        "It is torn: what lay behind the last file given here is lost",
        hint="Ask for it to be sent again",
    )


def _content(archive: tarfile.TarFile, info: tarfile.TarInfo, allowance: Allowance) -> bytes:
    allowance.allow(info.size)
    packed = archive.extractfile(info)
    found = packed.read() if packed else b""
    if len(found) < info.size:
        raise UnreadableFileError(
            "It is damaged: its end is missing", hint="Ask for it to be sent again"
        )
    return allowance.spend(found)
