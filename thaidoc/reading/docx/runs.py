"""The text of a Word paragraph's runs: what a reader of the printed page sees, and no more.

Deleted and hidden text, field codes and the fallback copies of text boxes stay out; inserted text,
field results, hyperlinks, content controls and text boxes (once) come in.
"""

from thaidoc.reading.docx.boxes import Box, boxes_in
from thaidoc.reading.docx.styles import Styles
from thaidoc.reading.office_xml import Element, attribute, child, children, local
from thaidoc.reading.paragraphs import PAGE
from thaidoc.thai.glyphs import GLYPHS

#: what holds runs or text and is no text itself; the second half is mathematics
_THROUGH = frozenset(
    (
        *("r", "ins", "moveTo", "hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent"),
        *("customXml", "dir", "bdo", "ruby", "rubyBase", "AlternateContent", "Choice"),
        *("oMath", "oMathPara", "e", "num", "den", "sup", "sub", "f", "d", "rad", "nary"),
        *("sSup", "sSub", "sSubSup"),
    )
)
_DRAWN = frozenset(("drawing", "pict", "object"))


class Runs:
    """The text of a paragraph's runs; what floats out of it is put aside in ``boxes``."""

    def __init__(self, styles: Styles, paragraph: Element | None):
        self._styles = styles
        self._paragraph = paragraph
        self._pieces: list[str] = []
        #: where in the text each open field begins; None for one that shows its result by now
        self._fields: list[int | None] = []
        self._absolute: set[str] = set()
        self.boxes: list[Box] = []

    def text(self, element: Element) -> str:
        """The text in an element, in order; that of a field which never ends too, code or not."""
        self._read(element)
        return "".join(self._pieces)

    def _read(self, element: Element) -> None:
        for part in element:
            name = local(part)
            if name == "fldChar":
                self._field(attribute(part, "fldCharType"))
            elif name in _DRAWN:
                self.boxes.extend(boxes_in(part))
            elif name == "r" and self._styles.is_hidden(child(part, "rPr"), self._paragraph):
                self._pass_over(part)
            elif name in _THROUGH:
                self._read(part)
            else:
                if name == "ptab":
                    self._absolute.add(attribute(part, "alignment") or "left")
                self._pieces.append(_character(part, name))

    def absolute_stops(self, line: int) -> dict[int, str]:
        """The stops of tabs that are tied to the margins, by column."""
        places = {"center": line // 2, "right": line}
        return {places[how]: how for how in self._absolute if how in places}

    def _pass_over(self, run: Element) -> None:
        """A hidden run says nothing, but a field can begin or end in it."""
        for mark in children(run, "fldChar"):
            self._field(attribute(mark, "fldCharType"))

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(len(self._pieces))
        elif self._fields and kind in ("separate", "end"):
            begun = self._fields.pop()
            if begun is not None:  # what stood before was its code
                del self._pieces[begun:]
            if kind == "separate":
                self._fields.append(None)


def _character(part: Element, name: str) -> str:
    match name:
        case "t":
            return "".join(part.itertext()).replace("\n", " ").replace("\f", " ")
        case "tab" | "ptab":
            return "\t"
        case "cr":
            return "\n"
        case "br":
            return PAGE if attribute(part, "type") == "page" else "\n"
        case "lastRenderedPageBreak":
            return PAGE
        case "noBreakHyphen":
            return "-"
        case "sym":
            code = int(attribute(part, "char") or "0", 16)
            code = code + 0xF000 if 0 < code < 0x100 else code
            return GLYPHS.get(code, chr(code) if code else "")
    return ""
