from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from thaidoc.errors import NoIndexError
from thaidoc.search.engine import Entry
from thaidoc.search.gaps import encode
from thaidoc.search.letters_writer import LettersWriter
from thaidoc.search.literal import Letters
from thaidoc.search.manifest import Manifest

COLUMNS = ("text", "number")
#: Thai, ASCII, characters of neither, and the bytes that the files use for themselves
FOLDED = st.text(st.sampled_from([*"กขค้ab12 -.é漢ß•\x00\x01\x02\u0e7f๛\U0001f600"]))


def entry(number: int, first: int = 0, last: int = 0) -> Entry:
    return Entry(id=f"{number:016x}", text="", fields={}, first=first, last=last)


def write(folder: Path, rows: list[dict[str, list[str]]], base: Manifest | None = None) -> Manifest:
    """Write rows behind what a manifest says there is; the manifest of both."""
    base = base or Manifest(columns=COLUMNS, letters="", words="")
    with LettersWriter(folder, COLUMNS, base.sizes) as writer:
        for slot, row in enumerate(rows, start=base.next_slot):
            writer.append(entry(slot), row, slot)
        sizes = writer.commit()
    count = base.entries + len(rows)
    return Manifest(
        columns=COLUMNS, letters="", words="", sizes=sizes, entries=count, next_slot=count
    )


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
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
    tmp_path: Path, texts: list[str], data: st.DataObject
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


def test_what_lies_behind_the_committed_bytes_counts_for_nothing(tmp_path: Path) -> None:
    one = write(tmp_path, [{"text": ["ก่อน"]}])
    write(tmp_path, [{"text": ["ระหว่าง é"]}, {"text": ["ระหว่าง"]}], one)  # never committed
    assert Letters(tmp_path, one).find("text", "ระหว่าง") == set()
    two = write(tmp_path, [{"text": ["หลัง è"]}], one)
    letters = Letters(tmp_path, two)
    assert letters.find("text", "หลัง è") == {1}
    assert letters.find("text", "ระหว่าง") == letters.find("text", "é") == set()
    assert [letters.id_at(p) for p in letters.positions()] == [f"{n:016x}" for n in (0, 1)]


def test_dead_entries_are_not_found_and_a_copy_leaves_them_out(tmp_path: Path) -> None:
    rows = [{"text": [f"ฉบับ{n} é"], "number": [str(n)]} for n in range(4)]
    (tmp_path / "old").mkdir()
    (tmp_path / "new").mkdir()
    manifest = write(tmp_path / "old", rows)
    old = Letters(tmp_path / "old", replace(manifest, dead=(0, 2)))
    assert old.find("text", "ฉบับ") == {1, 3}
    assert old.at_slots({0, 1, 3, 9}) == {1, 3}
    with LettersWriter(tmp_path / "new", COLUMNS, {}) as writer:
        for position in old.positions():
            writer.copy(old, position)
        sizes = writer.commit()
    new = Letters(tmp_path / "new", replace(manifest, sizes=sizes, entries=2))
    assert new.find("text", "ฉบับ3 é") == {1}
    assert new.find("number", "1") == {0}
    assert new.at_slots({0, 1, 3, 9}) == {0, 1}
    assert new.places() == {f"{1:016x}": 0, f"{3:016x}": 1}


def test_dates_that_touch_a_period(tmp_path: Path) -> None:
    dates = [(0, 0), (20190601, 20190630), (20190615, 20190615), (20180101, 20181231)]
    with LettersWriter(tmp_path, COLUMNS, {}) as writer:
        for number, (first, last) in enumerate(dates):
            writer.append(entry(number, first, last), {}, number)
        sizes = writer.commit()
    letters = Letters(
        tmp_path, Manifest(columns=COLUMNS, letters="", words="", sizes=sizes, entries=4)
    )
    assert letters.dated(20190610, 20190614) == {1}
    assert letters.dated(20190615, 20190701) == {1, 2}
    assert letters.dated(1, 99991231) == {1, 2, 3}
    assert letters.dated(20170101, 20171231) == set()


@pytest.mark.parametrize("name", ["text.bytes", "text.ends", "ids", "number.others"])
def test_a_file_that_is_too_short_is_told(tmp_path: Path, name: str) -> None:
    manifest = write(tmp_path, [{"text": ["กรม"], "number": ["é"]}])
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(NoIndexError, match=r"damaged .*reindex"):
        Letters(tmp_path, manifest)
    with pytest.raises(NoIndexError, match="too short"):
        LettersWriter(tmp_path, COLUMNS, manifest.sizes)
