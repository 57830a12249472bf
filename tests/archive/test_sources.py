import os
from pathlib import Path

import pytest

from thaidoc.archive.sources import Received, Source, collect
from thaidoc.archive.store import Archive
from thaidoc.errors import UnreadableFileError
from thaidoc.reading.limits import Limits, in_force

POSIX = pytest.mark.skipif(os.name != "posix", reason="links and pipes of a POSIX system")


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def names(folder: Path, *given: Path) -> list[str]:
    return [Path(s.name).relative_to(folder).as_posix() for s in collect(given or [folder])]


def faults(*given: Path) -> dict[str, str]:
    return {Path(s.name).name: s.fault.what for s in collect(given) if s.fault}


def test_a_folder_is_walked_in_the_order_of_names(tmp_path: Path) -> None:
    put(tmp_path, "ข.txt", "b/2.txt", "b/1.txt", "a.txt", "b/c/d/e.pdf", "c.txt")
    assert names(tmp_path) == ["a.txt", "b/1.txt", "b/2.txt", "b/c/d/e.pdf", "c.txt", "ข.txt"]


def test_hidden_files_are_passed_over_unless_they_are_named(tmp_path: Path) -> None:
    put(tmp_path, ".DS_Store", ".git/config", "~$letter.docx", "letter.docx")
    assert names(tmp_path) == ["letter.docx"]
    assert names(tmp_path, tmp_path / ".DS_Store") == [".DS_Store"]


def test_the_insides_of_an_archive_are_passed_over(tmp_path: Path) -> None:
    Archive.init(tmp_path / "sub" / "archive")
    put(tmp_path, "sub/archive/corpus/3f/x/text.txt", "sub/archive/index/y", "sub/archive/in.pdf")
    put(tmp_path, "corpus/mine.pdf")
    assert names(tmp_path) == ["corpus/mine.pdf", "sub/archive/in.pdf"]


@POSIX
def test_links_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b" / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "b" / "3.txt").symlink_to(tmp_path / "a" / "1.txt")
    (tmp_path / "self").symlink_to("self")
    found = list(collect([tmp_path]))
    assert [Path(s.name).name for s in found if not s.fault] == ["1.txt", "2.txt"]
    assert [Path(s.name).name for s in found if s.fault] == ["self"]


@POSIX
def test_a_link_out_of_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "in/1.txt", "out/2.txt")
    (tmp_path / "in" / "folder").symlink_to("../out", target_is_directory=True)
    (tmp_path / "in" / "file.txt").symlink_to("../out/2.txt")
    told = "this link leads out of the folder"
    assert faults(tmp_path / "in") == {"folder": told, "file.txt": told}
    assert names(tmp_path, tmp_path / "in", tmp_path / "out")[-1] == "out/2.txt"
    assert faults(tmp_path / "in", tmp_path / "out") == {}


@POSIX
def test_a_link_that_was_named_is_followed(tmp_path: Path) -> None:
    put(tmp_path, "out/2.txt")
    (tmp_path / "folder").symlink_to("out", target_is_directory=True)
    (tmp_path / "file.txt").symlink_to("out/2.txt")
    assert names(tmp_path, tmp_path / "folder") == ["folder/2.txt"]
    (named,) = collect([tmp_path / "file.txt"])
    assert named.load() == b"out/2.txt"


@POSIX
def test_a_link_put_in_the_place_of_a_file_is_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "in/1.txt", "out/2.txt")
    (source,) = collect([tmp_path / "in"])
    (tmp_path / "in" / "1.txt").unlink()
    (tmp_path / "in" / "1.txt").symlink_to("../out/2.txt")
    with pytest.raises(UnreadableFileError, match="a link now"):
        source.load()


def test_a_folder_given_twice_is_walked_once(tmp_path: Path) -> None:
    put(tmp_path, "a/1.txt")
    assert names(tmp_path, tmp_path, tmp_path, tmp_path / "a") == ["a/1.txt"]


@POSIX
def test_what_cannot_be_taken_is_given_with_the_reason(tmp_path: Path) -> None:
    put(tmp_path, "good.txt")
    (tmp_path / "broken.pdf").symlink_to(tmp_path / "gone.pdf")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "void").mkdir()
    assert faults(tmp_path, tmp_path / "void", tmp_path / "missing.pdf") == {
        "broken.pdf": "this link leads nowhere",
        "pipe": "this is not a file",
        "missing.pdf": "there is no such file",
    }


def test_a_folder_without_files_says_so(tmp_path: Path) -> None:
    (tmp_path / "void" / "deeper").mkdir(parents=True)
    assert faults(tmp_path / "void") == {"void": "there is no file to add in this folder"}


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "shut/1.txt", "open/2.txt")
    real = Path.iterdir

    def iterdir(self: Path) -> object:
        if self.name == "shut":
            raise PermissionError(13, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    assert faults(tmp_path) == {"shut": "this may not be read"}
    assert [Path(s.name).name for s in collect([tmp_path])] == ["2.txt", "shut"]


def test_bytes_are_those_of_the_file(tmp_path: Path) -> None:
    put(tmp_path, "หนังสือ.txt")
    (source,) = collect([tmp_path])
    assert source.load().decode() == "หนังสือ.txt"
    (given,) = collect([Received("stdin", b"\xff\x00")])
    assert (given.name, given.load()) == ("stdin", b"\xff\x00")


def test_a_file_that_goes_away_in_between(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    (source,) = collect([tmp_path])
    (tmp_path / "a.txt").unlink()
    with pytest.raises(UnreadableFileError, match="no such file"):
        source.load()


def test_a_file_too_large_is_not_loaded(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    with in_force(Limits(bytes=3)), pytest.raises(UnreadableFileError, match="larger than"):
        Source("a.txt", path=tmp_path / "a.txt").load()


@POSIX
def test_a_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "หนังสือ.txt".encode("cp874")
    try:
        os.close(os.open(raw, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system wants UTF-8")
    (source,) = collect([tmp_path])
    assert source.name.encode("utf-8").endswith(b".txt")
    assert source.load() == b""
