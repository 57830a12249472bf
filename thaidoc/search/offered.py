"""What an archive's letters have, read from the index at once: for completing what is typed.

Opening an index for searching maps all of it; whoever presses a key waits for three small files
only. What cannot be read gives nothing, for an answer here is a help and never a result.
"""

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

import msgspec

from thaidoc.search.labels import files_of
from thaidoc.search.manifest import NAME

#: days are kept as numbers: year, month and day with these places
_YEAR, _MONTH = 10_000, 100
_UNREADABLE = (OSError, LookupError, ValueError, msgspec.MsgspecError)


class _Manifest(msgspec.Struct):
    """What of the index's manifest is looked at."""

    letters: str
    sizes: dict[str, int]
    tail: str = ""
    tail_sizes: dict[str, int] = {}


def labels(index: Path, key: str) -> list[str]:
    """The values of a facet (``issuer``, ``kind``, …), those that most letters have first.

    :param index: the index's folder.
    """
    counted: Counter[str] = Counter()
    try:
        for numbers, kept in _committed(index, files_of(key)):
            values = ["", *kept.decode("utf-8", "replace").split("\x00")[:-1]]
            counted.update(values[number] for number in array("I", numbers))
    except _UNREADABLE:
        return []
    return [value for value, _ in counted.most_common() if value]


def years(index: Path) -> list[int]:
    """The Buddhist years that letters are of, the newest first."""
    from thaidoc.thai.calendar import to_buddhist_year

    try:
        days = {day for (kept,) in _committed(index, ("first",)) for day in array("I", kept)}
    except _UNREADABLE:
        return []
    months = {day // _MONTH for day in days if day}
    per_year = _YEAR // _MONTH
    return sorted({to_buddhist_year(*divmod(one, per_year)) for one in months}, reverse=True)


def _committed(index: Path, names: Sequence[str]) -> Iterator[list[bytes]]:
    """What counts of these files of the index, and of the same parts of its tail."""
    manifest = msgspec.json.decode((index / NAME).read_bytes(), type=_Manifest)
    folder = index / manifest.letters
    if manifest.sizes:
        yield [_read(folder / name, 0, manifest.sizes[name]) for name in names]
    if manifest.tail:
        ends = dict(zip(manifest.tail_sizes, accumulate(manifest.tail_sizes.values()), strict=True))
        sizes = {name: manifest.tail_sizes.get(name, 0) for name in names}
        yield [
            _read(folder / manifest.tail, ends.get(name, 0) - size, size)
            for name, size in sizes.items()
        ]


def _read(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)
