"""What the parser has to reach on the letters of corpus/ that have a text of their own."""

from collections.abc import Iterator

import pytest

from tests.corpus_records import needs_ocr
from tests.letters import ROOT
from thaidoc.archive.store import Archive
from thaidoc.evaluation.cases import Case, Documents
from thaidoc.evaluation.report import Summary
from thaidoc.evaluation.run import Evaluation
from thaidoc.evaluation.values import SCORED
from thaidoc.reading.passwords import Passwords

#: the share of letters wholly right, and every field's F1, both strict
WHOLE_LETTERS, FIELD_F1 = 0.95, 0.98


def with_text() -> Iterator[Case]:
    """The letters of which no page is a picture."""
    archive = Archive.open(ROOT)
    for case in Documents(archive).each(Passwords()):
        kept = archive.parsed(case.id)
        if kept.source and not kept.source.ocr and not needs_ocr(kept):
            yield case


@pytest.fixture(scope="module")
def summary() -> Summary:
    """Their evaluation."""
    evaluation = Evaluation()
    assert all(not letter.ocr for letter in evaluation.letters(with_text()))
    return evaluation.summary()


def test_letters_are_wholly_right(summary: Summary) -> None:
    assert summary.failed == [] and summary.without_gold == []
    assert summary.all.letters >= 50
    assert (summary.all.whole.strict or 0) >= WHOLE_LETTERS


@pytest.mark.parametrize("field", SCORED)
def test_every_field_is_nearly_always_right(summary: Summary, field: str) -> None:
    scores = summary.fields[field]
    assert scores.support > 0
    assert (scores.strict.f1 or 0) >= FIELD_F1
