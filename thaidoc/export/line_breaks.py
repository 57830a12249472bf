"""Lines of Thai for a column on paper: broken between words, as a segmenter cuts them.

A typesetter breaks Thai at blanks only, or where a small dictionary of its own guesses, on one
machine otherwise than on the next. So it is given lines that are made here.
"""

import unicodedata
from collections.abc import Callable

#: signs that end a word though a segmenter may cut before them
_TRAILING = frozenset("ะาำๅๆฯ")
#: vowels written before their consonant
_LEADING = frozenset("เแโใไ")
_OPENING = frozenset("([{“‘")
_CLOSING = frozenset(")]}”’")
_HARD_BLANK = "\u00a0"
#: what stays with the year behind it
_BEFORE_YEAR = ("พ.ศ. ", "ค.ศ. ")
#: no line begins with these
_NOT_FIRST = _TRAILING | _CLOSING | frozenset("\"',.;:!?…%/")


def lines(
    text: str, room: float, measure: Callable[[str], float], cut: Callable[[str], list[str]]
) -> list[str]:
    """The text in lines, each as full as whole words make it, without blanks at their ends.

    :param room: how wide a line may be, in the unit of ``measure``. A word wider than that is
        parted between letters, never before a mark.
    :param cut: a segmenter's, whose words joined are the text.

    >>> lines("แผนรับน้ำท่วม", 8, len, lambda _: ["แผน", "รับ", "น้ำท่วม"])
    ['แผนรับ', 'น้ำท่วม']
    """
    made = [""]
    for piece in pieces(text, cut):
        if made[-1] and measure((made[-1] + piece).rstrip()) > room:
            made.append("")
        if measure(piece.rstrip()) > room:
            *full, piece = _parted(piece, room, measure)
            made[-1:] = [*full, ""]
        made[-1] += piece
    return [line.rstrip() for line in made]


def _parted(piece: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """A piece that is wider than a line, in parts that are not: at a syllable's vowel if it can."""
    made, rest = [], _clusters(piece)
    while rest:
        fit = 1
        while fit < len(rest) and measure("".join(rest[: fit + 1])) <= room:
            fit += 1
        if fit < len(rest):
            begun = (at for at in range(fit, fit // 2, -1) if rest[at][0] in _LEADING)
            fit = next(begun, fit)
        made.append("".join(rest[:fit]))
        rest = rest[fit:]
    return made


def _clusters(text: str) -> list[str]:
    """The text in letters with what belongs to each."""
    made: list[str] = []
    for character in text:
        joined = made and (
            unicodedata.category(character) == "Mn"
            or character in _TRAILING
            or made[-1][-1] in _LEADING
        )
        if joined:
            made[-1] += character
        else:
            made.append(character)
    return made


def pieces(text: str, cut: Callable[[str], list[str]]) -> list[str]:
    """The text in pieces between which a line may end; joined, they are the text again.

    :param cut: a segmenter's, whose words joined are the text.

    >>> pieces("แผน (รับน้ำ)ต่าง ๆ", lambda _: ["แผน", " ", "(", "รับ", "น้ำ", ")", "ต่าง", " ", "ๆ"])
    ['แผน ', '(รับ', 'น้ำ)', 'ต่าง ๆ']
    """
    made: list[str] = []
    for word in filter(None, cut(text)):
        if made and not _may_part(made[-1], word):
            made[-1] += word
        else:
            made.append(word)
    return made


def _may_part(before: str, after: str) -> bool:
    """Whether a line may end behind the one and begin with the other."""
    last, first = before[-1], after[0]
    if first.isspace() or first in _NOT_FIRST or unicodedata.category(first) == "Mn":
        return False
    if last.isspace():
        return last != _HARD_BLANK and not (first.isdigit() and before.endswith(_BEFORE_YEAR))
    if last in _OPENING or last in _LEADING:
        return False
    if last in _CLOSING or last == "/":
        return first.isalpha()
    return (_is_thai(last) and (first in _OPENING or first.isalpha())) or (
        _is_thai(first) and last.isalpha()
    )


def _is_thai(character: str) -> bool:
    """Whether it is a letter or mark of the script; a digit keeps to what it stands beside."""
    return "\u0e00" <= character <= "\u0e7f" and not character.isdigit()
