"""Letters on disk, an archive that holds two of them, and the command line to run on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from thaidoc.cli.main import thaidoc

Run = Callable[..., Result]

LETTER = """\
ที่ มท ๐๘๑๐.๓/ว {number}                                     กรมสมมุติ
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              ๑๔ มิถุนายน ๒๕๖๒

เรื่อง  {subject}

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติขอให้จังหวัดส่งบุคลากรเข้าร่วม{about}

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
"""


def letter(number: str, subject: str, about: str = "ประชุม") -> bytes:
    return LETTER.format(number=number, subject=subject, about=about).encode()


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in (
        "THAIDOC_ARCHIVE",
        "THAIDOC_ERA",
        "THAIDOC_OCR",
        "THAIDOC_COLOR",
        "THAIDOC_QUIET",
        "THAIDOC_RECOGNISER",
        "THAIDOC_CONVERTERS",
        "THAIDOC_JOBS",
        "THAIDOC_BY",
        "THAIDOC_PAGER",
        "THAIDOC_SUPPORT",
        "NO_COLOR",
        "FORCE_COLOR",
        "TTY_COMPATIBLE",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("THAIDOC_CONFIG", str(tmp_path / "own" / "config.toml"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run() -> Run:
    """Runs ``thaidoc`` with these arguments, in this process."""

    def run(*args: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(thaidoc, [str(a) for a in args], input=stdin, prog_name="thaidoc")

    return run


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two letters, a copy, an empty file and one that is no document."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_bytes(letter("๑๑๑", "แผนงานรับน้ำท่วม"))
    (folder / "b.txt").write_bytes(letter("๒๒๒", "งบประมาณประจำปี", "อบรม"))
    (folder / "copy of a.txt").write_bytes(letter("๑๑๑", "แผนงานรับน้ำท่วม"))
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    return folder


@pytest.fixture
def archive(run: Run, inbox: Path, tmp_path: Path) -> Path:
    """An archive that holds the two letters, in the current folder."""
    folder = tmp_path / "archive"
    assert run("init", folder).exit_code == 0
    done = run("add", "--archive", folder, inbox / "a.txt", inbox / "b.txt")
    assert done.exit_code == 0, done.output
    return folder
