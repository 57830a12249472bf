"""Appends entries to the files that :mod:`~thaidoc.search.literal` reads, never changing a byte.

What is written lies behind the committed lengths and counts for nothing until a manifest names the
new ones, so that searches go on meanwhile and a crash undoes nothing.
"""

import os
from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from thaidoc.archive import durable
from thaidoc.search.column import COLUMN_FILES, NARROW, WIDE
from thaidoc.search.engine import Entry
from thaidoc.search.gaps import encode
from thaidoc.search.labels import LABELLED, LabelNumbers, files_of, packed
from thaidoc.search.literal import TABLES, Letters
from thaidoc.search.manifest import damaged

_END, _BETWEEN = b"\x00", b"\x02"


class LettersWriter:
    """Appends entries behind the committed lengths; nothing counts before the manifest says so."""

    def __init__(self, folder: Path, columns: Sequence[str], sizes: Mapping[str, int]):
        self._folder = folder
        self._columns = columns
        self._files: dict[str, BinaryIO] = {}
        self._open = ExitStack()
        names = [*TABLES, *(f"{key}.{part}" for key in columns for part in COLUMN_FILES)]
        names += [name for key in LABELLED for name in files_of(key)]
        try:
            for name in names:
                file = _at(folder / name, sizes.get(name, 0))
                self._files[name] = self._open.enter_context(file)
            self._sizes = {name: file.tell() for name, file in self._files.items()}
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
            others = array(NARROW, [other for _, found in parts for other in found])
            self._cell(column, _BETWEEN.join(data for data, _ in parts) + _END, others.tobytes())

    def copy(self, letters: Letters, position: int) -> None:
        """Write an entry of another store behind the last."""
        labels = {key: found.at(position) for key, found in letters.labels.items()}
        self._row(labels, *(table[position] for table in letters.tables))
        for name in self._columns:
            column = letters.columns[name]
            begin, end = column.span("ends", position)
            first, last = column.span("others-ends", position)
            data, others = column.files["bytes"][begin:end], column.files["others"][first:last]
            self._cell(name, bytes(data), others.tobytes())

    def commit(self) -> dict[str, int]:
        """Wait until all is on the disk; the length of each file."""
        sizes = {name: file.tell() for name, file in self._files.items()}
        grown = [file for name, file in self._files.items() if sizes[name] != self._sizes[name]]
        for file in grown:  # nearly all the time of a small commit is spent here
            file.flush()
            os.fsync(file.fileno())
        durable.sync_folder(self._folder)
        return sizes

    def close(self) -> None:
        """Close the files, all of them; what was not committed counts for nothing."""
        self._open.close()

    def _row(self, labels: Mapping[str, str], *values: int) -> None:
        for (name, kind), value in zip(TABLES.items(), values, strict=True):
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
