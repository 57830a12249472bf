import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from thaidoc.archive import reparse
from thaidoc.archive.store import Archive
from thaidoc.record import from_json, to_json

Run = Callable[..., Result]


@pytest.fixture
def older(archive: Path) -> str:
    """One of the letters, as an older parser read it: without its last word of the subject."""
    kept = Archive(archive)
    identity = next(kept.ids())
    path = kept.folder(identity) / "record.json"
    record = from_json(path.read_bytes())
    assert record.source
    source = msgspec.structs.replace(record.source, parser="thaidoc 0.0.1")
    path.write_bytes(to_json(msgspec.structs.replace(record, source=source, subject="เก่า")))
    return identity


def test_outdated_letters_are_read_again(run: Run, archive: Path, older: str) -> None:
    at = ("--archive", archive)
    subject = json.loads(run("parse", "--json", Archive(archive).original(older)).stdout)["subject"]
    tried = run("reparse", "--outdated", "--dry-run", *at)
    assert tried.exit_code == 0
    assert f"subject: เก่า ⇒ {subject}" in tried.stdout
    assert "1 letter read again" in tried.stderr
    assert "1 would read otherwise" in tried.stderr
    assert Archive(archive).parsed(older).subject == "เก่า"
    done = run("reparse", "--outdated", *at)
    assert done.stdout == tried.stdout
    assert Archive(archive).parsed(older).subject == subject
    assert run("search", f'เรื่อง:"{subject}"', "--ids", *at).stdout.strip() == older
    none = run("reparse", "--outdated", *at)
    assert (none.exit_code, none.stdout) == (1, "")


def test_a_decision_holds_and_is_pointed_at(run: Run, archive: Path, older: str) -> None:
    at = ("--archive", archive)
    run("review", older, "--set", "subject=ที่ถูก", *at)
    done = run("reparse", older[:8], *at)
    assert done.exit_code == 0
    assert "! subject: a person decided ที่ถูก, which holds" in done.stdout
    assert Archive(archive).record(older).subject == "ที่ถูก"
    again = run("reparse", older[:8], *at)
    assert again.stdout == ""  # nothing new; it is only counted
    assert "1 decided field that no parser reads so" in again.stderr


def test_json_is_a_line_a_letter(run: Run, archive: Path, older: str) -> None:
    done = run("reparse", "--all", "--json", "--archive", archive)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert {one["id"]: one["outcome"] for one in told}[older] == "changed"
    assert sorted(one["outcome"] for one in told) == ["changed", "same"]


def test_a_query_chooses(run: Run, archive: Path) -> None:
    done = run("reparse", "เรื่อง:น้ำท่วม", "--json", "--archive", archive)
    assert len(done.stdout.splitlines()) == 1
    assert run("reparse", "ไม่มีคำนี้", "--archive", archive).exit_code == 1


def test_one_that_fails_is_named_and_the_rest_done(run: Run, archive: Path, older: str) -> None:
    Archive(archive).original(older).unlink()
    done = run("reparse", "--all", "--json", "--archive", archive)
    assert done.exit_code == 3
    outcomes = {json.loads(line)["outcome"] for line in done.stdout.splitlines()}
    assert outcomes == {"failed", "same"}
    told = run("reparse", older, "--archive", archive)
    assert "failed: " in told.stdout
    assert "the original is missing" in told.stdout
    assert Archive(archive).parsed(older).subject == "เก่า"


def test_of_long_values_what_differs_is_shown(run: Run, archive: Path, older: str) -> None:
    kept = Archive(archive)
    record = kept.parsed(older)
    assert record.signatory
    first, *rest = record.body
    changed = msgspec.structs.replace(
        record,
        body=[f"{first} ๑" if not rest else first, *rest, "เกินมา"],
        issuer=msgspec.structs.replace(record.issuer, ministry="อื่น") if record.issuer else None,
    )
    (kept.folder(older) / "record.json").write_bytes(to_json(changed))
    done = run("reparse", older, "--dry-run", "--archive", archive)
    (line,) = (one for one in done.stdout.splitlines() if one.startswith("  issuer"))
    assert '{"ministry":"อื่น"} ⇒ ' in line
    assert "เกินมา" in done.stdout or "(2 ย่อหน้า)" in done.stdout


def test_interrupted_it_says_how_much_is_left(
    run: Run, archive: Path, older: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reparse, "prepare", interrupted)
    done = run("reparse", "--all", "--archive", archive)
    assert done.exit_code == 130
    assert "interrupted; 2 letters were not read again" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "says"),
    [
        ([], 2, "name letters by ID or QUERY"),
        (["--all", "--pending"], 2, "nothing to choose"),
        (["--pending"], 1, "no letter to read again"),
        (["ffff"], 1, "no document ffff"),
    ],
)
def test_wrong_use(run: Run, archive: Path, args: list[str], code: int, says: str) -> None:
    done = run("reparse", *args, "--archive", archive)
    assert done.exit_code == code
    assert says in done.stderr
