"""Adding with processes that read side by side."""

import os
import signal
from pathlib import Path

import pytest

from tests.bench.incoming import write
from thaidoc.archive import batch, events, workers
from thaidoc.archive.check import check
from thaidoc.archive.ingest import FileReport, IngestReport, add
from thaidoc.archive.store import Archive
from thaidoc.archive.workers import Errand, Workers
from thaidoc.errors import ThaidocError

COUNT = 20
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    write(folder, COUNT)
    first, *_ = sorted(folder.rglob("*.txt"))
    (folder / "copy.txt").write_bytes(first.read_bytes())
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    return folder


def outcomes(report: IngestReport) -> list[str]:
    return sorted(file.outcome for file in report.files)


def added(archive: Archive) -> list[str | None]:
    return [event.id for event, _ in events.read(archive.events) if event.act == "added"]


def test_what_processes_read_is_what_one_reads(
    archive: Archive, inbox: Path, tmp_path: Path
) -> None:
    report = add(archive, [inbox], jobs=2)
    assert outcomes(report) == ["added"] * COUNT + ["already-there", "failed"]
    alone = Archive.init(tmp_path / "alone")
    add(alone, [inbox])
    for identity in alone.ids():
        assert archive.record(identity) == alone.record(identity)
        assert archive.text(identity) == alone.text(identity)
        one, other = (a.original(identity) for a in (archive, alone))
        assert (one.name, one.read_bytes()) == (other.name, other.read_bytes())
        assert one.stat().st_mode == other.stat().st_mode
    assert sorted(added(archive), key=str) == list(archive.ids())
    assert not [f for f in check(archive).findings if not f.code.startswith("index")]


def test_run_again_it_reads_nothing(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(archive, [inbox])
    (inbox / "noise.bin").rename(inbox.parent / "noise.bin")

    def run(*_: object) -> None:
        raise AssertionError("a file was given to a worker")

    monkeypatch.setattr(workers._Hand, "_asked", run)
    try:
        again = add(archive, [inbox], jobs=2)
    finally:
        (inbox.parent / "noise.bin").rename(inbox / "noise.bin")
    assert outcomes(again) == ["already-there"] * (COUNT + 1)


def test_an_interrupt_ends_between_documents_and_goes_on(archive: Archive, inbox: Path) -> None:
    told: list[str] = []

    def stop(file: FileReport) -> None:
        told.append(file.file)
        os.kill(os.getpid(), signal.SIGINT)

    report = add(archive, [inbox], jobs=2, on_file=stop)
    assert report.interrupted
    assert 0 < len(told) < COUNT + 2
    every = sorted(str(path) for path in inbox.rglob("*") if path.is_file())
    assert sorted(told + report.not_tried) == every
    assert sorted(added(archive), key=str) == list(archive.ids())
    assert not list(archive.corpus.glob(".incoming-*"))
    add(archive, [inbox])
    assert sorted(added(archive), key=str) == list(archive.ids())
    assert len(added(archive)) == COUNT


def test_a_full_disk_in_the_middle_of_a_batch(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(batch, "sync", full)
        patch.setattr(os, "fsync", full)
        report = add(archive, [inbox], jobs=2)
    assert report.count("added") == 0
    assert report.stopped == "the archive cannot be written to: No space left on device"
    every = {str(path) for path in inbox.rglob("*") if path.is_file()}
    assert every == {file.file for file in report.files} | set(report.not_tried)
    assert not list(archive.corpus.glob(".incoming-*"))
    assert add(archive, [inbox]).count("failed") == 1


def test_nothing_is_reported_before_it_is_on_the_disk(
    archive: Archive, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every write of a batch is followed by a wait for the disk before its files are reported."""
    done: list[str] = []
    real_sync, real_append = batch.sync, events.append

    def sync(root: Path, paths: list[Path]) -> None:
        real_sync(root, paths)
        done.append("renamed" if archive.corpus in paths else "written")

    def append(log: Path, made: list[events.Event]) -> None:
        real_append(log, made)
        done.extend(["logged"] if any(event.act == "added" for event in made) else [])

    def on_file(file: FileReport) -> None:
        if file.outcome == "added":
            done.append("reported")

    monkeypatch.setattr(batch, "sync", sync)
    monkeypatch.setattr(events, "append", append)
    add(archive, [inbox], jobs=2, on_file=on_file)
    order = [step for step, before in zip(done, [None, *done], strict=False) if step != before]
    assert order == ["written", "renamed", "logged", "reported"] * (len(order) // 4)
    assert done.count("reported") == COUNT


def ends(body: bytes, data: bytes, _tell: object) -> bytes:
    """A task for a worker: ends its process where it is told so."""
    if body == b"die":
        os.kill(os.getpid(), signal.SIGKILL)
    if body == b"raise":
        raise ValueError("ก")
    return body + data


@POSIX
def test_a_task_that_ends_its_process_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    todo = [Errand(body, b"!") for body in (b"a", b"die", b"b", b"raise", b"c")]
    with Workers(1, "test_side_by_side:ends") as pool:
        taken = iter(todo)
        found = [done for done in pool.run(lambda: next(taken, None)) if done]
    assert [errand for errand, _ in found] == todo
    results = [result for _, result in found]
    assert results[::2] == [b"a!", b"b!", b"c!"]
    died, raised = results[1], results[3]
    assert isinstance(died, ThaidocError)
    assert "was killed" in died.what
    assert isinstance(raised, ThaidocError)
    assert "ValueError: ก" in raised.what


def test_no_more_is_taken_on_than_can_soon_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    taken = given = 0

    def take() -> Errand | None:
        nonlocal taken
        taken += 1
        return Errand(b"a", b"") if taken <= 50 else None

    with Workers(1, "test_side_by_side:ends") as pool:
        for done in pool.run(take):
            given += done is not None
            assert taken - given <= workers._AHEAD + 1
    assert given == 50
