"""``check``, ``history``, ``remove``, ``dump`` and ``restore`` as a person types them."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.archive.store import Archive

Run = Callable[..., Result]


@pytest.fixture
def identity(archive: Path) -> str:
    """A letter of the archive."""
    found = [i for i in Archive.open(archive).ids() if "๑๑๑" in Archive.open(archive).text(i)]
    return found[0]


class TestCheck:
    def test_a_sound_archive(self, run: Run, archive: Path) -> None:
        done = run("check", "--archive", archive)
        assert (done.exit_code, done.stderr) == (0, "")
        assert done.stdout.startswith("2 documents checked, ")
        assert "no damage." in done.stdout
        assert run("check", "--archive", archive).stdout.count("\n") == 1

    def test_damage_is_exit_code_4_and_named(self, run: Run, archive: Path, identity: str) -> None:
        original = Archive.open(archive).original(identity)
        original.chmod(0o644)
        original.write_bytes(b"changed")
        done = run("check", "--archive", archive)
        assert done.exit_code == 4
        assert (
            f"damage  corpus/{identity[:2]}/{identity}/original.txt  original-changed"
            in done.stdout
        )
        assert "1 damaged" in done.stdout
        assert run("check", "--fix", "--archive", archive).exit_code == 4
        assert original.read_bytes() == b"changed"
        failed = run("history", identity, "--json", "--archive", archive)
        assert {e["outcome"] for e in json.loads(failed.stdout)} == {"success", "failure"}

    def test_json(self, run: Run, archive: Path, identity: str) -> None:
        (archive / "corpus" / "x\x1b.txt").write_bytes(b"x")
        done = run("check", "--json", "--archive", archive)
        assert done.exit_code == 4
        report = json.loads(done.stdout)
        (found,) = report["findings"]
        assert (found["code"], found["mendable"], found["mended"]) == ("stray", True, None)
        assert len(report["head"]) == 64
        shown = run("check", "--archive", archive)
        assert "\x1b" not in shown.stdout
        assert "--fix would mend it" in shown.stdout
        mended = run("check", "--fix", "--archive", archive)
        assert mended.exit_code == 0
        assert "moved to lost+found/" in mended.stdout

    @pytest.mark.parametrize(
        ("harm", "code", "exit_code"),
        [
            (lambda index: shutil.rmtree(index), "index-missing", 0),
            (lambda index: (index / "manifest.json").write_bytes(b"{"), "index-damaged", 4),
        ],
    )
    def test_the_index_is_made_again(
        self, run: Run, archive: Path, harm: Callable[[Path], object], code: str, exit_code: int
    ) -> None:
        harm(archive / "index")
        done = run("check", "--archive", archive)
        assert done.exit_code == exit_code
        assert code in done.stdout
        assert run("check", "--fix", "--archive", archive).exit_code == 0
        assert "no damage." in run("check", "--archive", archive).stdout
        assert run("search", "น้ำท่วม", "--count", "--archive", archive).stdout == "1\n"

    def test_an_index_that_has_not_caught_up_or_knows_too_much(
        self, run: Run, archive: Path, identity: str, inbox: Path
    ) -> None:
        index = archive / "index"
        shutil.copytree(index, archive.parent / "old")
        (inbox / "c.txt").write_bytes((inbox / "a.txt").read_bytes() + b"more\n")
        run("add", inbox / "c.txt", "--archive", archive)
        new = archive.parent / "new"
        index.rename(new)
        (archive.parent / "old").rename(index)
        done = run("check", "--archive", archive)
        assert (done.exit_code, "index-behind" in done.stdout) == (0, True)
        assert "no damage." in run("check", "--fix", "--archive", archive).stdout

        log = archive / "corpus" / "events.jsonl"
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(b"".join(lines[:2]))  # the last lines cut off: no link is broken
        done = run("check", "--archive", archive)
        assert (done.exit_code, "log-shortened" in done.stdout) == (4, True)

    def test_a_sample_says_its_seed(self, run: Run, archive: Path) -> None:
        done = run("check", "--sample", "50%", "--seed", "7", "--archive", archive)
        assert done.stdout.startswith("1 of 2 documents (seed 7) checked")
        for wrong in ("0", "101%", "half", "-5%", "nan"):
            assert run("check", f"--sample={wrong}", "--archive", archive).exit_code == 2

    def test_another_writer_is_named(self, run: Run, archive: Path) -> None:
        (archive / "corpus" / ".incoming-x").mkdir()
        with Archive.open(archive).writing():
            done = run("check", "--archive", archive)
            assert done.exit_code == 0
            assert "another thaidoc was writing" in done.stderr
        done = run("check", "--archive", archive)
        assert (done.exit_code, "half-written" in done.stdout) == (0, True)
        (archive / "corpus" / "x.txt").write_bytes(b"x")
        with Archive.open(archive).writing():
            done = run("check", "--fix", "--archive", archive)
        assert (done.exit_code, "stray" in done.stdout) == (75, True)
        assert "nothing was mended" in done.stderr


class TestHistory:
    def test_a_letters_events_in_thai_dates(self, run: Run, archive: Path, identity: str) -> None:
        done = run("history", identity[:6], "--archive", archive)
        assert (done.exit_code, done.stderr) == (0, "")
        head, detail = done.stdout.splitlines()
        assert " 25" in head.split("รับเข้า")[0]
        assert identity in head
        assert detail.endswith("a.txt")
        assert run("history", identity, "--era", "ce", "--archive", archive).stdout.startswith("20")

    def test_the_whole_log_and_its_end(self, run: Run, archive: Path) -> None:
        run("check", "--archive", archive)
        whole = json.loads(run("history", "--json", "--archive", archive).stdout)
        assert [e["premis"] for e in whole] == ["ingestion", "ingestion", "fixity check"]
        last = json.loads(run("history", "--json", "--limit", "1", "--archive", archive).stdout)
        assert last == whole[-1:]

    def test_what_is_not_there(self, run: Run, archive: Path, tmp_path: Path) -> None:
        assert run("history", "ffff", "--archive", archive).exit_code == 1
        run("init", tmp_path / "empty")
        assert run("history", "--archive", tmp_path / "empty").exit_code == 1


class TestRemove:
    def test_a_letter_goes_and_leaves_a_tombstone(
        self, run: Run, archive: Path, identity: str
    ) -> None:
        done = run(
            "remove",
            identity[:6],
            "--yes",
            "--reason",
            "ส่งผิด",
            "--by",
            "สมหญิง",
            "--archive",
            archive,
        )
        assert done.exit_code == 0, done.output
        assert done.stdout == f"removed  {identity}  มท 0810.3/ว111  แผนงานรับน้ำท่วม\n"
        assert run("search", "น้ำท่วม", "--count", "--archive", archive).exit_code == 1
        for verb in ("show", "open"):
            gone = run(verb, identity[:6], "--archive", archive)
            assert gone.exit_code == 1
            assert "was removed on" in gone.stderr
            assert "by สมหญิง (ส่งผิด)" in gone.stderr
        told = run("history", identity[:6], "--archive", archive)
        assert "reason: ส่งผิด" in told.stdout
        assert run("check", "--archive", archive).stdout.startswith("1 document checked")

    def test_nobody_is_asked_where_there_is_no_terminal(
        self, run: Run, archive: Path, identity: str
    ) -> None:
        done = run("remove", identity, "--reason", "x", "--archive", archive, stdin=b"y\n")
        assert done.exit_code == 2
        assert "--yes" in done.stderr
        assert run("remove", identity, "--yes", "--archive", archive).exit_code == 2
        assert (
            run("remove", identity, "--yes", "--reason", " ", "--archive", archive).exit_code == 2
        )
        assert run("show", identity, "--archive", archive).exit_code == 0

    @pytest.mark.parametrize(("answer", "exit_code"), [("y\n", 0), ("n\n", 2), ("\n", 2)])
    def test_a_person_at_a_terminal_is_asked(
        self,
        run: Run,
        archive: Path,
        identity: str,
        monkeypatch: pytest.MonkeyPatch,
        answer: str,
        exit_code: int,
    ) -> None:
        from thaidoc.cli import remove

        monkeypatch.setattr(remove, "has_person", lambda: True)
        done = run("remove", identity, "--reason", "x", "--archive", archive, stdin=answer.encode())
        assert done.exit_code == exit_code
        assert "แผนงานรับน้ำท่วม" in done.stderr
        assert (identity in Archive.open(archive)) == (exit_code != 0)

    def test_a_locked_archive(self, run: Run, archive: Path, identity: str) -> None:
        with Archive.open(archive).writing():
            done = run("remove", identity, "--yes", "--reason", "x", "--archive", archive)
        assert done.exit_code == 75


class TestDump:
    @pytest.mark.parametrize("name", ["bag", "bag.tar", "bag.zip"])
    def test_there_and_back(
        self, run: Run, archive: Path, identity: str, tmp_path: Path, name: str
    ) -> None:
        done = run("dump", tmp_path / name, "--archive", archive)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "2 documents" in done.stderr
        done = run("restore", tmp_path / name, tmp_path / "new", "--json")
        assert done.exit_code == 0, done.output
        assert json.loads(done.stdout)["documents"] == 2
        new = tmp_path / "new"
        old = run("show", identity, "--json", "--archive", archive).stdout
        assert run("show", identity, "--json", "--archive", new).stdout == old
        assert run("search", "น้ำท่วม", "--ids", "--archive", new).stdout.strip() == identity
        assert run("check", "--archive", new).exit_code == 0
        acts = json.loads(run("history", "--json", "--archive", new).stdout)
        assert [e["act"] for e in acts] == ["added", "added", "restored", "checked"]

    def test_what_cannot_be(self, run: Run, archive: Path, tmp_path: Path) -> None:
        (tmp_path / "bag").mkdir()
        assert run("dump", tmp_path / "bag", "--archive", archive).exit_code == 3
        assert run("restore", tmp_path / "gone", tmp_path / "new").exit_code == 2
        run("dump", tmp_path / "good", "--archive", archive)
        assert run("restore", tmp_path / "good", archive).exit_code == 3
        record = next((tmp_path / "good").rglob("record.json"))
        record.write_bytes(record.read_bytes() + b" ")
        done = run("restore", tmp_path / "good", tmp_path / "new")
        assert done.exit_code == 4
        assert "is not whole" in done.stderr
        assert done.stderr.count("\n") == 1

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may all")
    def test_a_folder_that_may_not_be_written_to(
        self, run: Run, archive: Path, tmp_path: Path
    ) -> None:
        closed = tmp_path / "closed"
        closed.mkdir(mode=0o555)
        done = run("dump", closed / "bag", "--archive", archive)
        assert done.exit_code == 3
        assert "Permission denied" in done.stderr


def test_a_break_in_the_log_is_acknowledged(run: Run, archive: Path) -> None:
    log = archive / "corpus" / "events.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"added"', b'"added" ', 1))
    assert run("check", "--archive", archive).exit_code == 4
    done = run("check", "--archive", archive, "--acknowledge", "ดูแล้ว", "--by", "สมศรี")
    assert done.exit_code == 0, done.output
    assert "notice  corpus/events.jsonl:2  log-broken" in done.stdout
    assert "acknowledged by สมศรี, 20" in done.stdout
    assert "no damage, 1 notice" in done.stdout
    assert run("check", "--archive", archive).exit_code == 0
    assert run("check", "--archive", archive, "--acknowledge", "อีก").exit_code == 3
