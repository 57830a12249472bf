"""An archive on disk: plain files are the truth, everything else can be made again from them.

::

    ARCHIVE/thaidoc.toml                             marks the archive; format version and settings
    ARCHIVE/searches.json                            searches that people keep by name
    ARCHIVE/corpus/3f/3f9c2a7be1d04c55/original.pdf  the bytes as received, read-only
                                      /record.json   what the parser found
                                      /text.txt      the repaired text, a form feed between pages
                                      /corrections.json  what a person decided; wins
    ARCHIVE/corpus/events.jsonl                      append-only log of every act
    ARCHIVE/index/                                   disposable

A document is written to a temporary folder, synced, and renamed into place, so that it is there
whole or not at all.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from thaidoc.archive import durable, marker
from thaidoc.archive.corrections import Corrections, apply
from thaidoc.archive.lock import LOCK as LOCK
from thaidoc.archive.lock import held
from thaidoc.archive.marker import MARKER as MARKER
from thaidoc.errors import (
    ArchiveDamagedError,
    NoArchiveError,
    NoSuchDocumentError,
    ThaidocError,
)
from thaidoc.record import VERSION, Record, from_json, to_json

#: searches that people keep by name
SEARCHES = "searches.json"
_ID = frozenset("0123456789abcdef")
STAGING = ".incoming-"


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder that holds documents. Make one with :meth:`init`, :meth:`open` or :meth:`find`."""

    root: Path

    @classmethod
    def init(cls, root: Path) -> "Archive":
        """Make an archive in a folder, new or already there; an archive stays as it is.

        :raises NoArchiveError: where a file stands in the way.
        """
        if (root / MARKER).exists():
            return cls.open(root)
        try:
            for name in ("corpus", "index"):
                durable.make_folder(root / name)
            marker.write(root)
            cls(root).events.touch(durable.FILE)  # there before any document, whenever power fails
            for folder in (root / "corpus", root, root.absolute().parent):
                durable.sync_folder(folder)
        except OSError as error:
            raise NoArchiveError(
                f"an archive cannot be made here ({error.strerror})",
                where=root,
                hint="Name a folder that you may write to",
            ) from error
        return cls(root)

    @classmethod
    def open(cls, root: Path) -> "Archive":
        """The archive in just this folder.

        :raises NoArchiveError: where there is none, or one of a later version.
        """
        marker.verify(root)
        return cls(root)

    @classmethod
    def find(cls, start: Path) -> "Archive":
        """The archive that a folder lies in: the nearest one, walking up.

        :raises NoArchiveError: where none of its parents is an archive.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / MARKER).is_file():
                return cls.open(folder)
        raise NoArchiveError(
            "no thaidoc archive here or in any folder above",
            where=start,
            hint="Name one with --archive DIR, or make one with `thaidoc init DIR`",
        )

    @property
    def corpus(self) -> Path:
        """The folder of documents."""
        return self.root / "corpus"

    @property
    def index(self) -> Path:
        """The folder of the search index; whatever is in it may be thrown away."""
        return self.root / "index"

    @property
    def events(self) -> Path:
        """The event log."""
        return self.corpus / "events.jsonl"

    def folder(self, identity: str) -> Path:
        """Where the document with this identity (16 hex digits) lies or would lie."""
        return Path(self.root, "corpus", identity[:2], identity)

    def __contains__(self, identity: str) -> bool:
        return (self.folder(identity) / "record.json").is_file()

    def ids(self) -> Iterator[str]:
        """The identities of all documents, in ascending order."""
        if not self.corpus.is_dir():
            return
        for shelf in _names(self.corpus):
            if len(shelf) == 2 and _ID.issuperset(shelf):
                yield from filter(_is_identity, _names(self.corpus / shelf))

    def resolve(self, beginning: str) -> str:
        """The identity that begins with these hex digits (at least 4).

        :raises NoSuchDocumentError: where none or more than one does.
        """
        beginning = beginning.lower()
        if len(beginning) < 4 or not _ID.issuperset(beginning):
            raise NoSuchDocumentError(
                f"{beginning!r} is not a document's identity",
                hint="An identity is 16 hex digits, as `thaidoc search` shows them; 4 will do",
            )
        shelf = self.corpus / beginning[:2]
        names = [f.name for f in shelf.iterdir()] if shelf.is_dir() else []
        found = sorted(n for n in names if _is_identity(n) and n.startswith(beginning))
        if len(found) == 1:
            return found[0]
        if not found:
            raise NoSuchDocumentError(f"no document {beginning}", where=self.root)
        raise NoSuchDocumentError(
            f"{beginning} is the beginning of {len(found)} identities",
            hint=f"Give more digits: {', '.join(found[:3])}",
        )

    def parsed(self, identity: str) -> Record:
        """The record as the parser left it.

        :raises NoSuchDocumentError: where there is no such document.
        :raises ArchiveDamagedError: where its record is not one.
        """
        folder = self.folder(identity)
        path = folder / "record.json"
        try:
            record = from_json(path.read_bytes())
        except FileNotFoundError as error:
            if folder.is_dir():
                raise ArchiveDamagedError("record.json is missing", where=folder) from error
            raise NoSuchDocumentError(f"no document {identity}", where=self.root) from error
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ArchiveDamagedError(f"this is not a record ({error})", where=path) from error
        if record.version != VERSION:
            raise ArchiveDamagedError(
                f"this record has version {record.version}, this thaidoc reads version {VERSION}",
                where=path,
                hint="Use the thaidoc that wrote it, or a later one",
            )
        return record

    def record(self, identity: str) -> Record:
        """The record as it holds: the parser's, with what people decided over it.

        :raises NoSuchDocumentError: where there is no such document.
        :raises ArchiveDamagedError: where its record or its corrections are not such.
        """
        try:
            return apply(self.parsed(identity), self.corrections(identity))
        except msgspec.ValidationError as error:
            raise ArchiveDamagedError(
                f"a corrected value has not the shape of its field ({error})",
                where=self.folder(identity) / "corrections.json",
            ) from error

    def corrections(self, identity: str) -> Corrections:
        """What people confirmed or corrected; empty where nobody did."""
        return Corrections.load(self.folder(identity) / "corrections.json")

    def text(self, identity: str) -> str:
        """The repaired text, a form feed between pages.

        :raises ArchiveDamagedError: where it is gone or not UTF-8.
        """
        path = self.folder(identity) / "text.txt"
        try:
            return path.read_bytes().decode("utf-8")
        except FileNotFoundError as error:
            raise ArchiveDamagedError("text.txt is missing", where=path.parent) from error
        except UnicodeDecodeError as error:
            raise ArchiveDamagedError(f"this is not UTF-8 ({error})", where=path) from error

    def original(self, identity: str) -> Path:
        """The file as it was received.

        :raises ArchiveDamagedError: where it is gone.
        """
        for path in sorted(self.folder(identity).glob("original*")):
            return path
        raise ArchiveDamagedError("the original is missing", where=self.folder(identity))

    def keep(self, original: bytes, suffix: str, record: Record, text: str) -> bool:
        """Put a document into the archive, whole or not at all; False where it is already there.

        :param suffix: what the original's name ends in, with its dot (``.pdf``).
        """
        if record.id in self:
            return False
        folder = self.folder(record.id)
        durable.make_folder(folder.parent)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=self.corpus))
        try:
            durable.write(staging / f"original{suffix}", original, durable.ORIGINAL)
            durable.write(staging / "record.json", to_json(record))
            durable.write(staging / "text.txt", text.encode("utf-8"))
            staging.chmod(durable.FOLDER)
            durable.sync_folder(staging)
            if folder.exists():  # left without its record by something else: never overwritten
                raise ArchiveDamagedError("this folder has no record.json", where=folder)
            staging.rename(folder)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        durable.sync_folder(folder.parent)
        durable.sync_folder(self.corpus)  # the shelf may be new
        return True

    def sweep(self) -> int:
        """Throw away what a killed :meth:`keep` left half-written; how many such there were.

        Only for the holder of :meth:`writing`: another writer's work in progress looks the same.
        """
        left = list(self.corpus.glob(f"{STAGING}*"))
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        return len(left)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the archive's write lock.

        :raises ArchiveLockedError: at once, where another process holds it.
        :raises ThaidocError: where this person may not write to the archive.
        """
        with held(self.root):
            yield

    @contextmanager
    def still(self) -> Iterator[bool]:
        """Keep the archive as it is meanwhile; False where it lies on what nobody can write to.

        :raises ArchiveLockedError: at once, where another process is writing.
        :raises ThaidocError: where others may write to the archive and this person may not.
        """
        with ExitStack() as stack:
            try:
                stack.enter_context(self.writing())
                may_write = True
            except ThaidocError as error:
                if getattr(error.__cause__, "errno", None) != errno.EROFS:
                    raise
                may_write = False
            yield may_write


def _names(folder: Path) -> list[str]:
    """What is in a folder, in order; a path for each of 100,000 would cost more than all else."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries)


def _is_identity(name: str) -> bool:
    return len(name) == 16 and _ID.issuperset(name)
