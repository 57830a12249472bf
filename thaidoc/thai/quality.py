"""How sound a Thai text is: from its characters, and where those leave a doubt from its words.

:func:`census` counts, :func:`score` makes one figure of the counts, :func:`wording` asks the
dictionary about the few texts whose counts are odd, and reading decides with them which page is
good, which is damaged and which must be read from its image.

Measured on official letters and news: sound pages, and those that repair made sound, have 0.98 to
1. A page known to have lost vowels or tone marks has 0.85 at most, one in a font's own codes or a
western machine's guess at Thai under 0.5.
"""

import re
from dataclasses import dataclass

from thaidoc.thai.glyphs import INVISIBLE, SOFT_HYPHEN, UNKNOWN
from thaidoc.thai.lost_marks import lost_share, tells
from thaidoc.thai.text import MARKS

_THAI = re.compile("[\u0e01-\u0e5b]")
#: bytes of cp874 that are of no class: what is left when they go is the class, and counting it so
#: is many times faster than matching its characters
_NOT_THAI = bytes({*range(256)} - {*range(0xA1, 0xDB), *range(0xDF, 0xFC)})
_NOT_AA = bytes({*range(256)} - {0xD2, 0xD3})
# The patterns below begin with what they look for and look back afterwards, which searches faster.
#: a mark with no consonant or vowel below it: blank, digit, Latin letter or sara a before it
_DANGLING = re.compile(f"[{MARKS}](?<![ก-ฮ{MARKS}].)", re.DOTALL)
#: what no Thai syllable has: vowels without consonant, two vowels above, tone on tone
_IMPOSSIBLE = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        "[ะาำๅ](?<![ก-ฮ\u0e31-\u0e4e].)",
        "[เแโใไ](?![ก-ฮ])",
        "[\u0e34-\u0e37][\u0e31\u0e34-\u0e39\u0e47]",
        "[\u0e48-\u0e4b][\u0e48-\u0e4b]",
        "ำ[าำะ]",
        "าำ",
    )
)
_CID = re.compile(r"\(cid:\d+\)")
#: accented letters and signs of western code pages, which official Thai hardly uses
_HIGH_LATIN = re.compile(
    "[\u00a1-\u00aa\u00ac\u00ae\u00af\u00b2-\u00b6\u00b8-\u00ba\u00bc-\u00d6\u00d8-\u00f6\u00f8-\u02ff]"
)
#: other scripts, letters of which come from a wrong character map, not from a ministry
_FOREIGN = re.compile("[\u0370-\u0e00\u0e5c-\u1dff\u2c00-\u2fff\ua000-\uabff\uac00-\ud7ff]")
_TRIMMED = re.compile(r"^[(\[“‘\"'<*•-]+|[)\]”’\"'>.,;:!?*-]+$")
_PLAUSIBLE = re.compile(
    r"(?:[A-Z]?[a-z]+|[A-Z]+|[A-Z][a-z]+[A-Z][a-z]+)(?:[-'’/&.][A-Za-z]+)*"  # a word
    r"|[\d๐-๙][\d๐-๙–—.,/:%()+x×-]*|[A-Za-z]{1,4}[-.]?\d+"  # a number, a date, a code
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
    dangling: int
    impossible: int
    broken: int
    high_latin: int
    foreign: int
    aa: int
    words: int
    plausible_words: int
    tells: int

    def share(self, count: int) -> float:
        """A count as a share of all characters that are no blanks."""
        return count / self.characters if self.characters else 0.0


def census(text: str) -> Census:
    """The counts of a text. Known private-use marks count as broken: repair maps them first."""
    words = text.split()
    bytewise = text.encode("cp874", "replace")
    latin, plausible = _latin_words(words)
    broken = sum(map(len, _CID.findall(text))) + text.count("\ufffd")
    return Census(
        characters=sum(map(len, words)) - text.count(SOFT_HYPHEN),
        thai=len(bytewise.translate(None, _NOT_THAI)),
        dangling=len(_DANGLING.findall(text)),
        impossible=sum(len(pattern.findall(text)) for pattern in _IMPOSSIBLE),
        broken=broken + len(INVISIBLE.findall(text)) + len(UNKNOWN.findall(text)),
        high_latin=len(_HIGH_LATIN.findall(text)),
        foreign=len(_FOREIGN.findall(text)),
        aa=len(bytewise.translate(None, _NOT_AA)),
        words=latin,
        plausible_words=plausible,
        tells=tells(bytewise),
    )


def quality(text: str) -> float:
    """0 to 1: how much of a text is sound, by its characters and, in doubt, by its words."""
    found = census(text)
    return round(score(found) * wording(text, found, lost_share(text, found.tells)), 4)


def score(found: Census) -> float:
    """0 to 1: how much of a text is sound. 1 for no text at all: nothing in it is wrong.

    Broken and foreign characters count threefold, since a page with a tenth of them is of little
    use; marks and vowels at impossible places twice; a text of Latin letters is as good as the
    share of its words that could be words.
    """
    if not found.characters:
        return 1.0
    faults = 3 * (found.broken + found.foreign) + 2 * found.high_latin
    faults += 2 * (found.dangling + found.impossible)
    sound = max(0.0, 1 - faults / found.characters)
    if found.thai < 0.05 * found.characters and found.words > 60:
        sound *= min(1.0, found.plausible_words / found.words + 0.1)
    return round(sound, 4)


#: a text of fewer Thai letters says nothing
_TELLING = 100
#: scores between which words may show what characters do not
_HOPELESS, _CLEAR = 0.5, 0.985
#: nats a letter, and what each nat more takes off: letters have 1.1 to 1.7 (1.8 if they list
#: countries), damaged ones 1.9 to 3.3
_UNSTRAINED, _PER_NAT = 1.9, 0.5
#: people's names after their titles: no dictionary has them all, and few have tone marks
_PERSON = re.compile(r"(?:นาย|นางสาว|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.) ?[ก-๎]+(?:[ \t]+[ก-๎]+)?")


#: of a text that lost marks, at most this, and what each lost mark for a letter takes off
_LOSSY, _PER_LOST = 0.85, 4.0


def wording(text: str, found: Census, lost: float = 0.0) -> float:
    """0 to 1: how much the words of a text speak for it; 1, unasked, where nothing is odd.

    Lost marks leave every character at a possible place: ``lost`` is the share of the text's
    letters that are known to be lost marks. A text of a middling score is read with the
    dictionary, which tells damage from odd words. ``found`` is the text's census. Nothing is asked
    about a short text.
    """
    whole = min(_LOSSY, max(0.0, 1 - _PER_LOST * lost)) if lost else 1.0
    if found.thai < _TELLING or not _HOPELESS < score(found) < _CLEAR:
        return whole
    from thaidoc.thai.lexicon import strain

    strained, letters = strain(_PERSON.sub("", text))
    if letters < _TELLING:
        return whole
    return min(whole, max(0.0, 1 - _PER_NAT * max(0.0, strained - _UNSTRAINED)))


def _latin_words(words: list[str]) -> tuple[int, int]:
    """The length of the words without a Thai letter, and of those that could be words."""
    total = plausible = 0
    for word in words:
        if "\u0e01" <= word[0] <= "\u0e5b" or _THAI.search(word):
            continue
        total += len(word)
        bare = _TRIMMED.sub("", word)
        if not bare or (_PLAUSIBLE.fullmatch(bare) and _has_vowel(bare)):
            plausible += len(word)
    return total, plausible


def _has_vowel(word: str) -> bool:
    """Whether a word of three Latin letters and more has a vowel; short ones are abbreviations."""
    return len(_LATIN.findall(word)) < 3 or bool(_VOWEL.search(word)) or word.isupper()
