"""Control words of RTF whose text stands beside the running one: margins, notes, boxes, fields.

Each diverts what its group holds, and says where that goes when the group closes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaidoc.reading.paragraphs import TWIPS, TextBox
from thaidoc.reading.rtf.stream import Place, Stream
from thaidoc.reading.rtf.words import Word, means
from thaidoc.thai.glyphs import GLYPHS

if TYPE_CHECKING:
    from thaidoc.reading.rtf.text import Interpreter

_SYMBOL_FIELD = re.compile(r"\s*SYMBOL\s+(\d{1,5})(.*)", re.DOTALL)
_SYMBOL_FONT = re.compile(r"wingdings|webdings|symbol", re.IGNORECASE)
_LABEL = re.compile(r"[^\W_]")

#: as :data:`thaidoc.reading.rtf.words.WORDS`
APART: dict[bytes, Word] = {}


@means("header", "headerl", "headerr", "headerf", among=APART)
def _header(text: Interpreter, _number: int | None) -> None:
    text.divert(lambda apart, _around: text.margins["header"].extend(apart.end(Place())))


@means("footer", "footerl", "footerr", "footerf", among=APART)
def _footer(text: Interpreter, _number: int | None) -> None:
    text.divert(lambda apart, _around: text.margins["footer"].extend(apart.end(Place())))


@means("footnote", among=APART)
def _note(text: Interpreter, _number: int | None) -> None:
    text.divert(
        lambda apart, _around: text.notes.extend(row for row in apart.end(Place()) if row.segments)
    )


@means("listtext", "pntext", among=APART)
def _list_label(text: Interpreter, _number: int | None) -> None:
    """The number of a paragraph in a list, as the writing program counted it; bullets are none."""

    def labels(apart: Stream, around: Stream) -> None:
        """What the group holds is the label of the paragraph around it."""
        label = " ".join(apart.take().split())
        around.label = label if _LABEL.search(label) else ""

    text.divert(labels)


@means("shp", "do", among=APART)
def _shape(text: Interpreter, _number: int | None) -> None:
    text.group.shape = [0, 0]


@means("shpleft", "dpx", among=APART)
def _shape_left(text: Interpreter, number: int | None) -> None:
    text.group.shape[0] = number or 0


@means("shptop", "dpy", among=APART)
def _shape_top(text: Interpreter, number: int | None) -> None:
    text.group.shape[1] = number or 0


@means("shptxt", "dptxbxtext", among=APART)
def _text_box(text: Interpreter, _number: int | None) -> None:
    left, top = text.group.shape

    def boxes(apart: Stream, around: Stream) -> None:
        """What the group holds is a text box where its shape stands."""
        rows = apart.end(Place())
        if any(row.segments for row in rows):
            around.boxes.append(TextBox(left // TWIPS, top // TWIPS, rows))

    text.divert(boxes)


@means("field", among=APART)
def _field(text: Interpreter, _number: int | None) -> None:
    text.group.given = [False]


@means("fldinst", among=APART)
def _field_code(text: Interpreter, _number: int | None) -> None:
    """A field's code is no text, but for SYMBOL, which is itself the character."""
    given = text.group.given

    def gives(apart: Stream, around: Stream) -> None:
        """The character goes where the field stands; its result, if any, is then leapt over."""
        symbol = _SYMBOL_FIELD.match(apart.take())
        if symbol:
            code = int(symbol[1])
            if code < 0x100 and _SYMBOL_FONT.search(symbol[2]):
                code += 0xF000
            around.words.append(GLYPHS.get(code, chr(code)))
            given[0] = True

    text.divert(gives)


@means("fldrslt", among=APART)
def _field_result(text: Interpreter, _number: int | None) -> None:
    if text.group.given[0]:
        text.tokens.leap()
