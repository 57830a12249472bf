"""The plug is pulled: what was reported is there, in every state that syncs leave possible."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.faults.conftest import letters, short_or
from tests.faults.plug import Record, recording
from thaidoc.archive import durable, events
from thaidoc.archive.check import check
from thaidoc.archive.mending import mend
from thaidoc.archive.store import Archive
from thaidoc.cli.main import thaidoc
from thaidoc.reading.document import sha256_of

STATES = short_or(2000, 40)
#: what a crash may leave to be settled: nothing of it is damage
LEFT = {"half-written", "half-removed", "document-unlogged", "log-torn", "original-writable"}


@dataclass(frozen=True, slots=True)
class Known:
    """What had been reported after so many acts, and which documents the next command is about."""

    acts: int
    there: frozenset[str] = frozenset()
    decided: dict[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()


class Story:
    """Commands in one archive, with what each of them reported."""

    def __init__(self, record: Record, archive: Path):
        self.record, self.root = record, archive
        self.known: list[Known] = []

    def run(self, *args: str | Path, about: str = "") -> None:
        """Run a command, and take down what is known when it has reported."""
        if self.known:
            last = self.known[-1]
            self.known[-1] = Known(
                last.acts, last.there, last.decided, last.gone, frozenset({about})
            )
        held = [] if args[0] == "init" else ["--archive", str(self.root)]
        done = CliRunner().invoke(thaidoc, [*held, *map(str, args)], prog_name="thaidoc")
        assert done.exit_code == 0, done.output
        archive = Archive.open(self.root)
        there = frozenset(archive.ids())
        decided = {
            identity: archive.record(identity).subject or ""
            for identity in there
            if archive.corrections(identity).fields
        }
        gone = {e.id or "" for e, _ in events.read(archive.events) if e.act == "removed"}
        known = Known(len(self.record.acts), there, decided, frozenset(gone - there))
        self.known.append(known)


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    """An archive from its beginning: letters come, are decided upon, read again and removed."""
    inbox, root = tmp_path / "inbox", tmp_path / "disk" / "archive"
    first, *others = letters(inbox, 5)
    root.parent.mkdir()
    with recording(monkeypatch, root.parent) as record:
        told = Story(record, root)
        told.run("init", root)
        told.run("add", first)
        told.run("add", *others)
        one, two = sorted(Archive.open(root).ids())[:2]
        told.run("review", one, "--set", "subject=ที่ถูก", about=one)
        told.run("review", one, "--set", "subject=ที่ถูกกว่า", about=one)
        told.run("versions", one, "--part", two)
        path = Archive(root).folder(two) / "text.txt"
        path.write_bytes(b"an older reading")
        told.run("reparse", two)
        told.run("remove", two, "--yes", "--reason", "ทดลอง", about=two)
        told.run("add", first.parent, about=two)
        Archive(root).original(one).chmod(0o644)
        (Archive(root).folder(one) / "stray.txt").write_bytes(b"?")
        told.run("check", "--fix")
    return told


def nothing_reported_is_lost(root: Path, known: Known) -> None:
    archive = Archive.open(root)
    report = check(archive)
    codes = {found.code for found in report.findings}
    assert codes <= LEFT | {"stray"}, report.findings
    mend(archive, report)
    mend(archive, check(archive))  # a document that was put back has its rights looked at, too
    assert {found.code for found in check(archive).findings} <= {"log-torn"}
    there = set(archive.ids())
    assert known.there - known.about <= there
    for identity in there:
        assert sha256_of(archive.original(identity).read_bytes())[:16] == identity
    assert not (known.gone - known.about) & there
    for identity, subject in known.decided.items():
        assert identity in known.about or archive.record(identity).subject == subject
    logged = {e.id for e, _ in events.read(archive.events) if e.act == "added"}
    assert there <= logged


def test_pulling_the_plug_loses_nothing_that_was_reported(
    story: Story, tmp_path: Path, told: Callable[[str], None]
) -> None:
    acts = story.record.acts
    assert sum(act.sync for act in acts) > 30
    assert sum(act.data is not None for act in acts) > 20
    chance = random.Random(STATES)
    begins = story.known[0].acts
    moments = [known.acts for known in story.known]
    moments += [chance.randint(begins, len(acts)) for _ in range(STATES - len(moments))]
    for number, at in enumerate(moments):
        known = [one for one in story.known if one.acts <= at][-1]
        disk = tmp_path / f"{number}"
        story.record.crash(at, chance, disk)
        try:
            nothing_reported_is_lost(disk / "archive", known)
        except BaseException as error:
            error.add_note(f"after {at} of {len(acts)} acts, in {disk}")
            raise
    told(f"plug pulled: {len(acts)} acts, {len(moments)} states, nothing reported was lost")


def test_what_is_not_synced_may_be_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The trial itself: it loses what nobody waited for, and nothing else."""
    import os

    disk = tmp_path / "disk"
    disk.mkdir()
    with recording(monkeypatch, disk) as record:
        with (disk / "synced").open("wb") as file:
            file.write(b"1")
            file.flush()
            os.fsync(file.fileno())
        handle = os.open(disk, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
        (disk / "hasty").write_bytes(b"2")
    found = set()
    for number in range(30):
        record.crash(len(record.acts), random.Random(number), tmp_path / f"{number}")
        there = {path.name: path.read_bytes() for path in (tmp_path / f"{number}").iterdir()}
        assert there.pop("synced") == b"1"
        found.add(there.get("hasty"))
    assert found == {None, b"", b"2"}


def test_what_moves_to_another_folder_is_never_in_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The trial itself: whichever of the folders was synced, the file has a name."""
    disk = tmp_path / "disk"
    disk.mkdir()
    found: set[tuple[str, ...]] = set()
    with recording(monkeypatch, disk) as record:
        for name in ("from", "to"):
            (disk / name).mkdir()
        (disk / "from" / "file").write_bytes(b"1")
        for folder in (disk, disk / "from"):
            durable.sync_folder(folder)
        (disk / "from" / "file").rename(disk / "to" / "file")
        moved = len(record.acts)
        durable.sync_folder(disk / "from")
    for number in range(60):
        after = moved + number % 2
        record.crash(after, random.Random(number), tmp_path / f"{number}")
        names = tuple(sorted(p.parent.name for p in (tmp_path / f"{number}").rglob("file")))
        assert names
        found.add(names)
        if after > moved:
            assert names == ("to",)
    assert found >= {("from",), ("to",)}
