"""An empty archive, and records to put into one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.provenance import source_of
from thaidoc.archive.store import Archive
from thaidoc.reading.document import sha256_of
from thaidoc.record import Record


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive.init(tmp_path / "archive")


@pytest.fixture
def record_of() -> Callable[[bytes], Record]:
    return make_record


def make_record(data: bytes) -> Record:
    """A record such as a parser makes of a file with these bytes."""
    digest = sha256_of(data)
    return Record(
        id=digest[:16],
        source=source_of(digest, bytes=len(data)),
        subject="ซักซ้อมแนวทางปฏิบัติ",
    )
