import io
import os
import signal
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from msgspec import UNSET

from thaidoc.archive import events
from thaidoc.archive.ingest import FileReport, IngestReport, add
from thaidoc.archive.sources import Received, collect, unpacked
from thaidoc.archive.store import Archive
from thaidoc.reading.document import sha256_of
from thaidoc.reading.limits import Limits, in_force
from thaidoc.record import Record

LETTER = """\
ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔

เรื่อง  ซักซ้อมแนวทางปฏิบัติ{about}

เรียน  ผู้ว่าราชการจังหวัด
"""


def letter(about: str) -> bytes:
    return LETTER.format(about=about).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in files.items():
            package.writestr(name, data)
    return stream.getvalue()


BOX = zipped(
    {
        "2562/ที่01.txt": letter("หนึ่ง"),
        "noise.bin": b"\x00\x01\x02\x03" * 50,
        "in.zip": zipped({"ที่02.txt": letter("สอง")}),
        "ที่03.txt": letter("สาม"),
    }
)


def by_name(report: IngestReport, folder: Path) -> dict[str, FileReport]:
    return {Path(file.file).relative_to(folder).as_posix(): file for file in report.files}


def source_name(archive: Archive, file: FileReport) -> str:
    assert file.id is not None
    source = archive.record(file.id).source
    assert source is not UNSET
    return source.name


def test_every_member_becomes_a_document_that_knows_where_it_lay(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    report = add(archive, [tmp_path / "box.zip"])
    files = by_name(report, tmp_path)
    assert {name: file.outcome for name, file in files.items()} == {
        "box.zip/2562/ที่01.txt": "added",
        "box.zip/noise.bin": "failed",
        "box.zip/in.zip/ที่02.txt": "added",
        "box.zip/ที่03.txt": "added",
    }
    assert source_name(archive, files["box.zip/2562/ที่01.txt"]) == "box.zip/2562/ที่01.txt"
    assert source_name(archive, files["box.zip/in.zip/ที่02.txt"]) == "box.zip/in.zip/ที่02.txt"
    reason = files["box.zip/noise.bin"].reason
    assert reason is not None
    assert "unknown kind" in reason
    assert "box.zip" not in reason  # the place is said beside it


def test_originals_are_the_bytes_of_the_members(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    add(archive, [tmp_path / "box.zip"])
    kept = {archive.original(identity).read_bytes() for identity in archive.ids()}
    assert kept == {letter("หนึ่ง"), letter("สอง"), letter("สาม")}


def test_the_event_names_the_bundle_and_what_it_was(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    add(archive, [tmp_path / "box.zip"])
    details = [e.detail for e, _ in events.read(archive.events) if e.act == "added"]
    assert details[1] == {
        "file": str(tmp_path / "box.zip" / "in.zip" / "ที่02.txt"),
        "bundle": str(tmp_path / "box.zip"),
        "bundle_sha256": sha256_of(BOX),
    }


def test_the_same_bytes_inside_and_outside_are_one_document(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(letter("สอง"))
    (tmp_path / "box.zip").write_bytes(BOX)
    files = by_name(add(archive, [tmp_path / "a.txt", tmp_path / "box.zip"]), tmp_path)
    assert files["box.zip/in.zip/ที่02.txt"].outcome == "already-there"
    assert files["box.zip/in.zip/ที่02.txt"].id == files["a.txt"].id
    again = add(archive, [tmp_path / "box.zip"])
    assert [file.outcome for file in again.files].count("already-there") == 3
    assert len(list(archive.ids())) == 3


def test_a_bundle_from_standard_input(archive: Archive) -> None:
    report = add(archive, [Received("stdin", BOX)])
    assert [file.file for file in report.files if file.outcome == "added"] == [
        "stdin/2562/ที่01.txt",
        "stdin/in.zip/ที่02.txt",
        "stdin/ที่03.txt",
    ]


def test_the_limits_hold_for_standard_input_too(archive: Archive) -> None:
    with in_force(Limits(bytes=len(BOX) - 1)):
        (file,) = add(archive, [Received("stdin", BOX)]).files
    assert (file.file, file.outcome) == ("stdin", "failed")
    assert "larger than" in str(file.reason)


def test_a_folder_of_bundles_and_letters(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped({"1.txt": letter("ก")}))
    (folder / "b.txt").write_bytes(letter("ข"))
    (folder / "c.zip").write_bytes(BOX[:-30])
    files = by_name(add(archive, [folder]), folder)
    assert files["a.zip/1.txt"].outcome == files["b.txt"].outcome == "added"
    assert files["c.zip/2562/ที่01.txt"].outcome == "added"
    assert files["c.zip"].outcome == "failed"
    assert "torn" in str(files["c.zip"].reason)


def mail(body: str) -> bytes:
    made = EmailMessage()
    made["Message-ID"] = "<1@example.go.th>"
    made["From"] = "test@example.go.th"
    made["Subject"] = "ขอส่งหนังสือ"
    made.set_content(body)
    made.add_attachment(letter("แนบ").decode(), filename="แนบ.txt")
    return made.as_bytes()


def test_a_mail_with_words_is_kept_whole_beside_its_attachment(
    archive: Archive, tmp_path: Path
) -> None:
    data = mail("เรียน ผู้อำนวยการ\nขอส่งหนังสือตามแนบ\n")
    (tmp_path / "a.eml").write_bytes(data)
    whole, attached = add(archive, [tmp_path / "a.eml"]).files
    assert (whole.file, whole.outcome) == (str(tmp_path / "a.eml"), "added")
    assert whole.id is not None
    assert archive.original(whole.id).read_bytes() == data
    assert archive.original(whole.id).name == "original.eml"
    assert source_name(archive, whole) == "a.eml"
    assert source_name(archive, attached) == "a.eml/แนบ.txt"
    first, second = [event.detail for event, _ in events.read(archive.events)]
    assert first == {"file": str(tmp_path / "a.eml")}
    assert second["mail"] == "From: test@example.go.th; Subject: ขอส่งหนังสือ"
    assert second["bundle_sha256"] == sha256_of(data)


def test_a_mail_without_words_makes_no_empty_document(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail(" \n"))
    report = add(archive, [tmp_path / "a.eml"])
    assert [Path(file.file).name for file in report.files] == ["แนบ.txt"]


def test_progress_grows_as_bundles_are_opened(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    (tmp_path / "z.txt").write_bytes(letter("ท้าย"))
    told: list[tuple[int, int, str]] = []
    add(archive, [tmp_path], progress=lambda *step: told.append(step))
    told = [step for step in told if "archive" not in step[2]]
    assert [step[0] for step in told] == [0, 1, 2, 3, 4]
    assert all(done < of for done, of, _ in told)
    assert Path(told[-1][2]).name == "z.txt"


def test_an_interrupt_inside_a_bundle_names_it_as_not_done(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    (tmp_path / "z.txt").write_bytes(letter("ท้าย"))

    def progress(done: int, _total: int, _name: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    given = [tmp_path / "box.zip", tmp_path / "z.txt"]
    report = add(archive, given, progress=progress)
    assert report.interrupted
    assert [Path(name).name for name in report.not_tried] == ["box.zip", "z.txt"]
    again = add(archive, given)
    assert [file.outcome for file in again.files].count("already-there") == 1
    assert len(list(archive.ids())) == 4


@pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")
def test_ctrl_c_at_the_last_member_finishes_the_bundle(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"1.txt": letter("ก")}))
    (tmp_path / "b.txt").write_bytes(letter("ข"))
    real = Archive.keep

    def keep(self: Archive, original: bytes, suffix: str, record: Record, text: str) -> bool:
        os.kill(os.getpid(), signal.SIGINT)
        return real(self, original, suffix, record, text)

    monkeypatch.setattr(Archive, "keep", keep)
    report = add(archive, [tmp_path / "a.zip", tmp_path / "b.txt"])
    assert [Path(file.file).name for file in report.files] == ["1.txt"]
    assert [Path(name).name for name in report.not_tried] == ["b.txt"]


def test_members_are_taken_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "box.zip").write_bytes(BOX)
    (source,) = collect([tmp_path / "box.zip"])
    parts = unpacked(source)
    first = next(parts)
    assert (first.title, first.load()) == ("box.zip/2562/ที่01.txt", letter("หนึ่ง"))
    assert first.origin is not None
    assert first.origin.sha256 == sha256_of(BOX)


def test_what_is_no_bundle_gives_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(letter("ก"))
    (source,) = collect([tmp_path / "a.txt"])
    (part,) = unpacked(source)
    assert (part.name, part.title, part.origin) == (source.name, "a.txt", None)
    assert part.load() == letter("ก")
    (tmp_path / "a.txt").unlink()
    (gone,) = unpacked(source)
    assert gone.fault is not None
