"""Layouts: how the documents of each kind are laid out on the page.

A layout is a function ``(letter, rows, title)`` that puts every piece of the rows into a zone of
the letter; ``title`` is the index of the row that names the kind, if one does. A new kind needs a
line here, and a module where its form is unlike all others.
"""

from collections.abc import Callable, Sequence

from thaidoc.parsing import kinds
from thaidoc.parsing.layouts.certificate import lay_out_certificate
from thaidoc.parsing.layouts.extent import letter_extent
from thaidoc.parsing.layouts.letter import lay_out_letter
from thaidoc.parsing.layouts.minutes import lay_out_minutes
from thaidoc.parsing.layouts.other import lay_out_other
from thaidoc.parsing.layouts.titled import lay_out_titled
from thaidoc.parsing.passage import Piece
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter
from thaidoc.reading.document import Document
from thaidoc.record import Kind

Layout = Callable[[Letter, Sequence[Row], int | None], None]

LAYOUTS: dict[Kind, Layout] = {
    "external-letter": lay_out_letter,
    "memo": lay_out_letter,
    "stamped-letter": lay_out_letter,
    "other": lay_out_other,
    "order": lay_out_titled,
    "announcement": lay_out_titled,
    "regulation": lay_out_titled,
    "rule": lay_out_titled,
    "statement": lay_out_titled,
    "news": lay_out_titled,
    "certificate": lay_out_certificate,
    "minutes": lay_out_minutes,
}


def lay_out(document: Document, rows: Sequence[Row], running: Sequence[Piece]) -> Letter:
    """The document's letter, every piece of it put into its zone by the layout of its kind.

    :param rows: the document's rows, and ``running`` what was set apart from them, as
        :func:`thaidoc.parsing.rows.rows_of` gives both.
    """
    found = kinds.recognise(rows)
    letter = Letter(document, found.kind, found.confidence)
    letter.put("running", running)
    if found.row is not None:
        letter.kind_place = rows[found.row].passage
    count = letter_extent(found.kind, rows, running)
    LAYOUTS[found.kind](letter, rows[:count], found.row)
    letter.put("after", [piece for row in rows[count:] for piece in row.pieces])
    return letter
