from pathlib import Path

import pytest

from tests.search.conformance.contract import EngineContract, Opener
from thaidoc.search.engine import Engine
from thaidoc.search.local import LocalEngine


class TestLocalEngine(EngineContract):
    @pytest.fixture
    def opener(self) -> Opener:
        def opened(folder: Path, new: bool) -> Engine:
            return LocalEngine.fresh(folder) if new else LocalEngine.open(folder)

        return opened
