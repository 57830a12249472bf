"""How sound a Thai text is, from its characters alone: no dictionary, a few milliseconds a page.

:func:`census` counts, :func:`quality` makes one figure of the counts, and reading decides with
both which page is good, which is damaged and which must be read from its image.
"""

import re
from dataclasses import dataclass

from thaidoc.thai.glyphs import INVISIBLE, UNKNOWN
from thaidoc.thai.text import MARKS

_BLANK = re.compile(r"[\s\u00a0\u00ad]+")
_THAI = re.compile("[\u0e01-\u0e5b]")
_MARK = re.compile(f"[{MARKS}]")
#: a mark with no consonant or vowel below it: blank, digit, Latin letter or sara a before it
_DANGLING = re.compile(f"(?<![ก-ฮ{MARKS}])[{MARKS}]")
#: what no Thai syllable has: vowels without consonant, two vowels above, tone on tone
_IMPOSSIBLE = re.compile(
    r"(?<![ก-ฮ\u0e31-\u0e4e])[ะาำๅ]|[เแโใไ](?![ก-ฮ])|[\u0e34-\u0e37][\u0e31\u0e34-\u0e39\u0e47]"
    r"|[\u0e48-\u0e4b]{2}|ำ[าำะ]|าำ"
)
_AA = re.compile("[าำ]")
_CID = re.compile(r"\(cid:\d+\)")
#: accented letters and signs of western code pages, which official Thai hardly uses
_HIGH_LATIN = re.compile(
    "[\u00a1-\u00aa\u00ac\u00ae\u00af\u00b2-\u00b6\u00b8-\u00ba\u00bc-\u00d6\u00d8-\u00f6\u00f8-\u02ff]"
)
#: other scripts, letters of which come from a wrong character map, not from a ministry
_FOREIGN = re.compile("[\u0370-\u0e00\u0e5c-\u1dff\u2c00-\u2fff\ua000-\uabff\uac00-\ud7ff]")
_WORD = re.compile(r"[^\s]+")
_TRIMMED = re.compile(r"^[(\[“‘\"'<*•-]+|[)\]”’\"'>.,;:!?*-]+$")
_PLAUSIBLE = re.compile(
    r"(?:[A-Z]?[a-z]+|[A-Z]+|[A-Z][a-z]+[A-Z][a-z]+)(?:[-'’/&.][A-Za-z]+)*"  # a word
    r"|(?:[\d๐-๙]+[-–—.,/:%()+x×]*)+|[A-Za-z]{1,4}[-.]?\d+"  # a number, a date, a code
    r"|[\w.+-]+@[\w.-]+|(?:https?://|www\.)\S+|[-–—._=/|•…\\]+"  # an address, a rule
)
_LATIN = re.compile("[A-Za-z]")
_VOWEL = re.compile("[AEIOUYaeiouy]")


@dataclass(frozen=True, slots=True)
class Census:
    """Counts of one text. All are of characters but for ``words`` and ``plausible_words``.

    ``words`` and ``plausible_words`` weigh the blank-separated words without Thai letters by
    their length; a word is plausible when it is a Latin word with a vowel, a number or an address.
    """

    characters: int
    thai: int
    marks: int
    dangling: int
    impossible: int
    broken: int
    high_latin: int
    foreign: int
    aa: int
    words: int
    plausible_words: int

    def share(self, count: int) -> float:
        """A count as a share of all characters that are no blanks."""
        return count / self.characters if self.characters else 0.0


def census(text: str) -> Census:
    """The counts of a text. Known private-use marks count as broken: repair maps them first."""
    solid = _BLANK.sub("", text)
    cids = _CID.findall(text)
    unknown = UNKNOWN.findall(text)
    words, plausible = _latin_words(text)
    return Census(
        characters=len(solid),
        thai=len(_THAI.findall(solid)),
        marks=len(_MARK.findall(solid)),
        dangling=len(_DANGLING.findall(text)),
        impossible=len(_IMPOSSIBLE.findall(text)),
        broken=len(INVISIBLE.findall(text)) + sum(map(len, cids)) + len(unknown)
        + text.count("\ufffd"),
        high_latin=len(_HIGH_LATIN.findall(text)),
        foreign=len(_FOREIGN.findall(text)),
        aa=len(_AA.findall(text)),
        words=words,
        plausible_words=plausible,
    )  # fmt: skip


def quality(text: str) -> float:
    """0 to 1: how much of a text is sound. 1 for no text at all: nothing in it is wrong.

    Broken and foreign characters count threefold, since a page with a tenth of them is of little
    use; marks and vowels at impossible places twice; a text of Latin letters is as good as the
    share of its words that could be words.
    """
    found = census(text)
    if not found.characters:
        return 1.0
    faults = 3 * (found.broken + found.foreign) + 2 * found.high_latin
    faults += 2 * (found.dangling + found.impossible)
    score = max(0.0, 1 - faults / found.characters)
    if found.thai < 0.05 * found.characters and found.words > 60:
        score *= min(1.0, found.plausible_words / found.words + 0.1)
    return round(score, 4)


def _latin_words(text: str) -> tuple[int, int]:
    words = plausible = 0
    for match in _WORD.finditer(text):
        word = match.group()
        if _THAI.search(word):
            continue
        words += len(word)
        bare = _TRIMMED.sub("", word)
        if not bare or (_PLAUSIBLE.fullmatch(bare) and _has_vowel(bare)):
            plausible += len(word)
    return words, plausible


def _has_vowel(word: str) -> bool:
    """Whether a word of three Latin letters and more has a vowel; short ones are abbreviations."""
    return len(_LATIN.findall(word)) < 3 or bool(_VOWEL.search(word)) or word.isupper()
