"""Runs ``thaidoc`` as a process of its own, many times over, without paying for each start.

A server process imports the program once and forks for every command; each command is the leader
of its own process group, so that a test can kill all of it. ``python -m tests.faults.commands`` is
the server: a line of JSON for each command comes in, one for each that began or ended goes out.
"""

import contextlib
import itertools
import json
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

#: no command of a trial takes this many seconds, on however busy a machine
PATIENCE = 600
#: where workers that an add starts write a byte for each document that they read
_READS = "THAIDOC_TRIAL_READS"


@dataclass(slots=True)
class Done:
    """How a command ended: exit code (negative: the signal), what it printed, its peak memory."""

    code: int
    out: bytes
    err: str
    memory: int


@dataclass(slots=True)
class Running:
    """A command at work."""

    out: Path
    err: Path
    process: int = 0
    code: int = 0
    memory: int = 0
    began: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def wait(self, seconds: float = PATIENCE) -> bool:
        """Whether it ended within so many seconds."""
        return self.ended.wait(seconds)

    def kill(self) -> None:
        """End it and all that it started, at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)
        assert self.wait()

    def done(self) -> Done:
        """How it ended."""
        assert self.wait(), "a command hangs"
        told = self.err.read_text("utf-8", "replace")
        return Done(self.code, self.out.read_bytes(), told, self.memory)


class Commands:
    """The server, from the test's side."""

    def __init__(self, scratch: Path):
        self._scratch = scratch
        self._numbers = itertools.count()
        self._running: dict[int, Running] = {}
        self._writing = threading.Lock()
        self._server = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> "Commands":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait()
        self._listener.join()
        assert self._server.stdout is not None
        self._server.stdout.close()

    def start(
        self, *args: str | Path, typed: str = "", bare: bool = False, reads: Path | None = None
    ) -> Running:
        """Begin ``thaidoc`` with these arguments.

        :param typed: what stands on its standard input.
        :param bare: rights count for it as for anybody, though it is root's (Linux).
        :param reads: gets a byte for each document that is read.
        """
        number = next(self._numbers)
        name = self._scratch / f"{number}"
        name.with_suffix(".in").write_text(typed, "utf-8")
        running = Running(name.with_suffix(".out"), name.with_suffix(".err"))
        self._running[number] = running
        wanted = {"number": number, "args": [os.fspath(a) for a in args], "name": os.fspath(name)}
        wanted |= {"bare": bare, "reads": reads and os.fspath(reads)}
        with self._writing:
            assert self._server.stdin is not None
            self._server.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._server.stdin.flush()
        assert running.began.wait(PATIENCE)
        assert running.process, "the server of commands ended"
        return running

    def run(self, *args: str | Path, typed: str = "", **how: Any) -> Done:
        """Run ``thaidoc`` with these arguments to its end."""
        return self.start(*args, typed=typed, **how).done()

    def _listen(self) -> None:
        assert self._server.stdout is not None
        for line in self._server.stdout:
            told = json.loads(line)
            running = self._running[told["number"]]
            running.process = told["process"]
            running.began.set()
            if "code" in told:
                running.code, running.memory = told["code"], told["memory"]
                del self._running[told["number"]]
                running.ended.set()
        for running in self._running.values():  # the server is gone: nobody waits for it in vain
            running.code = -signal.SIGABRT
            running.began.set()
            running.ended.set()


def _serve() -> None:
    """Fork for each command that is asked for, until there are no more."""
    _warm_up()
    running: dict[int, int] = {}
    asked, waiting = True, b""
    while asked or running:
        if asked and select.select([0], [], [], 0.005)[0]:
            data = os.read(0, 1 << 16)
            asked = bool(data)
            *lines, waiting = (waiting + data).split(b"\n")
            for line in lines:
                wanted = json.loads(line)
                process = os.fork() or _become(wanted)
                running[process] = wanted["number"]
                _tell({"number": wanted["number"], "process": process})
        while running:
            process, status, usage = os.wait4(-1, os.WNOHANG)
            if not process:
                break
            if process in running:
                code = os.waitstatus_to_exitcode(status)
                told = {"number": running.pop(process), "process": process}
                _tell(told | {"code": code, "memory": usage.ru_maxrss * 1024})


def _warm_up() -> None:
    """Import what commands need."""
    import importlib

    from thaidoc.cli.main import VERBS

    for name in ("bagit", "rich.console", "rich.text", *(f"thaidoc.cli.{verb}" for verb in VERBS)):
        importlib.import_module(name)
    for name in (
        *("archive.bag", "archive.check", "archive.mending", "archive.removal", "archive.review"),
        *("archive.reparse", "archive.versions", "archive.ingest", "parsing.parser"),
        *("reading.plain", "search.update", "search.searcher", "search.agreement"),
        *("cli.dialog", "cli.freshness", "cli.progress", "cli.sheet"),
    ):
        importlib.import_module(f"thaidoc.{name}")


def _become(wanted: dict[str, Any]) -> int:
    """Be the command; never returns."""
    os.setsid()
    for suffix, handle in ((".in", 0), (".out", 1), (".err", 2)):
        flags = os.O_RDONLY if handle == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(wanted["name"] + suffix, flags, 0o600), handle)
    code = 70
    try:
        if wanted["reads"]:
            _count_reads(wanted["reads"])
        if wanted["bare"]:
            _drop_capabilities()
        from thaidoc.cli.main import main

        sys.argv = ["thaidoc", *wanted["args"]]
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else bool(end.code)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(code)
    return 0


def _count_reads(path: str) -> None:
    """Write a byte for each document that the parser is given, here and by an add's workers."""
    from thaidoc.archive import side_by_side

    _count_parsed(path)
    os.environ[_READS] = path
    side_by_side.IN_WORKER = "tests.faults.commands:counted_in_worker"


def counted_in_worker(body: bytes, data: bytes, tell: Callable[[bytes], None]) -> bytes:
    """What a worker of an add does, counted."""
    from thaidoc.archive.preparing import in_worker

    _count_parsed(os.environ[_READS])
    return in_worker(body, data, tell)


@cache
def _count_parsed(path: str) -> None:
    from thaidoc.parsing import parser

    handle, real = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), parser.parse

    def counted(*args: Any, **kwargs: Any) -> Any:
        os.write(handle, b".")
        return real(*args, **kwargs)

    parser.parse = counted


def _drop_capabilities() -> None:
    """Be bound by the rights of files: those of another user are closed to root, too."""
    import ctypes

    version_3 = (ctypes.c_uint32 * 2)(0x20080522, 0)
    none = (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None, use_errno=True).capset(version_3, none) == 0


def _tell(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _serve()
