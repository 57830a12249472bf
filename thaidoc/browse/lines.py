"""Lines of a letter or of its fields, styled and broken for a pane of so many cells.

Breaking a long letter takes time, so it is done in a thread, by these functions that know nothing
of the screen; the pane only draws what they give.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

#: where in a text a style holds: first character, the one behind the last, the style's name
Run = tuple[int, int, str]
#: no line is broken to fewer cells than these
_NARROWEST = 8


@dataclass(frozen=True, slots=True)
class Styled:
    """A line: its text, and the styles in it, in order and apart.

    What does not fit on one line is indented below it by ``hanging`` cells.
    """

    plain: str
    runs: tuple[Run, ...] = ()
    hanging: int = 0

    def pieces(self) -> Iterator[tuple[str, str]]:
        """The text in pieces of one style each; without style that is empty."""
        at = 0
        for start, end, style in self.runs:
            if start > at:
                yield self.plain[at:start], ""
            yield self.plain[start:end], style
            at = end
        if at < len(self.plain):
            yield self.plain[at:], ""


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines as a pane shows them; ``firsts`` says which of them each line begins with."""

    lines: tuple[Styled, ...] = ()
    firsts: tuple[int, ...] = ()

    def of_style(self, style: str) -> list[int]:
        """The numbers of the lines in which something has a style."""
        return [
            number
            for number, line in enumerate(self.lines)
            if any(run[2] == style for run in line.runs)
        ]


def broken(
    lines: Iterable[Styled], room: int, break_offsets: Callable[[str, int], list[int]]
) -> Broken:
    """The lines broken so that none has more than ``room`` cells."""
    made: list[Styled] = []
    firsts: list[int] = []
    for line in lines:
        firsts.append(len(made))
        made.extend(_broken_line(line, max(room, _NARROWEST), break_offsets))
    return Broken(tuple(made), tuple(firsts))


def _broken_line(
    line: Styled, room: int, break_offsets: Callable[[str, int], list[int]]
) -> Iterator[Styled]:
    """A line in as many as it takes; those behind the first are indented."""
    hanging = line.hanging if line.hanging + _NARROWEST <= room else 0
    offsets = break_offsets(line.plain, room)
    if offsets and hanging:  # what hangs has less room than the first line
        first = offsets[0]
        offsets = [first, *(first + at for at in break_offsets(line.plain[first:], room - hanging))]
    places = [0, *offsets, len(line.plain)]
    for number, (start, end) in enumerate(pairwise(places)):
        text = line.plain[start:end].rstrip()
        lead = " " * hanging if number else ""
        runs = tuple(_runs_in(line.runs, start, start + len(text), len(lead)))
        yield Styled(lead + text, runs)


def _runs_in(runs: tuple[Run, ...], start: int, end: int, lead: int) -> Iterator[Run]:
    """The styles of a piece of a line that begins behind a lead."""
    for first, last, style in runs:
        first, last = max(first, start), min(last, end)
        if first < last:
            yield first - start + lead, last - start + lead, style
