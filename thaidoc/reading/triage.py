"""What to do with a page's text: keep it, repair it, or read the page from its image.

Every format's module hands its lines to :func:`settled`, so that a page means the same whatever
the file was: repaired where a program damaged it, with its quality and what was decided.
"""

from collections.abc import Sequence
from dataclasses import replace

from thaidoc.reading.document import Decision, Line, Page, Repair, Segment
from thaidoc.thai.glyphs import map_glyphs
from thaidoc.thai.lost_marks import lost_share
from thaidoc.thai.mojibake import undone
from thaidoc.thai.quality import Census, census, score, wording
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
    repaired, repairs = repaired_lines(lines)
    decision: Decision = "blank" if not repaired else "repaired" if repairs else "as-is"
    exact, joined = _exact(lines), _joined(repaired)
    before = census(exact)
    after = before if joined == exact else census(joined)
    quality = _quality(before, joined, after, lost_share(joined, after.tells))
    return _page(number, repaired, decision, quality, geometry, repairs)


def triaged(
    number: int,
    lines: Sequence[Line],
    pictures: float,
    *,
    layered: bool = False,
    **geometry: float | None,
) -> Page:
    """A page that can be read from its image instead: it keeps no lines when that is better.

    A page whose words lost vowels or tone marks keeps its lines, for want of better ones, but the
    image has to tell what was lost.

    ``pictures`` is the share of the page's area that pictures and other drawings cover, 0 to 1.
    ``layered``: the text is what somebody's OCR made of a picture of the page.
    """
    repaired, repairs = repaired_lines(lines)
    exact, joined = _exact(lines), _joined(repaired)
    before = census(exact)
    count = before.characters
    if not count:
        decision: Decision = "needs-ocr" if pictures > 0.001 else "blank"
        return _page(number, (), decision, 0.0 if decision == "needs-ocr" else 1.0, geometry)
    after = before if joined == exact else census(joined)
    lost = lost_share(joined, after.tells)
    quality = _quality(before, joined, after, lost)
    scanned = (count < _FEW and pictures > _PICTURE) or (
        count < _STAMPED and pictures > _WHOLE_PAGE
    )
    if scanned or is_garbage(before, after):
        # what repair made of garbage says nothing about it
        return _page(number, (), "needs-ocr", min(quality, score(before)), geometry)
    if layered:
        from thaidoc.reading.ocr_layer import is_sound_layer  # it brings a dictionary

        if not is_sound_layer(joined):
            return _page(number, (), "needs-ocr", min(quality, 0.5), geometry)
    decision = "needs-ocr" if lost else "repaired" if repairs else "as-is"
    return _page(number, repaired, decision, quality, geometry, repairs)


def is_garbage(raw: Census, repaired: Census) -> bool:
    """Whether a text is so bad that only the page's image can tell what it says.

    ``raw`` counts the text with wrong encodings undone and glyph codes mapped (repair drops
    controls, which betray a private encoding), ``repaired`` the text after repair. The limits come
    from 151 pages of 19 producers.
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


def repaired_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Repair, ...]]:
    """The lines with their text repaired as one page, and what was changed in which line.

    Boxes and positions stay; a segment or line of which nothing is left goes.
    """
    text = _joined(lines)
    repaired = repair(text)
    if not repaired.changed:
        return tuple(lines), ()
    rows = repaired.text.split("\n")
    fixed = (_with_text(line, row.split("\t")) for line, row in zip(lines, rows, strict=True))
    repairs = (
        Repair(lines[row].number, rule, before, after)
        for rule, row, before, after in repaired.rows(text)
    )
    return tuple(line for line in fixed if line.segments), tuple(repairs)


def _with_text(line: Line, texts: Sequence[str]) -> Line:
    pairs = zip(line.segments, texts, strict=True)
    kept: list[Segment] = [replace(old, text=new.strip()) for old, new in pairs if new.strip()]
    return replace(line, segments=tuple(kept))


def _joined(lines: Sequence[Line]) -> str:
    text = "\n".join(line.text for line in lines)
    if "\r" in text or "\u0085" in text:  # a hostile file's: repair would make two lines of one
        text = text.replace("\r", " ").replace("\u0085", " ")
    return text


def _exact(lines: Sequence[Line]) -> str:
    return map_glyphs(undone(_joined(lines)))


def _quality(before: Census, text: str, after: Census, lost: float) -> float:
    """The repaired text's quality, less what repair had to throw away as unreadable."""
    dropped = before.share(min(before.broken, before.characters))
    return round(score(after) * wording(text, after, lost) * (1 - dropped), 4)


def _page(
    number: int,
    lines: tuple[Line, ...],
    decision: Decision,
    quality: float,
    geometry: dict[str, float | None],
    repairs: tuple[Repair, ...] = (),
) -> Page:
    return Page(
        number,
        lines,
        em=geometry.get("em") or 1.0,
        width=geometry.get("width"),
        height=geometry.get("height"),
        quality=quality,
        decision=decision,
        repairs=repairs,
    )
