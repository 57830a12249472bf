"""The trials that ``make test-faults`` runs in full, and ``make test`` in a shorter form."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from rich.console import Console

from tests.faults.commands import Commands

_T = TypeVar("_T")
#: set by `make test-faults`
FULL = os.environ.get("THAIDOC_TRIALS") == "full"
collect_ignore_glob = ["test_*"] if sys.platform == "win32" else []  # they kill process groups


@pytest.fixture(scope="session")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """Runs the command line in processes of its own."""
    with Commands(tmp_path_factory.mktemp("commands")) as served:
        yield served


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Prints a figure of a trial where it is run in full."""

    def tell(figure: str) -> None:
        if FULL:
            with capsys.disabled():
                Console(highlight=False).print(f"\n  {figure}")

    return tell


def short_or(full: _T, short: _T) -> _T:
    """What is tried, or how often."""
    return full if FULL else short


def letters(folder: Path, count: int, *, blank: bool = False, begin: int = 1) -> list[Path]:
    """Letters as plain text in a folder; ``blank``: their days and numbers are not filled in."""
    folder.mkdir(exist_ok=True)
    made = []
    for number in range(begin, begin + count):
        path = folder / f"{number:04}.txt"
        path.write_bytes(letter(number, blank=blank))
        made.append(path)
    return made


def letter(number: int, *, blank: bool = False) -> bytes:
    """A letter as plain text."""
    given, day = ("", "") if blank else (f"ว {number}", f"{1 + number % 28} ")
    return f"""\
ที่ มท ๐๘๑๐.๓/{given}                                     กรมสมมุติ

                              {day}มิถุนายน ๒๕๖๒

เรื่อง  ทดสอบเรื่องที่ {number} ของอำเภอ {number * 7919}

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติขอให้จังหวัดส่งบุคลากร {number * 31} คน เข้าร่วมประชุมครั้งที่ {number}

                              ขอแสดงความนับถือ

                              (นายทดสอบ ใจสมมุติ)
                              อธิบดีกรมสมมุติ
""".encode()
