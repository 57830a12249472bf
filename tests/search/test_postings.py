import errno
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.faults import failing
from thaidoc.search import postings, whoosh_writer
from thaidoc.search.whoosh import WordIndex
from thaidoc.search.whoosh_files import BODY
from thaidoc.search.whoosh_writer import WordsWriter

LETTERS = [[f"คำ{number % 7}", f"คำ{number % 11}"] * (number % 3 + 1) for number in range(300)]


def write(folder: Path, letters: list[list[str]], *, first: int = 0, new: bool = True) -> WordIndex:
    folder.mkdir(exist_ok=True)
    with WordsWriter(folder, ["subject"], new=new) as writer:
        for slot, body in enumerate(letters, start=first):
            writer.add(slot, {BODY: body, "subject": body[:1]})
        writer.commit()
    return WordIndex(folder)


def asked(index: WordIndex, every: int) -> list[object]:
    slots = set(range(every))
    terms = [f"คำ{number}" for number in range(11)]
    found: list[object] = [
        index.having_all([term], field) for term in terms for field in (BODY, "subject")
    ]
    found += [index.scores([term], {BODY: 1.0, "subject": 2.0}, slots) for term in terms]
    return found


def test_what_does_not_fit_into_memory_goes_to_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked(write(tmp_path / "whole", LETTERS), len(LETTERS))
    monkeypatch.setattr(postings, "_MOST", 100)
    in_files = write(tmp_path / "files", LETTERS)
    assert asked(in_files, len(LETTERS)) == whole
    assert whole[0] == {number for number in range(300) if number % 7 == 0 or number % 11 == 0}
    assert not list((tmp_path / "files").glob("**/*.run"))


def test_files_that_cannot_be_written_end_the_commit_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "index", LETTERS[:5]).close()
    monkeypatch.setattr(postings, "_MOST", 100)
    with failing(monkeypatch, 0, errno.ENOSPC, lasting=True), pytest.raises(OSError, match="space"):
        write(tmp_path / "index", LETTERS[5:], first=5, new=False)
    index = write(tmp_path / "index", LETTERS[5:], first=5, new=False)
    assert index.slots() == set(range(300))


@settings(deadline=None)
@given(
    sizes=st.lists(st.integers(1, 40), min_size=2, max_size=6),
    gone=st.sets(st.integers(0, 60)),
    most=st.sampled_from([5, 10**6]),
)
def test_segments_written_anew_say_what_they_said_before(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], gone: set[int], most: int
) -> None:
    folder = tmp_path_factory.mktemp("index")
    first = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(whoosh_writer, "_MOST_SEGMENTS", 2)
        patch.setattr(postings, "_MOST", most)
        for size in sizes:
            letters = LETTERS[first : first + size]
            write(folder, letters, first=first, new=first == 0).close()
            first += size
        with WordsWriter(folder, ["subject"], new=False) as writer:
            writer.remove(gone, beyond=first)
            writer.commit()
    index = WordIndex(folder)
    left = set(range(first)) - gone
    assert index.slots() == left
    for term in ("คำ0", "คำ3", "คำ10"):
        having = {slot for slot in left if term in LETTERS[slot]}
        assert index.having_all([term]) == having
        assert index.scores([term], {BODY: 1.0}, left).keys() == having
