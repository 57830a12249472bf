"""What every document of an archive is recognised by, in one file that can be thrown away.

``index/versions.sqlite3`` holds for each document its identity, and the sketch of its text under
the sketch's bands, so that the few documents that may be the same letter are found without reading
the others. It follows the event log; where it is gone, damaged or of another log it is made again
from ``corpus/``. What may be linked is decided in :mod:`thaidoc.archive.versions`.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from thaidoc.archive import events
from thaidoc.archive.feed import Place, continues, place_at
from thaidoc.archive.identity import Identity, identity_of
from thaidoc.archive.resemblance import SHORTEST, bands, skeleton, sketch
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.record import Record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: told how many documents are done, of how many
Progress = Callable[[int, int], None]

NAME = "versions.sqlite3"
#: grows with every change of what is kept, or of how it is made
_VERSION = 1
#: acts after which a document is looked at again
_CHANGES = frozenset({"added", "reparsed", "corrected", "mended", "set-aside", "removed"})
#: what a ``linked`` event says: the other document, and what a person decided of the two
OTHER, DECISION, APART, OPEN = "other", "decision", "apart", "open"
#: documents in one commit, while which readers wait, and how many seconds they do at most
_BATCH, _PATIENCE = 200, 2.0
#: a band that more letters have is a phrase of many letters and finds nothing; counted among all
#: letters, and among those of one day
_POPULAR = 64
#: KiB of the file that are kept in memory
_CACHE = 16_384
_SCHEMA = f"""
CREATE TABLE letters (
    letter INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, number TEXT NOT NULL,
    length INTEGER NOT NULL, identity BLOB NOT NULL, sketch BLOB NOT NULL);
CREATE INDEX numbers ON letters (number) WHERE number != '';
CREATE TABLE bands (
    band INTEGER, day INTEGER, letter INTEGER, PRIMARY KEY (band, day, letter)) WITHOUT ROWID;
CREATE TABLE parted (one TEXT, other TEXT, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE TABLE taken (place BLOB NOT NULL);
PRAGMA user_version = {_VERSION};
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

    def numbers(self) -> "NDArray[np.uint32]":
        """The sketch as numbers."""
        import numpy as np

        return np.frombuffer(self.sketch, dtype="<u4")


def look_at(record: Record, text: str, decided: Collection[str] = ()) -> Look:
    """What a document with this record and text is recognised by.

    :param decided: keys that a person confirmed or corrected.
    """
    letters = skeleton(text)
    made = sketch(letters).astype("<u4").tobytes()
    return Look(identity_of(record, decided), len(letters), made)


class Register:
    """The register of an archive, as far as it was brought up. Open it with :func:`opened`."""

    def __init__(self, archive: Archive, base: sqlite3.Connection):
        self.archive = archive
        self._base = base
        #: what whoever adds documents knows of them already, so that it is not read again
        self.expected: dict[str, Look] = {}

    def catch_up(self, progress: Progress | None = None) -> int:
        """Take in what the event log tells of since the last time; how many documents that were."""
        try:
            changed = self.follow(progress)
            self._base.commit()
        except sqlite3.OperationalError:  # another is at it, or nobody may write: the old serves
            self._base.rollback()
            if self._taken() is None:
                raise
            return 0
        return changed

    def follow(self, progress: Progress | None = None) -> int:
        """:meth:`catch_up` for one who calls it often, and :meth:`commit` now and then."""
        taken = self._taken()
        if taken is None or not continues(self.archive.events, taken):
            return self._rebuild(progress)
        changed, place = self._read_log(taken.offset)
        if place.offset != taken.offset:
            self._take(changed, place, progress)
        return len(changed)

    def commit(self) -> None:
        """Let others see what was taken in."""
        self._base.commit()

    def are_parted(self, one: str, other: str) -> bool:
        """Whether a person said that two documents are not one letter."""
        rows = "SELECT 1 FROM parted WHERE one = ? AND other = ?"
        return self._base.execute(rows, sorted((one, other))).fetchone() is not None

    def entry(self, key: str | int) -> Entry | None:
        """The entry of a document, by its identity or its place; None where there is none."""
        import numpy as np

        where = "id = ?" if isinstance(key, str) else "letter = ?"
        rows = f"SELECT letter, id, length, identity, sketch FROM letters WHERE {where}"  # noqa: S608 -- one of two constants
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
            for band in bands(here.sketch):
                met.update(self._in_band(band, here.identity.day))
        for place in sorted(met - {here.place}):
            if (there := self.entry(place)) is not None:
                yield there

    def _in_band(self, band: int, day: int) -> Iterable[int]:
        """Those in a band of the same day, and those of which, or for which, no day is known."""
        rows = "SELECT letter, day FROM bands WHERE band = ? LIMIT ?"
        found = self._base.execute(rows, (band, _POPULAR + 1)).fetchall()
        if len(found) <= _POPULAR:
            return [letter for letter, its in found if its == day or not (day and its)]
        rows = "SELECT letter FROM bands WHERE band = ? AND day = ? LIMIT ?"
        on_day = self._base.execute(rows, (band, day, _POPULAR + 1)).fetchall() if day else []
        return [row[0] for row in on_day] if len(on_day) <= _POPULAR else []

    def _taken(self) -> Place | None:
        row = self._base.execute("SELECT place FROM taken").fetchone()
        return msgspec.msgpack.decode(row[0], type=Place) if row else None

    def _rebuild(self, progress: Progress | None) -> int:
        """Take in every document; the log is looked at first, so that nothing new is missed."""
        for table in ("letters", "bands", "parted", "taken"):
            self._base.execute(f"DELETE FROM {table}")  # noqa: S608 -- names from the line above
        _changed, place = self._read_log(0)
        every = list(self.archive.ids())
        self._take(every, place, progress)
        return len(every)

    def _read_log(self, offset: int) -> tuple[list[str], Place]:
        """Documents that changed since an offset, and how far the log reaches; decisions kept."""
        changed: dict[str, None] = {}
        for event, behind in events.read(self.archive.events, offset):
            offset = behind
            if event.act in _CHANGES and event.id:
                changed[event.id] = None
            elif event.act == "linked" and event.id and event.detail.get(OTHER):
                pair = sorted((event.id, event.detail[OTHER]))
                wanted = "DELETE FROM parted WHERE one = ? AND other = ?"
                if event.detail.get(DECISION) == APART:
                    wanted = "INSERT OR IGNORE INTO parted VALUES (?, ?)"
                self._base.execute(wanted, pair)
        return list(changed), place_at(self.archive.events, offset)

    def _take(self, identities: list[str], place: Place, progress: Progress | None) -> None:
        """Look at documents again; how far the log was read is committed with the last of them."""
        for number, identity in enumerate(identities, start=1):
            self._put(identity)
            if progress:
                progress(number, len(identities))
            if number % _BATCH == 0:
                self._base.commit()
        self._base.execute("DELETE FROM taken")
        self._base.execute("INSERT INTO taken VALUES (?)", (msgspec.msgpack.encode(place),))

    def _put(self, identity: str) -> None:
        """Keep what a document is recognised by now; nothing where it is gone or damaged."""
        if (old := self.entry(identity)) is not None:
            rows = [(band, old.identity.day, old.place) for band in bands(old.sketch)]
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
            places = [(band, known.day, place) for band in bands(look.numbers())]
            self._base.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?, ?)", places)

    def _look(self, identity: str) -> Look | None:
        try:
            decided = self.archive.corrections(identity).fields
            record, text = self.archive.record(identity), self.archive.text(identity)
        except (ThaidocError, OSError, ValueError):
            return None
        return look_at(record, text, decided)


@contextmanager
def opened(archive: Archive) -> Iterator[Register]:
    """The register of an archive as it was last brought up; an empty one where there is none.

    :raises ThaidocError: where it can be neither read nor written.
    """
    base = None
    try:
        base = _connect(archive)
        yield Register(archive, base)
    except sqlite3.Error as fault:
        raise _told(archive, fault) from fault
    finally:
        if base is not None:
            base.close()


def forget(archive: Archive) -> None:
    """Throw the register away; it is made again when it is next brought up."""
    for left in archive.index.glob(f"{NAME}*"):
        left.unlink(missing_ok=True)


def _connect(archive: Archive) -> sqlite3.Connection:
    path = archive.index / NAME
    with suppress(OSError):  # an archive that may only be read
        archive.index.mkdir(exist_ok=True)
    if path.exists() and not _is_sound(archive):
        forget(archive)
    new = not path.exists()
    base = sqlite3.connect(path, timeout=_PATIENCE)
    base.executescript(
        f"PRAGMA cache_size = -{_CACHE}; PRAGMA cache_spill = OFF; PRAGMA synchronous = NORMAL;"
    )
    if new:
        base.executescript(f"BEGIN EXCLUSIVE;{_SCHEMA}COMMIT;")
        path.chmod(0o640)
    return base


def _is_sound(archive: Archive) -> bool:
    """Whether the file is a register that this thaidoc made; one that is locked is."""
    base = sqlite3.connect(archive.index / NAME, timeout=_PATIENCE)
    try:
        return bool(base.execute("PRAGMA user_version").fetchone()[0] == _VERSION)
    except sqlite3.OperationalError:
        return True
    except sqlite3.DatabaseError:
        return False
    finally:
        base.close()


def _told(archive: Archive, fault: sqlite3.Error) -> ThaidocError:
    where = archive.index / NAME
    if not isinstance(fault, sqlite3.OperationalError):  # damaged: nothing in it is needed
        with suppress(OSError):
            forget(archive)
    return ThaidocError(
        f"which documents are one letter cannot be told now ({fault})",
        where=where,
        hint="Try again; nothing in the archive changed, and the file is made anew where needed",
    )
