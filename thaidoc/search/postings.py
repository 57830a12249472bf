"""The postings of one commit, in the order of field, term and document in which Whoosh writes them.

Whoosh's own pool keeps a tuple for each posting and sorts them all; here a term is kept once, with
the documents that have it. What is too much for memory goes to a file, and a segment that is
written anew is read term by term, so that merging needs no memory at all.
"""

import marshal
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Any, BinaryIO, cast

#: postings that are kept in memory, some 20 bytes each
_MOST = 2_000_000
_NUMBER = "I"
_TERM = itemgetter(0, 1)

#: a field's term with documents in order and how often each has it
Posted = tuple[str, bytes, Sequence[int], Sequence[float]]

#: takes documents of a term, in order, and how often each has it
Fill = Callable[[Sequence[int], Sequence[float]], None]


class Postings:
    """What documents have which terms; stands where a Whoosh writer has its pool.

    Documents come in the order of their numbers, those of segments behind all others.

    :param create: makes a file in the commit's own folder.
    """

    def __init__(self, create: Callable[..., Any]):
        self._create = create
        self._terms: dict[str, dict[str, list[int]]] = {}
        self._count = 0
        self._files: list[BinaryIO] = []
        self._segments: list[tuple[Any, int, Mapping[int, int] | None]] = []

    def add(self, document: int, terms: Mapping[str, Sequence[str]]) -> None:
        """Put in a document's terms by field, each as often as it stands there."""
        for field, found in terms.items():
            posted = self._terms.setdefault(field, {})
            counted = Counter(found)
            for term, times in counted.items():
                known = posted.get(term)
                if known is None:
                    posted[term] = [document, times]
                else:
                    known.append(document)
                    known.append(times)
            self._count += len(counted)
        if self._count >= _MOST:
            self._put_away()

    def add_segment(self, reader: Any, base: int, numbers: Mapping[int, int] | None) -> None:
        """Put in a segment's documents; its reader is closed with the commit.

        :param base: the number that its first document has now.
        :param numbers: those of all its documents, where some of them are gone.
        """
        self._segments.append((reader, base, numbers))

    def iter_postings(self) -> "Postings":
        """What Whoosh hands to the writer of its postings: all of this, see :meth:`write`."""
        return self

    def write(self, writer: Any, schema: Any, fill: Fill) -> None:
        """Have Whoosh's writer write it all.

        :param fill: puts in the documents of the term that was begun last.
        """
        runs = [*map(_put_back, self._files), self._in_order()]
        runs += [_of_segment(*segment) for segment in self._segments]
        written = ""
        for (field, term), posted in groupby(merge(*runs, key=_TERM), key=_TERM):
            if field != written:
                if written:
                    writer.finish_field()
                writer.start_field(field, schema[field])
                written = field
            writer.start_term(term)
            fill(*_together([(documents, times) for _, _, documents, times in posted]))
            writer.finish_term()
        if written:
            writer.finish_field()

    def cleanup(self) -> None:
        """Let go of the files."""
        for file in self._files:
            file.close()
        for reader, _, _ in self._segments:
            reader.close()
        self._files, self._segments, self._terms = [], [], {}

    def _in_order(self) -> Iterator[Posted]:
        for field in sorted(self._terms):
            posted = self._terms[field]
            for term in sorted(posted):  # code points have the order of their UTF-8
                found = posted[term]
                yield field, term.encode(), found[::2], found[1::2]

    def _put_away(self) -> None:
        file = cast(BinaryIO, self._create(f"{len(self._files)}.run", mode="w+b").raw_file())
        self._files.append(file)
        for field, term, *numbers in self._in_order():
            packed = (array(_NUMBER, cast("Sequence[int]", some)).tobytes() for some in numbers)
            marshal.dump((field, term, *packed), file)
        self._terms, self._count = {}, 0


def _together(
    parts: Sequence[tuple[Sequence[int], Sequence[float]]],
) -> tuple[Sequence[int], Sequence[float]]:
    """All documents that have a term, and how often."""
    if len(parts) == 1:
        return parts[0]
    return [n for numbers, _ in parts for n in numbers], [t for _, times in parts for t in times]


def _put_back(file: BinaryIO) -> Iterator[Posted]:
    """What was put into a file of the commit's own."""
    file.seek(0)
    while True:
        try:
            field, term, documents, times = marshal.load(file)  # noqa: S302  # written just before
        except EOFError:
            return
        yield field, term, array(_NUMBER, documents), array(_NUMBER, times)


def _of_segment(reader: Any, base: int, numbers: Mapping[int, int] | None) -> Iterator[Posted]:
    """A segment's postings without those of documents that are gone.

    Its terms are read one after the other and their postings block by block: looking each of them
    up, and asking for one posting after the other, takes four times as long.
    """
    codec, file = reader.codec(), reader._terms._postfile
    for (field, term), info in reader:
        blocks = codec.postings_reader(file, info, reader.schema[field].format)
        documents, times = _all_of(blocks)
        if numbers is None:
            yield field, term, [base + number for number in documents], times
            continue
        left = [
            (numbers[n], count) for n, count in zip(documents, times, strict=True) if n in numbers
        ]
        if left:
            yield field, term, [number for number, _ in left], [count for _, count in left]


def _all_of(blocks: Any) -> tuple[list[int], list[float]]:
    """The documents of one term's postings, and how often each has it."""
    documents: list[int] = []
    times: list[float] = []
    while blocks.is_active():
        blocks.id(), blocks.weight()  # reads the block
        documents += blocks._ids
        times += blocks._weights
        blocks._next_block()
    return documents, times
