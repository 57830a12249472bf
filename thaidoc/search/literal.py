"""The complete path: every string that stands in a document is found, cut anywhere, of any length.

Each field of every document lies folded in one file, a byte a character, one document behind the
other, memory-mapped (:mod:`~thaidoc.search.column` says how it is searched). The documents that
came last, as long as they are few, are together in one file, the tail.

Thai and ASCII characters are bytes of TIS-620. Any other character is the byte 1, and its code
point lies in a second file, against which hits of such strings are checked. Files only grow
(:mod:`~thaidoc.search.letters_writer`); what counts of them is what the manifest says.
"""

import mmap
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path

from thaidoc.search.gaps import Gapped
from thaidoc.search.manifest import Manifest, damaged
from thaidoc.search.part import TABLES, TEXT, Part


class Letters:
    """The committed state of all columns; positions count entries from 0, dead ones included."""

    def __init__(self, folder: Path, manifest: Manifest):
        self.main = opened(folder, manifest)
        self.tail = opened_tail(folder, manifest)
        self.dead = frozenset(manifest.dead)
        self._count = len(self.main) + (len(self.tail) if self.tail else 0)
        if self._count != manifest.entries:
            raise damaged(folder, "its files are of different lengths")

    @cached_property
    def ids(self) -> Sequence[int]:
        """The identity of each entry, as a number."""
        return self._table("ids")

    @cached_property
    def slots(self) -> Sequence[int]:
        """The slot of each entry; they ascend."""
        return self._table("slots")

    @cached_property
    def first(self) -> Sequence[int]:
        """The first day of each entry's date, 0 where it has none."""
        return self._table("first")

    @cached_property
    def last(self) -> Sequence[int]:
        """The last day of each entry's date, 0 where it has none."""
        return self._table("last")

    def _table(self, name: str) -> Sequence[int]:
        """One number an entry: where it lies, unless there is a tail to be put behind it."""
        table = self.main.tables[name]
        if self.tail is None:
            return table
        both = array(TABLES[name])
        both.frombytes(table.cast("B"))
        both.frombytes(self.tail.tables[name].cast("B"))
        return both

    def _parts(self) -> Iterator[tuple[Part, int]]:
        """The parts, each with the position of its first entry."""
        yield self.main, 0
        if self.tail is not None:
            yield self.tail, len(self.main)

    def at(self, position: int) -> tuple[Part, int]:
        """The part that an entry is in, and its place there."""
        if self.tail is None or position < len(self.main):
            return self.main, position
        return self.tail, position - len(self.main)

    def positions(self) -> Iterator[int]:
        """All that are not dead, ascending."""
        every = range(self._count)
        return (p for p in every if p not in self.dead) if self.dead else iter(every)

    def find(self, column: str, folded: str, *, whole_numbers: bool = False) -> set[int]:
        """Where the string stands in a column; the empty string stands nowhere."""
        found = set(self.main.columns[column].find(folded, whole_numbers=whole_numbers))
        if self.tail is not None:
            first = len(self.main)
            here = self.tail.columns[column].find(folded, whole_numbers=whole_numbers)
            found.update(first + place for place in here)
        return found - self.dead if self.dead else found

    def find_gapped(self, column: str, gapped: Gapped) -> set[int]:
        """Where a string with gaps stands in a column."""
        found = set(self.main.columns[column].find_gapped(gapped))
        if self.tail is not None:
            first, here = len(self.main), self.tail.columns[column].find_gapped(gapped)
            found.update(first + place for place in here)
        return found - self.dead if self.dead else found

    def at_slots(self, slots: Iterable[int]) -> set[int]:
        """The positions of the entries at these slots, as far as there are such."""
        table, count = self.slots, self._count
        if count and table[count - 1] == count - 1:  # nothing was ever thrown away
            found = set(slots)
            if found and max(found) >= count:  # of a commit that the letters do not know
                found = {slot for slot in found if slot < count}
            return found - self.dead if self.dead else found
        places = ((bisect_left(table, slot), slot) for slot in slots)
        return {p for p, slot in places if p < count and table[p] == slot} - self.dead

    def dated(self, first: int, last: int) -> set[int]:
        """Those whose date touches these days, both included."""
        dates = enumerate(zip(self.first, self.last, strict=True))
        return {p for p, (begin, end) in dates if begin <= last and end >= first and begin} - (
            self.dead
        )

    def id_at(self, position: int) -> str:
        """The identity of the document at a position."""
        return f"{self.ids[position]:016x}"

    def place_of(self, identity: str) -> int | None:
        """The position of a document; None where it is not there."""
        return self.places_of({identity}).get(identity)

    def places_of(self, identities: Set[str]) -> dict[str, int]:
        """The positions of those of these documents that are there."""
        wanted = {int(identity, 16): identity for identity in identities}
        every = enumerate(self.ids)
        return {wanted[one]: p for p, one in every if one in wanted and p not in self.dead}

    def share(self, position: int, folded: str) -> float | None:
        """How far into an entry's text a string first stands."""
        part, place = self.at(position)
        return part.columns[TEXT].share(place, folded)

    def text(self, column: str, position: int) -> str:
        """What an entry has in a column, its values apart by :data:`~.store.BETWEEN`."""
        part, place = self.at(position)
        return part.columns[column].text(place).rstrip("\x00")

    def __len__(self) -> int:
        return self._count - len(self.dead)

    def counted(self, key: str, positions: Iterable[int]) -> dict[str, int]:
        """How many of these entries have each label of a facet."""
        if self.tail is None:
            return self.main.labels[key].counts(positions)
        behind = len(self.main)
        wanted = set(positions)
        later = {position for position in wanted if position >= behind}
        counts = Counter(self.main.labels[key].counts(wanted - later))
        counts.update(self.tail.labels[key].counts(position - behind for position in later))
        return dict(counts)

    def places(self) -> dict[str, int]:
        """The position of each document by its identity."""
        return {self.id_at(position): position for position in self.positions()}


def opened(folder: Path, manifest: Manifest) -> Part:
    """The entries before the tail, mapped.

    :raises NoIndexError: where a file is shorter than the manifest says, or they do not fit.
    :raises FileNotFoundError: where one is gone.
    """
    files = {name: _mapped(folder / name, size) for name, size in manifest.sizes.items()}
    return _part(folder, files, manifest)


def opened_tail(folder: Path, manifest: Manifest) -> Part | None:
    """The entries in the tail; None where there is none.

    :raises NoIndexError: and
    :raises FileNotFoundError: as :func:`opened` does.
    """
    if not manifest.tail:
        return None
    whole = _mapped(folder / manifest.tail, sum(manifest.tail_sizes.values()))
    files, at = {}, 0
    for name, size in manifest.tail_sizes.items():
        files[name] = whole[at : at + size]
        at += size
    return _part(folder, files, manifest)


def _part(folder: Path, files: dict[str, memoryview], manifest: Manifest) -> Part:
    try:
        return Part(files, manifest.columns)
    except (TypeError, ValueError) as error:  # a length that is no whole count of numbers, too
        raise damaged(folder, error) from error


def _mapped(path: Path, size: int) -> memoryview:
    if not size:
        return memoryview(b"")
    try:
        with path.open("rb") as file:
            return memoryview(mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ))
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise
        raise damaged(path, error) from error
