"""What Tesseract printed of a page, as pieces of lines: text with its box and how sure it is.

Its table gives nearly every Thai letter a row and a box of its own and no blanks; its text has the
same letters in the same order with the blanks. Laid beside each other they give lines with both.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from thaidoc.reading.printed_rows import in_rows

#: columns of the table; a word is a row of level 5
_LEVEL, _LINE, _BOX, _SURE, _TEXT = 0, slice(1, 5), slice(6, 10), 10, 11
_WORD = "5"
#: a gap this wide, in heights of a line of the page, is one between columns
_APART = 1.6


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its box in pixels (left, top, right, bottom); ``sure`` is 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    sure: float

    @property
    def middle(self) -> float:
        """Half its height down."""
        return (self.top + self.bottom) / 2


def pieces_of(table: str, text: str) -> list[Piece]:
    """The pieces of all lines, in Tesseract's order: a line is cut where columns stand apart."""
    written = iter([line for line in text.splitlines() if line.strip()])
    lines = [_spaced(words, written) for words in _lines(table)]
    height = median([_height(line) for line in lines]) if lines else 0.0
    return [
        _joined(part)
        for line in lines
        for part in _cut(line, _APART * height)
        if any(word.text.strip() for word in part)
    ]


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """The pieces by printed row, from top to bottom, each row from left to right."""
    return in_rows(pieces, lambda piece: piece.middle, _beside, open_rows=3)


def _beside(one: Piece, other: Piece) -> bool:
    apart = one.left >= other.right or other.left >= one.right
    low = min(one.bottom - one.top, other.bottom - other.top)
    return apart and abs(one.middle - other.middle) < 0.5 * low


def _lines(table: str) -> Iterator[list[Piece]]:
    """The words of each line; pictures, which are words of a blank, left out."""
    rows = [
        row
        for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        if len(row) > _TEXT and row[_LEVEL] == _WORD and row[_TEXT].strip()
    ]
    for _, line in groupby(rows, key=lambda row: row[_LINE]):
        yield [_word(row) for row in line]


def _word(row: list[str]) -> Piece:
    left, top, width, height = (int(value) for value in row[_BOX])
    sure = min(1.0, max(0.0, float(row[_SURE]) / 100))
    return Piece(row[_TEXT].strip(), left, top, left + width, top + height, sure)


def _spaced(words: list[Piece], written: Iterator[str]) -> list[Piece]:
    """The words of a line, each with a blank before it where the text has one."""
    joined = "".join(word.text for word in words)
    line = next((line for line in written if "".join(line.split()) == joined), None)
    if line is None:  # the two disagree: blanks are where words stand apart
        return _guessed(words)
    spaced: list[Piece] = []
    at = 0
    for word in words:
        blank = " " if spaced and line[at].isspace() else ""
        while line[at].isspace():
            at += 1
        spaced.append(_with_text(word, blank + word.text))
        for letter in "".join(word.text.split()):
            at = line.index(letter, at) + 1
    return spaced


def _guessed(words: list[Piece]) -> list[Piece]:
    gap = 0.25 * _height(words)
    return [
        _with_text(word, " " + word.text) if before and word.left - before.right > gap else word
        for before, word in zip([None, *words], words, strict=False)
    ]


def _with_text(word: Piece, text: str) -> Piece:
    return Piece(text, word.left, word.top, word.right, word.bottom, word.sure)


def _height(words: Sequence[Piece]) -> float:
    return max(word.bottom for word in words) - min(word.top for word in words)


def _cut(words: list[Piece], gap: float) -> Iterator[list[Piece]]:
    part: list[Piece] = []
    for word in words:
        if part and word.left - max(other.right for other in part) > gap:
            yield part
            part = []
        part.append(word)
    if part:
        yield part


def _joined(words: Sequence[Piece]) -> Piece:
    """Words as one piece, as sure as its letters are in the mean."""
    letters = sum(len(word.text) for word in words)
    return Piece(
        "".join(word.text for word in words).strip(),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
        sum(word.sure * len(word.text) for word in words) / letters,
    )
