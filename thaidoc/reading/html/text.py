"""The text of an HTML page as a browser lays it out: blocks to lines, neighbours to segments.

Elements that stand beside each other (cells, boxes in a row, floats) become segments of the same
lines. Labels of lists are counted as shown. Where a browser only folds white space, so does this:
no blank is put between inline elements.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from thaidoc.reading.folding import Folded
from thaidoc.reading.html.css import Sheets, Style
from thaidoc.reading.html.table import cells_of, rows_of, widths_of
from thaidoc.reading.lengths import columns
from thaidoc.reading.list_labels import counted
from thaidoc.reading.office_xml import Element
from thaidoc.reading.paragraphs import LINE, PAGE, Layout, Row, beside, labelled, placed

#: elements nested deeper than this give their text without any layout
_DEEPEST = 120
#: what Word writes as a bullet: signs, letters of symbol fonts, and the o of Courier
_BULLET = re.compile(r"\W*|[oqvuØü]")

Cell = tuple[Element, Style]


@dataclass(slots=True)
class _Flow:
    """The lines of one container as they grow: the paragraph that is open and where it stands."""

    left: int
    line: int
    layout: Layout = field(default_factory=Layout)
    words: Folded = field(default_factory=lambda: Folded(tabs=True))
    label: str = ""
    new_page: bool = False
    rows: list[Row] = field(default_factory=list)

    def flush(self) -> None:
        """End the paragraph that is open; white space alone is none."""
        if self.words.is_empty:
            self.words.take()
            return
        # a no-break space is a blank that is meant; a line end before a block's end shows nothing
        text = self.words.take().replace("\xa0", " ").removesuffix("\n")
        if set(text) == {PAGE}:
            self.new_page = True  # a page break between blocks is no line of its own
            return
        text = labelled(text, self.label)
        if self.new_page:
            text = PAGE + text
        self.label, self.new_page = "", False
        self.rows += placed(text, self.layout, self.left, self.line)
        # a block's indent is that of its first line only
        self.layout = replace(self.layout, first=self.layout.left)

    def add(self, rows: Iterable[Row]) -> None:
        """Add rows of a table or of boxes beside each other, after the paragraph that is open."""
        for row in rows:
            row.new_page = row.new_page or self.new_page
            self.new_page = False
            self.rows.append(row)


class Writer:
    """Turns the elements of a page into rows."""

    def __init__(self, sheets: Sheets):
        self._sheets = sheets
        self._depth = 0

    def page(self, body: Element) -> list[Row]:
        """The rows of a page's body."""
        return self._container(body, self._sheets.style(body, Style()), 0, LINE)

    def _container(self, element: Element, style: Style, left: int, line: int) -> list[Row]:
        """The rows of a body, cell or box that begins at ``left``; its own margin not counted."""
        flow = _Flow(left, max(1, line), _layout(style, 0))
        if style.display in ("table", "inline-table", "flex"):
            self._element(element, style, flow, 0, "")
        else:
            self._children(element, style, flow, 0)
        flow.flush()
        return flow.rows

    def _children(self, element: Element, style: Style, flow: _Flow, left: int) -> None:
        self._depth += 1
        _add(element.text, style, flow)
        labels = _labels(element)
        done: set[Element] = set()
        for child in element:
            if isinstance(child.tag, str) and child not in done:
                shown = self._sheets.style(child, style)
                row = self._neighbours(child, shown, style)
                if self._depth > _DEEPEST:
                    _add(" ".join(child.itertext()), shown, flow)
                elif len(row) > 1:
                    done.update(cell for cell, _ in row)
                    flow.flush()
                    flow.add(self._beside(row, flow, left))
                else:
                    label = labels(child, shown) if child.tag == "li" else ""
                    self._element(child, shown, flow, left, label)
            _add(child.tail, style, flow)
        self._depth -= 1

    def _element(self, element: Element, style: Style, flow: _Flow, left: int, label: str) -> None:
        if style.display == "none":
            return
        if style.display == "br":
            flow.words.hard(PAGE if style.page_before or style.page_after else "\n")
            return
        if style.page_before:
            flow.flush()
            flow.new_page = True
        match style.display:
            case "table" | "inline-table":
                flow.flush()
                flow.add(self._table(element, style, flow, left))
            case "flex":
                flow.flush()
                shown = [(cell, self._sheets.style(cell, style)) for cell in cells_of(element)]
                flow.add(self._beside(shown, flow, left))
            case "inline" | "inline-block" | "contents" | "ruby" | "table-cell":
                self._inline(element, style, flow, left)
            case _:
                self._block(element, style, flow, left, label)
        if style.page_after:
            flow.flush()
            flow.new_page = True

    def _block(self, element: Element, style: Style, flow: _Flow, left: int, label: str) -> None:
        flow.flush()
        around = flow.layout
        left += sum(columns(length) for length in style.left)
        flow.layout = _layout(style, left)
        flow.label = label or flow.label
        self._children(element, style, flow, left)
        flow.flush()
        flow.layout = replace(around, first=around.left)

    def _inline(self, element: Element, style: Style, flow: _Flow, left: int) -> None:
        if style.tabs:  # Word's own tab: the blanks in it only fill it up
            flow.words.hard("\t" * style.tabs)
        elif style.is_label:
            label = " ".join("".join(element.itertext()).replace("\xa0", " ").split())
            flow.label = "" if _BULLET.fullmatch(label) else label
        else:
            apart = style.is_cell and not flow.words.is_empty
            flow.words.hard("\t" if apart else "")
            _add("“" if element.tag == "q" else "", style, flow)
            self._children(element, style, flow, left)
            _add("”" if element.tag == "q" else "", style, flow)
            flow.words.hard("\t" if style.is_cell and not style.floats else "")

    def _neighbours(self, first: Element, shown: Style, around: Style) -> list[Cell]:
        """The elements that stand in one row from this one on; only itself where none does."""
        row = [(first, shown)]
        last = first
        while row[-1][1].is_cell and not (last.tail or "").strip():
            last = last.getnext()
            if last is None or not isinstance(last.tag, str):
                break
            style = self._sheets.style(last, around)
            if style.display == "none":
                continue
            # what follows a float stands beside it, unless it says otherwise
            follows = row[-1][1].floats and not style.clears and style.display == "block"
            if style.clears or not (style.is_cell or follows):
                break
            row.append((last, style))
        return row

    def _beside(self, cells: Sequence[Cell], flow: _Flow, left: int) -> Iterator[Row]:
        """The rows of elements in one row: each begins where the one before it ends."""
        place = flow.left + left
        columns_of: list[list[Row]] = []
        for cell, style in cells:
            if style.display == "none":
                continue
            width = _width(style.width, flow.line)
            room = width or max(1, flow.left + flow.line - place)
            rows = self._container(cell, style, place, room)
            widest = max((row.segments[-1].right for row in rows if row.segments), default=place)
            place = place + width if width else max(place, int(widest) + 1)
            columns_of.append(rows)
        yield from _joined(columns_of)

    def _table(self, table: Element, style: Style, flow: _Flow, left: int) -> Iterator[Row]:
        """A table's rows: the k-th lines of all cells of a row stand beside each other."""
        for caption in table.iterchildren("caption"):
            shown = self._sheets.style(caption, style)
            yield from self._container(caption, shown, flow.left + left, flow.line)
        rows = list(rows_of(table))
        sizes = widths_of(
            rows,
            lambda cell: _width(self._sheets.style(cell, style).width, flow.line),
            flow.line - left,
        )
        edges = list(accumulate(sizes, initial=flow.left + left))
        for row in rows:
            row_style = self._sheets.style(row.element, style)
            if row_style.display == "none":
                continue
            cells = []
            for cell, first, span in row.cells:
                shown = self._sheets.style(cell, row_style)
                if shown.display != "none":
                    place, end = edges[first], edges[first + span]
                    cells.append(self._container(cell, shown, place, end - place))
            found = list(_joined(cells))
            if found and row_style.page_before:
                found[0].new_page = True
            yield from found


def _joined(cells: Sequence[list[Row]]) -> Iterator[Row]:
    """Cells beside each other; one alone keeps its lines as they are."""
    filled = [cell for cell in cells if any(row.segments for row in cell)]
    if len(filled) == 1:
        yield from filled[0]
    else:
        yield from beside(filled)


def _add(text: str | None, style: Style, flow: _Flow) -> None:
    """Add text to the paragraph that is open, its white space as the style says."""
    if not text or not style.visible:
        return
    if style.white_space in ("pre", "pre-wrap", "break-spaces"):
        first, *others = text.replace("\r\n", "\n").split("\n")
        flow.words.hard(first)
        for line in others:
            flow.words.hard("\n")
            flow.words.hard(line)
    elif style.white_space == "pre-line":
        first, *others = text.replace("\r\n", "\n").split("\n")
        flow.words.soft(first)
        for line in others:
            flow.words.hard("\n")
            flow.words.soft(line)
    else:
        flow.words.soft(text)


def _labels(parent: Element) -> Callable[[Element, Style], str]:
    """The labels of a list's items, asked for in their order."""
    step = -1 if parent.get("reversed") is not None else 1
    items = sum(child.tag == "li" for child in parent) if step < 0 else 0
    count = _integer(parent.get("start"), items or 1)

    def label(item: Element, style: Style) -> str:
        nonlocal count
        this = _integer(item.get("value"), count)
        count = this + step
        if parent.tag != "ol" or style.display != "list-item":
            return ""
        text = counted(this, style.list_format)
        return f"{text}." if text else ""

    return label


def _integer(value: str | None, default: int) -> int:
    value = (value or "").strip()
    return int(value) if value.removeprefix("-").isdecimal() and len(value) < 9 else default


def _layout(style: Style, left: int) -> Layout:
    first = left + columns(style.indent)
    stops = [columns(stop) for stop in style.tab_stops if stop[0].isdecimal()]
    if first < left:
        stops.append(left)
    return Layout(max(0, left), max(0, first), style.align, sorted(stops))


def _width(width: str, line: int) -> int:
    if width.endswith("%"):
        share = width[:-1].strip()
        return int(line * min(100.0, float(share)) / 100) if _is_number(share) else 0
    return max(0, columns(width))


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()
