import io
import zipfile
from datetime import date, datetime
from typing import Literal

import openpyxl
import pytest

from tests.export.conftest import record
from thaidoc.export.formats import FORMATS, Choice
from thaidoc.export.letters import Letter
from thaidoc.export.receipts import Receipt
from thaidoc.thai.calendar import read

LETTERS = (
    Letter(record("a" * 16, subject="=HYPERLINK(1)"), Receipt(1, 2569, date(2026, 1, 5))),
    Letter(record("b" * 16, date=read("๑ กุมภาพันธ์ ๒๔๗๐")), Receipt(2, 2569, date(2026, 1, 5))),
    Letter(record("c" * 16, date=read("มิถุนายน ๒๕๖๒"), subject="ก\x00ข"), None),
)


def made(module: str, era: Literal["be", "ce"] = "be") -> bytes:
    form = next(form for form in FORMATS if form.module == module)
    file = io.BytesIO()
    form.write(LETTERS, file, Choice(era=era))
    return file.getvalue()


class TestTable:
    def test_dates_are_excels_own_and_shown_in_the_buddhist_era(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(made("xlsx_table"))).active
        column = [cell.value for cell in sheet[1]].index("ลงวันที่")
        first, old, month = (row[column] for row in sheet.iter_rows(min_row=2))
        assert first.value == datetime(2023, 8, 21)
        assert first.number_format == "[$-107041E]d mmm yyyy"
        # Excel would show 2471 for a day of February 2470, and has no month without a day
        assert (old.value, month.value) == ("1 ก.พ. 2470", "มิ.ย. 2562")

    def test_text_is_text(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(made("xlsx_table"))).active
        column = [cell.value for cell in sheet[1]].index("เรื่อง")
        cells = [row[column] for row in sheet.iter_rows(min_row=2)]
        assert [(cell.value, cell.data_type) for cell in cells] == [
            ("=HYPERLINK(1)", "s"),
            ("แผนงานรับน้ำท่วม", "s"),
            ("กข", "s"),
        ]

    def test_rows_are_high_enough_for_what_stands_in_them(self) -> None:
        long = Letter(record("d" * 16, subject="การจัดซื้อจัดจ้าง " * 20))
        file = io.BytesIO()
        FORMATS[2].write([long], file, Choice())
        sheet = openpyxl.load_workbook(io.BytesIO(file.getvalue())).active
        assert sheet.row_dimensions[2].height > 6 * sheet.row_dimensions[1].height

    def test_head_stays_in_sight_in_a_thai_font(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(made("xlsx_table"))).active
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:S{sheet.max_row}"
        assert {cell.font.name for row in sheet for cell in row} == {"TH SarabunPSK"}

    def test_the_common_era_on_demand(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(made("xlsx_table", "ce"))).active
        assert sheet["B2"].number_format == "yyyy-mm-dd"


class TestRegister:
    def test_the_columns_of_the_form_and_a_line_for_each_day(self) -> None:
        sheet = openpyxl.load_workbook(io.BytesIO(made("register_xlsx"))).active
        rows = [[cell.value for cell in row] for row in sheet]
        assert rows[0][0] == "ทะเบียนหนังสือรับ"
        assert rows[1] == [
            "เลขทะเบียนรับ", "ที่", "ลงวันที่", "จาก", "ถึง", "เรื่อง", "การปฏิบัติ", "หมายเหตุ",
        ]  # fmt: skip
        assert [row[0] for row in rows[2:]] == [
            "วันที่ 5 มกราคม 2569", 1, 2, "ไม่ทราบวันที่รับ", None,
        ]  # fmt: skip
        assert rows[3][3:6] == ["กรมสมมุติ", "ผู้ว่าราชการจังหวัด ทุกจังหวัด", "=HYPERLINK(1)"]
        assert rows[3][7] == "กำหนด 30\u00a0ก.ย.\u00a02566"


@pytest.mark.parametrize("module", ["xlsx_table", "register_xlsx"])
def test_no_moment_gets_into_a_workbook(module: str) -> None:
    data = made(module)
    assert data == made(module)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        assert {member.date_time[0] for member in file.infolist()} == {1980}
        core = file.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
