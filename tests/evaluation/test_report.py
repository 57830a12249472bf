from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from thaidoc.evaluation.compare import Level
from thaidoc.evaluation.diff import Comparison
from thaidoc.evaluation.gold import Gold
from thaidoc.evaluation.report import (
    Change,
    Letter,
    NoReportError,
    Options,
    Report,
    json_schema,
    lines,
    load,
)
from thaidoc.evaluation.score import judge
from thaidoc.evaluation.tally import Tally, field_results

OPTIONS = Options(fields=["subject"], given_text=False)
GOLD: dict[str, Any] = {
    "subject": "ขอเชิญประชุม",
    "copies": ["กรมหนึ่ง", "กรมสอง"],
    "contacts": [{"type": "phone", "number": "+6621"}],
}
Evaluated = Callable[..., tuple[Letter, Tally]]


@pytest.fixture
def evaluated() -> Evaluated:
    """One letter and its tally, for what was found in it."""

    def evaluated(found: dict[str, Any], name: str = "a.txt") -> tuple[Letter, Tally]:
        (judged,) = judge(Gold(GOLD, "g"), found)
        results = field_results(judged)
        letter = Letter(
            id="0" * 16, name=name, enclosed=None, kind="memo", media_type="text/plain",
            ocr=False, failed=None, fields=results,
        )  # fmt: skip
        tally = Tally()
        tally.take(judged, letter)
        return letter, tally

    return evaluated


def report(letter: Letter, tally: Tally) -> Report:
    return Report(parser="p", options=OPTIONS, letters=[letter], summary=tally.summary())


class TestJson:
    def test_lines_are_a_report_with_one_letter_on_each(self, evaluated: Evaluated) -> None:
        letter, tally = evaluated({"subject": "x"})
        written = list(lines("p", OPTIONS, [letter, letter], tally.summary))
        assert msgspec.json.decode(written[1], type=Letter) == letter
        whole = msgspec.json.decode(b"".join(written), type=Report)
        assert (whole.version, whole.letters) == (1, [letter, letter])
        assert whole.summary == tally.summary()

    def test_no_letters_are_a_report_too(self) -> None:
        written = b"".join(lines("p", OPTIONS, [], Tally().summary))
        validator = jsonschema.Draft202012Validator(json_schema())
        assert [f.message for f in validator.iter_errors(msgspec.json.decode(written))] == []
        assert msgspec.json.decode(written, type=Report).letters == []

    def test_it_keeps_to_its_schema(self, evaluated: Evaluated) -> None:
        schema = json_schema()
        jsonschema.Draft202012Validator.check_schema(schema)
        made = msgspec.to_builtins(report(*evaluated({"copies": ["กรมหนึ่ง", "x"]})))
        jsonschema.validate(made, schema)
        del made["letters"][0]["ocr"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(made, schema)

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2}', '{"version": 1}', "x"])
    def test_what_is_no_report_is_refused(self, tmp_path: Path, content: str) -> None:
        place = tmp_path / "old.json"
        place.write_text(content, encoding="utf-8")
        with pytest.raises(NoReportError) as caught:
            load(place)
        assert caught.value.exit_code == 2 and caught.value.hint

    def test_a_missing_report(self, tmp_path: Path) -> None:
        with pytest.raises(NoReportError):
            load(tmp_path / "none.json")


class TestDiff:
    def changes(
        self, evaluated: Evaluated, old: dict[str, Any], new: dict[str, Any], level: Level
    ) -> list[Change]:
        compared = Comparison.with_report(report(*evaluated(old)), level)
        return list(compared.changes(evaluated(new)[0]))

    def test_better_worse_and_different(self, evaluated: Evaluated) -> None:
        old = {"subject": "ขอเชิน", "copies": ["กรมหนึ่ง", "กรมสิบ", "กองใหม่"]}
        new = {"subject": "ขอเชิญประชุม", "copies": ["กรมสิบ", "กรมเก้า"]}
        told = [
            (c.field, c.effect, c.gold, c.old, c.new)
            for c in self.changes(evaluated, old, new, "strict")
        ]
        right, one = {"text": "ขอเชิญประชุม"}, {"text": "กรมหนึ่ง"}
        assert ("subject", "better", right, {"text": "ขอเชิน"}, right) in told
        assert ("copies", "worse", one, one, None) in told
        assert ("copies", "better", None, {"text": "กองใหม่"}, None) in told

    def test_the_same_mistake_is_not_told_again(self, evaluated: Evaluated) -> None:
        same = {"subject": "ก", "copies": ["กรมหนึ่ง", "กรมสอง", "กองใหม่"]}
        assert self.changes(evaluated, same, same, "strict") == []

    def test_a_level_does_not_see_narrower_ones(self, evaluated: Evaluated) -> None:
        old, new = {"subject": "ขอเชิญ ประชุม"}, {"subject": "ขอเชิญประชุม"}
        assert len(self.changes(evaluated, old, new, "strict")) == 1
        assert self.changes(evaluated, old, new, "soft") == []

    def test_another_wrong_value_is_different(self, evaluated: Evaluated) -> None:
        (change,) = self.changes(evaluated, {"subject": "ก"}, {"subject": "ข"}, "near")
        assert (change.effect, change.old, change.new) == (
            "different", {"text": "ก"}, {"text": "ข"},
        )  # fmt: skip

    def test_letters_of_only_one_evaluation_are_counted(self, evaluated: Evaluated) -> None:
        compared = Comparison.with_report(report(*evaluated({})), "strict")
        assert list(compared.changes(evaluated({}, "b.txt")[0])) == []
        assert (compared.only_new, compared.only_old) == (["b.txt"], ["a.txt"])
