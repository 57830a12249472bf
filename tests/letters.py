"""The sample letters of corpus/ under the names they came with.

``python -m tests.letters FOLDER`` lays them out as a folder of files.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from thaidoc.archive.store import Archive
from thaidoc.record import Record

ROOT = Path(__file__).parent.parent


def letters() -> Iterator[tuple[Path, Record]]:
    """Each original of corpus/ with its record as people confirmed it."""
    archive = Archive.open(ROOT)
    for identity in archive.ids():
        yield archive.original(identity), archive.record(identity)


def lay_out(folder: Path) -> None:
    """Copy every original to a folder under the name it was received with."""
    folder.mkdir(parents=True, exist_ok=True)
    for original, record in letters():
        assert record.source
        shutil.copyfile(original, folder / record.source.name)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
