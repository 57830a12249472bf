"""What a search prints for programs, and the searches that are kept by name."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import Result

from tests.screens import hit
from thaidoc.archive.ingest import add
from thaidoc.archive.store import Archive
from thaidoc.cli.hit_forms import Template, print_csv
from thaidoc.cli.options import Settings
from thaidoc.search.query import All
from thaidoc.search.results import SearchResult

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))


def test_csv_has_the_columns_that_help_names(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "บุคลากร", "--csv").stdout)))
    assert len(rows) == 2 and "แผนงานรับน้ำท่วม" in [row["subject"] for row in rows]
    row = next(one for one in rows if one["number"] == "มท 0810.3/ว111")
    assert (row["date"], row["thai_date"]) == ("2019-06-14", "14 มิ.ย. 2562")
    assert (row["kind"], row["circular"], row["secrecy"]) == ("external-letter", "true", "")
    assert "บุคลากร" in row["passage"]
    named = run("help", "formats").stdout
    assert all(f"  {name} " in named for name in row)
    assert run("search", "ปลาวาฬ", "--csv").stdout.startswith("id,number,")


def test_no_cell_of_a_csv_is_run_by_a_spreadsheet(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    print_csv(Settings(), SearchResult(All(), 1, (hit(subject="=HYPERLINK(1)", number="@1"),)))
    row = next(csv.DictReader(io.StringIO(capsysbinary.readouterr().out.decode())))
    assert (row["subject"], row["number"]) == ("'=HYPERLINK(1)", "'@1")


def test_a_template_makes_the_line(run: Run) -> None:
    done = run("search", "น้ำท่วม", "--format", r"{{{number}}}\t{date}\n{subject}")
    assert done.stdout == "{มท 0810.3/ว111}\t2019-06-14\nแผนงานรับน้ำท่วม\n"
    done = run("search", "น้ำท่วม", "--era", "ce", "--format", "{thai_date} {passage}", "-0")
    assert done.stdout.startswith("2019-06-14 ") and done.stdout.endswith("\0")
    assert run("search", "น้ำท่วม", "--format", r"a\\t").stdout == "a\\t\n"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{nubmer}", "Did you mean number?"),
        ("{ดี}", "There are id, number,"),
        ("{}", "There are id, number,"),
        ("{number:>9}", "Say {number}"),
        ("{number!r}", "a hit has no {number!r}. Say {number}"),
        ("{id.__class__}", "a hit has no {id.__class__}"),
        ("{number", "A brace that is meant is typed twice"),
        ("}", "A brace that is meant is typed twice"),
    ],
)
def test_a_template_that_cannot_be_read_is_told(run: Run, template: str, said: str) -> None:
    done = run("search", "น้ำท่วม", "--format", template)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_a_line_is_not_ended_by_what_stands_in_a_letter(run: Run, archive: Path) -> None:
    assert Template("{subject}").line(Settings(), hit(subject="ก\nข\x1b[2J")) == "ก ข\ufffd[2J"


def test_nul_ends_identities(run: Run) -> None:
    ids = run("search", "บุคลากร", "--ids").stdout.split()
    assert run("search", "บุคลากร", "--ids", "-0").stdout == "".join(f"{one}\0" for one in ids)


@pytest.mark.parametrize(
    "words",
    [
        ["ก", "-0"],
        ["ก", "--csv", "-0"],
        ["ก", "--facets", "kind", "--ids"],
        ["ก", "--format", "{id}", "--json"],
        ["--searches", "ก"],
        ["--forget", "ก", "--save", "ข"],
        ["--related", "0123", "--sort", "date"],
        [],
        ["--json"],
    ],
)
def test_what_does_not_go_together_is_told(run: Run, words: list[str]) -> None:
    done = run("search", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_facets_for_people_and_programs(run: Run) -> None:
    done = run("search", "บุคลากร", "--facets", "จาก,ปี,kind")
    table = done.stdout[done.stdout.index("ส่วนราชการ") :]
    assert "2  กรมสมมุติ" in table and "2  2562" in table and "2  หนังสือภายนอก" in table
    assert "2  2019" in run("search", "บุคลากร", "--facets", "year", "--era", "ce").stdout
    facets = json.loads(run("search", "บุคลากร", "--facets", "year,issuer", "--json").stdout)[
        "facets"
    ]
    assert facets == [
        {
            "field": "year",
            "values": [{"value": "2562", "count": 2, "query": "วันที่:2562"}],
            "more": False,
        },
        {
            "field": "issuer",
            "values": [{"value": "กรมสมมุติ", "count": 2, "query": 'จาก:"กรมสมมุติ"'}],
            "more": False,
        },
    ]
    for facet in facets:
        assert run("search", facet["values"][0]["query"], "--count").stdout == "2\n"
    counted = run("search", "น้ำท่วม", "--facets", "kind", "--count").stdout.splitlines()
    assert (counted[0], counted[2].split()) == ("1", ["1", "หนังสือภายนอก"])
    wrong = run("search", "น้ำท่วม", "--facets", "knid")
    assert wrong.exit_code == 2 and "Did you mean kind" in wrong.stderr


def test_order(run: Run) -> None:
    def numbers(order: str) -> list[str]:
        return run("search", "*", "--sort", order, "--format", "{number}").stdout.splitlines()

    assert numbers("number") == ["มท 0810.3/ว111", "มท 0810.3/ว222"]
    assert set(numbers("date")) == set(numbers("oldest")) == set(numbers("rank"))
    assert json.loads(run("search", "*", "--sort", "date", "--json").stdout)["order"] == "newest"


def test_letters_like_one(run: Run, archive: Path, inbox: Path) -> None:
    first = run("search", "น้ำท่วม", "--ids").stdout.strip()
    data = (inbox / "a.txt").read_bytes().replace("๑๑๑".encode(), "๓๓๓".encode())
    (inbox / "c.txt").write_bytes(data)
    add(Archive(archive), [inbox / "c.txt"])
    done = run("search", "--related", first[:6], "--json")
    found = json.loads(done.stdout)
    assert found["related"] == first
    assert found["hits"][0]["number"] == "มท 0810.3/ว333"
    assert {tuple(hit["how"]) for hit in found["hits"]} == {("related",)}
    assert first not in [hit["id"] for hit in found["hits"]]
    narrowed = run("search", "ที่:ว222", "--related", first, "--ids").stdout.split()
    assert set(narrowed) <= {hit["id"] for hit in found["hits"]}
    assert run("search", "--related", "ffff", "--ids").exit_code != 0


def test_json_is_as_its_schema_says(run: Run) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(run("schema", "search").stdout))
    for words in (["บุคลากร", "--facets", "year"], ["ปลาวาฬ"], ["อปท."]):
        found = json.loads(run("search", *words, "--json").stdout)
        assert [fault.message for fault in validator.iter_errors(found)] == [], words


class TestKept:
    def test_a_search_is_kept_run_and_forgotten(self, run: Run, archive: Path) -> None:
        done = run("search", "น้ำท่วม หรือ อบรม", "--save", "งานค้าง", "--ids")
        assert "is kept as งานค้าง" in done.stderr
        assert json.loads((archive / "searches.json").read_text("utf-8")) == {
            "version": 1,
            "searches": {"งานค้าง": "น้ำท่วม หรือ อบรม"},
        }
        assert run("search", "--saved", "งานค้าง", "--count").stdout == "2\n"
        assert run("search", "--saved", "งานค้าง", "ว111", "--count").stdout == "1\n"
        assert run("search", "--searches").stdout == "งานค้าง\tน้ำท่วม หรือ อบรม\n"
        assert json.loads(run("search", "--searches", "--json").stdout)["searches"]
        again = run("search", "น้ำท่วม", "--save", "งานค้าง")
        assert "instead of น้ำท่วม หรือ อบรม" in again.stderr
        assert run("search", "--forget", "งานค้าง").exit_code == 0
        assert run("search", "--searches").exit_code == 1

    def test_a_search_that_finds_nothing_is_kept_and_one_that_cannot_be_read_is_not(
        self, run: Run
    ) -> None:
        assert run("search", "ปลาวาฬ", "--save", "a").exit_code == 1
        assert run("search", "(ปลาวาฬ", "--save", "b").exit_code == 2
        assert run("search", "--searches").stdout == "a\tปลาวาฬ\n"

    def test_a_name_that_is_not_there(self, run: Run) -> None:
        none = run("search", "--saved", "งาน")
        assert none.exit_code == 2 and "--save NAME" in none.stderr
        run("search", "น้ำท่วม", "--save", "งานค้าง")
        near = run("search", "--saved", "งานคาง")
        assert near.exit_code == 2 and "Did you mean งานค้าง" in near.stderr
        for name in ("", " ", "ก\nข", "ก" * 101):
            assert run("search", "น้ำท่วม", "--save", name).exit_code == 2

    def test_a_file_that_cannot_be_read_is_told_and_kept(self, run: Run, archive: Path) -> None:
        (archive / "searches.json").write_text("{")
        for words in (["--searches"], ["--saved", "a"], ["น้ำท่วม", "--save", "a"]):
            done = run("search", *words)
            assert done.exit_code == 4 and "searches.json" in done.stderr
        assert (archive / "searches.json").read_text() == "{"
