"""What ``kill -9`` does to an archive, and how fast one is checked, dumped and restored.

``make bench-archive`` kills each command at random moments, many times, and checks after each that
nothing is lost; ``ROUNDS`` and ``LETTERS`` say how often and how large. The tests do a few rounds.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from thaidoc.archive import events
from thaidoc.archive.bag import dump, restore
from thaidoc.archive.check import check
from thaidoc.archive.events import Event
from thaidoc.archive.mending import mend
from thaidoc.archive.store import Archive
from thaidoc.errors import ThaidocError
from thaidoc.reading.document import sha256_of
from thaidoc.record import Record, Source

_CHILD = """
import sys
import thaidoc.archive.bag, thaidoc.archive.mending, thaidoc.archive.removal
import thaidoc.cli.check, thaidoc.cli.dump, thaidoc.cli.remove, thaidoc.search.agreement, bagit
from thaidoc.cli.main import thaidoc
print("ready", flush=True)
sys.stdout = sys.stderr
thaidoc(sys.argv[1:], prog_name="thaidoc")
"""
LETTER = "เรื่อง  ทดสอบฉบับที่ {}\n" + "        ด้วยกรมสมมุติขอให้จังหวัดดำเนินการ\n" * 20


def build(archive: Archive, letters: int) -> None:
    """Put letters into an archive without parsing them: only where they lie matters here."""
    made = []
    for number in range(letters):
        data = LETTER.format(number).encode()
        digest = sha256_of(data)
        source = Source(
            name=f"{number}.txt",
            sha256=digest,
            bytes=len(data),
            media_type="text/plain",
            encoding="utf-8",
            pages=1,
            reader="plain 1",
            parser="parser 1",
            ocr=False,
            quality=1.0,
        )
        archive.keep(data, ".txt", Record(id=digest[:16], source=source), data.decode())
        detail = {"file": f"{number}.txt"}
        made.append(
            Event(at=events.now(), act="added", id=digest[:16], actor="bench", detail=detail)
        )
    events.append(archive.events, made)


def harm(archive: Archive) -> None:
    """Leave something for --fix to do."""
    for number, identity in enumerate(archive.ids()):
        folder = archive.folder(identity)
        if number % 2:
            next(folder.glob("original*")).chmod(0o644)
        else:
            (folder / f"stray-{number}.txt").write_bytes(b"%d" % number)
    (archive.corpus / ".incoming-x").mkdir()


@dataclass(slots=True)
class Trial:
    """One command to kill: its arguments, what is done before, and what must hold after."""

    name: str
    arguments: Callable[[Archive], list[str]]
    before: Callable[[Archive], None]
    removes: str = ""


def trials(identity: str) -> list[Trial]:
    """The commands that are killed."""
    return [
        Trial("check --fix", lambda a: ["check", "--fix"], harm),
        Trial("dump", lambda a: ["dump", str(a.root.parent / "bag.tar")], lambda a: None),
        Trial(
            "remove",
            lambda a: ["remove", identity, "--yes", "--reason", "trial"],
            lambda a: None,
            identity,
        ),
    ]


def kill_at(trial: Trial, template: Archive, folder: Path, moment: float | None) -> float:
    """Run the command, killed after so many seconds; gives how long it ran.

    :raises AssertionError: where anything was lost.
    """
    folder.mkdir()
    archive = Archive(Path(shutil.copytree(template.root, folder / "archive")))
    trial.before(archive)
    originals = {i: archive.original(i).read_bytes() for i in archive.ids()}
    strays = {p.name for p in archive.corpus.rglob("stray-*")}
    command = [sys.executable, "-c", _CHILD, *trial.arguments(archive)]
    child = subprocess.Popen(
        [*command, "--archive", str(archive.root), "--quiet"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    began = time.monotonic()
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(moment)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    ran = time.monotonic() - began
    _sound(trial, archive, originals, strays)
    shutil.rmtree(folder)
    return ran


def _sound(trial: Trial, archive: Archive, originals: dict[str, bytes], strays: set[str]) -> None:
    """Nothing lost, nothing changed, and clean after the next command."""
    report = check(archive)
    assert not [f for f in report.findings if f.code.startswith(("original-ch", "log-b"))]
    mend(archive, report)
    again = check(archive)
    assert not again.findings, again.findings
    kept = {i: archive.original(i).read_bytes() for i in archive.ids()}
    gone = originals.keys() - kept.keys()
    assert gone <= {trial.removes}
    assert all(kept[i] == data for i, data in originals.items() if i not in gone)
    removed = {e.id for e, _ in events.read(archive.events) if e.act == "removed"}
    assert gone == removed
    assert strays == {p.name for p in archive.root.rglob("stray-*")}
    bag = archive.root.parent / "bag.tar"
    if trial.name == "dump":
        with contextlib.suppress(ThaidocError):  # it is there already
            dump(archive, bag)
        assert restore(bag, bag.with_name("new")).documents == len(originals)
        assert not list(bag.parent.glob(".bag*"))


def kill(
    rounds: int, letters: int, folder: Path, seed: int = 0, within: float | None = None
) -> dict[str, int]:
    """Kill each command at so many random moments; how many of them hit it still running.

    :param within: the seconds that the moments are drawn from; as long as the command runs where
        not given.
    """
    drawn = random.Random(seed)
    template = Archive.init(folder / "template")
    build(template, letters)
    hits = {}
    for trial in trials(next(iter(template.ids()))):
        whole = within or kill_at(trial, template, folder / "whole", None)
        ran = [
            kill_at(trial, template, folder / f"{number}", drawn.uniform(0, whole))
            for number in range(rounds)
        ]
        hits[trial.name] = sum(seconds < whole for seconds in ran)
    return hits


def main() -> None:
    """Print the figures."""
    shown = Console(highlight=False)
    rounds, letters = int(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, hits in kill(rounds, 40, folder, seed=rounds).items():
            shown.print(f"kill -9 of {name}: {rounds} moments, {hits} while it ran, nothing lost")
        archive = Archive.init(folder / "large")
        build(archive, letters)
        report = check(archive)
        assert not report.findings
        shown.print(f"check: {letters} documents, {letters / report.seconds:,.0f} a second")
        for ending in ("", ".tar"):
            began = time.monotonic()
            dump(archive, folder / f"large-bag{ending}")
            middle = time.monotonic()
            restore(folder / f"large-bag{ending}", folder / f"new{ending}")
            rates = letters / (middle - began), letters / (time.monotonic() - middle)
            shown.print(
                f"dump{ending}: {rates[0]:,.0f} a second; restore: {rates[1]:,.0f} a second"
            )


if __name__ == "__main__":
    main()
