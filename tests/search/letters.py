"""Invented letters, and how they come into an archive."""

import hashlib
from typing import Any

from tests.provenance import source_of
from thaidoc.archive import events
from thaidoc.archive.store import Archive
from thaidoc.record import Addressee, Contact, Issuer, Precision, Record, Reference, ThaiDate

#: like the letter that started it all, in other words
SMART_CITY = """ที่ มท 0810.3/\tกรมส่งเสริมการปกครองท้องถิ่น
\tมิถุนายน 2562
เรื่อง\tขอเชิญบุคลากรเข้าอบรมหลักสูตร “นักบริหารเมืองรุ่นใหม่” (Smart City Workshop)
เรียน\tผู้ว่าราชการจังหวัด ทุกจังหวัด
สิ่งที่ส่งมาด้วย\tสำเนาหนังสือกระทรวงมหาดไทย ที่ มท ๐๒๐๗.๒/๒๘๗๐๗ จำนวน 1 ชุด
\tด้วยมีนโยบายขับเคลื่อนเมืองอัจฉริยะให้ครอบคลุมทั้งประเทศ จึงขอให้จังหวัดแจ้งองค์กรปกครอง
ส่วนท้องถิ่นพิจารณาส่งบุคลากรเข้าร่วม ทั้งนี้ สอบถามได้ที่ โทรศัพท์ 09 5518 2539
\tขอแสดงความนับถือ
"""


def record(identity: str, **parts: Any) -> Record:
    """A record of an invented letter; what is not given is absent."""
    source = source_of(identity * 4, name="letter.txt", reader="test 1", parser="test 1")
    return Record(id=identity, source=source, **parts)


def reference(normal: str, raw: str | None = None) -> Reference:
    return Reference(
        raw=raw or normal,
        prefix=None,
        unit=None,
        circular=None,
        number=None,
        year=None,
        normal=normal,
    )


def dated(iso: str) -> ThaiDate:
    known: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return ThaiDate(raw=iso, iso=iso, be_year=int(iso[:4]) + 543, precision=known[len(iso)])


def smart_city_parts() -> dict[str, Any]:
    return {
        "kind": "external-letter",
        "reference": reference("มท 0810.3/"),
        "issuer": Issuer(
            name="กรมส่งเสริมการปกครองท้องถิ่น",
            lines=["กรมส่งเสริมการปกครองท้องถิ่น"],
            address=None,
            postcode=None,
            ministry="กระทรวงมหาดไทย",
        ),
        "date": dated("2019-06"),
        "subject": "ขอเชิญบุคลากรเข้าอบรมหลักสูตร “นักบริหารเมืองรุ่นใหม่” (Smart City Workshop)",
        "addressees": [
            Addressee(name="ผู้ว่าราชการจังหวัด", scope="ทุกจังหวัด", raw="ผู้ว่าราชการจังหวัด ทุกจังหวัด")
        ],
        "contacts": [
            Contact(type="mobile", raw="09 5518 2539", number="+66955182539"),
            Contact(
                type="phone",
                raw="0-2241-9000-18 ต่อ ๒๑๒๒-๓",
                number="+6622419000",
                number_to="+6622419018",
                extensions=["2122", "2123"],
            ),
        ],
    }


def keep(archive: Archive, text: str, **parts: Any) -> str:
    """Keep an invented letter in an archive, with its event; its identity."""
    original = text.encode("utf-8", "surrogatepass") + repr(sorted(parts.items())).encode()
    identity = hashlib.sha256(original).hexdigest()[:16]
    archive.keep(original, ".txt", record(identity, **parts), text)
    log(archive, "added", identity)
    return identity


def log(archive: Archive, act: events.Act, identity: str) -> None:
    """Write to the event log that something happened."""
    events.append(
        archive.events, [events.Event(at=events.now(), act=act, id=identity, actor="test")]
    )
