"""An archive of invented letters that has some of everything that is counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from tests.archive.citing import cited, keep, letter
from tests.provenance import source_of
from thaidoc.archive.store import Archive
from thaidoc.messages import LANGUAGES, Language, choose
from thaidoc.record import Issuer, Record, RecordWarning
from thaidoc.search.update import catch_up

#: what a page must show as it is, and never obey
HOSTILE = "</script><script>document.title = 'run'</script><img src=x onerror=alert(1)> & \"ก\""
WORDS = " ".join(f"{one}{other}" for one in "กขคงจฉชซดต" for other in ("านา", "ิโล", "ุ้งแห้ง"))
PDF = "application/pdf"

OLD = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑", subject="แผนงานรับน้ำท่วม")
NEW = letter(
    "มท ๐๘๑๐.๓/ว ๙๙",
    "๑ มีนาคม ๒๕๖๒",
    cited("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561", "cancels"),
    subject=HOSTILE,
    body="จึงขอยกเลิกหนังสือที่อ้างถึง",
)
#: of before the year began in January: February 1936 is of 2478
ANCIENT = letter(None, "๑๙ กุมภาพันธ์ ๒๔๗๘", kind="announcement", issuer="กรมเก่า")
BARE = letter(None, None, kind="other", issuer=None, subject="")
SECRET = letter("กค ๐๔๐๕/๗", "๒ มีนาคม ๒๕๖๒", secrecy="ลับมาก", subject="เรื่องปกปิด")
AROUND_SECRET = letter("กค ๐๔๐๕/๘", "๒ มีนาคม ๒๕๖๒", enclosed=(Record(id="", secrecy="ลับ"),))


def form(record: Record, **other: object) -> Record:
    """The same letter in another form."""
    made = structs.replace(record, id=record.id[::-1])
    return structs.replace(made, source=source_of("0" * 64, **other))


def of_ministry(record: Record, ministry: str) -> Record:
    name = record.issuer.name if record.issuer else None
    issuer = Issuer(name=name, lines=[], address=None, postcode=None, ministry=ministry)
    return structs.replace(record, issuer=issuer)


SCAN = form(of_ministry(OLD, "กระทรวงมหาดไทย"), media_type=PDF, pages=3, ocr=True)
UNREAD = structs.replace(
    letter("มท ๐๘๑๐.๓/๕", "๕ มีนาคม ๒๕๖๒", subject="ภาพที่ยังไม่ได้อ่าน"),
    warnings=[RecordWarning(code="page-needs-ocr", message="page 1", key=None)],
)
DOUBTED = structs.replace(
    letter("มท ๐๘๑๐.๓/๖", "๖ มีนาคม ๒๕๖๒", subject="วันที่อ่านยาก"),
    warnings=[RecordWarning(code="date-unclear", message="unclear", key="date")],
)
ALL = (OLD, NEW, ANCIENT, BARE, SECRET, AROUND_SECRET, SCAN, UNREAD, DOUBTED)


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Iterator[Language]:
    """Each language, spoken during the test."""
    choose(request.param)
    yield request.param
    choose("en")


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return Archive.init(tmp_path / "archive")


@pytest.fixture
def archive(empty: Archive) -> Archive:
    """All of them, taken into the index."""
    for record in ALL:
        own = WORDS if record in (OLD, SCAN) else f"{record.id} {record.subject}"
        keep(empty, record, text=own)
    catch_up(empty)
    return empty
