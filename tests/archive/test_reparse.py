import os
import signal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from thaidoc.archive import events
from thaidoc.archive.ingest import add
from thaidoc.archive.outdated import is_outdated, outdated, pending, reader_of
from thaidoc.archive.reparse import Reparsed, reparse
from thaidoc.archive.review import Decisions, decide
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError
from thaidoc.parsing.parser import PARSER
from thaidoc.reading.formats import FORMATS
from thaidoc.reading.ocr.engine import NAME as RECOGNISER
from thaidoc.record import Record, RecordWarning, from_json, to_json

LETTER = """\
ที่ มท ๐๘๑๐.๓/ว {number}                                     กรมสมมุติ

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  ขอยืมห้องประชุม

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติจะจัดการประชุม จึงเรียนมาเพื่อโปรดพิจารณา

                              ขอแสดงความนับถือ
"""


@pytest.fixture
def letters(archive: Archive, tmp_path: Path) -> list[str]:
    """Three letters in the archive, in the order of their identities."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(3):
        (inbox / f"{number}.txt").write_text(LETTER.format(number=number + 1), encoding="utf-8")
    add(archive, [inbox])
    return list(archive.ids())


def make_older(archive: Archive, identity: str, **changed: Any) -> Record:
    """The record as an older parser left it."""
    path = archive.folder(identity) / "record.json"
    record = from_json(path.read_bytes())
    assert record.source
    source = msgspec.structs.replace(record.source, parser="thaidoc 0.0.1")
    record = msgspec.structs.replace(record, source=source, **changed)
    path.write_bytes(to_json(record))
    return record


def again(archive: Archive, *identities: str, **options: Any) -> list[Reparsed]:
    return list(reparse(archive, identities, **options))


def log_of(archive: Archive) -> list[events.Event]:
    return [event for event, _ in events.read(archive.events) if event.act == "reparsed"]


def test_what_another_version_read_is_outdated(archive: Archive, letters: list[str]) -> None:
    assert list(outdated(archive)) == []
    make_older(archive, letters[1])
    assert list(outdated(archive)) == [letters[1]]
    (archive.folder(letters[2]) / "record.json").write_bytes(b"{")
    assert list(outdated(archive)) == letters[1:]


@pytest.mark.parametrize(
    ("reader", "old"),
    [
        ("doc/2", False),
        ("doc/1", True),
        (f"doc/2 (lib 5.1) + {RECOGNISER}", False),
        (f"doc/2 (lib 5.1) + {RECOGNISER} (own.onnx 01234567)", False),
        ("doc/2 (lib 5.1) + thaidoc-ocr/0", True),
        ("doc/2 + tesseract/4", False),
        ("catdoc/0.95", False),
    ],
)
def test_versions_of_readers(reader: str, old: bool) -> None:
    assert reader_of("application/msword") == "doc/2"
    assert is_outdated("application/msword", reader, PARSER) is old
    assert is_outdated("application/msword", reader, "thaidoc 0.0.1")
    assert not is_outdated("application/x-unheard-of", reader.partition(" + ")[0], PARSER)


def test_every_format_that_is_read_says_by_whom() -> None:
    for known in FORMATS.values():
        assert bool(reader_of(known.media_type)) == (known.module is not None), known.label


def test_what_needs_ocr_is_pending(archive: Archive, letters: list[str]) -> None:
    assert list(pending(archive)) == []
    left = RecordWarning(code="page-needs-ocr", message="page 1", key=None)
    make_older(archive, letters[0], warnings=[left])
    assert list(pending(archive)) == [letters[0]]


def test_an_older_record_is_replaced_and_what_changed_is_told(
    archive: Archive, letters: list[str]
) -> None:
    one = letters[0]
    make_older(archive, one, subject="ผิด")
    (archive.folder(one) / "text.txt").write_text("เก่า", encoding="utf-8")
    (told,) = again(archive, one)
    assert told.outcome == "changed"
    assert [(c.key, c.old, c.new) for c in told.changes] == [("subject", "ผิด", "ขอยืมห้องประชุม")]
    assert told.text_changed
    assert told.before.endswith("thaidoc 0.0.1")
    assert archive.record(one).subject == "ขอยืมห้องประชุม"
    assert "ขอยืมห้องประชุม" in archive.text(one)
    (event,) = log_of(archive)
    assert (event.id, event.detail["fields"]) == (one, "subject")
    assert list(outdated(archive)) == []


def test_the_same_record_is_not_written_again(archive: Archive, letters: list[str]) -> None:
    before = (archive.folder(letters[0]) / "record.json").stat().st_mtime_ns
    assert [one.outcome for one in again(archive, *letters)] == ["same"] * 3
    assert (archive.folder(letters[0]) / "record.json").stat().st_mtime_ns == before
    assert log_of(archive) == []


def test_corrections_hold_and_a_third_value_is_pointed_at(
    archive: Archive, letters: list[str]
) -> None:
    one = letters[0]
    make_older(archive, one, subject="ผิด", closing="ผิด")
    decide(archive, one, Decisions(set={"subject": "ที่ถูก"}, confirm=frozenset({"kind"})))
    kept = archive.corrections(one)
    (told,) = again(archive, one)
    assert {change.key for change in told.changes} == {"subject", "closing"}
    (found,) = told.disagreements
    assert (found.key, found.decided, found.old) == ("subject", "ที่ถูก", "ผิด")
    assert archive.corrections(one) == kept
    record = archive.record(one)
    assert (record.subject, record.closing) == ("ที่ถูก", "ขอแสดงความนับถือ")


def test_a_dry_run_changes_nothing(archive: Archive, letters: list[str]) -> None:
    old = make_older(archive, letters[0], subject="ผิด")
    with archive.writing():  # it needs no lock
        (told,) = again(archive, letters[0], dry_run=True)
    assert told.outcome == "changed"
    assert archive.parsed(letters[0]) == old
    assert log_of(archive) == []


def test_one_that_fails_keeps_what_it_had_and_the_rest_is_done(
    archive: Archive, letters: list[str]
) -> None:
    for one in letters:
        make_older(archive, one)
    original = archive.original(letters[0])
    original.chmod(0o644)
    original.write_bytes(b"other bytes")
    archive.original(letters[1]).unlink()
    told = again(archive, *letters, "0" * 16)
    assert [one.outcome for one in told] == ["failed", "failed", "same", "failed"]
    assert "not what was received" in (told[0].reason or "")
    assert "missing" in (told[1].reason or "")
    assert list(outdated(archive)) == letters[:2]


def test_a_damaged_record_is_made_anew(archive: Archive, letters: list[str]) -> None:
    (archive.folder(letters[0]) / "record.json").write_bytes(b"{")
    (told,) = again(archive, letters[0])
    assert told.outcome == "changed"
    assert archive.record(letters[0]).subject == "ขอยืมห้องประชุม"


def test_an_interrupt_ends_it_between_documents(
    archive: Archive, letters: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in letters:
        make_older(archive, one)
    append = events.append

    def interrupted(path: Path, told: list[events.Event]) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        append(path, told)

    monkeypatch.setattr(events, "append", interrupted)
    with pytest.raises(KeyboardInterrupt):
        again(archive, *letters)
    monkeypatch.undo()
    assert list(outdated(archive)) == letters[1:]
    assert [event.id for event in log_of(archive)] == letters[:1]
    assert [one.outcome for one in again(archive, *outdated(archive))] == ["same"] * 2


def test_killed_between_text_and_record_the_document_is_still_outdated(
    archive: Archive, letters: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(archive, letters[0], subject="ผิด")
    (archive.folder(letters[0]) / "text.txt").write_text("เก่า", encoding="utf-8")

    class Killed(BaseException):
        pass

    replace = Path.replace

    def killed(path: Path, target: Path) -> Path:
        if target.name == "record.json":
            raise Killed
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(Killed):
        again(archive, letters[0])
    monkeypatch.undo()
    assert list(outdated(archive)) == [letters[0]]
    assert "ขอยืมห้องประชุม" in archive.text(letters[0])
    again(archive, letters[0])
    assert archive.record(letters[0]).subject == "ขอยืมห้องประชุม"
    assert len(log_of(archive)) == 1


def test_progress_says_how_far_it_is(archive: Archive, letters: list[str]) -> None:
    told: list[tuple[int, int, str]] = []
    again(archive, *letters, total=3, progress=lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [(0, 3), (1, 3), (2, 3)]
    assert {name for _, _, name in told} == {"0.txt", "1.txt", "2.txt"}


def test_another_writer_keeps_it_out(archive: Archive, letters: list[str]) -> None:
    with archive.writing(), pytest.raises(ArchiveLockedError):
        again(archive, letters[0])
