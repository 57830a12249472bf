"""Eight who write and eight who read at once: a whole state for each, no error but "try again"."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.commands import Commands
from tests.faults.conftest import letter, letters, short_or
from thaidoc.archive import chain, events
from thaidoc.archive.check import check
from thaidoc.archive.store import Archive
from thaidoc.errors import NoSuchDocumentError
from thaidoc.reading.document import sha256_of

WRITERS, READERS = 8, 8
SECONDS = short_or(60, 6)
HELD = 12


class Crowd:
    """What the writers were told was done, and what anybody saw that cannot be."""

    def __init__(self, commands: Commands, archive: Path, inbox: Path):
        self.commands = commands
        self.archive = archive
        self.inbox = inbox
        self.until = time.monotonic() + SECONDS
        self.added: set[str] = set()
        self.removing: set[str] = set()
        self.codes: Counter[str] = Counter()
        self.wrong: list[str] = []

    def run(self, allowed: set[int], *args: str | Path) -> tuple[int, bytes]:
        """A command in the archive, which may end in these ways only."""
        done = self.commands.run("--archive", self.archive, *args)
        self.codes[f"{args[0]} {done.code}"] += 1
        if done.code not in allowed or "Traceback" in done.err or "fault in" in done.err:
            self.wrong.append(f"{args}: {done.code} {done.err}")
        return done.code, done.out

    def write(self, number: int) -> None:
        """Add, decide, remove and mend, each when it is its turn, until time is up."""
        chance = random.Random(number)
        mine: list[str] = []
        for turn in range(100_000):
            if time.monotonic() > self.until:
                return
            act = chance.choice(("add", "add", "review", "remove", "check", "reindex", "reparse"))
            if act == "add" or not mine:
                self._add(mine, 1000 * number + turn)
            elif act == "review":
                self.run({0, 75}, "review", mine[-1], "--set", f"subject=ที่ถูก {turn}")
            elif act == "remove":
                self.removing.add(mine[0])
                if self.run({0, 75}, "remove", mine[0], "--yes", "--reason", "ทดลอง")[0] == 0:
                    self.added.discard(mine.pop(0))
            elif act == "check":
                self.run({0, 75}, "check", "--fix")
            elif act == "reindex":
                self.run({0, 75}, "reindex")
            else:
                self.run({0, 75}, "reparse", mine[-1])

    def _add(self, mine: list[str], number: int) -> None:
        path = self.inbox / f"{number}.txt"
        path.write_bytes(letter(number))
        code, out = self.run({0, 75}, "add", "--json", path)
        if code == 0:
            (told,) = json.loads(out)["files"]
            if told["outcome"] != "added":
                self.wrong.append(f"{path}: {told}")
            mine.append(told["id"])
            self.added.add(told["id"])

    def read(self, number: int) -> None:
        """Search, show and list until time is up, and look at the files themselves."""
        chance = random.Random(-number)
        while time.monotonic() < self.until:
            act = chance.choice(("search", "show", "files", "review", "history"))
            if act == "search":
                code, out = self.run({0}, "search", "ทดสอบ", "--ids")
                if code == 0 and len(out.split()) < HELD:
                    self.wrong.append(f"search found {len(out.split())}")
            elif act == "files":
                self._look_at_files()
            elif act == "show":
                identity = chance.choice(sorted(self.added))
                code, out = self.run({0, 1}, "show", identity, "--json")
                if code == 1 and identity not in self.removing:
                    self.wrong.append(f"{identity} is not shown")
                if code == 0 and json.loads(out)["id"] != identity:
                    self.wrong.append(f"{identity} is shown as another")
            elif act == "review":
                self.run({0, 1}, "review", "--list", "--json")
            else:
                self.run({0}, "history", "--json", "--limit", "50")

    def _look_at_files(self) -> None:
        archive = Archive.open(self.archive)
        before = set(self.added)
        there = list(archive.ids())
        if lost := before - set(there) - self.removing:
            self.wrong.append(f"not there: {lost}")
        for identity in there:
            try:
                record, text = archive.record(identity), archive.text(identity)
                data = archive.original(identity).read_bytes()
            except (NoSuchDocumentError, OSError):
                if identity not in self.removing:
                    raise
                continue
            except Exception as error:
                if identity not in self.removing:
                    self.wrong.append(f"{identity}: {error}")
                continue
            if sha256_of(data)[:16] != identity or record.id != identity or not text:
                self.wrong.append(f"{identity} is half there")


@pytest.fixture
def crowd(commands: Commands, tmp_path: Path) -> Crowd:
    archive, inbox = tmp_path / "archive", tmp_path / "inbox"
    letters(inbox, HELD)
    assert commands.run("init", archive).code == 0
    assert commands.run("--archive", archive, "add", inbox).code == 0
    crowd = Crowd(commands, archive, inbox)
    crowd.added = set(Archive.open(archive).ids())
    return crowd


def test_many_at_once(crowd: Crowd, told: Callable[[str], None]) -> None:
    def guarded(act: Callable[[int], None], number: int) -> None:
        try:
            act(number)
        except Exception as error:
            crowd.wrong.append(f"{type(error).__name__}: {error}")

    jobs = [(crowd.write, number) for number in range(1, WRITERS + 1)]
    jobs += [(crowd.read, number) for number in range(1, READERS + 1)]
    threads = [threading.Thread(target=guarded, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not crowd.wrong, crowd.wrong[:5]
    archive = Archive.open(crowd.archive)
    assert crowd.added <= set(archive.ids())
    assert {f.code for f in check(archive).findings} <= {"log-clock"}
    found = chain.verify(archive.events)
    assert not (found.broken or found.torn)
    acts = Counter(event.act for event, _ in events.read(archive.events))
    assert acts["added"] - acts["removed"] == len(list(archive.ids()))
    told(f"at once for {SECONDS} s: {dict(sorted(crowd.codes.items()))}")
