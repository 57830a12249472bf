"""``thaidoc add`` of many files: side by side, by lists and patterns, again, and interrupted."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pyzipper
from click.testing import Result

from tests.cli.conftest import letter
from thaidoc.archive import events, workers
from thaidoc.archive.store import Archive
from thaidoc.search import alongside

Run = Callable[..., Result]
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals of a POSIX system")
#: more files than are read in the command's own process
MANY = 20


@pytest.fixture
def new(run: Run, tmp_path: Path) -> Path:
    """An empty archive."""
    run("init", tmp_path / "new")
    return tmp_path / "new"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with so many letters."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(MANY):
        write(folder / f"{number:02}.txt", number)
    return folder


def write(path: Path, number: int) -> Path:
    path.write_bytes(letter(str(number), f"เรื่องที่ {number * 7919}", f"ครั้งที่ {number}"))
    return path


def outcomes(done: Result) -> dict[str, str]:
    report = json.loads(done.stdout)
    return {Path(file["file"]).name: file["outcome"] for file in report["files"]}


def acts(archive: Path) -> list[str]:
    return [event.act for event, _ in events.read(Archive(archive).events)]


def findings(run: Run, archive: Path) -> set[str]:
    """What a check finds, by its codes."""
    report = json.loads(run("check", "--json", "--archive", archive).stdout)
    return {found["code"] for found in report["findings"]}


def test_side_by_side_with_a_bundle_and_a_password(
    run: Run, letters: Path, new: Path, tmp_path: Path
) -> None:
    with pyzipper.AESZipFile(letters / "locked.zip", "w", encryption=pyzipper.WZ_AES) as box:
        box.setpassword(b"hush-hush")
        box.writestr("2562/inside.txt", letter("๙๐๑", "ในกล่อง"))
    with zipfile.ZipFile(letters / "open.zip", "w") as plain:
        plain.write(letters / "00.txt", "again.txt")
        plain.write(write(tmp_path / "x", 999), "other.txt")
    done = run("add", letters, "--jobs", "2", "--archive", new, "--json", "--password", "hush-hush")
    assert done.exit_code == 0, done.output
    found = outcomes(done)
    assert [found[name] for name in ("inside.txt", "again.txt", "other.txt")] == [
        "added",
        "already-there",
        "added",
    ]
    assert len(list(Archive(new).ids())) == MANY + 2
    assert "hush-hush" not in Archive(new).events.read_text("utf-8")
    assert run("search", "ในกล่อง", "--archive", new, "--count").stdout == "1\n"
    assert findings(run, new) == set()
    assert run("add", letters, "--jobs", "0", "--archive", new).exit_code == 2


def test_without_the_password_the_others_are_added(run: Run, letters: Path, new: Path) -> None:
    with pyzipper.AESZipFile(letters / "locked.zip", "w", encryption=pyzipper.WZ_AES) as box:
        box.setpassword(b"hush-hush")
        box.writestr("inside.txt", letter("๙๐๑", "ในกล่อง"))
    done = run("add", letters, "--archive", new, "--jobs", "1")
    assert done.exit_code == 3
    assert done.stdout.splitlines()[-1] == f"{MANY} added, 1 failed."
    assert "password" in done.stdout
    again = run("add", "--retry", "--archive", new, "--password", "hush-hush")
    assert (again.exit_code, again.stdout.splitlines()[-1]) == (0, "1 added.")


def test_the_index_is_brought_up_during_a_run(
    run: Run, letters: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = alongside.Alongside.end
    found: list[str] = []

    def end(self: alongside.Alongside) -> None:
        assert self.process_id is not None
        told(self)
        found.append(run("search", "เรื่องที่", "--archive", new, "--count").stdout)

    monkeypatch.setattr(alongside, "_FEW", 1)
    monkeypatch.setattr(alongside.Alongside, "end", end)
    done = run("add", letters, "--archive", new, "--jobs", "2")
    assert done.exit_code == 0, done.output
    assert found == [f"{MANY}\n"]
    assert "taking new letters into the search index" in done.stderr


def test_names_in_a_list(run: Run, inbox: Path, new: Path, tmp_path: Path) -> None:
    (tmp_path / "list").write_text(f"{inbox / 'a.txt'}\n\n{inbox / 'copy of a.txt'}\n", "utf-8")
    done = run("add", "--files-from", tmp_path / "list", "--archive", new, "--json")
    assert outcomes(done) == {"a.txt": "added", "copy of a.txt": "already-there"}
    gone = run("add", "--files-from", tmp_path / "no list", "--archive", new)
    assert gone.exit_code == 2
    assert "--files-from" in gone.stderr


@POSIX
def test_names_that_end_with_nul_may_hold_a_newline(run: Run, inbox: Path, new: Path) -> None:
    strange = inbox / "x\ny.txt"
    (inbox / "b.txt").rename(strange)
    names = b"\0".join(os.fsencode(path) for path in (inbox / "a.txt", strange)) + b"\0"
    done = run("add", "-0", "--files-from", "-", "--archive", new, stdin=names)
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[-1].startswith("2 added")
    assert "x y.txt" in done.stdout


def test_a_pattern_that_no_shell_opened(run: Run, inbox: Path, new: Path) -> None:
    (inbox / "deep").mkdir()
    write(inbox / "deep" / "c.txt", 3)
    done = run("add", f"{inbox}/**/?.txt", "--archive", new, "--json")
    assert outcomes(done) == {"a.txt": "added", "b.txt": "added", "c.txt": "added"}
    write(inbox / "[1].txt", 4)
    assert outcomes(run("add", inbox / "[1].txt", "--archive", new, "--json")) == {
        "[1].txt": "added"
    }
    none = run("add", f"{inbox}/*.odt", "--archive", new)
    assert none.exit_code == 3
    assert "*.odt: there is no such file." in none.stdout


def test_what_failed_is_tried_again(run: Run, inbox: Path, new: Path) -> None:
    run("add", inbox, "--archive", new)
    again = run("add", "--retry", "--archive", new, "--json")
    assert outcomes(again) == {"empty.pdf": "failed", "noise.bin": "failed"}
    (inbox / "empty.pdf").write_bytes(letter("๓๓๓", "ส่งใหม่"))
    (inbox / "noise.bin").unlink()
    told = run("add", "--retry", "--archive", new)
    assert told.exit_code == 3
    assert f"{inbox / 'noise.bin'}: there is no such file" in told.stdout
    last = told.stdout.splitlines()[-1]
    assert last == "1 added (1 with something to look at), 1 failed."
    assert "retried" in acts(new)
    forgotten = run("add", "--forget", inbox / "noise.bin", "--archive", new)
    assert forgotten.exit_code == 0, forgotten.output
    nothing = run("add", "--retry", "--archive", new)
    assert (nothing.exit_code, nothing.stdout) == (0, "0 added.\n")
    assert findings(run, new) == set()


def test_what_was_killed_before_the_index_is_indexed_by_the_next(
    run: Run, letters: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("thaidoc.cli.freshness.bring_up", lambda *_, **__: None)
        run("add", letters, "--archive", new, "--jobs", "1")
    assert findings(run, new) == {"index-missing"}
    done = run("add", letters, "--archive", new, "--jobs", "1")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, f"0 added, {MANY} there already.")
    assert findings(run, new) == set()


def test_a_full_disk_is_told_once(
    run: Run, letters: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        patch.setattr("thaidoc.archive.batch.sync", full)
        done = run("add", letters, "--archive", new, "--jobs", "1")
    assert (done.exit_code, done.stdout) == (3, "0 added.\n")
    assert done.stderr == (
        f"thaidoc: {new}: the archive cannot be written to: No space left on device; "
        f"{MANY} files were left. See to that and run it again: it goes on where it was.\n"
    )
    assert (
        run("add", letters, "--archive", new, "--jobs", "1").stdout.splitlines()[-1]
        == f"{MANY} added."
    )


def test_the_report_is_printed_file_by_file(run: Run, inbox: Path, new: Path) -> None:
    done = run("add", inbox, "--archive", new, "--json")
    report = json.loads(done.stdout)
    assert list(report) == ["version", "files", "not_tried", "interrupted", "stopped"]
    assert len(report["files"]) == 5
    assert done.stdout == json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    run("init", new.parent / "empty")
    nothing = run("add", "--retry", "--archive", new.parent / "empty", "--json")
    assert json.loads(nothing.stdout) == report | {"files": []}


def test_secret_letters_are_marked(run: Run, new: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_bytes("ลับมาก\n\n".encode() + letter("๑๑", "แผนสมมุติ"))
    done = run("add", secret, "--archive", new)
    assert "[ลับมาก]" in done.stdout
    (identity,) = Archive(new).ids()
    report = run("add", secret, "--archive", new, "--json")
    assert json.loads(report.stdout)["files"][0]["secrecy"] == "ลับมาก"
    assert "[ลับมาก]" in run("history", "--archive", new).stdout
    copy = tmp_path / "copy.txt"
    copy.write_bytes(secret.read_bytes().replace(b"\n\n", b"\n\n\n"))
    run("add", copy, "--archive", new)
    for page in ("show", "versions"):
        told = run(page, identity, "--archive", new).stdout
        assert told.count("[ลับมาก]") == 2, told
    run("remove", identity, "--yes", "--reason", "ทดลอง", "--archive", new)
    assert run("history", identity, "--archive", new).stdout.count("[ลับมาก]") == 2


# --- as a process of its own ---------------------------------------------------------------------


@contextmanager
def thaidoc(*args: str | Path) -> Iterator["subprocess.Popen[str]"]:
    program = [sys.executable, "-m", "thaidoc", *map(str, args)]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdout=pipe, stderr=pipe, text=True, encoding="utf-8") as run:
        try:
            yield run
        finally:
            run.kill()


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it does not happen"
        time.sleep(0.01)


@POSIX
def test_ctrl_c_ends_between_documents_and_the_next_run_goes_on(
    run: Run, letters: Path, new: Path, tmp_path: Path
) -> None:
    for number in range(MANY, 160):
        write(letters / f"{number:03}.txt", number)
    with thaidoc("add", letters, "--archive", new, "--jobs", "2") as started:
        wait_for(lambda: any(Archive(new).ids()))
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    kept = set(Archive(new).ids())
    assert started.returncode == 130, err
    assert "interrupted; " in err and "Traceback" not in err
    left = int(err.rpartition("interrupted; ")[2].split()[0])
    assert left == 160 - len(kept) > 0
    assert out.splitlines()[-1] == f"{len(kept)} added."
    assert findings(run, new) <= {"index-missing", "index-behind"}
    read: list[bytes] = []
    real = workers._Hand._asked

    def asked(self: workers._Hand, errand: workers.Errand) -> object:
        read.append(errand.data)
        return real(self, errand)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers._Hand, "_asked", asked)
        done = run("add", letters, "--archive", new, "--jobs", "2")
    assert done.stdout.splitlines()[-1] == f"{left} added, {len(kept)} there already."
    assert len([data for data in read if data]) == left
    assert acts(new).count("added") == 160
    assert findings(run, new) == set()


@POSIX
def test_what_appears_in_a_watched_folder_is_added(run: Run, new: Path, tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    folder = tmp_path / "watched"
    folder.mkdir()
    write(folder / "1.txt", 1)
    archive = Archive(new)
    with thaidoc("add", "--watch", folder, "--archive", new) as started:
        wait_for(lambda: len(list(archive.ids())) == 1)
        write(folder / "2.txt", 2)
        (tmp_path / "moved").mkdir()
        write(tmp_path / "moved" / "3.txt", 3)
        (tmp_path / "moved").rename(folder / "moved")
        wait_for(lambda: len(list(archive.ids())) == 3)
        time.sleep(0.5)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert (started.returncode, "Traceback" in err) == (0, False), err
    assert err.splitlines()[-1] == "thaidoc: no longer watching."
    for number in (1, 2, 3):
        assert f"{number}.txt" in out
    assert run("search", "เรื่องที่", "--archive", new, "--count").stdout == "3\n"
