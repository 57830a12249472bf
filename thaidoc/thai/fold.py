"""One fold for documents and queries, so that what a person types meets what a ministry printed.

The fold is the whole meaning of "the same" in searching: Thai marks in canonical order, Thai digits
as Arabic, letters without case, quotation marks and dashes of one kind, zero-width characters
gone, blanks kept only where two Latin letters or digits would otherwise run together. It needs
nothing but the characters themselves and their neighbours, so a piece of a text, cut between two
clusters, folds to a piece of the folded text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from string import ascii_letters, digits

from thaidoc.thai.numerals import to_arabic
from thaidoc.thai.text import MARKS, canonical_marks

#: another one means that what was folded before must be folded again
FOLD_VERSION = 1

_ALIKE = str.maketrans(
    {
        "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "″": '"',
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "﹣": "-",
        "…": "...",
    }
)  # fmt: skip
_ODD = re.compile(f"[{''.join(map(chr, _ALIKE))}]")
#: soft hyphen, zero-width blank and joiners, word joiner, byte order mark
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]+")
_GAP = re.compile(r"[\s-]+")
#: two of these keep a blank between them
_JOINING = frozenset(ascii_letters + digits)
#: a gap from its first dash on
_DASHED = re.compile(r"-[\s-]*")
_CLUSTER = re.compile(f"เ+|.[{MARKS}]*(?:(?<=[{MARKS}])[าำ][{MARKS}]*|[าำ][{MARKS}]+)?", re.DOTALL)
#: not those whose fold is one character, unless marks go together
_NOT_PLAIN = re.compile("[^\\s\x20-\x7e\u0e00-\u0e7f]")
_MARKS = frozenset(re.findall(f"[{MARKS}]", "".join(map(chr, range(0x0E00, 0x0E80)))))


def fold(text: str) -> str:
    """The text as the literal index keeps it and as a query is compared with it.

    Between two digits a dash counts as a blank (``0-2241-9000`` is ``0 2241 9000``); next to a
    Thai letter a blank counts for nothing (``ว 119`` is ``ว119``).

    >>> fold("ที่ มท ๐๒๐๗.๒/ว ๒๘๗๐๗  Smart  City")
    'ที่มท0207.2/ว28707 smart city'
    """
    letters = fold_letters(text)
    if "-" in letters:
        letters = _DASHED.sub(_fold_dashed, letters)
    words = letters.split()
    if len(words) < 2:
        return words[0] if words else ""
    kept = [words[0]]
    for before, after in pairwise(words):
        if after[0] in _JOINING and before[-1] in _JOINING:
            kept.append(" ")
        kept.append(after)
    return "".join(kept)


def fold_query(text: str) -> str:
    """The fold of a searched string; empty where nothing is left to look for.

    Blanks and dashes at its ends go: a text may have none there.
    """
    return fold(text).strip(" -")


def fold_letters(text: str) -> str:
    """The fold of everything but blanks and dashes: what a segmenter is given.

    >>> fold_letters("ว  ๑๑๙ Smart")
    'ว  119 smart'
    """
    letters = to_arabic(canonical_marks(_UNSEEN.sub("", text)))
    if _ODD.search(letters):  # translating takes ten times as long as looking
        letters = letters.translate(_ALIKE)
    return letters.casefold()


def fold_spans(text: str) -> tuple[str, list[int]]:
    """The fold, and where each of its characters stands in the text.

    The list has one entry more than the fold has characters: the text's length. A character that
    was made from several has the index of the first of its cluster.

    >>> fold_spans("ว  ๑")
    ('ว1', [0, 3, 4])
    """
    seen, places = _without_unseen(text)
    letters, sources = _letters(seen)
    parts: list[str] = []
    origins: list[int] = []
    end = 0
    for gap in _GAP.finditer(letters):
        kept = _fold_gap(gap)
        parts += letters[end : gap.start()], kept
        origins += sources[end : gap.start()]
        origins += [sources[gap.start()]] * len(kept)
        end = gap.end()
    parts.append(letters[end:])
    origins += sources[end:]
    origins.append(len(seen))
    if places is not None:
        origins = [places[origin] for origin in origins]
    return "".join(parts), origins


def is_boundary(text: str, index: int) -> bool:
    """Whether the text may be cut before this index without cutting a cluster in two."""
    if not 0 < index < len(text):
        return True
    before, here, after = text[index - 1], text[index], text[index + 1 : index + 2]
    if here in _MARKS:
        return False
    if here in "าำ" and (before in _MARKS or after in _MARKS):
        return False
    return not (here == before == "เ")


def _letters(text: str) -> tuple[str, Sequence[int]]:
    """What :func:`fold_letters` makes of a text, and where each of its characters stands in it.

    Nearly every line folds character by character; only the others are taken cluster by cluster.
    """
    folded = fold_letters(text)
    if _is_one_to_one(text, folded):
        return folded, range(len(text))
    parts: list[str] = []
    sources: list[int] = []
    start = 0
    for line in text.splitlines(keepends=True):
        folded = fold_letters(line)
        if _is_one_to_one(line, folded):
            parts.append(folded)
            sources += range(start, start + len(line))
        else:
            for cluster in _CLUSTER.finditer(line):
                parts.append(fold_letters(cluster.group()))
                sources += [start + cluster.start()] * len(parts[-1])
        start += len(line)
    return "".join(parts), sources


def _is_one_to_one(text: str, folded: str) -> bool:
    """Whether each character's fold stands where the character did, but for order in a cluster.

    Marks that go together make a fold shorter; so equal lengths mean nothing was made of nothing
    only where no character's fold is longer than itself.
    """
    if len(text) != len(folded):
        return False
    return all(len(fold_letters(char)) == 1 for char in set(_NOT_PLAIN.findall(text)))


def _without_unseen(text: str) -> tuple[str, list[int] | None]:
    """The text without its zero-width characters, and where its characters were, if any went."""
    if not _UNSEEN.search(text):
        return text, None
    places = [place for place, char in enumerate(text) if not _UNSEEN.match(char)]
    return "".join(text[place] for place in places), [*places, len(text)]


def _fold_dashed(gap: re.Match[str]) -> str:
    """What a gap with a dash counts for; blanks before the dash are left to go like others."""
    start = gap.start()
    while start and gap.string[start - 1].isspace():
        start -= 1
    before = gap.string[start - 1] if start else ""
    return _gap(before, gap.group(), gap.string[gap.end() : gap.end() + 1])


def _fold_gap(gap: re.Match[str]) -> str:
    before = gap.string[gap.start() - 1] if gap.start() else ""
    return _gap(before, gap.group(), gap.string[gap.end() : gap.end() + 1])


def _gap(before: str, gap: str, after: str) -> str:
    """What blanks and dashes between two characters count for."""
    if _is_digit(before) and _is_digit(after):
        return " "
    if "-" in gap:
        return "-"
    return " " if before in _JOINING and after in _JOINING else ""


def _is_digit(character: str) -> bool:
    return character.isascii() and character.isdigit()
