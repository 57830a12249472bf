from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from thaidoc.archive import events
from thaidoc.archive.events import Event


def event(identity: str, **detail: str) -> Event:
    return Event(at=events.now(), act="added", id=identity, actor="สมชาย@hq", detail=detail)


def given_by(path: Path, offset: int = 0) -> list[str | None]:
    return [e.id for e, _ in events.read(path, offset)]


def test_what_is_appended_is_read(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    assert given_by(log) == []
    first, second, third = event("a", file="หนังสือ\nสองบรรทัด.pdf"), event("b"), event("c")
    events.append(log, [first])
    events.append(log, [])
    events.append(log, [second, third])
    assert [e for e, _ in events.read(log)] == [first, second, third]
    assert log.read_bytes().count(b"\n") == 3


def test_reading_goes_on_from_an_offset(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    events.append(log, [event("a"), event("b")])
    offsets = [offset for _, offset in events.read(log)]
    assert given_by(log, offsets[0]) == ["b"]
    assert given_by(log, offsets[1]) == []
    events.append(log, [event("c")])
    assert given_by(log, offsets[1]) == ["c"]


def test_a_torn_last_line_is_not_given_and_hides_nothing(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    events.append(log, [event("a"), event("b")])
    whole = log.read_bytes()
    end_of_a = whole.index(b"\n") + 1
    for cut in range(end_of_a, len(whole)):
        log.write_bytes(whole[:cut])
        assert given_by(log) == ["a"]
        events.append(log, [event("c")])
        assert [i for i in given_by(log) if i != "b"] == ["a", "c"]
        assert log.read_bytes().startswith(whole[:cut])  # append-only, even so


def test_offsets_count_lines_that_are_no_events(tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    log.write_bytes(b"\x00\x00\x00\n[]\n")
    events.append(log, [event("a")])
    ((_, offset),) = events.read(log)
    assert offset == log.stat().st_size


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=2), max_size=4))
def test_any_detail_survives(tmp_path_factory: object, details: list[dict[str, str]]) -> None:
    assert hasattr(tmp_path_factory, "mktemp")
    log = tmp_path_factory.mktemp("log") / "events.jsonl"
    written = [
        Event(at="2019-06-14T09:00:00+07:00", act="corrected", id=None, actor="a", detail=detail)
        for detail in details
    ]
    events.append(log, written)
    assert [e for e, _ in events.read(log)] == written


def test_now_carries_its_zone() -> None:
    assert events.now()[-6] in "+-"


def test_the_actor_is_a_person_at_a_machine() -> None:
    user, _, host = events.actor().partition("@")
    assert user
    assert host
