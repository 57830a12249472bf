"""The text of a Word document as rows: paragraphs with their labels, tables, boxes and notes."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate

from thaidoc.reading.doc.boxes import Box
from thaidoc.reading.doc.header import Header
from thaidoc.reading.doc.lists import Lists, OldLists
from thaidoc.reading.doc.pieces import Places
from thaidoc.reading.doc.properties import Paragraph, Properties
from thaidoc.reading.paragraphs import (
    PAGE,
    TWIPS,
    Row,
    TextBox,
    boxed,
    labelled,
    placed,
    said_once,
    table_row,
)

#: lost and hidden characters; pictures, drawings, notes and comments stand in the text as
#: controls; optional hyphens as 1F
_DROPPED = re.compile("[\x00-\x06\x08\x15\x1f]")
_LINE_END = re.compile("[\x0b\x0e]")


class Story:
    """The whole text with what is known of its paragraphs, lists and boxes.

    :param header: for the counts of characters of the text's parts, which follow each other.
    """

    def __init__(self, text: str, places: Places, properties: Properties, lists: Lists,
                 old_lists: OldLists, boxes: tuple[Box, ...], header: Header):  # fmt: skip
        self._text = text
        self._places = places
        self._properties = properties
        self._lists = lists
        self._old_lists = old_lists
        self._boxes = boxes
        self._ends = list(accumulate(header.counts))
        self._headers, self._footers = header.margins()

    def rows(self) -> Iterator[Row]:
        """Headers (those with words, each once), the main text, the notes, the footers."""
        ends = self._ends
        yield from self._margins(self._headers)
        yield from self._part(0, ends[0], self._boxes)
        rest = [(ends[0], ends[1]), (ends[4], ends[5])]
        if not self._boxes:  # nothing says where boxes lie, but their text is there
            rest.append((ends[5], ends[6]))
        for start, end in rest:
            yield from (row for row in self._part(start, end) if row.segments)
        yield from self._margins(self._footers)

    def _margins(self, parts: Sequence[tuple[int, int]]) -> Iterator[Row]:
        """The rows of headers or footers: each text once, page numbers left out."""
        first, last = self._ends[1], self._ends[2]
        yield from said_once(
            row for start, end in parts for row in self._part(first + start, min(first + end, last))
        )

    def _part(self, start: int, end: int, boxes: Sequence[Box] = ()) -> Iterator[Row]:
        """The rows of one part, table rows put together, boxes before what they are tied to."""
        cells: list[list[tuple[str, Paragraph]]] = []
        cell: list[tuple[str, Paragraph]] = []
        left = deque(boxes)
        for typed, number, mark in _paragraphs(self._text, start, end):
            tied = [left.popleft() for box in boxes if left and left[0].anchor <= number - start]
            yield from self._boxed(tied)
            found = self._properties.at(*self._places.of(number))
            words = typed if found.row_end else self._labelled(typed, found)
            if mark == "\x07" and found.row_end:
                yield from _table_row(cells, found)
                cells, cell = [], []
            elif mark == "\x07":
                cells.append([*cell, (words, found)])
                cell = []
            elif found.in_table:
                cell.append((words, found))
            else:
                yield from _table_row(cells, Paragraph())
                cells = []
                yield from placed((PAGE if found.page_before else "") + words, found.layout)
        yield from _table_row([*cells, cell] if cell else cells, Paragraph())
        yield from self._boxed(list(left))

    def _labelled(self, words: str, found: Paragraph) -> str:
        """The paragraph with its list's label; one without words counts nothing, as in DOCX."""
        if found.list_number and words.strip():
            return labelled(words, self._lists.label(found.list_number, found.level))
        if words.strip() or not found.old_level:
            return labelled(words, self._old_lists.label(found.old_level, found.old_label))
        return words

    def _boxed(self, boxes: list[Box]) -> Iterator[Row]:
        """The rows of boxes tied to one paragraph; boxes at one height stand beside each other."""
        placed_boxes = []
        for box in boxes:
            start = self._ends[5] + box.start
            rows = list(self._part(start, min(start + box.end - box.start, self._ends[6])))
            placed_boxes.append(TextBox(box.left // TWIPS, box.top // TWIPS, rows))
        yield from boxed(placed_boxes)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[str, int, str]]:
    """Each paragraph's text, the number of the character that ends it, and that character."""
    fields: list[str] = []
    words: list[str] = []
    for number in range(start, min(end, len(text))):
        letter = text[number]
        if letter == "\x13":
            fields.append("code")
        elif letter == "\x14" and fields:
            fields[-1] = "result"
        elif letter == "\x15" and fields:
            fields.pop()
        elif letter in "\r\x07":
            yield _plain("".join(words)), number, letter
            words = []
        elif "code" not in fields:
            words.append(letter)
    if words:
        yield _plain("".join(words)), end - 1, "\r"


def _plain(words: str) -> str:
    """A paragraph's text with its special characters as what they mean; FORM FEED is PAGE."""
    text = _DROPPED.sub("", words).replace("\x1e", "-")
    text = _LINE_END.sub("\n", text).replace("\x0c", PAGE)
    # pairs of surrogates were read unit by unit
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _table_row(cells: list[list[tuple[str, Paragraph]]], row: Paragraph) -> Iterator[Row]:
    typed = [[(words, found.layout) for words, found in cell] for cell in cells]
    yield from table_row(typed, [edge // TWIPS for edge in row.edges])
