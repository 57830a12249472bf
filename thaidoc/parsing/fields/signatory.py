"""Who signed: the first signature block's name, position, and the post acted for.

A block is a name and the lines of a post under it, in one column; two blocks may stand side by
side, and a stamp may put the name below the post.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thaidoc.parsing.draft import FLOOR, Draft
from thaidoc.parsing.labels import ACTING
from thaidoc.parsing.nouns import is_post
from thaidoc.parsing.passage import Passage, join
from thaidoc.parsing.people import has_title, is_rank, is_signature_line, read_signed_name
from thaidoc.parsing.zones import Letter
from thaidoc.record import Signatory
from thaidoc.thai.likeness import likest_beginning

#: empty text columns that part two blocks in one line
_PARTED = 6.0
#: how far a line of a post may stand out of its name's column
_OUT_OF_COLUMN = 4.0
#: acting, as a scan may have damaged it, with what the damage weighs at most
_DAMAGED_ACTING = (("ปฏิบัติราชการแทน", 2.4), ("รักษาราชการแทน", 2.0), ("ปฏิบัติหน้าที่แทน", 2.4))
_SPLIT_ACTING = re.compile(r"(ปฏิบัติ|รักษา)ราชการ\s+แทน|(ปฏิบัติ|รักษา)\s+ราชการแทน")
#: signs that no name has: digits and letters of another script
_FOREIGN = re.compile(r"[A-Za-z0-9๐-๙#@*\"]")
#: one to three words of Thai: a noble's name, or one without its title
_UNTITLED = re.compile(
    r"(?!สำนัก|กอง|กรม|ฝ่าย|ขอ|ปฏิบัติ|รักษา)[ก-ฮเ-ไ][ก-๎]{3,24}(?:\s[ก-ฮเ-ไ][ก-๎]{1,20}){0,2}"
)
_SURE, _BROKEN, _UNNAMED, _MISREAD, _BY_PLACE = 0.97, 0.8, 0.9, 0.3, 0.6


@dataclass(frozen=True, slots=True)
class _Cell:
    """What stands in one column of one line."""

    passage: Passage
    left: float
    right: float

    @property
    def text(self) -> str:
        return self.passage.text

    def over(self, other: "_Cell") -> bool:
        """Whether two cells stand in one column."""
        return self.left < other.right + _OUT_OF_COLUMN and self.right > other.left - _OUT_OF_COLUMN


def read_signatory(letter: Letter, draft: Draft) -> None:
    """Set ``signatory``; a draft has a position and no name."""
    lines = [_cells(row) for row in letter.rows("signature")]
    named = _first_name(lines)
    post = _post_of(lines, named)
    name, confidence = _name_of(lines, *named) if named else (None, _UNNAMED)
    if name is not None and confidence < FLOOR:
        message = f"the name under the signature could not be read for sure: {name}"
        draft.warn("signatory-unread", message, "signatory")
        name = None
    if name is None and not post:
        return
    position, acting_for = split_acting(" ".join(cell.text for cell in post))
    evidence = ([named[1]] if named else []) + post
    place = join(p for cell in evidence for p in cell.passage.pieces).place()
    signatory = Signatory(name=name, position=position, acting_for=acting_for)
    sure = confidence if position else min(confidence, _UNNAMED)
    draft.set("signatory", signatory, place, sure)


def split_acting(text: str) -> tuple[str | None, str | None]:
    """A position and the post acted for, parted at the last ``ราชการแทน``.

    >>> split_acting("รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมการปกครอง")
    ('รองอธิบดี', 'อธิบดีกรมการปกครอง')
    """
    text = _SPLIT_ACTING.sub(lambda m: "".join(m.group().split()), text)
    found = [(match.start(), match.end()) for match in ACTING.finditer(text)]
    found = found or list(_damaged_acting(text))
    if not found:
        return _balanced(text), None
    start, end = found[-1]
    return _balanced(text[:start]), _balanced(text[end:])


def _balanced(text: str) -> str | None:
    """A post without the bracket that a scan put before or behind it."""
    text = text.strip()
    if text.count("(") > text.count(")"):
        text = text.removeprefix("(").strip()
    elif text.count(")") > text.count("("):
        text = text.removesuffix(")").strip()
    return text or None


def _damaged_acting(text: str) -> list[tuple[int, int]]:
    """Where a misread ``ปฏิบัติราชการแทน`` stands: its two offsets."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"[ปบรธ]", text):
        if found and match.start() < found[-1][1]:
            continue
        for words, limit in _DAMAGED_ACTING:
            length, weight = likest_beginning(text[match.start() :], words, limit)
            if weight <= limit:
                found.append((match.start(), match.start() + length))
                break
    return found


def _cells(row: Passage) -> list[_Cell]:
    """A line's pieces grouped into columns."""
    groups: list[list[int]] = []
    for index, piece in enumerate(row.pieces):
        if groups and piece.indent - row.pieces[groups[-1][-1]].end <= _PARTED:
            groups[-1].append(index)
        else:
            groups.append([index])
    cells = []
    for group in groups:
        pieces = [row.pieces[index] for index in group]
        cells.append(_Cell(join(pieces), pieces[0].indent, pieces[-1].end))
    return cells


def _first_name(lines: Sequence[Sequence[_Cell]]) -> tuple[int, _Cell] | None:
    """The line and cell of the first name: in brackets, else the first with a title."""
    for accepts in (is_signature_line, lambda text: read_signed_name(text) is not None):
        for number, cells in enumerate(lines):
            for cell in cells:
                if accepts(cell.text):
                    return number, cell
    return _above_post(lines)


def _above_post(lines: Sequence[Sequence[_Cell]]) -> tuple[int, _Cell] | None:
    """A name that says by its place alone that it is one: a short line right above a post."""
    if len(lines) < 2 or len(lines[0]) != 1 or len(lines[1]) != 1:
        return None
    name, post = lines[0][0], lines[1][0]
    stands = is_post(post.text) and not is_post(name.text) and post.over(name)
    return (0, name) if stands and _UNTITLED.fullmatch(name.text) else None


def _name_of(lines: Sequence[Sequence[_Cell]], line: int, cell: _Cell) -> tuple[str | None, float]:
    """The name of a cell with the rank that stands above it, and how sure it is."""
    found = read_signed_name(cell.text)
    if found is None:
        by_place = _above_post(lines) == (line, cell) and _UNTITLED.fullmatch(cell.text)
        return (cell.text, _BY_PLACE) if by_place else (None, _UNNAMED)
    name = found.name
    if not has_title(name) and line:
        rank = next((c.text for c in lines[line - 1] if is_rank(c.text)), None)
        name = f"{rank.strip(' ._…')} {name}" if rank else name
    if _FOREIGN.search(name) and not re.fullmatch(r"[A-Za-z.' -]+", name):
        return name, _MISREAD
    return name, _SURE if found.whole else _BROKEN


def _post_of(lines: Sequence[Sequence[_Cell]], named: tuple[int, _Cell] | None) -> list[_Cell]:
    """The cells of the first block's post: below its name, or above one that was stamped on."""
    if named is None:
        first = next((n for n, cells in enumerate(lines) if is_post(cells[0].text)), len(lines))
        return [cell for cells in lines[first:] for cell in cells]
    line, name = named
    beside = [c for c in lines[line] if c is not name and read_signed_name(c.text)]
    below: list[_Cell] = []
    for cells in lines[line + 1 :]:
        if any(_is_name(cell.text) and (not beside or cell.over(name)) for cell in cells):
            break
        below.extend(_in_column(cells, name, beside))
    if below:
        return below
    above = [cells[0] for cells in lines[:line] if not is_rank(cells[0].text)]
    first = next((n for n, cell in enumerate(above) if is_post(cell.text)), len(above))
    return above[first:]


def _in_column(cells: Sequence[_Cell], name: _Cell, beside: Sequence[_Cell]) -> list[_Cell]:
    """The cells of a line that belong to the name's block."""
    if not beside:
        over = [cell for cell in cells if cell.over(name)]
        return over if len(cells) > 1 and over else list(cells)
    middle = (name.left + name.right) / 2
    others = [(other.left + other.right) / 2 for other in beside]
    own: list[_Cell] = []
    for cell in cells:
        centre = (cell.left + cell.right) / 2
        if all(abs(centre - middle) <= abs(centre - other) for other in others):
            own.append(cell)
    return own


def _is_name(text: str) -> bool:
    return is_signature_line(text) or read_signed_name(text) is not None
