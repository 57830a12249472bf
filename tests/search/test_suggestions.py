import pytest

from tests.search.letters import keep
from thaidoc.archive.store import Archive
from thaidoc.errors import QueryError
from thaidoc.search.results import Suggestion
from thaidoc.search.searcher import search
from thaidoc.search.update import catch_up


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    archive = Archive.init(tmp_path_factory.mktemp("letters"))
    for number in range(4):
        keep(archive, f"ประชุมเมืองอัจฉริยะ ครั้งที่ {number}", subject="งบประมาณ")
    keep(archive, "องค์กรปกครองส่วนท้องถิ่น smart", subject="ภัยแล้ง")
    keep(archive, "ส่งถึง อปท. ทุกแห่ง")
    catch_up(archive)
    return archive


def proposed(letters: Archive, query: str) -> list[tuple[str, int, str]]:
    found = search(letters, query).suggestions
    assert all(isinstance(one, Suggestion) for one in found)
    for one in found:
        assert search(letters, one.query).total == one.total
    return [(one.query, one.total, one.why) for one in found]


def test_the_other_layout_is_proposed_with_its_count(letters: Archive) -> None:
    assert proposed(letters, "g,nv'vy0Cibpt") == [("เมืองอัจฉริยะ", 4, "layout")]
    assert proposed(letters, "หทฟพะ") == [("smart", 1, "layout")]
    assert proposed(letters, "xyzzy") == []


def test_one_word_in_the_other_layout_among_others(letters: Archive) -> None:
    assert proposed(letters, "ประชุม g,nv'") == [("ประชุม เมือง", 4, "layout")]


def test_a_misspelt_word_is_proposed_in_the_query_around_it(letters: Archive) -> None:
    assert proposed(letters, "เมืองอัจฉรียะ")[0] == ("เมืองอัจฉริยะ", 4, "spelling")
    query, total, why = proposed(letters, "ประชุม เรื่อง:งบประมาน -กรม")[0]
    assert (query, total, why) == ("ประชุม เรื่อง:งบประมาณ -กรม", 4, "spelling")


def test_a_word_less_is_proposed_where_nothing_has_them_all(letters: Archive) -> None:
    assert proposed(letters, "ประชุม ภัยแล้ง") == [
        ("ประชุม", 4, "without"),
        ("ภัยแล้ง", 1, "without"),
    ]


def test_nothing_is_proposed_where_enough_was_found_or_nothing_would_help(letters: Archive) -> None:
    assert proposed(letters, "ประชุม") == []
    assert proposed(letters, "ฮฮฮฮ") == []
    assert search(letters, "ประชุม").total == 4


def test_a_query_that_cannot_be_read_may_be_one_in_the_other_layout(letters: Archive) -> None:
    with pytest.raises(QueryError, match=r"Or did you mean อปท\. \(2 found\)") as caught:
        search(letters, 'vxm"')
    assert caught.value.position == 3


def test_short_and_full_names_find_each_other_and_say_so(letters: Archive) -> None:
    for query in ("อปท.", "องค์กรปกครองส่วนท้องถิ่น"):
        result = search(letters, query)
        assert result.total == 2
        assert sorted(hit.how for hit in result.hits) == [("literal",), ("synonym",)]
        assert result.expanded[0].typed == query
    assert search(letters, '"อปท."').total == 1
    assert search(letters, '"อปท."').expanded == ()
