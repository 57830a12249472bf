"""Characters in drawing order to stretches and runs: which mark belongs to which letter.

Marks above and below a Thai letter are drawn at places of their own, so text sorted by x tears them
off. Here a mark joins the letter it was written after or, where a program draws all tones last, the
letter it stands over; a run is what was written in one go along one baseline.

Most characters simply follow the one before. Those make a stretch together, in which nothing is
ever parted or put in between; only its ends are compared with what is around it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from thaidoc.reading.pdf.drawn import BLANK, LETTER, MARK, Glyph, Glyphs, is_mark
from thaidoc.record import BBox

#: gaps and tolerances in type sizes, measured on letters of 16 PDF producers
COLUMN_GAP = 1.6
BASELINE_TOLERANCE = 0.225
#: a gap wider than this may be a blank
BLANK_GAP = 0.13
#: what follows without being compared may overlap by this (justified type does)
_CLOSE = -0.005
#: a letter that is no wider than this has none of its own, and may share its place with the next
_NO_WIDTH = 0.02
#: the widest letter of a cluster whose letters all have one place and so no width of their own
_LETTER_WIDTH = 0.4


@dataclass(slots=True)
class Stretch:
    """Letters with their marks, each right after the one before, and the blanks before them.

    Often a single letter. ``x`` is where it begins, ``last_x`` where its last letter does;
    ``right`` is where that ends. Its glyphs are those of ``source`` from ``start`` to ``end``, the
    last letter being at ``last``, and what was ``added`` to that; ``letters`` counts all that share
    the last one's place.
    """

    text: str
    x: float
    last_x: float
    right: float
    y: float
    size: float
    box: BBox
    source: Glyphs
    start: int
    last: int
    end: int
    blanks: int = 0
    letters: int = 1
    added: list[Glyph] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The middle of its first glyph."""
        return self.source.middles[self.start]

    @property
    def last_text(self) -> str:
        """Its last letter with the marks."""
        added = "".join(glyph.text for glyph in self.added)
        return "".join(self.source.texts[self.last : self.end]) + added

    def goes_on_at(self, x: float) -> bool:
        """Whether a letter there, on its baseline, follows it: to the right and not far away."""
        return x >= self.last_x - 0.3 * self.size and x - self.right <= COLUMN_GAP * self.size

    def add(self, glyph: Glyph) -> None:
        """Takes in a mark of its last letter, or a letter that was given the same place.

        ActualText for one glyph is spread over that glyph's box, so the width of the letters
        that others draw is not known.
        """
        spread = abs(2 * glyph.middle - glyph.right - self.right) < 0.01
        self.text += glyph.text
        self.right = max(self.right, glyph.right)
        x0, top, x1, bottom = glyph.box
        mine = self.box
        self.box = (
            x0 if x0 < mine[0] else mine[0],
            top if top < mine[1] else mine[1],
            x1 if x1 > mine[2] else mine[2],
            bottom if bottom > mine[3] else mine[3],
        )
        self.added.append(glyph)
        if not is_mark(glyph.text):
            self.letters += 1
            if spread:
                self.right = max(self.right, self.last_x + _LETTER_WIDTH * self.size * self.letters)

    def clusters(self) -> list["Stretch"]:
        """Its letters with their marks, one by one."""
        places = self._letters()
        if len(places) == 1:
            return [self]
        ends = [*places[1:], self.end]
        found = [_stretch(self.source, a, b, a) for a, b in zip(places, ends, strict=True)]
        found[0].blanks = self.blanks
        for glyph in self.added:
            found[-1].add(glyph)
        return found

    def gaps(self) -> list[float]:
        """The gaps between its letters."""
        xs, rights = self.source.xs, self.source.rights
        return [xs[after] - max(rights[at:after]) for at, after in pairwise(self._letters())]

    def _letters(self) -> list[int]:
        texts = self.source.texts
        following = range(self.start + 1, self.end)
        return [self.start, *(at for at in following if not is_mark(texts[at]))]


def _stretch(glyphs: Glyphs, start: int, end: int, last: int) -> Stretch:
    """The stretch of these glyphs; ``last`` is the last that is no mark."""
    if end - start == 1:
        text, right = glyphs.texts[start], glyphs.rights[start]
    else:
        text, right = "".join(glyphs.texts[start:end]), max(glyphs.rights[last:end])
    return Stretch(
        text, glyphs.xs[start], glyphs.xs[last], right, glyphs.ys[start], glyphs.sizes[start],
        glyphs.box(start, end), glyphs, start, last, end,
    )  # fmt: skip


@dataclass(slots=True, eq=False)
class Run:
    """Stretches written one after the other on one baseline; ``blank_end``: a blank after them.

    ``strays`` are the places of blanks that were drawn meanwhile, but elsewhere on the line.
    """

    stretches: list[Stretch] = field(default_factory=list)
    blank_end: bool = False
    strays: list[float] = field(default_factory=list)

    @property
    def last(self) -> Stretch:
        """The stretch written last."""
        return self.stretches[-1]

    def takes_blank(self, x: float, right: float) -> bool:
        """Whether a blank on this baseline stands back in the run; else it comes after its last."""
        if x < self.last.last_x - 0.3 * self.last.size:
            self.strays.append(right)
            return True
        self.blank_end = True
        return False

    @property
    def x(self) -> float:
        """Where the run begins."""
        return self.stretches[0].x

    def clusters(self) -> list[Stretch]:
        """Its letters with their marks, one by one; the run consists of them from now on."""
        self.stretches[:] = [part for stretch in self.stretches for part in stretch.clusters()]
        return self.stretches


def runs_of(glyphs: Glyphs | Sequence[Glyph]) -> list[Run]:
    """The runs of a page's characters, given and left in drawing order."""
    glyphs = Glyphs.of(glyphs)
    kinds = glyphs.kinds()
    runs: list[Run] = []
    row: list[Stretch] = []
    last: Stretch | None = None
    blanks = 0
    for start, end in _followers(glyphs, kinds):
        while start < end:
            x, y, size, kind = glyphs.xs[start], glyphs.ys[start], glyphs.sizes[start], kinds[start]
            level = last is not None and abs(last.y - y) <= BASELINE_TOLERANCE * (
                size if size > last.size else last.size
            )
            if kind == BLANK:
                blanks += not (level and runs[-1].takes_blank(x, glyphs.rights[start]))
                break
            if last is None:
                level = False
            elif kind != LETTER and _home(runs, glyphs[start]):
                last = runs[-1].last
                start += 1
                continue
            elif level and not blanks and abs(last.last_x - x) < 0.01 * last.size:
                # one drawn glyph stands for both (ActualText gives all its letters one place)
                if glyphs.texts[start] != last.last_text:  # else drawn twice, to look bold
                    last.add(glyphs[start])
                start += 1
                continue
            stop = end if kind == LETTER else start + 1
            stretch = _stretch(glyphs, start, stop, _last_letter(kinds, start, stop))
            if level and last is not None and last.goes_on_at(x):
                row.append(stretch)
                if blanks:
                    stretch.blanks, blanks = blanks, 0
                    runs[-1].blank_end = False
            else:
                blanks = 0
                row = [stretch]
                runs.append(Run(row))
            last = stretch
            start = stop
    return runs


def _followers(glyphs: Glyphs, kinds: list[int]) -> Iterator[tuple[int, int]]:
    """Where stretches begin and end, by their glyphs' numbers; a blank is alone.

    In a stretch each glyph stands right behind the one before, on exactly the same baseline and
    of the same size: no rule of layout puts anything between the two.
    """
    if not kinds:
        return
    least = min(glyphs.sizes)
    overlap, gap, width = _CLOSE * least, BLANK_GAP * least, _NO_WIDTH * max(glyphs.sizes)
    columns = (kinds, glyphs.xs, glyphs.rights, glyphs.ys, glyphs.sizes)
    before = zip(*columns, strict=True)
    after = zip(*columns, strict=True)
    next(after)
    starts = [
        at
        for at, ((was, x0, right, y0, size0), (kind, x, _, y, size)) in enumerate(
            zip(before, after, strict=False), 1
        )
        if kind > MARK
        or was == BLANK
        or not overlap <= x - right <= gap
        or y != y0
        or size != size0
        or (was == LETTER and x - x0 < width)
    ]
    yield from pairwise([0, *starts, len(kinds)])


def _last_letter(kinds: list[int], start: int, end: int) -> int:
    """The number of the last glyph that is no mark, or else of the first."""
    last = end - 1
    while last > start and kinds[last] != LETTER:
        last -= 1
    return last


def _home(runs: list[Run], mark: Glyph) -> bool:
    """Puts a mark where it belongs: on the letter before it, or on the one that it is drawn over.

    Some programs draw all tones of a line after its letters; only there does the mark's own place
    decide, because fonts shift marks far from where they belong.
    """
    last = runs[-1].last
    if is_mark(last.text) or abs(mark.y - last.y) > mark.size:
        return False  # a mark before its letter waits for the whole line
    if mark.middle < last.last_x - 0.05 * mark.size:
        for run in reversed(runs[-4:]):
            for cluster in reversed(run.clusters()):
                near = abs(mark.y - cluster.y) <= BASELINE_TOLERANCE * mark.size
                if near and cluster.x <= mark.middle <= cluster.right:
                    cluster.add(mark)
                    return True
        last = runs[-1].last
    last.add(mark)
    return True


def same_baseline(stretch: Stretch, other: Stretch) -> bool:
    """Whether both stand on one line."""
    return abs(stretch.y - other.y) <= BASELINE_TOLERANCE * max(stretch.size, other.size)
