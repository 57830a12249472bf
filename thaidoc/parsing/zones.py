"""Zones: which pieces of a page are number, subject, body, signature, foot.

A layout (one per family of kinds, in :mod:`thaidoc.parsing.layouts`) walks the rows from the top
and gives every piece its zone; the parsers of the fields then read only their own.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from thaidoc.parsing.passage import Passage, Piece, join, lines_of
from thaidoc.reading.document import Document
from thaidoc.record import Kind

Zone = Literal[
    "title",  # บันทึกข้อความ, คำสั่งกรม...
    "marks",  # urgency, secrecy, สำเนา
    "stamp",  # a receiving stamp: who got the letter, under which number and when
    "fax",  # the line that a fax machine prints over a page
    "specks",  # what a recogniser made of emblems, seals, pen strokes and dirt
    "number",
    "issuer",
    "date",
    "subject",
    "salutation",
    "references",
    "enclosures",
    "body",
    "closing",
    "signature",
    "owner",
    "contacts",
    "copies",
    "running",  # page numbers and catchwords
    "after",  # whatever stands behind the letter
]


@dataclass(slots=True)
class Letter:
    """A document with its rows sorted into zones."""

    document: Document
    kind: Kind
    kind_confidence: float
    zones: dict[Zone, list[Piece]] = field(default_factory=lambda: defaultdict(list))
    #: the labels' own words, such as the salutation ``กราบเรียน``
    words: dict[Zone, str] = field(default_factory=dict)
    #: how damaged a zone's label is, from 0 to 1, where it is not as it is written
    doubts: dict[Zone, float] = field(default_factory=dict)
    kind_place: Passage | None = None
    #: zones as one text and as lines, made once: several fields ask for the same
    _passages: dict[Zone, Passage] = field(default_factory=dict)
    _rows: dict[Zone, list[Passage]] = field(default_factory=dict)
    #: the body's paragraphs, once :mod:`thaidoc.parsing.fields.body` has told them apart
    paragraphs: list[Passage] | None = None

    def put(self, zone: Zone, pieces: Iterable[Piece]) -> None:
        """Add pieces to a zone; empty ones are left out."""
        self.zones[zone] += [piece for piece in pieces if piece.text]
        self._passages.pop(zone, None)
        self._rows.pop(zone, None)

    def passage(self, zone: Zone) -> Passage:
        """The zone as one text, wrapped lines joined."""
        if zone not in self._passages:
            self._passages[zone] = join(self.zones.get(zone, ()))
        return self._passages[zone]

    def rows(self, zone: Zone) -> list[Passage]:
        """The zone's lines, each as a text of its own."""
        if zone not in self._rows:
            self._rows[zone] = [join(row) for row in lines_of(self.zones.get(zone, ()))]
        return self._rows[zone]
