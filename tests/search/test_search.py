"""The library's search, from letters in an archive to hits."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.letters import SMART_CITY, dated, keep, reference, smart_city_parts
from thaidoc.archive.store import Archive
from thaidoc.errors import NoIndexError, QueryError
from thaidoc.record import Issuer
from thaidoc.search.results import Hit
from thaidoc.search.searcher import Searcher, search
from thaidoc.search.update import catch_up
from thaidoc.thai.fold import fold_query, is_boundary

TEXTS = [
    SMART_CITY,
    "ที่ นร 0505/ว 119\nเรื่อง  ซักซ้อมแนวทาง – การรับ\u200bส่งหนังสือ\n• ข้อ ๑ “ด่วน” …",
    "น\u0e4d\u0e49าท่วมเเละภัยแล้ง ปี ๒๕๖๕-๒๕๖๖ โทร. 0-2000-0000\ffax 漢字 Ünïcode STRAẞE\x00\x01",
    "อำเภอเมือง 10:30 น. https://www.example.go.th/a?b=1 ก ข ค",
]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, str, list[str]]:
    """An archive with the letter of the smart city among others."""
    archive = Archive.init(tmp_path_factory.mktemp("letters"))
    smart = keep(archive, SMART_CITY, **smart_city_parts())
    others = [keep(archive, text) for text in TEXTS[1:]]
    others.append(
        keep(
            archive,
            "ตามหนังสือ มท 0810.3/ว28707 นั้น เมืองและความอัจฉริยะของโครงการ",
            reference=reference("ศธ 0200.1/ว1190"),
            date=dated("2020-07-15"),
            issuer=Issuer(name="สำนักงานสมมุติ", lines=[], address=None, postcode=None, ministry=None),
            subject="เรื่องอื่น",
        )
    )
    others.append(
        keep(archive, "สำเนา", reference=reference("มท 0810.3/ว28707"), date=dated("2018"))
    )
    others.append(keep(archive, "สำเนา", reference=reference("ศธ 0200.1/ว119"), date=dated("2017")))
    catch_up(archive)
    return archive, smart, others


Letters = tuple[Archive, str, list[str]]


@pytest.mark.parametrize(
    "query",
    [
        "เมืองอัจฉริยะ",
        "นักบริหาร",
        "0207.2/28707",
        "๐๒๐๗.๒/๒๘๗๐๗",
        "วันที่:2562-06",
        "วันที่:มิ.ย.2562",
        "วันที่:2560..2562 smart",
        "โทร:0955182539",
        "โทร:095-518-2539",
        "0955182539",
        "095-518-2539",
        "โทร:022419007",
        "ถึง:ผู้ว่าราชการจังหวัด",
        "จาก:มหาดไทย เรื่อง:smart",
        "จาก:ส่งเสริมการปกครอง",
        "ที่:0810.3/ smart",
        '"องค์กรปกครองส่วนท้องถิ่นพิจารณา"',
        "องค์กรปกครองส่วนท้องถิ่นพิจารณา",
        "มืองอัจฉริ",
        "WORKSHOP",
    ],
)
def test_the_letter_is_found_first(letters: Letters, query: str) -> None:
    archive, smart, _ = letters
    assert search(archive, query).hits[0].id == smart


@pytest.mark.parametrize(
    "query",
    [
        "วันที่:2561-06",
        "โทร:0955182530",
        "ถึง:นายอำเภอ",
        "ที่:0207.2",
        "โทร:1821",
        '"เมืองใหม่อัจฉริยะ"',
        "ฮฮฮฮ",
    ],
)
def test_what_it_has_not_does_not_find_it(letters: Letters, query: str) -> None:
    archive, smart, _ = letters
    assert smart not in {hit.id for hit in search(archive, query).hits}


def first(letters: Letters, query: str) -> Hit:
    return search(letters[0], query).hits[0]


def test_hits_say_how_they_were_found(letters: Letters) -> None:
    assert first(letters, "นักบริหาร").how == ("literal", "subject")
    assert first(letters, "โทร:2122").how == ("phone",)
    assert first(letters, "วันที่:2562-06 ถึง:ผู้ว่า").how == ("addressee", "date")
    assert first(letters, "").how == ()


def test_words_alone_come_after_and_say_so(letters: Letters) -> None:
    archive, smart, others = letters
    hits = search(archive, "เมืองอัจฉริยะ").hits
    assert [(hit.id, hit.how) for hit in hits] == [
        (smart, ("literal",)),
        (others[3], ("words",)),
    ]
    assert search(archive, '"เมืองอัจฉริยะ"').total == 1


def test_as_it_stands_comes_before_any_score(archive: Archive) -> None:
    literal = keep(archive, "เมืองอัจฉริยะ " + "ความเห็นของที่ประชุม " * 60)
    by_words = keep(archive, "เมืองของอัจฉริยะ " * 5)
    catch_up(archive)
    hits = search(archive, "เมืองอัจฉริยะ").hits
    assert [hit.id for hit in hits] == [literal, by_words]
    assert hits[0].score < hits[1].score


def test_a_number_is_the_document_s_own_and_whole_ones_come_first(letters: Letters) -> None:
    archive, _, others = letters
    assert [hit.id for hit in search(archive, "ที่:ว28707").hits] == [others[4]]
    assert [hit.id for hit in search(archive, "มท 0810.3/ว28707".replace(" ", "")).hits] == [
        others[4],
        others[3],
    ]
    assert [hit.id for hit in search(archive, "ที่:ว119").hits] == [others[5], others[3]]


def test_a_hit_shows_what_the_record_says(letters: Letters) -> None:
    hit = first(letters, "วันที่:2562-06")
    assert (hit.number, hit.issuer, hit.kind) == (
        "มท 0810.3/",
        "กรมส่งเสริมการปกครองท้องถิ่น",
        "external-letter",
    )
    assert hit.date is not None and hit.date.iso == "2019-06"
    assert hit.subject is not None and hit.subject.startswith("ขอเชิญบุคลากร")
    assert hit.circular is None


def test_the_snippet_shows_what_was_found(letters: Letters) -> None:
    shown = first(letters, "๐๒๐๗.๒/๒๘๗๐๗").snippet
    assert shown is not None
    assert [shown.text[a:b] for a, b in shown.hits] == ["๐๒๐๗.๒/๒๘๗๐๗"]


def test_the_total_counts_all_and_pages_are_one_list(letters: Letters) -> None:
    archive, _, others = letters
    whole = search(archive, "*", limit=100)
    assert whole.total == len(whole.hits) == len(others) + 1
    pages = [hit for start in (0, 3, 6) for hit in search(archive, "*", 3, start).hits]
    assert pages == list(whole.hits)
    assert search(archive, "*", limit=0).total == whole.total
    assert search(archive, "*", limit=5, offset=100).hits == ()


def test_where_scores_are_equal_the_newest_comes_first(letters: Letters) -> None:
    dates = [hit.date.iso for hit in search(letters[0], "วันที่:..2569").hits if hit.date]
    assert dates == ["2020-07-15", "2019-06", "2018", "2017"]


def test_faults_and_a_missing_index_are_told(letters: Letters, archive: Archive) -> None:
    with pytest.raises(QueryError):
        search(letters[0], "ที่:")
    with pytest.raises(NoIndexError):
        search(archive, "ที่:1")


def test_a_document_that_went_since_is_still_a_hit(archive: Archive) -> None:
    identity = keep(archive, "หนังสือ", subject="เรื่อง")
    catch_up(archive)
    archive.folder(identity).rename(archive.root / "gone")
    hit = search(archive, "หนังสือ").hits[0]
    assert (hit.id, hit.subject, hit.snippet) == (identity, None, None)


@given(data=st.data())
def test_every_cut_of_a_text_finds_it(letters: Letters, data: st.DataObject) -> None:
    archive, smart, others = letters
    number = data.draw(st.integers(0, len(TEXTS) - 1))
    text = TEXTS[number]
    bounds = [i for i in range(len(text) + 1) if is_boundary(text, i)]
    start = data.draw(st.sampled_from(bounds))
    end = data.draw(st.sampled_from([b for b in bounds if b >= start]))
    piece = text[start:end]
    if not fold_query(piece) or set(piece) & set("“”\u200b") or "เเ" in text[start - 1 : end + 1]:
        return
    with Searcher(archive) as searcher:
        found = {hit.id for hit in searcher.search(f'"{piece}"').hits}
    assert [smart, *others][number] in found


LIGHT = """
import sys
from pathlib import Path
from thaidoc.archive.store import Archive
from thaidoc.search.searcher import search
from thaidoc.search.update import is_behind
archive = Archive.open(Path(sys.argv[1]))
assert not is_behind(archive)
for query in ("เมืองอัจฉริยะ", "วันที่:2562-06", '"นักบริหาร"', "จาก:กรม"):
    assert search(archive, query).total, query
print(*sys.modules)
"""


def test_searching_loads_no_dictionary_and_no_reader(letters: Letters, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, str(letters[0].root)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert not loaded & {"pythainlp", "nlpo3", "pdfplumber", "pypdfium2", "docx", "numpy", "rich"}
    assert "whoosh" in loaded
