"""The text of a Word paragraph or table: what a reader of the printed page sees, and no more.

Deleted and hidden text, field codes and the fallback copies of text boxes stay out; inserted text,
field results, hyperlinks, content controls and text boxes (once) come in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.docx.numbering import Numbering
from thaidoc.reading.office_xml import Element, attribute, child, children, local
from thaidoc.reading.paragraphs import LINE, PAGE, TWIPS, Layout, Row, beside, labelled, placed
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


@dataclass(slots=True)
class Styles:
    """Paragraph properties by style, looked up through the styles that a style is based on."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str | None = None

    @classmethod
    def of(cls, root: Element | None) -> "Styles":
        """The paragraph styles of styles.xml."""
        styles = cls()
        for style in children(root, "style"):
            name = attribute(style, "styleId")
            if name and attribute(style, "type") in (None, "paragraph"):
                styles.by_id[name] = style
                if attribute(style, "default") in ("1", "true", "on"):
                    styles.default = name
        return styles

    def chain(self, properties: Element | None) -> Iterator[Element]:
        """A paragraph's own properties, then those of its style and of that one's bases."""
        if properties is not None:
            yield properties
        own = child(properties, "pStyle")
        name = self.default if own is None else attribute(own, "val")
        seen: set[str] = set()
        while name and name in self.by_id and name not in seen:
            seen.add(name)
            style = self.by_id[name]
            found = child(style, "pPr")
            if found is not None:
                yield found
            base = child(style, "basedOn")
            name = None if base is None else attribute(base, "val")


@dataclass(slots=True)
class Writer:
    """Turns paragraphs and tables into rows; keeps the lists' counts from one to the next."""

    styles: Styles
    numbering: Numbering

    def block(self, parent: Element, left: int = 0, line: int = LINE) -> Iterator[Row]:
        """The rows of a body, cell, header or text box that is ``line`` columns wide."""
        for element in parent:
            match local(element):
                case "p":
                    yield from self.paragraph(element, left, line)
                case "tbl":
                    yield from self.table(element, left)
                case "sdt":
                    yield from self.block(element, left, line)
                case "sdtContent" | "ins" | "customXml" | "moveTo" | "smartTag":
                    yield from self.block(element, left, line)
                case "AlternateContent":
                    chosen = child(element, "Choice")
                    if chosen is not None:
                        yield from self.block(chosen, left, line)

    def paragraph(self, element: Element, left: int, line: int) -> Iterator[Row]:
        """A paragraph's rows (one for each line break), then those of its text boxes."""
        own = child(element, "pPr")
        boxes: list[Element] = []
        text = "".join(_inline(element, boxes, []))
        layout, label = self._layout(own, bool(text.strip()))
        if _is_on(self._property(own, "pageBreakBefore")):
            text = PAGE + text
        yield from placed(labelled(text, label), layout, left, line)
        for box in boxes:
            yield from self.block(box, left, line)

    def table(self, table: Element, left: int) -> Iterator[Row]:
        """A table's rows: the k-th lines of all cells of a row stand beside each other."""
        grid = [_twips(column, "w") for column in children(child(table, "tblGrid"), "gridCol")]
        for row in _through(table, "tr"):
            place, cells = left, []
            at = 0
            for cell in _through(row, "tc"):
                span_element = child(cell, "tcPr", "gridSpan")
                span = 1 if span_element is None else max(1, _integer(span_element, "val") or 1)
                size = sum(grid[at : at + span]) // TWIPS or LINE // max(1, len(grid))
                cells.append(list(self.block(cell, place, size)))
                place, at = place + size, at + span
            yield from beside(cells)

    def _layout(self, own: Element | None, has_text: bool) -> tuple[Layout, str]:
        number = self._property(own, "numPr")
        label, listed = "", None
        if number is not None:
            name, level = child(number, "numId"), child(number, "ilvl")
            list_id = "0" if name is None else attribute(name, "val") or "0"
            depth = 0 if level is None else _integer(level, "val") or 0
            if list_id != "0":
                label = self.numbering.label(list_id, depth) if has_text else ""
                listed = self.numbering.properties(list_id, depth)
        left = self._indent(own, listed, "left", "start")
        first = left + self._indent(own, listed, "firstLine") - self._indent(own, listed, "hanging")
        aligned = self._property(own, "jc")
        stops = sorted(
            _twips(stop, "pos") // TWIPS
            for stop in children(self._property(own, "tabs"), "tab")
            if attribute(stop, "val") != "clear"
        )
        if first < left:
            stops = sorted([*stops, left // TWIPS])
        alignment = "" if aligned is None else attribute(aligned, "val") or ""
        layout = Layout(
            left=max(0, left // TWIPS),
            first=max(0, first // TWIPS),
            alignment={"end": "right"}.get(alignment, alignment),
            stops=stops,
        )
        return layout, label

    def _property(self, own: Element | None, name: str) -> Element | None:
        return next(
            (found for at in self.styles.chain(own) if (found := child(at, name)) is not None), None
        )

    def _indent(self, own: Element | None, listed: Element | None, *names: str) -> int:
        """An indent in twips: the paragraph's own, its list's, or its style's."""
        chain = list(self.styles.chain(own))
        if listed is not None:
            chain.insert(0 if own is None else 1, listed)
        for at in chain:
            found = child(at, "ind")
            values = [_integer(found, name) for name in names] if found is not None else []
            for value in values:
                if value is not None:
                    return value
        return 0


def _inline(element: Element, boxes: list[Element], fields: list[str]) -> Iterator[str]:
    """The text in an element, in order; text boxes are put aside in ``boxes``.

    ``fields`` are the open fields: ``code`` before their separator, ``result`` after it.
    """
    for part in element:
        name = local(part)
        if name == "fldChar":
            _field(attribute(part, "fldCharType"), fields)
        elif name in _DRAWN:
            boxes.extend(_text_boxes(part))
        elif name == "r" and _is_on(child(part, "rPr", "vanish")):
            continue
        elif name in _THROUGH:
            yield from _inline(part, boxes, fields)
        elif "code" not in fields:
            yield _character(part, name)


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


def _field(kind: str | None, fields: list[str]) -> None:
    if kind == "begin":
        fields.append("code")
    elif fields and kind == "separate":
        fields[-1] = "result"
    elif fields and kind == "end":
        fields.pop()


def _text_boxes(drawn: Element) -> Iterator[Element]:
    for part in drawn:
        if local(part) == "txbxContent":
            yield part
        elif local(part) != "Fallback":
            yield from _text_boxes(part)


def _through(parent: Element, name: str) -> Iterator[Element]:
    """Children of a name, also inside content controls and insertions; deleted ones not."""
    for element in parent:
        if local(element) == name:
            if child(element, f"{name}Pr", "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _through(element, name)


def _is_on(switch: Element | None) -> bool:
    return switch is not None and attribute(switch, "val") not in ("0", "false", "off")


def _integer(element: Element, name: str) -> int | None:
    value = (attribute(element, name) or "").partition(".")[0]
    return int(value) if value.lstrip("-").isdigit() else None


def _twips(element: Element, name: str) -> int:
    return max(0, _integer(element, name) or 0)
