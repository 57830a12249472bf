"""What any engine must do: a class of tests, to be inherited with the engine in its fixture.

Queries are trees or are read from text; entries are made by hand, so that what must be found can be
said beforehand, or drawn by hypothesis, so that it is worked out from the texts themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaidoc.errors import NoIndexError, NoSuchDocumentError
from thaidoc.search.engine import FACETS, Engine, Entry, Feed, Order
from thaidoc.search.language import parse
from thaidoc.search.query import All, Phrase, Query
from thaidoc.thai.fold import fold, fold_query

#: opens the index in a folder: makes an empty one, or reads what was committed
Opener = Callable[[Path, bool], Engine]


def entry(which: int, text: str, day: int = 0, /, **fields: str) -> Entry:
    """An entry whose identity is a number; a field's name is its key, a facet has a capital."""
    labels = {key.lower(): value for key, value in fields.items() if key[0].isupper()}
    values: dict[str, tuple[str, ...]] = {
        key: (value,) for key, value in fields.items() if not key[0].isupper()
    }
    codes = tuple(f"<kind={kind}>" for key, kind in labels.items() if key == "kind")
    return Entry(identity(which), text, values, day, day, codes, labels)


def identity(number: int) -> str:
    """The identity of an entry; the first one is a number with its highest bit set."""
    return f"{(number + 2**63) % 2**64:016x}"


LETTERS = (
    entry(
        0,
        "เรื่อง ขอเชิญประชุมคณะกรรมการเมืองอัจฉริยะ\nแจ้งองค์กรปกครอง\nส่วนท้องถิ่นทราบ Smart City",
        20190612,
        subject="ขอเชิญประชุมคณะกรรมการเมืองอัจฉริยะ",
        number="มท 0810.3/ว28707",
        issuer="กรมส่งเสริมการปกครองท้องถิ่น",
        Issuer="กรมส่งเสริมการปกครองท้องถิ่น",
        Kind="external-letter",
    ),
    entry(
        1,
        "งบประมาณน้ำท่วม ๑๑๙ ล้านบาท ประชุม ประชุม และงบประมาณภัยแล้ง",
        20200101,
        subject="น้ำท่วม",
        number="มท 0810.3/9",
        Issuer="กรมบัญชีสมมุติ",
        Kind="order",
    ),
    entry(
        2,
        "รายงานประชุมเรื่องภัยแล้งและการซ่อมฝาย ที่ 1190 โทรศัพท์ 0 2000 1234",
        20180305,
        subject="ภัยแล้ง",
        number="มท 0810.3/10",
        Issuer="กรมบัญชีสมมุติ",
        Kind="order",
        Urgency="ด่วน",
    ),
    entry(3, "ไม่มีวันที่ ☃ snow—man ฝาย\x00ขาด", 0),
)


class EngineContract:
    """The tests. ``opener`` is the fixture that an engine has to give: it opens one."""

    @pytest.fixture
    def engine(self, opener: Opener, tmp_path: Path) -> Iterator[Engine]:
        """An engine with the letters, opened after they were committed."""
        writing = opener(tmp_path, True)
        writing.apply((), LETTERS, Feed(offset=7, size=9, tail="x"))
        writing.close()
        reading = opener(tmp_path, False)
        yield reading
        reading.close()

    def test_entries_and_feed_are_one_commit(self, engine: Engine) -> None:
        assert engine.ids() == {one.id for one in LETTERS}
        assert engine.feed == Feed(offset=7, size=9, tail="x")
        assert engine.sound and not engine.incomplete()

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("ประชุม", {0, 1, 2}),
            ("คณะกรรมการเมือง", {0}),
            ("มการเมืองอั", {0}),
            ("องค์กรปกครองส่วนท้องถิ่น", {0}),
            ("119", {1, 2}),
            ('"๑๑๙ ล้าน"', {1}),
            ("ที่:มท0810.3/9", {1}),
            ("ประชุม ภัยแล้ง", {1, 2}),
            ("น้ำท่วม หรือ อัจฉริยะ", {0, 1}),
            ("ประชุม -งบประมาณ", {0, 2}),
            ("smart", {0}),
            ("งบ*แล้ง", {1}),
            ("11?0", {2}),
            ("เรื่อง:ภัยแล้ง", {2}),
            ("วันที่:2562", {0}),
            ("2561..2562", {0, 2}),
            ("kind:order", {1, 2}),
            ("☃", {3}),
            ("☂", set()),
            ("น", {0, 1, 2, 3}),
            ("*", {0, 1, 2, 3}),
        ],
    )
    def test_a_query_finds_just_these(self, engine: Engine, typed: str, wanted: set[int]) -> None:
        query: Query = parse(typed)
        answer = engine.search(query, 10)
        assert {match.id for match in answer.matches} == {identity(one) for one in wanted}
        assert answer.total == engine.count(query) == len(wanted)

    def test_what_is_sure_comes_first_and_says_how_it_was_found(self, engine: Engine) -> None:
        answer = engine.search(parse("ประชุมงบประมาณ"), 10)
        assert [match.id for match in answer.matches] == [identity(1)]
        assert answer.matches[0].how == ("words",)
        answer = engine.search(parse("ภัยแล้ง"), 10)
        assert answer.matches[0].id == identity(2)  # in its subject
        assert "literal" in answer.matches[0].how and "subject" in answer.matches[0].how
        assert answer.strings == (fold_query("ภัยแล้ง"),)
        assert all(0 <= near <= 1 for match in answer.matches for near in match.near)

    def test_pages_follow_each_other_in_every_order(self, engine: Engine) -> None:
        query = All()
        wanted: dict[Order, Sequence[int]] = {
            "newest": (1, 0, 2, 3),
            "oldest": (2, 0, 1, 3),
            "number": (1, 2, 0, 3),
            "rank": (1, 0, 2, 3),
        }
        for order, numbers in wanted.items():
            found = [
                match.id
                for offset in range(5)
                for match in engine.search(query, 1, offset, order).matches
            ]
            assert found == [identity(one) for one in numbers], order
        assert engine.search(query, 0).matches == () and engine.search(query, 0).total == 4
        assert engine.search(query, 5, 9).matches == ()

    def test_facets_count_what_is_found(self, engine: Engine) -> None:
        counted = engine.facets(parse("ประชุม"), FACETS, 10)
        assert counted == {
            "issuer": (("กรมบัญชีสมมุติ", 2), ("กรมส่งเสริมการปกครองท้องถิ่น", 1)),
            "year": (("2561", 1), ("2562", 1), ("2563", 1)),
            "kind": (("order", 2), ("external-letter", 1)),
            "urgency": (("ด่วน", 1),),
            "secrecy": (),
        }
        assert engine.facets(parse("ประชุม"), ("issuer",), 1)["issuer"] == (("กรมบัญชีสมมุติ", 2),)
        assert engine.facets(parse("ไม่มีในนี้"), ("kind",), 9) == {"kind": ()}

    def test_words_one_mistake_away_are_proposed(self, engine: Engine) -> None:
        assert "ประชุม" in engine.suggest("ประชม", 5)
        assert engine.suggest("ประชม", 0) == ()

    def test_what_is_related_is_never_the_letter_itself(self, engine: Engine) -> None:
        found = engine.related(identity(1), All(), 10)
        assert identity(1) not in {match.id for match in found.matches}
        assert all(match.how == ("related",) for match in found.matches)
        with pytest.raises(NoSuchDocumentError):
            engine.related(identity(99), All(), 10)

    def test_entries_are_replaced_and_removed(self, opener: Opener, tmp_path: Path) -> None:
        engine = opener(tmp_path, True)
        engine.apply((), LETTERS, Feed())
        engine.apply(
            [identity(0)], [entry(1, "ฝายใหม่", Kind="memo"), entry(9, "เพิ่ม")], Feed(offset=1)
        )
        engine.close()
        engine = opener(tmp_path, False)
        assert engine.ids() == {identity(number) for number in (1, 2, 3, 9)}
        assert engine.feed == Feed(offset=1)
        assert engine.count(parse("งบประมาณ")) == 0
        assert engine.count(parse("ฝาย")) == 3
        assert engine.facets(All(), ("kind",), 9)["kind"] == (("memo", 1), ("order", 1))
        engine.apply([identity(n) for n in (1, 2, 3, 9)], (), Feed())
        assert not engine.ids() and engine.search(All(), 5).total == 0
        engine.close()

    def test_a_commit_that_fails_leaves_what_was(self, opener: Opener, tmp_path: Path) -> None:
        engine = opener(tmp_path, True)
        engine.apply((), LETTERS[:2], Feed())

        def failing() -> Iterator[Entry]:
            yield LETTERS[2]
            raise ValueError("its text is gone")

        with pytest.raises(ValueError, match="its text is gone"):
            engine.apply([LETTERS[0].id], failing(), Feed(offset=3))
        engine.close()
        engine = opener(tmp_path, False)
        assert engine.ids() == {one.id for one in LETTERS[:2]} and engine.feed == Feed()
        engine.apply((), LETTERS[2:], Feed(offset=3))
        assert engine.count(All()) == 4
        engine.close()

    def test_no_index_and_a_damaged_one_are_told(self, opener: Opener, tmp_path: Path) -> None:
        with pytest.raises(NoIndexError):
            opener(tmp_path / "nothing", False)
        engine = opener(tmp_path, True)
        engine.apply((), LETTERS, Feed())
        engine.close()
        for path in tmp_path.rglob("*"):
            if path.is_file():
                path.write_bytes(b"rubbish" * 100)
        with pytest.raises(NoIndexError, match=r"index.*(damaged|read)"):
            opener(tmp_path, False).search(parse("ประชุม"), 5)

    @settings(
        max_examples=15,
        deadline=None,
        # each engine runs it: what one fails with is tried on the others, too
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.differing_executors,
        ],
    )
    @given(
        texts=st.lists(
            st.text(st.sampled_from("กานั่งเมือง ำ๊๑๒12ab-/. \n☃"), min_size=1, max_size=30),
            min_size=1,
            max_size=6,
        ),
        data=st.data(),
    )
    def test_any_piece_of_any_text_is_found(
        self,
        opener: Opener,
        tmp_path_factory: pytest.TempPathFactory,
        texts: list[str],
        data: st.DataObject,
    ) -> None:
        engine = opener(tmp_path_factory.mktemp("index"), True)
        engine.apply((), [entry(number, text) for number, text in enumerate(texts)], Feed())
        text = fold(data.draw(st.sampled_from(texts)))
        start = data.draw(st.integers(0, max(0, len(text) - 1)))
        piece = text[start : start + data.draw(st.integers(1, 8))]
        folded = fold_query(piece)
        wanted = {n for n, text in enumerate(texts) if folded and folded in fold(text)}
        found = engine.search(Phrase(piece), 10)
        assert {match.id for match in found.matches} == {identity(one) for one in wanted}
        engine.close()
