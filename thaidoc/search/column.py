"""One field of all documents, folded, one behind the other: where a string stands in it.

Every byte is looked at, but for those of documents whose signature says that they cannot have the
string (:mod:`~thaidoc.search.signatures`). That is exact by construction and fast, for memory is
read at tens of gigabytes a second; no segmenter can hide anything from it. What a byte is says
:mod:`~thaidoc.search.literal`.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Literal

from thaidoc.search.gaps import Gapped, encode
from thaidoc.search.signatures import Signatures

Kind = Literal["B", "I", "Q"]
WIDE: Literal["Q"] = "Q"
NARROW: Literal["I"] = "I"
#: files of a column and the type of their numbers
COLUMN_FILES: dict[str, Kind] = {"bytes": "B", "ends": WIDE, "others": NARROW, "others-ends": WIDE}


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
        needle, others = encode(folded)
        if not others and not whole_numbers:
            return self._having(needle)

        def counts(document: int, at: int) -> bool:
            return (not others or self._is_there(document, at, others)) and not (
                whole_numbers and self._cuts_number(at, at + len(needle))
            )

        return self._having(needle, counts)

    def find_gapped(self, gapped: Gapped) -> list[int]:
        """The positions of the documents that a string with gaps stands in, ascending."""
        needle, others = encode(gapped.anchor)
        if gapped.whole and not others:
            return self._having(needle)
        near = self._having(needle)
        if not gapped.exact:
            in_text = gapped.text_pattern.search
            return [one for one in near if in_text(self.text(one))]
        in_bytes = gapped.pattern.search
        return [one for one in near if in_bytes(self._bytes, *self.span("ends", one))]

    def _having(self, needle: bytes, counts: Callable[[int, int], bool] | None = None) -> list[int]:
        """The documents that have the needle at a place that counts, given document and place."""
        if not needle or not len(self._bytes):
            return []
        import stringzilla

        find, ends = stringzilla.Str(self._bytes).find, self._ends
        documents, found = len(ends), list[int]()
        whole = ((0, documents),)
        signatures = self.signatures
        for document, last in signatures.stretches(needle, documents) if signatures else whole:
            at, stop = ends[document - 1] if document else 0, ends[last - 1]
            while at < stop and (at := find(needle, at, stop)) >= 0:
                # of a common needle the next hit mostly lies in the next document
                if at >= ends[document]:
                    document = bisect_right(ends, at, document)
                if counts is None or counts(document, at):
                    found.append(document)
                    at = ends[document]
                    document += 1
                else:
                    at += 1
        return found

    def text(self, document: int) -> str:
        """What a document has in this column, folded; its values apart by a control character."""
        begin, end = self.span("ends", document)
        first, last = self.span("others-ends", document)
        plain = bytes(self._bytes[begin:end]).decode("tis_620")
        others = map(chr, self._others[first:last])
        return re.sub("\x01", lambda _: next(others), plain)

    def share(self, document: int, folded: str) -> float | None:
        """How far into a document, of its length, a string first stands; None where nowhere."""
        import stringzilla

        begin, end = self.span("ends", document)
        at = stringzilla.Str(self._bytes[begin:end]).find(encode(folded)[0]) if folded else -1
        return at / (end - begin) if at >= 0 else None

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
