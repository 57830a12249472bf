"""What to do with a page's text: keep it, repair it, or read the page from its image.

Every format's module hands its lines to :func:`settled`, so that a page means the same whatever
the file was: repaired where a program damaged it, with its quality and what was decided.
"""

from collections.abc import Sequence
from dataclasses import replace

from thaidoc.reading.document import Decision, Line, Page, Segment
from thaidoc.thai.glyphs import map_glyphs
from thaidoc.thai.quality import Census, census, quality
from thaidoc.thai.repair import repair

#: fewer characters than this on a page with a picture are a stamp or a page number, not its text
_FEW = 20
_PICTURE = 0.3
#: and fewer than this on a picture of the whole page are what an office system stamped on a scan
_STAMPED = 200
_WHOLE_PAGE = 0.7


def settled(number: int, lines: Sequence[Line], **geometry: float | None) -> Page:
    """A page of a format that has no page image: its text is kept, however bad.

    ``geometry`` are ``em``, ``width`` and ``height`` of :class:`Page`.
    """
    repaired, changed = repaired_lines(lines)
    decision: Decision = "blank" if not repaired else "repaired" if changed else "as-is"
    return _page(number, repaired, decision, _quality(lines, repaired), geometry)


def triaged(number: int, lines: Sequence[Line], pictures: float, **geometry: float | None) -> Page:
    """A page that can be read from its image instead: it keeps no lines when that is better.

    ``pictures`` is the share of the page's area that pictures and other drawings cover, 0 to 1.
    """
    repaired, changed = repaired_lines(lines)
    count = census(_joined(lines)).characters
    if not count:
        decision: Decision = "needs-ocr" if pictures > 0.001 else "blank"
        return _page(number, (), decision, 0.0 if decision == "needs-ocr" else 1.0, geometry)
    score = _quality(lines, repaired)
    scanned = (count < _FEW and pictures > _PICTURE) or (
        count < _STAMPED and pictures > _WHOLE_PAGE
    )
    if scanned or is_garbage(census(_exact(lines)), census(_joined(repaired))):
        # what repair made of garbage says nothing about it
        return _page(number, (), "needs-ocr", min(score, quality(_exact(lines))), geometry)
    return _page(number, repaired, "repaired" if changed else "as-is", score, geometry)


def is_garbage(raw: Census, repaired: Census) -> bool:
    """Whether a text is so bad that only the page's image can tell what it says.

    ``raw`` counts the text with glyph codes mapped (repair drops controls, which betray a private
    encoding), ``repaired`` the text after repair. The limits come from 151 pages of 19 producers.
    """
    if raw.share(raw.broken) > 0.02:
        return True
    if repaired.share(repaired.high_latin + repaired.foreign) > 0.1:
        return True
    if repaired.share(repaired.thai) < 0.05 and repaired.characters > 60:
        return repaired.plausible_words < 0.5 * repaired.words
    if repaired.share(repaired.thai) > 0.3:
        if repaired.dangling + repaired.impossible > 0.05 * repaired.thai:
            return True
        # running Thai has sara aa and sara am in about a tenth of its letters
        return repaired.thai > 300 and not 0.02 <= repaired.aa / repaired.thai <= 0.2
    return False


def repaired_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], bool]:
    """The lines with their text repaired as one page, and whether that changed anything.

    Boxes and positions stay; a segment or line of which nothing is left goes.
    """
    text = _joined(lines)
    repaired = repair(text)
    if not repaired.changed:
        return tuple(lines), False
    rows = repaired.text.split("\n")
    fixed = (_with_text(line, row.split("\t")) for line, row in zip(lines, rows, strict=True))
    return tuple(line for line in fixed if line.segments), True


def _with_text(line: Line, texts: Sequence[str]) -> Line:
    pairs = zip(line.segments, texts, strict=True)
    kept: list[Segment] = [replace(old, text=new.strip()) for old, new in pairs if new.strip()]
    return replace(line, segments=tuple(kept))


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _exact(lines: Sequence[Line]) -> str:
    return map_glyphs(_joined(lines))


def _quality(raw: Sequence[Line], repaired: Sequence[Line]) -> float:
    """The repaired text's quality, less what repair had to throw away as unreadable."""
    before = census(_exact(raw))
    return round(
        quality(_joined(repaired)) * (1 - before.share(min(before.broken, before.characters))), 4
    )


def _page(
    number: int,
    lines: tuple[Line, ...],
    decision: Decision,
    score: float,
    geometry: dict[str, float | None],
) -> Page:
    return Page(
        number,
        lines,
        em=geometry.get("em") or 1.0,
        width=geometry.get("width"),
        height=geometry.get("height"),
        quality=score,
        decision=decision,
    )
