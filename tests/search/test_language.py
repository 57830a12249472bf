from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.trees import trees
from thaidoc.errors import QueryError
from thaidoc.search.dates import day_number
from thaidoc.search.field_names import FIELDS
from thaidoc.search.fields import TEXT_FIELDS
from thaidoc.search.language import parse
from thaidoc.search.query import (
    All,
    And,
    Code,
    DateRange,
    Field,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from thaidoc.search.tokens import OPERATORS
from thaidoc.search.written import written

NAMES = [name for field in FIELDS for name in field.names]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("เมืองอัจฉริยะ", Word("เมืองอัจฉริยะ")),
        ("  เมือง\tอัจฉริยะ ", And((Word("เมือง"), Word("อัจฉริยะ")))),
        ('"ส่งบุคลากร เข้าร่วม"', Phrase("ส่งบุคลากร เข้าร่วม")),
        ("“ส่งบุคลากร”", Phrase("ส่งบุคลากร")),
        ("โครงการ“เมือง”ใหม่", And((Word("โครงการ"), Phrase("เมือง"), Word("ใหม่")))),
        ("", All()),
        (" \n", All()),
        ("*", All()),
        ("-", All()),
        ("กรม - กอง", And((Word("กรม"), Word("กอง")))),
    ],
)
def test_words_and_phrases(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("ที่:ว28707", "number", "ว28707"),
        ("NUMBER:ว28707", "number", "ว28707"),
        ("เรื่อง:ประชุม", "subject", "ประชุม"),
        ('เรื่อง:"ขอเชิญ ประชุม"', "subject", "ขอเชิญ ประชุม"),
        ("จาก:กรม", "issuer", "กรม"),
        ("from:กรม", "issuer", "กรม"),
        ("ถึง:ผู้ว่าราชการจังหวัด", "addressee", "ผู้ว่าราชการจังหวัด"),
        ("เรียน:นายอำเภอ", "addressee", "นายอำเภอ"),
        ("โทร:02-000-0000", "phone", "02-000-0000"),
        ("โทร: 020000000", "phone", "020000000"),
        ("subject:a:b", "subject", "a:b"),
    ],
)
def test_fields_by_their_thai_and_english_names(text: str, key: str, value: str) -> None:
    assert parse(text) == Field(key, Phrase(value) if '"' in text else Word(value))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("เรื่อง: ขอเชิญ ประชุม", And((Field("subject", Word("ขอเชิญ")), Word("ประชุม")))),
        ("ที่: มท 0810", Field("number", Phrase("มท 0810"))),
        (
            "ที่:มท ๐๘๑๐.๓/ว ๒๘๗๐๗ กรม",
            And((Field("number", Phrase("มท ๐๘๑๐.๓/ว ๒๘๗๐๗")), Word("กรม"))),
        ),
        ("ยกเลิก:ว 119 กรม", And((Field("cancels", Phrase("ว 119")), Word("กรม")))),
        ("โทร:02 000 0000 กรม", And((Field("phone", Phrase("02 000 0000")), Word("กรม")))),
        ("วันที่:14 มิ.ย. 2562 กรม", And((DateRange(20190614, 20190614), Word("กรม")))),
        ("ว ๑๑๙ กรม", And((Phrase("ว ๑๑๙"), Word("กรม")))),
        ("ตาม นร 0505/ว 1", And((Word("ตาม"), Phrase("นร 0505/ว 1")))),
        ("0 2000 0000 x", And((Phrase("0 2000 0000"), Word("x")))),
        ("ต่าง ๆ กัน", And((Word("ต่างๆ"), Word("กัน")))),
        ("คน 5 คน", And((Word("คน"), Word("5"), Word("คน")))),
    ],
)
def test_what_is_one_thing_may_be_typed_with_blanks(text: str, query: Query) -> None:
    assert parse(text) == query


A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("a และ b", And((A, B))),
        ("a AND b and c", And((A, B, Word("and"), C))),
        ("a หรือ b c", Or((A, And((B, C))))),
        ("a OR b หรือ c", Or((A, B, C))),
        ("a (b หรือ c)", And((A, Or((B, C))))),
        ("a (b (c))", And((A, B, C))),
        ("a ไม่ b", And((A, Not(B)))),
        ("a และ ไม่ b", And((A, Not(B)))),
        ("NOT a", Not(A)),
        ("-a", Not(A)),
        ("--a", A),
        ("ไม่ -a", A),
        ("-(a b)", Not(And((A, B)))),
        ("-ที่:5", Not(Field("number", Word("5")))),
        ("-- a", A),
        ("a - b", And((A, B))),
        ("-*", Not(All())),
        ("เรื่อง:(a หรือ -b)", Or((Field("subject", A), Not(Field("subject", B))))),
        ("เรื่อง:(a จาก:b)", And((Field("subject", A), Field("issuer", B)))),
        ("วันที่:(2562 หรือ 2563)", Or((DateRange(20190101, 20191231), DateRange(20200101, 20201231)))),
        ("กรม(ใหม่)", Word("กรม(ใหม่)")),
        ("(กรม(ใหม่))", Word("กรม(ใหม่)")),
        ("กรม(ใหม่ มาก)", And((Word("กรม"), Word("ใหม่"), Word("มาก")))),
        ("(a)b", And((A, B))),
        ('"และ" "("', And((Phrase("และ"), Phrase("(")))),
        ("สมรรถ*", Prefix("สมรรถ")),
        ("*ปี", Wildcard("*ปี")),
        ("แผน*ปี พ?ศ", And((Wildcard("แผน*ปี"), Wildcard("พ?ศ")))),
        ("เรื่อง:สมรรถ*", Field("subject", Prefix("สมรรถ"))),
        ('"สมรรถ*"', Phrase("สมรรถ*")),
        ("a ?", A),
        ("**", All()),
        ("is:doubtful เป็น:ลับ", And((Code("is", "doubtful"), Code("is", "secret")))),
        ("มี:สิ่งที่ส่งมาด้วย has:date", And((Code("has", "enclosure"), Code("has", "date")))),
        ("kind:order ชนิด:ประกาศ", And((Code("kind", "order"), Code("kind", "announcement")))),
        ("urgency:ด่วนที่สุด secrecy:ลับ", And((Code("urgency", "ด่วนที่สุด"), Code("secrecy", "ลับ")))),
        ("2560..2562 a", And((DateRange(20170101, 20191231), A))),
        ("มิ.ย.2562", Word("มิ.ย.2562")),
        ("1..5", Word("1..5")),
    ],
)  # fmt: skip
def test_operators_brackets_gaps_and_codes(text: str, query: Query) -> None:
    assert parse(text) == query


@pytest.mark.parametrize("text", ["10:30", "https://example.go.th/a:b", "มาตรา:5", "abcที่:5", ":"])
def test_a_colon_after_no_field_s_name_is_text(text: str) -> None:
    assert parse(text) == Word(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("วันที่:2562-06", 20190601, 20190630),
        ("วันที่:มิ.ย.2562", 20190601, 20190630),
        ("วันที่:๒๕๖๒", 20190101, 20191231),
        ("date:2019", 20190101, 20191231),
        ("วันที่:14/6/2562", 20190614, 20190614),
        ('วันที่:"14 มิ.ย. 2562"', 20190614, 20190614),
        ("วันที่:2560..2562", 20170101, 20191231),
        ("วันที่:2560…2562", 20170101, 20191231),
        ("วันที่:2562-06..2562-07", 20190601, 20190731),
        ("วันที่:2560..", 20170101, 99991231),
        ("วันที่:..2562-02", 1, 20190228),
    ],
)
def test_dates_and_ranges_of_them(text: str, first: int, last: int) -> None:
    assert parse(text) == DateRange(first, last)


@pytest.mark.parametrize(
    ("text", "position", "says"),
    [
        ("ประชุม เรื่อง:", 13, "has no value"),
        ("ที่:  ", 3, "has no value"),
        ("ที่:-", 4, "nothing to look for"),
        ('ที่:""', 4, "nothing to look for"),
        ("โทร:กขค", 4, "nothing to look for"),
        ("วันที่:เมื่อวาน", 7, "is not a date"),
        ("วันที่:31/2/2562", 7, "is not a date"),
        ("วันที่:..", 7, "neither a beginning nor an end"),
        ("วันที่:2562..2560", 7, "ends before it begins"),
        ('ประชุม "ขอเชิญ', 7, "has no end"),
        ('เรื่อง:"ขอเชิญ', 7, "has no end"),
        ('"" ประชุม', 0, "nothing between"),
        ("a (b", 2, "never closed"),
        ("a b)", 3, "closes none"),
        ("1) a", 1, "closes none"),
        ("a ()", 2, "nothing between the brackets"),
        ("(-)", 0, "nothing between the brackets"),
        ("หรือ a", 0, "nothing before หรือ"),
        ("a AND", 2, "nothing behind AND"),
        ("a หรือ", 2, "nothing behind หรือ"),
        ("a หรือ หรือ b", 2, "nothing behind หรือ"),
        ("a และ และ b", 6, "nothing before และ"),
        ("a ไม่", 2, "nothing behind ไม่"),
        ("เรื่อง:(a", 7, "never closed"),
        ("เรื่อง:) a", 6, "has no value"),
        ("ที่:*", 4, "says nothing"),
        ("is:secert", 3, "no such value. Did you mean secret"),
        ("has:อะไร", 4, "no such value. Say one of"),
        ("วันที:2562", 0, "no field วันที:. Did you mean วันที่:"),
        ("หลัง:2560..2562", 5, "one date, no range"),
        ("ไตรมาส:5/2562", 7, "is not a date"),
        ("ก*ข*ค*ง*จ", 0, "more than 3"),
        ("(" * 60 + "a" + ")" * 60, 50, "too deep"),
        ("a " * 300, 400, "more than 200"),
    ],
)
def test_a_fault_says_what_where_and_what_to_do(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert caught.value.position == position
    assert caught.value.query == text
    assert caught.value.hint


PIECES = st.sampled_from(
    [
        *(f"{name}:" for name in NAMES),
        *(f" {operator} " for operator in OPERATORS),
        *('"', "“", "”", "..", "2562", " ", " ", "-", "*", "?", "(", ")", "ๆ", "ฯ", "/"),
        *("ว", "มท 0810", "14 มิ.ย. ", "secret", "กรม", "0 2000 0000", "๐", "."),
    ]
)  # fmt: skip


@given(st.text() | st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_any_text_is_a_query_that_can_be_written_again_or_a_fault(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as fault:
        assert 0 <= fault.position <= len(text)
    else:
        assert isinstance(query, Query)
        assert hash(query) == hash(parse(text))
        assert parse(written(query)) == query


def test_no_two_fields_have_a_name_in_common() -> None:
    assert len(NAMES) == len(set(NAMES))


WORDS = st.sampled_from(
    ["กรม", "ว", "119", "5", "ๆ", "ต่าง", "มท", "0810", "10:30", "a(b)", "ด่วน", "02", "2562"]
)
VALUES = WORDS.map(Word) | WORDS.map(Prefix) | st.sampled_from([Phrase("ก ข"), Wildcard("ก*ข?")])
LEAVES: st.SearchStrategy[Query] = st.one_of(
    VALUES,
    st.builds(Field, st.sampled_from([f.key for f in TEXT_FIELDS if f.key != "phone"]), VALUES),
    st.sampled_from([All(), Code("is", "secret"), Code("has", "date"), Code("kind", "order")]),
    st.sampled_from([DateRange(20190601, 20190630), DateRange(1, 21601231)]),
    st.just(DateRange(18500101, 99991231)),
)  # fmt: skip


@given(trees(LEAVES, 8))
def test_any_tree_can_be_written_and_read_again(query: Query) -> None:
    assert parse(written(query)) == query


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28), st.integers(0, 400))
def test_any_days_can_be_written_and_read_again(year: int, month: int, day: int, more: int) -> None:
    first = date(min(year, 9990), month, day)
    if first.year + 2 >= 2400 and first.year <= 2700:
        return  # such a year would be read as a Buddhist one
    days = DateRange(day_number(first), day_number(first + timedelta(more)))
    assert parse(written(days)) == days
