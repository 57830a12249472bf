"""An evaluation: each file with gold is read and parsed afresh, judged and counted.

A file that cannot be read counts as one of which everything was missed, and is told; a file
without gold is named and never scored.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from thaidoc.errors import ThaidocError
from thaidoc.evaluation.cases import Case, Reading
from thaidoc.evaluation.gold import Gold
from thaidoc.evaluation.report import Letter, Options, Summary, Unscored
from thaidoc.evaluation.score import Judged, judge
from thaidoc.evaluation.tally import Tally, field_results
from thaidoc.evaluation.values import SCORED


@dataclass(slots=True)
class Evaluation:
    """Cases in, letters out, totals at the end.

    :param fields: the fields that are scored.
    :param given_text: score only gold that stands in the text that the parser was given.
    :param told: called with each fault, and with what is odd about gold, as a sentence.
    """

    fields: Collection[str] = SCORED
    given_text: bool = False
    told: Callable[[str], None] = lambda _: None
    tally: Tally = field(default_factory=Tally)
    _strange: set[str] = field(default_factory=set)

    @property
    def options(self) -> Options:
        """What is scored, for the report."""
        fields = [name for name in SCORED if name in self.fields]
        return Options(fields=fields, given_text=self.given_text)

    def letters(self, cases: Iterable[Case]) -> Iterator[Letter]:
        """The scored letters, one after the other: a file may hold several."""
        for case in cases:
            yield from self._letters(case)

    def summary(self) -> Summary:
        """The totals of the letters so far."""
        return self.tally.summary()

    def _letters(self, case: Case) -> Iterator[Letter]:
        fault, reading = case.fault, None
        if case.gold is None:
            if fault is None:
                self.tally.without_gold.append(case.name)
            else:
                self._fail(case, fault)
            return
        self._tell_strange(case.gold)
        if case.read is not None:
            try:
                reading = case.read()
            except ThaidocError as error:
                fault = error
        if fault is not None:
            self._fail(case, fault)
        try:
            judged = self._judge(case.gold, reading)
        except ThaidocError as error:
            self._fail(case, error)
            return
        scored = [one for one in judged if one.fields]
        if not scored and fault is None:
            self.tally.without_gold.append(case.name)
        for one in scored:
            letter = _letter(case, reading, one, fault)
            self.tally.take(one, letter)
            yield letter

    def _judge(self, gold: Gold, reading: Reading | None) -> list[Judged]:
        if reading is None:
            return judge(gold, None, fields=self.fields)
        text = reading.text if self.given_text else None
        return judge(gold, reading.record, fields=self.fields, given_text=text)

    def _fail(self, case: Case, fault: ThaidocError) -> None:
        reason = fault.reason
        if fault.where is not None and str(fault.where) not in (case.name, case.id):
            reason = str(fault)
        self.tally.failed.append(Unscored(name=case.name, reason=reason))
        self.told(f"{case.name}: {reason}")

    def _tell_strange(self, gold: Gold) -> None:
        for key in set(gold.strange) - self._strange:
            self._strange.add(key)
            self.told(f"{gold.where}: {key!r} is no field of a record and is not scored.")


def _letter(case: Case, reading: Reading | None, one: Judged, fault: ThaidocError | None) -> Letter:
    return Letter(
        id=case.id,
        name=case.name,
        enclosed=one.enclosed,
        kind=one.kind,
        media_type=reading.media_type if reading else case.media_type,
        ocr=reading is not None and reading.ocr,
        failed=fault.reason if fault else None,
        fields=field_results(one),
    )
