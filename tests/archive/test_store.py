import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from thaidoc.archive.corrections import Corrections
from thaidoc.archive.store import Archive
from thaidoc.errors import (
    ArchiveDamagedError,
    ArchiveLockedError,
    NoArchiveError,
    NoSuchDocumentError,
    ThaidocError,
)
from thaidoc.record import Record

MakeRecord = Callable[[bytes], Record]
DATA = "เรื่อง ทดสอบ\n".encode()


def files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


class Killed(BaseException):
    """What a power cut looks like from inside."""


def die_at(monkeypatch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """Die in the given call (from 0) that touches the disk; gives how many were made."""
    calls = 0

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            nonlocal calls
            calls += 1
            if calls - 1 == step:
                raise Killed
            return real(*args, **kwargs)

        return call

    monkeypatch.setattr(tempfile, "mkdtemp", counted(tempfile.mkdtemp))
    for name in ("mkdir", "open", "chmod", "rename"):
        monkeypatch.setattr(Path, name, counted(getattr(Path, name)))
    monkeypatch.setattr(os, "fsync", counted(os.fsync))
    return lambda: calls


#: more than the steps that keep() takes; test_keep_takes_steps holds it to that
STEPS = 24


@pytest.mark.parametrize("cleaned_up", [True, False])
@pytest.mark.parametrize("step", range(STEPS))
def test_a_crash_at_any_step_leaves_a_document_whole_or_not_at_all(
    archive: Archive,
    record_of: MakeRecord,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    cleaned_up: bool,
) -> None:
    record = record_of(DATA)
    with monkeypatch.context() as patch:
        die_at(patch, step)
        if not cleaned_up:
            patch.setattr(shutil, "rmtree", lambda *a, **k: None)
        with suppress(Killed):
            archive.keep(DATA, ".txt", record, "ทดสอบ\n")

    kept = list(archive.ids())
    assert kept in ([], [record.id])
    if kept:
        assert archive.parsed(record.id) == record
        assert archive.original(record.id).read_bytes() == DATA
        assert archive.text(record.id) == "ทดสอบ\n"

    archive.sweep()
    assert not list(archive.corpus.glob(".incoming-*"))
    assert archive.keep(DATA, ".txt", record, "ทดสอบ\n") is (not kept)
    assert archive.parsed(record.id) == record


def test_keep_takes_steps(
    archive: Archive, record_of: MakeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        count = die_at(patch, 10_000)
        archive.keep(DATA, ".txt", record_of(DATA), "ทดสอบ\n")
    assert 10 <= count() <= STEPS


def test_the_same_bytes_twice_are_one_document(archive: Archive, record_of: MakeRecord) -> None:
    record = record_of(DATA)
    assert archive.keep(DATA, ".txt", record, "หนึ่ง") is True
    before = files(archive.root)
    assert archive.keep(DATA, ".pdf", record, "สอง") is False
    assert files(archive.root) == before
    assert archive.text(record.id) == "หนึ่ง"
    assert list(archive.ids()) == [record.id]
    assert record.id in archive


def test_a_document_lies_where_the_layout_says(archive: Archive, record_of: MakeRecord) -> None:
    record = record_of(DATA)
    archive.keep(DATA, ".txt", record, "ก\fข\r\n")
    assert files(archive.corpus) == [
        f"{record.id[:2]}/{record.id}/{name}"
        for name in ("original.txt", "record.json", "text.txt")
    ] + ["events.jsonl"]
    assert archive.text(record.id) == "ก\fข\r\n"


def test_the_original_is_read_only(archive: Archive, record_of: MakeRecord) -> None:
    record = record_of(DATA)
    archive.keep(DATA, ".txt", record, "")
    mode = archive.original(record.id).stat().st_mode
    assert not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def test_a_folder_without_its_record_is_never_overwritten(
    archive: Archive, record_of: MakeRecord
) -> None:
    record = record_of(DATA)
    folder = archive.folder(record.id)
    folder.mkdir(parents=True)
    (folder / "original.txt").write_bytes(b"somebody's")
    with pytest.raises(ArchiveDamagedError, match=r"no record\.json"):
        archive.keep(DATA, ".txt", record, "")
    assert files(folder) == ["original.txt"]
    with pytest.raises(ArchiveDamagedError, match=r"record\.json is missing"):
        archive.parsed(archive.resolve(record.id[:6]))


def test_init_twice_changes_nothing(tmp_path: Path, record_of: MakeRecord) -> None:
    archive = Archive.init(tmp_path / "a" / "b")
    archive.keep(DATA, ".txt", record_of(DATA), "")
    (archive.root / "thaidoc.toml").write_text("[archive]\nformat = 1\n# mine\n")
    again = Archive.init(tmp_path / "a" / "b")
    assert list(again.ids()) == [record_of(DATA).id]
    assert "# mine" in (again.root / "thaidoc.toml").read_text()


def test_init_where_a_file_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoArchiveError, match="cannot be made"):
        Archive.init(tmp_path / "file")


def test_find_walks_up(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    below = archive.root / "letters" / "2562"
    below.mkdir(parents=True)
    assert Archive.find(below).root == archive.root.resolve()
    monkeypatch.chdir(below)
    assert Archive.find(Path()).root == archive.root.resolve()


def test_no_archive_says_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(NoArchiveError, match="thaidoc init"):
        Archive.find(tmp_path)
    with pytest.raises(NoArchiveError, match="thaidoc init"):
        Archive.open(tmp_path)


@pytest.mark.parametrize(
    ("marker", "error", "says"),
    [
        ("[archive]\nformat = 3\n", NoArchiveError, "format 3"),
        ("[archive\n", ArchiveDamagedError, "not TOML"),
        ("archive = 1\n", ArchiveDamagedError, "not a table"),
    ],
)
def test_a_marker_that_this_thaidoc_cannot_use(
    archive: Archive, marker: str, error: type[ThaidocError], says: str
) -> None:
    (archive.root / "thaidoc.toml").write_text(marker)
    with pytest.raises(error, match=says):
        Archive.open(archive.root)


def test_a_marker_without_a_format_is_of_this_one(archive: Archive) -> None:
    (archive.root / "thaidoc.toml").write_text("")
    assert Archive.open(archive.root).root == archive.root


class TestResolve:
    @pytest.fixture
    def two(self, archive: Archive) -> Iterator[Archive]:
        for identity in ("3f9c2a7be1d04c55", "3f9c2a7b00000000", "3f00000000000000"):
            folder = archive.folder(identity)
            folder.mkdir(parents=True)
            (folder / "record.json").write_text("{}")
        yield archive

    def test_a_beginning_is_enough(self, two: Archive) -> None:
        assert two.resolve("3f00") == "3f00000000000000"
        assert two.resolve("3F9C2A7BE") == "3f9c2a7be1d04c55"
        assert two.resolve("3f9c2a7be1d04c55") == "3f9c2a7be1d04c55"

    def test_an_ambiguous_one_shows_the_choice(self, two: Archive) -> None:
        with pytest.raises(NoSuchDocumentError, match="2 identities") as caught:
            two.resolve("3f9c")
        assert caught.value.hint is not None
        assert "3f9c2a7b00000000, 3f9c2a7be1d04c55" in caught.value.hint

    @pytest.mark.parametrize("wrong", ["", "3f9", "xyzw", "มท 0810", "../../etc", "3f9c*"])
    def test_what_is_no_identity(self, two: Archive, wrong: str) -> None:
        with pytest.raises(NoSuchDocumentError, match="not a document's identity"):
            two.resolve(wrong)

    @pytest.mark.parametrize("absent", ["abcd", "3f01", "3f9c2a7be1d04c550"])
    def test_none_such(self, two: Archive, absent: str) -> None:
        with pytest.raises(NoSuchDocumentError, match="no document"):
            two.resolve(absent)

    def test_other_things_on_the_shelf_do_not_count(self, two: Archive) -> None:
        (two.corpus / "3f" / "3f00000000000000.bak").mkdir()
        assert two.resolve("3f00") == "3f00000000000000"


class TestDamage:
    def test_a_record_that_is_none(self, archive: Archive, record_of: MakeRecord) -> None:
        record = record_of(DATA)
        archive.keep(DATA, ".txt", record, "")
        path = archive.folder(record.id) / "record.json"
        for bad in (b"", b"{", b"[]", b"\xff\xfe", b'{"id": 3}'):
            path.write_bytes(bad)
            with pytest.raises(ArchiveDamagedError, match="not a record"):
                archive.parsed(record.id)
        path.write_bytes(b'{"id": "0000000000000000", "version": 2}')
        with pytest.raises(ArchiveDamagedError, match="version 2"):
            archive.parsed(record.id)

    def test_text_and_original_that_are_gone(self, archive: Archive, record_of: MakeRecord) -> None:
        record = record_of(DATA)
        archive.keep(DATA, ".txt", record, "")
        archive.original(record.id).unlink()
        with pytest.raises(ArchiveDamagedError, match="original is missing"):
            archive.original(record.id)
        (archive.folder(record.id) / "text.txt").write_bytes(b"\xa1\xa2")
        with pytest.raises(ArchiveDamagedError, match="not UTF-8"):
            archive.text(record.id)
        (archive.folder(record.id) / "text.txt").unlink()
        with pytest.raises(ArchiveDamagedError, match=r"text\.txt is missing"):
            archive.text(record.id)

    def test_a_decision_that_does_not_fit(self, archive: Archive, record_of: MakeRecord) -> None:
        record = record_of(DATA)
        archive.keep(DATA, ".txt", record, "")
        path = archive.folder(record.id) / "corrections.json"
        path.write_text('{"fields": {"subject": {"value": 3, "by": "x", "at": "y"}}}')
        with pytest.raises(ArchiveDamagedError, match="subject"):
            archive.record(record.id)

    def test_no_such_document(self, archive: Archive) -> None:
        with pytest.raises(NoSuchDocumentError):
            archive.record("0" * 16)


def test_a_decision_wins_over_the_parser(archive: Archive, record_of: MakeRecord) -> None:
    record = record_of(DATA)
    archive.keep(DATA, ".txt", record, "")
    path = archive.folder(record.id) / "corrections.json"
    Corrections().decide("subject", "ที่ถูก", by="สมหญิง", at="2019-06-14").save(path)
    assert archive.record(record.id).subject == "ที่ถูก"
    assert archive.parsed(record.id).subject == record.subject


def test_one_writer_at_a_time(archive: Archive) -> None:
    with (
        archive.writing(),
        pytest.raises(ArchiveLockedError, match="another thaidoc"),
        archive.writing(),
    ):
        pass
    with archive.writing():
        pass


def test_a_lock_that_may_not_be_made(archive: Archive) -> None:
    (archive.root / ".thaidoc.lock").mkdir()
    with pytest.raises(ThaidocError, match="cannot be written to"), archive.writing():
        pass


def test_ids_are_in_order_and_pass_over_other_things(
    archive: Archive, record_of: MakeRecord
) -> None:
    made = [record_of(bytes([n])) for n in range(12)]
    for record in made:
        archive.keep(b"x", ".txt", record, "")
    (archive.corpus / "events.jsonl").write_text("")
    (archive.corpus / "notes").mkdir()
    assert list(archive.ids()) == sorted(r.id for r in made)
    shutil.rmtree(archive.corpus)
    assert list(archive.ids()) == []
