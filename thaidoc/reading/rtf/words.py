"""What the control words of RTF do to the text, one function for each.

Only what changes the words that a reader of the printed page sees, or where they stand, is here;
any other word has no meaning; words whose text stands beside the running one are in
:mod:`thaidoc.reading.rtf.apart`. Numbers are those of the RTF specification 1.9.1, lengths twips.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from thaidoc.reading.rtf.stream import Place

if TYPE_CHECKING:
    from thaidoc.reading.rtf.text import Interpreter


Word = Callable[["Interpreter", int | None], None]
#: control word to its meaning, which gets the word's number
WORDS: dict[bytes, Word] = {}


def means(*words: str, among: dict[bytes, Word] = WORDS) -> Callable[[Word], Word]:
    """Make a function the meaning of these control words, among the others of its kind."""

    def register(meaning: Word) -> Word:
        """Keep it under each of the words."""
        among.update((word.encode(), meaning) for word in words)
        return meaning

    return register


# --- characters and their settings -----------------------------------------------------------


@means("u")
def _unicode(text: Interpreter, number: int | None) -> None:
    code = (number or 0) + (0x10000 if (number or 0) < 0 else 0)
    if 0 < code < 0x110000:
        text.emit(chr(code))
    text.skip = text.group.fallback


@means("uc")
def _fallback(text: Interpreter, number: int | None) -> None:
    text.group.fallback = max(0, 1 if number is None else number)


@means("f")
def _font(text: Interpreter, number: int | None) -> None:
    text.group.font = number


@means("deff")
def _default_font(text: Interpreter, number: int | None) -> None:
    text.default_font = number or 0


@means("v")
def _hidden(text: Interpreter, number: int | None) -> None:
    text.group.hidden = number != 0


@means("deleted", "mvf")
def _deleted(text: Interpreter, number: int | None) -> None:
    text.group.deleted = number != 0


@means("plain")
def _plain(text: Interpreter, _number: int | None) -> None:
    text.group.font, text.group.hidden, text.group.deleted = None, False, False


@means("ansicpg")
def _code_page(text: Interpreter, number: int | None) -> None:
    text.fonts.set_code_page(number or 1252)


@means("mac")
def _macintosh(text: Interpreter, _number: int | None) -> None:
    text.fonts.set_code_page(10000)


@means("pc", "pca")
def _dos(text: Interpreter, _number: int | None) -> None:
    text.fonts.set_code_page(437)


@means("fonttbl")
def _font_table(text: Interpreter, _number: int | None) -> None:
    text.fonts.add_table(text.tokens.leap())


@means("upr")
def _two_forms(text: Interpreter, _number: int | None) -> None:
    """The same text in bytes and then in Unicode: the first is leapt over."""
    start = text.tokens.data.find(b"{", text.tokens.position)
    if start >= 0:
        text.tokens.position = start + 1
        text.tokens.leap()
        text.tokens.position += 1


# --- paragraphs and tables -------------------------------------------------------------------


@means("par")
def _paragraph(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.paragraph(text.group.place)


@means("sect")
def _section(text: Interpreter, number: int | None) -> None:
    if text.group.stream.words:
        _paragraph(text, number)
    text.group.stream.new_page = True


@means("sbknone", "sbkcol")
def _same_page(text: Interpreter, _number: int | None) -> None:
    text.group.stream.new_page = False


@means("pard")
def _reset(text: Interpreter, _number: int | None) -> None:
    text.group.place = Place()


@means("li")
def _left(text: Interpreter, number: int | None) -> None:
    text.group.place.left = number or 0


@means("fi")
def _first(text: Interpreter, number: int | None) -> None:
    text.group.place.first = number or 0


@means("tx")
def _tab_stop(text: Interpreter, number: int | None) -> None:
    if len(text.group.place.stops) < 64:
        text.group.place.stops += (number or 0,)


@means("ql", "qj")
def _to_the_left(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "left"


@means("qc")
def _centred(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "center"


@means("qr")
def _to_the_right(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "right"


@means("pagebb")
def _page_before(text: Interpreter, number: int | None) -> None:
    text.group.place.page_before = number != 0


@means("intbl")
def _in_table(text: Interpreter, _number: int | None) -> None:
    text.group.place.depth = max(1, text.group.place.depth)


@means("itap")
def _depth(text: Interpreter, number: int | None) -> None:
    text.group.place.depth = max(0, number or 0)


@means("trowd")
def _row_begins(text: Interpreter, _number: int | None) -> None:
    text.group.stream.edges = [0]


@means("trleft")
def _row_left(text: Interpreter, number: int | None) -> None:
    text.group.stream.edges[:1] = [number or 0]


@means("cellx")
def _cell_edge(text: Interpreter, number: int | None) -> None:
    text.group.stream.edges.append(number or 0)


@means("cell")
def _cell(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.cell(text.group.place, 1)


@means("nestcell")
def _nested_cell(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.cell(text.group.place, max(2, text.group.place.depth))


@means("row")
def _row(text: Interpreter, _number: int | None) -> None:
    text.group.stream.row(1)


@means("nestrow")
def _nested_row(text: Interpreter, _number: int | None) -> None:
    text.group.stream.row(max(2, text.group.place.depth))
