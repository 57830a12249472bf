"""What a disk may hold after its plug was pulled: writes are recorded, and lost again.

:func:`recording` notes every act on the files below a folder. A sync is a barrier: what was done to
a file, or to the names in a folder, before it was synced is on the disk. Of what came later any
beginning of a file's writes may be there, the last of them torn, and any choice of a folder's
changes, in their order. A rename is never half lost: a name is taken away only where the new one is
there, and where its going is on the disk the new one is, too, as journals of file systems keep it.
Between two folders both names may be there, as where a file system has no journal.
"""

import builtins
import io
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest


@dataclass(eq=False, slots=True)
class Node:
    """A file or a folder, whatever it is called."""

    is_folder: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Something done to a node: bytes written at an offset, a new length, a name given or taken.

    ``sync`` is the barrier. Of a rename ``given`` is, at the name that is taken, the other half:
    without that it does not happen. ``at_once``: with that it does, both being in one folder.
    """

    node: Node
    data: bytes | None = None
    offset: int = 0
    length: int | None = None
    name: str | None = None
    target: Node | None = None
    sync: bool = False
    given: "Act | None" = None
    at_once: bool = False


@dataclass(slots=True)
class Record:
    """All acts below a folder, in their order."""

    root: Path
    top: Node
    acts: list[Act] = field(default_factory=list)
    nodes: dict[int, Node] = field(default_factory=dict)

    def node(self, path: str | Path | int) -> Node | None:
        """What a path or a handle leads to; None where it is not recorded."""
        try:
            at = os.fstat(path) if isinstance(path, int) else Path(path).stat()
            return self.nodes.get(at.st_ino)
        except OSError:
            return None

    def crash(self, at: int, chance: random.Random, target: Path) -> None:
        """Lay out in a new folder what may be there when the plug is pulled after so many acts."""
        done = self.acts[:at]
        synced = {act.node: number for number, act in enumerate(done) if act.sync}
        keeps = chance.choice((0.0, 0.5, 1.0))
        files: dict[Node, bytearray] = {}
        folders: dict[Node, dict[str, Node]] = {}
        stopped: set[Node] = set()
        safe = {id(act) for number, act in enumerate(done) if number < synced.get(act.node, -1)}
        safe |= {id(act.given) for act in done if act.given and id(act) in safe}
        lost: set[int] = set()
        for act in done:
            kept = id(act) in safe or (act.node not in stopped and chance.random() < keeps)
            if act.name is not None:
                if act.given:
                    kept = (kept or act.at_once) and id(act.given) not in lost
                if kept:
                    _rename(folders.setdefault(act.node, {}), act)
                else:
                    lost.add(id(act))
            elif not act.sync:
                torn = not kept and act.node not in stopped and chance.random() < 0.5
                if not kept:
                    stopped.add(act.node)
                if kept or torn:
                    _write(files.setdefault(act.node, bytearray()), act, chance, torn=torn)
        _lay_out(self.top, target, files, folders)


def _rename(names: dict[str, Node], act: Act) -> None:
    assert act.name is not None
    if act.target is None:
        names.pop(act.name, None)
    else:
        names[act.name] = act.target


def _write(content: bytearray, act: Act, chance: random.Random, *, torn: bool) -> None:
    if act.length is not None:
        content[act.length :] = bytes(max(0, act.length - len(content)))
        return
    data = act.data or b""
    data = data[: chance.randrange(len(data) + 1)] if torn else data
    content.extend(bytes(max(0, act.offset - len(content))))
    content[act.offset : act.offset + len(data)] = data


def _lay_out(
    node: Node,
    path: Path,
    files: dict[Node, bytearray],
    folders: dict[Node, dict[str, Node]],
) -> None:
    if not node.is_folder:
        path.write_bytes(files.get(node, b""))
        return
    path.mkdir()
    for name, inside in folders.get(node, {}).items():
        _lay_out(inside, path / name, files, folders)


@contextmanager
def recording(patch: pytest.MonkeyPatch, root: Path) -> Iterator[Record]:
    """Record what is done below a folder, which is empty now; all but what lies in ``index/``."""
    record = Record(root.resolve(), Node(is_folder=True))
    record.nodes[root.stat().st_ino] = record.top
    with patch.context() as here:
        for name, wrap in _WRAPPERS.items():
            here.setattr(os, name, wrap(record, getattr(os, name)))
        opened = _opener(record, io.open)
        here.setattr(io, "open", opened)
        here.setattr(builtins, "open", opened)
        yield record


def _place(record: Record, path: Any, dir_fd: int | None = None) -> tuple[Node, str] | None:
    """The folder that a path lies in and its name there; None where it is not recorded."""
    if isinstance(path, int):
        return None
    path = Path(os.fsdecode(path))
    if dir_fd is not None:
        path = Path(f"/proc/self/fd/{dir_fd}").readlink() / path
    folder = record.node(path.absolute().parent)
    if folder is None or (folder is record.top and path.name == "index"):
        return None
    return folder, path.name


def _appear(record: Record, place: tuple[Node, str], path: Any, *, is_folder: bool) -> None:
    node = record.nodes[Path(path).stat().st_ino] = Node(is_folder)
    record.acts.append(Act(place[0], name=place[1], target=node))


class _Raw(io.FileIO):
    record: Record
    node: Node

    def write(self, data: Any) -> int:
        number = super().write(data) or 0
        self.record.acts.append(
            Act(self.node, data=bytes(data)[:number], offset=self.tell() - number)
        )
        return number


def _opener(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def opened(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        place = None if not set("wax+") & set(mode) else _place(record, file)
        if place is None:
            return real(file, mode, *args, **kwargs)
        new = not os.path.lexists(file)
        raw = _Raw(file, mode.replace("b", "").replace("t", ""))
        if new:
            _appear(record, place, file, is_folder=False)
        elif "w" in mode:
            record.acts.append(Act(record.nodes[os.fstat(raw.fileno()).st_ino], length=0))
        raw.record, raw.node = record, record.nodes[os.fstat(raw.fileno()).st_ino]
        if kwargs.get("buffering", args[0] if args else -1) == 0:
            return raw
        buffered: Any = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return buffered if "b" in mode else io.TextIOWrapper(buffered, kwargs.get("encoding"))

    return opened


def _os_open(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, flags: int, *args: Any, **kwargs: Any) -> Any:
        place = _place(record, path, kwargs.get("dir_fd")) if flags & os.O_CREAT else None
        new = place is not None and not os.path.lexists(path)
        handle = real(path, flags, *args, **kwargs)
        if new and place:
            _appear(record, place, path, is_folder=False)
        return handle

    return call


def _mkdir(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *args: Any, **kwargs: Any) -> None:
        place = _place(record, path, kwargs.get("dir_fd"))
        real(path, *args, **kwargs)
        if place:
            _appear(record, place, path, is_folder=True)

    return call


def _remove(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, *, dir_fd: int | None = None) -> None:
        place = _place(record, path, dir_fd)
        inode = os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_ino if place else 0
        real(path, dir_fd=dir_fd)
        if place:
            record.nodes.pop(inode, None)
            record.acts.append(Act(place[0], name=place[1]))

    return call


def _move(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(source: Any, target: Any, **kwargs: Any) -> None:
        places = _place(record, source), _place(record, target)
        node, over = record.node(source), record.node(target)
        real(source, target, **kwargs)
        if over and over is not node:  # its number may be given to another file now
            record.nodes = {n: one for n, one in record.nodes.items() if one is not over}
        if places[0] and places[1] and node:
            given = Act(places[1][0], name=places[1][1], target=node)
            at_once = places[0][0] is places[1][0]  # one act on one folder
            taken = Act(places[0][0], name=places[0][1], given=given, at_once=at_once)
            record.acts += [given, taken]

    return call


def _sync(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(handle: Any) -> None:
        node = record.nodes.get(os.fstat(handle).st_ino)
        real(handle)
        if node:
            record.acts.append(Act(node, sync=True))

    return call


def _shorten(record: Record, real: Callable[..., Any]) -> Callable[..., Any]:
    def call(path: Any, length: int) -> None:
        node = record.node(path)
        real(path, length)
        if node:
            record.acts.append(Act(node, length=length))

    return call


_WRAPPERS: dict[str, Callable[[Record, Callable[..., Any]], Callable[..., Any]]] = {
    "open": _os_open,
    "mkdir": _mkdir,
    **dict.fromkeys(("unlink", "remove", "rmdir"), _remove),
    **dict.fromkeys(("rename", "replace"), _move),
    **dict.fromkeys(("fsync", "fdatasync"), _sync),
    **dict.fromkeys(("truncate", "ftruncate"), _shorten),
}
