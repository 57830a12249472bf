"""What another letter did to one: in lists of hits, and in queries."""

from unittest import mock

import pytest

from tests.archive.citing import cited, keep, letter
from thaidoc.archive.citations import NAME
from thaidoc.archive.store import Archive
from thaidoc.record import Deadline
from thaidoc.search.searcher import Searcher, search
from thaidoc.search.update import catch_up

OLD = letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑", deadlines=(Deadline(raw="x", iso="2019-09-15"),))
NAMED = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561"
NEW = letter(
    "มท ๐๘๑๐.๓/ว ๙๙",
    "๑ มีนาคม ๒๕๖๒",
    cited(NAMED, "cancels"),
    body="จึงขอยกเลิกหนังสือที่อ้างถึง",
    deadlines=(Deadline(raw="y", iso="2019-10"), Deadline(raw="z", iso=None)),
)
OTHER = letter("มท ๐๘๑๐.๓/ว ๑๒๓", "๓ มกราคม ๒๕๖๒", cited(NAMED), secrecy="ลับ")


@pytest.fixture
def held(archive: Archive) -> Archive:
    keep(archive, OLD, NEW, OTHER)
    catch_up(archive)
    return archive


def ids(archive: Archive, query: str) -> set[str]:
    return {hit.id for hit in search(archive, query).hits}


def test_a_cancelled_letter_says_so_and_no_other(held: Archive) -> None:
    states = {hit.id: hit.states for hit in search(held, "*").hits}
    assert states[OLD.id][0] == "cancelled"
    assert "cancelled" not in states[NEW.id] + states[OTHER.id]
    assert "secret" in states[OTHER.id]


def test_a_page_that_nothing_acts_on_is_asked_about_once(archive: Archive) -> None:
    keep(archive, OTHER, letter("มท ๐๘๑๐.๓/ว ๗๗", "๕ มกราคม ๒๕๖๒"))
    catch_up(archive)
    with Searcher(archive) as searcher:
        hits = searcher.search("*").hits
        with mock.patch.object(searcher.engine, "count", wraps=searcher.engine.count) as count:
            states = [hit.states for hit in hits]
    assert len(states) == 2 and count.call_count == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:cancelled", {OLD.id}),
        ("เป็น:ยกเลิกแล้ว", {OLD.id}),
        ("-is:cancelled", {NEW.id, OTHER.id}),
        ("is:cancelled หรือ is:secret", {OLD.id, OTHER.id}),
        ("is:cancelled is:secret", set()),
        ("is:amended", set()),
    ],
)
def test_queries_for_a_state(held: Archive, query: str, found: set[str]) -> None:
    assert ids(held, query) == found
    with Searcher(held) as searcher:
        assert searcher.count(query).total == len(found)


def test_what_comes_later_counts_at_once(archive: Archive) -> None:
    keep(archive, OLD)
    catch_up(archive)
    assert ids(archive, "is:cancelled") == set()
    keep(archive, NEW)
    catch_up(archive)
    assert ids(archive, "is:cancelled") == {OLD.id}


def test_proposals_know_states_too(held: Archive) -> None:
    proposed = search(held, "is:cancelled ปลาวาฬฬฬ").suggestions
    assert [(one.why, one.total) for one in proposed] == [("without", 1)]


def test_without_the_citations_a_letter_is_shown_without_its_state(
    held: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    (held.index / NAME).unlink(missing_ok=True)
    (held.index / NAME).mkdir()  # nothing can be made in its place
    states = {hit.id: hit.states for hit in search(held, "*").hits}
    assert len(states) == 3
    assert all("cancelled" not in known for known in states.values())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("กำหนด:15/9/2562", {OLD.id}),
        ("กำหนด:ก.ย.2562", {OLD.id}),
        ("deadline:2562", {OLD.id, NEW.id}),
        ("กำหนด:16/9/62..3/10/62", {NEW.id}),
        ("กำหนด:..14/9/62", set()),
        ("กำหนด:วันนี้..", set()),
        ("-กำหนด:2562", {OTHER.id}),
        ("วันที่:2562 กำหนด:2562", {NEW.id}),
    ],
)
def test_deadlines(held: Archive, query: str, found: set[str]) -> None:
    assert ids(held, query) == found
