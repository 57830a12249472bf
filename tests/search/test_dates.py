import pytest

from thaidoc.search.dates import DATE_FIELDS, bare_range
from thaidoc.search.faults import ValueFault
from thaidoc.search.query import FIRST_DAY, LAST_DAY, DateRange

BY_KEY = {field.key: field for field in DATE_FIELDS}


@pytest.mark.parametrize(
    ("key", "typed", "first", "last"),
    [
        ("date", "2562", 20190101, 20191231),
        ("date", "๒๕๖๒", 20190101, 20191231),
        ("date", "62", 20190101, 20191231),
        ("date", "2019", 20190101, 20191231),
        ("date", "2482", 19390401, 19400331),
        ("date", "6/2562", 20190601, 20190630),
        ("date", "มิ.ย. 62", 20190601, 20190630),
        ("date", "มิถุนายน พ.ศ. 2562", 20190601, 20190630),
        ("date", "14 มิ.ย. 62", 20190614, 20190614),
        ("date", "วันศุกร์ที่ ๑๔ มิถุนายน ๒๕๖๒", 20190614, 20190614),
        ("date", "14 Jun 2019", 20190614, 20190614),
        ("date", "2019-06-14", 20190614, 20190614),
        ("date", "2562-2563", 20190101, 20201231),
        ("date", "มิ.ย.2562 ถึง ส.ค.2562", 20190601, 20190831),
        ("date", "1/6/62..15/6/62", 20190601, 20190615),
        ("date", "..2562", FIRST_DAY, 20191231),
        ("date", "2562..", 20190101, LAST_DAY),
        ("fiscal", "2563", 20191001, 20200930),
        ("fiscal", "63", 20191001, 20200930),
        ("fiscal", "2020", 20191001, 20200930),
        ("fiscal", "2562..2563", 20181001, 20200930),
        ("quarter", "1/2563", 20191001, 20191231),
        ("quarter", "2/2563", 20200101, 20200331),
        ("quarter", "3/63", 20200401, 20200630),
        ("quarter", "4/2563", 20200701, 20200930),
        ("quarter", "Q4/2020", 20200701, 20200930),
        ("quarter", "1/2563..2/2563", 20191001, 20200331),
        ("after", "1/6/62", 20190602, LAST_DAY),
        ("after", "2562", 20200101, LAST_DAY),
        ("since", "2562", 20190101, LAST_DAY),
        ("before", "มิ.ย.2562", FIRST_DAY, 20190531),
        ("until", "มิ.ย.2562", FIRST_DAY, 20190630),
    ],
)
def test_the_days_that_a_typed_time_means(key: str, typed: str, first: int, last: int) -> None:
    assert BY_KEY[key].days(typed) == DateRange(first, last)


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("date", "31/2/2562"),
        ("date", "13/2562"),
        ("date", "มิ.ย."),
        ("date", "2562..2561"),
        ("date", "2562..2563..2564"),
        ("date", ".."),
        ("date", "9999-12-32"),
        ("fiscal", "มิ.ย.2563"),
        ("fiscal", "0000"),
        ("quarter", "5/2563"),
        ("after", "9999-12-31"),
        ("after", "2561..2562"),
    ],
)
def test_what_is_no_time_is_refused_with_a_proposal(key: str, typed: str) -> None:
    with pytest.raises(ValueFault) as caught:
        BY_KEY[key].days(typed)
    assert caught.value.what and caught.value.hint


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 มิ.ย. 2562 กรม", "14 มิ.ย. 2562"),
        ("2562 กรม", "2562"),
        ("2562 2563", "2562"),
        ("มิ.ย. 2562..ส.ค. 2562)", "มิ.ย. 2562..ส.ค. 2562"),
        ("เมื่อวาน กรม", "เมื่อวาน"),
        ("", ""),
    ],
)
def test_a_value_reaches_over_the_blanks_of_a_date(text: str, value: str) -> None:
    assert text[: BY_KEY["date"].extent(text, 0)] == value


def test_a_bare_range_must_show_that_it_is_of_dates() -> None:
    assert bare_range("2560..2562") == DateRange(20170101, 20191231)
    assert bare_range("๒๕๖๐…") == DateRange(20170101, LAST_DAY)
    assert bare_range("1/6/62..") == DateRange(20190601, LAST_DAY)
    for text in ("1..5", "62..63", "..", "2562", "ก..2562", "a..b"):
        assert bare_range(text) is None
