"""What every document of an archive is recognised by, in one file that can be thrown away.

``index/versions.sqlite3`` holds for each document its identity, and the sketch of its text under
the sketch's bands, so that the few documents that may be the same letter are found without reading
the others. It follows the event log as :mod:`thaidoc.archive.follower` says. What may be linked is
decided in :mod:`thaidoc.archive.versions`.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

import msgspec

from thaidoc.archive.events import Event
from thaidoc.archive.follower import Follower
from thaidoc.archive.identity import Identity, identity_of
from thaidoc.archive.resemblance import SHORTEST, bands, skeleton, sketch
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.messages import sentence
from thaidoc.record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NAME = "versions.sqlite3"
#: what a ``linked`` event says: the other document, and what a person decided of the two
OTHER, DECISION, APART, OPEN = "other", "decision", "apart", "open"
#: a band that more letters have is a phrase of many letters and finds nothing; counted among all
#: letters, and among those of one day
_POPULAR = 64
_SCHEMA = """
CREATE TABLE letters (
    letter INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, number TEXT NOT NULL,
    length INTEGER NOT NULL, identity BLOB NOT NULL, sketch BLOB NOT NULL);
CREATE INDEX numbers ON letters (number) WHERE number != '';
CREATE TABLE bands (
    band INTEGER, day INTEGER, letter INTEGER, PRIMARY KEY (band, day, letter)) WITHOUT ROWID;
CREATE TABLE parted (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""
_BY_ID = "SELECT letter, id, length, identity, sketch FROM letters WHERE id = ?"
_BY_PLACE = "SELECT letter, id, length, identity, sketch FROM letters WHERE letter = ?"
#: those that share a band which tells something on one day; or on any day, where that of some is
#: not known
_OF_LIKE_WORDS = """
SELECT id FROM letters WHERE letter IN (
    SELECT letter FROM bands JOIN (
        SELECT band, day FROM bands GROUP BY band, day HAVING count(*) BETWEEN 2 AND :popular
    ) USING (band, day)
    UNION SELECT letter FROM bands JOIN (
        SELECT band FROM bands WHERE band IN (SELECT band FROM bands WHERE day = 0)
        GROUP BY band HAVING count(*) BETWEEN 2 AND :popular
    ) USING (band))
"""
_OF_ONE_NUMBER = """
SELECT number, id, identity FROM letters WHERE number IN
    (SELECT number FROM letters WHERE number != '' GROUP BY number HAVING count(*) > 1)
ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in the register: its place there, its text's length in letters and sketch."""

    place: int
    id: str
    length: int
    identity: Identity
    sketch: "NDArray[np.uint32]"


class Look(msgspec.Struct, frozen=True):
    """What a document is recognised by: its identity, its text's length in letters and sketch."""

    identity: Identity
    length: int
    sketch: bytes


def look_at(record: Record, text: str, decided: Collection[str] = ()) -> Look:
    """What a document with this record and text is recognised by.

    :param decided: keys that a person confirmed or corrected.
    """
    letters = skeleton(text)
    made = sketch(letters).astype("<u4").tobytes()
    return Look(identity_of(record, decided), len(letters), made)


class Register(Follower):
    """The register of an archive, as far as it was brought up. Open it with :func:`opened`."""

    name: ClassVar[str] = NAME
    version: ClassVar[int] = 1
    schema: ClassVar[str] = _SCHEMA
    emptying: ClassVar[tuple[str, ...]] = (
        "DELETE FROM letters",
        "DELETE FROM bands",
        "DELETE FROM parted",
    )
    tells: ClassVar[str] = sentence("which documents are one letter")

    def __init__(self, archive: Archive, base: sqlite3.Connection):
        super().__init__(archive, base)
        #: what whoever adds documents knows of them already, so that it is not read again
        self.expected: dict[str, Look] = {}

    def are_parted(self, one: str, other: str) -> bool:
        """Whether a person said that two documents are not one letter."""
        rows = "SELECT 1 FROM parted WHERE one = ? AND other = ?"
        return self._base.execute(rows, sorted((one, other))).fetchone() is not None

    def entry(self, key: str | int) -> Entry | None:
        """The entry of a document, by its identity or its place; None where there is none."""
        import numpy as np

        rows = _BY_ID if isinstance(key, str) else _BY_PLACE
        row = self._base.execute(rows, (key,)).fetchone()
        if row is None:
            return None
        identity = msgspec.msgpack.decode(row[3], type=Identity)
        return Entry(row[0], row[1], row[2], identity, np.frombuffer(row[4], dtype="<u4"))

    def candidates(self, here: Entry) -> Iterator[Entry]:
        """The entries that may be the same letter: of one number, or alike in a band of the sketch.

        Symmetric: whether two meet depends on nothing but what is in the register.
        """
        met: set[int] = set()
        if here.identity.number:
            rows = "SELECT letter FROM letters WHERE number = ? AND number != ''"
            met.update(row[0] for row in self._base.execute(rows, (here.identity.number,)))
        if here.length >= SHORTEST:
            day = here.identity.day
            for band in _bands(here.sketch.tobytes()):
                met.update(self._in_band(band, day))
        for place in sorted(met - {here.place}):
            if (there := self.entry(place)) is not None:
                yield there

    def of_like_words(self) -> list[str]:
        """The documents that :meth:`candidates` may give others by their words; few others."""
        rows = self._base.execute(_OF_LIKE_WORDS, {"popular": _POPULAR})
        return [row[0] for row in rows]

    def of_one_number(self) -> Iterator[list[tuple[str, Identity]]]:
        """The documents of each number that more than one has."""
        rows = self._base.execute(_OF_ONE_NUMBER)
        for _, same in groupby(rows, key=lambda row: row[0]):
            yield [(row[1], msgspec.msgpack.decode(row[2], type=Identity)) for row in same]

    def _in_band(self, band: int, day: int) -> Iterable[int]:
        """Those in a band of the same day, and those of which, or for which, no day is known."""
        rows = "SELECT letter, day FROM bands WHERE band = ? LIMIT ?"
        found = self._base.execute(rows, (band, _POPULAR + 1)).fetchall()
        if len(found) <= _POPULAR:
            return [letter for letter, its in found if its == day or not (day and its)]
        rows = "SELECT letter FROM bands WHERE band = ? AND day = ? LIMIT ?"
        on_day = self._base.execute(rows, (band, day, _POPULAR + 1)).fetchall() if day else []
        return [row[0] for row in on_day] if len(on_day) <= _POPULAR else []

    def heed(self, event: Event) -> str | None:
        """Keep a person's word that two documents are not one letter, or that it is taken back."""
        if event.act == "linked" and event.id and event.detail.get(OTHER):
            wanted = "DELETE FROM parted WHERE one = ? AND other = ?"
            if event.detail.get(DECISION) == APART:
                wanted = "INSERT OR IGNORE INTO parted VALUES (?, ?)"
            self._base.execute(wanted, sorted((event.id, event.detail[OTHER])))
        return super().heed(event)

    def keep(self, identity: str) -> None:
        """Keep what a document is recognised by now; nothing where it is gone or damaged."""
        if (old := self.entry(identity)) is not None:
            day = old.identity.day
            rows = [(band, day, old.place) for band in _bands(old.sketch.tobytes())]
            wanted = "DELETE FROM bands WHERE band = ? AND day = ? AND letter = ?"
            self._base.executemany(wanted, rows)
            self._base.execute("DELETE FROM letters WHERE letter = ?", (old.place,))
        look = self.expected.pop(identity, None) or self._look(identity)
        if look is None:
            return  # it is like no other; checking the archive tells what is wrong with it
        known, told = look.identity, msgspec.msgpack.encode(look.identity)
        row = (identity, known.number, look.length, told, look.sketch)
        wanted = "INSERT INTO letters (id, number, length, identity, sketch) VALUES (?, ?, ?, ?, ?)"
        place = self._base.execute(wanted, row).lastrowid
        if look.length >= SHORTEST:
            day = known.day
            places = [(band, day, place) for band in _bands(look.sketch)]
            self._base.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", places)

    def _look(self, identity: str) -> Look | None:
        try:
            decided = self.archive.corrections(identity).fields
            record, text = self.archive.record(identity), self.archive.text(identity)
        except (ThaidocError, OSError, ValueError):
            return None
        return look_at(record, text, decided)


@lru_cache(maxsize=256)  # of a document just kept they are asked for again
def _bands(sketch: bytes) -> list[int]:
    """The bands of a sketch as it is kept."""
    import numpy as np

    return bands(np.frombuffer(sketch, dtype="<u4"))


def opened(archive: Archive) -> AbstractContextManager[Register]:
    """The register of an archive as it was last brought up; an empty one where there is none.

    :raises ThaidocError: where it can be neither read nor written.
    """
    return Register.opened(archive)


def forget(archive: Archive) -> None:
    """Throw the register away; it is made again when it is next brought up."""
    Register.forget(archive)
