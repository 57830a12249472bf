"""The complete path: every string that stands in a document is found, cut anywhere, of any length.

Each field of every document lies folded in one file, a byte a character, one document behind the
other, memory-mapped and searched from end to end (:mod:`~thaidoc.search.column`).

Thai and ASCII characters are bytes of TIS-620. Any other character is the byte 1, and its code
point lies in a second file, against which hits of such strings are checked. Files only grow
(:mod:`~thaidoc.search.letters_writer`); what counts of them is what the manifest says.
"""

import mmap
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

from thaidoc.search.column import COLUMN_FILES, NARROW, WIDE, Column, Kind
from thaidoc.search.gaps import Gapped
from thaidoc.search.labels import LABELLED, Labels, files_of
from thaidoc.search.manifest import Manifest, damaged

#: the column of the whole text
TEXT = "text"
#: one number an entry: its identity, its slot, the first and last day of its date
TABLES: dict[str, Kind] = {"ids": WIDE, "slots": NARROW, "first": NARROW, "last": NARROW}


class Letters:
    """The committed state of all columns; positions count entries from 0, dead ones included."""

    def __init__(self, folder: Path, manifest: Manifest):
        files: dict[str, memoryview] = {}
        for name, size in manifest.sizes.items():
            files[name] = _mapped(folder / name, size)
        self.ids, self.slots, self.first, self.last = (
            files[name].cast(kind) for name, kind in TABLES.items()
        )
        self.columns = {
            name: Column({f: files[f"{name}.{f}"].cast(kind) for f, kind in COLUMN_FILES.items()})
            for name in manifest.columns
        }
        self.labels = {
            key: Labels(files[numbers].cast(NARROW), files[values])
            for key, (numbers, values) in ((key, files_of(key)) for key in LABELLED)
        }
        self.dead = frozenset(manifest.dead)
        lengths = {len(table) for table in self.tables}
        lengths.update(len(labels) for labels in self.labels.values())
        lengths.update(len(column.files["ends"]) for column in self.columns.values())
        if lengths != {manifest.entries}:
            raise damaged(folder, "its files are of different lengths")

    @property
    def tables(self) -> tuple[memoryview, ...]:
        """One number an entry in each, in the order of :data:`TABLES`."""
        return self.ids, self.slots, self.first, self.last

    def positions(self) -> Iterator[int]:
        """All that are not dead, ascending."""
        every = range(len(self.ids))
        return (p for p in every if p not in self.dead) if self.dead else iter(every)

    def find(self, column: str, folded: str, *, whole_numbers: bool = False) -> set[int]:
        """Where the string stands in a column; the empty string stands nowhere."""
        return set(self.columns[column].find(folded, whole_numbers=whole_numbers)) - self.dead

    def find_gapped(self, column: str, gapped: Gapped) -> set[int]:
        """Where a string with gaps stands in a column."""
        return set(self.columns[column].find_gapped(gapped)) - self.dead

    def at_slots(self, slots: Iterable[int]) -> set[int]:
        """The positions of the entries at these slots, as far as there are such."""
        table, count = self.slots, len(self.slots)
        if count and table[count - 1] == count - 1:  # nothing was ever thrown away
            return {slot for slot in slots if slot < count} - self.dead
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
        return self.columns[TEXT].share(position, folded)

    def text(self, column: str, position: int) -> str:
        """What an entry has in a column, its values apart by :data:`~.store.BETWEEN`."""
        return self.columns[column].text(position).rstrip("\x00")

    def __len__(self) -> int:
        return len(self.ids) - len(self.dead)

    def counted(self, key: str, positions: Iterable[int]) -> dict[str, int]:
        """How many of these entries have each label of a facet."""
        return self.labels[key].counts(positions)

    def places(self) -> dict[str, int]:
        """The position of each document by its identity."""
        return {self.id_at(position): position for position in self.positions()}


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
