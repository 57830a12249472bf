"""Which files an ``add`` means: the named ones, and what lies in the named folders.

A folder is walked in the order of its names. Hidden files, what a word processor leaves while a
file is open (``~$letter.docx``) and the insides of an archive are passed over. A symbolic link in a
folder is never followed, or whoever may put one there could have any file of this machine taken in:
one to what is added anyway is passed over, one that leads out of it is told. A link that was named
itself is. What cannot be taken is given too, with the reason, so that it can be reported.
A file that holds other files (a ZIP, a mail) is opened by :func:`unpacked` when its turn comes.
"""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from thaidoc.archive.store import LOCK, MARKER
from thaidoc.errors import UnreadableFileError

if TYPE_CHECKING:
    from thaidoc.reading.passwords import Passwords


_NO_FILE = "this is not a file"
#: to read a file, never to wait for somebody at the other end of a pipe
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
#: and not what a link leads to that was put in its place
_ITSELF = getattr(os, "O_NOFOLLOW", 0)
#: what an archive keeps in its folder
_OWN = frozenset({"corpus", "index", MARKER, LOCK})


@dataclass(frozen=True, slots=True)
class Received:
    """Bytes that came by another way than a file: standard input, a mail."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Origin:
    """The bundle that a file came in: its name, the SHA-256 of its bytes, and a mail's envelope.

    The bundle is not kept, all that is in it is; this tells what came together, and from whom.
    """

    bundle: str
    sha256: str
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to add: a file, bytes that were received, or what could not be taken and why.

    ``path`` is the file, or that of the bundle it came in; ``inside`` is, for what came out of a
    bundle, its path from the bundle's name on; ``walked``: it was come upon, not named.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    fault: UnreadableFileError | None = None
    inside: str = ""
    origin: Origin | None = None
    walked: bool = False

    @property
    def title(self) -> str:
        """What a document made of it is called."""
        return self.inside or Path(self.name).name

    def load(self) -> bytes:
        """Its bytes.

        :raises UnreadableFileError: where there are none to be had.
        """
        if self.fault is not None:
            raise self.fault
        from thaidoc.reading.limits import current  # here: a search uses names, and no readers

        if self.data is not None or self.path is None:
            return self.data or b""
        try:
            with os.fdopen(
                os.open(self.path, _PLAIN | (_ITSELF if self.walked else 0)), "rb"
            ) as file:
                at = os.fstat(file.fileno())
                if not stat.S_ISREG(at.st_mode):  # put there since it was come upon
                    raise UnreadableFileError(_NO_FILE, where=self.path)
                current().allow_size(at.st_size, where=self.path)
                return file.read()
        except OSError as error:
            raise _unreadable(self.path, error) from error


def collect(given: Iterable[Path | Received]) -> Iterator[Source]:
    """What the given files and folders hold, in the given order; a folder is walked once."""
    given = list(given)
    within = [one.resolve() for one in given if isinstance(one, Path) and _is_folder(one)]
    seen: set[tuple[int, int]] = set()
    for one in given:
        if isinstance(one, Received):
            yield Source(one.name, data=one.data)
        elif _is_folder(one):
            yield from _folder(one, seen, within)
        else:
            yield _file(one)


def passed_over(path: Path, top: Path) -> bool:
    """Whether somebody who walks a folder never comes to a path below it: hidden, or by a link."""
    here = top
    for name in path.relative_to(top).parts:
        inner = here / name
        if _hidden(inner) or name in _insides(here) or inner.is_symlink():
            return True
        here = inner
    return False


def unpacked(source: Source, passwords: "Passwords | None" = None) -> Iterator[Source]:
    """What a source gives: all that is in it where it is a bundle, itself where it is not.

    Each has its bytes, or the fault that kept them. There is always at least one.

    :param passwords: what opens locked files in a bundle; they are not kept.
    """
    from thaidoc.reading.child.confined import holds_files, members_confined
    from thaidoc.reading.document import sha256_of
    from thaidoc.reading.limits import current

    try:
        data = source.load()
        current().allow_size(len(data))
        is_bundle = holds_files(data, source.title, current())
    except UnreadableFileError as fault:
        yield replace(source, data=None, fault=fault)
        return
    if not is_bundle:
        yield replace(source, data=data)
        return
    title = source.title
    before = source.name[: len(source.name) - len(title)] if source.name.endswith(title) else ""
    sha256 = sha256_of(data)
    for member in members_confined(data, title, current(), passwords):
        itself = member.name == title  # a mail that is a document as well
        yield Source(
            before + member.name,
            path=source.path,
            data=member.data,
            fault=member.fault,
            inside=member.name,
            origin=None if itself else Origin(source.name, sha256, member.envelope),
        )


def _file(path: Path, *, walked: bool = False) -> Source:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return _faulty(path, _unreadable(path, error))
    if not stat.S_ISREG(mode):  # reading a pipe or a device might never end
        return _faulty(path, UnreadableFileError(_NO_FILE, where=path))
    return Source(shown_name(path), path=path, walked=walked)


def _folder(top: Path, seen: set[tuple[int, int]], within: list[Path]) -> Iterator[Source]:
    walked_before = len(seen)
    found = False
    for source in _walk(top, seen, within):
        found = True
        yield source
    if not found and len(seen) > walked_before:
        yield _faulty(top, UnreadableFileError("there is no file to add in this folder", where=top))


def _walk(top: Path, seen: set[tuple[int, int]], within: list[Path]) -> Iterator[Source]:
    """The files below a folder; ``seen`` holds the folders already walked, so that each is once."""
    waiting = [top]
    while waiting:
        path = waiting.pop()
        if path is not top and path.is_symlink():
            yield from _link(path, within)
            continue
        if not _is_folder(path):
            yield _file(path, walked=True)
            continue
        try:
            at = path.stat()
            if (at.st_dev, at.st_ino) in seen:
                continue
            seen.add((at.st_dev, at.st_ino))
            waiting += reversed(_entries(path))
        except OSError as error:
            yield _faulty(path, _unreadable(path, error))


def _link(path: Path, within: list[Path]) -> Iterator[Source]:
    """Why a link is not followed; nothing where what it leads to is added by itself."""
    if not path.exists():
        yield _file(path)
    elif not any(path.resolve().is_relative_to(folder) for folder in within):
        what, hint = "this link leads out of the folder", "Name what it leads to, to add that"
        # without a path: to try it again would be to follow it
        yield Source(shown_name(path), fault=UnreadableFileError(what, where=path, hint=hint))


def _entries(folder: Path) -> list[Path]:
    inside = _insides(folder)
    return sorted(e for e in folder.iterdir() if not _hidden(e) and e.name not in inside)


def _insides(folder: Path) -> frozenset[str]:
    """What belongs to an archive, in the folder of one."""
    return _OWN if (folder / MARKER).is_file() else frozenset()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # below a folder that may not be entered
        return False


def shown_name(name: Path | str) -> str:
    """A name from the file system or the command line as text that can be printed and kept.

    Such a name may be bytes that are not UTF-8, or were read by a locale that is not.
    """
    return os.fsencode(name).decode("utf-8", "replace")


def _hidden(path: Path) -> bool:
    return path.name.startswith((".", "~$"))


def _faulty(path: Path, fault: UnreadableFileError) -> Source:
    return Source(shown_name(path), path=path, fault=fault)


def _unreadable(path: Path, error: OSError) -> UnreadableFileError:
    if isinstance(error, FileNotFoundError):
        broken = path.is_symlink()
        what, hint = "this link leads nowhere" if broken else "there is no such file", None
    elif error.errno == errno.ELOOP:
        what, hint = "this is a link now, and is not followed", None
    elif isinstance(error, PermissionError):
        what, hint = "this may not be read", "Ask its owner for the right to read it"
    else:
        what, hint = error.strerror or str(error), None
    return UnreadableFileError(what, where=path, hint=hint)
