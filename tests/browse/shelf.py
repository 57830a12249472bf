"""An archive of invented letters to browse: one cancels another, one is secret, one is in doubt."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any

import msgspec
from textual.app import App
from textual.pilot import Pilot

from tests.archive.citing import cited, keep, letter
from thaidoc.archive.store import Archive
from thaidoc.browse.app import Browse
from thaidoc.cli.browse import desk
from thaidoc.cli.options import Settings
from thaidoc.record import Record, RecordWarning, Span
from thaidoc.search.update import catch_up

FLOOD = """\
ที่ มท ๐๘๑๐.๓/ว ๔๔๑๘                                        กรมสมมุติ
                                                  ถนนสมมุติ กทม. ๑๐๓๐๐

                          ๒๑ สิงหาคม ๒๕๖๖

เรื่อง  ซักซ้อมแนวทางเตรียมรับสถานการณ์น้ำท่วมขององค์กรปกครองส่วนท้องถิ่น

เรียน  ผู้ว่าราชการจังหวัด ทุกจังหวัด

        ด้วยกรมสมมุติได้รับแจ้งว่าอาจเกิดน้ำท่วมฉับพลันในหลายพื้นที่ จึงขอให้จังหวัดแจ้งองค์กรปกครองส่วน\
ท้องถิ่นตรวจสอบพื้นที่เสี่ยง เร่งลอกท่อระบายน้ำ และจัดเตรียมกระสอบทรายให้พร้อมใช้ ทั้งนี้ ให้ผู้ที่อยู่ใน\
พื้นที่น้ำท่วมซ้ำซากได้รับความช่วยเหลือก่อน

                          ขอแสดงความนับถือ

                          (นายทดสอบ ใจสมมุติ)
                          อธิบดีกรมสมมุติ
"""
CANCELLING = """\
ที่ มท ๐๘๑๐.๓/ว ๕๕๐๑                                        กรมสมมุติ

เรื่อง  แนวทางเตรียมรับสถานการณ์น้ำท่วม ประจำปี ๒๕๖๗

        ให้ยกเลิกหนังสือกรมสมมุติ ที่ มท ๐๘๑๐.๓/ว ๔๔๑๘ ลงวันที่ ๒๑ สิงหาคม ๒๕๖๖ และให้ถือปฏิบัติตามแนวทางใหม่นี้แทน
"""
OLD = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 4418 ลงวันที่ 21 สิงหาคม 2566"
HELD_NOT = "หนังสือกรมตัวอย่าง ที่ ตย 0101/ว 7 ลงวันที่ 1 มกราคม 2560"
#: what a terminal would obey: moves the cursor, changes its title, turns the line
HOSTILE = "ขอ\x1b[2Jเชิญ\x1b]0;title\x07ประชุม\x9b31m\u202eกลับ"


def doubted(record: Record, key: str, confidence: float, line: int, message: str = "") -> Record:
    """The record with a field read unsurely on a line of the first page."""
    span = Span(key=key, page=1, line=line, end_line=line, bbox=None, confidence=confidence)
    warnings = [RecordWarning(code="made-up", message=message, key=key)] if message else []
    return msgspec.structs.replace(
        record, spans=[*record.spans, span], warnings=[*record.warnings, *warnings]
    )


def flood() -> Record:
    made = letter(
        "มท 0810.3/ว 4418",
        "21 ส.ค. 2566",
        subject="ซักซ้อมแนวทางเตรียมรับสถานการณ์น้ำท่วมขององค์กรปกครองส่วนท้องถิ่น",
    )
    made = doubted(made, "date", 0.52, 4, "the day is not sure")
    return doubted(made, "subject", 0.78, 6)


def cancelling() -> Record:
    return letter(
        "มท 0810.3/ว 5501",
        "15 ก.ค. 2567",
        cited(OLD, "cancels"),
        cited(HELD_NOT),
        subject="แนวทางเตรียมรับสถานการณ์น้ำท่วม ประจำปี ๒๕๖๗",
        body="ให้ยกเลิกหนังสือกรมสมมุติ ที่ มท 0810.3/ว 4418 ลงวันที่ 21 สิงหาคม 2566",
    )


def secret() -> Record:
    return letter(
        "มท 0801/12",
        "3 ก.ย. 2567",
        subject="ผลการสืบสวนกรณีจัดซื้อเครื่องสูบน้ำช่วงน้ำท่วม",
        secrecy="ลับ",
        issuer="กองตรวจสอบสมมุติ",
    )


def nameless() -> Record:
    return letter(
        None,
        "11 พ.ย. 2567",
        subject="ประกาศเขตพื้นที่ประสบภัยน้ำท่วม ฎีกา ปู่ย่า กี่ครั้งก็ญี่ปุ่น",
        issuer="จังหวัดสมมุติ",
        kind="announcement",
    )


def filler(number: int) -> Record:
    return letter(
        f"ตย 0101/{number}", f"{number % 27 + 1} มี.ค. 2565", subject=f"ส่งแบบรายงานครั้งที่ {number}"
    )


def shelved(root: Path) -> Archive:
    """A new archive with the letters, and its index; the root may be relative."""
    archive = Archive.init(root)
    keep(archive, flood(), text=FLOOD)
    keep(archive, cancelling(), text=CANCELLING)
    for record in (secret(), nameless()):
        keep(archive, record, text=f"เรื่อง  {record.subject}\n\nเนื้อความสมมุติเรื่องน้ำท่วม\n")
    catch_up(archive)
    return archive


def browse(archive: Archive, **given: Any) -> Browse:
    return Browse(archive, desk(Settings(), "ผู้ตรวจ"), **given)


def screen_text(app: App[None]) -> list[str]:
    """The lines of the screen, as cells."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


async def until(pilot: Pilot[None], true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something is so; what threads do takes its time on a busy machine."""
    end = monotonic() + seconds
    while monotonic() < end:
        await pilot.pause(0.02)
        if true():
            return
    raise AssertionError("\n".join(screen_text(pilot.app)))


async def type_query(pilot: Pilot[None], text: str) -> None:
    """Type a query in place of what is there."""
    from textual.widgets import Input

    pilot.app.screen.query_one("#query", Input).value = text
    await pilot.pause()
