"""Layouts: how the documents of each kind are laid out on the page.

A layout is a function ``(letter, rows, title)`` that puts every piece of the rows into a zone of
the letter; ``title`` is the index of the row that names the kind, if one does. A new kind needs a
line here, and a module where its form is unlike all others.
"""

from collections.abc import Callable, Sequence

from thaidoc.parsing.layouts.letter import lay_out_letter
from thaidoc.parsing.layouts.other import lay_out_other
from thaidoc.parsing.layouts.titled import lay_out_titled
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter
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
    "certificate": lay_out_titled,
    "minutes": lay_out_titled,
}
