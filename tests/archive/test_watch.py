import threading
import time
from pathlib import Path

import pytest

from thaidoc.archive.store import Archive
from thaidoc.archive.watch import Arrivals, arriving
from thaidoc.errors import ThaidocError


def test_a_file_is_given_when_it_stopped_growing(tmp_path: Path) -> None:
    now = 0.0
    seen = Arrivals(2.0, lambda: now)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"1")
    seen.see([file, tmp_path / ".hidden", tmp_path])
    now = 1.0
    file.write_bytes(b"12")
    assert seen.ready() == []
    now = 2.5
    assert seen.ready() == []
    now = 3.0
    assert seen.ready() == [file]
    assert seen.ready() == []


def test_a_file_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    seen = Arrivals(0.0)
    file = tmp_path / "a.pdf"
    file.write_bytes(b"1")
    seen.see([file])
    file.unlink()
    assert seen.ready() == []


def test_only_folders_are_watched(tmp_path: Path) -> None:
    with pytest.raises(ThaidocError, match="only a folder"):
        next(arriving([tmp_path / "none"]))


def test_what_appears_is_given(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")

    def put() -> None:
        time.sleep(0.5)
        (tmp_path / "deep").mkdir()
        for _ in range(20):  # until the watcher is there
            (tmp_path / "a.txt").write_text(str(time.monotonic()))
            time.sleep(0.2)

    thread = threading.Thread(target=put)
    thread.start()
    end = time.monotonic() + 30
    try:
        found = next(got for got in arriving([tmp_path], 0.6) if got or time.monotonic() > end)
    finally:
        thread.join()
    assert found == [tmp_path / "a.txt"]


def test_what_a_walk_passes_over_is_passed_over(tmp_path: Path) -> None:
    top, archive = tmp_path / "in", tmp_path / "in" / "archive"
    (top / ".hidden").mkdir(parents=True)
    Archive.init(archive)
    outside = tmp_path / "outside.txt"
    made = [top / ".hidden" / "a.txt", archive / "corpus" / "b.txt", archive / "c.txt", outside]
    for path in made:
        path.write_text("x")
    (top / "link.txt").symlink_to(outside)
    (top / "folder").symlink_to(tmp_path, target_is_directory=True)
    seen = Arrivals(0.0, folders=[top])
    seen.see([*made[:3], top / "link.txt", top / "folder", top / "folder" / "outside.txt"])
    assert seen.ready() == [archive / "c.txt"]


def test_a_folder_that_was_moved_here_comes_with_its_files(tmp_path: Path) -> None:
    (tmp_path / "in" / "new" / "deep").mkdir(parents=True)
    file = tmp_path / "in" / "new" / "deep" / "a.txt"
    file.write_text("x")
    seen = Arrivals(0.0, folders=[tmp_path / "in"])
    seen.see([tmp_path / "in" / "new"])
    assert seen.ready() == [file]
