"""What offices and machines print over a letter: receiving stamps, fax lines, dirt.

A receiving stamp (agency, ``เลขรับ``, ``วันที่``, ``เวลา``) belongs to who got the letter, and a fax
line to the machine; neither says anything about who wrote it. A stamp is found by its labels, and
takes what stands beside and between them, and the agency right above.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thaidoc.parsing.labels import Label, damaged_label_of, label_of, names_agency
from thaidoc.parsing.rows import Row
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.text import MARKS

#: how many columns a stamp reaches right of its labels, and left of them
_WIDTH, _LEFT = 34.0, 8.0
#: how many rows a stamp's agency takes above its first label, and how far apart labels stand
_ABOVE, _APART = 3, 3
_CONSONANT = re.compile("[ก-ฮ]")
_LATIN = re.compile("[A-Za-z]")
_CLOCK = re.compile(r"\d{1,2}\s?[:.]\s?\d{2}(?!\d)")
_FAX = re.compile(
    r"\bf[a4]x\b|\b(?:to|from)\s*[:.]|\bp(?:age)?s?\s?[.:]?\s?\d{1,3}\b", re.IGNORECASE
)
_NUMERIC_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}")
_POSTCODE = re.compile(r"(?<!\d)[1-9]\d{4}(?!\d)")
_HOUSE = re.compile(r"(?:เลขที่\s?)?\d{1,4}/\d{1,4}")
_SHORT_PLACE = re.compile(r"(?:หมู่|ม\.|ถ\.|ต\.|อ\.|จ\.|ซ\.)")
_LOOSE_MARKS = re.compile(f"(?:^|\\s)[{MARKS}]")
#: rows of a page's head where a fax line may stand
_FAX_ROWS = 4
#: fewer consonants than this name nothing
_MEANS = 3


_STAMP: tuple[Label, ...] = ("stamp",)
#: a piece by the index of its row and its own in that row
Position = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Label:
    row: int
    indent: float


def stamped(rows: Sequence[Row], number_row: int | None) -> set[Position]:
    """The pieces of a letterhead that belong to receiving stamps.

    :param number_row: the index of the row with the letter's own number; the agency beside it is
        never the receiver's.
    """
    labels = _labels(rows, number_row)
    found: set[Position] = set()
    for block in _blocks(labels):
        left = min(label.indent for label in block) - _LEFT
        right = max(label.indent for label in block) + _WIDTH
        first, last = block[0].row, block[-1].row
        for index in range(first, min(last + 2, len(rows))):
            for nth, piece in enumerate(rows[index].pieces):
                if left <= piece.indent <= right and _is_of_stamp(piece.text, index > last):
                    found.add((index, nth))
        found |= _agency_above(rows, first, (left, right), number_row)
    return found


def _labels(rows: Sequence[Row], number_row: int | None) -> list[_Label]:
    """The labels of stamps, down the page; where one stands, ``วันที่`` near it is another.

    Above the number every ``วันที่`` is, below it only one right under a stamp's own label.
    """
    pieces = [(index, piece) for index, row in enumerate(rows) for piece in row.pieces]
    own = [_Label(index, piece.indent) for index, piece in pieces if is_stamp_label(piece.text)]
    days = [
        _Label(index, piece.indent)
        for index, piece in pieces
        if own and (label := label_of(piece.text)) is not None and label.label == "date"
    ]
    above = len(rows) if number_row is None else number_row
    near = [
        day
        for day in days
        if day.row < above
        or any(abs(day.indent - o.indent) < _LEFT and abs(day.row - o.row) <= _APART for o in own)
    ]
    return sorted([*own, *near], key=lambda label: label.row)


def is_stamp_label(text: str) -> bool:
    """Whether a piece begins like a line of a receiving stamp."""
    label = label_of(text) or damaged_label_of(text, _STAMP)
    return label is not None and label.label == "stamp"


def is_fax_line(row: Row, position: int) -> bool:
    """Whether a row is what a fax machine prints: day, time, numbers, TO and FROM.

    :param position: how many rows of its page stand above it.
    """
    text = to_arabic(row.text)
    if position >= _FAX_ROWS or len(_CONSONANT.findall(text)) >= _MEANS:
        return False
    machine = _FAX.search(text) is not None
    timed = _CLOCK.search(text) is not None
    return (machine and (timed or _NUMERIC_DATE.search(text) is not None)) or (
        timed and (_NUMERIC_DATE.search(text) is not None or _LATIN.search(text) is not None)
    )


def is_speck(text: str) -> bool:
    """Whether a piece of a letterhead names nothing: a loose letter or digit, another script."""
    consonants = len(_CONSONANT.findall(text))
    if _POSTCODE.search(to_arabic(text)) or _HOUSE.fullmatch(to_arabic(text)):
        return False
    if consonants < _MEANS:
        return _SHORT_PLACE.match(text) is None
    return len(_LATIN.findall(text)) > consonants or len(_LOOSE_MARKS.findall(text)) > 1


def _blocks(labels: Sequence[_Label]) -> Iterator[list[_Label]]:
    """The labels of one stamp each: near to each other down the page and across it."""
    blocks: list[list[_Label]] = []
    for label in labels:
        near = (
            b
            for b in blocks
            if label.row - b[-1].row <= _APART and abs(label.indent - b[-1].indent) <= _WIDTH / 2
        )
        block = next(near, None)
        if block is None:
            blocks.append([label])
        else:
            block.append(label)
    yield from blocks


def _is_of_stamp(text: str, below: bool) -> bool:
    """Whether a piece beside or between a stamp's labels is part of it."""
    label = label_of(text)
    if label is not None:
        return label.label in ("stamp", "date", "number")
    if is_speck(text):
        return True
    if below:
        return False
    return calendar.read(text) is not None or not names_agency(text)


def _agency_above(
    rows: Sequence[Row], first: int, columns: tuple[float, float], number_row: int | None
) -> set[Position]:
    """The receiver's name over the stamp's first label."""
    found: set[Position] = set()
    for index in range(first - 1, max(first - 1 - _ABOVE, -1), -1):
        if number_row is not None and index >= number_row:
            return found
        above = [
            (nth, piece.text)
            for nth, piece in enumerate(rows[index].pieces)
            if columns[0] <= piece.indent <= columns[1] and label_of(piece.text) is None
        ]
        if any(_POSTCODE.search(to_arabic(text)) for _, text in above):
            return found
        found.update((index, nth) for nth, _ in above)
    return found
