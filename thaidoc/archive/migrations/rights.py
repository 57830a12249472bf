"""In archives of format 1 every user of the machine could read letters, secret ones among them.

Files were made with what the system gives (0644, folders 0755, originals 0444). Now others have no
rights, and nobody the right to write to an original. What the group may do is left as it is, for
people share an archive so.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from thaidoc.archive.lock import LOCK
from thaidoc.archive.lost_found import FOLDER as LOST
from thaidoc.archive.migrations.change import Change
from thaidoc.archive.store import MARKER, SEARCHES
from thaidoc.messages import sentence

_PARTS = ("corpus", "index", LOST, MARKER, SEARCHES, LOCK)
_OTHERS, _WRITING = 0o007, 0o222


class Rights:
    """Takes away what others may do, and everybody's right to write to originals."""

    to = 2
    name = "rights"
    about = sentence("no rights for others than owner and group; originals cannot be written to")

    def changes(self, root: Path) -> Iterator[Change]:
        """Every file and folder of the archive with more rights than it should have."""
        if os.name != "posix":
            return
        for name in _PARTS:
            for path in _under(root / name):
                mode = stat.S_IMODE(path.lstat().st_mode)
                wanted = mode & ~_OTHERS
                if path.name.startswith("original") and path.is_file():
                    wanted &= ~_WRITING
                if wanted != mode:
                    yield Change(path, mode=wanted)


def _under(path: Path) -> Iterator[Path]:
    """A file, or a folder with all that is in it; links are not followed and not told."""
    if path.is_symlink() or not path.exists():
        return
    yield path
    for here, folders, files in os.walk(path):
        for name in (*folders, *files):
            found = Path(here, name)
            if not found.is_symlink():
                yield found
