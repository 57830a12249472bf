import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.thai.repair import RULES

Run = Callable[..., Result]


@pytest.fixture
def damaged(inbox: Path) -> Path:
    path = inbox / "a.txt"
    text = path.read_text(encoding="utf-8").replace("ผู้", "ผู\uf70b")
    path.write_text(text + "\fหน้าสอง ส\u0e4dานัก\x1b[2J\n", encoding="utf-8")
    return path


def test_a_table_for_people(run: Run, damaged: Path) -> None:
    done = run("parse", "--explain", damaged)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["ไฟล์", "a.txt"]
    assert lines[1].split()[:2] == ["หน้า", "1"]
    (line,) = (line for line in lines if "glyph-codes" in line and "⇒" in line)
    place, rule, times, *_ = line.split()
    assert (place, rule, times) == ("1:8", "glyph-codes", "1")
    assert "ผู<F70B>ว่า" in line
    assert "ผู้ว่า" in line
    (marks,) = (line for line in lines if line.split()[:2] == ["2:1", "marks"])
    assert "สำนัก" in marks
    assert any(
        line.startswith("glyph-codes") and RULES["glyph-codes"].fault in line for line in lines
    )


def test_json_is_an_object(run: Run, damaged: Path) -> None:
    explanation = json.loads(run("parse", "--explain", "--json", damaged).stdout)
    assert explanation["name"] == "a.txt"
    assert [page["decision"] for page in explanation["pages"]] == ["repaired", "repaired"]
    first = explanation["changes"][0]
    assert (first["page"], first["line"], first["rule"], first["times"]) == (1, 8, "glyph-codes", 1)
    assert "ผู\uf70bว่า" in first["before"]
    assert "ผู้ว่า" in first["after"]
    assert {use["rule"]: use["times"] for use in explanation["rules"]}["glyph-codes"] == 1


def test_a_sound_letter_has_no_table(run: Run, inbox: Path) -> None:
    done = run("parse", "--explain", inbox / "b.txt")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert "100%" in done.stdout


def test_every_letter_of_a_bundle(run: Run, damaged: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "box.zip", "w") as package:
        package.write(damaged, "a.txt")
        package.write(damaged.parent / "b.txt", "b.txt")
    done = run("parse", "--explain", "--json", tmp_path / "box.zip")
    names = [json.loads(line)["name"] for line in done.stdout.splitlines()]
    assert names == ["box.zip/a.txt", "box.zip/b.txt"]


def test_text_and_explanation_do_not_go_together(run: Run, damaged: Path) -> None:
    done = run("parse", "--explain", "--text", damaged)
    assert (done.exit_code, done.stdout) == (2, "")


def test_the_record_knows_nothing_of_it(run: Run, damaged: Path) -> None:
    assert "glyph-codes" not in run("parse", "--json", damaged).stdout
