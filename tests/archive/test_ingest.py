import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from thaidoc import reading
from thaidoc.archive import events, preparing
from thaidoc.archive.ingest import FileReport, IngestReport, add
from thaidoc.archive.sources import Received
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError
from thaidoc.reading.child.confined import read_confined
from thaidoc.reading.document import Document, sha256_of
from thaidoc.record import Record

LETTER = """\
ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔                                     กรมสมมุติ
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  ซักซ้อมแนวทางปฏิบัติ{about}

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติขอให้จังหวัดดำเนินการ

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""


def letter(about: str) -> bytes:
    return LETTER.format(about=about).encode()


def write(folder: Path, **files: bytes) -> None:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.txt").write_bytes(data)


def outcomes(report: IngestReport) -> dict[str, str]:
    return {Path(f.file).name: f.outcome for f in report.files}


def logged(archive: Archive) -> list[str | None]:
    return [e.id for e, _ in events.read(archive.events) if e.act == "added"]


def test_a_file_is_kept_with_its_record_text_and_event(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", ก=letter("หนึ่ง"))
    report = add(archive, [tmp_path / "in" / "ก.txt"], actor="สมหญิง@hq")
    (file,) = report.files
    assert file.id == sha256_of(letter("หนึ่ง"))[:16]
    assert (file.outcome, file.number, file.reason) == ("added", "มท 0810.3/ว1234", None)
    assert file.date is not None
    assert file.date.iso == "2019-06-14"
    assert file.subject == "ซักซ้อมแนวทางปฏิบัติหนึ่ง"

    assert archive.original(file.id).read_bytes() == letter("หนึ่ง")
    assert archive.original(file.id).name == "original.txt"
    assert archive.record(file.id).subject == file.subject
    assert "กรมสมมุติ" in archive.text(file.id)
    ((event, _),) = events.read(archive.events)
    assert (event.act, event.id, event.actor) == ("added", file.id, "สมหญิง@hq")
    assert event.detail == {"file": str(tmp_path / "in" / "ก.txt")}


def test_the_same_bytes_are_one_document(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ก"), c=letter("ข"))
    first = add(archive, [tmp_path / "in"])
    assert outcomes(first) == {"a.txt": "added", "b.txt": "already-there", "c.txt": "added"}
    assert first.files[0].subject == first.files[1].subject
    again = add(archive, [tmp_path / "in"])
    assert set(outcomes(again).values()) == {"already-there"}
    assert len(list(archive.ids())) == len(logged(archive)) == 2


def test_an_unreadable_file_is_named_and_the_rest_is_done(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"), b=b"", c=b"\x00\x01\x02\x03" * 50, d=letter("ข"))
    report = add(archive, [tmp_path / "in", tmp_path / "gone.pdf"])
    assert outcomes(report) == {
        "a.txt": "added",
        "b.txt": "failed",
        "c.txt": "failed",
        "d.txt": "added",
        "gone.pdf": "failed",
    }
    reasons = {Path(f.file).name: f.reason for f in report.files if f.outcome == "failed"}
    assert reasons["gone.pdf"] == "there is no such file."
    assert all(reason and "in/" not in reason for reason in reasons.values())
    assert (report.count("added"), report.count("failed")) == (2, 3)
    assert len(list(archive.ids())) == 2


def test_a_fault_of_our_own_is_a_fault_of_that_file(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"), c=letter("ค"))

    def read_confined(data: bytes, name: str, **_: object) -> Document:
        if name == "b.txt":
            raise RecursionError("too deep")
        return reading.read_bytes(data, name)

    monkeypatch.setattr(preparing, "read_confined", read_confined)
    report = add(archive, [tmp_path / "in"])
    assert outcomes(report) == {"a.txt": "added", "b.txt": "failed", "c.txt": "added"}
    reason = report.files[1].reason
    assert reason is not None
    assert "RecursionError: too deep" in reason


def test_a_full_disk_is_told_and_leaves_nothing_half(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"), c=b"")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr(preparing, "read_confined", once(read_confined))
        report = add(archive, [tmp_path / "in"])
    assert report.stopped == "the archive cannot be written to: No space left on device"
    assert [Path(name).name for name in report.not_tried] == ["a.txt", "b.txt", "c.txt"]
    assert report.files == []
    assert list(archive.ids()) == []
    assert not list(archive.corpus.glob(".incoming-*"))
    again = add(archive, [tmp_path / "in"])
    assert outcomes(again) == {"a.txt": "added", "b.txt": "added", "c.txt": "failed"}
    assert again.stopped is None


def test_a_document_too_large_for_what_room_is_left_costs_only_itself(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"))
    real = Archive.keep

    def keep(self: Archive, original: bytes, suffix: str, record: Record, text: str) -> bool:
        if original == letter("ก"):
            raise OSError(28, "No space left on device")
        return real(self, original, suffix, record, text)

    monkeypatch.setattr(Archive, "keep", keep)
    report = add(archive, [tmp_path / "in"])
    assert outcomes(report) == {"a.txt": "failed", "b.txt": "added"}
    assert report.files[0].reason == "The archive cannot be written to: No space left on device."


def once(real: Callable[..., Document]) -> Callable[..., Document]:
    """Does it once; a second time is a fault of the test."""
    calls = []

    def call(*args: object, **kwargs: object) -> Document:
        calls.append(args)
        assert len(calls) == 1, "a file was read though nothing can be kept"
        return real(*args, **kwargs)

    return call


def test_an_event_that_a_crash_ate_is_made_good(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"))
    add(archive, [tmp_path / "in"])
    before = logged(archive)
    lines = archive.events.read_bytes().splitlines(keepends=True)
    archive.events.write_bytes(lines[0])
    write(tmp_path / "in", c=letter("ข"), d=letter("ค"), e=letter("ค"))
    add(archive, [tmp_path / "in"])
    assert logged(archive)[:2] == before
    assert len(logged(archive)) == len(set(logged(archive))) == 3


def test_what_a_killed_add_left_is_swept_away(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"))
    left = archive.corpus / ".incoming-abcd"
    left.mkdir()
    (left / "original.pdf").write_bytes(b"half")
    add(archive, [tmp_path / "in"])
    assert not left.exists()


def test_bytes_that_were_received(archive: Archive) -> None:
    (file,) = add(archive, [Received("จากเครือข่าย.txt", letter("ก"))]).files
    assert (file.file, file.outcome) == ("จากเครือข่าย.txt", "added")
    assert file.id is not None
    assert archive.record(file.id).source is not msgspec.UNSET


def test_the_original_is_called_after_what_it_is(archive: Archive) -> None:
    (file,) = add(archive, [Received("letter.pdf", letter("ก"))]).files
    assert file.id is not None
    assert archive.original(file.id).name == "original.txt"


def test_another_document_of_the_same_identity_is_not_passed_off_as_known(
    archive: Archive,
) -> None:
    (file,) = add(archive, [Received("a.txt", letter("ก"))]).files
    assert file.id is not None
    record = archive.folder(file.id) / "record.json"
    digest = sha256_of(letter("ก"))
    record.write_text(record.read_text().replace(digest, digest[:16] + "0" * 48))
    (again,) = add(archive, [Received("b.txt", letter("ก"))]).files
    assert again.outcome == "failed"
    assert "another document has the identity" in str(again.reason)


def test_progress_is_told_before_each_file(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"), b=b"")
    told: list[tuple[int, int, str]] = []
    add(archive, [tmp_path / "in"], progress=lambda *step: told.append(step))
    assert [(d, t, Path(n).name) for d, t, n in told] == [(0, 2, "a.txt"), (1, 2, "b.txt")]


def test_an_interrupt_ends_between_documents(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"), c=letter("ค"))

    def progress(done: int, _total: int, _name: str) -> None:
        if done == 1:
            raise KeyboardInterrupt

    report = add(archive, [tmp_path / "in"], progress=progress)
    assert report.interrupted
    assert outcomes(report) == {"a.txt": "added"}
    assert [Path(name).name for name in report.not_tried] == ["b.txt", "c.txt"]
    assert len(list(archive.ids())) == 1
    with archive.writing():
        pass


@pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")
def test_ctrl_c_while_keeping_waits_for_the_document(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "in", a=letter("ก"), b=letter("ข"))
    real = Archive.keep

    def keep(self: Archive, original: bytes, suffix: str, record: Record, text: str) -> bool:
        os.kill(os.getpid(), signal.SIGINT)
        return real(self, original, suffix, record, text)

    handler = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(Archive, "keep", keep)
    report = add(archive, [tmp_path / "in"])
    assert report.interrupted
    assert outcomes(report) == {"a.txt": "added"}
    assert list(archive.ids()) == logged(archive)
    assert signal.getsignal(signal.SIGINT) is handler


def test_another_process_holds_the_lock(archive: Archive, tmp_path: Path) -> None:
    write(tmp_path / "in", a=letter("ก"))
    program = textwrap.dedent(f"""
        from pathlib import Path
        from thaidoc.archive.store import Archive
        with Archive(Path({str(archive.root)!r})).writing():
            print("locked", flush=True)
            input()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program], text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(ArchiveLockedError, match="another thaidoc"):
            add(archive, [tmp_path / "in"])
        other.communicate("\n")
    assert outcomes(add(archive, [tmp_path / "in"])) == {"a.txt": "added"}


def test_a_report_is_plain_json() -> None:
    report = IngestReport(files=[FileReport(file="a", outcome="failed", reason="no")])
    plain = msgspec.json.decode(msgspec.json.encode(report))
    assert plain["version"] == 1
    assert plain["files"][0]["id"] is None
    assert plain["files"][0]["doubtful"] == []
