"""A whole archive as one BagIt bag (RFC 8493): every original and every human-made fact.

The bag holds ``thaidoc.toml``, ``searches.json``, ``corpus/`` and ``lost+found/``, byte for byte;
not the index, which is made again, and secret documents only where that is asked for. It is a
folder, or by the name's ending a tar or ZIP file with that folder in it. It is made beside its
place and renamed into it, so that it is there whole or not at all; what an interrupted dump or
restore left is thrown away by the next one to the same place.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from thaidoc.archive import bag_files, chain, durable, events, journal, removal
from thaidoc.archive.events import Act, Event
from thaidoc.archive.lost_found import FOLDER as LOST
from thaidoc.archive.payload import Copied, payload
from thaidoc.archive.removal import REMOVING
from thaidoc.archive.secrecy import secret
from thaidoc.archive.staging import staging
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.messages import sentence

#: told how many files are done, of how many, and the file now
Progress = Callable[[int, int, str], None]
#: where a file lies or what it is called, and the other of the two, or its SHA-256
_Item = TypeVar("_Item", bound=tuple[object, str])


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
    with archive.still() as may_write, staging(target, "dumping") as work:
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
        copied = Copied()
        folder = work / bag_files.stem(target)
        for source, name in _with_progress(list(payload(archive, copied, withheld)), progress):
            copied.take(source, folder / name, name)
        head = chain.verify(archive.events).head
        info = _info(archive, head, len(copied.documents), sorted(withheld))
        made = bag_files.make(folder, copied.digests, info)
        bag_files.place(made, target, work)
        logged = may_write and _log_dump(archive, target, head, actor)
        return _report(copied, target, archive.root, head, sorted(withheld), logged=logged)


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
    with staging(target, "restoring") as work:
        if target.is_symlink() or (target.exists() and not _is_empty(target)):
            raise ThaidocError(
                "this folder is not empty",
                where=target,
                hint="Name one that is not there yet; what is there is never written over",
            )
        whole = bag_files.open_bag(bag, work / "unpacked")
        copied, made = Copied(), work / "archive"
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
            why = sentence(f"secret: left out of the bag {bag.name}")
            _append(archive, "removed", actor, {"reason": why}, identity)
        bag_files.sync(made)
        bag_files.put(made, target)
    return _report(copied, bag, target, head, whole.withheld)


def _report(
    copied: Copied, bag: Path, archive: Path, head: str, withheld: list[str], *, logged: bool = True
) -> BagReport:
    return BagReport(
        bag=str(bag),
        archive=str(archive),
        documents=len(copied.documents),
        files=len(copied.digests),
        bytes=copied.bytes,
        head=head,
        damaged=copied.damaged,
        left_out=copied.left_out,
        withheld=withheld,
        logged=logged,
    )


def _refuse_unsettled(archive: Archive) -> None:
    """Refuse to dump what an interrupted command left where it cannot be settled now."""
    for left in archive.corpus.iterdir():
        if left.name.startswith((REMOVING, journal.OPEN)):
            raise ThaidocError(
                "a command that was interrupted left this, and nothing can be written here",
                where=left,
                hint="Run `thaidoc check --fix` where the archive can be written to",
            )


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
