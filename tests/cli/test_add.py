import json
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.archive import ingest
from thaidoc.archive.store import Archive

Run = Callable[..., Result]


def test_a_folder_of_good_doubled_empty_and_unreadable_files(
    run: Run, inbox: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"
    run("init", folder)
    done = run("add", inbox, "--archive", folder)
    assert done.exit_code == 3
    assert "Traceback" not in done.output
    for name in ("a.txt", "b.txt", "copy of a.txt", "empty.pdf", "noise.bin"):
        assert str(inbox / name) in done.stdout
    assert "มท 0810.3/ว111  14 มิ.ย. 2562" in done.stdout
    assert "เรื่อง แผนงานรับน้ำท่วม" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 added")
    assert "1 there already, 2 failed" in done.stdout.splitlines()[-1]
    assert len(list(Archive(folder).ids())) == 2
    for query in ("น้ำท่วม", "งบประมาณประจำปี"):
        found = run("search", query, "--archive", folder, "--ids")
        assert (found.exit_code, found.stdout.count("\n"), found.stderr) == (0, 1, "")


def test_the_report_as_json(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    done = run("add", inbox, "--archive", tmp_path / "new", "--json")
    assert done.exit_code == 3
    report = json.loads(done.stdout)
    assert report["version"] == 1
    assert report["interrupted"] is False
    files = {Path(f["file"]).name: f for f in report["files"]}
    assert {name: f["outcome"] for name, f in files.items()} == {
        "a.txt": "added",
        "b.txt": "added",
        "copy of a.txt": "already-there",
        "empty.pdf": "failed",
        "noise.bin": "failed",
    }
    assert files["a.txt"]["number"] == "มท 0810.3/ว111"
    assert files["a.txt"]["date"]["iso"] == "2019-06-14"
    assert files["a.txt"]["id"] == files["copy of a.txt"]["id"]
    assert files["empty.pdf"]["reason"]


def test_standard_input_with_a_name(run: Run, inbox: Path, archive: Path) -> None:
    data = (inbox / "a.txt").read_bytes().replace("น้ำท่วม".encode(), "ไฟป่า".encode())
    done = run("add", "-", "--name", "จากเว็บ.txt", "--archive", archive, stdin=data)
    assert done.exit_code == 0, done.output
    assert "จากเว็บ.txt" in done.stdout
    assert run("search", "ไฟป่า", "--archive", archive).exit_code == 0
    nothing = run("add", "-", "--archive", archive, stdin=b"")
    assert nothing.exit_code == 3
    assert "failed  stdin: " in nothing.stdout


def test_adding_twice_keeps_one(run: Run, inbox: Path, archive: Path) -> None:
    done = run("add", inbox / "a.txt", "--archive", archive)
    assert done.exit_code == 0
    assert done.stdout.startswith("there already")
    assert len(list(Archive(archive).ids())) == 2


def test_who_adds_is_in_the_log(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    run("add", inbox / "a.txt", "--archive", tmp_path / "new", "--by", "สมหญิง")
    log = (tmp_path / "new" / "corpus" / "events.jsonl").read_text("utf-8")
    assert json.loads(log)["actor"] == "สมหญิง"


def test_an_interrupt_keeps_what_is_done(
    run: Run, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init", tmp_path / "new")
    real = ingest.prepare

    def prepare(data: bytes, name: str, **_: object) -> ingest.Prepared:
        if name == "b.txt":
            raise KeyboardInterrupt
        return real(data, name)

    with monkeypatch.context() as patch:
        patch.setattr(ingest, "prepare", prepare)
        done = run("add", inbox, "--archive", tmp_path / "new")
    assert done.exit_code == 130
    assert "a.txt" in done.stdout
    assert "4 files were not read" in done.stderr
    assert len(list(Archive(tmp_path / "new").ids())) == 1
    assert run("search", "น้ำท่วม", "--archive", tmp_path / "new").exit_code == 0
    assert run("add", inbox, "--archive", tmp_path / "new").exit_code == 3
    assert len(list(Archive(tmp_path / "new").ids())) == 2


def test_another_process_is_writing(run: Run, inbox: Path, archive: Path) -> None:
    program = textwrap.dedent(f"""
        from pathlib import Path
        from thaidoc.archive.store import Archive
        with Archive(Path({str(archive)!r})).writing():
            print("locked", flush=True)
            input()
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"locked\n"
        done = run("add", inbox / "b.txt", "--archive", archive)
        other.communicate(b"\n")
    assert (done.exit_code, done.stdout) == (75, "")
    assert "another thaidoc is writing to this archive: " in done.stderr
    assert f", process {other.pid}, since 20" in done.stderr
    assert done.stderr.endswith(". Try again when it is done.\n")


def test_an_index_that_cannot_be_written_loses_no_letter(
    run: Run, inbox: Path, tmp_path: Path
) -> None:
    run("init", tmp_path / "new")
    (tmp_path / "new" / "index").rmdir()
    (tmp_path / "new" / "index").write_text("in the way")
    done = run("add", inbox / "a.txt", "--archive", tmp_path / "new")
    assert done.exit_code == 0
    assert "the newest letters may not be found yet" in done.stderr
    assert len(list(Archive(tmp_path / "new").ids())) == 1
