"""A few of the moments at which `make bench-archive` kills commands."""

import sys
from pathlib import Path

import pytest

from tests.bench.archive import kill


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_command_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    assert kill(1, 8, tmp_path, within=0.4).keys() == {"check --fix", "dump", "remove"}
