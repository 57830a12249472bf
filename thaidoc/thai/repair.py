"""Repair of text that a program damaged, and only of that: sound text comes back unchanged.

Each rule undoes one known fault of a program (a PDF writer, a converter, an old encoding), counts
where it did so, and stands in :data:`RULES` in the order in which the rules must run: what is
exact first, then the rules that close a false gap. A gap rule looks at the whole page first and
does nothing where the page does not show its pattern, because a blank in Thai means something.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from thaidoc.thai import sara_am
from thaidoc.thai.glyphs import GLYPHS, INVISIBLE, SOFT_HYPHEN
from thaidoc.thai.text import MARKS, canonical_marks

_C = "[ก-ฮ]"
_THAI = "[ก-ฺเ-๎]"
_AM = "\u0e33"

Rule = Callable[[str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair, and how often each rule changed it."""

    text: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether any rule found its fault."""
        return bool(self.counts)


def repair(text: str) -> Repaired:
    """A page's text with the faults of programs undone.

    Tabs, line ends and form feeds keep their number and order (CR LF counts as one line end), so
    a caller can join the segments of a page, repair them together and take them apart again.

    >>> repair("จ านวน น ้า ท ี่").text
    'จำนวน น้ำ ที่'
    """
    counts: dict[str, int] = {}
    for name, rule in RULES.items():
        changed, times = rule(text)
        if times:
            text, counts[name] = changed, times
    return Repaired(text, counts)


def _regex(pattern: str, by: str) -> Rule:
    compiled = re.compile(pattern)
    return lambda text: compiled.subn(by, text)


# --- an encoding taken for another -----------------------------------------------------------

#: what a byte of cp874 looks like when it was read as cp1252 or Latin-1, and what it is
_AS_THAI: dict[int, str] = {}
for _byte in range(0x80, 0x100):
    _thai = bytes([_byte]).decode("cp874", "replace")
    for _codec in ("cp1252", "latin-1"):
        _western = bytes([_byte]).decode(_codec, "replace")
        if _thai != "\ufffd" and _western != "\ufffd":
            _AS_THAI[ord(_western)] = _thai
_HIGH_LATIN = re.compile("[\u00a1-\u00ac\u00ae-\u00ff]")
_MARK = re.compile(f"[{MARKS}]")
_PLACED_MARK = re.compile(f"(?<=[ก-ฮ{MARKS}])[{MARKS}]")
#: a hyphen where yo ying must be: WinAnsi shows its byte AD as one
_LOST_YO_YING = re.compile(
    f"(?<=[ก-ฮาำะ{MARKS}])-+(?=[ก-ฮเแโใไาำะ{MARKS} \t\n]|$)|-(?=[าำะ{MARKS}])"
)


def _mojibake(text: str) -> tuple[str, int]:
    """Whole pages of cp874 that were read as a western encoding."""
    western = len(_HIGH_LATIN.findall(text))
    if western < 10 or western < len(re.findall(_THAI, text)):
        return text, 0
    thai = text.translate(_AS_THAI)
    marks = len(_MARK.findall(thai))
    if not marks or len(_PLACED_MARK.findall(thai)) < 0.9 * marks:
        return text, 0  # western after all: its accented letters are no Thai marks
    return _LOST_YO_YING.sub(lambda hyphens: "ญ" * len(hyphens.group()), thai), western


# --- single characters -----------------------------------------------------------------------

_LINE_ENDS = re.compile("\r\n?|\u0085")
_HARD_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_GLYPH_CODES = re.compile("[" + "".join(map(chr, GLYPHS)) + "]")


def _glyph_codes(text: str) -> tuple[str, int]:
    return _GLYPH_CODES.subn(lambda code: GLYPHS[ord(code.group())], text)


def _marks(text: str) -> tuple[str, int]:
    ordered = canonical_marks(text)
    # word by word, since a moved or dropped mark shifts all that follows it
    times = sum(a != b for a, b in zip(ordered.split(), text.split(), strict=False))
    return ordered, times


# --- false gaps ------------------------------------------------------------------------------

#: the page shows gaps inside clusters: before sara a or sara am, or after a leading vowel
_GAP_BEFORE_VOWEL = re.compile(f"(?<=[ก-ฮ{MARKS}]) +(?=[ะาำๅ])")
_GAP_AFTER_LEAD = re.compile(f"(?<=[เแโใไ]) +(?={_C}{_THAI})")
_GAP_BEFORE_AM = re.compile(f"{_C}[\u0e48-\u0e4b]? +{_AM}{_THAI}")


def _gaps_in_clusters(text: str) -> tuple[str, int]:
    if not sara_am.LOOSE.search(text) and not _GAP_BEFORE_AM.search(text):
        return text, 0
    text, before = _GAP_BEFORE_VOWEL.subn("", text)
    text, after = _GAP_AFTER_LEAD.subn("", text)
    return text, before + after


#: rule by name, in the order in which they must run
RULES: dict[str, Rule] = {
    "line-ends": lambda text: _LINE_ENDS.subn("\n", text),
    "mojibake": _mojibake,
    "hard-blanks": lambda text: _HARD_BLANKS.subn(" ", text),
    "invisible": lambda text: INVISIBLE.subn("", text),
    "soft-hyphens": _regex(SOFT_HYPHEN, ""),
    "glyph-codes": _glyph_codes,
    "doubled-am": sara_am.doubled,
    "odd-nikhahit": sara_am.odd_nikhahit,
    "am-for-aa": sara_am.am_for_aa,
    "split-am": sara_am.split,
    "gaps-before-marks": _regex(f"(?<=[ก-ฮ{MARKS}]) +(?=[{MARKS}])", ""),
    "gaps-in-clusters": _gaps_in_clusters,
    "marks": _marks,
}
