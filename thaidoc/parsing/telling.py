"""The sentence in which a letter cancels or amends a document, as it stands in the letter.

Thai writes no full stop: a sentence is shown from the clause in which the verb stands to where the
next sentence begins with one of its set openings, and never longer than a person reads at a glance.
"""

import re
from collections.abc import Sequence

from thaidoc.parsing import acts, citations
from thaidoc.parsing.labels import ITEM
from thaidoc.record import Citation

#: a sentence is cut where it would be longer; so much of what leads to the verb is shown
_LONGEST, _LEAD = 320, 110
#: what stands before the first word of a clause: ``ข้อ ๑๒ ``
_NUMERAL = 8
#: stands where a sentence was cut
_CUT = "…"
_VERB = re.compile("|".join(("ยกเลิก", "แก้ไขเพิ่มเติม", "แก้ไข", "ปรับปรุง", "แก้คำผิด", "สิ้นผล")))
#: how a sentence that says something else begins, behind a blank
_NEXT = re.compile(
    r"\s+(?=(?:จึง(?:ขอ)?เรียน|จึงแจ้ง|อนึ่ง|ในการนี้|ดังนั้น|ทั้งนี้(?!\s*(?:ให้|โดยให้)?\s*(?:มีผล|ใช้บังคับ|ตั้งแต่|นับแต่|นับตั้งแต่))))"
)
#: where a clause that acts begins
_OPENING = re.compile(r"(?:^|(?<=\s))(?=\S*(?:จึง|ขอ|ให้|เห็นควร)|ข้อ\s?[0-9๐-๙]|\(?[0-9๐-๙]{1,2}[.)])")


def sentence_of(
    citation: Citation, references: Sequence[Citation], paragraphs: Sequence[str]
) -> str | None:
    """The words that do to a document what a letter's citation says; None: they were not found.

    :param citation: one that cancels or amends.
    :param references: อ้างถึง of the same letter, whose ordinals the body may name.
    :param paragraphs: its body.
    """
    ordinals = {n for n, one in enumerate(references, 1) if citations.same(one, citation)}
    listing: str | None = None
    for paragraph in paragraphs:
        item = ITEM.match(paragraph)
        if item is None or item.group().startswith("ข้อ"):
            listing = None
        named = _named(citation, paragraph)
        if named is not None:
            return _sentence(paragraph, *named)
        acted = _by_ordinal(citation, ordinals, len(references), paragraph)
        if acted is not None:
            return _sentence(paragraph, *acted)
        if listing is not None and _cites(citation, paragraph) is not None:
            return _listed(listing, paragraph)
        if acts.opens_list(paragraph) == citation.action:
            listing = paragraph
    return None


def _named(citation: Citation, paragraph: str) -> tuple[int, int] | None:
    """From the verb to the end of the document that it acts on, where both stand here."""
    if not _VERB.search(paragraph):
        return None
    for match in citations.find(paragraph):
        if match.citation.action == citation.action and citations.same(match.citation, citation):
            verbs = [verb.start() for verb in _VERB.finditer(paragraph, 0, match.start)]
            return (verbs[-1] if verbs else match.start), match.end
    return None


def _by_ordinal(
    citation: Citation, ordinals: set[int], references: int, paragraph: str
) -> tuple[int, int] | None:
    for act in acts.acts_on_references(paragraph):
        alone = not act.ordinals and references == 1
        if act.action == citation.action and (
            (ordinals and (act.every or alone)) or act.ordinals & ordinals
        ):
            return act.start, act.end
    return None


def _cites(citation: Citation, paragraph: str) -> int | None:
    found = citations.find(paragraph)
    return next((m.start for m in found if citations.same(m.citation, citation)), None)


def _listed(opening: str, item: str) -> str:
    verb = list(_VERB.finditer(opening))[-1]
    return (
        f"{_sentence(opening, verb.start(), len(opening))} {_CUT} {_sentence(item, 0, len(item))}"
    )


def _sentence(paragraph: str, start: int, end: int) -> str:
    """The sentence around what stands at an offset, its cut ends marked."""
    first = max((m.start() for m in _OPENING.finditer(paragraph, 0, start + 1)), default=0)
    first = first if start - first <= _LEAD else _blank_before(paragraph, start)
    first = 0 if first <= _NUMERAL else first
    after = _NEXT.search(paragraph, end)
    last = after.start() if after else len(paragraph)
    if last - first > _LONGEST:
        last = max(end, _blank_before(paragraph, first + _LONGEST))
    before, behind = _CUT if first else "", _CUT if last < len(paragraph) else ""
    return f"{before}{paragraph[first:last].strip()}{behind}"


def _blank_before(paragraph: str, offset: int) -> int:
    """Behind the last blank before an offset, at most the lead's length away; else that far."""
    far = max(0, offset - _LEAD)
    blank = paragraph.rfind(" ", far, offset)
    return blank + 1 if blank >= 0 else far
