"""List labels of Word documents as shown: ๑. (ก) 1.1, counted again from numbering.xml.

Word stores no label with a numbered paragraph, only its list and level; a reader that takes the
text alone loses every ข้อ number of a letter.
"""

from dataclasses import dataclass, field

from thaidoc.reading.office_xml import Element, attribute, child, children
from thaidoc.thai.numerals import to_thai

#: Thai letters that Word counts with: ก ข ค ง, without ฃ, ฅ and ฆ, as Thai lists are lettered
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def roman(number: int) -> str:
    """The number in small Roman numerals.

    >>> roman(14)
    'xiv'
    """
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _lettered(number: int, letters: str) -> str:
    """The letter of a number; after the last one each is doubled, as Word goes on: aa, bb."""
    turns, place = divmod(number - 1, len(letters))
    return letters[place] * (turns + 1)


def counted(number: int, style: str) -> str:
    """A number in one of Word's number formats; formats not known here count in Arabic digits.

    >>> counted(3, "thaiLetters"), counted(12, "thaiNumbers")
    ('ค', '๑๒')
    """
    if number < 1 and style not in ("decimal", "decimalZero", "thaiNumbers"):
        return ""
    match style:
        case "none" | "bullet":
            return ""
        case "thaiNumbers" | "thaiCounting":
            return to_thai(str(number))
        case "thaiLetters":
            return _lettered(number, _THAI_LETTERS)
        case "lowerLetter" | "upperLetter":
            text = _lettered(number, "abcdefghijklmnopqrstuvwxyz")
        case "lowerRoman" | "upperRoman":
            text = roman(number)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)
    return text.upper() if style.startswith("upper") else text


@dataclass(slots=True)
class _Level:
    """One level of a list: its first number, format and label pattern, and its indent."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    legal: bool = False
    properties: Element | None = None


@dataclass(slots=True)
class _List:
    """An abstract list: its levels, and where each is counting."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document; ask for each paragraph's label in the order of the paragraphs."""

    def __init__(self, root: Element | None):
        self._abstract = {
            attribute(element, "abstractNumId"): _List(_levels(element))
            for element in children(root, "abstractNum")
        }
        self._numbers = {attribute(element, "numId"): element for element in children(root, "num")}
        self._met: set[str] = set()

    def label(self, number_id: str, level: int) -> str:
        """The label of the next paragraph of a list at a level (from 0), empty for bullets."""
        found = self._list(number_id)
        if found is None or level not in found.levels:
            return ""
        if number_id not in self._met:
            self._met.add(number_id)
            self._restart(number_id, found)
        start = found.levels[level].start
        found.counts[level] = found.counts.get(level, start - 1) + 1
        for deeper in [other for other in found.counts if other > level]:
            del found.counts[deeper]
        return _shown(found, level)

    def properties(self, number_id: str, level: int) -> Element | None:
        """The paragraph properties (indents, tabs) that a level gives, or None."""
        found = self._list(number_id)
        return found.levels[level].properties if found and level in found.levels else None

    def _list(self, number_id: str) -> _List | None:
        element = self._numbers.get(number_id)
        abstract = child(element, "abstractNumId")
        return None if abstract is None else self._abstract.get(attribute(abstract, "val"))

    def _restart(self, number_id: str, found: _List) -> None:
        for override in children(self._numbers[number_id], "lvlOverride"):
            start = child(override, "startOverride")
            if start is not None:
                level = _number(override, "ilvl", 0)
                found.counts[level] = _number(start, "val", 1) - 1


def _levels(abstract: Element) -> dict[int, _Level]:
    levels = {}
    for element in children(abstract, "lvl"):
        start, style, pattern = (child(element, name) for name in ("start", "numFmt", "lvlText"))
        levels[_number(element, "ilvl", 0)] = _Level(
            start=1 if start is None else _number(start, "val", 1),
            style="decimal" if style is None else attribute(style, "val") or "decimal",
            pattern="" if pattern is None else attribute(pattern, "val") or "",
            legal=child(element, "isLgl") is not None,
            properties=child(element, "pPr"),
        )
    return levels


def _shown(found: _List, level: int) -> str:
    """The level's pattern with each ``%n`` as the count of level n."""
    this = found.levels[level]
    if this.style == "bullet":
        return ""
    label = this.pattern
    for place in range(9, 0, -1):
        if f"%{place}" not in label:
            continue
        other = found.levels.get(place - 1, this)
        count = found.counts.get(place - 1, other.start)
        style = "decimal" if this.legal else other.style
        label = label.replace(f"%{place}", counted(count, style))
    return label


def _number(element: Element, name: str, default: int) -> int:
    value = attribute(element, name) or ""
    return int(value) if value.lstrip("-").isdigit() else default
