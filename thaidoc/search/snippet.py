"""The piece of a document that shows why it was found.

Cut from the text as it is stored: what was looked for is found in the fold, and led back to the
characters it was made from. Nothing is segmented.
"""

import re
from collections.abc import Iterable, Set

from thaidoc.search.results import Snippet
from thaidoc.thai.fold import fold, fold_query, fold_spans, is_boundary

#: characters of the text in a snippet, and of these before the first hit
_WIDTH, _LEAD = 160, 40
#: occurrences of one string that are looked at
_MOST = 200
#: a text of at most this many characters is looked through from end to end
_SHORT = 2_000
#: how far around a guess to look: a fixed distance, and a share of the text for what the fold lacks
_REACH, _DRIFT = 500, 0.02
#: blanks, and what a form has where something is to be written, show as one blank
_BLANKS = re.compile(r"(?:\s|_{3,}|-{5,}|\.{5,}|…{2,})+")
#: characters behind or before a hit by which it is known to be the subject's
_CONTEXT = 10
#: vowels that are written before their consonant: nothing ends with one
_LEADING = "เแโใไ"

_Span = tuple[int, int, str]


def snippet(
    text: str,
    strings: Iterable[str],
    terms: Iterable[str],
    near: Iterable[float] = (),
    subject: str | None = None,
) -> Snippet | None:
    """The piece of a text that shows most of what was looked for.

    :param strings: folded strings that were looked for; where none stands in the text,
    :param terms: words that stood in for them are shown instead.
    :param near: about where these stand, as shares of the text's length.
    :param subject: what is shown beside it anyway: other places are rather shown.
    :returns: None where the text is empty; its beginning where nothing of these stands in it.
    """
    spans = _spans(text, _regions(text, near), set(strings), set(terms))
    start, end = _window(text, spans, fold(subject or ""))
    return _shown(text, start, end, spans) if text[start:end].strip() else None


def marks(text: str, strings: Iterable[str], terms: Iterable[str]) -> tuple[tuple[int, int], ...]:
    """Where in a short text stands what was looked for: pairs of offsets, in order and apart."""
    return tuple((start, end) for start, end, _ in _spans(text, [], set(strings), set(terms)))


def _regions(text: str, near: Iterable[float]) -> list[tuple[int, int]]:
    """The parts of a text to look through first: all of a short one."""
    if len(text) <= _SHORT:
        return []
    reach = _REACH + int(len(text) * _DRIFT)
    regions: list[tuple[int, int]] = []
    for share in sorted(near):
        start = max(0, int(share * len(text)) - reach)
        end = min(len(text), int(share * len(text)) + reach)
        if regions and start <= regions[-1][1]:
            start = regions.pop()[0]
        regions.append((start, end))
    return [_whole_clusters(text, start, end) for start, end in regions]


def _spans(
    text: str, regions: list[tuple[int, int]], strings: Set[str], terms: Set[str]
) -> list[_Span]:
    """Where what was looked for stands in the text: apart, in order, each with what it is.

    The regions are only a guess: where they have nothing of it, the whole text is looked through.
    """
    for places in (regions, [(0, len(text))]):
        folds = [(start, fold_spans(text[start:end])) for start, end in places]
        for wanted in (strings, terms):
            found: list[_Span] = []
            for start, (folded, origins) in folds:
                here = [span for string in wanted for span in _places(folded, string)]
                here.sort(key=lambda span: (span[0], -span[1]))
                piece = text[start : start + origins[-1]]
                found += ((start + a, start + b, s) for a, b, s in _apart(piece, origins, here))
            if found:
                return found
        if not strings and not terms:
            break
    return []


def _places(folded: str, string: str) -> list[_Span]:
    places: list[_Span] = []
    at = folded.find(string) if string else -1
    while at >= 0 and len(places) < _MOST:
        places.append((at, at + len(string), string))
        at = folded.find(string, at + len(string))
    return places


def _apart(text: str, origins: list[int], found: list[_Span]) -> list[_Span]:
    """Places in the fold as places in the text, without those that overlap an earlier one."""
    spans: list[_Span] = []
    for first, last, string in found:
        while last < len(origins) - 1 and origins[last] == origins[last - 1]:
            last += 1  # a hit that ends within a cluster shows the whole cluster
        start, end = origins[first], origins[last]
        end = start + len(text[start:end].rstrip(" \t\r\n\f-"))
        if end > start and (not spans or start >= spans[-1][1]):
            spans.append((start, end, string))
    return spans


def _window(text: str, spans: list[_Span], subject: str) -> tuple[int, int]:
    """Where to cut: so that as many different strings as possible are in it, the earliest best.

    Of places that show as much, those outside of the subject come first.
    """

    def shown(anchor: _Span) -> tuple[int, bool]:
        reach = anchor[0] + _WIDTH - _LEAD
        strings = {s for start, end, s in spans if anchor[0] <= start < reach}
        return len(strings), not (subject and _is_in(subject, text, anchor))

    best = max(spans, key=shown, default=None)
    if best is None:
        return _whole_clusters(text, 0, min(len(text), _WIDTH))
    start = max(0, best[0] - _LEAD)
    blank = text.find(" ", start, best[0]) if start else -1
    start = blank + 1 if blank >= 0 else start
    start, end = _whole_clusters(text, start, min(len(text), max(best[1], start + _WIDTH)))
    while end > best[1] and text[end - 1] in _LEADING:
        end -= 1
    return start, end


def _is_in(folded: str, text: str, span: _Span) -> bool:
    """Whether a span, with what stands behind or before it, is a piece of this folded string."""
    start, end, _ = span
    _, behind = _whole_clusters(text, start, min(len(text), end + _CONTEXT))
    before, _ = _whole_clusters(text, max(0, start - _CONTEXT), end)
    pieces = (text[start:behind], text[before:end])
    return any(fold_query(piece) in folded for piece in pieces)


def _whole_clusters(text: str, start: int, end: int) -> tuple[int, int]:
    while not is_boundary(text, start):
        start -= 1
    while not is_boundary(text, end):
        end += 1
    return start, end


def _shown(text: str, start: int, end: int, spans: list[_Span]) -> Snippet:
    """The piece with every run of blanks as one, and the hits where they stand in it then."""
    shown = ""
    hits: list[tuple[int, int]] = []
    at = start
    for first, last, _ in spans:
        if first < start or last > end:
            continue
        shown = _joined(shown, text[at:first])
        begin = len(shown)
        shown = _joined(shown, text[first:last])
        hits.append((begin, len(shown)))
        at = last
    shown = _joined(shown, text[at:end]).rstrip()
    before, after = bool(text[:start].strip()), bool(text[end:].strip())
    return Snippet(shown, tuple(hits), before, after)


def _joined(shown: str, more: str) -> str:
    more = _BLANKS.sub(" ", more)
    return shown + (more.lstrip() if not shown or shown.endswith(" ") else more)
