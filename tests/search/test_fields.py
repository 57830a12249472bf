from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.letters import dated, record, reference
from thaidoc.record import Addressee, Contact, Issuer
from thaidoc.search.fields import TEXT_FIELDS, days_of
from thaidoc.search.forms import fold_number, fold_phone

BY_KEY = {field.key: field for field in TEXT_FIELDS}


def found_in(key: str, typed: str, **parts: Any) -> bool:
    """Whether a typed value is found in the field of a record with these parts."""
    field = BY_KEY[key]
    values = field.values(record("0" * 16, **parts))
    return any(field.normal(typed) in field.normal(value) for value in values)


@pytest.mark.parametrize(
    "typed",
    ["0810.3", "มท 0810.3", "มท.0810.3", "ว28707", "ว.28707", "ว. ๒๘๗๐๗", "ที่ มท ๐๘๑๐.๓/ว ๒๘๗๐๗"],
)
def test_a_number_is_found_however_it_is_typed(typed: str) -> None:
    number = reference("มท 0810.3/ว28707", raw="ที่ มท. ๐๘๑๐.๓/ว ๒๘๗๐๗")
    assert found_in("number", typed, reference=number)
    assert not found_in("number", "ว28708", reference=number)


@pytest.mark.parametrize(
    "typed",
    ["0955182539", "09-5518-2539", "๐๙ ๕๕๑๘ ๒๕๓๙", "+66955182539", "+66 (0) 95 518 2539",
     "0066955182539", "2539"],
)  # fmt: skip
def test_a_telephone_is_found_with_any_punctuation(typed: str) -> None:
    contact = Contact(type="mobile", raw="โทร. 09-5518-2539", number="+66955182539")
    assert found_in("phone", typed, contacts=[contact])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("022419000", True),
        ("022419018", True),
        ("022419007", True),
        ("0-2241-9000-18", True),
        ("2123", True),
        ("0-2241-9000 ต่อ 2122", True),
        ("022419019", False),
        ("2125", False),
    ],
)
def test_a_range_and_its_extensions(typed: str, found: bool) -> None:
    contact = Contact(
        type="phone",
        raw="0-2241-9000-18 ต่อ 2122-3",
        number="+6622419000",
        number_to="+6622419018",
        extensions=["2122", "2123"],
    )
    assert found_in("phone", typed, contacts=[contact]) is found


def test_short_numbers_and_the_telephones_of_an_enclosed_letter() -> None:
    inner = record("1" * 16, contacts=[Contact(type="hotline", raw="สายด่วน 1567", number="1567")])
    assert found_in("phone", "1567", enclosed=[inner])
    web = Contact(type="website", raw="https://a.example/1567", value="https://a.example/1567")
    assert not found_in("phone", "1567", contacts=[web])


def test_addressees_by_name_scope_and_as_written() -> None:
    addressee = Addressee(name="ผู้ว่าราชการจังหวัด", scope="ทุกจังหวัด", raw="ผวจ. ทุกจังหวัด")
    for typed in ("ผู้ว่าราชการ", "ทุกจังหวัด", "ผวจ.ทุก"):
        assert found_in("addressee", typed, addressees=[addressee])


def test_issuers_by_name_lines_and_ministry() -> None:
    issuer = Issuer(
        name="กรมตัวอย่าง", lines=["กองกลาง"], address=None, postcode=None, ministry="กระทรวงสมมุติ"
    )
    for typed in ("กรมตัวอย่าง", "กองกลาง", "สมมุติ"):
        assert found_in("issuer", typed, issuer=issuer)


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2019", (20190101, 20191231)),
        ("2020-02", (20200201, 20200229)),
        ("2019-06-14", (20190614, 20190614)),
    ],
)
def test_the_days_that_a_date_may_mean(iso: str, days: tuple[int, int]) -> None:
    assert days_of(record("0" * 16, date=dated(iso))) == days


def test_no_date_and_an_impossible_one_are_no_days() -> None:
    assert days_of(record("0" * 16)) == (0, 0)
    assert days_of(record("0" * 16, date=dated("2019-13"))) == (0, 0)


@given(st.text(st.sampled_from(list("กมทว0129๑. /-()+6")), max_size=12))
def test_normal_forms_stay_as_they_are(text: str) -> None:
    assert fold_number(fold_number(text)) == fold_number(text)
    assert fold_phone(fold_phone(text)) == fold_phone(text)
