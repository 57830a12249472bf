import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.search.letters import keep, log, smart_city_parts
from thaidoc.archive import events
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError, NoIndexError, ThaidocError
from thaidoc.search import local, manifest
from thaidoc.search.committed import COLUMNS
from thaidoc.search.letters_writer import LettersWriter
from thaidoc.search.local import LocalEngine
from thaidoc.search.searcher import search
from thaidoc.search.update import catch_up, is_behind, reindex
from thaidoc.search.whoosh import WordIndex
from thaidoc.search.whoosh_writer import WordsWriter


def found(archive: Archive, query: str) -> set[str]:
    result = search(archive, query, limit=1000)
    assert result.total == len(result.hits)
    return {hit.id for hit in result.hits}


def correct(archive: Archive, identity: str, subject: str) -> None:
    decided = Corrections().decide("subject", subject, by="test", at=events.now())
    decided.save(archive.folder(identity) / "corrections.json")
    log(archive, "corrected", identity)


def remove(archive: Archive, identity: str) -> None:
    shutil.rmtree(archive.folder(identity))
    log(archive, "removed", identity)


def words_in_index(archive: Archive) -> int:
    committed = manifest.load(archive.index, COLUMNS)
    index = WordIndex(archive.index / committed.words)
    try:
        return len(index.slots())
    finally:
        index.close()


def test_new_changed_and_removed_documents(archive: Archive) -> None:
    first = keep(archive, "หนังสือฉบับแรก", subject="เรื่องเดิม")
    second = keep(archive, "หนังสือฉบับที่สอง")
    assert is_behind(archive)
    report = catch_up(archive)
    assert (report.new, report.changed, report.removed) == (2, 0, 0)
    assert not is_behind(archive)

    third = keep(archive, "หนังสือฉบับที่สาม")
    correct(archive, first, "เรื่องใหม่เอี่ยม")
    remove(archive, second)
    assert is_behind(archive)
    assert found(archive, "หนังสือฉบับ") == {first, second}
    report = catch_up(archive)
    assert (report.new, report.changed, report.removed) == (1, 1, 1)
    assert report.rebuilt is None and report.failed == []
    assert found(archive, "หนังสือฉบับ") == {first, third}
    assert found(archive, "เรื่อง:ใหม่เอี่ยม") == {first}
    assert found(archive, "เรื่อง:เดิม") == set()
    assert words_in_index(archive) == 2
    assert catch_up(archive) == type(report)()


def test_what_has_no_event_is_seen_by_what_there_is(archive: Archive) -> None:
    keep(archive, "หนังสือฉบับแรก")
    catch_up(archive)
    quiet = keep(archive, "หนังสือเงียบ")
    archive.events.write_bytes(archive.events.read_bytes().splitlines(keepends=True)[0])
    assert catch_up(archive).new == 1
    assert found(archive, "เงียบ") == {quiet}


def test_an_event_that_changes_nothing_is_read_once(archive: Archive) -> None:
    identity = keep(archive, "หนังสือ")
    catch_up(archive)
    log(archive, "checked", identity)
    assert is_behind(archive)
    assert catch_up(archive).changed == 0
    assert not is_behind(archive)


def test_another_event_log_means_making_it_anew(archive: Archive) -> None:
    identity = keep(archive, "หนังสือ")
    catch_up(archive)
    archive.events.write_bytes(archive.events.read_bytes().replace(b"test", b"TEST"))
    assert is_behind(archive)
    assert "event log" in (catch_up(archive).rebuilt or "")
    assert found(archive, "หนังสือ") == {identity}


def test_a_document_taken_out_and_put_back_unseen_is_read_again(archive: Archive) -> None:
    identity = keep(archive, "หนังสือ", subject="เรื่องเดิม")
    catch_up(archive)
    folder = archive.folder(identity)
    record = (folder / "record.json").read_bytes()
    log(archive, "removed", identity)
    (folder / "record.json").write_bytes(record.replace("เรื่องเดิม".encode(), "เรื่องอื่น".encode()))
    log(archive, "added", identity)
    catch_up(archive)
    assert found(archive, "เรื่อง:เรื่องอื่น") == {identity}


def test_damaged_documents_are_told_and_do_not_stop_the_others(archive: Archive) -> None:
    no_record = keep(archive, "ข้อความที่ยังอยู่")
    no_text = keep(archive, "หายไป", subject="เรื่องที่ยังอยู่")
    nothing = keep(archive, "หายหมด")
    sound = keep(archive, "ฉบับดี")
    (archive.folder(no_record) / "record.json").write_text("{")
    (archive.folder(no_text) / "text.txt").unlink()
    (archive.folder(nothing) / "record.json").write_bytes(b"\xff")
    (archive.folder(nothing) / "text.txt").write_bytes(b"\xff")
    report = catch_up(archive)
    assert {identity for identity, _ in report.failed} == {no_record, no_text, nothing}
    assert all(isinstance(fault, ThaidocError) and fault.where for _, fault in report.failed)
    assert report.new == 3
    assert found(archive, "ยังอยู่") == {no_record, no_text}
    assert found(archive, "ฉบับดี") == {sound}
    assert search(archive, "ข้อความที่ยังอยู่").hits[0].subject is None


def test_progress_counts_every_document(archive: Archive) -> None:
    for number in range(3):
        keep(archive, f"ฉบับ {number}")
    seen: list[tuple[int, int]] = []
    catch_up(archive, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_an_empty_archive_has_an_empty_index(archive: Archive) -> None:
    with pytest.raises(NoIndexError, match=r"no search index yet.*reindex"):
        search(archive, "หนังสือ")
    catch_up(archive)
    assert not is_behind(archive)
    assert found(archive, "หนังสือ") == found(archive, "") == set()


def test_many_batches_are_one_index(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    catch_up(archive)
    monkeypatch.setattr("thaidoc.search.update._BATCH", 2)
    monkeypatch.setattr("thaidoc.search.whoosh_writer._MOST_SEGMENTS", 3)
    everything = {keep(archive, f"หนังสือฉบับที่ {number}") for number in range(15)}
    assert catch_up(archive).new == 15
    assert found(archive, "หนังสือ") == everything
    assert found(archive, "หนังสือ ที่14") <= everything
    committed = manifest.load(archive.index, COLUMNS)
    assert len(list((archive.index / committed.words).glob("*.seg"))) <= 3
    assert words_in_index(archive) == 15


def test_the_dead_are_thrown_away_when_they_are_many(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_DEAD_COUNT", 4)
    names = [keep(archive, f"หนังสือฉบับที่ {number}") for number in range(8)]
    catch_up(archive)
    for name in names[:5]:
        remove(archive, name)
    catch_up(archive)
    committed = manifest.load(archive.index, COLUMNS)
    assert (committed.entries, committed.dead) == (3, ())
    assert found(archive, "หนังสือ") == set(names[5:])
    assert all("words" in hit.how for hit in search(archive, "ฉบับหนังสือ").hits)
    added = keep(archive, "หนังสือฉบับใหม่")
    catch_up(archive)
    assert found(archive, "หนังสือ") == found(archive, "ฉบับหนังสือ") == {*names[5:], added}


def test_reindex_makes_the_same_index_and_leaves_nothing_behind(archive: Archive) -> None:
    names = {keep(archive, f"หนังสือฉบับที่ {number}") for number in range(3)}
    catch_up(archive)
    report = reindex(archive)
    assert report.new == 3 and report.rebuilt
    assert found(archive, "หนังสือ") == names
    assert (
        len(list(archive.index.glob("letters-*"))) == len(list(archive.index.glob("words-*"))) == 1
    )


def test_an_open_searcher_keeps_its_view(archive: Archive) -> None:
    old = keep(archive, "หนังสือเก่า")
    catch_up(archive)
    engine = LocalEngine.open(archive.index)
    keep(archive, "หนังสือใหม่")
    catch_up(archive)
    from thaidoc.search.query import Word

    assert [match.id for match in engine.search(Word("หนังสือ"), 10).matches] == [old]
    engine.close()


def test_an_engine_whose_folders_were_swept_reads_the_newer_commit(archive: Archive) -> None:
    keep(archive, "หนังสือเก่า")
    catch_up(archive)
    engine = LocalEngine.open(archive.index)
    keep(archive, "หนังสือใหม่")
    reindex(archive)
    from thaidoc.search.query import Word

    assert engine.search(Word("หนังสือ"), 10).total == 2
    engine.close()


def test_a_second_writer_is_told(archive: Archive) -> None:
    keep(archive, "หนังสือ")
    with FileLock(archive.index / ".lock"), pytest.raises(ArchiveLockedError, match="updating"):
        catch_up(archive)


# Whoosh leaves the file of a damaged commit to the collector
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("part", ["manifest", "other version", "letters", "tail", "words", "toc"])
def test_a_damaged_index_is_told_and_made_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    if part == "letters":
        monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 0)
    identity = keep(archive, "หนังสือฉบับแรก")
    catch_up(archive)
    committed = manifest.load(archive.index, COLUMNS)
    path = archive.index / manifest.NAME
    if part == "manifest":
        path.write_bytes(path.read_bytes()[:20])
    elif part == "other version":
        path.write_bytes(path.read_bytes().replace(b'"format":', b'"format":9'))
    elif part == "letters":
        (archive.index / committed.letters / "text.bytes").write_bytes(b"")
    elif part == "tail":
        (archive.index / committed.letters / committed.tail).write_bytes(b"")
    elif part == "words":
        shutil.rmtree(archive.index / committed.words)
    else:
        next((archive.index / committed.words).glob("*.toc")).write_bytes(b"\0")
    with pytest.raises(NoIndexError, match="thaidoc reindex"):
        search(archive, "หนังสือฉบับ")
    keep(archive, "หนังสือฉบับที่สอง")
    assert catch_up(archive).rebuilt
    assert len(found(archive, "หนังสือฉบับ")) == 2
    assert identity in found(archive, "ฉบับหนังสือ")


@pytest.mark.parametrize("file", ["*.seg", "*.toc", "tail-*", "text.bytes", "ids", "issuer.label"])
def test_a_file_cut_short_is_found_at_opening(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    if "*" not in file:
        monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 0)
    keep(archive, "หนังสือ", **smart_city_parts())
    catch_up(archive)
    path = next(archive.index.rglob(file))
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(NoIndexError, match="thaidoc reindex"):
        local.LocalEngine.open(archive.index)
    if file != "*.toc":  # without it the words are of another commit, which an update mends
        path.unlink()
        with pytest.raises(NoIndexError, match="thaidoc reindex"):
            local.LocalEngine.open(archive.index)


def test_words_of_two_segmenters_ask_for_a_reindex(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, "หนังสือ")
    assert catch_up(archive).advice is None

    class Other:
        name = "another, of 2590"

        def cut(self, text: str) -> list[str]:
            return text.split(" ")

    for module in ("local", "cutting"):
        monkeypatch.setattr(f"thaidoc.search.{module}.segmenter", Other)
    keep(archive, "หนังสืออื่น")
    advice = catch_up(archive).advice
    assert advice and "another, of 2590" in advice and "thaidoc reindex" in advice
    assert catch_up(archive).advice is None  # nothing was cut
    reindex(archive)
    keep(archive, "หนังสือใหม่")
    assert catch_up(archive).advice is None


# --- crashes --------------------------------------------------------------------------------------


def before(step: Callable[..., Any]) -> Callable[..., Any]:
    """The step, but the process is gone before it begins."""

    def dies(*_: Any, **__: Any) -> None:
        os._exit(9)

    return dies


def after(step: Callable[..., Any]) -> Callable[..., Any]:
    """The step, but the process is gone when it is done."""

    def dies(*args: Any, **kwargs: Any) -> None:
        step(*args, **kwargs)
        os._exit(9)

    return dies


STEPS: list[tuple[Callable[..., Any], Any, str]] = [
    (before, LettersWriter, "append"),
    (after, LettersWriter, "append"),
    (after, WordsWriter, "add"),
    (after, WordsWriter, "remove"),
    (before, LettersWriter, "commit"),
    (after, LettersWriter, "commit"),
    (before, WordsWriter, "commit"),
    (after, WordsWriter, "commit"),
    (before, manifest, "publish"),
    (after, manifest, "publish"),
    (after, manifest, "sweep"),
]


def crash(when: Callable[..., Any], owner: Any, name: str, act: Callable[[], object]) -> None:
    """Do something in a process that is killed at a step of it."""
    child = os.fork()
    if not child:
        try:
            setattr(owner, name, when(getattr(owner, name)))
            act()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9, "it should have been killed at the step"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize("tail", [500, 3, 0])
@pytest.mark.parametrize(("when", "owner", "name"), STEPS)
def test_a_crash_at_any_step_only_means_catching_up(
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
    when: Callable[..., Any],
    owner: Any,
    name: str,
    tail: int,
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", tail)
    changed = keep(archive, "หนังสือฉบับแรก é", subject="เรื่องเดิม")
    removed = keep(archive, "หนังสือฉบับที่สอง")
    kept = keep(archive, "หนังสือฉบับที่สาม")
    catch_up(archive)
    new = keep(archive, "หนังสือฉบับใหม่ è", subject="เรื่องใหม่")
    correct(archive, changed, "เรื่องใหม่")
    remove(archive, removed)

    crash(when, owner, name, lambda: catch_up(archive))
    old_state, new_state = {changed, removed, kept}, {changed, kept, new}
    state = found(archive, "หนังสือฉบับ")
    assert state in (old_state, new_state)
    assert found(archive, "เรื่อง:ใหม่") == (set() if state == old_state else {changed, new})
    assert is_behind(archive) or state == new_state

    catch_up(archive)
    assert not is_behind(archive)
    assert found(archive, "หนังสือฉบับ") == new_state
    assert found(archive, "ฉบับหนังสือ") == new_state  # by their words
    assert found(archive, "เรื่อง:ใหม่") == {changed, new}
    assert found(archive, "é") == {changed} and found(archive, "è") == {new}
    assert words_in_index(archive) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
@pytest.mark.parametrize(("when", "owner", "name"), STEPS[4:])
def test_a_crash_while_making_the_index_anew_leaves_the_old_one(
    archive: Archive, when: Callable[..., Any], owner: Any, name: str
) -> None:
    names = {keep(archive, f"หนังสือฉบับที่ {number}") for number in range(3)}
    catch_up(archive)
    crash(when, owner, name, lambda: reindex(archive))
    assert found(archive, "หนังสือ") == found(archive, "ฉบับหนังสือ") == names
    names.add(keep(archive, "หนังสือฉบับใหม่"))
    catch_up(archive)
    assert found(archive, "หนังสือ") == found(archive, "ฉบับหนังสือ") == names
    assert len(list(archive.index.glob("words-*"))) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_words_that_ran_ahead_and_a_document_that_came_back(archive: Archive) -> None:
    identity = keep(archive, "หนังสือฉบับแรก")
    keep(archive, "หนังสืออื่น")
    catch_up(archive)
    folder, aside = archive.folder(identity), archive.root / "aside"
    folder.rename(aside)
    crash(after, WordsWriter, "commit", lambda: catch_up(archive))
    aside.rename(folder)  # and no event says so
    catch_up(archive)
    assert found(archive, "แรกหนังสือ") == {identity}


def test_a_full_disk_is_told_and_the_old_index_stays(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = keep(archive, "หนังสือฉบับแรก")
    catch_up(archive)
    keep(archive, "หนังสือฉบับที่สอง")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(ThaidocError, match="No space left"):
        patch.setattr("thaidoc.search.letters_writer.os.fsync", full)
        catch_up(archive)
    assert found(archive, "หนังสือฉบับ") == {identity}
    assert catch_up(archive).rebuilt is None
    assert len(found(archive, "หนังสือฉบับ")) == 2


def test_an_index_folder_that_cannot_be_written_is_told(archive: Archive, tmp_path: Path) -> None:
    shutil.rmtree(archive.index)
    archive.index.write_text("a file stands here")
    with pytest.raises(ThaidocError, match="cannot be brought up to date"):
        catch_up(archive)


def test_one_letter_waits_for_the_disk_a_few_times_only(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, "หนังสือฉบับแรก")
    catch_up(archive)
    new = keep(archive, "หนังสือฉบับที่สอง", **smart_city_parts())
    synced: list[int] = []
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", synced.append)
        catch_up(archive)
    assert len(synced) <= 10
    assert new in found(archive, "หนังสือฉบับที่สอง")
