import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.archive import chain, events
from thaidoc.archive.events import Event

OLD = (
    b'{"at":"2026-11-23T11:46:02+00:00","act":"added","id":"0fdd6036372f054d","actor":"thaidoc",'
    b'"outcome":"success","detail":{"file":"a.pdf"}}\n'
)


def event(identity: str, at: str = "") -> Event:
    return Event(at=at or events.now(), act="added", id=identity, actor="สมชาย@hq")


def faults(log: Path) -> dict[str, list[int]]:
    found = chain.verify(log)
    named = {name: getattr(found, name) for name in ("broken", "torn", "unchained", "back")}
    return {name: [line.number for line in lines] for name, lines in named.items() if lines}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Two lines of before there was a chain, and four of a chain."""
    path = tmp_path / "events.jsonl"
    path.write_bytes(OLD * 2)
    events.append(path, [event("a"), event("b")])
    events.append(path, [event("c")])
    events.append(path, [event("d")])
    return path


def test_each_line_carries_the_digest_of_the_line_before(log: Path) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    prevs = [json.loads(line).get("prev") for line in lines]
    assert prevs[:3] == [None, None, chain.digest(OLD * 2)]
    assert prevs[3:] == [chain.digest(line) for line in lines[2:-1]]
    found = chain.verify(log)
    assert (found.events, found.head) == (6, chain.digest(lines[-1]))
    assert not faults(log)


def test_a_log_without_a_chain_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    assert chain.verify(path) == chain.Chain()
    path.write_bytes(OLD * 3)
    assert not faults(path)
    assert [e.id for e, _ in events.read(path)] == ["0fdd6036372f054d"] * 3


@pytest.mark.parametrize("line", range(5))
def test_a_line_that_is_gone_or_changed_or_new_shows(log: Path, line: int) -> None:
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    assert faults(log)["broken"]
    changed = lines[line].replace(b'"success"', b'"failure"')
    log.write_bytes(b"".join([*lines[:line], changed, *lines[line + 1 :]]))
    assert faults(log)["broken"]
    log.write_bytes(b"".join([*lines[:line], OLD, *lines[line:]]))
    assert faults(log)["broken"]


@given(st.data())
def test_no_byte_before_the_last_line_can_change(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    log = tmp_path_factory.mktemp("log") / "events.jsonl"
    log.write_bytes(OLD)
    events.append(log, [event("a")])
    with log.open("ab") as file:
        file.write(b'{"at":"2026')
    events.append(log, [event("b"), event("c")])
    whole = log.read_bytes()
    assert not faults(log).get("broken")
    last = whole.rindex(b"\n", 0, len(whole) - 1) + 1
    at = data.draw(st.integers(0, last - 2))
    byte = data.draw(st.integers(0, 255).filter(lambda b: b != whole[at]))
    log.write_bytes(whole[:at] + bytes([byte]) + whole[at + 1 :])
    assert faults(log).get("broken")


def test_a_torn_line_stays_is_told_and_covered(log: Path) -> None:
    whole = log.read_bytes()
    begins = whole.rindex(b"\n", 0, len(whole) - 1) + 1
    for cut in range(begins + 1, len(whole)):
        log.write_bytes(whole[:cut])
        events.append(log, [event("e")])
        assert log.read_bytes().startswith(whole[:cut] + b"\n")
        found = faults(log)
        assert "broken" not in found
        assert found.get("torn", [6]) == [6]
    log.write_bytes(whole[:-30])
    assert faults(log) == {"torn": [6]}
    events.append(log, [event("e")])
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:4] + lines[5:]))  # what stands before the torn line
    assert "broken" in faults(log)


def test_lines_of_an_older_thaidoc_are_told_and_covered(log: Path) -> None:
    with log.open("ab") as file:
        file.write(OLD + OLD)
    assert faults(log)["unchained"] == [7, 8]
    events.append(log, [event("e", at="2600-01-01T00:00:00+07:00")])
    assert "broken" not in faults(log)
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:6] + lines[7:]))
    assert faults(log)["broken"] == [8]


def test_a_clock_set_back_shows_and_breaks_nothing(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    times = ["2026-11-23T10:00:00+07:00", "2026-11-23T04:00:00+00:00", "2019-01-01T00:00:00+07:00"]
    events.append(path, [event("a", at) for at in times])
    assert faults(path) == {"back": [3]}


def test_a_write_that_fails_leaves_the_log_as_it_was(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = log.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            events.append(log, [event("e")])
    assert log.read_bytes() == whole


def write_many(log: Path, name: str) -> None:
    for _ in range(25):
        events.append(log, [event(name), event(name)])


def test_writers_at_once_keep_the_chain(log: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(log, name)) for name in "xy"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert not faults(log)
    assert chain.verify(log).events == 6 + 100


def test_a_last_line_longer_than_what_is_read_at_once(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    long = Event(at=events.now(), act="added", id="a", actor="x", detail={"file": "ก" * 90_000})
    events.append(path, [long, long])
    events.append(path, [event("b")])
    assert not faults(path)


def test_every_act_has_its_type(tmp_path: Path) -> None:
    from typing import get_args

    assert set(events.PREMIS) == set(get_args(events.Act))
