import pytest

from tests.search.letters import keep
from thaidoc.archive.store import Archive
from thaidoc.errors import NoSuchDocumentError
from thaidoc.search.searcher import Searcher
from thaidoc.search.update import catch_up

SUBJECTS = {
    "flood": "การช่วยเหลือผู้ประสบอุทกภัยและการระบายน้ำในเขตเทศบาล",
    "flood again": "ซักซ้อมการระบายน้ำและช่วยเหลือผู้ประสบอุทกภัย",
    "tax": "การจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง ประจำปี 2563",
    "meeting": "ขอเชิญประชุมคณะกรรมการพัฒนาสตรี",
    "tax again": "แนวทางการจัดเก็บภาษีที่ดินและสิ่งปลูกสร้าง",
}


@pytest.fixture
def held(archive: Archive) -> dict[str, str]:
    """Letters of a few matters; their identities."""
    ids = {}
    for name, subject in SUBJECTS.items():
        text = (
            f"เรื่อง {subject}\nเรียน ผู้ว่าราชการจังหวัด\nด้วยกรมสมมุติขอแจ้งเรื่อง{subject} จึงเรียนมาเพื่อโปรดทราบ"
        )
        ids[name] = keep(archive, text, subject=subject)
    catch_up(archive)
    return ids


@pytest.mark.parametrize(("name", "like"), [("flood", "flood again"), ("tax again", "tax")])
def test_letters_of_one_matter_are_alike(
    archive: Archive, held: dict[str, str], name: str, like: str
) -> None:
    with Searcher(archive) as searcher:
        result = searcher.search("", related=held[name])
        assert result.ids[0] == held[like]
        assert held[name] not in result.ids
        assert held["meeting"] not in result.ids
        first = result.hits[0]
    assert 0 < first.score <= 1 and first.how == ("related",)
    assert first.subject is not None and first.subject_hits
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_query_narrows_what_is_alike_and_pages_do_not_overlap(
    archive: Archive, held: dict[str, str]
) -> None:
    with Searcher(archive) as searcher:
        assert searcher.search("ภาษี", related=held["flood"]).total == 0
        whole = searcher.search("", related=held["tax"])
        pages = [searcher.search("", 1, at, related=held["tax"]).ids for at in range(whole.total)]
    assert tuple(one for page in pages for one in page) == whole.ids


def test_a_letter_that_says_nothing_is_like_none(archive: Archive, held: dict[str, str]) -> None:
    empty = keep(archive, "๑๒๓", subject=None)
    catch_up(archive)
    with Searcher(archive) as searcher:
        assert searcher.search("", related=empty).total == 0


def test_one_that_is_not_there_is_told(archive: Archive, held: dict[str, str]) -> None:
    with Searcher(archive) as searcher, pytest.raises(NoSuchDocumentError):
        searcher.search("", related="f" * 16)
