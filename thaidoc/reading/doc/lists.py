"""The lists of a Word 97-2003 document: levels, labels and counts ([MS-DOC] 2.9.131 LSTF and on).

A paragraph names an override of a list (LFO) and a level; several overrides count in one list, and
one may begin it anew or write its levels otherwise. Word 6 and 95 had no lists: each paragraph
carries the label's description itself, and the count runs on while numbered paragraphs follow.
"""

import contextlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.doc.changes import Change, changes_in
from thaidoc.reading.doc.header import Header
from thaidoc.reading.list_labels import CountedList, Level

#: number formats by their code ([MS-OSHARED] 2.2.1.3 MSONFC); others count in Arabic digits
_STYLES = {
    1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 53: "thaiLetters", 54: "thaiNumbers", 55: "thaiCounting", 255: "none",
}  # fmt: skip
_DEEPEST = 9
_NUMBERED, _BULLETED = 10, 11


@dataclass(slots=True)
class DocLevel(Level):
    """A level with the changes of paragraphs (indents, tabs) that it gives."""

    changes: tuple[Change, ...] = ()


@dataclass(slots=True)
class _Override:
    """A list as some paragraphs have it: where levels begin anew, and those shown otherwise."""

    list_id: int
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, DocLevel] = field(default_factory=dict)


class Lists:
    """The lists; ask for each paragraph's label in the order of the paragraphs."""

    def __init__(self, header: Header):
        self._lists: dict[int, CountedList[DocLevel]] = {}
        self._overrides: list[_Override] = []
        self._met: set[int] = set()
        with contextlib.suppress(struct.error, IndexError):  # those before a tear are good
            for list_id, found in _lists(header):
                self._lists[list_id] = found
        with contextlib.suppress(struct.error, IndexError):
            self._overrides += _overrides(header)

    def label(self, number: int, level: int) -> str:
        """The label of the next paragraph of override ``number`` (from 1) at a level (from 0)."""
        override = self._override(number)
        if override is None:
            return ""
        found = self._lists[override.list_id]
        if number not in self._met:
            self._met.add(number)
            for place, start in override.starts.items():
                found.begin(place, start)
        return found.next(level, {**found.levels, **override.levels})

    def changes(self, number: int, level: int) -> tuple[Change, ...]:
        """The changes of paragraphs that a level gives."""
        override = self._override(number)
        if override is None:
            return ()
        given = override.levels.get(level) or self._lists[override.list_id].levels.get(level)
        return given.changes if given else ()

    def _override(self, number: int) -> _Override | None:
        if not 0 < number <= len(self._overrides):
            return None
        override = self._overrides[number - 1]
        return override if override.list_id in self._lists else None


def _lists(header: Header) -> Iterator[tuple[int, CountedList[DocLevel]]]:
    """The lists by their ids; their levels stand behind the table of lists, one after the other."""
    start, size = header.place("lists")
    if size < 2:
        return
    tables = header.tables
    (count,) = struct.unpack_from("<H", tables, start)
    at = start + 2 + 28 * count
    for index in range(count):
        entry = start + 2 + 28 * index
        (list_id,) = struct.unpack_from("<i", tables, entry)
        is_simple = tables[entry + 26] & 1
        found = CountedList[DocLevel]()
        for place in range(1 if is_simple else _DEEPEST):
            found.levels[place], at = _level(tables, at)
        yield list_id, found


def _level(tables: bytes, at: int) -> tuple[DocLevel, int]:
    """A level and where the next thing stands (2.9.150 LVL)."""
    first, style, flags = struct.unpack_from("<iBB", tables, at)
    places = tables[at + 6 : at + 15]
    character_size, paragraph_size = tables[at + 24], tables[at + 25]
    at += 28
    changes = tuple(changes_in(tables[at : at + paragraph_size], old=False))
    at += paragraph_size + character_size
    (length,) = struct.unpack_from("<H", tables, at)
    units = struct.unpack_from(f"<{length}H", tables, at + 2)
    letters = [chr(unit) for unit in units]
    for place in places:
        if 0 < place <= length and units[place - 1] < _DEEPEST:
            letters[place - 1] = f"%{units[place - 1] + 1}"
    pattern = "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    level = DocLevel(first, _STYLES.get(style, "decimal"), pattern, bool(flags & 4), changes)
    return level, at + 2 + 2 * length


def _overrides(header: Header) -> list[_Override]:
    """The overrides in the order of their numbers (2.9.184 PlfLfo)."""
    data = header.table("overrides")
    if len(data) < 4:
        return []
    (count,) = struct.unpack_from("<I", data)
    if 4 + 16 * count > len(data):
        return []
    found, changed = [], []
    for index in range(count):
        (list_id,) = struct.unpack_from("<i", data, 4 + 16 * index)
        found.append(_Override(list_id))
        changed.append(data[4 + 16 * index + 12])
    at = 4 + 16 * count
    try:
        for override, levels in zip(found, changed, strict=True):
            at += 4
            for _ in range(levels):
                at = _read_override(override, data, at)
    except (struct.error, IndexError):
        pass  # a torn list of changes costs them, not the lists
    return found


def _read_override(override: _Override, data: bytes, at: int) -> int:
    """Take up how an override changes one level; where the next thing stands (2.9.132 LFOLVL)."""
    start, flags = struct.unpack_from("<iI", data, at)
    at += 8
    place = flags & 0x0F
    if flags & 0x20:
        override.levels[place], at = _level(data, at)
        start = override.levels[place].start
    if flags & 0x10:
        override.starts[place] = start
    return at


class OldLists:
    """Labels of Word 6 and 95: each paragraph says how its label looks (ANLD) and at which level.

    Its levels 1 to 9 are of headings, 10 counts, 11 is a bullet.
    """

    def __init__(self, codec: str):
        self._codec = codec
        self._counts: dict[int, int] = {}

    def label(self, level: int, description: bytes) -> str:
        """The label of the next paragraph; a paragraph of level 0 ends the count."""
        if not level:
            self._counts.clear()
        if not level or level == _BULLETED or len(description) < 20:
            return ""
        before, after = description[1], description[2]
        (start,) = struct.unpack_from("<H", description, 10)
        number = self._counts[level] = self._counts.get(level, start - 1) + 1
        for deeper in [other for other in self._counts if level < other < _NUMBERED]:
            del self._counts[deeper]
        letters = description[20:]
        pattern = self._text(letters[:before]) + "%1"
        pattern += self._text(letters[before : before + after])
        shown = Level(number, _STYLES.get(description[0], "decimal"), pattern)
        return CountedList({0: shown}).next(0)

    def _text(self, letters: bytes) -> str:
        return letters.partition(b"\0")[0].decode(self._codec, "replace").replace("%", "")
