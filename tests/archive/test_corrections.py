import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.archive.corrections import Corrections, apply
from thaidoc.errors import ArchiveDamagedError, ThaidocError
from thaidoc.record import FIELDS, Addressee, Record, Reference, ThaiDate, from_json, to_json

WHO = {"by": "สมหญิง@hq", "at": "2019-06-14T09:00:00+07:00"}
DATE = ThaiDate(raw="๑๔ มิถุนายน ๒๕๖๒", iso="2019-06-14", be_year=2562, precision="day")

years = st.integers(2400, 2700)
letters = st.text(max_size=30)
values: dict[str, st.SearchStrategy[object]] = {
    "subject": st.none() | letters,
    "circular": st.none() | st.booleans(),
    "urgency": st.none() | st.sampled_from(["ด่วน", "ด่วนมาก", "ด่วนที่สุด"]),
    "body": st.lists(letters, max_size=3),
    "owner": st.lists(letters, max_size=3),
    "kind": st.sampled_from(["order", "memo", "other"]),
    "date": st.none()
    | st.builds(ThaiDate, raw=letters, iso=letters, be_year=st.integers(2400, 2700)),
    "addressees": st.lists(
        st.builds(
            Addressee,
            name=letters,
            scope=st.none() | letters,
            except_=st.lists(letters, max_size=2),
            raw=letters,
        ),
        max_size=2,
    ),
    "reference": st.none()
    | st.builds(
        Reference,
        raw=letters,
        prefix=st.none() | letters,
        unit=st.none() | letters,
        circular=st.none() | st.booleans(),
        number=st.none() | letters,
        year=st.none() | years,
        normal=letters,
    ),
}
decisions = st.fixed_dictionaries({}, optional=values)


@given(decisions)
def test_decisions_survive_the_disk_and_win(decided: dict[str, object]) -> None:
    record = Record(id="0" * 16, subject="ที่อ่านได้", body=["หนึ่ง"], date=DATE)
    corrections = Corrections()
    for key, value in decided.items():
        corrections = corrections.decide(key, value, **WHO)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corrections.json"
        corrections.save(path)
        loaded = Corrections.load(path)
        assert [p.name for p in Path(folder).iterdir()] == ["corrections.json"]
    corrected = apply(record, loaded)
    for key in FIELDS:
        assert getattr(corrected, key) == decided.get(key, getattr(record, key))
    assert from_json(to_json(corrected)) == corrected


def test_nothing_decided_changes_nothing(record_of: Callable[[bytes], Record]) -> None:
    record = record_of(b"x")
    assert apply(record, Corrections()) is record


def test_what_nobody_decided_stays(record_of: Callable[[bytes], Record]) -> None:
    record = record_of(b"x")
    corrected = apply(record, Corrections().decide("kind", "order", **WHO))
    assert corrected == msgspec.structs.replace(record, kind="order")


def test_a_later_decision_replaces_an_earlier_one() -> None:
    twice = Corrections().decide("subject", "ก", **WHO).decide("subject", "ข", **WHO)
    assert apply(Record(id=""), twice).subject == "ข"


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("id", "0" * 16, "not a field"),
        ("source", {}, "not a field"),
        ("titel", "x", "not a field"),
        ("subject", 3, "has not the shape"),
        ("kind", "letter", "has not the shape"),
        ("addressees", ["ก"], "has not the shape"),
    ],
)
def test_a_decision_that_cannot_be(key: str, value: object, says: str) -> None:
    with pytest.raises(ThaidocError, match=says):
        Corrections().decide(key, value, **WHO)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not a file of corrections"),
        (b"\xff", "not a file of corrections"),
        (b'{"version": 2}', "version 2"),
        (b'{"fields": {"id": {"value": "x", "by": "b", "at": "a"}}}', "not a field"),
    ],
)
def test_a_file_that_nobody_wrote(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "corrections.json"
    path.write_bytes(content)
    with pytest.raises(ArchiveDamagedError, match=says):
        Corrections.load(path)


def test_a_save_that_fails_leaves_the_old_decisions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corrections.json"
    old = Corrections().decide("subject", "เดิม", **WHO)
    old.save(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        old.decide("subject", "ใหม่", **WHO).save(path)
    assert Corrections.load(path) == old
