"""What ``refs``, ``show`` and ``deadlines`` show of letters that cite each other."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from icalendar import Calendar

from thaidoc.archive.store import Archive

Run = Callable[..., Result]

LETTER = """\
{secrecy}
ที่ มท ๐๘๑๐.๓/ว {number}                                     กรมสมมุติ
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              {date}

เรื่อง  {subject}

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด
{references}
        {body}

        จึงเรียนมาเพื่อโปรดทราบ

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""
OLD = "หนังสือกรมสมมุติ ที่ มท ๐๘๑๐.๓/ว ๑๑ ลงวันที่ ๓ มกราคม ๒๕๖๑"
LAW = "พระราชบัญญัติสมมุติ พ.ศ. ๒๕๕๐"
FILES = {
    "old": {
        "number": "๑๑",
        "date": "๓ มกราคม ๒๕๖๑",
        "subject": "การใช้รถราชการ",
        "references": f"\nอ้างถึง  {LAW}\n",
        "body": "ด้วยกรมสมมุติกำหนดแนวทางการใช้รถราชการ ขอให้รายงานภายในวันที่ ๓๑ มกราคม ๒๕๖๑",
    },
    "change": {
        "number": "๒๒",
        "date": "๕ มีนาคม ๒๕๖๑",
        "subject": "แก้ไขแนวทางการใช้รถราชการ",
        "references": f"\nอ้างถึง  {OLD}\n",
        "body": "กรมสมมุติจึงขอแก้ไขเพิ่มเติมข้อ ๓ ของหนังสือที่อ้างถึง ขอให้รายงานภายในวันที่ ๓๐ เมษายน ๒๕๖๑",
        "secrecy": "ลับ",
    },
    "new": {
        "number": "๓๓",
        "date": "๑๔ มิถุนายน ๒๕๖๒",
        "subject": "แนวทางการใช้รถราชการ (ใหม่)",
        "references": f"\nอ้างถึง  {OLD}\n",
        "body": "กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป",
    },
}


@pytest.fixture
def letters(run: Run, tmp_path: Path) -> dict[str, str]:
    """An archive in the current folder with a letter, its change and its end; their identities."""
    root = tmp_path
    run("init", root)
    found = {}
    for name, values in FILES.items():
        (root / f"{name}.txt").write_text(
            LETTER.format(**{"secrecy": "", "references": "", **values}), encoding="utf-8"
        )
        said = run("add", root / f"{name}.txt")
        assert said.exit_code == 0, said.output
        found[name] = next(line.split()[1] for line in said.stdout.splitlines() if "added" in line)
    return found


def screen(text: str, letters: dict[str, str]) -> str:
    """What was printed, each identity under its letter's name."""
    for name, identity in letters.items():
        text = text.replace(identity, f"<{name}>")
    return text


def test_the_screen_of_a_letter_that_was_cancelled(run: Run, letters: dict[str, str]) -> None:
    done = run("refs", letters["old"])
    assert done.exit_code == 0
    assert screen(done.stdout, letters) == (
        "มท 0810.3/ว11  3 ม.ค. 2561  กรมสมมุติ  <old>\n"
        "  เรื่อง การใช้รถราชการ\n"
        "สถานะ  ยกเลิกแล้ว\n"
        "  แก้ไขเพิ่มเติมโดย (ข้อ ๓)  มท 0810.3/ว22  5 มี.ค. 2561  กรมสมมุติ  [ลับ]  <change>\n"
        "    “กรมสมมุติจึงขอแก้ไขเพิ่มเติมข้อ ๓ ของหนังสือที่อ้างถึง ขอให้รายงานภายในวันที่ ๓๐ เมษายน ๒๕๖๑”\n"
        "  ยกเลิกโดย  มท 0810.3/ว33  14 มิ.ย. 2562  กรมสมมุติ  <new>  ตั้งแต่ 1 ก.ค. 2562\n"
        "    “กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป”\n"
        "\n"
        "ฉบับนี้กล่าวถึง\n"
        "  อ้างถึง  พระราชบัญญัติสมมุติ พ.ศ. ๒๕๕๐  [ไม่มีในคลัง]\n"
        "\n"
        "ผู้กล่าวถึงฉบับนี้\n"
        "  แก้ไขเพิ่มเติมโดย (ข้อ ๓)  มท 0810.3/ว22  5 มี.ค. 2561  กรมสมมุติ  [ลับ]  <change>\n"
        "    “กรมสมมุติจึงขอแก้ไขเพิ่มเติมข้อ ๓ ของหนังสือที่อ้างถึง ขอให้รายงานภายในวันที่ ๓๐ เมษายน ๒๕๖๑”\n"
        "  ยกเลิกโดย  มท 0810.3/ว33  14 มิ.ย. 2562  กรมสมมุติ  <new>  ตั้งแต่ 1 ก.ค. 2562\n"
        "    “กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป”\n"
    )


def test_the_chain_goes_on_through_the_letters_that_are_cited(
    run: Run, letters: dict[str, str]
) -> None:
    done = run("refs", "มท 0810.3/ว 33 ลงวันที่ 14 มิถุนายน 2562", "--era", "ce")
    assert screen(done.stdout, letters) == (
        "มท 0810.3/ว33  2019-06-14  กรมสมมุติ  <new>\n"
        "  เรื่อง แนวทางการใช้รถราชการ (ใหม่)\n"
        "สถานะ  ยังใช้อยู่ เท่าที่คลังนี้รู้\n"
        "\n"
        "ฉบับนี้กล่าวถึง\n"
        "  ยกเลิก  มท 0810.3/ว11  2018-01-03  กรมสมมุติ  <old>  ตั้งแต่ 2019-07-01\n"
        "    “กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป”\n"
        "    อ้างถึง  พระราชบัญญัติสมมุติ พ.ศ. ๒๕๕๐  [ไม่มีในคลัง]\n"
    )


def test_what_is_missing_is_counted_and_found_by_name(run: Run, letters: dict[str, str]) -> None:
    done = run("refs", "--missing")
    assert screen(done.stdout, letters) == (
        "1 ฉบับ  พระราชบัญญัติสมมุติ พ.ศ. ๒๕๕๐\n    โดย  มท 0810.3/ว11  3 ม.ค. 2561  กรมสมมุติ  <old>\n"
    )
    rows = json.loads(run("refs", "--missing", "--json").stdout)["missing"]
    assert [(row["count"], row["by"][0]["id"]) for row in rows] == [(1, letters["old"])]
    by_name = run("refs", "พระราชบัญญัติสมมุติ พ.ศ. 2550")
    assert "is not held here" in by_name.stderr
    assert "อ้างถึงโดย  มท 0810.3/ว11" in by_name.stdout


def test_json_has_the_chain_and_the_standing(run: Run, letters: dict[str, str]) -> None:
    found = json.loads(run("refs", "ว 11/2561", "--json").stdout)
    assert found["letter"]["id"] == letters["old"]
    assert found["standing"]["state"] == "cancelled"
    assert found["standing"]["acts"][1]["since"]["iso"] == "2019-07-01"
    ties = [(tie["direction"], tie["outcome"], tie["citation"]["action"]) for tie in found["ties"]]
    assert ties == [
        ("cites", "missing", "refers"),
        ("cited", "found", "amends"),
        ("cited", "found", "cancels"),
    ]


def test_the_graph_is_dot(run: Run, letters: dict[str, str]) -> None:
    drawn = screen(run("refs", letters["new"], "--graph").stdout, letters)
    assert drawn.startswith("digraph refs {\n")
    assert drawn.endswith("}\n")
    assert '"<new>" -> "<old>" [label="ยกเลิก", color="red"' in drawn


def test_show_tells_the_state_with_its_sentence(run: Run, letters: dict[str, str]) -> None:
    shown = run("show", letters["old"]).stdout
    assert "สถานะ  ยกเลิกแล้ว\n" in shown
    assert "“กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป”" in shown
    assert "สถานะ  ยังใช้อยู่ เท่าที่คลังนี้รู้\n" in run("show", letters["new"]).stdout
    record = json.loads(run("show", letters["old"], "--json").stdout)
    assert record["standing"]["state"] == "cancelled"


def test_nothing_found_is_said(run: Run, letters: dict[str, str]) -> None:
    assert run("refs", "มท 0810.3/ว 77").exit_code == 1
    assert run("refs", "feed").exit_code == 1
    assert run("refs").exit_code == 2
    assert run("refs", letters["old"], "--missing").exit_code == 2
    assert run("refs", "--ambiguous").exit_code == 1


def test_a_number_of_two_years_lists_both(run: Run, letters: dict[str, str]) -> None:
    again = LETTER.format(**{"secrecy": "", **FILES["old"], "date": "๓ มกราคม ๒๕๖๕"})
    run("add", "-", stdin=again.encode())
    done = run("refs", "ว 11")
    assert done.exit_code == 1
    assert "2 letters may be meant by ว 11" in done.stderr
    heads = done.stdout.splitlines()[::2]
    assert sorted("2561" in head for head in heads) == [False, True]


def test_the_screen_of_deadlines(run: Run, letters: dict[str, str]) -> None:
    done = run("deadlines", "--from", "2561", "--to", "มีนาคม 2561")
    assert screen(done.stdout, letters) == (
        "31 ม.ค. 2561  มท 0810.3/ว11  3 ม.ค. 2561  กรมสมมุติ  <old>\n"
        "              เรื่อง การใช้รถราชการ\n"
        "              ภายในวันที่ ๓๑ มกราคม ๒๕๖๑\n"
        "              แก้ไขเพิ่มเติมโดย (ข้อ ๓)  มท 0810.3/ว22  5 มี.ค. 2561  กรมสมมุติ  [ลับ]  <change>\n"
        "                “กรมสมมุติจึงขอแก้ไขเพิ่มเติมข้อ ๓ ของหนังสือที่อ้างถึง"
        " ขอให้รายงานภายในวันที่ ๓๐ เมษายน ๒๕๖๑”\n"
        "              ยกเลิกโดย  มท 0810.3/ว33  14 มิ.ย. 2562  กรมสมมุติ  <new>  ตั้งแต่ 1 ก.ค. 2562\n"
        "                “กรมสมมุติจึงขอยกเลิกหนังสือที่อ้างถึง ทั้งนี้ ตั้งแต่วันที่ ๑ กรกฎาคม ๒๕๖๒ เป็นต้นไป”\n"
    )
    rows = json.loads(run("deadlines", "--json").stdout)["deadlines"]
    assert [row["iso"] for row in rows] == ["2018-01-31", "2018-04-30"]
    assert [row["letter"]["secrecy"] for row in rows] == [None, "ลับ"]
    assert run("deadlines", "--from", "2600").exit_code == 1
    assert run("deadlines", "--from", "พรุ่งนี้หรือเปล่า").exit_code == 2


def test_secret_letters_stay_out_of_a_calendar_file(
    run: Run, letters: dict[str, str], tmp_path: Path
) -> None:
    done = run("deadlines", "--ics", tmp_path / "d.ics")
    assert "1 of a secret letter was left out" in done.stderr
    data = (tmp_path / "d.ics").read_bytes()
    assert len(Calendar.from_ical(data).walk("VEVENT")) == 1
    assert letters["change"].encode() not in data
    run("deadlines", "--ics", tmp_path / "all.ics", "--with-secret")
    assert len(Calendar.from_ical((tmp_path / "all.ics").read_bytes()).walk("VEVENT")) == 2
    assert run("deadlines", "--ics", "-").stdout_bytes == data
    assert run("deadlines", "--with-secret").exit_code == 2
    assert run("deadlines", "--ics", tmp_path / "no" / "d.ics").exit_code == 3


def test_reindex_makes_it_again_and_bringing_up_keeps_it(
    run: Run, letters: dict[str, str], tmp_path: Path
) -> None:
    kept = Archive.open(tmp_path).index / "citations.sqlite3"
    assert kept.exists()
    kept.unlink()
    assert run("reindex").exit_code == 0
    assert kept.exists()


LIGHT = """
import sys
from thaidoc.cli.main import thaidoc
for args in (["refs", sys.argv[1]], ["refs", "ว 11/2561"], ["deadlines"], ["refs", "--missing"]):
    assert thaidoc(args, standalone_mode=False) in (0, None), args
print(*sys.modules, file=sys.stderr)
"""


def test_no_reader_and_no_dictionary_is_loaded(letters: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, letters["old"]], capture_output=True, text=True, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stderr.split()}
    assert not loaded & {"pythainlp", "nlpo3", "pdfplumber", "pypdfium2", "docx", "whoosh"}
