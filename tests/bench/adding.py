"""How fast plain-text letters are added, index included: ``python -m tests.bench.adding [COUNT]``.

The letters are those of :mod:`tests.bench.incoming`. The rate at the start and at the end is that
of the first and the last fifth, by the clock; memory is that of all processes together, pages that
they share counted once for each (Linux only).
"""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

from rich.console import Console

from tests.bench.incoming import write
from thaidoc.archive.ingest import FileReport, add
from thaidoc.archive.store import Archive
from thaidoc.search.alongside import Alongside
from thaidoc.search.update import catch_up


class Memory(threading.Thread):
    """Looks now and then how much memory this process and those it started have."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.most = 0

    def run(self) -> None:
        """Look until the program ends."""
        while True:
            self.most = max(self.most, sum(map(_resident, _family(os.getpid()))))
            time.sleep(0.5)


def _family(process: int) -> list[int]:
    found = [process]
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:
            continue
        for child in children:
            found += _family(int(child))
    return found


def _resident(process: int) -> int:
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def main(count: int) -> None:
    """Print the figures."""
    shown = Console(highlight=False)
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder / "in", count)
        archive = Archive.init(folder / "archive")
        memory = Memory()
        memory.start()
        times: list[float] = []

        began, spent = time.monotonic(), os.times()
        with Alongside(archive) as index:

            def on_file(file: FileReport) -> None:
                assert file.outcome == "added", file
                times.append(time.monotonic())
                index.take(file.id or "")

            add(archive, [folder / "in"], jobs=jobs, on_file=on_file)
            added = time.monotonic()
        catch_up(archive, jobs=jobs)
        ended, after = time.monotonic(), os.times()
        cpu = sum(after[:4]) - sum(spent[:4])
        fifth = max(1, count // 5)
        start, end = fifth / (times[fifth - 1] - began), fifth / (times[-1] - times[-fifth - 1])
        shown.print(f"{count:,} letters, {jobs} jobs: {count / (ended - began):.0f} a second with")
        shown.print(f"the index, {count / (added - began):.0f} until the last was kept;")
        shown.print(f"first fifth {start:.0f} a second, last fifth {end:.0f};")
        shown.print(f"{cpu / count * 1000:.1f} ms of CPU a letter; at most {memory.most >> 20} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
