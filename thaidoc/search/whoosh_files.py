"""Whoosh's files: imported without what it needs not, read out of the memory map, faults told.

Whoosh maps a segment and then copies every part of it out of the map when it opens it; here parts
are read where they lie. A column of numbers is read at once and not number by number.
"""

import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

from thaidoc.errors import ThaidocError
from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.manifest import damaged
from thaidoc.search.window import Window

with standing_in(WHOOSH_ASKS):
    import whoosh.codec.whoosh3
    import whoosh.filedb.compound
    from whoosh.columns import NumericColumn
    from whoosh.filedb.structfile import BufferFile
    from whoosh.index import EmptyIndexError

#: the field of all words
BODY = "body"
#: a column of numbers; none is ever the default, so every one is written out
NUMBERS = NumericColumn("I", default=2**32 - 1)
_NUMBER_SIZE = 4


class MappedBufferFile(BufferFile):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's view of a file inside a segment, without the copy that its own makes."""

    def __init__(
        self, buf: Any, name: str | None = None, onclose: Callable[[Any], None] | None = None
    ):
        self._buf = buf
        self._name = name
        self.file = Window(buf)
        self.onclose = onclose
        self.is_real = False
        self.is_closed = False

    def subset(self, position: int, length: int, name: str | None = None) -> "MappedBufferFile":
        """A file inside this one."""
        return MappedBufferFile(self._buf[position : position + length], name=name or self._name)


whoosh.filedb.compound.BufferFile = MappedBufferFile
if hasattr(whoosh.codec.whoosh3, "delta_decode"):  # the same, ten times as fast
    whoosh.codec.whoosh3.delta_decode = accumulate


def column(reader: Any, name: str) -> Sequence[int]:
    """The number that every document of a segment has in a column, read at once."""
    count = reader.doc_count_all()
    if not count:
        return []
    column = reader.column_reader(name, translate=False)
    try:
        data = column._dbfile.get(column._basepos, count * _NUMBER_SIZE)
    except AttributeError:  # a Whoosh that keeps its columns otherwise: the slow way is right too
        return [column[number] for number in range(count)]
    numbers = array("I", data)
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


@contextmanager
def damage_is_told(folder: Path) -> Iterator[None]:
    """Say in one sentence that the index is damaged; what Whoosh raises then may be anything.

    What the system says (no such file, no space left) is no damage and goes its own way.
    """
    try:
        yield
    except (ThaidocError, OSError):
        raise
    except EmptyIndexError as error:
        raise FileNotFoundError(folder) from error
    except Exception as error:
        raise damaged(folder, f"{type(error).__name__}: {error}") from error
