"""ZIP files as bundles: by their directory where it is sound, else by each member's own header.

The directory tells names, sizes and places; a torn or lying one is made up for by walking from
header to header, since all that a member needs stands before its bytes. Members that share bytes
with another one are the trick of a bomb and are refused.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from thaidoc.errors import UnreadableFileError
from thaidoc.reading.bundles.member import Allowance, Member, attempt, damaged, link
from thaidoc.reading.bundles.member_names import decoded_names, is_left_behind
from thaidoc.reading.bundles.zip_entry import (
    SIGNATURE,
    SIZES_FOLLOW,
    Entry,
    content,
    entry_at,
    has_own_directory,
)
from thaidoc.reading.formats import Source

_DIRECTORY_ENTRY = b"PK\x01\x02"
#: entries in all directories of a file and of files stored in it, before any of them is read
_MOST_ENTRIES = 250_000
#: what follows the bytes of a member whose header could not say its sizes: CRC, packed, size
_SIZES = re.compile(rb"PK\x07\x08(.{4})(.{4})(.{4})", re.DOTALL)
_FILE_TYPE, _REGULAR = 0o170000, (0, 0o100000)


def members(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The files of a ZIP, one by one; a torn one gives what is sound, and says that it is torn."""
    if source.data.count(_DIRECTORY_ENTRY) > _MOST_ENTRIES:
        raise allowance.too_many()
    listed, end = _directory(source.data)
    if end is None:
        yield from _by_headers(source, allowance)
    else:
        yield from _by_directory(source, listed, end, allowance)


def _directory(data: bytes) -> tuple[list[zipfile.ZipInfo], int | None]:
    """The directory's entries and where it begins; no place where it is torn."""
    if not has_own_directory(data):
        return [], None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return package.infolist(), package.start_dir
    except Exception:  # torn, or a name in it that is not what it says
        return [], None


def _by_directory(
    source: Source, listed: Sequence[zipfile.ZipInfo], end: int, allowance: Allowance
) -> Iterator[Member]:
    data = source.data
    entries = [_described(data, info) for info in listed]
    names = _names([entry or _unfound(info) for entry, info in zip(entries, listed, strict=True)])
    shared = _overlapping(listed, entries, end)
    for info, entry, name in zip(listed, entries, names, strict=True):
        if name.endswith(("/", "\\")) or is_left_behind(name):
            continue
        # only a system that has links says so, in the upper half of its own attributes
        kind = (info.external_attr >> 16) & _FILE_TYPE
        if info.create_system == 3 and kind not in _REGULAR:
            yield Member(name, fault=link())
        elif entry is None or info.header_offset in shared:
            yield Member(name, fault=damaged())
        else:
            shown = f"{source.name}/{name}"
            yield attempt(name, partial(content, data, entry, allowance, shown))


def _described(data: bytes, info: zipfile.ZipInfo) -> Entry | None:
    """The member as the directory has it: the header may leave out sizes."""
    entry = entry_at(data, info.header_offset)
    if entry is None:
        return None
    return replace(
        entry,
        name=_raw_name(info),
        flags=entry.flags | info.flag_bits,
        method=info.compress_type,
        crc=info.CRC,
        packed=info.compress_size,
        size=info.file_size,
        extra=info.extra or entry.extra,
    )


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")


def _unfound(info: zipfile.ZipInfo) -> Entry:
    return Entry(_raw_name(info), info.flag_bits, 0, 0, 0, 0, info.extra, 0)


def _names(entries: Sequence[Entry]) -> list[str]:
    """Every member's name; those that nobody said the encoding of are decoded together."""
    known = [entry.unicode_name for entry in entries]
    pairs = zip(entries, known, strict=True)
    guessed = iter(decoded_names([entry.name for entry, name in pairs if name is None]))
    return [next(guessed) if name is None else name for name in known]


def _overlapping(
    listed: Sequence[zipfile.ZipInfo], entries: Sequence[Entry | None], end: int
) -> set[int]:
    """Where headers stand whose members' bytes reach into the next member or the directory."""
    places = sorted(
        (info.header_offset, entry.start + entry.packed)
        for info, entry in zip(listed, entries, strict=True)
        if entry is not None
    )
    following = [start for start, _ in places[1:]] + [end]
    return {start for (start, stop), after in zip(places, following, strict=False) if stop > after}


# --- without a directory ---------------------------------------------------------------------


def _by_headers(source: Source, allowance: Allowance) -> Iterator[Member]:
    """The members that are found by their own headers, then what is wrong with the whole."""
    data = source.data
    at = data.find(SIGNATURE)
    following = _sizes(data)
    found = 0
    while at >= 0 and (entry := entry_at(data, at)) is not None:
        (name,) = _names([entry])
        sized = _sized(entry, following)
        after = entry.start
        if not name.endswith(("/", "\\")) and not is_left_behind(name):
            member = (
                attempt(name, partial(content, data, sized, allowance, f"{source.name}/{name}"))
                if sized
                else Member(name, fault=damaged())
            )
            found += 1
            yield member
            if sized and not member.fault:  # else the next header may stand inside it
                after += sized.packed
        at = data.find(SIGNATURE, after)
    told = f"; {found} found without it" if found else ""
    yield Member(
        "",
        fault=UnreadableFileError(
            f"The list of the files in it is torn or missing{told}",
            hint="Ask for it to be sent again: there may have been more in it",
        ),
    )


def _sizes(data: bytes) -> dict[int, tuple[int, int, int]]:
    """Where members' bytes begin that sizes follow: CRC, packed size, size."""
    found: dict[int, tuple[int, int, int]] = {}
    for sizes in _SIZES.finditer(data):
        crc, packed, size = (int.from_bytes(value, "little") for value in sizes.groups())
        found.setdefault(sizes.start() - packed, (crc, packed, size))
    return found


def _sized(entry: Entry, following: dict[int, tuple[int, int, int]]) -> Entry | None:
    """The entry with the sizes that follow its bytes, where its header has none."""
    if not entry.flags & SIZES_FOLLOW or entry.packed:
        return entry
    if entry.start not in following:
        return None
    crc, packed, size = following[entry.start]
    return replace(entry, crc=crc, packed=packed, size=size)
