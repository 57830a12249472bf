"""The lines of a document that a field was read from, for a person who is to judge of it.

Where nothing was read, the lines where the field belongs: what is missing may stand there.
"""

from msgspec import Struct

from thaidoc.archive.doubts import BELOW
from thaidoc.archive.store import Archive
from thaidoc.record import Record, Span

#: lines of the text that are shown where nothing was read: the head of a letter, or its end
_HEAD_LINES, _END_LINES = 12, 10
_AT_THE_END = frozenset({"signatory", "owner", "contacts", "copies", "closing"})


class Evidence(Struct, frozen=True, kw_only=True):
    """Lines of a document's text: of which page (from 1), from which line on, as they stand."""

    page: int
    line: int
    lines: list[str]


def evidence(archive: Archive, identity: str, key: str) -> list[Evidence]:
    """The lines that a field was read from; where it was not, those where it belongs."""
    pages = [page.split("\n") for page in archive.text(identity).split("\f")]
    places: dict[tuple[int, int], int] = {}
    for span in _spans(archive.parsed(identity), key):
        if span.page <= len(pages):
            at = (span.page, span.line)
            places[at] = max(span.end_line, places.get(at, 0))
    if places:
        return [
            Evidence(page=page, line=line, lines=pages[page - 1][line - 1 : end])
            for (page, line), end in sorted(places.items())
        ]
    return _where_it_belongs(pages, at_the_end=key in _AT_THE_END)


def _spans(record: Record, key: str) -> list[Span]:
    """Where a field was read; of further letters what was read unsurely, else where they begin."""
    if key != "enclosed":
        return [span for span in record.spans if span.key.partition(".")[0] == key]
    every = [inner.spans for inner in record.enclosed]
    unsure = [span for spans in every for span in spans if span.confidence < BELOW]
    return unsure or [span for spans in every for span in spans[:1]]


def _where_it_belongs(pages: list[list[str]], *, at_the_end: bool) -> list[Evidence]:
    """The first or the last lines of the letter that have any text."""
    rows = [
        (page, line, text)
        for page, lines in enumerate(pages, start=1)
        for line, text in enumerate(lines, start=1)
        if text.strip()
    ]
    kept = rows[-_END_LINES:] if at_the_end else rows[:_HEAD_LINES]
    found: list[Evidence] = []
    for page, line, text in kept:
        if found and found[-1].page == page:
            gap = line - found[-1].line - len(found[-1].lines)
            found[-1].lines.extend([""] * gap + [text])
        else:
            found.append(Evidence(page=page, line=line, lines=[text]))
    return found
