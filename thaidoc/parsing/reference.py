"""Reference numbers of letters (ที่), in every form they are written, to one normal form.

``<code> <owner's number>/<ว><running number>``: ``มท 0810.3/ว 2600``. Orders have only a running
number and the Buddhist year (``35/2562``), committees stand in brackets behind the code, a special
series is called พิเศษ, and on drafts the running number is blank. The forms are those of the
saraban regulation of 2526 and of what agencies write besides: dots after the code or after ว, a dot
for the slash, glued or spaced parts, urgency in between, the code written twice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from thaidoc.record import Reference
from thaidoc.thai.names import is_code
from thaidoc.thai.numerals import to_arabic

_CONSONANT = "[ก-ฮ]"
_CODE = rf"(?P<prefix>{_CONSONANT}{{2,4}}|{_CONSONANT}(?:\.\s?{_CONSONANT}){{1,3}})\s?\.?"
_COMMITTEE = r"(?:\s*\(\s*(?P<committee>[ก-๎][ก-๎. ]{0,12})\s*\))?"
_URGENT = r"(?:\s*(?:ด่วนที่สุด|ด่วนมาก|ด่วน|ลับที่สุด|ลับมาก|ลับ)\s*(?:ที่\s*)?(?P<again>[ก-ฮ]{2,4})?)?"
_UNIT = (
    r"(?P<unit>\d{2,6}(?:\s?\([ก-ฮ][ก-๎.]{0,8}\)(?=\s?\.))?(?:\s?\.\s?\d{1,3}){0,3}(?:\s?\((?P<sub>[\dก-ฮ][\dก-๎.]{0,8})\))?"
    r"(?P<stray>\.)?(?:\s(?P<area>[ก-ฮ]{2}))?)"
)
_SLASH = r"\s*(?:/(?:\s?/)?|\.(?=\s*ว))\s*"  # a pen stroke beside the slash is read as another
_SPECIAL = r"(?:(?P<special>พิเศษ)\s*[/.]?\s*)?"
_CIRCULAR = r"(?:(?P<circular>ว)(?![ก-๎])\s*\.?\s*(?P<class>\([ก-ฮ]\))?\s*)?"
_NUMBER = r"(?P<number>\d{1,6})?(?!\d)"
_FULL = re.compile(
    rf"(?:(?<=ที่)|(?<![ก-๎])){_CODE}{_COMMITTEE}{_URGENT}\s*{_UNIT}{_SLASH}{_SPECIAL}{_CIRCULAR}{_NUMBER}"
)
_YEARLY = re.compile(
    r"(?P<special>พิเศษ\s*)?(?P<number>\d{1,5})\s*/\s*(?P<year>2[45]\d\d|2600)(?!\d)(?!\s*/)"
)
_NO_CODE = re.compile(
    rf"(?P<unit>\d{{2,6}}(?:\.\d{{1,3}}){{0,3}}){_SLASH}{_SPECIAL}{_CIRCULAR}(?P<number>\d{{1,6}})(?![\d/])"
)
_BARE = re.compile(
    r"(?P<circular>ว)\s*\.?\s*(?P<number>\d{1,6})(?!\d)(?:\s*/\s*(?P<year>2[45]\d\d))?"
)
#: an order whose number is blank or unreadable, before its year
_BLANK_YEARLY = re.compile(r"(?:[^\s\d/]{1,3}\s*)?/\s*(?P<year>2[45]\d\d)(?!\d)")
_LABEL = re.compile(r"(?:เลข)?ที่\s*:?\s*")
#: the word in which a scan lost or changed a mark
_DAMAGED_LABEL = re.compile(r"ท[\u0e34-\u0e37]?[\u0e47-\u0e4c]?\s+")
#: no number with its blanks is longer than this
_LONGEST = 200
_NAMED = re.compile(r"ที่(?<!วันที่)\s*")
#: what every number has behind its unit
_SLASHED = re.compile(r"/|\.\s*ว|ว\s*\.?\s*\d")
_SPACED = re.compile(r"\s*([.()])\s*")
_ENDS_NAMED = re.compile(r"ที่\s*$")
_FORMS = ((_FULL, 0.97), (_YEARLY, 0.95), (_NO_CODE, 0.85), (_BLANK_YEARLY, 0.7))


@dataclass(frozen=True, slots=True)
class ReferenceMatch:
    """A reference number found in a text, with the character offsets of its raw form."""

    start: int
    end: int
    reference: Reference
    confidence: float


def read(text: str) -> ReferenceMatch | None:
    """The number at the beginning of a text, after ``ที่`` if that is there.

    >>> read("ที่ กค (กวจ) ๐๔๐๕.๒/ว ๑๑๙").reference.normal
    'กค (กวจ) 0405.2/ว119'
    >>> read("ที่ มท 0810.3/").reference.normal
    'มท 0810.3/'
    """
    label = _LABEL.match(text) or _DAMAGED_LABEL.match(text)
    start = label.end() if label else 0
    folded = to_arabic(text[: start + _LONGEST])
    for pattern, confidence in _FORMS:
        match = pattern.match(folded, start)
        if match:
            return _made(text, match, confidence)
    return None


def without_number(match: ReferenceMatch) -> Reference:
    """The reference up to its slash, for a running number that cannot be trusted.

    >>> without_number(read("มท 0808.4/ว 353")).normal
    'มท 0808.4/ว'
    """
    reference = match.reference
    if reference.number is None:
        return reference
    normal = reference.normal.removesuffix(reference.number).rstrip()
    return msgspec.structs.replace(
        reference,
        circular=reference.circular or None,
        number=None,
        normal=normal if reference.unit else f"/{reference.year or ''}",
    )


def find(text: str) -> Iterator[ReferenceMatch]:
    """The numbers that a running text names, in order.

    In running text a number needs its code to be one that some agency has, or the word ``ที่``
    before it; a bare ``ว 382`` and an order's ``35/2562`` need that word.
    """
    folded = to_arabic(text)
    if not _SLASHED.search(folded):
        return
    position = 0
    full, labelled = _next_full(folded, 0), _next_labelled(folded, 0)
    while full or labelled:
        match = min((m for m in (full, labelled) if m), key=lambda m: m.start())
        made = _made(text, match, 0.95)
        position = max(made.end, match.start() + 1)
        if made.reference.number is not None:
            yield made
        if full and full.start() < position:
            full = _next_full(folded, position)
        if labelled and labelled.start() < position:
            labelled = _next_labelled(folded, position)


def _next_full(folded: str, position: int) -> re.Match[str] | None:
    for match in _FULL.finditer(folded, position):
        labelled = _ENDS_NAMED.search(folded, max(0, match.start() - 8), match.start())
        code = _letters_of(match["prefix"])
        if labelled or is_code(code) or match["committee"]:
            return match
    return None


def _next_labelled(folded: str, position: int) -> re.Match[str] | None:
    for label in _NAMED.finditer(folded, position):
        for pattern in (_YEARLY, _NO_CODE, _BARE):
            match = pattern.match(folded, label.end())
            if match:
                return match
    return None


def _made(text: str, match: re.Match[str], confidence: float) -> ReferenceMatch:
    groups = match.groupdict()
    end = match.end()
    while end > match.start() and text[end - 1].isspace():
        end -= 1
    reference = _reference(text[match.start() : end], groups)
    if reference.prefix and not is_code(reference.prefix.split(" ")[0]):
        confidence -= 0.1
    if groups.get("stray") or groups.get("area"):
        confidence -= 0.2
    if reference.raw.count("/") > 1 and not reference.year:
        confidence -= 0.3
    return ReferenceMatch(match.start(), end, reference, round(confidence, 2))


def _reference(raw: str, groups: dict[str, str | None]) -> Reference:
    """The parts and the normal form, from the named groups of a match over folded digits."""
    prefix = _prefix(groups)
    unit = groups.get("unit")
    if unit and len(unit.split()) > 1:
        unit = _SPACED.sub(r"\1", unit)
    if groups.get("stray") and unit:
        unit = unit.rstrip(".") + "."
    year = groups.get("year")
    number = groups.get("number")
    special = (groups.get("special") or "").strip()
    circular = "ว" + (groups.get("class") or "") if groups.get("circular") else ""
    tail = " ".join(part for part in (special, f"{circular}{number or ''}") if part)
    if unit is not None:
        normal = " ".join(p for p in (prefix, f"{unit}/{tail}") if p)
    else:
        normal = f"{tail}/{year}" if year else tail
    return Reference(
        raw=" ".join(raw.split()),
        prefix=prefix,
        unit=unit,
        circular=True if circular else None if number is None else False,
        number=number,
        year=int(year) if year else None,
        normal=normal,
    )


def _letters_of(code: str) -> str:
    """A code without dots and blanks."""
    return "".join(code.replace(".", " ").split())


def _prefix(groups: dict[str, str | None]) -> str | None:
    code = groups.get("again") or groups.get("prefix")
    if not code:
        return None
    committee = (groups.get("committee") or "").strip()
    code = _letters_of(code)
    return f"{code} ({committee})" if committee else code
