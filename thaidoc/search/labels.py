"""What documents are counted by: one value of each facet for each entry.

A value is kept once, in a file that only grows; an entry has its number, 0 where it has none. So
counting a hundred thousand entries is counting numbers.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from thaidoc.search.store import Numbers

#: facets whose values are kept so; the year comes from the date
_FACETS = ("issuer", "kind", "urgency", "secrecy")
#: what statistics count beside them: whose the number is, the original's media type, how many pages
#: it has, and how its text was got
COUNTED = ("ministry", "format", "pages", "reading")
LABELLED = (*_FACETS, *COUNTED)
_END = b"\x00"
#: one of so many is few
_FEW_OF = 8


def files_of(key: str) -> tuple[str, str]:
    """The names of a facet's files: the number of each entry, and the values."""
    return f"{key}.label", f"{key}.labels"


def taken(table: Numbers, positions: Collection[int]) -> Iterator[int]:
    """The numbers of a table at these positions.

    A number is taken out of a list five times as fast as out of a map of the disk, and making a
    list of all is cheap.
    """
    if isinstance(table, memoryview | array) and len(positions) * _FEW_OF > len(table):
        return map(table.tolist().__getitem__, positions)
    return map(table.__getitem__, positions)


class Labels:
    """One facet of all entries, for reading.

    :param numbers: the number of each entry's value.
    :param values: the values from number 1 on, each with its end.
    """

    def __init__(self, numbers: memoryview, values: memoryview):
        self._numbers = numbers
        self._values = values

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, position: int) -> str:
        """The value of an entry, empty where it has none."""
        number = self._numbers[position]
        return self._texts[number - 1] if number else ""

    def counts(self, positions: Iterable[int]) -> dict[str, int]:
        """How many of these entries have each value."""
        some = positions if isinstance(positions, Collection) else list(positions)
        numbers = Counter(taken(self._numbers, some))
        numbers.pop(0, None)
        return {self._texts[number - 1]: count for number, count in numbers.items()}

    @cached_property
    def _texts(self) -> list[str]:
        return _split(self._values)


class LabelNumbers:
    """Gives every value of a facet its number, for writing.

    :param known: the values that have their numbers already, as their file has them.
    """

    def __init__(self, known: bytes):
        self._numbers = {value: number for number, value in enumerate(_split(known), 1)}

    def number(self, value: str) -> tuple[int, bytes]:
        """The number of a value, and what has to be written for it: nothing where it is known."""
        value = value.replace("\x00", " ")
        if not value:
            return 0, b""
        if value in self._numbers:
            return self._numbers[value], b""
        self._numbers[value] = len(self._numbers) + 1
        return self._numbers[value], value.encode("utf-8", "surrogatepass") + _END


def packed(number: int) -> bytes:
    """A number as its file keeps it."""
    return array("I", [number]).tobytes()


def _split(values: memoryview | bytes) -> list[str]:
    return bytes(values).decode("utf-8", "surrogatepass").split("\x00")[:-1]
