from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from tests.archive.faults import snapshot
from thaidoc.archive import events, searches
from thaidoc.archive.bag import dump, restore
from thaidoc.archive.check import check
from thaidoc.archive.corrections import Corrections
from thaidoc.archive.events import Event
from thaidoc.archive.lost_found import set_aside
from thaidoc.archive.secrecy import UNKNOWN, secret
from thaidoc.archive.store import Archive
from thaidoc.record import Record

Keep = Callable[..., str]


@pytest.fixture
def keep(archive: Archive, record_of: Callable[[bytes], Record]) -> Keep:
    def keep(data: bytes, **fields: object) -> str:
        record = msgspec.structs.replace(record_of(data), **fields)
        archive.keep(data, ".txt", record, data.decode())
        made = Event(at=events.now(), act="added", id=record.id, actor="x", detail={"file": "a"})
        events.append(archive.events, [made])
        return record.id

    return keep


@pytest.fixture
def mixed(archive: Archive, keep: Keep) -> dict[str, str]:
    """Documents by what they are; the archive has something of a secret one set aside."""
    found = {
        "open": keep(b"a"),
        "secret": keep("ลับ".encode(), secrecy="ลับ"),
        "inside": keep(b"b", enclosed=[Record(id="", secrecy="ลับที่สุด")]),
        "decided": keep(b"c"),
        "damaged": keep(b"d"),
        "lowered": keep(b"e", secrecy="ลับมาก"),
    }
    for name, level in (("decided", "ลับมาก"), ("lowered", None)):
        path = archive.folder(found[name]) / "corrections.json"
        Corrections().decide("secrecy", level, by="สมหญิง", at="2019-06-14").save(path)
    (archive.folder(found["damaged"]) / "record.json").write_bytes(b"{")
    set_aside(archive, archive.folder(found["secret"]) / "text.txt", "trial", copied=True)
    set_aside(archive, archive.folder(found["open"]) / "text.txt", "trial", copied=True)
    return found


def test_a_document_is_as_secret_as_what_is_in_it(archive: Archive, mixed: dict[str, str]) -> None:
    levels = {"secret": "ลับ", "inside": "ลับที่สุด", "decided": "ลับมาก", "damaged": UNKNOWN}
    assert secret(archive) == {mixed[name]: level for name, level in levels.items()}


@pytest.mark.parametrize("ending", ["", ".zip"])
def test_a_bag_has_secret_documents_only_unless_they_are_to_stay(
    archive: Archive, mixed: dict[str, str], tmp_path: Path, ending: str
) -> None:
    bag = tmp_path / f"bag{ending}"
    withheld = sorted(mixed[name] for name in ("secret", "inside", "decided", "damaged"))
    searches.keep(archive, "สอบสวน", "เรื่อง:สอบสวน")
    dumped = dump(archive, bag, with_secret=False)
    assert (dumped.documents, dumped.withheld) == (2, withheld)
    restored = restore(bag, tmp_path / "new")
    assert restored.withheld == withheld
    again = Archive.open(tmp_path / "new")
    assert sorted(again.ids()) == sorted(mixed[name] for name in ("open", "lowered"))
    assert not check(again).damaged
    assert searches.searches(again) == {}
    kept = snapshot(again.root)
    assert not [name for name in kept if any(identity in name for identity in withheld)]
    assert len([name for name in kept if name.startswith("lost+found/")]) == 2
    reasons = {e.id: e.detail["reason"] for e, _ in events.read(again.events) if e.act == "removed"}
    assert reasons == dict.fromkeys(withheld, f"secret: left out of the bag bag{ending}")

    whole = dump(archive, tmp_path / f"whole{ending}")
    assert (whole.documents, whole.withheld) == (6, [])
