"""Repair of text that a program damaged, and only of that: sound text comes back unchanged.

Each rule undoes one known fault of a program (a PDF writer, a converter, an old encoding), counts
where it did so, and stands in :data:`RULES` in the order in which the rules must run: what is
exact first, then the rules that close a false gap, last the one that asks a dictionary. A rule
that could be wrong looks at the whole page first and does nothing where the page does not show its
pattern, because a blank in Thai means something. The rules run until none finds anything, so that
repaired text needs no repair.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from thaidoc.thai import mojibake, nikhahit, sara_am
from thaidoc.thai.glyphs import GLYPHS, INVISIBLE, SOFT_HYPHEN
from thaidoc.thai.text import MARKS, canonical_marks

_C = "[ก-ฮ]"
_THAI = "[ก-ฺเ-๎]"
_AM = "\u0e33"
#: more rounds than any text needs: a rule leaves less of what it and the others look for (the one
#: that makes sara am refuses what the one that unmakes it would take), so they end by themselves
_ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault: what it is, in words for people, and what undoes it, giving text and count."""

    fault: str
    undo: Callable[[str], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text after repair, and how often each rule changed it.

    ``steps`` are the rules that changed it, in order, each with the text that it left.
    """

    text: str
    counts: dict[str, int] = field(default_factory=dict)
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def changed(self) -> bool:
        """Whether any rule found its fault."""
        return bool(self.counts)

    def rows(self, before: str) -> Iterator[tuple[str, int, str, str]]:
        """Which rule changed which row of the text as it was ``before``: rule, row, both texts.

        Rows count from 0. A rule that makes other rows (``line-ends`` may) has none.
        """
        old = before.split("\n")
        for rule, text in self.steps:
            new = text.split("\n")
            if len(new) == len(old):
                pairs = enumerate(zip(old, new, strict=True))
                yield from ((rule, row, was, now) for row, (was, now) in pairs if was != now)
            old = new


def repair(text: str) -> Repaired:
    """A page's text with the faults of programs undone.

    Tabs, line ends and form feeds keep their number and order (CR LF counts as one line end), so
    a caller can join the segments of a page, repair them together and take them apart again.

    >>> repair("จ านวน น ้า ท ี่").text
    'จำนวน น้ำ ที่'
    """
    counts: dict[str, int] = {}
    steps: list[tuple[str, str]] = []
    for _ in range(_ROUNDS):
        found = len(steps)
        rules = RULES if mojibake.SUSPECT.search(text) else _READ_RIGHT
        for name, rule in rules.items():
            changed, times = rule.undo(text)
            if changed != text:
                text, counts[name] = changed, counts.get(name, 0) + max(times, 1)
                steps.append((name, text))
        if len(steps) == found:
            break
    return Repaired(text, counts, tuple(steps))


# --- single characters -----------------------------------------------------------------------

_LINE_ENDS = re.compile("\r\n?|\u0085")
_HARD_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_GLYPH_CODES = re.compile("[" + "".join(map(chr, GLYPHS)) + "]")


def _line_ends(text: str) -> tuple[str, int]:
    return _LINE_ENDS.subn("\n", text)


def _hard_blanks(text: str) -> tuple[str, int]:
    return _HARD_BLANKS.subn(" ", text)


def _invisible(text: str) -> tuple[str, int]:
    return INVISIBLE.subn("", text)


def _soft_hyphens(text: str) -> tuple[str, int]:
    return text.replace(SOFT_HYPHEN, ""), text.count(SOFT_HYPHEN)


def _glyph_codes(text: str) -> tuple[str, int]:
    return _GLYPH_CODES.subn(lambda code: GLYPHS[ord(code.group())], text)


def _marks(text: str) -> tuple[str, int]:
    ordered = canonical_marks(text)
    if ordered == text:
        return text, 0
    # word by word, since a moved or dropped mark shifts all that follows it
    times = sum(a != b for a, b in zip(ordered.split(), text.split(), strict=False))
    return ordered, times


# --- false gaps ------------------------------------------------------------------------------

_GAP_AND_MARK = re.compile(f" [{MARKS}]")
_GAP_BEFORE_MARK = re.compile(f"(?<=[ก-ฮ{MARKS}]) +(?=[{MARKS}])")
#: the page shows gaps inside clusters: before sara a or sara am, or after a leading vowel
_GAP_BEFORE_VOWEL = re.compile(f"(?<=[ก-ฮ{MARKS}]) +(?=[ะาำๅ])")
_GAP_AFTER_LEAD = re.compile(f"(?<=[เแโใไ]) +(?={_C}{_THAI})")
_GAP_BEFORE_AM = re.compile(f"{_C}[\u0e48-\u0e4b]? +{_AM}{_THAI}")


def _gaps_before_marks(text: str) -> tuple[str, int]:
    return _GAP_BEFORE_MARK.subn("", text) if _GAP_AND_MARK.search(text) else (text, 0)


def _gaps_in_clusters(text: str) -> tuple[str, int]:
    gap_before_am = f" {_AM}" in text and _GAP_BEFORE_AM.search(text)
    if not gap_before_am and not sara_am.loose_gaps(text):
        return text, 0
    text, before = _GAP_BEFORE_VOWEL.subn("", text)
    text, after = _GAP_AFTER_LEAD.subn("", text)
    return text, before + after


#: rule by name, in the order in which they must run
RULES: dict[str, Rule] = {
    **{name: Rule(fault, undo) for name, (fault, undo) in mojibake.UNDONE.items()},
    "line-ends": Rule("line ends of other systems", _line_ends),
    "hard-blanks": Rule("no-break and typographic blanks", _hard_blanks),
    "invisible": Rule("controls, zero-width characters and marks of direction", _invisible),
    "soft-hyphens": Rule("soft hyphens", _soft_hyphens),
    "glyph-codes": Rule("private-use codes of fonts for shifted marks", _glyph_codes),
    "doubled-am": Rule("sara am and its second half: สำานัก", sara_am.doubled),
    "odd-nikhahit": Rule("another character for the nikhahit: ก˸าหนด", sara_am.odd_nikhahit),
    "am-for-aa": Rule("every sara aa called sara am: สำนักงำน", sara_am.am_for_aa),
    "split-am": Rule("a blank for the nikhahit: จ านวน", sara_am.split),
    "gaps-before-marks": Rule("blanks before marks: ท ี่", _gaps_before_marks),
    "gaps-in-clusters": Rule("blanks before or after a vowel: คณ ะ, เ รียน", _gaps_in_clusters),
    "marks": Rule("marks out of order, twice or in pieces", _marks),
    "lost-nikhahit": Rule("sara am without its nikhahit: สานักงาน", nikhahit.lost),
}
#: the rules for text that was not decoded wrongly
_READ_RIGHT = {name: rule for name, rule in RULES.items() if name not in mojibake.UNDONE}
