"""Pieces of type that a recogniser found on a page's picture, put into printed rows and columns.

Every recogniser gives pieces in an order of its own and with a measure of its own for where their
type stands; what a row is does not depend on that.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from statistics import median
from typing import Protocol, TypeVar

from thaidoc.reading.columns import width
from thaidoc.reading.document import Line


class Placed(Protocol):
    """Anything that has a left edge."""

    @property
    def left(self) -> float:
        """In pixels from the page's left."""


_P = TypeVar("_P", bound=Placed)
#: the width of a column, in points, where no line has text to measure: that of 16-point type
_USUAL = 6.0


def in_rows(
    pieces: Iterable[_P],
    height: Callable[[_P], float],
    beside: Callable[[_P, _P], bool],
    *,
    open_rows: int,
) -> list[list[_P]]:
    """The pieces by printed row, from top to bottom, each row from left to right.

    :param height: how far down a piece stands.
    :param beside: whether two pieces may stand in one row.
    :param open_rows: how many of the last rows a piece may still join.
    """
    rows: list[list[_P]] = []
    for piece in sorted(pieces, key=height):
        for row in rows[-open_rows:]:
            if all(beside(piece, other) for other in row):
                row.append(piece)
                break
        else:
            rows.append([piece])
    for row in rows:
        row.sort(key=attrgetter("left"))
    return rows


def column_width(lines: Sequence[Line]) -> float:
    """The width of a text column: what a character without its marks takes, in points."""
    widths = [
        (segment.right - segment.left) / columns
        for line in lines
        for segment in line.segments
        if (columns := width(segment.text)) > 2
    ]
    return round(median(widths), 2) if widths else _USUAL
