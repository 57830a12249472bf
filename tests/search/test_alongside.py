import os
import signal
import subprocess

import pytest
from filelock import FileLock

from tests.search.letters import keep, log
from thaidoc.archive.store import Archive
from thaidoc.search import alongside, manifest
from thaidoc.search.alongside import Alongside
from thaidoc.search.committed import COLUMNS
from thaidoc.search.local import LocalEngine
from thaidoc.search.searcher import search
from thaidoc.search.update import catch_up, is_behind
from thaidoc.search.whoosh_writer import WordsWriter


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alongside, "_FEW", 2)


def indexed(archive: Archive) -> set[str]:
    return set(LocalEngine.open(archive.index).ids())


def test_documents_are_in_the_index_before_it_is_brought_up(archive: Archive) -> None:
    with Alongside(archive) as index:
        kept = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(5)]
        for identity in kept:
            index.take(identity)
    assert indexed(archive) == set(kept)
    assert catch_up(archive).new == 0
    assert not is_behind(archive)
    assert {hit.id for hit in search(archive, "ฉบับที่").hits} == set(kept)


def test_few_documents_are_not_worth_a_process(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alongside, "_FEW", 3)
    with Alongside(archive) as index:
        index.take(keep(archive, "หนังสือฉบับแรก"))
        index.take(keep(archive, "หนังสือฉบับที่สอง"))
    assert not list(archive.index.glob("*"))
    assert catch_up(archive).new == 2


def test_many_commits_are_one_index(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alongside, "_BATCH", 2)
    kept = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(5)]
    alongside.main(archive.root, kept[:3])
    alongside.main(archive.root, kept)
    assert indexed(archive) == set(kept)
    assert search(archive, "ฉบับที่", limit=10).total == 5


def test_what_was_changed_before_is_still_taken_in(archive: Archive) -> None:
    first = keep(archive, "หนังสือฉบับแรก", subject="เรื่องเดิม")
    catch_up(archive)
    log(archive, "reparsed", first)
    alongside.main(archive.root, [keep(archive, "หนังสือฉบับที่สอง")])
    assert is_behind(archive)
    report = catch_up(archive)
    assert (report.new, report.changed) == (0, 1)


def test_a_damaged_document_is_left_to_be_told_of(archive: Archive) -> None:
    sound, damaged = keep(archive, "หนังสือฉบับแรก"), keep(archive, "หนังสือฉบับที่สอง")
    (archive.folder(damaged) / "record.json").write_text("{", "utf-8")
    alongside.main(archive.root, [damaged, sound, "0" * 16])
    assert indexed(archive) == {sound}
    report = catch_up(archive)
    assert [identity for identity, _ in report.failed] == [damaged]


def test_a_process_that_is_killed_leaves_the_rest_for_later(archive: Archive) -> None:
    kept = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(4)]
    with Alongside(archive) as index:
        index.take(kept[0])
        index.take(kept[1])
        assert index.process_id is not None
        os.kill(index.process_id, signal.SIGKILL)
        for identity in kept[2:]:
            index.take(identity)
    report = catch_up(archive)
    assert report.new == 4 and not report.failed


def test_it_can_be_stopped_at_once(archive: Archive) -> None:
    kept = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(3)]
    with Alongside(archive) as index:
        for identity in kept:
            index.take(identity)
        index.stop()
    assert index.process_id is None
    assert catch_up(archive).new == 3


def test_another_process_that_updates_the_index_is_not_disturbed(archive: Archive) -> None:
    catch_up(archive)
    kept = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(3)]
    with FileLock(archive.index / ".lock"), Alongside(archive) as index:
        for identity in kept:
            index.take(identity)
    assert indexed(archive) == set()
    assert catch_up(archive).new == 3


def test_an_index_that_a_crash_left_in_two_is_left_to_be_mended(archive: Archive) -> None:
    first, second = (keep(archive, f"หนังสือฉบับที่ {number}") for number in range(2))
    catch_up(archive)
    committed = manifest.load(archive.index, COLUMNS)
    ahead = WordsWriter(archive.index / committed.words, ["subject"], new=False)
    with ahead:
        ahead.remove({0}, beyond=2)
        ahead.commit()
    alongside.main(archive.root, [keep(archive, "หนังสือฉบับที่ 3")])
    assert indexed(archive) == {first, second}
    assert LocalEngine.open(archive.index).incomplete()
    catch_up(archive)
    assert not LocalEngine.open(archive.index).incomplete()
    assert search(archive, "ฉบับที่").total == 3


def test_a_process_that_cannot_be_started_is_done_without(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []

    def fail(*given: object, **_: object) -> None:
        tried.append(given)
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", fail)
    with Alongside(archive) as index:
        for number in range(5):
            index.take(keep(archive, f"หนังสือฉบับที่ {number}"))
    assert len(tried) == 2  # not for each document
    assert catch_up(archive).new == 5


def test_an_archive_with_another_log_is_left_alone(archive: Archive) -> None:
    first = keep(archive, "หนังสือฉบับแรก")
    catch_up(archive)
    archive.events.write_text("", "utf-8")
    alongside.main(archive.root, [keep(archive, "หนังสือฉบับที่สอง")])
    assert indexed(archive) == {first}
    assert catch_up(archive).rebuilt
