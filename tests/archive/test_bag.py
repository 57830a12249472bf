import itertools
import os
import re
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import bagit
import pytest

from tests.archive.faults import failing, snapshot
from thaidoc.archive import chain, events, searches
from thaidoc.archive.bag import dump, restore
from thaidoc.archive.check import check
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.ingest import add
from thaidoc.archive.sources import Received
from thaidoc.archive.staging import staging
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError, ThaidocError

ENDINGS = ["", ".tar", ".tar.gz", ".tgz", ".zip"]


@pytest.fixture
def held(archive: Archive) -> Archive:
    """An archive with letters, a correction and something in lost+found."""
    add(archive, [Received(f"ก{n}.txt", f"เรื่อง  ทดสอบ {n}\n".encode()) for n in range(3)])
    folder = archive.folder(next(iter(archive.ids())))
    decided = Corrections().decide("subject", "ที่ถูก", by="สมหญิง", at="2019-06-14")
    decided.save(folder / "corrections.json")
    (archive.root / "lost+found" / "x").mkdir(parents=True)
    (archive.root / "lost+found" / "x" / "notes.txt").write_bytes(b"mine")
    (archive.root / "thaidoc.toml").write_text("[archive]\nformat = 1\n# mine\n")
    searches.keep(archive, "งานค้าง", "เรื่อง:ทดสอบ")
    return archive


def modes(folder: Path) -> dict[str, int]:
    found = (p for p in sorted((folder / "corpus").rglob("*")))
    return {p.relative_to(folder).as_posix(): stat.S_IMODE(p.stat().st_mode) for p in found}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_restored_archive_is_equal_byte_for_byte(
    held: Archive, tmp_path: Path, ending: str
) -> None:
    bag = tmp_path / f"letters{ending}"
    before, rights = snapshot(held.root), modes(held.root)
    dumped = dump(held, bag, actor="สมหญิง@hq")
    assert (dumped.documents, dumped.files, dumped.damaged) == (3, len(before), [])
    assert {n: d for n, d in snapshot(held.root).items() if "events" not in n} == {
        n: d for n, d in before.items() if "events" not in n
    }

    again = restore(bag, tmp_path / "new", actor="สมหญิง@hq")
    assert (again.documents, again.files, again.bytes) == (3, dumped.files, dumped.bytes)
    now = snapshot(tmp_path / "new")
    log, old = now.pop("corpus/events.jsonl"), before.pop("corpus/events.jsonl")
    assert now == before
    assert modes(tmp_path / "new") == rights
    assert log.startswith(old)  # with one more line
    restored = Archive.open(tmp_path / "new")
    *_, (last, _) = events.read(restored.events)
    assert (last.act, last.detail["head"]) == ("restored", chain.digest(old.splitlines(True)[-1]))
    assert check(restored).findings == check(held).findings == []
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_bag_is_valid_for_others(held: Archive, tmp_path: Path, ending: str) -> None:
    bag = tmp_path / f"letters{ending}"
    dump(held, bag)
    if ending == ".zip":
        with zipfile.ZipFile(bag) as packed:
            packed.extractall(tmp_path / "out")
    elif ending:
        with tarfile.open(bag) as tar:
            tar.extractall(tmp_path / "out", filter="data")
    folder = tmp_path / "out" / "letters" if ending else bag
    done = subprocess.run(
        [sys.executable, "-W", "ignore", bagit.__file__, "--validate", "--quiet", folder],
        check=False,
        capture_output=True,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    info = bagit.Bag(str(folder)).info
    assert (info["Thaidoc-Documents"], info["External-Identifier"]) == ("3", "archive")
    assert not (folder / "data" / "index").exists()


def test_what_is_there_is_never_written_over(held: Archive, tmp_path: Path) -> None:
    bag = tmp_path / "bag.tar"
    bag.write_bytes(b"mine")
    with pytest.raises(ThaidocError, match="there already"):
        dump(held, bag)
    assert bag.read_bytes() == b"mine"
    with pytest.raises(ThaidocError, match="would hold itself"):
        dump(held, held.corpus / "bag")
    dump(held, tmp_path / "good")
    for target in (held.root, tmp_path / "good"):
        before = snapshot(target)
        with pytest.raises(ThaidocError, match="not empty"):
            restore(tmp_path / "good", target)
        assert snapshot(target) == before
    (tmp_path / "empty").mkdir()
    assert restore(tmp_path / "good", tmp_path / "empty").documents == 3


def test_a_damaged_original_is_dumped_as_it_is_and_named(held: Archive, tmp_path: Path) -> None:
    original = held.original(next(iter(held.ids())))
    original.chmod(0o644)
    original.write_bytes(b"changed")
    name = original.relative_to(held.root).as_posix()
    assert dump(held, tmp_path / "bag").damaged == [name]
    assert restore(tmp_path / "bag", tmp_path / "new").damaged == [name]
    assert (tmp_path / "new" / name).read_bytes() == b"changed"


def test_links_and_what_is_half_written_stay_out(held: Archive, tmp_path: Path) -> None:
    folder = held.folder(next(iter(held.ids())))
    (folder / "secret").symlink_to("/etc/passwd")
    (folder / "folder").symlink_to("/etc")
    (folder / "text.txt.new").write_bytes(b"half")
    (held.corpus / ".incoming-x").mkdir()
    (held.corpus / ".incoming-x" / "original.txt").write_bytes(b"half")
    report = dump(held, tmp_path / "bag")
    assert {Path(n).name for n in report.left_out} == {"secret", "folder"}
    assert b"half" not in snapshot(tmp_path / "bag").values()
    assert not [p for p in (tmp_path / "bag").rglob("*") if p.is_symlink()]


class TestDamagedBags:
    @pytest.fixture
    def bag(self, held: Archive, tmp_path: Path) -> Path:
        dump(held, tmp_path / "bag")
        return tmp_path / "bag"

    def refusal(self, bag: Path, tmp_path: Path) -> str:
        """What is said of a bag that is not restored; nothing of it is left."""
        with pytest.raises(ThaidocError) as refused:
            restore(bag, tmp_path / "new")
        assert not (tmp_path / "new").exists()
        assert not list(tmp_path.glob(".*"))
        return str(refused.value)

    def test_a_changed_a_missing_and_a_new_file(self, bag: Path, tmp_path: Path) -> None:
        record = next(bag.rglob("record.json"))
        whole = record.read_bytes()
        record.write_bytes(whole.replace(b"1", b"2"))
        assert re.search("not whole.*record", self.refusal(bag, tmp_path))
        record.unlink()
        assert "not whole" in self.refusal(bag, tmp_path)
        record.write_bytes(whole)
        (bag / "data" / "new.txt").write_bytes(b"x")
        assert "not whole" in self.refusal(bag, tmp_path)
        (bag / "data" / "new.txt").unlink()
        assert restore(bag, tmp_path / "new").documents == 3

    def test_what_is_no_bag(self, tmp_path: Path, held: Archive) -> None:
        (tmp_path / "noise").write_bytes(b"noise" * 99)
        assert "not a BagIt bag" in self.refusal(tmp_path / "noise", tmp_path)
        assert "not a BagIt bag" in self.refusal(held.root, tmp_path)
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "photo.jpg").write_bytes(b"x")
        bagit.make_bag(str(tmp_path / "other"), checksums=["sha256"])
        assert "no thaidoc archive" in self.refusal(tmp_path / "other", tmp_path)
        (tmp_path / "md5").mkdir()
        bagit.make_bag(str(tmp_path / "md5"), checksums=["md5"])
        (tmp_path / "md5" / "data" / "x").write_bytes(b"x")
        assert "not whole" in self.refusal(tmp_path / "md5", tmp_path)

    @pytest.mark.parametrize("ending", [".tar", ".tar.gz", ".zip"])
    def test_a_file_that_was_cut_short(self, held: Archive, tmp_path: Path, ending: str) -> None:
        bag = tmp_path / f"cut{ending}"
        dump(held, bag)
        data = bag.read_bytes()
        for length in (len(data) // 3, len(data) * 2 // 3):
            bag.write_bytes(data[:length])
            assert "bag" in self.refusal(bag, tmp_path)

    @pytest.mark.parametrize("name", ["../escaped", "/tmp/thaidoc-escaped"])
    def test_a_packed_bag_that_leads_out(self, tmp_path: Path, name: str) -> None:
        with zipfile.ZipFile(tmp_path / "evil.zip", "w") as packed:
            packed.writestr(name, "x")
        assert "leads out" in self.refusal(tmp_path / "evil.zip", tmp_path)
        with tarfile.open(tmp_path / "evil.tar", "w") as tar:
            link = tarfile.TarInfo("bag/link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc"
            tar.addfile(link)
        assert "no plain file" in self.refusal(tmp_path / "evil.tar", tmp_path)

    def test_a_bag_with_a_link_in_place_of_a_file(self, bag: Path, tmp_path: Path) -> None:
        text = next(bag.rglob("text.txt"))
        text.rename(tmp_path / "text")
        text.symlink_to(tmp_path / "text")
        assert re.search("cannot be written|not whole", self.refusal(bag, tmp_path))


def test_one_at_a_time_in_one_place(held: Archive, tmp_path: Path) -> None:
    with held.writing(), pytest.raises(ArchiveLockedError):
        dump(held, tmp_path / "bag")
    dump(held, tmp_path / "bag")
    with (
        staging(tmp_path / "new", "restoring"),
        pytest.raises(ArchiveLockedError, match="writing there"),
    ):
        restore(tmp_path / "bag", tmp_path / "new")


def test_what_an_interrupted_one_left_is_in_nobodys_way(held: Archive, tmp_path: Path) -> None:
    for left in (tmp_path / ".bag.dumping" / "work", tmp_path / ".new.restoring" / "work"):
        left.mkdir(parents=True)
        (left / "half").write_bytes(b"half")
    dump(held, tmp_path / "bag")
    restore(tmp_path / "bag", tmp_path / "new")
    assert not list(tmp_path.glob(".*"))


def at_every_call(
    patch: pytest.MonkeyPatch, place: Path, act: Callable[[], object], whole: Callable[[], object]
) -> int:
    """Act on a disk that is full at one call after the other: whole, or nothing in the place."""
    for step in itertools.count():
        place.mkdir()
        failed = ""
        with failing(patch, step) as disk:
            try:
                act()
            except ThaidocError as error:
                failed = str(error)
        if failed:
            assert "space that is left" in failed
            assert not list(place.iterdir())
        else:
            whole()
        shutil.rmtree(place)
        if disk.calls <= step:  # it was never full
            return step
    raise AssertionError


@pytest.mark.parametrize("ending", ["", ".tar", ".zip"])
def test_a_disk_that_is_full_at_any_call_leaves_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    add(archive, [Received("a.txt", "เรื่อง  ทดสอบ\n".encode())])
    place = tmp_path / "place"
    monkeypatch.setattr(os, "fsync", lambda _: None)
    before = snapshot(archive.root)
    del before["corpus/events.jsonl"]
    calls = at_every_call(
        monkeypatch,
        place,
        lambda: dump(archive, place / f"bag{ending}"),
        lambda: restore(place / f"bag{ending}", place / "new"),
    )
    assert calls > 20
    now = snapshot(archive.root)
    del now["corpus/events.jsonl"]
    assert now == before
    assert check(archive).findings == []

    dump(archive, tmp_path / f"whole{ending}")
    calls = at_every_call(
        monkeypatch,
        place,
        lambda: restore(tmp_path / f"whole{ending}", place / "new"),
        lambda: Archive.open(place / "new").original(next(iter(archive.ids()))),
    )
    assert calls > 20
