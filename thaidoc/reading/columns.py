"""Columns of text without geometry: how wide a string is, and where it stands on a typed line.

Typed letters place things with tabs and runs of blanks. A tab always begins a new column; so do
three blanks; two blanks do only where the line above or below has a column at the same place,
because Thai writers also put two blanks between sentences.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thaidoc.reading.document import Line, Segment

#: columns from one tab stop to the next
TAB = 8
_GAP = re.compile(r"[^\S\n]+")
#: where a gap begins that can part two columns: a tab, or two blanks
_PARTING = re.compile(r"\t|[^\S\n]{2}")
_WIDE_GAP = 3
#: a blank or two that end a line were typed; more of them only fill the line up
_TYPED_BLANKS = 2


class _Columned(dict[int, int | None]):
    """Each character, or None where it takes no column; looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) in ("Mn", "Me", "Cf") else code
        return self[code]


_COLUMNED = _Columned()
#: the same of Thai, as bytes of cp874: counting those is three times faster
_NO_COLUMN = (
    "".join(map(chr, range(0x0E01, 0x0E5C)))
    .translate({code: None for code in range(0x0E01, 0x0E5C) if _COLUMNED[code] is not None})
    .encode("cp874", "ignore")
)


def width(text: str) -> int:
    """How many columns a string takes: marks above and below a letter take none."""
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("cp874").translate(None, _NO_COLUMN))
    except UnicodeEncodeError:
        return len(text.translate(_COLUMNED))


@dataclass(frozen=True, slots=True)
class _Word:
    """What stands between two gaps that can part columns, and the gap before it."""

    text: str
    start: int
    end: int
    gap: int
    tabbed: bool
    blanks: str


def typed_lines(rows: Sequence[str]) -> tuple[Line, ...]:
    """The lines of one page of typed text; ``left`` and ``right`` are columns from 0.

    Empty rows give no line but count in ``number`` and in the ``gap`` of the line that follows.
    """
    # a file may be millions of empty rows, which share one list and one set
    empty, none = list[_Word](), set[int]()
    words = [_words(row) if row else empty for row in rows]
    stops = [
        {word.start for word in row[1:] if word.gap >= 2 or word.tabbed} if len(row) > 1 else none
        for row in words
    ]
    lines: list[Line] = []
    last = 0
    for index, row in enumerate(words):
        if not row:
            continue
        near = (stops[index - 1] if index else set()) | (
            stops[index + 1] if index + 1 < len(stops) else set()
        )
        lines.append(
            Line(
                number=index + 1,
                segments=_segments(row, near),
                gap=float(index - last),
                blank_end=blank_ended(rows[index]),
            )
        )
        last = index + 1
    return tuple(lines)


def typed_segments(
    row: str,
    indent: int = 0,
    stops: Sequence[int] = (),
    aligned: Mapping[int, str] | None = None,
) -> tuple[Segment, ...]:
    """The segments of one row that begins at column ``indent``; ``stops`` are its tab stops.

    Beyond the last of them a stop follows every :data:`TAB` columns. Text after a tab ends at its
    stop or is centred on it where ``aligned`` says ``right`` or ``center`` of the stop.
    """
    return _segments(_words(row, indent, stops, aligned or {}), set())


def blank_ended(row: str) -> bool:
    """Whether a blank or two were typed at the row's end; more of them only fill it up."""
    return 0 < len(row) - len(row.rstrip()) <= _TYPED_BLANKS and bool(row.strip())


def _words(
    row: str,
    indent: int = 0,
    stops: Sequence[int] = (),
    aligned: Mapping[int, str] | None = None,
) -> list[_Word]:
    """The words of a row with their columns, tabs expanded to the next stop."""
    words: list[_Word] = []
    column, position = indent, 0
    content = row.rstrip()
    while position < len(content):
        start = column
        blanks = gap.group() if (gap := _GAP.match(content, position)) else ""
        if "\t" in blanks:
            for blank in blanks:
                column = _next_stop(column, stops) if blank == "\t" else column + 1
        else:
            column += len(blanks)
        position += len(blanks)
        if aligned and blanks.endswith("\t") and column in aligned:
            room = width(content[position:].partition("\t")[0].rstrip())
            column = max(start, column - (room if aligned[column] == "right" else room // 2))
        following = _PARTING.search(content, position)
        text = content[position : following.start() if following else len(content)]
        begin, column = column, column + width(text)
        words.append(_Word(text, begin, column, begin - start, "\t" in blanks, blanks))
        position += len(text)
    return words


def _next_stop(column: int, stops: Sequence[int]) -> int:
    return min((stop for stop in stops if stop > column), default=column + TAB - column % TAB)


def _segments(row: list[_Word], near: set[int]) -> tuple[Segment, ...]:
    groups: list[list[_Word]] = []
    for word in row:
        apart = word.tabbed or word.gap >= _WIDE_GAP or (word.gap == 2 and word.start in near)
        if apart or not groups:
            groups.append([word])
        else:
            groups[-1].append(word)
    return tuple(
        Segment(
            group[0].text + "".join(word.blanks + word.text for word in group[1:]),
            float(group[0].start),
            float(group[-1].end),
        )
        for group in groups
    )
