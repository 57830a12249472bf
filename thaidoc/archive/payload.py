"""What of an archive goes into a bag, and how it comes into another place: every byte and no more.

*Payload* is BagIt's word for it (RFC 8493): all that was received and all that people made of it.
"""

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from thaidoc.archive import durable
from thaidoc.archive.check import PASSING
from thaidoc.archive.fixity import HALF
from thaidoc.archive.lost_found import FOLDER as LOST
from thaidoc.archive.removal import REMOVING
from thaidoc.archive.secrecy import may_be_secret
from thaidoc.archive.store import MARKER, SEARCHES, Archive

_CHUNK = 1 << 20


class Copied:
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


def payload(
    archive: Archive, copied: Copied, withheld: Collection[str]
) -> Iterator[tuple[Path, str]]:
    """What goes into a bag, each file where it lies, with its name in the bag.

    :param copied: is told what is left out because it is no plain file.
    :param withheld: the secret documents, where they are left out.
    """
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
