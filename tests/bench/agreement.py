"""How far a text that was read agrees with the true one: errors, blanks, columns.

Errors are the Levenshtein distance over the characters that are no blanks, so what comes in the
wrong order counts too. Blanks are compared between two neighbours that both texts have, inside a
line: where either text ends a line nothing is said, because a layout may wrap where it likes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: more errors than this are no reading; to align them would take long and say nothing
HOPELESS = 0.4


@dataclass(frozen=True)
class Agreement:
    """Counts of one or several texts: add two to have both.

    ``edits`` is None where there are so many that nobody counted them.
    """

    characters: int = 0
    edits: int | None = 0
    false_blanks: int = 0
    lost_blanks: int = 0

    def __add__(self, other: "Agreement") -> "Agreement":
        edits = None
        if self.edits is not None and other.edits is not None:
            edits = self.edits + other.edits
        return Agreement(
            self.characters + other.characters,
            edits,
            self.false_blanks + other.false_blanks,
            self.lost_blanks + other.lost_blanks,
        )

    @property
    def error_rate(self) -> float:
        """Edits as a share of the true characters; 1 where nobody counted them."""
        return 1.0 if self.edits is None else self.edits / max(1, self.characters)

    @property
    def wrong_blanks(self) -> float:
        """False and lost blanks for each 1,000 true characters."""
        return 1000 * (self.false_blanks + self.lost_blanks) / max(1, self.characters)


def agreement(true: str, read: str) -> Agreement:
    """The counts of one text against the true one."""
    wanted, wanted_gaps = _solid(true)
    found, found_gaps = _solid(read)
    pairs = _aligned(wanted, found, int(HOPELESS * len(wanted)))
    if pairs is None:
        return Agreement(len(wanted), None)
    same = sum(wanted[i] == found[j] for i, j in pairs)
    edits = len(wanted) + len(found) - len(pairs) - same
    false = lost = 0
    for (i, j), (next_i, next_j) in pairwise(pairs):
        if (next_i, next_j) != (i + 1, j + 1):
            continue
        here, there = wanted_gaps[i], found_gaps[j]
        if not _ends_line(here) and not _ends_line(there):
            false += bool(there) and not here
            lost += bool(here) and not there
    return Agreement(len(wanted), edits, false, lost)


def columns_apart(true: str, rows: Sequence[Sequence[str]]) -> list[bool]:
    """Whether each true line with tabs came out with the same pieces side by side.

    ``rows`` are the segments of each line as read. Blanks inside a piece do not matter here.
    """
    written = [_squeezed(row) for row in rows]
    wanted = [_squeezed(line.split("\t")) for line in true.splitlines() if "\t" in line.strip()]
    return [any(_holds(row, pieces) for row in written) for pieces in wanted]


def _squeezed(pieces: Sequence[str]) -> list[str]:
    return [squeezed for piece in pieces if (squeezed := "".join(piece.split()))]


def _holds(row: list[str], pieces: list[str]) -> bool:
    size = len(pieces)
    return any(row[at : at + size] == pieces for at in range(len(row) - size + 1))


def _ends_line(gap: str) -> bool:
    return "\n" in gap or "\f" in gap


def _solid(text: str) -> tuple[str, list[str]]:
    """The characters that are no blanks, and after each the blanks up to the next."""
    letters: list[str] = []
    gaps: list[str] = []
    for letter in text:
        if not letter.isspace():
            letters.append(letter)
            gaps.append("")
        elif gaps:
            gaps[-1] += letter
    return "".join(letters), gaps


def _aligned(a: str, b: str, limit: int) -> list[tuple[int, int]] | None:
    """The positions that stand for each other in a cheapest alignment; None beyond the limit.

    Ukkonen's way: for each number of edits, how far each diagonal reaches. It takes time and room
    for the square of the edits, not of the lengths.
    """
    goal = len(a) - len(b)
    reached: list[dict[int, int]] = []
    for edits in range(limit + 1):
        before = reached[-1] if reached else {}
        now: dict[int, int] = {}
        for diagonal in range(-edits, edits + 1):
            start = max((i for i, _ in _steps(before, diagonal)), default=-1) if edits else 0
            start = min(start, len(a), len(b) + diagonal)
            if start < max(0, diagonal):
                continue
            now[diagonal] = _slide(a, b, start, diagonal)
        reached.append(now)
        if now.get(goal) == len(a):
            return _traced(a, b, reached, goal)
    return None


def _steps(before: dict[int, int], diagonal: int) -> Iterator[tuple[int, int]]:
    """Where one more edit leads on a diagonal, and from which diagonal."""
    if diagonal in before:
        yield before[diagonal] + 1, diagonal
    if diagonal - 1 in before:
        yield before[diagonal - 1] + 1, diagonal - 1
    if diagonal + 1 in before:
        yield before[diagonal + 1], diagonal + 1


def _slide(a: str, b: str, i: int, diagonal: int) -> int:
    j = i - diagonal
    while i < len(a) and j < len(b) and a[i] == b[j]:
        i += 1
        j += 1
    return i


def _traced(a: str, b: str, reached: list[dict[int, int]], diagonal: int) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i = len(a)
    for edits in range(len(reached) - 1, -1, -1):
        if edits:
            start, came_from = max(_steps(reached[edits - 1], diagonal))
            start = min(start, len(a), len(b) + diagonal)
        else:
            start, came_from = 0, diagonal
        pairs.extend((at, at - diagonal) for at in range(i - 1, start - 1, -1))
        if edits and came_from == diagonal and start and start - diagonal:
            pairs.append((start - 1, start - 1 - diagonal))  # one stands for another
        i = start - (came_from != diagonal + 1) if edits else 0
        diagonal = came_from
    return pairs[::-1]
