import itertools
import os
import shutil
from pathlib import Path

import pytest

from tests.archive.faults import failing, snapshot
from thaidoc.archive import events, removal
from thaidoc.archive.check import check
from thaidoc.archive.history import find, history, resolve, tombstone
from thaidoc.archive.ingest import add
from thaidoc.archive.removal import REMOVING, remove, settle
from thaidoc.archive.sources import Received
from thaidoc.archive.store import Archive
from thaidoc.errors import NoSuchDocumentError, ThaidocError
from thaidoc.reading.document import sha256_of

LETTER = """\
ที่ มท ๐๘๑๐.๓/ว ๑๒๓                                     กรมสมมุติ

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  ทดสอบ

เรียน  ผู้ว่าราชการจังหวัด
""".encode()
IDENTITY = sha256_of(LETTER)[:16]


@pytest.fixture
def held(archive: Archive) -> Archive:
    """An archive with a letter that will go and one that stays."""
    add(
        archive,
        [
            Received("a.txt", LETTER),
            Received("b.txt", LETTER.replace("๑๒๓".encode(), "๔".encode())),
        ],
    )
    return archive


def test_a_tombstone_says_what_it_was_and_why(held: Archive) -> None:
    stone = remove(held, IDENTITY, " ส่งผิดหน่วยงาน ", actor="สมหญิง@hq")
    assert IDENTITY not in held
    assert len(list(held.ids())) == 1
    assert LETTER not in snapshot(held.root).values()
    assert (stone.act, stone.id, stone.actor, stone.outcome) == (
        "removed", IDENTITY, "สมหญิง@hq", "success"
    )  # fmt: skip
    assert stone.detail == {
        "reason": "ส่งผิดหน่วยงาน",
        "sha256": sha256_of(LETTER),
        "bytes": str(len(LETTER)),
        "kind": "external-letter",
        "file": "a.txt",
        "number": "มท 0810.3/ว123",
        "date": "2019-06-14",
        "subject": "ทดสอบ",
    }
    *_, (last, _) = events.read(held.events)
    assert last == stone
    assert check(held).findings == []


def test_a_removed_document_has_a_history_and_is_told_apart(held: Archive) -> None:
    remove(held, IDENTITY, "ส่งผิด", actor="สมหญิง@hq")
    assert resolve(held, IDENTITY[:6].upper()) == IDENTITY
    assert [t.premis for t in history(held, IDENTITY)] == ["ingestion", "deletion"]
    assert tombstone(held, IDENTITY[:4]) is not None
    with pytest.raises(NoSuchDocumentError, match=r"was removed on .* by สมหญิง@hq .ส่งผิด"):
        find(held, IDENTITY[:6])
    with pytest.raises(NoSuchDocumentError, match="no document"):
        find(held, "ffff")
    with pytest.raises(NoSuchDocumentError, match="no document"):
        remove(held, IDENTITY, "อีกครั้ง")
    add(held, [Received("a.txt", LETTER)])
    assert find(held, IDENTITY[:6]) == IDENTITY
    assert tombstone(held, IDENTITY) is None


def test_only_for_a_reason(held: Archive) -> None:
    with pytest.raises(ThaidocError, match="only for a reason"):
        remove(held, IDENTITY, "  ")
    assert IDENTITY in held


def test_a_damaged_document_can_be_removed(held: Archive) -> None:
    folder = held.folder(IDENTITY)
    (folder / "record.json").write_bytes(b"{")
    next(folder.glob("original*")).unlink()
    assert remove(held, IDENTITY, "เสียหาย").detail == {"reason": "เสียหาย", "original": "missing"}
    assert check(held).findings == []


def test_a_disk_that_is_full_at_any_call_keeps_or_removes_the_whole(
    held: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    folder = held.folder(IDENTITY)
    outcomes = set()
    for step in itertools.count():
        archive = Archive(shutil.copytree(held.root, tmp_path / f"{step}"))
        before = snapshot(archive.root)
        said = ""
        with failing(monkeypatch, step) as disk:
            try:
                remove(archive, IDENTITY, "ส่งผิด")
            except ThaidocError as error:
                said = str(error)
        if "still there" in said:
            assert snapshot(archive.root) == before
        else:
            assert IDENTITY not in archive
            assert tombstone(archive, IDENTITY) is not None
        assert check(archive).findings == []
        outcomes.add("kept" if "still there" in said else "removed")
        if disk.calls <= step:  # it was never full
            break
    assert outcomes == {"kept", "removed"}
    assert step > 5
    assert folder.is_dir()


class TestInterrupted:
    def test_before_its_tombstone_it_is_put_back(self, held: Archive) -> None:
        before = snapshot(held.root)
        held.folder(IDENTITY).rename(held.corpus / f"{REMOVING}{IDENTITY}")
        report = check(held)
        assert not report.damaged
        assert [f.code for f in report.findings] == ["half-removed"]
        assert settle(held) == 1
        now = snapshot(held.root)
        assert {k: v for k, v in now.items() if "events" not in k} == {
            k: v for k, v in before.items() if "events" not in k
        }
        assert check(held).findings == []

    def test_behind_its_tombstone_it_is_finished(
        self, held: Archive, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stuck(*_: object) -> None:
            raise OSError(13, "Permission denied")

        with monkeypatch.context() as patch:
            patch.setattr(removal, "_delete", stuck)
            with pytest.raises(ThaidocError, match="not yet deleted"):
                remove(held, IDENTITY, "ส่งผิด")
        assert [f.code for f in check(held).findings] == ["half-removed"]
        assert settle(held) == 1
        assert LETTER not in snapshot(held.root).values()
        assert check(held).findings == []

    def test_the_next_add_puts_it_back(self, held: Archive) -> None:
        held.folder(IDENTITY).rename(held.corpus / f"{REMOVING}{IDENTITY}")
        assert add(held, [Received("a.txt", LETTER)]).count("already-there") == 1
        assert check(held).findings == []

    def test_what_was_added_again_meanwhile_stays_and_nothing_is_lost(self, held: Archive) -> None:
        leaving = held.corpus / f"{REMOVING}{IDENTITY}"
        held.folder(IDENTITY).rename(leaving)
        (leaving / "corrections.json").write_text("{}")
        shutil.copytree(leaving, held.folder(IDENTITY))
        (held.folder(IDENTITY) / "corrections.json").unlink()
        settle(held)
        assert IDENTITY in held
        assert any(n.endswith("/corrections.json") for n in snapshot(held.root / "lost+found"))
