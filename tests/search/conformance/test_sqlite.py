from pathlib import Path

import pytest

from tests.search.conformance.contract import EngineContract, Opener
from thaidoc.search.engine import Engine
from thaidoc.search.sqlite import SqliteEngine


class TestSqliteEngine(EngineContract):
    @pytest.fixture
    def opener(self) -> Opener:
        def opened(folder: Path, new: bool) -> Engine:
            path = folder / "index.sqlite"
            return SqliteEngine.fresh(path) if new else SqliteEngine.open(path)

        return opened
