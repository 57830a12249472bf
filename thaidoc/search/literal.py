"""The complete path: every string that stands in a document is found, cut anywhere, of any length.

Each field of every document lies folded in one file, a byte a character, one document behind the
other, memory-mapped and searched from end to end. That is exact by construction and fast, for
memory is read at tens of gigabytes a second; no segmenter can hide anything from it.

Thai and ASCII characters are bytes of TIS-620. Any other character is the byte 1, and its code
point lies in a second file, against which hits of such strings are checked. Files only grow; what
counts of them is what the manifest says.
"""

import mmap
import os
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Literal

from thaidoc.search.engine import Entry
from thaidoc.search.gaps import Gapped, encode
from thaidoc.search.labels import LABELLED, LabelNumbers, Labels, files_of, packed
from thaidoc.search.manifest import Manifest, damaged

#: the column of the whole text
TEXT = "text"
_END, _OTHER, _BETWEEN = b"\x00", b"\x01", b"\x02"
_Kind = Literal["B", "I", "Q"]
_WIDE: Literal["Q"] = "Q"
_NARROW: Literal["I"] = "I"
#: one number an entry: its identity, its slot, the first and last day of its date
_TABLES: dict[str, _Kind] = {"ids": _WIDE, "slots": _NARROW, "first": _NARROW, "last": _NARROW}
#: files of a column and the type of their numbers
_COLUMN: dict[str, _Kind] = {"bytes": "B", "ends": _WIDE, "others": _NARROW, "others-ends": _WIDE}


class Column:
    """One field of all documents, mapped for searching."""

    def __init__(self, files: Mapping[str, memoryview]):
        self.files = files
        self._bytes, self._ends = files["bytes"], files["ends"]
        self._others, self._others_ends = files["others"], files["others-ends"]

    def find(self, folded: str, *, whole_numbers: bool = False) -> list[int]:
        """The positions of the documents that this string stands in, ascending.

        :param whole_numbers: pass over hits that cut a number: ``119`` in ``1190``.
        """
        needle, others = encode(folded)
        if not others and not whole_numbers:
            return self._having(needle)

        def counts(document: int, at: int) -> bool:
            return (not others or self._is_there(document, at, others)) and not (
                whole_numbers and self._cuts_number(at, at + len(needle))
            )

        return self._having(needle, counts)

    def find_gapped(self, gapped: Gapped) -> list[int]:
        """The positions of the documents that a string with gaps stands in, ascending."""
        needle, others = encode(gapped.anchor)
        if gapped.whole and not others:
            return self._having(needle)
        near = self._having(needle)
        if not gapped.exact:
            in_text = gapped.text_pattern.search
            return [one for one in near if in_text(self.text(one))]
        in_bytes = gapped.pattern.search
        return [one for one in near if in_bytes(self._bytes, *self.span("ends", one))]

    def _having(self, needle: bytes, counts: Callable[[int, int], bool] | None = None) -> list[int]:
        """The documents that have the needle at a place that counts, given document and place.

        After a hit the search goes on behind the document. Of a common needle the next hit mostly
        lies in the next document, so that is looked at before all others.
        """
        if not needle or not len(self._bytes):
            return []
        import stringzilla

        find, ends = stringzilla.Str(self._bytes).find, self._ends
        found: list[int] = []
        at, document = find(needle), 0
        while at >= 0:
            if at >= ends[document]:
                document = bisect_right(ends, at, lo=document)
            if counts is None or counts(document, at):
                found.append(document)
                at = find(needle, ends[document])
                document += 1
            else:
                at = find(needle, at + 1)
        return found

    def text(self, document: int) -> str:
        """What a document has in this column, folded; its values apart by a control character."""
        begin, end = self.span("ends", document)
        first, last = self.span("others-ends", document)
        plain = bytes(self._bytes[begin:end]).decode("tis_620")
        others = map(chr, self._others[first:last])
        return re.sub("\x01", lambda _: next(others), plain)

    def share(self, document: int, folded: str) -> float | None:
        """How far into a document, of its length, a string first stands; None where nowhere."""
        import stringzilla

        begin, end = self.span("ends", document)
        at = stringzilla.Str(self._bytes[begin:end]).find(encode(folded)[0]) if folded else -1
        return at / (end - begin) if at >= 0 else None

    def _is_there(self, document: int, at: int, others: list[int]) -> bool:
        """Whether the byte-1 characters from a hit on are the ones that were looked for."""
        import stringzilla

        start, _ = self.span("ends", document)
        first, end = self.span("others-ends", document)
        first += stringzilla.Str(self._bytes[start:at]).count("\x01") if at > start else 0
        return first + len(others) <= end and self._others[
            first : first + len(others)
        ].tolist() == (others)

    def _cuts_number(self, start: int, end: int) -> bool:
        """Whether a digit stands on both sides of either end."""
        around = bytes(self._bytes[max(0, start - 1) : end + 1])
        head, tail = around[:2] if start else b"", around[-2:]
        return (len(head) == 2 and head.isdigit()) or tail.isdigit()

    def span(self, ends: str, document: int) -> tuple[int, int]:
        """Where a document begins and ends, after the file of ends given."""
        return self.files[ends][document - 1] if document else 0, self.files[ends][document]


class Letters:
    """The committed state of all columns; positions count entries from 0, dead ones included."""

    def __init__(self, folder: Path, manifest: Manifest):
        files: dict[str, memoryview] = {}
        for name, size in manifest.sizes.items():
            files[name] = _mapped(folder / name, size)
        self.ids, self.slots, self.first, self.last = (
            files[name].cast(kind) for name, kind in _TABLES.items()
        )
        self.columns = {
            name: Column({f: files[f"{name}.{f}"].cast(kind) for f, kind in _COLUMN.items()})
            for name in manifest.columns
        }
        self.labels = {
            key: Labels(files[numbers].cast(_NARROW), files[values])
            for key, (numbers, values) in ((key, files_of(key)) for key in LABELLED)
        }
        self.dead = frozenset(manifest.dead)
        lengths = {len(table) for table in _tables(self)}
        lengths.update(len(labels) for labels in self.labels.values())
        lengths.update(len(column.files["ends"]) for column in self.columns.values())
        if lengths != {manifest.entries}:
            raise damaged(folder, "its files are of different lengths")

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
        wanted = int(identity, 16)
        return next((p for p in self.positions() if self.ids[p] == wanted), None)

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


class LettersWriter:
    """Appends entries behind the committed lengths; nothing counts before the manifest says so."""

    def __init__(self, folder: Path, columns: Sequence[str], sizes: Mapping[str, int]):
        self._columns = columns
        self._files: dict[str, BinaryIO] = {}
        names = [*_TABLES, *(f"{column}.{part}" for column in columns for part in _COLUMN)]
        names += [name for key in LABELLED for name in files_of(key)]
        try:
            for name in names:
                self._files[name] = _at(folder / name, sizes.get(name, 0))
            self._labels = {
                key: LabelNumbers(folder / files_of(key)[1], sizes.get(files_of(key)[1], 0))
                for key in LABELLED
            }
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "LettersWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, entry: Entry, folded: Mapping[str, Iterable[str]], slot: int) -> None:
        """Write one entry behind the last; ``folded`` holds the strings of each column."""
        self._row(entry.labels, int(entry.id, 16), slot, entry.first, entry.last)
        for column in self._columns:
            parts = [encode(value) for value in folded.get(column, ())]
            others = array(_NARROW, [other for _, found in parts for other in found])
            self._cell(column, _BETWEEN.join(data for data, _ in parts) + _END, others.tobytes())

    def copy(self, letters: Letters, position: int) -> None:
        """Write an entry of another store behind the last."""
        labels = {key: found.at(position) for key, found in letters.labels.items()}
        self._row(labels, *(table[position] for table in _tables(letters)))
        for name in self._columns:
            column = letters.columns[name]
            begin, end = column.span("ends", position)
            first, last = column.span("others-ends", position)
            data, others = column.files["bytes"][begin:end], column.files["others"][first:last]
            self._cell(name, bytes(data), others.tobytes())

    def commit(self) -> dict[str, int]:
        """Wait until all is on the disk; the length of each file."""
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        return {name: file.tell() for name, file in self._files.items()}

    def close(self) -> None:
        """Close the files; what was not committed counts for nothing."""
        for file in self._files.values():
            file.close()

    def _row(self, labels: Mapping[str, str], *values: int) -> None:
        for (name, kind), value in zip(_TABLES.items(), values, strict=True):
            self._files[name].write(array(kind, [value]).tobytes())
        for key, known in self._labels.items():
            numbers, texts = files_of(key)
            number, new = known.number(labels.get(key, ""))
            self._files[numbers].write(packed(number))
            self._files[texts].write(new)

    def _cell(self, column: str, data: bytes, others: bytes) -> None:
        for part, content, width in (("bytes", data, 1), ("others", others, array("I").itemsize)):
            file = self._files[f"{column}.{part}"]
            file.write(content)
            ends = "ends" if part == "bytes" else "others-ends"
            self._files[f"{column}.{ends}"].write(array(_WIDE, [file.tell() // width]).tobytes())


def _tables(letters: Letters) -> tuple[memoryview, ...]:
    return letters.ids, letters.slots, letters.first, letters.last


def _at(path: Path, size: int) -> BinaryIO:
    """The file open for writing behind its committed bytes."""
    try:
        file = path.open("r+b" if size else "wb")
    except FileNotFoundError as error:
        raise damaged(path, "the file is gone") from error
    file.seek(0, os.SEEK_END)
    if file.tell() < size:
        file.close()
        raise damaged(path, "the file is too short")
    file.seek(size)
    return file
