"""Full, broken, read-only disks, wrong rights, a clock set back: a sentence, and nothing lost."""

import errno
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.archive.faults import failing, snapshot
from tests.faults.commands import Commands, Done
from tests.faults.conftest import letters, short_or
from thaidoc.archive import chain, events
from thaidoc.archive.bag import restore
from thaidoc.archive.check import check
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.store import Archive
from thaidoc.cli.main import thaidoc

#: calls of each command that fail, drawn at random; all of them in full
DRAWN = short_or(10_000, 2)
HELD = 3
#: which commands run, by their names; FIRST and LAST stand for two documents
COMMANDS: dict[str, list[str]] = {
    "add": ["add", "inbox"],
    "review": ["review", "FIRST", "--set", "subject=ที่ถูก"],
    "reparse": ["reparse", "--all", "--ocr", "never"],
    "remove": ["remove", "FIRST", "--yes", "--reason", "ทดลอง"],
    "versions": ["versions", "FIRST", "--part", "LAST"],
    "check --fix": ["check", "--fix"],
    "reindex": ["reindex"],
    "dump": ["dump", "bag.tar"],
}
#: left where even what makes good again fails; the next command settles it
SETTLED = {"half-removed", "document-unlogged", "half-written", "original-writable"}
FAULTS = {
    "full once": (errno.ENOSPC, False),
    "full from then on": (errno.ENOSPC, True),
    "broken": (errno.EIO, False),
}
EVERY = [(name, fault) for name in COMMANDS for fault in FAULTS]
SOME = [(name, list(FAULTS)[number % len(FAULTS)]) for number, name in enumerate(COMMANDS)]


@pytest.fixture(scope="module")
def template(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with letters, one of them unlike its record, and more to add."""
    folder = tmp_path_factory.mktemp("template")
    letters(folder / "first", HELD)
    letters(folder / "inbox", 2, begin=HELD + 1)
    assert commands.run("init", folder / "archive").code == 0
    assert commands.run("--archive", folder / "archive", "add", folder / "first").code == 0
    archive = Archive.open(folder / "archive")
    for identity in archive.ids():
        path = archive.folder(identity) / "record.json"
        path.write_text(path.read_text("utf-8").replace("parser ", "parser 0."), "utf-8")
    archive.original(max(archive.ids())).chmod(0o644)
    return folder


def command(name: str, folder: Path) -> list[str]:
    """The arguments of a command in a copy of the template."""
    archive = Archive.open(folder / "archive")
    known = {"FIRST": min(archive.ids()), "LAST": max(archive.ids())}
    known |= {"inbox": str(folder / "inbox"), "bag.tar": str(folder / "bag.tar")}
    return ["--archive", str(archive.root), *(known.get(one, one) for one in COMMANDS[name])]


def run(arguments: list[str]) -> Result:
    return CliRunner().invoke(thaidoc, arguments, prog_name="thaidoc")


def is_told(code: int, said: str) -> None:
    """A fault is a sentence with an exit code of its own; never a traceback."""
    assert code in (0, 1, 2, 3, 4, 75), said
    assert "Traceback" not in said
    assert "fault in thaidoc" not in said
    assert code == 0 or said.strip()


def is_sound(folder: Path, before: dict[str, bytes], *, removes: bool = False) -> None:
    """Every original is what it was, and whatever is there is whole."""
    archive = Archive.open(folder / "archive")
    report = check(archive)
    assert not report.damaged, report.findings
    assert {found.code for found in report.findings} <= SETTLED, report.findings
    after = snapshot(archive.root)
    gone = {name for name in before if "/original" in name and after.get(name) != before[name]}
    assert len(gone) <= removes
    bag = folder / "bag.tar"
    if bag.exists():
        assert restore(bag, folder / "restored").documents >= HELD


@pytest.mark.parametrize(("name", "fault"), short_or(EVERY, SOME))
def test_a_write_that_fails(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    code, lasting = FAULTS[fault]
    with failing(monkeypatch, -1) as disk:
        done = run(command(name, Path(shutil.copytree(template, tmp_path / "whole"))))
    assert done.exit_code in (0, 1), done.output
    chance = random.Random(f"{name} {fault}")
    for step in sorted(chance.sample(range(disk.calls), min(DRAWN, disk.calls))):
        folder = Path(shutil.copytree(template, tmp_path / f"{step}"))
        before, arguments = snapshot(folder / "archive"), command(name, folder)
        with failing(monkeypatch, step, code, lasting=lasting):
            done = run(arguments)
        is_told(done.exit_code, done.output)
        is_sound(folder, before, removes=name == "remove")
        again = run(arguments)
        assert again.exit_code in (0, 1, 3) and "Traceback" not in again.output, again.output
        assert not check(Archive.open(folder / "archive")).damaged
        shutil.rmtree(folder)


@contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[None]:
    """A disk of this size in memory; skips the test where this person may not mount one."""
    folder.mkdir()
    made = None
    if sys.platform == "linux" and os.getuid() == 0:
        line = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", str(folder)]
        with suppress(OSError):
            made = subprocess.run(line, capture_output=True, check=False)
    if made is None or made.returncode:
        pytest.skip("only root may mount a disk, and not in every container")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_small_disk(commands: Commands, template: Path, tmp_path: Path) -> None:
    disk, chance = tmp_path / "disk", random.Random(1)
    with mounted(disk, 4096):
        for number in range(short_or(96, 3)):
            name = list(COMMANDS)[number % len(COMMANDS)]
            folder = Path(shutil.copytree(template, disk / f"{number}"))
            before, arguments = snapshot(folder / "archive"), command(name, folder)
            status = os.statvfs(disk)
            room = chance.randrange(64) * 4096
            (disk / "filler").write_bytes(bytes(status.f_bavail * status.f_frsize - room))
            done = commands.run(*arguments)
            is_told(done.code, done.out.decode() + done.err)
            (disk / "filler").unlink()
            is_sound(folder, before, removes=name == "remove")
            assert commands.run(*arguments).code in (0, 1, 3)
            assert not check(Archive.open(folder / "archive")).damaged
            shutil.rmtree(folder)


def refused(done: Done) -> None:
    assert done.code in (0, 2, 3), (done.code, done.err)
    is_told(done.code, done.out.decode() + done.err)


def test_a_read_only_disk(commands: Commands, template: Path, tmp_path: Path) -> None:
    disk, bag = tmp_path / "disk", tmp_path / "bag.tar"
    with mounted(disk, 8192):
        folder = Path(shutil.copytree(template, disk / "x"))
        before = snapshot(folder / "archive")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        for name in COMMANDS.keys() - {"dump", "check --fix"}:
            refused(commands.run(*command(name, folder)))
        archive = Archive.open(folder / "archive")
        held = ["--archive", str(archive.root)]
        assert commands.run(*held, "check").code == 0
        assert commands.run(*held, "show", min(archive.ids())).code == 0
        assert commands.run(*held, "search", "ทดสอบ", "--count").out == b"3\n"
        dumped = commands.run(*held, "dump", bag)
        assert dumped.code == 0, dumped.err
        assert snapshot(archive.root) == before
    assert restore(bag, tmp_path / "restored").documents == HELD


def test_an_archive_of_somebody_else(commands: Commands, template: Path) -> None:
    """Read by its group and written by its owner only, and then not even read."""
    if sys.platform != "linux" or os.getuid() != 0:
        pytest.skip("only root may give files to somebody else")
    somebody = 65534
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)
        folder = Path(shutil.copytree(template, Path(scratch, "x")))
        for here, _, names in os.walk(folder):
            for path in (Path(here), *(Path(here, name) for name in names)):
                os.chown(path, somebody, 0)
                path.chmod(0o755 if path.is_dir() and path == folder else path.stat().st_mode)
        before = snapshot(folder / "archive")
        arguments = {name: command(name, folder) for name in COMMANDS}
        (folder / "inbox").chmod(0o750)
        for name in COMMANDS.keys() - {"check --fix"}:
            refused(commands.run(*arguments[name], bare=True))
        held = ["--archive", str(folder / "archive")]
        assert commands.run(*held, "search", "ทดสอบ", "--count", bare=True).out == b"3\n"
        assert snapshot(folder / "archive") == before
        (folder / "archive").chmod(0o700)
        for name in COMMANDS:
            done = commands.run(*arguments[name], bare=True)
            assert done.code in (2, 3, 4), (name, done.err)
            is_told(done.code, done.err)
        (folder / "archive").chmod(0o750)
        assert snapshot(folder / "archive") == before


def test_a_clock_that_is_set_back(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(template, tmp_path / "x"))
    archive = Archive.open(folder / "archive")
    for year, name in ((2020, "add"), (1970, "review"), (2600, "remove"), (1999, "dump")):
        monkeypatch.setattr(events, "now", lambda year=year: f"{year}-01-01T00:00:00+07:00")
        done = run(command(name, folder))
        assert done.exit_code == 0, done.output
    acts = [event.act for event, _ in events.read(archive.events)]
    assert acts == ["added"] * (HELD + 2) + ["corrected", "removed", "dumped"]
    found = chain.verify(archive.events)
    assert not found.broken and len(found.back) == 3
    assert {one.code for one in check(archive).findings} <= {"log-clock", "original-writable"}
    assert isinstance(archive.corrections(max(archive.ids())), Corrections)
