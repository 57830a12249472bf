"""Disks that fill up or break: the nth write, sync or rename of a stretch of code fails."""

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

#: the names in os that change something on the disk
_CALLS = ("rename", "replace", "mkdir", "link", "chmod", "utime", "truncate")

_NEEDS_ROOM = frozenset({"mkdir", "link"})


class Disk:
    """Counts what touches the disk; the call ``fails`` (from 0) finds it full, or broken.

    ``lasting``: and so do all later ones that need room. What makes room or puts something back in
    its place goes on working, as on a real full disk.
    """

    def __init__(self, fails: int, code: int, *, lasting: bool):
        self.fails = fails
        self.code = code
        self.lasting = lasting
        self.calls = 0

    def touch(self, *, needs_room: bool = True) -> None:
        """One call: it fails where it is its turn."""
        self.calls += 1
        late = self.lasting and needs_room and 0 <= self.fails < self.calls
        if self.calls - 1 == self.fails or late:
            raise OSError(self.code, os.strerror(self.code))


class _Raw(io.FileIO):
    disk: Disk

    def write(self, data: Any) -> int:
        self.disk.touch()
        return super().write(data) or 0


@contextmanager
def failing(
    patch: pytest.MonkeyPatch, fails: int, code: int = errno.ENOSPC, *, lasting: bool = False
) -> Iterator[Disk]:
    """A disk that is full, or broken, at one call or from it on; -1 for one that never is."""
    disk = Disk(fails, code, lasting=lasting)
    real_open = io.open

    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if not set("wax+") & set(mode) or isinstance(file, int):
            return real_open(file, mode, *args, **kwargs)
        raw = _Raw(file, mode.replace("b", "").replace("t", ""))
        raw.disk = disk
        if kwargs.get("buffering", args[0] if args else -1) == 0:
            return raw
        buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, kwargs.get("encoding"))

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        needs_room = real.__name__ in _NEEDS_ROOM

        def call(*args: Any, **kwargs: Any) -> Any:
            disk.touch(needs_room=needs_room)
            return real(*args, **kwargs)

        return call

    with patch.context() as here:
        here.setattr(io, "open", opened)
        here.setattr(builtins, "open", opened)
        for name in _CALLS:
            here.setattr(os, name, counted(getattr(os, name)))
        here.setattr(os, "fsync", lambda _: disk.touch())  # what is on the disk counts, not when
        yield disk


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes; not the index and the lock."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    named = ((p.relative_to(folder).as_posix(), p) for p in files)
    return {n: p.read_bytes() for n, p in named if not n.startswith(("index/", ".thaidoc"))}
