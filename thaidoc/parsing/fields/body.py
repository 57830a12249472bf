"""The body in paragraphs, wrapped lines joined.

Where a paragraph begins shows in the page (an indent, an empty line, a last line cut short) or, in
flat text, in the words: a number, ``จึงเรียนมาเพื่อ``, an agency that has made up its mind.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import quantiles

from thaidoc.parsing.draft import Draft
from thaidoc.parsing.labels import CONCLUSION, CONSIDERED, ITEM
from thaidoc.parsing.passage import Passage, Piece, join, lines_of
from thaidoc.parsing.rows import Row
from thaidoc.parsing.zones import Letter

#: columns by which a paragraph's first line stands in
_INDENT = 3.0
#: lines of empty space that part two paragraphs
_GAP = 0.9
#: a line that ends this share of the width before the right edge ended its paragraph
_SHORT = 0.3
#: a row of so many segments is a row of a table
_COLUMNS = 3
#: text without wraps has lines longer than any page
_UNWRAPPED = 130
#: kinds whose head is centred and tells nothing of the margin
_CENTRED = frozenset({"minutes", "news", "statement", "announcement", "order"})
#: the parts of minutes, each a paragraph
_HEADING = re.compile(
    r"(?:ราย(?:ชื่อ|นาม))?(?:ผู้|กรรมการผู้)(?:เข้าร่วม|ไม่มา|มา)ประชุม|(?:เริ่ม|เปิด|เลิก|ปิด)(?:การ)?ประชุม(?:เวลา|เมื่อ)"
    r"|(?:ระเบียบ)?วาระที่\s?[0-9๐-๙]|มติ(?:ที่ประชุม)?\s"
)
#: a heading that stands alone on its line
_ALONE = re.compile(
    r"(?:ราย(?:ชื่อ|นาม))?(?:ผู้|กรรมการผู้)(?:เข้าร่วม|ไม่มา|มา)ประชุม(?:\s?ได้แก่)?\s?:?|-\s?ไม่มี\s?-"
)


def read_body(letter: Letter, draft: Draft) -> None:
    """Set ``body``: one entry a paragraph."""
    for paragraph in paragraphs_of(letter):
        draft.add("body", paragraph.text, paragraph.place(), 0.95)


def paragraphs_of(letter: Letter) -> list[Passage]:
    """The paragraphs of a letter's body."""
    if letter.paragraphs is None:
        head: list[Piece] = []
        if letter.kind not in _CENTRED:
            head = letter.zones.get("subject", []) + letter.zones.get("salutation", [])
        margin = min((piece.indent for piece in head), default=None)
        letter.paragraphs = paragraphs(letter.zones.get("body", []), margin)
    return letter.paragraphs


def paragraphs(pieces: Sequence[Piece], margin: float | None = None) -> list[Passage]:
    """The pieces of a body as one passage a paragraph.

    :param margin: where the head of the letter begins, in text columns, if there is one.
    """
    rows = [Row(tuple(row)) for row in lines_of(pieces)]
    if not rows:
        return []
    shape = _Shape(rows, margin)
    groups: list[list[Row]] = [[rows[0]]]
    for before, row in pairwise(rows):
        if shape.begins(groups[-1][0], before, row):
            groups.append([row])
        else:
            groups[-1].append(row)
    joined = (join(piece for row in group for piece in row.pieces) for group in groups)
    return [passage for passage in joined if passage]


class _Shape:
    """How a body is set: its margins, and whether indents or empty lines mark paragraphs."""

    def __init__(self, rows: Sequence[Row], margin: float | None):
        self.left = min(row.indent for row in rows)
        if margin is not None:
            self.left = min(self.left, margin)
        ends = [row.end for row in rows]
        self.right = quantiles(ends, n=10)[-1] if len(ends) > 1 else ends[0]
        self.indented = any(row.indent - self.left > _INDENT for row in rows)
        self.unwrapped = not self.indented and max(len(row.text) for row in rows) > _UNWRAPPED
        self.measured = rows[0].page.width is not None

    def begins(self, first: Row, before: Row, row: Row) -> bool:
        """Whether a row begins a paragraph, given the one above it and that paragraph's first."""
        text = row.text
        if before.hard or self.unwrapped:
            return True
        at_margin = row.indent - self.left <= _INDENT
        if ITEM.match(text) and not (self.indented and at_margin and not self._is_short(before)):
            return True  # at the margin below a full line, (๔) is a wrapped word
        if max(len(row.pieces), len(before.pieces)) >= _COLUMNS:
            return True
        if CONCLUSION.match(text) or CONSIDERED.match(text) or _HEADING.match(text):
            return True
        if _ALONE.fullmatch(before.text):
            return True
        turned = row.page.number != before.page.number
        if not turned and row.gap >= _GAP:
            return True
        if not at_margin:
            return not self._hangs(first, before, row)
        return self._is_short(before) and (self.measured or not self.indented)

    def _hangs(self, first: Row, before: Row, row: Row) -> bool:
        """Whether a row stands below the text of a numbered paragraph, right of its number."""
        numbered = ITEM.match(first.text) is not None and row.indent > first.indent + 1
        return numbered and not self._is_short(before)

    def _is_short(self, row: Row) -> bool:
        return self.right - row.end > _SHORT * (self.right - self.left)
