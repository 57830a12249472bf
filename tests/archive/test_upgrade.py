"""Archives of the first format become ones of the present, also when power fails on the way."""

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from thaidoc.archive import durable, events, marker
from thaidoc.archive.check import check
from thaidoc.archive.migrations import MIGRATIONS
from thaidoc.archive.migrations.change import Change
from thaidoc.archive.store import Archive
from thaidoc.archive.upgrade import upgrade
from thaidoc.errors import ArchiveDamagedError, ArchiveLockedError, NoArchiveError, ThaidocError
from thaidoc.record import Record

_TOML = "# kept by hand\n[archive]\nformat = 1\n\n[settings]\nera = 'ce'\n"
ID = "0123456789abcdef"


@pytest.fixture
def old(tmp_path: Path) -> Archive:
    """An archive as the first thaidoc left it: no event log, everything for all to see."""
    archive = Archive.init(tmp_path / "archive")
    archive.keep(b"letter", ".txt", Record(id=ID), "ก")
    archive.events.unlink()
    (archive.root / "thaidoc.toml").write_text(_TOML)
    for path in (archive.corpus, *archive.corpus.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (archive.root / "thaidoc.toml").chmod(0o644)
    return archive


def modes(root: Path) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in root.rglob("*")
        if "upgrades" not in path.parts and not path.name.startswith(".")
    }


def test_what_was_wide_and_missing_is_not_any_more(old: Archive) -> None:
    before = modes(old.root)
    report = upgrade(old.root, actor="ผู้ดูแล")
    assert (report.before, report.after) == (1, 2)
    assert [step.name for step in report.steps] == ["event-log", "rights"]
    assert all(step.changes for step in report.steps)
    assert not any(mode & 0o007 for mode in modes(old.root).values())
    assert stat.S_IMODE(old.original(ID).stat().st_mode) == durable.ORIGINAL
    assert (old.root / "thaidoc.toml").read_text() == _TOML.replace("format = 1", "format = 2")
    ((event, _),) = events.read(old.events)
    assert (event.act, event.actor, event.detail["to"]) == ("upgraded", "ผู้ดูแล", "2")
    assert Archive.open(old.root).text(ID) == "ก"
    assert report.copy is not None
    kept = Path(report.copy)
    assert (kept / "files" / "thaidoc.toml").read_text() == _TOML
    was = [json.loads(line) for line in (kept / "changed.jsonl").read_bytes().splitlines()]
    told = {one["path"]: one["mode"] for one in reversed(was) if one["mode"]}
    assert all(before[path] == int(mode, 8) for path, mode in told.items() if path in before)
    assert {one["path"] for one in was if one["mode"] is None} == {"corpus/events.jsonl"}
    assert not stat.S_IMODE(kept.stat().st_mode) & 0o007


def test_nothing_in_it_is_damage_afterwards(old: Archive) -> None:
    codes = {found.code for found in check(old).findings}
    upgrade(old.root)
    after = check(old)
    assert {found.code for found in after.findings} <= codes
    assert not any("upgrades" in str(found.path) for found in after.findings)


def test_a_second_time_changes_nothing(old: Archive) -> None:
    upgrade(old.root)
    before = {path: path.read_bytes() for path in old.root.rglob("*") if path.is_file()}
    again = upgrade(old.root)
    assert (again.before, again.steps, again.copy) == (2, [], None)
    assert {path: path.read_bytes() for path in old.root.rglob("*") if path.is_file()} == before


def test_a_persons_own_rights_stay_afterwards(old: Archive) -> None:
    upgrade(old.root)
    old.corpus.chmod(0o755)
    upgrade(old.root)
    assert stat.S_IMODE(old.corpus.stat().st_mode) == 0o755


def test_a_dry_run_tells_and_does_nothing(old: Archive) -> None:
    before = {path: path.lstat().st_mode for path in old.root.rglob("*")}
    planned = upgrade(old.root, dry_run=True)
    assert {path: path.lstat().st_mode for path in old.root.rglob("*")} == before
    done = upgrade(old.root)
    lock = 1  # made by holding it, with rights of its own
    assert [s.name for s in planned.steps] == [s.name for s in done.steps]
    for one, other in zip(planned.steps, done.steps, strict=True):
        assert 0 <= other.changes - one.changes <= lock


class _PowerFailsError(BaseException):
    """Not an Exception: nothing on the way may catch it."""


def _failing_at(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the power fail at the so-manyth write, change of rights or new folder."""
    left = iter(range(number))

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        def call(*given: Any, **named: Any) -> object:
            if next(left, None) is None:
                raise _PowerFailsError
            return real(*given, **named)

        return call

    for name in ("replace", "sync_folder", "make_folder"):
        monkeypatch.setattr(durable, name, counted(getattr(durable, name)))
    monkeypatch.setattr(Path, "chmod", counted(Path.chmod))


def test_power_may_fail_at_every_step(
    old: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(100):
        try:
            with monkeypatch.context() as patched:
                _failing_at(number, patched)
                upgrade(old.root)
            break
        except _PowerFailsError:
            assert marker.format_of(old.root) in (1, 2)
            assert Archive.open(old.root).text(ID) == "ก"
    assert 5 < number < 99
    assert marker.format_of(old.root) == 2
    assert not any(mode & 0o007 for mode in modes(old.root).values())
    tomls = [one.read_text() for one in (old.root / "upgrades").glob("*/files/thaidoc.toml")]
    assert _TOML in tomls


def test_steps_are_taken_in_order_and_each_format_written(
    old: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int]] = []

    class Step:
        about = "a step"

        def __init__(self, name: str, to: int):
            self.name, self.to = name, to

        def changes(self, root: Path) -> Iterator[Change]:
            seen.append((self.name, marker.format_of(root)))
            yield Change(root / "corpus" / self.name, data=self.name.encode())

    monkeypatch.setattr(marker, "FORMAT", 4)
    steps = [Step("d", 4), Step("b", 3), Step("c", 3), Step("a", 2)]
    report = upgrade(old.root, migrations=steps)
    assert seen == [("a", 1), ("b", 2), ("c", 2), ("d", 3)]
    assert report.after == marker.format_of(old.root) == 4
    assert report.copy and (Path(report.copy) / "files" / "thaidoc.toml").read_text() == _TOML


def test_the_table_leads_to_the_present_format() -> None:
    assert {step.to for step in MIGRATIONS} == set(range(marker.FIRST + 1, marker.FORMAT + 1))
    assert [step.to for step in MIGRATIONS] == sorted(step.to for step in MIGRATIONS)


def test_a_newer_archive_is_refused_with_a_sentence(old: Archive) -> None:
    text = _TOML.replace("format = 1", "format = 99")
    (old.root / "thaidoc.toml").write_text(text)
    for use in (Archive.open, upgrade):
        with pytest.raises(NoArchiveError, match=r"format 99, this thaidoc reads up to format \d"):
            use(old.root)
    assert (old.root / "thaidoc.toml").read_text() == text
    assert not (old.root / "upgrades").exists()


def test_one_too_old_to_be_opened_is_upgraded(
    old: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marker, "OLDEST", 2)
    with pytest.raises(NoArchiveError, match="thaidoc upgrade"):
        Archive.open(old.root)
    upgrade(old.root)
    assert Archive.open(old.root).text(ID) == "ก"


def test_one_that_is_being_written_to_is_left(old: Archive) -> None:
    with old.writing(), pytest.raises(ArchiveLockedError):
        upgrade(old.root)
    assert marker.format_of(old.root) == 1


def test_what_cannot_be_changed_is_told(old: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(path: Path, mode: int, **_: object) -> None:
        raise PermissionError(1, "Operation not permitted", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", refusing)
        with pytest.raises(ThaidocError, match="Operation not permitted"):
            upgrade(old.root)
    assert marker.format_of(old.root) == 1
    upgrade(old.root)
    assert marker.format_of(old.root) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[archive]\n",
        "[archive] # mine\nformat=1 # one\n[other]\nformat = 7\n",
        "[settings]\nformat = 5\n[archive]\nname = 'x'\n  format = 1\n",
        "[other]\nformat = 1\n",
    ],
)
def test_the_format_alone_is_written(old: Archive, text: str) -> None:
    import tomllib

    path = old.root / "thaidoc.toml"
    path.write_text(text)
    meant = tomllib.loads(text)
    meant.setdefault("archive", {})["format"] = 2
    path.write_bytes(marker.with_format(old.root, 2))
    assert tomllib.loads(path.read_text()) == meant
    assert all(
        line in path.read_text() for line in text.splitlines() if "=1" not in line.replace(" ", "")
    )


@pytest.mark.parametrize("text", ["archive = {format = 1}\n", "[archive]\nformat = 'x'\n"])
def test_a_format_in_no_line_of_its_own(old: Archive, text: str) -> None:
    (old.root / "thaidoc.toml").write_text(text)
    with pytest.raises(ArchiveDamagedError):
        marker.with_format(old.root, 2)
