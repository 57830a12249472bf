"""Reference numbers: any legal number, in any of its written forms, has one normal form."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from thaidoc.parsing import reference
from thaidoc.thai.names import province_codes
from thaidoc.thai.numerals import to_thai

CODES = st.sampled_from(["มท", "กค", "ศธ", "สธ", "นร", "อว", "ตช", "สทช", *province_codes()])
UNITS = st.from_regex(r"[0-9]{4,5}(\.[0-9]{1,2}){0,2}", fullmatch=True)
NUMBERS = st.from_regex(r"[1-9][0-9]{0,5}", fullmatch=True)


@st.composite
def legal(draw: st.DrawFn) -> tuple[str, str]:
    """A number's normal form and one way of writing it."""
    code, unit, number = draw(CODES), draw(UNITS), draw(NUMBERS)
    committee = draw(st.sampled_from(["", "", "กวจ", "กนร"]))
    special = draw(st.sampled_from(["", "", "", "พิเศษ"]))
    circular = draw(st.booleans())
    prefix = f"{code} ({committee})" if committee else code
    tail = " ".join(p for p in (special, ("ว" if circular else "") + number) if p)
    normal = f"{prefix} {unit}/{tail}"

    head = code + draw(st.sampled_from(["", ".", " "]))
    if committee:
        head += draw(st.sampled_from(["({})", " ({}) ", " ( {} )"])).format(committee)
    head += draw(st.sampled_from([" ", "  "] if not committee else ["", " "]))
    slash = draw(st.sampled_from(["/", " / ", "/ ", " /"]))
    mark = draw(st.sampled_from(["ว", "ว ", "ว.", "ว. ", "ว  "])) if circular else ""
    extra = draw(st.sampled_from(["พิเศษ ", "พิเศษ/", "พิเศษ / "])) if special else ""
    label = draw(st.sampled_from(["", "ที่ ", "ที่", "ที่  ", "เลขที่ "]))
    text = label + head + unit + slash + extra + mark + number
    digits = "".join(to_thai(c) if c.isdigit() and draw(st.booleans()) else c for c in text)
    return normal, digits


@given(legal())
@example(("มท 0810.3/ว28707", "ที่ มท ๐๘๑๐.๓/ว ๒๘๗๐๗"))
@example(("อว 0208/ว6153", "อว ๐๒๐๘.ว ๖๑๕๓"))
@example(("มท 0809.3/ว3334", "มท ด่วนที่สุด มท 0809.3/ว 3334"))
@example(("กค 0402.3/026695", "ที่ กค 0402.3/026695"))
@example(("มท 0810.3/5", "ที่ ม.ท. 0810.3/5"))
def test_any_written_form_gives_the_normal_form(case: tuple[str, str]) -> None:
    normal, text = case
    match = reference.read(text)
    assert match is not None
    assert match.reference.normal == normal
    assert match.reference.circular is ("ว" in normal.split("/", 1)[1])


@given(legal())
def test_the_normal_form_is_its_own_normal_form(case: tuple[str, str]) -> None:
    match = reference.read(case[0])
    assert match is not None
    assert match.reference.normal == match.reference.raw == case[0]


@given(legal(), st.sampled_from(["ตามหนังสือกรม ที่ {} ลงวันที่", "(ที่ {})", "อนุสนธิหนังสือที่ {} นั้น"]))
def test_a_number_is_found_in_a_sentence(case: tuple[str, str], frame: str) -> None:
    normal, text = case
    bare = text.removeprefix("เลข").removeprefix("ที่").strip()
    found = [m.reference.normal for m in reference.find(frame.format(bare))]
    assert found == [normal]


@given(st.from_regex(r"[1-9][0-9]{0,3}", fullmatch=True), st.integers(2450, 2600), st.booleans())
def test_an_order_has_number_and_year(number: str, year: int, thai: bool) -> None:
    text = f"ที่ {number} / {year}"
    match = reference.read(to_thai(text) if thai else text)
    assert match is not None
    assert match.reference.normal == f"{number}/{year}"
    assert (match.reference.number, match.reference.year) == (number, year)
    assert match.reference.prefix is None and match.reference.circular is False


@pytest.mark.parametrize(
    ("text", "normal", "circular"),
    [
        ("ที่ มท 0810.3/", "มท 0810.3/", None),
        ("ที่ มท 0810.3/\tกรมส่งเสริมการเกษตร", "มท 0810.3/", None),
        ("ที่ สต ๐๐๐๔/ว", "สต 0004/ว", True),
        ("ที่ นว ๕๒๐๐๗.๓/ วันที่ ๗ เมษายน", "นว 52007.3/", None),
        ("ที่ มท 0810.3/ว .........", "มท 0810.3/ว", True),
    ],
)
def test_a_blank_running_number_stays_blank(text: str, normal: str, circular: bool | None) -> None:
    match = reference.read(text)
    assert match is not None
    assert match.reference.number is None
    assert (match.reference.normal, match.reference.circular) == (normal, circular)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("ที่ 0405.2/ว 119", "0405.2/ว119"),
        ("142/4156", "142/4156"),
        ("ที่ ศธ 0508.11(3)/123", "ศธ 0508.11(3)/123"),
        ("นร 0505/ว(ล) 123", "นร 0505/ว(ล)123"),
        ("ตผ ๐๐๔๕ นม/๔๒๑", "ตผ 0045 นม/421"),
        ("ที่ศธ 04170./2117", "ศธ 04170./2117"),
    ],
)
def test_rarer_forms(text: str, normal: str) -> None:
    match = reference.read(text)
    assert match is not None
    assert match.reference.normal == normal


def test_an_odd_form_is_less_sure() -> None:
    sure, odd = reference.read("ที่ ศธ 04170/2117"), reference.read("ที่ ศธ 04170./2117")
    assert sure is not None and odd is not None
    assert odd.confidence < sure.confidence


@pytest.mark.parametrize(
    "text",
    ["วรรค 12/3", "มาตรา 40/2", "วันที่ 1/2562", "ข้อ 12/2560", "แบบ บก.06", "บ้านเลขที่ 99 หมู่ 4", ""],
)
def test_what_is_no_number_is_not_found(text: str) -> None:
    assert list(reference.find(text)) == []


def test_bare_circulars_and_orders_need_their_word() -> None:
    text = "ตามหนังสือ ที่ ว 382 และคำสั่งกรมที่ดิน ที่ ๖๘๑/๒๕๔๘ กับ 12/2560"
    assert [m.reference.normal for m in reference.find(text)] == ["ว382", "681/2548"]


@given(st.text(alphabet="ที่มทกคว.()/ 0123456789๑๒๓พิเศษ", max_size=60))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for match in reference.find(text):
        assert 0 <= match.start < match.end <= len(text)
        again = reference.read(match.reference.normal)
        assert again is None or again.reference.normal == match.reference.normal
