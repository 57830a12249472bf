import random
from pathlib import Path

import pytest

from tests.bench.fuzz_readers import TARGETS
from tests.bench.fuzzing import Fuzzed, changed
from thaidoc.reading import plain
from thaidoc.reading.document import Line


@pytest.mark.parametrize("reader", TARGETS)
def test_what_is_changed_was_sound(reader: str, tmp_path: Path) -> None:
    progress = tmp_path / "now"
    with progress.open("w+b", buffering=0) as now:
        fuzzed = Fuzzed(reader, tmp_path, now)
        fuzzed(fuzzed.target.seeds[0])
    assert [path for path in tmp_path.iterdir() if path != progress] == []
    assert progress.read_bytes()[16:] == fuzzed.target.file(fuzzed.target.seeds[0])


def test_the_smallest_file_that_shows_a_fault_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        Line(1, ()).left  # noqa: B018  # the mistake that is wanted

    monkeypatch.setattr(plain, "read", broken)
    found = tmp_path / "found"
    found.mkdir()
    with (tmp_path / "now").open("w+b", buffering=0) as now:
        fuzzed = Fuzzed("txt", found, now)
        for text in ("เรียน ทุกท่าน", "เรียน", "เรียน ผู้ว่า"):
            fuzzed(text.encode())
    kept, place = sorted(found.iterdir())
    assert kept.read_text("utf-8") == "เรียน"
    assert place.read_text("utf-8").endswith("Error")


def test_the_same_seed_gives_the_same_changes() -> None:
    seeds = [b"one letter", b"another"]
    made = [changed(random.Random(number), seeds) for number in range(50)]
    assert made == [changed(random.Random(number), seeds) for number in range(50)]
    assert len(set(made)) > 40
