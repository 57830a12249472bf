"""The text of an OpenDocument paragraph, list or table: what a reader of the printed page sees.

Deletions are kept in a list of changes at the head of the file and never reached; hidden text,
comments and the codes of fields stay out; insertions, the stored results of fields and text boxes
(once) come in. White space in the XML means one blank at most; more blanks, tabs and line ends are
elements (OpenDocument 1.3, part 3, 6.1.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from thaidoc.reading.folding import Folded
from thaidoc.reading.lengths import columns
from thaidoc.reading.odt.styles import ListStyle, Styles, number
from thaidoc.reading.office_xml import Element, attribute, child, children, local
from thaidoc.reading.paragraphs import (
    LINE,
    PAGE,
    Layout,
    Row,
    TextBox,
    beside,
    boxed,
    labelled,
    placed,
)

#: more blanks than this in one place are an attack on the memory, not a gap
_MAX_BLANKS = 1000
_CONTAINERS = frozenset(
    (
        *("section", "index-body", "index-title", "numbered-paragraph", "list-header"),
        *("table-of-content", "alphabetical-index", "illustration-index", "table-index"),
        *("object-index", "user-index", "bibliography"),
    )
)
_LISTS = frozenset(("list", "ordered-list", "unordered-list"))
_SHAPES = frozenset(
    (
        *("frame", "custom-shape", "rect", "ellipse", "circle", "polygon", "polyline", "path"),
        *("line", "connector", "caption", "measure", "regular-polygon", "g", "text-box"),
    )
)
_SKIPPED = frozenset(
    (
        *(
            "annotation",
            "annotation-end",
            "ruby-text",
            "script",
            "title",
            "desc",
            "tracked-changes",
        ),
        *("event-listeners", "index-title-template", "control"),
    )
)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph's text as it grows, and what was met in it."""

    words: Folded = field(default_factory=Folded)
    hidden: bool = False
    boxes: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Writer:
    """Turns paragraphs, lists and tables into rows; keeps the lists' counts and the notes met."""

    styles: Styles
    notes: list[Element] = field(default_factory=list)
    _new_page: bool = False
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _outline: dict[int, int] = field(default_factory=dict)

    def block(self, parent: Element, left: int = 0, line: int = LINE) -> Iterator[Row]:
        """The rows of a body, cell, header or text box that is ``line`` columns wide."""
        shapes: list[Element] = []
        for element in parent:
            name = local(element)
            if name in _SHAPES:
                shapes.append(element)
                continue
            yield from self._shapes(shapes)
            shapes = []
            if name in ("p", "h"):
                label = self._heading(element) if name == "h" else ""
                yield from self.paragraph(element, left, line, label)
            elif name in _LISTS:
                yield from self._list(element, left, line)
            elif name == "table":
                yield from self._table(element, left)
            elif name == "soft-page-break":
                self._new_page = True
            elif name in _CONTAINERS and not self._is_hidden(element):
                yield from self.block(element, left, line)
        yield from self._shapes(shapes)

    def paragraph(
        self,
        element: Element,
        left: int,
        line: int,
        label: str = "",
        indent: tuple[int, int] | None = None,
    ) -> Iterator[Row]:
        """A paragraph's rows, then those of its text boxes; ``indent`` is that of its list."""
        style = attribute(element, "style-name")
        look = self.styles.look(style)
        met = _Paragraph()
        self._inline(element, met)
        if not (met.hidden or self.styles.hides("paragraph", style)):
            text = labelled(met.words.take(), label)
            if look.page_before or self._new_page:
                text = PAGE + text
            self._new_page = look.page_after
            layout = look.layout
            if indent and not look.has_margin:
                layout = Layout(*indent, layout.alignment, sorted([*layout.stops, indent[0]]))
            yield from placed(text, layout, left, line)
        yield from self._shapes(met.boxes)

    def _inline(self, element: Element, met: _Paragraph) -> None:
        words = met.words
        words.soft(element.text)
        for part in element:
            match local(part):
                case "s":
                    words.hard(" " * min(number(part, "c", 1), _MAX_BLANKS))
                case "tab" | "tab-stop":
                    words.hard("\t")
                case "line-break":
                    words.hard("\n")
                case "soft-page-break":
                    words.hard(PAGE)
                case "note" | "footnote" | "endnote":
                    self.notes.append(part)
                case "hidden-paragraph":
                    met.hidden = met.hidden or attribute(part, "is-hidden") == "true"
                case name if name in _SHAPES:
                    met.boxes.append(part)
                case name if name and name not in _SKIPPED and not self._is_hidden(part):
                    self._inline(part, met)
            words.soft(part.tail)

    def _is_hidden(self, element: Element) -> bool:
        if attribute(element, "is-hidden") == "true" or attribute(element, "display") == "none":
            return True
        return local(element) == "span" and self.styles.hides(
            "text", attribute(element, "style-name")
        )

    def _shapes(self, shapes: list[Element]) -> Iterator[Row]:
        yield from boxed([box for shape in shapes for box in self._boxes(shape)])

    def _boxes(self, shape: Element) -> Iterator[TextBox]:
        """The text boxes in a frame (its first form only), a shape, or a group of them."""
        inside = shape
        if local(shape) == "frame":
            inside = child(shape, "text-box")
            if inside is None:
                return
        elif local(shape) == "g":
            for part in shape:
                if local(part) in _SHAPES:
                    yield from self._boxes(part)
            return
        width = columns(attribute(shape, "width")) or LINE
        rows = list(self.block(inside, 0, max(1, width)))
        if any(row.segments for row in rows):
            yield TextBox(columns(attribute(shape, "x")), columns(attribute(shape, "y")), rows)

    def _heading(self, element: Element) -> str:
        """The number that the outline gives to a heading outside of any list."""
        level = number(element, "outline-level", 1)
        if (
            attribute(element, "is-list-header") == "true"
            or not "".join(element.itertext()).strip()
        ):
            return ""
        _count(self._outline, level, self.styles.outline, None)
        return self.styles.outline.label(level, self._outline)

    def _list(self, element: Element, left: int, line: int) -> Iterator[Row]:
        name = attribute(element, "style-name") or ""
        before = attribute(element, "continue-list")
        if before in self._counts:
            counts = self._counts[before]
        elif attribute(element, "continue-numbering") == "true":
            counts = self._counts.get(f"style {name}", {})
        else:
            counts = {}
        self._counts[f"style {name}"] = counts
        own = attribute(element, "id")
        if own:
            self._counts[own] = counts
        yield from self._items(element, name, 1, counts, left, line)

    def _items(
        self, parent: Element, name: str, level: int, counts: dict[int, int], left: int, line: int
    ) -> Iterator[Row]:
        for item in children(parent, "list-item", "list-header"):
            style = self.styles.list_style(attribute(item, "style-override") or name)
            given = number(item, "start-value", -1)
            pending = local(item) == "list-item"
            for element in item:
                if local(element) in _LISTS:
                    deeper = attribute(element, "style-name") or name
                    yield from self._items(element, deeper, level + 1, counts, left, line)
                elif local(element) in ("p", "h"):
                    label = ""
                    if pending:
                        _count(counts, level, style, None if given < 0 else given)
                        label = style.label(level, counts)
                        pending = False
                    yield from self.paragraph(element, left, line, label, style.indent(level))
                else:
                    yield from self.block([element], left, line)

    def _table(self, table: Element, left: int) -> Iterator[Row]:
        """A table's rows: the k-th lines of all cells of a row stand beside each other."""
        if self.styles.breaks_page("table", attribute(table, "style-name")):
            self._new_page = True
        grid = [
            self.styles.width(attribute(column, "style-name"))
            for column in _through(table, "table-column")
            for _ in range(min(number(column, "number-columns-repeated", 1), LINE))
        ]
        for row in _through(table, "table-row", "soft-page-break"):
            if local(row) == "soft-page-break":
                self._new_page = True
                continue
            place, at, cells = left, 0, []
            for cell in children(row, "table-cell", "covered-table-cell"):
                covered = local(cell) != "table-cell"
                span = 1 if covered else number(cell, "number-columns-spanned", 1)
                size = sum(grid[at : at + span]) or LINE // max(1, len(grid))
                if not covered:
                    cells.append(list(self.block(cell, place, size)))
                # a merged cell is followed by the ones it covers, which have its width already
                step = number(cell, "number-columns-repeated", 1)
                place += sum(grid[at : at + step]) or step * (LINE // max(1, len(grid)))
                at += step
            yield from beside(cells)


def _count(counts: dict[int, int], level: int, style: ListStyle, given: int | None) -> None:
    """Count one more item at a level; deeper levels begin again."""
    counts[level] = counts.get(level, style.start(level) - 1) + 1 if given is None else given
    for deeper in [other for other in counts if other > level]:
        del counts[deeper]


def _through(parent: Element, *names: str) -> Iterator[Element]:
    """Columns or rows of a table, those in its groups and header rows too."""
    for element in parent:
        if local(element) in names:
            yield element
        elif local(element).startswith("table-") and local(element).endswith(
            ("rows", "columns", "row-group", "column-group")
        ):
            yield from _through(element, *names)
