import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.archive.store import Archive
from thaidoc.record import from_json

Run = Callable[..., Result]


@pytest.fixture
def box(inbox: Path, tmp_path: Path) -> Path:
    """A ZIP of the inbox's letters, with one that cannot be read between them."""
    path = tmp_path / "box.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name in ("a.txt", "noise.bin", "b.txt"):
            package.write(inbox / name, f"2562/{name}")
    return path


def test_a_sheet_for_each_letter(run: Run, box: Path) -> None:
    done = run("parse", box)
    assert done.exit_code == 3
    first, second = done.stdout.split("\n\n")
    assert "box.zip/2562/a.txt" in first
    assert "แผนงานรับน้ำท่วม" in first
    assert "box.zip/2562/b.txt" in second
    assert "งบประมาณประจำปี" in second
    assert done.stderr.startswith("thaidoc: box.zip/2562/noise.bin: ")
    assert done.stderr.count("\n") == 1


def test_json_is_a_record_on_each_line(run: Run, box: Path) -> None:
    done = run("parse", "--json", box)
    records = [from_json(line) for line in done.stdout_bytes.splitlines()]
    assert [record.subject for record in records] == ["แผนงานรับน้ำท่วม", "งบประมาณประจำปี"]
    names = [json.loads(line)["source"]["name"] for line in done.stdout_bytes.splitlines()]
    assert names == ["box.zip/2562/a.txt", "box.zip/2562/b.txt"]


def test_text_has_a_form_feed_between_letters(run: Run, box: Path) -> None:
    done = run("parse", "--text", box)
    first, second = done.stdout_bytes.decode().split("\f")
    assert "แผนงานรับน้ำท่วม" in first
    assert "งบประมาณประจำปี" in second


def test_a_bundle_of_sound_letters_from_standard_input(run: Run, inbox: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.write(inbox / "a.txt", "a.txt")
    done = run("parse", "-", "--json", "--name", "ก.zip", stdin=stream.getvalue())
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout)["source"]["name"] == "ก.zip/a.txt"


def test_add_reports_each_member_by_its_path(run: Run, box: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "new")
    done = run("add", box, "--archive", tmp_path / "new")
    assert done.exit_code == 3
    for name in ("a.txt", "noise.bin", "b.txt"):
        assert str(box / "2562" / name) in done.stdout
    assert done.stdout.splitlines()[-1] == "2 added, 1 failed."
    assert len(list(Archive(tmp_path / "new").ids())) == 2
    assert run("search", "น้ำท่วม", "--archive", tmp_path / "new").exit_code == 0


def test_the_help_says_what_is_opened(run: Run) -> None:
    for verb in ("parse", "add"):
        assert "ZIP" in run(verb, "--help").stdout
