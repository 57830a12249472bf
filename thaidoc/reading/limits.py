"""How much of everything one file may ask for: what no letter needs is refused with a sentence.

A reader asks :func:`current` for the limits of the file it reads, so that no reader has to pass
them on. Pages, sizes, members and nesting are kept by the readers; seconds and memory only by the
process that reads (:mod:`thaidoc.reading.child.confined`), since a library that hangs asks nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from thaidoc.errors import UnreadableFileError
from thaidoc.messages import sentence

_KB, _MB, _GB = 1024, 1024**2, 1024**3


@dataclass(frozen=True, slots=True)
class Limits:
    """What the reading of one file may use. Sizes are in bytes.

    ``bytes`` is the size of the file, ``part`` of one part of it when unpacked (an XML part, a
    member of an archive), ``unpacked`` of all its parts together, ``result`` of the document that
    reading gives. ``members`` counts the parts of a package or archive, ``nesting`` how deep files
    may lie inside files. ``memory`` is what reading may take beyond the file's own bytes.
    ``seconds`` is for one file or one step into a bundle, ``recognising`` for each page besides
    that is read from its picture, ``opening`` of processor time for all steps into a bundle and
    those inside it; ``members``, ``unpacked`` and ``nesting`` hold for all of it too.

    The defaults leave room for what offices do send: a bound volume of 500 scanned pages (100 to
    300 MB), an annex of thousands of pages of tables.
    """

    pages: int = 5_000
    bytes: int = 512 * _MB
    part: int = 64 * _MB
    unpacked: int = 1 * _GB
    result: int = 128 * _MB
    members: int = 10_000
    nesting: int = 5
    seconds: float = 60.0
    recognising: float = 20.0
    opening: float = 300.0
    memory: int = 1 * _GB

    def allow_size(self, size: int, *, where: Path | str | None = None) -> None:
        """Let a file of this size pass.

        :raises UnreadableFileError: for a larger one.
        """
        if size > self.bytes:
            raise UnreadableFileError(
                f"The file is larger than {sized(self.bytes)}",
                where=where,
                hint="Split it, or scan it at a lower resolution",
            )

    def allow_pages(self, count: int, *, where: Path | str | None = None) -> None:
        """Let a document of so many pages pass.

        :raises UnreadableFileError: for one of more.
        """
        if count > self.pages:
            raise UnreadableFileError(
                f"The file has more than {self.pages:,} pages",
                where=where,
                hint="Split it and add the parts",
            )

    def allow_part(self, name: str, size: int) -> None:
        """Let a part pass that has this size when unpacked.

        :raises UnreadableFileError: for a larger one.
        """
        if size > self.part:
            raise UnreadableFileError(f"The file's part {name} is larger than {sized(self.part)}")

    def allow_unpacked(self, size: int) -> None:
        """Let a file pass whose parts read so far have this size together when unpacked.

        :raises UnreadableFileError: for a larger one.
        """
        if size > self.unpacked:
            raise UnreadableFileError(f"The file unpacks to more than {sized(self.unpacked)}")

    def allow_members(self, count: int) -> None:
        """Let a package or archive of so many parts pass.

        :raises UnreadableFileError: for one of more.
        """
        if count > self.members:
            raise UnreadableFileError(f"The file has more than {self.members:,} parts inside")

    def allow_nesting(self, depth: int) -> None:
        """Let a file pass that lies inside so many others; 0 for one that lies in none.

        :raises UnreadableFileError: for one that lies deeper.
        """
        if depth > self.nesting:
            raise UnreadableFileError(f"Files lie inside files more than {self.nesting} deep")


def sized(size: int) -> str:
    """A number of bytes in the unit that a person would use.

    >>> sized(512 * 1024**2), sized(1024**3), sized(1000), sized(1536 * 1024)
    ('512 MB', '1 GB', '1,000 bytes', '1.5 MB')
    """
    for unit, name in ((_GB, "GB"), (_MB, "MB"), (_KB, "KB")):
        if size >= unit:
            return f"{round(size / unit, 1):g} {name}"
    return sentence(f"{size:,} bytes")


#: what a letter may ask for unless somebody says otherwise
DEFAULT = Limits()
_current: ContextVar[Limits] = ContextVar("limits", default=DEFAULT)


def current() -> Limits:
    """The limits of the file that is being read."""
    return _current.get()


@contextmanager
def in_force(limits: Limits) -> Iterator[Limits]:
    """Read under these limits; the ones before hold again afterwards."""
    token = _current.set(limits)
    try:
        yield limits
    finally:
        _current.reset(token)
