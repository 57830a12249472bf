from pathlib import Path

from tests.archive.test_ingest import letter
from thaidoc.archive import retries
from thaidoc.archive.ingest import add
from thaidoc.archive.retries import refused
from thaidoc.archive.store import Archive


def test_what_failed_is_remembered_until_it_is_taken_in(archive: Archive, tmp_path: Path) -> None:
    bad = tmp_path / "a.txt"
    bad.write_bytes(b"")
    add(archive, [bad, tmp_path / "never there.txt"])
    (one,) = refused(archive).values()
    assert (one.path, one.inside) == (str(bad), "")
    assert one.reason
    assert retries.paths(archive) == [bad]
    add(archive, retries.paths(archive))
    assert len(archive.events.read_bytes().splitlines()) == 1  # the same failure is told once
    bad.write_bytes(letter("ก"))
    add(archive, retries.paths(archive))
    assert refused(archive) == {}


def test_what_came_another_way_is_settled(archive: Archive, tmp_path: Path) -> None:
    bad = tmp_path / "a.txt"
    bad.write_bytes(b"")
    add(archive, [bad])
    other = tmp_path / "b.txt"
    other.write_bytes(letter("ก"))
    add(archive, [other])
    bad.write_bytes(letter("ก"))
    (file,) = add(archive, retries.paths(archive)).files
    assert file.outcome == "already-there"
    assert refused(archive) == {}
