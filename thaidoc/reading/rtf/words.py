"""What the control words of RTF do to the text, one function for each.

Only what changes the words that a reader of the printed page sees, or where they stand, is here;
any other word has no meaning. The numbers are those of the RTF specification 1.9.1, lengths twips.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from thaidoc.reading.paragraphs import TWIPS, TextBox
from thaidoc.reading.rtf.stream import Place, Stream
from thaidoc.thai.glyphs import GLYPHS

if TYPE_CHECKING:
    from thaidoc.reading.rtf.text import Interpreter

_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5})(.*)", re.DOTALL)
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_]")

Word = Callable[["Interpreter", int | None], None]
#: control word to its meaning, which gets the word's number
WORDS: dict[bytes, Word] = {}


def _means(*words: str) -> Callable[[Word], Word]:
    def register(meaning: Word) -> Word:
        WORDS.update((word.encode(), meaning) for word in words)
        return meaning

    return register


# --- characters and their settings -----------------------------------------------------------


@_means("u")
def _unicode(text: Interpreter, number: int | None) -> None:
    code = (number or 0) + (0x10000 if (number or 0) < 0 else 0)
    if 0 < code < 0x110000:
        text.emit(chr(code))
    text.skip = text.group.fallback


@_means("uc")
def _fallback(text: Interpreter, number: int | None) -> None:
    text.group.fallback = max(0, 1 if number is None else number)


@_means("f")
def _font(text: Interpreter, number: int | None) -> None:
    text.group.font = number


@_means("deff")
def _default_font(text: Interpreter, number: int | None) -> None:
    text.default_font = number or 0


@_means("v")
def _hidden(text: Interpreter, number: int | None) -> None:
    text.group.hidden = number != 0


@_means("deleted", "mvf")
def _deleted(text: Interpreter, number: int | None) -> None:
    text.group.deleted = number != 0


@_means("plain")
def _plain(text: Interpreter, _number: int | None) -> None:
    text.group.font, text.group.hidden, text.group.deleted = None, False, False


@_means("ansicpg")
def _code_page(text: Interpreter, number: int | None) -> None:
    text.fonts.set_code_page(number or 1252)


@_means("mac")
def _macintosh(text: Interpreter, _number: int | None) -> None:
    text.fonts.set_code_page(10000)


@_means("pc", "pca")
def _dos(text: Interpreter, _number: int | None) -> None:
    text.fonts.set_code_page(437)


@_means("fonttbl")
def _font_table(text: Interpreter, _number: int | None) -> None:
    text.fonts.add_table(text.tokens.leap())


@_means("upr")
def _two_forms(text: Interpreter, _number: int | None) -> None:
    """The same text in bytes and then in Unicode: the first is leapt over."""
    start = text.tokens.data.find(b"{", text.tokens.position)
    if start >= 0:
        text.tokens.position = start + 1
        text.tokens.leap()
        text.tokens.position += 1


# --- paragraphs and tables -------------------------------------------------------------------


@_means("par")
def _paragraph(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.paragraph(text.group.place)


@_means("sect")
def _section(text: Interpreter, number: int | None) -> None:
    if text.group.stream.words:
        _paragraph(text, number)
    text.group.stream.new_page = True


@_means("sbknone", "sbkcol")
def _same_page(text: Interpreter, _number: int | None) -> None:
    text.group.stream.new_page = False


@_means("pard")
def _reset(text: Interpreter, _number: int | None) -> None:
    text.group.place = Place()


@_means("li")
def _left(text: Interpreter, number: int | None) -> None:
    text.group.place.left = number or 0


@_means("fi")
def _first(text: Interpreter, number: int | None) -> None:
    text.group.place.first = number or 0


@_means("tx")
def _tab_stop(text: Interpreter, number: int | None) -> None:
    if len(text.group.place.stops) < 64:
        text.group.place.stops += (number or 0,)


@_means("ql", "qj")
def _to_the_left(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "left"


@_means("qc")
def _centred(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "center"


@_means("qr")
def _to_the_right(text: Interpreter, _number: int | None) -> None:
    text.group.place.alignment = "right"


@_means("pagebb")
def _page_before(text: Interpreter, number: int | None) -> None:
    text.group.place.page_before = number != 0


@_means("intbl")
def _in_table(text: Interpreter, _number: int | None) -> None:
    text.group.place.depth = max(1, text.group.place.depth)


@_means("itap")
def _depth(text: Interpreter, number: int | None) -> None:
    text.group.place.depth = max(0, number or 0)


@_means("trowd")
def _row_begins(text: Interpreter, _number: int | None) -> None:
    text.group.stream.edges = [0]


@_means("trleft")
def _row_left(text: Interpreter, number: int | None) -> None:
    text.group.stream.edges[:1] = [number or 0]


@_means("cellx")
def _cell_edge(text: Interpreter, number: int | None) -> None:
    text.group.stream.edges.append(number or 0)


@_means("cell")
def _cell(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.cell(text.group.place, 1)


@_means("nestcell")
def _nested_cell(text: Interpreter, _number: int | None) -> None:
    text.skip = 0
    text.group.stream.cell(text.group.place, max(2, text.group.place.depth))


@_means("row")
def _row(text: Interpreter, _number: int | None) -> None:
    text.group.stream.row(1)


@_means("nestrow")
def _nested_row(text: Interpreter, _number: int | None) -> None:
    text.group.stream.row(max(2, text.group.place.depth))


# --- text that stands apart ------------------------------------------------------------------


@_means("header", "headerl", "headerr", "headerf")
def _header(text: Interpreter, _number: int | None) -> None:
    text.divert(lambda apart, _around: text.margins["header"].extend(apart.end(Place())))


@_means("footer", "footerl", "footerr", "footerf")
def _footer(text: Interpreter, _number: int | None) -> None:
    text.divert(lambda apart, _around: text.margins["footer"].extend(apart.end(Place())))


@_means("footnote")
def _note(text: Interpreter, _number: int | None) -> None:
    text.divert(
        lambda apart, _around: text.notes.extend(row for row in apart.end(Place()) if row.segments)
    )


@_means("listtext", "pntext")
def _list_label(text: Interpreter, _number: int | None) -> None:
    """The number of a paragraph in a list, as the writing program counted it; bullets are none."""

    def labels(apart: Stream, around: Stream) -> None:
        label = " ".join(apart.take().split())
        around.label = label if _LABEL.search(label) else ""

    text.divert(labels)


@_means("shp", "do")
def _shape(text: Interpreter, _number: int | None) -> None:
    text.group.shape = [0, 0]


@_means("shpleft", "dpx")
def _shape_left(text: Interpreter, number: int | None) -> None:
    text.group.shape[0] = number or 0


@_means("shptop", "dpy")
def _shape_top(text: Interpreter, number: int | None) -> None:
    text.group.shape[1] = number or 0


@_means("shptxt", "dptxbxtext")
def _text_box(text: Interpreter, _number: int | None) -> None:
    left, top = text.group.shape

    def boxes(apart: Stream, around: Stream) -> None:
        rows = apart.end(Place())
        if any(row.segments for row in rows):
            around.boxes.append(TextBox(left // TWIPS, top // TWIPS, rows))

    text.divert(boxes)


@_means("field")
def _field(text: Interpreter, _number: int | None) -> None:
    text.group.given = [False]


@_means("fldinst")
def _field_code(text: Interpreter, _number: int | None) -> None:
    """A field's code is no text, but for SYMBOL, which is itself the character."""
    given = text.group.given

    def gives(apart: Stream, around: Stream) -> None:
        symbol = _SYMBOL_FIELD.match(apart.take())
        if symbol:
            code = int(symbol[1])
            if code < 0x100 and _SYMBOL_FONT.search(symbol[2]):
                code += 0xF000
            around.words.append(GLYPHS.get(code, chr(code)))
            given[0] = True

    text.divert(gives)


@_means("fldrslt")
def _field_result(text: Interpreter, _number: int | None) -> None:
    if text.group.given[0]:
        text.tokens.leap()
