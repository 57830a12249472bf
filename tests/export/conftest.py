"""Records of invented letters, and a small archive that holds some of them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.provenance import source_of
from thaidoc.archive import events
from thaidoc.archive.store import Archive
from thaidoc.record import Addressee, Deadline, Issuer, Record, Reference
from thaidoc.thai.calendar import read

Make = Callable[..., Record]


def record(identity: str, **keys: Any) -> Record:
    """A letter of an invented department; what is named in ``keys`` is otherwise."""
    common: dict[str, Any] = {
        "kind": "external-letter",
        "circular": True,
        "reference": Reference(
            raw="มท ๐๘๐๘.๒/ว ๔๔๑๘", prefix="มท", unit="0808.2", circular=True, number="4418",
            year=None, normal="มท 0808.2/ว4418",
        ),
        "issuer": Issuer(name="กรมสมมุติ", lines=[], address=None, postcode=None, ministry=None),
        "date": read("๒๑ สิงหาคม ๒๕๖๖"),
        "subject": "แผนงานรับน้ำท่วม",
        "addressees": [Addressee(name="ทุกจังหวัด", scope=None, raw="ผู้ว่าราชการจังหวัด ทุกจังหวัด")],
        "deadlines": [Deadline(raw="ภายในวันที่ ๓๐ กันยายน ๒๕๖๖", iso="2023-09-30")],
        "source": source_of("0" * 64, name="a.txt"),
    }  # fmt: skip
    return Record(id=identity, **(common | keys))


@pytest.fixture
def make() -> Make:
    return record


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """Two letters and a secret one, added over new year's eve in Thailand."""
    made = Archive.init(tmp_path / "archive")
    kept = (
        record("b" * 16, subject="ลูกที่สอง"),
        record("c" * 16, secrecy="ลับ", subject="เรื่องปกปิด"),
        record("a" * 16, date=read("๑ มกราคม ๒๕๖๐"), subject="=1+1"),
    )
    times = ("2025-12-31T16:59:59+00:00", "2025-12-31T23:59:00+07:00", "2025-12-31T17:00:00+00:00")
    for one, at in zip(kept, times, strict=True):
        made.keep(b"letter", ".txt", one, f"{one.subject}\n")
        events.append(made.events, [events.Event(at=at, act="added", id=one.id, actor="test")])
    return made
