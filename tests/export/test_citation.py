import pytest
from msgspec import structs

from tests.export.conftest import record
from thaidoc.export.citation import cite
from thaidoc.record import Kind
from thaidoc.thai.calendar import read


def test_a_letter_is_cited_by_issuer_number_and_date() -> None:
    assert cite(record("a" * 16)) == "หนังสือกรมสมมุติ ที่ มท 0808.2/ว4418 ลงวันที่ 21 สิงหาคม 2566"
    urgent = record("a" * 16, urgency="ด่วนที่สุด", date=read("สิงหาคม ๒๕๖๖"))
    assert cite(urgent) == "หนังสือกรมสมมุติ ด่วนที่สุด ที่ มท 0808.2/ว4418 เดือนสิงหาคม 2566"


@pytest.mark.parametrize(
    ("kind", "subject", "cited"),
    [
        ("order", "แต่งตั้งกรรมการ", "คำสั่งกรมสมมุติ เรื่อง แต่งตั้งกรรมการ ลงวันที่ 21 สิงหาคม 2566"),
        ("regulation", "ว่าด้วยตลาด พ.ศ. 2566", "ระเบียบกรมสมมุติ ว่าด้วยตลาด พ.ศ. 2566"),
        ("announcement", "รับสมัคร", "ประกาศกรมสมมุติ เรื่อง รับสมัคร ลงวันที่ 21 สิงหาคม 2566"),
        ("memo", "ขออนุมัติ", "บันทึกข้อความกรมสมมุติ ลงวันที่ 21 สิงหาคม 2566"),
        (
            "minutes",
            "รายงานการประชุมกรมสมมุติ ครั้งที่ 1/2566",
            "รายงานการประชุมกรมสมมุติ ครั้งที่ 1/2566 เมื่อวันที่ 21 สิงหาคม 2566",
        ),
    ],
)
def test_others_by_their_titles(kind: Kind, subject: str, cited: str) -> None:
    assert cite(record("a" * 16, kind=kind, subject=subject, reference=None)) == cited


def test_what_has_nothing_to_cite_goes_by_its_file() -> None:
    bare = structs.replace(record("a" * 16), reference=None, date=None, issuer=None)
    assert cite(bare) == "a.txt"
