"""The letter's own number (ที่) and whether it is a circular.

Running numbers are often stamped or written by hand, and a recogniser reads a pen stroke as some
letter or digit. A wrong number is worse than none: where the number's place holds anything but
digits of one kind, or a digit that was read unsurely, the reference ends at its slash, a warning
holds what was read, and the evidence says where a person finds it.
"""

import re

import msgspec

from thaidoc.parsing import reference
from thaidoc.parsing.draft import FLOOR, SURE_DIGIT, SURE_NUMBER, Draft
from thaidoc.parsing.passage import Passage, Place
from thaidoc.parsing.zones import Letter
from thaidoc.record import Reference

#: kinds that always carry a number
_NUMBERED = frozenset({"external-letter", "stamped-letter", "memo", "order"})
_BLANK_TAIL = re.compile(r"[\s.…_\-–/()]*")
_SPLIT = re.compile(r"\s[0-9๐-๙]{1,4}")
_THAI, _ARABIC = re.compile("[๐-๙]"), re.compile("[0-9]")
_LONGEST = 6
#: a number whose digits stand apart, one read off a scan, one below a damaged label
_APART, _SCANNED, _DAMAGED_LABEL = 0.6, 0.9, 0.8
#: a number of this confidence or less is worth a person's look
_DOUBTFUL = 0.62


def read_number(letter: Letter, draft: Draft) -> None:
    """Set ``reference`` and ``circular``."""
    passage = letter.passage("number")
    match = reference.read(passage.text)
    if match is None:
        if passage.text:
            draft.warn(
                "reference-unreadable",
                f"the number is not in a known form: {passage.text}",
                "reference",
            )
        elif letter.kind in _NUMBERED:
            draft.warn("reference-missing", "no number (ที่) was found", "reference")
        return
    scanned = letter.document.ocr
    found, sure = _trusted(passage, match, scanned)
    if scanned and found.number is not None:
        found = _without_unsure(passage, match, found)
    sure *= _DAMAGED_LABEL if letter.doubts.get("number") else 1.0
    sure *= _SCANNED if scanned else 1.0
    place = _place(passage, match, found)
    if found.number is not None and scanned and sure * place.sure < FLOOR:
        found = reference.without_number(match)
        place = _place(passage, match, found)
    draft.set("reference", found, place, sure)
    if found.number is None and match.reference.number is not None:
        running = passage.place(*_running(passage, match))
        least = min(running.sure, passage.all_sure(*_running(passage, match)))
        draft.mark("reference.number", msgspec.structs.replace(running, sure=least), 1.0)
    if found.circular is not None:
        draft.set("circular", found.circular, place, sure)
    unsure = scanned and passage.least_sure(match.start, match.end) < SURE_DIGIT
    _warn(passage, match, found, draft, is_unsure=sure <= _DOUBTFUL or unsure)


def _warn(
    passage: Passage,
    match: reference.ReferenceMatch,
    found: Reference,
    draft: Draft,
    is_unsure: bool,
) -> None:
    """Say why a number is not given, or not for sure."""
    written = passage.text[match.start :]
    if found.number is not None and is_unsure:
        draft.warn("reference-doubtful", f"the number may be misread: {written}", "reference")
    elif found.number is None and _is_blank(passage, match):
        draft.warn("reference-number-blank", "the running number is blank", "reference")
    elif found.number is None:
        draft.warn(
            "reference-number-unreadable", f"the running number is not sure: {written}", "reference"
        )


def _place(passage: Passage, match: reference.ReferenceMatch, found: Reference) -> Place:
    """Where a reference stands: all of its line, or what is left of it without its number."""
    start, end = _running(passage, match)
    if found.number is not None or match.reference.number is None:
        return passage.place(match.start, len(passage.text) if found.number else match.end)
    return passage.place(match.start, start) if start > match.start else passage.place(end)


def _is_blank(passage: Passage, match: reference.ReferenceMatch) -> bool:
    """Whether nothing but dots stands where the running number belongs."""
    tail = passage.text[match.end :]
    return match.reference.number is None and _BLANK_TAIL.fullmatch(tail) is not None


def _trusted(
    passage: Passage, match: reference.ReferenceMatch, scanned: bool
) -> tuple[Reference, float]:
    """The reference as far as it can be trusted, and how sure it is."""
    found = match.reference
    tail = passage.text[match.end :]
    if found.number is None:
        return found, match.confidence
    if not _BLANK_TAIL.fullmatch(tail):
        if _SPLIT.fullmatch(tail):
            joined = reference.read(passage.text[: match.end] + tail.strip())
            if joined and len(joined.reference.number or "") <= _LONGEST:
                return joined.reference, min(match.confidence, _APART)
        return reference.without_number(match), match.confidence
    if scanned and (_mixes(passage, match) or _is_apart(passage, match)):
        return reference.without_number(match), match.confidence
    return found, match.confidence


def _without_unsure(
    passage: Passage, match: reference.ReferenceMatch, found: Reference
) -> Reference:
    """The reference without a running number, or a ว before it, that was read unsurely."""
    start, end = _running(passage, match)
    if passage.all_sure(start, end) >= SURE_NUMBER:
        return found
    circular = passage.text.find("ว", start, end)
    if circular >= 0 and passage.least_sure(circular, circular + 1) < SURE_DIGIT:
        before = reference.read(passage.text[match.start : start])
        if before is not None and before.reference.number is None:
            return before.reference
    return reference.without_number(match)


def _running(passage: Passage, match: reference.ReferenceMatch) -> tuple[int, int]:
    """Where the running number stands, its ว included: behind the slash, or before its year."""
    slash = passage.text.find("/", match.start, match.end)
    if match.reference.year is not None and slash >= 0:
        return match.start, slash
    return slash + 1 if slash >= 0 else match.start, len(passage.text)


def _mixes(passage: Passage, match: reference.ReferenceMatch) -> bool:
    """Whether Thai and Arabic digits stand in one number: typists keep to one kind.

    Only a numbering machine's digits are Arabic whatever is typed before them.
    """
    start, end = _running(passage, match)
    running = passage.text[start : min(end, match.end)]
    typed = passage.text[match.start : start] + passage.text[end : match.end]
    parts = (running, typed, running + typed if _THAI.search(running) else "")
    return any(_THAI.search(part) and _ARABIC.search(part) for part in parts)


def _is_apart(passage: Passage, match: reference.ReferenceMatch) -> bool:
    """Whether the running number stands in a piece of its own, as one written in later does."""
    slash = passage.text.find("/", match.start, match.end)
    return any(slash < start < match.end for start in passage.starts)
