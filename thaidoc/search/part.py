"""Entries that lie one behind the other, in whatever their bytes are read from.

Most of an index's letters are in files of their own, one for each part of each column; the few that
came last are in one file, the *tail* (:mod:`~thaidoc.search.letters_writer` says why). Both have
the same parts by the same names, and are read alike.
"""

from collections.abc import Mapping, Sequence

from thaidoc.search.column import COLUMN_FILES, NARROW, WIDE, Column, Kind
from thaidoc.search.labels import LABELLED, Labels, files_of
from thaidoc.search.signatures import Signatures

#: the column of the whole text, and the file of its signatures
TEXT, SIGNATURES = "text", "text.signatures"
#: one number an entry: its identity, its slot, the first and last day of its date
TABLES: dict[str, Kind] = {"ids": WIDE, "slots": NARROW, "first": NARROW, "last": NARROW}
_NOTHING = memoryview(b"")


def names_of(columns: Sequence[str]) -> list[str]:
    """What entries with these columns are kept in, but for the signatures, always in one order."""
    names = [*TABLES, *(f"{key}.{part}" for key in columns for part in COLUMN_FILES)]
    return names + [name for key in LABELLED for name in files_of(key)]


class Part:
    """Some entries, for reading; their places count from 0.

    :param files: bytes by name; what is missing is empty.
    :raises ValueError: where the parts are of different lengths.
    """

    def __init__(self, files: Mapping[str, memoryview], columns: Sequence[str]):
        given = {name: files.get(name, _NOTHING) for name in names_of(columns)}
        self.tables = {name: given[name].cast(kind) for name, kind in TABLES.items()}
        self.columns = {
            key: Column({f: given[f"{key}.{f}"].cast(kind) for f, kind in COLUMN_FILES.items()})
            for key in columns
        }
        if SIGNATURES in files and TEXT in self.columns:
            self.columns[TEXT].signatures = Signatures(files[SIGNATURES])
        self.labels = {
            key: Labels(given[numbers].cast(NARROW), given[values])
            for key, (numbers, values) in ((key, files_of(key)) for key in LABELLED)
        }
        lengths = {len(table) for table in self.tables.values()}
        lengths.update(map(len, self.labels.values()))
        lengths.update(len(column.files["ends"]) for column in self.columns.values())
        if len(lengths) != 1:
            raise ValueError("its files are of different lengths")

    def __len__(self) -> int:
        return len(self.tables["ids"])
