"""Every document is counted once in every table, whatever it lacks."""

import json
from itertools import chain

import jsonschema
import msgspec
import pytest

from tests.archive.citing import keep, letter
from tests.statistics.conftest import ALL, OLD, PDF, SECRET
from thaidoc.archive import events
from thaidoc.archive.events import Event
from thaidoc.archive.store import Archive
from thaidoc.errors import QueryError
from thaidoc.search.update import catch_up
from thaidoc.statistics.counting import counted
from thaidoc.statistics.figures import TABLES, By, Statistics, json_schema


def table(found: Statistics, by: By) -> dict[str | None, int]:
    return {one.value: one.documents for one in found.table(by)}


def test_what_is_there(archive: Archive) -> None:
    found = counted(archive)
    assert (found.documents, found.letters, found.pages) == (7, 6, 9)
    assert (found.first, found.last) == ("1936-02-19", "2019-03-06")
    assert (found.undated, found.unnumbered, found.recognised) == (1, 2, 1)
    assert (found.failed, found.unknown) == (0, 0)


def test_tables(archive: Archive) -> None:
    found = counted(archive)
    assert table(found, "year") == {"2478": 1, "2561": 2, "2562": 3, None: 1}
    assert table(found, "ministry") == {"กระทรวงมหาดไทย": 1, None: 6}
    assert table(found, "issuer") == {"กรมสมมุติ": 5, "กรมเก่า": 1, None: 1}
    assert table(found, "kind") == {"external-letter": 5, "announcement": 1, "other": 1}
    assert table(found, "urgency") == {None: 7}
    assert table(found, "format") == {"text/plain": 6, PDF: 1}
    assert table(found, "quality") == {"read": 5, "doubtful": 1, "needs-ocr": 1}


def test_secret_ones_are_counted_apart(archive: Archive) -> None:
    without, with_them = counted(archive), counted(archive, with_secret=True)
    for found in (without, with_them):
        assert found.secret == 2
        assert {one.value: one.documents for one in found.secrecy} == {"ลับมาก": 1, None: 1}
    assert with_them.documents == without.documents + 2 == len(ALL)
    assert without.last == "2019-03-06"
    assert table(with_them, "issuer")["กรมสมมุติ"] == 7


def test_cancelled_ones(archive: Archive) -> None:
    assert counted(archive).cancelled == 2  # both forms of it
    assert counted(archive, "วันที่:2562").cancelled == 0


@pytest.mark.parametrize("with_secret", [False, True])
@pytest.mark.parametrize("query", [None, "*", "วันที่:2562", "ชนิด:ประกาศ หรือ น้ำท่วม", "ปลาวาฬ"])
def test_every_table_adds_up(archive: Archive, query: str | None, with_secret: bool) -> None:
    found = counted(archive, query, with_secret=with_secret)
    assert {by: sum(table(found, by).values()) for by in TABLES} == dict.fromkeys(
        TABLES, found.documents
    )
    assert sum(one.documents for one in found.secrecy) == found.secret
    assert not any(one.documents < 1 for one in chain(*map(found.table, TABLES)))


def test_a_query_restricts_all_of_it(archive: Archive) -> None:
    found = counted(archive, "วันที่:2561")
    assert (found.documents, found.letters, found.pages) == (2, 1, 4)
    assert (found.first, found.last) == ("2018-01-03", "2018-01-03")
    assert (found.secret, found.failed, found.unknown) == (0, None, None)
    one = counted(archive, "วันที่:2561 is:recognised")
    assert (one.documents, one.letters) == (1, 1)
    none = counted(archive, "ปลาวาฬ")
    assert (none.documents, none.letters, none.first, none.last) == (0, 0, None, None)
    with pytest.raises(QueryError):
        counted(archive, "(ก")


def test_an_empty_archive(empty: Archive) -> None:
    catch_up(empty)
    found = counted(empty)
    assert (found.documents, found.letters, found.pages) == (0, 0, 0)
    assert [found.table(by) for by in TABLES] == [[]] * len(TABLES)


def test_a_damaged_record_is_counted_as_such(archive: Archive) -> None:
    (archive.folder(OLD.id) / "record.json").write_bytes(b"{}")
    told = {"at": events.now(), "act": "mended", "id": OLD.id, "actor": "x"}
    events.append(archive.events, [msgspec.convert(told, Event)])
    catch_up(archive)
    found = counted(archive)
    assert found.documents == 7
    assert table(found, "quality") == {"read": 4, "doubtful": 1, "needs-ocr": 1, None: 1}
    assert table(found, "kind")[None] == 1


def test_a_document_that_the_index_does_not_have(archive: Archive) -> None:
    keep(archive, letter("มท ๐๘๑๐.๓/๗"))
    found = counted(archive)
    assert (found.documents, found.unknown) == (7, 1)


def test_files_that_failed(archive: Archive) -> None:
    detail = {"file": "a.pdf", "path": "/in/a.pdf", "reason": "torn"}
    told = {"at": events.now(), "act": "refused", "id": None, "actor": "x", "detail": detail}
    events.append(archive.events, [msgspec.convert(told, Event)])
    assert counted(archive).failed == 1


def test_corrections_are_counted(archive: Archive) -> None:
    assert SECRET.id in archive
    (archive.folder(SECRET.id) / "corrections.json").write_text(
        json.dumps(
            {
                "version": 1,
                "fields": {
                    "secrecy": {"value": None, "by": "x", "at": "2026-01-01T00:00:00+07:00"}
                },
            }
        )
    )
    told = {"at": events.now(), "act": "corrected", "id": SECRET.id, "actor": "x"}
    events.append(archive.events, [msgspec.convert(told, Event)])
    catch_up(archive)
    found = counted(archive)
    assert (found.documents, found.secret) == (8, 1)


def test_it_keeps_to_its_schema(archive: Archive) -> None:
    schema = json.loads(msgspec.json.encode(json_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for query in (None, "ปลาวาฬ"):
        plain = msgspec.to_builtins(counted(archive, query))
        validator.validate(plain)
        assert not validator.is_valid({**plain, "version": 2})
        assert not validator.is_valid({k: v for k, v in plain.items() if k != "undated"})
