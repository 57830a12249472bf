"""Which documents of a whole archive are one letter: the same as asking of each."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.test_versions import groups, kept, log, record, words
from thaidoc.archive.joined import letters_in_several_forms
from thaidoc.archive.register import opened
from thaidoc.archive.store import Archive

_LETTERS = st.lists(
    st.tuples(st.sampled_from(["", "1", "2"]), st.sampled_from(["", "2019-06-14", "2020-01-02"]),
              st.integers(0, 2), st.booleans()),
    max_size=7,
)  # fmt: skip


def joined(archive: Archive) -> list[list[str]]:
    with opened(archive) as register:
        register.catch_up()
        return letters_in_several_forms(register)


@settings(max_examples=25, deadline=None)
@given(_LETTERS)
def test_it_is_what_asking_of_each_gives(letters: list[tuple[str, str, int, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.init(Path(folder))
        for place, (number, day, seed, ocr) in enumerate(letters):
            made = record(str(place), number=number, day=day, ocr=ocr)
            log(archive, "added", kept(archive, made, words(seed)))
        each = {tuple(members) for members in groups(archive).values() if len(members) > 1}
        assert sorted(map(tuple, joined(archive))) == sorted(each)


def test_letters_of_one_form_are_not_among_them(archive: Archive) -> None:
    for seed in range(3):
        made = record(str(seed), number=str(seed), day="2019-06-14")
        log(archive, "added", kept(archive, made, words(seed)))
    assert joined(archive) == []
