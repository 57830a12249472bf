"""Counting judgements: precision, recall and F1 of fields, groups and letters, at every level.

A value that is wrong counts twice, as GROBID counts it: the right one is missing and the wrong one
is too many. F1 is 2 right / (expected + found). Only counts are kept, never letters.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from thaidoc.evaluation.calibration import Confidences
from thaidoc.evaluation.compare import LEVELS, Level
from thaidoc.evaluation.report import (
    FieldResult,
    Group,
    Letter,
    Mistake,
    Right,
    Score,
    Scores,
    Shares,
    Summary,
    Unscored,
)
from thaidoc.evaluation.score import Judged, Judgement
from thaidoc.evaluation.values import SCORED, Parts


@dataclass(slots=True)
class Counts:
    """Values expected, found, and right at each level."""

    expected: int = 0
    found: int = 0
    right: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))

    def take(self, value: Judgement) -> None:
        """Count one value."""
        self.expected += value.gold is not None
        self.found += value.found is not None
        if value.right_at:
            for level in LEVELS[LEVELS.index(value.right_at) :]:
                self.right[level] += 1

    def add(self, other: "Counts") -> None:
        """Count what another one counted."""
        self.expected += other.expected
        self.found += other.found
        for level in LEVELS:
            self.right[level] += other.right[level]

    def is_right(self, level: Level) -> bool:
        """Whether nothing is wrong, missing or too many."""
        return self.right[level] == self.expected == self.found

    def scores(self) -> Scores:
        """Precision, recall and F1."""
        return Scores(
            support=self.expected, found=self.found, **{lv: self._score(lv) for lv in LEVELS}
        )

    def _score(self, level: Level) -> Score:
        right = self.right[level]
        return Score(
            right=right,
            precision=share(right, self.found),
            recall=share(right, self.expected),
            f1=share(2 * right, self.expected + self.found),
        )


@dataclass(slots=True)
class GroupCounts:
    """The counts of some letters, and how many of them are wholly right."""

    letters: int = 0
    values: Counts = field(default_factory=Counts)
    whole: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))

    def take(self, letter: Counts) -> None:
        """Count one letter."""
        self.letters += 1
        self.values.add(letter)
        for level in LEVELS:
            self.whole[level] += letter.is_right(level)

    def group(self) -> Group:
        """What was counted."""
        shares = {level: share(self.whole[level], self.letters) for level in LEVELS}
        return Group(letters=self.letters, micro=self.values.scores(), whole=Shares(**shares))


def _groups() -> defaultdict[str, GroupCounts]:
    return defaultdict(GroupCounts)


@dataclass(slots=True)
class Tally:
    """All that was counted in an evaluation, letter by letter."""

    all: GroupCounts = field(default_factory=GroupCounts)
    fields: defaultdict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    kinds: defaultdict[str, GroupCounts] = field(default_factory=_groups)
    media_types: defaultdict[str, GroupCounts] = field(default_factory=_groups)
    ocr: defaultdict[str, GroupCounts] = field(default_factory=_groups)
    confidences: Confidences = field(default_factory=Confidences)
    failed: list[Unscored] = field(default_factory=list)
    without_gold: list[str] = field(default_factory=list)

    def take(self, judged: Judged, letter: Letter) -> None:
        """Count one letter."""
        whole = Counts()
        for value in judged.values:
            whole.take(value)
            self.fields[value.field].take(value)
            self.confidences.take(value)
        for name in judged.fields:
            self.fields[name].add(Counts())  # scored, though nothing was there or found
        self.all.take(whole)
        self.kinds[letter.kind or "unknown"].take(whole)
        self.media_types[letter.media_type].take(whole)
        self.ocr["ocr" if letter.ocr else "text"].take(whole)

    def summary(self) -> Summary:
        """The totals, fields in the order of a letter."""
        fields = {name: self.fields[name].scores() for name in SCORED if name in self.fields}
        means = {
            level: _mean([scores.at(level).f1 for scores in fields.values()]) for level in LEVELS
        }
        return Summary(
            all=self.all.group(),
            macro=Shares(**means),
            fields=fields,
            kinds=_sorted(self.kinds),
            media_types=_sorted(self.media_types),
            ocr=_sorted(self.ocr),
            calibration=[self.confidences.calibration(level) for level in LEVELS],
            failed=self.failed,
            without_gold=self.without_gold,
            changes=None,
        )


def share(part: float, whole: float) -> float | None:
    """A share to four places; None of nothing."""
    return round(part / whole, 4) if whole else None


def field_results(judged: Judged) -> dict[str, FieldResult]:
    """The scored fields of a letter with what is not strictly right in each."""
    results = {}
    for name in judged.fields:
        values = [value for value in judged.values if value.field == name]
        counts = Counts()
        for value in values:
            counts.take(value)
        results[name] = FieldResult(
            expected=counts.expected,
            found=counts.found,
            right=Right(**counts.right),
            mistakes=[
                Mistake(
                    key=value.key,
                    gold=_plain(value.gold),
                    found=_plain(value.found),
                    right_at=value.right_at,
                    confidence=value.confidence,
                )
                for value in values
                if value.right_at != "strict"
            ],
        )
    return results


def _plain(parts: Parts | None) -> dict[str, str | None] | None:
    return None if parts is None else dict(parts)


def _mean(shares: list[float | None]) -> float | None:
    known = [one for one in shares if one is not None]
    return share(sum(known), len(known))


def _sorted(groups: dict[str, GroupCounts]) -> dict[str, Group]:
    """The groups, those with most letters first."""
    order = sorted(groups, key=lambda name: (-groups[name].letters, name))
    return {name: groups[name].group() for name in order}
