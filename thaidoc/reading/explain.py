"""What reading changed in a document, for people who want to know why a line says what it says.

:func:`explained` turns the repairs that the pages carry into places: which rule, on which line, how
often, and what stood there before and after. Nothing is read again, and nothing here is kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from thaidoc.reading.document import Decision, Document, Page, Repair
from thaidoc.reading.ocr import changes
from thaidoc.thai.repair import RULES
from thaidoc.thai.text import MARKS

#: characters on each side of a changed place, and how long a place may be shown
_AROUND = 6
_LONGEST = 30
#: two places with fewer unchanged characters between them are one
_APART = 2
_IS_MARK = re.compile(f"[{MARKS}]")
#: the rules that may change a text, in their order: those of recognising a picture come first
_FAULTS = changes.RULES | {name: rule.fault for name, rule in RULES.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """A rule at work on one line: ``times`` places, the first of them before and after.

    ``before`` and ``after`` have a few characters around the place; an ellipsis stands for more.
    """

    page: int
    line: int
    rule: str
    times: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PageDecision:
    """What reading decided about a page, and its quality from 0 to 1."""

    page: int
    decision: Decision
    quality: float


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule that found its fault: what the fault is, and in how many places and lines it was."""

    rule: str
    fault: str
    times: int
    lines: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Every change of a document in reading order, its pages' decisions, and the rules at work."""

    name: str
    pages: tuple[PageDecision, ...]
    changes: tuple[Change, ...]
    rules: tuple[RuleUse, ...]


def explained(document: Document) -> Explanation:
    """What reading decided and changed, page by page and line by line.

    Pages that were left for OCR keep no text and so have no changes.
    """
    changes = tuple(change for page in document.pages for change in _changes(page))
    times: Counter[str] = Counter()
    for change in changes:
        times[change.rule] += change.times
    lines = Counter(change.rule for change in changes)
    return Explanation(
        name=document.name,
        pages=tuple(
            PageDecision(page.number, page.decision, page.quality) for page in document.pages
        ),
        changes=changes,
        rules=tuple(
            RuleUse(rule, fault, times[rule], lines[rule])
            for rule, fault in _FAULTS.items()
            if times[rule]
        ),
    )


def _changes(page: Page) -> Iterator[Change]:
    """The page's repairs by line, and within a line in the order in which they were done."""
    for repair in sorted(page.repairs, key=lambda repair: repair.line):
        places = _places(repair)
        (start, end), (new_start, new_end) = places[0]
        yield Change(
            page.number,
            repair.line,
            repair.rule,
            len(places),
            _excerpt(repair.before, start, end),
            _excerpt(repair.after, new_start, new_end),
        )


_Place = tuple[tuple[int, int], tuple[int, int]]


def _places(repair: Repair) -> list[_Place]:
    """Where the texts before and after differ: from and to in the one and in the other."""
    matcher = SequenceMatcher(None, repair.before, repair.after, autojunk=False)
    places: list[_Place] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        if places and start - places[-1][0][1] < _APART:
            (first, _), (new_first, _) = places.pop()
            start, new_start = first, new_first
        places.append(((start, end), (new_start, new_end)))
    return places


def _excerpt(text: str, start: int, end: int) -> str:
    """A place with a little of the text around it, an ellipsis where there is more."""
    first = _between_clusters(text, max(0, start - _AROUND))
    last = _between_clusters(text, min(len(text), end + _AROUND, first + _LONGEST))
    return f"{'…' * (first > 0)}{text[first:last]}{'…' * (last < len(text))}"


def _between_clusters(text: str, cut: int) -> int:
    """The cut, moved right so that no mark is cut off from its consonant."""
    while cut < len(text) and _IS_MARK.match(text, cut):
        cut += 1
    return cut
