"""What a person types for a field is what the parser would have read from the same words."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters import ROOT
from thaidoc.archive.store import Archive
from thaidoc.parsing import contacts, reference
from thaidoc.parsing.parser import parse
from thaidoc.parsing.typed import LISTS, TypedValueError, read_value
from thaidoc.parsing.typed_fields import READERS
from thaidoc.reading import read_bytes
from thaidoc.record import FIELDS, Issuer, Record
from thaidoc.thai import calendar
from thaidoc.thai.numerals import to_thai

EMPTY = Record(id="")
ARCHIVE = Archive.open(ROOT)

LETTER = """\
ที่ {reference}                                     {issuer}
                                                      ถนนสมมุติ กทม. ๑๐๓๐๐

                              {date}

เรื่อง  {subject}

เรียน  {addressees}

อ้างถึง  {references}

สิ่งที่ส่งมาด้วย  {enclosures}

        ด้วย{issuer}ขอให้จังหวัดส่งบุคลากรเข้าร่วมประชุม

                              ขอแสดงความนับถือ

                              {name}
                              {post}

{owner}
{contacts}
"""

digits = st.booleans().map(lambda thai: to_thai if thai else str)
blanks = st.sampled_from(["", " "])


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Letters' numbers, spelt in many ways."""
    spell = draw(digits)
    code = draw(st.sampled_from(["มท", "กค", "ศธ", "นร", "กค (กวจ)", "มท."]))
    unit = f"{draw(st.integers(100, 9999)):04d}" + draw(st.sampled_from(["", ".3", ".1.2"]))
    circular = draw(st.sampled_from(["", "ว", "ว ", "ว."]))
    blank = draw(blanks)
    return spell(f"{code} {unit}{blank}/{blank}{circular}{draw(st.integers(1, 99999))}")


@st.composite
def days(draw: st.DrawFn) -> str:
    """Dates of letters, with full and short months."""
    day = draw(st.dates(calendar.period("1950").first, calendar.period("2030").last))
    months = draw(st.sampled_from([calendar.MONTHS, calendar.SHORT_MONTHS]))
    era = draw(st.sampled_from(["", "พ.ศ. "]))
    return draw(digits)(f"{day.day} {months[day.month - 1]} {era}{day.year + 543}")


@st.composite
def phones(draw: st.DrawFn) -> str:
    """Lines of contacts."""
    number = f"0 2{draw(st.integers(100, 999))} {draw(st.integers(1000, 9999))}"
    tail = draw(st.sampled_from(["", " ต่อ 12", " ต่อ 2122-4", " โทรสาร 0 2123 4567"]))
    return draw(digits)(draw(st.sampled_from(["โทร. ", "โทรศัพท์ ", "โทรสาร "])) + number + tail)


subjects = st.sampled_from(["ขอยืมห้องประชุม", "การรายงานผล ปี ๒๕๖๒ (ฉบับที่ ๒)", "ซักซ้อมแนวทาง ฯ"])
scopes = st.sampled_from(["", " ทุกจังหวัด", " ทุกจังหวัด ยกเว้นจังหวัดภูเก็ต"])
posts = st.sampled_from(["อธิบดีกรมสมมุติ", "รองอธิบดี ปฏิบัติราชการแทน อธิบดีกรมสมมุติ"])


@settings(max_examples=40, deadline=None)
@given(numbers(), numbers(), days(), days(), subjects, scopes, posts, phones())
def test_what_the_parser_reads_is_read_alike_when_it_is_typed(
    number: str, cited: str, day: str, past: str, subject: str, scope: str, post: str, phone: str
) -> None:
    typed = {
        "reference": number,
        "issuer": "กรมสมมุติ\nถนนสมมุติ กทม. ๑๐๓๐๐",
        "date": day,
        "subject": subject,
        "addressees": f"ผู้ว่าราชการจังหวัด{scope}",
        "references": f"หนังสือกรมสมมุติ ที่ {cited} ลงวันที่ {past}",
        "enclosures": "แบบตอบรับ จำนวน ๒ แผ่น",
        "signatory": f"(นายทดสอบ ใจสมมุติ)\n{post}",
        "owner": "กองสมมุติ",
        "contacts": phone,
    }
    parts = {**typed, "issuer": "กรมสมมุติ", "name": "(นายทดสอบ ใจสมมุติ)", "post": post}
    read = parse(read_bytes(LETTER.format(**parts).encode(), "a.txt"))
    for key, text in typed.items():
        assert read_value(key, text, read) == getattr(read, key), key


@given(numbers())
def test_a_number_has_the_normal_form_of_the_parser(text: str) -> None:
    match = reference.read(text)
    assert match is not None
    value = read_value("reference", f"ที่ {text}", EMPTY)
    assert value == match.reference
    again = read_value("reference", value.normal, EMPTY)
    assert (again.normal, again.number) == (value.normal, value.number)


@given(st.dates(calendar.period("1941").first, calendar.period("2100").last), st.booleans())
def test_iso_dates_of_either_era(day: Any, thai: bool) -> None:
    typed = f"{day.year + 543}-{day.month:02}-{day.day:02}" if thai else day.isoformat()
    value = read_value("date", typed, EMPTY)
    assert (value.iso, value.be_year, value.raw) == (day.isoformat(), day.year + 543, typed)
    assert read_value("date", typed[:7], EMPTY).iso == day.isoformat()[:7]


@given(phones())
def test_contacts_of_a_line(line: str) -> None:
    assert read_value("contacts", line, EMPTY) == [m.contact for m in contacts.find(line)]


def typed_of(key: str, value: Any) -> str:
    """What a person would type to give this value."""
    if value is None or value == []:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "\n".join(one if isinstance(one, str) else one.raw for one in value)
    if key == "signatory":
        acting = f"ปฏิบัติราชการแทน {value.acting_for}" if value.acting_for else ""
        post = " ".join(filter(None, (value.position, acting)))
        return "\n".join(filter(None, (value.name and f"({value.name})", post)))
    if isinstance(value, Issuer):
        return "\n".join([*value.lines, *filter(None, [value.address])])
    return str(value if isinstance(value, str) else value.raw)


@pytest.mark.parametrize("key", [key for key in FIELDS if key != "enclosed"])
def test_every_value_of_the_sample_letters_can_be_typed(key: str) -> None:
    for identity in ARCHIVE.ids():
        record = ARCHIVE.parsed(identity)
        value = getattr(record, key)
        if any(w.key == key and w.code == "date-day-unreadable" for w in record.warnings):
            continue  # a day that was withheld stands in what was read
        if key == "contacts":  # one that could not be read is no answer
            value = [one for one in value if one.number or one.value]
        assert read_value(key, typed_of(key, value), record) == value, identity


@pytest.mark.parametrize(
    ("key", "text", "says"),
    [
        ("titel", "x", "is not a field. Fields are kind"),
        ("kind", "letter", "It is one of external-letter, memo"),
        ("kind", "null", "every letter has a kind"),
        ("circular", "maybe", "It is true or false"),
        ("urgency", "เร็ว", "It is one of ด่วน, ด่วนมาก, ด่วนที่สุด"),
        ("secrecy", "ปกปิด", "It is one of ลับ, ลับมาก, ลับที่สุด"),
        ("reference", "hello", "is not a letter's number"),
        ("reference", "มท 0810.3/ว 123 ก", "'ก' does not belong to the number มท 0810.3/ว123"),
        ("date", "เมื่อวาน", "it is not a date"),
        ("date", "๓๑ กุมภาพันธ์ ๒๕๖๒", "there is no such day"),
        ("date", "2562-02-31", "there is no such day"),
        ("date", "2562-13", "there is no such day"),
        ("subject", "  ", "null says that the letter has none"),
        ("subject", "ก\udcffข", "cannot be read"),
        ("subject", "ก\x1b[2Jข", "cannot be read"),
        ("owner", " . ", "it is empty"),
        ("issuer", "ถนนสมมุติ กทม. ๑๐๓๐๐", "an address only"),
        ("signatory", "ลงชื่อไม่ออก", "Write the name in brackets"),
        ("contacts", "โทร. 0 2", "no way to reach somebody"),
        ("contacts", "โทร. 0 0000 0000", "no such number or address can be"),
        ("deadlines", "เร็ว ๆ นี้", "gives no day"),
        ("enclosed", "อีกฉบับ", "Give JSON"),
        ("addressees", '[{"name": 3}]', "this JSON is not its value"),
        ("addressees", "[", "this JSON is not its value"),
        ("date", '{"raw": "x", "iso": "2019-06-14", "be_year": 2561, "precision": "day"}', "2562"),
        (
            "date",
            '{"raw": "x", "iso": "2019-02-31", "be_year": 2562, "precision": "day"}',
            "no such",
        ),
        (
            "reference",
            '{"raw": "", "prefix": "มท", "unit": "0810", "circular": null, "number": "1",'
            ' "year": null, "normal": "มท 0810/1"}',
            "circular is not that of the number",
        ),
    ],
)
def test_a_value_that_cannot_be_is_told_in_one_sentence(key: str, text: str, says: str) -> None:
    with pytest.raises(TypedValueError) as fault:
        read_value(key, text, EMPTY)
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)
    assert fault.value.exit_code == 2


@pytest.mark.parametrize("key", [key for key in FIELDS if key != "kind"])
def test_null_says_that_there_is_none(key: str) -> None:
    assert read_value(key, " null ", EMPTY) == ([] if key in LISTS else None)


def test_lists_are_typed_by_line() -> None:
    copies = read_value("copies", "กรมหนึ่ง\n\n กรมสอง,\nกรมหนึ่ง", EMPTY)
    assert copies == ["กรมหนึ่ง", "กรมสอง"]
    assert read_value("body", "ก\nก", EMPTY) == ["ก", "ก"]
    assert read_value("body", '["ก", "ข"]', EMPTY) == ["ก", "ข"]
    assert read_value("subject", "[ด่วน] ก", EMPTY) == "[ด่วน] ก"


def test_text_gets_its_normal_form() -> None:
    assert read_value("subject", "ส\u0e4dานัก\u200b  งาน", EMPTY) == "สำนัก งาน"


def test_a_bare_number_is_a_telephone() -> None:
    (contact,) = read_value("contacts", "0 2241 9000 ต่อ 12", EMPTY)
    assert (contact.type, contact.number, contact.extensions) == ("phone", "+6622419000", ["12"])
    assert contact.raw == "0 2241 9000 ต่อ 12"


def test_what_the_body_does_to_a_letter_stays_known() -> None:
    line = "หนังสือกรมสมมุติ ที่ มท 0810.3/ว 12 ลงวันที่ 3 มีนาคม 2560"
    cancelled = read_value("cites", f"ยกเลิก{line}", EMPTY)
    assert cancelled[0].action == "cancels"
    known = Record(id="", cites=cancelled)
    assert read_value("cites", line.replace("12 ", "๑๒ "), known)[0].action == "cancels"
    assert read_value("references", line, known)[0].action == "refers"


def test_a_limit_in_days_counts_from_the_letter() -> None:
    dated = Record(id="", date=read_value("date", "14 มิ.ย. 2562", EMPTY))
    (limit,) = read_value("deadlines", "ภายใน ๑๕ วัน นับแต่วันที่ลงในหนังสือนี้", dated)
    assert limit.iso == "2019-06-29"
    (unknown,) = read_value("deadlines", "ภายใน 15 วันนับแต่วันที่ได้รับหนังสือ", dated)
    assert (unknown.raw, unknown.iso) == ("ภายใน 15 วันนับแต่วันที่ได้รับหนังสือ", None)


def test_every_field_has_a_reader_that_the_page_names() -> None:
    assert set(READERS) == set(FIELDS)
    page = Path(ROOT, "docs", "review.md").read_text(encoding="utf-8")
    for key in FIELDS:
        assert re.search(rf"^\| .*`{key}`", page, re.MULTILINE), key
