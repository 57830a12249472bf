"""Archives to browse, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tests.archive.citing import keep
from tests.browse.shelf import filler, shelved
from thaidoc.archive.store import Archive
from thaidoc.search.update import catch_up


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("NO_COLOR", "COLORFGBG", "TEXTUAL", "THAIDOC_ARCHIVE", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shelved(tmp_path_factory.mktemp("browse") / "letters").root


@pytest.fixture
def archive(_made: Path, tmp_path: Path) -> Archive:
    """Four letters about floods: one cancelled, one secret, two fields in doubt."""
    return Archive.open(shutil.copytree(_made, tmp_path / "letters"))


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """More letters than are shown at first; only for reading."""
    archive = Archive.init(tmp_path_factory.mktemp("many") / "letters")
    keep(archive, *(filler(number) for number in range(70)))
    catch_up(archive)
    return archive
