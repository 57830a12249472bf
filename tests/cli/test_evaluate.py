import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

from tests.cli.conftest import letter
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.store import Archive
from thaidoc.cli.labels import COUNTED
from thaidoc.evaluation.report import json_schema
from thaidoc.evaluation.values import SCORED

Run = Callable[..., Result]
RIGHT: dict[str, Any] = {
    "subject": "แผนงานรับน้ำท่วม",
    "date": {"iso": "2019-06-14"},
    "addressees": [{"name": "ผู้ว่าราชการจังหวัด", "scope": "ทุกจังหวัด"}],
}


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with one letter and its gold beside it."""
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_bytes(letter("๑๑๑", "แผนงานรับน้ำท่วม"))
    gold(folder, RIGHT)
    return folder


def gold(folder: Path, fields: dict[str, Any], name: str = "a") -> None:
    (folder / f"{name}.json").write_text(json.dumps(fields), encoding="utf-8")


def test_every_scored_field_has_a_name_for_people() -> None:
    assert set(SCORED) <= set(COUNTED)


class TestTable:
    def test_figures_by_field_at_three_levels(self, run: Run, letters: Path) -> None:
        gold(letters, {**RIGHT, "subject": "แผนงาน รับน้ำท่วม"})
        done = run("evaluate", letters)
        assert (done.exit_code, done.stderr) == (0, "")
        rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
        assert rows["เรื่อง"] == ["1", *["0.0"] * 3, *["100.0"] * 6]
        assert rows["วันที่"] == ["1", *["100.0"] * 9]
        assert rows["ถูกทั้งฉบับ"] == ["1", "0.0", "100.0", "100.0"]
        assert "expected calibration error" in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= 84  # marks take no cell

    def test_one_level(self, run: Run, letters: Path) -> None:
        done = run("evaluate", letters, "--level", "soft")
        assert "soft" in done.stdout and "strict" not in done.stdout

    def test_fields(self, run: Run, letters: Path) -> None:
        done = run("evaluate", letters, "--fields", "date, subject")
        assert "วันที่" in done.stdout and "เรียน" not in done.stdout
        assert "ทุกค่า (micro)      2" in done.stdout

    def test_groups_are_shown_where_letters_differ(self, run: Run, letters: Path) -> None:
        assert "คำสั่ง" not in run("evaluate", letters).stdout
        (letters / "b.txt").write_bytes(letter("๑๑๒", "อื่น"))
        gold(letters, {"kind": "order"}, "b")
        done = run("evaluate", letters)
        assert "คำสั่ง" in done.stdout and "หนังสือภายนอก" in done.stdout

    def test_errors_name_letter_field_gold_found_and_confidence(
        self, run: Run, letters: Path
    ) -> None:
        gold(letters, {**RIGHT, "date": {"iso": "2019-06-15"}, "copies": ["กรม\x1b[2Jที่ดิน"]})
        done = run("evaluate", letters, "--errors")
        assert done.stdout.startswith("a.txt\n")
        wrong, missing = (line.split() for line in done.stdout.splitlines()[1:3])
        assert wrong[0] == "วันที่" and wrong[1].endswith("%")
        assert wrong[2:] == ["iso:", "2019-06-15", "⇒", "iso:", "2019-06-14"]
        assert missing[-2:] == ["⇒", "–"]
        assert "\x1b" not in done.stdout


class TestArchive:
    def test_corrections_are_gold(self, run: Run, archive: Path) -> None:
        opened = Archive.open(archive)
        first, _ = opened.ids()
        subject = opened.record(first).subject
        decided = Corrections().decide("subject", subject, by="a", at="2026-01-01T00:00:00Z")
        decided.save(opened.folder(first) / "corrections.json")
        done = run("evaluate", archive)
        assert done.exit_code == 0
        assert "เรื่อง" in done.stdout and "วันที่" not in done.stdout
        assert "1 without gold: " in done.stderr
        assert run("evaluate", "--archive", archive).stdout == done.stdout

    def test_what_a_person_corrected_is_held_against_the_parser(
        self, run: Run, archive: Path
    ) -> None:
        opened = Archive.open(archive)
        first, _ = opened.ids()
        decided = Corrections().decide("subject", "อื่น", by="a", at="2026-01-01T00:00:00Z")
        decided.save(opened.folder(first) / "corrections.json")
        assert "⇒" in run("evaluate", archive, "--errors").stdout

    def test_nothing_reviewed_is_nothing_to_score(self, run: Run, archive: Path) -> None:
        done = run("evaluate", archive)
        assert (done.exit_code, done.stdout) == (1, "")
        assert "nothing to score" in done.stderr

    def test_a_damaged_original_is_missed_and_told(self, run: Run, archive: Path) -> None:
        opened = Archive.open(archive)
        first, _ = opened.ids()
        decided = Corrections().decide("subject", "ก", by="a", at="2026-01-01T00:00:00Z")
        decided.save(opened.folder(first) / "corrections.json")
        opened.original(first).unlink()
        done = run("evaluate", archive)
        assert done.exit_code == 3
        assert "the original is missing" in done.stderr
        assert "ถูกทั้งฉบับ" in done.stdout

    def test_gold_files_do_not_go_with_an_archive(self, run: Run, archive: Path) -> None:
        done = run("evaluate", archive, "--gold", archive)
        assert done.exit_code == 2 and "--gold" in done.stderr


class TestFaults:
    def test_a_file_that_cannot_be_read_counts_as_missed(self, run: Run, letters: Path) -> None:
        (letters / "b.pdf").write_bytes(b"")
        gold(letters, {"subject": "ก"}, "b")
        done = run("evaluate", letters, "--fields", "subject")
        assert done.exit_code == 3
        assert "thaidoc: b.pdf: " in done.stderr
        assert "ทุกค่า (micro)      2" in done.stdout

    def test_gold_without_a_letter_is_told(self, run: Run, letters: Path) -> None:
        gold(letters, RIGHT, "gone")
        assert "1 gold file without a letter: gone.json." in run("evaluate", letters).stderr

    @pytest.mark.parametrize(
        "args",
        [("nowhere",), (".", "--fields", "x"), (".", "--fields", ","), (".", "--gold", "no")],
    )
    def test_wrong_use(self, run: Run, args: tuple[str, ...]) -> None:
        assert run("evaluate", *args).exit_code == 2

    def test_a_folder_without_letters(self, run: Run, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        assert run("evaluate", tmp_path / "empty").exit_code == 1


class TestJson:
    def test_it_keeps_to_its_schema(self, run: Run, letters: Path) -> None:
        gold(letters, {**RIGHT, "subject": "อื่น", "enclosed": [{"subject": "ใน"}]})
        done = run("evaluate", letters, "--json")
        report = json.loads(done.stdout_bytes)
        jsonschema.validate(report, json_schema())
        assert report["version"] == 1
        assert [letter["enclosed"] for letter in report["letters"]] == [None, 0]
        (mistake,) = report["letters"][0]["fields"]["subject"]["mistakes"]
        assert mistake["gold"] == {"text": "อื่น"}
        assert mistake["right_at"] is None and mistake["confidence"] > 0.5
        assert report["summary"]["changes"] is None

    def test_nothing_to_score_is_json_too(self, run: Run, letters: Path) -> None:
        (letters / "a.json").unlink()
        done = run("evaluate", letters, "--json")
        assert done.exit_code == 1
        assert json.loads(done.stdout_bytes)["summary"]["without_gold"] == ["a.txt"]


class TestGivenText:
    def test_what_recognition_lost_is_not_scored(self, run: Run, letters: Path) -> None:
        texts = letters.parent / "texts"
        texts.mkdir()
        damaged = letter("๑๑๑", "แผนงานรับน้ำท่วม").decode().replace("มิถุนายน", "มฎุนยน")
        (texts / "a.txt").write_text(damaged, encoding="utf-8")
        gold(letters, {"date": {"raw": "๑๔ มิถุนายน ๒๕๖๒", "iso": "2019-06-14"}, "kind": "other"})
        alone = ("--fields", "date", "--json")
        for flags, expected in (((), 1), (("--given-text",), 0)):
            done = run("evaluate", letters, "--text", texts, *alone, *flags)
            report = json.loads(done.stdout_bytes)
            assert report["letters"][0]["fields"]["date"]["expected"] == expected
            assert report["letters"][0]["ocr"] is True


class TestDiff:
    def test_better_and_worse_with_both_values(self, run: Run, letters: Path) -> None:
        gold(letters, {**RIGHT, "reference": {"normal": "มท 0810.3/ว222"}})
        before = run("evaluate", letters, "--json").stdout_bytes
        old = letters.parent / "old.json"
        same = run("evaluate", letters, "--diff", write(old, before))
        assert same.exit_code == 0 and "a.txt" not in same.stdout

        report = json.loads(before)
        fields = report["letters"][0]["fields"]
        fields["subject"]["mistakes"] = [
            {"key": "subject", "gold": {"text": "แผนงานรับน้ำท่วม"}, "found": {"text": "แผน"},
             "right_at": None, "confidence": 0.9}
        ]  # fmt: skip
        fields["reference"]["mistakes"] = []
        done = run("evaluate", letters, "--diff", write(old, json.dumps(report).encode()))
        name, *changes = done.stdout.splitlines()[:3]
        assert name == "a.txt"
        assert [line[0] for line in changes] == ["-", "+"]
        assert "มท 0810.3/ว222 ⇒ normal: มท 0810.3/ว111" in changes[0]
        assert "แผน ⇒ แผนงานรับน้ำท่วม" in changes[1]

        made = json.loads(run("evaluate", letters, "--diff", old, "--json").stdout_bytes)
        jsonschema.validate(made, json_schema())
        assert [c["effect"] for c in made["summary"]["changes"]] == ["worse", "better"]

    def test_other_options_are_told(self, run: Run, letters: Path) -> None:
        old = write(letters.parent / "old.json", run("evaluate", letters, "--json").stdout_bytes)
        done = run("evaluate", letters, "--diff", old, "--fields", "date")
        assert done.exit_code == 0 and "other --fields" in done.stderr

    def test_what_is_no_evaluation(self, run: Run, letters: Path) -> None:
        done = run("evaluate", letters, "--diff", letters / "a.txt")
        assert done.exit_code == 2 and "not an evaluation" in done.stderr


def write(place: Path, data: bytes) -> Path:
    place.write_bytes(data)
    return place
