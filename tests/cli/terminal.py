"""A terminal of its own for a command under test: what it shows there, and what is typed."""

import os
import pty
import select
import struct
import sys
import termios
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fcntl import ioctl
from subprocess import Popen
from time import monotonic


class Terminal:
    """The side of the terminal that a person sits at."""

    def __init__(self, ours: int, child: "Popen[bytes]"):
        self._ours = ours
        self._child = child
        self.shown = ""

    def read_until(self, wanted: str, seconds: float = 30) -> str:
        """What was shown so far, when these words are among it."""
        end = monotonic() + seconds
        while wanted not in self.shown:
            assert monotonic() < end, self.shown
            if not self._take(1.0) and self._child.poll() is not None:
                raise AssertionError(self.shown)
        return self.shown

    def type(self, keys: str) -> None:
        """Type these keys."""
        os.write(self._ours, keys.encode())

    def end(self, seconds: float = 30) -> int:
        """The exit code, when all that is shown was read."""
        end = monotonic() + seconds
        while monotonic() < end:
            if not self._take(0.05) and self._child.poll() is not None:
                return self._child.returncode
        raise AssertionError(self.shown)

    def _take(self, seconds: float) -> bool:
        """Take what is shown meanwhile; False where that is nothing."""
        if not select.select([self._ours], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._ours, 65536)
        except OSError:  # nobody has the other side any more
            return False
        self.shown += data.decode(errors="replace")
        return bool(data)


@contextmanager
def thaidoc_on_a_terminal(
    *args: object, environment: Mapping[str, str | None] | None = None, rows: int = 24
) -> Iterator[Terminal]:
    """``thaidoc`` with these arguments on a terminal of 80 columns; None takes a variable away."""
    ours, theirs = pty.openpty()
    ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 80, 0, 0))
    wanted = {**os.environ, "TERM": "xterm-256color", **(environment or {})}
    env = {name: value for name, value in wanted.items() if value is not None}
    line = [sys.executable, "-m", "thaidoc", *map(str, args)]
    with Popen(
        line, stdin=theirs, stdout=theirs, stderr=theirs, env=env, start_new_session=True
    ) as child:
        os.close(theirs)
        try:
            yield Terminal(ours, child)
        finally:
            child.kill()
            os.close(ours)
