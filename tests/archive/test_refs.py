"""The whole chain of citations, whatever its shape."""

import random
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.archive.citing import cited, first, keep, letter, resolver
from thaidoc.archive import citations
from thaidoc.archive.dot import to_dot
from thaidoc.archive.refs import ambiguous, asked_for, chain_of, citing, missing, resolving
from thaidoc.archive.store import Archive
from thaidoc.parsing.citations import read_asked
from thaidoc.record import Citation, Record

LABELS = dict.fromkeys(("refers", "encloses", "cancels", "amends"), "อ้างถึง")


def named(number: int) -> Citation:
    return cited(f"หนังสือกรมสมมุติ ที่ มท 0810.3/ว {number + 1} ลงวันที่ 14 มิถุนายน 2562")


def numbered(number: int, cites: Iterable[int]) -> Record:
    return letter(f"มท ๐๘๑๐.๓/ว {number + 1}", "๑๔ มิถุนายน ๒๕๖๒", *(named(n) for n in cites))


def reachable(arrows: set[tuple[int, int]], start: int) -> set[tuple[int, int]]:
    """The arrows that can be walked from a letter on."""
    walked: set[tuple[int, int]] = set()
    waiting, seen = [start], {start}
    while waiting:
        here = waiting.pop()
        for one, other in arrows:
            if one == here:
                walked.add((one, other))
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
    return walked


@settings(max_examples=25, deadline=None)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14), st.randoms())
def test_every_chain_is_followed_to_its_end_both_ways(
    drawn: set[tuple[int, int]], order: random.Random
) -> None:
    arrows = {(one, other) for one, other in drawn if one != other}
    records = [numbered(n, sorted(o for one, o in arrows if one == n)) for n in range(7)]
    names = {record.id: n for n, record in enumerate(records)}
    shuffled = order.sample(records, len(records))
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.init(Path(folder))
        keep(archive, *shuffled)
        with resolver(archive) as resolved:
            chain = chain_of(resolved, first(resolved, records[0].id))
    walked: dict[str, set[tuple[int, int]]] = {"cites": set(), "cited": set()}
    for tie in chain.ties:
        assert tie.letter is not None
        walked[tie.direction].add((names[tie.by.id], names[tie.letter.id]))
    assert walked["cites"] == reachable(arrows, 0)
    backwards = {(other, one) for one, other in arrows}
    assert walked["cited"] == {(other, one) for one, other in reachable(backwards, 0)}
    assert len(chain.ties) == sum(map(len, walked.values()))


def test_steps_cut_the_chain_and_say_so(archive: Archive) -> None:
    ids = keep(archive, *(numbered(n, [n + 1] if n < 4 else []) for n in range(5)))
    with resolver(archive) as resolved:
        here = first(resolved, ids[0])
        assert [len(chain_of(resolved, here, n).ties) for n in (1, 2, 4)] == [1, 2, 4]
        assert [chain_of(resolved, here, n).cut for n in (1, 3, 4)] == [True, True, False]


def test_two_forms_cite_as_one_letter(archive: Archive) -> None:
    words = "ด้วยกรมสมมุติขอเชิญประชุมเพื่อพิจารณาแผนการปลูกต้นไม้ประจำปี " * 8
    ids = keep(
        archive, numbered(0, [1]), letter("มท ๐๘๑๐.๓/ว ๑", "๑๔ มิถุนายน ๒๕๖๒", named(2)), text=words
    )
    target, other = keep(archive, numbered(1, []), numbered(2, []))
    with resolver(archive) as resolved:
        chain = chain_of(resolved, first(resolved, ids[0]))
        assert {form.id for form in chain.forms} == set(ids)
        assert {tie.letter.id for tie in chain.ties if tie.letter} == {target, other}
        (tie,) = chain_of(resolved, first(resolved, target)).ties
    assert tie.by == chain.forms[0]


def test_missing_is_counted_by_letters_and_named(archive: Archive) -> None:
    law = cited("พระราชบัญญัติสมมุติ พ.ศ. 2550")
    ids = keep(
        archive,
        letter("มท ๐๘๑๐.๓/ว ๑", "๑๔ มิถุนายน ๒๕๖๒", law, named(8)),
        letter("มท ๐๘๑๐.๓/ว ๒", "๑๔ มิถุนายน ๒๕๖๒", law, named(0)),
    )
    with resolver(archive) as resolved:
        found = [(one.citation.raw, [by.id for by in one.by]) for one in missing(resolved)]
        (tie,) = citing(resolved, named(8))
        assert ambiguous(resolved) == []
    assert found == [(law.raw, sorted(ids)), (named(8).raw, [ids[0]])]
    assert (tie.by.id, tie.outcome) == (ids[0], "missing")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("มท 0810.3/ว 12", [0, 1]),
        ("มท 0810.3/ว 12 ลงวันที่ 3 มกราคม 2561", [0]),
        ("ว 12", [0, 1]),
        ("ว 12/2562", [1]),
        ("12/2561", [0]),
        ("๑๒", [0, 1]),
        ("2", []),
        ("พระราชบัญญัติสมมุติ พ.ศ. 2550", []),
    ],
)
def test_a_person_may_ask_by_number_alone(archive: Archive, asked: str, found: list[int]) -> None:
    ids = keep(
        archive,
        letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๑"),
        letter("มท ๐๘๑๐.๓/ว ๑๒", "๓ มกราคม ๒๕๖๒"),
    )
    typed = read_asked(asked)
    assert typed is not None
    with resolver(archive) as resolved:
        assert {forms[0].id for forms in asked_for(resolved, typed)} == {ids[n] for n in found}


def test_what_changes_in_the_archive_changes_the_chain(archive: Archive) -> None:
    here, there = keep(archive, numbered(0, [1]), numbered(1, []))
    with resolving(archive) as resolved:
        assert [tie.outcome for tie in chain_of(resolved, first(resolved, here)).ties] == ["found"]
    from thaidoc.archive.removal import remove

    remove(archive, there, reason="ทดสอบ")
    with resolving(archive) as resolved:
        assert [tie.outcome for tie in chain_of(resolved, first(resolved, here)).ties] == [
            "missing"
        ]
        assert resolved.citations.letters(there) == []


def test_a_damaged_file_is_made_again(archive: Archive) -> None:
    (here, _) = keep(archive, numbered(0, [1]), numbered(1, []))
    with resolving(archive):
        pass
    (archive.index / "citations.sqlite3").write_bytes(b"x" * 4096)
    with resolving(archive) as resolved:
        assert len(chain_of(resolved, first(resolved, here)).ties) == 1


def test_the_graph_quotes_what_a_letter_says(archive: Archive) -> None:
    odd = letter("มท ๐๘๑๐.๓/ว ๑", "๑๔ มิถุนายน ๒๕๖๒", named(1), issuer='กรม "ก\\ข"\x1b')
    ids = keep(archive, odd, numbered(1, []))
    with resolver(archive) as resolved:
        chain = chain_of(resolved, first(resolved, ids[0]))
        drawn = to_dot(chain, LABELS)
    assert f'"{ids[0]}" -> "{ids[1]}" [label="อ้างถึง", color="gray40"];' in drawn
    assert r"กรม \"ก\\ข\" " in drawn
    assert "\x1b" not in drawn


def test_check_finds_what_does_not_agree_and_makes_it_again(archive: Archive) -> None:
    keep(archive, numbered(0, [1]), numbered(1, []))
    assert citations.findings(archive) == []  # there is none yet
    with resolving(archive):
        pass
    assert citations.findings(archive) == []
    with closing(sqlite3.connect(archive.index / citations.NAME)) as base:
        base.execute("DELETE FROM mentions")
        base.commit()
    (found,) = citations.findings(archive)
    assert (found.code, found.mendable) == ("citations-wrong", True)
    citations.menders(archive)[found.code](found)
    assert citations.findings(archive) == []
    keep(archive, numbered(2, [1]))
    assert citations.findings(archive) == []  # it only has to catch up
