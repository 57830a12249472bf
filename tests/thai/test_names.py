"""Codes of ministries, agencies and provinces."""

import pytest

from thaidoc.thai import names


@pytest.mark.parametrize(
    ("code", "owner"),
    [
        ("มท", "กระทรวงมหาดไทย"),
        ("ศธ", "กระทรวงศึกษาธิการ"),
        ("ทม", "ทบวงมหาวิทยาลัย"),
        ("ตช", "สำนักงานตำรวจแห่งชาติ"),
        ("นน", "จังหวัดน่าน"),
        ("ชบ", "จังหวัดชลบุรี"),
        ("ชล", "จังหวัดชลบุรี"),
        ("กท", "กรุงเทพมหานคร"),
    ],
)
def test_a_code_names_its_owner(code: str, owner: str) -> None:
    assert names.owner_of(code) == owner
    assert names.is_code(code)


def test_an_unknown_code_names_nobody() -> None:
    assert names.owner_of("ขข") is None
    assert not names.is_code("ขข")


def test_there_are_77_provinces_and_20_ministries() -> None:
    assert len(set(names.province_codes().values())) == 77
    assert len(names.ministry_names()) == 25  # 20 current, 5 former
