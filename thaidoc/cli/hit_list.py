"""A page of hits for people: numbers and dates in columns, then subject and passage of each.

Columns are as wide as what stands in them on this page, counted in cells, for Thai marks take no
room. Where a terminal is too narrow an issuer is cut and a subject broken between syllables; a
number never is, since it is what one copies. Where there is no terminal every line stays whole.
"""

import unicodedata
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from thaidoc.cli.labels import HOW, STATES
from thaidoc.cli.options import Settings
from thaidoc.cli.output import date_of
from thaidoc.cli.paint import Line
from thaidoc.cli.wrapping import break_offsets, clipped
from thaidoc.search.field_names import field_of
from thaidoc.search.results import Hit

_GAP, _INDENT = "  ", "  "
#: cells that an issuer is given at least, or else a line of its own
_ISSUER = 16
#: lines of a passage on a terminal
_PASSAGE = 2
#: what a person asked for by a clause needs no telling
_SAID = frozenset({"date", "kind", "urgency", "secrecy", "is", "has", "deadline"})


def lines(settings: Settings, hits: Sequence[Hit], room: int | None) -> Iterator[Line]:
    """The lines of a page of hits, an empty one between two of them.

    :param room: cells of a line; None: lines stay whole.
    """
    dates = [date_of(settings, hit.date) for hit in hits]
    columns = [[hit.number or "" for hit in hits], dates]
    widths = [max(map(cell_len, column), default=0) for column in columns]
    for place, hit in enumerate(hits):
        if place:
            yield Line()
        head = Line(hit.id, "dim")
        for column, width, style in zip(columns, widths, ("bold", ""), strict=True):
            if width:
                value = column[place]
                head.add(_GAP).add(value, style).add(" " * (width - cell_len(value)))
        yield from _with_issuer(head, hit, room)
        if hit.subject:
            yield from _hanging(_subject(hit), room)
        passage = _passage(hit)
        if passage is not None:
            yield from _hanging(passage, room, most=_PASSAGE)
        told = _how(hit)
        if told:
            yield Line(_INDENT).add(told, "dim")


def _with_issuer(head: Line, hit: Hit, room: int | None) -> Iterator[Line]:
    """The first line with issuer and state; where it is too narrow these on a second one."""
    states, issuer = _states(hit), hit.issuer or ""
    if room is not None:
        needed = cell_len(states.plain) + len(_GAP) * bool(issuer)
        left = room - cell_len(head.plain) - needed
        if left < min(_ISSUER, cell_len(issuer)):
            yield head.cut(0)
            head, left = Line(), room - needed
        issuer = clipped(issuer, left)
    yield (head.add(_GAP).add(issuer) if issuer else head).join(states).cut(0)


def _states(hit: Hit) -> Line:
    """What one should know of a letter before using it: secret, cancelled, doubtful."""
    found = Line()
    if hit.secrecy:
        found.add(f"{_GAP}[{hit.secrecy}]", "alarm")
    for state, (label, style) in STATES.items():
        if state in hit.states:
            found.add(f"{_GAP}[{label}]", style)
    return found


def _subject(hit: Hit) -> Line:
    label = "เรื่อง "
    line = Line(label).add(hit.subject or "")
    for start, end in hit.subject_hits:
        start, end = whole_letters(hit.subject or "", start, end)
        line.mark(len(label) + start, len(label) + end, "hit")
    return line


def _passage(hit: Hit) -> Line | None:
    """The passage with what was found marked, never between a letter and its mark."""
    found = hit.snippet
    if found is None:
        return None
    line = Line(found.text, "dim")
    for start, end in found.hits:
        line.mark(*whole_letters(found.text, start, end), "hit")
    before, after = ("…" if cut else "" for cut in (found.cut_before, found.cut_after))
    return Line(before, "dim").join(line).add(after, "dim")


def _how(hit: Hit) -> str:
    """How it was found, where the marks do not show it."""
    marked = hit.subject_hits or (hit.snippet and hit.snippet.hits)
    if "literal" in hit.how:
        return ""
    shown = [reason for reason in hit.how if reason not in _SAID and (reason in HOW or not marked)]
    if not shown:
        return ""
    names = [HOW[reason] if reason in HOW else field_of(reason).names[0] for reason in shown]
    share = f" {hit.score:.0%}" if "related" in hit.how else ""
    return f"พบโดย{_GAP}{', '.join(names)}{share}"


def _hanging(line: Line, room: int | None, most: int | None = None) -> Iterator[Line]:
    """A line broken to the room there is, indented, the last of at most so many ending in dots."""
    pieces = [line]
    if room is not None:
        pieces = line.divided(break_offsets(line.plain, room - len(_INDENT)))
    if most is not None and len(pieces) > most:
        dots = clipped(f"{pieces[most - 1].plain}……", (room or 0) - len(_INDENT))
        pieces = [*pieces[: most - 1], pieces[most - 1].cut(0, len(dots) - 1).add("…", "dim")]
    yield from (Line(_INDENT).join(piece) for piece in pieces)


def whole_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """A piece of a text widened to whole letters with their marks."""
    while start > 0 and _is_mark(text[start]):
        start -= 1
    while end < len(text) and _is_mark(text[end]):
        end += 1
    return start, end


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"
