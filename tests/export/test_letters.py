from datetime import date

from msgspec import structs

from thaidoc.archive.store import Archive
from thaidoc.export.letters import chosen
from thaidoc.export.receipts import Receipt, receipts


def test_secret_letters_stay_behind_and_are_counted(archive: Archive) -> None:
    letters = chosen(archive)
    assert letters.ids == ["a" * 16, "b" * 16]
    assert letters.withheld == ["c" * 16]
    assert len(list(chosen(archive, with_secret=True))) == 3


def test_a_secret_letter_inside_another_keeps_that_behind(archive: Archive) -> None:
    whole = archive.record("b" * 16)
    inner = archive.record("c" * 16)
    outer = structs.replace(whole, id="d" * 16, enclosed=[inner])
    archive.keep(b"outer", ".txt", outer, "x\n")
    assert "d" * 16 in chosen(archive).withheld


def test_numbers_count_the_thai_year_and_leave_gaps(archive: Archive) -> None:
    assert receipts(archive) == {
        "b" * 16: Receipt(1, 2568, date(2025, 12, 31)),
        "c" * 16: Receipt(2, 2568, date(2025, 12, 31)),
        "a" * 16: Receipt(1, 2569, date(2026, 1, 1)),
    }
    assert chosen(archive, order="receipt").ids == ["b" * 16, "a" * 16]


def test_a_damaged_record_is_told_and_the_rest_goes_on(archive: Archive) -> None:
    (archive.folder("b" * 16) / "record.json").write_bytes(b"{")
    letters = chosen(archive)
    assert [letter.record.id for letter in letters] == ["a" * 16]
    assert "this is not a record" in letters.damaged["b" * 16]
