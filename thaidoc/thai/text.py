"""Thai text in one form: marks in canonical order, and the record's normal form.

The same Thai word can be stored in several ways that look alike on paper: a tone typed before its
vowel, sara am as one character or as two, a mark typed twice. Everything that compares text goes
through :func:`canonical_marks` first; every text field of a record went through
:func:`normal_form`. Neither looks at words, so neither can change what an author wrote. NFKC and
NFKD are never used: they take sara am apart.
"""

import re

from thaidoc.thai.glyphs import INVISIBLE, SOFT_HYPHEN, UNKNOWN, map_glyphs
from thaidoc.thai.pattern import Pattern

_TONES = "\u0e48-\u0e4b"
_NIKHAHIT = "\u0e4d"
_SARA_AA, _SARA_AM = "\u0e32", "\u0e33"
#: every character that stands above or below a consonant, as a range for a character class
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"

# Only places that may be out of order match, so that sound text costs a search and few calls.
_SUSPECT = Pattern(
    f"[{MARKS}]{{2,}}(?:[{_SARA_AA}{_SARA_AM}][{_NIKHAHIT}{_TONES}]*)?"
    f"|{_NIKHAHIT}[{_SARA_AA}{_SARA_AM}][{_NIKHAHIT}{_TONES}]*"
    f"|[{MARKS}]?[{_SARA_AA}{_SARA_AM}][{_NIKHAHIT}{_TONES}]+"
    "|\u0e40\u0e40"
)
# Most pages have no such place but for marks in good order; these tell much faster than _SUSPECT.


def _rank(mark: str) -> int:
    """Phinthu, vowel or maitaikhu, tone, then what closes the cluster: an order NFC keeps."""
    if mark == "\u0e3a":
        return 0
    if mark <= "\u0e47":
        return 1
    return 2 if mark <= "\u0e4b" else 3


def _order(mark: str) -> tuple[int, str]:
    return _rank(mark), mark


def _disorder() -> str:
    """A pattern for two neighbours out of order: marks, or a mark behind sara aa or sara am."""
    every = re.findall(f"[{MARKS}]", "".join(map(chr, range(0x0E00, 0x0E80))))
    pairs = [f"{a}[{''.join(b for b in every if _order(b) <= _order(a))}]" for a in every]
    return "|".join([*pairs, *(f"{vowel}[{_NIKHAHIT}{_TONES}]" for vowel in (_SARA_AA, _SARA_AM))])


_DISORDER = re.compile(_disorder())
# The last nikhahit of a cluster, so that a long row of them is not searched from each of them.
_LOOSE_AM = re.compile(f"{_NIKHAHIT}(?:(?!{_NIKHAHIT})[{MARKS}])*[{_SARA_AA}{_SARA_AM}]")
_VOWEL_END = Pattern(f"([{_SARA_AA}{_SARA_AM}])")
#: marks and the vowels among which they are moved: no rule looks beyond
_CLUSTER = Pattern(f"[{MARKS}{_SARA_AA}{_SARA_AM}]{{2,}}")
_ROUNDS = 4
_BLANKS = re.compile(r"[\s\u00a0]+")
# What the normal form has none of, but for two blanks in a row; most texts have none either.
_ODD = Pattern(
    "[\u0000-\u001f\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000"
    "\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


def canonical_marks(text: str) -> str:
    """The text with the marks of every cluster in one order, each once.

    Phinthu, vowel (or maitaikhu), tone, then thanthakhat or nikhahit; nikhahit with sara aa is
    sara am, its tone before it; two sara e are one sara ae. Only neighbouring characters count,
    and doing it twice changes nothing. Sound Thai and Pali stay as they are.

    >>> canonical_marks("น\u0e4d\u0e49า") == canonical_marks("นำ\u0e49") == "น้ำ"
    True
    """
    if "\u0e40\u0e40" not in text and not _LOOSE_AM.search(text) and not _DISORDER.search(text):
        return text
    ordered = _SUSPECT.ready.sub(_in_order, text)
    if _SUSPECT.ready.sub(_in_order, ordered) == ordered:
        return ordered
    return _CLUSTER.ready.sub(_settled, ordered)  # nonsense, such as two sara am and a tone


def normal_form(text: str) -> str:
    """The text as a field of the record holds it.

    Canonical marks; private-use glyphs as what they draw, or U+FFFD where nobody knows; nothing
    invisible; every run of blanks (line ends too) one blank, none at the ends. Digits, dashes,
    quotation marks and the author's own spelling stay.

    >>> normal_form("  ป\uf702\uf713\u200b  ๒๕๖๒\u00a0")
    'ปี่ ๒๕๖๒'
    """
    if not _ODD.ready.search(text) and "  " not in text:
        return canonical_marks(text.strip(" "))
    plain = INVISIBLE.sub("", map_glyphs(text)).replace(SOFT_HYPHEN, "")
    plain = UNKNOWN.sub("\ufffd", plain)
    return canonical_marks(_BLANKS.sub(" ", plain).strip())


def _settled(cluster: re.Match[str]) -> str:
    """A cluster put in order until that changes nothing; all its marks first where it never ends.

    Each round takes a mark past one sara am, so that a long row of them would take very many.
    """
    text = cluster.group()
    for _ in range(_ROUNDS):
        ordered = _SUSPECT.ready.sub(_in_order, text)
        if ordered == text:
            return text
        text = ordered
    vowels = "".join(_VOWEL_END.ready.findall(text))
    return _sorted("".join(_VOWEL_END.ready.sub("", text)).replace(_NIKHAHIT, "")) + vowels


def _in_order(place: re.Match[str]) -> str:
    if place.group()[0] == "\u0e40":
        return "\u0e41"
    head, vowel, tail = (*_VOWEL_END.ready.split(place.group(), maxsplit=1), "", "")[:3]
    if not vowel:
        return _sorted(head)
    if vowel == _SARA_AM or _NIKHAHIT in head + tail:
        return _sorted((head + tail).replace(_NIKHAHIT, "")) + _SARA_AM
    return _sorted(head) + vowel + _sorted(tail)


def _sorted(marks: str) -> str:
    return "".join(sorted(set(marks), key=_order))
