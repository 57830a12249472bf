import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.provenance import source_of
from thaidoc.archive.identity import (
    Identity,
    are_apart,
    have_same_day,
    have_same_number,
    identity_of,
    is_same,
)
from thaidoc.record import Addressee, Issuer, Record, Reference, Span, ThaiDate

LETTER = Identity(
    number="มท0810.3/ว1234",
    coded=True,
    year=2562,
    date="2019-06-14",
    issuer="กรมสมมต",
    addressees="ผวาราชการจงหวดทกจงหวด",
)
ORDER = Identity(number="35/2562", year=2562, date="2019-06-14", issuer="จงหวดเชยงราย")

identities = st.builds(
    Identity,
    number=st.sampled_from(["", "มท0810.3/ว1234", "มท0810.3/1234", "35/2562"]),
    coded=st.booleans(),
    year=st.sampled_from([0, 2562, 2563]),
    date=st.sampled_from(["", "2019", "2019-06", "2019-06-14", "2019-06-15", "2020-06-14"]),
    issuer=st.sampled_from(["", "กรมสมมต", "กรมสมมตกองแรก", "กรมทดน", "กรมสมมด"]),
    addressees=st.sampled_from(["", "ผวาราชการจงหวดนาน", "ผวาราชการจงหวดตาก"]),
    damaged=st.booleans(),
)


def but(identity: Identity, **other: object) -> Identity:
    return msgspec.structs.replace(identity, **other)


@given(identities, identities)
def test_it_does_not_matter_which_is_asked(one: Identity, other: Identity) -> None:
    assert is_same(one, other) == is_same(other, one)
    assert are_apart(one, other) == are_apart(other, one)
    assert not (is_same(one, other) and are_apart(one, other))


@given(identities, identities)
def test_the_number_alone_never_tells(one: Identity, other: Identity) -> None:
    if is_same(one, other):
        assert one.number == other.number != ""
        assert one.year == other.year != 0
        assert (one.issuer and other.issuer) or (one.coded and other.coded)
    alone = Identity(number=one.number)
    assert not is_same(alone, other)
    assert not is_same(one, alone)
    assert not is_same(but(one, number=""), other)


@pytest.mark.parametrize(
    ("other", "same", "apart"),
    [
        (LETTER, True, False),
        (but(LETTER, addressees="นายอำเภอ"), True, False),  # a circular goes to many
        (but(LETTER, date="2019-06"), True, False),
        (but(LETTER, issuer=""), True, False),  # its code is in the number
        (but(LETTER, issuer="กรมสมมตกองแรก"), True, False),
        (but(LETTER, issuer="กรมทดน"), False, True),
        (but(LETTER, date="2019-06-15"), False, True),
        (but(LETTER, date="2020-06-14", year=2563), False, True),  # numbers begin again
        (but(LETTER, number="มท0810.3/ว1235"), False, True),
        (but(LETTER, date="", year=0), False, False),
        (but(LETTER, number="", addressees="นายอำเภอ"), False, True),
        (but(LETTER, number=""), False, False),
    ],
)
def test_a_letter(other: Identity, same: bool, apart: bool) -> None:
    assert is_same(LETTER, other) is same
    assert are_apart(LETTER, other) is apart


@pytest.mark.parametrize(
    ("other", "same", "apart"),
    [
        (ORDER, True, False),
        (but(ORDER, issuer="จงหวดเชยงใหม"), False, True),
        (but(ORDER, issuer=""), False, False),  # every office has an order 35/2562
        (but(ORDER, issuer="จงหวดเชยงใหม", damaged=True), False, True),
        (but(ORDER, issuer="จงหวดเชยงธาย", damaged=True), True, False),
    ],
)
def test_an_order(other: Identity, same: bool, apart: bool) -> None:
    assert is_same(ORDER, other) is same
    assert are_apart(ORDER, other) is apart


def test_what_is_known_of_both() -> None:
    assert have_same_number(LETTER, but(LETTER, year=0, date=""))
    assert not have_same_number(but(LETTER, number=""), but(LETTER, number=""))
    assert have_same_day(LETTER, but(LETTER, number=""))
    assert not have_same_day(but(LETTER, date="2019-06"), but(LETTER, date="2019-06"))


def record(**fields: object) -> Record:
    filled: dict[str, object] = {
        "id": "0" * 16,
        "source": source_of(""),
        "reference": Reference(
            raw="ที่ มท ๐๘๑๐.๓/ว ๑๒๓๔",
            prefix="มท",
            unit="0810.3",
            circular=True,
            number="1234",
            year=None,
            normal="มท 0810.3/ว1234",
        ),
        "date": ThaiDate(raw="", iso="2019-06-14", be_year=2562, precision="day"),
        "issuer": Issuer(name="กรมสมมุติ", lines=[], address=None, postcode=None, ministry=None),
        "addressees": [
            Addressee(name=name, scope=None, raw="ผู้ว่าราชการจังหวัด ทุกจังหวัด")
            for name in ("ผู้ว่าราชการจังหวัด", "ทุกจังหวัด")
        ],
    }
    return msgspec.convert({**filled, **fields}, Record, from_attributes=True)


def unsure(key: str) -> Span:
    return Span(key=key, page=1, line=1, end_line=1, bbox=None, confidence=0.3)


def test_of_a_record() -> None:
    assert identity_of(record()) == LETTER
    assert identity_of(record()).day == 20190614
    nothing = identity_of(Record(id="0" * 16))
    assert nothing == Identity(damaged=True)
    assert nothing.day == 0


def test_a_blank_number_is_none() -> None:
    reference = Reference(
        raw="ที่ มท ๐๘๑๐.๓/",
        prefix="มท",
        unit="0810.3",
        circular=None,
        number=None,
        year=None,
        normal="มท 0810.3/",
    )
    assert identity_of(record(reference=reference)) == but(LETTER, number="", coded=False)


def test_what_was_read_unsurely_tells_nothing_until_a_person_says_so() -> None:
    doubtful = record(spans=[unsure("reference"), unsure("date.iso")])
    assert identity_of(doubtful) == but(LETTER, number="", coded=False, date="", year=0)
    assert identity_of(doubtful, {"reference", "date"}) == LETTER


def test_text_of_a_picture_may_be_damaged() -> None:
    assert identity_of(record(source=source_of("", ocr=True))) == but(LETTER, damaged=True)
