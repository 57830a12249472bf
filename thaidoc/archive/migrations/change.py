"""What a step of an upgrade tells: one change of one file or folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Change:
    """A file or folder as it is to be.

    :param data: what is to stand in the file, all of it; None leaves it.
    :param mode: its rights; None leaves them.
    """

    path: Path
    data: bytes | None = None
    mode: int | None = None


class Migration(Protocol):
    """One step of an upgrade."""

    @property
    def to(self) -> int:
        """The format that an archive has when this step and its fellows are done."""
        ...

    @property
    def name(self) -> str:
        """What it is called in reports."""
        ...

    @property
    def about(self) -> str:
        """What it does and why, as a sentence without its full stop."""
        ...

    def changes(self, root: Path) -> Iterator[Change]:
        """What is to be changed in the archive in this folder, as it is now."""
        ...
