"""Deadlines by date, each letter's once, and as a calendar that any program reads."""

from datetime import UTC, date, datetime

import pytest
from icalendar import Calendar

from tests.archive.citing import keep, letter, resolver
from thaidoc.archive.deadlines import calendar_file, changes, deadlines
from thaidoc.archive.store import Archive
from thaidoc.record import Deadline

SOON = Deadline(raw="ภายในวันที่ ๓๐ มิถุนายน ๒๕๖๒", iso="2019-06-30")
LATE = Deadline(raw="ภายในเดือนสิงหาคม ๒๕๖๒", iso="2019-08")
WHEN = Deadline(raw="ภายใน ๓๐ วัน นับแต่วันที่ได้รับหนังสือ", iso=None)
LONG = "ขอให้รายงานผลการดำเนินงานตามแผนปฏิบัติการประจำปีงบประมาณ " * 4


def test_they_come_by_date_and_undated_ones_last(archive: Archive) -> None:
    keep(
        archive,
        letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(WHEN, LATE)),
        letter("มท ๐๘๑๐.๓/ว ๒", deadlines=(SOON,)),
    )
    with resolver(archive) as resolved:
        assert [due.iso for due in deadlines(resolved)] == ["2019-06-30", "2019-08", None]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ((2019, 7, 1), None, ["2019-08"]),
        (None, (2019, 6, 30), ["2019-06-30"]),
        ((2019, 8, 31), (2019, 9, 1), ["2019-08"]),
        ((2019, 9, 1), None, []),
    ],
)
def test_a_month_is_within_where_one_of_its_days_is(
    archive: Archive,
    first: tuple[int, int, int] | None,
    last: tuple[int, int, int] | None,
    found: list[str],
) -> None:
    keep(archive, letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(WHEN, SOON, LATE)))
    days = [date(*day) if day else None for day in (first, last)]
    with resolver(archive) as resolved:
        assert [due.iso for due in deadlines(resolved, *days)] == found


def test_forms_of_one_letter_give_it_once_and_others_each(archive: Archive) -> None:
    words = "ด้วยกรมสมมุติขอเชิญประชุมเพื่อพิจารณาแผนการปลูกต้นไม้ประจำปี " * 8
    keep(
        archive,
        letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(SOON,)),
        letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(SOON,), body="ฉบับพิมพ์"),
        letter("มท ๐๘๑๐.๓/ว", None, deadlines=(SOON,)),
        text=words,
    )
    keep(archive, letter("มท ๐๘๑๐.๓/ว ๒", deadlines=(SOON,)))
    with resolver(archive) as resolved:
        numbers = sorted(str(due.letter.number) for due in deadlines(resolved))
    assert numbers == ["มท 0810.3/ว1", "มท 0810.3/ว2"]


def test_the_calendar_is_read_back_and_stays_the_same(archive: Archive) -> None:
    keep(
        archive,
        letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(SOON, LATE, WHEN), subject=LONG),
        letter("มท ๐๘๑๐.๓/ว ๒", deadlines=(SOON,), secrecy="ลับ"),
    )
    with resolver(archive) as resolved:
        found = deadlines(resolved)
        data = calendar_file(found, changes(archive))
        assert calendar_file(deadlines(resolved), changes(archive)) == data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode("utf-8")  # no character is cut in two
    events = Calendar.from_ical(data).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [
        date(2019, 6, 30),
        date(2019, 6, 30),
        date(2019, 8, 31),
    ]
    assert len({event["uid"] for event in events}) == 3
    assert {event.decoded("dtstamp") for event in events} == {
        datetime(2026, 1, 1, 20, 4, 5, tzinfo=UTC)
    }
    whole = next(event for event in events if str(event["summary"]).startswith("กำหนด: ขอให้"))
    assert str(whole["summary"]) == f"กำหนด: {LONG}"
    assert sum("class" in event for event in events) == 1


def test_a_deadline_keeps_its_identity_in_another_form(archive: Archive) -> None:
    def uids(*records: str) -> set[str]:
        with resolver(archive) as resolved:
            data = calendar_file(deadlines(resolved), {})
        return {str(event["uid"]) for event in Calendar.from_ical(data).walk("VEVENT")}

    keep(archive, letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(SOON,)))
    before = uids()
    keep(archive, letter("มท ๐๘๑๐.๓/ว ๑", deadlines=(SOON,), body="ฉบับพิมพ์"))
    assert uids() == before
