"""Paragraphs and tables of a Word document to rows, with their labels, indents and tab stops.

What of their text is seen, :mod:`thaidoc.reading.docx.runs` says; where floating boxes belong,
:mod:`thaidoc.reading.docx.floating`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from thaidoc.reading.docx.boxes import Box, Sheet
from thaidoc.reading.docx.floating import Afloat, Spacing
from thaidoc.reading.docx.numbering import Numbering
from thaidoc.reading.docx.runs import Runs
from thaidoc.reading.docx.styles import Styles, integer, is_on
from thaidoc.reading.office_xml import Element, attribute, child, children, local
from thaidoc.reading.paragraphs import (
    LINE,
    PAGE,
    TWIPS,
    Layout,
    Row,
    TextBox,
    beside,
    boxed,
    labelled,
    placed,
)

#: tab stops of Word, by what they align; a bar is none, and a cleared one neither
_ALIGNED = {
    **{"left": "left", "start": "left", "num": "left", "center": "center"},
    **{"right": "right", "end": "right", "decimal": "right"},
}


@dataclass(slots=True)
class Writer:
    """Turns paragraphs and tables into rows; keeps the lists' counts from one to the next."""

    styles: Styles
    numbering: Numbering
    sheet: Sheet = field(default_factory=Sheet)
    #: whether other files are to stand somewhere in the text, which nobody put in yet
    has_foreign: bool = False

    def block(
        self,
        parent: Iterable[Element],
        left: int = 0,
        line: int = LINE,
        afloat: list[Afloat] | None = None,
    ) -> Iterator[Row]:
        """The rows of a body, cell, header or text box that is ``line`` columns wide.

        Boxes with a place of their own are put aside in ``afloat``; without it they come after
        their paragraph.
        """
        for element in parent:
            match local(element):
                case "p":
                    yield from self.paragraph(element, left, line, afloat)
                case "tbl":
                    yield from self.table(element, left)
                case "sdt":
                    yield from self.block(element, left, line, afloat)
                case "sdtContent" | "ins" | "customXml" | "moveTo" | "smartTag":
                    yield from self.block(element, left, line, afloat)
                case "AlternateContent":
                    chosen = child(element, "Choice")
                    if chosen is not None:
                        yield from self.block(chosen, left, line, afloat)
                case "altChunk" | "subDoc":
                    self.has_foreign = True

    def paragraph(
        self, element: Element, left: int, line: int, afloat: list[Afloat] | None = None
    ) -> Iterator[Row]:
        """A paragraph's rows (one for each line break), then those of its text boxes.

        A hidden one has none, not even an empty one.
        """
        own = child(element, "pPr")
        runs = Runs(self.styles, own)
        text = runs.text(element)
        if text.strip() or not self.styles.is_hidden(child(own, "rPr"), own):
            layout, label = self._layout(own, bool(text.strip()))
            for stop, alignment in runs.absolute_stops(line).items():
                layout.stops = sorted({*layout.stops, stop})
                layout.aligned[stop] = alignment
            if is_on(self._property(own, "pageBreakBefore")):
                text = PAGE + text
            yield from placed(labelled(text, label), layout, left, line)
        yield from self._boxes(runs.boxes, left, line, afloat)

    def spacing(self, element: Element) -> Spacing:
        """How much room a paragraph takes; the cells of a table take some for each line."""
        own = child(element, "pPr")
        said = self._property(own, "spacing") if local(element) == "p" else None
        sizes = (child(run, "rPr", "sz") for run in children(element, "r"))
        size = next((integer(found, "val") for found in sizes if found is not None), None)
        # a line is some 1.3 times as high as its type, which is counted in half points
        spacing = Spacing(line=13.0 * (size or self.styles.type_size(own)))
        if said is not None:
            spacing.before, spacing.after = _twips(said, "before"), _twips(said, "after")
            if attribute(said, "lineRule") in ("exact", "atLeast"):
                spacing.line = max(_twips(said, "line"), 120)
        return spacing

    def _boxes(
        self, boxes: Iterable[Box], left: int, line: int, afloat: list[Afloat] | None
    ) -> Iterator[Row]:
        """The rows of a paragraph's text boxes, but for those that go to ``afloat``."""
        near: list[TextBox] = []
        for box in boxes:
            place = box.place
            if place is None:
                yield from self.block(box.content, left, line)
                continue
            wide = int(place.width) // TWIPS if place.width else line
            rows = list(self.block(box.content, 0, max(1, wide)))
            if afloat is not None:
                afloat.append(Afloat(place, rows))
            else:
                at = place.left(self.sheet) + left
                near.append(TextBox(at, place.top(self.sheet, 0.0) / TWIPS, rows))
        yield from boxed(near)

    def table(self, table: Element, left: int) -> Iterator[Row]:
        """A table's rows: the k-th lines of all cells of a row stand beside each other."""
        grid = [_twips(column, "w") for column in children(child(table, "tblGrid"), "gridCol")]
        for row in _through(table, "tr"):
            if is_on(child(row, "trPr", "hidden")):
                continue
            place, cells = left, []
            at = 0
            for cell in _through(row, "tc"):
                span_element = child(cell, "tcPr", "gridSpan")
                span = 1 if span_element is None else max(1, integer(span_element, "val") or 1)
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
            depth = 0 if level is None else integer(level, "val") or 0
            if list_id != "0":
                label = self.numbering.label(list_id, depth) if has_text else ""
                listed = self.numbering.properties(list_id, depth)
        left = self._indent(own, listed, "left", "start")
        first = left + self._indent(own, listed, "firstLine") - self._indent(own, listed, "hanging")
        aligned = self._property(own, "jc")
        aligned_stops = self._stops(own)
        stops = sorted(aligned_stops)
        if first < left:
            stops = sorted([*stops, left // TWIPS])
        alignment = "" if aligned is None else attribute(aligned, "val") or ""
        layout = Layout(
            left=max(0, left // TWIPS),
            first=max(0, first // TWIPS),
            alignment={"end": "right"}.get(alignment, alignment),
            stops=stops,
            aligned={stop: how for stop, how in aligned_stops.items() if how != "left"},
        )
        return layout, label

    def _stops(self, own: Element | None) -> dict[int, str]:
        """Tab stops and what they align, by column: the paragraph's own and its styles' together.

        A stop that is cleared nearer to the paragraph is none.
        """
        said: dict[int, str] = {}
        for properties in self.styles.chain(own):
            for stop in children(child(properties, "tabs"), "tab"):
                said.setdefault(_twips(stop, "pos") // TWIPS, attribute(stop, "val") or "left")
        return {at: _ALIGNED.get(how, how) for at, how in said.items() if how in _ALIGNED}

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
            values = [integer(found, name) for name in names] if found is not None else []
            for value in values:
                if value is not None:
                    return value
        return 0


def _through(parent: Element, name: str) -> Iterator[Element]:
    """Children of a name, also inside content controls and insertions; deleted ones not."""
    for element in parent:
        if local(element) == name:
            if child(element, f"{name}Pr", "del") is None:
                yield element
        elif local(element) in ("sdt", "sdtContent", "ins", "customXml", "moveTo"):
            yield from _through(element, name)


def _twips(element: Element, name: str) -> int:
    return max(0, integer(element, name) or 0)
