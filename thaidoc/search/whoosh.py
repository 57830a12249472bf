"""The ranking path: words in a Whoosh index. The only module that knows Whoosh.

Whoosh 2.7.5 is used with care (each point was measured): its files are read out of the memory map
instead of being copied from it at opening; a searcher is never refreshed, which would show
documents twice, but opened anew; its commits are synced here, for it does not do so itself; and
phrases, prefixes and wildcards, where it is slow, are the literal path's work.

Documents are known by their *slot*, a number that is never given twice within an index, kept in a
column beside the words, so that hits of both paths meet without looking anything up.
"""

import math
import os
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from thaidoc.archive import durable
from thaidoc.errors import ThaidocError
from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.manifest import damaged
from thaidoc.search.window import Window

with standing_in(WHOOSH_ASKS):
    import whoosh.filedb.compound
    from whoosh.columns import NumericColumn
    from whoosh.fields import COLUMN, KEYWORD, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.structfile import BufferFile
    from whoosh.formats import Existence
    from whoosh.index import EmptyIndexError, FileIndex
    from whoosh.reading import SegmentReader

BODY = "body"
#: a column of numbers; none is ever the default, so every one is written out
_NUMBERS = NumericColumn("I", default=2**32 - 1)
_NUMBER_SIZE = 4
#: of BM25F: how soon repetition stops counting, how much the body's length counts
_K1, _B = 1.2, 0.75
#: with more segments than this the smaller half become one at the next commit
_MOST_SEGMENTS = 10
#: memory for postings before they go to the disk, in megabytes
_WRITER_MEMORY = 128
#: postings to look at when scoring; rarer terms first, so what is left out says least
_SCORING_BUDGET = 60_000
#: walking every posting costs about a fourth of looking one up
_SKIP_COST = 4
#: and looking a document up by its slot as much as passing so many
_LOOK_COST = 16


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


class Terms(KEYWORD):  # type: ignore[misc]  # whoosh has no types
    """A field of terms that are cut already, each with how often it stands there.

    Whoosh's own would write that number twice, and the field's length, which nothing here reads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """The terms as Whoosh wants them: its bytes, frequency, weight, and nothing more."""
        for term, times in Counter(value).items():
            yield term.encode(), times, float(times), b""


class WordIndex:
    """The committed words of all documents, for reading."""

    def __init__(self, folder: Path):
        self._folder = folder
        with _damage_is_told(folder):
            index = FileIndex(FileStorage(str(folder)))
            #: the commit that is read; the manifest says which one it should be
            self.generation: int = index.latest_generation()
            self._reader = index.reader()
            self._segments = [_Segment(leaf) for leaf, _ in self._reader.leaf_readers()]

    def close(self) -> None:
        """Close the index's files."""
        self._reader.close()

    def slots(self) -> set[int]:
        """The slots of all documents."""
        with _damage_is_told(self._folder):
            return {
                slot
                for segment in self._segments
                for number, slot in enumerate(segment.slots)
                if not segment.reader.is_deleted(number)
            }

    def knows(self, term: str) -> bool:
        """Whether the term stands in any document."""
        with _damage_is_told(self._folder):
            return any((BODY, term) in segment.reader for segment in self._segments)

    def frequency(self, term: str) -> int:
        """How many documents have the term."""
        with _damage_is_told(self._folder):
            return int(self._reader.doc_frequency(BODY, term))

    def having_all(self, terms: Sequence[str], field: str = BODY) -> set[int]:
        """The slots of the documents that have all these terms, in one field or anywhere."""
        found: set[int] = set()
        with _damage_is_told(self._folder):
            for segment in self._segments:
                numbers = _having_all(segment.reader, field, terms)
                found.update(segment.slots[n] for n in numbers)
        return found

    def scores(
        self, terms: Iterable[str], weights: Mapping[str, float], among: Set[int]
    ) -> dict[int, float]:
        """BM25F of the documents at these slots.

        A term counts in each field as often as it stands there, times the field's weight, in the
        body set off against its length. Terms so common that they would cost more than they say
        are left out.
        """
        totals: dict[int, float] = {}
        with _damage_is_told(self._folder):
            count, average = self._reader.doc_count_all(), self._average
            chosen = self._affordable(terms, len(among))
            for segment in self._segments:
                wanted = segment.numbers(among)
                members = frozenset(wanted)
                for term, frequency in chosen:
                    most = math.log(1 + (count - frequency + 0.5) / (frequency + 0.5)) * (_K1 + 1)
                    weighed = segment.weighed(term, weights, wanted, members, average)
                    slots = segment.slots
                    for number, weight in weighed.items():
                        slot = slots[number]
                        totals[slot] = totals.get(slot, 0.0) + most * weight / (weight + _K1)
        return totals

    @cached_property
    def _average(self) -> float:
        """How many terms a body has in the middle."""
        terms = sum(sum(segment.lengths) for segment in self._segments)
        count: int = self._reader.doc_count_all()
        return max(1.0, terms / max(1, count))

    def _affordable(self, terms: Iterable[str], documents: int) -> list[tuple[str, int]]:
        """The rarest of the terms, as many as the budget allows but always one.

        Each with the number of documents that have it.
        """
        found = [(self._reader.doc_frequency(BODY, term), term) for term in set(terms)]
        chosen: list[tuple[str, int]] = []
        spent = 0
        for frequency, term in sorted(found):
            spent += min(frequency, _SKIP_COST * documents)
            if frequency and (not chosen or spent <= _SCORING_BUDGET):
                chosen.append((term, frequency))
        return chosen


class _Segment:
    """A segment of the index, with the columns that every search needs."""

    def __init__(self, reader: Any):
        self.reader = reader
        self.slots = _column(reader, "slot")

    @cached_property
    def lengths(self) -> Sequence[int]:
        """How many terms the body of each document has."""
        return _column(self.reader, "length")

    @cached_property
    def _ascending(self) -> bool:
        """Whether later documents have higher slots, as long as nothing was merged."""
        slots = list(self.slots)
        return slots == sorted(slots)

    def numbers(self, among: Set[int]) -> list[int]:
        """The documents at these slots, ascending."""
        slots = self.slots
        if len(among) * _LOOK_COST > len(slots) or not self._ascending:
            return [number for number, slot in enumerate(slots) if slot in among]
        places = ((bisect_left(slots, slot), slot) for slot in sorted(among))
        return [place for place, slot in places if place < len(slots) and slots[place] == slot]

    def weighed(
        self,
        term: str,
        weights: Mapping[str, float],
        wanted: Sequence[int],
        members: Set[int],
        average: float,
    ) -> dict[int, float]:
        """How much a term counts in each of the wanted documents that have it."""
        found: dict[int, float] = {}
        lengths, fixed, share = self.lengths, 1 - _B, _B / average
        for field, weight in weights.items():
            times = self._times(field, term, wanted, members)
            if field == BODY:
                times = {n: t / (fixed + share * lengths[n]) for n, t in times.items()}
            for number, often in times.items():
                found[number] = found.get(number, 0.0) + weight * often
        return found

    def _times(
        self, field: str, term: str, wanted: Sequence[int], members: Set[int]
    ) -> dict[int, float]:
        """The wanted documents that have the term in the field, and how often."""
        found: dict[int, float] = {}
        if not wanted or (field, term) not in self.reader:
            return found
        postings = self.reader.postings(field, term)
        if self.reader.doc_frequency(field, term) > _SKIP_COST * len(wanted):
            for number in wanted:
                if not postings.is_active():
                    break
                postings.skip_to(number)
                if postings.is_active() and postings.id() == number:
                    found[number] = postings.weight()
            return found
        for numbers, times in _blocks(postings):
            found.update(zip(numbers, times, strict=True))
        return {n: t for n, t in found.items() if n in members} if found.keys() - members else found


class WordsWriter:
    """One commit of words. Close it without :meth:`commit` and nothing has happened."""

    def __init__(self, folder: Path, fields: Iterable[str], *, new: bool):
        self._folder = folder
        with _damage_is_told(folder):
            storage = FileStorage(str(folder))
            if not new:
                self._index = FileIndex(storage)
            else:
                schema = Schema(slot=COLUMN(_NUMBERS), length=COLUMN(_NUMBERS))
                for field in (BODY, *fields):
                    schema.add(field, Terms())
                self._index = FileIndex.create(storage, schema)
            self._writer: Any = self._index.writer(limitmb=_WRITER_MEMORY)
            _without_lengths(self._writer.fieldwriter)

    def __enter__(self) -> "WordsWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def remove(self, slots: Set[int], *, beyond: int) -> None:
        """Take out the documents at these slots, and all from slot ``beyond`` on."""
        with _damage_is_told(self._folder), self._writer.reader() as reader:
            for leaf, offset in reader.leaf_readers():
                for number, slot in enumerate(_column(leaf, "slot")):
                    if slot in slots or slot >= beyond:
                        self._writer.delete_document(offset + number)

    def add(self, slot: int, terms: Mapping[str, Sequence[str]]) -> None:
        """Put in a document: its terms by field."""
        found = {field: list(terms) for field, terms in terms.items() if terms}
        self._writer.add_document(slot=slot, length=len(terms[BODY]), **found)

    def commit(self) -> int:
        """Write and sync; the generation that this commit is."""
        with _damage_is_told(self._folder):
            generation: int = self._writer.generation
            self._writer.commit(mergetype=_merge_smaller_half)
        for path in self._folder.iterdir():
            if path.suffix in (".seg", ".toc"):
                with path.open("r+b") as file:
                    os.fsync(file.fileno())
        durable.sync_folder(self._folder)
        return generation

    def close(self) -> None:
        """Give up what was not committed."""
        if not self._writer.is_closed:
            self._writer.cancel()


def _without_lengths(writer: Any) -> None:
    """Have a writer of postings not look up the length of each: there are none to be found."""
    add = writer.add_postings
    writer.add_postings = lambda schema, _lengths, items: add(schema, None, items)


def _blocks(postings: Any) -> Iterator[tuple[Sequence[int], Sequence[float]]]:
    """All postings from here on, block by block as they are stored: ten times as fast as by one."""
    if not hasattr(postings, "_next_block"):
        numbers, weights = [], []
        while postings.is_active():
            numbers.append(postings.id())
            weights.append(postings.weight())
            postings.next()
        yield numbers, weights
        return
    while postings.is_active():
        postings.id(), postings.weight()  # has both read
        yield postings._ids, postings._weights
        postings._next_block()


def _numbers_of(postings: Any) -> set[int]:
    return set().union(*(numbers for numbers, _ in _blocks(postings)))


def _having_all(reader: Any, field: str, terms: Sequence[str]) -> set[int]:
    """The document numbers that have all terms, starting from the rarest."""
    if not terms or any((field, term) not in reader for term in terms):
        return set()
    first, *rest = sorted(terms, key=lambda term: int(reader.doc_frequency(field, term)))
    found = _numbers_of(reader.postings(field, first))
    for term in rest:
        postings = reader.postings(field, term)
        if reader.doc_frequency(field, term) <= _SKIP_COST * len(found):
            found &= _numbers_of(postings)
            continue
        kept = set()
        for number in sorted(found):
            if postings.is_active():
                postings.skip_to(number)
            if postings.is_active() and postings.id() == number:
                kept.add(number)
        found = kept
    return found


def _column(reader: Any, name: str) -> Sequence[int]:
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


def _merge_smaller_half(writer: Any, segments: list[Any]) -> list[Any]:
    """A merge policy: seldom, and the big segments hardly ever.

    Whoosh's own merges never where commits are large, and merging costs as much as indexing.
    Segments whose documents are mostly gone are written anew.
    """
    by_size = sorted(segments, key=lambda segment: int(segment.doc_count()))
    merged = by_size[: len(by_size) // 2] if len(by_size) >= _MOST_SEGMENTS else []
    merged += [s for s in by_size if s not in merged and s.deleted_count() > s.doc_count()]
    for segment in merged:
        if segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in merged]


@contextmanager
def _damage_is_told(folder: Path) -> Iterator[None]:
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
