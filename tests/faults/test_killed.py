"""``kill -9`` of a command and all that it started, at random moments: nothing is lost."""

import json
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.archive.faults import snapshot
from tests.faults.commands import Commands, Done
from tests.faults.conftest import letters, short_or
from thaidoc.archive import events
from thaidoc.archive.bag import restore
from thaidoc.archive.store import Archive

MOMENTS = short_or(200, 7)
#: so many come that workers read them
HELD, COMING = short_or(12, 4), short_or(24, 18)
DATE = "๑๔ มิ.ย. ๒๕๖๒"


@dataclass(slots=True)
class Round:
    """One archive of which a command is killed, and what was known before and when it died."""

    archive: Archive
    inbox: Path
    commands: Commands
    originals: dict[str, bytes] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)

    @property
    def beside(self) -> Path:
        return self.archive.root.parent

    def run(self, *args: str | Path, **how: Any) -> Done:
        return self.commands.run("--archive", self.archive.root, *args, **how)

    def events(self, act: str) -> list[str]:
        """The documents that the log names with this act."""
        return [e.id or "" for e, _ in events.read(self.archive.events) if e.act == act]


@dataclass(frozen=True, slots=True)
class Trial:
    """A command to kill: its arguments, what is done before, and what must hold of it after.

    ``again`` are the exit codes that the same command may have when it is run again.
    """

    arguments: Callable[[Round], list[str | Path]]
    holds: Callable[[Round, Done], None] = lambda _round, _killed: None
    before: Callable[[Round], None] = lambda _round: None
    typed: str = ""
    again: frozenset[int] = frozenset({0})
    removes: bool = False


def lines(killed: Done) -> list[dict[str, str]]:
    """The whole lines of JSON that it printed."""
    return [json.loads(line) for line in killed.out.splitlines(True) if line.endswith(b"\n")]


def added_once(here: Round, _killed: Done) -> None:
    assert len(here.kept) == HELD + COMING
    assert sorted(here.events("added")) == sorted(here.kept)


def decided(here: Round, killed: Done) -> None:
    reported = killed.out.decode().count("⇒")
    found = [i for i in here.archive.ids() if "date" in here.archive.corrections(i).values]
    assert len(found) >= reported
    assert set(found) == set(here.events("corrected"))


def whole_bag(here: Round, killed: Done) -> None:
    bag = here.beside / "bag.tar"
    restored = restore(bag, here.beside / "restored")
    assert restored.documents == HELD
    assert not list(here.beside.glob(".bag*"))
    if killed.code == 0:
        assert here.events("dumped")


def make_old(here: Round) -> None:
    for identity in here.archive.ids():
        path = here.archive.folder(identity) / "record.json"
        data = json.loads(path.read_bytes())
        data["source"]["parser"], data["subject"] = "parser 0", "อ่านผิด"
        path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def all_new(here: Round, killed: Done) -> None:
    assert {one["id"] for one in lines(killed)} <= set(here.events("reparsed"))
    for identity in here.archive.ids():
        assert (here.archive.parsed(identity).subject or "").startswith("ทดสอบ")
    assert set(here.events("reparsed")) == set(here.archive.ids())


def harm(here: Round) -> None:
    """Leave something for --fix to do."""
    for number, identity in enumerate(here.archive.ids()):
        folder = here.archive.folder(identity)
        if number % 2:
            next(folder.glob("original*")).chmod(0o644)
        else:
            (folder / f"stray-{number}.txt").write_bytes(b"%d" % number)
    (here.archive.corpus / ".incoming-x").mkdir()


def nothing_thrown_away(here: Round, _killed: Done) -> None:
    found = {p.name for p in here.archive.root.rglob("stray-*")}
    assert found == {f"stray-{number}.txt" for number in range(0, HELD, 2)}


def removed(here: Round, _killed: Done) -> None:
    assert here.events("removed") == sorted(here.originals.keys() - here.kept)
    assert len(here.kept) == HELD - 1


TRIALS: dict[str, Trial] = {
    "add": Trial(lambda here: ["add", "--json", "--jobs", "2", here.inbox], added_once),
    "reindex": Trial(lambda _: ["reindex"]),
    "review": Trial(
        lambda _: ["review"],
        decided,
        typed=f"=\n{DATE}\n" * HELD,
        again=frozenset({0, 1}),
    ),
    "dump": Trial(
        lambda here: ["dump", here.beside / "bag.tar"], whole_bag, again=frozenset({0, 3})
    ),
    "reparse": Trial(lambda _: ["reparse", "--all", "--json"], all_new, make_old),
    "check --fix": Trial(lambda _: ["check", "--fix"], nothing_thrown_away, harm),
    "remove": Trial(
        lambda here: ["remove", min(here.originals), "--yes", "--reason", "ทดลอง"],
        removed,
        again=frozenset({0, 1}),
        removes=True,
    ),
}


@pytest.fixture(scope="module")
def template(commands: Commands, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of letters in which number and day are blank, and more of them to add."""
    folder = tmp_path_factory.mktemp("template")
    letters(folder / "first", HELD, blank=True)
    letters(folder / "inbox", COMING, blank=True, begin=HELD + 1)
    assert commands.run("init", folder / "archive").code == 0
    done = commands.run("--archive", folder / "archive", "add", folder / "first")
    assert done.code == 0, done.err
    return folder


def begin(commands: Commands, template: Path, folder: Path, trial: Trial) -> Round:
    shutil.copytree(template, folder)
    here = Round(Archive.open(folder / "archive"), folder / "inbox", commands)
    trial.before(here)
    here.originals = {i: here.archive.original(i).read_bytes() for i in here.archive.ids()}
    return here


def kill_at(here: Round, trial: Trial, moment: float | None) -> Done:
    """The command, killed after so many seconds."""
    running = here.commands.start(
        "--archive", here.archive.root, *trial.arguments(here), typed=trial.typed
    )
    running.wait(*(() if moment is None else (moment,)))
    running.kill()
    return running.done()


def check_nothing_lost(here: Round, trial: Trial, killed: Done) -> None:
    """Nothing lost, nothing changed, clean after the next command, nothing read twice."""
    there = set(here.archive.ids())
    whole = {i: here.archive.original(i).read_bytes() for i in there}
    reads = here.beside / "reads"
    done = here.run(*trial.arguments(here), typed=trial.typed, reads=reads)
    assert done.code in trial.again, done.err
    if trial.arguments(here)[0] == "add":
        assert reads.stat().st_size == HELD + COMING - len(there)
    here.kept = set(here.archive.ids())
    gone = (here.originals.keys() | there) - here.kept
    assert len(gone) <= trial.removes
    for identity, data in (here.originals | whole).items():
        assert identity in gone or here.archive.original(identity).read_bytes() == data
    checked = here.run("check", "--json")
    found = {one["code"] for one in json.loads(checked.out)["findings"]}
    allowed = set() if trial.arguments(here)[0] == "add" else {"index-behind"}
    assert checked.code == 0 and found <= allowed, checked.out.decode()
    if found:  # whoever searches next brings it up
        assert here.run("search", "ทดสอบ", "--count").code == 0
        assert json.loads(here.run("check", "--json").out)["findings"] == []
    trial.holds(here, killed)


def test_a_command_that_is_killed_loses_nothing(
    commands: Commands, template: Path, tmp_path: Path, told: Callable[[str], None]
) -> None:
    chance = random.Random(MOMENTS)
    hits = dict.fromkeys(TRIALS, 0)
    takes: dict[str, float] = {}
    for number in range(max(MOMENTS, len(TRIALS))):
        name = list(TRIALS)[number % len(TRIALS)]
        trial, folder = TRIALS[name], tmp_path / f"{number}"
        if name not in takes:
            takes[name] = seconds_of(
                begin(commands, template, tmp_path / f"w{number}", trial), trial
            )
        here = begin(commands, template, folder, trial)
        killed = kill_at(here, trial, chance.uniform(0, takes[name]))
        hits[name] += killed.code < 0
        try:
            check_nothing_lost(here, trial, killed)
        except BaseException as error:
            error.add_note(f"{name}, killed as number {number} of {MOMENTS}: {killed}")
            raise
        shutil.rmtree(folder)
    assert sum(hits.values()) > 0
    told(f"kill -9: {MOMENTS} moments, while at work: {hits}; nothing lost, changed or read twice")


def seconds_of(here: Round, trial: Trial) -> float:
    """How long the command takes where nobody kills it; its result holds, too."""
    import time

    began = time.monotonic()
    done = kill_at(here, trial, None)
    took = time.monotonic() - began
    assert done.code == 0, done.err
    check_nothing_lost(here, trial, done)
    return took


def test_what_is_killed_between_commands_is_as_before(template: Path) -> None:
    """The trial itself would see a changed byte."""
    archive = Archive.open(template / "archive")
    before = snapshot(archive.root)
    assert len([name for name in before if "/original" in name]) == HELD
