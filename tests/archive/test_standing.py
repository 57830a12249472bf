"""What became of a letter; never cancelled without the words that say so."""

import pytest

from tests.archive.citing import cited, first, keep, letter, resolver
from thaidoc.archive.standing import Standing, standing_of
from thaidoc.archive.store import Archive
from thaidoc.parsing.acts import with_act
from thaidoc.record import Record
from thaidoc.thai import calendar

OLD = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑")
NAMED = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
SAID = "จึงขอยกเลิกหนังสือที่อ้างถึง"
NEW = letter("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๒", cited(NAMED, "cancels"), body=SAID)


def standing(
    archive: Archive, record: Record, *others: Record, day: str = "2020-01-01"
) -> Standing:
    keep(archive, record, *others)
    with resolver(archive) as resolved:
        return standing_of(resolved, first(resolved, record.id), day)


def test_what_nobody_cancels_is_in_force(archive: Archive) -> None:
    citing = letter("มท ๐๘๑๐.๓/ว ๑๓", "๑ มีนาคม ๒๕๖๒", cited(NAMED))
    assert standing(archive, OLD, citing) == Standing(state="in-force")


def test_a_cancelled_letter_comes_with_the_sentence_and_its_date(archive: Archive) -> None:
    found = standing(archive, OLD, NEW)
    assert found.state == "cancelled"
    (act,) = found.acts
    assert (act.by.id, act.sentence, act.since) == (NEW.id, SAID, NEW.date)


def test_without_a_sentence_it_is_unknown(archive: Archive) -> None:
    silent = letter("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๒", cited(NAMED, "cancels"), body="แจ้งเพื่อทราบ")
    found = standing(archive, OLD, silent)
    assert (found.state, found.acts) == ("unknown", ())
    assert [doubt.doubt for doubt in found.doubts] == ["no-sentence"]


@pytest.mark.parametrize(
    ("day", "state"), [("2019-03-31", "in-force"), ("2019-04-01", "cancelled")]
)
def test_it_holds_from_the_day_that_is_named(archive: Archive, day: str, state: str) -> None:
    effective = calendar.read("๑ เมษายน ๒๕๖๒")
    act = with_act(cited(NAMED), "cancels", None, effective)
    new = letter("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๒", act, body=SAID)
    found = standing(archive, OLD, new, day=day)
    assert found.state == state
    assert [one.since for one in found.acts] == [effective]


def test_a_part_that_is_cancelled_leaves_the_rest_in_force(archive: Archive) -> None:
    act = with_act(cited(NAMED), "cancels", "ข้อ ๓", None)
    new = letter("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๒", act, body="จึงขอยกเลิกข้อ ๓ ของหนังสือที่อ้างถึง")
    found = standing(archive, OLD, new)
    assert found.state == "amended"
    assert [one.part for one in found.acts] == ["ข้อ ๓"]


def test_amended_and_then_cancelled(archive: Archive) -> None:
    amending = letter(
        "มท ๐๘๑๐.๓/ว ๕๐", "๑ มีนาคม ๒๕๖๑", cited(NAMED, "amends"), body="จึงแก้ไขเพิ่มเติมหนังสือที่อ้างถึง"
    )
    assert standing(archive, OLD, amending).state == "amended"
    found = standing(archive, NEW)
    assert found.state == "in-force"
    with resolver(archive) as resolved:
        both = standing_of(resolved, first(resolved, OLD.id), "2020-01-01")
    assert both.state == "cancelled"
    assert [act.action for act in both.acts] == ["amends", "cancels"]


def test_who_may_mean_another_letter_is_only_told(archive: Archive) -> None:
    vague = cited("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12", "cancels")
    new = letter("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๒", vague, body=SAID)
    found = standing(archive, OLD, new)
    assert (found.state, [doubt.doubt for doubt in found.doubts]) == ("unknown", ["ambiguous"])


@pytest.mark.parametrize(
    ("number", "date", "doubt"),
    [("มท ๐๘๑๐.๓/ว ๙๙", "๑ มีนาคม ๒๕๖๐", "older"), ("มท ๐๘๑๐.๓/ว", "มีนาคม ๒๕๖๒", "draft")],
)
def test_who_is_older_or_a_draft_cancels_nothing(
    archive: Archive, number: str, date: str, doubt: str
) -> None:
    new = letter(number, date, cited(NAMED, "cancels"), body=SAID)
    found = standing(archive, OLD, new)
    assert (found.state, [one.doubt for one in found.doubts]) == ("unknown", [doubt])


def test_a_letter_whose_own_number_is_not_known_is_unknown(archive: Archive) -> None:
    found = standing(archive, letter("มท ๐๘๑๐.๓/ว", "มกราคม ๒๕๖๑"), NEW)
    assert (found.state, found.known) == ("unknown", False)


def test_letters_that_cancel_each_other_are_both_told(archive: Archive) -> None:
    first_one = letter(
        "มท ๐๘๑๐.๓/ว ๑๒",
        "๓ มกราคม ๒๕๖๑",
        cited("หนังสือกรมสมมุติ ที่ มท 0810.3/ว 99 ลงวันที่ 3 มกราคม 2561", "cancels"),
        body=SAID,
    )
    second = letter("มท ๐๘๑๐.๓/ว ๙๙", "๓ มกราคม ๒๕๖๑", cited(NAMED, "cancels"), body=SAID)
    assert standing(archive, first_one, second).state == "cancelled"
    with resolver(archive) as resolved:
        assert standing_of(resolved, first(resolved, second.id)).state == "cancelled"
