"""What ``add``, ``show`` and ``reindex`` say of a letter that came in several forms."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from thaidoc.archive.register import NAME

Run = Callable[..., Result]

LETTER = """\
ที่ มท ๐๘๑๐.๓/๑๒๓๔                                   กรมสมมุติ
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  ขอเชิญเข้าร่วมงานปลูกต้นไม้ประจำปี

เรียน  ผู้ว่าราชการจังหวัดน่าน

        ด้วยกรมสมมุติได้จัดงานปลูกต้นไม้ประจำปี เพื่อให้ผู้นำชุมชนและอาสาสมัครรู้จักวิธีปลูกต้นไม้ใหญ่
{form}
                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""


@pytest.fixture
def forms(run: Run, tmp_path: Path) -> tuple[Path, list[str], Result]:
    """An archive with six forms of one letter, their identities, and what adding them said."""
    root = tmp_path / "forms"
    run("init", root)
    files = [tmp_path / f"รูปแบบ{n}.txt" for n in range(6)]
    for n, file in enumerate(files):
        file.write_text(LETTER.format(form="\n" * n), encoding="utf-8")
    said = run("add", "--archive", root, *files)
    assert said.exit_code == 0
    ids = [line.split()[1] for line in said.stdout.splitlines() if line.startswith("added")]
    return root, ids, said


def test_add_names_those_that_are_there(forms: tuple[Path, list[str], Result]) -> None:
    _, ids, said = forms
    told = [line.strip() for line in said.stdout.splitlines() if "same letter" in line]
    assert len(told) == 5
    assert told[0] == f"same letter in another form as {ids[0]}"
    assert told[-1].endswith("and 2 more")
    assert said.stdout.splitlines()[-1].startswith("6 added")


def test_add_tells_it_in_json(run: Run, forms: tuple[Path, list[str], Result]) -> None:
    root, ids, _ = forms
    data = LETTER.format(form=" \n").encode()
    (file,) = json.loads(run("add", "--json", "--archive", root, "-", stdin=data).stdout)["files"]
    assert file["outcome"] == "added"
    assert set(file["same_letter"]) == set(ids)


def test_show_lists_the_forms(run: Run, forms: tuple[Path, list[str], Result]) -> None:
    root, ids, _ = forms
    shown = run("show", ids[2], "--archive", root)
    lines = [line for line in shown.stdout.splitlines() if line.startswith("รูปแบบ")]
    assert [line.split()[1] for line in lines] == sorted(ids)  # read equally well, all of them
    assert [line for line in lines if "ฉบับที่แสดง" in line] == [lines[sorted(ids).index(ids[2])]]
    assert "อ่านได้ดีที่สุด" in lines[0]
    assert "text/plain · 1 หน้า · คุณภาพ 100%" in lines[0]
    versions = json.loads(run("show", ids[2], "--json", "--archive", root).stdout)["versions"]
    assert [v["id"] for v in versions] == sorted(ids)
    assert [v["best"] for v in versions] == [True] + [False] * 5


def test_a_letter_by_itself_has_no_versions(run: Run, archive: Path) -> None:
    (one, *_) = run("search", "--ids", "--archive", archive, "กรมสมมุติ").stdout.split()
    assert "รูปแบบ  " not in run("show", one, "--archive", archive).stdout
    assert json.loads(run("show", one, "--json", "--archive", archive).stdout)["versions"] == []


def test_reindex_makes_what_finds_them_again(
    run: Run, forms: tuple[Path, list[str], Result]
) -> None:
    root, ids, _ = forms
    (root / "index" / NAME).write_bytes(b"damaged")
    assert run("reindex", "--archive", root).exit_code == 0
    versions = json.loads(run("show", ids[0], "--json", "--archive", root).stdout)["versions"]
    assert {v["id"] for v in versions} == set(ids)


def test_show_still_shows_where_they_cannot_be_told(
    run: Run, forms: tuple[Path, list[str], Result]
) -> None:
    root, ids, _ = forms
    (root / "index" / NAME).unlink()
    (root / "index" / NAME).mkdir()
    shown = run("show", ids[0], "--archive", root)
    assert shown.exit_code == 0
    assert "งานปลูกต้นไม้" in shown.stdout
    assert "cannot be told now" in shown.stderr
