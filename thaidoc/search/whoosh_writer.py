"""Puts words into a Whoosh index.

Whoosh syncs nothing, so that is done here; its merging is done otherwise, for merging costs as much
as indexing; and what its fields would write and nothing here reads is left out.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

from thaidoc.archive import durable
from thaidoc.search.lean import WHOOSH_ASKS, standing_in
from thaidoc.search.postings import Postings
from thaidoc.search.whoosh_files import BODY, NUMBERS, column, damage_is_told

with standing_in(WHOOSH_ASKS):
    from whoosh.codec.whoosh3 import W3Codec, W3PostingsWriter
    from whoosh.fields import COLUMN, KEYWORD, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Existence
    from whoosh.index import FileIndex
    from whoosh.reading import SegmentReader

#: with more segments than this the smaller half become one at the next commit
_MOST_SEGMENTS = 10
#: how hard blocks are packed, and from how many postings on
_PACKED, _WORTH_PACKING = 3, 8


class Terms(KEYWORD):  # type: ignore[misc]  # whoosh has no types
    """A field of terms that are cut already, each with how often it stands there.

    Whoosh's own would write that number twice, and the field's length, which nothing here reads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.format = Existence()


class _Blocks(W3PostingsWriter):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's blocks of one term's postings, each filled at once."""

    _ids: Any

    def fill(self, documents: Sequence[int], times: Sequence[float]) -> None:
        """Put in all documents of a term."""
        for begin in range(0, len(documents), self._blocklimit):
            if len(self._ids):
                self._write_block()
            self._ids = array("I", documents[begin : begin + self._blocklimit])
            self._weights = array("f", times[begin : begin + self._blocklimit])
            self._maxweight = max(self._weights)

    def _write_block(self, last: bool = False) -> None:  # as it is called
        """Write what was put in; a few postings get no shorter by being packed."""
        self._compression = _PACKED if len(self._ids) >= _WORTH_PACKING else 0
        super()._write_block(last)


class _Codec(W3Codec):  # type: ignore[misc]  # whoosh has no types
    """Gives Whoosh our blocks."""

    def postings_writer(self, *args: Any, **kwargs: Any) -> _Blocks:
        """Blocks of a field's postings."""
        self._blocks = _Blocks(*args, blocklimit=self._blocklimit, **kwargs)
        return self._blocks

    def fill(self, documents: Sequence[int], times: Sequence[float]) -> None:
        """Put documents into the blocks that were made last."""
        self._blocks.fill(documents, times)


class _Files(FileStorage):  # type: ignore[misc]  # whoosh has no types
    """Whoosh's files of one commit and its lock: one that fails lets go of neither by itself."""

    def __init__(self, folder: str):
        super().__init__(folder)
        self._opened: list[Any] = []
        self._locks: list[Any] = []
        self._passing: list[_Files] = []

    def create_file(self, *args: Any, **kwargs: Any) -> Any:
        """A new file, as Whoosh makes it."""
        return self._known(super().create_file(*args, **kwargs))

    def open_file(self, *args: Any, **kwargs: Any) -> Any:
        """A file that is there, as Whoosh opens it."""
        return self._known(super().open_file(*args, **kwargs))

    def temp_storage(self, name: str | None = None) -> "_Files":
        """A folder for what is needed until the commit."""
        self._passing.append(_Files(super().temp_storage(name).folder))
        return self._passing[-1]

    def lock(self, name: str) -> Any:
        """A lock, as Whoosh makes it."""
        self._locks.append(super().lock(name))
        return self._locks[-1]

    def give_up(self) -> None:
        """Let go of all that a commit has not; ``close`` is what Whoosh's readers call."""
        for file in self._opened:
            with suppress(OSError):  # what it has not written yet is not wanted any more
                file.close()
        for folder in self._passing:
            folder.give_up()
            with suppress(OSError):
                folder.destroy()
        for lock in self._locks:
            if lock.fd is not None:
                lock.release()

    def _known(self, file: Any) -> Any:
        self._opened.append(file.raw_file())
        return file


class WordsWriter:
    """One commit of words. Close it without :meth:`commit` and nothing has happened."""

    def __init__(self, folder: Path, fields: Iterable[str], *, new: bool):
        self._folder = folder
        #: segments are written once
        self._synced = frozenset(folder.glob("*.seg"))
        self._files = _Files(str(folder))
        try:
            with damage_is_told(folder):
                if not new:
                    self._index = FileIndex(self._files)
                else:
                    schema = Schema(slot=COLUMN(NUMBERS), length=COLUMN(NUMBERS))
                    for field in (BODY, *fields):
                        schema.add(field, Terms())
                    self._index = FileIndex.create(self._files, schema)
                self._writer: Any = self._index.writer()
                self._postings = _in_place_of_pool(self._writer)
        except BaseException:
            self._files.give_up()
            raise

    def __enter__(self) -> "WordsWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def remove(self, slots: Set[int], *, beyond: int) -> None:
        """Take out the documents at these slots, and all from slot ``beyond`` on."""
        with damage_is_told(self._folder), self._writer.reader() as reader:
            for leaf, offset in reader.leaf_readers():
                known = column(leaf, "slot")
                if not slots and max(known, default=-1) < beyond:
                    continue
                for number, slot in enumerate(known):
                    if slot in slots or slot >= beyond:
                        self._writer.delete_document(offset + number)

    def add(self, slot: int, terms: Mapping[str, Sequence[str]]) -> None:
        """Put in a document: its terms by field."""
        number = self._writer.docnum
        self._writer.add_document(slot=slot, length=len(terms[BODY]))
        self._postings.add(number, terms)

    def commit(self) -> int:
        """Write and sync; the generation that this commit is."""
        with damage_is_told(self._folder):
            generation: int = self._writer.generation
            self._writer.commit(mergetype=_merge_smaller_half)
        for path in self._folder.iterdir():
            if path.suffix in (".seg", ".toc") and path not in self._synced:
                durable.sync_file(path)
        durable.sync_folder(self._folder)
        return generation

    def close(self) -> None:
        """Give up what was not committed."""
        self._files.give_up()


def _in_place_of_pool(writer: Any) -> Postings:
    """Give a Whoosh writer our postings to collect and write."""
    postings, fields = Postings(writer.temp_storage().create_file), writer.fieldwriter
    writer.pool = postings
    fields._codec = codec = _Codec()  # asked for nothing but blocks
    fields.add_postings = lambda schema, _lengths, items: items.write(fields, schema, codec.fill)
    return postings


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
            base = writer.docnum
            numbers = writer.write_per_doc({"slot", "length"}, reader)
            writer.pool.add_segment(reader, base, numbers)
            writer._added = True  # else Whoosh thinks that it has nothing to write
    return [segment for segment in segments if segment not in merged]
