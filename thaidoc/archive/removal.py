"""Taking a document out of the archive for good, with a tombstone that says what it was and why.

The document's folder is first renamed, so that no reader sees half of it; then the tombstone is
written into the event log; then the folder is deleted. Where it ends between, nothing is unclear:
with its tombstone in the log the removal is finished by whoever comes next, without it the
document is put back. See :func:`settle`.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from thaidoc.archive import durable, events
from thaidoc.archive.events import Event
from thaidoc.archive.fixity import sha256_of_file
from thaidoc.archive.history import Story
from thaidoc.archive.interrupts import interrupt_later
from thaidoc.archive.lost_found import set_aside
from thaidoc.archive.secrecy import secrecy_of
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveDamagedError, NoSuchDocumentError, ThaidocError

#: what a document's folder in corpus/ is called while it is being removed; its identity follows
REMOVING = ".removing-"


def remove(archive: Archive, identity: str, reason: str, *, actor: str | None = None) -> Event:
    """Remove a document; gives its tombstone.

    :param reason: why, in a person's words; it stays in the log.
    :raises NoSuchDocumentError: where there is no such document.
    :raises ArchiveLockedError: where another process is writing.
    :raises ThaidocError: where it cannot be removed, or no reason is given.
    """
    if not reason.strip():
        raise ThaidocError("a document is removed only for a reason", hint="Give one with --reason")
    with archive.writing(), interrupt_later():
        settle(archive)
        folder = archive.folder(identity)
        if not folder.is_dir():
            raise NoSuchDocumentError(f"no document {identity}", where=archive.root)
        stone = _tombstone(archive, identity, reason.strip(), actor or events.actor())
        leaving = archive.corpus / f"{REMOVING}{identity}"
        try:
            _hide(folder, leaving, archive, stone)
        except OSError as error:
            raise ThaidocError(
                f"the document cannot be removed ({error.strerror or error}); it is still there",
                where=folder,
                hint="Look at the permissions and the space that is left",
            ) from error
        try:
            _delete(archive, leaving)
        except OSError as error:
            raise ThaidocError(
                f"the document was removed, but its files not yet deleted ({error.strerror})",
                where=leaving,
                hint="`thaidoc check --fix` does it as soon as they can be",
            ) from error
    return stone


def settle(archive: Archive) -> int:
    """Finish removals that were interrupted, or take them back; how many such there were.

    For the holder of the archive's write lock.

    :raises OSError: where files cannot be deleted or moved.
    """
    left = sorted(archive.corpus.glob(f"{REMOVING}*"))
    if not left:
        return 0
    story = Story.read(archive)
    for leaving in left:
        identity = leaving.name.removeprefix(REMOVING)
        folder = archive.folder(identity)
        if folder.exists():  # it was added again meanwhile: that one stays, and this is not lost
            set_aside(archive, leaving, "its removal was interrupted, and it was added again")
        elif not story.there.get(identity, True):
            _delete(archive, leaving)
        else:
            _put_back(leaving, folder)
    return len(left)


def _hide(folder: Path, leaving: Path, archive: Archive, stone: Event) -> None:
    """Take the folder from its place and log that; where that fails it is where it was."""
    folder.rename(leaving)
    try:
        durable.sync_folder(leaving.parent)  # the new name first, for disks without a journal
        durable.sync_folder(folder.parent)
        events.append(archive.events, [stone])
    except BaseException:
        _put_back(leaving, folder)
        raise


def _put_back(leaving: Path, folder: Path) -> None:
    folder.parent.mkdir(exist_ok=True)
    leaving.rename(folder)
    with suppress(OSError):  # it is there; syncing is what the next write will do
        durable.sync_folder(folder.parent)
        durable.sync_folder(leaving.parent)


def _delete(archive: Archive, leaving: Path) -> None:
    shutil.rmtree(leaving)
    identity = leaving.name.removeprefix(REMOVING)
    with suppress(OSError):  # there may be other documents on its shelf
        archive.folder(identity).parent.rmdir()
    durable.sync_folder(archive.corpus)


def _tombstone(archive: Archive, identity: str, reason: str, actor: str) -> Event:
    """What the document was; as far as it can still be read."""
    detail = {"reason": reason}
    try:
        original = archive.original(identity)
        detail |= {"sha256": sha256_of_file(original), "bytes": str(original.stat().st_size)}
    except (ArchiveDamagedError, OSError):
        detail["original"] = "missing"
    with suppress(ThaidocError, OSError):
        record = archive.record(identity)
        detail["kind"] = record.kind
        if level := secrecy_of(record):
            detail["secrecy"] = level
        if record.source:
            detail["file"] = record.source.name
        if record.reference and record.reference.normal:
            detail["number"] = record.reference.normal
        if record.date:
            detail["date"] = record.date.iso
        if record.subject:
            detail["subject"] = record.subject
    return Event(at=events.now(), act="removed", id=identity, actor=actor, detail=detail)
