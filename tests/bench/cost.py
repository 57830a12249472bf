"""What reading costs: pages a second on one core beside other extractors, repair, memory.

Times are CPU seconds of one process, so that a busy machine changes them less; a figure worth
quoting is a ratio of two that were taken in turn in one run.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

_ROUNDS = 5
#: reads a PDF in a process of its own and prints pages and the most memory it ever had, in kB
_PEAK = """
import sys
from pathlib import Path
from thaidoc.reading import read
pages = len(read(Path(sys.argv[1])).pages)
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss would count what the parent had when it forked
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    print(pages, peak.split()[1])
else:
    import resource
    print(pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def long_pdf(files: Sequence[bytes], pages: int) -> bytes:
    """A PDF of so many pages: those of the files over and over, fonts shared as in a real one."""
    from io import BytesIO

    import pikepdf

    out = BytesIO()
    with pikepdf.new() as target:
        for data in files:
            with pikepdf.open(BytesIO(data)) as source:
                target.pages.extend(source.pages)
        while len(target.pages) < pages:
            target.pages.extend(list(target.pages)[: pages - len(target.pages)])
        del target.pages[pages:]
        target.save(out)
    return out.getvalue()


def pdf_speeds(files: Sequence[bytes]) -> dict[str, tuple[float, float]]:
    """Pages a second, and how many times as fast as that :func:`pdf.read` is.

    By name of extractor: the best of some rounds, in which all take turns, since other work on a
    machine only ever takes away; ratios are medians. pdftotext, a program, is timed with its start,
    once for all pages.
    """
    readers: dict[str, Callable[[Sequence[bytes]], object]] = {
        "thaidoc, lines with boxes": _ours,
        "pdfplumber, extract_text": _pdfplumber,
    }
    if shutil.which("pdftotext"):
        readers["pdftotext"] = _pdftotext
    pages = _ours(files)
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for round_ in range(_ROUNDS + 1):
        for name, read in readers.items():
            spent = _cpu_seconds(read, files)
            if round_:  # the first only warms up
                seconds[name].append(spent)
    ours = seconds["thaidoc, lines with boxes"]
    return {
        name: (
            pages / min(spent),
            median(theirs / mine for theirs, mine in zip(spent, ours, strict=True)),
        )
        for name, spent in seconds.items()
    }


def repair_speeds(text: str) -> dict[str, float]:
    """Millions of characters a second of repair and of the quality score, on sound pages."""
    from thaidoc.thai.quality import quality
    from thaidoc.thai.repair import repair

    pages = [text[start : start + 1500] for start in range(0, len(text), 1500)] * 20
    works: dict[str, Callable[[str], object]] = {"repair": repair, "quality": quality}
    result = {}
    for name, work in works.items():
        spent = [_cpu_seconds(_each, work, pages) for _ in range(_ROUNDS)]
        result[name] = sum(map(len, pages)) / median(spent) / 1e6
    return result


def peak_memory(data: bytes) -> tuple[int, float]:
    """Pages, and the most memory in MB of a process of its own that reads the PDF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        path.write_bytes(data)
        said = subprocess.run(
            [sys.executable, "-c", _PEAK, str(path)], check=True, capture_output=True, text=True
        ).stdout.split()
    return int(said[0]), int(said[1]) / 1024


def conditions() -> list[str]:
    """What a reader of the figures must know: machine, Python, versions of what was measured."""
    from importlib.metadata import version
    from platform import machine, python_version, system

    names = ("pypdfium2", "pdfplumber", "pdfminer.six")
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return [
        f"{system()} {machine()}, {os.cpu_count()} cores (load {load}), Python {python_version()}",
        ", ".join(f"{name} {version(name)}" for name in names),
    ]


def _cpu_seconds(work: Callable[..., object], *arguments: object) -> float:
    def spent() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    start = spent()
    work(*arguments)
    return spent() - start


def _each(work: Callable[[str], object], pages: Sequence[str]) -> None:
    for page in pages:
        work(page)


def _ours(files: Sequence[bytes]) -> int:
    from thaidoc.reading import read_bytes

    return sum(len(read_bytes(data, "letter.pdf").pages) for data in files)


def _pdfplumber(files: Sequence[bytes]) -> int:
    from io import BytesIO

    import pdfplumber

    pages = 0
    for data in files:
        with pdfplumber.open(BytesIO(data)) as pdf:
            for page in pdf.pages:
                page.extract_text()
                page.close()
                pages += 1
    return pages


def _pdftotext(files: Sequence[bytes]) -> None:
    for data in files:
        subprocess.run(["pdftotext", "-", "-"], input=data, check=True, capture_output=True)
