import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from thaidoc.archive.corrections import Corrections
from thaidoc.archive.store import Archive
from thaidoc.record import from_json, json_schema

Run = Callable[..., Result]


def identity(run: Run, archive: Path, query: str = "น้ำท่วม") -> str:
    return run("search", query, "--ids", "--archive", archive).stdout.strip()


class TestInit:
    def test_an_archive_is_made_once(self, run: Run, tmp_path: Path) -> None:
        made = run("init", tmp_path / "new" / "deep")
        assert (made.exit_code, made.stdout) == (0, "")
        assert "is an archive now" in made.stderr
        assert (tmp_path / "new" / "deep" / "thaidoc.toml").is_file()
        again = run("init", tmp_path / "new" / "deep")
        assert again.exit_code == 0
        assert "already" in again.stderr

    def test_a_file_in_the_way(self, run: Run, inbox: Path) -> None:
        assert run("init", inbox / "a.txt").exit_code == 2


class TestParse:
    def test_a_sheet_for_people(self, run: Run, inbox: Path) -> None:
        done = run("parse", inbox / "a.txt")
        assert (done.exit_code, done.stderr) == (0, "")
        sheet = {line.split()[0]: line for line in done.stdout.splitlines() if line[:1] != " "}
        assert sheet["ที่"].endswith("มท 0810.3/ว111")
        assert sheet["วันที่"].endswith("14 มิ.ย. 2562")
        assert sheet["เรื่อง"].endswith("แผนงานรับน้ำท่วม")
        assert sheet["เรียน"].endswith("ผู้ว่าราชการจังหวัด ทุกจังหวัด")
        assert "นายทดสอบ ใจสมมุติ" in sheet["ลงนาม"]
        _, place, sure, *_ = sheet["เรื่อง"].split()
        assert place == "1:6"
        assert sure.endswith("%")

    def test_json_is_the_record(self, run: Run, inbox: Path) -> None:
        done = run("parse", "--json", inbox / "a.txt")
        record = from_json(done.stdout_bytes)
        assert (record.version, record.subject) == (1, "แผนงานรับน้ำท่วม")
        assert "แผนงานรับน้ำท่วม" in done.stdout

    def test_text_is_the_repaired_text(self, run: Run, inbox: Path) -> None:
        letter = inbox / "a.txt"
        letter.write_bytes(letter.read_bytes() + b"\f" + "หน้าสอง ส\u0e4dานัก\n".encode())
        done = run("parse", "--text", letter)
        assert done.stdout_bytes.count(b"\f") == 1
        assert "หน้าสอง สำนัก" in done.stdout_bytes.decode()

    def test_standard_input(self, run: Run, inbox: Path) -> None:
        data = (inbox / "a.txt").read_bytes()
        done = run("parse", "-", "--json", stdin=data)
        assert json.loads(done.stdout)["source"]["name"] == "stdin"
        named = run("parse", "-", "--json", "--name", "ก.txt", stdin=data)
        assert json.loads(named.stdout)["source"]["name"] == "ก.txt"

    @pytest.mark.parametrize("name", ["empty.pdf", "noise.bin", "gone.pdf"])
    def test_a_file_that_cannot_be_read(self, run: Run, inbox: Path, name: str) -> None:
        done = run("parse", inbox / name)
        assert (done.exit_code, done.stdout) == (3, "")
        assert done.stderr.startswith(f"thaidoc: {inbox / name}: ")
        assert done.stderr.count("\n") == 1

    def test_warnings_stand_at_the_end(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "lie.pdf").write_text("บันทึกทั่วไป\nไม่มีรูปแบบ\n", encoding="utf-8")
        done = run("parse", tmp_path / "lie.pdf")
        assert done.exit_code == 0
        assert "ควรตรวจดู" in done.stdout
        assert "extension-lies" in done.stdout


class TestShow:
    def test_a_beginning_is_enough(self, run: Run, archive: Path) -> None:
        whole = identity(run, archive)
        done = run("show", whole[:4], "--archive", archive)
        assert done.exit_code == 0
        assert done.stdout.startswith(whole)
        assert "original.txt" in done.stdout.splitlines()[0]
        assert "แผนงานรับน้ำท่วม" in done.stdout

    def test_json_and_text_are_what_is_kept(self, run: Run, archive: Path) -> None:
        whole = identity(run, archive)
        kept = Archive(archive)
        assert from_json(run("show", whole, "--json", "--archive", archive).stdout_bytes) == (
            kept.record(whole)
        )
        text = run("show", whole, "--text", "--archive", archive).stdout_bytes.decode()
        assert text == kept.text(whole)

    def test_what_a_person_decided_is_marked(self, run: Run, archive: Path) -> None:
        whole = identity(run, archive)
        path = Archive(archive).folder(whole) / "corrections.json"
        Corrections().decide("subject", "ที่ถูก", by="ก", at="2019-06-14").save(path)
        lines = run("show", whole, "--archive", archive).stdout.splitlines()
        (line,) = (line for line in lines if line.startswith("เรื่อง"))
        assert line.split()[1:] == ["คน", "ที่ถูก"]

    @pytest.mark.parametrize("wrong", ["0000", "zz", "0123456789abcdef"])
    def test_no_such_document(self, run: Run, archive: Path, wrong: str) -> None:
        done = run("show", wrong, "--archive", archive)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("thaidoc: ")


@pytest.mark.skipif(os.name != "posix", reason="xdg-open is of the free desktops")
class TestOpen:
    @pytest.fixture
    def desktop(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A desktop whose xdg-open writes down what it was given."""
        program = tmp_path / "bin" / "xdg-open"
        program.parent.mkdir()
        program.write_text(
            f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n[ ! -e {tmp_path}/no ]\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
        monkeypatch.setenv("DISPLAY", ":9")
        monkeypatch.setattr("sys.platform", "linux")
        return tmp_path

    def test_the_desktop_is_given_the_original(
        self, run: Run, archive: Path, desktop: Path
    ) -> None:
        whole = identity(run, archive)
        done = run("open", whole[:6], "--archive", archive)
        assert (done.exit_code, done.output) == (0, "")
        assert (desktop / "opened").read_text() == str(Archive(archive).original(whole).resolve())

    def test_a_desktop_that_cannot(self, run: Run, archive: Path, desktop: Path) -> None:
        (desktop / "no").touch()
        done = run("open", identity(run, archive), "--archive", archive)
        assert done.exit_code == 3
        assert "xdg-open could not open it" in done.stderr

    def test_the_path_alone(self, run: Run, archive: Path, desktop: Path) -> None:
        done = run("open", identity(run, archive), "--path", "--archive", archive)
        assert done.stderr == ""
        assert Path(done.stdout.strip()).read_bytes().startswith("ที่ มท".encode())
        assert not (desktop / "opened").exists()

    def test_without_a_desktop_it_says_where_it_is(
        self, run: Run, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("DISPLAY", raising=False)
        monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
        done = run("open", identity(run, archive), "--archive", archive)
        assert done.exit_code == 0
        assert Path(done.stdout.strip()).is_file()
        assert "no desktop" in done.stderr


def test_schema_is_the_schema_of_a_record(run: Run) -> None:
    done = run("schema")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == json.loads(msgspec.json.encode(json_schema()))
