"""How soon ``thaidoc browse`` answers a key, on a terminal of its own.

``python -m tests.bench.browse ARCHIVE [PROGRAM]...`` runs each program (``thaidoc`` of this tree by
default) on a pseudo-terminal, types queries at a steady pace and says for each key how long it took
until the terminal was sent the query as typed (echo), and the letters for it (answer); how much
time of the processor a key cost; and how busy the machine was. Several programs are measured by
turns, query for query, so that they can be compared.
"""

import contextlib
import fcntl
import os
import pty
import re
import select
import statistics
import struct
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

#: what officers look for: words, numbers, fields, a phrase
QUERIES = (
    "การฝึกอบรม",
    "น้ำท่วม",
    "ซักซ้อมความเข้าใจ",
    "มท 0808.2/ว",
    "จาก:กรมการปกครอง",
    "งบประมาณ 2566",
    "จัดซื้อจัดจ้าง",
    "ประชุมคณะกรรมการ",
)
#: seconds between keys: a quick typist; and how long a last answer is waited for
PACE, PATIENCE = 0.2, 5.0
_ROWS, _COLUMNS = 24, 80
_CONTROL = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\\\)|[PX^_].*?\x1b\\\\)")
_ANSWERED = re.compile(rb" found|nothing|letters, newest|at \xe2\x80\x9c")


@dataclass
class Measured:
    """Seconds for each key, and of the processor for all of them."""

    echo: list[float] = field(default_factory=list)
    answer: list[float] = field(default_factory=list)
    unanswered: int = 0
    busy: float = 0.0

    def told(self) -> str:
        """One line of figures."""
        keys = len(self.echo)
        said = [f"{keys} keys"]
        for name, times in (("echo", self.echo), ("answer", self.answer)):
            ordered = sorted(times)
            p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
            median, most = statistics.median(ordered), ordered[-1]
            said.append(f"{name} {median * 1000:.0f} / {p95 * 1000:.0f} / {most * 1000:.0f} ms")
        said.append(f"{self.unanswered} superseded")
        said.append(f"{self.busy / keys * 1000:.0f} ms of processor a key")
        return ", ".join(said)


class Terminal:
    """A program on a pseudo-terminal; what it writes is read all the time."""

    def __init__(self, command: list[str]):
        self.pid, self.handle = pty.fork()
        if self.pid == 0:  # the program
            os.environ.update(TERM="xterm-256color", THAIDOC_LANG="en", COLUMNS="", LINES="")
            os.execvp(command[0], command)
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
        self.seen = b""

    def read(self, seconds: float) -> bytes:
        """What is written within so many seconds; at once when something is."""
        ready, _, _ = select.select([self.handle], [], [], max(0.0, seconds))
        if not ready:
            return b""
        with contextlib.suppress(OSError):
            return os.read(self.handle, 1 << 16)
        raise SystemExit("the program ended: " + self.seen[-400:].decode(errors="replace"))

    def until(self, wanted: re.Pattern[bytes], seconds: float) -> float | None:
        """The time at which the text that was written has this; None where it never has."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.seen += self.read(left)
            if wanted.search(_CONTROL.sub(b"", self.seen)):
                return time.perf_counter()
        return None

    def busy(self) -> float:
        """Seconds of the processor that the program has had."""
        with Path(f"/proc/{self.pid}/stat").open() as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """Leave the program."""
        os.write(self.handle, b"\x11")
        with contextlib.suppress(OSError):
            while os.read(self.handle, 1 << 16):
                pass
        os.waitpid(self.pid, 0)


def typed(terminal: Terminal, query: str, found: Measured) -> None:
    """Type a query key by key, measure each, and empty it again."""
    before = terminal.busy()
    for number, key in enumerate(query, start=1):
        terminal.seen = b""
        begun = time.perf_counter()
        os.write(terminal.handle, key.encode())
        shown = re.escape(query[:number].strip().encode())
        at = terminal.until(re.compile(shown), PATIENCE)
        assert at is not None, (query[:number], _CONTROL.sub(b"", terminal.seen)[-200:])
        found.echo.append(at - begun)
        left = begun + (PACE if number < len(query) else PATIENCE) - time.perf_counter()
        answered = terminal.until(_ANSWERED, left)
        if answered is None:
            found.unanswered += 1
        else:
            found.answer.append(answered - begun)
        terminal.until(re.compile(b"(?!)"), begun + PACE - time.perf_counter())
    terminal.until(re.compile(b"(?!)"), 0.5)
    found.busy += terminal.busy() - before
    terminal.seen = b""
    os.write(terminal.handle, b"\x1b")
    terminal.until(re.compile(b"letters, newest"), PATIENCE)
    terminal.until(re.compile(b"(?!)"), 0.5)


def measured(archive: str, programs: Sequence[str], queries: Sequence[str]) -> list[Measured]:
    """Each program measured with all queries, by turns."""
    terminals = [Terminal([*one.split(), "browse", "--archive", archive]) for one in programs]
    found = [Measured() for _ in terminals]
    try:
        for terminal in terminals:
            assert terminal.until(re.compile(b"letters, newest"), 120) is not None
            terminal.until(re.compile(b"(?!)"), 1.0)
        for query in queries:
            for terminal, figures in zip(terminals, found, strict=True):
                typed(terminal, query, figures)
    finally:
        for terminal in terminals:
            terminal.end()
    return found


def main() -> None:
    """Measure, and print the figures."""
    archive, *programs = sys.argv[1:]
    programs = programs or [f"{sys.executable} -m thaidoc"]
    before = os.getloadavg()[0]
    found = measured(archive, programs, QUERIES)
    sys.stdout.write("median / 95th percentile / longest\n")
    for program, figures in zip(programs, found, strict=True):
        sys.stdout.write(f"{program}: {figures.told()}\n")
    after = os.getloadavg()[0]
    sys.stdout.write(f"load {before:.1f} to {after:.1f} on {os.cpu_count()} processors\n")


if __name__ == "__main__":
    main()
