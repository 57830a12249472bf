"""The sample letters of corpus/ under the names they came with.

``python -m tests.letters FOLDER`` lays out those that the demonstration shows as a folder of files.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from thaidoc.archive.store import Archive
from thaidoc.record import Record

ROOT = Path(__file__).parent.parent
#: those that `make demo` and README show: a few of each kind and format, all read without a fault
SHOWN = (
    "announcement-compost-award.pdf",
    "announcement-volunteers.docx",
    "circular-electronic-files.txt",
    "circular-water-trucks.docx",
    "external-exhibition-opening.pdf",
    "external-flood-drill.txt",
    "external-old-boundary.pdf",
    "memo-household-survey.txt",
    "memo-secret-inquiry.docx",
    "order-old-papers.txt",
    "regulation-shared-laboratory.pdf",
    "smart-city-workshop.txt",
    "stamped-campaign-kits.docx",
)


def letters() -> Iterator[tuple[Path, Record]]:
    """Each original of corpus/ with its record as people confirmed it."""
    archive = Archive.open(ROOT)
    for identity in archive.ids():
        yield archive.original(identity), archive.record(identity)


def lay_out(folder: Path) -> None:
    """Copy the originals of :data:`SHOWN` to a folder under the names they were received with."""
    folder.mkdir(parents=True, exist_ok=True)
    for original, record in letters():
        if record.source and record.source.name in SHOWN:
            shutil.copyfile(original, folder / record.source.name)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
