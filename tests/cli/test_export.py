import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.cli.export import NAMES
from thaidoc.export import formats

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))


def test_names_are_those_of_the_table() -> None:
    assert formats.names() == NAMES


def test_a_search_or_all_of_it_on_standard_output(run: Run) -> None:
    records = [json.loads(line) for line in run("export").stdout.splitlines()]
    assert [r["reference"]["normal"] for r in records] == ["มท 0810.3/ว111", "มท 0810.3/ว222"]
    done = run("export", "น้ำท่วม", "--as", "citation")
    assert done.stdout == "หนังสือกรมสมมุติ ที่ มท 0810.3/ว111 ลงวันที่ 14 มิถุนายน 2562\n"


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.xlsx", "a.txt", "a.xml", "a.pdf"])
def test_the_ending_tells_the_format_and_the_bytes_are_the_same(
    run: Run, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    done = run("export", "--out", file)
    if "Pango" in done.stderr:
        pytest.skip("WeasyPrint needs the Pango library of the system, which is not here")
    assert (done.exit_code, done.stderr) == (0, f"thaidoc: 2 letters written to {file}.\n")
    first = file.read_bytes()
    assert run("export", "-q", "--out", file).output == ""
    assert file.read_bytes() == first
    assert not list(tmp_path.glob(".a*"))


def test_secret_letters_are_left_out_and_counted(run: Run, tmp_path: Path, inbox: Path) -> None:
    letter = (inbox / "a.txt").read_text("utf-8").replace("๑๑๑", "๓๓๓")
    (inbox / "secret.txt").write_text(f"{' ' * 30}ลับ\n\n{letter}", "utf-8")
    assert run("add", inbox / "secret.txt").exit_code == 0
    done = run("export", "--out", tmp_path / "a.csv", "--json")
    assert json.loads(done.stdout) == {
        "format": "csv",
        "out": str(tmp_path / "a.csv"),
        "written": 2,
        "secret": 1,
        "damaged": [],
        "version": 1,
    }
    assert "1 secret letter was left out" in done.stderr
    assert len(run("export", "--with-secret").stdout.splitlines()) == 3
    only = run("export", "is:secret")
    assert (only.exit_code, only.stdout) == (1, "")
    assert "1 secret letter " in only.stderr


def test_nothing_found_leaves_the_file_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("kept")
    done = run("export", "ปลาวาฬ", "-o", file)
    assert done.exit_code == 1
    assert done.stderr == f"thaidoc: nothing found for ปลาวาฬ; {file} is as it was\n"
    assert file.read_text() == "kept"


def test_wrong_use(run: Run, tmp_path: Path) -> None:
    assert run("export", "--json").exit_code == 2
    assert run("export", "is:secert").exit_code == 2
    unknown = run("export", "-o", tmp_path / "a.doc")
    assert unknown.exit_code == 3
    assert "--as: jsonl, csv" in unknown.stderr
    missing = run("export", "-o", tmp_path / "no" / "a.csv")
    assert missing.exit_code == 3
    assert "cannot be written" in missing.stderr


def test_a_damaged_letter_is_told_and_the_rest_written(run: Run, archive: Path) -> None:
    records = sorted(archive.glob("corpus/*/*/record.json"))
    records[0].chmod(0o640)
    records[0].write_bytes(b"{")
    done = run("export")
    assert (done.exit_code, len(done.stdout.splitlines())) == (3, 1)
    assert "this is not a record" in done.stderr
