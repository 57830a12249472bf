"""A small archive of invented letters, made the way a real one is."""

from pathlib import Path

import pytest

from thaidoc.archive.store import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.init(tmp_path / "archive")
