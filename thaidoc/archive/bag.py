"""A whole archive as one BagIt bag (RFC 8493): every original and every human-made fact.

The bag holds ``thaidoc.toml``, ``searches.json``, ``corpus/`` and ``lost+found/``, byte for byte;
not the index, which is made again, and secret documents only where that is asked for. It is a
folder, or by the name's ending a tar or ZIP file with that folder in it. It is made beside its
place and renamed into it, so that it is there whole or not at all; what an interrupted dump or
restore left is thrown away by the next one to the same place.
"""

import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from thaidoc.archive import bag_files, chain, durable, events, journal, removal
from thaidoc.archive.check import PASSING
from thaidoc.archive.events import Act, Event
from thaidoc.archive.fixity import HALF
from thaidoc.archive.lost_found import FOLDER as LOST
from thaidoc.archive.removal import REMOVING
from thaidoc.archive.secrecy import may_be_secret, secret
from thaidoc.archive.store import MARKER, SEARCHES, Archive
from thaidoc.errors import ArchiveDamagedError, ArchiveLockedError, ThaidocError

#: told how many files are done, of how many, and the file now
Progress = Callable[[int, int, str], None]
#: where a file lies or what it is called, and the other of the two, or its SHA-256
_Item = TypeVar("_Item", bound=tuple[object, str])
_CHUNK = 1 << 20
_WITHHELD = "secret: left out of the bag {}"


class BagReport(Struct, frozen=True, kw_only=True):
    """What was dumped or restored. ``damaged`` names originals that are not what was received.

    ``left_out`` names what is no plain file, and ``logged`` tells whether the event log of the
    archive could take down that it happened. ``withheld`` are the documents that the bag has not
    because they are secret, or may be: their records cannot be read.
    """

    version: int = 1
    bag: str
    archive: str
    documents: int
    files: int
    bytes: int
    head: str
    damaged: list[str] = []
    left_out: list[str] = []
    withheld: list[str] = []
    logged: bool = True


def dump(
    archive: Archive,
    target: Path,
    *,
    with_secret: bool = True,
    actor: str | None = None,
    progress: Progress | None = None,
) -> BagReport:
    """Write everything that cannot be made again into one bag.

    An archive on a medium that nobody can write to is dumped as well, and logs nothing.

    :param with_secret: secret documents as well.
    :param target: a folder that is not there yet, or a file ending in ``.tar``, ``.tar.gz``,
        ``.tgz`` or ``.zip``.
    :raises ArchiveLockedError: where another process is writing.
    :raises ThaidocError: where the bag cannot be written; nothing of it is left then.
    """
    if _holds(archive, target):
        raise ThaidocError(
            "a bag inside what it is made of would hold itself",
            where=target,
            hint="Name a place outside corpus/ and lost+found/",
        )
    with archive.still() as may_write, _staging(target, "dumping") as staging:
        if target.exists() or target.is_symlink():
            raise ThaidocError(
                "this is there already", where=target, hint="Name one that is not there yet"
            )
        if may_write:
            journal.recover(archive)
            removal.settle(archive)
        else:
            _refuse_unsettled(archive)
        withheld = {} if with_secret else secret(archive)
        copied = _Copied()
        folder = staging / bag_files.stem(target)
        for source, name in _with_progress(list(_payload(archive, copied, withheld)), progress):
            copied.take(source, folder / name, name)
        head = chain.verify(archive.events).head
        info = _info(archive, head, len(copied.documents), sorted(withheld))
        made = bag_files.make(folder, copied.digests, info)
        bag_files.place(made, target, staging)
        return BagReport(
            bag=str(target),
            archive=str(archive.root),
            documents=len(copied.documents),
            files=len(copied.digests),
            bytes=copied.bytes,
            head=head,
            damaged=copied.damaged,
            left_out=copied.left_out,
            withheld=sorted(withheld),
            logged=may_write and _log_dump(archive, target, head, actor),
        )


def restore(
    bag: Path,
    target: Path,
    *,
    actor: str | None = None,
    progress: Progress | None = None,
) -> BagReport:
    """Make a new archive from a bag, equal to the one that was dumped.

    :param target: a folder that is not there yet, or is empty.
    :raises ArchiveDamagedError: where the bag is not whole.
    :raises ThaidocError: where it is no dump, the target is not empty or cannot be written to.
    """
    with _staging(target, "restoring") as staging:
        if target.is_symlink() or (target.exists() and not _is_empty(target)):
            raise ThaidocError(
                "this folder is not empty",
                where=target,
                hint="Name one that is not there yet; what is there is never written over",
            )
        whole = bag_files.open_bag(bag, staging / "unpacked")
        copied, made = _Copied(), staging / "archive"
        made.mkdir(durable.FOLDER)
        for name, sha256 in _with_progress(sorted(whole.payload.items()), progress):
            copied.take(whole.folder / "data" / name, made / name, name)
            if copied.digests[name] != sha256:
                raise ArchiveDamagedError("this file changed while it was copied", where=name)
        archive = Archive.open(made)
        (made / "index").mkdir(durable.FOLDER)
        head = chain.verify(archive.events).head
        detail = {"bag": bag.name, "head": head, "documents": str(len(copied.documents))}
        _append(archive, "restored", actor, detail)
        for identity in whole.withheld:  # the log goes on to tell what is there
            _append(archive, "removed", actor, {"reason": _WITHHELD.format(bag.name)}, identity)
        bag_files.sync(made)
        bag_files.put(made, target)
    return BagReport(
        bag=str(bag),
        archive=str(target),
        documents=len(copied.documents),
        files=len(copied.digests),
        bytes=copied.bytes,
        head=head,
        damaged=copied.damaged,
        withheld=whole.withheld,
    )


class _Copied:
    """Files copied into a new place, with what is known of them afterwards."""

    def __init__(self) -> None:
        self.digests: dict[str, str] = {}
        self.documents: set[str] = set()
        self.damaged: list[str] = []
        self.left_out: list[str] = []
        self.bytes = 0
        self._folders: set[Path] = set()

    def take(self, source: Path, target: Path, name: str) -> None:
        """Copy one file, with its time; an original stays read-only."""
        parts = Path(name).parts
        if target.parent not in self._folders:
            durable.make_folder(target.parent)
            self._folders.add(target.parent)
        digest, size = _copy(source, target)
        self.digests[name] = digest
        self.bytes += size
        if len(parts) == 4 and parts[0] == "corpus":
            self.documents.add(parts[2])
            if parts[3].startswith("original"):
                target.chmod(durable.ORIGINAL)
                if digest[:16] != parts[2]:
                    self.damaged.append(name)


def _copy(source: Path, target: Path) -> tuple[str, int]:
    """Copy the bytes of a plain file; their SHA-256 and their number."""
    digest, size = hashlib.sha256(), 0
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(source, flags), "rb") as read, target.open("xb") as written:
        while block := read.read(_CHUNK):
            digest.update(block)
            size += written.write(block)
        status = os.fstat(read.fileno())
    target.chmod(stat.S_IMODE(status.st_mode) & durable.FOLDER | stat.S_IWUSR)
    os.utime(target, ns=(status.st_atime_ns, status.st_mtime_ns))
    return digest.hexdigest(), size


def _refuse_unsettled(archive: Archive) -> None:
    """Refuse to dump what an interrupted command left where it cannot be settled now."""
    for left in archive.corpus.iterdir():
        if left.name.startswith((REMOVING, journal.OPEN)):
            raise ThaidocError(
                "a command that was interrupted left this, and nothing can be written here",
                where=left,
                hint="Run `thaidoc check --fix` where the archive can be written to",
            )


def _payload(
    archive: Archive, copied: _Copied, withheld: Collection[str]
) -> Iterator[tuple[Path, str]]:
    """What goes into a bag, with its name there."""
    yield archive.root / MARKER, MARKER
    if (archive.root / SEARCHES).is_file() and not withheld:  # they may tell what is secret
        yield archive.root / SEARCHES, SEARCHES
    for top in (archive.corpus, archive.root / LOST):
        for here, folders, files in os.walk(top, followlinks=False):
            folders.sort()
            if here == str(archive.corpus):
                passing = (REMOVING, *PASSING)
                folders[:] = [f for f in folders if not f.startswith(passing)]
                files = [f for f in files if not f.startswith(passing)]
            elif top == archive.corpus:
                folders[:] = [f for f in folders if f not in withheld]
            elif withheld and here == str(top):
                folders[:] = [f for f in folders if not may_be_secret(Path(here, f), withheld)]
            for name in sorted([*files, *(f for f in folders if Path(here, f).is_symlink())]):
                path = Path(here, name)
                inside = os.fsencode(path.relative_to(archive.root)).decode("utf-8", "replace")
                plain = path.is_file() and not path.is_symlink() and "\ufffd" not in inside
                if not plain:
                    copied.left_out.append(inside)
                elif top != archive.corpus or not name.endswith(HALF):
                    yield path, path.relative_to(archive.root).as_posix()


def _with_progress(todo: list[_Item], progress: Progress | None) -> Iterator[_Item]:
    for done, item in enumerate(todo):
        if progress:
            progress(done, len(todo), str(item[0]))
        yield item


def _info(
    archive: Archive, head: str, documents: int, withheld: list[str]
) -> dict[str, str | list[str]]:
    """What bag-info.txt says; the head of the log shows later whether lines were cut off it."""
    return {
        "External-Description": "A thaidoc archive: originals, records, corrections, event log",
        "External-Identifier": archive.root.resolve().name,
        "Thaidoc-Documents": str(documents),
        "Thaidoc-Log-Head": head,
        bag_files.WITHHELD: withheld,
    }


def _log_dump(archive: Archive, target: Path, head: str, actor: str | None) -> bool:
    try:
        _append(archive, "dumped", actor, {"bag": target.name, "head": head})
    except OSError:  # the bag is whole and in its place all the same
        return False
    return True


def _append(
    archive: Archive,
    act: Act,
    actor: str | None,
    detail: dict[str, str],
    identity: str | None = None,
) -> None:
    who = actor or events.actor()
    event = Event(at=events.now(), act=act, id=identity, actor=who, detail=detail)
    events.append(archive.events, [event])


def _holds(archive: Archive, target: Path) -> bool:
    """Whether a place is inside what goes into the bag."""
    above = target.resolve().parents
    return archive.corpus.resolve() in above or (archive.root / LOST).resolve() in above


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


@contextmanager
def _staging(target: Path, verb: str) -> Iterator[Path]:
    """A folder beside the target to work in; it is gone afterwards, and so is an older one.

    Whatever cannot be written becomes one sentence.
    """
    staging = target.absolute().parent / f".{target.name}.{verb}"
    try:
        staging.mkdir(parents=True, exist_ok=True)
        with _held(staging):
            try:
                work = staging / "work"
                if work.exists():
                    shutil.rmtree(work)
                work.mkdir()
                yield work
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise ThaidocError(
            f"this cannot be written ({error.strerror or error}); nothing was left there",
            where=target,
            hint="Look at the permissions and the space that is left, and run it again",
        ) from error


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep others from the same work in the same place, where the system lets one."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ArchiveLockedError(
                "another thaidoc is writing there", where=folder, hint="Try again when it is done"
            ) from error
        yield
    finally:
        os.close(handle)
