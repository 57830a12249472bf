"""Every node of the query tree, on an engine, against what the documents say by themselves."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.trees import trees
from thaidoc.search.codes import code_string
from thaidoc.search.engine import Engine, Entry, Feed
from thaidoc.search.local import LocalEngine
from thaidoc.search.query import (
    All,
    And,
    Code,
    DateRange,
    Field,
    Leaf,
    Named,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from thaidoc.thai.fold import fold, fold_query

SECRET, ORDER = Code("is", "secret"), Code("kind", "order")


def entry(
    place: int, text: str, *codes: Code, dated: tuple[int, int] = (0, 0), **fields: str
) -> Entry:
    kept = {key: tuple(value.split("|")) for key, value in fields.items()}
    return Entry(f"{place:016x}", text, kept, *dated, tuple(map(code_string, codes)))


JUNE, YEAR, DAY, EARLY = (
    (20190601, 20190630), (20200101, 20201231), (20190614, 20190614), (20170101, 20170101)
)  # fmt: skip
ENTRIES = (
    entry(1, "ประชุมเมืองอัจฉริยะ Smart City ๑๑๙", subject="เมืองน่าอยู่", dated=JUNE),
    entry(2, "เมืองและอัจฉริยะ network 1190", SECRET, dated=YEAR),
    entry(3, "ก ข ค ง จ work 漢字 x", ORDER, issuer="กรมประชุม"),
    entry(4, "", subject="Smart work|ประชุม", dated=DAY),
    entry(5, "แผนพัฒนาสามปี แผนปี", number="มท 0810/ว119", dated=EARLY),
)
COLUMNS = ("subject", "issuer", "number")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("engine")
    LocalEngine.fresh(folder).apply((), ENTRIES, Feed())
    opened = LocalEngine.open(folder)
    yield opened
    opened.close()


def found(engine: Engine, query: Query) -> set[int]:
    answer = engine.search(query, 100)
    assert answer.total == len(answer.matches) == engine.count(query)
    return {int(match.id) for match in answer.matches}


def strings_of(entry: Entry, key: str | None) -> list[str]:
    if key is not None:
        return [fold(value) for value in entry.fields.get(key, ())]
    return [fold(entry.text), *(s for column in COLUMNS for s in strings_of(entry, column))]


def stands(value: Leaf, strings: list[str]) -> bool:
    """Whether a string, with gaps or without, stands in one of these; said as plainly as can be."""
    if isinstance(value, Phrase | Word):
        return any(fold_query(value.text) in string for string in strings)
    typed = value.text + "*" if isinstance(value, Prefix) else value.pattern
    kinds = {"*": "[^ ]{0,40}", "?": "[^ ]"}
    pattern = "".join(
        kinds.get(part, re.escape(fold_query(part))) for part in re.split("([*?])", typed)
    )
    front = rf"(?<![{'0-9' if typed[0].isdigit() else 'a-z'}])" if typed[0].isascii() else ""
    back = rf"(?![{'0-9' if typed[-1].isdigit() else 'a-z'}])" if typed[-1].isascii() else ""
    front, back = (edge if typed[at] not in "*?" else "" for edge, at in ((front, 0), (back, -1)))
    return any(re.search(front + pattern + back, string) for string in strings)


def says(entry: Entry, query: Query) -> bool:
    """Whether a document says what a query looks for: the truth that the engine is held to."""
    if isinstance(query, And):
        return all(says(entry, part) for part in query.parts)
    if isinstance(query, Or):
        return any(says(entry, part) for part in query.parts)
    if isinstance(query, Not):
        return not says(entry, query.part)
    if isinstance(query, DateRange):
        return bool(entry.first) and entry.first <= query.last and entry.last >= query.first
    if isinstance(query, Code):
        return code_string(query) in entry.codes
    if isinstance(query, Field):
        return stands(query.value, strings_of(entry, query.key))
    if isinstance(query, All):
        return True
    assert isinstance(query, Leaf)
    return stands(query, strings_of(entry, None))


STRINGS = st.sampled_from(
    ["เมือง", "มืองอ", "ประชุม", "smart", "work", "119", "ก", "ปี", "漢字", "ไม่มี", "อัจฉริยะ s", "แผน"]
)
PATTERNS = st.one_of(
    st.sampled_from(["แผน*ปี", "*ปี", "เมือง*อัจ*", "s?art", "*work", "work*", "w?rk", "ก*ง", "?ข"]),
    st.sampled_from(["11*", "漢*", "*字", "k*x"]),
)
VALUES: st.SearchStrategy[Leaf] = STRINGS.map(Phrase) | STRINGS.map(Prefix) | PATTERNS.map(Wildcard)
LEAVES: st.SearchStrategy[Query] = st.one_of(
    VALUES,
    st.builds(Field, st.sampled_from(COLUMNS), VALUES),
    st.sampled_from([All(), SECRET, ORDER, DateRange(20190601, 20190610), DateRange(1, 20191231)]),
)


@given(trees(LEAVES))
def test_every_tree_finds_just_what_the_documents_say(engine: Engine, query: Query) -> None:
    assert found(engine, query) == {int(e.id) for e in ENTRIES if says(e, query)}


@given(trees(st.one_of(LEAVES, STRINGS.map(Word))))
def test_words_never_lose_what_stands_there(engine: Engine, query: Query) -> None:
    """By words more may be found, and less be excluded; what stands there is always found."""
    assert found(engine, query) >= {int(e.id) for e in ENTRIES if says(e, query)}


def how(engine: Engine, query: Query) -> dict[int, tuple[str, ...]]:
    return {int(match.id): match.how for match in engine.search(query, 100).matches}


def test_hits_say_how_each_node_found_them(engine: Engine) -> None:
    assert how(engine, Word("เมืองอัจฉริยะ")) == {1: ("literal",), 2: ("words",)}
    assert how(engine, Prefix("work")) == {3: ("literal",), 4: ("subject",)}
    assert how(engine, Code("is", "secret")) == {2: ("is",)}
    assert how(engine, Field("subject", Word("smart"))) == {4: ("subject",)}
    named = Named(Phrase("漢字"), (Phrase("network"), Phrase("ไม่มี")))
    assert how(engine, named) == {3: ("literal",), 2: ("synonym",)}


def test_what_a_not_excludes_speaks_for_nothing(engine: Engine) -> None:
    answer = engine.search(And((Phrase("ประชุม"), Not(Phrase("กรม")))), 10)
    assert answer.strings == ("ประชุม",)
    assert how(engine, Not(Phrase("ประชุม"))) == {2: (), 5: ()}


def test_what_only_may_be_meant_to_be_excluded_comes_last(engine: Engine) -> None:
    query = And((Phrase("เมือง"), Not(Word("เมืองอัจฉริยะ"))))
    assert found(engine, query) == {2}
    either = Or((SECRET, Word("เมืองอัจฉริยะ")))
    assert [int(match.id) for match in engine.search(either, 10).matches] == [1, 2]
    assert found(engine, Not(Not(Word("เมืองอัจฉริยะ")))) == {1, 2}


def test_a_field_is_searched_by_words_too(engine: Engine) -> None:
    assert how(engine, Field("subject", Word("น่าอยู่เมือง"))) == {1: ("words",)}
    assert found(engine, Field("subject", Phrase("น่าอยู่เมือง"))) == set()
    assert found(engine, Field("issuer", Word("น่าอยู่เมือง"))) == set()


def test_words_one_mistake_away_are_suggested(engine: Engine) -> None:
    assert "ประชุม" in engine.suggest("ประชมุ", 5)
    assert engine.suggest("ประชุม", 5) == ()
    assert len(engine.suggest("wor", 1)) <= 1
