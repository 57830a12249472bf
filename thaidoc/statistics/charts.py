"""Charts as inline SVG: bars beside the rows of a table, and columns over the years.

They carry no style of their own but classes, so that the page's light, dark and printed schemes
hold for them; every figure in them stands in a table as well.
"""

from collections.abc import Iterator, Sequence
from html import escape

#: the columns' picture in its own units: the whole, and the places of its axes
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BASE = 720, 240, 56, 712, 14, 206
#: so many years are named under them at most; beyond so many years, empty ones are left out
_NAMED, _LONGEST = 8, 150
#: of a column's room the column takes this share
_FILLED = 0.8


def bar(share: float) -> str:
    """A bar of a share (0 to 1) of its room; hidden from who is read to, for the figure is there.

    >>> "99.50" in bar(0.995), "<rect" in bar(0)
    (True, False)
    """
    width = max(0.5, 100 * share) if share else 0
    rect = f'<rect width="{width:.2f}" height="4"/>' if share else ""
    begin = '<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
    return f"{begin}{rect}</svg>"


def columns(counts: Sequence[tuple[int, int]], label: str) -> str:
    """A column for each year from the first to the last, empty ones too where they are not many.

    :param counts: each year with how many documents it has, ascending; at least one.
    :param label: what the picture tells, for those who do not see it.
    """
    years = _years(counts)
    top = _rounded(max(many for _, many in years))
    room = (_RIGHT - _LEFT) / len(years)
    parts = [f'<svg class="columns" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">']
    parts.append(f"<title>{escape(label)}</title>")
    parts += _lines(top)
    every = -(-len(years) // _NAMED)
    for place, (year, many) in enumerate(years):
        height = (_BASE - _TOP) * many / top
        left = _LEFT + room * (place + (1 - _FILLED) / 2)
        if many:
            parts.append(
                f'<rect x="{left:.2f}" y="{_BASE - height:.2f}" width="{room * _FILLED:.2f}" '
                f'height="{height:.2f}"><title>{year}: {many:,}</title></rect>'
            )
        if place % every == 0:
            middle = left + room * _FILLED / 2
            parts.append(f'<text x="{middle:.2f}" y="{_BASE + 22}" class="year">{year}</text>')
    return "".join(parts) + "</svg>"


def _years(counts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    first, last = counts[0][0], counts[-1][0]
    if last - first >= _LONGEST:
        return list(counts)
    known = dict(counts)
    return [(year, known.get(year, 0)) for year in range(first, last + 1)]


def _lines(top: int) -> Iterator[str]:
    """Lines at nothing, half and the top, each with its figure."""
    for many in dict.fromkeys((0, top // 2, top)):
        height = _BASE - (_BASE - _TOP) * many / top
        yield f'<line x1="{_LEFT}" x2="{_RIGHT}" y1="{height:.2f}" y2="{height:.2f}"/>'
        yield f'<text x="{_LEFT - 8}" y="{height + 5:.2f}" class="many">{many:,}</text>'


def _rounded(most: int) -> int:
    """The least of 2, 4, 10, 20, 40, 100 and so on that is no less.

    >>> [_rounded(n) for n in (1, 3, 17, 100, 101)]
    [2, 4, 20, 100, 200]
    """
    size = 1
    while True:
        for step in (2, 4, 10):
            if step * size >= most:
                return step * size
        size *= 10
