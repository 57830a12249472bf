"""What a bundle gives: members, each with its bytes or with the fault that kept them from us.

A bundle (ZIP, 7z, tar, a mail) is one format module with a function ``members``; what all of them
share stands here: the member itself, and the :class:`Allowance` that counts what a bundle and the
bundles inside it have unpacked so far, so that a bomb ends at a limit and not at the memory's end.
Once a limit is met nothing more is unpacked, but what is left is still counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from thaidoc.errors import LockedFileError, UnreadableFileError
from thaidoc.reading.blame import verdict
from thaidoc.reading.limits import Limits, sized
from thaidoc.reading.passwords import Passwords

#: a member of more than ``Limits.part`` bytes that was packed to less than a 200th is a bomb: blank
#: pages of an uncompressed scan come to a 100th, text to a 20th
MAX_RATIO = 200
#: a large bundle may unpack to this many times its own size, whatever ``Limits.unpacked`` says
USUAL_RATIO = 4


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside a bundle: its name with the path inside, and its bytes or what is wrong.

    An empty name means the bundle itself: a mail that is a document of its own, or the bundle as
    the place of a fault. ``envelope`` is, for what came with a mail, who sent it, when and about
    what.
    """

    name: str
    data: bytes = b""
    fault: UnreadableFileError | None = None
    envelope: str = ""


class LeftError(UnreadableFileError):
    """A member that is left where it lies, because of a limit of the outermost bundle."""


class BundleExhaustedError(LeftError):
    """A bundle that asks for more than it may have: nothing more is taken from it."""


class Decompressor(Protocol):
    """What :mod:`zlib`, :mod:`bz2` and :mod:`lzma` have in common."""

    @property
    def eof(self) -> bool:
        """Whether the packed data's own end was met."""

    @property
    def unused_data(self) -> bytes:
        """What follows that end."""

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        """At most so many bytes of what the data unpacks to."""


class Allowance:
    """What a bundle of ``size`` bytes may still give, with all that lies in it, and its passwords.

    ``spent`` is what is said of all that is left, once a limit was met.
    """

    def __init__(self, limits: Limits, size: int, passwords: Passwords | None = None):
        self.passwords = passwords or Passwords()
        self.spent: BundleExhaustedError | None = None
        self._limits = limits
        self._seconds = limits.opening
        self._total = max(limits.unpacked, USUAL_RATIO * size)
        self._members = limits.members
        self._left = self._total

    @property
    def left(self) -> int:
        """Bytes that may still be unpacked."""
        return self._left

    def count(self) -> None:
        """One member more, which may be one too many."""
        self._members -= 1
        if self._members < 0:
            self.spent = self.spent or self.too_many()

    def took(self, seconds: float) -> None:
        """So much processor time more, which may be too much."""
        self._seconds -= seconds
        if self._seconds < 0:
            self.spent = self.spent or _exhausted(
                f"To open it takes longer than {self._limits.opening:g} seconds"
            )

    def too_many(self) -> BundleExhaustedError:
        """What is said of a bundle with too many members."""
        return _exhausted(f"There are more than {self._limits.members:,} files in it")

    def allow(self, size: int, packed: int | None = None) -> None:
        """Let a member pass that has this size, packed into so many bytes.

        :raises UnreadableFileError: for a larger one, and for one packed suspiciously well.
        :raises BundleExhaustedError: where the bundle would have given too much with it, or has
            given all that it may before.
        """
        if self.spent:
            raise self.spent
        self._limits.allow_size(size)
        if packed is not None and size > max(self._limits.part, MAX_RATIO * packed):
            raise UnreadableFileError(
                f"It would unpack to {sized(size)}, more than {MAX_RATIO} times its size: "
                "this looks like a trap for programs that unpack it",
                hint="Ask its sender what it is",
            )
        if size > self._left:
            self.spent = _exhausted(f"It unpacks to more than {sized(self._total)}")
            raise self.spent

    def spend(self, data: bytes, packed: int | None = None) -> bytes:
        """Take these unpacked bytes from what is left, and give them back.

        :raises UnreadableFileError: as :meth:`allow` does.
        """
        self.allow(len(data), packed)
        self._left -= len(data)
        return data

    def unpack(self, decompressor: Decompressor, packed: bytes) -> bytes:
        """The bytes that were packed, never more of them than may be.

        :raises UnreadableFileError: as :meth:`allow` does, and where the packed data is cut off.
        """
        if self.spent:
            raise self.spent
        most = min(self._limits.bytes, self._left)
        most = min(most, max(self._limits.part, MAX_RATIO * len(packed)))
        data = decompressor.decompress(packed, most + 1)
        self.spend(data, len(packed))
        if not decompressor.eof:
            raise UnreadableFileError(
                "It is damaged: its end is missing", hint="Ask for it to be sent again"
            )
        return data


def attempt(name: str, read: Callable[[], bytes]) -> Member:
    """The member of this name with what ``read`` gives; its fault, whatever ``read`` raises."""
    try:
        return Member(name, read())
    except UnreadableFileError as fault:
        return Member(name, fault=fault)
    except MemoryError:
        return Member(name, fault=UnreadableFileError("It needs more memory than there is"))
    except Exception as error:  # of a library: all it means is that the bytes are not sound
        return Member(name, fault=verdict(error, damaged()))


def damaged() -> UnreadableFileError:
    """What is said of a member whose bytes are not what was packed."""
    return UnreadableFileError(
        "It is damaged inside the file it came in", hint="Ask for it to be sent again"
    )


def _exhausted(what: str) -> BundleExhaustedError:
    return BundleExhaustedError(what, hint="Unpack it and add the files in it")


def locked(password: str | None = None) -> LockedFileError:
    """What is said of a member that only a password opens, and this one does not."""
    if password is None:
        return LockedFileError(
            "It is locked with a password", hint="Give it with --password, or unpack it with it"
        )
    return LockedFileError(
        "It is locked, and not with a password given", hint="Give its own with --password"
    )


def link() -> UnreadableFileError:
    """What is said of a member that only points somewhere else, or is no file at all."""
    return UnreadableFileError(
        "It is a link or a device, not a file, and is not followed",
        hint="Ask for the file that it stands for",
    )
