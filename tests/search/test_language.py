import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.errors import QueryError
from thaidoc.search.fields import FIELDS
from thaidoc.search.language import parse
from thaidoc.search.query import All, And, DateRange, Field, Phrase, Query, Word

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
    assert parse(text) == Field(key, value)


def test_after_a_colon_and_a_blank_only_the_next_word_is_the_value() -> None:
    assert parse("ที่: มท 0810") == And((Field("number", "มท"), Word("0810")))


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
    ],
)
def test_a_fault_says_what_where_and_what_to_do(text: str, position: int, says: str) -> None:
    with pytest.raises(QueryError, match=says) as caught:
        parse(text)
    assert caught.value.position == position
    assert caught.value.query == text
    assert caught.value.hint


PIECES = st.sampled_from(
    [*(f"{name}:" for name in NAMES), '"', "“", "”", "..", "2562", " ", "-", "*"]
)


@given(st.text() | st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join))
def test_any_text_is_a_query_or_a_fault(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as fault:
        assert 0 <= fault.position <= len(text)
    else:
        assert isinstance(query, Query)
        assert hash(query) == hash(parse(text))


def test_no_two_fields_have_a_name_in_common() -> None:
    assert len(NAMES) == len(set(NAMES))
