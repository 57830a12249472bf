"""The questions of a review, and what becomes of the answers."""

from pathlib import Path

import pytest

from tests.archive.citing import letter
from tests.browse.shelf import cancelling, flood
from thaidoc.archive.review import Decisions, decide
from thaidoc.archive.store import Archive
from thaidoc.browse.reviewing import Asked, Review, editable
from thaidoc.cli.browse import desk
from thaidoc.cli.options import Settings
from thaidoc.errors import ArchiveLockedError, ThaidocError
from thaidoc.record import FIELDS

DESK = desk(Settings(), "ผู้ตรวจ")


@pytest.fixture
def review(archive: Archive) -> Review:
    return Review(archive, DESK)


def asked(found: Asked | None) -> Asked:
    assert found is not None
    return found


def test_the_most_doubtful_field_comes_first_with_its_lines(review: Review) -> None:
    first = asked(review.next())
    assert (first.id, first.key, first.label) == (flood().id, "date", "วันที่")
    assert (first.number, first.count, first.value) == (1, 2, "21 ส.ค. 2566")
    assert "the day is not sure" in first.reasons
    assert [line.plain for line in first.lines] == ["    1:4  ๒๑ สิงหาคม ๒๕๖๖"]
    assert asked(review.next()).key == "subject"
    assert review.next() is None


def test_what_is_said_is_kept_by_whom(review: Review, archive: Archive) -> None:
    first = asked(review.next())
    assert review.keep("๒๒ สิงหาคม ๒๕๖๖") == "set"
    review.next()
    assert review.confirm() == "confirmed"
    kept = archive.corrections(first.id).fields
    assert (kept["date"].by, kept["subject"].by) == ("ผู้ตรวจ", "ผู้ตรวจ")
    date = archive.record(first.id).date
    assert date is not None and date.iso == "2023-08-22"
    assert (review.decided, review.next()) == (2, None)


def test_a_value_that_cannot_be_is_refused_and_the_question_stays(review: Review) -> None:
    review.next()
    with pytest.raises(ThaidocError, match="date"):
        review.keep("สามสิบสองมกรา")
    assert review.keep("22 ส.ค. 2566") == "set"


def test_undo_takes_back_and_asks_again(review: Review, archive: Archive) -> None:
    first = asked(review.next())
    assert review.undo() is None
    review.cannot_tell()
    review.next()
    again = asked(review.undo())
    assert (again.key, review.decided) == ("date", 0)
    assert not archive.corrections(first.id).fields
    assert asked(review.next()).key == "subject"


def test_undo_does_not_take_back_what_another_decided(review: Review, archive: Archive) -> None:
    first = asked(review.next())
    review.confirm()
    decide(archive, first.id, Decisions(confirm=frozenset({"kind"})), by="another")
    with pytest.raises(ThaidocError, match="somebody"):
        review.undo()
    assert archive.corrections(first.id).fields.keys() == {"date", "kind"}


def test_another_writer_is_told_and_nothing_is_lost(review: Review, archive: Archive) -> None:
    review.next()
    with archive.writing(), pytest.raises(ArchiveLockedError):
        review.confirm()
    assert review.decided == 0
    assert review.confirm() == "confirmed"


def test_a_letter_is_begun_with_on_demand(archive: Archive) -> None:
    review = Review(archive, DESK, cancelling().id)
    first = asked(review.next())
    assert first.id == cancelling().id and first.count > 2
    following = asked(review.skip_letter())
    assert following.id == flood().id
    assert review.skipped == first.count


def test_a_damaged_letter_is_passed_over(review: Review, archive: Archive) -> None:
    (archive.folder(flood().id) / "text.txt").unlink()
    assert review.next() is None
    assert len(review.faults) == 2 and "text.txt" in review.faults[0]


def test_looking_may_be_ended(archive: Archive) -> None:
    class Ended(Exception):
        pass

    def looked(_: int) -> None:
        raise Ended

    with pytest.raises(Ended):
        Review(archive, DESK, looked=looked).next()


def test_what_is_put_into_the_box_is_read_back_as_the_value() -> None:
    """In the letters of corpus/, of whatever fields: what one confirms by Enter is not changed."""
    root = Archive.open(Path(__file__).parent.parent.parent)
    found = 0
    for identity in list(root.ids())[::6]:
        record = root.record(identity)
        for name in FIELDS:
            found += bool(editable(DESK, record, name))
    assert found > 40
    made = letter("มท 0810.3/ว 4418", "21 ส.ค. 2566")
    assert editable(DESK, made, "date") == "21 ส.ค. 2566"
    assert editable(DESK, made, "secrecy") == ""
