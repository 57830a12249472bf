import dataclasses
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.archive.faults import failing
from thaidoc.errors import NoIndexError
from thaidoc.search.engine import Entry
from thaidoc.search.gaps import encode
from thaidoc.search.letters_writer import LettersWriter
from thaidoc.search.literal import Letters
from thaidoc.search.manifest import Manifest

COLUMNS = ("text", "number")
NOTHING = Manifest(columns=COLUMNS, letters="", words="")
#: Thai, ASCII, characters of neither, and the bytes that the files use for themselves
FOLDED = st.text(st.sampled_from([*"กขค้ab12 -.é漢ß•\x00\x01\x02\u0e7f๛\U0001f600"]))


def entry(number: int, first: int = 0, last: int = 0) -> Entry:
    return Entry(id=f"{number:016x}", text="", fields={}, first=first, last=last)


def write(folder: Path, rows: list[dict[str, list[str]]], base: Manifest | None = None) -> Manifest:
    """Write rows behind what a manifest says there is; the manifest of both."""
    base = base or NOTHING
    with LettersWriter(folder, base) as writer:
        for slot, row in enumerate(rows, start=base.next_slot):
            writer.append(entry(slot), row, slot)
        written = writer.commit()
    count = base.entries + len(rows)
    return replace(written, generation=base.generation + 1, entries=count, next_slot=count)


@pytest.fixture(params=[0, 2, 500], ids=["no tail", "tail of 2", "all in the tail"])
def tail(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """So many entries wait in the tail before they go into files of their own."""
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", request.param)


@pytest.fixture
def letters(tail: None, tmp_path: Path) -> Letters:
    rows = [
        {"text": ["กรมตัวอย่าง"], "number": ["มท0810.3/ว119", "ที่มท0810.3/ว119"]},
        {"text": ["กรมอื่น กรมเดียวกัน"], "number": ["มท0810.3/ว1190"]},
        {"text": ["café 漢字"], "number": []},
        {"text": ["cafè 漢文"], "number": []},
    ]
    return Letters(tmp_path, write(tmp_path, rows))


@pytest.mark.parametrize(
    ("column", "string", "positions"),
    [
        ("text", "กรม", {0, 1}),
        ("text", "ก", {0, 1}),
        ("text", "ตัวอย่างกรม", set()),
        ("text", "café", {2}),
        ("text", "é", {2}),
        ("text", "ê", set()),
        ("text", "漢", {2, 3}),
        ("text", "漢文", {3}),
        ("text", "f漢", set()),
        ("text", "", set()),
        ("text", "0810", set()),
        ("number", "ว119", {0, 1}),
        ("number", "119ที่", set()),
        ("number", "\x00", set()),
        ("number", "\x02", set()),
    ],
)
def test_a_string_is_found_where_it_stands(
    letters: Letters, column: str, string: str, positions: set[int]
) -> None:
    assert letters.find(column, string) == positions


def test_whole_numbers_only(letters: Letters) -> None:
    assert letters.find("number", "ว119", whole_numbers=True) == {0}
    assert letters.find("number", "810", whole_numbers=True) == set()
    assert letters.find("number", "มท0810", whole_numbers=True) == {0, 1}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(FOLDED, min_size=1, max_size=6), data=st.data())
def test_every_piece_of_every_text_is_found_and_nothing_else(
    tail: None, tmp_path: Path, texts: list[str], data: st.DataObject
) -> None:
    letters = Letters(tmp_path, write(tmp_path, [{"text": [text]} for text in texts]))
    source = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(source)))
    piece = source[start : data.draw(st.integers(start, len(source)))] or data.draw(FOLDED)
    expected = {n for n, text in enumerate(texts) if piece and piece in text}
    assert letters.find("text", piece) == expected


@given(text=st.text())
def test_one_byte_a_character_and_no_byte_that_ends_something(text: str) -> None:
    data, others = encode(text)
    assert len(data) == len(text)
    assert not {0, 2} & set(data)
    assert data.count(1) == len(others)


def test_what_lies_behind_the_committed_bytes_counts_for_nothing(
    tail: None, tmp_path: Path
) -> None:
    one = write(tmp_path, [{"text": ["ก่อน"]}])
    write(tmp_path, [{"text": ["ระหว่าง é"]}, {"text": ["ระหว่าง"]}], one)  # never committed
    assert Letters(tmp_path, one).find("text", "ระหว่าง") == set()
    two = write(tmp_path, [{"text": ["หลัง è"]}], one)
    letters = Letters(tmp_path, two)
    assert letters.find("text", "หลัง è") == {1}
    assert letters.find("text", "ระหว่าง") == letters.find("text", "é") == set()
    assert [letters.id_at(p) for p in letters.positions()] == [f"{n:016x}" for n in (0, 1)]


def test_no_file_stays_open_where_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 0)
    with failing(monkeypatch, 0, lasting=True):
        writer = LettersWriter(tmp_path, NOTHING)
        writer.append(entry(0), {"text": ["ก"]}, 0)
        with pytest.raises(OSError, match="No space"):
            writer.close()
    assert len(writer._files) > 10 and all(file.closed for file in writer._files.values())


def test_dead_entries_are_not_found_and_a_copy_leaves_them_out(tail: None, tmp_path: Path) -> None:
    rows = [{"text": [f"ฉบับ{n} é"], "number": [str(n)]} for n in range(4)]
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    manifest = write(tmp_path / "old", rows)
    old = Letters(tmp_path / "old", replace(manifest, dead=(0, 2)))
    assert old.find("text", "ฉบับ") == {1, 3}
    assert old.at_slots({0, 1, 3, 9}) == {1, 3}
    with LettersWriter(tmp_path / "new", NOTHING) as writer:
        for position in old.positions():
            writer.copy(old, position)
        written = writer.commit()
    new = Letters(tmp_path / "new", replace(written, entries=2))
    assert new.find("text", "ฉบับ3 é") == {1}
    assert new.find("number", "1") == {0}
    assert new.at_slots({0, 1, 3, 9}) == {0, 1}
    assert new.places() == {f"{1:016x}": 0, f"{3:016x}": 1}


def test_dates_that_touch_a_period(tail: None, tmp_path: Path) -> None:
    dates = [(0, 0), (20190601, 20190630), (20190615, 20190615), (20180101, 20181231)]
    with LettersWriter(tmp_path, NOTHING) as writer:
        for number, (first, last) in enumerate(dates):
            writer.append(entry(number, first, last), {}, number)
        written = writer.commit()
    letters = Letters(tmp_path, replace(written, entries=4))
    assert letters.dated(20190610, 20190614) == {1}
    assert letters.dated(20190615, 20190701) == {1, 2}
    assert letters.dated(1, 99991231) == {1, 2, 3}
    assert letters.dated(20170101, 20171231) == set()


def test_few_entries_are_one_file_and_many_go_where_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 5)
    base, waiting = NOTHING, []
    for count in (3, 1, 2, 5, 1):
        rows = [{"text": [f"ฉบับ{base.entries + n}."], "number": ["é"]} for n in range(count)]
        base = write(tmp_path, rows, base)
        letters = Letters(tmp_path, base)
        waiting.append(len(letters.tail) if letters.tail else 0)
        for number in range(base.entries):
            assert letters.find("text", f"ฉบับ{number}.") == {number}
        assert letters.find("number", "é") == set(range(base.entries))
        assert [*letters.slots] == [*range(base.entries)]
    assert waiting == [3, 4, 0, 5, 0]


def test_labels_are_counted_in_the_tail_and_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 3)
    base = NOTHING
    for issuers in (["กรมหนึ่ง", "กรมสอง", "", "กรมสอง"], ["กรมสาม", "กรมสอง"]):
        with LettersWriter(tmp_path, base) as writer:
            for slot, issuer in enumerate(issuers, base.entries):
                writer.append(dataclasses.replace(entry(slot), labels={"issuer": issuer}), {}, slot)
            written = writer.commit()
        base = replace(written, entries=base.entries + len(issuers))
    letters = Letters(tmp_path, base)
    assert letters.tail and len(letters.tail) == 2
    assert letters.counted("issuer", range(6)) == {"กรมหนึ่ง": 1, "กรมสอง": 3, "กรมสาม": 1}
    assert letters.counted("issuer", {2, 4}) == {"กรมสาม": 1}


@pytest.mark.parametrize("name", ["text.bytes", "text.ends", "ids", "number.others"])
def test_a_file_that_is_too_short_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 0)
    manifest = write(tmp_path, [{"text": ["กรม"], "number": ["é"]}])
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(NoIndexError, match=r"damaged .*reindex"):
        Letters(tmp_path, manifest)
    with (
        pytest.raises(NoIndexError, match="too short"),
        LettersWriter(tmp_path, manifest) as writer,
    ):
        writer.append(entry(1), {}, 1)


@pytest.mark.parametrize("missing", [1, 9, 40])
def test_a_tail_that_is_too_short_is_told(tmp_path: Path, missing: int) -> None:
    manifest = write(tmp_path, [{"text": ["กรม"], "number": ["é"]}])
    tail = tmp_path / manifest.tail
    tail.write_bytes(tail.read_bytes()[:-missing])
    for read in (Letters, LettersWriter):
        with pytest.raises(NoIndexError, match=r"damaged .*reindex"):
            read(tmp_path, manifest)
