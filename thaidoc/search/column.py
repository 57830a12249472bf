"""One field of all documents, folded, one behind the other: where a string stands in it.

Every byte is looked at, but for those of documents whose signature says that they cannot have the
string (:mod:`~thaidoc.search.signatures`). That is exact by construction and fast, for memory is
read at tens of gigabytes a second; no segmenter can hide anything from it. What a byte is says
:mod:`~thaidoc.search.literal`.
"""

import re
from bisect import bisect_right
from codecs import charmap_decode as _decoded
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from encodings.tis_620 import decoding_table
from functools import cached_property, lru_cache
from itertools import compress, repeat
from operator import sub
from typing import Any, Literal

from thaidoc.search.gaps import Gapped, encode
from thaidoc.search.signatures import BLOCK, Signatures

Kind = Literal["B", "I", "Q"]
WIDE: Literal["Q"] = "Q"
NARROW: Literal["I"] = "I"
#: files of a column and the type of their numbers
COLUMN_FILES: dict[str, Kind] = {"bytes": "B", "ends": WIDE, "others": NARROW, "others-ends": WIDE}
#: after so many hits it is looked at how dense they are; where more than this share of documents
#: has one, asking each document is faster than going from hit to hit
_HITS, _DENSE = 64, 1 / 3
#: mostly the next hit is in one of so many documents
_NEAR = 32
#: documents, and where the needle first stands in each of them, -1 where it does not
_FirstHits = tuple[Sequence[int], Sequence[int]]
#: whether a document counts that the needle first stands in at a place; the document ends at the
#: other
_Counts = Callable[[int, int, int], bool]
#: the same string is looked for in many columns
_encoded = lru_cache(maxsize=64)(encode)


class Column:
    """One field of all documents, mapped for searching."""

    def __init__(self, files: Mapping[str, memoryview]):
        self.files = files
        self._bytes, self._ends = files["bytes"], files["ends"]
        self._others, self._others_ends = files["others"], files["others-ends"]
        #: which documents may have a string, where that is kept
        self.signatures: Signatures | None = None

    def find(self, folded: str, *, whole_numbers: bool = False) -> list[int]:
        """The positions of the documents that this string stands in, ascending.

        :param whole_numbers: pass over hits that cut a number: ``119`` in ``1190``.
        """
        needle, others = _encoded(folded)
        if not others and not whole_numbers:
            return self._having(needle)

        def counts(document: int, at: int, stop: int) -> bool:
            while at >= 0:
                if (not others or self._is_there(document, at, others)) and not (
                    whole_numbers and self._cuts_number(at, at + len(needle))
                ):
                    return True
                at = self._find(needle, at + 1, stop)
            return False

        return self._having(needle, counts)

    def find_gapped(self, gapped: Gapped) -> list[int]:
        """The positions of the documents that a string with gaps stands in, ascending."""
        needle, others = _encoded(gapped.anchor)
        if gapped.whole and not others:
            return self._having(needle)
        if not gapped.exact:
            in_text = gapped.text_pattern.search
            return [one for one in self._having(needle) if in_text(self.text(one))]
        in_bytes, before, found = gapped.pattern.search, gapped.before, list[int]()
        for some, hits in self._first_hits(needle) if len(self._bytes) else ():
            documents = list(compress(some, map((-1).__lt__, hits)))
            starts: Iterable[int] = filter((-1).__lt__, hits)
            if before:  # but never into the document before
                begins = [self._ends[one - 1] if one else 0 for one in documents]
                starts = map(max, begins, map(sub, starts, repeat(before)))
            stops = map(self._ends.__getitem__, documents)
            found += compress(documents, map(in_bytes, repeat(self._bytes), starts, stops))
        return found

    def _having(self, needle: bytes, counts: _Counts | None = None) -> list[int]:
        """The documents that have the needle and count, ascending."""
        found: list[int] = []
        if not needle or not len(self._bytes):
            return found
        for documents, hits in self._first_hits(needle):
            if counts is None:
                found += compress(documents, map((-1).__lt__, hits))
            else:
                pairs = zip(documents, hits, strict=True)
                found += [d for d, at in pairs if at >= 0 and counts(d, at, self._ends[d])]
        return found

    @cached_property
    def _find(self) -> Any:
        import stringzilla

        return stringzilla.Str(self._bytes).find

    def _first_hits(self, needle: bytes) -> Iterator[_FirstHits]:
        """Where the needle first stands in documents; what is left out does not have it."""
        document, count = 0, len(self._ends)
        if self.signatures and self.signatures.speak_of(needle):
            for some in self.signatures.candidates(needle):
                yield some, self._asked(needle, some)
            document = self.signatures.documents
        dense = False
        while document < count:
            documents: Sequence[int]
            if dense:
                documents = range(document, min(count, document + BLOCK))
                hits = self._asked(needle, documents)
                document, dense = documents[-1] + 1, hits.count(-1) < (1 - _DENSE) * len(documents)
            else:
                first = document
                documents, hits = self._gone_through(needle, document)
                document = documents[-1] + 1 if len(hits) == _HITS else count
                dense = len(hits) > _DENSE * (document - first)
            yield documents, hits

    def _asked(self, needle: bytes, documents: Sequence[int]) -> list[int]:
        """Where the needle first stands in each of these documents."""
        ends = self._ends
        if isinstance(documents, range):
            stops = ends[documents.start : documents.stop].tolist()
            begins = [ends[documents.start - 1] if documents.start else 0, *stops[:-1]]
        else:
            stops = [ends[document] for document in documents]
            begins = [ends[document - 1] if document else 0 for document in documents]
        return list(map(self._find, repeat(needle), begins, stops))

    def _gone_through(self, needle: bytes, document: int) -> tuple[list[int], list[int]]:
        """The first hits in the next documents that have any, so many at most."""
        find, ends = self._find, self._ends
        documents, hits = list[int](), list[int]()
        last = len(ends) - 1
        at, stop = ends[document - 1] if document else 0, ends[last]
        while at < stop and (at := find(needle, at, stop)) >= 0:
            if at >= ends[document]:
                near = document + _NEAR
                near = near if near < last and ends[near] > at else last
                document = bisect_right(ends, at, document, near)
            documents.append(document)
            hits.append(at)
            if len(hits) == _HITS:
                break
            at = ends[document]
            document += 1
        return documents, hits

    def text(self, document: int) -> str:
        """What a document has in this column, folded; its values apart by a control character."""
        begin, end = self.span("ends", document)
        first, last = self.span("others-ends", document)
        plain = _decoded(self._bytes[begin:end], "strict", decoding_table)[0]
        if first == last:
            return plain
        others = map(chr, self._others[first:last])
        return re.sub("\x01", lambda _: next(others), plain)

    def share(self, document: int, folded: str) -> float | None:
        """How far into a document, of its length, a string first stands; None where nowhere."""
        begin, end = self.span("ends", document)
        at = self._find(_encoded(folded)[0], begin, end) if folded else -1
        return (at - begin) / (end - begin) if at >= 0 else None

    def _is_there(self, document: int, at: int, others: list[int]) -> bool:
        """Whether the byte-1 characters from a hit on are the ones that were looked for."""
        import stringzilla

        start, _ = self.span("ends", document)
        first, end = self.span("others-ends", document)
        first += stringzilla.Str(self._bytes[start:at]).count("\x01") if at > start else 0
        return first + len(others) <= end and self._others[
            first : first + len(others)
        ].tolist() == (others)

    def _cuts_number(self, start: int, end: int) -> bool:
        """Whether a digit stands on both sides of either end."""
        around = bytes(self._bytes[max(0, start - 1) : end + 1])
        head, tail = around[:2] if start else b"", around[-2:]
        return (len(head) == 2 and head.isdigit()) or tail.isdigit()

    def span(self, ends: str, document: int) -> tuple[int, int]:
        """Where a document begins and ends, after the file of ends given."""
        return self.files[ends][document - 1] if document else 0, self.files[ends][document]
