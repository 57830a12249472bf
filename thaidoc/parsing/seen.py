"""What the parser saw of a page: its pieces with their zones, and the places of its values.

Only for looking at: which line went into which zone stands in no record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from thaidoc.parsing.layouts import lay_out
from thaidoc.parsing.parts import parts_of
from thaidoc.parsing.zones import Zone
from thaidoc.reading.document import Document
from thaidoc.record import BBox, Record


@dataclass(frozen=True, slots=True)
class SeenPiece:
    """A piece of a line: its zone (None: in none), its line (from 1), its box, how surely read."""

    zone: Zone | None
    line: int
    bbox: BBox
    sure: float


@dataclass(frozen=True, slots=True)
class SeenValue:
    """A value of the record: its key, its box, how sure the parser is.

    ``letter`` is 0 for the file's own letter, 1 and more for those enclosed with it.
    """

    key: str
    bbox: BBox
    confidence: float
    letter: int


def pieces_on(document: Document, page: int) -> list[SeenPiece]:
    """The pieces of a page (from 1) that have boxes, in reading order."""
    zones = {
        (piece.line.number, piece.segment): zone
        for part in parts_of(document)
        for zone, pieces in lay_out(part.document, part.rows, part.running).zones.items()
        for piece in pieces
        if piece.page.number == page
    }
    return [
        SeenPiece(zones.get((line.number, segment)), line.number, segment.bbox, segment.sure)
        for shown, line in document.lines()
        if shown.number == page
        for segment in line.segments
        if segment.bbox is not None
    ]


def values_on(record: Record, page: int) -> Iterator[SeenValue]:
    """The values that were read on a page (from 1) and have boxes, those enclosed included."""
    for letter, one in enumerate((record, *record.enclosed)):
        for span in one.spans:
            if span.page == page and span.bbox is not None:
                yield SeenValue(span.key, span.bbox, span.confidence, letter)
