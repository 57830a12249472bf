import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.archive.conftest import make_record
from thaidoc.archive import events
from thaidoc.archive.events import Event
from thaidoc.archive.lock import HOLDER
from thaidoc.archive.store import Archive
from thaidoc.errors import ArchiveLockedError, ThaidocError

HOLDS = """
import os, sys
from pathlib import Path
from thaidoc.archive.store import Archive
with Archive(Path(sys.argv[1])).writing():
    print("held", flush=True)
    os.read(0, 1)
"""


def test_who_is_locked_out_hears_who_holds_it_and_since_when(archive: Archive) -> None:
    with archive.writing():
        with pytest.raises(ArchiveLockedError) as told, archive.writing():
            pass
        assert told.value.what.startswith(
            f"another thaidoc is writing to this archive: {events.actor()}, "
            f"process {os.getpid()}, since 20"
        )
    assert not (archive.root / HOLDER).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process")
def test_a_lock_ends_with_its_holder(archive: Archive) -> None:
    line = [sys.executable, "-c", HOLDS, str(archive.root)]
    with subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(ArchiveLockedError, match=f"process {other.pid}, "), archive.writing():
            pass
        other.kill()
        other.wait()
        assert (archive.root / HOLDER).exists()  # the note of a dead one locks nobody out
        with archive.writing():
            pass


@pytest.mark.parametrize("note", [None, b"", b"{}", b"\xff"])
def test_a_note_that_says_nothing_is_left_out(archive: Archive, note: bytes | None) -> None:
    with archive.writing():
        (archive.root / HOLDER).unlink()
        if note is not None:
            (archive.root / HOLDER).write_bytes(note)
        with (
            pytest.raises(ArchiveLockedError, match=r"to this archive\. Try again"),
            archive.writing(),
        ):
            pass


def test_others_see_nothing_of_an_archive(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        archive = Archive.init(tmp_path / "a" / "b")
        archive.keep(b"x", ".txt", make_record(b"x"), "x")
        made = Event(at=events.now(), act="added", id=make_record(b"x").id, actor="x")
        with archive.writing():
            events.append(archive.events, [made])
            found = {
                path.relative_to(archive.root).as_posix(): stat.S_IMODE(path.stat().st_mode)
                for path in [archive.root, *archive.root.rglob("*")]
            }
    finally:
        os.umask(before)
    wanted = {0o750, 0o640, 0o440}
    assert {name: oct(mode) for name, mode in found.items() if mode not in wanted} == {}
    assert {mode for name, mode in found.items() if "/original" in name} == {0o440}


def test_a_disk_that_is_full_is_told_in_a_sentence_and_the_lock_is_free(archive: Archive) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", str(archive.events))
    with pytest.raises(ThaidocError) as told, archive.writing():
        raise full
    assert told.value.what == "the archive cannot be read or written now (No space left on device)"
    assert told.value.where == str(archive.events) and told.value.__cause__ is full
    with archive.writing():
        pass


def test_a_reader_of_the_output_that_has_gone_is_no_fault_of_the_archive(archive: Archive) -> None:
    with pytest.raises(BrokenPipeError), archive.writing():
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")
