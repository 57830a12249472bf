"""Files that mean harm, added by the thousand: each is accounted for, and none does any."""

import json
import os
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.faults import hostile
from tests.faults.commands import Commands
from tests.faults.conftest import letters, short_or
from thaidoc.archive.check import check
from thaidoc.archive.sources import shown_name
from thaidoc.archive.store import Archive
from thaidoc.reading.document import sha256_of
from thaidoc.reading.limits import DEFAULT

COUNT = short_or(2000, 40)
#: so many of them are added once more, to see what is printed
SHOWN = short_or(60, 10)
#: the longest that a run may take: a file that hangs costs its own limit, and few do
MOST = DEFAULT.seconds * COUNT / 10 + 600
#: what the program itself and the file's own bytes take beside the limit of a reader
BESIDE = 512 * 1024**2
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def test_every_hostile_file_is_accounted_for(
    commands: Commands, tmp_path: Path, told: Callable[[str], None]
) -> None:
    archive, inbox = Archive.init(tmp_path / "archive"), tmp_path / "inbox"
    made = hostile.files(inbox, COUNT, seed=COUNT)
    (good,) = letters(inbox / "zzz", 1)
    held: list[str | Path] = ["--archive", archive.root, "--ocr", "never"]
    running = commands.start(*held, "add", "--json", inbox)
    assert running.wait(MOST), "the run hangs"
    done = running.done()
    assert done.code == 3, done.err
    assert "Traceback" not in done.err
    report = json.loads(done.out)
    named = {file["file"] for file in report["files"]}
    for path in made:
        name = shown_name(path)
        assert name in named or any(one.startswith(f"{name}/") for one in named), name
    for file in report["files"]:
        assert file["outcome"] in ("added", "already-there", "failed")
        assert file.get("id") or file["reason"]
        assert "thaidoc itself failed" not in (file["reason"] or ""), file
        assert not CONTROL.search(file["reason"] or ""), file
    (last,) = (file for file in report["files"] if file["file"] == shown_name(good))
    assert last["outcome"] == "added"
    assert done.memory <= DEFAULT.memory + BESIDE
    assert not list(Path(tmp_path).glob("out*")) and not Path("/tmp/out.txt").exists()
    for identity in archive.ids():
        assert sha256_of(archive.original(identity).read_bytes())[:16] == identity
    assert not check(archive).findings
    _nothing_reaches_the_terminal(commands, archive, inbox)
    counts = Counter(file["outcome"] for file in report["files"])
    told(f"{COUNT} hostile files: {dict(counts)}, at most {done.memory / 1024**2:,.0f} MB")


def _nothing_reaches_the_terminal(commands: Commands, archive: Archive, inbox: Path) -> None:
    """Whatever is listed is printed without what a terminal would obey."""
    some = sorted(inbox.iterdir())[:: COUNT // SHOWN]
    held: list[str | Path] = ["--archive", archive.root, "--ocr", "never"]
    for args in (["add", *some], ["review", "--list"], ["history"], ["search", "เรียน"], ["check"]):
        done = commands.run(*held, *args)
        assert done.code in (0, 1, 3), done.err
        assert not CONTROL.search(done.out.decode().replace("\n", "")), args[0]
        assert not CONTROL.search(done.err.replace("\n", "")), args[0]


def test_no_link_is_followed_out_of_a_folder(commands: Commands, tmp_path: Path) -> None:
    archive, inbox = Archive.init(tmp_path / "archive"), tmp_path / "inbox"
    letters(inbox, 1)
    letters(tmp_path / "outside", 2, begin=2)
    (inbox / "folder").symlink_to(tmp_path / "outside")
    (inbox / "file.txt").symlink_to(tmp_path / "outside" / "0002.txt")
    (inbox / "loop").symlink_to(inbox)
    (inbox / "nowhere").symlink_to("nowhere-at-all")
    os.mkfifo(inbox / "pipe")
    done = commands.run("--archive", archive.root, "add", "--json", inbox)
    assert done.code == 3, done.err
    assert len(list(archive.ids())) == 1
    failed = {Path(file["file"]).name for file in json.loads(done.out)["files"] if file["reason"]}
    assert failed == {"file.txt", "folder", "nowhere", "pipe"}
    assert commands.run("--archive", archive.root, "add", "--retry").code in (0, 3)
    assert len(list(archive.ids())) == 1
