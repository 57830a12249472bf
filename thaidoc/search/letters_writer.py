"""Appends entries to the files that :mod:`~thaidoc.search.literal` reads, never changing a byte.

What is written lies behind the committed lengths and counts for nothing until a manifest names the
new ones, so that searches go on meanwhile and a crash undoes nothing.

Waiting for the disk takes nearly all the time of a small commit, and that for each file. So the
entries that came last, as long as they are few, are all in one file, the *tail*, which each commit
writes anew under another name; when they are more, they go where the others are.
"""

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from thaidoc.archive import durable
from thaidoc.search.column import NARROW, WIDE
from thaidoc.search.engine import Entry
from thaidoc.search.gaps import encode
from thaidoc.search.labels import LABELLED, LabelNumbers, files_of, packed
from thaidoc.search.literal import Letters, opened_tail
from thaidoc.search.manifest import Manifest, damaged
from thaidoc.search.part import SIGNATURES, TABLES, TEXT, Part, names_of
from thaidoc.search.signatures import BLOCK, BLOCK_BYTES, block_of

_END, _BETWEEN = b"\x00", b"\x02"
#: so many entries, and bytes of them, are the most that a tail has
_TAIL_ENTRIES, _TAIL_BYTES = 500, 4 * 2**20


class LettersWriter:
    """Appends entries behind the committed ones; nothing counts before a manifest says so.

    :param folder: where the files are.
    :param base: the committed state.
    """

    def __init__(self, folder: Path, base: Manifest):
        self._folder = folder
        self._base = base
        self._files: dict[str, BinaryIO] = {}
        self._open = ExitStack()
        tail = _Rows.in_memory(base.columns, opened_tail(folder, base))
        self._tail: _Rows | None = tail
        self._behind = tail.count
        self._main: _Rows | None = None

    def __enter__(self) -> "LettersWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def append(self, entry: Entry, folded: Mapping[str, Iterable[str]], slot: int) -> None:
        """Write one entry behind the last; ``folded`` holds the strings of each column."""
        self._rows().append(entry, folded, slot)

    def copy(self, letters: Letters, position: int) -> None:
        """Write an entry of another store behind the last."""
        self._rows().copy(*letters.at(position))

    def commit(self) -> Manifest:
        """Wait until all is on the disk; the committed state with the lengths of the files."""
        if self._main is not None:
            sizes = self._commit_main()
            return replace(self._base, sizes=sizes, tail="", tail_sizes={})
        if self._tail is None or self._tail.count == self._behind:
            return self._base  # nothing was put in
        name = f"tail-{self._base.generation + 1}"
        sections = {key: data for key, data in self._tail.contents().items() if len(data)}
        durable.write(self._folder / name, b"".join(sections.values()))
        durable.sync_folder(self._folder)
        sizes = {key: len(data) for key, data in sections.items()}
        return replace(self._base, tail=name, tail_sizes=sizes)

    def close(self) -> None:
        """Close the files, all of them; what was not committed counts for nothing."""
        self._open.close()

    def _rows(self) -> "_Rows":
        """Where the next entry goes: the tail, or when that is full, with all of it the rest."""
        tail = self._tail
        if tail is not None and tail.count < _TAIL_ENTRIES and tail.size < _TAIL_BYTES:
            return tail
        if self._main is None:
            self._main = self._opened_main()
        if tail is not None:
            part = Part(tail.contents(), self._base.columns)
            self._main.copy_all(part)
            self._tail = None
        return self._main

    def _opened_main(self) -> "_Rows":
        sizes = self._base.sizes
        for name in names_of(self._base.columns):
            self._files[name] = self._at(name, sizes.get(name, 0))
        values = {key: files_of(key)[1] for key in LABELLED}
        known = {
            key: (self._folder / name).read_bytes()[: sizes.get(name, 0)]
            for key, name in values.items()
        }
        return _Rows(self._base.columns, self._files, known)

    def _at(self, name: str, size: int) -> BinaryIO:
        return self._open.enter_context(_at(self._folder / name, size))

    def _commit_main(self) -> dict[str, int]:
        before, sizes = self._base.sizes, {name: file.tell() for name, file in self._files.items()}
        for file in self._files.values():
            file.flush()
        if TEXT in self._base.columns:
            sizes[SIGNATURES] = self._sign(sizes)
        for name, file in self._files.items():
            if sizes[name] != before.get(name, 0):
                os.fsync(file.fileno())
        durable.sync_folder(self._folder)
        return sizes

    def _sign(self, sizes: Mapping[str, int]) -> int:
        """Write the signatures of the blocks that are whole now; how many bytes they are."""
        committed = self._base.sizes.get(SIGNATURES, 0)
        ends = array(WIDE)
        with (self._folder / f"{TEXT}.ends").open("rb") as file:
            ends.frombytes(file.read(sizes[f"{TEXT}.ends"]))
        done, whole = committed // BLOCK_BYTES, len(ends) // BLOCK
        if done == whole:
            return committed
        signatures = self._files[SIGNATURES] = self._at(SIGNATURES, committed)
        with (self._folder / f"{TEXT}.bytes").open("rb") as texts:
            for block in range(done, whole):
                first = block * BLOCK
                at = ends[first - 1] if first else 0
                texts.seek(at)
                lengths = []
                for end in ends[first : first + BLOCK]:
                    lengths.append(end - at)
                    at = end
                signatures.write(block_of(texts.read(length) for length in lengths))
        signatures.flush()
        return signatures.tell()


class _Rows:
    """Puts entries one behind the other into files, on the disk or in memory.

    :param files: open for writing, by the names of :func:`~thaidoc.search.part.names_of`.
    :param values: the values that each facet has in them.
    """

    def __init__(
        self, columns: Sequence[str], files: Mapping[str, BinaryIO], values: Mapping[str, bytes]
    ):
        self.count = self.size = 0
        self._columns = columns
        self._files = files
        self._labels = {key: LabelNumbers(values[key]) for key in LABELLED}

    @classmethod
    def in_memory(cls, columns: Sequence[str], part: Part | None) -> "_Rows":
        """Rows in memory, the entries of a part first."""
        rows = cls(
            columns, {name: BytesIO() for name in names_of(columns)}, dict.fromkeys(LABELLED, b"")
        )
        if part is not None:
            rows.copy_all(part)
        return rows

    def contents(self) -> dict[str, memoryview]:
        """What is in files that are in memory."""
        held = {name: file for name, file in self._files.items() if isinstance(file, BytesIO)}
        return {name: file.getbuffer() for name, file in held.items()}

    def append(self, entry: Entry, folded: Mapping[str, Iterable[str]], slot: int) -> None:
        """Write one entry behind the last."""
        self._row(entry.labels, int(entry.id, 16), slot, entry.first, entry.last)
        for column in self._columns:
            parts = [encode(value) for value in folded.get(column, ())]
            others = array(NARROW, [other for _, found in parts for other in found])
            self._cell(column, _BETWEEN.join(data for data, _ in parts) + _END, others.tobytes())

    def copy_all(self, part: Part) -> None:
        """Write all entries of a part behind the last."""
        for place in range(len(part)):
            self.copy(part, place)

    def copy(self, part: Part, place: int) -> None:
        """Write an entry of a part behind the last."""
        labels = {key: found.at(place) for key, found in part.labels.items()}
        self._row(labels, *(table[place] for table in part.tables.values()))
        for name in self._columns:
            column = part.columns[name]
            begin, end = column.span("ends", place)
            first, last = column.span("others-ends", place)
            data, others = column.files["bytes"][begin:end], column.files["others"][first:last]
            self._cell(name, bytes(data), others.tobytes())

    def _row(self, labels: Mapping[str, str], *values: int) -> None:
        self.count += 1
        for (name, kind), value in zip(TABLES.items(), values, strict=True):
            self._files[name].write(array(kind, [value]).tobytes())
        for key, known in self._labels.items():
            numbers, texts = files_of(key)
            number, new = known.number(labels.get(key, ""))
            self._files[numbers].write(packed(number))
            self._files[texts].write(new)

    def _cell(self, column: str, data: bytes, others: bytes) -> None:
        self.size += len(data) + len(others)
        for part, content, width in (("bytes", data, 1), ("others", others, array("I").itemsize)):
            file = self._files[f"{column}.{part}"]
            file.write(content)
            ends = "ends" if part == "bytes" else "others-ends"
            self._files[f"{column}.{ends}"].write(array(WIDE, [file.tell() // width]).tobytes())


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
