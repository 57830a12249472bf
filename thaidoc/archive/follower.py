"""A file in ``index/`` that follows the event log and can be thrown away.

Such a file holds what is asked of many documents at once. It is brought up with what the log tells
of since the last time; where it is gone, damaged, of another thaidoc or of another log it is made
again from ``corpus/``. What is kept of a document says whoever derives from :class:`Follower`.
"""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import ClassVar, Self

import msgspec

from thaidoc.archive import events
from thaidoc.archive.events import Event
from thaidoc.archive.feed import Place, continues, place_at
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError

#: told how many documents are done, of how many
Progress = Callable[[int, int], None]

#: acts after which a document is looked at again
_CHANGES = frozenset({"added", "reparsed", "corrected", "mended", "set-aside", "removed"})
#: documents in one commit, while which readers wait, and how many seconds they do at most
_BATCH, _PATIENCE = 200, 2.0
#: KiB of the file that are kept in memory
_CACHE = 16_384


class Follower(ABC):
    """Such a file of an archive, as far as it was brought up. Open it with :meth:`opened`."""

    #: the file's name in ``index/``
    name: ClassVar[str]
    #: grows with every change of what is kept, or of how it is made
    version: ClassVar[int]
    #: makes the tables, and the statements that empty them
    schema: ClassVar[str]
    emptying: ClassVar[tuple[str, ...]]
    #: what cannot be told without it, for a sentence
    tells: ClassVar[str]

    def __init__(self, archive: Archive, base: sqlite3.Connection):
        self.archive = archive
        self._base = base

    @abstractmethod
    def keep(self, identity: str) -> None:
        """Keep what a document says now, in place of before; nothing where it is gone."""

    def heed(self, event: Event) -> str | None:
        """The document that changed by an event; whoever derives may keep what else that says."""
        return event.id if event.act in _CHANGES else None

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

    def is_current(self) -> bool:
        """Whether it has taken in all that the event log tells of."""
        taken, log = self._taken(), self.archive.events
        size = log.stat().st_size if log.exists() else 0
        return taken is not None and taken.offset == size and continues(log, taken)

    @classmethod
    @contextmanager
    def opened(cls, archive: Archive) -> Iterator[Self]:
        """The file of an archive as it was last brought up; an empty one where there is none.

        :raises ThaidocError: where it can be neither read nor written.
        """
        base = None
        try:
            try:
                base = cls._connect(archive)
            except OSError as fault:
                raise cls._told(archive, fault) from fault
            yield cls(archive, base)
        except sqlite3.Error as fault:
            raise cls._told(archive, fault) from fault
        finally:
            if base is not None:
                base.close()

    @classmethod
    def forget(cls, archive: Archive) -> None:
        """Throw the file away; it is made again when it is next brought up.

        :raises ThaidocError: where that cannot be done.
        """
        try:
            for left in archive.index.glob(f"{cls.name}*"):
                left.unlink(missing_ok=True)
        except OSError as fault:
            raise cls._told(archive, fault) from fault

    def _taken(self) -> Place | None:
        row = self._base.execute("SELECT place FROM taken").fetchone()
        return msgspec.msgpack.decode(row[0], type=Place) if row else None

    def _rebuild(self, progress: Progress | None) -> int:
        """Take in every document; the log is looked at first, so that nothing new is missed."""
        for statement in (*self.emptying, "DELETE FROM taken"):
            self._base.execute(statement)
        _changed, place = self._read_log(0)
        every = list(self.archive.ids())
        self._take(every, place, progress)
        return len(every)

    def _read_log(self, offset: int) -> tuple[list[str], Place]:
        """Documents that changed since an offset, and how far the log reaches."""
        changed: dict[str, None] = {}
        for event, behind in events.read(self.archive.events, offset):
            offset = behind
            if identity := self.heed(event):
                changed[identity] = None
        return list(changed), place_at(self.archive.events, offset)

    def _take(self, identities: list[str], place: Place, progress: Progress | None) -> None:
        """Look at documents again; how far the log was read is committed with the last of them."""
        for number, identity in enumerate(identities, start=1):
            self.keep(identity)
            if progress:
                progress(number, len(identities))
            if number % _BATCH == 0:
                self._base.commit()
        self._base.execute("DELETE FROM taken")
        self._base.execute("INSERT INTO taken VALUES (?)", (msgspec.msgpack.encode(place),))

    @classmethod
    def _connect(cls, archive: Archive) -> sqlite3.Connection:
        path = archive.index / cls.name
        with suppress(OSError):  # an archive that may only be read
            archive.index.mkdir(exist_ok=True)
        if path.exists() and not cls._is_sound(archive):
            cls.forget(archive)
        new = not path.exists()
        base = sqlite3.connect(path, timeout=_PATIENCE)
        base.executescript(
            f"PRAGMA cache_size = -{_CACHE}; PRAGMA cache_spill = OFF; PRAGMA synchronous = NORMAL;"
        )
        if new:
            made = f"{cls.schema} CREATE TABLE taken (place BLOB NOT NULL);"
            made += f"PRAGMA user_version = {cls.version};"
            base.executescript(f"BEGIN EXCLUSIVE;{made}COMMIT;")
            path.chmod(0o640)
        return base

    @classmethod
    def _is_sound(cls, archive: Archive) -> bool:
        """Whether the file is one that this thaidoc made; one that is locked is."""
        base = sqlite3.connect(archive.index / cls.name, timeout=_PATIENCE)
        try:
            return bool(base.execute("PRAGMA user_version").fetchone()[0] == cls.version)
        except sqlite3.OperationalError:
            return True
        except sqlite3.DatabaseError:
            return False
        finally:
            base.close()

    @classmethod
    def _told(cls, archive: Archive, fault: sqlite3.Error | OSError) -> ThaidocError:
        if not isinstance(fault, sqlite3.OperationalError | OSError):  # damaged: not needed
            with suppress(ThaidocError):
                cls.forget(archive)
        return ThaidocError(
            f"{cls.tells} cannot be told now ({fault})",
            where=archive.index / cls.name,
            hint="Try again; nothing in the archive changed, the file is made anew where needed",
        )
