import gc
import hashlib
import inspect
import io
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
import whoosh.filedb.compound
from hypothesis import given
from hypothesis import strategies as st
from whoosh.filedb import structfile

from tests.archive.faults import failing
from thaidoc.search import segment, whoosh_files, whoosh_writer
from thaidoc.search import whoosh as words
from thaidoc.search.whoosh import WordIndex
from thaidoc.search.whoosh_files import BODY, MappedBufferFile
from thaidoc.search.whoosh_writer import WordsWriter
from thaidoc.search.window import Window

TERMS = [["กรม", "เมือง"], ["กรม", "กรม", "ประชุม"], ["กรม", "เมือง", "เมือง"] + ["อื่น"] * 50]


def write(folder: Path, terms: list[list[str]], first: int = 0) -> None:
    new = not any(folder.glob("*.toc"))
    folder.mkdir(exist_ok=True)
    with WordsWriter(folder, ["subject"], new=new) as writer:
        for slot, body in enumerate(terms, start=first):
            writer.add(slot, {BODY: body, "subject": body[:1]})
        writer.commit()


@pytest.fixture
def index(tmp_path: Path) -> WordIndex:
    write(tmp_path, TERMS)
    return WordIndex(tmp_path)


def test_documents_that_have_all_terms(index: WordIndex) -> None:
    assert index.having_all(["กรม"]) == {0, 1, 2}
    assert index.having_all(["กรม", "เมือง"]) == {0, 2}
    assert index.having_all(["ประชุม", "เมือง"]) == set()
    assert index.having_all(["ไม่มี", "เมือง"]) == index.having_all([]) == set()
    assert index.knows("กรม") and not index.knows("ก")


def test_scores_prefer_rare_terms_repetition_and_short_documents(index: WordIndex) -> None:
    weights = {BODY: 1.0}
    scores = index.scores(["กรม"], weights, {0, 1, 2})
    assert scores[1] > scores[0] > scores[2] > 0
    assert index.scores(["ประชุม"], weights, {0, 1, 2})[1] > scores[1]
    assert index.scores(["กรม"], weights, {0}).keys() == {0}
    assert index.scores(["กรม"], {BODY: 1.0, "subject": 3.0}, {0})[0] > scores[0]
    assert index.scores([], weights, {0}) == index.scores(["ไม่มี"], weights, {0}) == {}


def test_common_terms_are_left_out_before_they_cost_too_much(
    index: WordIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = index.scores(["กรม", "ประชุม"], {BODY: 1.0}, {0, 1, 2})
    monkeypatch.setattr(words, "_SCORING_BUDGET", 1)
    rare = index.scores(["กรม", "ประชุม"], {BODY: 1.0}, {0, 1, 2})
    assert everything.keys() == {0, 1, 2} and rare.keys() == {1}


@pytest.mark.parametrize("cost", [0, 1000])
def test_both_ways_of_walking_postings_find_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cost: int
) -> None:
    monkeypatch.setattr(segment, "SKIP_COST", cost)
    terms = [["กรม"] + ["เมือง"] * (n % 3 == 0) + ["คี่"] * (n % 2) for n in range(400)]
    write(tmp_path, terms)
    index = WordIndex(tmp_path)
    assert index.having_all(["กรม", "เมือง", "คี่"]) == {n for n in range(400) if n % 6 == 3}
    wanted = set(range(0, 400, 7))
    assert index.scores(["กรม"], {BODY: 1.0}, wanted).keys() == wanted


@pytest.mark.parametrize("cost", [0, 1, 10**6])
def test_documents_are_looked_up_or_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cost: int
) -> None:
    monkeypatch.setattr(segment, "_LOOK_COST", cost)
    write(tmp_path, [["กรม"]] * 9, 5)
    assert WordIndex(tmp_path).scores(["กรม"], {BODY: 1.0}, {0, 5, 9, 13, 14}).keys() == {5, 9, 13}


def test_slots_stay_through_removing_and_merging(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whoosh_writer, "_MOST_SEGMENTS", 2)
    for first in range(0, 60, 10):
        write(tmp_path, [["กรม", f"ก{first + n}"] for n in range(10)], first)
    with WordsWriter(tmp_path, ["subject"], new=False) as writer:
        writer.remove({3, 4, 30}, beyond=50)
        writer.commit()
    index = WordIndex(tmp_path)
    left = set(range(50)) - {3, 4, 30}
    assert index.slots() == index.having_all(["กรม"]) == left
    assert all(index.having_all([f"ก{slot}"]) == {slot} for slot in left)
    write(tmp_path, [["ใหม่"]], 60)
    assert WordIndex(tmp_path).slots() == left | {60}


def test_what_was_not_committed_has_not_happened(tmp_path: Path) -> None:
    write(tmp_path, TERMS)
    with WordsWriter(tmp_path, ["subject"], new=False) as writer:
        writer.add(9, {BODY: ["ใหม่"]})
        writer.remove({0}, beyond=9)
    assert WordIndex(tmp_path).slots() == {0, 1, 2}


@pytest.mark.parametrize("lasting", [False, True])
def test_a_commit_that_finds_the_disk_full_is_given_up_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    write(tmp_path / "before", TERMS)
    with failing(monkeypatch, -1) as disk:
        write(Path(shutil.copytree(tmp_path / "before", tmp_path / "whole")), [["ใหม่"]], 9)
    for step in range(lasting, disk.calls, 2):
        folder = Path(shutil.copytree(tmp_path / "before", tmp_path / f"{step}"))
        with failing(monkeypatch, step, lasting=lasting), suppress(OSError):
            write(folder, [["ใหม่"]], 9)
        assert WordIndex(folder).slots() - {9} == {0, 1, 2}
        with WordsWriter(folder, ["subject"], new=False) as writer:  # its lock is free
            writer.remove(set(), beyond=9)
            writer.add(9, {BODY: ["ใหม่"]})
            writer.commit()
        assert WordIndex(folder).having_all(["ใหม่"]) == {9}
        assert WordIndex(folder).slots() == {0, 1, 2, 9}
    gc.collect()  # a file that is still open warns, and that fails the test


def test_columns_are_read_at_once_and_else_one_by_one(index: WordIndex) -> None:
    reader = index._segments[0].reader
    column = reader.column_reader("length", translate=False)

    class Other:
        """A segment whose columns do not say where their numbers lie."""

        def doc_count_all(self) -> int:
            return int(reader.doc_count_all())

        def column_reader(self, name: str, translate: bool) -> list[int]:
            return [column[number] for number in range(3)]

    assert list(whoosh_files.column(reader, "length")) == [2, 3, 53]
    assert list(whoosh_files.column(Other(), "length")) == [2, 3, 53]


def test_whoosh_s_copying_file_is_the_one_that_was_replaced() -> None:
    """When this fails, read what changed upstream and adapt MappedBufferFile."""
    source = inspect.getsource(structfile.BufferFile).encode()
    digest = hashlib.sha256(source).hexdigest()[:16]
    assert digest in {"5ab15f6e9f87cde5", "d4a699999d3405b8"}  # Whoosh-Reloaded's, and whoosh3's
    assert whoosh.filedb.compound.BufferFile is MappedBufferFile


def test_opening_an_index_copies_nothing_of_it(index: WordIndex) -> None:
    files = [
        index._segments[0].reader._terms._postfile,
        index._segments[0].reader._terms._tindex.dbfile,
    ]
    for file in files:
        assert isinstance(file, MappedBufferFile)
        assert isinstance(file.file, Window)
        assert file._buf.obj is file.subset(0, 4)._buf.obj


DATA = b"one\ntwo\n\nthree" * 40
MOVES = st.one_of(
    st.tuples(st.just("read"), st.integers(-1, 700)),
    st.tuples(st.just("readline")),
    st.tuples(st.just("seek"), st.integers(0, 700), st.just(0)),
    st.tuples(st.just("seek"), st.integers(0, 50), st.sampled_from([1, 2])),
    st.tuples(st.just("tell")),
)


@given(st.lists(MOVES, max_size=12))
def test_a_window_reads_like_a_file(moves: list[tuple[object, ...]]) -> None:
    window, file = Window(memoryview(DATA)), io.BytesIO(DATA)
    for name, *arguments in moves:
        assert getattr(window, str(name))(*arguments) == getattr(file, str(name))(*arguments)
    target, other = bytearray(9), bytearray(9)
    assert window.readinto(target) == file.readinto(other) and target == other
    assert DATA[window.tell() :].startswith(window.peek(5))
