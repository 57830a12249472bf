"""What can be evaluated: an archive and its corrections, or a folder of files with gold.

A case is one file with its gold, still unread: an archive of any size is taken one by one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

import msgspec
from msgspec import UNSET

from thaidoc.archive.ingest import Prepared, prepare
from thaidoc.archive.sources import Source, collect, shown_name, unpacked
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.evaluation.gold import FURTHER, Gold, from_corrections, from_files
from thaidoc.evaluation.values import Plain
from thaidoc.reading.detect import media_type_of
from thaidoc.reading.document import sha256_of
from thaidoc.reading.passwords import Passwords

_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parser found in a file: the record as plain values, and the text it was given."""

    record: Plain
    text: str
    media_type: str
    ocr: bool


@dataclass(frozen=True, slots=True)
class Case:
    """One file: what it is, its gold if it has any, and how to read it.

    ``fault`` says why it has no sound gold or no bytes. ``read`` raises UnreadableFileError.
    """

    name: str
    id: str = ""
    media_type: str = _UNKNOWN
    gold: Gold | None = None
    fault: ThaidocError | None = None
    read: Callable[[], Reading] | None = None


class Cases(Protocol):
    """A number of files to evaluate."""

    def count(self) -> int:
        """How many files there are; a bundle counts as one."""
        ...

    def each(self, passwords: Passwords) -> Iterator[Case]:
        """Every file, one by one."""
        ...


@dataclass(frozen=True, slots=True)
class Documents:
    """Every document of an archive; its gold is what people confirmed or corrected."""

    archive: Archive

    def count(self) -> int:
        """How many documents there are."""
        return sum(1 for _ in self.archive.ids())

    def each(self, passwords: Passwords) -> Iterator[Case]:
        """Every document, in the order of identities."""
        for identity in self.archive.ids():
            yield self._case(identity, passwords)

    def _case(self, identity: str, passwords: Passwords) -> Case:
        name, media_type, gold = identity, _UNKNOWN, None
        try:
            source = self.archive.parsed(identity).source
            if source is not UNSET:
                name, media_type = source.name, source.media_type
            where = f"{identity}/corrections.json"
            gold = from_corrections(self.archive.corrections(identity), where)
            if gold is None:
                return Case(name, identity, media_type)
            original = self.archive.original(identity)
        except ThaidocError as fault:
            return Case(name, identity, media_type, gold, fault)

        def read() -> Reading:
            return _read(Source(name, path=original).load(), name, passwords)

        return Case(name, identity, media_type, gold, read=read)


@dataclass(slots=True)
class Folder:
    """Files that are no archive, with gold in ``NAME.json`` and perhaps text in ``NAME.txt``.

    ``gold`` and ``text`` are folders: one file in them for each letter, found by its name without
    the extension, in the same subfolder or at the top. A text is parsed in place of its letter, as
    recognised text: form feeds between pages, columns by runs of blanks.
    """

    top: Path
    gold: Path
    text: Path | None = None
    used: set[str] = field(default_factory=set)

    def count(self) -> int:
        """How many files there are, without those that hold gold or text for others."""
        return len(self._sources())

    def each(self, passwords: Passwords) -> Iterator[Case]:
        """Every letter; those in bundles (a ZIP, a mail) one by one."""
        for source in self._sources():
            for part in unpacked(source, passwords):
                yield self._case(part, passwords)

    def unused_gold(self) -> list[str]:
        """Gold at the top of its folder that no letter has used."""
        names = sorted(path.name for path in self.gold.glob("*.json"))
        spare = [name for name in names if name not in self.used]
        return [
            name for name in spare if FURTHER.sub("", Path(name).stem) + ".json" not in self.used
        ]

    def _sources(self) -> list[Source]:
        return [source for source in collect([self.top]) if self._is_letter(source.path)]

    def _is_letter(self, path: Path | None) -> bool:
        if path is None or path == self.top:  # the top itself stands for an empty folder
            return False
        if path.suffix == ".json" and path.is_relative_to(self.gold):
            return False
        if self.text is None or path.suffix != ".txt" or not path.is_relative_to(self.text):
            return True
        others = (self.top, path.parent)
        return not any(
            other.suffix not in (".txt", ".json")
            for folder in others
            for other in folder.glob(f"{_literal(path.stem)}.*")
        )

    def _case(self, source: Source, passwords: Passwords) -> Case:
        name = source.name.removeprefix(str(shown_name(self.top))).lstrip("/\\")
        try:
            gold = self._gold(source)
        except ThaidocError as fault:
            return Case(name, fault=fault)
        data = source.data
        if source.fault or data is None or gold is None:
            return Case(name, gold=gold, fault=source.fault)
        case = Case(name, sha256_of(data)[:16], media_type_of(data), gold)
        text = self._beside(self.text, source, ".txt") if self.text else None
        if text is None:
            return replace(case, read=partial(_read, data, source.title, passwords))
        return replace(case, read=partial(_read_text, text, case.media_type))

    def _gold(self, source: Source) -> Gold | None:
        path = self._beside(self.gold, source, ".json")
        if path is None:
            return None
        self.used.add(path.name)
        return from_files(path.parent, path.stem)

    def _beside(self, folder: Path, source: Source, suffix: str) -> Path | None:
        """The file for a letter in another folder: in the same subfolder, or at the top."""
        name = f"{Path(source.title).stem}{suffix}"
        places = [folder / name]
        if source.path and not source.inside and source.path.is_relative_to(self.top):
            places.insert(0, folder / source.path.relative_to(self.top).parent / name)
        for place in places:
            try:
                if place.is_file():
                    return place
            except (OSError, ValueError):  # a name inside a bundle that no file can have
                continue
        return None


def _literal(stem: str) -> str:
    """A name as a pattern that only it matches."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in stem)


def _read(data: bytes, name: str, passwords: Passwords) -> Reading:
    return _reading(passwords.open(name, partial(prepare, data, name)))


def _read_text(path: Path, media_type: str) -> Reading:
    """A letter by its recognised text."""
    read = _reading(prepare(Source(path.name, path=path).load(), path.name))
    return replace(read, media_type=media_type, ocr=True)


def _reading(prepared: Prepared) -> Reading:
    document = prepared.document
    record = msgspec.to_builtins(prepared.record)
    return Reading(record, document.text, document.media_type, document.ocr)
