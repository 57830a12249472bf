"""Telephone numbers: every grouping of the digits is the same number."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaidoc.parsing import phones
from thaidoc.thai.numerals import to_thai

FIXED = st.from_regex(r"0(2[2-9]|3[2-9]|4[2-5]|5[3-6]|7[3-7])[0-9]{6}", fullmatch=True)
MOBILE = st.from_regex(r"0[689][1-9][0-9]{7}", fullmatch=True)


@st.composite
def grouped(draw: st.DrawFn) -> tuple[str, str]:
    """National digits and one way of printing them."""
    digits = draw(st.one_of(FIXED, MOBILE))
    cuts = draw(st.sampled_from([(1, 5), (2, 5), (3, 6), (2, 6), ()]))
    joint = draw(st.sampled_from([" ", "-", "- ", " - ", "–"]))
    ends = [0, *cuts, len(digits)]
    text = joint.join(digits[a:b] for a, b in pairwise(ends))
    return digits, "".join(to_thai(c) if c.isdigit() and draw(st.booleans()) else c for c in text)


@given(grouped())
def test_any_grouping_gives_the_number(case: tuple[str, str]) -> None:
    digits, text = case
    phone = phones.read(text)
    assert phone is not None
    assert phone.number == "+66" + digits[1:]
    assert phone.end == len(text)
    assert phone.mobile is (digits[1] in "689")
    assert (phone.number_to, phone.extensions) == (None, ())


@given(FIXED, st.integers(1, 9))
def test_a_range_replaces_the_last_digits(digits: str, more: int) -> None:
    base, last = digits[:-1] + "0", digits[:-1] + str(more)
    phone = phones.read(f"{base[:1]} {base[1:5]} {base[5:]}-{more}")
    assert phone is not None
    assert (phone.number, phone.number_to) == ("+66" + base[1:], "+66" + last[1:])


@pytest.mark.parametrize(
    ("text", "number", "number_to", "extensions"),
    [
        ("0-2241-9000-18", "+6622419000", "+6622419018", ()),
        ("๐ ๒๓๐๖ ๘๖๘๙-๙๓", "+6623068689", "+6623068693", ()),
        ("0 4247 1934-5 ต่อ 17", "+6642471934", "+6642471935", ("17",)),
        ("0-2241-9000 ต่อ 212๒-๔", "+6622419000", None, ("2122", "2123", "2124")),
        ("0-2241-9000 ต่อ ๒๑๒-๔", "+6622419000", None, ("212", "213", "214")),
        ("0 2127 7000 ต่อ 1601, 1602 และ 1605", "+6621277000", None, ("1601", "1602", "1605")),
        ("0 2127 7000 ext. 12", "+6621277000", None, ("12",)),
        ("+66 2 241 9000", "+6622419000", None, ()),
        ("(02) 241 9000", "+6622419000", None, ()),
        ("๐ ๒ ๒๐๒ ๙๐๘๓", "+6622029083", None, ()),
        ("053-112708-9", "+6653112708", "+6653112709", ()),
        ("0-2280-0180-99", "+6622800180", "+6622800199", ()),
        ("0 2142 1200 - 9 ด่อ 3242", "+6621421200", "+6621421209", ("3242",)),
        ("0-2241-9000 ต่อ 1601 ถึง 1604", "+6622419000", None, ("1601", "1602", "1603", "1604")),
        ("0-2241-9000 ต่อ 1601 1602", "+6622419000", None, ("1601", "1602")),
        ("0-2241-9000 ต่อหมายเลข 12", "+6622419000", None, ("12",)),
        ("0-2241-9000 #12", "+6622419000", None, ("12",)),
    ],
)
def test_ranges_and_extensions(
    text: str, number: str, number_to: str | None, extensions: tuple[str, ...]
) -> None:
    phone = phones.read(text)
    assert phone is not None
    assert (phone.number, phone.number_to, phone.extensions) == (number, number_to, extensions)


def test_a_list_gives_each_number_and_its_place() -> None:
    text = "๐ ๒๒๘๘ ๕๕๖๐, ๐๘ ๑๒๓๔ ๕๖๗๘"
    found = phones.read_list(text)
    assert [(text[at : p.end], p.mobile) for at, p in found] == [
        ("๐ ๒๒๘๘ ๕๕๖๐", False),
        ("๐๘ ๑๒๓๔ ๕๖๗๘", True),
    ]


@pytest.mark.parametrize("text", ["1567", "0224190001", "2562", "02-22", "3-1005-00123-45-6", ""])
def test_what_is_no_public_number_is_not_read(text: str) -> None:
    assert phones.read(text) is None


def test_a_number_nobody_can_have_is_doubted() -> None:
    phone = phones.read("041705007")
    assert phone is not None
    assert not phone.valid


@given(st.integers(1000, 9990), st.integers(1, 9), st.booleans())
def test_a_range_of_extensions_is_written_out(first: int, more: int, short: bool) -> None:
    last = first + more
    tail = str(last)[-1] if short and last // 10 == first // 10 else str(last)
    phone = phones.read(f"0-2241-9000 ต่อ {first}-{tail}")
    assert phone is not None
    assert phone.extensions == tuple(str(n) for n in range(first, last + 1))


@pytest.mark.parametrize(
    ("text", "digits"),
    [("0-2241-9O00", None), ("0 2241 900", "02241900"), ("241-9000", "2419000"), ("1567", "1567")],
)
def test_what_is_meant_for_a_number_is_told_to_be_unread(text: str, digits: str | None) -> None:
    assert phones.read(text) is None
    unread = phones.read_unread(text)
    assert unread is not None
    assert (unread.end, unread.digits) == (len(text), digits)


@given(FIXED, st.integers(0, 8), st.sampled_from("OolIBSก|"))
def test_a_letter_in_a_digits_place_is_never_a_number(digits: str, at: int, sign: str) -> None:
    damaged = digits[:at] + sign + digits[at + 1 :]
    phone = phones.read(damaged)
    assert phone is None or phone.number != "+66" + digits[1:]
    if at:
        assert phone is None


@given(st.text(alphabet="0123456789๐๑๒- ().,ต่อและ+", max_size=50))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for at, phone in phones.read_list(text):
        assert 0 <= at < phone.end <= len(text)
        assert phone.number.startswith("+66") and len(phone.number) in (11, 12)
