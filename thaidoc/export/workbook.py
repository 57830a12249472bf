"""Workbooks for Excel and LibreOffice that come out the same, byte for byte, for the same cells.

openpyxl puts the moment of saving into two places; both are set to a fixed one. Text is always
text: a cell that begins with ``=`` is no formula.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from math import ceil
from typing import Any, Literal

from thaidoc.export.formats import Sink
from thaidoc.export.values import for_people, xml_text
from thaidoc.record import ThaiDate
from thaidoc.thai.calendar import to_buddhist_year

#: the typeface of Thai offices; a machine without it shows another
FONT, SIZE = "TH SarabunPSK", 14
#: how Excel writes "Thai language, Buddhist calendar, Arabic digits" in a number format
_FORMATS = {"be": "[$-107041E]d mmm yyyy", "ce": "yyyy-mm-dd"}
#: Excel takes 1900 for a leap year, so that its earlier days are not what they seem
_FIRST_DAY = date(1900, 3, 1)
#: what Excel takes in a cell, and in a sheet
_LONGEST, ROWS = 32_767, 1_048_576
#: points from line to line; how much longer lines get by ending with a word; Excel's highest row
_LINE, _RAGGED, _HIGHEST = SIZE * 1.75, 1.15, 409.0
#: Excel's number for the size of paper
_A4 = 9
#: the first moment that a ZIP file can hold
_MOMENT = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FIXED_STAMP = b"1980-01-01T00:00:00Z"


class Sheet:
    """A workbook of one sheet that is written row by row."""

    def __init__(self, name: str, widths: Sequence[int], era: Literal["be", "ce"]):
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter

        self._era = era
        self._widths = widths
        self._book = Workbook(write_only=True)
        self._book.properties.creator = "thaidoc"
        self.sheet: Any = self._book.create_sheet(name)
        self.last_column: str = get_column_letter(len(widths))
        self._last_printed = self.last_column
        for at, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        self.rows = 0
        self._cells: dict[tuple[int, str], Any] = {}
        self._styles()

    def _styles(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        line = Side("thin", "999999")
        box = Border(left=line, right=line, top=line, bottom=line)
        top = Alignment(vertical="top", wrap_text=True)
        middle = Alignment(horizontal="center", vertical="top")
        self._looks: dict[str, dict[str, Any]] = {
            "plain": {"font": Font(FONT, SIZE), "border": box, "alignment": top},
            "count": {"font": Font(FONT, SIZE), "border": box, "alignment": middle},
            "day": {
                "font": Font(FONT, SIZE),
                "border": box,
                "alignment": middle,
                "number_format": _FORMATS[self._era],
            },
            "head": {
                "font": Font(FONT, SIZE, bold=True),
                "border": box,
                "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
                "fill": PatternFill("solid", "E7E6E6"),
            },
            "title": {"font": Font(FONT, SIZE + 4, bold=True)},
            "heading": {"font": Font(FONT, SIZE, bold=True)},
        }

    def print_on_a4(self, head_row: int, last: str) -> None:
        """Print the columns to the last across A4, the head on each page; keep it in sight."""
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self.sheet
        sheet.freeze_panes = f"A{head_row + 1}"
        sheet.print_title_rows = f"{head_row}:{head_row}"
        self._last_printed = last
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter.center.text = "&P / &N"

    def append(self, cells: Iterable[object], look: str = "plain") -> None:
        """Write a row of text, counts and dates."""
        made = [self._cell(at, value, look) for at, value in enumerate(cells)]
        self.rows += 1
        self.sheet.row_dimensions[self.rows].height = self._height(made, look)
        self.sheet.append(made)
        del self.sheet.row_dimensions[self.rows]

    def _height(self, made: Sequence[Any], look: str) -> float:
        """So high that all lines show: programs differ in whether they see to that themselves."""
        if look in ("title", "heading"):  # they go on over the cells beside them
            return _LINE * 1.2
        lines = (
            _lines(cell.value, width)
            for cell, width in zip(made, self._widths, strict=True)
            if isinstance(cell.value, str)
        )
        return min(_HIGHEST, _LINE * max(1, *lines))

    def _cell(self, column: int, value: object, look: str) -> Any:
        """The cell of a column, used again in each row, for it is written when the row is."""
        if isinstance(value, ThaiDate):
            look, value = "day", day_of(value) or for_people(value.iso, self._era)
        elif isinstance(value, date):
            look = "day"
        elif isinstance(value, int):
            look = "count"
        if (cell := self._cells.get((column, look))) is None:
            cell = self._cells[column, look] = self._styled(look)
        if isinstance(value, str):
            cell.value = xml_text(value)[:_LONGEST]
            cell.data_type = "s"  # openpyxl takes a text that begins with = for a formula
        else:
            cell.value = value
        return cell

    def _styled(self, look: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self.sheet)
        for name, style in self._looks[look].items():
            setattr(cell, name, style)
        return cell

    def save(self, target: Sink) -> None:
        """Write the workbook."""
        self.sheet.print_area = f"A1:{self._last_printed}{self.rows}"
        made = io.BytesIO()
        self._book.save(made)
        target.write(_without_moments(made))


def _lines(text: str, width: int) -> int:
    """How many lines a text may need in a column; marks above and below take no room.

    >>> _lines("น้ำท่วม กำหนด", 12), _lines("น้ำท่วม กำหนด", 8), _lines("ก" * 20, 10)
    (1, 2, 3)
    """
    lines, used = 1, 0
    for word in text.split(" "):
        letters = sum(unicodedata.category(character) != "Mn" for character in word)
        if used and used + 1 + letters > width:
            lines, used = lines + 1, 0
        if letters > width:
            lines += ceil(letters * _RAGGED / width) - 1
            letters %= width
        used += letters + bool(used)
    return lines


def day_of(written: ThaiDate) -> date | None:
    """The day as Excel counts days; None where only text can say it.

    That is a month or a year alone, a day before March 1900, and a day of the old calendar whose
    Buddhist year is not 543 ahead, as Excel would show it.

    >>> day_of(ThaiDate(raw="", iso="2019-06-14", be_year=2562, precision="day"))
    datetime.date(2019, 6, 14)
    """
    if written.precision != "day":
        return None
    day = date.fromisoformat(written.iso)
    if day < _FIRST_DAY or to_buddhist_year(day.year, day.month) != day.year + 543:
        return None
    return day


def _without_moments(made: io.BytesIO) -> bytes:
    """The same ZIP file with a fixed moment for every member and in the book's properties."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _STAMP.sub(_FIXED_STAMP, data)
            member = zipfile.ZipInfo(name, _MOMENT)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, data)
    return fixed.getvalue()
