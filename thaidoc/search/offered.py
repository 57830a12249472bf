"""What an archive's letters have, read from the index at once: for completing what is typed.

Opening an index for searching maps all of it; whoever presses a key waits for three small files
only. What cannot be read gives nothing, for an answer here is a help and never a result.
"""

from array import array
from collections import Counter
from pathlib import Path

import msgspec

from thaidoc.search.labels import files_of
from thaidoc.search.manifest import NAME

#: days are kept as numbers, the year before four digits; the Buddhist era is so much ahead
_YEAR, _ERA = 10_000, 543


class _Manifest(msgspec.Struct):
    """What of the index's manifest is looked at."""

    letters: str
    sizes: dict[str, int]


def labels(index: Path, key: str) -> list[str]:
    """The values of a facet (``issuer``, ``kind``, …), those that most letters have first.

    :param index: the index's folder.
    """
    numbers_of, values_of = files_of(key)
    try:
        numbers = _numbers(index, numbers_of)
        values = _committed(index, values_of).decode("utf-8", "replace").split("\x00")[:-1]
    except (OSError, KeyError, ValueError, msgspec.MsgspecError):
        return []
    counted = Counter(number for number in numbers if 0 < number <= len(values))
    return [values[number - 1] for number, _ in counted.most_common()]


def years(index: Path) -> list[int]:
    """The Buddhist years that letters are of, the newest first."""
    try:
        days = _numbers(index, "first")
    except (OSError, KeyError, ValueError, msgspec.MsgspecError):
        return []
    return sorted({day // _YEAR + _ERA for day in days if day}, reverse=True)


def _numbers(index: Path, name: str) -> "array[int]":
    return array("I", _committed(index, name))


def _committed(index: Path, name: str) -> bytes:
    """What counts of a file of the index."""
    manifest = msgspec.json.decode((index / NAME).read_bytes(), type=_Manifest)
    with (index / manifest.letters / name).open("rb") as file:
        return file.read(manifest.sizes[name])
