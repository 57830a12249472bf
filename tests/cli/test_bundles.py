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


def test_a_bomb_of_bundles_is_one_line_and_the_letters_beside_it_are_kept(
    run: Run, inbox: Path, tmp_path: Path
) -> None:
    def zipped(**files: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            for name, data in files.items():
                package.writestr(f"{name}.{'txt' if data[:2] != b'PK' else 'zip'}", data)
        return stream.getvalue()

    many = zipped(**{f"n{number}": zipped(a=b"a") for number in range(1200)})
    for depth in range(3):
        many = zipped(**{f"d{depth}": many})
    letters = {name: (inbox / f"{name}.txt").read_bytes() for name in "ab"}
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped(a=letters["a"], bomb=many, b=letters["b"]))

    done = run("parse", path, "--json")
    assert done.exit_code == 3
    assert len(done.stdout.splitlines()) == 2
    assert done.stderr.count("\n") == 1
    assert "and 1,199 more inside it were left" in done.stderr

    run("init", tmp_path / "new")
    done = run("add", path, "--json", "--archive", tmp_path / "new")
    assert done.exit_code == 3
    failed = [file for file in json.loads(done.stdout)["files"] if file["outcome"] == "failed"]
    assert [file["file"] for file in failed] == [str(path)]
    assert "and 1,199 more inside it were left" in failed[0]["reason"]
    assert len(list(Archive(tmp_path / "new").ids())) == 2
