import json
from pathlib import Path

import pytest

from thaidoc.archive.corrections import Corrections, Decision
from thaidoc.evaluation.gold import Gold, from_corrections, from_files
from thaidoc.evaluation.values import GoldError


def test_corrections_are_gold_and_none_are_none() -> None:
    assert from_corrections(Corrections(), "x") is None
    decided = Corrections().decide("subject", "ก", by="a", at="2026-01-01")
    gold = from_corrections(decided, "x")
    assert gold is not None and gold.fields == {"subject": "ก"}


def test_what_a_person_could_not_tell_is_no_gold() -> None:
    told = Corrections().decide("subject", "ก", by="a", at="2019-06-14")
    unclear = Decision(value=None, by="a", at="2019-06-14", doubtful=True)
    both = told.act({"date": "doubtful"}, {"date": unclear}, by="a", at="2019-06-14")
    gold = from_corrections(both, "x")
    assert gold is not None
    assert gold.fields == {"subject": "ก"}
    assert gold.is_left_out("date")
    only = Corrections().act({"date": "doubtful"}, {"date": unclear}, by="a", at="2019-06-14")
    assert from_corrections(only, "x") is None


def test_files_with_further_letters_and_notes(tmp_path: Path) -> None:
    main = {"subject": "ก", "uncertain": ["date"], "notes": "n", "adressees": []}
    (tmp_path / "a.json").write_text(json.dumps(main), encoding="utf-8-sig")
    (tmp_path / "a_p2.json").write_text('{"subject": "ข"}', encoding="utf-8")
    (tmp_path / "a_p3.json").write_text('{"subject": "ค"}', encoding="utf-8")
    gold = from_files(tmp_path, "a")
    assert gold is not None
    assert (gold.fields, gold.strange) == ({"subject": "ก"}, ("adressees",))
    assert [letter.fields["subject"] for letter in gold.further] == ["ข", "ค"]
    assert from_files(tmp_path, "b") is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "3",
        '{"uncertain": "a"}',
        '{"uncertain": [3]}',
        '{"enclosed": {}}',
        "[" * 9999,
    ],
)
def test_what_is_no_gold_is_said_with_its_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content, encoding="utf-8")
    with pytest.raises(GoldError) as caught:
        from_files(tmp_path, "a")
    assert str(caught.value).startswith("a.json: ")


@pytest.mark.parametrize(
    ("path", "left_out"),
    [
        ("date", True),
        ("date.iso", True),
        ("signatory", False),
        ("signatory.name", True),
        ("signatory.position", False),
        ("contacts.1.number", True),
        ("contacts.10", False),
        ("dates", False),
    ],
)
def test_what_is_uncertain_reaches_down(path: str, left_out: bool) -> None:
    gold = Gold({}, "x", frozenset({"date", "signatory.name", "contacts.1"}))
    assert gold.is_left_out(path) is left_out
