import itertools
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive.faults import failing, snapshot
from thaidoc.archive import events
from thaidoc.archive.check import CheckReport, check
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.events import Event
from thaidoc.archive.findings import CODES
from thaidoc.archive.ingest import add
from thaidoc.archive.mending import mend
from thaidoc.archive.removal import remove
from thaidoc.archive.sources import Received
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError

LETTER = "ที่ มท ๐๘๑๐.๓/ว {}\n\n๑๔ มิถุนายน ๒๕๖๒\n\nเรื่อง  ทดสอบ {}\n"


def letter(number: int) -> bytes:
    return LETTER.format(number, number).encode()


def codes(report: CheckReport) -> list[str]:
    return sorted(found.code for found in report.findings if not found.mended)


def fixed(archive: Archive) -> CheckReport:
    report = check(archive)
    mend(archive, report)
    return report


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive of three letters."""
    report = add(archive, [Received(f"ก{n}.txt", letter(n)) for n in range(3)])
    assert report.count("added") == 3
    return archive


@pytest.fixture
def first(full: Archive) -> Path:
    """The folder of a letter."""
    return full.folder(next(iter(full.ids())))


def test_a_sound_archive_has_no_findings(full: Archive) -> None:
    report = check(full, actor="สมหญิง@hq")
    assert (report.findings, report.damaged, report.documents, report.checked) == ([], False, 3, 3)
    assert report.bytes == sum(len(letter(n)) for n in range(3))
    *_, (event, _) = events.read(full.events)
    assert (event.act, event.id, event.actor, event.outcome) == (
        "checked",
        None,
        "สมหญิง@hq",
        "success",
    )
    assert check(full).findings == []  # its own event does not disturb it


def break_original(folder: Path) -> None:
    path = next(folder.glob("original*"))
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[random.Random(7).randrange(len(data))] ^= 1
    path.write_bytes(data)
    path.chmod(0o444)


def replace_by_link(folder: Path) -> None:
    path = next(folder.glob("original*"))
    path.rename(folder.parent.parent.parent / "elsewhere.txt")
    path.symlink_to(folder.parent.parent.parent / "elsewhere.txt")


def second_original(folder: Path) -> None:
    (folder / "original.pdf").write_bytes(b"another")


def swap_record(folder: Path) -> None:
    others = [f for f in folder.parent.parent.glob("??/*") if f != folder]
    (folder / "record.json").write_bytes((others[0] / "record.json").read_bytes())


def later_record(folder: Path) -> None:
    (folder / "record.json").write_text(f'{{"id": "{folder.name}", "version": 99}}')


#: what harms a document, the code that names it, and whether --fix mends it
HARMS: list[tuple[Callable[[Path], object], list[str], bool]] = [
    (break_original, ["original-changed"], False),
    (lambda f: next(f.glob("original*")).unlink(), ["original-missing"], False),
    (replace_by_link, ["link", "original-missing"], False),
    (second_original, ["original-twice"], True),
    (lambda f: next(f.glob("original*")).chmod(0o644), ["original-writable"], True),
    (lambda f: (f / "record.json").unlink(), ["record-missing"], True),
    (lambda f: (f / "record.json").write_bytes(b"{"), ["record-invalid"], True),
    (lambda f: (f / "record.json").write_bytes(b"\xff\xfe"), ["record-invalid"], True),
    (swap_record, ["record-foreign"], True),
    (later_record, ["record-later"], False),
    (lambda f: (f / "text.txt").unlink(), ["text-missing"], True),
    (lambda f: (f / "text.txt").write_bytes(b"\xa1\xa2"), ["text-invalid"], True),
    (lambda f: (f / "corrections.json").write_bytes(b"{"), ["corrections-invalid"], False),
    (
        lambda f: (f / "corrections.json").write_text(
            '{"fields": {"subject": {"value": 3, "by": "x", "at": "y"}}}'
        ),
        ["corrections-invalid"],
        False,
    ),
    (lambda f: (f / "record.json.new").write_bytes(b"{"), ["half-written"], True),
    (lambda f: (f / "Thumbs.db").write_bytes(b"x"), ["stray"], True),
    (lambda f: (f / "folder").mkdir(), ["stray"], True),
    (lambda f: (f / "text.txt").chmod(0o666), ["open-to-others"], True),
    (lambda f: f.chmod(0o777), ["open-to-others"], True),
]


@pytest.mark.parametrize(("harm", "named", "mendable"), HARMS)
def test_harm_to_a_document_is_named_and_mended_without_loss(
    full: Archive, first: Path, harm: Callable[[Path], object], named: list[str], mendable: bool
) -> None:
    before = snapshot(full.corpus)
    harm(first)
    harmed = snapshot(full.root)
    report = fixed(full)
    assert sorted(found.code for found in report.findings) == named
    assert {found.id for found in report.findings} == {first.name}
    assert report.damaged == (any(CODES[code].damage for code in named) and not mendable)
    assert all((found.mended is not None) == found.mendable for found in report.findings)
    assert codes(check(full)) == ([] if mendable else named)
    kept = set(snapshot(full.root).values())
    replaced = {b"{", b"\xff\xfe", b"\xa1\xa2"} if mendable else set()
    lost = {data for name, data in harmed.items() if "events" not in name} - kept
    assert lost <= replaced - kept  # nothing but the log has gone on
    assert lost == set()
    if mendable:
        now = snapshot(full.corpus)
        del before["events.jsonl"], now["events.jsonl"]
        assert now == before


def test_a_damaged_original_is_never_touched_or_read_again(full: Archive, first: Path) -> None:
    break_original(first)
    (first / "record.json").unlink()
    before = snapshot(first)
    report = fixed(full)
    assert codes(report) == ["original-changed", "record-missing"]
    (told,) = [found for found in report.findings if found.code == "record-missing"]
    assert told.unmended is not None
    assert "not sound" in told.unmended
    assert snapshot(first) == before
    failures = [e for e, _ in events.read(full.events) if e.outcome == "failure"]
    assert [e.id for e in failures] == [first.name, None]


class TestPlaces:
    def test_what_does_not_belong_goes_to_lost_and_found_with_a_note(self, full: Archive) -> None:
        (full.corpus / "notes.txt").write_bytes(b"mine")
        (full.corpus / "zz").mkdir()
        (full.corpus / "00").mkdir(exist_ok=True)
        (full.corpus / "00" / "x\x1b[2J").write_bytes(b"escape")
        (full.corpus / "00" / os.fsdecode(b"\xa1\xa2")).write_bytes(b"cp874 name")
        report = fixed(full)
        assert [found.code for found in report.findings] == ["stray"] * 4
        assert codes(report) == codes(check(full)) == []
        kept = snapshot(full.root / "lost+found")
        assert {b"mine", b"escape", b"cp874 name"} <= set(kept.values())
        notes = [data.decode() for name, data in kept.items() if name.endswith("/note.txt")]
        assert any("lay at 'corpus/notes.txt'" in note for note in notes)
        assert all("\x1b" not in name for name in kept)

    def test_a_document_on_the_wrong_shelf(self, full: Archive, first: Path) -> None:
        wrong = full.corpus / ("00" if first.name[:2] != "00" else "01")
        wrong.mkdir(exist_ok=True)
        first.rename(wrong / first.name)
        assert codes(check(full)) == ["document-gone", "stray"]

    def test_what_a_killed_add_left(self, full: Archive) -> None:
        (full.corpus / ".incoming-x").mkdir()
        report = fixed(full)
        assert not report.damaged
        assert [found.code for found in report.findings] == ["half-written"]
        assert check(full).findings == []

    def test_a_corpus_that_is_a_link_or_unreadable(
        self, full: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def denied(*_: object) -> object:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", denied)
        with pytest.raises(ThaidocError, match="Permission denied"):
            check(full)

    def test_a_file_that_may_not_be_read(
        self, full: Archive, first: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        real = os.open

        def denied(path: str | Path, flags: int, mode: int = 0o777) -> int:
            if "original" in str(path) and first.name in str(path):
                raise PermissionError(13, "Permission denied")
            return real(path, flags, mode)

        monkeypatch.setattr(os, "open", denied)
        report = check(full)
        assert codes(report) == ["unreadable"]
        assert report.damaged


class TestLog:
    def test_a_document_that_is_gone(self, full: Archive, first: Path) -> None:
        for path in first.iterdir():
            path.unlink()
        first.rmdir()
        report = fixed(full)
        assert codes(report) == codes(check(full)) == ["document-gone"]

    def test_a_removed_document_is_not_gone(self, full: Archive, first: Path) -> None:
        remove(full, first.name, "ส่งผิด")
        assert check(full).findings == []
        add(full, [Received("again.txt", letter(n)) for n in range(3)])
        assert check(full).findings == []

    def test_a_document_that_was_never_logged(self, full: Archive) -> None:
        lines = full.events.read_bytes().splitlines(keepends=True)
        full.events.write_bytes(b"".join(lines[:-1]))  # killed after keeping, before logging
        report = fixed(full)
        assert [found.code for found in report.findings] == ["document-unlogged"]
        assert not report.damaged
        assert check(full).findings == []
        entered = [e for e, _ in events.read(full.events) if "entered" in e.detail]
        assert [(e.act, e.detail["file"]) for e in entered] == [("added", "ก2.txt")]

    def test_a_changed_line_is_damage_that_nothing_mends(self, full: Archive) -> None:
        data = full.events.read_bytes()
        full.events.write_bytes(data.replace("ก0.txt".encode(), "ข0.txt".encode()))
        report = fixed(full)
        assert codes(report) == codes(check(full)) == ["log-broken"]
        assert report.findings[0].path == "corpus/events.jsonl:2"

    def test_a_missing_log(self, full: Archive) -> None:
        full.events.unlink()
        report = check(full)
        assert set(codes(report)) == {"document-unlogged", "log-missing"}
        assert report.damaged

    def test_torn_unchained_and_set_back_are_notices(self, full: Archive) -> None:
        with full.events.open("ab") as log:
            log.write(b'{"at":"2026')
        old = Event(at="2019-06-14T09:00:00+07:00", act="checked", id=None, actor="a")
        events.append(full.events, [old])
        with full.events.open("ab") as log:
            log.write(b'{"at":"2019-06-14T09:00:00+07:00","act":"checked","id":null,"actor":"a"}\n')
        report = check(full)
        assert codes(report) == ["log-clock", "log-torn", "log-unchained"]
        assert not report.damaged


class TestSample:
    def test_a_sample_is_drawn_and_drawn_again(self, archive: Archive) -> None:
        add(archive, [Received(f"{n}.txt", letter(n)) for n in range(10)])
        one = check(archive, sample=30)
        assert (one.checked, one.documents) == (3, 10)
        assert one.seed is not None

        def drawn() -> list[str]:
            names: list[str] = []
            check(archive, sample=30, seed=5, progress=lambda _d, _t, name: names.append(name))
            return names

        assert len(set(drawn())) == 3
        assert drawn() == drawn()
        assert check(archive, sample=0.001).checked == 1

    def test_an_empty_archive(self, archive: Archive) -> None:
        report = check(archive, sample=5)
        assert (report.findings, report.checked) == ([], 0)


class TestOthers:
    def test_while_another_writes_nothing_that_passes_is_told(
        self, full: Archive, first: Path
    ) -> None:
        (full.corpus / ".incoming-x").mkdir()
        (first / "Thumbs.db").write_bytes(b"x")
        with full.writing():
            report = check(full)
        assert codes(report) == ["stray"]
        assert (report.settled, report.logged) == (False, False)

    def test_what_was_over_when_looked_at_again_is_not_told(
        self, full: Archive, first: Path
    ) -> None:
        half = first / "record.json.new"
        half.write_bytes(b"{")

        def gone(done: int, total: int, now: str) -> None:
            if done == total - 1:
                half.unlink()

        assert check(full, progress=gone).findings == []

    def test_an_archive_that_may_not_be_written_to_is_checked_all_the_same(
        self, full: Archive, first: Path
    ) -> None:
        (full.root / ".thaidoc.lock").unlink()
        (full.root / ".thaidoc.lock").mkdir()
        break_original(first)
        before = full.events.read_bytes()
        report = check(full)
        assert codes(report) == ["original-changed"]
        assert (report.logged, full.events.read_bytes()) == (False, before)
        with pytest.raises(ThaidocError, match="cannot be written to"):
            mend(full, report)


def harmed(archive: Archive) -> None:
    """Something for every mender."""
    one, two, three = (archive.folder(i) for i in archive.ids())
    Corrections().decide("subject", "ที่ถูก", by="สมหญิง", at="2019").save(one / "corrections.json")
    (one / "record.json").write_bytes(b"{")
    (two / "Thumbs.db").write_bytes(b"x")
    (two / "text.txt").unlink()
    next(three.glob("original*")).chmod(0o644)
    (archive.corpus / ".incoming-x").mkdir()
    (archive.corpus / ".incoming-x" / "original.txt").write_bytes(b"half")


def test_a_disk_that_is_full_at_any_call_of_mending_loses_nothing(
    full: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from thaidoc.archive import preparing

    made = {letter(n): preparing.prepare(letter(n), f"ก{n}.txt") for n in range(3)}
    monkeypatch.setattr(preparing, "prepare", lambda data, *_, **__: made[data])
    monkeypatch.setattr(os, "fsync", lambda _: None)
    whole = {n: d for n, d in snapshot(full.root).items() if not n.endswith("events.jsonl")}
    harmed(full)
    whole |= {n: d for n, d in snapshot(full.root).items() if n.endswith("corrections.json")}
    for step in itertools.count():
        archive = Archive(shutil.copytree(full.root, tmp_path / f"{step}"))
        report = check(archive)
        with failing(monkeypatch, step) as disk:
            mend(archive, report)
        assert all(found.mended or found.unmended for found in report.findings)
        fixed(archive)
        assert check(archive).findings == [], step
        now = snapshot(archive.root)
        assert {name: now[name] for name in whole} == whole
        assert {b"x", b"half"} <= set(now.values())
        if disk.calls <= step:  # it was never full
            break
    assert step > 30
