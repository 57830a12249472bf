"""Labels of automatic lists as a word processor shows them: ๑. (ก) 1.1, counted again.

Word processors store no label with a numbered paragraph, only its list and level; a reader that
takes the text alone loses every ข้อ number of a letter. What a level looks like comes from the
format's own reader; counting and writing are the same for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from thaidoc.thai.numerals import to_thai

#: Thai letters that Word counts with: ก ข ค ง, without ฃ, ฅ and ฆ, as Thai lists are lettered
_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
#: a hostile file may begin a list at two milliards, and a letter would be doubled as often
_MOST = 100_000


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
    if number > _MOST:
        return str(number)
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
class Level:
    """One level of a list: its first number, format and label pattern.

    ``style`` is a number format by its name in WordprocessingML (ST_NumberFormat); ``%2`` in the
    pattern stands for the count of the second level; ``legal`` writes them all in Arabic digits.
    """

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    legal: bool = False


AnyLevel = TypeVar("AnyLevel", bound=Level)


@dataclass(slots=True)
class CountedList(Generic[AnyLevel]):
    """A list: its levels (the outermost is 0), and where each is counting."""

    levels: dict[int, AnyLevel] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)

    def begin(self, level: int, start: int) -> None:
        """Have the next paragraph of a level count from ``start``."""
        self.counts[level] = start - 1

    def next(self, level: int, shown: Mapping[int, AnyLevel] | None = None) -> str:
        """The label of the next paragraph at a level, empty for bullets and unknown levels.

        ``shown`` are the levels as some paragraphs of the list have them, where not as the list.
        """
        levels = self.levels if shown is None else shown
        if level not in levels:
            return ""
        self.counts[level] = self.counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in self.counts if other > level]:
            del self.counts[deeper]
        return self._label(levels, level)

    def _label(self, levels: Mapping[int, AnyLevel], level: int) -> str:
        """The level's pattern with each ``%n`` as the count of level n."""
        this = levels[level]
        if this.style == "bullet":
            return ""
        label = this.pattern
        for place in range(9, 0, -1):
            if f"%{place}" not in label:
                continue
            other = levels.get(place - 1, this)
            count = self.counts.get(place - 1, other.start)
            style = "decimal" if this.legal else other.style
            label = label.replace(f"%{place}", counted(count, style))
        return label
