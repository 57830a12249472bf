"""Output that is longer than the screen goes through a pager, where a person at a terminal reads.

A verb prints as always. What it prints is held back until it is more than a screen; only then a
pager is started, so that a short answer costs nothing and stays where it is. What is said on stderr
in between keeps its place: it would be drawn over the pager otherwise.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, BinaryIO

import click

from thaidoc.cli.options import Settings

VARIABLE, SETTING = "PAGER", "pager"
_USUAL = "less"
#: where the person has not said how less is to be: it ends by itself where all fits on the screen
#: (F), lets colours through (R) and leaves what was read on the screen (X)
_LESS = {"LESS": "FRX"}
#: and it is told what it gets: a locale that is not installed would have it show bytes
_IN_UTF8 = {"LESSCHARSET": "utf-8"}
#: what is no pager: it only hands on
_NONE = ("", "cat")
#: terminals that cannot go back a line; a pager that is asked for by name is started there, too
_POOR = ("", "dumb", "emacs", "unknown")
#: options whose output other programs read
_FOR_PROGRAMS = frozenset({"--json", "--jsonl", "--csv", "--ids", "--null", "--graph", "--ics"})
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def wanted(context: click.Context) -> bool:
    """Whether what a verb prints is for a person who reads it on a terminal."""
    settings = context.ensure_object(Settings)
    if settings.quiet or settings.no_pager or not sys.stdout.isatty():
        return False
    return not any(
        _FOR_PROGRAMS.intersection(param.opts) and _is_given(param, context.params.get(param.name))
        for param in context.command.params
        if isinstance(param, click.Option) and param.name
    )


def _is_given(option: click.Option, value: object) -> bool:
    one_of_several = isinstance(option.flag_value, str)
    return value == option.flag_value if one_of_several else bool(value)


@contextmanager
def paged() -> Iterator[None]:
    """Let what the body prints go through the pager, where it is more than a screen."""
    out, err = sys.stdout, sys.stderr
    if not hasattr(out, "buffer"):
        yield
        return
    screen = _Screen(out.buffer)
    sys.stdout = _stream(screen, out.buffer, out.encoding)
    if err.isatty() and hasattr(err, "buffer"):
        sys.stderr = _stream(screen, err.buffer, err.encoding)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = out, err
        screen.close()


def _stream(screen: "_Screen", own: BinaryIO, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        _Way(screen, own), encoding=encoding, errors="replace", write_through=True
    )


class _Way(io.BufferedIOBase):
    """The way from a stream of Python to the screen; for whoever asks it is a terminal."""

    name = "paged"

    def __init__(self, screen: "_Screen", own: BinaryIO):
        self._screen = screen
        self._own = own

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]  # typeshed's buffer has no name of its own before Python 3.12
        self._screen.take(self._own, bytes(data))
        return len(data)


class _Screen:
    """What was printed: held while it fits, then handed to the pager, or on as it is."""

    def __init__(self, stdout: BinaryIO):
        self._stdout = stdout
        size = shutil.get_terminal_size()
        self._columns, self._room = max(size.columns, 1), size.lines - 1
        self._held: list[tuple[BinaryIO, bytes]] = []
        self._rows = 0
        self._straight = False
        self._pager: subprocess.Popen[bytes] | None = None
        self._pipe: IO[bytes] | None = None
        self._left = False

    def take(self, own: BinaryIO, data: bytes) -> None:
        """Take what was written to a stream: ``own`` is where it goes without a pager."""
        if not data:
            return
        if self._pager:
            self._send(own, data)
        elif self._straight or (own is not self._stdout and not self._held):
            _put(own, data)
        else:
            self._held.append((own, data))
            self._rows += self._rows_of(data)
            if own is not self._stdout and not data.endswith(b"\n"):
                self._let_go()  # a question, or a bar: it has to be seen at once
            elif self._rows > self._room:
                self._start()

    def close(self) -> None:
        """Show what is held, or wait until the person is done reading."""
        if not self._pager or not self._pipe:
            self._let_go()
            return
        with suppress(OSError):
            self._pipe.close()
        while self._pager.returncode is None:
            with suppress(KeyboardInterrupt):  # Ctrl-C is the pager's while it is on the screen
                self._pager.wait()

    def _start(self) -> None:
        """Start the pager with all that is held; where there is none, hand on as it is."""
        self._pager = _started()
        if not self._pager:
            self._let_go()
            return
        self._pipe = self._pager.stdin
        held, self._held = self._held, []
        for own, data in held:
            self._send(own, data)

    def _send(self, own: BinaryIO, data: bytes) -> None:
        """Hand on to the pager; what comes after it was left is not missed, but for notes."""
        if self._pipe and not self._left:
            try:
                self._pipe.write(data)
                self._pipe.flush()
            except OSError:
                self._left = True
        elif own is not self._stdout:
            _put(own, data)

    def _let_go(self) -> None:
        self._straight = True
        held, self._held = self._held, []
        for own, data in held:
            _put(own, data)

    def _rows_of(self, data: bytes) -> int:
        """How many rows of the terminal it takes, at least."""
        from rich.cells import cell_len

        lines = _COLOURS.sub("", data.decode(errors="replace")).splitlines()
        return sum(max(1, -(-cell_len(line) // self._columns)) for line in lines)


def _put(own: BinaryIO, data: bytes) -> None:
    own.write(data)
    own.flush()


def _started() -> "subprocess.Popen[bytes] | None":
    """The pager that is set, running; None where there is none or it cannot be started."""
    import shlex

    named = chosen()
    try:
        words = shlex.split(named)
        if not words or words[0] in _NONE:
            return None
        env = _LESS | (_IN_UTF8 if sys.stdout.encoding == "utf-8" else {}) | os.environ
        return subprocess.Popen(words, stdin=subprocess.PIPE, env=env)  # noqa: S603 -- the person's own
    except (OSError, ValueError):  # it is not there, or quotation marks do not match
        return None


def chosen() -> str:
    """The pager as it is set: for thaidoc, else for all programs, else the usual one."""
    from thaidoc.cli.resolving import resolve
    from thaidoc.errors import ThaidocError

    try:
        found, _strange = resolve({})
    except ThaidocError:  # whoever reads settings tells of it
        found = []
    named = next((one.value for one in found if one.setting.name == SETTING), None)
    if named is None:
        named = os.environ.get(VARIABLE)
    if named is None:
        named = "" if os.environ.get("TERM", "").lower() in _POOR else _USUAL
    return str(named)
