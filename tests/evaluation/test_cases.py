import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.letters import ROOT
from thaidoc.archive.store import Archive
from thaidoc.evaluation.cases import Case, Documents, Folder
from thaidoc.evaluation.run import Evaluation
from thaidoc.reading.passwords import Passwords

LETTER = """\
ที่ มท ๐๘๑๐/ว ๑                      กรมสมมุติ

            ๑ มกราคม ๒๕๖๒

เรื่อง  {}

เรียน  ผู้ว่าราชการจังหวัด

        ด้วยกรมสมมุติขอเชิญประชุม
"""


def write(place: Path, content: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(content, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Letters with gold beside them, below them and in a folder of its own, and a broken one."""
    letters = tmp_path / "letters"
    for name in ("a", "b", "2562/a", "2562/c"):
        write(letters / f"{name}.txt", LETTER.format(f"เรื่องของ {name}"))
    write(letters / "broken.pdf", "")
    gold = tmp_path / "gold"
    for name in ("a", "2562/a", "c", "broken", "nobody"):
        write(gold / f"{name}.json", json.dumps({"subject": f"เรื่องของ {name}", "closing": None}))
    return letters


def each(folder: Folder) -> Iterator[Case]:
    return folder.each(Passwords())


class TestFolder:
    def test_gold_in_the_same_subfolder_comes_first(self, folder: Path, tmp_path: Path) -> None:
        cases = Folder(folder, tmp_path / "gold")
        assert cases.count() == 5
        found = {c.name: c.gold.fields["subject"] if c.gold else None for c in each(cases)}
        assert found == {
            "2562/a.txt": "เรื่องของ 2562/a",
            "2562/c.txt": "เรื่องของ c",
            "a.txt": "เรื่องของ a",
            "b.txt": None,
            "broken.pdf": "เรื่องของ broken",
        }
        assert cases.unused_gold() == ["nobody.json"]

    def test_gold_beside_the_letters_is_no_letter(self, folder: Path) -> None:
        write(folder / "b.json", '{"subject": "ก"}')
        write(folder / "b_p2.json", '{"subject": "ข"}')
        cases = Folder(folder, folder)
        assert "b.json" not in {case.name for case in each(cases)}
        assert cases.unused_gold() == []

    def test_text_in_place_of_a_scan(self, folder: Path, tmp_path: Path) -> None:
        (folder / "scan.pdf").write_bytes(b"%PDF-1.4 damaged")
        write(folder / "scan.txt", LETTER.format("เรื่องของ scan"))
        write(tmp_path / "gold" / "scan.json", '{"subject": "เรื่องของ scan"}')
        cases = Folder(folder, tmp_path / "gold", text=folder)
        assert cases.count() == 6, "a text for a letter is no letter"
        (case,) = (case for case in each(cases) if case.name == "scan.pdf")
        assert case.read is not None
        reading = case.read()
        assert (reading.media_type, reading.ocr) == ("application/pdf", True)
        assert reading.record["subject"] == "เรื่องของ scan"

    def test_a_letter_in_a_bundle(self, folder: Path, tmp_path: Path) -> None:
        with zipfile.ZipFile(folder / "box.zip", "w") as box:
            box.writestr("inner/c.txt", LETTER.format("เรื่องของ c"))
            box.writestr("inner/d.txt", LETTER.format("เรื่องของ d"))
        found = {c.name: c.gold is not None for c in each(Folder(folder, tmp_path / "gold"))}
        assert found["box.zip/inner/c.txt"] is True
        assert found["box.zip/inner/d.txt"] is False

    def test_an_empty_folder_has_no_files(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        cases = Folder(tmp_path / "empty", tmp_path / "empty")
        assert (cases.count(), list(each(cases))) == (0, [])


class TestEvaluation:
    def test_files_without_gold_are_named_and_broken_ones_count_as_missed(
        self, folder: Path, tmp_path: Path
    ) -> None:
        told: list[str] = []
        evaluation = Evaluation(told=told.append)
        letters = list(evaluation.letters(each(Folder(folder, tmp_path / "gold"))))
        assert [letter.name for letter in letters] == [
            "2562/a.txt", "2562/c.txt", "a.txt", "broken.pdf",
        ]  # fmt: skip
        tally = evaluation.tally
        assert tally.without_gold == ["b.txt"]
        assert [fault.name for fault in tally.failed] == ["broken.pdf"]
        assert told and told[0].startswith("broken.pdf: ")
        broken = letters[-1]
        assert broken.failed
        assert (broken.fields["subject"].expected, broken.fields["subject"].found) == (1, 0)
        assert evaluation.summary().all.whole.strict == 0.5

    def test_gold_that_is_none_is_told_and_the_rest_goes_on(
        self, folder: Path, tmp_path: Path
    ) -> None:
        write(tmp_path / "gold" / "a.json", "{")
        write(tmp_path / "gold" / "c.json", '{"subject": 7}')
        told: list[str] = []
        evaluation = Evaluation(told=told.append)
        names = [x.name for x in evaluation.letters(each(Folder(folder, tmp_path / "gold")))]
        assert names == ["2562/a.txt", "broken.pdf"]
        assert "a.json: this gold is not JSON" in "".join(told)
        assert "c.json: subject is not text" in "".join(told)

    def test_a_strange_key_is_told_once(self, folder: Path, tmp_path: Path) -> None:
        for name in ("a", "c"):
            write(tmp_path / "gold" / f"{name}.json", '{"subject": "ก", "adressees": []}')
        told: list[str] = []
        list(Evaluation(told=told.append).letters(each(Folder(folder, tmp_path / "gold"))))
        assert sum("'adressees'" in sentence for sentence in told) == 1


class TestDocuments:
    def test_the_archive_is_read_afresh(self) -> None:
        cases = Documents(Archive.open(ROOT))
        assert cases.count() == len(list(Archive.open(ROOT).ids()))
        case = next(cases.each(Passwords()))
        assert case.gold is not None and case.read is not None
        reading = case.read()
        assert reading.record["id"] == case.id
        assert reading.media_type == case.media_type
