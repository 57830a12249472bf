import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from rich.cells import cell_len
from rich.console import Console

from thaidoc.archive.ingest import add
from thaidoc.archive.store import Archive
from thaidoc.cli.output import print_hanging

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def here(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THAIDOC_ARCHIVE", str(archive))


def test_a_hit_shows_number_date_issuer_and_subject(run: Run) -> None:
    done = run("search", "น้ำท่วม")
    assert (done.exit_code, done.stderr) == (0, "")
    head, subject, *_ = done.stdout.splitlines()
    assert head.split("  ")[1:] == ["มท 0810.3/ว111", "14 มิ.ย. 2562", "กรมสมมุติ"]
    assert subject == "  เรื่อง แผนงานรับน้ำท่วม"


def test_words_of_the_command_line_are_one_query(run: Run) -> None:
    assert run("search", "บุคลากร", "--count").stdout == "2\n"
    assert run("search", "บุคลากร", "อบรม", "--count").stdout == "1\n"
    assert run("search", "ที่:ว111", "วันที่:2562-06", "--count").stdout == "1\n"
    assert run("search", "", "--count").stdout == "2\n"


@pytest.mark.parametrize("form", [[], ["--ids"], ["--jsonl"]])
def test_nothing_found_is_exit_1_and_a_sentence(run: Run, form: list[str]) -> None:
    done = run("search", "ปลาวาฬ", *form)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == "thaidoc: nothing found for ปลาวาฬ\n"


def test_nothing_found_for_programs(run: Run) -> None:
    done = run("search", "ปลาวาฬ", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout) == {
        "version": 1,
        "query": "ปลาวาฬ",
        "related": None,
        "order": "rank",
        "total": 0,
        "offset": 0,
        "hits": [],
        "expanded": [],
        "suggestions": [],
        "facets": [],
    }
    count = run("search", "ปลาวาฬ", "--count", "-q")
    assert (count.exit_code, count.output) == (1, "0\n")


def test_json_and_json_lines_say_the_same(run: Run) -> None:
    whole = json.loads(run("search", "บุคลากร", "--json").stdout)
    lines = [json.loads(line) for line in run("search", "บุคลากร", "--jsonl").stdout.splitlines()]
    assert whole["total"] == len(whole["hits"]) == 2
    assert [{"version": 1, **hit} for hit in whole["hits"]] == lines
    for hit in whole["hits"]:
        start, end = hit["snippet"]["hits"][0]
        assert hit["snippet"]["text"][start:end] == "บุคลากร"


def test_pages(run: Run) -> None:
    ids = run("search", "บุคลากร", "--ids").stdout.split()
    first = run("search", "บุคลากร", "--ids", "-n", "1")
    second = run("search", "บุคลากร", "--ids", "--limit", "1", "--page", "2")
    assert [first.stdout.strip(), second.stdout.strip()] == ids
    shown = run("search", "บุคลากร", "-n", "1")
    assert shown.stderr == "thaidoc: 1 to 1 of 2; --page shows others\n"
    behind = run("search", "บุคลากร", "-n", "1", "--page", "3")
    assert (behind.exit_code, behind.stdout) == (0, "")
    assert "behind the last" in behind.stderr


@pytest.mark.parametrize(
    ("query", "under"),
    [
        ("น้ำท่วม วันที่:2562-14", "น้ำท่วม วันที่:"),
        ('ที่นี่ "ไม่จบ', "ที่นี่ "),
        ("(น้ำท่วม หรือ ที่นี่", ""),
        ("น้ำท่วม is:secert", "น้ำท่วม is:"),
        ("น้ำท่วม หรือ", "น้ำท่วม "),
    ],
)
def test_a_query_that_cannot_be_read_is_shown_with_a_caret(
    run: Run, query: str, under: str
) -> None:
    done = run("search", query)
    assert (done.exit_code, done.stdout) == (2, "")
    sentence, shown, caret = done.stderr.splitlines()
    assert sentence.startswith("thaidoc: ")
    assert shown == f"  {query}"
    assert caret == " " * (2 + cell_len(under)) + "^"
    assert cell_len(under) < len(under) or not under


def test_what_was_added_meanwhile_is_found(run: Run, archive: Path, inbox: Path) -> None:
    letter = inbox / "a.txt"
    letter.write_bytes(letter.read_bytes().replace("น้ำท่วม".encode(), "ภัยแล้ง".encode()))
    add(Archive(archive), [letter])
    done = run("search", "ภัยแล้ง")
    assert done.exit_code == 0
    assert done.stderr == "thaidoc: taking new letters into the search index …\n"
    assert run("search", "ภัยแล้ง").stderr == ""


def test_reindex_makes_a_lost_index_again(run: Run, archive: Path) -> None:
    for file in sorted((archive / "index").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    done = run("reindex")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "from 2 letters" in done.stderr
    assert run("search", "น้ำท่วม").stderr == ""


def test_reindex_names_a_damaged_document(run: Run, archive: Path) -> None:
    identity = next(Archive(archive).ids())
    (Archive(archive).folder(identity) / "record.json").write_text("{")
    done = run("reindex")
    assert done.exit_code == 4
    assert identity in done.stderr


def test_lines_are_wrapped_under_their_beginning_by_cells() -> None:
    from io import StringIO

    from rich.text import Text

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    text = "ที่ปรึกษาผู้ทรงคุณวุฒิ " * 12
    out = Terminal()
    print_hanging(Console(file=out, width=60, color_system=None), Text("เรื่อง  "), Text(text))
    lines = out.getvalue().splitlines()
    assert len(lines) > 2
    assert all(cell_len(line) <= 60 for line in lines)
    assert all(line.startswith(" " * cell_len("เรื่อง  ") + "ที่") for line in lines[1:])
    assert " ".join(" ".join(lines).split()) == "เรื่อง " + text.strip()


def test_an_index_that_can_be_neither_read_nor_made(run: Run, archive: Path) -> None:
    for file in sorted((archive / "index").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (archive / "index").rmdir()
    (archive / "index").write_text("in the way")
    done = run("search", "น้ำท่วม")
    assert (done.exit_code, done.stdout) == (4, "")
    assert "Traceback" not in done.stderr


def test_other_names_and_proposals_are_told_beside_the_hits(run: Run) -> None:
    done = run("search", "จาก:มท หรือ น้ำท่วม")
    assert done.exit_code == 0
    assert "thaidoc: มท is looked for as กระทรวงมหาดไทย, too" in done.stderr
    done = run("search", "น้ำทวม")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "thaidoc: did you mean น้ำท่วม (1 found)" in done.stderr
    found = json.loads(run("search", "ohemj;,", "--json").stdout)
    assert found["suggestions"] == [{"query": "น้ำท่วม", "total": 1, "why": "layout"}]
    assert run("search", "น้ำทวม", "-q").stderr == ""
