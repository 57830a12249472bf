from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.evaluation.calibration import EDGES, Confidences, bin_of
from thaidoc.evaluation.compare import LEVELS, Level
from thaidoc.evaluation.report import Letter
from thaidoc.evaluation.score import Judged, Judgement
from thaidoc.evaluation.tally import Tally, field_results


def value(
    field: str, right_at: Level | None, *, gold: bool = True, found: bool = True, sure: float = 0.9
) -> Judgement:
    return Judgement(
        field,
        field,
        {"text": "ก"} if gold else None,
        {"text": "ข"} if found else None,
        right_at,
        sure if found else None,
    )


def tally(*letters: list[Judgement], **of: Any) -> Tally:
    made = Tally()
    for values in letters:
        judged = Judged(None, "memo", tuple({v.field: 0 for v in values}), tuple(values))
        about: dict[str, Any] = {"kind": "memo", "media_type": "text/plain", "ocr": False, **of}
        results = field_results(judged)
        letter = Letter(id="0", name="a", enclosed=None, failed=None, fields=results, **about)
        made.take(judged, letter)
    return made


class TestScores:
    def test_precision_recall_and_f1(self) -> None:
        values = [
            value("owner", "strict"),
            value("owner", "soft"),
            value("owner", None),
            value("owner", None, found=False),
        ]
        scores = tally(values).summary().fields["owner"]
        assert (scores.support, scores.found) == (4, 3)
        assert (scores.strict.precision, scores.strict.recall) == (0.3333, 0.25)
        assert scores.strict.f1 == pytest.approx(2 * 1 / 7, abs=1e-4)
        assert (scores.soft.right, scores.near.right) == (2, 2)

    def test_nothing_expected_and_nothing_found_has_no_score(self) -> None:
        made = tally([value("subject", None, gold=False)])
        scores = made.summary().fields["subject"]
        assert (scores.strict.recall, scores.strict.precision, scores.strict.f1) == (None, 0, 0)

    def test_micro_counts_values_and_macro_fields(self) -> None:
        values = [value("owner", "strict")] * 9 + [value("subject", None)]
        summary = tally(values).summary()
        assert summary.all.micro.strict.f1 == 0.9
        assert summary.macro.strict == 0.5

    def test_a_letter_is_right_where_every_field_is(self) -> None:
        right = [value("owner", "strict"), value("subject", "soft")]
        extra = [value("owner", "strict"), value("owner", None, gold=False)]
        summary = tally(right, extra, right).summary()
        assert summary.all.letters == 3
        assert (summary.all.whole.strict, summary.all.whole.soft) == (0, 0.6667)

    def test_groups(self) -> None:
        made = tally([value("owner", "strict")], kind="memo")
        made.take(
            Judged(None, "order", ("owner",), (value("owner", None),)),
            Letter(
                id="1", name="b", enclosed=None, kind="order", media_type="application/pdf",
                ocr=True, failed=None, fields={},
            ),
        )  # fmt: skip
        summary = made.summary()
        assert {name: group.micro.strict.f1 for name, group in summary.kinds.items()} == {
            "memo": 1.0,
            "order": 0.0,
        }
        assert set(summary.media_types) == {"text/plain", "application/pdf"}
        assert set(summary.ocr) == {"text", "ocr"}

    @given(
        st.lists(
            st.tuples(st.sampled_from([*LEVELS, None]), st.booleans(), st.booleans()), max_size=30
        )
    )
    def test_scores_never_fall_from_level_to_level(
        self, given: list[tuple[Level | None, bool, bool]]
    ) -> None:
        values = [
            value("owner", level if gold and found else None, gold=gold, found=found)
            for level, gold, found in given
        ]
        micro = tally(values).summary().all.micro
        for score in (micro.strict, micro.soft, micro.near):
            shares = (score.precision, score.recall, score.f1)
            assert all(share is None or 0 <= share <= 1 for share in shares)
        assert micro.strict.right <= micro.soft.right <= micro.near.right


class TestCalibration:
    @given(st.floats(0, 1))
    def test_every_confidence_has_its_bin(self, confidence: float) -> None:
        number = bin_of(confidence)
        high = (*EDGES[1:], 1.01)[number]
        assert EDGES[number] <= confidence < high

    def test_bins_and_error(self) -> None:
        counted = Confidences()
        for sure, right in ((0.9, True), (0.9, False), (0.9, True), (0.9, True), (0.55, False)):
            counted.take(value("owner", "strict" if right else None, sure=sure))
        found = counted.calibration("strict")
        assert [(b.low, b.high, b.values, b.confidence, b.right) for b in found.bins] == [
            (0.5, 0.6, 1, 0.55, 0.0),
            (0.9, 0.95, 4, 0.9, 0.75),
        ]
        assert found.error == pytest.approx((1 * 0.55 + 4 * 0.15) / 5)

    def test_missing_values_and_those_without_a_confidence(self) -> None:
        counted = Confidences()
        counted.take(value("owner", None, found=False))
        counted.take(Judgement("kind", "kind", {"text": "a"}, {"text": "a"}, "strict", None))
        found = counted.calibration("strict")
        assert (found.values, found.without, found.error, found.bins) == (0, 1, None, [])

    def test_a_parser_that_knows_is_calibrated(self) -> None:
        counted = Confidences()
        for number in range(20):
            counted.take(value("owner", "near" if number else None, sure=0.95))
        assert counted.calibration("near").error == pytest.approx(0)
        assert counted.calibration("soft").error == 0.95
