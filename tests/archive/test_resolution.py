"""Which letter a citation means, and when nobody can say."""

import pytest

from tests.archive.citing import cited, first, keep, letter, resolver
from thaidoc.archive.mentions import Mention
from thaidoc.archive.store import Archive
from thaidoc.record import Record

HELD = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑")


def outcome(archive: Archive, text: str, *held: Record, sure: bool = True) -> tuple[str, list[str]]:
    keep(archive, *held)
    with resolver(archive) as resolved:
        found = resolved.resolve(Mention(citation=cited(text), sure=sure))
    letters = [found.letter] if found.letter else found.candidates
    return found.outcome, [one.id for one in letters if one]


@pytest.mark.parametrize(
    "text",
    [
        "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561",
        "หนังสือกรมสมมุติ ด่วนที่สุด ที่ มท ๐๘๑๐.๓/ว ๑๒ ลว. ๓ ม.ค. ๖๑",
        "หนังสือ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561",
        # the code is the issuer: the ministry may be named for its department
        "หนังสือกระทรวงมหาดไทย ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561",
        "หนังสือกรมสมมุติ ที่ ว 12 ลงวันที่ 3 มกราคม 2561",
    ],
)
def test_issuer_number_and_year_are_the_letter(archive: Archive, text: str) -> None:
    assert outcome(archive, text, HELD) == ("found", [HELD.id])


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12", True),  # which year
        ("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 4 มกราคม 2561", True),  # a slip, or another
        ("หนังสือกรมอื่น ที่ มท 0810.3/ว 12 ลงวันที่ 4 มกราคม 2561", True),
        ("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561", False),  # read badly
        ("หนังสือ ที่ ว 12 ลงวันที่ 3 มกราคม 2561", True),
    ],
)
def test_what_is_not_sure_is_ambiguous(archive: Archive, text: str, sure: bool) -> None:
    assert outcome(archive, text, HELD, sure=sure) == ("ambiguous", [HELD.id])


@pytest.mark.parametrize(
    "text",
    [
        "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 13 ลงวันที่ 3 มกราคม 2561",
        "หนังสือกรมสมมุติ ที่ มท 0810.3/12 ลงวันที่ 3 มกราคม 2561",
        "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2562",  # numbers begin again
        "หนังสือกรมอื่น ที่ ว 12 ลงวันที่ 3 มกราคม 2561",
        "คำสั่งกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561",
    ],
)
def test_another_number_year_or_issuer_is_missing(archive: Archive, text: str) -> None:
    assert outcome(archive, text, HELD) == ("missing", [])


def test_a_number_that_was_given_in_two_years_is_told_by_the_year(archive: Archive) -> None:
    later = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๒")
    text = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12"
    assert outcome(archive, text, HELD, later) == ("ambiguous", sorted([HELD.id, later.id]))
    dated = f"{text} ลงวันที่ 3 มกราคม 2562"
    assert outcome(archive, dated) == ("found", [later.id])


def test_orders_need_their_issuer(archive: Archive) -> None:
    order = letter("๓๕/๒๕๖๒", kind="order", issuer="เทศบาลตำบลสมมุติ")
    other = letter("๓๕/๒๕๖๒", kind="order", issuer="เทศบาลเมืองตัวอย่าง")
    announced = letter("๓๕/๒๕๖๒", kind="announcement", issuer="เทศบาลตำบลสมมุติ")
    text = "คำสั่งเทศบาลตำบลสมมุติ ที่ 35/2562"
    assert outcome(archive, text, order, other, announced) == ("found", [order.id])
    assert outcome(archive, "คำสั่งจังหวัดน่าน ที่ 35/2562") == ("missing", [])
    nameless = outcome(archive, "คำสั่ง ที่ 35/2562")
    assert nameless == ("ambiguous", sorted([order.id, other.id]))


def test_a_hall_is_its_province(archive: Archive) -> None:
    old = letter("๑๔๒/๔๑๕๖", "๓ มกราคม ๒๔๗๘", issuer="ศาลากลางจังหวัดน่าน")
    text = "หนังสือจังหวัดน่าน ที่ ๑๔๒/๔๑๕๖ ลงวันที่ ๓ มกราคม ๒๔๗๘"
    assert outcome(archive, text, old) == ("found", [old.id])


def test_regulations_are_known_by_title_and_year(archive: Archive) -> None:
    title = "ว่าด้วยการยืมเครื่องมือ พ.ศ. ๒๕๕๕"
    rule = letter(None, "๑ มีนาคม ๒๕๕๕", kind="regulation", subject=title)
    text = "ระเบียบกรมสมมุติ ว่าด้วยการยืมเครื่องมือ พ.ศ. 2555"
    assert outcome(archive, text, rule) == ("found", [rule.id])
    assert outcome(archive, text.replace("2555", "2556"))[0] == "missing"
    assert outcome(archive, text.replace("สมมุติ", "อื่น"))[0] == "missing"


def test_announcements_of_one_title_are_told_by_their_day(archive: Archive) -> None:
    of_year = [
        letter(None, f"๑ มีนาคม ๒๕๖{n}", kind="announcement", subject="รับสมัครอาสา") for n in (1, 2)
    ]
    text = "ประกาศกรมสมมุติ เรื่อง รับสมัครอาสา ลงวันที่ 1 มีนาคม 2562"
    assert outcome(archive, text, *of_year) == ("found", [of_year[1].id])
    changed = text.replace("อาสา", "งาน")
    assert outcome(archive, changed) == ("ambiguous", [of_year[1].id])


def test_a_letter_inside_another_file_is_held(archive: Archive) -> None:
    text = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
    cover = letter("นน 0017.2/5", "๑ มีนาคม ๒๕๖๑", cited(text, "encloses"), enclosed=(HELD,))
    keep(archive, cover)
    with resolver(archive) as resolved:
        (mention,) = resolved.citations.mentions(first(resolved, cover.id))
        found = resolved.resolve(mention, first(resolved, cover.id)).letter
    assert found is not None
    assert found.key == (cover.id, 1)


def test_the_same_letter_alone_and_in_a_file_is_one(archive: Archive) -> None:
    cover = letter("นน 0017.2/5", "๑ มีนาคม ๒๕๖๑", enclosed=(HELD,))
    text = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
    assert outcome(archive, text, cover, HELD) == ("found", [HELD.id])


def test_forms_of_one_letter_count_as_one(archive: Archive) -> None:
    words = "ด้วยกรมสมมุติขอเชิญประชุมเพื่อพิจารณาแผนการปลูกต้นไม้ประจำปี " * 8
    printed = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑", body="ฉบับพิมพ์")
    keep(archive, HELD, printed, text=words)
    text = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
    with resolver(archive) as resolved:
        found = resolved.resolve(Mention(citation=cited(text)))
    assert found.outcome == "found"
    assert {one.id for one in found.forms} == {HELD.id, printed.id}


def test_one_number_for_two_texts_is_ambiguous(archive: Archive) -> None:
    twice = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑", subject="เรื่องอื่น")
    keep(archive, HELD, text="ขอเชิญประชุมเรื่องการปลูกต้นไม้ริมถนนในเขตเทศบาล " * 12)
    keep(archive, twice, text="แจ้งผลการสอบแข่งขันเข้ารับราชการตำแหน่งนายช่างโยธา " * 12)
    text = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
    assert outcome(archive, text) == ("ambiguous", sorted([HELD.id, twice.id]))


def test_nobody_cites_itself(archive: Archive) -> None:
    own = cited("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561")
    record = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑", own)
    keep(archive, record)
    with resolver(archive) as resolved:
        here = first(resolved, record.id)
        (mention,) = resolved.citations.mentions(here)
        assert resolved.resolve(mention, here).outcome == "itself"
