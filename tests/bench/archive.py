"""How fast an archive is checked, dumped and restored: ``make bench-archive COUNT=10000``."""

import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console

from tests.provenance import source_of
from thaidoc.archive import events
from thaidoc.archive.bag import dump, restore
from thaidoc.archive.check import check
from thaidoc.archive.events import Event
from thaidoc.archive.store import Archive
from thaidoc.reading.document import sha256_of
from thaidoc.record import Record

LETTER = "เรื่อง  ทดสอบฉบับที่ {}\n" + "        ด้วยกรมสมมุติขอให้จังหวัดดำเนินการ\n" * 20


def build(archive: Archive, letters: int) -> None:
    """Put letters into an archive without parsing them: only where they lie matters here."""
    made = []
    for number in range(letters):
        data = LETTER.format(number).encode()
        digest = sha256_of(data)
        source = source_of(digest, name=f"{number}.txt", bytes=len(data))
        archive.keep(data, ".txt", Record(id=digest[:16], source=source), data.decode())
        detail = {"file": f"{number}.txt"}
        made.append(
            Event(at=events.now(), act="added", id=digest[:16], actor="bench", detail=detail)
        )
    events.append(archive.events, made)


def main() -> None:
    """Print the figures."""
    shown = Console(highlight=False)
    letters = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        archive = Archive.init(folder / "large")
        build(archive, letters)
        report = check(archive)
        assert not report.findings
        shown.print(f"check: {letters} documents, {letters / report.seconds:,.0f} a second")
        for ending in ("", ".tar"):
            began = time.monotonic()
            dump(archive, folder / f"large-bag{ending}")
            middle = time.monotonic()
            restore(folder / f"large-bag{ending}", folder / f"new{ending}")
            rates = letters / (middle - began), letters / (time.monotonic() - middle)
            shown.print(
                f"dump{ending}: {rates[0]:,.0f} a second; restore: {rates[1]:,.0f} a second"
            )


if __name__ == "__main__":
    main()
