from pathlib import Path

import pytest
from msgspec.structs import replace

from thaidoc.search import manifest, offered
from thaidoc.search.engine import Entry
from thaidoc.search.letters_writer import LettersWriter


def commit(index: Path, base: manifest.Manifest, issuers: list[str], day: int) -> manifest.Manifest:
    (index / base.letters).mkdir(exist_ok=True)
    with LettersWriter(index / base.letters, base) as writer:
        for slot, issuer in enumerate(issuers, base.entries):
            entry = Entry(f"{slot:016x}", "", {}, day, day, labels={"issuer": issuer})
            writer.append(entry, {}, slot)
        written = replace(writer.commit(), entries=base.entries + len(issuers))
    manifest.publish(index, written)
    return written


def test_values_of_the_tail_and_of_what_lies_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaidoc.search.letters_writer._TAIL_ENTRIES", 2)
    nothing = manifest.Manifest(columns=("text",), letters="letters", words="")
    first = commit(tmp_path, nothing, ["กรมสอง", "กรมหนึ่ง", "", "กรมหนึ่ง"], 20190601)
    assert offered.labels(tmp_path, "issuer") == ["กรมหนึ่ง", "กรมสอง"]
    second = commit(tmp_path, first, ["กรมสอง", "กรมสอง"], 20210601)
    assert first.sizes and not first.tail and second.tail
    assert offered.labels(tmp_path, "issuer") == ["กรมสอง", "กรมหนึ่ง"]
    assert offered.years(tmp_path) == [2564, 2562]
    assert offered.labels(tmp_path, "nothing") == []


def test_a_year_began_in_april_before_1941(tmp_path: Path) -> None:
    nothing = manifest.Manifest(columns=("text",), letters="letters", words="")
    written = nothing
    for day, year in ((19360219, 2478), (19360401, 2479), (19401231, 2483), (19410101, 2484)):
        written = commit(tmp_path, written, ["กรมหนึ่ง"], day)
        assert offered.years(tmp_path)[0] == year
    assert offered.years(tmp_path) == [2484, 2483, 2479, 2478]


def test_what_cannot_be_read_gives_nothing(tmp_path: Path) -> None:
    assert offered.labels(tmp_path, "issuer") == [] and offered.years(tmp_path) == []
    nothing = manifest.Manifest(columns=("text",), letters="letters", words="")
    written = commit(tmp_path, nothing, ["กรมหนึ่ง"], 20190601)
    tail = tmp_path / "letters" / written.tail
    tail.write_bytes(tail.read_bytes()[:3])
    assert offered.labels(tmp_path, "issuer") == [] and offered.years(tmp_path) == []
