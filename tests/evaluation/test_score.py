from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from thaidoc.evaluation.gold import Gold
from thaidoc.evaluation.score import Judgement, judge
from thaidoc.evaluation.values import PARTS, SCORED, GoldError
from thaidoc.record import FIELDS

Judge = Callable[..., list[Judgement]]


def outcome(values: list[Judgement]) -> list[tuple[str, str | None]]:
    """Each value's key with its level, ``missing``, ``extra`` or ``wrong``."""

    def word(value: Judgement) -> str | None:
        if value.gold is None or value.found is None:
            return "extra" if value.gold is None else "missing"
        return value.right_at or "wrong"

    return [(value.key, word(value)) for value in values]


def test_every_field_of_a_record_can_be_scored() -> None:
    assert set(SCORED) == set(FIELDS) == {*PARTS, "enclosed"}


class TestFields:
    @pytest.mark.parametrize(
        ("field", "gold", "found", "word"),
        [
            ("subject", "ขอเชิญ", "ขอเชิญ", "strict"),
            ("subject", "ขอเชิญ", None, "missing"),
            ("subject", None, "ขอเชิญ", "extra"),
            ("urgency", "ด่วนมาก", "ด่วนที่สุด", "wrong"),
            ("reference", {"normal": "มท 0810/ว1"}, {"raw": "x", "normal": "มท 0810/ว1"}, "strict"),
            ("reference", {"normal": "มท 0810/ว1"}, {"normal": "มท 0810/ว2"}, "wrong"),
            ("reference", {"raw": "มท 0810/ว 1"}, {"raw": "มท ๐๘๑๐/ว๑"}, "soft"),
            ("date", {"iso": "2019-06"}, {"iso": "2019-06-01", "raw": "x"}, "wrong"),
            ("issuer", {"lines": ["กรม ก"]}, {"lines": ["กรมก"], "address": "ถนน"}, "soft"),
            (
                "issuer",
                {"lines": ["ก"], "address": None},
                {"lines": ["ก"], "address": "ข"},
                "wrong",
            ),
            ("circular", True, True, "strict"),
            ("circular", True, False, "missing"),
            ("circular", False, True, "extra"),
        ],
    )
    def test_a_single_value(
        self, judged: Judge, field: str, gold: object, found: object, word: str
    ) -> None:
        assert outcome(judged({field: gold}, {field: found})) == [(field, word)]

    @pytest.mark.parametrize(
        ("field", "gold", "found"),
        [
            ("subject", None, None),
            ("circular", False, None),
            ("copies", [], []),
            ("signatory", {"name": None, "position_lines": []}, None),
            ("signatory", {"name": None}, {"name": None, "position": "อธิบดี"}),
        ],
    )
    def test_nothing_there_and_nothing_found(
        self, judged: Judge, field: str, gold: object, found: object
    ) -> None:
        assert judged({field: gold}, {field: found}) == []

    def test_a_key_that_gold_has_not_is_not_scored(self, judged: Judge) -> None:
        assert judged({"subject": "ก"}, {"subject": "ก", "closing": "ข"})[0].field == "subject"
        (letter,) = judge(Gold({"subject": "ก"}, "g"), {"closing": "ข"})
        assert letter.fields == ("subject",)

    def test_lines_of_a_position_are_position_and_post_acted_for(self, judged: Judge) -> None:
        gold = {"name": "นาย ก", "position_lines": ["รองอธิบดี ปฏิบัติราชการแทน", "อธิบดีกรม ข"]}
        found = {"name": "นาย ก", "position": "รองอธิบดี", "acting_for": "อธิบดีกรม ข"}
        assert outcome(judged({"signatory": gold}, {"signatory": found})) == [
            ("signatory", "strict")
        ]

    def test_a_range_of_numbers_in_both_ways_to_write_it(self, judged: Judge) -> None:
        found = {"type": "phone", "number": "+6621", "number_to": "+6622", "extensions": ["1"]}
        gold = {"type": "phone", "number": "+6621", "range_end": "+6622", "extensions": ["1"]}
        assert outcome(judged({"contacts": [gold]}, {"contacts": [found]})) == [
            ("contacts.0", "strict")
        ]
        other = {**gold, "range_end": "+6629"}
        assert outcome(judged({"contacts": [other]}, {"contacts": [found]})) == [
            ("contacts.0", "wrong")
        ]

    def test_a_citation_by_its_number_or_as_written(self, judged: Judge) -> None:
        found = {"raw": "หนังสือ ก", "normal": "มท 1/2", "date": {"iso": "2019-01-01", "raw": "x"}}
        by_number = {"raw": "other", "normal": "มท 1/2", "date": {"iso": "2019-01-01"}}
        by_words = {"raw": "หนังสือ ก"}
        for gold in (by_number, by_words):
            (value,) = judged({"cites": [gold]}, {"cites": [found]})
            assert value.right_at == "strict"


class TestLists:
    def test_item_by_item(self, judged: Judge) -> None:
        gold = {"owner": ["กองคลังจังหวัด", "ฝ่าย ก", "สำนักงานใหญ่"]}
        found = {"owner": ["ฝ่ายก", "กองคลังจังหวัต", "อื่น"]}
        assert outcome(judged(gold, found)) == [
            ("owner.0", "near"),
            ("owner.1", "soft"),
            ("owner.2", "missing"),
            ("owner.2", "extra"),
        ]

    def test_what_is_too_many_is_shown_whole(self, judged: Judge) -> None:
        (value,) = judged({"contacts": []}, {"contacts": [{"type": "email", "value": "a@b.th"}]})
        assert value.found is not None and value.found["value"] == "a@b.th"

    def test_confidence_is_that_of_the_value(self, judged: Judge) -> None:
        spans = [
            {"key": "owner.0", "confidence": 0.9},
            {"key": "owner.1", "confidence": 0.5},
            {"key": "issuer.name", "confidence": 0.7},
        ]
        found: dict[str, Any] = {"owner": ["ข", "ก"], "issuer": {"name": "ค"}, "spans": spans}
        found["subject"] = "ง"
        gold = {"owner": ["ก"], "issuer": {"name": "ค"}, "subject": "ง"}
        values = judged(gold, found)
        assert {v.key: v.confidence for v in values if v.gold} == {
            "issuer": 0.7,
            "subject": None,
            "owner.0": 0.5,
        }


class TestUncertain:
    def test_fields_parts_and_items_are_left_out(self, judged: Judge) -> None:
        gold = {"subject": "ก", "signatory": {"name": "ก", "position": "ข"}, "copies": ["ค", "ง"]}
        found = {"subject": "x", "signatory": {"name": "y", "position": "ข"}, "copies": ["ง"]}
        values = judged(gold, found, "subject", "signatory.name", "copies.0")
        assert outcome(values) == [("signatory", "strict"), ("copies.1", "strict")]
        assert values[0].gold == {"position": "ข"}

    def test_what_was_found_in_the_place_of_uncertain_gold_does_not_count(
        self, judged: Judge
    ) -> None:
        gold = {"copies": ["กรมการปกครอง"]}
        assert judged(gold, {"copies": ["xyz"]}, "copies.0") == []
        assert outcome(judged(gold, {"copies": ["xyz", "uvw"]}, "copies.0")) == [
            ("copies.1", "extra")
        ]

    def test_a_position_is_uncertain_in_either_form(self, judged: Judge) -> None:
        gold = {"signatory": {"name": "ก", "position_lines": ["ข"]}}
        (value,) = judged(gold, {"signatory": {"name": "ก"}}, "signatory.position")
        assert value.gold == {"name": "ก"}


class TestGivenText:
    def test_only_gold_that_stands_in_the_text_counts(self, judged: Judge) -> None:
        gold = {"kind": "memo", "subject": "ขอเชิญ ประชุม", "closing": "ขอแสดงความนับถือ"}
        found = {"kind": "memo", "subject": "ขอเชิญประชุม", "closing": "ขอแสตงความ"}
        values = judged(gold, found, text="เรื่อง  ขอเชิญ\nประชุม\nขอแสตงความ")
        assert outcome(values) == [("kind", "strict"), ("subject", "soft")]

    def test_normal_values_stand_where_their_raw_does(self, judged: Judge) -> None:
        gold = {
            "reference": {"raw": "ที่ มท ๐๘๑๐/ว ๑", "normal": "มท 0810/ว1"},
            "date": {"raw": "๑ มกราคม ๒๕๖๒", "iso": "2019-01-01"},
        }
        values = judged(gold, {}, text="มท 0810/ว1 วันที่ ๗ มกราคม ๒๕๖๒")
        assert outcome(values) == [("reference", "missing")]

    def test_lines_may_stand_apart(self, judged: Judge) -> None:
        gold = {"issuer": {"lines": ["กรม ก", "กอง ข"], "address": "ถนน"}}
        (value,) = judged(gold, {"issuer": {"lines": ["กรม ก", "กอง ข"]}}, text="กรมก ค กองข")
        assert value.gold == {"lines": "กรม ก, กอง ข"}
        assert value.right_at == "strict"


class TestEnclosed:
    INNER: ClassVar[dict[str, Any]] = {"reference": {"normal": "มท 1/2"}, "subject": "ข"}

    def test_a_letter_of_its_own(self) -> None:
        gold = Gold({"subject": "ก", "enclosed": [self.INNER]}, "g")
        found = {"subject": "ก", "enclosed": [{"subject": "x"}, {**self.INNER, "spans": []}]}
        main, inner = judge(gold, found)
        assert outcome(list(main.values)) == [
            ("subject", "strict"),
            ("enclosed.0", "strict"),
            ("enclosed.0", "extra"),
        ]
        assert inner.enclosed == 0
        assert {value.right_at for value in inner.values} == {"strict"}

    def test_one_that_was_not_found_is_all_missed(self) -> None:
        main, inner = judge(Gold({"enclosed": [self.INNER]}, "g"), {"enclosed": []})
        assert outcome(list(main.values)) == [("enclosed.0", "missing")]
        assert outcome(list(inner.values)) == [("reference", "missing"), ("subject", "missing")]

    def test_further_gold_says_nothing_of_how_many_there_are(self) -> None:
        gold = Gold({"subject": "ก"}, "g", further=(Gold(self.INNER, "g2"),))
        main, inner = judge(gold, {"subject": "ก", "enclosed": [{"subject": "z"}, self.INNER]})
        assert main.fields == ("subject",)
        assert [value.right_at for value in inner.values] == ["strict", "strict"]

    def test_uncertain_paths_reach_into_it(self) -> None:
        gold = Gold({"enclosed": [self.INNER]}, "g", frozenset({"enclosed.0.subject"}))
        _, inner = judge(gold, None)
        assert inner.fields == ("reference",)


def test_where_nothing_was_read_all_is_missed(judged: Judge) -> None:
    gold = {"subject": "ก", "copies": ["ข", "ค"], "closing": None, "enclosures": []}
    assert outcome(judged(gold, None)) == [
        ("subject", "missing"),
        ("copies.0", "missing"),
        ("copies.1", "missing"),
    ]


def test_only_the_fields_that_are_asked_for() -> None:
    (letter,) = judge(Gold({"subject": "ก", "closing": "ข"}, "g"), {}, fields=["closing"])
    assert letter.fields == ("closing",)


@pytest.mark.parametrize(
    "fields",
    [
        {"subject": 3},
        {"subject": ["ก"]},
        {"copies": "ก"},
        {"contacts": ["ก"]},
        {"reference": "มท 1/2"},
        {"enclosed": ["ก"]},
    ],
)
def test_gold_of_another_shape_is_refused_with_its_place(fields: dict[str, Any]) -> None:
    with pytest.raises(GoldError) as caught:
        judge(Gold(fields, "r01.json"), {})
    assert next(iter(fields)) in str(caught.value)
    assert "r01.json" in str(caught.value)
